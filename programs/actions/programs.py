"""Making and shaping programs: phases, weeks, workouts."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from programs.actions.carrying import carry_out_changes
from programs.actions.history import Change, lock, made, moved, record, removed, reshape
from programs.actions.progression import followed
from programs.bridge import RESOLVED, Facts, resolve_rows, store_many
from programs.documents import TABLES, values_of
from programs.models import Group, Phase, Program, Revision, SetGroup, Slot, Week, Workout
from programs.schedule import free_weekday
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

WEEKS_DEFAULT = 4
WEEKS_MOST = 12
WORKOUTS_MOST = 14
PHASES_MOST = 12


LETTERS = "ABCDEFGHIJKLMN"

Copied = TypeVar("Copied", Phase, Week, Workout, Group, Slot, SetGroup)


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
    carry_out_changes(program, _new_phase(program, "Phase 1", 1, weeks=weeks, weekdays=[None] * workouts))
    record(program, by=by, text="Made the program", changes=[])
    return program


def _new_phase(
    program: Program,
    name: str,
    position: int,
    *,
    weeks: int,
    weekdays: Sequence[int | None],
    phase_id: uuid.UUID | None = None,
) -> list[Change]:
    """A phase of so many weeks, with a workout for each weekday; None is no day yet."""
    context: dict[str, Any] = {"program": program, "studio_id": program.studio_id}
    phase = Phase(id=phase_id or new_uuid(), name=name, position=position, **context)
    week_rows = [Week(phase=phase, position=number, **context) for number in range(1, weeks + 1)]
    workout_rows = [
        Workout(phase=phase, position=number, name=f"Workout {LETTERS[number - 1]}", weekday=day, **context)
        for number, day in enumerate(weekdays, start=1)
    ]
    return [*made("phases", [phase]), *made("weeks", week_rows), *made("workouts", workout_rows)]


@transaction.atomic
def add_phase(
    program: Program, *, by: User, phase_id: uuid.UUID | None = None, key: uuid.UUID | None = None
) -> Revision:
    """A phase after the last one, of as many weeks and workouts, on the same days."""
    lock(program, key=key)
    last = refuse_further_phase(program)
    position = last.position + 1 if last else 1
    weeks = last.weeks.count() if last else WEEKS_DEFAULT
    weekdays = (
        list(last.workouts.order_by("position", "id").values_list("weekday", flat=True)) if last else []
    )
    name = f"Phase {position}"
    changes = _new_phase(
        program, name, position, weeks=weeks, weekdays=weekdays or [None] * 3, phase_id=phase_id
    )
    return reshape(program, changes, by=by, text=f"Added {name}", key=key)


def refuse_further_phase(program: Program) -> Phase | None:
    """The last phase of a program that may have one more; raises LimitReachedError."""
    phases = list(program.phases.order_by("position", "id"))
    if len(phases) >= PHASES_MOST:
        raise LimitReachedError(f"A program has at most {PHASES_MOST} phases.")
    return phases[-1] if phases else None


@transaction.atomic
def edit_phase(
    phase: Phase, *, name: str, weeks: int, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Rename a phase and give it 1 to 12 weeks; new weeks repeat the last one, surplus ones go."""
    program, was = phase.program, phase.name
    lock(program, key=key)
    changes: list[Change] = []
    if name != was:
        changes.append(moved("phases", [phase.pk], {"name": was}, {"name": name}))
        phase.name = name
    present = list(phase.weeks.order_by("position"))
    if weeks > len(present):
        changes += further_weeks(present[-1], range(len(present) + 1, weeks + 1))
    elif weeks < len(present):
        changes += dropped(present[weeks:], "weeks", program)
    if not changes:
        return None
    if weeks == len(present):
        text = f"Renamed {was} to {name}"
    else:
        text = f"{name}: {weeks} week{'' if weeks == 1 else 's'}"
    then = None if weeks == len(present) else (lambda: followed(program, [phase.pk]))
    return reshape(program, changes, by=by, text=text, key=key, then=then)


