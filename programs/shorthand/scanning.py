"""Walks once through a line or cell and says of each place what it is: a phrase, a mark, the name, a note.

What is nothing of these is reported; nothing is passed over.
"""

from dataclasses import dataclass, field, replace

from programs.shorthand.amounts import side_at
from programs.shorthand.grammar import phrase_at, phrase_beside_name_at
from programs.shorthand.names import name_at
from programs.shorthand.numbers import is_dash, number_at
from programs.shorthand.phrases import Phrase, Said, quoted
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import LITTLE, SIDES, Part, Problem, What

_SOFT = (",", ";", "·", "•", "|")
_SAYING = {"%", "@", "amrap", "dropset", "dropsets", "drop-set", "drop-sets", "back-off", "backoff"}
KEPT = 8  # phrases and marks back to which a bracket or “each side” may belong
SETS_CLEAR = 20  # a number without a unit up to here may be sets, repetitions or an effort


@dataclass(slots=True)
class Scan:
    """What was found so far. `after_work`: the set group that is being read has its sets x reps."""

    tokens: Tokens
    name: str | None = None
    said: list[Said] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    after_work: bool = False
    kinds: set[What] = field(default_factory=set)  # of the phrases that were said

    def part(self, first: int, last: int, what: What) -> None:
        self.parts.append(Part(self.tokens[first].start, self.tokens[last - 1].end, what))

    def problem(self, first: int, last: int, text: str) -> None:
        self.problems.append(Problem(self.tokens[first].start, self.tokens[last - 1].end, text))

    def mark(self, place: int, *, hard: bool = False) -> int:
        self.part(place, place + 1, What.MARK)
        self.said.append(Said(None, self.tokens[place].start, self.tokens[place].end, hard))
        self.after_work = self.after_work and not hard
        return place + 1

    def phrase(self, place: int, phrase: Phrase) -> int:
        start, end = self.tokens[place].start, self.tokens[phrase.end - 1].end
        self.said.append(Said(phrase, start, end))
        self.after_work = self.after_work or phrase.amounts is not None
        self.kinds.add(phrase.what)
        return phrase.end

    def note(self, first: int, last: int, text: str) -> int:
        self.part(first, last, What.NOTE)
        if text:
            self.notes.append(text)
        return last


def scan(tokens: Tokens, place: int, *, named: bool) -> Scan:
    """Everything from a place on. `named`: whether an exercise's name may stand there."""
    found = Scan(tokens)
    figures = max((index for index in range(tokens.size) if _is_figure(tokens, index)), default=-1)
    unknown = place
    while place < tokens.size:
        before = len(found.problems)
        end = _next(found, place, named=named and found.name is None, only_words=figures < place)
        if end is None:
            number = number_at(tokens, place)
            place = place + 1 if number is None else number[1]
            continue
        _report(found, unknown, place, before)
        place = unknown = end
    _report(found, unknown, place, len(found.problems))
    return found


def _is_figure(tokens: Tokens, place: int) -> bool:
    """Whether this says something of the sets, so that it stands in no note without quotation marks."""
    token = tokens[place]
    side = token.isa("each", "per") and tokens[place + 1].text in SIDES
    return token.kind is Kind.NUMBER or token.text in _SAYING or side


def _next(found: Scan, place: int, *, named: bool, only_words: bool) -> int | None:
    """Takes in what stands here and answers the place after it; None when nobody knows what it is."""
    tokens, token = found.tokens, found.tokens[place]
    if token.kind is Kind.NOTE:
        if not token.closed:
            found.problem(place, place + 1, "The second quotation mark of this note is missing.")
        return found.note(place, place + 1, token.content)
    if named:
        phrase = phrase_beside_name_at(tokens, place)
    else:
        phrase = phrase_at(tokens, place, after_work=found.after_work)
    if phrase is not None:
        return found.phrase(place, phrase)
    end = _each_side(found, place)
    if end is None and token.isa("("):
        end = _bracketed(found, place, named=named)
    if end is None and named:
        end = _named(found, place)
    return _mark(found, place, named=named, only_words=only_words) if end is None else end


