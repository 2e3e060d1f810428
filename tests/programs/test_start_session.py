"""Starting a session freezes it."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from programs.actions.sessions import start_session
from programs.models import Session, SetGroup, SlotExchange
from programs.queries.sheets import live_sheet, with_keys
from programs.session_state import SetState, state_of
from tests.programs.planned import add_group, add_set_group, lift, make_exercise, make_program, schedule

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


@pytest.fixture
def session(studio, client):
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()
    bench, row = make_exercise("Bench press"), make_exercise("Barbell row")
    add_group(workout, bench, slot={"note": "Feet flat."})
    add_group(workout, row, make_exercise("Plank", load_kind="none"), kind="superset", sets=3)
    return schedule(program, client, starts_on=date(2026, 11, 23))[0]


def sheet_of(session):
    """What is frozen on a session."""
    assert session.frozen is not None
    return session.frozen


def planned_sets(sheet) -> list[SetState]:
    """Every planned set, in order."""
    return list(state_of(sheet, []).sets)


def test_starting_freezes_names_codes_cues_and_targets(session, owner):
    started = start_session(session=session, by=owner, now=NOW)
    assert (started.status, started.started_at) == ("in_progress", NOW)
    assert [
        (entry["code"], entry["name"], entry["cue"], entry["note"], entry["kind"])
        for entry in sheet_of(started)["exercises"]
    ] == [
        ("A", "Bench press", "Bench press: slow down, then push.", "Feet flat.", "single"),
        ("B1", "Barbell row", "Barbell row: slow down, then push.", "", "superset"),
        ("B2", "Plank", "Plank: slow down, then push.", "", "superset"),
    ]
    assert (sheet_of(started)["program"], sheet_of(started)["workout"]) == ("Strength base", "Workout A")
    assert sheet_of(started)["started_by"] == str(owner.pk)


def test_every_planned_set_has_a_key_of_its_own_and_its_whole_target(session, owner):
    started = start_session(session=session, by=owner, now=NOW)
    state = state_of(sheet_of(started), [])
    assert [(entry.code, len(entry.sets)) for entry in state.entries] == [("A", 4), ("B1", 3), ("B2", 3)]
    sets = planned_sets(sheet_of(started))
    assert len({uuid.UUID(item.key) for item in sets}) == 10
    target = sets[0].target
    assert (sets[0].set_type, target["load"], target["unit"], target["reps"]) == ("working", "80", "kg", 10)
    assert (target["rir"], target["rest_seconds"], target["intensity"]) == (0, 60, 80.0)


def test_a_planned_set_has_the_same_key_before_and_after_the_start(session, owner):
    page = with_keys(
        live_sheet(workout_id=session.workout_id, week_id=session.week_id, program="", workout=""),
        session.pk,
    )
    before = [item.key for item in planned_sets(page)]
    started = start_session(session=session, by=owner, now=NOW)
    assert [item.key for item in planned_sets(sheet_of(started))] == before


def test_starting_twice_changes_nothing(session, owner, client_person):
    first = start_session(session=session, by=client_person, now=NOW)
    second = start_session(session=session, by=owner, now=NOW.replace(hour=20))
    assert (second.frozen, second.started_at) == (first.frozen, NOW)


def test_a_trainers_edit_reaches_only_sessions_not_started(session, owner):
    later = Session.objects.exclude(pk=session.pk).get()
    started = start_session(session=session, by=owner, now=NOW)
    SetGroup.objects.update(effective={**SetGroup.objects.earliest("id").effective, "load": "60"})
    again = start_session(session=session, by=owner, now=NOW)
    other = start_session(session=later, by=owner, now=NOW)
    assert [item.target["load"] for item in planned_sets(sheet_of(again))] == ["80"] * 10
    assert again.frozen == started.frozen
    assert {item.target["load"] for item in planned_sets(sheet_of(other))} == {"60"}


def test_the_exercise_exchanged_in_this_week_is_the_one_that_is_frozen(session, studio, owner):
    slot = session.workout.groups.first().slots.get()
    press = make_exercise("Incline press")
    SlotExchange.objects.create(
        studio=studio, program=session.program, slot=slot, week=session.week, exercise=press
    )
    started = start_session(session=session, by=owner, now=NOW)
    first = sheet_of(started)["exercises"][0]
    assert (first["name"], first["exercise"], first["cue"]) == ("Incline press", str(press.pk), press.cue)


def test_a_slot_is_left_out_of_weeks_before_its_first_and_after_its_last(studio, client, owner):
    program = make_program(studio, client=client, phases=[(3, ["Workout A"])])
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"))
    add_group(workout, make_exercise("Squat"), slot={"first_week": 2, "last_week": 2})
    sheets = [
        sheet_of(start_session(session=item, by=owner, now=NOW))["exercises"]
        for item in schedule(program, client, starts_on=date(2026, 11, 23))
    ]
    assert [[entry["name"] for entry in sheet] for sheet in sheets] == [
        ["Bench press"],
        ["Bench press", "Squat"],
        ["Bench press"],
    ]


def test_warm_ups_stand_before_working_sets_of_the_same_exercise(studio, client, owner):
    program = make_program(studio, client=client, phases=[(1, ["Workout A"])])
    workout = program.phases.get().workouts.get()
    (slot,) = add_group(workout, make_exercise("Squat"), sets=2, load="40", lifts=lift())
    slot.set_groups.update(set_type="warm_up")
    add_set_group(slot, workout.phase.weeks.get(), sets=3, load="100")
    session = schedule(program, client, starts_on=date(2026, 11, 23))[0]
    started = start_session(session=session, by=owner, now=NOW)
    assert [(item.set_type, item.target["load"]) for item in planned_sets(sheet_of(started))] == [
        ("warm_up", "40"),
        ("warm_up", "40"),
        ("working", "100"),
        ("working", "100"),
        ("working", "100"),
    ]


def test_a_session_whose_workout_was_removed_starts_empty(session, owner):
    session.workout.delete()
    started = start_session(session=session, by=owner, now=NOW)
    assert (sheet_of(started)["workout"], sheet_of(started)["exercises"]) == ("Workout A", [])


def test_the_database_refuses_a_session_in_progress_that_is_not_frozen(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(status="in_progress")
