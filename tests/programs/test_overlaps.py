"""Two programs of one client: one calendar, by a rule, named wherever both stand together."""

import uuid
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from programs.actions.calendar import move_session
from programs.models import Session
from programs.queries.overlaps import RULE
from tests.programs.planned import add_group, make_exercise, make_program
from tests.programs.scheduled import assigned
from trainer.models import Client

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def noon_of_monday():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def bench():
    return make_exercise("Bench press", primary_muscles=["chest"])


@pytest.fixture
def strength(studio, bench):
    """Three weeks of two workouts, 12 sets of the chest in each."""
    program = make_program(studio, name="Strength base", phases=[(3, ("Push", "Pull"))])
    add_group(program.phases.get().workouts.get(position=1), bench, sets=12)
    return program


@pytest.fixture
def running(studio, bench):
    """Two weeks of two workouts, 9 sets of the chest in each."""
    program = make_program(studio, name="Run prep", phases=[(2, ("Intervals", "Long run"))])
    add_group(program.phases.get().workouts.get(position=1), bench, sets=9)
    return program


@pytest.fixture
def both(strength, running, client, owner):
    """Running first, on Monday and Thursday; then strength, on Monday and Wednesday."""
    return [
        assigned(running, client, owner),
        assigned(strength, client, owner, weekdays=(0, 2)),
    ]


def preview_of(visitor, program, client):
    url = reverse("program_assign", args=[program.pk])
    return visitor.get(url, {"client": client.pk}).context["preview"]


# Before the second one is assigned


def test_the_page_says_what_both_come_to(signed_in, owner, strength, running, client):
    assigned(running, client, owner)
    shown = preview_of(signed_in(owner), strength, client)
    assert shown.overlap.text == (
        "Trains “Run prep” too, until 3 Dec 2026: both on 4 days, up to 4 workouts a week."
    )
    assert shown.overlap.shared == [date(2026, 11, day) for day in (23, 26, 30)] + [date(2026, 12, 3)]
    assert shown.overlap.shared_text == ("Mon 23 November, Thu 26 November, Mon 30 November, Thu 3 December")
    assert shown.together.week == "the week from Mon 23 November"
    assert [(line.name, line.own, line.others, line.both, line.band) for line in shown.together.muscles] == [
        ("Chest", "12", "9", "21", "a lot")
    ]
    assert shown.together.says == (
        "Over 20 sets: chest. For most muscles little more is gained, and recovery suffers."
    )


def test_the_page_states_the_rule(signed_in, owner, strength, running, client):
    assigned(running, client, owner)
    page = signed_in(owner).get(reverse("program_assign", args=[strength.pk]), {"client": client.pk})
    assert RULE in page.content.decode()


def test_twenty_sets_together_are_no_reason_to_warn(signed_in, owner, strength, running, client):
    for row in running.setgroup_rows.all():
        row.sets = 8
        row.save()
    assigned(running, client, owner)
    shown = preview_of(signed_in(owner), strength, client)
    assert [(line.both, line.high) for line in shown.together.muscles] == [("20", False)]
    assert shown.together.says == ""


def test_a_program_that_is_over_or_begins_later_does_not_count(
    signed_in, owner, strength, running, client, other_client
):
    assigned(running, client, owner, starts_on=date(2026, 11, 2))
    assigned(running, other_client, owner, starts_on=date(2027, 1, 4))
    visitor = signed_in(owner)
    assert preview_of(visitor, strength, client).overlap is None
    assert preview_of(visitor, strength, other_client).overlap is None


def test_what_is_done_skipped_or_unplanned_does_not_count(signed_in, owner, strength, running, client):
    own = assigned(running, client, owner)
    Session.objects.filter(program=own).update(status="skipped")
    Session.objects.create(studio=client.studio, client=client, name="Swim", date=MONDAY)
    assert preview_of(signed_in(owner), strength, client).overlap is None


@pytest.mark.parametrize("others", [1, 3])
def test_three_workouts_more_take_no_further_query(
    signed_in, owner, strength, studio, client, others, django_assert_num_queries
):
    names = [f"Workout {number}" for number in range(others)]
    program = make_program(studio, name=f"Other {uuid.uuid4()}", phases=[(2, names)])
    assigned(program, client, owner, weekdays=(0, 1, 2))
    visitor = signed_in(owner)
    url = reverse("program_assign", args=[strength.pk])
    with django_assert_num_queries(27):
        visitor.get(url, {"client": client.pk})


