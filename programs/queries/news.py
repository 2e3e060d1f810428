"""Sessions that no trainer has read yet, and what in them must not be missed."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window

from programs.models import ClientEvent, Remark, Session
from programs.models.sessions import SessionQuerySet
from trainer.models import BodyRegion, Client, User

Kind = ClientEvent.Kind
NEW_SHOWN = 20
_TAKEN_BACK = Exists(
    ClientEvent.objects.filter(session=OuterRef("session"), kind=Kind.CORRECT, corrects=OuterRef("key"))
)


def new_to(user: User) -> SessionQuerySet:
    """Finished sessions of this trainer's clients that nobody has read, the newest first."""
    mine = Session.objects.visible_to(user).filter(client__archived_at=None)
    return mine.unread().order_by("-finished_at", "id")


def next_to_read(user: User) -> uuid.UUID | None:
    """The session that stands first on the desk, if any is new."""
    return new_to(user).values_list("pk", flat=True).first()


def acts_of_client(session_id: uuid.UUID) -> int:
    """How many things were done and written in a session, without what trainers wrote; two queries."""
    written = Remark.objects.filter(session=session_id, by_trainer=False, event=None)
    return ClientEvent.objects.filter(session=session_id).count() + written.count()


class Pain(NamedTuple):
    """Where it hurt, and how much from 0 to 10; the newest word on this exercise and region."""

    region: str
    level: int
    text: str = ""

    @property
    def words(self) -> str:
        return f"{BodyRegion(self.region).label.lower()} {self.level} of 10"


@dataclass(frozen=True, slots=True)
class Hurt:
    """A session in which a client flagged pain, the worst region first."""

    session_id: uuid.UUID
    session_name: str
    client_id: uuid.UUID
    pains: list[Pain]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A finished session that nobody has read, with what matters in it."""

    id: uuid.UUID
    name: str
    client_name: str
    status: str
    status_name: str
    finished_at: datetime
    rpe: Decimal | None
    swaps: int
    notes: int
    newest_note: str
    pains: list[Pain]


@dataclass(frozen=True, slots=True)
class News:
    """The newest of the sessions that nobody has read, how many there are, and all that hurt."""

    sessions: list[NewSession]
    total: int
    hurt: list[Hurt]

    @property
    def more(self) -> int:
        return self.total - len(self.sessions)


def news_for(user: User) -> News:
    """Two queries, however many sessions."""
    hurt = _hurt(user)
    pains = {item.session_id: item.pains for item in hurt}
    rows = _new_rows(user)
    sessions = [
        NewSession(
            id=pk,
            name=name,
            client_name=client,
            status=status,
            status_name=Session.Status(status).label,
            finished_at=finished_at,
            rpe=rpe,
            swaps=swaps or 0,
            notes=notes or 0,
            newest_note=newest_note or "",
            pains=pains.get(pk, []),
        )
        for pk, name, client, status, finished_at, rpe, swaps, notes, newest_note, _ in rows
    ]
    return News(sessions, total=rows[0][-1] if rows else 0, hurt=hurt)


def _new_rows(user: User) -> list[tuple[Any, ...]]:
    swaps = ClientEvent.objects.filter(~_TAKEN_BACK, session=OuterRef("pk"), kind=Kind.SWAP)
    notes = Remark.objects.filter(session=OuterRef("pk"), by_trainer=False, taken_back_at=None)
    rows = new_to(user).annotate(
        swaps=_count_of(swaps),
        notes=_count_of(notes),
        newest_note=Subquery(notes.order_by("-event__at").values("text")[:1]),
        total=Window(Count("pk")),
    )
    names = ("id", "name", "client__name", "status", "finished_at", "rpe")
    return list(rows.values_list(*names, "swaps", "notes", "newest_note", "total")[:NEW_SHOWN])


def _count_of(rows: QuerySet[ClientEvent] | QuerySet[Remark]) -> Subquery:
    return Subquery(rows.order_by().values("session").annotate(count=Count("pk")).values("count"))


def _hurt(user: User) -> list[Hurt]:
    """Pain flagged in sessions that nobody has read since, finished or not; the worst first."""
    unread = Q(session__read_at=None, session__started_at__isnull=False)
    rows = (
        ClientEvent.objects.filter(unread, ~_TAKEN_BACK, kind=Kind.PAIN)
        .filter(session__client__in=Client.objects.visible_to(user).active())
        .order_by("at", "key")
        .values_list("session_id", "session__name", "client_id", "payload")
    )
    found: dict[uuid.UUID, tuple[str, uuid.UUID, dict[tuple[str, str], Pain]]] = {}
    for session_id, name, client_id, told in rows:
        _, _, pains = found.setdefault(session_id, (name, client_id, {}))
        pains[told["slot"], told["region"]] = Pain(told["region"], told["level"])
    hurt = [
        Hurt(session_id, name, client_id, worst)
        for session_id, (name, client_id, pains) in found.items()
        if (worst := sorted((pain for pain in pains.values() if pain.level), key=lambda pain: -pain.level))
    ]
    return sorted(hurt, key=lambda item: -item.pains[0].level)
