"""The trainer's desk: who needs attention and why, what is trained today, what was worked on."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models import Max as Latest
from django.urls import reverse
from django.utils.formats import date_format

from programs.models import LoadKind, Max, Measure, Program, Session, Slot
from programs.queries.sessions import Head, heads
from trainer.models import Clearance, Client, Invitation, User

ENDING_DAYS = 7
MOST_SHOWN = 20
LOADED = (LoadKind.EXTERNAL, LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a client needs attention. The lower the rank, the sooner; `leads_to` mends it."""

    rank: int
    text: str
    action: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One client with the most pressing reason first; it carries the one leading action."""

    client_id: uuid.UUID
    name: str
    first: Reason
    more: list[Reason]


@dataclass(frozen=True, slots=True)
class RecentProgram:
    id: uuid.UUID
    name: str
    client_name: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    attention: list[Attention]
    left_out: int
    sessions: list[Head]
    recent: list[RecentProgram]
    clients: int
    has_programs: bool


def desk_page(user: User, *, now: datetime, today: date) -> Desk:
    """Everything on the desk; four queries, however many clients."""
    rows = _client_rows(user, now)
    missing = missing_maxes(Slot.objects.filter(program__client__in=_clients(user)), today=today)
    attention = [
        Attention(row.id, row.name, reasons[0], reasons[1:])
        for row in rows
        if (reasons := sorted(_reasons(row, missing.get(row.id, []), today), key=lambda why: why.rank))
    ]
    attention.sort(key=lambda item: (item.first.rank, item.name.lower()))
    recent = [
        RecentProgram(*row)
        for row in Program.objects.visible_to(user)
        .current()
        .order_by("-updated_at")
        .values_list("id", "name", "client__name", "updated_at")[:6]
    ]
    return Desk(
        attention=attention[:MOST_SHOWN],
        left_out=max(0, len(attention) - MOST_SHOWN),
        sessions=heads(Session.objects.visible_to(user).filter(date=today, client__archived_at=None)),
        recent=recent,
        clients=len(rows),
        has_programs=bool(recent),
    )


def _clients(user: User) -> QuerySet[Client]:
    return Client.objects.visible_to(user).active()


@dataclass(frozen=True, slots=True)
class _ClientRow:
    id: uuid.UUID
    name: str
    user_id: int | None
    clearance: str
    last_day: date | None
    draft: uuid.UUID | None
    invited: bool
    invitation_open: bool


def _client_rows(user: User, now: datetime) -> list[_ClientRow]:
    """Each client with what decides whether they need attention; one query."""
    drafts = Program.objects.filter(client=OuterRef("pk"), starts_on=None, archived_at=None)
    invitations = Invitation.objects.filter(client=OuterRef("pk"), revoked_at=None, accepted_at=None)
    last_days = (
        Session.objects.filter(client=OuterRef("pk"))
        .order_by()
        .values("client")
        .annotate(last=Latest("date"))
        .values("last")
    )
    rows = (
        _clients(user)
        .order_by("name")
        .annotate(
            last_day=Subquery(last_days),
            draft=Subquery(drafts.order_by("-updated_at").values("pk")[:1]),
            invited=Exists(invitations),
            invitation_open=Exists(invitations.filter(expires_at__gt=now)),
        )
        .values_list("id", "name", "user_id", "clearance", "last_day", "draft", "invited", "invitation_open")
    )
    return [_ClientRow(*row) for row in rows]


def missing_maxes(slots: QuerySet[Slot], *, today: date) -> dict[uuid.UUID, list[str]]:
    """Exercises in programs still running that need a max their client does not have; by client."""
    running = Session.objects.filter(program=OuterRef("program"), date__gte=today)
    known = Max.objects.filter(client=OuterRef("program__client"), exercise=OuterRef("exercise"))
    rows = (
        slots.filter(exercise__load_kind__in=LOADED, exercise__measure=Measure.REPS)
        .filter(Exists(running), ~Exists(known), ~Q(set_groups__load__isnull=False))
        .order_by("exercise__name")
        .values_list("program__client_id", "exercise__name")
        .distinct()
    )
    found: dict[uuid.UUID, list[str]] = {}
    for client_id, name in rows:
        if client_id is not None:
            found.setdefault(client_id, []).append(name)
    return found


def _reasons(row: _ClientRow, missing: list[str], today: date) -> list[Reason]:
    reasons = []
    if row.clearance == Clearance.NEEDED:
        reasons.append(
            Reason(
                1,
                "Waits for a health professional’s clearance",
                "Open profile",
                reverse("client_edit", args=[row.id]),
            )
        )
    if plan := _plan_reason(row, today):
        reasons.append(plan)
    if missing:
        reasons.append(
            Reason(
                4,
                f"No max for {listed(missing)}, so there is no load",
                "Add a max",
                reverse("max_list", args=[row.id]),
            )
        )
    if row.user_id is None and not row.invitation_open:
        text = "The invitation has expired" if row.invited else "Cannot sign in yet"
        action = "Invite again" if row.invited else "Invite"
        reasons.append(Reason(5, text, action, reverse("client_invite", args=[row.id])))
    return reasons


def _plan_reason(row: _ClientRow, today: date) -> Reason | None:
    if row.last_day is not None and row.last_day > today + timedelta(days=ENDING_DAYS):
        return None
    if row.last_day is None:
        text, rank = "Has no program", 2
    elif row.last_day < today:
        text, rank = f"The program ended on {date_format(row.last_day)}", 2
    else:
        text, rank = f"The program ends on {date_format(row.last_day)}", 3
    if row.draft:
        return Reason(rank, text, "Schedule the draft", reverse("program_assign", args=[row.draft]))
    return Reason(rank, text, "New program", f"{reverse('program_create')}?client={row.id}")


def listed(names: list[str]) -> str:
    """The first two names and how many more: readable with any number of them."""
    shown = " and ".join(names[:2]) if len(names) <= 2 else f"{names[0]}, {names[1]}"
    return shown if len(names) <= 2 else f"{shown} and {len(names) - 2} more"
