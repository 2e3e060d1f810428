"""An exercise typed as one line of shorthand: what is understood of it, and adding it to a workout."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from programs import bridge
from programs.actions.cell_weeks import Operation
from programs.actions.history import AlreadyDoneError
from programs.actions.lines import add_line, group_to_join
from programs.actions.numbers import SetRow
from programs.actions.programs import LimitReachedError
from programs.actions.slots import starting_rows, usual_goal
from programs.forms.lines import Entry, read_entry, refuse_unclear, sets_in
from programs.models import Exercise, Revision, Slot, Workout
from programs.queries.exercise_facts import listed
from programs.queries.exercises import ExerciseLine, implements_of
from programs.queries.plan import workout_in_plan
from programs.views.builder import mutation_key, program_of
from programs.views.grid import short
from programs.views.plan import FROM_PLAN, section_of
from programs.views.plan_cells import refused
from programs.views.plan_words import Pieces, pieces_of
from trainer.http import PersonRequest
from web.numbers import mark_of

NOT_FOUND = "No exercise of this name was found. Try another word, or add your own under Exercises."
WHICH = "Several exercises may be meant: choose one of the list."


def workout_of(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> Workout:
    """A workout of a program that this trainer may see; a stranger gets 404."""
    program = program_of(request, program_id)
    workout = get_object_or_404(Workout, pk=workout_id, program=program)
    workout.program = program
    return workout


@require_GET
def line_preview(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    """What is understood of a line while it is typed, and the exercises that it may mean."""
    workout, mark = workout_of(request, program_id, workout_id), mark_of(request.user.locale)
    entry = read_entry(request.user, request.GET.get("q", ""))
    client = workout.program.client
    has = implements_of(client) if client else None
    becomes, said = understood(request, workout, entry, mark)
    problem = entry.problem if entry.line.name else None
    context = {
        "entry": entry,
        "options": [option(line, has) for line in entry.offers],
        "client": client,
        "groups": becomes,
        "said": problem.text if problem else said,
        "marked": cut(entry.text, problem.start, problem.end) if problem else (),
        "joins": group_to_join(workout, entry.line.code) is not None,
    }
    return TemplateResponse(request, "programs/line_options.html", context)


def option(line: ExerciseLine, has: frozenset[str] | None) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "facts": listed((line.pattern, *line.primary)),
        "needs": listed(sorted(line.equipment)),
        "missing": listed(sorted(line.equipment - has)) if has is not None else "",
    }


def cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A text before, in and after one of its parts."""
    return text[:start], text[start:end], text[end:]


def understood(request: PersonRequest, workout: Workout, entry: Entry, mark: str) -> tuple[list[Pieces], str]:
    """The sets that the line's exercise would have, and what stands against them."""
    if entry.exercise is None or not entry.line.groups:
        return [], ""
    exercise = Exercise.objects.get(pk=entry.exercise.id)
    program = workout.program
    facts = bridge.Facts.of(program.client, experience=program.experience)
    lift = bridge.freeze_lift(exercise, facts)
    slot = Slot(program=program, exercise=exercise, goal=usual_goal(program), lift=lift)
    start = starting_rows(slot)
    try:
        operations = sets_in(entry, start, lift)
        after = starting_rows(slot, lambda *_: operations)
    except ValueError as problem:
        return [], str(problem)
    return pieces_of(start, after, operations, lift, mark=mark), ""


# Adding


def add_typed(request: PersonRequest, workout: Workout) -> tuple[Revision, Slot]:
    """Add the exercise that was chosen or that the line names, with the numbers of the line.

    Raises a ValueError for people where either is not clear.
    """
    text = request.POST.get("q", "")
    entry = read_entry(request.user, text)
    exercise = exercise_chosen(request)
    if exercise is None:
        if entry.exercise is None:
            raise ValueError(WHICH if entry.offers else NOT_FOUND)
        exercise = Exercise.objects.get(pk=entry.exercise.id)
    if text.strip():
        refuse_unclear(entry)

    def read(slot: Slot, rows: Sequence[SetRow]) -> Sequence[Operation]:
        return sets_in(entry, rows, slot.lift)

    return add_line(
        workout,
        exercise,
        read,
        code=entry.line.code,
        note=entry.line.note,
        by=request.user,
        key=mutation_key(request),
    )


def exercise_chosen(request: PersonRequest) -> Exercise | None:
    """The exercise that was picked from the list."""
    try:
        chosen = uuid.UUID(request.POST.get("exercise", ""))
    except ValueError:
        return None
    return Exercise.objects.visible_to(request.user).current().filter(pk=chosen).first()


@require_POST
def line_add(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    """Add an exercise to the plan by one line; the workout's section as it now stands, as JSON."""
    workout = workout_of(request, program_id, workout_id)
    done, row = None, ""
    try:
        done, slot = add_typed(request, workout)
        row = short(slot.pk)
    except AlreadyDoneError:
        pass  # what the first request made
    except LimitReachedError as problem:
        return JsonResponse({"said": str(problem), "marked": []}, status=422)
    except ValueError as problem:
        return refused(problem, request.POST.get("q", ""))
    weeks = workout.phase.weeks.count()
    mark = mark_of(request.user.locale)
    section = section_of(workout_in_plan(workout), workout.phase_id, weeks, mark=mark)
    context = {"section": section, "columns": weeks + 1, "base": FROM_PLAN}
    html = render_to_string("programs/plan_section.html", context, request=request)
    said, revision = (f"{done.text}.", str(done.pk)) if done else ("", "")
    return JsonResponse({"section": html, "row": row, "said": said, "revision": revision})
