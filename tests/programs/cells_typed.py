"""Cells of the plan, typed and pasted, as the tests do it."""

from typing import Any

from programs.actions.cell_weeks import Operation
from programs.actions.cells import CellsChanged, change_cell, change_cells
from programs.actions.history import last_undoable, undo
from programs.actions.numbers import Reach, rows_of_slot
from programs.actions.slots import add_slot
from programs.forms.plan_cells import cell_text, read_text
from programs.models import Exercise, Program, Slot, Workout
from trainer.models import User

WEEKS = 4
START = "4 x 10 @ 80 % · RIR 0 · 80 kg · 1:00"


def add(program: Program, exercise: Exercise, owner: User) -> Slot:
    workout = Workout.objects.select_related("program__client").get(program=program)
    add_slot(workout, exercise, by=owner, goal="hypertrophy")
    return again(Slot.objects.get(exercise=exercise))


def again(slot: Slot) -> Slot:
    return Slot.objects.select_related("program__client", "exercise", "group__workout").get(pk=slot.pk)


def texts(slot: Slot) -> list[str]:
    """What the cell of each week says."""
    rows = rows_of_slot(slot.pk)
    return [cell_text([row for row in rows if row.week == week], slot.lift) for week in range(1, WEEKS + 1)]


def type_in(
    slot: Slot, text: str, owner: User, *, week: int = 1, to: str = "only", whole: bool = True, **more: Any
) -> CellsChanged:
    slot = again(slot)

    def read(rows: Any) -> list[Operation]:
        return read_text(text, rows, slot.lift, whole=whole).operations

    return change_cell(slot, read, week=week, reach=Reach(week, to), by=owner, **more)


def paste(slot: Slot, by_week: dict[int, str], owner: User) -> CellsChanged:
    slot = again(slot)

    def read(stored: Any) -> Any:
        weeks = stored[slot.pk]
        return {
            slot.pk: {
                week: read_text(text, weeks.get(week, []), slot.lift, whole=True).operations
                for week, text in by_week.items()
            }
        }

    return change_cells(slot.program, [slot], read, text="Pasted", by=owner)


def undo_last(program: Program, owner: User) -> None:
    revision = last_undoable(program)
    assert revision is not None
    undo(program, revision=revision, by=owner)
