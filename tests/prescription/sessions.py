"""Sessions that the tests of suggestions share: what was asked, done and is planned of one slot."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from programs.prescription import (
    Asked,
    Coming,
    DoneSet,
    Experience,
    Field,
    Goal,
    Lift,
    LoadKind,
    Method,
    Performed,
    Rack,
    Suggestion,
    Targets,
    Unit,
    edit,
    start,
)
from tests.prescription.cast import RESERVE_SQUAT, loads

MONDAY = date(2026, 9, 7)  # the day of the last session, where a test says nothing else

# 75.7 % of 100 kg on a bar with steps of 2.5 kg: 10 repetitions with 75 kg, 2 in reserve, 4 sets.
SQUAT = RESERVE_SQUAT
NOVICE_SQUAT = replace(SQUAT, experience=Experience.NOVICE)
# 10 repetitions with 4 kg; the next dumbbell is 25 % heavier.
DUMBBELLS = Lift(
    one_rm=Decimal("5.3"), method=Method.RESERVE, available=Rack(Unit.KG, loads("2", "3", "4", "5", "6", "8"))
)
PULL_UP = Lift(
    load_kind=LoadKind.BODY_WEIGHT,
    method=Method.RESERVE,
    body_part=Decimal(80),
    available=Rack(Unit.KG, loads("1.25", "2.5", "5", "10")),
)
BAND = Lift(load_kind=LoadKind.BAND, method=Method.RESERVE)


def targets(lift: Lift = SQUAT, **edits: object) -> Targets:
    """Hypertrophy's start for a lift, with 3 sets, and edits in their order: `load=80`, `reps=(8, 12)`."""
    row = edit(start(Goal.HYPERTROPHY, lift), Field.SETS, 3, lift).targets
    for name, value in edits.items():
        row = edit(row, Field(name), value, lift).targets
    return row


def asked(
    load: str | None = "75",
    reps: int | None = 10,
    high: int | None = None,
    *,
    sets: int = 3,
    rir: float | None = 2.0,
) -> Asked:
    total = None if load is None else Decimal(load)
    return Asked(sets, reps, high, rir, total)


def performed(
    *reps: int,
    of: Asked | None = None,
    weeks_ago: int = 0,
    load: str | None = None,
    rir: float | None = None,
    pain: int | None = None,
) -> Performed:
    """A session of as many sets as repetitions are given, with the load asked for unless one is given."""
    of = asked() if of is None else of
    lifted = of.load if load is None else Decimal(load)
    sets = tuple(DoneSet(lifted, number, rir) for number in reps)
    day = MONDAY - timedelta(weeks=weeks_ago)
    return Performed(f"{day}: {reps}", day, of, sets, pain)


def coming(*rows: Targets, weeks: int = 1) -> tuple[Coming, ...]:
    """Sessions a week apart; the first `weeks` after Monday."""
    days = [MONDAY + timedelta(weeks=weeks + number) for number in range(len(rows))]
    return tuple(
        Coming(f"week {number}", day, row)
        for number, (day, row) in enumerate(zip(days, rows, strict=True), 1)
    )


def moved(suggestion: Suggestion | None) -> list[tuple[str, Field, object, object]]:
    """The moves of a suggestion, without their days."""
    assert suggestion is not None
    return [(move.key, move.field, move.before, move.after) for move in suggestion.moves]


def load(key: str, before: str | None, after: str) -> tuple[str, Field, object, object]:
    return key, Field.LOAD, None if before is None else Decimal(before), Decimal(after)


def reps(key: str, before: object, after: object) -> tuple[str, Field, object, object]:
    return key, Field.REPS, before, after
