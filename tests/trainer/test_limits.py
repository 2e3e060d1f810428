"""Injuries and limits of a client."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.conftest import SignIn, make_client
from trainer.models import Client, Limit, User


@pytest.fixture
def knee(client: Client) -> Limit:
    return Limit.objects.create(studio=client.studio, client=client, region="knee", note="No deep squats")


def test_a_limit_is_added(signed_in: SignIn, owner: User, client: Client) -> None:
    address = reverse("client_limits", args=[client.pk])
    answer = signed_in(owner).post(address, {"region": "shoulder", "note": "Old dislocation"})
    assert answer["Location"] == address
    assert list(Limit.objects.values_list("client", "region", "note", "ended_on", "studio")) == [
        (client.pk, "shoulder", "Old dislocation", None, client.studio_id)
    ]


def test_a_limit_sent_twice_stands_once(signed_in: SignIn, owner: User, client: Client) -> None:
    visitor, address = signed_in(owner), reverse("client_limits", args=[client.pk])
    answers = [visitor.post(address, {"region": "hip", "note": "Sore"}).status_code for _ in range(2)]
    assert (answers, Limit.objects.count()) == ([302, 302], 1)


def test_a_region_listed_with_another_note_is_refused_and_keeps_what_was_typed(
    signed_in: SignIn, owner: User, client: Client, knee: Limit
) -> None:
    answer = signed_in(owner).post(
        reverse("client_limits", args=[client.pk]), {"region": "knee", "note": "Also no jumps"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "region": ["This region is listed already. End that entry first to write it anew."]
    }
    assert "Also no jumps" in answer.text


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"region": "", "note": ""}, "region"),
        ({"region": "tail", "note": ""}, "region"),
        ({"region": "knee", "note": "n" * 10_000}, "note"),
        ({}, "region"),
    ],
)
def test_bad_input_is_refused_beside_its_field(
    signed_in: SignIn, owner: User, client: Client, form: dict[str, str], field: str
) -> None:
    answer = signed_in(owner).post(reverse("client_limits", args=[client.pk]), form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_limit_ends_with_the_day_and_is_kept(
    signed_in: SignIn, owner: User, client: Client, knee: Limit
) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        signed_in(owner).post(reverse("limit_end", args=[client.pk, knee.pk]))
    visitor = signed_in(owner)
    visitor.post(reverse("limit_end", args=[client.pk, knee.pk]))
    knee.refresh_from_db()
    assert knee.ended_on == date(2026, 3, 1)
    page = visitor.get(reverse("client_limits", args=[client.pk]))
    assert (page.context["open_limits"], page.context["ended_limits"]) == ([], [knee])


def test_an_ended_limit_is_reopened(signed_in: SignIn, owner: User, client: Client, knee: Limit) -> None:
    Limit.objects.update(ended_on=date(2026, 3, 1))
    signed_in(owner).post(reverse("limit_reopen", args=[client.pk, knee.pk]))
    knee.refresh_from_db()
    assert knee.ended_on is None


def test_a_limit_cannot_be_reopened_beside_a_newer_one_for_the_region(
    signed_in: SignIn, owner: User, client: Client, knee: Limit
) -> None:
    Limit.objects.update(ended_on=date(2026, 3, 1))
    Limit.objects.create(studio=client.studio, client=client, region="knee", note="New injury")
    page = signed_in(owner).post(reverse("limit_reopen", args=[client.pk, knee.pk]), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Knee is listed already with another note."
    ]
    knee.refresh_from_db()
    assert knee.ended_on == date(2026, 3, 1)


@pytest.mark.parametrize("name", ["limit_end", "limit_reopen"])
def test_nobody_else_ends_or_reopens_a_limit(
    signed_in: SignIn, stranger: User, client_person: User, client: Client, knee: Limit, name: str
) -> None:
    for person in (stranger, client_person):
        assert signed_in(person).post(reverse(name, args=[client.pk, knee.pk])).status_code == 404


def test_a_limit_is_reached_only_through_its_own_client(
    signed_in: SignIn, owner: User, other_client: Client, knee: Limit
) -> None:
    address = reverse("limit_end", args=[other_client.pk, knee.pk])
    assert signed_in(owner).post(address).status_code == 404


def test_a_limit_of_a_client_is_not_another_clients(
    signed_in: SignIn, owner: User, client: Client, knee: Limit
) -> None:
    second = make_client(client.studio, owner, "Second Client")
    page = signed_in(owner).get(reverse("client_limits", args=[second.pk]))
    assert page.context["open_limits"] == []
