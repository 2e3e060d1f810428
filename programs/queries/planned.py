"""The rows of a program as the engine's totals and findings see them.

What is made of a row, a workout or a week is kept as long as its rows: nobody changes them, and a row
that changes is another object. So while one row is typed in, the other workouts are not added up again.
"""

import uuid
from collections.abc import Container, Sequence
from decimal import Decimal
from functools import lru_cache

from programs.prescription import (
    Clearance,
    Experience,
    Goal,
    Kind,
    PlannedProgram,
    PlannedSets,
    PlannedWeek,
    PlannedWorkout,
    SetType,
    Unit,
)
from programs.progressions import stored_deloads
from programs.queries.builder import GridRow


@lru_cache(maxsize=4096)
def planned_sets(row: GridRow) -> PlannedSets:
    """A row with its effective values, after snapping."""
    effective = row.effective
    load = effective["load"]
    return PlannedSets(
        exercise=row.exercise,
        sets=row.sets,
        reps=effective["reps"],
        rest_seconds=row.rest_seconds,
        set_type=SetType(row.set_type),
        goal=Goal(row.goal),
        seconds=row.seconds,
        tempo=row.tempo,
        per_side=row.per_side,
        intensity=effective["intensity"],
        load=Decimal(load) if load is not None else None,
        unit=Unit(row.lift["unit"]),
        compound=row.mechanics == Kind.COMPOUND,
        primary=tuple(row.primary),
        secondary=tuple(row.secondary),
        pattern=row.pattern,
        region=row.region,
    )


@lru_cache(maxsize=2048)
def planned_workout(name: str, rows: tuple[GridRow, ...]) -> PlannedWorkout:
    """A workout with its sums."""
    return PlannedWorkout(name, tuple(map(planned_sets, rows)))


@lru_cache(maxsize=1024)
def planned_workouts(rows: tuple[GridRow, ...]) -> tuple[PlannedWorkout, ...]:
    """The workouts of a week that have rows, in their order; weeks with the same rows share them."""
    by_workout: dict[uuid.UUID, list[GridRow]] = {}
    for row in rows:
        by_workout.setdefault(row.workout_id, []).append(row)
    return tuple(planned_workout(found[0].workout, tuple(found)) for found in by_workout.values())


def is_deload(rows: Sequence[GridRow], week: int) -> bool:
    """Whether progressions make this week of the phase easier, for every row of it."""
    return bool(rows) and all(week in stored_deloads(row.scheme) for row in rows)


def planned_program(
    weeks: Sequence[tuple[int, tuple[GridRow, ...]]],
    *,
    deloads: Container[int] = (),
    begun: bool = False,
) -> PlannedProgram:
    """Weeks, each with its number and its rows, for the engine's findings; `deloads` are planned ones.

    `begun`: other phases come before these weeks, so that nobody begins with them.
    """
    planned = tuple(
        PlannedWeek(number, planned_workouts(rows), deload=number in deloads) for number, rows in weeks
    )
    first = next((rows[0] for _, rows in weeks if rows), None)
    if first is None:
        return PlannedProgram(planned)
    return PlannedProgram(
        weeks=planned,
        experience=Experience(first.experience),
        foundation=begun,
        clearance=Clearance(first.clearance) if first.clearance else None,
        minutes=first.client_minutes,
    )
