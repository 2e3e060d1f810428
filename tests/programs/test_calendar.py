"""The calendars of a client and of their trainer."""

from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse

from programs.actions.calendar import move_session, skip_session
from programs.actions.sessions import start_session
from programs.models import Program, Session
from programs.queries.calendar import parse_month
from programs.queries.moves import in_sentence
from tests.programs.planned import make_program, schedule

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
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


# What became of each


def signs(page):
    return {
        session.name: (session.state, session.sign, session.icon, session.moved)
        for day in month(page).days
        for session in day.sessions
    }


@pytest.fixture
def eventful(studio, client, owner):
    """Seven sessions from the Thursday before on, one a day, to each of which something happened."""
    names = ["Done", "Partly", "Missed", "Skipped", "Moved", "Planned", "Running"]
    program = make_program(studio, client=client, phases=[(1, names)])
    rows = schedule(program, client, starts_on=date(2026, 11, 19), every=1)
    for row, status in zip((rows[0], rows[1], rows[6]), ("done", "partial", "in_progress"), strict=True):
        start_session(session=row, by=owner, now=NOON)
        Session.objects.filter(pk=row.pk).update(status=status)
    skip_session(session=rows[3], reason="No time", by=owner)
    move_session(session=rows[4], day=date(2026, 11, 26), by=owner)
    return rows


EXPECTED = {
    "Done": ("done", "Done", "check", ""),
    "Partly": ("partial", "Partly done", "partly", ""),
    "Missed": ("missed", "Missed", "history", ""),
    "Skipped": ("skipped", "Skipped: no time", "skip", ""),
    "Moved": ("planned", "", "", "Moved from Mon"),
    "Planned": ("planned", "", "", ""),
    "Running": ("in_progress", "In progress", "clock", ""),
}


def test_client_and_trainer_read_in_words_what_became_of_each(
    signed_in, client_person, owner, client, eventful
):
    own = signed_in(client_person).get(reverse("calendar"))
    seen = signed_in(owner).get(reverse("client_calendar", args=[client.pk]))
    assert signs(own) == signs(seen) == EXPECTED
    for content in (own.content.decode(), seen.content.decode()):
        for _, sign, icon, moved in EXPECTED.values():
            assert not sign or f'#{icon}"></use></svg> {sign}</span>' in content
            assert not moved or f'#move"></use></svg> {moved}</span>' in content


def test_sessions_that_have_not_started_lead_to_moving_them_and_others_do_not(
    signed_in, client_person, owner, client, eventful
):
    for person, address in (
        (client_person, reverse("calendar")),
        (owner, reverse("client_calendar", args=[client.pk])),
    ):
        content = signed_in(person).get(f"{address}?month=2026-11").content.decode()
        assert [
            row.name
            for row in eventful
            if f"{reverse('session_move', args=[row.pk])}?next={quote(address, '')}%3Fmonth%3D2026-11"
            in content
        ] == ["Missed", "Skipped", "Moved", "Planned"]
        assert all(reverse("session_detail", args=[row.pk]) in content for row in eventful)


def test_an_archived_clients_calendar_is_only_looked_at(signed_in, owner, client, eventful):
    client.archived_at = NOON
    client.save()
    content = signed_in(owner).get(reverse("client_calendar", args=[client.pk])).content.decode()
    assert "/move/" not in content


def test_a_session_moved_from_far_away_names_its_date(signed_in, client_person, sessions, owner):
    move_session(session=sessions[1], day=date(2026, 11, 23), by=owner)
    session = month(signed_in(client_person).get(reverse("calendar"))).days[28].sessions[1]
    assert session.moved == "Moved from Mon 30 November"


@pytest.mark.parametrize(("reason", "said"), [("Ill", "ill"), ("MRI today", "MRI today"), ("x", "x")])
def test_a_reason_goes_on_the_sentence(reason, said):
    assert in_sentence(reason) == said


def test_on_a_rest_day_the_next_workout_is_offered_to_the_client_only(
    signed_in, client_person, owner, client, sessions
):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        own = signed_in(client_person).get(reverse("calendar")).content.decode()
        seen = signed_in(owner).get(reverse("client_calendar", args=[client.pk])).content.decode()
    offer = "Do the next workout today"
    assert [offer in content for content in (own, seen)] == [True, False]
    assert offer not in signed_in(client_person).get(reverse("calendar")).content.decode()


@pytest.mark.parametrize("weeks", [1, 3])
def test_a_trainer_sees_a_clients_calendar_in_four_queries(
    signed_in, owner, client, studio, weeks, django_assert_num_queries
):
    program = make_program(studio, client=client, phases=[(weeks, ["A"])])
    schedule(program, client, starts_on=date(2026, 11, 2))
    visitor = signed_in(owner)
    with django_assert_num_queries(4):
        page = month(visitor.get(reverse("client_calendar", args=[client.pk])))
    assert sum(len(day.sessions) for day in page.days) == weeks
