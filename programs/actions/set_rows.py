"""The set groups of slots as changes of numbers read and write them: rows, weeks, and what is written."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from programs import bridge
from programs.actions.carrying import Change
from programs.documents import plain
from programs.models import SetGroup, Slot
from programs.prescription import Field, Goal, Lift, Outcome, PlannedGroup, SetType, Targets, toggle_slot
from web.prepared import Prepared
from web.writes import update_alike, update_rows

LEAD = 1  # the position of a slot's first working set group, which the others follow


@dataclass(slots=True)
class SetRow:
    """What a change of numbers reads of a set group: its place, its targets and the engine's answer."""

    id: uuid.UUID
    slot_id: uuid.UUID
    week_id: uuid.UUID
    week: int  # of the phase, from 1
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
    metres: int | None = None
    per_side: bool = False


_COLUMNS = (
    *("id", "slot_id", "week_id", "week__position", "position", "set_type", *bridge.RESOLVED),
    *("metres", "per_side"),
)
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


def rows_of_slot(slot_id: uuid.UUID) -> list[SetRow]:
    """Every set group of a slot, by week and position; one query."""
    return [SetRow(*values) for values in _rows_of_slot(slot_id)]


def first_of(slot: Slot, weeks: Iterable[int]) -> int:
    """The first week of its phase in which a slot is done, of those in which it has set groups; else 1."""
    return min((number for number in weeks if number >= slot.first_week), default=1)


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


# What is written


class Writer:
    """Gathers new numbers for set groups and writes them; alike ones are one change."""

    def __init__(self) -> None:
        self._rows: list[tuple[SetRow | SetGroup, dict[str, Any]]] = []
        # By the identity of the columns: what stood in rows that were given them, and what that changed.
        self._known: dict[int, list[tuple[dict[str, Any], tuple[Any, ...], Change | None]]] = {}

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
        change = self._change(row, columns)
        if change is not None:
            change["ids"] += [str(pk) for pk in ids or (row.id,)]
            self._rows.append((row, columns))

    def _change(self, row: SetRow | SetGroup, columns: dict[str, Any]) -> Change | None:
        """What becomes of a row as one change, the same for alike rows; None where it stays as it is."""
        stood = _stood(row)
        known = self._known.setdefault(id(columns), [])
        for _, other, change in known:
            if stood == other:
                return change
        change = _differing(stood, columns)
        known.append((columns, stood, change))
        return change

    @property
    def changes(self) -> list[Change]:
        """What is to change."""
        return [change for known in self._known.values() for _, _, change in known if change is not None]

    def write(self, *, by: tuple[str, ...] = ("id",)) -> list[Change]:
        """Store everything in one statement, found by these columns; what changed."""
        if not self._rows:
            return []
        if by == ("id",) and len({id(columns) for _, columns in self._rows}) == 1:  # the weeks are alike
            update_alike(SetGroup, [row.id for row, _ in self._rows], self._rows[0][1])
            return self.changes
        rows = [{name: getattr(row, name) for name in by} | columns for row, columns in self._rows]
        update_rows(SetGroup, by, bridge.RESOLVED, rows)
        return self.changes


_stood = attrgetter(*bridge.RESOLVED)


def _differing(stood: tuple[Any, ...], columns: dict[str, Any]) -> Change | None:
    """What a row's columns become, only where they differ; a load of 17 is another text than one of 17.00."""
    before, after = {}, {}
    for name, was, now in zip(bridge.RESOLVED, stood, columns.values(), strict=True):
        if (was != now or isinstance(was, Decimal)) and (was := plain(was)) != (now := plain(now)):
            before[name], after[name] = was, now
    return {"table": "set_groups", "ids": [], "before": before, "after": after} if after else None


def put_week(writer: Writer, week: Sequence[SetRow | SetGroup], new: New, lift: Lift) -> None:
    for row in week:
        if row.position in new:
            targets, edited = new[row.position]
            writer.put(row, targets, lift, edited=edited)


def stored_as(row: SetRow, slot: Slot) -> SetGroup:
    """A row that came, for the database."""
    columns = {name: getattr(row, name) for name in bridge.RESOLVED}
    return SetGroup(
        id=row.id,
        studio_id=slot.studio_id,
        program_id=slot.program_id,
        slot_id=row.slot_id,
        week_id=row.week_id,
        position=row.position,
        set_type=row.set_type,
        metres=row.metres,
        per_side=row.per_side,
        **columns,
    )
