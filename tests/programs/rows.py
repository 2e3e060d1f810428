"""A small program of named exercises, for tests of what stands where."""

from typing import Any

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, Slot, Workout
from trainer.models import Client, Studio, User

WEEKS = 3


def make(name: str, **fields: Any) -> Exercise:
    values = {"pattern": "horizontal_push", "primary_muscles": ["chest"]} | fields
    return Exercise.objects.create(key=name.lower().replace(" ", "-"), name=name, **values)


def workout(program: Program, letter: str) -> Workout:
    workouts = Workout.objects.select_related("program__client", "phase__program")
    return workouts.get(program=program, name=f"Workout {letter}", phase__position=1)


def slot(name: str) -> Slot:
    slots = Slot.objects.select_related("program__client", "exercise", "group__workout")
    return slots.get(exercise__name=name)


def base_program(studio: Studio, owner: User, client: Client | None = None) -> Program:
    """Press, Row and Squat in the first of two workouts, Curl in the second; three weeks."""
    program = create_program(studio=studio, by=owner, name="Base", client=client, weeks=WEEKS, workouts=2)
    for name in ("Press", "Row", "Squat"):
        add_slot(workout(program, "A"), make(name), by=owner, goal="hypertrophy")
    add_slot(workout(program, "B"), make("Curl"), by=owner, goal="hypertrophy")
    return program
