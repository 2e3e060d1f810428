"""What pages read: rosters, one client's body and equipment, invitations."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from trainer.loads import Loads
from trainer.models import (
    Client,
    ClientGoal,
    Equipment,
    Experience,
    Implement,
    Invitation,
    Limit,
    Measurement,
    Studio,
    User,
)
from trainer.models.clients import ClientQuerySet
from trainer.tokens import LONGEST, hash_of


class Order(StrEnum):
    """How a roster can be sorted."""

    NAME = "name"
    NEWEST = "newest"
    GOAL = "goal"
    EXPERIENCE = "experience"


def _rank(field: str, values: list[str]) -> Case:
    """The place of a choice in its list, for sorting."""
    return Case(
        *(When(**{field: value}, then=Value(rank)) for rank, value in enumerate(values)),
        output_field=IntegerField(),
    )


_ORDERINGS = {
    Order.NAME: (),
    Order.NEWEST: (F("created_at").desc(),),
    Order.GOAL: (_rank("goal", ClientGoal.values),),
    Order.EXPERIENCE: (_rank("experience", Experience.values),),
}


@dataclass(frozen=True)
class RosterFilter:
    """What a trainer asked the roster for; every value is one that the page offers."""

    search: str = ""
    order: Order = Order.NAME
    archived: bool = False
    goal: str = ""
    experience: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.search or self.goal or self.experience)


def roster(user: User, wanted: RosterFilter, *, now: datetime) -> ClientQuerySet:
    """A trainer's clients as the roster shows them: with open limits and open invitations."""
    clients = Client.objects.visible_to(user)
    clients = clients.archived() if wanted.archived else clients.active()
    for word in wanted.search.split():
        clients = clients.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if wanted.goal:
        clients = clients.filter(goal=wanted.goal)
    if wanted.experience:
        clients = clients.filter(experience=wanted.experience)
    invited = Invitation.objects.filter(client=OuterRef("pk")).open_at(now)
    open_limits = Limit.objects.filter(ended_on=None).order_by("region")
    return (
        clients.annotate(is_invited=Exists(invited))
        .prefetch_related(Prefetch("limits", open_limits, to_attr="open_limits"))
        .order_by(*_ORDERINGS[wanted.order], Lower("name"), "id")
    )


def studios_of(user: User) -> QuerySet[Studio]:
    """The studios that a trainer works in, the one they have been in longest first."""
    return Studio.objects.filter(memberships__user=user).order_by("memberships__created_at", "id")


def latest_body_weight(client: Client) -> Measurement | None:
    """The newest measurement; of two on one day the one entered last, which corrects the other."""
    return client.measurements.order_by("-measured_on", "-created_at", "-id").first()


def loads_on_hand(client: Client) -> dict[str, Loads]:
    """What a client can train with, by implement, in the order of `Implement`."""
    rows = {row.implement: row for row in client.equipment.all()}
    return {implement: _loads(rows[implement]) for implement in Implement.values if implement in rows}


def _loads(row: Equipment) -> Loads:
    return Loads(
        row.implement,
        row.unit,
        own_weight=row.own_weight,
        step=row.step,
        heaviest=row.heaviest,
        loads=tuple(Decimal(load) for load in row.loads),
    )


class InvitationState(Enum):
    """What has become of an invitation's link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose link this is, with its client and studio, whatever its state."""
    if len(token) > LONGEST:
        return None
    return (
        Invitation.objects.select_related("client", "client__user", "studio", "created_by")
        .filter(token_hash=hash_of(token))
        .first()
    )


def state_of(invitation: Invitation | None, *, now: datetime) -> InvitationState:
    """Used before revoked before expired: the first thing that ended it is what people are told."""
    if invitation is None:
        return InvitationState.UNKNOWN
    if invitation.accepted_at is not None:
        return InvitationState.USED
    if invitation.revoked_at is not None or invitation.client.archived_at is not None:
        return InvitationState.REVOKED
    if invitation.client.user_id is not None:
        return InvitationState.USED
    if invitation.expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.OPEN


def open_invitation(client: Client, *, now: datetime) -> Invitation | None:
    """The invitation that this client could accept now."""
    return client.invitations.open_at(now).order_by("-created_at").first()
