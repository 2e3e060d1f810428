"""Technique signed off: the trainer has seen a lift done well, and only then may a novice's load rise."""

from datetime import datetime

from django.db import transaction

from programs import bridge
from programs.actions.history import count_up
from programs.actions.suggestions import suggest_for_exercise
from programs.models import Exercise, Slot, TechniqueSignOff
from trainer.models import Client, User


@transaction.atomic
def sign_off(client: Client, exercise: Exercise, *, signed: bool, by: User, now: datetime) -> None:
    """Sign a lift off, or take the signature back; the client's programs and suggestions know it at once.

    Doing it again changes nothing. No number moves: what the signature was missing for is proposed.
    """
    if signed:
        _, changed = TechniqueSignOff.objects.get_or_create(
            client=client, exercise=exercise, defaults={"studio_id": client.studio_id, "by": by}
        )
    else:
        changed = bool(TechniqueSignOff.objects.filter(client=client, exercise=exercise).delete()[0])
    if changed:
        _tell_slots(client, exercise, signed=signed)
        suggest_for_exercise(client, exercise.pk, now=now)


def _tell_slots(client: Client, exercise: Exercise, *, signed: bool) -> None:
    slots = list(Slot.objects.filter(program__client=client, exercise=exercise))
    for slot in slots:
        counts = bridge.counts_as_signed_off(slot.lift["experience"], signed)
        slot.lift = {**slot.lift, "signed_off": counts}
    bridge.store_many(Slot, slots, ["lift"])
    count_up({slot.program_id for slot in slots})
