"""Months as the client and their trainer see them: what was done, moved, skipped, and what is still open."""

import calendar as months
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, get_format

from programs.models import Session
from programs.models.sessions import SessionQuerySet
from programs.queries.moves import MOVABLE, in_sentence, moved_from, short_day

MISSED = "missed"  # still planned, and its day is over; nothing that is stored
# What is said of a session, and the icon beside it; one that is simply planned needs neither.
_SIGNS = {
    Session.Status.PLANNED: ("", ""),
    MISSED: ("Missed", "history"),
    Session.Status.IN_PROGRESS: ("In progress", "clock"),
    Session.Status.DONE: ("Done", "check"),
    Session.Status.PARTIAL: ("Partly done", "partly"),
    Session.Status.SKIPPED: ("Skipped", "skip"),
}


def state_of_day(status: str, day: date, *, today: date) -> str:
    """The status of a session, or `missed` once the day it is planned for is over."""
    return MISSED if status == Session.Status.PLANNED and day < today else status


@dataclass(frozen=True, slots=True)
class Entry:
    """One session on a calendar."""

    id: uuid.UUID
    name: str
    program_name: str
    state: str
    sign: str  # "Skipped: no time"
    icon: str
    moved: str  # "Moved from Tue"; empty where it stands on its first day
    movable: bool


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    number: int
    name: str  # "Mon 23 November", read on a phone; empty on days that it leaves out
    in_month: bool
    is_today: bool
    sessions: list[Entry]


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
    columns = ("id", "name", "date", "status", "planned_on", "skip_reason", "program_id", "program__name")
    rows = sessions.between(dates[0], dates[-1]).order_by("date", "position", "id").values_list(*columns)
    by_day: dict[date, list[Entry]] = {}
    programs: dict[uuid.UUID, str] = {}
    for pk, name, day, status, planned_on, reason, program_id, program in rows:
        state = state_of_day(status, day, today=today)
        sign, icon = _SIGNS[state]
        entry = Entry(
            id=pk,
            name=name,
            program_name=program or "",
            state=state,
            sign=f"{sign}: {in_sentence(reason)}" if state == Session.Status.SKIPPED and reason else sign,
            icon=icon,
            moved=moved_from(day, planned_on),
            movable=status in MOVABLE,
        )
        by_day.setdefault(day, []).append(entry)
        if program_id is not None:
            programs[program_id] = program or ""
    return Month(
        title=date_format(first, "YEAR_MONTH_FORMAT"),
        previous=_month_key(first - timedelta(days=1)),
        following=_month_key(first + timedelta(days=31)),
        weekdays=[date_format(day, "D") for day in dates[:7]],
        days=[
            Day(
                date=day,
                number=day.day,
                name=short_day(day) if day in by_day or day == today else "",
                in_month=day.month == first.month,
                is_today=day == today,
                sessions=by_day.get(day, []),
            )
            for day in dates
        ],
        has_sessions=any(day in by_day for day in dates if day.month == first.month),
        programs=programs,
    )


def _month_key(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
