"""The plan's cells, changed as a whole: one in the weeks that it is for, or many at once."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.db import transaction

from programs import bridge
from programs.actions.ahead import made_ready, write_ready
from programs.actions.carrying import settled
from programs.actions.cell_weeks import (
    NOWHERE,
    Added,
    After,
    Edited,
    Operation,
    Reading,
    Removed,
    Weeks,
    by_week,
    elsewhere,
    stored_as,
    week_after,
)
from programs.actions.filling import kept_as_typed
from programs.actions.history import Change, ChangedSinceError, lock, made, moved, record
from programs.actions.numbers import Reach, SetRow, Writer, first_of, rows_of_slot
from programs.actions.programs import drop_rows
from programs.actions.progression import refilled
from programs.actions.slots import GONE
from programs.models import Program, Revision, SetGroup, Slot, Week
from programs.prescription import Field, Lift, Targets
from programs.prescription.edits import TOGETHER
from programs.prescription.filling import onto
from trainer.models import User
from web.numbers import show
from web.writes import insert_rows, update_alike

NO_WEEK = "This week is not in the program any more: somebody shortened the phase."
Cells = Mapping[int, Sequence[Operation]]  # week of the phase -> what is done in the slot's cell
ReadingMany = Callable[[Mapping[uuid.UUID, Weeks]], Mapping[uuid.UUID, Cells]]


@dataclass(slots=True)
class CellsChanged:
    """What a change made of slots: their rows of every week, before and after, by slot."""

    revision: Revision | None
    before: dict[uuid.UUID, Weeks]
    after: dict[uuid.UUID, Weeks]


def change_cell(
    slot: Slot, read: Reading, *, week: int, reach: Reach, by: User, key: uuid.UUID | None = None
) -> CellsChanged:
    """Change what a slot does in the weeks of `reach`: numbers, further set groups, or nothing at all.

    `read` is given the cell's rows, and says what is done in it, or raises where they are not what the
    trainer saw; it may be asked twice, and what it says counts once nobody else moves the rows. In other
    weeks the same is done with the set groups of the same type and number. Raises ImpossibleValueError,
    CellRefusedError and ChangedSinceError.
    """
    program = slot.program
    if not slot.scheme:
        ready = made_ready(lambda: _cell_after(slot, read, week=week, reach=reach))
        if ready and ready.writes.anything:
            write = partial(ready.writes.write, program)
            mine = [slot.pk, *(row.id for rows in ready.before.values() for row in rows)]
            if done := write_ready(program, write, by=by, text=ready.text, key=key, touches=mine):
                return CellsChanged(done, {slot.pk: ready.before}, {slot.pk: ready.after})
    return _change_under_lock(slot, read, week=week, reach=reach, by=by, key=key)


@transaction.atomic
def _change_under_lock(
    slot: Slot, read: Reading, *, week: int, reach: Reach, by: User, key: uuid.UUID | None
) -> CellsChanged:
    program = slot.program
    _lock_with(program, [slot], key=key)
    cell = _cell_after(slot, read, week=week, reach=reach)
    changes, after = cell.writes.write(program), {slot.pk: cell.after}
    if slot.scheme and reach.leads(first_of(slot, cell.before)) and changes:
        begin = _begun_later(slot, cell.before, cell.after)
        changes = settled([*changes, *refilled(program, slot.pk, first=begin, typed=cell.typed)])
        after = {slot.pk: by_week(rows_of_slot(slot.pk))}
    else:
        changes = _followed_from_first(program, [slot], {slot.pk: cell.before}, after, changes)
    done = record(program, by=by, text=cell.text, changes=changes, key=key) if changes else None
    return CellsChanged(done, {slot.pk: cell.before}, after)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a change of a cell makes of its slot's weeks, to be stored."""

    text: str
    typed: dict[int, list[Field]]  # by position: which numbers of the cell
    before: Weeks
    after: Weeks
    writes: "_Writes"


def _cell_after(slot: Slot, read: Reading, *, week: int, reach: Reach) -> _Cell:
    """Reads the slot's rows and writes nothing."""
    weeks = by_week(rows_of_slot(slot.pk))
    here = weeks.get(week, [])
    operations = read(here)
    cells: dict[int, Sequence[Operation]] = {week: operations}
    known = _weeks_of_phase(slot) if not here else weeks
    if week not in known:
        raise ChangedSinceError(NO_WEEK)
    leads = bool(slot.scheme) and reach.leads(first_of(slot, weeks))
    for number in known:
        if number != week and reach.holds(number):
            there = elsewhere(operations, weeks.get(number, []), into_empty=not here)
            # Its first week's numbers reach the others by the progression that owns them.
            cells[number] = [item for item in there if not (leads and isinstance(item, Edited))]
    writes, after = gathered(slot.program, [slot], {slot.pk: weeks}, {slot.pk: cells})
    text = f"{slot.exercise.name}: {words_of(operations)}{reach.words or ', every week'}"
    return _Cell(text, _typed_in(here, operations), weeks, after[slot.pk], writes)


