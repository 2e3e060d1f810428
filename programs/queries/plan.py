"""The plan: every phase of a program with its weeks side by side, one cell a slot and week."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from programs.models import Exercise, Group, Program, SetGroup, Slot, Workout
from programs.order_codes import codes_for
from programs.queries.builder import PhaseTab, phases_of
from trainer.models import User
from web.prepared import Prepared


@dataclass(slots=True)
class PlanRow:
    """What a cell says of a set group."""

    slot_id: uuid.UUID
    week: int  # of the phase, from 1
    position: int
    set_type: str
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    metres: int | None
    per_side: bool
    intensity: float | None
    rest_seconds: int
    tempo: str
    effective: dict[str, Any]


_ROW = (
    *("slot_id", "week__position", "position", "set_type", "sets", "reps", "reps_high", "seconds"),
    *("metres", "per_side", "intensity", "rest_seconds", "tempo", "effective"),
)
_SLOT = ("pk", "group__workout_id", "group_id", "exercise__name", "goal", "note", "lift", "scheme")
_IN_ORDER = ("slot_id", "week__position", "position")
_DONE_IN_ORDER = ("group__workout__position", "group__position", "group_id", "position", "id")
_sets = Prepared(
    lambda program_id: SetGroup.objects.filter(program_id=program_id).order_by(*_IN_ORDER).values_list(*_ROW),
    uuid.UUID,
)
_slots = Prepared(
    lambda program_id: (
        Slot.objects.filter(program_id=program_id).order_by(*_DONE_IN_ORDER).values_list(*_SLOT)
    ),
    uuid.UUID,
)
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PlanSlot:
    """One exercise's line of the plan. `cells` has its set groups by week, from 1."""

    id: uuid.UUID
    code: str
    exercise: str
    goal: str
    note: str
    lift: dict[str, Any]
    scheme: dict[str, Any] | None
    cells: dict[int, list[PlanRow]]


@dataclass(frozen=True, slots=True)
class PlanWorkout:
    id: uuid.UUID
    name: str
    slots: list[PlanSlot]


@dataclass(frozen=True, slots=True)
class PlanPhase:
    """A phase; `weeks` are their numbers in the phase and in the program."""

    tab: PhaseTab
    weeks: list[tuple[int, int]]
    workouts: list[PlanWorkout]


def plan_of(program: Program) -> list[PlanPhase]:
    """Everything that the plan shows; four queries."""
    lines = _lines(_slots(program.pk), _sets(program.pk))
    workouts: dict[uuid.UUID, list[PlanWorkout]] = {}
    for workout in Workout.objects.filter(program=program).order_by("position", "id"):
        shown = PlanWorkout(workout.pk, workout.name, lines.get(workout.pk, []))
        workouts.setdefault(workout.phase_id, []).append(shown)
    phases, before = [], 0
    for tab in phases_of(program):
        weeks = [(number, before + number) for number in range(1, tab.week_count + 1)]
        before += tab.week_count
        phases.append(PlanPhase(tab, weeks, workouts.get(tab.pk, [])))
    return phases


def workout_in_plan(workout: Workout) -> PlanWorkout:
    """One workout as the plan shows it; two queries."""
    slots = Slot.objects.filter(group__workout=workout).order_by(*_DONE_IN_ORDER).values_list(*_SLOT)
    rows = SetGroup.objects.filter(slot__group__workout=workout).order_by(*_IN_ORDER).values_list(*_ROW)
    return PlanWorkout(workout.pk, workout.name, _lines(slots, rows).get(workout.pk, []))


def _lines(slots: Iterable[Values], rows: Iterable[Values]) -> dict[uuid.UUID, list[PlanSlot]]:
    """The lines of each workout, with their order codes."""
    cells: dict[uuid.UUID, dict[int, list[PlanRow]]] = {}
    for values in rows:
        row = PlanRow(*values)
        cells.setdefault(row.slot_id, {}).setdefault(row.week, []).append(row)
    groups: dict[uuid.UUID, dict[uuid.UUID, list[Values]]] = {}
    for values in slots:
        groups.setdefault(values[1], {}).setdefault(values[2], []).append(values)
    return {
        workout: [
            PlanSlot(pk, code, exercise, goal, note, lift, scheme, cells.get(pk, {}))
            for members, codes in zip(found.values(), codes_for(map(len, found.values())), strict=True)
            for (pk, _, _, exercise, goal, note, lift, scheme), code in zip(members, codes, strict=True)
        ]
        for workout, found in groups.items()
    }


def _visible_slot(program_id: uuid.UUID, slot_id: uuid.UUID, user_id: int) -> "QuerySet[Slot, Any]":
    visible = Program.objects.visible_to(User(pk=user_id)).filter(pk=program_id)
    return Slot.objects.filter(pk=slot_id, program__in=visible).values_list(
        *("studio_id", "program__revision", "program__method", "group__workout__phase_id"),
        *("exercise_id", "exercise__name", "exercise__unilateral", "goal", "method", "lift", "scheme"),
    )


_slot = Prepared(_visible_slot, uuid.UUID, uuid.UUID, int)


def slot_in_plan(program_id: uuid.UUID, slot_id: uuid.UUID, user: User) -> Slot | None:
    """A slot with its program, exercise and phase, if this trainer may see it; one query.

    They have what changing its cells needs, and nothing else.
    """
    found = _slot(program_id, slot_id, user.pk)
    if not found:
        return None
    studio_id, revision, program_method, phase_id, exercise_id, name, unilateral, *rest = found[0]
    goal, method, lift, scheme = rest
    return Slot(
        id=slot_id,
        studio_id=studio_id,
        program=Program(id=program_id, studio_id=studio_id, revision=revision, method=program_method),
        group=Group(workout=Workout(phase_id=phase_id)),
        exercise=Exercise(id=exercise_id, name=name, unilateral=unilateral),
        goal=goal,
        method=method,
        lift=lift,
        scheme=scheme,
    )
