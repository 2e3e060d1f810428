"""The builder: one phase of a program as a grid, with its live panel."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from programs.actions.history import AlreadyDoneError, ChangedSinceError, last_undoable
from programs.actions.programs import LimitReachedError
from programs.models import Program, Revision, Slot, Workout
from programs.queries.builder import Glance, GridRow, PhaseTab, phases_of, rows_at
from programs.views.comparing import Comparison
from programs.views.grid import goal_of, unit_of, workout_views
from programs.views.panel import panel_of
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of


def program_of(request: PersonRequest, program_id: uuid.UUID) -> Program:
    """A program that this trainer may see, with its client; a stranger gets 404."""
    programs = Program.objects.visible_to(request.user).select_related("client", "studio")
    return get_object_or_404(programs, pk=program_id)


def chosen_phase(phases: list[PhaseTab], wanted: str | None) -> PhaseTab:
    """The phase named in the address, else the first."""
    return next((phase for phase in phases if str(phase.pk) == wanted), phases[0])


def glance_at(program: Program, phase_id: uuid.UUID) -> Glance:
    """What decides whether the rows of a phase that were read before still stand."""
    client = program.client
    return Glance(
        phase_id=phase_id,
        studio_id=program.studio_id,
        revision=program.revision,
        clearance=client.clearance if client else None,
        experience=program.experience,
        client_goal=client.goal if client else None,
    )


def rows_of(program: Program, phase_id: uuid.UUID) -> list[GridRow]:
    """The rows of a phase as the program now stands; no query when this process has just read them."""
    return rows_at(program.pk, glance_at(program, phase_id))


def goal_of_all(program: Program) -> str:
    """hypertrophy, strength or mixed, over all phases; empty for no rows."""
    goals = set(Slot.objects.filter(program=program).values_list("goal", flat=True))
    return goals.pop() if len(goals) == 1 else ("mixed" if goals else "")


def builder_context(
    request: PersonRequest, program: Program, phase_id: str | None = None, *, undoable: Revision | None = None
) -> dict[str, Any]:
    """Everything the builder page and its grid show; `undoable` where the newest change is at hand."""
    phases = phases_of(program)
    phase = chosen_phase(phases, phase_id)
    rows = rows_of(program, phase.pk)
    mark = mark_of(request.user.locale)
    panel = panel_of(rows, unit=unit_of(program, rows), weeks=phase.week_count, mark=mark)
    workouts = list(Workout.objects.filter(phase=phase.pk).order_by("position", "id"))
    return {
        "program": program,
        "address": reverse("program_detail", args=[program.pk]),
        "client": program.client,
        "phases": phases,
        "phase": phase,
        "workouts": workout_views(workouts, rows, panel.minutes, mark=mark),
        "panel": panel,
        "mend_address": reverse("phase_mend", args=[program.pk, phase.pk]),
        "phase_goal": goal_of(rows),
        "phase_query": f"phase={phase.pk}",
        "goal": goal_of(rows) if len(phases) == 1 else goal_of_all(program),
        "undoable": undoable or last_undoable(program),
        "said": "",
        "changed": None,
        "phase_key": new_uuid(),
        "workout_key": new_uuid(),
    }


@require_GET
def program_detail(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    context = builder_context(request, program, request.GET.get("phase"))
    return TemplateResponse(request, "programs/builder.html", context)


def grid_answer(
    request: PersonRequest,
    program: Program,
    phase_id: str | None,
    *,
    said: str = "",
    status: int = 200,
    undoable: Revision | None = None,
    changed: Comparison | None = None,
) -> HttpResponse:
    """The grid and panel after a change of structure; the whole page without htmx."""
    context = builder_context(request, program, phase_id, undoable=undoable)
    context |= {"said": said, "changed": changed}
    template = "programs/builder.html#grid" if request.htmx else "programs/builder.html"
    return TemplateResponse(request, template, context, status=status)


def after_change(
    request: PersonRequest, program: Program, *, said: str = "", phase: str | None = None, status: int = 200
) -> HttpResponse:
    """The grid for htmx and for refusals, otherwise back to the builder."""
    phase = phase or request.GET.get("phase")
    if request.htmx or status != 200:
        return grid_answer(request, program, phase, said=said, status=status)
    address = reverse("program_detail", args=[program.pk])
    return redirect(f"{address}?phase={phase}" if phase else address)


def done_now(program: Program, change: Callable[[], Revision | None]) -> Revision | None:
    """Do one change, at most once; `program` knows its revision afterwards. None if nothing was to do."""
    try:
        done = change()
    except AlreadyDoneError:
        program.refresh_from_db(fields=["revision"])
        return None
    if done is not None:
        program.revision = done.number
    return done


def carry_out(
    request: PersonRequest,
    program: Program,
    change: Callable[[], Revision | None],
    *,
    phase: str | None = None,
    nothing: str = "",
) -> HttpResponse:
    """Do one change and answer with the grid; a repeated request is answered, not applied."""
    try:
        done = done_now(program, change)
    except (LimitReachedError, ChangedSinceError) as problem:
        return after_change(request, program, said=str(problem), phase=phase, status=422)
    return after_change(request, program, said=f"{done.text}." if done else nothing, phase=phase)


def mutation_key(request: HttpRequest) -> uuid.UUID | None:
    """The key that the page made for this change, so that a repeat is answered, not applied."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
