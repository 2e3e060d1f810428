"""Whose digest or reminder is due, and what there is to say in it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from programs.models import ClientEvent, Notice, Session, SetGroup, SlotExchange, Suggestion
from programs.queries.desk import Attention, desk_page
from programs.queries.sessions import Head
from trainer.models import Digest, Membership, User
from trainer.zones import zone_of

DIGEST_FROM = time(6)
REMINDER_FROM = time(7)
MONDAY = 0
# How far a digest looks back: to the one before, but not over a long silence.
FIRST_LOOK = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}
LONGEST_LOOK = timedelta(days=14)


# The trainer's digest


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A trainer who has had no digest on this day of theirs; `since` is when they had the last one."""

    user: User
    day: date
    since: datetime

    kind = Notice.Kind.DIGEST


def digests_due(now: datetime) -> list[DueDigest]:
    """The trainers whose morning has come, where they are; one query.

    A notice of a later day counts too: whoever flies over the date line lives through a day twice.
    """
    told = Notice.objects.filter(user=OuterRef("pk"), kind=Notice.Kind.DIGEST).order_by("-day")
    trainers = (
        User.objects.filter(Exists(Membership.objects.filter(user=OuterRef("pk"))), is_active=True)
        .exclude(digest=Digest.OFF)
        .annotate(last_day=Subquery(told.values("day")[:1]), last_at=Subquery(told.values("created_at")[:1]))
        .order_by("pk")
    )
    due = []
    for user in trainers:
        here = now.astimezone(zone_of(user.time_zone))
        if here.time() < DIGEST_FROM or (user.last_day is not None and user.last_day >= here.date()):
            continue
        if user.digest == Digest.WEEKLY and here.weekday() != MONDAY:
            continue
        since = user.last_at or now - FIRST_LOOK[Digest(user.digest)]
        due.append(DueDigest(user, here.date(), max(since, now - LONGEST_LOOK)))
    return due


class FinishedSession(NamedTuple):
    id: uuid.UUID
    client_name: str
    name: str
    status: str


class Waiting(NamedTuple):
    """How many suggestions of one client nobody has decided on."""

    client_id: uuid.UUID
    client_name: str
    suggestions: int


@dataclass(frozen=True, slots=True)
class DigestContent:
    """What a digest says: the desk as it stands, and what is new since the last one."""

    attention: list[Attention]
    left_out: int
    finished: list[FinishedSession]
    today: list[Head]
    suggestions: list[Waiting]

    @property
    def empty(self) -> bool:
        return not (self.attention or self.finished or self.today or self.suggestions)


def digest_content(user: User, *, since: datetime, until: datetime, today: date) -> DigestContent:
    """As many queries for a trainer with many clients as for one with few."""
    desk = desk_page(user, now=until, today=today)
    return DigestContent(
        attention=desk.attention,
        left_out=desk.left_out,
        finished=_finished(user, since=since, until=until),
        today=desk.sessions,
        suggestions=_suggestions(user),
    )


def _finished(user: User, *, since: datetime, until: datetime) -> list[FinishedSession]:
    """Sessions that no trainer has read, and whose end we heard of in between, the newest first.

    What counts is when it reached us: a phone without reception tells it much later than it happened.
    """
    heard = ClientEvent.objects.filter(
        session=OuterRef("pk"),
        kind=ClientEvent.Kind.FINISH,
        received_at__gt=since,
        received_at__lte=until,
    )
    sessions = Session.objects.visible_to(user).filter(client__archived_at=None).unread()
    rows = sessions.filter(Exists(heard)).order_by("-finished_at", "id")
    return [FinishedSession(*row) for row in rows.values_list("id", "client__name", "name", "status")]


def _suggestions(user: User) -> list[Waiting]:
    rows = (
        Suggestion.objects.visible_to(user)
        .open()
        .filter(client__archived_at=None)
        .values_list("client_id", "client__name")
        .annotate(suggestions=Count("pk"))
        .order_by("client__name", "client_id")
    )
    return [Waiting(*row) for row in rows]


# The client's reminder


@dataclass(frozen=True, slots=True)
class PlannedWorkout:
    name: str
    studio_name: str
    exercises: list[str]


@dataclass(frozen=True, slots=True)
class DueReminder:
    """Somebody who asked to be reminded and has a workout today, where they are, that is not begun."""

    user: User
    day: date
    workouts: list[PlannedWorkout]

    kind = Notice.Kind.REMINDER


def reminders_due(now: datetime) -> list[DueReminder]:
    """Everybody who is to be reminded now, with their workouts; three queries, however many they are."""
    told = Notice.objects.filter(
        user=OuterRef("client__user"), kind=Notice.Kind.REMINDER, day__gte=OuterRef("date")
    )
    somewhere_today = [now.date() + timedelta(days=days) for days in (-1, 0, 1)]
    sessions = (
        Session.objects.filter(date__in=somewhere_today, status=Session.Status.PLANNED)
        .filter(client__archived_at=None, client__user__reminders=True, client__user__is_active=True)
        .filter(~Exists(told))
        .select_related("client__user", "studio")
        .defer("frozen")
        .order_by("client__user_id", "position", "name", "id")
    )
    by_person: dict[User, list[Session]] = {}
    for session in sessions:
        user = session.client.user
        assert user is not None  # they are found by what this person asked for
        here = now.astimezone(zone_of(user.time_zone))
        if session.date == here.date() and here.time() >= REMINDER_FROM:
            by_person.setdefault(user, []).append(session)
    names = _exercises([session for found in by_person.values() for session in found])
    return [
        DueReminder(
            user,
            found[0].date,
            [
                PlannedWorkout(
                    session.name, session.studio.name, names.get((session.workout_id, session.week_id), [])
                )
                for session in found
            ],
        )
        for user, found in by_person.items()
    ]


Place = tuple[uuid.UUID | None, uuid.UUID | None]  # a workout in a week


def _exercises(sessions: Collection[Session]) -> dict[Place, list[str]]:
    """The names of the exercises of each workout in its week, in order; two queries."""
    weeks = {session.week_id for session in sessions}
    exchanged = {
        (week_id, slot_id): name
        for week_id, slot_id, name in SlotExchange.objects.filter(week__in=weeks).values_list(
            "week_id", "slot_id", "exercise__name"
        )
    }
    rows = (
        SetGroup.objects.filter(
            slot__group__workout__in={session.workout_id for session in sessions}, week__in=weeks
        )
        .filter(slot__first_week__lte=F("week__position"))
        .filter(Q(slot__last_week=None) | Q(slot__last_week__gte=F("week__position")))
        .order_by("slot__group__position", "slot__group_id", "slot__position", "slot_id")
        .values_list("slot__group__workout_id", "week_id", "slot_id", "slot__exercise__name")
        .distinct()
    )
    found: dict[Place, list[str]] = {}
    for workout_id, week_id, slot_id, name in rows:
        found.setdefault((workout_id, week_id), []).append(exchanged.get((week_id, slot_id), name))
    return found
