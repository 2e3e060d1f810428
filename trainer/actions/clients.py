"""Clients: made, changed, archived."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction

from trainer.actions.invitations import revoke_invitations
from trainer.models import Client, ClientAccess, Measurement, Studio, User
from trainer.queries import latest_body_weight
from web.identifiers import new_uuid
from web.rows import kilograms


class Profile(TypedDict, total=False):
    """What a profile may say besides the name; what is left out keeps its default."""

    email: str
    birth_date: date | None
    sex: str
    height_cm: Decimal | None
    experience: str
    goal: str
    clearance: str
    days_per_week: int
    minutes_per_session: int
    unit: str
    notes: str


def create_client(
    *, studio: Studio, by: User, name: str, client_id: uuid.UUID | None = None, **profile: Unpack[Profile]
) -> tuple[Client, bool]:
    """A client whose primary trainer is `by`, and whether it is new.

    `client_id` is the key of the form that was sent: sent twice it gives the same client. Raises
    PermissionError when the key belongs to a client whom `by` may not see.
    """
    key = client_id or new_uuid()
    try:
        with transaction.atomic():
            client = Client(pk=key, studio=studio, name=name, **profile)
            client.save(force_insert=True)
            ClientAccess.objects.create(studio=studio, client=client, user=by)
    except IntegrityError as problem:
        existing = Client.objects.visible_to(by).filter(pk=key).first()
        if existing is None:
            raise PermissionError("This key is another client's.") from problem
        return existing, False
    return client, True


@transaction.atomic
def save_profile(
    *, client: Client, by: User, body_weight: Decimal | None, body_weight_unit: str, today: date
) -> None:
    """Write a changed profile; a body weight only where it differs from the newest one."""
    client.save()
    newest = latest_body_weight(client)
    if body_weight is None or (
        newest and (newest.body_weight, newest.unit) == (body_weight, body_weight_unit)
    ):
        return
    record_body_weight(client=client, by=by, value=body_weight, unit=body_weight_unit, measured_on=today)


def record_body_weight(
    *, client: Client, by: User, value: Decimal, unit: str, measured_on: date
) -> Measurement:
    """A body weight on a day. Earlier rows stay, also of the same day."""
    return Measurement.objects.create(
        studio_id=client.studio_id,
        client=client,
        measured_on=measured_on,
        body_weight=value,
        unit=unit,
        kg=kilograms(value, unit),
    )


@transaction.atomic
def archive_client(*, client: Client, by: User, now: datetime) -> bool:
    """Put a client away, invitations included. False when somebody already did."""
    archived = Client.objects.filter(pk=client.pk, archived_at=None).update(archived_at=now)
    revoke_invitations(client=client, by=by, now=now)
    return bool(archived)


def restore_client(*, client: Client, by: User) -> bool:
    """Bring an archived client back. False when they are active already."""
    return bool(Client.objects.filter(pk=client.pk).archived().update(archived_at=None))
