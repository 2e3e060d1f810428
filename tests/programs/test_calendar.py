"""The calendars of a client and of their trainer."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from programs.models import Program, Session
from programs.queries.sessions import parse_month
from tests.programs.planned import make_program, schedule

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def sessions(studio, client):
    return schedule(make_program(studio, client=client), client, starts_on=MONDAY)


def month(response):
    return response.context["month"]


def test_the_month_stands_in_whole_weeks_with_today_marked(signed_in, client_person, sessions):
    page = month(signed_in(client_person).get(reverse("calendar")))
    assert (page.title, page.previous, page.following) == ("November 2026", "2026-10", "2026-12")
    assert (page.days[0].date, page.days[-1].date) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [day.date for day in page.days if day.is_today] == [MONDAY]
    assert [(day.date, day.sessions[0].name) for day in page.days if day.sessions] == [
        (MONDAY, "Workout A"),
        (date(2026, 11, 30), "Workout A"),
    ]


def test_weeks_begin_as_the_persons_locale_begins_them(signed_in, client_person, sessions):
    client_person.locale = "en-us"
    client_person.save()
    page = month(signed_in(client_person).get(reverse("calendar")))
    assert page.weekdays == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert page.days[0].date == date(2026, 11, 1)


@pytest.mark.parametrize("asked", ["2026-13", "0-0", "x", "2026-11-02", "", "99999-01", "9" * 10_000, "-1-1"])
def test_a_month_that_does_not_exist_shows_this_one(signed_in, client_person, sessions, asked):
    response = signed_in(client_person).get(reverse("calendar"), {"month": asked})
    assert (response.status_code, month(response).title) == (200, "November 2026")


def test_months_are_read_as_they_are_written():
    assert parse_month("2027-02", today=MONDAY) == date(2027, 2, 1)
    assert parse_month(None, today=MONDAY) == date(2026, 11, 1)


def test_january_and_december_lead_on_to_their_neighbours(signed_in, client_person, client):
    visitor = signed_in(client_person)
    page = month(visitor.get(reverse("calendar"), {"month": "2027-01"}))
    assert (page.previous, page.following) == ("2026-12", "2027-02")
    page = month(visitor.get(reverse("calendar"), {"month": "2026-12"}))
    assert (page.previous, page.following) == ("2026-11", "2027-01")


def test_the_trainer_sees_the_sessions_of_every_program_of_a_client(
    signed_in, owner, client, sessions, studio
):
    schedule(make_program(studio, client=client, name="Running"), client, starts_on=MONDAY)
    Session.objects.filter(program__name="Running").update(position=2)
    response = signed_in(owner).get(reverse("client_calendar", args=[client.pk]))
    (day,) = [day for day in month(response).days if day.is_today]
    assert [session.program_name for session in day.sessions] == ["Strength base", "Running"]
    for program in Program.objects.all():
        assert reverse("program_detail", args=[program.pk]) in response.content.decode()


def test_a_clients_calendar_is_for_trainers_who_may_see_them(
    signed_in, client, owner, helper, stranger, client_person
):
    url = reverse("client_calendar", args=[client.pk])
    people = [owner, helper, stranger, client_person]
    assert [signed_in(person).get(url).status_code for person in people] == [200, 404, 404, 404]


def test_a_client_sees_only_their_own_sessions(signed_in, other_client_person, other_client, sessions):
    page = month(signed_in(other_client_person).get(reverse("calendar")))
    assert not page.has_sessions
