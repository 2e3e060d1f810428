"""The list of a trainer's clients."""

from datetime import timedelta

import pytest
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.conftest import SignIn, make_client
from trainer.actions import invite_client
from trainer.models import Client, Limit, Studio, User


@pytest.fixture
def roster(studio: Studio, owner: User) -> dict[str, Client]:
    """Three clients who differ in everything that the roster sorts and filters by."""
    return {
        "ann": make_client(studio, owner, "Ann Archer", goal="strength", experience="advanced"),
        "bob": make_client(
            studio, owner, "bob baker", goal="fat_loss", experience="novice", email="b@gym.example"
        ),
        "cid": make_client(studio, owner, "Cid Carter", goal="hypertrophy", experience="intermediate"),
    }


def names(visitor: Visitor, **question: str) -> list[str]:
    answer = visitor.get(reverse("client_list"), question)
    assert answer.status_code == 200
    return [client.name for client in answer.context["page"]]


def test_the_roster_is_sorted_by_name_whatever_the_case(
    signed_in: SignIn, owner: User, roster: dict[str, Client]
) -> None:
    assert names(signed_in(owner)) == ["Ann Archer", "bob baker", "Cid Carter"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["Cid Carter", "bob baker", "Ann Archer"]),
        ("goal", ["Cid Carter", "Ann Archer", "bob baker"]),
        ("experience", ["bob baker", "Cid Carter", "Ann Archer"]),
        ("shoe size", ["Ann Archer", "bob baker", "Cid Carter"]),
    ],
)
def test_the_roster_can_be_sorted(
    signed_in: SignIn, owner: User, roster: dict[str, Client], order: str, expected: list[str]
) -> None:
    assert names(signed_in(owner), order=order) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"q": "ARCH"}, ["Ann Archer"]),
        ({"q": "baker bob"}, ["bob baker"]),
        ({"q": "gym.example"}, ["bob baker"]),
        ({"q": "nobody"}, []),
        ({"q": "x" * 10_000}, ["Ann Archer", "bob baker", "Cid Carter"]),
        ({"q": "%"}, []),
        ({"goal": "strength"}, ["Ann Archer"]),
        ({"experience": "novice"}, ["bob baker"]),
        ({"goal": "strength", "experience": "novice"}, []),
        ({"goal": "to be tall"}, ["Ann Archer", "bob baker", "Cid Carter"]),
        ({"page": "999"}, ["Ann Archer", "bob baker", "Cid Carter"]),
        ({"page": "NaN"}, ["Ann Archer", "bob baker", "Cid Carter"]),
    ],
)
def test_the_roster_can_be_searched_and_filtered(
    signed_in: SignIn,
    owner: User,
    roster: dict[str, Client],
    question: dict[str, str],
    expected: list[str],
) -> None:
    assert names(signed_in(owner), **question) == expected


def test_archived_clients_stand_apart(signed_in: SignIn, owner: User, roster: dict[str, Client]) -> None:
    Client.objects.filter(pk=roster["ann"].pk).update(archived_at=timezone.now())
    visitor = signed_in(owner)
    assert names(visitor) == ["bob baker", "Cid Carter"]
    assert names(visitor, state="archived") == ["Ann Archer"]


def test_nobody_sees_a_client_to_whom_they_have_no_access(
    signed_in: SignIn, helper: User, stranger: User, roster: dict[str, Client]
) -> None:
    assert names(signed_in(helper)) == []
    assert names(signed_in(stranger)) == []


def test_access_ends_with_the_membership(signed_in: SignIn, owner: User, roster: dict[str, Client]) -> None:
    owner.memberships.all().delete()
    assert signed_in(owner).get(reverse("client_list")).status_code == 404


def test_the_roster_costs_the_same_for_one_client_as_for_three(
    signed_in: SignIn, owner: User, studio: Studio, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor = signed_in(owner)
    first = make_client(studio, owner, "First Client")
    Limit.objects.create(studio=studio, client=first, region="knee")
    with django_assert_num_queries(6):
        assert len(names(visitor)) == 1
    for name in ("Second Client", "Third Client"):
        another = make_client(studio, owner, name)
        Limit.objects.create(studio=studio, client=another, region="hip")
        invite_client(client=another, by=owner, now=timezone.now())
    with django_assert_num_queries(6):
        assert len(names(visitor)) == 3


def test_a_row_tells_of_open_limits_and_of_the_invitation(
    signed_in: SignIn, owner: User, roster: dict[str, Client]
) -> None:
    ann, bob = roster["ann"], roster["bob"]
    today = timezone.localdate()
    Limit.objects.create(studio=ann.studio, client=ann, region="shoulder")
    Limit.objects.create(studio=ann.studio, client=ann, region="knee")
    Limit.objects.create(studio=ann.studio, client=ann, region="hip", ended_on=today)
    invite_client(client=bob, by=owner, now=timezone.now())
    rows = {row.name: row for row in signed_in(owner).get(reverse("client_list")).context["page"].object_list}
    assert [limit.region for limit in rows["Ann Archer"].open_limits] == ["knee", "shoulder"]
    assert [rows[name].is_invited for name in ("Ann Archer", "bob baker")] == [False, True]


def test_an_expired_invitation_is_no_longer_shown_as_one(
    signed_in: SignIn, owner: User, roster: dict[str, Client]
) -> None:
    invite_client(client=roster["bob"], by=owner, now=timezone.now() - timedelta(days=15))
    page = signed_in(owner).get(reverse("client_list")).context["page"]
    assert [client.is_invited for client in page] == [False, False, False]


def test_htmx_gets_the_list_alone_and_caches_know_it(
    signed_in: SignIn, owner: User, roster: dict[str, Client]
) -> None:
    visitor = signed_in(owner)
    part = visitor.get(reverse("client_list"), {"q": "ann"}, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="roster"')
    assert "<html" not in part.text
    assert "HX-Request" in part["Vary"]
    assert "<html" in visitor.get(reverse("client_list"), {"q": "ann"}).text


def test_an_empty_roster_leads_to_the_first_client(signed_in: SignIn, owner: User) -> None:
    page = signed_in(owner).get(reverse("client_list")).text
    assert "Add your first client" in page
    assert "No client matches this." not in page


def test_a_search_without_a_match_leads_back_to_everybody(
    signed_in: SignIn, owner: User, roster: dict[str, Client]
) -> None:
    page = signed_in(owner).get(reverse("client_list"), {"q": "nobody"}).text
    assert "No client matches this." in page
    assert "Add your first client" not in page


def test_a_long_roster_has_pages_that_keep_the_question(
    signed_in: SignIn, owner: User, studio: Studio
) -> None:
    for number in range(61):
        make_client(studio, owner, f"Client {number:02}", goal="strength")
    visitor = signed_in(owner)
    answer = visitor.get(reverse("client_list"), {"goal": "strength"})
    assert len(answer.context["page"]) == 60
    assert 'href="?goal=strength&amp;page=2"' in answer.text
    assert names(visitor, goal="strength", page="2") == ["Client 60"]
