"""The numbers of the builder's rows: edit, pin, toggle the goal, change the method, mend."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from django.db import transaction

from programs import bridge
from programs.actions.history import Change, lock, moved, record
from programs.documents import plain
from programs.models import Program, Revision, SetGroup, Slot
from programs.prescription import (
    Field,
    Goal,
    Lift,
    Method,
    Outcome,
    PlannedGroup,
    SetType,
    Targets,
    edit,
    follow,
    pin,
    toggle_slot,
    unpin,
)
from trainer.models import User
from web.prepared import Prepared
from web.updates import update_rows

LEAD = 1  # the position of a slot's first working set group, which the others follow


@dataclass(frozen=True, slots=True)
class Edit:
    """One number that the trainer changed: `field` of the engine, `value` parsed, `text` as typed.

    `value` is None for a load that was emptied.
    """

    field: str
    value: Any
    text: str


@dataclass(slots=True)
class SetRow:
    """What a change of numbers reads of a set group: its place, its targets and the engine's answer."""

    id: uuid.UUID
    slot_id: uuid.UUID
    week_id: uuid.UUID
    position: int
    set_type: str
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    rest_seconds: int
    tempo: str
    load: Decimal | None
    load_unit: str
    load_kg: Decimal | None
    pins: list[str]
    effective: dict[str, Any]


_COLUMNS = ("id", "slot_id", "week_id", "position", "set_type", *bridge.RESOLVED)
_IN_ORDER = ("week__position", "position")
_rows_of_slot = Prepared(
    lambda slot_id: SetGroup.objects.filter(slot_id=slot_id).order_by(*_IN_ORDER).values_list(*_COLUMNS),
    uuid.UUID,
)

R = TypeVar("R", SetRow, SetGroup)
New = dict[int, tuple[Targets, Field | None]]  # position -> its targets, and what was typed of them


def weeks_of(rows: Iterable[R]) -> Sequence[Sequence[R]]:
    """A slot's set groups by week, in order, the lead of each week first."""
    weeks: dict[uuid.UUID, list[R]] = {}
    for row in rows:
        weeks.setdefault(row.week_id, []).append(row)
    return list(weeks.values())


def weeks_of_slots(slots: Sequence[Slot]) -> dict[uuid.UUID, Sequence[Sequence[SetGroup]]]:
    """The same for many slots, by slot; one query."""
    found: dict[uuid.UUID, list[SetGroup]] = {slot.pk: [] for slot in slots}
    for row in SetGroup.objects.filter(slot__in=slots).order_by(*_IN_ORDER):
        found[row.slot_id].append(row)
    return {slot: weeks_of(rows) for slot, rows in found.items()}


# What the engine says


def outcome_of(edits: Iterable[Edit], targets: Targets, lift: Lift) -> Outcome:
    """The engine's answer to the edits in their order; raises the engine's ValueError."""
    outcome = Outcome(targets=targets)
    for item in edits:
        if item.value is None:  # an emptied load: it follows from the intensity again
            outcome = Outcome(targets=replace(outcome.targets, load=None))
        else:
            outcome = edit(outcome.targets, Field(item.field), item.value, lift)
    return outcome


def edited_after(outcome: Outcome, row: bridge.TargetRow, edits: list[Edit]) -> Field | None:
    """The number of the load chain that counts as just typed: the newest, unless a load was emptied."""
    if any(item.value is None for item in edits):
        return outcome.edited
    return outcome.edited or bridge.edited_in(row)


def after_edits(
    week: Sequence[Any], position: int, edits: list[Edit], *, goal: str, lift: Lift
) -> tuple[Outcome, New]:
    """What edits of one set group make of a slot's week: itself, and those that follow their lead."""
    row = week[_index(week, position)]
    outcome = outcome_of(edits, bridge.targets_of(row, goal=goal), lift)
    new: New = {position: (outcome.targets, edited_after(outcome, row, edits))}
    return outcome, new | followers(week, row, outcome.targets, goal=goal, lift=lift)


def _index(week: Sequence[Any], position: int) -> int:
    return next(index for index, row in enumerate(week) if row.position == position)


def followers(week: Sequence[Any], row: Any, after: Targets, *, goal: str, lift: Lift) -> New:
    """The set groups that move because their lead did."""
    if row.position != LEAD or len(week) == 1:
        return {}
    before = bridge.targets_of(row, goal=goal)
    warm_ups = [item.position for item in week if item.set_type == SetType.WARM_UP]
    new: New = {}
    for item in week:
        if item.position == LEAD:
            continue
        group = PlannedGroup(SetType(item.set_type), bridge.targets_of(item, goal=goal))
        step = warm_ups.index(item.position) if item.position in warm_ups else 0
        targets = follow(group, before, after, lift, lift, step=step, steps=len(warm_ups))
        if targets != group.targets:
            new[item.position] = (targets, bridge.edited_in(item))
    return new


