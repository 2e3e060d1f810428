"""What a phrase of the grammar says: the values of one place in the text, or why it is not understood."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from programs.prescription.words import LoadKind, SetType, Unit
from programs.shorthand.tokens import Tokens
from programs.shorthand.words import LOAD_MOST, What

LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """What one set is: repetitions, a time, a distance, or as many repetitions as possible."""

    reps: int | None = None
    reps_high: int | None = None
    seconds: int | None = None
    metres: int | None = None
    to_the_last: bool = False
    per_side: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """A weight, a weight added to the body, or assistance."""

    kind: LoadKind
    load: Decimal | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens up to `end` belong together. With a `problem` nothing of them is used.

    `time` is a time without a word for what it is: the rest, or the work.
    """

    end: int
    what: What
    sets: int | None = None
    amounts: tuple[Amount, ...] | None = None
    set_type: SetType | None = None
    intensity: tuple[Decimal, Decimal | None] | None = None
    lighter: Decimal | None = None
    load: Load | None = None
    rir: tuple[Decimal, Decimal | None] | None = None
    rest: int | None = None
    tempo: str | None = None
    time: int | None = None
    problem: str = ""


VALUES = ("sets", "amounts", "set_type", "intensity", "lighter", "load", "rir", "rest", "tempo")


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase with its place in the text; without one it is a mark, and a `hard` mark begins a group."""

    phrase: Phrase | None
    start: int
    end: int
    hard: bool = False


@dataclass(slots=True)
class Draft:
    """One set group while its phrases are gathered: who said which value, and times without a word."""

    by: dict[str, Said] = field(default_factory=dict)
    times: list[Said] = field(default_factory=list)
    early_times: list[Said] = field(default_factory=list)  # before the repetitions
    said: list[Said] = field(default_factory=list)
    type_after_work: bool = False
    wrong_work: bool = False
    doubtful: set[int] = field(default_factory=set)  # where phrases begin that are problems already

    def has(self, value: str) -> bool:
        same = {"intensity", "lighter"}
        return value in self.by or (value in same and not same.isdisjoint(self.by))

    @property
    def only_type(self) -> bool:
        return set(self.by) == {"set_type"} and not self.times

    def add(self, item: Said, phrase: Phrase) -> None:
        self.said.append(item)
        if phrase.time is not None:
            self.times.append(item)
            if "amounts" not in self.by:
                self.early_times.append(item)
        if phrase.set_type is not None:
            self.type_after_work = "amounts" in self.by
        for value in VALUES:
            if getattr(phrase, value) is not None:
                self.by[value] = item

    def value(self, name: str) -> Any:
        """What the phrases of this group said, or None."""
        item = self.by.get(name)
        return None if item is None else getattr(item.phrase, name)


def quoted(tokens: Tokens, first: int, last: int) -> str:
    """The text of some tokens in quotation marks, shortened where it is long."""
    text = tokens.said(first, last)
    return f"“{text}”" if len(text) <= LONGEST_QUOTE else f"“{text[:LONGEST_QUOTE]}…”"


def wrong(what: What, end: int, text: str) -> Phrase:
    """A phrase that is not understood."""
    return Phrase(end, what, problem=text)


def load_problem(number: Decimal, unit: Unit) -> str:
    """Why a weight cannot be, or an empty text."""
    if not 0 < number <= LOAD_MOST[unit]:
        return f"a load is more than 0 and at most {LOAD_MOST[unit]:,} {unit}."
    if number != round(number, 2):
        return "a load has at most two decimals."
    return ""
