"""The trainer's desk: who needs attention and why, what is trained today, what was worked on."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models import Max as Latest
from django.urls import reverse
from django.utils.formats import date_format

from programs.models import LoadKind, Max, Measure, Program, Session, Slot
from programs.queries.news import Hurt, News, news_for
from programs.queries.sessions import Head, heads, several_programs
from programs.queries.suggestions import Waiting, waiting_clients
from programs.schedule import ends_soon, last_ending_day
from trainer.models import Clearance, Client, Invitation, User
from trainer.zones import day_in

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
    news: News
    sessions: list[Head]
    recent: list[RecentProgram]
    clients: int
    has_programs: bool
    suggestions: list[Waiting]

    @property
    def with_several(self) -> set[uuid.UUID]:
        """The clients who train more than one program today."""
        by_client: dict[uuid.UUID, list[Head]] = {}
        for head in self.sessions:
            by_client.setdefault(head.client_id, []).append(head)
        return {client_id for client_id, found in by_client.items() if several_programs(found)}


def desk_page(user: User, *, now: datetime, today: date) -> Desk:
    """Everything on the desk; seven queries, however many clients."""
    rows = _client_rows(user, now, today)
    news = news_for(user)
    hurt: dict[uuid.UUID, list[Hurt]] = {}
    for item in news.hurt:
        hurt.setdefault(item.client_id, []).append(item)
    missing = missing_maxes(Slot.objects.filter(program__client__in=_clients(user)), today=today)
    attention = [
        Attention(row.id, row.name, reasons[0], reasons[1:])
        for row in rows
        if (
            reasons := sorted(
                [*_hurt_reasons(hurt.get(row.id, [])), *_reasons(row, missing.get(row.id, []), today)],
                key=lambda why: why.rank,
            )
        )
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
        news=news,
        sessions=_sessions_today(user, {row.id: day_in(row.time_zone, now) for row in rows}),
        recent=recent,
        clients=len(rows),
        has_programs=bool(recent),
        suggestions=waiting_clients(user),
    )


def _sessions_today(user: User, days: dict[uuid.UUID, date]) -> list[Head]:
    """What is trained today, which is each client's own day where they live; one query."""
    sessions = Session.objects.visible_to(user).filter(client__archived_at=None, date__in=set(days.values()))
    return [head for head in heads(sessions) if head.date == days.get(head.client_id)]


def _clients(user: User) -> QuerySet[Client]:
    return Client.objects.visible_to(user).active()


@dataclass(frozen=True, slots=True)
class _ClientRow:
    id: uuid.UUID
    name: str
    user_id: int | None
    time_zone: str | None  # of the person, if they sign in
    clearance: str
    last_day: date | None
    last_program: uuid.UUID | None
    ending: uuid.UUID | None  # of several programs one that ends soon and that nothing follows
    ending_on: date | None
    draft: uuid.UUID | None
    invited: bool
    invitation_open: bool


def _client_rows(user: User, now: datetime, today: date) -> list[_ClientRow]:
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
    last_programs = Session.objects.filter(client=OuterRef("pk"), program__archived_at=None)
    last_programs = last_programs.filter(program__isnull=False).order_by("-date", "-position")
    rows = (
        _clients(user)
        .order_by("name")
        .annotate(
            last_day=Subquery(last_days),
            last_program=Subquery(last_programs.values("program")[:1], output_field=UUIDField()),
            ending=Subquery(_ending(today).values("pk")[:1]),
            ending_on=Subquery(_ending(today).values("last_day")[:1]),
            draft=Subquery(drafts.order_by("-updated_at").values("pk")[:1]),
            invited=Exists(invitations),
            invitation_open=Exists(invitations.filter(expires_at__gt=now)),
        )
        .values_list(
            *("id", "name", "user_id", "user__time_zone", "clearance"),
            *("last_day", "last_program", "ending", "ending_on", "draft", "invited", "invitation_open"),
        )
    )
    return [_ClientRow(*row) for row in rows]


def _ending(today: date) -> QuerySet[Any, Any]:
    """A client's programs that run, end soon and are followed by none, the soonest first."""
    last = Session.objects.filter(program=OuterRef("pk")).order_by("-date").values("date")[:1]
    scheduled = Program.objects.filter(starts_on__isnull=False, archived_at=None)
    following = scheduled.filter(client=OuterRef("client"), starts_on__gt=OuterRef("last_day"))
    soon = Q(last_day__range=(today, last_ending_day(today)))
    rows = scheduled.filter(client=OuterRef("pk")).annotate(last_day=Subquery(last))
    return rows.filter(soon, ~Exists(following)).order_by("last_day", "pk")


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


def _hurt_reasons(hurt: list[Hurt]) -> list[Reason]:
    """Pain that no trainer has read of yet: before everything else, the worst first."""
    return [
        Reason(
            0,
            f"Pain: {', '.join(pain.words for pain in item.pains)} ({item.session_name})",
            "Review",
            reverse("session_review", args=[item.session_id]),
        )
        for item in hurt
    ]


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
    if row.last_day is not None and not ends_soon(row.last_day, today=today):
        return _one_of_several(row)
    if row.last_day is None:
        text, rank = "Has no program", 2
    elif row.last_day < today:
        text, rank = f"The program ended on {date_format(row.last_day)}", 2
    else:
        text, rank = f"The program ends on {date_format(row.last_day)}", 3
    if row.draft:
        return Reason(rank, text, "Schedule the draft", reverse("program_assign", args=[row.draft]))
    if row.last_program:
        return Reason(rank, text, "What’s next", reverse("program_next", args=[row.last_program]))
    return Reason(rank, text, "New program", f"{reverse('program_create')}?client={row.id}")


def _one_of_several(row: _ClientRow) -> Reason | None:
    """One program goes on while another ends."""
    if row.ending is None or row.ending_on is None:
        return None
    text = f"One of the programs ends on {date_format(row.ending_on)}"
    return Reason(3, text, "What’s next", reverse("program_next", args=[row.ending]))


def listed(names: list[str]) -> str:
    """The first two names and how many more: readable with any number of them."""
    shown = " and ".join(names[:2]) if len(names) <= 2 else f"{names[0]}, {names[1]}"
    return shown if len(names) <= 2 else f"{shown} and {len(names) - 2} more"
