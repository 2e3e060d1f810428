"""What stands where in a workout: add, remove, move, join, copy and swap slots, add and remove set groups."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max as Highest

from programs import bridge
from programs.actions.carrying import carry_out_changes
from programs.actions.cell_weeks import NOWHERE, SET_GROUPS_MOST, Operation, stored_as, week_after
from programs.actions.history import Change, ChangedSinceError, lock, made, moved, record
from programs.actions.numbers import LEAD, SetRow, Writer, weeks_of_slots
from programs.actions.programs import LimitReachedError, copy_of, drop_rows, drop_slot
from programs.actions.swaps import swapped
from programs.models import Exercise, Group, Program, Revision, SetGroup, Slot, Week, Workout
from programs.prescription import (
    Experience,
    Goal,
    Lift,
    PlannedGroup,
    SetType,
    added,
    follow,
    goal_for,
)
from trainer.models import User
from web.identifiers import new_uuid

SLOTS_MOST = 30
ReadingSlot = Callable[[Slot, Sequence[SetRow]], Sequence[Operation]]  # what is done with a new slot's rows
GONE = "This exercise is not in the program any more: somebody removed it."


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
    slot, changes = make_slot(workout, exercise, goal=goal)
    changes += fill_slot(slot, workout)
    text = f"Added {exercise.name} to {workout.name}"
    return record(program, by=by, text=text, changes=changes, key=key)


def make_slot(
    workout: Workout,
    exercise: Exercise,
    *,
    goal: str | None = None,
    note: str = "",
    join: Group | None = None,
) -> tuple[Slot, list[Change]]:
    """A place for an exercise at the end of a workout, in a group of its own or of `join`; no sets yet."""
    program = workout.program
    if Slot.objects.filter(group__workout=workout).count() >= SLOTS_MOST:
        raise LimitReachedError(f"A workout has at most {SLOTS_MOST} exercises.")
    facts = bridge.Facts.of(program.client, experience=program.experience)
    context: dict[str, Any] = {"program": program, "studio_id": program.studio_id}
    changes: list[Change] = []
    if join is None:
        highest = workout.groups.aggregate(highest=Highest("position"))["highest"] or 0
        join = Group.objects.create(workout=workout, position=highest + 1, **context)
        changes += made("groups", [join])
        position = 1
    else:
        position = Slot.objects.filter(group=join).count() + 1
        changes += _kind_by_size(join, position)
    slot = Slot.objects.create(
        group=join,
        exercise=exercise,
        position=position,
        goal=goal or usual_goal(program),
        note=note,
        lift=bridge.freeze_lift(exercise, facts),
        **context,
    )
    return slot, [*changes, *made("slots", [slot])]


def fill_slot(slot: Slot, workout: Workout, read: ReadingSlot | None = None) -> list[Change]:
    """Give a new slot its sets in every week of its phase: its goal's start, or what `read` makes of it."""
    rows = starting_rows(slot, read)
    stored = [
        stored_as(replace(row, id=new_uuid(), week_id=week), slot)
        for week in Week.objects.filter(phase_id=workout.phase_id).values_list("pk", flat=True)
        for row in rows
    ]
    SetGroup.objects.bulk_create(stored)
    return made("set_groups", stored)


def starting_rows(slot: Slot, read: ReadingSlot | None = None) -> list[SetRow]:
    """The sets that a new slot has in each week; nothing is stored."""
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    first = SetRow(
        id=NOWHERE,
        slot_id=slot.pk,
        week_id=NOWHERE,
        week=1,
        position=LEAD,
        set_type=SetType.WORKING.value,
        per_side=slot.exercise.unilateral,
        **bridge.starting_columns(slot.goal, lift),
    )
    if read is None:
        return [first]
    return week_after(slot, lift, {first.week: [first]}, first.week, read(slot, [first])).rows


def usual_goal(program: Program) -> str:
    """The goal of a new row: as most rows have it, else what the client is here for."""
    goals = list(Slot.objects.filter(program=program).values_list("goal", flat=True))
    if goals:
        return max(sorted(set(goals)), key=goals.count)
    if program.client is None:
        return Goal.HYPERTROPHY
    return goal_for(program.client.goal, Experience(program.client.experience)).goal


