"""Programs and sessions made row by row, with numbers that a test can read."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from programs.models import Exercise, Group, Max, Phase, Program, Session, SetGroup, Slot, Week, Workout
from trainer.models import Client, Equipment, Studio, User
from web.rows import kilograms

BARBELL = {"unit": "kg", "start": "20", "step": "2.5", "heaviest": "200"}


def make_exercise(name: str, *, studio: Studio | None = None, **fields: Any) -> Exercise:
    values: dict[str, Any] = {
        "key": "" if studio else slugify(name),
        "pattern": "horizontal_push",
        "primary_muscles": ["chest"],
        "equipment": ["barbell"],
        "loaded_with": "barbell",
        "suits_max_test": True,
        "cue": f"{name}: slow down, then push.",
    }
    return Exercise.objects.create(studio=studio, name=name, **{**values, **fields})


def lift(**changes: Any) -> dict[str, Any]:
    """The facts frozen on a slot: a tested 100 kg, a barbell in steps of 2.5 kg."""
    return {
        "curve": "general",
        "kind": "compound",
        "experience": "intermediate",
        "load_kind": "external",
        "one_rm": "100",
        "unit": "kg",
        "body_part": "0",
        "available": BARBELL,
        "timed": False,
        "measure": "reps",
        "poor_max_test": False,
        "injured": [],
        "loaded_with": "barbell",
        "max_id": None,
        "max_kind": "tested",
        "measured_on": "2026-11-02",
    } | changes


def effective(**changes: Any) -> dict[str, Any]:
    """What the engine made of 80 % x 10 of 100 kg."""
    return {
        "load": "80",
        "added": None,
        "unit": "kg",
        "reps": 10,
        "reps_high": None,
        "seconds": None,
        "sets": 4,
        "intensity": 80.0,
        "rir": 0,
        "all_out": True,
        "volume_load": "3200",
        "rest_seconds": 60,
        "tempo": "",
        "minutes": 7.0,
        "equivalent": None,
        "feasibility": "on average people fail at 9.8 here: all-out",
        "findings": [],
    } | changes


def make_program(
    studio: Studio,
    *,
    name: str = "Strength base",
    client: Client | None = None,
    phases: Sequence[tuple[int, Sequence[str]]] = ((2, ("Workout A",)),),
    **fields: Any,
) -> Program:
    """A program without exercises: `phases` are numbers of weeks with names of workouts."""
    program = Program.objects.create(studio=studio, client=client, name=name, **fields)
    context: dict[str, Any] = {"studio": studio, "program": program}
    for position, (weeks, workouts) in enumerate(phases, start=1):
        phase = Phase.objects.create(name=f"Phase {position}", position=position, **context)
        for number in range(1, weeks + 1):
            Week.objects.create(phase=phase, position=number, **context)
        for number, workout in enumerate(workouts, start=1):
            Workout.objects.create(phase=phase, position=number, name=workout, **context)
    return program


def add_group(
    workout: Workout,
    *exercises: Exercise,
    kind: str = "single",
    lifts: dict[str, Any] | None = None,
    slot: dict[str, Any] | None = None,
    **changes: Any,
) -> list[Slot]:
    """Exercises that go together, with the same set group in every week; `changes` are effective."""
    context: dict[str, Any] = {"studio": workout.studio, "program": workout.program}
    group = Group.objects.create(workout=workout, kind=kind, position=workout.groups.count() + 1, **context)
    slots = []
    for position, exercise in enumerate(exercises, start=1):
        row = Slot.objects.create(
            group=group,
            exercise=exercise,
            position=position,
            lift=lifts or lift(),
            **context,
            **(slot or {}),
        )
        for week in workout.phase.weeks.all():
            add_set_group(row, week, **changes)
        slots.append(row)
    return slots


def add_set_group(slot: Slot, week: Week, *, row: dict[str, Any] | None = None, **changes: Any) -> SetGroup:
    numbers = effective(**changes)
    return SetGroup.objects.create(
        studio=slot.studio,
        program=slot.program,
        slot=slot,
        week=week,
        position=slot.set_groups.filter(week=week).count() + 1,
        sets=numbers["sets"],
        reps=numbers["reps"],
        intensity=numbers["intensity"],
        rir=-0.25,
        rest_seconds=numbers["rest_seconds"],
        effective=numbers,
        **(row or {}),
    )


def schedule(program: Program, client: Client, *, starts_on: date, every: int = 7) -> list[Session]:
    """A session for each workout and week, `every` days apart, beginning on a day."""
    program.starts_on = starts_on
    program.save()
    sessions: list[Session] = []
    for week in Week.objects.filter(program=program).order_by("phase__position", "position"):
        for workout in week.phase.workouts.order_by("position"):
            day = starts_on + timedelta(days=every * len(sessions))
            sessions.append(
                Session.objects.create(
                    studio=client.studio,
                    client=client,
                    program=program,
                    workout=workout,
                    week=week,
                    name=workout.name,
                    date=day,
                )
            )
    return sessions


def give_max(
    client: Client,
    exercise: Exercise,
    value: str = "100",
    *,
    on: date,
    unit: str = "kg",
    by: User | None = None,
) -> Max:
    number = Decimal(value)
    return Max.objects.create(
        studio=client.studio,
        client=client,
        exercise=exercise,
        kind="tested",
        value=number,
        unit=unit,
        kg=kilograms(number, unit),
        measured_on=on,
        created_by=by,
    )


def give_barbell(client: Client) -> Equipment:
    return Equipment.objects.create(
        studio=client.studio,
        client=client,
        implement="barbell",
        unit="kg",
        own_weight=Decimal(20),
        step=Decimal("2.5"),
        heaviest=Decimal(200),
    )
