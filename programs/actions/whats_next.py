"""What follows a client's program: a draft made from it, or more weeks of its last phase."""

import uuid
from typing import cast

from django.db import transaction

from programs import bridge
from programs.actions.assign import Assigned, KeyTakenError
from programs.actions.history import lock, record_new
from programs.actions.numbers import restart
from programs.actions.programs import LimitReachedError, edit_phase
from programs.actions.unassign import remove_programs
from programs.documents import copies_for, store_copies
from programs.models import Exercise, Phase, Program, Revision, SetGroup, Slot
from programs.prescription import Field, Lift, SetType, Targets, edit
from programs.prescription.periodization import PHASE_WEEKS_MOST
from programs.prescription.targets import ImpossibleValueError
from programs.prescription.whats_next import LIGHTER_RIR, LIGHTER_SETS, Next
from trainer.models import User

NAME_MOST = 120
SAID = {
    Next.REPEAT: "again",
    Next.HYPERTROPHY: "hypertrophy",
    Next.STRENGTH: "strength",
    Next.LIGHTER: "lighter",
}
_EASED = (SetType.WORKING, SetType.BACK_OFF)


class ChangedDraftError(Exception):
    """The draft was changed or put on the calendar since it was made."""


@transaction.atomic
def begin_next(*, program: Program, kind: Next, new_id: uuid.UUID, by: User) -> Assigned:
    """A draft for the same client, made from their program, with loads from their newest maxes.

    Nothing of the program itself changes. A repeated `new_id` gives the draft made first; KeyTakenError
    for an id of anything else.
    """
    source = Program.objects.select_for_update(of=("self",)).select_related("client").get(pk=program.pk)
    client = source.client
    assert client is not None, "what follows is about a client's program"
    earlier = Program.objects.filter(pk=new_id).first()
    if earlier is not None:
        if (earlier.origin_id, earlier.client_id) != (source.pk, client.pk):
            raise KeyTakenError
        return Assigned(earlier, created=False)
    [copy] = copies_for(source, {new_id: client}, by=by)
    draft = copy.program
    draft.name = _name(source.name, SAID[kind])
    slots, rows = cast(list[Slot], copy.rows["slots"]), cast(list[SetGroup], copy.rows["set_groups"])
    exercises = Exercise.objects.in_bulk({slot.exercise_id for slot in slots})
    for slot in slots:
        slot.exercise = exercises[slot.exercise_id]
    bridge.resolve_rows(slots, rows, bridge.Facts.of(client), program_method=draft.method)
    if kind is Next.LIGHTER:
        _lighten(slots, rows, method=draft.method)
    store_copies([copy])
    if kind in (Next.HYPERTROPHY, Next.STRENGTH):
        restart(draft, slots, goal=kind.value)
    record_new([(draft, f"Made from {source.name}: {SAID[kind]}")], by=by)
    return Assigned(draft, created=True)


def _name(before: str, said: str) -> str:
    """`Strength base, again`; what was said the last time goes."""
    plain = before
    for word in SAID.values():
        plain = plain.removesuffix(f", {word}")
    return f"{plain[: NAME_MOST - len(said) - 2]}, {said}"


def _lighten(slots: list[Slot], rows: list[SetGroup], *, method: str) -> None:
    """Fewer working and back-off sets, with more in reserve; in memory."""
    by_id = {slot.pk: slot for slot in slots}
    for row in rows:
        if row.set_type not in _EASED:
            continue
        slot = by_id[row.slot_id]
        lift = bridge.lift_of(slot, program_method=method)
        targets = _lighter(bridge.targets_of(row, goal=slot.goal), lift)
        columns = bridge.columns_of(targets, lift, edited=bridge.edited_in(row), set_type=row.set_type)
        for name, value in columns.items():
            setattr(row, name, value)


def _lighter(targets: Targets, lift: Lift) -> Targets:
    sets = max(1, round(targets.sets * LIGHTER_SETS))
    after = edit(targets, Field.SETS, sets, lift).targets
    if after.rir is None or not lift.has_curve:
        return after
    try:
        return edit(after, Field.RIR, max(after.rir, 0.0) + LIGHTER_RIR, lift).targets
    except ImpossibleValueError:  # as much is in reserve already as can be said
        return after


def extend(*, program: Program, weeks: int, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """So many more weeks of the last phase, like its last one; the calendar follows. One revision.

    Raises LimitReachedError where the phase would become too long.
    """
    phases = Phase.objects.select_related("program__client").filter(program=program)
    phase = phases.latest("position", "id")
    count = phase.weeks.count()
    if count + weeks > PHASE_WEEKS_MOST:
        raise LimitReachedError(f"A phase has at most {PHASE_WEEKS_MOST} weeks.")
    return edit_phase(phase, name=phase.name, weeks=count + weeks, by=by, key=key)


@transaction.atomic
def drop_draft(*, draft: Program, by: User) -> None:
    """Remove a draft that `begin_next` made; ChangedDraftError once it was changed or scheduled."""
    lock(draft)
    stored = Program.objects.get(pk=draft.pk)
    if stored.starts_on is not None or stored.revision != 1:
        raise ChangedDraftError
    remove_programs([draft.pk])