def after_pin(
    week: Sequence[Any], position: int, field: Field, *, pinned: bool, goal: str, lift: Lift
) -> tuple[Outcome, New]:
    """What holding a number, or letting it go, makes of a slot's week."""
    row = week[_index(week, position)]
    outcome = (pin if pinned else unpin)(bridge.targets_of(row, goal=goal), field, lift)
    return outcome, {position: (outcome.targets, bridge.edited_in(row))}


# What is written


class Writer:
    """Gathers new numbers for set groups and writes them; alike ones are one change."""

    def __init__(self) -> None:
        self._rows: list[tuple[SetRow | SetGroup, dict[str, Any]]] = []
        self._changes: dict[str, Change] = {}

    def put(
        self,
        row: SetRow | SetGroup,
        targets: Targets,
        lift: Lift,
        *,
        edited: Field | None = None,
        ids: Sequence[uuid.UUID] = (),
    ) -> None:
        """Give a row these targets, unless it has them; `ids` where it speaks for several rows."""
        columns = bridge.columns_of(targets, lift, edited=edited, set_type=row.set_type)
        before = {name: plain(getattr(row, name)) for name in columns}
        after = {name: plain(value) for name, value in columns.items()}
        if before == after:
            return
        change = moved("set_groups", [], before, after)
        change = self._changes.setdefault(repr(change), change)
        change["ids"] += [str(pk) for pk in ids or (row.id,)]
        self._rows.append((row, columns))

    def write(self, *, by: tuple[str, ...] = ("id",)) -> list[Change]:
        """Store everything in one statement, found by these columns; what changed."""
        if by == ("id",) and len({id(columns) for _, columns in self._rows}) == 1:  # the weeks are alike
            SetGroup.objects.filter(pk__in=[row.id for row, _ in self._rows]).update(**self._rows[0][1])
            return list(self._changes.values())
        rows = [{name: getattr(row, name) for name in by} | columns for row, columns in self._rows]
        update_rows(SetGroup, by, bridge.RESOLVED, rows)
        return list(self._changes.values())


def put_week(writer: Writer, week: Sequence[SetRow | SetGroup], new: New, lift: Lift) -> None:
    for row in week:
        if row.position in new:
            targets, edited = new[row.position]
            writer.put(row, targets, lift, edited=edited)


@transaction.atomic
def edit_slot(
    slot: Slot,
    edits: list[Edit],
    *,
    by: User,
    position: int = LEAD,
    key: uuid.UUID | None = None,
    look_again: Callable[[int], Slot] | None = None,
) -> Revision | None:
    """Change numbers of a set group in all weeks, in the order given; raises the engine's ValueError.

    `look_again` is asked when the program was changed since the slot was read: it gives the slot as it
    now stands, or raises. None if nothing changed.
    """
    program = slot.program
    seen = program.revision
    lock(program, key=key)
    if look_again is not None and program.revision != seen:
        slot = look_again(program.revision)
    lift = bridge.lift_of(slot, program_method=program.method)
    weeks = weeks_of(SetRow(*values) for values in _rows_of_slot(slot.pk))
    writer = Writer()
    outcome, first = after_edits(weeks[0], position, edits, goal=slot.goal, lift=lift)
    if outcome.targets == planned_week(weeks[0], goal=slot.goal)[_index(weeks[0], position)].targets:
        return None
    itself = {position: first[position]}
    for number, week in enumerate(weeks):
        new = first
        if number and len(week) > 1:
            row = week[_index(week, position)]
            new = itself | followers(week, row, outcome.targets, goal=slot.goal, lift=lift)
        put_week(writer, week, new, lift)
    changes = writer.write()
    text = f"{slot.exercise.name}: " + ", ".join(item.text for item in edits)
    return record(program, by=by, text=text, changes=changes, key=key)


