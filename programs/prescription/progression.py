"""The plain progressions of a slot: load, repetitions in a range and load, repetitions, sets, reserve."""

from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import ClassVar, Self

from programs.prescription.findings import shown
from programs.prescription.goals import REP_RANGE, limits
from programs.prescription.lift import Lift
from programs.prescription.schemes import (
    AS_WRITTEN,
    Move,
    Place,
    Scheme,
    Step,
    StepUnit,
    amount,
    checked_step,
    checked_unit,
    keep,
    needs_reps,
    nothing_to_raise,
    raised,
)
from programs.prescription.targets import (
    REPS_MOST,
    SECONDS_MOST,
    SETS_MOST,
    ImpossibleValueError,
    Targets,
    checked_rir,
    whole,
)
from programs.prescription.words import Experience, Field, Goal, Kind, LoadKind

# NSCA 2016, table 17.10: loads rise by 2.5 to 10 % at a time; we begin with the smallest.
STEP = Decimal("2.5")

# Where double progression goes up and down, inside each goal's allowed range. Our judgement.
DOUBLE_RANGE = {Goal.HYPERTROPHY: (8, 12), Goal.STRENGTH: (3, 5)}
ISOLATION_DOUBLE_RANGE = {Goal.HYPERTROPHY: (10, 15), Goal.STRENGTH: (8, 12)}
NOVICE_STRENGTH_DOUBLE_RANGE = (5, 8)


@dataclass(frozen=True, slots=True)
class LinearLoad(Scheme):
    """The load rises by the same step every week; repetitions and sets stay.

    `step` in `unit`: kg, lb, or percent points of the 1RM. Effort gives: on today's 1RM each step leaves
    fewer repetitions in reserve. Where RIR is pinned, repetitions give instead.
    """

    key: ClassVar[str] = "linear_load"
    name: ClassVar[str] = "Linear load"
    cites: ClassVar[tuple[str, ...]] = ("nsca_2016", "acsm_2009")

    step: Decimal = STEP
    unit: StepUnit = StepUnit.PERCENT

    def __post_init__(self) -> None:
        unit = checked_unit(self.unit)
        keep(self, unit=unit, step=checked_step(self.step, unit))

    def describe(self) -> str:
        of = " of the 1RM" if self.unit is StepUnit.PERCENT else ""
        return f"Every week {amount(self.step, self.unit)}{of} more; repetitions and sets stay."

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if place.step == 0:
            return Step(AS_WRITTEN)
        move = raised(base, self.step * place.step, self.unit, lift)
        if move is None:
            return Step(AS_WRITTEN, notes=(nothing_to_raise(),))
        if place.step > 1 and move == raised(base, self.step * (place.step - 1), self.unit, lift):
            return Step("no heavier: this is as far as a plan goes", (move,))
        return Step(_more(self.step, self.unit, lift), (move,))


def _more(step: Decimal, unit: StepUnit, lift: Lift) -> str:
    if lift.load_kind is LoadKind.ASSISTED and unit is not StepUnit.PERCENT:
        return f"{amount(step, unit)} less assistance"
    return f"+{amount(step, unit)}"


