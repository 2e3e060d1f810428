"""Another exercise in the place of one: in a slot, in a phase, or wherever a program has it."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from programs import bridge
from programs.actions.carrying import carry_out_changes, together
from programs.actions.history import Change, lock, moved, record
from programs.documents import Values, plain
from programs.models import Exercise, Phase, Program, Revision, SetGroup, Slot
from trainer.models import User

_OF_SLOT = ("exercise_id", "lift")
_OF_SET_GROUP = (*bridge.RESOLVED, "per_side")


@transaction.atomic
def swap_everywhere(
    program: Program,
    exercise: Exercise,
    to: Exercise,
    *,
    by: User,
    phase: Phase | None = None,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Swap an exercise in every slot of a program, or of a phase: percentages and reps stay, effort follows.

    One revision; a few statements, whatever the number of slots. None where the exercise is in no slot.
    """
    lock(program, key=key)
    slots, rows = slots_with(program, exercise, phase=phase)
    changes = swapped(program, slots, rows, to)
    if not changes:
        return None
    carry_out_changes(program, changes)
    count = f"{len(slots)} row{'' if len(slots) == 1 else 's'}"
    where = f"{count} of {phase.name}" if phase else count
    text = f"Swapped {exercise.name} for {to.name} in {where}"
    return record(program, by=by, text=text, changes=changes, key=key)


def slots_with(
    program: Program, exercise: Exercise, *, phase: Phase | None = None
) -> tuple[list[Slot], list[SetGroup]]:
    """The slots that have an exercise, in their order, and their set groups; two queries."""
    slots = Slot.objects.filter(program=program, exercise=exercise)
    if phase is not None:
        slots = slots.filter(group__workout__phase=phase)
    order = ("group__workout__phase__position", "group__workout__position", "group__position", "position")
    found = list(slots.select_related("exercise", "group__workout__phase").order_by(*order, "id"))
    rows = SetGroup.objects.filter(slot__in=found).select_related("week").order_by("week__position")
    return found, list(rows)


def swapped(program: Program, slots: Sequence[Slot], rows: Sequence[SetGroup], to: Exercise) -> list[Change]:
    """Give slots another exercise, in memory: their set groups are resolved with its curve and newest facts.

    What that changes, alike rows as one; the rows then are as they would be stored.
    """
    stood = [*(_stored(slot, _OF_SLOT) for slot in slots), *(_stored(row, _OF_SET_GROUP) for row in rows)]
    for slot in slots:
        slot.exercise = to
    facts = bridge.Facts.of(program.client, experience=program.experience)
    bridge.resolve_rows(slots, rows, facts, program_method=program.method)
    for row in rows:
        row.per_side = to.unilateral
    became = [
        *(("slots", slot.pk, _stored(slot, _OF_SLOT)) for slot in slots),
        *(("set_groups", row.pk, _stored(row, _OF_SET_GROUP)) for row in rows),
    ]
    return together(
        moved(table, [pk], before, after) for before, (table, pk, after) in zip(stood, became, strict=True)
    )


def _stored(row: Slot | SetGroup, names: Sequence[str]) -> Values:
    return {name: plain(getattr(row, name)) for name in names}
