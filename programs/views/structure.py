"""Programs as wholes: list, make, rename, phases, workouts, the program's goal, undo."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programs.actions import phases
from programs.actions import programs as actions
from programs.actions.history import undo
from programs.actions.numbers import set_method
from programs.forms.programs import OneLineForm, PhaseForm, ProgramForm, ProgramNameForm, WorkoutForm
from programs.models import Phase, Program, Revision, Slot, Workout
from programs.prescription import Experience, Goal, foundation_offer
from programs.queries.programs import folders_of, programs_listed
from programs.views.builder import after_change, carry_out, mutation_key, program_of
from programs.views.plan import Refused, plan_page
from trainer.http import PersonRequest
from trainer.roles import trainers_only
from web.identifiers import new_uuid


@require_GET
@trainers_only
def program_list(request: PersonRequest) -> HttpResponse:
    """Templates and clients' programs, newest work first."""
    text = request.GET.get("q", "")[:80]
    archived = request.GET.get("show") == "archived"
    listed = programs_listed(request.user, text=text, archived=archived)
    context = {"programs": listed, "q": text, "archived": archived}
    template = "programs/program_list.html#rows" if request.htmx else "programs/program_list.html"
    return TemplateResponse(request, template, context)


@require_http_methods(["GET", "POST"])
@trainers_only
def program_create(request: PersonRequest) -> HttpResponse:
    initial = {"id": new_uuid(), "client": request.GET.get("client")}
    form = ProgramForm(request.POST if request.method == "POST" else None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        program = form.create(by=request.user)
        return redirect("program_detail", program.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "foundation": foundation_offer(Goal.HYPERTROPHY, Experience.NOVICE)}
    return TemplateResponse(request, "programs/program_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def program_edit(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Name, description and method of a program."""
    program = program_of(request, program_id)
    form = ProgramNameForm(request.POST if request.method == "POST" else None, program=program)
    if request.method == "POST" and form.is_valid():
        before, method = program.method, form.cleaned_data["method"]
        actions.edit_program(program, **form.cleaned_data, by=request.user)
        if method != before:
            slots = list(Slot.objects.filter(program=program).select_related("exercise"))
            set_method(program, slots, method, by=request.user)
        return redirect("program_detail", program.pk)
    folders = folders_of(request.user) if program.is_template else []
    context = {"form": form, "program": program, "folders": folders}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "programs/program_form.html", context, status=status)


@require_POST
def program_archive(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    actions.archive_program(program, archived=request.POST.get("archived") != "no")
    return redirect("program_list")


@require_POST
def program_refresh(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Use the client's newest maxes and equipment."""
    program = program_of(request, program_id)
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.refresh_facts(program, by=request.user, key=key),
        nothing="Maxes and equipment were up to date.",
    )


@require_POST
def program_undo(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Undo a change, or redo one: then the revision named is the undoing."""
    program = program_of(request, program_id)
    try:
        revision_id = uuid.UUID(request.POST.get("revision", ""))
    except ValueError:
        return after_change(request, program, said="There is nothing to undo.", status=422)
    revision = get_object_or_404(Revision, pk=revision_id, program=program)
    nothing = f"This was {'redone' if revision.backward else 'undone'} already."
    return carry_out(
        request, program, lambda: undo(program, revision=revision, by=request.user), nothing=nothing
    )


# Phases and workouts


def phase_in(program: Program, phase_id: uuid.UUID) -> Phase:
    return get_object_or_404(Phase.objects.select_related("program"), pk=phase_id, program=program)


def workout_in(program: Program, workout_id: uuid.UUID) -> Workout:
    workouts = Workout.objects.select_related("program", "phase")
    return get_object_or_404(workouts, pk=workout_id, program=program)


@require_POST
def phase_add(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    new_id = new_uuid()
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.add_phase(program, phase_id=new_id, by=request.user, key=key),
        phase=str(new_id),
    )


@require_POST
def phase_edit(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    phase = phase_in(program, phase_id)
    form = PhaseForm(request.POST)
    if not form.is_valid():
        return _refused(request, program, phase_id, form, phase=str(phase_id))
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.edit_phase(phase, **form.cleaned_data, by=request.user, key=key),
        phase=str(phase_id),
    )


def _refused(
    request: PersonRequest, program: Program, pk: uuid.UUID, form: OneLineForm, *, phase: str
) -> HttpResponse:
    """What was typed comes back with its problem: on the plan in its fields, else as the builder says it."""
    if request.POST.get("back") == "plan":
        refused = Refused(pk, form, reverse("program_detail", args=[program.pk]))
        return plan_page(request, program, refused=refused)
    return after_change(request, program, said=form.first_problem, phase=phase, status=422)


@require_POST
def phase_remove(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    phase = phase_in(program, phase_id)
    key = mutation_key(request)
    return carry_out(request, program, lambda: actions.remove_phase(phase, by=request.user, key=key))


@require_POST
def workout_add(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    phase = phase_in(program, phase_id)
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.add_workout(phase, by=request.user, key=key),
        phase=str(phase_id),
    )


@require_POST
def workout_edit(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    workout = workout_in(program, workout_id)
    phase = str(workout.phase_id)
    form = WorkoutForm(request.POST)
    if not form.is_valid():
        return _refused(request, program, workout_id, form, phase=phase)
    name, key = form.cleaned_data["name"], mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.rename_workout(workout, name=name, by=request.user, key=key),
        phase=phase,
    )


@require_POST
def workout_duplicate(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    workout = workout_in(program, workout_id)
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: phases.duplicate_workout(workout, by=request.user, key=key),
        phase=str(workout.phase_id),
    )


@require_POST
def workout_remove(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    workout = workout_in(program, workout_id)
    key = mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.remove_workout(workout, by=request.user, key=key),
        phase=str(workout.phase_id),
    )