@dataclass(frozen=True, slots=True)
class DoubleProgression(Scheme):
    """Repetitions rise within a range at one load; from its top the load rises and they begin anew.

    The range is the goal's own unless `reps_low` and `reps_high` are given: 8 to 12 for hypertrophy, 3 to 5
    for strength (isolation 10 to 15 and 8 to 12, a novice's strength 5 to 8). Week 1 keeps its repetitions
    where they are in the range and starts at its low end where not. `reps_step` is added a week; `step` and
    `unit` are as in LinearLoad. NSCA's 2-for-2 rule is when to take the step in the gym: two more
    repetitions in the last set of two workouts in a row.
    """

    key: ClassVar[str] = "double_progression"
    name: ClassVar[str] = "Double progression"
    cites: ClassVar[tuple[str, ...]] = ("nsca_2016", "acsm_2009", "setwise")

    reps_low: int | None = None
    reps_high: int | None = None
    reps_step: int = 1
    step: Decimal = STEP
    unit: StepUnit = StepUnit.PERCENT

    def __post_init__(self) -> None:
        unit = checked_unit(self.unit)
        reps_step = whole(self.reps_step, name="Repetitions a week", low=1, high=10)
        keep(self, unit=unit, step=checked_step(self.step, unit), reps_step=reps_step)
        if (self.reps_low is None) is not (self.reps_high is None):
            raise ImpossibleValueError("A range of reps has a low and a high end.")
        if self.reps_low is None or self.reps_high is None:
            return
        low = whole(self.reps_low, name="Reps", low=1, high=REPS_MOST)
        high = whole(self.reps_high, name="Reps", low=1, high=REPS_MOST)
        if high <= low:
            raise ImpossibleValueError("The high end of the range of reps must be above the low end.")
        keep(self, reps_low=low, reps_high=high)

    def describe(self) -> str:
        span = "the goal's range" if self.reps_low is None else f"{self.reps_low} to {self.reps_high}"
        return (
            f"Every week {self.reps_step} more repetition{'' if self.reps_step == 1 else 's'}, in {span}; "
            f"from its top {amount(self.step, self.unit)} more load and its low end again."
        )

    def for_goal(self, goal: Goal) -> Self:
        """Another goal takes its own range, unless the given one lies inside what the goal allows."""
        low, high = REP_RANGE[goal]
        if self.reps_low is None or self.reps_high is None or low <= self.reps_low < self.reps_high <= high:
            return self
        return type(self)(reps_step=self.reps_step, step=self.step, unit=self.unit)

    def range_of(self, goal: Goal, lift: Lift) -> tuple[int, int]:
        """The low and the high end for a row."""
        if self.reps_low is not None and self.reps_high is not None:
            return self.reps_low, self.reps_high
        if lift.kind is Kind.ISOLATION:
            return ISOLATION_DOUBLE_RANGE[goal]
        if goal is Goal.STRENGTH and lift.experience is Experience.NOVICE:
            return NOVICE_STRENGTH_DOUBLE_RANGE
        return DOUBLE_RANGE[goal]

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if base.reps is None:
            return Step(AS_WRITTEN, notes=(needs_reps(self.name),) if lift.timed else ())
        low, high = self.range_of(base.goal, lift)
        reps = base.reps if low <= base.reps <= high else low
        if place.step == 0:
            return self._first(base, reps)
        can_rise = raised(base, self.step, self.unit, lift) is not None
        steps, rises = 0, False
        for _ in range(place.step):
            rises = reps + self.reps_step > high and can_rise
            if rises:
                steps, reps = steps + 1, low
            else:
                reps = min(reps + self.reps_step, high)
        load = raised(base, self.step * steps, self.unit, lift) if steps else None
        count = Move(Field.REPS, reps, holds=Field.INTENSITY)
        moves = (count,) if load is None else (load, count)
        says = f"{_more(self.step, self.unit, lift)}, {reps} reps" if rises else f"{reps} reps"
        return Step(says, moves, notes=() if can_rise else (nothing_to_raise(),))

    def _first(self, base: Targets, reps: int) -> Step:
        """Week 1: at the same effort where its repetitions move into the range, else at the same load."""
        if base.reps == reps and base.reps_high is None:
            return Step(AS_WRITTEN)
        holds = Field.INTENSITY if base.reps == reps else None
        return Step(f"{reps} reps", (Move(Field.REPS, reps, holds=holds),))


