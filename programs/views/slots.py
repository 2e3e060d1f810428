"""What stands where: the slot's page, and adding, moving, joining, copying, swapping, removing."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from programs.actions import slots as actions
from programs.actions.numbers import set_method
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.models.programs import Method
from programs.queries.exercises import best_match
from programs.views.builder import after_change, carry_out, grid_answer, mutation_key
from programs.views.numbers import place_of
from programs.views.plan_lines import NOT_FOUND, add_typed, workout_of
from programs.views.slot_page import slot_page
from trainer.http import PersonRequest


def slot_of(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> Slot:
    """A slot that this trainer may see, with its place; a stranger gets 404."""
    slots = Slot.objects.filter(program__in=Program.objects.visible_to(request.user), program=program_id)
    related = slots.select_related("program__client", "exercise", "group__workout")
    return get_object_or_404(related, pk=slot_id)


@require_GET
def slot_detail(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Everything that can be done with one slot."""
    place = place_of(request, program_id, slot_id, 1)
    return slot_page(request, place.rows, slot_id)


@require_POST
def slot_add(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    """Add the exercise that was chosen or named, with the numbers that were written after its name."""
    workout = workout_of(request, program_id, workout_id)
    program, phase = workout.program, str(workout.phase_id)
    try:
        return carry_out(request, program, lambda: add_typed(request, workout)[0], phase=phase)
    except ValueError as problem:
        answer = grid_answer(request, program, phase, said=str(problem), status=422)
    if isinstance(answer, TemplateResponse) and answer.context_data is not None:
        answer.context_data |= {"typed_in": workout_id, "typed_line": request.POST.get("q", "")}
    return answer


def chosen_exercise(request: PersonRequest) -> Exercise | None:
    exercises = Exercise.objects.visible_to(request.user).current()
    try:
        return exercises.filter(pk=uuid.UUID(request.POST.get("exercise", ""))).first()
    except ValueError:
        return best_match(request.user, request.POST.get("q", "")[:80])


def do(
    request: PersonRequest, slot: Slot, change: Callable[[], Revision | None], *, nothing: str = ""
) -> HttpResponse:
    """Carry out one change of a slot and answer with the grid of its phase."""
    phase = str(slot.group.workout.phase_id)
    return carry_out(request, slot.program, change, phase=phase, nothing=nothing)


@require_POST
def slot_move(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """One place up or down, or to a workout: before another slot, or at its end."""
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    if "workout" not in request.POST:
        down = request.POST.get("down") == "1"
        edge = f"{slot.exercise.name} is already {'last' if down else 'first'}."
        return do(
            request, slot, lambda: actions.step_slot(slot, down=down, by=request.user, key=key), nothing=edge
        )
    phase = slot.group.workout.phase_id
    slots = Slot.objects.filter(program=slot.program_id, group__workout__phase=phase).select_related("group")
    try:
        workout = get_object_or_404(Workout, pk=uuid.UUID(request.POST["workout"]), phase=phase)
        before = request.POST.get("before", "")
        neighbour = get_object_or_404(slots, pk=uuid.UUID(before)) if before else None
    except ValueError:
        phase_id = str(phase)
        said = "This workout is not there any more."
        return after_change(request, slot.program, said=said, phase=phase_id, status=422)
    return do(
        request,
        slot,
        lambda: actions.place_slot(slot, workout, before=neighbour, by=request.user, key=key),
    )


@require_POST
def slot_remove(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    return do(request, slot, lambda: actions.remove_slot(slot, by=request.user, key=key))


@require_POST
def slot_duplicate(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    return do(request, slot, lambda: actions.duplicate_slot(slot, by=request.user, key=key))


@require_POST
def slot_join(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """A superset or circuit with the row above, or (`apart`) the end of it."""
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    change = actions.separate_slot if request.POST.get("apart") else actions.join_slot
    nothing = f"{slot.exercise.name} has nothing to be joined with or separated from."
    return do(request, slot, lambda: change(slot, by=request.user, key=key), nothing=nothing)


@require_POST
def slot_swap(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Another exercise in this place; percentages stay, effort follows from its curve."""
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    exercise = chosen_exercise(request)
    if exercise is None:
        phase = str(slot.group.workout.phase_id)
        return after_change(request, slot.program, said=NOT_FOUND, phase=phase, status=422)
    nothing = f"It is {exercise.name} already."
    return do(
        request,
        slot,
        lambda: actions.swap_exercise(slot, exercise, by=request.user, key=key),
        nothing=nothing,
    )


@require_POST
def slot_method(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Start this row by the chart or by repetitions in reserve."""
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    method = request.POST.get("method", "")
    if method not in Method.values:
        phase = str(slot.group.workout.phase_id)
        said = "Choose the chart or repetitions in reserve."
        return after_change(request, slot.program, said=said, phase=phase, status=422)
    return do(request, slot, lambda: set_method(slot.program, [slot], method, by=request.user, key=key))


@require_POST
def sets_add(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Warm-up, back-off, drop, AMRAP or further working sets."""
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    set_type = request.POST.get("set_type", "")
    if set_type not in SetGroup.Type.values:
        phase = str(slot.group.workout.phase_id)
        said = "Choose a kind of sets."
        return after_change(request, slot.program, said=said, phase=phase, status=422)
    return do(request, slot, lambda: actions.add_set_group(slot, set_type, by=request.user, key=key))


@require_POST
def sets_remove(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int
) -> HttpResponse:
    slot, key = slot_of(request, program_id, slot_id), mutation_key(request)
    nothing = "The first working sets stay as long as their exercise."
    return do(
        request,
        slot,
        lambda: actions.remove_set_group(slot, position, by=request.user, key=key),
        nothing=nothing,
    )
