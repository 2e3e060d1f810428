"""Storing a 1RM that was found, when the trainer takes it."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import transaction

from programs.models import Exercise, Max
from programs.queries.found_maxes import FoundMax
from programs.queries.maxes import FROM_LOGS, WITH_THE_BODY
from trainer.models import Client, User
from trainer.queries import latest_body_weight
from web.rows import kilograms


@transaction.atomic
def add_found_max(*, client: Client, exercise: Exercise, found: FoundMax, by: User | None) -> Max:
    """Store a 1RM that the logs speak for, with the best set it rests on; one that is there already is given.

    The same max found for two places of an exercise is stored once.
    """
    if found.max_id is not None:
        return Max.objects.get(client=client, pk=found.max_id)
    numbers = f"{exercise.pk} {found.value} {found.unit} {found.measured_on} {found.rests_on}"
    body = latest_body_weight(client) if exercise.load_kind in WITH_THE_BODY else None
    sets = f"{found.sets} logged set{'' if found.sets == 1 else 's'}"
    max_, _ = Max.objects.get_or_create(
        pk=uuid.uuid5(client.pk, numbers),
        defaults={
            "studio_id": client.studio_id,
            "client": client,
            "exercise": exercise,
            "kind": Max.Kind.ESTIMATED,
            "value": found.number.quantize(Decimal("0.01")),
            "low": None if found.low is None else Decimal(found.low),
            "high": None if found.high is None else Decimal(found.high),
            "unit": found.unit,
            "kg": kilograms(found.number, found.unit),
            "from_load": None if found.from_load is None else Decimal(found.from_load),
            "from_reps": found.from_reps,
            "from_rir": None if found.from_rir is None else Decimal(found.from_rir),
            "method": f"{FROM_LOGS} {sets}",
            "body_weight_kg": body.kg if body else None,
            "measured_on": date.fromisoformat(found.measured_on),
            "created_by": by,
        },
    )
    return max_
