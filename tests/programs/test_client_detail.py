"""One client, as their trainer sees them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from programs.models import Session
from tests.conftest import make_client
from tests.programs.planned import give_barbell, give_max, make_exercise, make_program, schedule
from trainer.models import Invitation, Limit, Measurement

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONDAY = NOW.date()


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def see(signed_in, owner):
    def see(client):
        return signed_in(owner).get(reverse("client_detail", args=[client.pk]))

    return see


def test_the_head_says_who_they_are(see, client):
    client.birth_date = date(1990, 11, 24)
    client.goal, client.experience, client.days_per_week, client.minutes_per_session = (
        "strength",
        "novice",
        2,
        45,
    )
    client.save()
    content = see(client).content.decode()
    assert "Strength · Novice · 2 × 45 min a week · 35 years · kg" in content


def test_maxes_show_the_newest_of_each_exercise_in_the_trainers_unit(see, client, owner):
    bench, squat = make_exercise("Bench press"), make_exercise("Squat")
    give_max(client, bench, "90", on=date(2026, 1, 5))
    give_max(client, bench, "100", on=date(2026, 11, 2))
    give_max(client, squat, "225", unit="lb", on=date(2026, 10, 1))
    rows = see(client).context["page"].maxes
    assert [(row.exercise, row.weight, row.kind, row.measured_on) for row in rows] == [
        ("Bench press", "100 kg", "tested", date(2026, 11, 2)),
        ("Squat", "225 lb (102.1 kg)", "tested", date(2026, 10, 1)),
    ]


def test_body_weight_limits_and_equipment_are_summed_up(see, client, studio):
    Measurement.objects.create(
        studio=studio, client=client, measured_on=MONDAY, body_weight=Decimal("72.5"), kg=Decimal("72.5")
    )
    Limit.objects.create(studio=studio, client=client, region="knee", note="No jumps")
    Limit.objects.create(studio=studio, client=client, region="hip", ended_on=MONDAY)
    give_barbell(client)
    found = see(client).context["page"]
    assert (found.body_weight, found.weighed_on) == ("72.5 kg", MONDAY)
    assert [limit.region for limit in found.limits] == ["knee"]
    assert [(item.name, item.loads) for item in found.equipment] == [
        ("Barbell", "20 kg, then steps of 2.5 kg up to 200 kg")
    ]


def test_programs_are_told_apart_as_running_draft_and_past(see, client, studio):
    schedule(make_program(studio, client=client, name="Now"), client, starts_on=MONDAY)
    schedule(make_program(studio, client=client, name="Before"), client, starts_on=date(2026, 1, 5))
    make_program(studio, client=client, name="Draft")
    make_program(studio, client=client, name="Gone", archived_at=NOW)
    make_program(studio, name="Template")
    found = see(client).context["page"]
    assert [[row.name for row in rows] for rows in (found.running, found.drafts, found.past)] == [
        ["Now"],
        ["Draft"],
        ["Before"],
    ]
    assert [row.name for row in found.templates] == ["Template"]
    assert [head.date for head in found.sessions] == [MONDAY, MONDAY + timedelta(days=7)]


@pytest.mark.parametrize(("days", "state"), [(None, "never"), (3, "open"), (-1, "expired")])
def test_the_state_of_the_invitation_is_said(see, studio, owner, days, state):
    ben = make_client(studio, owner, "Ben")
    if days is not None:
        Invitation.objects.create(
            studio=studio, client=ben, token_hash="x", expires_at=NOW + timedelta(days=days)
        )
    assert see(ben).context["page"].sign_in == state


def test_a_client_with_a_sign_in_needs_no_invitation(see, client):
    response = see(client)
    assert response.context["page"].sign_in == "linked"
    assert "client@example.com" in response.content.decode()


def test_nobody_else_may_open_it(signed_in, client, helper, stranger, client_person):
    url = reverse("client_detail", args=[client.pk])
    assert [signed_in(person).get(url).status_code for person in (helper, stranger, client_person)] == [
        404
    ] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_three_of_everything_take_as_many_queries_as_one(
    signed_in, owner, client, studio, count, django_assert_num_queries
):
    for number in range(count):
        schedule(make_program(studio, client=client, name=f"P{number}"), client, starts_on=MONDAY)
        give_max(client, make_exercise(f"Exercise {number}"), on=MONDAY)
        make_program(studio, name=f"Template {number}")
        trained = schedule(make_program(studio, client=client), client, starts_on=MONDAY)
        Session.objects.filter(pk=trained[0].pk).update(status="done", frozen={}, finished_at=NOW)
    visitor = signed_in(owner)
    with django_assert_num_queries(12):
        response = visitor.get(reverse("client_detail", args=[client.pk]))
    page = response.context["page"]
    assert (len(page.maxes), len(page.last_sessions)) == (count, count)


def test_the_last_five_sessions_lead_to_their_reviews(see, client, studio):
    program = make_program(studio, client=client, phases=[(9, ["Workout A"])])
    sessions = schedule(program, client, starts_on=MONDAY - timedelta(days=7), every=1)
    trained = {"frozen": {}, "finished_at": NOW, "rpe": "7.5"}
    Session.objects.filter(pk__in=[session.pk for session in sessions[:5]]).update(status="done", **trained)
    Session.objects.filter(pk=sessions[4].pk).update(status="partial", read_at=NOW)
    Session.objects.filter(pk=sessions[5].pk).update(status="skipped")
    Session.objects.filter(pk=sessions[6].pk).update(status="in_progress", frozen={})
    answer = see(client)
    assert [(row.date.day, row.status, row.is_new) for row in answer.context["page"].last_sessions] == [
        (21, "skipped", False),
        (20, "partial", False),
        (19, "done", True),
        (18, "done", True),
        (17, "done", True),
    ]
    content = answer.content.decode()
    assert [content.count(reverse("session_review", args=[row.pk])) for row in sessions[:7]] == [
        *(0, 1, 1, 1, 1, 1, 0)
    ]
