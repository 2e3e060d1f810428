"""What the sets of a workout add up to, made once; those of a week are the sum of its workouts'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.balance import Balance
from programs.prescription.loads import convert, tidy
from programs.prescription.volume import (
    PlannedSets,
    lifted,
    session_minutes,
    weekly_sets,
    weighted_intensity,
)
from programs.prescription.words import Goal, Unit

Top = tuple[Decimal, PlannedSets]  # a load in kg, and the sets that are done with it


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over counted sets; `minutes` alone are of all sets.

    `volume_kg` is volume load in kg, unrounded; `percents` the % of 1RM of each of `repetitions`, summed;
    `muscles` has fractional sets, `tops` each exercise's heaviest load.
    """

    sets: int
    compound_sets: int
    hypertrophy_sets: int
    minutes: float
    volume_kg: Decimal
    percents: float
    repetitions: int
    muscles: Mapping[str, float]
    balance: Balance
    tops: Mapping[str, Top]

    @classmethod
    def of(cls, rows: Iterable[PlannedSets]) -> "Sums":
        """What the set groups of a workout add up to."""
        all_rows = tuple(rows)
        counted = [row for row in all_rows if row.counted_sets]
        percents, repetitions = weighted_intensity(counted)
        return cls(
            sets=sum(row.sets for row in counted),
            compound_sets=sum(row.sets for row in counted if row.compound),
            hypertrophy_sets=sum(row.sets for row in counted if row.goal is Goal.HYPERTROPHY),
            minutes=session_minutes(all_rows),
            volume_kg=lifted(counted, Unit.KG),
            percents=percents,
            repetitions=repetitions,
            muscles=weekly_sets(counted),
            balance=Balance.of(counted),
            tops=_heaviest(
                (row.exercise, (convert(row.load, row.unit, Unit.KG), row))
                for row in counted
                if row.load is not None
            ),
        )

    @classmethod
    def total(cls, parts: Iterable["Sums"]) -> "Sums":
        """What several workouts add up to."""
        known = tuple(parts)
        muscles: dict[str, float] = {}
        for part in known:
            for muscle, sets in part.muscles.items():
                muscles[muscle] = muscles.get(muscle, 0.0) + sets
        return cls(
            sets=sum(part.sets for part in known),
            compound_sets=sum(part.compound_sets for part in known),
            hypertrophy_sets=sum(part.hypertrophy_sets for part in known),
            minutes=round(sum(part.minutes for part in known), 2),
            volume_kg=sum((part.volume_kg for part in known), Decimal(0)),
            percents=sum(part.percents for part in known),
            repetitions=sum(part.repetitions for part in known),
            muscles=muscles,
            balance=Balance.total(part.balance for part in known),
            tops=_heaviest(top for part in known for top in part.tops.items()),
        )

    def volume_load(self, unit: Unit) -> Decimal:
        """Volume load in a unit."""
        return tidy(convert(self.volume_kg, Unit.KG, unit))

    @property
    def average_intensity(self) -> float | None:
        """Mean % of 1RM over all repetitions; None where no row has both."""
        return self.percents / self.repetitions if self.repetitions else None

    @property
    def compound_share(self) -> float | None:
        """The share of sets done on compound lifts, 0 to 1; None without sets."""
        return self.compound_sets / self.sets if self.sets else None


def _heaviest(tops: Iterable[tuple[str, Top]]) -> dict[str, Top]:
    """Of each exercise's loads the heaviest, the first where two are alike."""
    found: dict[str, Top] = {}
    for exercise, top in tops:
        if exercise not in found or top[0] > found[exercise][0]:
            found[exercise] = top
    return found
