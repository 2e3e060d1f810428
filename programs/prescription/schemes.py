"""What progression schemes are made of: a place in the weeks, moves of numbers, and a load's next step.

A scheme answers one question: what does it ask of a slot's first working sets in this week? Filling the
weeks with the answer, pins and the other sets of the slot included, is `schedules.py`.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Self

from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.loads import convert, part_of, snap, tidy, total_of
from programs.prescription.problems import Finding, Note
from programs.prescription.targets import LOAD_LEAST, LOAD_MOST, ImpossibleValueError, Targets, number
from programs.prescription.words import Field, Goal, LoadKind, SetType, Unit

AS_WRITTEN = "as in week 1"
INTENSITY_CEILING = 100.0  # % of 1RM: no plan goes beyond the 1RM known today
STORED = Decimal("0.01")  # loads are kept to a hundredth


class StepUnit(StrEnum):
    """What a step of the load is measured in; percent counts in percent points of the 1RM."""

    KG = "kg"
    LB = "lb"
    PERCENT = "percent"


STEP_MOST = {StepUnit.KG: 50, StepUnit.LB: 100, StepUnit.PERCENT: 20}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a week stands in its schedule.

    `step` counts the weeks that progressed before it, `steps` all that progress; deload weeks count in
    neither. `turn` is the ordinal, from 0, of the workout among those of the week with the exercise.
    """

    step: int
    steps: int
    turn: int = 0

    @property
    def share(self) -> float:
        """How far the weeks have come: 0 in the first, 1 in the last."""
        return self.step / (self.steps - 1) if self.steps > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """A number that a scheme sets, as an edit would. `holds` stays beside it; otherwise the effort does."""

    field: Field
    value: object
    holds: Field | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A set group that a scheme puts beside the first working sets."""

    set_type: SetType
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What a scheme asks of one week: moves of the first working sets in their order, and it in words."""

    says: str
    moves: tuple[Move, ...] = ()
    beside: tuple[Part, ...] = ()
    deload: bool = False
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Ease:
    """How a deload makes a week easier: the share of its sets and of its load that are left, in %."""

    sets: int
    intensity: int

    @property
    def says(self) -> str:
        load = "the same load" if self.intensity == 100 else f"{self.intensity} % of the load"
        return f"deload, about {self.sets} % of the sets at {load}"


@dataclass(frozen=True, slots=True)
class Scheme(ABC):
    """A rule that fills the weeks. `key` is stable, `sources` are keys of SOURCES."""

    key: ClassVar[str]
    name: ClassVar[str]
    cites: ClassVar[tuple[str, ...]]

    @property
    def sources(self) -> tuple[str, ...]:
        return self.cites

    @property
    def takes_turns(self) -> bool:
        """Whether the workouts of one week differ: light and medium days follow the heavy one."""
        return False

    @property
    def deloads_itself(self) -> bool:
        """Whether an easier week is part of the scheme."""
        return False

    @property
    def ease(self) -> Ease | None:
        """How its deload weeks are easier."""
        return None

    def deload_weeks(self, weeks: int) -> frozenset[int]:
        """Which of so many weeks, counted from 1, are eased and don't progress."""
        return frozenset()

    def for_goal(self, goal: Goal) -> Self:
        """The scheme with what only suits the other goal exchanged."""
        return self

    @abstractmethod
    def describe(self) -> str:
        """One sentence for the trainer."""

    @abstractmethod
    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        """What it asks of the week at `place`; `base` are week 1's first working sets."""


# Parameters


def keep(scheme: Scheme, **values: object) -> None:
    """Put checked parameters into a frozen scheme that is being made."""
    for name, value in values.items():
        object.__setattr__(scheme, name, value)


def checked_unit(value: object) -> StepUnit:
    """The unit of a step, or ImpossibleValueError."""
    try:
        return StepUnit(str(value))
    except ValueError:
        raise ImpossibleValueError("A step is in kg, lb or percent.") from None


def checked_step(value: object, unit: StepUnit) -> Decimal:
    """A step of the load: more than 0, at most 50 kg, 100 lb or 20 %."""
    parsed = number(value, name="A step")
    if not 0 < parsed <= STEP_MOST[unit]:
        raise ImpossibleValueError(f"A step must be more than 0 and at most {amount(STEP_MOST[unit], unit)}.")
    return parsed


def checked_switch(value: object, *, name: str) -> bool:
    """Yes or no, or ImpossibleValueError."""
    if not isinstance(value, bool):
        raise ImpossibleValueError(f"{name} is yes or no.")
    return value


def amount(value: Decimal | int, unit: StepUnit) -> str:
    """A step in words: `2.5 kg`, `2.5 %`."""
    return f"{shown(float(value), 2)} {'%' if unit is StepUnit.PERCENT else unit}"


def combined(*cites: tuple[str, ...]) -> tuple[str, ...]:
    """Source keys of several schemes, each once."""
    return tuple(dict.fromkeys(key for keys in cites for key in keys))


# Loads


