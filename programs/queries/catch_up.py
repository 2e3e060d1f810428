"""What was not trained on its day: offered again in calm words, for two weeks."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from programs.models import Session
from programs.queries.moves import short_day
from trainer.models import User
from web.prepared import Prepared

LOOKED_BACK = timedelta(days=14)
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """A session whose day is over; `started` when it was begun and not finished."""

    id: uuid.UUID
    name: str
    day: str
    started: bool
    program: str  # only where more than one program is behind


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The newest ones, and how many more there are."""

    shown: list[Missed]
    more: int


def catch_up(user: User, *, today: date) -> CatchUp:
    """The person's sessions of the last two weeks that are still open, newest first; one query.

    One that was begun before midnight is among them, so that it can be gone on with after it.
    """
    rows = _open_before(user.pk, today - LOOKED_BACK, today)
    several = len({program_id for *_, program_id, _ in rows if program_id is not None}) > 1
    shown = [
        Missed(
            *(pk, name, short_day(day), status == Session.Status.IN_PROGRESS),
            program=(program or "") if several else "",
        )
        for pk, name, day, status, _, program in rows[:MOST_SHOWN]
    ]
    return CatchUp(shown=shown, more=max(0, len(rows) - MOST_SHOWN))


def _open_rows(user_id: int, first: date, today: date) -> QuerySet[Session, tuple[Any, ...]]:
    rows = Session.objects.of_person(User(pk=user_id)).filter(
        date__gte=first, date__lt=today, status__in=[Session.Status.PLANNED, Session.Status.IN_PROGRESS]
    )
    return rows.order_by("-date", "-position", "-id").values_list(
        "id", "name", "date", "status", "program_id", "program__name"
    )


_open_before = Prepared(_open_rows, int, date, date)
