"""What client and trainer say about a session, and whether a trainer has read it."""

import uuid
from datetime import datetime

from django.db import transaction

from programs.models import Remark, Session
from programs.queries.news import acts_of_client
from trainer.models import User
from web.writes import insert_row


class RemarkKeyTakenError(Exception):
    """The id chosen for the new remark already belongs to another one."""


@transaction.atomic
def add_remark(
    *, session: Session, by: User, key: uuid.UUID, slot: str, exercise: str | None, text: str
) -> Remark:
    """Store what somebody wrote about an exercise of a session, or about all of it (an empty slot).

    The same key with the same words gives the remark that is there; with anything else it raises
    RemarkKeyTakenError. What a client writes makes a session that was read new again.
    """
    remark = Remark(
        id=key,
        studio_id=session.studio_id,
        client_id=session.client_id,
        session_id=session.pk,
        slot_key=uuid.UUID(slot) if slot else None,
        exercise_id=uuid.UUID(exercise) if exercise else None,
        author=by,
        by_trainer=session.client.user_id != by.pk,
        text=text,
    )
    if not insert_row(remark, unless_there=True):
        return _written_before(remark)
    if not remark.by_trainer:
        make_new_again(session.pk)
    return remark


def _written_before(remark: Remark) -> Remark:
    stored = Remark.objects.filter(pk=remark.pk).first()
    names = ("session_id", "slot_key", "author_id", "text")
    if stored is None or any(getattr(stored, name) != getattr(remark, name) for name in names):
        raise RemarkKeyTakenError
    return stored


@transaction.atomic
def mark_read(session: Session, *, by: User, now: datetime, seen: int | None = None) -> bool:
    """Note that a trainer has read a started session; False where the client did something meanwhile.

    `seen`: how much of what the client did was on the page that was read (`acts_of_client`). The first
    trainer who reads it stays named.
    """
    if seen is not None and acts_of_client(session.pk) != seen:
        return False
    started = Session.objects.filter(pk=session.pk, frozen__isnull=False)
    started.filter(read_at=None).update(read_at=now, read_by=by)
    return True


def make_new_again(session_id: uuid.UUID) -> None:
    """The client wrote or did something after a trainer had read the session: it must be seen."""
    Session.objects.filter(pk=session_id, read_at__isnull=False).update(read_at=None, read_by=None)
