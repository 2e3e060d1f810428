"""Starting a session: from then on a trainer's edit does not reach it."""

from datetime import datetime

from django.db import transaction

from programs.models import Session
from programs.queries.sheets import live_sheet, with_keys
from trainer.models import User


@transaction.atomic
def start_session(*, session: Session, by: User, now: datetime) -> Session:
    """Freeze the whole prescription on the session and mark it in progress.

    Doing it again changes nothing: the first start decides what is trained. Returns the session, which
    is then as it is stored.
    """
    freeze(session, by=by, now=now)
    return session


def freeze(session: Session, *, by: User, now: datetime) -> None:
    """Freeze a session inside a transaction; what somebody else froze meanwhile stands."""
    stored = Session.objects.select_for_update(of=("self",)).select_related("program").get(pk=session.pk)
    if stored.frozen is None:
        sheet = live_sheet(
            workout_id=stored.workout_id,
            week_id=stored.week_id,
            program=stored.program.name if stored.program else "",
            workout=stored.name,
        )
        stored.frozen = {**with_keys(sheet, stored.pk), "started_by": str(by.pk)}
        stored.status = Session.Status.IN_PROGRESS
        stored.started_at = now
        stored.skip_reason = ""
        stored.save(update_fields=["frozen", "status", "started_at", "skip_reason"])
    for name in ("frozen", "status", "started_at", "skip_reason"):
        setattr(session, name, getattr(stored, name))
