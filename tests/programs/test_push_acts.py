"""Bringing a template's changes to its clients as one act: taking it back, and whom it reaches."""

from typing import Any

import pytest

from programs.actions import slots as actions
from programs.actions.bringing import (
    TemplateChangedError,
    batches_of,
    bring,
    copies_of,
    take_back,
    what_would_change,
)
from programs.actions.history import AlreadyDoneError, last_undoable, next_redoable, restore, undo
from programs.actions.numbers import Edit, edit_slot
from programs.actions.weeks import insert_week
from programs.models import Exercise, Program, Slot, Workout
from tests.programs.brought import bring_all, fresh, layout, sets
from tests.programs.rows import base_program, make
from tests.programs.scheduled import NOON, assigned, by_week, everything, own_slot, week
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

pytestmark = pytest.mark.usefixtures("monday_noon")


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def copy(template: Program, client: Client, owner: User) -> Program:
    return assigned(template, client, owner)


@pytest.fixture
def other(template: Program, other_client: Client, owner: User) -> Program:
    return assigned(template, other_client, owner)


# One act, one undo


def test_one_act_is_undone_by_one_undo_exactly(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    before = [everything(copy), everything(other), fresh(copy).origin_revision]
    sets(template, owner, 6, 0)
    insert_week(week(template, 2), by=owner)
    actions.remove_slot(own_slot(template, "Row"), by=owner)
    batch = new_uuid()
    bring_all(template, owner, batch)
    after = [everything(copy), everything(other)]
    [known] = batches_of(fresh(template), owner)
    assert (known.id, sorted(known.clients)) == (batch, ["Clara Client", "Oscar Other"])
    taken = take_back(fresh(template), batch=batch, by=owner)
    assert (taken.count, taken.moved) == (2, [])
    assert [everything(copy), everything(other), fresh(copy).origin_revision] == before
    assert batches_of(fresh(template), owner) == []
    assert take_back(fresh(template), batch=batch, by=owner).count == 0
    bring_all(template, owner)
    now = [everything(copy), everything(other)]
    assert [len(rows) for state in now for rows in state.values()] == [
        len(rows) for state in after for rows in state.values()
    ]


def test_it_can_be_undone_and_redone_in_one_clients_program(
    template: Program, copy: Program, owner: User
) -> None:
    sets(template, owner, 6, 0)
    batch = new_uuid()
    bring_all(template, owner, batch)
    after = everything(copy)
    for step in (last_undoable, next_redoable):
        revision = step(copy)
        assert revision is not None
        undo(fresh(copy), revision=revision, by=owner)
    assert everything(copy) == after
    assert take_back(fresh(template), batch=batch, by=owner).count == 1
    assert by_week(copy, "Press") == [4, 4, 4]


def test_a_client_whose_rows_moved_since_is_named_when_it_is_taken_back(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    sets(template, owner, 6, 0)
    batch = new_uuid()
    bring_all(template, owner, batch)
    sets(copy, owner, 3, 2)
    taken = take_back(fresh(template), batch=batch, by=owner)
    assert (taken.count, taken.moved) == (1, ["Clara Client"])
    assert (by_week(copy, "Press"), by_week(other, "Press")) == ([6, 3, 6], [4, 4, 4])


def test_a_client_whose_program_was_changed_since_it_was_looked_at_is_left_out_and_named(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    sets(template, owner, 6, 0)
    template = fresh(template)
    seen = dict(copies_of(template, owner).order_by().values_list("pk", "revision"))
    sets(copy, owner, 3, 2)
    brought = bring(template, seen, template_seen=template.revision, by=owner, batch=new_uuid())
    assert (brought.count, brought.moved) == (1, ["Clara Client"])
    assert by_week(copy, "Press") == [4, 3, 4]


def test_nothing_is_brought_once_the_template_was_changed(
    template: Program, copy: Program, owner: User
) -> None:
    template = fresh(template)
    seen, number = {copy.pk: copy.revision}, template.revision
    sets(template, owner, 6, 0)
    with pytest.raises(TemplateChangedError):
        bring(fresh(template), seen, template_seen=number, by=owner, batch=new_uuid())
    assert by_week(copy, "Press") == [4, 4, 4]


def test_the_same_request_twice_brings_it_once(template: Program, copy: Program, owner: User) -> None:
    sets(template, owner, 6, 0)
    batch = new_uuid()
    bring_all(template, owner, batch)
    count = fresh(copy).revision
    with pytest.raises(AlreadyDoneError):
        bring_all(template, owner, batch)
    assert fresh(copy).revision == count


def test_going_back_to_before_it_was_brought_lets_it_be_brought_again(
    template: Program, copy: Program, owner: User
) -> None:
    number = fresh(copy).revision
    workout = Workout.objects.select_related("program__client").get(program=template, name="Workout B")
    actions.add_slot(workout, make("Plank"), by=owner)
    bring_all(template, owner)
    restore(fresh(copy), number=number, by=owner)
    assert layout(copy)["Workout B"] == ["Curl"]
    bring_all(template, owner)
    assert layout(copy)["Workout B"] == ["Curl", "Plank"]


# Whom it reaches


def test_only_programs_of_active_clients_whom_the_trainer_sees_are_reached(
    template: Program, copy: Program, other: Program, owner: User, helper: User, stranger: User
) -> None:
    assert {item.pk for item in copies_of(template, owner)} == {copy.pk, other.pk}
    assert not copies_of(template, helper).exists()
    assert not copies_of(template, stranger).exists()
    other.archived_at = NOON
    other.save()
    Client.objects.filter(programs=copy).update(archived_at=NOON)
    assert not copies_of(template, owner).exists()


def test_a_program_that_the_trainer_does_not_see_is_not_reached_by_its_id(
    template: Program, copy: Program, owner: User, helper: User
) -> None:
    sets(template, owner, 6, 0)
    template = fresh(template)
    seen = {copy.pk: copy.revision}
    assert bring(template, seen, template_seen=template.revision, by=helper, batch=new_uuid()).count == 0
    batch = new_uuid()
    bring_all(template, owner, batch)
    assert take_back(template, batch=batch, by=helper).count == 0
    assert by_week(copy, "Press") == [6, 6, 6]


@pytest.mark.parametrize("more", [0, 3])
def test_it_takes_as_many_queries_for_many_rows_as_for_few(
    template: Program, client: Client, owner: User, more: int, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        actions.duplicate_slot(Slot.objects.filter(exercise__name="Press").earliest("id"), by=owner)
    assigned(template, client, owner)
    for slot in Slot.objects.select_related("program", "exercise").filter(program=template):
        edit_slot(slot, [Edit("sets", 6, "sets 6")], by=owner)
    workout = Workout.objects.select_related("program__client").get(program=template, name="Workout B")
    actions.add_slot(workout, Exercise.objects.get(name="Squat"), by=owner)
    template = fresh(template)
    copies = list(copies_of(template, owner))
    with django_assert_num_queries(23):
        what_would_change(template, copies)
    seen = {item.pk: item.revision for item in copies}
    with django_assert_num_queries(36):
        bring(template, seen, template_seen=template.revision, by=owner, batch=new_uuid())