def _each_side(found: Scan, place: int) -> int | None:
    """“each side” on its own right after the sets that it belongs to: 3x8, each leg."""
    end = side_at(found.tokens, place)
    if end is None:
        return None
    near = range(len(found.said) - 1, max(len(found.said) - KEPT, 0) - 1, -1)
    before = next((each for each in near if found.said[each].phrase or found.said[each].hard), 0)
    phrase = found.said[before].phrase if found.said else None
    if phrase is None or phrase.amounts is None or phrase.amounts[0].per_side:
        return None
    amounts = tuple(replace(amount, per_side=True) for amount in phrase.amounts)
    found.said[before] = replace(found.said[before], phrase=replace(phrase, amounts=amounts))
    found.part(place, end, What.WORK)
    return end


def _bracketed(found: Scan, place: int, *, named: bool) -> int | None:
    """Round brackets hold phrases, or words alone, which are a note."""
    tokens, close = found.tokens, found.tokens.closing.get(place)
    if close is None:
        return None
    kept = max(len(found.said) - KEPT, 0)
    inside = Scan(tokens, said=found.said[kept:], after_work=found.after_work)
    inside.mark(place)
    now: int | None = place + 1
    while now is not None and now < close:
        now = _next(inside, now, named=False, only_words=False)
    if now == close:
        inside.mark(close)
        found.said[kept:], found.after_work = inside.said, inside.after_work
        found.kinds |= inside.kinds
        found.parts += inside.parts
        found.problems += inside.problems
        found.notes += inside.notes
        return close + 1
    if named:
        return None
    if any(_is_figure(tokens, index) for index in range(place, close)):
        said = quoted(tokens, place, close + 1)
        text = f"{said}: not all of this is understood. Words alone may stand in brackets as a note."
        found.problem(place, close + 1, text)
        return close + 1
    return found.note(place, close + 1, tokens.said(place + 1, close))


def _named(found: Scan, place: int) -> int | None:
    """The exercise's name; after sets that come first, “of” may stand before it."""
    if found.kinds and found.kinds <= {What.REST, What.TEMPO}:
        return None  # Rest 60 s between exercises: no name follows a rest
    if found.said and found.tokens[place].isa("of"):
        return found.mark(place)
    name = name_at(found.tokens, place)
    if name is None:
        return None
    found.name = name.text
    found.part(place, name.last, What.NAME)
    return found.mark(name.last) if name.end > name.last else name.last


def _mark(found: Scan, place: int, *, named: bool, only_words: bool) -> int | None:
    """What parts phrases; and a dash before words alone, which are a note."""
    tokens, token, after = found.tokens, found.tokens[place], found.tokens[place + 1]
    if token.text in LITTLE and phrase_at(tokens, place + 1) is not None:
        return found.mark(place)
    if token.kind is not Kind.SIGN:
        return None
    if token.isa("\n", "+"):
        return None if token.isa("+") and token.glued and after.glued else found.mark(place, hard=True)
    apart = not token.glued and not after.glued
    words = only_words and not named and after.kind is Kind.WORD and phrase_at(tokens, place + 1) is None
    if is_dash(token) and apart and words:
        end = place + 1
        while end < tokens.size and tokens[end].kind is not Kind.NOTE and not tokens[end].isa("\n"):
            end += 1
        return found.note(place, end, tokens.said(place + 1, end))
    stops = token.isa(".") and token.glued and not after.glued
    if (
        token.text in _SOFT
        or stops
        or (apart and (is_dash(token) or token.isa("/")))
        or (named and token.isa(":"))
    ):
        return found.mark(place)
    return None


def _report(found: Scan, first: int, last: int, before: int) -> None:
    """What stands between the last thing understood and this one was not; it comes before later problems."""
    if first < last:
        found.problem(first, last, _not_understood(found.tokens, first, last))
        found.problems.insert(before, found.problems.pop())


def _not_understood(tokens: Tokens, first: int, last: int) -> str:
    said = quoted(tokens, first, last)
    number = number_at(tokens, first)
    if number is not None and number[1] == last:
        if tokens[first + 1].isa(",") and last > first + 1:
            return f"{said} may be one number or a list: write its unit, or 1x7, 1x5 for two sets."
        if len(tokens[first].text) == 4:
            return f"{said} has no unit. A tempo needs a t: t{tokens[first].text}."
        if number[0] <= SETS_CLEAR:
            return f"{said} may be sets, repetitions or an effort: write 3x8, 8 reps or @8."
        return f"{said} needs a unit: %, kg or lb."
    if tokens[first].isa("+") and last == first + 1:
        return "“+” may mean “or more” or a further set group: put a space before it for a further one."
    return f"{said} is not understood. Put a note in quotation marks or after #."
