"""Many cells of the plan at once: what is answered to a paste, a copy and leaving out."""

import json
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions.programs import create_program
from programs.models import Program, Revision, Slot
from tests.programs.plan_cells import (
    START,
    add,
    base_plan,
    cell,
    copy,
    counts,
    line,
    page,
    paste,
    plain,
    save,
)
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    return base_plan(studio, owner, client)


@pytest.fixture
def slot(program: Program, owner: User) -> Slot:
    return add(program, "Bench press", owner)


@pytest.fixture
def visitor(trainer: Visitor) -> Visitor:
    return trainer


def test_cells_are_pasted_as_one_revision(
    visitor: Visitor, program: Program, slot: Slot, owner: User
) -> None:
    row = add(program, "Row", owner)
    count = Revision.objects.count()
    answer = paste(
        visitor, program, (slot, 1, "3x10", START), (row, 2, "5x8 @75%", START), (row, 4, "", START)
    )
    assert answer.json()["cells"] == {
        cell(slot, 1): [START, START.replace("4 x", "3 x")],
        cell(row, 2): [START, "5 x 8 @ 75 % · RIR 4.4 · 75 kg · 1:00"],
        cell(row, 4): [START, ""],
    }
    assert answer.json()["said"] == "Pasted 3 cells."
    assert Revision.objects.count() == count + 1


def test_nothing_is_pasted_unless_every_cell_can_be_read(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    before = counts(visitor)
    answer = paste(
        visitor, program, (slot, 1, "3x10", START), (slot, 2, "what", START), (slot, 3, "400 kg", START)
    )
    assert answer.status_code == 422
    assert answer.json()["said"] == "2 cells could not be read, so nothing was pasted."
    assert list(answer.json()["problems"]) == [cell(slot, 2), cell(slot, 3)]
    assert answer.json()["problems"][cell(slot, 2)].startswith("“what” is not understood")
    assert answer.json()["problems"][cell(slot, 3)].endswith("at most 150 % can be prescribed.")
    assert counts(visitor) == before


def test_a_paste_over_what_somebody_changed_meanwhile_is_refused(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    save(visitor, slot, "5x10", week=2, reach="only")
    before = counts(visitor)
    answer = paste(visitor, program, (slot, 1, "3x10", START), (slot, 2, "3x10", START))
    assert answer.status_code == 409
    assert answer.json()["cells"] == {cell(slot, 2): [START, START.replace("4 x", "5 x")]}
    assert counts(visitor) == before


def test_leaving_out_is_said_as_that(visitor: Visitor, program: Program, slot: Slot, owner: User) -> None:
    row = add(program, "Row", owner)
    one = paste(visitor, program, (slot, 2, "", START), (slot, 3, "", START))
    assert one.json()["said"] == "Bench press: left out, weeks 2 to 3."
    two = paste(visitor, program, (slot, 1, "", START), (row, 1, "", START))
    assert two.json()["said"] == "Left out 2 cells."


def test_a_week_is_copied_to_others(visitor: Visitor, program: Program, slot: Slot) -> None:
    save(visitor, slot, "1x3 @90% + back-off 3x8", reach="only")
    first = line(page(visitor, program), slot)[0]
    answer = copy(visitor, program, (slot, 1, 2, START), (slot, 1, 4, START))
    assert answer.json()["said"] == "Bench press: week 1 copied to weeks 2, 4."
    assert list(answer.json()["cells"]) == [cell(slot, 2), cell(slot, 4)]
    cells = [plain(text) for text in line(page(visitor, program), slot)]
    assert cells == [plain(first), plain(first), START, plain(first)]
    again = copy(visitor, program, (slot, 1, 2, plain(first).replace("\n", "\n")))
    assert again.json() == {"cells": {}, "said": "", "revision": ""}


def test_a_copy_over_what_somebody_changed_meanwhile_is_refused(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    save(visitor, slot, "5x10", week=2, reach="only")
    before = counts(visitor)
    answer = copy(visitor, program, (slot, 1, 2, START), (slot, 1, 3, START))
    assert answer.status_code == 409
    assert answer.json()["cells"] == {cell(slot, 2): [START, START.replace("4 x", "5 x")]}
    assert counts(visitor) == before


BAD = [
    "",
    "nonsense",
    "{}",
    "[]",
    "[1]",
    '[["7", 1, "4x8", ""]]',
    "[[1, 2, 3, 4]]",
    '[["00000000-0000-0000-0000-000000000000", "x", "4x8", ""]]',
    '[["00000000-0000-0000-0000-000000000000", 1e999, 1e999, ""]]',
    '[["00000000-0000-0000-0000-000000000000", NaN, NaN, ""]]',
    "[" * 100_000,
    json.dumps([["00000000-0000-0000-0000-000000000000", 1, 1, ""]] * 2001),
]


@pytest.mark.parametrize("what", ["plan_paste", "plan_copy"])
@pytest.mark.parametrize("cells", BAD, ids=lambda text: text[:20] or "nothing")
def test_cells_that_cannot_be_read_are_refused(
    visitor: Visitor, program: Program, slot: Slot, what: str, cells: str
) -> None:
    before = counts(visitor)
    answer = visitor.post(reverse(what, args=[program.pk]), {"cells": cells})
    assert (answer.status_code, bool(answer.json()["said"])) == (422, True)
    assert counts(visitor) == before


@pytest.mark.parametrize("what", ["plan_paste", "plan_copy"])
def test_a_slot_of_somebody_else_among_many_is_not_there(
    visitor: Visitor, program: Program, slot: Slot, studio: Studio, owner: User, stranger: User, what: str
) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    other = create_program(studio=elsewhere, by=stranger, name="Other", weeks=4, workouts=1)
    theirs = add(other, "Their press", stranger)
    before = counts(visitor)
    cells = json.dumps([[str(slot.pk), 1, 2, START], [str(theirs.pk), 1, 2, START]])
    assert visitor.post(reverse(what, args=[program.pk]), {"cells": cells}).status_code == 404
    assert counts(visitor) == before


@pytest.mark.parametrize("many", [1, 3])
def test_pasting_and_copying_take_the_same_queries_however_many_cells(
    visitor: Visitor, program: Program, slot: Slot, many: int, django_assert_num_queries: Any
) -> None:
    weeks = range(2, 2 + many)
    with django_assert_num_queries(12):
        assert paste(
            visitor, program, *((slot, week, "4x10 + drop set 1x12", START) for week in weeks)
        ).json()["revision"]
    shown = plain(line(page(visitor, program), slot)[1])
    with django_assert_num_queries(14):
        assert copy(visitor, program, *((slot, 1, week, shown) for week in weeks)).json()["revision"]