@transaction.atomic
def change_cells(
    program: Program,
    slots: Sequence[Slot],
    read: ReadingMany,
    *,
    text: str,
    by: User,
    key: uuid.UUID | None = None,
) -> CellsChanged:
    """Change many cells as one revision, each for its own week only; a few statements, however many."""
    _lock_with(program, slots, key=key)
    before = rows_of_slots(slots)
    writes, after = gathered(program, slots, before, read(before))
    changes = writes.write(program)
    changes = _followed_from_first(program, slots, before, after, changes)
    done = record(program, by=by, text=text, changes=changes, key=key) if changes else None
    return CellsChanged(done, before, after)


def _followed_from_first(
    program: Program,
    slots: Sequence[Slot],
    before: Mapping[uuid.UUID, Weeks],
    after: dict[uuid.UUID, Weeks],
    changes: list[Change],
) -> list[Change]:
    """Let progressions begin anew in slots that are left out in their first week; `after` is brought on."""
    for slot in slots:
        begin = _begun_later(slot, before[slot.pk], after[slot.pk])
        if begin:
            changes = settled([*changes, *refilled(program, slot.pk, first=begin)])
            after[slot.pk] = by_week(rows_of_slot(slot.pk))
    return changes


def _begun_later(slot: Slot, before: Weeks, after: Weeks) -> dict[int, Targets]:
    """What the week that is a slot's first one now takes from the one that was, by position.

    Else the progression would begin with what it had made of that week; what is pinned there stays.
    Nothing where the slot begins when it did, has no progression, or is not done any more.
    """
    was, now = (first_of(slot, (number for number in weeks if weeks[number])) for weeks in (before, after))
    if not slot.scheme or now <= was:
        return {}
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    stood = {row.position: row for row in before[was]}
    return {
        row.position: onto(
            bridge.targets_of(stood[row.position], goal=slot.goal),
            bridge.targets_of(row, goal=slot.goal),
            lift,
        )
        for row in after[now]
        if row.position in stood
    }


def _typed_in(rows: Sequence[SetRow], operations: Sequence[Operation]) -> dict[int, list[Field]]:
    """Which numbers of a cell's set groups were typed, by position."""
    found: dict[int, list[Field]] = {}
    for item in operations:
        alike = [row.position for row in rows if row.set_type == item.set_type]
        if isinstance(item, Edited) and item.number <= len(alike):
            found[alike[item.number - 1]] = [name for name, _ in item.typed.numbers]
    return found


def rows_of_slots(slots: Sequence[Slot]) -> dict[uuid.UUID, Weeks]:
    """Every set group of these slots, by slot and week; one query."""
    columns = ("id", "slot_id", "week_id", "week__position", "position", "set_type", *bridge.RESOLVED)
    rows = SetGroup.objects.filter(slot__in=[slot.pk for slot in slots]).order_by("position")
    found: dict[uuid.UUID, Weeks] = {slot.pk: {} for slot in slots}
    for values in rows.values_list(*columns, "metres", "per_side"):
        row = SetRow(*values)
        found[row.slot_id].setdefault(row.week, []).append(row)
    return found


def _lock_with(program: Program, slots: Sequence[Slot], *, key: uuid.UUID | None) -> None:
    """Serialize writers, and look again at the slots if somebody changed the program since they were read."""
    seen = program.revision
    lock(program, key=key)
    if program.revision == seen:
        return
    fresh = Slot.objects.filter(program=program, pk__in=[slot.pk for slot in slots])
    columns = ("pk", "goal", "method", "lift", "scheme", "program__method")
    values = {pk: rest for pk, *rest in fresh.values_list(*columns)}
    for slot in slots:
        if slot.pk not in values:
            raise ChangedSinceError(GONE)
        slot.goal, slot.method, slot.lift, slot.scheme, program.method = values[slot.pk]
        slot.program = program


def _weeks_of_phase(slot: Slot) -> list[int]:
    weeks = Week.objects.filter(phase=slot.group.workout.phase_id)
    return list(weeks.order_by("position").values_list("position", flat=True))


# What is done, in words


def words_of(operations: Sequence[Operation]) -> str:
    """What is done, for the history: `sets 5, reps 6-8`, `added drop sets`, `left out`."""
    said = []
    for item in operations:
        label = SetGroup.Type(item.set_type).label.lower() if item.set_type else ""
        match item:
            case Edited(typed=typed, becomes=becomes):
                written = sorted(typed.numbers, key=lambda item: TOGETHER.index(item[0]))
                numbers = ", ".join(f"{name} {_value(name, value)}" for name, value in written)
                became = f"{SetGroup.Type(becomes).label.lower()} sets" if becomes else ""
                said.append(", ".join(filter(None, (became, numbers))) or f"{label} sets")
            case Added():
                said.append(f"added {label} sets")
            case Removed(number=0):
                said.append("left out")
            case Removed():
                said.append(f"removed {label} sets")
    return "; ".join(said)


