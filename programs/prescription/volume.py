"""Totals of a workout or a week: minutes, volume load, sets per muscle, average intensity."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.loads import convert, tidy
from programs.prescription.tempo import set_seconds
from programs.prescription.words import COUNTED, Goal, SetType, Unit

DIRECT, INDIRECT = 1.0, 0.5  # sets; Pelland 2026 finds this count the best supported


@dataclass(frozen=True, slots=True)
class PlannedSets:
    """One set group as totals see it: effective values, after snapping.

    `load` is the total in `unit`; `seconds` belongs to timed sets, which count for minutes and sets
    only. `per_side`: each side does the sets. `primary` muscles count direct, `secondary` indirect.
    `pattern` and `region` are the catalogue's words for the movement and for the part of the body.
    """

    exercise: str
    sets: int
    reps: int | None
    rest_seconds: int
    set_type: SetType = SetType.WORKING
    goal: Goal = Goal.HYPERTROPHY
    seconds: int | None = None
    tempo: str = ""
    per_side: bool = False
    intensity: float | None = None
    load: Decimal | None = None
    unit: Unit = Unit.KG
    compound: bool = True
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    signed_off: bool = True
    pattern: str = ""
    region: str = ""

    @property
    def counted_sets(self) -> int:
        """Sets that count for volume: working, back-off and AMRAP sets; 0 for warm-ups and drop sets."""
        return self.sets if self.set_type in COUNTED else 0


def session_minutes(rows: Iterable[PlannedSets]) -> float:
    """Minutes of work and rest, all set types; after each set comes its rest, twice the work per side."""
    seconds = 0.0
    for row in rows:
        sides = 2 if row.per_side else 1
        work = set_seconds(row.reps, row.seconds, row.tempo) * sides
        seconds += row.sets * (work + row.rest_seconds)
    return round(seconds / 60, 2)


def volume_load(rows: Iterable[PlannedSets], unit: Unit) -> Decimal:
    """Load x reps x sets, summed over counted sets with a load, in `unit`."""
    return tidy(lifted(rows, unit))


def lifted(rows: Iterable[PlannedSets], unit: Unit) -> Decimal:
    """Volume load before it is rounded, for sums of sums."""
    total = Decimal(0)
    for row in rows:
        if row.load is not None and row.reps is not None:
            total += convert(row.load, row.unit, unit) * row.reps * row.counted_sets
    return total


def weekly_sets(rows: Iterable[PlannedSets]) -> dict[str, float]:
    """Fractional sets per muscle: direct 1, indirect 0.5; counted sets only, most first."""
    totals: dict[str, float] = {}
    for row in rows:
        if not row.counted_sets:
            continue
        for muscle in dict.fromkeys(row.primary):
            totals[muscle] = totals.get(muscle, 0.0) + DIRECT * row.counted_sets
        for muscle in dict.fromkeys(row.secondary):
            if muscle not in row.primary:
                totals[muscle] = totals.get(muscle, 0.0) + INDIRECT * row.counted_sets
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def average_intensity(rows: Iterable[PlannedSets]) -> float | None:
    """Mean % of 1RM over all repetitions of counted sets; None where no row has both."""
    weighted, repetitions = weighted_intensity(rows)
    return weighted / repetitions if repetitions else None


def weighted_intensity(rows: Iterable[PlannedSets]) -> tuple[float, int]:
    """The % of 1RM of each repetition of counted sets, summed, and how many there are."""
    weighted, repetitions = 0.0, 0
    for row in rows:
        if row.intensity is not None and row.reps is not None:
            done = row.reps * row.counted_sets
            weighted += row.intensity * done
            repetitions += done
    return weighted, repetitions


def compound_share(rows: Iterable[PlannedSets]) -> float | None:
    """The share of counted sets done on compound lifts, 0 to 1; None without sets."""
    compound, all_sets = 0, 0
    for row in rows:
        all_sets += row.counted_sets
        compound += row.counted_sets if row.compound else 0
    return compound / all_sets if all_sets else None
