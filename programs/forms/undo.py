"""What an Undo form carries: the changes that it takes back, signed, so that it can ask for nothing else."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core import signing

from programs.actions.calendar import Change, Place

SALT = "programs.calendar.undo"
SECONDS = 60 * 60 * 24


def undo_token(changes: Sequence[Change]) -> str:
    """What a form needs to take these changes back."""
    packed = [[str(item.session_id), _packed(item.before), _packed(item.after)] for item in changes]
    return signing.dumps(packed, salt=SALT, compress=True)


def read_undo(token: str) -> list[Change] | None:
    """The changes that a form asks to take back; None when they are not ours or older than a day."""
    try:
        packed = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return [Change(uuid.UUID(pk), _unpacked(before), _unpacked(after)) for pk, before, after in packed]


def _packed(place: Place) -> list[Any]:
    planned_on = place.planned_on.isoformat() if place.planned_on else None
    return [place.day.isoformat(), place.position, planned_on, str(place.status), place.skip_reason]


def _unpacked(values: list[Any]) -> Place:
    day, position, planned_on, status, reason = values
    first = date.fromisoformat(planned_on) if planned_on else None
    return Place(date.fromisoformat(day), position, first, status, reason)
