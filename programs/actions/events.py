"""What clients do, written down once however often their device tells it."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programs.models import ClientEvent, Session
from trainer.models import Client, User


@dataclass(frozen=True)
class Recorded:
    """The event as it is stored; `created` is false when it had been told before."""

    event: ClientEvent
    created: bool


@dataclass(frozen=True)
class Conflict:
    """The key was used for something else. `event` is what is stored; nothing was changed."""

    event: ClientEvent


def record_event(
    *,
    client: Client,
    key: uuid.UUID,
    kind: ClientEvent.Kind,
    at: datetime,
    by: User,
    session: Session | None = None,
    payload: dict[str, Any] | None = None,
    utc_offset_minutes: int = 0,
    corrects: uuid.UUID | None = None,
) -> Recorded | Conflict:
    """Store one act of a client under the key that their device made.

    The same key with the same content answers the stored event, so that a device may send until it
    hears back; with other content it answers a Conflict. The database decides between two at once.
    """
    if session is not None and session.client_id != client.pk:
        raise ValueError("This session belongs to another client.")
    content: dict[str, Any] = {
        "kind": str(kind),
        "at": at,
        "session_id": session.pk if session else None,
        "payload": json.loads(json.dumps(payload or {}, allow_nan=False)),
        "utc_offset_minutes": utc_offset_minutes,
        "corrects": corrects,
    }
    event, created = ClientEvent.objects.get_or_create(
        studio_id=client.studio_id,
        client=client,
        key=key,
        defaults={**content, "user": by},
    )
    if created or all(getattr(event, name) == value for name, value in content.items()):
        return Recorded(event, created)
    return Conflict(event)
