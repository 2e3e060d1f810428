"""The builder: one phase of a program as a grid, with its live panel."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from programs.actions.history import AlreadyDoneError, ChangedSinceError, Step, Steps, steps_of
from programs.actions.programs import WEEKS_MOST, LimitReachedError
from programs.models import Program, Revision, Slot, Workout
from programs.queries.builder import (
    Glance,
    GridRow,
    PhaseTab,
    coming_workouts,
    phases_of,
    rows_at,
)
from programs.views.comparing import Comparison
from programs.views.grid import goal_of, progression_in, workout_views
from programs.views.panel import panel_of
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of

# Other pages that ask for changes, and are come back to with what was done.
PAGES = {"plan": "program_plan", "overview": "program_overview", "history": "program_history"}


def program_of(request: PersonRequest, program_id: uuid.UUID) -> Program:
    """A program that this trainer may see, with its client; a stranger gets 404."""
    programs = Program.objects.visible_to(request.user).select_related("client", "studio")
    return get_object_or_404(programs, pk=program_id)


def chosen_phase(phases: list[PhaseTab], wanted: str | None) -> PhaseTab:
    """The phase named in the address, else the first."""
    return next((phase for phase in phases if str(phase.pk) == wanted), phases[0])


def week_in(request: HttpRequest) -> int:
    """Which week of its phase is looked at."""
    asked = request.POST.get("week") or request.GET.get("week") or "1"
    return int(asked) if asked.isdecimal() and asked.isascii() and 1 <= int(asked[:3]) <= WEEKS_MOST else 1


def glance_at(program: Program, phase_id: uuid.UUID, *, week: int = 1) -> Glance:
    """What decides whether the rows of a phase that were read before still stand."""
    client = program.client
    return Glance(
        phase_id=phase_id,
        studio_id=program.studio_id,
        revision=program.revision,
        clearance=client.clearance if client else None,
        experience=program.experience,
        client_goal=client.goal if client else None,
        client_minutes=client.minutes_per_session if client else None,
        client_unit=client.unit if client else None,
        week=week,
    )


def rows_of(program: Program, phase_id: uuid.UUID, *, week: int = 1) -> list[GridRow]:
    """The rows of a phase's week as the program now stands; no query when this process has just read them."""
    return rows_at(program.pk, glance_at(program, phase_id, week=week))


def week_tabs(phases: list[PhaseTab], phase: PhaseTab) -> list[tuple[int, int]]:
    """The weeks of a phase: their numbers in it, and in the program."""
    before = sum(item.week_count for item in phases[: phases.index(phase)])
    return [(number, before + number) for number in range(1, phase.week_count + 1)]


def other_weeks(phases: list[PhaseTab], phase: PhaseTab, week: int) -> list[tuple[uuid.UUID, int]]:
    """The weeks of a phase beside one, with their numbers in the program."""
    numbered = zip(phase.weeks, week_tabs(phases, phase), strict=True)
    return [(pk, name) for pk, (number, name) in numbered if number != week]


def goal_of_all(program: Program) -> str:
    """hypertrophy, strength or mixed, over all phases; empty for no rows."""
    goals = set(Slot.objects.filter(program=program).values_list("goal", flat=True))
    return goals.pop() if len(goals) == 1 else ("mixed" if goals else "")


def builder_context(
    request: PersonRequest,
    program: Program,
    phase_id: str | None = None,
    *,
    done: Revision | None = None,
    phases: list[PhaseTab] | None = None,
    week: int | None = None,
) -> dict[str, Any]:
    """Everything the builder page and its grid show, of the week that is looked at.

    `done` and `phases` where what was just done and the phases are at hand.
    """
    phases = phases or phases_of(program)
    phase = chosen_phase(phases, phase_id)
    week = min(week or week_in(request), phase.week_count)
    rows = rows_of(program, phase.pk, week=week)
    mark = mark_of(request.user.locale)
    panel = panel_of(rows, mark=mark)
    workouts = list(Workout.objects.filter(phase=phase.pk).order_by("position", "id"))
    return {
        "program": program,
        "address": reverse("program_detail", args=[program.pk]),
        "client": program.client,
        "phases": phases,
        "phase": phase,
        "week": week,
        "weeks": week_tabs(phases, phase),
        "week_id": phase.weeks[week - 1],
        "other_weeks": other_weeks(phases, phase, week),
        "week_number": week_tabs(phases, phase)[week - 1][1],
        "workouts": workout_views(workouts, rows, panel.minutes, mark=mark),
        "panel": panel,
        "mend_address": reverse("phase_mend", args=[program.pk, phase.pk]),
        "phase_goal": goal_of(rows),
        "phase_query": f"phase={phase.pk}",
        "progression": progression_in(row.scheme for row in rows),
        "goal": goal_of(rows) if len(phases) == 1 else goal_of_all(program),
        "steps": steps_after(done) if done and done.undoes_id is None else steps_of(program),
        "coming": coming_workouts(program, phase.weeks[week - 1]),
        "said": "",
        "did": done is not None and not done.backward,
        "undid": done is not None and done.backward,
        "changed": None,
        "phase_key": new_uuid(),
        "workout_key": new_uuid(),
        "menu_key": new_uuid(),
        "typed_in": None,
        "typed_line": "",
    }


def steps_after(done: Revision) -> Steps:
    """What can be undone right after a change; nothing can be redone then."""
    return Steps(undo=Step(done.pk, done.text) if done.changes else None)


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
    done: Revision | None = None,
    changed: Comparison | None = None,
    phases: list[PhaseTab] | None = None,
    week: int | None = None,
) -> HttpResponse:
    """The grid and panel after a change of structure; the whole page without htmx."""
    context = builder_context(request, program, phase_id, done=done, phases=phases, week=week)
    context |= {"said": said, "changed": changed}
    template = "programs/builder.html#grid" if request.htmx else "programs/builder.html"
    return TemplateResponse(request, template, context, status=status)


def after_change(
    request: PersonRequest,
    program: Program,
    *,
    said: str = "",
    phase: str | None = None,
    status: int = 200,
    done: Revision | None = None,
    week: int | None = None,
) -> HttpResponse:
    """Back to the page that asked, by its field `back`; else the grid to htmx, and the builder."""
    page = PAGES.get(request.POST.get("back", ""))
    if page is not None:
        if said:
            messages.add_message(request, messages.SUCCESS if status == 200 else messages.ERROR, said)
        return redirect(page, program.pk)
    phase = phase or request.GET.get("phase")
    if request.htmx or status != 200:
        return grid_answer(request, program, phase, said=said, status=status, done=done, week=week)
    address = reverse("program_detail", args=[program.pk])
    query = urlencode({name: value for name, value in (("phase", phase), ("week", week)) if value})
    return redirect(f"{address}?{query}" if query else address)


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
    week: int | None = None,
) -> HttpResponse:
    """Do one change and answer with the grid; a repeated request is answered, not applied.

    `phase` and `week` say what is shown afterwards, where that is not what was looked at.
    """
    try:
        done = done_now(program, change)
    except (LimitReachedError, ChangedSinceError) as problem:
        return after_change(request, program, said=str(problem), phase=phase, status=422)
    said = f"{done.text}." if done else nothing
    return after_change(request, program, said=said, phase=phase, done=done, week=week)


def mutation_key(request: HttpRequest) -> uuid.UUID | None:
    """The key that the page made for this change, so that a repeat is answered, not applied."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
