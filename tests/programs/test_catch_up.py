"""What was missed is offered again; the fragments that Today and the session page take in."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from programs.actions.calendar import move_session, skip_session
from programs.actions.sessions import start_session
from programs.models import Session
from programs.queries.catch_up import catch_up
from tests.conftest import make_client
from tests.programs.planned import make_program, schedule
from trainer.models import Studio

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def plan(studio, client):
    """`plan(-1, -3)` gives sessions that many days from Monday, named after their days."""

    def plan(*days):
        program = make_program(studio, client=client, phases=[(1, [f"W{day}" for day in days])])
        rows = schedule(program, client, starts_on=MONDAY)
        for row, day in zip(rows, days, strict=True):
            row.date = MONDAY + day * DAY
            row.save()
        return rows

    return plan


def missed(user):
    page = catch_up(user, today=MONDAY)
    return [(row.name, row.day, row.started) for row in page.shown], page.more


# What is missed


def test_what_is_planned_for_a_day_that_is_over_is_missed(plan, client_person):
    plan(-3, 0, 2)
    assert missed(client_person) == ([("W-3", "Fri 20 November", False)], 0)


def test_what_was_done_skipped_or_moved_is_not_missed(plan, client_person, owner):
    rows = plan(-4, -3, -2, -1)
    skip_session(session=rows[0], reason="Ill", by=owner)
    move_session(session=rows[1], day=MONDAY, by=owner)
    for row, status in zip(rows[2:], ("done", "partial"), strict=True):
        start_session(session=row, by=owner, now=NOON - DAY)
        Session.objects.filter(pk=row.pk).update(status=status)
    assert missed(client_person) == ([], 0)


def test_what_was_begun_before_midnight_can_be_gone_on_with_after_it(plan, client_person, owner):
    [row] = plan(-1)
    start_session(session=row, by=owner, now=NOON - timedelta(hours=13))
    assert missed(client_person) == ([("W-1", "Sun 22 November", True)], 0)


def test_two_weeks_are_looked_back_on_and_the_newest_three_are_shown(plan, client_person):
    plan(-15, -14, -13, -7, -1)
    assert missed(client_person) == (
        [
            ("W-1", "Sun 22 November", False),
            ("W-7", "Mon 16 November", False),
            ("W-13", "Tue 10 November", False),
        ],
        1,
    )


def test_everybody_catches_up_on_their_own_sessions_only(
    plan, client, owner, client_person, other_client_person, other_client
):
    plan(-1)
    assert [missed(person)[0] for person in (owner, other_client_person)] == [[], []]
    client.archived_at = NOON
    client.save()
    assert missed(client_person) == ([], 0)


def test_a_client_of_two_studios_catches_up_on_both(plan, client_person, stranger):
    elsewhere = Studio.objects.get(memberships__user=stranger)
    second = make_client(elsewhere, stranger, "Clara C.", user=client_person)
    plan(-1)
    schedule(
        make_program(elsewhere, client=second, phases=[(1, ["Run"])]), second, starts_on=MONDAY - 2 * DAY
    )
    assert [name for name, _, _ in missed(client_person)[0]] == ["W-1", "Run"]


@pytest.mark.parametrize("count", [1, 3])
def test_catching_up_takes_one_query(plan, client_person, count, django_assert_num_queries):
    plan(*range(-count, 0))
    with django_assert_num_queries(1):
        assert len(catch_up(client_person, today=MONDAY).shown) == count


# The fragments


@pytest.fixture
def draw(client_person):
    """A fragment as a page at /today/ takes it in."""

    def draw(name, **context):
        request = RequestFactory().get("/today/")
        request.user = client_person
        return render_to_string(f"programs/{name}.html", context, request)

    return draw


def words(fragment):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", fragment)).strip()


def actions(fragment):
    """Where the links and forms of a fragment lead."""
    return re.findall(r'(?:href|action)="([^"#]+)"', fragment.replace("<use href", "<use"))


def test_what_is_missed_stands_there_with_what_can_be_done_about_it(draw, plan, client_person):
    [row] = plan(-3)
    fragment = draw("catch_up", missed=catch_up(client_person, today=MONDAY))
    assert words(fragment) == "Catch up W-3 Missed Fri 20 November Do it now Move Skip"
    page = reverse("session_detail", args=[row.pk])
    assert actions(fragment) == [
        page,
        f"{page}move/",
        f"{page}move/?next=/today/",
        f"{page}skip/?next=/today/",
    ]
    assert f'name="next" value="{page}"' in fragment


def test_today_offers_what_was_missed_and_what_is_not_planned(signed_in, plan, client_person):
    [row] = plan(-3)
    page = signed_in(client_person).get(reverse("today")).content.decode()
    assert reverse("session_move", args=[row.pk]) in page
    assert reverse("session_unplanned") in page


def test_a_session_that_was_begun_is_gone_on_with(draw, plan, client_person, owner):
    [row] = plan(-1)
    start_session(session=row, by=owner, now=NOON - timedelta(hours=13))
    fragment = draw("catch_up", missed=catch_up(client_person, today=MONDAY))
    assert words(fragment) == "Catch up W-1 Started Sun 22 November, not finished Go on"


def test_more_than_three_lead_to_the_calendar(draw, plan, client_person):
    plan(-5, -4, -3, -2, -1)
    fragment = draw("catch_up", missed=catch_up(client_person, today=MONDAY))
    assert words(fragment).endswith("2 more on your calendar")
    assert actions(fragment)[-1] == reverse("calendar")


def test_with_nothing_missed_nothing_is_said(draw, client_person):
    assert draw("catch_up", missed=catch_up(client_person, today=MONDAY)).strip() == ""


@pytest.mark.parametrize(
    ("day", "as_trainer", "said"),
    [
        (0, False, "Move Can’t today"),
        (0, True, "Move Can’t today"),
        (2, False, "Do it today Move Skip"),
        (2, True, "Move Skip"),
        (-2, False, "Do it now Move Skip"),
        (-2, True, "Move Skip"),
    ],
)
def test_what_can_be_done_with_a_planned_session_depends_on_its_day(draw, plan, day, as_trainer, said):
    [row] = plan(day)
    fragment = draw("session_moves", session=row, today=MONDAY, as_trainer=as_trainer)
    assert words(fragment) == said


def test_a_skipped_session_can_be_planned_again(draw, plan, owner):
    [row] = plan(0)
    skip_session(session=row, reason="Ill", by=owner)
    row.refresh_from_db()
    fragment = draw("session_moves", session=row, today=MONDAY, as_trainer=False)
    assert words(fragment) == "Plan it again Move"
    assert actions(fragment)[0] == reverse("session_plan_again", args=[row.pk])


@pytest.mark.parametrize("status", ["in_progress", "done", "partial"])
def test_for_what_has_started_nothing_is_offered(draw, plan, status):
    [row] = plan(0)
    row.status = status
    assert draw("session_moves", session=row, today=MONDAY, as_trainer=False).strip() == ""
