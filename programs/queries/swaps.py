"""Which exercises a program has, and in how many rows."""

import uuid
from dataclasses import dataclass

from django.db.models import Count

from programs.models import Program, Slot


@dataclass(frozen=True, slots=True)
class ExerciseInProgram:
    id: uuid.UUID
    name: str
    rows: int
    workouts: int


def exercises_in(program: Program, phase_id: uuid.UUID | None = None) -> list[ExerciseInProgram]:
    """The exercises of a program, or of a phase of it, by name; one query."""
    slots = Slot.objects.filter(program=program)
    if phase_id is not None:
        slots = slots.filter(group__workout__phase=phase_id)
    counted = slots.values("exercise_id", "exercise__name").annotate(
        rows=Count("pk"), workouts=Count("group__workout", distinct=True)
    )
    rows = counted.order_by("exercise__name", "exercise_id")
    return [
        ExerciseInProgram(*row)
        for row in rows.values_list("exercise_id", "exercise__name", "rows", "workouts")
    ]
