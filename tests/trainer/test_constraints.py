"""What the database refuses, whatever the code does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import make_client
from trainer.models import (
    Client,
    ClientAccess,
    Equipment,
    Invitation,
    Limit,
    Measurement,
    Membership,
    Studio,
    User,
)


def measurement(client: Client, kg: str) -> Measurement:
    return Measurement(
        studio=client.studio,
        client=client,
        measured_on=date(2026, 3, 1),
        body_weight=Decimal(kg),
        kg=Decimal(kg),
    )


def equipment(client: Client, **fields: object) -> Equipment:
    return Equipment(studio=client.studio, client=client, implement="barbell", **fields)


IMPOSSIBLE: dict[str, Callable[[Client], object]] = {
    "no training day": lambda client: setattr(client, "days_per_week", 0),
    "eight days in a week": lambda client: setattr(client, "days_per_week", 8),
    "nine minutes": lambda client: setattr(client, "minutes_per_session", 9),
    "more than four hours": lambda client: setattr(client, "minutes_per_session", 241),
    "shorter than anybody": lambda client: setattr(client, "height_cm", Decimal("49.9")),
    "taller than anybody": lambda client: setattr(client, "height_cm", Decimal("272.1")),
}


@pytest.mark.parametrize("change", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_client_cannot_have_impossible_numbers(client: Client, change: Callable[[Client], object]) -> None:
    change(client)
    with pytest.raises(IntegrityError):
        client.save()


@pytest.mark.parametrize("kg", ["19.99", "500.01"])
def test_a_body_weight_stays_within_reason(client: Client, kg: str) -> None:
    with pytest.raises(IntegrityError):
        measurement(client, kg).save()


@pytest.mark.parametrize("fields", [{"step": Decimal(0)}, {"step": Decimal(-1)}, {"own_weight": Decimal(-1)}])
def test_equipment_cannot_be_lighter_than_nothing(client: Client, fields: dict[str, Decimal]) -> None:
    with pytest.raises(IntegrityError):
        equipment(client, **fields).save()


def test_an_implement_is_listed_once(client: Client) -> None:
    equipment(client).save()
    with pytest.raises(ValidationError, match="This is already on the list"):
        equipment(client).validate_constraints()
    with pytest.raises(IntegrityError):
        equipment(client).save()


def test_a_region_is_listed_once_while_it_is_open(client: Client) -> None:
    def knee(ended_on: date | None) -> Limit:
        return Limit(studio=client.studio, client=client, region="knee", ended_on=ended_on)

    knee(date(2026, 1, 1)).save()
    knee(date(2026, 2, 1)).save()
    knee(None).save()
    with pytest.raises(ValidationError, match="This region is already listed"):
        knee(None).validate_constraints()
    with pytest.raises(IntegrityError):
        knee(None).save()


def test_a_person_is_one_client_of_a_studio(client: Client, owner: User) -> None:
    with pytest.raises(IntegrityError):
        make_client(client.studio, owner, "Twin", user=client.user)


def test_clients_without_a_sign_in_are_as_many_as_one_likes(studio: Studio, owner: User) -> None:
    make_client(studio, owner, "First")
    make_client(studio, owner, "Second")
    assert Client.objects.filter(user=None).count() == 2


def test_a_client_has_one_primary_trainer(client: Client, helper: User) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        ClientAccess.objects.create(studio=client.studio, client=client, user=helper)
    ClientAccess.objects.create(studio=client.studio, client=client, user=helper, kind="shared")
    assert client.access.count() == 2


def test_access_is_given_once(client: Client, owner: User) -> None:
    with pytest.raises(IntegrityError):
        ClientAccess.objects.create(studio=client.studio, client=client, user=owner, kind="shared")


def test_a_membership_is_given_once(studio: Studio, owner: User) -> None:
    with pytest.raises(IntegrityError):
        Membership.objects.create(studio=studio, user=owner)


def test_an_invitation_ends_in_one_way(client: Client) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError):
        Invitation.objects.create(
            studio=client.studio,
            client=client,
            token_hash="0" * 64,
            expires_at=now,
            accepted_at=now,
            revoked_at=now,
        )


def test_two_invitations_never_share_a_hash(client: Client) -> None:
    fields = {"studio": client.studio, "client": client, "token_hash": "0" * 64, "expires_at": timezone.now()}
    Invitation.objects.create(**fields)
    with pytest.raises(IntegrityError):
        Invitation.objects.create(**fields)


def test_a_person_has_a_unit_that_exists(owner: User) -> None:
    owner.unit = "st"
    with pytest.raises(IntegrityError):
        owner.save()
