"""A client's today, their calendar, and one workout."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from programs.actions.sessions import start_session
from programs.models import Session, SetGroup
from programs.queries.sessions import today_of
from tests.programs.planned import (
    BARBELL,
    add_group,
    effective,
    lift,
    make_exercise,
    make_program,
    schedule,
)

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY_QUERIES = 10


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def program(studio, client):
    program = make_program(studio, client=client)
    add_group(program.phases.get().workouts.get(), make_exercise("Bench press"), reps=10)
    return program


@pytest.fixture
def sessions(program, client):
    """Workout A on Monday the 23rd, and in the second week on the 30th."""
    return schedule(program, client, starts_on=MONDAY)


@pytest.fixture
def at_home(signed_in, client_person):
    return signed_in(client_person)


def words(response):
    """The text of a page, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


# Which session


def test_today_is_the_workout_of_today_at_once(at_home, sessions):
    response = at_home.get(reverse("today"))
    assert response.status_code == 200
    assert response.context["day"].state == "today"
    assert "Monday, 23 Nov 2026" in words(response)
    assert "Strength base · week 1 of 2 · about 5 min" in words(response)
    assert "A Bench press 4 × 10 · 80 kg all-out: expect not to finish every set" in words(response)


def test_on_a_rest_day_the_next_workout_is_shown_with_its_date(at_home, sessions):
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        response = at_home.get(reverse("today"))
    assert response.context["day"].state == "next"
    assert "Rest day. Your next workout: Monday, 30 Nov 2026" in words(response)
    assert "week 2 of 2" in words(response)


def test_after_the_last_workout_the_program_has_ended(at_home, sessions):
    with time_machine.travel(datetime(2026, 12, 5, 12, tzinfo=UTC)):
        response = at_home.get(reverse("today"))
    assert "“Strength base” ended on 30 Nov 2026." in words(response)


def test_without_any_program_the_page_says_who_is_to_plan(at_home, client):
    response = at_home.get(reverse("today"))
    assert "Your trainer has not planned anything yet" in words(response)


def test_of_two_workouts_on_one_day_the_first_still_to_train_is_shown(at_home, client, sessions):
    morning = sessions[0]
    evening = Session.objects.create(studio=client.studio, client=client, name="Run", date=MONDAY, position=2)
    page = at_home.get(reverse("today")).context["day"]
    assert (page.head.id, [other.id for other in page.others]) == (morning.pk, [evening.pk])
    Session.objects.filter(pk=morning.pk).update(status="skipped")
    page = at_home.get(reverse("today")).context["day"]
    assert (page.head.id, [other.id for other in page.others]) == (evening.pk, [morning.pk])


def test_when_today_is_done_the_page_says_so(at_home, sessions, owner):
    start_session(session=sessions[0], by=owner, now=NOON)
    Session.objects.filter(pk=sessions[0].pk).update(status="done")
    response = at_home.get(reverse("today"))
    assert "That was it for today. Monday, 23 Nov 2026 · Done Workout A" in words(response)
    assert "Next: Workout A , Monday 30 November" in words(response)


def test_a_skipped_session_of_another_day_is_not_what_comes_next(client_person, sessions):
    Session.objects.filter(pk=sessions[1].pk).update(status="skipped")
    assert today_of(client_person, today=date(2026, 11, 24)).state == "ended"


@pytest.mark.parametrize(
    ("zone", "moment", "state"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 22, 21, tzinfo=UTC), "today"),  # Monday 10:00 there
        ("Pacific/Auckland", datetime(2026, 11, 23, 12, tzinfo=UTC), "next"),  # Tuesday 01:00 there
        ("America/Los_Angeles", datetime(2026, 11, 24, 5, tzinfo=UTC), "today"),  # Monday 21:00 there
        ("UTC", datetime(2026, 11, 22, 21, tzinfo=UTC), "next"),
    ],
)
def test_today_is_the_clients_day_where_they_live(at_home, sessions, client_person, zone, moment, state):
    client_person.time_zone = zone
    client_person.save()
    with time_machine.travel(moment):
        assert at_home.get(reverse("today")).context["day"].state == state