def further_weeks(like: Week, numbers: Iterable[int]) -> list[Change]:
    """New weeks of a phase with these numbers, that repeat another one of it; nothing is written."""
    weeks = [copy_of(like, position=number) for number in numbers]
    pattern = list(SetGroup.objects.filter(week=like))
    rows = [copy_of(row, week=week) for week in weeks for row in pattern]
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
    changes = dropped([phase], "phases", program)
    return reshape(program, changes, by=by, text=f"Removed {phase.name}", key=key)


@transaction.atomic
def add_workout(phase: Phase, *, by: User, key: uuid.UUID | None = None) -> Revision:
    program = phase.program
    lock(program, key=key)
    workouts = refuse_further_workout(phase)
    workout = Workout(
        studio_id=program.studio_id,
        program=program,
        phase=phase,
        position=workouts[-1].position + 1 if workouts else 1,
        name=f"Workout {LETTERS[len(workouts)]}",
        weekday=next_weekday(program, workouts),
    )
    return reshape(program, made("workouts", [workout]), by=by, text=f"Added {workout.name}", key=key)


def refuse_further_workout(phase: Phase) -> list[Workout]:
    """The workouts of a phase that may have one more, in order; raises LimitReachedError."""
    workouts = list(phase.workouts.order_by("position", "id"))
    if len(workouts) >= WORKOUTS_MOST:
        raise LimitReachedError(f"A phase has at most {WORKOUTS_MOST} workouts.")
    return workouts


def next_weekday(program: Program, workouts: Iterable[Workout]) -> int | None:
    """On which day one more workout falls beside these; none while the program has no dates."""
    if program.starts_on is None:
        return None
    return free_weekday([item.weekday for item in workouts if item.weekday is not None])


def placed(table: str, rows: Iterable[Any], *, first: int = 1) -> list[Change]:
    """Rows in their order numbered from `first`; nothing is written."""
    return [
        moved(table, [row.pk], {"position": row.position}, {"position": position})
        for position, row in enumerate(rows, start=first)
        if row.position != position
    ]


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
    changes = dropped([workout], "workouts", program)
    return reshape(program, changes, by=by, text=f"Removed {workout.name}", key=key)


_CHILDREN = {
    "phases": [("weeks", "phase"), ("workouts", "phase")],
    "weeks": [("exchanges", "week"), ("set_groups", "week")],
    "workouts": [("groups", "workout")],
    "groups": [("slots", "group")],
    "slots": [("exchanges", "slot"), ("set_groups", "slot")],
}


def drop_rows(rows: list[Any], table: str, program: Program) -> list[Change]:
    """Remove rows and all below them, remembering each once."""
    changes = dropped(rows, table, program)
    TABLES[table]._default_manager.filter(program=program, pk__in=[row.pk for row in rows]).delete()
    return changes


def dropped(rows: list[Any], table: str, program: Program) -> list[Change]:
    """What removing rows and all below them takes away, each once; nothing is written."""
    changes: dict[str, Change] = {}
    _collect(rows, table, program, changes)
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
def edit_program(
    program: Program,
    *,
    name: str,
    description: str,
    method: str,
    by: User,
    folder: str | None = None,
    tags: Sequence[str] | None = None,
) -> None:
    """What a program is called, where new rows start, and its place in the library.

    Rows that stand are `slots.set_method`'s. None leaves the folder or the tags as they are.
    """
    after: dict[str, Any] = {"name": name, "description": description, "method": method}
    after |= {} if folder is None else {"folder": folder}
    after |= {} if tags is None else {"tags": list(tags)}
    if all(getattr(program, field) == value for field, value in after.items()):
        return
    lock(program)
    program.refresh_from_db(fields=list(after))
    before = {field: getattr(program, field) for field in after}
    reshape(program, [moved("programs", [program.pk], before, after)], by=by, text=f"Described it as {name}")


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
    if changes:
        store_many(Slot, slots, ["lift"])
        store_many(SetGroup, rows, RESOLVED)
    changes += followed(program, list(program.phases.values_list("pk", flat=True)))
    if not changes:
        return None
    text = f"Used the newest maxes and equipment of {program.client}"
    return record(program, by=by, text=text, changes=changes, key=key)
