"""Many cells of the plan changed at once, and copies of weeks."""

from datetime import date

import pytest

from programs.actions.cell_copies import Copied, copy_cells
from programs.actions.numbers import Reach, pin_field, rows_of_slot
from programs.actions.programs import create_program
from programs.models import Program, Revision, Slot
from programs.prescription import Field
from tests.programs.cells_typed import START, WEEKS, add, again, paste, texts, type_in, undo_last
from tests.programs.planned import give_barbell, give_max, make_exercise
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    """Four weeks for a client who presses 100 kg with a barbell in steps of 2.5 kg."""
    give_barbell(client)
    return create_program(
        studio=studio, by=owner, client=client, name="Base", weeks=WEEKS, workouts=1, method="chart"
    )


@pytest.fixture
def slot(program: Program, client: Client, owner: User) -> Slot:
    exercise = make_exercise("Bench press")
    give_max(client, exercise, "100", on=date(2026, 11, 2))
    return add(program, exercise, owner)


def test_many_cells_are_changed_as_one_revision_each_for_its_own_week(slot: Slot, owner: User) -> None:
    count = Revision.objects.count()
    paste(slot, {1: "3x10 @ 80 %", 3: "", 4: "4x10 + back-off 2x12 @ 70%"}, owner)
    assert texts(slot)[1:3] == [START, ""]
    assert [text[:11] for text in texts(slot)] == ["3 x 10 @ 80", "4 x 10 @ 80", "", "4 x 10 @ 80"]
    assert Revision.objects.count() == count + 1


def test_of_a_pasted_text_every_number_is_meant_also_one_that_stood_there(slot: Slot, owner: User) -> None:
    text = "4 x 8 @ 80 % · RIR 2 · 77.5 kg · 1:00"
    paste(slot, {2: text}, owner)
    assert texts(slot)[1] == text
    assert paste(slot, {2: text}, owner).revision is None


# Copies


def copies(slot: Slot, source: int, *targets: int) -> list[Copied]:
    return [Copied(slot.pk, source, targets)]


def test_a_copied_week_is_like_its_source_and_keeps_its_rows(
    slot: Slot, program: Program, owner: User
) -> None:
    type_in(slot, "warm-up 1x5 + 1x3 @90% + back-off 3x8", owner, week=1)
    pin_field(again(slot), Field.SETS, pinned=True, by=owner, reach=Reach(1, "only"))
    type_in(slot, "4x10 + back-off 2x12 + drop set 1x15", owner, week=3)
    stood = {row.set_type: row.id for row in rows_of_slot(slot.pk) if row.week == 3}
    copy_cells(program, copies(slot, 1, 2, 3), text="Copied", by=owner)
    assert texts(slot)[1:3] == [texts(slot)[0]] * 2
    now = {row.set_type: row for row in rows_of_slot(slot.pk) if row.week == 3}
    assert {name: row.id for name, row in now.items() if name != "warm_up"} == {
        "working": stood["working"],
        "back_off": stood["back_off"],
    }
    assert now["working"].pins == ["sets"]


def test_a_copy_says_its_set_groups_in_the_order_of_its_source(
    slot: Slot, program: Program, owner: User
) -> None:
    type_in(slot, "4x10 + drop set 1x15", owner, week=2)
    type_in(slot, "4x10 + back-off 2x12 + drop set 1x15", owner, week=1)
    copy_cells(program, copies(slot, 1, 2), text="Copied", by=owner)
    assert texts(slot)[1] == texts(slot)[0]
    undo_last(program, owner)
    assert [part[:8] for part in texts(slot)[1].split(" + ")] == ["4 x 10 @", "drop set"]


def test_an_empty_week_is_copied_too_and_a_copy_fills_an_empty_one(
    slot: Slot, program: Program, owner: User
) -> None:
    type_in(slot, "", owner, week=2)
    copy_cells(program, copies(slot, 2, 3, 4), text="Copied", by=owner)
    assert texts(slot) == [START, "", "", ""]
    copy_cells(program, copies(slot, 1, 2, 99), text="Copied", by=owner)
    assert texts(slot) == [START, START, "", ""]


def test_a_copy_of_what_stands_there_already_is_no_change(slot: Slot, program: Program, owner: User) -> None:
    assert copy_cells(program, copies(slot, 1, 1, 2, 3), text="Copied", by=owner) is None
