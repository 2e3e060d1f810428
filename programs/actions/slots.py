"""Rows of the builder: add, remove, move, edit a number, toggle the goal."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max as Highest

from programs import bridge
from programs.actions.history import Change, lock, made, moved, record
from programs.actions.programs import LimitReachedError, drop_slot
from programs.documents import plain, values_of
from programs.models import Exercise, Group, Program, Revision, SetGroup, Slot, Week, Workout
from programs.prescription import (
    Experience,
    Field,
    Goal,
    Lift,
    Method,
    Outcome,
    Targets,
    edit,
    goal_for,
    toggle,
)
from trainer.models import User
from web.prepared import Prepared

SLOTS_MOST = 30


@dataclass(frozen=True, slots=True)
class Edit:
    """One number that the trainer changed: `field` of the engine, `value` parsed, `text` as typed.

    `value` is None for a load that was emptied.
    """

    field: str
    value: Any
    text: str


@transaction.atomic
def add_slot(
    workout: Workout,
    exercise: Exercise,
    *,
    by: User,
    goal: str | None = None,
    key: uuid.UUID | None = None,
) -> Revision:
    """Put an exercise at the end of a workout, with its goal's start in every week of the phase."""
    program = workout.program
    lock(program, key=key)
    if Slot.objects.filter(group__workout=workout).count() >= SLOTS_MOST:
        raise LimitReachedError(f"A workout has at most {SLOTS_MOST} exercises.")
    facts = bridge.Facts.of(program.client, experience=program.experience)
    goal = goal or usual_goal(program)
    highest = workout.groups.aggregate(highest=Highest("position"))["highest"] or 0
    context: dict[str, Any] = {"program": program, "studio_id": program.studio_id}
    group = Group.objects.create(workout=workout, position=highest + 1, **context)
    slot = Slot.objects.create(
        group=group,
        exercise=exercise,
        position=1,
        goal=goal,
        lift=bridge.freeze_lift(exercise, facts),
        **context,
    )
    columns = bridge.starting_columns(goal, bridge.lift_of(slot, program_method=program.method))
    weeks = Week.objects.filter(phase_id=workout.phase_id)
    rows = [
        SetGroup(slot=slot, week=week, position=1, per_side=exercise.unilateral, **columns, **context)
        for week in weeks
    ]
    SetGroup.objects.bulk_create(rows)
    changes = [*made("groups", [group]), *made("slots", [slot]), *made("set_groups", rows)]
    text = f"Added {exercise.name} to {workout.name}"
    return record(program, by=by, text=text, changes=changes, key=key)


def usual_goal(program: Program) -> str:
    """The goal of a new row: as most rows have it, else what the client is here for."""
    goals = list(Slot.objects.filter(program=program).values_list("goal", flat=True))
    if goals:
        return max(sorted(set(goals)), key=goals.count)
    if program.client is None:
        return Goal.HYPERTROPHY
    return goal_for(program.client.goal, Experience(program.client.experience)).goal


@transaction.atomic
def remove_slot(slot: Slot, *, by: User, key: uuid.UUID | None = None) -> Revision:
    lock(slot.program, key=key)
    text = f"Removed {slot.exercise.name}"
    changes = drop_slot(slot, slot.program)
    return record(slot.program, by=by, text=text, changes=changes, key=key)


