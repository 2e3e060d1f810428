"""What a slot's week becomes when its cell of the plan is changed; reads and writes nothing."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from programs import bridge
from programs.actions.numbers import LEAD, New, SetRow, followers
from programs.actions.set_rows import stored_as as stored_as
from programs.models import Slot
from programs.prescription import Field, Goal, Lift, Outcome, SetType, Targets, added, edit_together, start
from programs.prescription.set_types import stays_in
from web.identifiers import new_uuid

SET_GROUPS_MOST = 10
NOWHERE = uuid.UUID(int=0)  # the week of a row that is not stored yet
Weeks = dict[int, list[SetRow]]  # the rows of each week of a slot, by its number in the phase


@dataclass(frozen=True, slots=True)
class Typed:
    """The numbers of one set group that were typed; empty ones weren't.

    `held` were written too, but stand so already: nothing moves them, and they move nothing.
    """

    numbers: tuple[tuple[Field, Any], ...] = ()
    per_side: bool | None = None
    metres: int | None = None
    lighter: Decimal | None = None  # by so many % than the lead
    held: frozenset[Field] = frozenset()

    def __bool__(self) -> bool:
        return self != Typed(held=self.held)


@dataclass(frozen=True, slots=True)
class Edited:
    """Numbers of the `number`-th set group of a type, counted from 1; it may become of another type."""

    set_type: str
    number: int
    typed: Typed
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """One more set group: the `number`-th of its type."""

    set_type: str
    number: int
    typed: Typed


@dataclass(frozen=True, slots=True)
class Removed:
    """The `number`-th set group of a type goes; 0 for everything in the cell."""

    set_type: str
    number: int

    @classmethod
    def whole(cls) -> "Removed":
        return cls("", 0)


Operation = Edited | Added | Removed
Reading = Callable[[Sequence[SetRow]], Sequence[Operation]]  # what is done with a cell's rows


class CellRefusedError(ValueError):
    """The change cannot be made; the message is for the trainer."""


def by_week(rows: Iterable[SetRow]) -> Weeks:
    weeks: Weeks = {}
    for row in rows:
        weeks.setdefault(row.week, []).append(row)
    return weeks


@dataclass(slots=True)
class After:
    """What a week becomes: its rows, and of those that stood before the targets that are new."""

    rows: list[SetRow]
    new: New = field(default_factory=dict)


def week_after(slot: Slot, lift: Lift, weeks: Weeks, week: int, operations: Sequence[Operation]) -> After:
    """Carry out operations in a slot's week, of which set groups are numbered as they stood before.

    Numbers first, the lead's before those that follow it; then what goes; then what comes. The first
    set group of a week that had none begins as in the nearest week that has some. Raises
    ImpossibleValueError and CellRefusedError.
    """
    rows = weeks.get(week, [])
    now = {row.position: row for row in rows}
    new: New = {}
    edits = [(row, item) for item in operations if isinstance(item, Edited) and (row := _found(rows, item))]
    for row, item in sorted(edits, key=lambda pair: pair[0].position != LEAD):
        new |= _edit(now, row.position, item, slot.goal, lift)
    for gone in (item for item in operations if isinstance(item, Removed)):
        for position in _gone(rows, gone):
            now.pop(position, None)
            new.pop(position, None)
    for comes in (item for item in operations if isinstance(item, Added)):
        _add(now, comes, slot, lift, weeks=weeks, week=week)
    return After(list(now.values()), new)


def elsewhere(
    operations: Sequence[Operation], rows: Sequence[SetRow], *, into_empty: bool
) -> Sequence[Operation]:
    """The same operations for another week: what is added may stand there already, and is edited then.

    `into_empty`: they were typed into a cell that had nothing. Only then do they fill another such week.
    """
    if not rows:
        return operations if into_empty else ()
    counts = _counts(rows)
    return [
        Edited(item.set_type, item.number, item.typed)
        if isinstance(item, Added) and item.number <= counts.get(item.set_type, 0)
        else item
        for item in operations
    ]


def _counts(rows: Iterable[SetRow]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.set_type] = counts.get(row.set_type, 0) + 1
    return counts


def _found(rows: Sequence[SetRow], item: Operation) -> SetRow | None:
    """The set group that an operation is about."""
    alike = sorted((row for row in rows if row.set_type == item.set_type), key=lambda row: row.position)
    return alike[item.number - 1] if 0 < item.number <= len(alike) else None


def _gone(rows: Sequence[SetRow], item: Removed) -> list[int]:
    """The positions that go; a week's lead goes with everything else or not at all."""
    if item.number == 0:
        return [row.position for row in rows]
    row = _found(rows, item)
    return [] if row is None or row.position == LEAD else [row.position]


def _nearest_lead(weeks: Weeks, week: int) -> SetRow | None:
    known = [number for number, rows in weeks.items() if rows and number != week]
    nearest = min(known, key=lambda number: abs(number - week), default=None)
    return None if nearest is None else min(weeks[nearest], key=lambda row: row.position)


# Numbers


