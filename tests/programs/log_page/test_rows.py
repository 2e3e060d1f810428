"""The page on which a session is logged: rows, targets, fields, units, and what it costs."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from programs.models import ClientEvent, Remark, Session, SetGroup, SetLog
from programs.queries.log_before import known_of
from programs.queries.log_rows import chips_for
from tests.programs.log_page.reading import MONDAY, RESERVE, Kind, a_set, entries, entry_of, page_of
from tests.programs.planned import (
    add_set_group,
    effective,
    lift,
    make_exercise,
)
from tests.programs.test_today import NOON, words
from tests.sqlite_steps import sqlite_steps

PAGE_QUERIES = 9  # session, person, two of the sheet, weeks, events, three of what was before
ONE_MORE = 1  # where something was done before: its sets


# Rows


def test_an_open_set_holds_its_target_and_no_effort_that_nobody_gave(at_home, plan):
    plan("Bench press", load="82.5", reps=8, sets=2, **RESERVE)
    session, _ = plan.sessions()
    first, second = entry_of(at_home, session).sets
    assert (first.load, first.amount, first.rir, first.wanted_rir) == ("82.5", "8", "", "2")
    assert (first.label, first.name, first.target) == ("1", "set 1, Bench press", "82.5 × 8 @2")
    assert (first.state, first.rest, first.aim) == ("open", 60, "82.5:kg:8:::2.0")
    assert (first.css, second.css) == ("set set--now", "set")
    assert (list(first.chips), list(second.chips)) == ([0, 1, 2, 3], [])


@pytest.mark.parametrize(
    ("wanted", "chips"), [(0, [0, 1, 2, 3]), (3, [0, 1, 2, 3]), (4, [2, 3, 4, 5]), (6, [4, 5, 6, 7])]
)
def test_the_reserve_that_is_asked_for_is_among_those_to_tap(wanted, chips):
    assert list(chips_for(wanted)) == chips


def test_as_many_as_possible_is_not_filled_in(at_home, plan):
    [slot] = plan("Bench press", sets=1)
    session, _ = plan.sessions()
    add_set_group(slot, session.week, row={"set_type": "amrap"}, sets=1, reps=10, rir=None)
    _, last = entry_of(at_home, session).sets
    assert (last.label, last.load, last.amount, last.target) == ("A1", "80", "", "80 × max")


def test_each_type_of_set_counts_for_itself_and_has_its_letter(at_home, plan):
    [slot] = plan("Bench press", sets=2)
    session, _ = plan.sessions()
    for set_type in ("warm_up", "back_off", "drop"):
        add_set_group(slot, session.week, row={"set_type": set_type}, sets=2)
    labels = [row.label for row in entry_of(at_home, session).sets]
    assert labels == ["W1", "W2", "1", "2", "B1", "B2", "D1", "D2"]


@pytest.mark.parametrize(
    ("facts", "changes", "load", "label"),
    [
        ({"load_kind": "body_weight", "body_part": "70"}, {"load": "80", "added": "10"}, "10", "Added"),
        ({"load_kind": "assisted", "body_part": "70"}, {"load": "50", "added": "-20"}, "20", "Help"),
        ({"load_kind": "band", "available": None}, {"load": None}, "", ""),
        ({"load_kind": "none", "available": None}, {"load": None}, "", ""),
    ],
)
def test_what_is_typed_is_what_is_put_on(at_home, plan, facts, changes, load, label):
    plan("Dip", lifts=lift(**facts), **changes)
    session, _ = plan.sessions()
    entry = entry_of(at_home, session, "Dip")
    assert (entry.load_label, entry.sets[0].load) == (label, load)


def test_a_timed_set_is_counted_in_seconds_and_asks_for_no_reserve(at_home, plan):
    hold = {"reps": None, "seconds": 40, "load": None, "intensity": None, "rir": None, "all_out": False}
    facts = lift(timed=True, measure="seconds", load_kind="none", one_rm=None, available=None)
    plan("Plank", lifts=facts, **hold)
    session, _ = plan.sessions()
    entry = entry_of(at_home, session, "Plank")
    assert (entry.amount_label, entry.has_rir) == ("Seconds", False)
    assert (entry.sets[0].amount, entry.sets[0].target) == ("40", "40 s")


def test_a_range_of_reps_is_shown_whole_and_filled_in_with_its_low_end(at_home, plan):
    plan("Bench press", reps=8, reps_high=12, **RESERVE)
    session, _ = plan.sessions()
    row = entry_of(at_home, session).sets[0]
    assert (row.target, row.amount) == ("80 × 8–12 @2", "8")


def test_the_head_says_what_to_do_how_and_what_goes_on_the_bar(at_home, plan):
    plan("Bench press", slot={"note": "Pause."}, rest_seconds=90, tempo="3-1-X-0", **RESERVE)
    session, _ = plan.sessions()
    entry = entry_of(at_home, session)
    assert entry.lines == [
        (
            "4 × 10 · 80 kg",
            "stop with 2 good reps left · rest\N{NO-BREAK SPACE}1:30 · 3 s lowering, 1 s pause, fast lifting",
        )
    ]
    assert (entry.plates, entry.note, entry.cue) == (
        "20 kg bar + 25 + 5 each side",
        "Pause.",
        "Bench press: slow down, then push.",
    )


# Units


def test_a_person_who_reads_pounds_types_what_stands_on_the_plates_of_their_gym(at_home, plan, client_person):
    plan("Bench press", load="80")
    client_person.unit = "lb"
    client_person.save()
    session, _ = plan.sessions()
    entry = entry_of(at_home, session)
    assert (entry.unit, entry.sets[0].load) == ("kg", "80")
    assert entry.lines[0][0] == "4 × 10 · 80 kg (176.4 lb)"


def test_where_nobody_said_which_loads_exist_everybody_types_in_their_own_unit(
    at_home, plan, client_person, do
):
    [slot] = plan("Bench press", lifts=lift(available=None), load="80")
    client_person.unit = "lb"
    client_person.save()
    session, _ = plan.sessions()
    entry = entry_of(at_home, session)
    assert (entry.unit, entry.sets[0].load, entry.sets[0].target) == ("lb", "176.5", "176.5 × 10 @0")
    assert entry.sets[0].aim == "80:kg:10:::0.0"
    do(session, Kind.SET, **a_set(session, slot, load="175", unit="lb"))
    assert entry_of(at_home, session).sets[0].load == "175"
    client_person.unit = "kg"
    client_person.save()
    assert entry_of(at_home, session).sets[0].load == "79.38"


def test_a_person_who_writes_a_decimal_comma_finds_one_in_the_fields(at_home, plan, client_person, do):
    [slot] = plan("Bench press", load="82.5", rir=1.0, all_out=False)
    client_person.locale = "en-eu"
    client_person.save()
    session, _ = plan.sessions()
    do(session, Kind.SET, **a_set(session, slot, load="77.5", rir="1.5"))
    done, wanted = entry_of(at_home, session).sets[:2]
    assert (done.load, done.rir, wanted.load) == ("77,5", "1,5", "82,5")
    assert entry_of(at_home, session).warm_up == "32,5 × 8, 47,5 × 5, 65 × 3"


# What people wrote


def test_what_people_wrote_is_text_and_never_markup(at_home, plan, do):
    script = "' onclick='alert(1) \" onclick=\"alert(1) <script>alert(1)</script>"
    [slot] = plan(f"Press {script}", slot={"note": script}, fields={"cue": script, "key": "press"})
    other = make_exercise(f"Other {script}", key="other")
    before, session = plan.sessions()
    do(before, Kind.NOTE, slot=str(slot.pk), text=f"{script} ‮مرحبا 💪")
    do(session, Kind.SWAP, slot=str(slot.pk), exercise=str(other.pk), reason=script)
    do(session, Kind.NOTE, slot=str(slot.pk), text=script)
    content = at_home.get(reverse("session_detail", args=[session.pk])).content.decode()
    assert [word for word in ("<script>alert", "' onclick", '" onclick') if word in content] == []
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5


# What it costs


def train_before(studio, client, exercises, count, *, days=0):
    """So many earlier sessions with a set and a note of each exercise, from so many days ago back."""
    sessions = Session.objects.bulk_create(
        Session(studio=studio, client=client, name="Before", date=MONDAY - timedelta(days=number))
        for number in range(days + 1, days + 1 + count)
    )
    pairs = [(one, exercise) for one in sessions for exercise in exercises]
    at = {one.pk: NOON - (MONDAY - one.date) for one in sessions}
    events = ClientEvent.objects.bulk_create(
        ClientEvent(studio=studio, client=client, session=one, key=uuid.uuid4(), kind="set", at=at[one.pk])
        for one, _ in pairs
    )
    SetLog.objects.bulk_create(
        SetLog(
            studio=studio,
            client=client,
            session=one,
            event=event,
            exercise=exercise,
            set_type="working",
            load=Decimal(70),
            unit="kg",
            kg=Decimal(70),
            reps=10,
            performed_at=event.at,
        )
        for (one, exercise), event in zip(pairs, events, strict=True)
    )
    Remark.objects.bulk_create(
        Remark(studio=studio, client=client, session=one, exercise=exercise, by_trainer=False, text="Hm")
        for one, exercise in pairs
    )
    for one in sessions:
        one.remarks.update(created_at=at[one.pk])


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("earlier", [0, 1, 300])
def test_the_page_takes_the_same_queries_whatever_is_on_it_and_whatever_was_before(
    at_home, plan, studio, client, count, earlier, django_assert_num_queries
):
    slots = [plan(f"Exercise {number}")[0] for number in range(count)]
    session, _ = plan.sessions()
    train_before(studio, client, [slot.exercise for slot in slots], earlier)
    with django_assert_num_queries(PAGE_QUERIES + (ONE_MORE if earlier else 0)):
        page = page_of(at_home, session)
    lasts = {row.last for entry in entries(page).values() for row in entry.sets}
    assert lasts == ({"70 × 10"} if earlier else {""})
    assert len(entries(page)) == count


@pytest.mark.sqlite_only  # it tells the steps that a statement takes
def test_what_was_before_is_found_in_the_same_steps_however_much_there_is(plan, studio, client):
    slots = [plan(f"Exercise {number}")[0] for number in range(8)]
    session, _ = plan.sessions()
    exercises = [slot.exercise for slot in slots]
    taken = []
    for days, count in ((0, 10), (10, 90)):
        train_before(studio, client, exercises, count, days=days)
        with sqlite_steps() as counted:
            known_of(client.pk, session.pk, [str(exercise.pk) for exercise in exercises])
        taken.append(len(counted))
    few, many = taken
    assert many < few * 1.5  # the order of random keys moves it by a few


def test_each_exercise_is_shown_as_in_the_session_in_which_it_was_done_last(at_home, plan, do):
    bench, row = plan("Bench press", sets=1)[0], plan("Row", sets=1)[0]
    oldest, before = plan.sessions()
    session = Session.objects.create(
        studio=oldest.studio,
        client=oldest.client,
        name="Later",
        date=before.date + timedelta(days=7),
        week=before.week,
        workout=before.workout,
    )
    do(oldest, Kind.SET, **a_set(oldest, bench, load="70"))
    do(oldest, Kind.SET, **a_set(oldest, row, load="50"))
    do(before, Kind.SET, **a_set(before, bench, load="75"))
    assert entry_of(at_home, session).sets[0].last == "75 × 10"
    assert entry_of(at_home, session, "Row").sets[0].last == "50 × 10"


def test_a_workout_of_ten_exercises_knows_the_last_time_of_each(at_home, plan, studio, client):
    slots = [plan(f"Exercise {number}")[0] for number in range(10)]
    session, _ = plan.sessions()
    train_before(studio, client, [slot.exercise for slot in slots], 1)
    page = page_of(at_home, session)
    assert [entry.sets[0].last for entry in entries(page).values()] == ["70 × 10"] * 10
    assert [entry.last_note.text for entry in entries(page).values()] == ["Hm"] * 10


def test_the_last_time_of_another_client_is_not_shown(at_home, plan, studio, client, other_client):
    [slot] = plan("Bench press")
    session, _ = plan.sessions()
    train_before(studio, other_client, [slot.exercise], 1)
    entry = entry_of(at_home, session)
    assert (entry.sets[0].last, entry.last_note) == ("", None)


def test_a_session_of_a_program_that_changed_since_shows_what_was_frozen(at_home, plan, do):
    plan("Bench press", sets=1)
    session, other = plan.sessions()
    do(session, Kind.START)
    SetGroup.objects.update(effective=effective(load="60"))
    assert entry_of(at_home, session).sets[0].load == "80"
    assert entry_of(at_home, other).sets[0].load == "60"


def test_the_page_reads_well_as_text(at_home, plan):
    plan("Bench press", sets=1, **RESERVE)
    session, _ = plan.sessions()
    text = words(at_home.get(reverse("session_detail", args=[session.pk])))
    assert "A Bench press 1 × 10 · 80 kg stop with 2 good reps left" in text
    assert "Not done yet: Bench press: 1 set. How hard was it in all?" in text
