"""Undo and redo of what moves weeks, phases and workouts, with their days on the calendar."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from programs.actions import slots
from programs.actions.calendar import move_session, skip_session
from programs.actions.history import (
    AlreadyDoneError,
    ChangedSinceError,
    last_undoable,
    next_redoable,
    restore,
    undo,
)
from programs.actions.phases import copy_workout, duplicate_phase, duplicate_workout, move_phase
from programs.actions.programs import (
    add_phase,
    add_workout,
    create_program,
    edit_phase,
    remove_phase,
    remove_workout,
)
from programs.actions.sessions import start_session
from programs.actions.weeks import copy_week, insert_week, remove_week
from programs.documents import document_of
from programs.models import Program, Revision, Session, Slot
from tests.programs.rows import base_program
from tests.programs.scheduled import (
    NOON,
    assigned,
    days,
    everything,
    own_slot,
    scheduled,
    week,
)
from tests.programs.weeks_of import phase, sets, workout
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    return scheduled(studio, owner, client)


# Undo, redo, keys

Act = Callable[[Program, User, Any], Revision | None]
ACTS: dict[str, Act] = {
    "copy a week": lambda program, by, key: copy_week(week(program, 2), [week(program, 1)], by=by, key=key),
    "insert a copy": lambda program, by, key: insert_week(week(program, 1), by=by, key=key),
    "insert a plain week": lambda program, by, key: insert_week(week(program, 3), fresh=True, by=by, key=key),
    "remove the first week": lambda program, by, key: remove_week(week(program, 1), by=by, key=key),
    "remove a week": lambda program, by, key: remove_week(week(program, 2), by=by, key=key),
    "duplicate a phase": lambda program, by, key: duplicate_phase(phase(program), by=by, key=key),
    "move a phase": lambda program, by, key: move_phase(phase(program), down=True, by=by, key=key),
    "copy a workout": lambda program, by, key: copy_workout(
        workout(program, "A"), phase(program, 2), by=by, key=key
    ),
    "duplicate a workout": lambda program, by, key: duplicate_workout(workout(program, "A"), by=by, key=key),
    "add a workout": lambda program, by, key: add_workout(phase(program), by=by, key=key),
    "remove a workout": lambda program, by, key: remove_workout(workout(program, "A"), by=by, key=key),
    "remove a phase": lambda program, by, key: remove_phase(phase(program), by=by, key=key),
    "shorten a phase": lambda program, by, key: edit_phase(
        phase(program), name="Short", weeks=1, by=by, key=key
    ),
    "lengthen a phase": lambda program, by, key: edit_phase(
        phase(program), name="Long", weeks=6, by=by, key=key
    ),
}


@pytest.fixture
def busy(template: Program, owner: User, client: Client) -> Program:
    """Two phases on the calendar, in the second week of which somebody has trained and skipped."""
    add_phase(template, by=owner)
    program = assigned(template, client, owner)
    sets(program, owner, 6, 2)
    slots.add_set_group(own_slot(program, "Press"), "warm_up", by=owner)
    phase_one = Session.objects.filter(program=program, week__phase__position=1)
    start_session(session=phase_one.get(name="Workout A", week__position=1), by=owner, now=NOON)
    skip_session(session=phase_one.get(name="Workout B", week__position=1), reason="Ill", by=owner)
    start_session(session=phase_one.get(name="Workout A", week__position=2), by=owner, now=NOON)
    moved = phase_one.get(name="Workout A", week__position=3)
    move_session(session=moved, day=moved.date + timedelta(days=1), by=owner)
    return program


@pytest.mark.parametrize("name", ACTS)
def test_undo_and_redo_put_back_every_row_and_every_day_exactly(
    busy: Program, owner: User, name: str
) -> None:
    before = everything(busy)
    revision = ACTS[name](busy, owner, None)
    after = everything(busy)
    assert revision is not None
    assert after != before
    for _ in range(2):
        last = last_undoable(busy)
        assert last is not None
        undo(busy, revision=last, by=owner)
        assert everything(busy) == before
        undone = next_redoable(busy)
        assert undone is not None
        undo(busy, revision=undone, by=owner)
        assert everything(busy) == after


@pytest.mark.parametrize("name", ACTS)
def test_a_repeated_key_is_refused_and_changes_nothing(busy: Program, owner: User, name: str) -> None:
    key = new_uuid()
    revision = ACTS[name](busy, owner, key)
    assert revision is not None
    undo(busy, revision=revision, by=owner)
    before = everything(busy)
    with pytest.raises(AlreadyDoneError):
        ACTS[name](busy, owner, key)
    assert everything(busy) == before


@pytest.mark.parametrize("name", ["start", "move", "skip"])
def test_undoing_is_refused_once_the_client_did_something_with_what_it_would_move(
    program: Program, owner: User, name: str
) -> None:
    revision = insert_week(week(program, 1), by=owner)
    session = Session.objects.get(program=program, name="Workout A", week__position=2)
    if name == "start":
        start_session(session=session, by=owner, now=NOON)
    elif name == "move":
        move_session(session=session, day=session.date + timedelta(days=1), by=owner)
    else:
        skip_session(session=session, reason="Ill", by=owner)
    before = everything(program)
    with pytest.raises(ChangedSinceError, match="moved or trained since"):
        undo(program, revision=revision, by=owner)
    assert everything(program) == before


def test_restoring_takes_the_calendar_along(program: Program, owner: User) -> None:
    number, before = program.revision, days(program)
    insert_week(week(program, 1), by=owner)
    add_workout(phase(program), by=owner)
    restore(program, number=number, by=owner)
    assert days(program) == before


def test_undoing_what_was_done_before_there_were_dates_takes_the_calendar_along(
    studio: Studio, owner: User, client: Client
) -> None:
    draft = create_program(studio=studio, by=owner, name="Own", client=client, weeks=2, workouts=2)
    revision = edit_phase(phase(draft), name="Phase 1", weeks=3, by=owner)
    assert revision is not None
    program = assigned(draft, client, owner)
    assert [day for day, _, _ in days(program)] == [0, 3, 7, 10, 14, 17]
    undo(program, revision=revision, by=owner)
    assert [day for day, _, _ in days(program)] == [0, 3, 7, 10]


def test_undoing_an_addition_that_others_built_upon_is_refused(template: Program, owner: User) -> None:
    revision = insert_week(week(template, 3), by=owner)
    sets(template, owner, 6, 4)
    with pytest.raises(ChangedSinceError):
        undo(template, revision=revision, by=owner)
    added = slots.add_slot(workout(template, "B"), Slot.objects.earliest("id").exercise, by=owner)
    [pk] = next(change["ids"] for change in added.changes if change["table"] == "slots")
    found = Slot.objects.select_related("program", "exercise", "group__workout")
    slots.add_set_group(found.get(pk=pk), "drop", by=owner)
    before = document_of(template)
    with pytest.raises(ChangedSinceError):
        undo(template, revision=added, by=owner)
    assert document_of(template) == before