def _edit(now: dict[int, SetRow], position: int, item: Edited, goal: str, lift: Lift) -> New:
    """One set group as typed, and those that follow it; `now` has them afterwards."""
    row = now[position]
    lead = now[min(now)]
    targets = bridge.targets_of(row, goal=goal)
    if item.becomes:
        targets = _retyped(targets, item.becomes, lift)
    numbers = _numbers(item.typed, lead)
    held = item.typed.held | _own(item.becomes or row.set_type, numbers)
    outcome = _edited_together(targets, numbers, lift, held)
    changed = _with(row, set_type=item.becomes or row.set_type, **_beside(item.typed, row, lift))
    new: New = {position: (outcome.targets, outcome.edited or bridge.edited_in(row))}
    new |= followers(list(now.values()), row, outcome.targets, goal=goal, lift=lift)
    now[position] = changed
    for place, (fresh, edited) in new.items():
        columns = bridge.columns_of(fresh, lift, edited=edited, set_type=now[place].set_type)
        now[place] = _with(now[place], **columns)
    return new


@lru_cache(maxsize=1024)
def _edited_together(
    targets: Targets,
    numbers: tuple[tuple[Field, Any], ...],
    lift: Lift,
    held: frozenset[Field],
) -> Outcome:
    """What is saved was previewed a moment ago, and weeks repeat."""
    return edit_together(targets, dict(numbers), lift, held=held)


def _numbers(typed: Typed, lead: SetRow | None) -> tuple[tuple[Field, Any], ...]:
    """What was typed, a share of the lead as the intensity that it is."""
    if typed.lighter is None or lead is None or lead.intensity is None:
        return typed.numbers
    lighter = lead.intensity * (100 - float(typed.lighter)) / 100
    return (*typed.numbers, (Field.INTENSITY, lighter))


def _own(set_type: str, numbers: tuple[tuple[Field, Any], ...]) -> frozenset[Field]:
    """What a type of sets has of its own, so that other numbers don't move it.

    Warm-ups and drop sets have their rest; the least repetitions of an AMRAP set say nothing of its load.
    """
    if set_type in (SetType.WARM_UP, SetType.DROP):
        return frozenset({Field.REST}) | stays_in(SetType(set_type), [name for name, _ in numbers])
    loads = {Field.LOAD, Field.RIR}.intersection(name for name, _ in numbers)
    return frozenset({Field.INTENSITY}) if set_type == SetType.AMRAP and not loads else frozenset()


def _retyped(targets: Targets, set_type: str, lift: Lift) -> Targets:
    """A set group that becomes of another type keeps its numbers; as many as possible are counted anew."""
    if set_type != SetType.AMRAP:
        return targets
    fresh = added(SetType.AMRAP, targets, lift)
    return replace(fresh, sets=targets.sets, pins=targets.pins)


def _beside(typed: Typed, row: SetRow, lift: Lift) -> dict[str, Any]:
    """What the engine doesn't compute with: metres, and whether each side does the sets."""
    timed_now = lift.timed and any(name is Field.REPS for name, _ in typed.numbers)
    metres = None if timed_now and typed.metres is None else row.metres
    return {
        "metres": metres if typed.metres is None else typed.metres,
        "per_side": row.per_side if typed.per_side is None else typed.per_side,
    }


def _with(row: SetRow, **columns: Any) -> SetRow:
    fresh = copy(row)
    for name, value in columns.items():
        setattr(fresh, name, value)
    return fresh


# What comes


def _add(now: dict[int, SetRow], item: Added, slot: Slot, lift: Lift, *, weeks: Weeks, week: int) -> None:
    if len(now) >= SET_GROUPS_MOST:
        raise CellRefusedError(f"An exercise has at most {SET_GROUPS_MOST} kinds of sets.")
    lead, nearest = now[min(now)] if now else None, _nearest_lead(weeks, week)
    model = lead or nearest
    targets = _start_of(now, item, slot, lift, lead=lead, nearest=nearest)
    numbers = _numbers(item.typed, lead)
    outcome = _edited_together(targets, numbers, lift, _own(item.set_type, numbers))
    position = _place_for(item, now, weeks, week) if now else LEAD
    now[position] = SetRow(
        id=new_uuid(),
        slot_id=slot.pk,
        week_id=NOWHERE,
        week=week,
        position=position,
        set_type=item.set_type,
        metres=item.typed.metres if model is None or item.typed.metres is not None else model.metres,
        per_side=_per_side(item.typed, model, slot),
        **bridge.columns_of(outcome.targets, lift, edited=outcome.edited, set_type=item.set_type),
    )


def _place_for(item: Added, now: Mapping[int, SetRow], weeks: Weeks, week: int) -> int:
    """The position of a set group that comes: as in another week that has it, else after all weeks' own.

    The grid of one week knows set groups by their position in every week.
    """
    taken = {row.position for row in weeks.get(week, ())} | now.keys()
    for number, rows in weeks.items():
        same = _found(rows, item)
        if number != week and same is not None and same.position not in taken:
            return same.position
    return max([row.position for rows in weeks.values() for row in rows] + [*taken]) + 1


def _per_side(typed: Typed, model: SetRow | None, slot: Slot) -> bool:
    if typed.per_side is not None:
        return typed.per_side
    return slot.exercise.unilateral if model is None else model.per_side


def _start_of(
    now: Mapping[int, SetRow],
    item: Added,
    slot: Slot,
    lift: Lift,
    *,
    lead: SetRow | None,
    nearest: SetRow | None,
) -> Targets:
    """What a set group begins as, before what was typed of it."""
    if lead is not None:
        number = _counts(now.values()).get(item.set_type, 0) + 1
        return added(SetType(item.set_type), bridge.targets_of(lead, goal=slot.goal), lift, number=number)
    if nearest is None:
        return _retyped(start(Goal(slot.goal), lift), item.set_type, lift)
    targets = bridge.targets_of(nearest, goal=slot.goal)
    return targets if nearest.set_type == item.set_type else _retyped(targets, item.set_type, lift)
