"""Making and shaping programs: phases, weeks, workouts."""

import uuid
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max as Highest
from django.utils import timezone

from programs.actions.history import Change, lock, made, moved, record, removed
from programs.bridge import RESOLVED, Facts, resolve_rows, store_many
from programs.documents import TABLES, values_of
from programs.models import Group, Phase, Program, Revision, SetGroup, Slot, Week, Workout
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

WEEKS_DEFAULT = 4
WEEKS_MOST = 12
WORKOUTS_MOST = 14
PHASES_MOST = 12


Copied = TypeVar("Copied", Group, Slot, SetGroup)


class LimitReachedError(Exception):
    """The program is as large as it may become; the message says so."""


@transaction.atomic
def create_program(
    *,
    studio: Studio,
    by: User,
    name: str,
    client: Client | None = None,
    experience: str | None = None,
    method: str | None = None,
    description: str = "",
    weeks: int = WEEKS_DEFAULT,
    workouts: int = 3,
    program_id: uuid.UUID | None = None,
) -> Program:
    """A program of one phase. The same `program_id` a second time gives the program made first."""
    program_id = program_id or new_uuid()
    existing = Program.objects.filter(pk=program_id, studio=studio).first()
    if existing is not None:
        return existing
    facts = Facts.of(client, experience=experience or "intermediate")
    program = Program.objects.create(
        id=program_id,
        studio=studio,
        client=client,
        name=name,
        description=description,
        experience=facts.experience,
        method=method or facts.method(),
        created_by=by,
    )
    _make_phase(program, name="Phase 1", position=1, weeks=weeks, workouts=workouts)
    record(program, by=by, text="Made the program", changes=[])
    return program


def _make_phase(
    program: Program,
    *,
    name: str,
    position: int,
    weeks: int,
    workouts: int,
    phase_id: uuid.UUID | None = None,
) -> list[Change]:
    context: dict[str, Any] = {"program": program, "studio_id": program.studio_id}
    phase = Phase.objects.create(id=phase_id or new_uuid(), name=name, position=position, **context)
    week_rows = [Week(phase=phase, position=number, **context) for number in range(1, weeks + 1)]
    workout_rows = [
        Workout(phase=phase, position=number, name=f"Workout {letter}", **context)
        for number, letter in enumerate("ABCDEFGHIJKLMN"[:workouts], start=1)
    ]
    Week.objects.bulk_create(week_rows)
    Workout.objects.bulk_create(workout_rows)
    return [
        *made("phases", [phase]),
        *made("weeks", week_rows),
        *made("workouts", workout_rows),
    ]


@transaction.atomic
def add_phase(
    program: Program, *, by: User, phase_id: uuid.UUID | None = None, key: uuid.UUID | None = None
) -> Revision:
    lock(program, key=key)
    last = program.phases.order_by("-position").first()
    if program.phases.count() >= PHASES_MOST:
        raise LimitReachedError(f"A program has at most {PHASES_MOST} phases.")
    position = last.position + 1 if last else 1
    weeks = last.weeks.count() if last else WEEKS_DEFAULT
    workouts = last.workouts.count() if last else 3
    name = f"Phase {position}"
    changes = _make_phase(
        program, name=name, position=position, weeks=weeks, workouts=max(1, workouts), phase_id=phase_id
    )
    return record(program, by=by, text=f"Added {name}", changes=changes, key=key)