@transaction.atomic
def move_slot(slot: Slot, *, down: bool, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Swap a slot's group with its neighbour in the workout; None at the edge."""
    program = slot.program
    lock(program, key=key)
    groups = list(Group.objects.filter(workout=slot.group.workout_id).order_by("position", "id"))
    here = next(i for i, group in enumerate(groups) if group.pk == slot.group_id)
    there = here + 1 if down else here - 1
    if not 0 <= there < len(groups):
        return None
    before = {group.pk: group.position for group in groups}
    groups[here], groups[there] = groups[there], groups[here]
    changes = []
    for position, group in enumerate(groups, start=1):
        if before[group.pk] != position:
            change = moved("groups", [group.pk], {"position": before[group.pk]}, {"position": position})
            changes.append(change)
            Group.objects.filter(pk=group.pk).update(position=position)
    text = f"Moved {slot.exercise.name} {'down' if down else 'up'}"
    return record(program, by=by, text=text, changes=changes, key=key)


# Numbers


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


@transaction.atomic
def edit_slot(
    slot: Slot,
    edits: list[Edit],
    *,
    by: User,
    key: uuid.UUID | None = None,
    look_again: Callable[[int], Slot] | None = None,
) -> Revision | None:
    """Change numbers of a slot's working sets, the same in every week of its phase.

    A slot in hand may be older than the program: when somebody wrote before the lock was had,
    `look_again` is called with the revision that now stands, and gives the slot or raises.
    """
    program = slot.program
    seen = program.revision
    lock(program, key=key)
    if look_again is not None and program.revision != seen:
        slot = look_again(program.revision)
    rows = [ResolvedRow(*values) for values in _resolved_rows(slot.pk)]
    lift = bridge.lift_of(slot, program_method=program.method)
    targets = bridge.targets_of(rows[0], goal=slot.goal)
    outcome = outcome_of(edits, targets, lift)
    if outcome.targets == targets:
        return None
    columns = bridge.columns_of(outcome.targets, lift, edited=edited_after(outcome, rows[0], edits))
    after = {name: plain(value) for name, value in columns.items()}
    changes: dict[str, Change] = {}
    for row in rows:
        change = moved("set_groups", [], {name: plain(getattr(row, name)) for name in columns}, after)
        changes.setdefault(repr(change), change)["ids"].append(str(row.id))
    SetGroup.objects.filter(pk__in=[row.id for row in rows]).update(**columns)
    text = f"{slot.exercise.name}: " + ", ".join(item.text for item in edits)
    return record(program, by=by, text=text, changes=list(changes.values()), key=key)


@dataclass(slots=True)
class ResolvedRow:
    """What an edit reads of a set group: its targets and the engine's answer, as `bridge.RESOLVED`."""

    id: uuid.UUID
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


_resolved_rows = Prepared(
    lambda slot_id: (
        SetGroup.objects.filter(slot_id=slot_id, position=1, set_type=SetGroup.Type.WORKING)
        .order_by("week__position")
        .values_list("id", *bridge.RESOLVED)
    ),
    uuid.UUID,
)


def working_rows(slots: list[Slot]) -> dict[uuid.UUID, list[SetGroup]]:
    """The first working set group of each slot, in each week, by slot; one query."""
    found: dict[uuid.UUID, list[SetGroup]] = {slot.pk: [] for slot in slots}
    rows = SetGroup.objects.filter(slot__in=slots, position=1, set_type=SetGroup.Type.WORKING)
    for row in rows.order_by("week__position"):
        found[row.slot_id].append(row)
    return found


def _set_targets(rows: list[SetGroup], targets: Targets, lift: Lift) -> list[Change]:
    """Give these rows the same targets, in memory; what changed, alike rows together."""
    columns = bridge.columns_of(targets, lift)
    changes: dict[str, Change] = {}
    for row in rows:
        before = values_of(row)
        for name, value in columns.items():
            setattr(row, name, value)
        after = values_of(row)
        change = moved("set_groups", [], {n: before[n] for n in columns}, {n: after[n] for n in columns})
        changes.setdefault(repr(change), change)["ids"].append(str(row.pk))
    return list(changes.values())


@transaction.atomic
def toggle_slots(
    program: Program,
    slots: list[Slot],
    goal: str,
    *,
    scope: str,
    by: User,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Give these slots a goal: every unpinned number of their working sets goes to its start."""
    lock(program, key=key)
    changes = _restart(program, slots, goal=goal)
    if not changes:
        return None
    return record(program, by=by, text=f"{scope}: {goal}", changes=changes, key=key)


@transaction.atomic
def set_method(
    program: Program, slots: list[Slot], method: str, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Start these rows by the chart or by reserve: unpinned numbers go to that method's start."""
    lock(program, key=key)
    changes = _restart(program, slots, method=method)
    if not changes:
        return None
    words = "repetitions in reserve" if method == Method.RESERVE else "the chart"
    return record(program, by=by, text=f"{len(slots)} rows by {words}", changes=changes, key=key)


def _restart(
    program: Program, slots: list[Slot], *, goal: str | None = None, method: str | None = None
) -> list[Change]:
    """Take rows to the start of a goal, a method or both; three statements, whatever their number."""
    rows = working_rows(slots)
    changes: list[Change] = []
    for slot in slots:
        before = {"goal": slot.goal, "method": slot.method}
        after = {"goal": goal or slot.goal, "method": method or slot.method}
        by_targets = _by_targets(rows[slot.pk], slot.goal)
        slot.goal, slot.method = after["goal"], after["method"]
        lift = bridge.lift_of(slot, program_method=program.method)
        for targets, same in by_targets.items():
            changes += _set_targets(same, toggle(targets, Goal(slot.goal), lift).targets, lift)
        if before != after:
            changes.append(moved("slots", [slot.pk], before, after))
    changes = [change for change in changes if change["after"]]
    if changes:
        bridge.store_many(SetGroup, [row for same in rows.values() for row in same], bridge.RESOLVED)
        bridge.store_many(Slot, slots, ["goal", "method"])
    return changes


def _by_targets(rows: list[SetGroup], goal: str) -> dict[Targets, list[SetGroup]]:
    groups: dict[Targets, list[SetGroup]] = {}
    for row in rows:
        groups.setdefault(bridge.targets_of(row, goal=goal), []).append(row)
    return groups


@transaction.atomic
def set_note(slot: Slot, note: str, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    if note == slot.note:
        return None
    lock(slot.program, key=key)
    change = moved("slots", [slot.pk], {"note": slot.note}, {"note": note})
    Slot.objects.filter(pk=slot.pk).update(note=note)
    slot.note = note
    return record(slot.program, by=by, text=f"{slot.exercise.name}: note", changes=[change], key=key)
