"""Weeks, phases and workouts as wholes: copy, insert, remove, duplicate, move."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from programs.actions import phases, weeks
from programs.models import Phase, Program, Week
from programs.views.builder import after_change, carry_out, mutation_key, program_of
from programs.views.structure import phase_in, workout_in
from trainer.http import PersonRequest
from web.identifiers import new_uuid

CHOOSE_WEEKS = "Choose the weeks to copy to."
CHOOSE_PHASE = "Choose a phase to copy to."


def week_in_program(program: Program, week_id: uuid.UUID) -> Week:
    rows = Week.objects.select_related("program__client", "phase__program")
    return get_object_or_404(rows, pk=week_id, program=program)


def identifiers(texts: list[str]) -> list[uuid.UUID]:
    """The ids that a form names; what is none is left out."""
    found = []
    for text in texts[:100]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


@require_POST
def week_copy(request: PersonRequest, program_id: uuid.UUID, week_id: uuid.UUID) -> HttpResponse:
    """Let the chosen weeks of the phase say what this one says."""
    program = program_of(request, program_id)
    week, key = week_in_program(program, week_id), mutation_key(request)
    targets = list(Week.objects.filter(phase=week.phase_id, pk__in=identifiers(request.POST.getlist("to"))))
    if not targets:
        return after_change(request, program, said=CHOOSE_WEEKS, phase=str(week.phase_id), status=422)
    return carry_out(
        request,
        program,
        lambda: weeks.copy_week(week, targets, by=request.user, key=key),
        phase=str(week.phase_id),
        nothing="They say the same already.",
        week=week.position,
    )


@require_POST
def week_insert(request: PersonRequest, program_id: uuid.UUID, week_id: uuid.UUID) -> HttpResponse:
    """One more week after this one: a copy of it, or (`fresh`) every row at the start of its goal."""
    program = program_of(request, program_id)
    week, key, fresh = week_in_program(program, week_id), mutation_key(request), "fresh" in request.POST
    return carry_out(
        request,
        program,
        lambda: weeks.insert_week(week, fresh=fresh, by=request.user, key=key),
        phase=str(week.phase_id),
        week=week.position + 1,
    )


@require_POST
def week_remove(request: PersonRequest, program_id: uuid.UUID, week_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    week, key = week_in_program(program, week_id), mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: weeks.remove_week(week, by=request.user, key=key),
        phase=str(week.phase_id),
        week=max(1, week.position - 1),
    )


@require_POST
def phase_duplicate(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    phase, new_id, key = phase_in(program, phase_id), new_uuid(), mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: phases.duplicate_phase(phase, phase_id=new_id, by=request.user, key=key),
        phase=str(new_id),
        week=1,
    )


@require_POST
def phase_move(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    """Before the phase in front of it, or (`down`) behind the one after it."""
    program = program_of(request, program_id)
    phase, key, down = phase_in(program, phase_id), mutation_key(request), request.POST.get("down") == "1"
    return carry_out(
        request,
        program,
        lambda: phases.move_phase(phase, down=down, by=request.user, key=key),
        phase=str(phase_id),
        nothing=f"{phase.name} is already {'last' if down else 'first'}.",
    )


@require_POST
def workout_copy(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    """The workout once more at the end of the chosen phase."""
    program = program_of(request, program_id)
    workout, key = workout_in(program, workout_id), mutation_key(request)
    [chosen, *_] = [*identifiers(request.POST.getlist("phase")), None]
    phase = Phase.objects.select_related("program").filter(pk=chosen, program=program).first()
    if phase is None:
        return after_change(request, program, said=CHOOSE_PHASE, phase=str(workout.phase_id), status=422)
    return carry_out(
        request,
        program,
        lambda: phases.copy_workout(workout, phase, by=request.user, key=key),
        phase=str(phase.pk),
        week=1,
    )
