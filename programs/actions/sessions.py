"""Starting a session: from then on a trainer's edit does not reach it."""

from datetime import datetime

from django.db import transaction

from programs.models import Session
from programs.queries.sheets import live_sheet, with_keys
from trainer.models import User


@transaction.atomic
def start_session(*, session: Session, by: User, now: datetime) -> Session:
    """Freeze the whole prescription on the session and mark it in progress.

    Doing it again changes nothing: the first start decides what is trained. Returns the session as
    it is stored.
    """
    stored = Session.objects.select_for_update(of=("self",)).select_related("program").get(pk=session.pk)
    if stored.frozen is not None:
        return stored
    sheet = live_sheet(
        workout_id=stored.workout_id,
        week_id=stored.week_id,
        program=stored.program.name if stored.program else "",
        workout=stored.name,
    )
    stored.frozen = {**with_keys(sheet), "started_by": str(by.pk)}
    stored.status = Session.Status.IN_PROGRESS
    stored.started_at = now
    stored.save(update_fields=["frozen", "status", "started_at"])
    return stored
