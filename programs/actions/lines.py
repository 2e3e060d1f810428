"""An exercise added to a workout by one line of shorthand: its place, its numbers, its note."""

import re
import uuid

from django.db import transaction

from programs.actions.history import lock, record
from programs.actions.slots import ReadingSlot, fill_slot, make_slot
from programs.models import Exercise, Group, Revision, Slot, Workout
from programs.order_codes import letter
from trainer.models import User

_CODE = re.compile(r"([A-Z])([1-9][0-9]?)")
NOTE_LONGEST = 1000


@transaction.atomic
def add_line(
    workout: Workout,
    exercise: Exercise,
    read: ReadingSlot,
    *,
    code: str | None = None,
    note: str = "",
    by: User,
    key: uuid.UUID | None = None,
) -> tuple[Revision, Slot]:
    """Put an exercise at the end of a workout with what was written of it, in every week of the phase.

    `read` is given the slot with the rows that its goal starts with. A `code` such as B2 joins it with the
    last exercise where that is B. Raises LimitReachedError and what `read` raises.
    """
    program = workout.program
    lock(program, key=key)
    group = group_to_join(workout, code)
    slot, changes = make_slot(workout, exercise, note=note[:NOTE_LONGEST], join=group)
    changes += fill_slot(slot, workout, read)
    text = f"Added {exercise.name} to {workout.name}"
    return record(program, by=by, text=text, changes=changes, key=key), slot


def group_to_join(workout: Workout, code: str | None) -> Group | None:
    """The last group of a workout, where an order code such as B2 goes on with its letter; else None."""
    parts = _CODE.fullmatch(code or "")
    if parts is None or parts[2] == "1":
        return None
    groups = list(workout.groups.filter(slots__isnull=False).distinct().order_by("position", "id"))
    if not groups or letter(len(groups) - 1) != parts[1]:
        return None
    return groups[-1]
