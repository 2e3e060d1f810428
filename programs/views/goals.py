"""Hypertrophy and strength at four scopes: toggle, compare before it, mend findings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from programs.actions.mends import mend_rows
from programs.actions.numbers import toggle_slots, toggled_week
from programs.bridge import columns_of
from programs.models import Exercise, Phase, Program, Slot, Workout
from programs.prescription import Change
from programs.queries.builder import GridRow, grid_rows, keep_rows, rows_at
from programs.views.builder import (
    after_change,
    carry_out,
    done_now,
    glance_at,
    grid_answer,
    mutation_key,
    program_of,
    rows_of,
)
from programs.views.comparing import comparison
from programs.views.grid import goal_of, line_id, unit_of
from programs.views.numbers import STORED
from trainer.http import PersonRequest
from web.numbers import mark_of

GOALS = tuple(Slot.Goal.values)
CHOOSE = "Choose hypertrophy or strength."


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a program that a toggle acts on: the whole, a phase, a workout or a slot."""

    name: str
    address: str  # where its goal is set
    query: str  # how a comparison names it
    column: str = ""  # of a grid row, and its value
    id: uuid.UUID | None = None
    phase_id: uuid.UUID | None = None

    def holds(self, row: GridRow) -> bool:
        return not self.column or getattr(row, self.column) == self.id


def whole_program(program: Program) -> Scope:
    phases = list(Phase.objects.filter(program=program).values_list("pk", flat=True)[:2])
    only = phases[0] if len(phases) == 1 else None
    return Scope("Whole program", reverse("program_goal", args=[program.pk]), "", phase_id=only)


def of_phase(program: Program, phase_id: uuid.UUID) -> Scope:
    phase = get_object_or_404(Phase, pk=phase_id, program=program)
    address = reverse("phase_goal", args=[program.pk, phase_id])
    return Scope(phase.name, address, f"phase={phase_id}", "phase_id", phase_id, phase_id)


def of_workout(program: Program, workout_id: uuid.UUID) -> Scope:
    workout = get_object_or_404(Workout, pk=workout_id, program=program)
    address = reverse("workout_goal", args=[program.pk, workout_id])
    query = f"workout={workout_id}"
    return Scope(workout.name, address, query, "workout_id", workout_id, workout.phase_id)


def of_slot(program: Program, slot_id: uuid.UUID) -> Scope:
    slots = Slot.objects.select_related("exercise", "group__workout")
    slot = get_object_or_404(slots, pk=slot_id, program=program)
    address = reverse("slot_goal", args=[program.pk, slot_id])
    phase = slot.group.workout.phase_id
    return Scope(slot.exercise.name, address, f"slot={slot_id}", "slot_id", slot_id, phase)


def rows_in(program: Program, scope: Scope) -> list[GridRow]:
    """The rows of a scope, in their order."""
    rows = rows_of(program, scope.phase_id) if scope.phase_id else grid_rows(program.pk)
    return [row for row in rows if scope.holds(row)]