@transaction.atomic
def pin_field(
    slot: Slot,
    field: Field,
    *,
    pinned: bool,
    by: User,
    position: int = LEAD,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Hold a number of a set group in all weeks, or let it go."""
    program = slot.program
    lock(program, key=key)
    writer = Writer()
    lift = bridge.lift_of(slot, program_method=program.method)
    for week in weeks_of(SetRow(*values) for values in _rows_of_slot(slot.pk)):
        _, new = after_pin(week, position, field, pinned=pinned, goal=slot.goal, lift=lift)
        put_week(writer, week, new, lift)
    changes = writer.write()
    if not changes:
        return None
    text = f"{slot.exercise.name}: {'pinned' if pinned else 'unpinned'} {field}"
    return record(program, by=by, text=text, changes=changes, key=key)


# Goal and method


@transaction.atomic
def toggle_slots(
    program: Program,
    slots: Sequence[Slot],
    goal: str,
    *,
    scope: str,
    by: User,
    key: uuid.UUID | None = None,
    look_again: Callable[[], Sequence[Slot]] | None = None,
) -> Revision | None:
    """Give these slots a goal: every unpinned number of their working sets goes to its start.

    `look_again` reads the slots anew when the program was changed since they were read.
    """
    seen = program.revision
    lock(program, key=key)
    if look_again is not None and program.revision != seen:
        slots = look_again()
    changes = restart(program, slots, goal=goal)
    if not changes:
        return None
    return record(program, by=by, text=f"{scope}: {goal}", changes=changes, key=key)


@transaction.atomic
def set_method(
    program: Program, slots: list[Slot], method: str, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Start these rows by the chart or by reserve: unpinned numbers go to that method's start."""
    lock(program, key=key)
    changes = restart(program, slots, method=method)
    if not changes:
        return None
    words = "repetitions in reserve" if method == Method.RESERVE else "the chart"
    text = f"{len(slots)} row{'' if len(slots) == 1 else 's'} by {words}"
    return record(program, by=by, text=text, changes=changes, key=key)


def restart(
    program: Program, slots: Sequence[Slot], *, goal: str | None = None, method: str | None = None
) -> list[Change]:
    """Take rows to the start of a goal, a method or both; a few statements, whatever their number."""
    weeks_by_slot: Mapping[uuid.UUID, Sequence[Sequence[SetRow | SetGroup]]] | None
    weeks_by_slot, ids = alike_weeks(slots)
    by: tuple[str, ...] = ("slot_id", "position")
    if weeks_by_slot is None:
        weeks_by_slot, by = weeks_of_slots(slots), ("id",)
    writer = Writer()
    moves: dict[str, Change] = {}
    for slot in slots:
        before = {"goal": slot.goal, "method": slot.method}
        after = {"goal": goal or slot.goal, "method": method or slot.method}
        lift_before = bridge.lift_of(slot, program_method=program.method)
        weeks: Sequence[Sequence[SetRow | SetGroup]] = weeks_by_slot.get(slot.pk, ())
        planned = tuple(planned_week(week, goal=slot.goal) for week in weeks)
        slot.goal, slot.method = after["goal"], after["method"]
        lift = bridge.lift_of(slot, program_method=program.method)
        outcomes = toggled(planned, slot.goal, lift, lift_before)
        for week, of_week in zip(weeks, outcomes, strict=True):
            for row, outcome in zip(week, of_week, strict=True):
                writer.put(row, outcome.targets, lift, ids=ids.get((slot.pk, row.position), ()))
        if before != after:
            change = moved("slots", [], before, after)
            moves.setdefault(repr(change), change)["ids"].append(str(slot.pk))
    changes = writer.write(by=by)
    if moves:
        Slot.objects.filter(pk__in=[pk for change in moves.values() for pk in change["ids"]]).update(
            **({"goal": goal} if goal else {}), **({"method": method} if method else {})
        )
    return [*moves.values(), *changes]


Members = dict[tuple[uuid.UUID, int], list[uuid.UUID]]  # slot, position -> its rows of all weeks


def alike_weeks(slots: Sequence[Slot]) -> tuple[dict[uuid.UUID, list[list[SetRow]]] | None, Members]:
    """One week of each slot, speaking for all, and whom it speaks for; None where weeks differ.

    Most programs repeat their week, and then reading it once is a twelfth of the work. Two queries.
    """
    rows = SetGroup.objects.filter(slot__in=[slot.pk for slot in slots])
    members: Members = {}
    for slot_id, position, pk in rows.order_by("week__position").values_list("slot_id", "position", "pk"):
        members.setdefault((slot_id, position), []).append(pk)
    weeks: dict[uuid.UUID, list[list[SetRow]]] = {}
    states = rows.order_by("slot_id", "position").distinct().values_list(*_STATE)
    count = 0
    for slot_id, position, *rest in states:
        count += 1
        pk = members[slot_id, position][0]
        weeks.setdefault(slot_id, [[]])[0].append(SetRow(pk, slot_id, pk, position, *rest))
    if count != len(members) or len({len(ids) for ids in members.values()}) > 1:
        return None, {}
    return weeks, members


_STATE = ("slot_id", "position", "set_type", *bridge.RESOLVED)


def planned_week(week: Sequence[Any], *, goal: str) -> tuple[PlannedGroup, ...]:
    """A slot's week as the engine's toggle sees it."""
    return tuple(PlannedGroup(SetType(row.set_type), bridge.targets_of(row, goal=goal)) for row in week)


@lru_cache(maxsize=1024)
def toggled(
    weeks: tuple[tuple[PlannedGroup, ...], ...], goal: str, lift: Lift, lift_before: Lift
) -> tuple[tuple[Outcome, ...], ...]:
    """Each week's outcomes of a toggle; the same weeks of the same lift are computed once."""
    if not weeks:
        return ()
    different = list(dict.fromkeys(weeks))
    answers = toggle_slot(different, Goal(goal), lift, lift_before=lift_before)
    by_week = dict(zip(different, answers, strict=True))
    return tuple(by_week[week] for week in weeks)


def toggled_week(week: Sequence[Any], goal: str) -> Iterator[tuple[Any, Outcome, Lift]]:
    """What each row of a slot's week would be under a goal; the lead comes first."""
    lead = week[0]
    lift = bridge.thaw_lift(lead.lift, method=lead.in_force)
    (outcomes,) = toggled((planned_week(week, goal=lead.goal),), goal, lift, lift)
    for row, outcome in zip(week, outcomes, strict=True):
        yield row, outcome, lift
