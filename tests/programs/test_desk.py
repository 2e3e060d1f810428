"""The trainer's desk: who needs attention and why."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from programs.models import Session
from tests.conftest import make_client
from tests.programs.planned import add_group, give_max, lift, make_exercise, make_program, schedule
from trainer.models import Invitation

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONDAY = NOW.date()


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, owner):
    return lambda: signed_in(owner).get(reverse("desk")).context["page"]


def give_program(client, *, days_left, exercise=None, **changes):
    """A program of one workout whose last session is `days_left` from today."""
    program = make_program(client.studio, client=client, phases=[(1, ["Workout A"])])
    if exercise:
        add_group(program.phases.get().workouts.get(), exercise, **changes)
    schedule(program, client, starts_on=MONDAY + timedelta(days=days_left))
    return program


def invite(client, *, days):
    return Invitation.objects.create(
        studio=client.studio,
        client=client,
        token_hash=f"{client.pk}{days}",
        expires_at=NOW + timedelta(days=days),
    )


def reasons(desk):
    return {
        item.name: [(why.text, why.action, why.leads_to) for why in [item.first, *item.more]]
        for item in desk.attention
    }


def test_a_client_whose_program_goes_on_needs_no_attention(desk, client):
    give_program(client, days_left=8)
    assert reasons(desk()) == {}


def test_a_client_without_a_program_leads_to_a_new_one(desk, client):
    assert reasons(desk()) == {
        "Clara Client": [("Has no program", "New program", f"{reverse('program_create')}?client={client.pk}")]
    }


def test_a_draft_leads_to_its_scheduling(desk, client, studio):
    draft = make_program(studio, client=client)
    assert reasons(desk()) == {
        "Clara Client": [("Has no program", "Schedule the draft", reverse("program_assign", args=[draft.pk]))]
    }


@pytest.mark.parametrize(
    ("days_left", "text"),
    [
        (-1, "The program ended on 22 Nov 2026"),
        (0, "The program ends on 23 Nov 2026"),
        (7, "The program ends on 30 Nov 2026"),
    ],
)
def test_a_program_that_ends_within_a_week_or_has_ended_is_said(desk, client, days_left, text):
    give_program(client, days_left=days_left)
    assert [why[0] for why in reasons(desk())["Clara Client"]] == [text]


def test_an_exercise_without_a_max_is_named_while_its_program_runs(desk, client):
    give_program(client, days_left=20, exercise=make_exercise("Bench press"), lifts=lift(one_rm=None))
    assert reasons(desk()) == {
        "Clara Client": [
            (
                "No max for Bench press, so there is no load",
                "Add a max",
                reverse("max_list", args=[client.pk]),
            )
        ]
    }


def test_a_max_or_the_end_of_the_program_ends_the_reminder(desk, client, other_client):
    bench = make_exercise("Bench press")
    give_program(client, days_left=20, exercise=bench)
    give_max(client, bench, on=MONDAY)
    give_program(other_client, days_left=-1, exercise=bench)
    assert [why[0] for why in reasons(desk())["Oscar Other"]] == ["The program ended on 22 Nov 2026"]
    assert "Clara Client" not in reasons(desk())


def test_many_missing_maxes_are_named_briefly(desk, client):
    program = give_program(client, days_left=20)
    for name in ("Bench press", "Deadlift", "Row", "Squat"):
        add_group(program.phases.get().workouts.get(), make_exercise(name))
    add_group(program.phases.get().workouts.get(), make_exercise("Plank", load_kind="none"))
    add_group(program.phases.get().workouts.get(), make_exercise("Carry", measure="metres"))
    ((text, _, _),) = reasons(desk())["Clara Client"]
    assert text == "No max for Bench press, Deadlift and 2 more, so there is no load"


@pytest.mark.parametrize(
    ("invitations", "expected"),
    [
        ([], ("Cannot sign in yet", "Invite")),
        ([-1], ("The invitation has expired", "Invite again")),
        ([-1, 5], None),
    ],
)
def test_a_client_who_cannot_sign_in_is_to_be_invited(desk, studio, owner, invitations, expected):
    ben = make_client(studio, owner, "Ben")
    give_program(ben, days_left=20)
    for days in invitations:
        invite(ben, days=days)
    found = [(text, action) for text, action, _ in reasons(desk()).get("Ben", [])]
    assert found == ([expected] if expected else [])


def test_the_most_pressing_reason_leads_and_the_rest_stand_below(desk, studio, owner, client):
    ben = make_client(studio, owner, "Ben", clearance="needed")
    give_program(client, days_left=3)
    found = reasons(desk())
    assert list(found) == ["Ben", "Clara Client"]
    assert [why[0] for why in found["Ben"]] == [
        "Waits for a health professional’s clearance",
        "Has no program",
        "Cannot sign in yet",
    ]
    assert found["Ben"][0][2] == reverse("client_edit", args=[ben.pk])


def test_archived_clients_are_left_alone(desk, client):
    client.archived_at = NOW
    client.save()
    assert (reasons(desk()), desk().clients) == ({}, 0)


def test_what_is_trained_today_and_what_was_worked_on_last_are_shown(desk, client, other_client, studio):
    give_program(client, days_left=0)
    make_program(studio, name="Template")
    give_program(other_client, days_left=20)
    page = desk()
    assert [(head.client_name, head.name) for head in page.sessions] == [("Clara Client", "Workout A")]
    assert {(item.name, item.client_name) for item in page.recent} == {
        ("Strength base", "Oscar Other"),
        ("Template", None),
        ("Strength base", "Clara Client"),
    }


def test_a_new_trainer_is_led_to_a_first_client(signed_in, owner):
    content = signed_in(owner).get(reverse("desk")).content.decode()
    assert "Add your first client" in content
    assert reverse("client_create") in content


def test_a_trainer_sees_nothing_of_other_trainers_clients(signed_in, client, helper, stranger):
    give_program(client, days_left=0)
    for trainer in (helper, stranger):
        page = signed_in(trainer).get(reverse("desk")).context["page"]
        assert (page.attention, page.sessions, page.recent, page.clients) == ([], [], [], 0)


def test_the_desk_is_not_a_page_of_clients(signed_in, client, client_person):
    assert signed_in(client_person).get(reverse("desk")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_as_many_queries_for_three_clients_as_for_one(
    signed_in, owner, studio, count, django_assert_num_queries
):
    for number in range(count):
        give_program(
            make_client(studio, owner, f"Client {number}"),
            days_left=0,
            exercise=make_exercise(f"Exercise {number}"),
        )
    visitor = signed_in(owner)
    with django_assert_num_queries(6):
        page = visitor.get(reverse("desk")).context["page"]
    assert (len(page.attention), len(page.sessions)) == (count, count)


def test_the_front_door_leads_each_person_to_their_page(visitor, signed_in, owner, client, client_person):
    home = reverse("home")
    assert visitor.get(home).url == reverse("account_login")
    assert signed_in(owner).get(home).url == reverse("desk")
    assert signed_in(client_person).get(home).url == reverse("today")


def test_a_trainer_who_is_also_a_client_lands_on_the_side_they_chose(signed_in, owner, client):
    client.user = owner
    client.save()
    visitor = signed_in(owner)
    session = visitor.session
    session["role"] = "client"
    session.save()
    assert visitor.get(reverse("home")).url == reverse("today")
    assert Session.objects.count() == 0
