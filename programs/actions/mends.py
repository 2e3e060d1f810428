"""Mends: what a finding offers, applied to every row that has the finding, as one change."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import NamedTuple, Protocol

from django.db import transaction

from programs import bridge
from programs.actions.filling import kept_as_typed
from programs.actions.history import Change, lock, moved, record
from programs.actions.numbers import (
    EVERY_WEEK,
    Edit,
    New,
    Reach,
    Writer,
    after_edits,
    after_pin,
    first_of,
    put_week,
    restart,
    weeks_of_slots,
)
from programs.actions.progression import Typed, followed
from programs.models import Group, Program, Revision, SetGroup, Slot, Week
from programs.prescription import Field, Goal, Lift
from trainer.models import User

COMPOUND_FIRST = "compound_order"
FOUNDATION = "hypertrophy_before_foundation"
# What the change is called, by what the mend sets.
_WORDS = {
    "method": "by repetitions in reserve",
    "goal": "to strength",
    "rir": "{value} in reserve",
    "rest": "{value} s of rest",
    "load": "a load that can be built",
    "unpin": "unpinned {value}",
}
_NUMBERS = frozenset({"rir", "rest", "load"})  # these type a number
_RESTARTS = frozenset({"method", "goal"})  # these take a whole slot to its start
MENDABLE = frozenset({*_WORDS, "compound_first"})  # actions that one press can carry out


class FoundRow(Protocol):
    """A row of the grid with its findings."""

    slot_id: uuid.UUID
    position: int
    goal: str
    effective: bridge.Frozen


Mending = tuple[uuid.UUID, int, str, str]  # slot, position, action, value


def mends_for(rows: Iterable[FoundRow], code: str) -> list[Mending]:
    """What a finding's mend would set, on each row that has it."""
    found: list[Mending] = []
    for row in rows:
        for item in row.effective["findings"]:
            if item["code"] == code and item["mend"] and item["mend"][1] in _WORDS:
                _, action, value = item["mend"]
                found.append((row.slot_id, row.position, action, value))
        if code == FOUNDATION and row.goal == Goal.HYPERTROPHY and row.position == 1:
            found.append((row.slot_id, 1, "goal", Goal.STRENGTH))
    return list(dict.fromkeys(found))


