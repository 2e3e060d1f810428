"""Whole cells of the plan copied to other weeks of the same exercise: numbers, pins and set groups."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from programs import bridge
from programs.actions.filling import held
from programs.actions.history import Change, lock, made, moved, record
from programs.actions.numbers import LEAD, first_of
from programs.actions.programs import copy_of, drop_rows
from programs.documents import values_of
from programs.models import Program, Revision, SetGroup, Slot, Week
from trainer.models import User

COPIED = (*bridge.RESOLVED, "set_type", "rir_high", "metres", "per_side")
Stored = dict[tuple[uuid.UUID, int], list[SetGroup]]  # the set groups of a slot's week, by its number


@dataclass(frozen=True, slots=True)
class Copied:
    """The cell of a slot in one week, and the weeks of the same phase that become like it."""

    slot_id: uuid.UUID
    source: int
    targets: tuple[int, ...]


@transaction.atomic
def copy_cells(
    program: Program,
    copies: Sequence[Copied],
    *,
    text: str,
    by: User,
    check: Callable[[Stored], None] | None = None,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Make weeks of slots like another week of the same slot: numbers, pins, and set groups that differ.

    Rows keep their identity where there is one of the same type and number. A few statements, however
    many cells. `check` is given the cells once nobody else moves them, and raises where they are not what
    the trainer saw. None if nothing changed.
    """
    lock(program, key=key)
    cells = _stored(program, copies)
    if check is not None:
        check(cells)
    changes = _copy(program, copies, cells)
    return record(program, by=by, text=text, changes=changes, key=key) if changes else None


def _stored(program: Program, copies: Sequence[Copied]) -> Stored:
    rows = SetGroup.objects.filter(program=program, slot__in={item.slot_id for item in copies})
    cells: Stored = {}
    for row in rows.select_related("week", "slot").order_by("position"):
        cells.setdefault((row.slot_id, row.week.position), []).append(row)
    return cells


def _weeks(program: Program, copies: Sequence[Copied]) -> dict[tuple[uuid.UUID, int], Week]:
    """The weeks of each slot's phase."""
    slots = Slot.objects.filter(program=program, pk__in={item.slot_id for item in copies})
    phases: dict[uuid.UUID, list[Week]] = {}
    for week in Week.objects.filter(program=program):
        phases.setdefault(week.phase_id, []).append(week)
    return {
        (slot, week.position): week
        for slot, phase in slots.values_list("pk", "group__workout__phase_id")
        for week in phases.get(phase, [])
    }


@dataclass(slots=True)
class _Writes:
    changed: list[SetGroup] = field(default_factory=list)
    fresh: list[SetGroup] = field(default_factory=list)
    gone: list[SetGroup] = field(default_factory=list)
    moves: dict[str, Change] = field(default_factory=dict)


def _copy(program: Program, copies: Sequence[Copied], cells: Stored) -> list[Change]:
    weeks, writes = _weeks(program, copies), _Writes()
    for item in copies:
        source = cells.get((item.slot_id, item.source), [])
        kept = _held_where_owned(program, source)
        done_in = (number for slot, number in cells if slot == item.slot_id)
        first = first_of(source[0].slot, done_in) if source else 1
        for target in item.targets:
            week = weeks.get((item.slot_id, target))
            if week is not None and target != item.source:
                _become(
                    kept if target > first else source, cells.get((item.slot_id, target), []), week, writes
                )
    changes = drop_rows(writes.gone, "set_groups", program) if writes.gone else []
    if writes.changed:
        bridge.store_many(SetGroup, writes.changed, COPIED)
    SetGroup.objects.bulk_create(writes.fresh)
    return [*changes, *writes.moves.values(), *made("set_groups", writes.fresh)]


def _held_where_owned(program: Program, rows: Sequence[SetGroup]) -> Sequence[SetGroup]:
    """The cell as it is copied to later weeks: held there where a progression owns the slot."""
    if not rows or not rows[0].slot.scheme:
        return rows
    slot = rows[0].slot
    lift = bridge.lift_of(slot, program_method=program.method)
    return [held(row, slot, lift) for row in rows]


def _become(source: Sequence[SetGroup], target: Sequence[SetGroup], week: Week, writes: _Writes) -> None:
    """Pair the set groups of two weeks by type and number; gather what changes, comes and goes.

    Warm-ups and the others each keep their source's order: a partner that stands in the way is made anew.
    """
    partners, kept = dict(_named(target)), set()
    taken = {row.position for row in target}
    last = {True: 0, False: 0}
    for name, row in _named(source):
        of_warm_up = row.set_type == SetGroup.Type.WARM_UP
        mine = partners.get(name)
        if mine is not None and mine.position > last[of_warm_up]:
            kept.add(mine.pk)
            _alike(mine, row, writes)
            last[of_warm_up] = mine.position
            continue
        free = row.position > last[of_warm_up] and row.position not in taken
        position = row.position if free else max(taken) + 1
        taken.add(position)
        last[of_warm_up] = position
        writes.fresh.append(copy_of(row, week=week, position=position))
    writes.gone += [row for row in target if row.pk not in kept]


def _alike(row: SetGroup, source: SetGroup, writes: _Writes) -> None:
    """Give a set group everything of another one but its place."""
    before = values_of(row)
    for column in COPIED:
        setattr(row, column, getattr(source, column))
    after = values_of(row)
    if before != after:
        writes.changed.append(row)
        change = moved("set_groups", [], before, after)
        writes.moves.setdefault(repr(change), change)["ids"].append(str(row.pk))


def _named(rows: Sequence[SetGroup]) -> list[tuple[tuple[str, int], SetGroup]]:
    """Each set group with its type and number; the lead with its place alone."""
    counts: dict[str, int] = {}
    found = []
    for row in rows:
        if row.position == LEAD:
            found.append((("", LEAD), row))
            continue
        number = counts[row.set_type] = counts.get(row.set_type, 0) + 1
        found.append(((row.set_type, number), row))
    return found
