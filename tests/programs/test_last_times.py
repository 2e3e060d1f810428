"""What a client did of the same exercises the last times."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from programs.queries.last_times import Known, Time, one_rm_words
from programs.queries.set_words import SetDone
from programs.queries.workout_page import Reader
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from tests.programs.trained import Diary

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday_noon():
    with time_machine.travel(AT + timedelta(hours=18), tick=False):
        yield


@pytest.fixture
def bench(db):
    return make_exercise("Bench press")


@pytest.fixture
def review(signed_in, owner):
    """`review(session)` is the first exercise of its page, and the page's text."""

    def review(session):
        answer = signed_in(owner).get(reverse("session_review", args=[session.pk]))
        return answer.context["page"].exercises[0], answer.content.decode()

    return review


def train(session, person, *sets, at, **finish):
    """Bench press sets as (load, reps, rir), then the end."""
    diary = Diary(session, person, at=at)
    for number, (load, reps, rir) in enumerate(sets, start=1):
        diary.log("Bench press", number, load=load, reps=reps, rir=rir)
    diary.finish(**finish)
    return diary


@pytest.fixture
def weeks(studio, client, bench):
    """Five Mondays of four sets of the bench press, the last one the 23rd."""
    program = make_program(studio, client=client, phases=[(5, ("Workout A",))])
    add_group(program.phases.get().workouts.get(), bench)
    return schedule(program, client, starts_on=MONDAY - timedelta(weeks=4))


def test_the_last_three_times_stand_beside_this_time(weeks, client_person, review):
    for number, session in enumerate(weeks):
        at = AT - timedelta(weeks=4 - number)
        train(session, client_person, (f"{70 + number}", 5, "2"), (f"{70 + number}", 4, "1"), at=at)
    found, _ = review(weeks[3])
    assert found.this_time == Time("This time", "73 kg × 5, 4 @1–2", "85.6 kg")
    assert [(time.when, time.sets, time.one_rm) for time in found.last_times] == [
        ("9 Nov 2026", "72 kg × 5, 4 @1–2", "84.4 kg"),
        ("2 Nov 2026", "71 kg × 5, 4 @1–2", "83.2 kg"),
        ("26 Oct 2026", "70 kg × 5, 4 @1–2", "82 kg"),
    ]
    found, _ = review(weeks[4])
    assert [time.when for time in found.last_times] == ["16 Nov 2026", "9 Nov 2026", "2 Nov 2026"]


def test_an_exercise_for_the_first_time_has_nothing_beside_it(weeks, client_person, review):
    Diary(weeks[0], client_person, at=AT - timedelta(weeks=4)).log("Bench press", 1, rir="2")
    found, content = review(weeks[0])
    assert (found.last_times, found.this_time.one_rm) == ([], "105.6 kg")
    assert "The first time with this exercise. e1RM 105.6 kg" in content


def test_other_peoples_sets_warm_ups_and_numbers_that_were_corrected_do_not_count(
    weeks, bench, studio, client_person, other_client, other_client_person, review
):
    diary = Diary(weeks[0], client_person, at=AT - timedelta(weeks=4))
    diary.correct(diary.log("Bench press", 1, load="800", rir="2"), load="80")
    diary.add_set("Bench press", "warm_up")
    diary.log("Bench press", 1, load="40", reps=8)
    diary.finish()
    program = make_program(studio, client=other_client)
    add_group(program.phases.get().workouts.get(), bench)
    theirs = schedule(program, other_client, starts_on=MONDAY - timedelta(weeks=2))[0]
    train(theirs, other_client_person, ("120", 5, "1"), at=AT - timedelta(weeks=2))
    found, _ = review(weeks[4])
    assert [time.sets for time in found.last_times] == ["80 kg × 10 @2"]
    assert found.this_time is None


KG = Reader(unit="kg", mark=".", locale="en-gb")


def one_rm(kind="external", curve="general", reader=KG, **changes):
    numbers: dict[str, Any] = {"set_type": "working", "load": Decimal(100), "unit": "kg", "kg": Decimal(100)}
    numbers |= {"reps": 5, "seconds": None, "metres": None, "rir": Decimal(2)}
    return one_rm_words([SetDone(**numbers | changes)], Known("Lift", kind, curve), reader)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "117.2 kg"),
        ({"rir": Decimal(0)}, "111.3 kg"),
        ({"reps": 1, "rir": Decimal(0)}, "100 kg"),
        ({"curve": "bench_press"}, "119.8 kg"),
        ({"reader": Reader(unit="lb", mark=".", locale="en-gb")}, "258.4 lb"),
        ({"kind": "body_weight", "load": Decimal(40)}, "117.2 kg in all"),
        # Nobody knows how many more it could have been, except in a set to failure.
        ({"rir": None}, ""),
        ({"rir": None, "set_type": "amrap"}, "111.3 kg"),
        ({"reps": 12, "rir": Decimal(1)}, ""),
        ({"reps": 0}, ""),
        ({"reps": None, "seconds": 30}, ""),
        ({"load": None, "kg": None, "unit": ""}, ""),
        # The body's weight was not known, so that the total is not.
        ({"kind": "body_weight", "load": Decimal(5), "kg": Decimal(5)}, ""),
        ({"kind": "body_weight", "load": Decimal(0), "kg": Decimal(0)}, ""),
    ],
)
def test_a_1rm_is_estimated_where_the_set_says_something_of_it(changes, words):
    assert one_rm(**changes) == words
