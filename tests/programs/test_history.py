"""The history of a program: undone, redone, looked back on, restored."""

import pytest

from programs.actions import slots as actions
from programs.actions.history import (
    ChangedSinceError,
    last_undoable,
    next_redoable,
    restore,
    state_at,
    steps_of,
    undo,
)
from programs.actions.numbers import Edit, edit_slot
from programs.actions.programs import add_phase, add_workout, edit_phase, edit_program, remove_phase
from programs.documents import document_of
from programs.models import Program, Revision, Slot
from tests.programs.rows import base_program, slot
from tests.sqlite_steps import sqlite_steps
from trainer.models import Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    program = base_program(studio, owner)
    program.refresh_from_db()
    return program


def sets(program: Program, owner: User, value: int) -> Revision:
    done = edit_slot(slot("Press"), [Edit("sets", value, f"sets {value}")], by=owner)
    assert done is not None
    return done


def press_sets() -> int:
    return slot("Press").set_groups.get(week__position=1).sets


def undo_last(program: Program, owner: User) -> Revision:
    revision = last_undoable(program)
    assert revision is not None
    return undo(program, revision=revision, by=owner)


def redo_last(program: Program, owner: User) -> Revision:
    revision = next_redoable(program)
    assert revision is not None
    return undo(program, revision=revision, by=owner)


def test_what_was_undone_can_be_redone_and_undone_again(program: Program, owner: User) -> None:
    sets(program, owner, 3)
    sets(program, owner, 6)
    seen = []
    for step in (undo_last, undo_last, redo_last, redo_last, undo_last, redo_last):
        step(program, owner)
        seen.append(press_sets())
    assert seen == [3, 4, 3, 6, 3, 6]
    assert next_redoable(program) is None


def test_the_words_say_undid_and_redid_once(program: Program, owner: User) -> None:
    sets(program, owner, 3)
    words = [step(program, owner).text for step in (undo_last, redo_last, undo_last)]
    assert words == ["Undid: Press: sets 3", "Redid: Press: sets 3", "Undid: Press: sets 3"]


def test_something_new_ends_what_could_be_redone(program: Program, owner: User) -> None:
    sets(program, owner, 3)
    undo_last(program, owner)
    assert next_redoable(program) is not None
    sets(program, owner, 5)
    assert next_redoable(program) is None


def test_an_earlier_state_is_what_the_program_was(program: Program, owner: User) -> None:
    number, before = program.revision, document_of(program)
    sets(program, owner, 6)
    actions.remove_slot(slot("Row"), by=owner)
    actions.step_slot(slot("Squat"), down=False, by=owner)
    edit_program(program, name="Build", description="", method="reserve", by=owner)
    program.refresh_from_db()
    then = state_at(program, number)
    itself = {"name": "Base", "description": "", "method": "chart", "origin_revision": None}
    assert then.pop(("programs", str(program.pk))) == itself
    assert then == {(table, row["id"]): row for table, rows in before.items() for row in rows}


def test_restoring_brings_back_what_went_and_takes_away_what_came(program: Program, owner: User) -> None:
    number, before = program.revision, document_of(program)
    sets(program, owner, 6)
    actions.remove_slot(slot("Row"), by=owner)
    phase = program.phases.get()
    edit_phase(phase, name="Base", weeks=2, by=owner)
    add_workout(phase, by=owner)
    add_phase(program, by=owner)
    actions.join_slot(slot("Squat"), by=owner)
    after = document_of(program)
    done = restore(program, number=number, by=owner)
    assert done is not None
    assert done.text == f"Went back to change {number}"
    assert document_of(program) == before
    undo_last(program, owner)
    assert document_of(program) == after


def test_restoring_what_is_there_changes_nothing(program: Program, owner: User) -> None:
    assert restore(program, number=program.revision, by=owner) is None


def test_a_removed_phase_comes_back_whole(program: Program, owner: User) -> None:
    add_phase(program, by=owner)
    before = document_of(program)
    remove_phase(program.phases.earliest("position"), by=owner)
    assert Slot.objects.filter(program=program).count() == 0
    undo_last(program, owner)
    assert document_of(program) == before


def test_undoing_what_others_built_upon_is_refused_and_changes_nothing(program: Program, owner: User) -> None:
    first = sets(program, owner, 3)
    sets(program, owner, 6)
    before = document_of(program)
    with pytest.raises(ChangedSinceError):
        undo(program, revision=first, by=owner)
    assert document_of(program) == before


@pytest.mark.sqlite_only  # it tells the steps that a statement takes
def test_what_can_be_undone_is_found_in_the_same_steps_however_much_others_changed(
    program: Program, owner: User, studio: Studio
) -> None:
    other = Program.objects.create(studio=studio, name="Another")
    taken = []
    for numbers in (range(1), range(1, 60)):
        Revision.objects.bulk_create(
            Revision(studio=studio, program=other, number=number, by=owner, text="A change")
            for number in numbers
        )
        with sqlite_steps() as counted:
            steps_of(program)
        taken.append(len(counted))
    few, many = taken
    assert many < few * 1.5  # the order of random keys moves it by a few
