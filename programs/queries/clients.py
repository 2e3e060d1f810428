"""One client as their trainer sees them: profile, maxes, programs, what comes next."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.db.models import Max as Latest
from django.db.models import OuterRef, Subquery

from programs.models import Max, Program, Session
from programs.queries.maxes import max_weight
from programs.queries.sessions import Head, heads, several_programs
from programs.queries.suggestions import count_open
from programs.queries.workout_page import Reader
from programs.schedule import ends_soon
from trainer.loads import summary
from trainer.models import Client, Implement, Invitation, Limit, User
from trainer.queries import latest_body_weight, loads_on_hand

NEXT_SESSIONS = LAST_SESSIONS = 5
TEMPLATES_OFFERED = 30


@dataclass(frozen=True, slots=True)
class MaxRow:
    exercise: str
    weight: str
    kind: str
    measured_on: date


@dataclass(frozen=True, slots=True)
class ProgramRow:
    id: uuid.UUID
    name: str
    starts_on: date | None
    last_day: date | None
    next_due: bool = False  # it ends soon or has just ended, and nothing follows it yet


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that is over: trained, partly trained or skipped."""

    id: uuid.UUID
    date: date
    name: str
    status: str
    status_name: str
    rpe: Decimal | None
    is_new: bool  # finished, and no trainer has read it


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    name: str
    loads: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    limits: list[Limit]
    equipment: list[EquipmentRow]
    body_weight: str
    weighed_on: date | None
    maxes: list[MaxRow]
    running: list[ProgramRow]
    drafts: list[ProgramRow]
    past: list[ProgramRow]
    templates: list[ProgramRow]
    sessions: list[Head]
    last_sessions: list[PastSession]
    sign_in: Literal["linked", "open", "expired", "never"]
    invitation_until: datetime | None
    suggestions: int

    @property
    def several_programs(self) -> bool:
        """Whether the next workouts belong to more than one program, so that each is said with its own."""
        return several_programs(self.sessions)


def client_page(client: Client, *, user: User, now: datetime, today: date) -> ClientPage:
    """Everything on a client's page; nine queries."""
    reader = Reader.of(user)
    weight = latest_body_weight(client)
    running, drafts, past = _due(*_programs(client, today), today=today)
    sign_in, until = _sign_in(client, now)
    return ClientPage(
        limits=list(Limit.objects.filter(client=client, ended_on=None).order_by("region")),
        equipment=[
            EquipmentRow(Implement(implement).label, summary(loads, mark=reader.mark))
            for implement, loads in loads_on_hand(client).items()
        ],
        body_weight=reader.weight(weight.body_weight, weight.unit) if weight else "",
        weighed_on=weight.measured_on if weight else None,
        maxes=latest_maxes(client, reader),
        running=running,
        drafts=drafts,
        past=past,
        templates=_templates(client, user),
        sessions=heads(Session.objects.filter(client=client).upcoming(today), most=NEXT_SESSIONS),
        last_sessions=_last_sessions(client),
        sign_in=sign_in,
        invitation_until=until,
        suggestions=count_open(client),
    )


def latest_maxes(client: Client, reader: Reader) -> list[MaxRow]:
    """The newest max of each exercise, by name; one query."""
    newest = Max.objects.filter(client=client, exercise=OuterRef("exercise")).newest_first().values("pk")[:1]
    rows = (
        Max.objects.filter(client=client, pk=Subquery(newest))
        .order_by("exercise__name")
        .values_list("exercise__name", "value", "unit", "kind", "measured_on")
    )
    kinds = {Max.Kind.TESTED: "tested", Max.Kind.ESTIMATED: "estimated"}
    return [
        MaxRow(
            exercise,
            max_weight(value, unit, reader, tested=kind == Max.Kind.TESTED),
            kinds[Max.Kind(kind)],
            measured_on,
        )
        for exercise, value, unit, kind, measured_on in rows
    ]


def _programs(client: Client, today: date) -> tuple[list[ProgramRow], list[ProgramRow], list[ProgramRow]]:
    """Scheduled and not over, drafts, and over; each newest first."""
    rows = [
        ProgramRow(*row)
        for row in Program.objects.filter(client=client)
        .current()
        .annotate(last_day=Latest("sessions__date"))
        .order_by("-starts_on", "-updated_at")
        .values_list("id", "name", "starts_on", "last_day")
    ]
    drafts = [row for row in rows if row.starts_on is None]
    scheduled = [row for row in rows if row.starts_on is not None]
    past = [row for row in scheduled if row.last_day is None or row.last_day < today]
    return [row for row in scheduled if row not in past], drafts, past


def _due(
    running: list[ProgramRow], drafts: list[ProgramRow], past: list[ProgramRow], *, today: date
) -> tuple[list[ProgramRow], list[ProgramRow], list[ProgramRow]]:
    """Something is to follow what ends soon, and the newest of what is over where nothing runs."""
    latest = past[:1] if not running else []

    def due(row: ProgramRow) -> bool:
        if row.last_day is None or not ends_soon(row.last_day, today=today):
            return False
        return row in latest or (row in running and not any(_follows(other, row) for other in running))

    return (
        [replace(row, next_due=due(row)) for row in running],
        drafts,
        [replace(row, next_due=due(row)) for row in past],
    )


def _follows(other: ProgramRow, row: ProgramRow) -> bool:
    """Whether a program begins after another one's last workout."""
    return other.starts_on is not None and row.last_day is not None and other.starts_on > row.last_day


def _last_sessions(client: Client) -> list[PastSession]:
    """The newest of those that are over."""
    over = Session.objects.filter(client=client, status__in=["done", "partial", "skipped"])
    rows = over.order_by("-date", "-position", "-id").values_list(
        "id", "date", "name", "status", "rpe", "finished_at", "read_at"
    )
    return [
        PastSession(
            *(pk, day, name, status, Session.Status(status).label, rpe),
            is_new=finished_at is not None and read_at is None,
        )
        for pk, day, name, status, rpe, finished_at, read_at in rows[:LAST_SESSIONS]
    ]


def _templates(client: Client, user: User) -> list[ProgramRow]:
    """The templates that could be assigned, the ones worked on last first."""
    rows = Program.objects.visible_to(user).templates().current().filter(studio_id=client.studio_id)
    newest = rows.order_by("-updated_at").values_list("id", "name")[:TEMPLATES_OFFERED]
    return [ProgramRow(pk, name, None, None) for pk, name in newest]


def _sign_in(
    client: Client, now: datetime
) -> tuple[Literal["linked", "open", "expired", "never"], datetime | None]:
    if client.user_id is not None:
        return "linked", None
    newest = (
        Invitation.objects.filter(client=client, revoked_at=None, accepted_at=None)
        .order_by("-expires_at")
        .first()
    )
    if newest is None:
        return "never", None
    return ("open" if newest.expires_at > now else "expired"), newest.expires_at
