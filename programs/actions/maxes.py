"""Maxes are added, never changed: a newer one corrects an older one."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import transaction

from programs.actions.suggestions import suggest_for_max_later
from programs.models import Exercise, Max, Slot
from programs.queries.maxes import figure
from trainer.models import Client, User
from web.identifiers import new_uuid
from web.rows import kilograms

ONE, NOTHING = 1, Decimal(0)


class MaxKeyTakenError(Exception):
    """The id chosen for the new max already belongs to another one."""


@transaction.atomic
def add_max(
    *,
    client: Client,
    exercise: Exercise,
    kind: str,
    load: Decimal,
    reps: int,
    rir: Decimal,
    unit: str,
    measured_on: date,
    note: str,
    by: User,
    max_id: uuid.UUID | None = None,
) -> Max:
    """Store the 1RM that a set speaks for, with the set and the body weight it was made of.

    A tested one was lifted once with nothing in reserve, whatever `reps` and `rir` say. The same id
    with the same set gives the row that is there; with anything else it raises MaxKeyTakenError.
    Raises MaxRefusedError for numbers that give no 1RM.
    """
    if kind == Max.Kind.TESTED:
        reps, rir = ONE, NOTHING
    figured = figure(
        client=client,
        exercise=exercise,
        load=load,
        reps=reps,
        rir=rir,
        unit=unit,
        measured_on=measured_on,
    )
    typed = {
        "client_id": client.pk,
        "exercise_id": exercise.pk,
        "from_load": load,
        "from_reps": reps,
        "from_rir": rir,
        "unit": unit,
        "measured_on": measured_on,
        "note": note,
    }
    max_, created = Max.objects.get_or_create(
        pk=max_id or new_uuid(),
        defaults={
            **typed,
            "studio_id": client.studio_id,
            "kind": figured.kind,
            "value": figured.value,
            "low": figured.low,
            "high": figured.high,
            "kg": kilograms(figured.value, unit),
            "method": figured.method,
            "body_weight_kg": figured.body_weight_kg,
            "created_by": by,
        },
    )
    if created and Slot.objects.filter(program__client=client, exercise=exercise).exists():
        suggest_for_max_later(client.pk, exercise.pk)
    if not created and any(getattr(max_, name) != value for name, value in typed.items()):
        raise MaxKeyTakenError
    return max_
