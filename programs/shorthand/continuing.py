"""What a line of a written program is among the lines around it."""

from collections.abc import Sequence
from dataclasses import replace

from programs.shorthand.reading import read_exercise
from programs.shorthand.words import Cell, Line, Problem
from programs.shorthand.written import Draft, Kind, WorkoutHeading

_BETWEEN = frozenset({Kind.BLANK, Kind.NOTE, Kind.CONTINUED})  # may stand between an exercise and its sets
_HEADINGS = frozenset({Kind.PHASE, Kind.WEEK, Kind.WORKOUT, Kind.COLUMNS})
NAME_ALONE = "An exercise without numbers, or a note? Write its sets, or put a note in quotation marks."
NO_EXERCISE = "Which exercise are these sets of? Its name stands neither here nor above."


def resolved(drafts: list[Draft]) -> list[Draft]:
    """Joins exercises with the lines that go on with them, and names what no line around makes clear."""
    used: set[int] = set()
    for index, draft in enumerate(drafts):
        if draft.kind is Kind.EXERCISE:
            further = _further(drafts, index)
            used.update(further)
            _join(draft, [drafts[each] for each in further])
            if not further and isinstance(draft.value, Line) and not draft.value.groups:
                _name_alone(drafts, index)
    for index, draft in enumerate(drafts):
        if draft.kind is Kind.SETS and index not in used:
            draft.problems.append(Problem(0, len(draft.text), NO_EXERCISE))
    return drafts


def _further(drafts: Sequence[Draft], index: int) -> list[int]:
    """The lines that go on with the exercise at `index`."""
    further = []
    for place in range(index + 1, len(drafts)):
        kind = drafts[place].kind
        if kind is Kind.SETS:
            further.append(place)
        elif kind not in _BETWEEN:
            break
    return further


def _join(draft: Draft, further: Sequence[Draft]) -> None:
    """The exercise with what its further lines say: as after a comma, or as they stand in a table."""
    cells = [each for each in further if isinstance(each.value, Cell)]
    if not cells or not isinstance(draft.value, Line):
        return
    if draft.from_table or any(each.from_table for each in cells):
        groups = [group for each in cells if isinstance(each.value, Cell) for group in each.value.groups]
        notes = [each.value.note for each in cells if isinstance(each.value, Cell)]
        note = "; ".join(filter(None, (draft.value.note, *notes)))
        draft.value = replace(draft.value, groups=(*draft.value.groups, *groups), note=note)
        return
    line, problems = read_exercise([draft.text, *(each.text for each in cells)])
    draft.value = line
    for each, found in zip((draft, *cells), problems, strict=True):
        each.problems = list(found)


def _name_alone(drafts: Sequence[Draft], index: int) -> None:
    """A name without numbers: a heading if marked as one, the title before the first heading, or unclear."""
    draft = drafts[index]
    line = draft.value
    assert isinstance(line, Line)
    before = all(each.kind is Kind.BLANK for each in drafts[:index])
    following = next((each.kind for each in drafts[index + 1 :] if each.kind is not Kind.BLANK), None)
    words = draft.text.strip().replace("**", "").strip()
    if before and following in _HEADINGS:
        draft.kind, draft.value, draft.problems = Kind.TITLE, words, []
    elif draft.marked and not draft.problems:
        draft.kind, draft.value = Kind.WORKOUT, WorkoutHeading(words)
    elif not draft.problems:
        draft.problems.append(Problem(0, len(draft.text), NAME_ALONE))
