"""What client and trainer wrote to each other about a session and its exercises."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, DenseRank
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from programs.models import ClientEvent, Remark, Session
from web.identifiers import new_uuid

WHOLE_SESSION = ""  # the slot of a thread that is about no exercise


class About(NamedTuple):
    """What a thread is about: an exercise in its place, or the whole session."""

    name: str
    exercise: str = ""


class Said(NamedTuple):
    """One remark, with who wrote it and when."""

    author: str
    by_trainer: bool
    when: str
    text: str
    at_the_end: bool = False  # the note with which the client finished


@dataclass(frozen=True, slots=True)
class Thread:
    """The remarks on one exercise of a session (`slot`), or on the session, and the form that adds one.

    `key` is the id that the new remark will have; `text` and `problem` are those of a refused one.
    `answered`: the last word is the reader's own, or nothing was said.
    """

    id: str
    slot: str
    about: str
    address: str
    said: list[Said] = field(default_factory=list)
    last_time: list[Said] = field(default_factory=list)
    last_time_on: str = ""
    answered: bool = True
    key: uuid.UUID = field(default_factory=new_uuid)
    text: str = ""
    problem: str = ""
    is_open: bool = False


def thread_id(slot: str) -> str:
    """The id of a thread's element, wherever it stands on a page."""
    return f"remarks-{slot or 'session'}"


def threads_of(session: Session, about: Mapping[str, About], *, as_trainer: bool) -> dict[str, Thread]:
    """A thread for each of these slots of a session, in their order; two queries.

    What was said of an exercise that is not there any more stands with the whole session. `session`
    needs its id, client and date. Times are in the zone of the person who reads.
    """
    said = _said_in(session)
    homeless = [remark for slot, remarks in said.items() if slot not in about for remark in remarks]
    last = _said_last_time(session, {uuid.UUID(item.exercise) for item in about.values() if item.exercise})
    threads = {}
    for slot, item in about.items():
        remarks = [*said.get(slot, []), *(homeless if slot == WHOLE_SESSION else [])]
        day, earlier = last.get(item.exercise, ("", []))
        threads[slot] = Thread(
            id=thread_id(slot),
            slot=slot,
            about=item.name,
            address=reverse("remark_create", args=[session.pk]),
            said=remarks,
            last_time=earlier,
            last_time_on=day,
            answered=not remarks or remarks[-1].by_trainer == as_trainer,
        )
    return threads


_WRITTEN = Coalesce("event__at", "created_at")  # a phone may have been without a network
_COLUMNS = ("author__name", "client__name", "by_trainer", "written_at", "text", "event__kind")
_standing = Remark.objects.filter(taken_back_at=None).annotate(written_at=_WRITTEN)


def _said_in(session: Session) -> dict[str, list[Said]]:
    """The remarks of a session by slot, oldest first; one query."""
    rows = _standing.filter(session=session).order_by("written_at", "id").values_list("slot_key", *_COLUMNS)
    found: dict[str, list[Said]] = {}
    for slot, *columns in rows:
        found.setdefault(str(slot or WHOLE_SESSION), []).append(_said(*columns))
    return found


def _said_last_time(session: Session, exercises: set[uuid.UUID]) -> dict[str, tuple[str, list[Said]]]:
    """What was said of an exercise in the newest session before this one that has any; one query."""
    before = Q(session__date__lt=session.date)
    before |= Q(session__date=session.date, session__position__lt=session.position)
    newest = [F("session__date").desc(), F("session__position").desc(), F("session_id").desc()]
    rows = (
        _standing.filter(before, client=session.client_id, exercise__in=exercises)
        .annotate(back=Window(DenseRank(), partition_by=F("exercise_id"), order_by=newest))
        .filter(back=1)
        .order_by("written_at", "id")
        .values_list("exercise_id", "session__date", *_COLUMNS)
    )
    found: dict[str, tuple[str, list[Said]]] = {}
    for exercise, day, *columns in rows:
        found.setdefault(str(exercise), (date_format(day), []))[1].append(_said(*columns))
    return found


def _said(
    author: str | None, client: str, by_trainer: bool, at: datetime, text: str, kind: str | None
) -> Said:
    return Said(
        author=author or ("A trainer" if by_trainer else client),
        by_trainer=by_trainer,
        when=moment(timezone.localtime(at)),
        text=text,
        at_the_end=kind == ClientEvent.Kind.FINISH,
    )


def moment(at: datetime) -> str:
    """`23 November, 18:40`, in the person's own form."""
    return f"{date_format(at, 'MONTH_DAY_FORMAT')}, {date_format(at, 'TIME_FORMAT')}"
