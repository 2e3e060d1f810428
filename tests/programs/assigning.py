"""The pages that assign a template, as the tests come to them."""

from typing import Any

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program
from trainer.models import Studio, User


def strength_base(studio: Studio, owner: User, exercise: Exercise) -> Program:
    """A template of two weeks of two workouts, with one exercise in the first."""
    program = create_program(studio=studio, by=owner, name="Strength base", weeks=2, workouts=2)
    add_slot(program.phases.get().workouts.get(position=1), exercise, by=owner)
    return program


def errors_of(response: Any) -> dict[str, list[str]]:
    """What the form of a page was refused for, by field."""
    return {name: list(found) for name, found in response.context_data["form"].errors.items()}