def test_the_day_of_the_clock_change_in_berlin_is_one_day(at_home, program, client, client_person):
    schedule(program, client, starts_on=date(2026, 10, 25))
    client_person.time_zone = "Europe/Berlin"
    client_person.save()
    states = []
    for moment in (
        datetime(2026, 10, 24, 21, 59, tzinfo=UTC),  # Saturday 23:59
        datetime(2026, 10, 24, 22, 0, tzinfo=UTC),  # Sunday 00:00, summer time
        datetime(2026, 10, 25, 22, 59, tzinfo=UTC),  # Sunday 23:59, winter time
        datetime(2026, 10, 25, 23, 0, tzinfo=UTC),  # Monday 00:00
    ):
        with time_machine.travel(moment):
            states.append(at_home.get(reverse("today")).context["day"].state)
    assert states == ["next", "today", "today", "next"]


# What its sheet says, to be read and printed


def sheet_of(visitor, session):
    return visitor.get(reverse("session_sheet", args=[session.pk]))


def lines(response):
    groups = response.context["workout"].groups
    return [
        (card.code, line.target, line.load) for g in groups for card in g.exercises for line in card.lines
    ]


def test_every_number_of_the_target_line_is_on_the_page(at_home, studio, client):
    program = make_program(studio, client=client, phases=[(1, ["Workout A"])])
    add_group(
        program.phases.get().workouts.get(),
        make_exercise("Bench press"),
        slot={"note": "Pause on the chest."},
        rest_seconds=90,
        rir=2,
        all_out=False,
        tempo="3-1-X-0",
        feasibility="",
    )
    [session] = schedule(program, client, starts_on=MONDAY)
    text = words(sheet_of(at_home, session))
    assert "4 × 10 80 kg 20 kg bar + 25 + 5 each side" in text
    assert "rest 1:30 · stop with 2 good reps left" in text
    assert "3 s lowering, 1 s pause, fast lifting" in text
    assert "From your trainer: Pause on the chest." in text
    assert "Bench press: slow down, then push." in text


def test_why_says_each_number_in_plain_words_and_names_the_sources(at_home, sessions):
    response = sheet_of(at_home, sessions[0])
    (group,) = response.context["workout"].groups
    assert re.findall(r"<p>(.*?)</p>", group.exercises[0].why) == [
        "The aim here is muscle growth: hard sets with a moderate weight.",
        "80 kg is 80 % of 100 kg, the most you can lift once (tested on 2 Nov 2026).",
        "10 repetitions: enough to tire the muscle, and it is hard sets that make it grow.",
        "All-out: on average people manage about 10 repetitions with this weight, "
        "so it is fine if you don&#x27;t finish every set.",
        "4 sets: on average more sets build more muscle, up to a point.",
        "Rest 60 seconds, longer if you need it: on average more rest costs no growth.",
        "No fixed speed: lower under control, lift firmly.",
        "From: Nuzzo, Pinto, Nosaka and Steele 2024, doi:10.1007/s40279-023-01937-7; "
        "Singer et al. 2024, doi:10.3389/fspor.2024.1429789.",
    ]
    assert f"<summary>Why this?</summary>{group.exercises[0].why}</details>" in response.content.decode()


def test_exercises_done_together_share_a_letter_and_stand_in_one_group(at_home, studio, client):
    program = make_program(studio, client=client, phases=[(1, ["Workout A"])])
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Squat"))
    add_group(workout, make_exercise("Row"), make_exercise("Dip"), kind="superset")
    [session] = schedule(program, client, starts_on=MONDAY)
    groups = sheet_of(at_home, session).context["workout"].groups
    assert [(group.title, [card.code for card in group.exercises]) for group in groups] == [
        ("", ["A"]),
        ("Superset: one set of each in turn", ["B1", "B2"]),
    ]


def test_a_person_who_reads_pounds_sees_both_units(at_home, sessions, client_person):
    client_person.unit = "lb"
    client_person.save()
    assert lines(sheet_of(at_home, sessions[0])) == [("A", "4 × 10", "80 kg (176.4 lb)")]