def _lock_at(slot: Slot, *, key: uuid.UUID | None) -> None:
    """Serialize writers of the slot's program, and see where it stands now that nobody else moves it."""
    lock(slot.program, key=key)
    now = Slot.objects.select_related("group__workout").filter(pk=slot.pk).first()
    if now is None:
        raise ChangedSinceError(GONE)
    slot.group, slot.position = now.group, now.position


@transaction.atomic
def remove_slot(slot: Slot, *, by: User, key: uuid.UUID | None = None) -> Revision:
    _lock_at(slot, key=key)
    text = f"Removed {slot.exercise.name}"
    changes = drop_slot(slot, slot.program)
    return record(slot.program, by=by, text=text, changes=changes, key=key)


@transaction.atomic
def step_slot(slot: Slot, *, down: bool, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Move a slot one place: within its group, then its whole group, at the edge into the next workout.

    None where there is nowhere to go.
    """
    program = slot.program
    _lock_at(slot, key=key)
    step = 1 if down else -1
    members = list(Slot.objects.filter(group=slot.group_id).order_by("position", "id"))
    here = _place(members, slot.pk)
    if 0 <= here + step < len(members):
        members[here], members[here + step] = members[here + step], members[here]
        changes = _renumber("slots", members)
    else:
        changes = _step_group(slot, step)
    if not changes:
        return None
    text = f"Moved {slot.exercise.name} {'down' if down else 'up'}"
    return record(program, by=by, text=text, changes=changes, key=key)


def _step_group(slot: Slot, step: int) -> list[Change]:
    groups = _groups_of(slot.group.workout_id)
    here = _place(groups, slot.group_id)
    if 0 <= here + step < len(groups):
        groups[here], groups[here + step] = groups[here + step], groups[here]
        return _renumber("groups", groups)
    workouts = list(Workout.objects.filter(phase=slot.group.workout.phase_id).order_by("position", "id"))
    there = _place(workouts, slot.group.workout_id) + step
    if not 0 <= there < len(workouts):
        return []
    return _place_group(groups[here], workouts[there], 0 if step == 1 else None)


@transaction.atomic
def place_slot(
    slot: Slot, workout: Workout, *, before: Slot | None, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Put a slot's whole group into a workout of its phase, before another slot's group or at the end."""
    program = slot.program
    _lock_at(slot, key=key)
    if before is not None and before.group_id == slot.group_id:
        return None
    index = None
    if before is not None:
        places = [group.pk for group in _groups_of(workout.pk) if group.pk != slot.group_id]
        if before.group_id in places:  # else it has left the workout meanwhile
            index = places.index(before.group_id)
    changes = _place_group(slot.group, workout, index)
    if not changes:
        return None
    text = f"Moved {slot.exercise.name}"
    if slot.group.workout_id != workout.pk:
        text += f" to {workout.name}"
    return record(program, by=by, text=text, changes=changes, key=key)


def _place_group(group: Group, workout: Workout, index: int | None) -> list[Change]:
    """Put a group at a place of a workout (None: last), and number its groups anew unless it stands there."""
    there = _groups_of(workout.pk)
    groups = [item for item in there if item.pk != group.pk]
    groups.insert(len(groups) if index is None else index, group)
    if groups == there:
        return []
    if Slot.objects.filter(group__in=groups).count() > SLOTS_MOST:
        raise LimitReachedError(f"A workout has at most {SLOTS_MOST} exercises.")
    changes: list[Change] = []
    if group.workout_id != workout.pk:
        was, now = {"workout_id": str(group.workout_id)}, {"workout_id": str(workout.pk)}
        changes.append(moved("groups", [group.pk], was, now))
        Group.objects.filter(pk=group.pk).update(workout=workout)
    return changes + _renumber("groups", groups)


def _groups_of(workout_id: uuid.UUID) -> list[Group]:
    return list(Group.objects.filter(workout=workout_id).order_by("position", "id"))


def _place(rows: Sequence[Any], pk: uuid.UUID) -> int:
    return next(index for index, row in enumerate(rows) if row.pk == pk)


def _renumber(table: str, rows: Sequence[Any]) -> list[Change]:
    """Give rows their places from 1; what changed."""
    changes = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            changes.append(moved(table, [row.pk], {"position": row.position}, {"position": position}))
            type(row).objects.filter(pk=row.pk).update(position=position)
            row.position = position
    return changes


# Supersets and circuits


@transaction.atomic
def join_slot(slot: Slot, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Do a slot's group together with the one above: a superset of two, a circuit of three or more."""
    program = slot.program
    _lock_at(slot, key=key)
    groups = _groups_of(slot.group.workout_id)
    here = _place(groups, slot.group_id)
    if here == 0:
        return None
    group, above = groups[here], groups[here - 1]
    mine = list(Slot.objects.filter(group=group).order_by("position", "id"))
    theirs = list(Slot.objects.filter(group=above).select_related("exercise").order_by("position", "id"))
    was, now = {"group_id": str(group.pk)}, {"group_id": str(above.pk)}
    changes = [moved("slots", [item.pk for item in mine], was, now)]
    Slot.objects.filter(pk__in=[item.pk for item in mine]).update(group=above)
    together = [*theirs, *mine]
    changes += _renumber("slots", together)
    changes += drop_rows([group], "groups", program)
    changes += _kind_by_size(above, len(together))
    text = f"Joined {slot.exercise.name} with {theirs[-1].exercise.name}"
    return record(program, by=by, text=text, changes=changes, key=key)


@transaction.atomic
def separate_slot(slot: Slot, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Take a slot out of its superset or circuit; it stands alone right after it."""
    program = slot.program
    _lock_at(slot, key=key)
    rest = [
        item for item in Slot.objects.filter(group=slot.group_id).order_by("position") if item.pk != slot.pk
    ]
    if not rest:
        return None
    groups = _groups_of(slot.group.workout_id)
    alone = Group.objects.create(
        workout_id=slot.group.workout_id,
        program=program,
        studio_id=program.studio_id,
        position=len(groups) + 1,
    )
    changes = made("groups", [alone])
    was = {"group_id": str(slot.group_id), "position": slot.position}
    changes.append(moved("slots", [slot.pk], was, {"group_id": str(alone.pk), "position": 1}))
    Slot.objects.filter(pk=slot.pk).update(group=alone, position=1)
    changes += _renumber("slots", rest)
    changes += _kind_by_size(groups[_place(groups, slot.group_id)], len(rest))
    groups.insert(_place(groups, slot.group_id) + 1, alone)
    changes += _renumber("groups", groups)
    return record(program, by=by, text=f"Separated {slot.exercise.name}", changes=changes, key=key)


def _kind_by_size(group: Group, size: int) -> list[Change]:
    kinds = {1: Group.Kind.SINGLE, 2: Group.Kind.SUPERSET}
    kind = kinds.get(size, Group.Kind.CIRCUIT).value
    if group.kind == kind:
        return []
    change = moved("groups", [group.pk], {"kind": str(group.kind)}, {"kind": kind})
    Group.objects.filter(pk=group.pk).update(kind=kind)
    return [change]


# Copies and swaps


@transaction.atomic
def duplicate_slot(slot: Slot, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """The same exercise once more, with all its numbers, right after its group."""
    program = slot.program
    _lock_at(slot, key=key)
    if Slot.objects.filter(group__workout=slot.group.workout_id).count() >= SLOTS_MOST:
        raise LimitReachedError(f"A workout has at most {SLOTS_MOST} exercises.")
    groups = _groups_of(slot.group.workout_id)
    copy = copy_of(slot.group, position=len(groups) + 1, kind=Group.Kind.SINGLE)
    copy.save()
    twin = copy_of(slot, group=copy, position=1)
    twin.save()
    rows = [copy_of(row, slot=twin) for row in SetGroup.objects.filter(slot=slot)]
    SetGroup.objects.bulk_create(rows)
    changes = [*made("groups", [copy]), *made("slots", [twin]), *made("set_groups", rows)]
    groups.insert(_place(groups, slot.group_id) + 1, copy)
    changes += _renumber("groups", groups)
    return record(program, by=by, text=f"Duplicated {slot.exercise.name}", changes=changes, key=key)


@transaction.atomic
def swap_exercise(
    slot: Slot, exercise: Exercise, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Another exercise in a slot: percentages and reps stay, effort follows from the new curve."""
    program = slot.program
    _lock_at(slot, key=key)
    if exercise.pk == slot.exercise_id:
        return None
    rows = list(SetGroup.objects.filter(slot=slot).order_by("week__position", "position"))
    name = slot.exercise.name
    changes = swapped(program, [slot], rows, exercise)
    carry_out_changes(program, changes)
    text = f"Swapped {name} for {exercise.name}"
    return record(program, by=by, text=text, changes=changes, key=key)


# Set groups


@transaction.atomic
def add_set_group(slot: Slot, set_type: str, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """Warm-up, back-off, drop, AMRAP or further working sets beside the lead, in every week."""
    program = slot.program
    _lock_at(slot, key=key)
    weeks = weeks_of_slots([slot])[slot.pk]
    if len(weeks[0]) >= SET_GROUPS_MOST:
        raise LimitReachedError(f"An exercise has at most {SET_GROUPS_MOST} kinds of sets.")
    lift = bridge.lift_of(slot, program_method=program.method)
    writer, rows = Writer(), []
    position = max(row.position for row in weeks[0]) + 1
    for week in weeks:
        lead = week[0]
        number = sum(row.set_type == set_type for row in week) + 1
        targets = added(SetType(set_type), bridge.targets_of(lead, goal=slot.goal), lift, number=number)
        columns = bridge.columns_of(targets, lift, set_type=set_type)
        fresh = copy_of(lead, position=position, set_type=set_type, metres=lead.metres)
        for name, value in columns.items():
            setattr(fresh, name, value)
        rows.append(fresh)
        if set_type == SetType.WARM_UP:
            _ramp_again(writer, week, slot.goal, lift, steps=number)
    changes = writer.write()
    SetGroup.objects.bulk_create(rows)
    changes += made("set_groups", rows)
    label = SetGroup.Type(set_type).label.lower()
    return record(program, by=by, text=f"{slot.exercise.name}: added {label} sets", changes=changes, key=key)


@transaction.atomic
def remove_set_group(slot: Slot, position: int, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Take a set group out of every week; the lead stays as long as its slot."""
    program = slot.program
    _lock_at(slot, key=key)
    rows = list(SetGroup.objects.filter(slot=slot, position=position)) if position != LEAD else []
    if not rows:
        return None
    changes = drop_rows(rows, "set_groups", program)
    if rows[0].set_type == SetType.WARM_UP:
        lift, writer = bridge.lift_of(slot, program_method=program.method), Writer()
        for week in weeks_of_slots([slot])[slot.pk]:
            _ramp_again(writer, week, slot.goal, lift)
        changes += writer.write()
    label = SetGroup.Type(rows[0].set_type).label.lower()
    return record(
        program, by=by, text=f"{slot.exercise.name}: removed {label} sets", changes=changes, key=key
    )


def _ramp_again(
    writer: Writer, week: Sequence[SetGroup], goal: str, lift: Lift, *, steps: int | None = None
) -> None:
    """The warm-ups of a week as a ramp of so many steps; what is pinned in them stays."""
    lead = bridge.targets_of(week[0], goal=goal)
    warm_ups = [row for row in week if row.set_type == SetType.WARM_UP]
    for step, row in enumerate(warm_ups):
        group = PlannedGroup(SetType.WARM_UP, bridge.targets_of(row, goal=goal))
        targets = follow(group, lead, lead, lift, lift, step=step, steps=steps or len(warm_ups))
        writer.put(row, targets, lift)


@transaction.atomic
def set_note(slot: Slot, note: str, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    if note == slot.note:
        return None
    _lock_at(slot, key=key)
    change = moved("slots", [slot.pk], {"note": slot.note}, {"note": note})
    Slot.objects.filter(pk=slot.pk).update(note=note)
    slot.note = note
    return record(slot.program, by=by, text=f"{slot.exercise.name}: note", changes=[change], key=key)
