"""Strength first: what a novice is offered before hypertrophy, why, and doing it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from programs.actions.foundation import insert_foundation, offer_for
from programs.actions.history import AlreadyDoneError
from programs.actions.programs import LimitReachedError
from programs.models import Program, Slot
from programs.prescription import SOURCES, FoundationOffer
from programs.views.builder import mutation_key, program_of
from trainer.http import PersonRequest
from web.identifiers import new_uuid

EMPTY = "Put exercises into the first phase: the foundation is made of them."


@require_http_methods(["GET", "POST"])
def program_foundation(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """The offer with its reasons; posted, the foundation stands before the first phase."""
    program = program_of(request, program_id)
    offer, problem = offer_for(program), ""
    if request.method == "POST" and offer is not None:
        try:
            done = insert_foundation(program, offer, by=request.user, key=mutation_key(request))
        except AlreadyDoneError:
            return redirect("program_detail", program_id)
        except LimitReachedError as limit:
            done, problem = None, str(limit)
        if done is not None:
            messages.success(request, f"{done.text}.")
            return redirect("program_detail", program_id)
        problem = problem or EMPTY
    return _page(request, program, offer, problem)


def _page(
    request: PersonRequest, program: Program, offer: FoundationOffer | None, problem: str
) -> HttpResponse:
    first = program.phases.earliest("position")
    context = {
        "program": program,
        "builder": reverse("program_detail", args=[program.pk]),
        "offer": offer,
        "steps": [(step, step.scheme.describe()) for step in offer.phases] if offer else [],
        "sources": [SOURCES[key] for key in offer.sources] if offer else [],
        "first": first,
        "empty": not Slot.objects.filter(group__workout__phase=first).exists(),
        "problem": problem,
        "key": new_uuid(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "programs/foundation.html", context, status=status)