@transaction.atomic
def edit_phase(
    phase: Phase, *, name: str, weeks: int, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Rename a phase and give it 1 to 12 weeks; new weeks repeat the last one, surplus ones go."""
    program = phase.program
    lock(program, key=key)
    changes: list[Change] = []
    if name != phase.name:
        changes.append(moved("phases", [phase.pk], {"name": phase.name}, {"name": name}))
        phase.name = name
        phase.save(update_fields=["name"])
    present = list(phase.weeks.order_by("position"))
    if weeks > len(present):
        changes += _add_weeks(phase, present[-1], range(len(present) + 1, weeks + 1))
    elif weeks < len(present):
        changes += drop_rows(present[weeks:], "weeks", program)
    if not changes:
        return None
    return record(program, by=by, text=f"{name}: {weeks} weeks", changes=changes, key=key)


def _add_weeks(phase: Phase, last: Week, numbers: range) -> list[Change]:
    context: dict[str, Any] = {"program_id": phase.program_id, "studio_id": phase.studio_id}
    weeks = [Week(phase=phase, position=number, **context) for number in numbers]
    Week.objects.bulk_create(weeks)
    pattern = list(SetGroup.objects.filter(week=last))
    rows = []
    for week in weeks:
        rows += [copy_of(row, week=week) for row in pattern]
    SetGroup.objects.bulk_create(rows)
    return [*made("weeks", weeks), *made("set_groups", rows)]


def copy_of(row: Copied, **changed: Any) -> Copied:
    """An unsaved row like this one under a new id, with no origin, and with what is changed."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fields.update(id=new_uuid(), origin_uuid=None, origin_values=None)
    copy = type(row)(**fields)
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


@transaction.atomic
def remove_phase(phase: Phase, *, by: User, key: uuid.UUID | None = None) -> Revision:
    program = phase.program
    lock(program, key=key)
    if program.phases.count() == 1:
        raise LimitReachedError("A program keeps at least one phase.")
    changes = drop_rows([phase], "phases", program)
    return record(program, by=by, text=f"Removed {phase.name}", changes=changes, key=key)


@transaction.atomic
def add_workout(phase: Phase, *, by: User, key: uuid.UUID | None = None) -> Revision:
    program = phase.program
    lock(program, key=key)
    count = phase.workouts.count()
    if count >= WORKOUTS_MOST:
        raise LimitReachedError(f"A phase has at most {WORKOUTS_MOST} workouts.")
    highest = phase.workouts.aggregate(highest=Highest("position"))["highest"] or 0
    workout = Workout.objects.create(
        studio_id=program.studio_id,
        program=program,
        phase=phase,
        position=highest + 1,
        name=f"Workout {'ABCDEFGHIJKLMN'[count]}",
    )
    return record(program, by=by, text=f"Added {workout.name}", changes=made("workouts", [workout]), key=key)


@transaction.atomic
def duplicate_workout(workout: Workout, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """The same workout once more, right after it, with all its exercises and numbers."""
    program, phase = workout.program, workout.phase
    lock(program, key=key)
    workouts = list(phase.workouts.order_by("position", "id"))
    if len(workouts) >= WORKOUTS_MOST:
        raise LimitReachedError(f"A phase has at most {WORKOUTS_MOST} workouts.")
    changes: list[Change] = []
    here = next(index for index, item in enumerate(workouts) if item.pk == workout.pk)
    for position, item in enumerate(workouts[here + 1 :], start=here + 3):
        if item.position != position:
            change = moved("workouts", [item.pk], {"position": item.position}, {"position": position})
            changes.append(change)
            Workout.objects.filter(pk=item.pk).update(position=position)
    copy = Workout.objects.create(
        studio_id=program.studio_id,
        program=program,
        phase=phase,
        position=here + 2,
        name=f"{workout.name[:115]} copy",
    )
    changes += made("workouts", [copy]) + _copy_groups(workout, copy)
    return record(program, by=by, text=f"Duplicated {workout.name}", changes=changes, key=key)


def _copy_groups(workout: Workout, copy: Workout) -> list[Change]:
    groups = {row.pk: copy_of(row, workout=copy) for row in Group.objects.filter(workout=workout)}
    slots = {
        row.pk: copy_of(row, group=groups[row.group_id]) for row in Slot.objects.filter(group__in=groups)
    }
    rows = [copy_of(row, slot=slots[row.slot_id]) for row in SetGroup.objects.filter(slot__in=slots)]
    Group.objects.bulk_create(groups.values())
    Slot.objects.bulk_create(slots.values())
    SetGroup.objects.bulk_create(rows)
    return [*made("groups", groups.values()), *made("slots", slots.values()), *made("set_groups", rows)]


@transaction.atomic
def rename_workout(workout: Workout, *, name: str, by: User, key: uuid.UUID | None = None) -> Revision | None:
    if name == workout.name:
        return None
    lock(workout.program, key=key)
    change = moved("workouts", [workout.pk], {"name": workout.name}, {"name": name})
    text = f"Renamed {workout.name} to {name}"
    workout.name = name
    workout.save(update_fields=["name"])
    return record(workout.program, by=by, text=text, changes=[change], key=key)


@transaction.atomic
def remove_workout(workout: Workout, *, by: User, key: uuid.UUID | None = None) -> Revision:
    program = workout.program
    lock(program, key=key)
    if workout.phase.workouts.count() == 1:
        raise LimitReachedError("A phase keeps at least one workout.")
    changes = drop_rows([workout], "workouts", program)
    return record(program, by=by, text=f"Removed {workout.name}", changes=changes, key=key)


_CHILDREN = {
    "phases": [("weeks", "phase"), ("workouts", "phase")],
    "weeks": [("exchanges", "week"), ("set_groups", "week")],
    "workouts": [("groups", "workout")],
    "groups": [("slots", "group")],
    "slots": [("exchanges", "slot"), ("set_groups", "slot")],
}


def drop_rows(rows: list[Any], table: str, program: Program) -> list[Change]:
    """Remove rows and all below them, remembering each once."""
    changes: dict[str, Change] = {}
    _collect(rows, table, program, changes)
    TABLES[table]._default_manager.filter(program=program, pk__in=[row.pk for row in rows]).delete()
    return list(changes.values())


def _collect(rows: list[Any], table: str, program: Program, changes: dict[str, Change]) -> None:
    for change in removed(table, rows):
        changes[change["ids"][0]] = change
    for child, parent in _CHILDREN.get(table, []):
        below = list(TABLES[child]._default_manager.filter(program=program, **{f"{parent}__in": rows}))
        if below:
            _collect(below, child, program, changes)


def drop_slot(slot: Slot, program: Program) -> list[Change]:
    """Remove one slot, and its group when nothing else is in it."""
    alone = not Slot.objects.filter(group=slot.group).exclude(pk=slot.pk).exists()
    return drop_rows([slot.group], "groups", program) if alone else drop_rows([slot], "slots", program)


@transaction.atomic
def edit_program(program: Program, *, name: str, description: str, method: str, by: User) -> None:
    """What a program is called and where new rows start; rows that stand are `slots.set_method`'s."""
    if (name, description, method) == (program.name, program.description, program.method):
        return
    lock(program)
    program.name, program.description, program.method = name, description, method
    program.save(update_fields=["name", "description", "method", "updated_at"])
    record(program, by=by, text=f"Described the program as {name}", changes=[])


def archive_program(program: Program, *, archived: bool) -> None:
    program.archived_at = timezone.now() if archived else None
    program.save(update_fields=["archived_at", "updated_at"])


@transaction.atomic
def refresh_facts(program: Program, *, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Bring the client's newest maxes, equipment and limits into every row, when the trainer asks."""
    lock(program, key=key)
    facts = Facts.of(program.client, experience=program.experience)
    slots = list(Slot.objects.filter(program=program).select_related("exercise"))
    rows = list(SetGroup.objects.filter(program=program))
    before = {row.pk: values_of(row) for row in [*slots, *rows]}
    resolve_rows(slots, rows, facts, program_method=program.method)
    changes = [
        moved(table, [row.pk], before[row.pk], after)
        for table, items in (("slots", slots), ("set_groups", rows))
        for row in items
        if (after := values_of(row)) != before[row.pk]
    ]
    if not changes:
        return None
    store_many(Slot, slots, ["lift"])
    store_many(SetGroup, rows, RESOLVED)
    text = f"Used the newest maxes and equipment of {program.client}"
    return record(program, by=by, text=text, changes=changes, key=key)
