"""A progression on an exercise that begins after week 1 of its phase: its own first week leads."""

import pytest
from django.db.models import Q

from programs.actions.cell_copies import Copied, copy_cells
from programs.actions.cell_weeks import Edited, Operation, Removed, Typed
from programs.actions.cells import change_cell, change_cells
from programs.actions.history import undo
from programs.actions.mends import mend_rows
from programs.actions.numbers import Edit, Reach, edit_slot
from programs.actions.programs import edit_phase
from programs.documents import document_of
from programs.models import Phase, Program, Revision, SetGroup
from programs.prescription import Field
from programs.queries.builder import grid_rows
from tests.programs.rows import base_program, slot
from tests.programs.test_progression import LINEAR, fill, phase_of
from trainer.models import Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    """Four weeks of linear load: 80, 82.5, 85 and 87.5 %."""
    program = base_program(studio, owner)
    phase = Phase.objects.select_related("program").get(program=program)
    edit_phase(phase, name=phase.name, weeks=4, by=owner)
    program.refresh_from_db()
    fill(program, owner, LINEAR)
    return program


def weeks(name: str = "Press") -> dict[int, float | None]:
    rows = SetGroup.objects.filter(slot__exercise__name=name, position=1).order_by("week__position")
    return dict(rows.values_list("week__position", "intensity"))


def pinned() -> list[int]:
    rows = SetGroup.objects.filter(~Q(pins=[]), slot__exercise__name="Press")
    return list(rows.order_by("week__position").values_list("week__position", flat=True))


def change(*operations: Operation, week: int, to: str, owner: User) -> Revision | None:
    done = change_cell(slot("Press"), lambda _: operations, week=week, reach=Reach(week, to), by=owner)
    return done.revision


def leave_out(*numbers: int, owner: User) -> Revision | None:
    """Leave the press out in these weeks, from the plan."""
    press = slot("Press")
    cells = {press.pk: {number: [Removed.whole()] for number in numbers}}
    return change_cells(press.program, [press], lambda _: cells, text="x", by=owner).revision


def test_left_out_in_week_1_it_begins_in_week_2_with_the_first_step(program: Program, owner: User) -> None:
    before = document_of(program)
    done = change(Removed.whole(), week=1, to="only", owner=owner)
    assert weeks() == {2: 80.0, 3: 82.5, 4: 85.0}
    assert weeks("Row") == {1: 80.0, 2: 82.5, 3: 85.0, 4: 87.5}
    assert fill(program, owner, LINEAR) is None
    assert done is not None
    program.refresh_from_db()
    undo(program, revision=done, by=owner)
    assert document_of(program) == before


def test_left_out_in_several_weeks_at_once_it_begins_after_them(program: Program, owner: User) -> None:
    leave_out(1, 2, owner=owner)
    assert weeks() == {3: 80.0, 4: 82.5}


def test_left_out_in_a_later_week_or_everywhere_nothing_else_moves(program: Program, owner: User) -> None:
    leave_out(2, owner=owner)
    assert weeks() == {1: 80.0, 3: 85.0, 4: 87.5}
    leave_out(1, 3, 4, owner=owner)
    assert weeks() == {}


def test_what_is_pinned_in_the_week_that_is_the_first_then_stays(program: Program, owner: User) -> None:
    edit_slot(slot("Press"), [Edit("intensity", 70, "x")], by=owner, reach=Reach(2, "only"))
    leave_out(1, owner=owner)
    assert weeks() == {2: 70.0, 3: 72.5, 4: 75.0}


@pytest.mark.parametrize("to", ["following", "every"])
def test_its_first_week_typed_takes_the_others_along(program: Program, owner: User, to: str) -> None:
    leave_out(1, owner=owner)
    edit_slot(slot("Press"), [Edit("intensity", 70, "x")], by=owner, reach=Reach(2, to))
    assert (weeks(), pinned()) == ({2: 70.0, 3: 72.5, 4: 75.0}, [])
    typed = Edited("working", 1, Typed(((Field.INTENSITY, 75),)))
    change(typed, week=2, to=to, owner=owner)
    assert (weeks(), pinned()) == ({2: 75.0, 3: 77.5, 4: 80.0}, [])


def test_its_first_week_typed_alone_leaves_the_others_and_is_not_held(program: Program, owner: User) -> None:
    leave_out(1, owner=owner)
    edit_slot(slot("Press"), [Edit("intensity", 70, "x")], by=owner, reach=Reach(2, "only"))
    typed = Edited("working", 1, Typed(((Field.REST, 90),)))
    change(typed, week=2, to="only", owner=owner)
    assert (weeks(), pinned()) == ({2: 70.0, 3: 82.5, 4: 85.0}, [])
    fill(program, owner, LINEAR)
    assert weeks() == {2: 70.0, 3: 72.5, 4: 75.0}


def test_a_later_week_typed_is_held(program: Program, owner: User) -> None:
    leave_out(1, owner=owner)
    edit_slot(slot("Press"), [Edit("intensity", 70, "x")], by=owner, reach=Reach(3, "following"))
    assert (weeks(), pinned()) == ({2: 80.0, 3: 70.0, 4: 70.0}, [3, 4])


def test_a_mend_begins_in_its_first_week(program: Program, owner: User) -> None:
    leave_out(1, owner=owner)
    phase = phase_of(program)
    rows = [row for row in grid_rows(program.pk, phase, week=2) if row.exercise == "Press"]
    mend_rows(program, rows, "all_out", phase_id=phase, reach=Reach(2, "following"), by=owner)
    first, *later = weeks().values()
    assert first is not None
    assert first < 80.0
    assert [round((intensity or 0) - first, 6) for intensity in later] == [2.5, 5.0]
    assert pinned() == []


def test_a_cell_copied_over_its_first_week_is_not_held(program: Program, owner: User) -> None:
    leave_out(1, owner=owner)
    copy_cells(program, [Copied(slot("Press").pk, 4, (2, 3))], text="x", by=owner)
    assert (weeks(), pinned()) == ({2: 85.0, 3: 85.0, 4: 85.0}, [3])
