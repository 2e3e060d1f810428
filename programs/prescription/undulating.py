"""Schemes in which the workouts of one week take turns: heavy, light and medium days."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from programs.prescription.bands import Band, light_enough
from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.progression import LinearLoad
from programs.prescription.schemes import (
    AS_WRITTEN,
    Move,
    Place,
    Scheme,
    Step,
    amount,
    combined,
    keep,
    needs_percent,
    nothing_to_raise,
    scaled,
)
from programs.prescription.targets import ImpossibleValueError, Targets, number
from programs.prescription.words import Field, Goal

# NSCA 2016, chapter 17: % of the heavy day's load, with the same repetitions.
LIGHT_SHARE, MEDIUM_SHARE = 80.0, 90.0

# Daily undulating days in their order. Strength as printed in a public review; hypertrophy's are our
# judgement: the same idea inside the goal's 6 to 12 repetitions.
UNDULATING_DAYS = {
    Goal.STRENGTH: (
        Band("heavy day", (4, 4), (5, 3), (85.0, 90.0)),
        Band("moderate day", (3, 3), (10, 8), (70.0, 75.0)),
        Band("light day", (3, 3), (15, 12), (60.0, 65.0)),
    ),
    Goal.HYPERTROPHY: (
        Band("heavy day", (4, 4), (8, 6), (75.0, 80.0)),
        Band("moderate day", (3, 3), (10, 8), (70.0, 75.0)),
        Band("light day", (3, 3), (12, 10), (65.0, 70.0)),
    ),
}


@dataclass(frozen=True, slots=True)
class HeavyLightMedium(Scheme):
    """The first workout of the week is heavy, the second light, the third medium; then heavy again.

    Light and medium days take `light` and `medium` % of the heavy day's load for the same repetitions and
    sets, so that they leave more in reserve. With `weekly` the heavy day's load rises every week, and the
    others with it.
    """

    key: ClassVar[str] = "heavy_light_medium"
    name: ClassVar[str] = "Heavy, light, medium"
    cites: ClassVar[tuple[str, ...]] = ("nsca_2016",)

    light: float = LIGHT_SHARE
    medium: float = MEDIUM_SHARE
    weekly: LinearLoad | None = None

    def __post_init__(self) -> None:
        light, medium = (float(number(value, name="A day's share")) for value in (self.light, self.medium))
        if not 50 <= light <= medium <= 100:
            raise ImpossibleValueError(
                "Light and medium days take 50 to 100 % of the heavy day, light first."
            )
        if self.weekly is not None and not isinstance(self.weekly, LinearLoad):
            raise ImpossibleValueError("The heavy day rises by a linear load or not at all.")
        keep(self, light=light, medium=medium)

    @property
    def sources(self) -> tuple[str, ...]:
        return self.cites if self.weekly is None else combined(self.cites, self.weekly.sources)

    @property
    def takes_turns(self) -> bool:
        return True

    def describe(self) -> str:
        text = (
            f"The week's workouts take turns: heavy, light ({shown(self.light)} % of the heavy day's load), "
            f"medium ({shown(self.medium)} %), with the same repetitions."
        )
        if self.weekly is None:
            return text
        rise = amount(self.weekly.step, self.weekly.unit)
        return f"{text} The heavy day takes {rise} more every week."

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        heavy = Step(AS_WRITTEN) if self.weekly is None else self.weekly.at(base, place, lift)
        turn = place.turn % 3
        if turn == 0:
            return Step(f"heavy day, {heavy.says}", heavy.moves, notes=heavy.notes)
        day, percent = ("light", self.light) if turn == 1 else ("medium", self.medium)
        move = scaled(_moved(base, heavy.moves), percent, lift)
        if move is None:
            return Step(AS_WRITTEN, notes=(nothing_to_raise(),))
        return Step(f"{day} day, {shown(percent)} % of the heavy day", (move,), notes=heavy.notes)


def _moved(base: Targets, moves: tuple[Move, ...]) -> Targets:
    """The heavy day's load in this week."""
    for move in moves:
        if move.field is Field.INTENSITY and isinstance(move.value, float):
            base = replace(base, intensity=move.value)
        elif move.field is Field.LOAD and isinstance(move.value, Decimal):
            base = replace(base, load=move.value)
    return base


@dataclass(frozen=True, slots=True)
class DailyUndulating(Scheme):
    """The workouts of a week differ in load and repetitions: heavy, moderate, light; then heavy again.

    Each day goes through its band over the weeks: strength 4 × 3-5 @ 85-90 %, 3 × 8-10 @ 70-75 %, 3 × 12-15 @
    60-65 %; hypertrophy 4 × 6-8 @ 75-80 %, 3 × 8-10 @ 70-75 %, 3 × 10-12 @ 65-70 %. Intensity rises and
    repetitions fall. An isolation lift does a lighter day where the band is heavier than an 8RM.
    """

    key: ClassVar[str] = "daily_undulating"
    name: ClassVar[str] = "Daily undulating"
    cites: ClassVar[tuple[str, ...]] = ("periodization_examples", "moesgaard_2022", "nsca_2016", "setwise")

    @property
    def takes_turns(self) -> bool:
        return True

    def describe(self) -> str:
        return (
            "The week's workouts take turns: heavy, moderate and light days with their own sets, repetitions "
            "and percentages, which rise over the weeks."
        )

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        if not lift.has_curve:
            return Step(AS_WRITTEN, notes=(needs_percent(self.name),))
        days = UNDULATING_DAYS[base.goal]
        day = days[place.turn % len(days)]
        if not light_enough(day, lift):
            day = next((other for other in days if light_enough(other, lift)), days[-1])
        return Step(day.says(place.share), day.moves(place.share))