@transaction.atomic
def mend_rows(
    program: Program,
    rows: Sequence[FoundRow],
    code: str,
    *,
    phase_id: uuid.UUID,
    by: User,
    reach: Reach = EVERY_WEEK,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Mend one finding wherever it stands in `rows`, in the weeks of `reach`; None if nothing is to mend.

    A method, a goal and the order of the exercises are of all weeks.
    """
    lock(program, key=key)
    if code == COMPOUND_FIRST:
        changes, text = _compound_first(program, phase_id), "Put the compound lifts first"
    else:
        wanted = mends_for(rows, code)
        if not wanted:
            return None
        changes = _apply(program, wanted, lambda _, week: reach.holds(week), reach=reach)
        whole = all(action in _RESTARTS for _, _, action, _ in wanted)
        text = f"{_words(wanted)}{'' if whole else reach.words}"
    if not changes:
        return None
    return record(program, by=by, text=text, changes=changes, key=key)


class FoundWeek(NamedTuple):
    """A week of a program with its rows; `week` counts in its phase, from 1."""

    phase_id: uuid.UUID
    week: int
    rows: Sequence[FoundRow]


@transaction.atomic
def mend_program(
    program: Program, weeks: Sequence[FoundWeek], code: str, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Mend one finding in every week that has it, and in no other; None if nothing is to mend."""
    lock(program, key=key)
    if code == COMPOUND_FIRST:
        text = "Put the compound lifts first"
        changes = [
            change
            for phase_id in dict.fromkeys(week.phase_id for week in weeks)
            for change in _compound_first(program, phase_id)
        ]
    else:
        found = {(item, week.week) for week in weeks for item in mends_for(week.rows, code)}
        wanted = list(dict.fromkeys(item for week in weeks for item in mends_for(week.rows, code)))
        if not wanted:
            return None
        text, changes = _words(wanted), _apply(program, wanted, lambda *place: place in found)
    if not changes:
        return None
    return record(program, by=by, text=text, changes=changes, key=key)


def _words(wanted: Sequence[Mending]) -> str:
    """What is done to how many rows: `12 rows: 2 in reserve`."""
    count = len({(slot, position) for slot, position, _, _ in wanted})
    words = dict.fromkeys(_WORDS[action].format(value=value) for _, _, action, value in wanted)
    return f"{count} row{'' if count == 1 else 's'}: {', '.join(words)}"


def _apply(
    program: Program,
    wanted: Sequence[Mending],
    holds: Callable[[Mending, int], bool],
    *,
    reach: Reach | None = None,
) -> list[Change]:
    """Whole slots start anew by method or goal; the numbers of the others are edited or let go.

    `holds` says whether a mending is for a week of its phase. Where a progression owns the weeks, the
    first one leads where `reach` begins there, and the others follow from it. Without `reach` each week that
    has the finding is mended, and held after the first.
    """
    slots = {
        slot.pk: slot
        for slot in Slot.objects.filter(program=program, pk__in={slot for slot, *_ in wanted}).select_related(
            "exercise", "group__workout"
        )
    }
    starts: dict[tuple[str, str], list[Slot]] = {}
    edits: dict[uuid.UUID, list[Mending]] = {}
    for item in wanted:
        slot_id, _, action, value = item
        if slot_id in slots and action in _RESTARTS:
            starts.setdefault((action, value), []).append(slots[slot_id])
        elif slot_id in slots:
            edits.setdefault(slot_id, []).append(item)
    changes: list[Change] = []
    for (action, value), some in starts.items():
        changes += restart(program, list(dict.fromkeys(some)), **{action: value})
    weeks, writer = weeks_of_slots([slots[slot_id] for slot_id in edits]), Writer()
    positions = dict(Week.objects.filter(program=program).values_list("pk", "position")) if edits else {}
    owned: dict[uuid.UUID, uuid.UUID] = {}  # slots whose first week leads and changed, with their phase
    typed: dict[uuid.UUID, Typed] = {}  # what they were given there, which stays whatever it asks for
    for slot_id, items in edits.items():
        slot = slots[slot_id]
        lift = bridge.lift_of(slot, program_method=program.method)
        first = first_of(slot, (positions[week[0].week_id] for week in weeks[slot_id]))
        leads = bool(slot.scheme) and reach is not None and reach.leads(first)
        if slot.scheme and (any(holds(item, first) for item in items) if reach is None else leads):
            owned[slot_id] = slot.group.workout.phase_id
            typed[slot_id] = _numbers(item for item in items if holds(item, first))
        for week in weeks[slot_id]:
            number = positions[week[0].week_id]
            meant = [item for item in items if holds(item, number)]
            if not meant or (leads and number > first):
                continue
            new = _mended(week, meant, slot.goal, lift)
            put_week(writer, week, _held(new, meant) if slot.scheme and number > first else new, lift)
    changes += writer.write()
    if not owned:
        return changes
    return changes + followed(program, set(owned.values()), slots=list(owned), typed=typed)


def _numbers(items: Iterable[Mending]) -> dict[int, list[Field]]:
    """The numbers that mends set, by the position of the set group."""
    fields: dict[int, list[Field]] = {}
    for _, position, action, _ in items:
        if action in _NUMBERS:
            fields.setdefault(position, []).append(Field(action))
    return fields


def _held(new: New, items: Iterable[Mending]) -> New:
    """What was mended in a later week that a progression owns, pinned where it was set."""
    fields = _numbers(items)
    return {
        position: (kept_as_typed(targets, fields[position]) if position in fields else targets, edited)
        for position, (targets, edited) in new.items()
    }


def _mended(week: Sequence[SetGroup], items: Iterable[Mending], goal: str, lift: Lift) -> New:
    """What the mends make of a slot's week, each upon what those before it made."""
    rows = [copy(row) for row in week]
    mended: New = {}
    for _, position, action, value in items:
        if action == "unpin":
            _, new = after_pin(rows, position, Field(value), pinned=False, goal=goal, lift=lift)
        else:
            _, new = after_edits(rows, position, [Edit(action, value, value)], goal=goal, lift=lift)
        for row in rows:
            if row.position in new:
                targets, edited = new[row.position]
                columns = bridge.columns_of(targets, lift, edited=edited, set_type=row.set_type)
                for name, column in columns.items():
                    setattr(row, name, column)
        mended |= new
    return mended


def _compound_first(program: Program, phase_id: uuid.UUID) -> list[Change]:
    """Groups with a compound lift before those without, in each workout; otherwise the order stays."""
    slots = Slot.objects.filter(program=program, group__workout__phase=phase_id)
    compound = set(slots.filter(exercise__mechanics="compound").values_list("group_id", flat=True))
    groups = Group.objects.filter(program=program, workout__phase=phase_id).order_by("position", "id")
    workouts: dict[uuid.UUID, list[Group]] = {}
    for group in groups:
        workouts.setdefault(group.workout_id, []).append(group)
    changes = []
    for members in workouts.values():
        ordered = sorted(members, key=lambda group: group.pk not in compound)
        for position, group in enumerate(ordered, start=1):
            if group.position != position:
                before, after = {"position": group.position}, {"position": position}
                changes.append(moved("groups", [group.pk], before, after))
                Group.objects.filter(pk=group.pk).update(position=position)
    return changes
