"""Why: the reason behind one number of a row, and the method behind a whole program."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from programs.models import Program
from programs.prescription import Field
from programs.queries.method import method_page
from programs.queries.reasons import Numbers, method_of, row_to_explain, why_of
from programs.views.builder import week_in
from programs.views.grid import short
from trainer.http import PersonRequest
from web.numbers import mark_of

FIELDS = {field.value for field in Field}


@require_GET
@vary_on_headers("HX-Request")
def slot_why(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int, field: str
) -> HttpResponse:
    """The reason behind one number: a fragment for the builder, or a page of its own."""
    row = row_to_explain(program_id, slot_id, position, user=request.user, week=week_in(request))
    if row is None or field not in FIELDS:
        raise Http404
    slot = row.slot
    numbers = Numbers.of(
        row,
        goal=slot.goal,
        frozen=slot.lift,
        method=method_of(row),
        mark=mark_of(request.user.locale),
    )
    back = f"{reverse('program_detail', args=[program_id])}?phase={slot.group.workout.phase_id}"
    context = {
        "slot": slot,
        "program": row.program,
        "why": why_of(numbers, Field(field)),
        "back": f"{back}#{short(slot_id)}",
    }
    template = "programs/why.html#reason" if request.htmx else "programs/why.html"
    return TemplateResponse(request, template, context)


@require_GET
def program_method(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """How the numbers of a whole program came about, to be read or printed."""
    programs = Program.objects.visible_to(request.user).select_related("client")
    program = get_object_or_404(programs, pk=program_id)
    method = method_page(program, mark=mark_of(request.user.locale))
    return TemplateResponse(request, "programs/method.html", {"program": program, "method": method})
