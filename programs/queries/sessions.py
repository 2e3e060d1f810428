"""Dated workouts as the client's today, the workout page and the calendars read them."""

import calendar as months
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format, get_format

from programs.models import Session, Week
from programs.models.sessions import SessionQuerySet
from programs.queries.sheets import Sheet, live_sheet
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


def head_to_show(sessions: SessionQuerySet, session_id: uuid.UUID) -> Head | None:
    """One session with what is frozen on it, if it is among these."""
    row = sessions.filter(pk=session_id).values_list(*_COLUMNS, "frozen").first()
    return Head(*row) if row else None


@dataclass(frozen=True, slots=True)
class WorkoutPage:
    """One session ready to be shown."""

    head: Head
    day: str
    meta: str  # "Strength base · week 2 of 4 · about 55 min"
    groups: list[GroupCard]


def workout_page(head: Head, *, user: User) -> WorkoutPage:
    """The page of one session: frozen once it is started, live before. At most three queries."""
    sheet = head.frozen or live_sheet(
        workout_id=head.workout_id,
        week_id=head.week_id,
        program=head.program_name or "",
        workout=head.name,
    )
    minutes = minutes_of(sheet)
    about = f"about {minutes} min" if minutes else ""
    return WorkoutPage(
        head=head,
        day=day_text(head.date),
        meta=" · ".join(filter(None, (head.program_name, _week_text(head), about))),
        groups=cards_of(sheet, Reader.of(user)),
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
    """What a client opens the app for. `page` is empty on an empty calendar."""

    state: str  # "today", "next", "ended" or "nothing"
    page: WorkoutPage | None
    others: list[Head]  # the other sessions of the same day
    ended_on: date | None = None
    ended_program: str = ""


def today_page(user: User, *, today: date) -> Today:
    """The session of today, else the next one. At most six queries, one more on an empty calendar."""
    coming = [Head(*row) for row in _coming(user.pk, today)]
    if not coming:
        return _nothing_coming(Session.objects.of_person(user))
    first_day = coming[0].date
    same_day = [head for head in coming if head.date == first_day]
    chosen = next((head for head in same_day if not head.finished), same_day[0])
    return Today(
        state="today" if first_day == today else "next",
        page=workout_page(chosen, user=user),
        others=[head for head in same_day if head is not chosen],
    )


def _coming_rows(user_id: int, today: date) -> QuerySet[Session, tuple[Any, ...]]:
    """Today's sessions and the nearest ones still to train; a handful, since one day is shown."""
    rows = Session.objects.of_person(User(pk=user_id))
    rows = rows.filter(Q(date=today) | Q(date__gt=today, status__in=_OPEN))
    return rows.order_by("date", "position", "id").values_list(*_COLUMNS, "frozen")[:8]


_coming = Prepared(_coming_rows, int, date)


def _nothing_coming(own: SessionQuerySet) -> Today:
    last = own.order_by("-date").values_list("date", "program__name").first()
    if last is None:
        return Today(state="nothing", page=None, others=[])
    return Today(state="ended", page=None, others=[], ended_on=last[0], ended_program=last[1] or "")


# Calendars


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    number: int
    name: str  # "Mon 23 November", read on a phone; empty on days that it leaves out
    in_month: bool
    is_today: bool
    sessions: list[Head]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in whole weeks, beginning as the person's locale begins them."""

    title: str
    previous: str  # "2026-10"; what `?month=` takes
    following: str
    weekdays: list[str]
    days: list[Day]
    has_sessions: bool
    programs: dict[uuid.UUID, str]  # whose sessions are shown, by id


def parse_month(text: str | None, *, today: date) -> date:
    """The first day of the month in `2026-11`; of this month when nothing readable is asked for."""
    try:
        year, month = (int(part) for part in (text or "").split("-"))
        asked = date(year, month, 1)
    except ValueError:
        return today.replace(day=1)
    return asked if abs(asked.year - today.year) <= 20 else today.replace(day=1)


def month_page(sessions: SessionQuerySet, *, first: date, today: date) -> Month:
    """Every day of the month's weeks with its sessions; one query."""
    starts_on = int(get_format("FIRST_DAY_OF_WEEK")) - 1
    dates = list(months.Calendar(starts_on % 7).itermonthdates(first.year, first.month))
    by_day: dict[date, list[Head]] = {}
    for head in heads(sessions.between(dates[0], dates[-1])):
        by_day.setdefault(head.date, []).append(head)
    return Month(
        title=date_format(first, "YEAR_MONTH_FORMAT"),
        previous=_month_key(first - timedelta(days=1)),
        following=_month_key(first + timedelta(days=31)),
        weekdays=[date_format(day, "D") for day in dates[:7]],
        days=[
            Day(
                date=day,
                number=day.day,
                name=_short_day(day) if day in by_day or day == today else "",
                in_month=day.month == first.month,
                is_today=day == today,
                sessions=by_day.get(day, []),
            )
            for day in dates
        ],
        has_sessions=any(day in by_day for day in dates if day.month == first.month),
        programs={
            head.program_id: head.program_name or ""
            for found in by_day.values()
            for head in found
            if head.program_id is not None
        },
    )


def _short_day(day: date) -> str:
    return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def _month_key(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