def test_a_person_who_writes_a_decimal_comma_reads_one(at_home, sessions, client_person):
    SetGroup.objects.update(effective=effective(load="82.5"))
    client_person.locale = "en-eu"
    client_person.save()
    response = sheet_of(at_home, sessions[0])
    assert lines(response) == [("A", "4 × 10", "82,5 kg")]
    assert "20 kg bar + 25 + 5 + 1,25 each side" in words(response)


def test_a_started_session_shows_what_was_frozen(at_home, sessions, owner):
    start_session(session=sessions[0], by=owner, now=NOON)
    SetGroup.objects.update(effective=effective(load="60"))
    assert [lines(sheet_of(at_home, session)) for session in sessions] == [
        [("A", "4 × 10", "80 kg")],
        [("A", "4 × 10", "60 kg")],
    ]


def test_a_workout_without_exercises_says_so(at_home, studio, client):
    session, *_ = schedule(make_program(studio, client=client), client, starts_on=MONDAY)
    assert "This workout has no exercises yet." in words(sheet_of(at_home, session))
    assert "Nothing is on this workout yet: add what you train." in words(at_home.get(reverse("today")))


def test_the_page_of_a_session_whose_program_is_gone_is_still_a_page(at_home, sessions, program):
    program.delete()
    response = sheet_of(at_home, sessions[0])
    assert (response.status_code, lines(response)) == (200, [])
    assert at_home.get(reverse("today")).status_code == 200


def test_what_people_wrote_is_text_and_never_markup(at_home, program, sessions):
    program.slot_rows.update(note="<script>alert(1)</script>")
    for response in (at_home.get(reverse("today")), sheet_of(at_home, sessions[0])):
        assert "<script>alert" not in response.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.content.decode()


# Who may see it


def test_a_session_opens_for_its_client_and_their_trainer_only(
    signed_in, sessions, client_person, owner, helper, stranger, other_client_person, other_client
):
    people = [client_person, owner, helper, stranger, other_client_person]
    for name in ("session_detail", "session_sheet"):
        url = reverse(name, args=[sessions[0].pk])
        assert [signed_in(person).get(url).status_code for person in people] == [200, 200, 404, 404, 404]


def test_the_trainer_finds_the_way_to_the_builder_and_the_client_does_not(
    signed_in, sessions, program, owner, at_home
):
    url = reverse("session_detail", args=[sessions[0].pk])
    builder = reverse("program_detail", args=[program.pk])
    assert builder in signed_in(owner).get(url).content.decode()
    assert builder not in at_home.get(url).content.decode()


def test_an_archived_client_sees_nothing_of_their_sessions(at_home, sessions, client):
    client.archived_at = NOON
    client.save()
    assert at_home.get(reverse("session_detail", args=[sessions[0].pk])).status_code == 404
    assert at_home.get(reverse("today")).context["day"].state == "nothing"


def test_a_person_without_a_trainer_gets_a_page_and_no_error(signed_in, stranger):
    assert signed_in(stranger).get(reverse("today")).status_code == 200


# What it costs


def plan_exercises(studio, client, count):
    program = make_program(studio, client=client, phases=[(4, ["Workout A"])])
    workout = program.phases.get().workouts.get()
    for number in range(count):
        add_group(workout, make_exercise(f"Exercise {number}"), lifts=lift(available=BARBELL))
    schedule(program, client, starts_on=MONDAY)


@pytest.mark.parametrize("count", [1, 8])
def test_today_takes_as_many_queries_with_eight_exercises_as_with_one(
    at_home, studio, client, count, django_assert_num_queries
):
    plan_exercises(studio, client, count)
    with django_assert_num_queries(TODAY_QUERIES):
        response = at_home.get(reverse("today"))
    assert len(response.context["training"].log.groups) == count


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_calendar_takes_one_query_for_its_sessions(
    at_home, studio, client, weeks, django_assert_num_queries
):
    schedule(
        make_program(studio, client=client, phases=[(weeks, ["A"])]), client, starts_on=date(2026, 11, 2)
    )
    with django_assert_num_queries(3):
        response = at_home.get(reverse("calendar"))
    assert sum(len(day.sessions) for day in response.context["month"].days) == weeks