@require_POST
def program_goal(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Toggle every row of the program."""
    program = program_of(request, program_id)
    return toggle(request, program, whole_program(program))


@require_POST
def phase_goal(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    return toggle(request, program, of_phase(program, phase_id))


@require_POST
def workout_goal(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    return toggle(request, program, of_workout(program, workout_id))


@require_POST
def slot_goal(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    return toggle(request, program, of_slot(program, slot_id))


def toggle(request: PersonRequest, program: Program, scope: Scope) -> HttpResponse:
    """Give a scope a goal, and answer with the grid and with what changed in it."""
    goal, shown = request.POST.get("goal", ""), request.GET.get("phase") or str(scope.phase_id or "")
    if goal not in GOALS:
        return after_change(request, program, said=CHOOSE, phase=shown, status=422)
    seen, before = program.revision, rows_in(program, scope)
    key = mutation_key(request)
    done = done_now(
        program,
        lambda: toggle_slots(
            program,
            [slot_of_row(program, row) for row in before if row.is_lead],
            goal,
            scope=scope.name,
            by=request.user,
            key=key,
            look_again=lambda: slots_in(program, scope),
        ),
    )
    if done is None:
        said = f"{scope.name}: everything was {goal} already." if goal_of(before) == goal else ""
        return after_change(request, program, said=said, phase=shown)
    fresh = toggled(before, goal)
    if done.number == seen + 1 and scope.phase_id:
        keep_phase(program, scope.phase_id, seen, {line: row for line, (row, _) in fresh.items()})
    changed = comparison(
        before,
        rows_in(program, scope) if done.number != seen + 1 else [fresh[line_id(row)][0] for row in before],
        unit=unit_of(program, before),
        mark=mark_of(request.user.locale),
        dropped={line: dropped for line, (_, dropped) in fresh.items()},
    )
    count = len(changed.rows)
    said = f"{scope.name} is {goal} now: {count} row{'' if count == 1 else 's'} changed."
    return grid_answer(request, program, shown or None, said=said, changed=changed, undoable=done)


def slot_of_row(program: Program, row: GridRow) -> Slot:
    """The slot that a row was read from, without reading it again."""
    return Slot(
        id=row.slot_id,
        program=program,
        studio_id=program.studio_id,
        exercise=Exercise(id=row.exercise_id, name=row.exercise),
        goal=row.goal,
        method=row.method,
        lift=row.lift,
    )


def slots_in(program: Program, scope: Scope) -> list[Slot]:
    ids = {row.slot_id for row in grid_rows(program.pk) if scope.holds(row)}
    return list(Slot.objects.filter(pk__in=ids).select_related("exercise"))


def keep_phase(program: Program, phase_id: uuid.UUID, seen: int, fresh: dict[str, GridRow]) -> None:
    """Let the page be drawn from the rows that were just computed instead of reading them again."""
    at = glance_at(program, phase_id)
    known = rows_at(program.pk, replace(at, revision=seen))
    keep_rows(program.pk, at, [fresh.get(line_id(row), row) for row in known])


def toggled(rows: Sequence[GridRow], goal: str) -> dict[str, tuple[GridRow, tuple[Change, ...]]]:
    """What each row would be under a goal, and the typed numbers that would go; by line id."""
    weeks: dict[uuid.UUID, list[GridRow]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        weeks.setdefault(row.slot_id, []).append(row)
    found = {}
    for week in weeks.values():
        for row, outcome, lift in toggled_week(week, goal):
            columns = columns_of(outcome.targets, lift, set_type=row.set_type)
            fresh = replace(row, goal=goal, **{name: columns[name] for name in STORED})
            found[line_id(row)] = (fresh, outcome.dropped)
    return found


def scope_named(request: PersonRequest, program: Program) -> Scope:
    """The scope that a comparison asks for in its address."""
    for name, scope in (("phase", of_phase), ("workout", of_workout), ("slot", of_slot)):
        if name in request.GET:
            try:
                return scope(program, uuid.UUID(request.GET[name]))
            except ValueError:
                raise Http404 from None
    return whole_program(program)


@require_GET
def program_compare(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """What a scope would be under the other goal, side by side; nothing is written."""
    program = program_of(request, program_id)
    scope, goal = scope_named(request, program), request.GET.get("goal", "")
    if goal not in GOALS:
        return HttpResponse(CHOOSE, status=422)
    before = rows_in(program, scope)
    other = toggled(before, goal)
    context = {
        "program": program,
        "scope": scope,
        "goal": goal,
        "other": next(item for item in GOALS if item != goal),
        "now_goal": goal_of(before),
        "shown": request.GET.get("shown", ""),
        "compared": comparison(
            before,
            [other[line_id(row)][0] for row in before],
            unit=unit_of(program, before),
            mark=mark_of(request.user.locale),
            dropped={line: dropped for line, (_, dropped) in other.items()},
        ),
    }
    template = "programs/compare.html#compare" if request.htmx else "programs/compare.html"
    return TemplateResponse(request, template, context)


@require_POST
def phase_mend(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    """Apply the mend that a finding offers to every row of the phase that has the finding."""
    program = program_of(request, program_id)
    rows = rows_in(program, of_phase(program, phase_id))
    code, key = request.POST.get("code", "")[:40], mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: mend_rows(program, rows, code, phase_id=phase_id, by=request.user, key=key),
        phase=str(phase_id),
        nothing="There is nothing left to mend here.",
    )
