"""Dated workouts as the client's today, the workout page and the calendars read them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from programs.models import Session, Week
from programs.models.sessions import SessionQuerySet
from programs.queries.log_page import LogPage, log_page
from programs.queries.sheets import Sheet, live_sheet, with_keys
from programs.queries.summary import Summary, summary_of
from programs.queries.workout_page import GroupCard, Reader, cards_of, minutes_of
from trainer.models import User
from web.prepared import Prepared

STATUS_NAMES = dict(Session.Status.choices)
_OPEN = (Session.Status.PLANNED, Session.Status.IN_PROGRESS)
_COLUMNS = (
    "id",
    "date",
    "name",
    "status",
    "client_id",
    "client__name",
    "program_id",
    "program__name",
    "workout_id",
    "week_id",
    "started_at",
    "finished_at",
)


@dataclass(frozen=True, slots=True)
class Head:
    """One session, without its exercises; `frozen` is read only where they are shown."""

    id: uuid.UUID
    date: date
    name: str
    status: str
    client_id: uuid.UUID
    client_name: str
    program_id: uuid.UUID | None
    program_name: str | None
    workout_id: uuid.UUID | None
    week_id: uuid.UUID | None
    started_at: datetime | None
    finished_at: datetime | None
    frozen: Sheet | None = None

    @property
    def finished(self) -> bool:
        return self.status not in _OPEN

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.status]


def heads(sessions: SessionQuerySet, *, most: int | None = None) -> list[Head]:
    """Session heads by date and place in the day; one query."""
    rows = sessions.order_by("date", "position", "id").values_list(*_COLUMNS)
    return [Head(*row) for row in rows[:most]]


def several_programs(found: Iterable[Head]) -> bool:
    """Whether these are sessions of more than one program."""
    return len({head.program_id for head in found if head.program_id is not None}) > 1


def head_to_train(session_id: uuid.UUID, user: User) -> Head | None:
    """A session that this person trains, with what is frozen on it."""
    return _head_of(_to_train(session_id, user.pk))


def head_to_read(session_id: uuid.UUID, user: User) -> Head | None:
    """The same of a client whom this trainer may see."""
    return _head_of(_to_read(session_id, user.pk))


def _head_of(rows: list[Any]) -> Head | None:
    return Head(*rows[0]) if rows else None


def _heads_of(sessions: SessionQuerySet, session_id: uuid.UUID) -> "QuerySet[Session, tuple[Any, ...]]":
    return sessions.filter(pk=session_id).values_list(*_COLUMNS, "frozen")


_to_train = Prepared(
    lambda pk, user_id: _heads_of(Session.objects.of_person(User(pk=user_id)), pk), uuid.UUID, int
)
_to_read = Prepared(
    lambda pk, user_id: _heads_of(Session.objects.visible_to(User(pk=user_id)), pk), uuid.UUID, int
)


def heads_to_log(sessions: SessionQuerySet, ids: Iterable[uuid.UUID]) -> list[Head]:
    """These sessions with what is frozen on them, as far as they are among those; one query."""
    return [Head(*row) for row in sessions.filter(pk__in=list(ids)).values_list(*_COLUMNS, "frozen")]


def floor_choices(sessions: SessionQuerySet, *, today: date, near: timedelta) -> list[tuple[str, list[Head]]]:
    """What can be logged on the floor: all of today, then what is open of the days around; one query."""
    around = sessions.filter(Q(date=today) | Q(status__in=_OPEN)).between(today - near, today + near)
    found = sorted(heads(around), key=lambda head: (head.date != today, head.date, head.client_name.lower()))
    days = groupby(found, key=lambda head: head.date)
    return [("Today" if day == today else day_text(day), list(same)) for day, same in days]


@dataclass(frozen=True, slots=True)
class WorkoutPage:
    """One session ready to be shown."""

    head: Head
    day: str
    meta: str  # "Strength base · week 2 of 4 · about 55 min"
    groups: list[GroupCard]


def sheet_of(head: Head) -> Sheet:
    """What a session prescribes: frozen once it is started, live before, with the keys of its sets."""
    if head.frozen is not None:
        return head.frozen
    sheet = live_sheet(
        workout_id=head.workout_id,
        week_id=head.week_id,
        program=head.program_name or "",
        workout=head.name,
    )
    return with_keys(sheet, head.id)


def sheet_to_train(session: Session) -> Sheet:
    """The same for a session that was found as a row."""
    if session.frozen is not None:
        frozen: Sheet = session.frozen
        return frozen
    sheet = live_sheet(
        workout_id=session.workout_id, week_id=session.week_id, program="", workout=session.name
    )
    return with_keys(sheet, session.pk)


def meta_of(head: Head, sheet: Sheet) -> str:
    """`Strength base · week 2 of 4 · about 55 min`."""
    minutes = minutes_of(sheet)
    about = f"about {minutes} min" if minutes else ""
    return " · ".join(filter(None, (head.program_name, _week_text(head), about)))


def workout_page(head: Head, *, user: User) -> WorkoutPage:
    """The page of one session to be read. At most three queries."""
    sheet = sheet_of(head)
    return WorkoutPage(
        head=head,
        day=day_text(head.date),
        meta=meta_of(head, sheet),
        groups=cards_of(sheet, Reader.of(user)),
    )


@dataclass(frozen=True, slots=True)
class Training:
    """One session ready to be logged."""

    head: Head
    day: str
    meta: str
    log: LogPage


def training_page(head: Head, *, user: User, as_trainer: bool = False, now: datetime) -> Training:
    """The page of one session to be logged. At most eight queries."""
    sheet = sheet_of(head)
    return Training(
        head=head,
        day=day_text(head.date),
        meta=meta_of(head, sheet),
        log=log_page(
            sheet,
            session_id=head.id,
            client_id=head.client_id,
            reader=Reader.of(user),
            as_trainer=as_trainer,
            started_at=head.started_at,
            now=now,
        ),
    )


@dataclass(frozen=True, slots=True)
class Finished:
    """One finished session, looked back on."""

    head: Head
    day: str
    meta: str
    came_to: Summary
    following: Head | None


def summary_page(head: Head, *, user: User, as_trainer: bool = False, today: date) -> Finished:
    """The page of a finished session; what comes next with it. At most nine queries."""
    sheet, zone = sheet_of(head), timezone.get_current_timezone()
    own = Session.objects.filter(client=head.client_id) if as_trainer else Session.objects.of_person(user)
    coming = heads(own.upcoming(today).exclude(pk=head.id), most=1)
    return Finished(
        head=head,
        day=day_text(head.date),
        meta=" · ".join(filter(None, (head.program_name, _week_text(head)))),
        came_to=summary_of(
            sheet, session=head.id, client=head.client_id, reader=Reader.of(user), today=today, zone=zone
        ),
        following=coming[0] if coming else None,
    )


def day_text(day: date) -> str:
    """`Monday, 23 November 2026`, the date in the person's own form."""
    return f"{date_format(day, 'l')}, {date_format(day)}"


