"""Hypertrophy and strength at four scopes: toggle, compare before it, mend findings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from programs.actions.filling import under_goal
from programs.actions.mends import mend_rows
from programs.actions.numbers import toggle_slots, toggled_week
from programs.bridge import columns_of, thaw_lift
from programs.models import Exercise, Phase, Program, Slot, Workout
from programs.prescription import Change, PlannedGroup, Scheme
from programs.progressions import Progression
from programs.queries.builder import GridRow, PhaseTab, grid_rows, keep_rows, phases_of, rows_at
from programs.views.builder import (
    after_change,
    carry_out,
    done_now,
    glance_at,
    grid_answer,
    mutation_key,
    program_of,
    rows_of,
    week_in,
)
from programs.views.comparing import comparison
from programs.views.grid import goal_of, line_id, unit_of
from programs.views.numbers import STORED, reach_in
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
    phases: list[PhaseTab] | None = None  # of the program, where finding the scope has read them

    def holds(self, row: GridRow) -> bool:
        return not self.column or getattr(row, self.column) == self.id


def whole_program(program: Program) -> Scope:
    phases = phases_of(program)
    only = phases[0].pk if len(phases) == 1 else None
    address = reverse("program_goal", args=[program.pk])
    return Scope("Whole program", address, "", phase_id=only, phases=phases)


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


def rows_around(program: Program, scope: Scope) -> list[GridRow]:
    """The rows of the phase that a scope is in, or of the program, in their order."""
    return rows_of(program, scope.phase_id) if scope.phase_id else grid_rows(program.pk)


def moving(around: Sequence[GridRow], scope: Scope) -> list[GridRow]:
    """The rows of a scope, and those that take turns with them and so move too, in their order."""
    turns = {_turns_of(row) for row in around if scope.holds(row)} - {None}
    return [row for row in around if scope.holds(row) or _turns_of(row) in turns]


def _turns_of(row: GridRow) -> tuple[uuid.UUID, uuid.UUID, Scheme] | None:
    """What a row has in common with those that it takes turns with: heavy, light and medium days."""
    kept = Progression.read(row.scheme)
    return (row.phase_id, row.exercise_id, kept.scheme) if kept and kept.scheme.takes_turns else None


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
    seen, around = program.revision, rows_around(program, scope)
    before = [row for row in around if scope.holds(row)]
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
    known = done.number == seen + 1 and not any(row.scheme for row in before)
    now = {line: row for line, (row, _) in fresh.items()}
    if known and scope.phase_id:
        keep_phase(program, scope.phase_id, seen, now)
    if not known:  # somebody else's change is among them, or a progression's
        now = {line_id(row): row for row in rows_around(program, scope)}
    stayed = [row for row in moving(around, scope) if line_id(row) in now]
    changed = comparison(
        stayed,
        [now[line_id(row)] for row in stayed],
        unit=unit_of(program, before),
        mark=mark_of(request.user.locale),
        dropped={line: dropped for line, (_, dropped) in fresh.items()},
    )
    count = len(changed.rows)
    said = f"{scope.name} is {goal} now: {count} row{'' if count == 1 else 's'} changed."
    if request.POST.get("back"):
        return after_change(request, program, said=said)
    return grid_answer(
        request, program, shown or None, said=said, changed=changed, done=done, phases=scope.phases
    )


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
        scheme=row.scheme,
    )


def slots_in(program: Program, scope: Scope) -> list[Slot]:
    ids = {row.slot_id for row in grid_rows(program.pk) if scope.holds(row)}
    return list(Slot.objects.filter(pk__in=ids).select_related("exercise"))


def keep_phase(program: Program, phase_id: uuid.UUID, seen: int, fresh: dict[str, GridRow]) -> None:
    """Let the page be drawn from the rows that were just computed instead of reading them again."""
    at = glance_at(program, phase_id)
    known = rows_at(program.pk, replace(at, revision=seen))
    keep_rows(program.pk, at, [fresh.get(line_id(row), row) for row in known])


def toggled(
    rows: Sequence[GridRow], goal: str, *, around: Sequence[GridRow] = ()
) -> dict[str, tuple[GridRow, tuple[Change, ...]]]:
    """What each row of week 1 would be under a goal, and the typed numbers that would go; by line id.

    `around` are the rows beside them: a light day is counted from the heavy one, and moves with it.
    """
    weeks = by_slot(rows)
    found: dict[str, tuple[GridRow, tuple[Change, ...]]] = {}
    for week in weeks.values():
        for row, outcome, lift in toggled_week(week, goal):
            columns = columns_of(outcome.targets, lift, set_type=row.set_type)
            fresh = replace(row, goal=goal, **{name: columns[name] for name in STORED})
            found[line_id(row)] = (fresh, outcome.dropped)
    owned = {slot: [week] for slot, week in by_slot(around or rows).items() if week[0].scheme}
    stay = owned.keys() - weeks.keys()
    for (owned_week, *_), (groups, *_) in under_goal(list(owned.values()), goal, stay=stay):
        of_slot = owned_week[0].goal if owned_week[0].slot_id in stay else goal
        for fresh in rows_as(owned_week, groups, of_slot):
            _, dropped = found.get(line_id(fresh), (fresh, ()))
            found[line_id(fresh)] = (fresh, dropped)
    return found


def by_slot(rows: Sequence[GridRow]) -> dict[uuid.UUID, list[GridRow]]:
    """The rows of each slot, its lead first; slots in the order of the rows."""
    weeks: dict[uuid.UUID, list[GridRow]] = {}
    for row in rows:
        weeks.setdefault(row.slot_id, []).append(row)
    return {slot: sorted(week, key=lambda row: row.position) for slot, week in weeks.items()}


def rows_as(week: Sequence[GridRow], groups: Sequence[PlannedGroup], goal: str) -> list[GridRow]:
    """The rows of a slot's week as these set groups; what would come beside them has no row yet."""
    lift = thaw_lift(week[0].lift, method=week[0].in_force)
    fresh = []
    for row, group in zip(week, groups, strict=False):
        columns = columns_of(group.targets, lift, set_type=group.set_type.value)
        stored = {name: columns[name] for name in STORED}
        fresh.append(replace(row, goal=goal, set_type=group.set_type.value, **stored))
    return fresh


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
    around = rows_around(program, scope)
    before = moving(around, scope)
    mine = [row for row in around if scope.holds(row)]
    other = toggled(mine, goal, around=around)
    context = {
        "program": program,
        "scope": scope,
        "goal": goal,
        "other": next(item for item in GOALS if item != goal),
        "now_goal": goal_of(mine),
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
    """Apply the mend that a finding offers to every row of the shown week that has the finding."""
    program = program_of(request, program_id)
    phase = get_object_or_404(Phase, pk=phase_id, program=program)
    rows = rows_of(program, phase.pk, week=week_in(request))
    code, key, reach = request.POST.get("code", "")[:40], mutation_key(request), reach_in(request)
    return carry_out(
        request,
        program,
        lambda: mend_rows(program, rows, code, phase_id=phase.pk, reach=reach, by=request.user, key=key),
        phase=str(phase_id),
        nothing="There is nothing left to mend here.",
    )
