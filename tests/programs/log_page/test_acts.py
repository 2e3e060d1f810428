"""What was done to a session, on the page on which it is logged: sets, swaps, pain, turns."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from tests.programs.log_page.reading import RESERVE, Kind, a_set, entries, entry_of, page_of
from tests.programs.planned import (
    give_barbell,
    make_exercise,
)
from tests.programs.test_today import NOON

# What was done to the session


def test_a_done_set_shows_what_was_done_and_what_it_was_before_it_was_corrected(at_home, plan, do):
    [slot] = plan("Bench press", sets=2)
    session, _ = plan.sessions()
    key = do(session, Kind.SET, **a_set(session, slot, load="82.5", reps=9, rir="1"))
    do(session, Kind.CORRECT, corrects=key, **a_set(session, slot, load="82.5", reps=8))
    first, second = entry_of(at_home, session).sets
    assert (first.state, first.load, first.amount, first.rir) == ("done", "82.5", "8", "")
    assert (first.was, second.was) == ("82.5 × 9 @1", "")
    which = f"0:0:{a_set(session, slot)['set'].replace('-', '')}:working"
    assert (first.press, first.change) == (f"undo:{key.hex}:{which}", f"correct:{which}:{key.hex}")
    assert (first.css, second.css) == ("set", "set set--now")


def test_a_set_taken_back_is_open_with_its_target_again(at_home, plan, do):
    [slot] = plan("Bench press", sets=1)
    session, _ = plan.sessions()
    key = do(session, Kind.SET, **a_set(session, slot, load="60", reps=3))
    do(session, Kind.CORRECT, corrects=key, undo=True)
    [row] = entry_of(at_home, session).sets
    assert (row.state, row.load, row.amount) == ("open", "80", "10")


def test_skipped_differs_from_not_reached(at_home, plan, do):
    [slot] = plan("Bench press", sets=3)
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, 1))
    do(session, Kind.SKIP, slot=str(slot.pk), set=a_set(session, slot, 2)["set"], reason="Shoulder")
    page = page_of(at_home, session)
    entry = entries(page)["Bench press"]
    assert [row.state for row in entry.sets] == ["done", "skipped", "open"]
    assert (entry.is_open, entry.done, page.left) == (True, "", ["Bench press: 1 set"])
    do(session, Kind.SKIP, slot=str(slot.pk))
    page = page_of(at_home, session)
    entry = entries(page)["Bench press"]
    assert (entry.is_open, entry.done, page.left) == (False, "80 kg × 10 · 2 skipped", [])


def test_an_exercise_that_was_skipped_whole_says_only_that(at_home, plan, do):
    [slot] = plan("Bench press", sets=3)
    session, _ = plan.sessions()
    do(session, Kind.SKIP, slot=str(slot.pk))
    assert entry_of(at_home, session).done == "skipped"


def test_what_was_done_is_told_with_each_load_once(at_home, plan, do):
    [slot] = plan("Bench press", sets=4)
    session, _ = plan.sessions()
    for number, (load, reps) in enumerate([("80", 10), ("80", 9), ("75", 10), ("80", 0)], start=1):
        do(session, Kind.SET, **a_set(session, slot, number, load=load, reps=reps))
    assert entry_of(at_home, session).done == "80 kg × 10, 9; 75 kg × 10; 80 kg × 0"


def test_an_added_set_asks_for_the_same_and_can_be_removed_until_it_is_done(at_home, plan, do):
    [slot] = plan("Bench press", sets=1, **RESERVE)
    session, _ = plan.sessions()
    added, fresh = str(uuid.uuid4()), uuid.uuid4()
    key = do(session, Kind.ADD, slot=str(slot.pk), set=added, set_type="working")
    first, second = entry_of(at_home, session).sets
    assert (first.remove, second.remove) == ("", f"undo:{key.hex}")
    assert (second.load, second.amount, second.target) == ("80", "10", "80 × 10 @2")
    do(session, Kind.SET, **a_set(session, slot) | {"set": added})
    assert entry_of(at_home, session).sets[1].remove == ""
    other = do(session, Kind.ADD, slot=str(slot.pk), set=str(fresh), set_type="back_off")
    do(session, Kind.CORRECT, corrects=other, undo=True)
    assert [row.label for row in entry_of(at_home, session).sets] == ["1", "2"]


def test_an_added_exercise_stands_at_the_end_and_can_be_removed_until_something_is_done(
    at_home, plan, do, client_person
):
    plan("Bench press", sets=1)
    curl = make_exercise("Curl", pattern="curl")
    session, _ = plan.sessions()
    slot, keys = str(uuid.uuid4()), [str(uuid.uuid4()) for _ in range(2)]
    key = do(session, Kind.ADD, slot=slot, exercise=str(curl.pk), sets=keys)
    entry = entry_of(at_home, session, "Curl")
    assert (entry.code, entry.remove, entry.added) == ("+", f"undo:{key.hex}", key.hex)
    assert [(row.load, row.amount, row.target, row.remove) for row in entry.sets] == [("", "", "", "")] * 2
    told = {"slot": slot, "set": keys[0], "exercise": str(curl.pk), "set_type": "working", "reps": 12}
    do(session, Kind.SET, **told, load="10", unit="kg")
    entry = entry_of(at_home, session, "Curl")
    assert (entry.remove, entry.sets[0].load) == ("", "10")


def test_a_swapped_exercise_says_instead_of_what_and_why_and_has_its_own_numbers(at_home, plan, do, client):
    [slot] = plan("Bench press", sets=2)
    give_barbell(client)
    floor_press = make_exercise("Floor press")
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, 1))
    do(session, Kind.SWAP, slot=str(slot.pk), exercise=str(floor_press.pk), reason="Rack taken")
    entry = entry_of(at_home, session, "Floor press")
    assert (entry.instead_of, entry.about.split()[1]) == (
        "Instead of Bench press: Rack taken",
        floor_press.pk.hex,
    )
    assert [(row.state, row.load, row.amount) for row in entry.sets] == [
        ("done", "80", "10"),
        ("open", "", "10"),  # no max of it is known
    ]


def test_pain_is_shown_until_there_is_none(at_home, plan, do):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    do(session, Kind.PAIN, slot=str(slot.pk), region="shoulder", level=4)
    assert entry_of(at_home, session).pain == "Shoulder, 4 of 10"
    do(session, Kind.PAIN, slot=str(slot.pk), region="shoulder", level=0)
    assert entry_of(at_home, session).pain == ""


def test_the_page_names_the_acts_that_it_shows(at_home, plan, do):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    key = do(session, Kind.SET, **a_set(session, slot))
    page = page_of(at_home, session)
    assert page.known == [key.hex[-8:]]
    assert page.started == int((NOON + timedelta(minutes=1)).timestamp() * 1000)


@pytest.mark.parametrize(("after", "minutes"), [(42, 42), (0, None), (300, None)])
def test_the_minutes_are_those_since_the_start_unless_the_page_was_left_open(
    at_home, plan, do, after, minutes
):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    do(session, Kind.SET, at=NOON, **a_set(session, slot))
    with time_machine.travel(NOON + timedelta(minutes=after)):
        assert page_of(at_home, session).minutes == minutes


# Turns


def test_exercises_done_together_take_turns(at_home, plan, do):
    row, dip = plan("Row", "Dip", kind="superset", sets=2)
    session, _ = plan.sessions()
    order = []
    for _ in range(4):
        page = page_of(at_home, session)
        (name, number), *_ = [
            (entry.name, place)
            for entry in entries(page).values()
            for place, item in enumerate(entry.sets, start=1)
            if item.css == "set set--now"
        ]
        order.append((name, number))
        do(session, Kind.SET, **a_set(session, row if name == "Row" else dip, number))
    assert order == [("Row", 1), ("Dip", 1), ("Row", 2), ("Dip", 2)]
    assert page_of(at_home, session).open_sets == 0


def test_warm_ups_of_a_superset_come_before_its_rounds(at_home, plan, do):
    _, dip = plan("Row", "Dip", kind="superset", sets=1)
    session, _ = plan.sessions()
    do(session, Kind.ADD, slot=str(dip.pk), set=str(uuid.uuid4()), set_type="warm_up")
    assert entry_of(at_home, session, "Dip").sets[0].css == "set set--now"
