"""What was before, on the page on which a session is logged: last time, warm-up, a weight to find."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from programs.models import Remark, Session
from tests.programs.log_page.reading import RESERVE, Kind, a_set, entry_of, page_of
from tests.programs.planned import (
    lift,
)
from tests.programs.test_today import NOON

# Last time


def test_last_time_is_the_same_set_of_the_session_before(at_home, plan, do):
    [slot] = plan("Bench press", sets=3)
    before, session = plan.sessions()
    do(before, Kind.SET, **a_set(before, slot, 1, load="77.5", reps=10, rir="2"))
    do(before, Kind.SET, **a_set(before, slot, 2, load="77.5", reps=9))
    assert [row.last for row in entry_of(at_home, session).sets] == [
        "77.5 × 10 @2",
        "77.5 × 9",
        "77.5 × 9",  # there was no third one
    ]
    assert [row.last for row in entry_of(at_home, before).sets] == ["", "", ""]


def test_last_time_is_of_the_same_type_of_set_and_in_the_unit_that_is_typed(at_home, plan, do):
    [slot] = plan("Bench press", sets=1)
    before, session = plan.sessions()
    warm_up = a_set(before, slot, load="45", unit="lb", reps=8, set_type="warm_up") | {
        "set": str(uuid.uuid4())
    }
    do(before, Kind.SET, **warm_up)
    assert [row.last for row in entry_of(at_home, session).sets] == [""]
    do(session, Kind.ADD, slot=str(slot.pk), set=str(uuid.uuid4()), set_type="warm_up")
    assert [row.last for row in entry_of(at_home, session).sets] == ["20.41 × 8", ""]


def test_of_many_sessions_the_newest_is_the_last_time_and_what_was_taken_back_is_not(
    at_home, plan, do, studio, client
):
    [slot] = plan("Bench press", sets=1)
    before, session = plan.sessions()
    oldest = Session.objects.create(
        studio=studio,
        client=client,
        name="Old",
        date=date(2026, 11, 1),
        week=before.week,
        workout=before.workout,
    )
    do(oldest, Kind.SET, at=NOON - timedelta(days=22), **a_set(before, slot, load="70"))
    newest = do(before, Kind.SET, **a_set(before, slot, load="75"))
    assert entry_of(at_home, session).sets[0].last == "75 × 10"
    do(before, Kind.CORRECT, corrects=newest, undo=True)
    assert entry_of(at_home, session).sets[0].last == "70 × 10"


def test_the_last_note_and_those_of_this_session_stand_on_the_exercise(at_home, plan, do, owner):
    [slot] = plan("Bench press")
    before, session = plan.sessions()
    do(before, Kind.NOTE, slot=str(slot.pk), text="Left elbow clicks")
    Remark.objects.update(created_at=NOON - timedelta(minutes=5))
    do(before, Kind.NOTE, slot=str(slot.pk), text="Wider grip", by=owner)
    mine = do(session, Kind.NOTE, slot=str(slot.pk), text="<b>Fine</b>")
    do(session, Kind.NOTE, text="Slept badly")
    Remark.objects.create(
        studio=session.studio,
        client=session.client,
        session=session,
        slot_key=slot.pk,
        exercise=slot.exercise,
        author=owner,
        by_trainer=True,
        text="Good bar path",
    )
    entry = entry_of(at_home, session)
    assert (entry.last_note.who, entry.last_note.text) == ("From your trainer", "Wider grip")
    assert sorted(entry.notes) == [
        ("From your trainer", "Good bar path", ""),
        ("Your note", "<b>Fine</b>", f"undo:{mine.hex}"),
    ]
    assert [note.text for note in page_of(at_home, session).notes] == ["Slept badly"]
    response = at_home.get(reverse("session_detail", args=[session.pk]))
    assert "&lt;b&gt;Fine&lt;/b&gt;" in response.content.decode()


def test_a_note_that_was_taken_back_is_gone(at_home, plan, do):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    key = do(session, Kind.NOTE, slot=str(slot.pk), text="Nothing")
    do(session, Kind.CORRECT, corrects=key, undo=True)
    assert entry_of(at_home, session).notes == []


# Warm-up


def test_a_warm_up_leads_up_to_the_working_load_of_a_compound_lift(at_home, plan):
    plan("Bench press", load="80")
    session, _ = plan.sessions()
    entry = entry_of(at_home, session)
    assert entry.warm_up == "32.5 × 8, 47.5 × 5, 65 × 3"
    assert entry.warm_press == "warm:0:32.5x8 47.5x5 65x3:kg"


@pytest.mark.parametrize(
    ("facts", "changes", "warm_up"),
    [
        ({"kind": "isolation"}, {}, ""),
        ({"one_rm": None}, {"load": None}, ""),
        ({"load_kind": "none", "available": None}, {"load": None}, ""),
        ({"one_rm": "40"}, {"load": "32.5"}, "20 × 8, 25 × 3"),  # the empty bar stands for its lighter steps
        ({"one_rm": "25"}, {"load": "20"}, ""),  # and is the working load here
    ],
)
def test_a_warm_up_is_offered_where_there_is_something_to_lead_up_to(at_home, plan, facts, changes, warm_up):
    plan("Bench press", lifts=lift(**facts), **changes)
    session, _ = plan.sessions()
    assert entry_of(at_home, session).warm_up == warm_up


def test_once_a_warm_up_is_there_none_is_offered(at_home, plan, do):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    target = {"load": "32.5", "unit": "kg", "reps": 8}
    do(session, Kind.ADD, slot=str(slot.pk), set=str(uuid.uuid4()), set_type="warm_up", target=target)
    entry = entry_of(at_home, session)
    assert entry.warm_up == ""
    assert (entry.sets[0].load, entry.sets[0].amount, entry.sets[0].target) == ("32.5", "8", "32.5 × 8")


# Find your weight


UNKNOWN = {"load": None, "equivalent": "a weight you could lift 12 times", "intensity": 75.66}


def test_without_a_max_the_fields_are_empty_and_the_phone_gets_what_finds_a_weight(at_home, plan):
    plan("Bench press", lifts=lift(one_rm=None, max_kind=None), **UNKNOWN, **RESERVE)
    session, _ = plan.sessions()
    entry = entry_of(at_home, session)
    assert [row.load for row in entry.sets] == [""] * 4
    assert entry.lines[0][0] == "4 × 10 · a weight you could lift 12 times"
    finds = json.loads(entry.facts)["finds"]
    assert (finds["intensity"], finds["body"], finds["percents"][0], len(finds["percents"])) == (
        75.66,
        0,
        100,
        12,
    )


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"load": "60", "reps": 10, "rir": "2"}, "60"),  # just as hard as asked for
        ({"load": "60", "reps": 10}, "60"),  # taken for as hard as asked for
        ({"load": "60", "reps": 10, "rir": "0"}, "57.5"),
        ({"load": "60", "reps": 8, "rir": "4"}, "60"),
        ({"load": "60", "reps": 5, "rir": "0"}, "50"),
        ({"load": "132.5", "unit": "lb", "reps": 10, "rir": "2"}, "60"),
        ({"load": "60", "reps": 20, "rir": "0"}, ""),  # too many to tell
        ({"load": "60", "reps": 0}, ""),
    ],
)
def test_the_first_working_set_finds_the_weight_for_those_that_remain(at_home, plan, do, told, found):
    [slot] = plan("Bench press", lifts=lift(one_rm=None, max_kind=None), sets=3, **UNKNOWN, **RESERVE)
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, **told))
    entry = entry_of(at_home, session)
    assert [row.load for row in entry.sets[1:]] == [found, found]
    assert entry.found == (f"about {found} kg" if found else "")


def test_the_newest_set_speaks_and_the_body_counts(at_home, plan, do):
    facts = lift(one_rm=None, max_kind=None, load_kind="body_weight", body_part="70")
    [slot] = plan("Dip", lifts=facts | {"available": None}, sets=3, **UNKNOWN, **RESERVE)
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, 1, load="10", reps=10, rir="2"))
    assert entry_of(at_home, session, "Dip").found == "about 10 kg"
    do(session, Kind.SET, **a_set(session, slot, 2, load="10", reps=6, rir="0"))
    assert entry_of(at_home, session, "Dip").found == "about 0 kg"


def test_where_the_max_is_known_nothing_is_found(at_home, plan, do):
    [slot] = plan("Bench press", sets=2)
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, load="60"))
    assert entry_of(at_home, session).found == ""
    assert entry_of(at_home, session).sets[1].load == "80"