@dataclass(frozen=True, slots=True)
class RepProgression(Scheme):
    """Repetitions rise every week at one load; timed sets grow by seconds.

    They stop at `most`, by default at the high end that the goal allows (hypertrophy 12, strength 5), or at
    week 1's own where that is more. Effort gives.
    """

    key: ClassVar[str] = "rep_progression"
    name: ClassVar[str] = "Rep progression"
    cites: ClassVar[tuple[str, ...]] = ("plotkin_2022",)

    step: int = 1
    seconds: int = 5
    most: int | None = None

    def __post_init__(self) -> None:
        step = whole(self.step, name="Repetitions a week", low=1, high=10)
        seconds = whole(self.seconds, name="Seconds a week", low=1, high=60)
        keep(self, step=step, seconds=seconds)
        if self.most is not None:
            keep(self, most=whole(self.most, name="The most reps", low=1, high=REPS_MOST))

    def describe(self) -> str:
        most = "the most that the goal allows" if self.most is None else f"{self.most}"
        return (
            f"Every week {self.step} more repetition{'' if self.step == 1 else 's'} at the same load, up to "
            f"{most}; timed sets {self.seconds} s more."
        )

    def for_goal(self, goal: Goal) -> Self:
        """Another goal stops at its own high end."""
        if self.most is None or self.most in range(REP_RANGE[goal][0], REP_RANGE[goal][1] + 1):
            return self
        return type(self)(step=self.step, seconds=self.seconds)

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if place.step == 0:
            return Step(AS_WRITTEN)
        if base.seconds is not None and lift.timed:
            seconds = min(base.seconds + self.seconds * place.step, SECONDS_MOST)
            return Step(f"{seconds} s", (Move(Field.REPS, seconds),))
        if base.reps is None:
            return Step(AS_WRITTEN)
        top = base.reps_high or base.reps
        most = max(top, self.most or limits(base.goal, lift).reps_high)
        more = min(self.step * place.step, most - top)
        reps = base.reps + more
        span = f"{reps}" if base.reps_high is None else f"{reps}-{base.reps_high + more}"
        value = reps if base.reps_high is None else (reps, base.reps_high + more)
        stopped = more < self.step * place.step
        says = f"{span} reps, the most for {base.goal}" if stopped and self.most is None else f"{span} reps"
        return Step(says, (Move(Field.REPS, value, holds=Field.INTENSITY),) if more else ())


@dataclass(frozen=True, slots=True)
class SetProgression(Scheme):
    """Sets are added to the first working sets every week, up to `most`; the rest stays."""

    key: ClassVar[str] = "set_progression"
    name: ClassVar[str] = "Set progression"
    cites: ClassVar[tuple[str, ...]] = ("pelland_2026", "nsca_2016", "setwise")

    step: int = 1
    most: int = 6  # NSCA 2016, table 17.11: up to 6 sets of an exercise

    def __post_init__(self) -> None:
        step = whole(self.step, name="Sets a week", low=1, high=5)
        keep(self, step=step, most=whole(self.most, name="The most sets", low=1, high=SETS_MOST))

    def describe(self) -> str:
        return f"Every week {self.step} more set{'' if self.step == 1 else 's'}, up to {self.most}."

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        sets = min(base.sets + self.step * place.step, max(self.most, base.sets))
        if sets == base.sets:
            return Step(AS_WRITTEN)
        return Step(f"{sets} sets", (Move(Field.SETS, sets),))


@dataclass(frozen=True, slots=True)
class RirTaper(Scheme):
    """Repetitions in reserve fall from `first` in week 1 to `last` in the final week, to the nearest half.

    Repetitions stay, the intensity follows and rises.
    """

    key: ClassVar[str] = "rir_taper"
    name: ClassVar[str] = "RIR taper"
    cites: ClassVar[tuple[str, ...]] = ("robinson_2024", "helms_2016", "setwise")

    first: float = 3.0
    last: float = 0.0

    def __post_init__(self) -> None:
        keep(self, first=checked_rir(self.first), last=checked_rir(self.last))
        if self.last > self.first:
            raise ImpossibleValueError(
                "A taper ends with no more repetitions in reserve than it begins with."
            )

    def describe(self) -> str:
        return (
            f"From {shown(self.first)} to {shown(self.last)} repetitions in reserve over the weeks; "
            "repetitions stay, the load rises."
        )

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if lift.timed:
            return Step(AS_WRITTEN, notes=(needs_reps(self.name),))
        exact = self.first + (self.last - self.first) * place.share
        rir = floor(exact * 2 + 0.5) / 2 if place.share else self.first
        rir = self.last if place.share == 1 else min(max(rir, self.last), self.first)
        return Step(f"{shown(rir)} in reserve", (Move(Field.RIR, rir),))
