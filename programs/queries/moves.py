"""What the pages that move a session need to know: who may, what else stands there, how far there is room."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format

from programs.models import Session, Week
from programs.models.sessions import SessionQuerySet
from trainer.models import Client, User

MOVABLE = (Session.Status.PLANNED, Session.Status.SKIPPED)
FREE_DAYS_OFFERED = 4
DAYS_LOOKED_AT = 10


def sessions_to_move(user: User) -> SessionQuerySet:
    """The person's own sessions and those of clients whom this trainer may see, of active clients."""
    own_or_seen = Q(client__user=user) | Q(client__in=Client.objects.visible_to(user))
    sessions = Session.objects.filter(own_or_seen, client__archived_at=None)
    return sessions.select_related("client__user").defer("frozen")


def own_sessions(user: User) -> SessionQuerySet:
    """The person's own sessions, as the pages that move them need them."""
    return Session.objects.of_person(user).select_related("client__user").defer("frozen")


def rest_of_week(session: Session) -> SessionQuerySet:
    """The later sessions of the same program week that have not started."""
    if session.program_id is None or session.week_id is None:
        return Session.objects.none()
    later = Q(date__gt=session.date) | Q(date=session.date, position__gt=session.position)
    sessions = Session.objects.filter(
        later,
        client_id=session.client_id,
        program_id=session.program_id,
        week_id=session.week_id,
        status=Session.Status.PLANNED,
    )
    return sessions.exclude(pk=session.pk).defer("frozen").order_by("date", "position", "id")


def next_week_begins(session: Session, *, after: date) -> date | None:
    """The day of the first session still planned of a later program week, after a day; two queries."""
    if session.program_id is None or session.week_id is None:
        return None
    weeks = list(
        Week.objects.filter(program_id=session.program_id)
        .order_by("phase__position", "phase_id", "position")
        .values_list("id", flat=True)
    )
    later = Session.objects.filter(
        client_id=session.client_id,
        program_id=session.program_id,
        week_id__in=weeks[weeks.index(session.week_id) + 1 :],
        status=Session.Status.PLANNED,
        date__gt=after,
    )
    return later.order_by("date").values_list("date", flat=True).first()


def week_room(session: Session, rest: list[Session]) -> tuple[int, date] | None:
    """By how many days a session and the rest of its week may move, and when the next week begins.

    None where nothing stands in the way. The last of them stays before the next week's first session.
    """
    last = max([session.date, *(later.date for later in rest)])
    begins = next_week_begins(session, after=last)
    return None if begins is None else ((begins - last).days - 1, begins)


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that one tap moves a session to."""

    day: date
    label: str  # "Today", "Tomorrow" or "Thu"
    text: str  # "26 November"
    beside: str  # the names of what stands there already


@dataclass(frozen=True, slots=True)
class MovePage:
    """Where a session may be moved to, and what may move along."""

    choices: list[Choice]
    rest: list[str]  # "Workout B (Fri 27 November)": what would move along
    limit: str  # how far there is room for the rest of the week; empty where nothing stands in the way


def move_page(session: Session, *, today: date) -> MovePage:
    """The days that are offered and what would move along; at most four queries."""
    rest = list(rest_of_week(session))
    room = week_room(session, rest) if rest else None
    return MovePage(
        choices=_choices(session, today),
        rest=[f"{later.name} ({short_day(later.date)})" for later in rest],
        limit="" if room is None else f", but before {short_day(room[1])}, when the next week begins",
    )


def _choices(session: Session, today: date) -> list[Choice]:
    """Today and tomorrow, then the next free days of the week that the session stands in."""
    monday = session.date - timedelta(days=session.date.weekday())
    first = max(today, monday)
    tomorrow = today + timedelta(days=1)
    window = [first + timedelta(days=number) for number in range(DAYS_LOOKED_AT)]
    taken = names_by_day(session, [today, tomorrow, *window])
    free = [day for day in window if day not in (today, tomorrow) and not taken.get(day)]
    left_out = session.date if session.status == Session.Status.PLANNED else None
    days = [today, tomorrow, *[day for day in free if day != left_out][:FREE_DAYS_OFFERED]]
    labels = {today: "Today", tomorrow: "Tomorrow"}
    return [
        Choice(
            day=day,
            label=labels.get(day) or date_format(day, "D"),
            text=date_format(day, "MONTH_DAY_FORMAT"),
            beside=" and ".join(taken.get(day, [])),
        )
        for day in days
        if day != left_out
    ]


def names_by_day(session: Session, days: list[date]) -> dict[date, list[str]]:
    """What else the client has on these days and has not skipped, other programs by name; one query."""
    others = Session.objects.filter(client_id=session.client_id, date__in=days)
    others = others.exclude(pk=session.pk).exclude(status=Session.Status.SKIPPED)
    found: dict[date, list[str]] = {}
    columns = ("date", "name", "program_id", "program__name")
    for day, name, program_id, program in others.order_by("date", "position", "id").values_list(*columns):
        other = program if session.program_id is not None and program_id != session.program_id else None
        found.setdefault(day, []).append(f"{name} ({other})" if other else name)
    return found


@dataclass(frozen=True, slots=True)
class ForwardPage:
    """What could be done today already, and what stands there."""

    session: Session | None
    day: str
    todays: list[Session]  # planned for today and not yet started
    program: str  # of the session, where today's belong to another one


def forward_page(user: User, *, today: date, session_id: uuid.UUID | None = None) -> ForwardPage:
    """The session asked for, else the next planned one after today; two queries."""
    coming = own_sessions(user).select_related("program")
    coming = coming.filter(status=Session.Status.PLANNED, date__gt=today)
    if session_id is not None:
        coming = coming.filter(pk=session_id)
    session = coming.order_by("date", "position", "id").first()
    if session is None:
        return ForwardPage(session=None, day="", todays=[], program="")
    planned = Session.objects.filter(client_id=session.client_id, date=today, status=Session.Status.PLANNED)
    todays = list(planned.defer("frozen").order_by("position", "id"))
    another = any(other.program_id != session.program_id for other in todays)
    return ForwardPage(
        session=session,
        day=long_day(session.date),
        todays=todays,
        program=session.program.name if another and session.program else "",
    )


def short_day(day: date) -> str:
    """`Fri 27 November`, the date in the person's own form."""
    return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def long_day(day: date) -> str:
    """`Friday 27 November`, for sentences."""
    return f"{date_format(day, 'l')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def moved_from(day: date, planned_on: date | None) -> str:
    """`Moved from Tue`; with its date where the weekday alone could be another one."""
    if planned_on is None or planned_on == day:
        return ""
    near = abs((day - planned_on).days) < 7
    return f"Moved from {date_format(planned_on, 'D') if near else short_day(planned_on)}"


def in_sentence(reason: str) -> str:
    """A reason that a sentence goes on with: "Ill" becomes "ill", "MRI today" stays."""
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason


def about(session: Session, *, user: User) -> str:
    """Whose session it is, when, and what became of it: `Monday 23 November · Moved from Tue`."""
    skipped = session.status == Session.Status.SKIPPED
    parts = (
        "" if session.client.user == user else session.client.name,
        long_day(session.date),
        moved_from(session.date, session.planned_on),
        f"Skipped: {in_sentence(session.skip_reason)}" if skipped else "",
    )
    return " · ".join(filter(None, parts))
