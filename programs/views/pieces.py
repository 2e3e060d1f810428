"""Pieces: saving a workout or a phase, the list of them, and putting one into a program."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from programs.actions import pieces as actions
from programs.forms.pieces import PieceForm
from programs.models import Phase, Piece, Program, Workout
from programs.queries.pieces import pieces_listed
from programs.views.builder import after_change, carry_out, mutation_key, program_of
from programs.views.structure import phase_in, workout_in
from programs.views.weeks import identifiers
from trainer.http import PersonRequest
from trainer.roles import trainers_only
from web.identifiers import new_uuid


@require_GET
@trainers_only
def piece_list(request: PersonRequest) -> HttpResponse:
    """The pieces of the studio; with a program and a phase in the address, to be put there."""
    text = request.GET.get("q", "")[:80]
    place = place_in(request)
    studio = place["program"].studio_id if place["program"] else None
    context: dict[str, Any] = {
        "pieces": pieces_listed(request.user, text=text, studio_id=studio),
        "q": text,
        "gone": gone_piece(request),
        "key": new_uuid(),
        **place,
    }
    template = "programs/piece_list.html#rows" if request.htmx else "programs/piece_list.html"
    return TemplateResponse(request, template, context)


def place_in(request: PersonRequest) -> dict[str, Any]:
    """The program and the phase that a piece is to be put into, where the address names them."""
    named = identifiers([request.GET.get("phase", "")])
    phases = Phase.objects.select_related("program").filter(
        program__in=Program.objects.visible_to(request.user)
    )
    phase = phases.filter(pk__in=named).first()
    return {"program": phase.program if phase else None, "phase": phase}


def gone_piece(request: PersonRequest) -> Piece | None:
    """What was removed a moment ago, to be brought back."""
    named = identifiers([request.GET.get("gone", "")])
    gone = Piece.objects.visible_to(request.user).exclude(removed_at=None)
    return gone.filter(pk__in=named).only("name").first()


def piece_of(request: PersonRequest, piece_id: uuid.UUID) -> Piece:
    """A piece that this trainer may see; a stranger gets 404."""
    return get_object_or_404(Piece.objects.visible_to(request.user), pk=piece_id)


def saved(
    request: PersonRequest, program: Program, part: Phase | Workout, phase_id: uuid.UUID
) -> HttpResponse:
    """Keep a part of a program under the name that was typed."""
    form = PieceForm(request.POST)
    if not form.is_valid():
        return after_change(request, program, said=form.first_problem, phase=str(phase_id), status=422)
    piece = actions.save_piece(
        part, name=form.cleaned_data["name"], by=request.user, piece_id=mutation_key(request)
    )
    said = f"“{piece.name}” is kept among your pieces."
    if not request.htmx and "back" not in request.POST:
        messages.success(request, said)
    return after_change(request, program, said=said, phase=str(phase_id))


@require_POST
def phase_save(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    return saved(request, program, phase_in(program, phase_id), phase_id)


@require_POST
def workout_save(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    program = program_of(request, program_id)
    workout = workout_in(program, workout_id)
    return saved(request, program, workout, workout.phase_id)


@require_POST
def piece_insert(
    request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID, piece_id: uuid.UUID
) -> HttpResponse:
    """Put a workout into the phase, or a phase after it."""
    program = program_of(request, program_id)
    phase, piece = phase_in(program, phase_id), piece_of(request, piece_id)
    pieces = Piece.objects.filter(studio=program.studio_id).current()
    piece = get_object_or_404(pieces, pk=piece.pk)
    new_id, key = new_uuid(), mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: actions.insert_piece(piece, phase, phase_id=new_id, by=request.user, key=key),
        phase=str(new_id if piece.kind == Piece.Kind.PHASE else phase_id),
    )


@require_POST
def piece_edit(request: PersonRequest, piece_id: uuid.UUID) -> HttpResponse:
    """Give a piece another name."""
    piece, form = piece_of(request, piece_id), PieceForm(request.POST)
    if form.is_valid():
        actions.edit_piece(piece, name=form.cleaned_data["name"])
    else:
        messages.error(request, form.first_problem)
    return redirect("piece_list")


@require_POST
def piece_remove(request: PersonRequest, piece_id: uuid.UUID) -> HttpResponse:
    """Take a piece out of the list, or (`removed=no`) bring it back."""
    piece, removed = piece_of(request, piece_id), request.POST.get("removed") != "no"
    actions.remove_piece(piece, removed=removed)
    address = reverse("piece_list")
    return redirect(f"{address}?gone={piece.pk}" if removed else address)
