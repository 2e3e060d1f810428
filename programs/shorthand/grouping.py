"""Puts the phrases of a line or cell together to set groups.

A plus begins a further group, and so does a comma when sets or another type of sets follow it. What is
said twice in a group, or may belong to two, is a problem and is not used.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from programs.prescription.words import SetType
from programs.shorthand.finishing import finished
from programs.shorthand.phrases import VALUES, Draft, Phrase, Said
from programs.shorthand.words import Part, Problem, Sets, What

_NAMES = {
    "sets": "The number of sets",
    "amounts": "The number of repetitions",
    "set_type": "The type of set",
    "intensity": "The intensity",
    "lighter": "The intensity",
    "load": "The load",
    "rir": "The effort",
    "rest": "The rest",
    "tempo": "The tempo",
}


@dataclass(slots=True)
class Grouped:
    """The set groups, what was understood of the text, and what was not."""

    groups: list[Sets] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def grouped(said: Iterable[Said]) -> Grouped:
    """The set groups that the phrases between the marks say."""
    result = Grouped()
    drafts: list[Draft] = []
    for hard, piece in _pieces(said):
        if not drafts or hard or _begins_group(drafts[-1], piece):
            drafts.append(Draft())
        for item in piece:
            _take(drafts, item, result)
    drafts = [draft for draft in drafts if draft.said]
    for draft in drafts:
        groups, problems, rest = finished(draft, alone=len(drafts) == 1)
        result.groups += groups
        result.problems += problems
        blamed = draft.doubtful | {problem.start for problem in problems}
        result.parts += [
            Part(item.start, item.end, What.REST if item in rest else item.phrase.what)
            for item in draft.said
            if item.phrase is not None and item.start not in blamed
        ]
    return result


def _pieces(said: Iterable[Said]) -> Iterable[tuple[bool, list[Said]]]:
    """The phrases between two marks, and whether the mark before them begins a group."""
    hard, piece = False, []
    for item in said:
        if item.phrase is not None:
            piece.append(item)
        elif piece or item.hard:
            if piece:
                yield hard, piece
                hard = False
            hard, piece = hard or item.hard, []
    if piece:
        yield hard, piece


def _begins_group(draft: Draft, piece: list[Said]) -> bool:
    """Whether a piece after a comma is a further group: its sets are there already, or another type."""
    phrases = [item.phrase for item in piece if item.phrase is not None]
    work = any(_is_work(phrase) for phrase in phrases)
    types = {phrase.set_type for phrase in phrases if phrase.set_type is not None}
    if types and draft.said and (work or types != {SetType.WORKING}):
        return True
    if work and (draft.has("amounts") or draft.wrong_work or draft.only_type):
        return True
    return any(phrase.sets is not None for phrase in phrases) and (draft.has("sets") or draft.only_type)


def _is_work(phrase: Phrase) -> bool:
    return phrase.amounts is not None or (phrase.what is What.WORK and bool(phrase.problem))


def _take(drafts: list[Draft], item: Said, result: Grouped) -> None:
    """One phrase into the newest group, or a problem."""
    phrase, draft = item.phrase, drafts[-1]
    assert phrase is not None  # marks only part the pieces
    if phrase.problem:
        draft.wrong_work = draft.wrong_work or phrase.what is What.WORK
        result.problems.append(Problem(item.start, item.end, phrase.problem))
        return
    twice = [value for value in VALUES if getattr(phrase, value) is not None and draft.has(value)]
    if "amounts" in twice:
        text = "A further group of sets needs a comma or a plus before it."
        result.problems.append(Problem(item.start, item.end, text))
        drafts.append(Draft(doubtful={item.start}))
        drafts[-1].add(item, phrase)
    elif twice:
        result.problems.append(Problem(item.start, item.end, f"{_NAMES[twice[0]]} is given twice."))
    else:
        draft.add(item, phrase)
