"""A trained session as its trainer sees it."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from programs.models import Session
from tests.conftest import make_client
from tests.programs.planned import (
    add_group,
    add_set_group,
    lift,
    make_exercise,
    make_program,
    schedule,
)
from tests.programs.trained import Diary, Kind
from web.identifiers import new_uuid

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday_noon():
    with time_machine.travel(AT + timedelta(hours=18), tick=False):
        yield


@pytest.fixture
def program(studio, client):
    """Four sets of the bench press, then three of pull-ups."""
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"), all_out=False, rir=2.0)
    body = lift(load_kind="body_weight", body_part="60", one_rm=None)
    pull_up = make_exercise("Pull-up", load_kind="body_weight", pattern="vertical_pull")
    numbers: dict[str, Any] = {"sets": 3, "load": "60", "added": "0", "reps": 8, "volume_load": "1440"}
    add_group(workout, pull_up, lifts=body, all_out=False, rir=2.0, **numbers)
    return program


@pytest.fixture
def sessions(program, client):
    return schedule(program, client, starts_on=MONDAY)


@pytest.fixture
def session(sessions):
    return sessions[0]


@pytest.fixture
def diary(session, client_person):
    return Diary(session, client_person, at=AT)


@pytest.fixture
def review(signed_in, owner, session):
    """`review()` is what the page is made of, as its trainer gets it."""

    def review(of=session):
        return signed_in(owner).get(address(of)).context["page"]

    return review


def address(session):
    return reverse("session_review", args=[session.pk])


def rows(review, number=0):
    """Label, state, target, done, differences and reserve of each line of an exercise."""
    return [
        (row.label, row.state, row.target, row.done, [item.text for item in row.differences], row.reserve)
        for row in review().exercises[number].rows
    ]


def notes(review, number=0):
    return [list(row.notes) for row in review().exercises[number].rows]


# Set by set


def test_each_set_stands_as_planned_and_as_done(diary, review):
    diary.log("Bench press", 1)
    diary.log("Bench press", 2, load="82.5", reps=8, rir="0.5")
    diary.skip("Bench press", 3, reason="Grip gave out")
    diary.finish()
    assert rows(review) == [
        ("1", "done", "80 kg × 10", "80 kg × 10", [], "2 → 1"),
        ("2", "done", "80 kg × 10", "82.5 kg × 8", ["+2.5 kg", "−2 reps"], "2 → 0.5"),
        ("3", "skipped", "80 kg × 10", "Skipped: Grip gave out", [], "2"),
        ("4", "missed", "80 kg × 10", "Not reached", [], "2"),
    ]


def test_an_exercise_that_was_skipped_and_one_that_was_not_reached_take_one_line_each(diary, review):
    diary.log("Bench press", 1)
    diary.skip("Bench press")
    diary.finish()
    assert [row[:4] for row in rows(review)] == [
        ("1", "done", "80 kg × 10", "80 kg × 10"),
        ("2–4", "skipped", "80 kg × 10", "Skipped"),
    ]
    assert [row[:4] for row in rows(review, 1)] == [("1–3", "missed", "body weight × 8", "Not reached")]


def test_a_session_that_is_still_trained_has_open_sets(diary, review):
    diary.log("Bench press", 1)
    assert [(row.label, row.state, row.done) for row in review().exercises[0].rows] == [
        ("1", "done", "80 kg × 10"),
        ("2–4", "open", "Not done yet"),
    ]


def test_before_it_starts_the_page_shows_what_is_planned(review, session):
    page = review()
    assert [[row.target for row in item.rows] for item in page.exercises] == [
        ["80 kg × 10"],
        ["body weight × 8"],
    ]
    assert (page.times, page.seen, page.totals[0].done) == ("", 0, "0")
    assert Session.objects.get(pk=session.pk).frozen is None


def test_a_skipped_session_says_why(signed_in, owner, session):
    Session.objects.filter(pk=session.pk).update(status="skipped", skip_reason="Flu")
    answer = signed_in(owner).get(address(session))
    assert [row.done for row in answer.context["page"].exercises[0].rows] == ["Skipped"]
    assert 'Skipped: <span dir="auto">Flu</span>' in answer.content.decode()


def test_sets_are_called_by_their_kind_and_numbered_where_there_are_several(program, diary, review, session):
    slot = session.workout.groups.order_by("position").first().slots.get()
    for kind, sets in (("warm_up", 2), ("back_off", 1)):
        add_set_group(slot, slot.program.phases.get().weeks.last(), sets=sets, row={"set_type": kind})
    later = Session.objects.get(date=MONDAY + timedelta(days=7))
    assert [row.label for row in review(later).exercises[0].rows] == [
        "Warm-up 1",
        "Warm-up 2",
        "1–4",
        "Back-off",
    ]


def test_a_corrected_set_shows_what_it_was(diary, review):
    first = diary.log("Bench press", 1, reps=8)
    diary.correct(first, reps=9)
    diary.correct(first, reps=10)
    diary.finish()
    assert notes(review)[0] == ["was 80 kg × 8, then 80 kg × 9, corrected 5:33 p.m."]
    assert rows(review)[0][3] == "80 kg × 10"


def test_a_set_that_was_taken_back_is_not_forgotten(diary, review):
    diary.take_back(diary.log("Bench press", 1, reps=50))
    diary.log("Bench press", 1)
    diary.finish()
    assert notes(review)[0] == ["80 kg × 50 was logged and taken back 5:32 p.m."]
    assert rows(review)[0][3] == "80 kg × 10"


def test_what_was_corrected_on_another_day_says_which(diary, review):
    first = diary.log("Bench press", 1, reps=8)
    diary.finish()
    diary.now = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)
    diary.correct(first, reps=9)
    assert notes(review)[0] == ["was 80 kg × 8, corrected 24 November, 8 a.m."]


def test_a_swapped_exercise_says_what_it_stands_in_for(diary, review):
    press = make_exercise("Dumbbell press", loaded_with="dumbbell")
    diary.log("Bench press", 1, load="75")
    diary.swap("Bench press", press, reason="Rack taken")
    diary.log("Bench press", 2, load="30", reps=9)
    diary.finish()
    found = review().exercises[0]
    assert (found.name, found.planned_name, found.swap_reason) == (
        "Dumbbell press",
        "Bench press",
        "Rack taken",
    )
    assert [row[2:5] for row in rows(review)] == [
        ("80 kg × 10", "75 kg × 10", ["−5 kg"]),
        ("10 reps", "30 kg × 9", ["−1 rep"]),
        ("10 reps", "Not reached", []),
    ]
    assert notes(review)[0] == ["done as Bench press"]


def test_added_sets_and_exercises_are_marked(diary, review):
    curl = make_exercise("Curl", pattern="elbow_flexion")
    diary.add_set("Bench press")
    diary.log("Bench press", 5)
    diary.add(curl)
    diary.log("Curl", 1, load="12", reps=12)
    diary.finish()
    assert notes(review) == [[], ["added"]]
    assert [(item.code, item.name, item.added) for item in review().exercises] == [
        ("A", "Bench press", False),
        ("B", "Pull-up", False),
        ("+", "Curl", True),
    ]
    assert rows(review, 2) == [("1", "done", "", "12 kg × 12", [], "– → 1")]
    assert notes(review, 2) == [[]]


def test_an_added_set_shows_the_target_that_the_phone_told(diary, review):
    curl = make_exercise("Curl", pattern="elbow_flexion")
    told = {"load": "40", "unit": "kg", "reps": 8, "rir": "2"}
    diary.add_set("Bench press", target=told)
    ids = {"slot": str(new_uuid()), "exercise": str(curl.pk), "set_type": "working"}
    diary.tell(Kind.SET, ids | {"set": str(new_uuid()), "load": "12", "unit": "kg", "reps": 12})
    key = {"set": str(new_uuid()), "set_type": "working", "target": told}
    diary.tell(Kind.ADD, {"slot": ids["slot"]} | key)
    assert [row[:3] + row[5:] for row in rows(review)] == [
        ("1–4", "open", "80 kg × 10", "2"),
        ("5", "open", "40 kg × 8", "2"),
    ]
    assert [item.name for item in review().exercises] == ["Bench press", "Pull-up", "Curl"]
    assert [row[:4] for row in rows(review, 2)] == [
        ("1", "done", "", "12 kg × 12"),
        ("2", "open", "40 kg × 8", "Not done yet"),
    ]


def test_pain_stands_at_the_top_and_on_its_exercise(diary, review):
    diary.pain("Bench press", "shoulder", 3)
    diary.pain("Bench press", "shoulder", 6, text="Sharp")
    diary.pain("Bench press", "wrist", 0)
    diary.take_back(diary.pain("Pull-up", "elbow", 8))
    page = review()
    assert [(item.name, pain.words) for item, pain in page.pains] == [("Bench press", "shoulder 6 of 10")]
    assert [(pain.words, pain.text) for pain in page.exercises[0].pains] == [
        ("shoulder 6 of 10", "Sharp"),
        ("wrist 0 of 10", ""),
    ]
    assert page.exercises[1].pains == []


def test_a_set_that_the_trainer_logged_says_so(diary, review, owner):
    diary.log("Bench press", 1)
    diary.log("Bench press", 2, by=owner)
    diary.finish()
    assert notes(review)[:2] == [[], ["logged by Olivia Owner"]]
    assert review().logged_by == ""


def test_a_session_that_the_trainer_logged_says_it_once(session, review, owner):
    diary = Diary(session, owner, at=AT)
    diary.log("Bench press", 1)
    diary.finish()
    assert review().logged_by == "Olivia Owner"
    assert notes(review)[0] == []


# The head


def test_the_head_says_when_in_the_clients_time(signed_in, owner, session, diary, client_person):
    client_person.time_zone = "Asia/Tokyo"
    client_person.save()
    diary.log("Bench press", 1)
    diary.finish(rpe="8.5")
    page = signed_in(owner).get(address(session)).context["page"]
    assert (page.day, page.times, page.zone) == (
        "Monday, 23 Nov 2026",
        "Started 24 November, 2:30 a.m., finished 24 November, 2:32 a.m.",
        "Asia/Tokyo",
    )
    assert (page.program, page.rpe) == ("Strength base", "8.5")


def test_a_zone_that_shows_the_same_time_is_not_named(review, diary, client_person):
    client_person.time_zone = "Europe/London"
    client_person.save()
    assert (review().times, review().zone) == ("Started 5:30 p.m.", "")


def totals(review):
    return [tuple(total) for total in review().totals]


def test_totals_put_what_was_done_beside_what_was_planned(diary, review):
    for number in range(1, 5):
        diary.log("Bench press", number)
    diary.log("Pull-up", 1, load="5", reps=8)
    diary.finish(minutes=52)
    assert totals(review) == [
        ("Working sets", "5", "7"),
        ("Volume load", "3\N{NARROW NO-BREAK SPACE}720 kg", "4\N{NARROW NO-BREAK SPACE}640 kg"),
        ("Minutes", "52", "about 15"),
    ]


def test_minutes_that_nobody_told_are_those_from_start_to_end(diary, review):
    diary.now = AT + timedelta(minutes=46)
    diary.finish()
    assert totals(review)[-1] == ("Minutes", "47", "about 15")


def test_a_session_that_somebody_forgot_to_finish_has_no_minutes(diary, review):
    diary.now = AT + timedelta(hours=7)
    diary.finish()
    assert totals(review)[-1] == ("Minutes", "–", "about 15")


def test_a_planned_volume_with_an_open_load_is_not_made_up(studio, client, client_person, review):
    program = make_program(studio, client=client)
    add_group(program.phases.get().workouts.get(), make_exercise("Squat"), load=None, volume_load=None)
    session = schedule(program, client, starts_on=MONDAY)[0]
    Diary(session, client_person, at=AT).log("Squat", 1, load="100")
    page = review(session)
    assert tuple(page.totals[1]) == ("Volume load", "1\N{NARROW NO-BREAK SPACE}000 kg", "")


# Reading


def read(visitor, session, seen=None):
    data = {} if seen is None else {"seen": seen}
    return visitor.post(reverse("session_read", args=[session.pk]), data)


def stored(session):
    return Session.objects.get(pk=session.pk)


def test_reading_leads_on_to_the_next_new_session_and_then_to_the_desk(
    sessions, client_person, signed_in, owner
):
    for number, session in enumerate(sessions):
        diary = Diary(session, client_person, at=AT + timedelta(hours=number))
        diary.log("Bench press", 1)
        diary.finish()
    visitor = signed_in(owner)
    newest, older = sessions[1], sessions[0]
    assert read(visitor, newest).url == address(older)
    assert read(visitor, older).url == reverse("desk")
    assert (stored(older).read_by, stored(older).read_at) == (owner, AT + timedelta(hours=18))


def test_the_first_who_read_it_stays_named(diary, session, signed_in, owner, helper, client):
    diary.finish()
    client.access.create(studio=client.studio, user=helper, kind="shared")
    read(signed_in(helper), session)
    read(signed_in(owner), session)
    assert stored(session).read_by == helper
    content = signed_in(owner).get(address(session)).content.decode()
    assert "Read by Henry Helper, 24 Nov 2026" in content
    assert "Mark as read" not in content


def test_what_came_in_while_the_trainer_read_is_not_marked_as_read(diary, session, signed_in, owner, review):
    diary.finish()
    seen = review().seen
    diary.note("One more thing")
    assert read(signed_in(owner), session, seen).url == address(session)
    assert stored(session).read_at is None
    assert read(signed_in(owner), session, review().seen).url == reverse("desk")
    assert stored(session).read_at is not None


def test_a_session_that_has_not_started_is_not_read(session, signed_in, owner):
    assert "Mark as read" not in signed_in(owner).get(address(session)).content.decode()
    assert read(signed_in(owner), session).status_code == 302
    assert stored(session).read_at is None


@pytest.mark.parametrize(
    ("act", "new_again"),
    [
        (lambda diary, _: diary.note("I forgot to say"), True),
        (lambda diary, _: diary.pain("Bench press", "knee", 4), True),
        (lambda diary, _: diary.log("Bench press", 2), True),
        (lambda diary, first: diary.correct(first, reps=9), True),
        (lambda diary, first: diary.take_back(first), True),
        (lambda diary, _: diary.note("Well done", by=diary.trainer), False),
        (lambda diary, _: diary.log("Bench press", 2, by=diary.trainer), False),
    ],
    ids=["note", "pain", "late set", "correction", "taken back", "the trainer's note", "the trainer's set"],
)
def test_what_the_client_does_after_it_was_read_makes_a_session_new_again(
    diary, session, signed_in, owner, act, new_again
):
    diary.trainer = owner
    first = diary.log("Bench press", 1)
    diary.finish()
    read(signed_in(owner), session)
    act(diary, first)
    assert (stored(session).read_at is None) == new_again
    assert (stored(session).read_by is None) == new_again


def test_pain_in_a_session_that_was_read_while_it_was_trained_is_new(diary, session, signed_in, owner):
    read(signed_in(owner), session)
    diary.log("Bench press", 1)
    assert stored(session).read_at is not None
    diary.pain("Bench press", "knee", 4)
    assert stored(session).read_at is None


# Who sees it, and what it costs


def test_what_people_wrote_is_shown_as_text(diary, signed_in, owner, session):
    script = "<script>alert(1)</script>"
    diary.skip("Bench press", 1, reason=script)
    diary.pain("Bench press", "knee", 4, text=script)
    diary.note(script, "Bench press")
    diary.finish(text=script)
    content = signed_in(owner).get(address(session)).content.decode()
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4
    assert script not in content


@pytest.mark.parametrize("count", [1, 3])
def test_three_exercises_with_three_of_everything_take_as_many_queries_as_one(
    studio, client, client_person, owner, signed_in, count, django_assert_num_queries
):
    program = make_program(studio, client=client, phases=[(count + 1, ("Workout A",))])
    names = [f"Exercise {number}" for number in range(count)]
    for name in names:
        add_group(program.phases.get().workouts.get(), make_exercise(name))
    for number, session in enumerate(schedule(program, client, starts_on=MONDAY)):
        diary = Diary(session, client_person, at=AT + timedelta(hours=number))
        for name in names:
            for place in range(1, count + 1):
                diary.log(name, place, by=owner if place == 1 else None)
                diary.note(f"Note {place}", name)
        diary.finish()
    visitor = signed_in(owner)
    with django_assert_num_queries(11):
        page = visitor.get(address(session)).context["page"]
    assert [len(item.last_times) for item in page.exercises] == [count] * count
    assert [len(item.thread.said) for item in page.exercises] == [count] * count


def test_a_client_of_another_trainer_is_not_there(diary, session, signed_in, helper, stranger, client_person):
    for person in (helper, stranger, client_person):
        visitor = signed_in(person)
        assert visitor.get(address(session)).status_code == 404
        assert read(visitor, session).status_code == 404
    assert signed_in(stranger).get(reverse("session_review", args=[uuid.uuid4()])).status_code == 404


def test_a_client_without_a_sign_in_is_reviewed_in_the_trainers_time(studio, owner, signed_in):
    ben = make_client(studio, owner, "Ben")
    program = make_program(studio, client=ben)
    add_group(program.phases.get().workouts.get(), make_exercise("Squat"))
    session = schedule(program, ben, starts_on=MONDAY)[0]
    owner.time_zone = "Europe/Berlin"
    owner.save()
    Diary(session, owner, at=AT).log("Squat", 1)
    page = signed_in(owner).get(address(session)).context["page"]
    assert (page.times, page.zone, page.logged_by) == ("Started 6:30 p.m.", "", "Olivia Owner")
