"""What is stored of a set group, what moved, and which typed values are possible."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypedDict, Unpack

from programs.prescription.problems import Finding
from programs.prescription.words import Field, Goal, Unit

INTENSITY_MOST = 150  # % of 1RM; above 100 is allowed and reported
REPS_MOST = 200
RIR_MOST = 20
SETS_MOST = 20
REST_MOST = 1800  # seconds
SECONDS_MOST = 3600
LOAD_LEAST = Decimal("0.01")
LOAD_MOST = {Unit.KG: 2000, Unit.LB: 4400}

_TEMPO = re.compile(r"[0-9X]{4}")


class ImpossibleValueError(ValueError):
    """A value that no set can have; the message is one sentence for the person who typed it."""


class _Others(TypedDict, total=False):
    """What can be other in targets: every field of them."""

    goal: Goal
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    rest_seconds: int
    tempo: str
    load: Decimal | None
    pins: frozenset[Field]


@dataclass(frozen=True)
class Targets:
    """Exactly what is stored of a set group.

    `intensity` is the target in % of 1RM, exact, before any snapping; None where no curve gives one.
    `rir` is exact and below zero when the chart is all-out. `load` is a typed load that stands, in the
    lift's unit and as typed: the weight, the added weight (body weight) or the assistance; None when
    the load follows from the intensity. With `reps_high`, `reps` is the low end and drives intensity.
    """

    goal: Goal
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    rest_seconds: int
    tempo: str
    load: Decimal | None
    pins: frozenset[Field] = frozenset()

    def but(self, **others: Unpack[_Others]) -> "Targets":
        """The same with other values in these fields.

        As `dataclasses.replace`, at a fifth of its price: filling a phase asks thousands of times. For this
        the class has no slots.
        """
        fresh = object.__new__(Targets)
        vars(fresh).update(vars(self), **others)
        return fresh


Value = Decimal | float | int | str | tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moved, from what to what, and why in words."""

    field: Field
    before: Value
    after: Value
    because: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one edit, toggle or pin.

    `dropped` lists the unpinned edits that a toggle replaced; `before` undoes everything. `edited` is the
    number of the load chain that was edited, to hand to `prescribe`, which treats it as pinned.
    """

    targets: Targets
    changes: tuple[Change, ...] = ()
    dropped: tuple[Change, ...] = ()
    notes: tuple[Finding, ...] = ()
    before: Targets | None = None
    edited: Field | None = None


def number(value: object, *, name: str) -> Decimal:
    """A finite number, or ImpossibleValueError."""
    if isinstance(value, bool) or not isinstance(value, Decimal | float | int | str):
        raise ImpossibleValueError(f"{name} must be a number.")
    try:
        parsed = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ImpossibleValueError(f"{name} must be a number.") from None
    if not parsed.is_finite():
        raise ImpossibleValueError(f"{name} must be a number.")
    return parsed


def whole(value: object, *, name: str, low: int, high: int) -> int:
    """A whole number from low to high, or ImpossibleValueError."""
    if type(value) is int and low <= value <= high:
        return value
    parsed = number(value, name=name)
    if not low <= parsed <= high or parsed != int(parsed):
        raise ImpossibleValueError(f"{name} must be a whole number from {low} to {high:,}.")
    return int(parsed)


def checked_intensity(value: object) -> float:
    """A percentage of 1RM: more than 0, at most 150."""
    if type(value) is float and 0 < value <= INTENSITY_MOST:
        return value
    parsed = number(value, name="Intensity")
    if not 0 < parsed <= INTENSITY_MOST:
        raise ImpossibleValueError(f"Intensity must be more than 0 % and at most {INTENSITY_MOST} %.")
    return float(parsed)


def checked_rir(value: object) -> float:
    """Repetitions in reserve: 0 to 20, halves and tenths allowed."""
    if type(value) is float and 0 <= value <= RIR_MOST:
        return value
    parsed = number(value, name="RIR")
    if not 0 <= parsed <= RIR_MOST:
        raise ImpossibleValueError(f"RIR must be from 0 to {RIR_MOST} repetitions.")
    return float(parsed)


def checked_reps(value: object) -> tuple[int, int | None]:
    """Repetitions as (low, high): `10`, `(8, 12)` or `"8-12"`; high is None for a single number."""
    low, high = value, None
    if isinstance(value, str):
        parts = re.split(r"\s*[-\N{EN DASH}]\s*", value.strip())
        if len(parts) == 2 and all(parts):
            low, high = parts
    elif isinstance(value, tuple):
        if len(value) != 2:
            raise ImpossibleValueError("A range of reps has a low and a high end.")
        low, high = value
    first = whole(low, name="Reps", low=1, high=REPS_MOST)
    if high is None:
        return first, None
    last = whole(high, name="Reps", low=1, high=REPS_MOST)
    if last < first:
        raise ImpossibleValueError("The low end of a range of reps comes first.")
    return first, last if last > first else None


def checked_sets(value: object) -> int:
    return whole(value, name="Sets", low=1, high=SETS_MOST)


def checked_rest(value: object) -> int:
    return whole(value, name="Rest in seconds", low=0, high=REST_MOST)


def checked_seconds(value: object) -> int:
    return whole(value, name="A timed set's seconds", low=1, high=SECONDS_MOST)


def checked_load(value: object, unit: Unit, *, zero: bool, name: str = "Load") -> Decimal:
    """A load in `unit`; zero only where nothing added or no assistance means something."""
    parsed = number(value, name=name)
    most = LOAD_MOST[unit]
    if parsed < 0 or (parsed == 0 and not zero):
        raise ImpossibleValueError(f"{name} must be {'at least' if zero else 'more than'} 0 {unit}.")
    if 0 < parsed < LOAD_LEAST:
        raise ImpossibleValueError(f"{name} must be at least {LOAD_LEAST} {unit}.")
    if parsed > most:
        raise ImpossibleValueError(f"{name} must be at most {most:,} {unit}.")
    return parsed


def checked_tempo(value: object) -> str:
    """Four digits eccentric-pause-concentric-pause, X for explosive; `2-0-1-0` becomes `2010`."""
    if not isinstance(value, str):
        raise ImpossibleValueError("Tempo is four digits such as 2010 or 20X0.")
    plain = re.sub(r"[-/\s]", "", value[:20].upper())
    if plain and not _TEMPO.fullmatch(plain):
        raise ImpossibleValueError("Tempo is four digits such as 2010 or 20X0; X means explosive.")
    return plain