_weeks = Prepared(
    lambda program_id: (
        Week.objects.filter(program_id=program_id)
        .order_by("phase__position", "phase_id", "position")
        .values_list("id")
    ),
    uuid.UUID,
)


def _week_text(head: Head) -> str:
    if head.program_id is None or head.week_id is None:
        return ""
    weeks = [week_id for (week_id,) in _weeks(head.program_id)]
    return f"week {weeks.index(head.week_id) + 1} of {len(weeks)}"


@dataclass(frozen=True, slots=True)
class Today:
    """What a client opens the app for. `head` is empty on an empty calendar."""

    state: str  # "today", "next", "ended" or "nothing"
    head: Head | None
    others: list[Head]  # the other sessions of the same day
    ended_on: date | None = None
    ended_program: str = ""

    @property
    def several_programs(self) -> bool:
        """Whether the day has workouts of more than one program, so that each is said with its own."""
        return self.head is not None and several_programs([self.head, *self.others])


def today_of(user: User, *, today: date) -> Today:
    """The session of today, else the next one; two queries, two more on an empty calendar.

    What was begun yesterday and is not finished comes first: a late workout may end after midnight.
    """
    coming = [Head(*row) for row in _coming(user.pk, today, today - timedelta(days=1))]
    if not coming:
        return _nothing_coming(Session.objects.of_person(user))
    begun = next((head for head in coming if head.status == Session.Status.IN_PROGRESS), None)
    first_day = begun.date if begun else coming[0].date
    same_day = [head for head in coming if head.date == max(first_day, today)]
    chosen = begun or next((head for head in same_day if not head.finished), same_day[0])
    return Today(
        state="today" if first_day <= today else "next",
        head=chosen,
        others=[head for head in same_day if head is not chosen],
    )


def _coming_rows(user_id: int, today: date, yesterday: date) -> QuerySet[Session, tuple[Any, ...]]:
    """Today's sessions and the nearest ones still to train; a handful, since one day is shown."""
    rows = Session.objects.of_person(User(pk=user_id))
    begun = Q(date=yesterday, status=Session.Status.IN_PROGRESS)
    rows = rows.filter(Q(date=today) | Q(date__gt=today, status__in=_OPEN) | begun)
    return rows.order_by("date", "position", "id").values_list(*_COLUMNS, "frozen")[:8]


_coming = Prepared(_coming_rows, int, date, date)


def _nothing_coming(own: SessionQuerySet) -> Today:
    last = own.order_by("-date").values_list("date", "program__name").first()
    if last is None:
        return Today(state="nothing", head=None, others=[])
    return Today(state="ended", head=None, others=[], ended_on=last[0], ended_program=last[1] or "")
