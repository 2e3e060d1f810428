"""Which weeks a change is for: the one that is looked at, from it on, or every one."""

from typing import Any

import pytest
from django.urls import reverse

from programs.actions.history import last_undoable, undo
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Program, SetGroup, Slot, Workout
from programs.prescription import Field
from programs.queries.builder import grid_rows
from tests.conftest import SignIn
from tests.programs.planned import make_exercise
from trainer.models import Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return create_program(studio=studio, by=owner, name="Base", weeks=4, workouts=1)


@pytest.fixture
def slot(program: Program, owner: User) -> Slot:
    workout = Workout.objects.select_related("program__client").get(program=program)
    add_slot(workout, make_exercise("Bench press"), by=owner, goal="hypertrophy")
    return Slot.objects.select_related("program__client", "exercise", "group__workout").get()


def by_week(slot: Slot, field: str) -> list[Any]:
    rows = SetGroup.objects.filter(slot=slot).order_by("week__position")
    return list(rows.values_list(field, flat=True))


def sets(value: int) -> list[Edit]:
    return [Edit("sets", value, f"sets {value}")]


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach(3, "only"), [4, 4, 6, 4]),
        (Reach(3, "following"), [4, 4, 6, 6]),
        (Reach(3, "every"), [6, 6, 6, 6]),
        (Reach(1, "following"), [6, 6, 6, 6]),
    ],
    ids=str,
)
def test_an_edit_reaches_the_weeks_that_it_is_for(
    slot: Slot, owner: User, reach: Reach, expected: list[int]
) -> None:
    edit_slot(slot, sets(6), by=owner, reach=reach)
    assert by_week(slot, "sets") == expected


def test_weeks_keep_what_is_their_own_when_another_number_is_typed_for_all(slot: Slot, owner: User) -> None:
    edit_slot(slot, [Edit("intensity", 85, "intensity 85")], by=owner, reach=Reach(4, "only"))
    assert by_week(slot, "reps") == [10, 10, 10, 7]
    edit_slot(slot, sets(3), by=owner)
    assert by_week(slot, "sets") == [3, 3, 3, 3]
    assert by_week(slot, "intensity") == [80.0, 80.0, 80.0, 85.0]


def test_a_number_is_pinned_in_the_weeks_that_it_is_for(slot: Slot, owner: User) -> None:
    pin_field(slot, Field.REPS, pinned=True, by=owner, reach=Reach(2, "following"))
    assert by_week(slot, "pins") == [[], ["reps"], ["reps"], ["reps"]]


def test_the_words_of_a_change_name_its_weeks_and_undoing_puts_them_back(
    slot: Slot, program: Program, owner: User
) -> None:
    done = edit_slot(slot, sets(6), by=owner, reach=Reach(3, "following"))
    assert done is not None
    assert done.text == "Bench press: sets 6, week 3 on"
    revision = last_undoable(program)
    assert revision is not None
    undo(program, revision=revision, by=owner)
    assert by_week(slot, "sets") == [4, 4, 4, 4]


def test_a_slot_is_in_the_grid_of_its_own_weeks_only(slot: Slot, program: Program) -> None:
    phase = program.phases.get()
    Slot.objects.filter(pk=slot.pk).update(first_week=2, last_week=3)
    assert [len(grid_rows(program.pk, phase.pk, week=week)) for week in (1, 2, 3, 4)] == [0, 1, 1, 0]


# The page


def page(signed_in: SignIn, owner: User, program: Program, **query: Any) -> str:
    answer = signed_in(owner).get(reverse("program_detail", args=[program.pk]), query)
    return str(answer.content.decode())


def test_the_builder_shows_the_week_that_is_asked_for(
    slot: Slot, program: Program, owner: User, signed_in: SignIn
) -> None:
    edit_slot(slot, sets(6), by=owner, reach=Reach(3, "only"))
    assert 'data-week="3"' in page(signed_in, owner, program, week=3)
    assert 'name="sets" value="6"' in page(signed_in, owner, program, week=3)
    assert 'name="sets" value="4"' in page(signed_in, owner, program, week=2)
    for asked in ("99", "0", "x", "-1", "٣"):
        assert page(signed_in, owner, program, week=asked)
    assert 'data-week="4"' in page(signed_in, owner, program, week=9)


def test_a_cell_is_saved_from_the_week_that_is_looked_at_on(
    slot: Slot, owner: User, signed_in: SignIn
) -> None:
    address = reverse("slot_save", args=[slot.program_id, slot.pk, 1])
    visitor = signed_in(owner)
    typed = {"field": "sets", "was": "4", "sets": "6", "week": "3"}
    assert visitor.post(address, typed, headers={"HX-Request": "true"}).status_code == 200
    assert by_week(slot, "sets") == [4, 4, 6, 6]
    typed = {"field": "sets", "was": "6", "sets": "7", "week": "4", "reach": "only"}
    assert visitor.post(address, typed, headers={"HX-Request": "true"}).status_code == 200
    assert by_week(slot, "sets") == [4, 4, 6, 7]
    typed = {"field": "sets", "was": "4", "sets": "5", "week": "2", "reach": "every"}
    assert visitor.post(address, typed, headers={"HX-Request": "true"}).status_code == 200
    assert by_week(slot, "sets") == [5, 5, 5, 5]


def test_why_explains_the_number_of_the_week_that_is_looked_at(
    slot: Slot, owner: User, signed_in: SignIn
) -> None:
    edit_slot(slot, [Edit("intensity", 85, "intensity 85")], by=owner, reach=Reach(3, "only"))
    address = reverse("slot_why", args=[slot.program_id, slot.pk, 1, "reps"])
    first = signed_in(owner).get(address).content.decode()
    third = signed_in(owner).get(address, {"week": 3}).content.decode()
    assert ("85 %" in first, "85 %" in third) == (False, True)
