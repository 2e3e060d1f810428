"""Waves on a training max: 5/3/1 for strength, and its like with more repetitions for size."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar, Self

from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.loads import convert
from programs.prescription.problems import Note
from programs.prescription.schemes import (
    AS_WRITTEN,
    Move,
    Part,
    Place,
    Scheme,
    Step,
    StepUnit,
    amount,
    checked_step,
    checked_switch,
    checked_unit,
    keep,
    needs_percent,
)
from programs.prescription.targets import ImpossibleValueError, Targets, number
from programs.prescription.words import Field, Goal, Kind, SetType, Unit


class Pattern(StrEnum):
    """Which wave: by the repetitions of its three weeks."""

    FIVE_THREE_ONE = "5/3/1"
    TEN_EIGHT_SIX = "10/8/6"


Sets = tuple[tuple[float, int], ...]  # % of the training max, repetitions

# 5/3/1: Wendler 2009. 10/8/6: our judgement, the same steps with repetitions for size.
WAVES: dict[Pattern, tuple[Sets, ...]] = {
    Pattern.FIVE_THREE_ONE: (
        ((65.0, 5), (75.0, 5), (85.0, 5)),
        ((70.0, 3), (80.0, 3), (90.0, 3)),
        ((75.0, 5), (85.0, 3), (95.0, 1)),
    ),
    Pattern.TEN_EIGHT_SIX: (
        ((55.0, 10), (65.0, 10), (75.0, 10)),
        ((60.0, 8), (70.0, 8), (80.0, 8)),
        ((65.0, 6), (75.0, 6), (85.0, 6)),
    ),
}
DELOAD: Sets = ((40.0, 5), (50.0, 5), (60.0, 5))
TRAINING_MAX = 90.0  # % of the 1RM
TRAINING_MAX_RANGE = (70.0, 100.0)
FULL = 100.0  # a training max never exceeds the 1RM
PATTERN_OF = {Goal.STRENGTH: Pattern.FIVE_THREE_ONE, Goal.HYPERTROPHY: Pattern.TEN_EIGHT_SIX}


@dataclass(frozen=True, slots=True)
class Wave(Scheme):
    """Three sets that rise within a workout, in waves of three weeks and a deload, on a training max.

    `training_max` is a share of the 1RM in %. The last set of each week is done to the last repetition; its
    repetitions are the fewest, and its RIR what these leave. After each wave the training max grows by
    `rise` (in `unit`: kg, lb or percent points of the 1RM), never beyond the 1RM known today. No set exceeds
    95 % of the training max. `deload`: every fourth week takes 40, 50 and 60 % for five, without the set to
    the last repetition. It lowers the load and the effort, not the repetitions. An isolation lift goes
    10/8/6, as NSCA has assistance lifts no heavier than an 8RM.
    """

    key: ClassVar[str] = "wave"
    name: ClassVar[str] = "Wave on a training max"
    cites: ClassVar[tuple[str, ...]] = ("wendler_2009",)

    pattern: Pattern = Pattern.FIVE_THREE_ONE
    training_max: float = TRAINING_MAX
    rise: Decimal = Decimal("2.5")
    unit: StepUnit = StepUnit.KG
    deload: bool = True

    def __post_init__(self) -> None:
        try:
            pattern = Pattern(self.pattern)
        except ValueError:
            raise ImpossibleValueError("A wave is 5/3/1 or 10/8/6.") from None
        unit = checked_unit(self.unit)
        share = float(number(self.training_max, name="The training max"))
        low, high = TRAINING_MAX_RANGE
        if not low <= share <= high:
            raise ImpossibleValueError(f"A training max is {low:g} to {high:g} % of the 1RM.")
        keep(self, pattern=pattern, training_max=share, unit=unit, rise=checked_step(self.rise, unit))
        keep(self, deload=checked_switch(self.deload, name="A wave's deload week"))

    @property
    def sources(self) -> tuple[str, ...]:
        return self.cites if self.pattern is Pattern.FIVE_THREE_ONE else (*self.cites, "setwise")

    @property
    def deloads_itself(self) -> bool:
        return self.deload

    def describe(self) -> str:
        easier = ", then a deload week" if self.deload else ""
        return (
            f"{self.pattern} on a training max of {shown(self.training_max)} % of the 1RM: three weeks of "
            f"three sets, the third to the last repetition{easier}; then {amount(self.rise, self.unit)} more."
        )

    def for_goal(self, goal: Goal) -> Self:
        """5/3/1 for strength, 10/8/6 for size."""
        return replace(self, pattern=PATTERN_OF[goal])

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if not lift.has_curve:
            return Step(AS_WRITTEN, notes=(needs_percent(self.name),))
        waves = WAVES[Pattern.TEN_EIGHT_SIX if lift.kind is Kind.ISOLATION else self.pattern]
        cycle, week = divmod(place.step, len(waves) + self.deload)
        easier = week == len(waves)
        step = _asked(DELOAD if easier else waves[week], self.share_of(cycle, lift), easier)
        waits = cycle and self.unit is not StepUnit.PERCENT and lift.one_rm is None
        return replace(step, notes=(_waits(),)) if waits else step

    def share_of(self, cycle: int, lift: Lift) -> float:
        """The training max in % of the 1RM, after so many waves."""
        if self.unit is StepUnit.PERCENT:
            more = float(self.rise) * cycle
        elif lift.one_rm is None:
            more = 0.0
        else:
            more = float(convert(self.rise, Unit(self.unit.value), lift.unit) * cycle * 100 / lift.one_rm)
        return min(self.training_max + more, FULL)


@lru_cache(maxsize=512)  # every lift of a phase is asked for the same
def _asked(sets: Sets, share: float, easier: bool) -> Step:
    """The sets of a week, on a training max of this share of the 1RM; `easier` is a deload."""
    groups = [_moves(percent * share / 100, reps) for percent, reps in sets]
    last = SetType.WORKING if easier else SetType.AMRAP
    beside = tuple(
        Part(last if i == len(groups) - 1 else SetType.WORKING, moves) for i, moves in enumerate(groups) if i
    )
    said = [f"{reps} @ {percent:g} %" for percent, reps in sets]
    if easier:
        said[0] = f"deload, {said[0]}"
    else:
        said[-1] = f"{sets[-1][1]}+ @ {sets[-1][0]:g} %"
    return Step(f"{', '.join(said)} of the training max", groups[0], beside, deload=easier)


def _moves(intensity: float, reps: int) -> tuple[Move, ...]:
    return (
        Move(Field.SETS, 1),
        Move(Field.REPS, reps),
        Move(Field.INTENSITY, intensity, holds=Field.REPS),
    )


def _waits() -> Note:
    text = "Without a 1RM the training max stays: it can grow by a weight once a 1RM stands."
    why = "A weight is a share of the 1RM, and nobody knows it yet."
    return Note("training_max_waits", text, Field.LOAD, why, "arithmetic")