# On the calendar


def test_each_program_keeps_its_days_and_the_one_assigned_first_comes_first(both, client):
    found = Session.objects.filter(client=client).order_by("date", "position")
    assert list(found.values_list("date", "position", "name", "program__name"))[:5] == [
        (date(2026, 11, 23), 1, "Intervals", "Run prep"),
        (date(2026, 11, 23), 2, "Push", "Strength base"),
        (date(2026, 11, 25), 1, "Pull", "Strength base"),
        (date(2026, 11, 26), 1, "Long run", "Run prep"),
        (date(2026, 11, 30), 1, "Intervals", "Run prep"),
    ]


def test_both_calendars_show_both_programs_by_name(both, signed_in, owner, client, client_person):
    expected = [("Intervals", "Run prep"), ("Push", "Strength base")]
    for visitor, url in (
        (signed_in(client_person), reverse("calendar")),
        (signed_in(owner), reverse("client_calendar", args=[client.pk])),
    ):
        month = visitor.get(url).context["month"]
        [day] = [day for day in month.days if day.date == MONDAY]
        assert [(entry.name, entry.program_name) for entry in day.sessions] == expected
        assert sum(len(day.sessions) for day in month.days) == 8  # to 6 December


def test_today_shows_the_first_and_names_the_other_with_its_program(both, signed_in, client_person):
    response = signed_in(client_person).get(reverse("today"))
    day = response.context["day"]
    assert (day.head.name, [other.name for other in day.others]) == ("Intervals", ["Push"])
    assert "Push <small>Strength base</small>" in response.content.decode()


def test_once_the_first_is_left_out_today_shows_the_second(both, signed_in, client_person):
    Session.objects.filter(date=MONDAY, name="Intervals").update(status="skipped")
    day = signed_in(client_person).get(reverse("today")).context["day"]
    assert (day.head.name, [other.name for other in day.others]) == ("Push", ["Intervals"])


def test_a_workout_that_is_moved_comes_after_what_stands_there(both, client, owner):
    long_run = Session.objects.filter(name="Long run").earliest("date")
    move_session(session=long_run, day=date(2026, 11, 25), by=owner)
    found = Session.objects.filter(client=client, date=date(2026, 11, 25)).order_by("position")
    assert list(found.values_list("position", "name")) == [(1, "Pull"), (2, "Long run")]


def test_moving_offers_days_with_what_stands_there_and_its_program(both, signed_in, client_person):
    long_run = Session.objects.filter(name="Long run").earliest("date")
    page = signed_in(client_person).get(reverse("session_move", args=[long_run.pk])).context["page"]
    assert [choice.beside for choice in page.choices][:2] == [
        "Intervals and Push (Strength base)",
        "",
    ]
    assert page.rest == []


def test_the_trainers_pages_name_the_programs_where_a_client_has_two(both, signed_in, owner, client: Client):
    visitor = signed_in(owner)
    desk = visitor.get(reverse("desk")).content.decode()
    assert "<span>Intervals · Run prep</span>" in desk
    assert "<span>Push · Strength base</span>" in desk
    page = visitor.get(reverse("client_detail", args=[client.pk])).content.decode()
    assert "<span>Long run · Run prep</span>" in page


def test_with_one_program_nothing_is_said_of_it(signed_in, owner, strength, client):
    assigned(strength, client, owner)
    assert "<span>Push</span>" in signed_in(owner).get(reverse("desk")).content.decode()


def test_what_was_missed_is_named_with_its_program(both, signed_in, client_person):
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC), tick=False):
        missed = signed_in(client_person).get(reverse("today")).context["missed"]
    assert [(item.name, item.program) for item in missed.shown] == [
        ("Long run", "Run prep"),
        ("Pull", "Strength base"),
        ("Push", "Strength base"),
    ]


def test_what_is_done_early_is_named_with_its_program(both, signed_in, client_person):
    page = signed_in(client_person).get(reverse("session_forward")).context["page"]
    assert (page.session.name, page.program) == ("Pull", "Strength base")
