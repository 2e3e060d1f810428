"""What was done in a session, as it is stored."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from programs.models import ClientEvent, Session
from programs.session_state import Event
from trainer.models import ClientAccess, Membership, User
from web.prepared import Prepared

_events = Prepared(
    lambda session_id: (
        ClientEvent.objects.filter(session_id=session_id)
        .order_by("at", "key")
        .values_list("key", "kind", "at", "payload", "facts", "corrects", "user_id")
    ),
    uuid.UUID,
)


def stored_events(session_id: uuid.UUID) -> list[Event]:
    """The acts of a session in the order in which they were done; one query."""
    return [Event(*row) for row in _events(session_id)]


_HEAD = (
    *("id", "studio_id", "client_id", "program_id", "workout_id", "week_id", "name", "date", "status"),
    *("frozen", "started_at", "finished_at", "rpe", "minutes"),
)


def _trained_by_rows(session_id: uuid.UUID, user_id: int) -> "QuerySet[Session, tuple[object, ...]]":
    """A session whose acts this person may tell: the client, or a trainer who may see the client."""
    access = ClientAccess.objects.filter(client=OuterRef("client"), user=user_id)
    works_there = Membership.objects.filter(studio=OuterRef("studio"), user=user_id)
    own = Q(client__user=user_id, client__archived_at=None)
    rows = Session.objects.filter(own | (Exists(access) & Exists(works_there)), pk=session_id)
    return rows.values_list(*_HEAD)


_trained_by = Prepared(_trained_by_rows, uuid.UUID, int)


def session_to_train(session_id: uuid.UUID, user: User) -> Session | None:
    """A session of the person's own, or of a client whom this trainer may see; one query."""
    found = _trained_by(session_id, user.pk)
    return Session.from_db("default", _HEAD, found[0]) if found else None