def raised(base: Targets, by: Decimal, unit: StepUnit, lift: Lift) -> Move | None:
    """The move to a load heavier than week 1's by an amount, repetitions held; None where nothing can rise.

    The intensity moves, exact: kg and lb are a share of the 1RM or, without one, of the 1RM that a typed
    load implies at week 1's intensity. Never beyond 100 %, or week 1's own where that is more. Without
    an intensity the typed load moves, to one that can be built; assistance sinks.
    """
    if base.intensity is not None:
        points = float(by) if unit is StepUnit.PERCENT else _points(base, _weight(by, unit, lift), lift)
        if points is not None:
            most = max(INTENSITY_CEILING, base.intensity)
            return Move(Field.INTENSITY, min(base.intensity + points, most), holds=Field.REPS)
    if base.load is None:
        return None
    total = total_of(base.load, lift)
    if total is None or total <= 0:  # nobody knows the body's share
        more = base.load * by / 100 if unit is StepUnit.PERCENT else _weight(by, unit, lift)
        part = base.load - more if lift.load_kind is LoadKind.ASSISTED else base.load + more
        return Move(Field.LOAD, _allowed(part, lift), holds=Field.REPS)
    more = total * by / 100 if unit is StepUnit.PERCENT else _weight(by, unit, lift)
    part = buildable(total + more, lift, reference=total, at_least=total)
    return Move(Field.LOAD, part, holds=Field.REPS)


def scaled(base: Targets, percent: float, lift: Lift) -> Move | None:
    """The move to a share of a row's load, repetitions held; None without an intensity and a typed load."""
    if base.intensity is not None:
        return Move(Field.INTENSITY, base.intensity * percent / 100, holds=Field.REPS)
    total = None if base.load is None else total_of(base.load, lift)
    if total is None or total <= 0:
        return None
    part = buildable(total * Decimal(repr(percent)) / 100, lift, reference=total)
    return Move(Field.LOAD, part, holds=Field.REPS)


def with_load_of(targets: Targets, base: Targets, lift: Lift) -> Targets:
    """Without a 1RM a typed load moves as the intensity did since `base`, to one that can be built."""
    free = lift.one_rm is None and Field.LOAD not in targets.pins and targets.load == base.load
    if not free or base.load is None or base.intensity is None or targets.intensity is None:
        return targets
    total = total_of(base.load, lift)
    if total is None or total <= 0 or targets.intensity == base.intensity:
        return targets
    reference = total * 100 / Decimal(repr(base.intensity))
    exact = reference * Decimal(repr(targets.intensity)) / 100
    least = total if targets.intensity > base.intensity else None
    return targets.but(load=buildable(exact, lift, reference=reference, at_least=least))


def buildable(total: Decimal, lift: Lift, *, reference: Decimal, at_least: Decimal | None = None) -> Decimal:
    """What to put on for a total load: the nearest that can be built, `reference` standing in for the 1RM.

    `at_least`: the total load below which rounding doesn't take it.
    """
    snapped = snap(total.quantize(Decimal("1e-9")), replace(lift, one_rm=reference))
    nearest = total if snapped is None else snapped.total
    return _allowed(part_of(nearest if at_least is None else max(nearest, at_least), lift), lift)


def _allowed(part: Decimal, lift: Lift) -> Decimal:
    least, most = LOAD_LEAST, Decimal(LOAD_MOST[lift.unit])
    if lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED):
        least = Decimal(0)
    if lift.load_kind is LoadKind.ASSISTED and lift.body_part > LOAD_LEAST:
        most = lift.body_part - LOAD_LEAST
    return tidy(min(max(part.quantize(STORED), least), most))


def _weight(by: Decimal, unit: StepUnit, lift: Lift) -> Decimal:
    return convert(by, Unit(unit.value), lift.unit)


def _points(base: Targets, more: Decimal, lift: Lift) -> float | None:
    """A weight in percent points of the 1RM, or of the one that the typed load implies."""
    one_rm = lift.one_rm
    if one_rm is None and base.load is not None and base.intensity is not None:
        total = total_of(base.load, lift)
        one_rm = None if total is None else total * 100 / Decimal(repr(base.intensity))
    return float(more * 100 / one_rm) if one_rm else None


# What several schemes have to say


def nothing_to_raise() -> Note:
    """There is no load that a plan could raise."""
    text = "There is no load to raise: enter a 1RM or type a load."
    why = "A step of the load needs a load to start from."
    return Note("nothing_to_raise", text, Field.LOAD, why, "arithmetic")


def needs_percent(name: str) -> Note:
    """The scheme is made of percentages, and this exercise has none."""
    text = f"{name} needs percentages: this exercise has none, and its weeks stay as they are."
    why = "Timed sets, bands and sets without a load have no percentage of a 1RM."
    return Note("scheme_needs_percent", text, Field.INTENSITY, why, "setwise")


def needs_reps(name: str) -> Note:
    """The scheme counts repetitions, and this exercise has none."""
    text = f"{name} needs repetitions: a timed set has none, and its weeks stay as they are."
    why = "Timed sets progress by seconds, sets or load."
    return Note("scheme_needs_reps", text, Field.REPS, why, "setwise")