def _value(name: Field, value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(map(str, value))
    if name is Field.REST and value >= 60:
        return f"{value // 60}:{value % 60:02}"
    text = value if isinstance(value, str) else show(value, decimals=1)
    return f"{text} %" if name is Field.INTENSITY else text


# What is written


@dataclass(slots=True)
class _Writes:
    """Everything that one change writes, gathered to be a few statements."""

    numbers: Writer = field(default_factory=Writer)
    beside: dict[str, Change] = field(default_factory=dict)
    gone: list[uuid.UUID] = field(default_factory=list)
    fresh: list[SetGroup] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.numbers.changes or self.beside or self.gone or self.fresh)

    def write(self, program: Program) -> list[Change]:
        """Store it, inside a transaction; what changed."""
        changes: list[Change] = []
        if self.gone:
            rows = list(SetGroup.objects.filter(program=program, pk__in=self.gone))
            changes += drop_rows(rows, "set_groups", program)
        changes += self.numbers.write()
        for change in self.beside.values():
            update_alike(SetGroup, [uuid.UUID(pk) for pk in change["ids"]], change["after"])
        insert_rows(SetGroup, self.fresh)
        return [*changes, *self.beside.values(), *made("set_groups", self.fresh)]


BESIDE = ("set_type", "metres", "per_side")  # what is stored of a set group beside its numbers


def gathered(
    program: Program,
    slots: Sequence[Slot],
    before: Mapping[uuid.UUID, Weeks],
    cells: Mapping[uuid.UUID, Cells],
) -> tuple[_Writes, dict[uuid.UUID, Weeks]]:
    """What is wanted of each slot's weeks, to be written, and the rows as they stand then."""
    writes = _Writes()
    after: dict[uuid.UUID, Weeks] = {}
    places: dict[tuple[uuid.UUID, int], uuid.UUID] = {}
    for slot in slots:
        lift = bridge.lift_of(slot, program_method=program.method)
        after[slot.pk] = dict(before[slot.pk])
        first = first_of(slot, before[slot.pk])
        for number, operations in cells.get(slot.pk, {}).items():
            if not operations:
                continue
            became = week_after(slot, lift, before[slot.pk], number, operations)
            rows = before[slot.pk].get(number, [])
            if slot.scheme and number > first:
                _hold(became, slot, lift, _typed_in(rows, operations))
            if any(row.week_id == NOWHERE for row in became.rows):
                places = places or _places(program)
                week_id = rows[0].week_id if rows else places.get((slot.group.workout.phase_id, number))
                if week_id is None:
                    continue  # the phase has no such week any more
                became.rows = [replace(row, week_id=week_id) for row in became.rows]
            _gather(writes, slot, lift, rows, became.rows, became.new)
            after[slot.pk][number] = sorted(became.rows, key=lambda row: row.position)
    return writes, after


def _hold(became: After, slot: Slot, lift: Lift, typed: Mapping[int, Sequence[Field]]) -> None:
    """Pin what was typed in a week that a progression owns, so that filling again leaves it there."""
    for place, row in enumerate(became.rows):
        fields = typed.get(row.position)
        if fields and row.position in became.new:
            targets, edited = became.new[row.position]
            targets = kept_as_typed(targets, fields)
            became.new[row.position] = targets, edited
            columns = bridge.columns_of(targets, lift, edited=edited, set_type=row.set_type)
            became.rows[place] = replace(row, **columns)


def _places(program: Program) -> dict[tuple[uuid.UUID, int], uuid.UUID]:
    """The program's weeks by phase and number; one query."""
    weeks = Week.objects.filter(program=program).values_list("phase_id", "position", "pk")
    return {(phase, number): pk for phase, number, pk in weeks}


def _gather(
    writes: _Writes,
    slot: Slot,
    lift: Lift,
    rows: Sequence[SetRow],
    became: Sequence[SetRow],
    new: Mapping[int, Any],
) -> None:
    stay = {row.id: row for row in became}
    known = {row.id for row in rows}
    for row in rows:
        now = stay.get(row.id)
        if now is None:
            writes.gone.append(row.id)
            continue
        if row.position in new:
            targets, edited = new[row.position]
            writes.numbers.put(replace(row, set_type=now.set_type), targets, lift, edited=edited)
        was, is_now = ({name: getattr(item, name) for name in BESIDE} for item in (row, now))
        if was != is_now:
            change = moved("set_groups", [], was, is_now)
            writes.beside.setdefault(repr(change), change)["ids"].append(str(row.id))
    writes.fresh += [stored_as(row, slot) for row in became if row.id not in known]
