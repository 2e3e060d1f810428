"""The history of a program: every change, two of them compared, an earlier state restored."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from programs.actions.history import AlreadyDoneError, restore, states_at, steps_of
from programs.models import Program
from programs.queries.history import history_page
from programs.views.builder import mutation_key, program_of
from programs.views.differences import Part, differences_in_words, exercise_names
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of


def number_in(text: str | None, program: Program) -> int | None:
    """A change of this program that somebody names; None for anything else."""
    if text is None or not (text.isdecimal() and text.isascii()) or len(text) > 9:
        return None
    return int(text) if int(text) <= program.revision else None


def compared(request: PersonRequest, program: Program, first: int, second: int) -> list[Part]:
    """What is different between two states, from the first to the second."""
    states = states_at(program, {first, second})
    names = exercise_names(states[first], states[second])
    mark = mark_of(request.user.locale)
    return differences_in_words(states[first], states[second], names=names, mark=mark)


@require_GET
def program_history(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Every change, newest first; with `from` and `to` what is different between two of them."""
    program = program_of(request, program_id)
    first, second = (number_in(request.GET.get(name), program) for name in ("from", "to"))
    page = request.GET.get("page", "")
    context = {
        "program": program,
        "history": history_page(program, int(page) if page.isdecimal() and len(page) < 6 else 1),
        "steps": steps_of(program),
        "first": first,
        "second": second,
        "parts": None,
        "key": new_uuid(),
    }
    if first is not None and second is not None:
        context["parts"] = compared(request, program, first, second)
    return TemplateResponse(request, "programs/history.html", context)


@require_http_methods(["GET", "POST"])
def program_restore(request: PersonRequest, program_id: uuid.UUID, number: int) -> HttpResponse:
    """What going back to a change would do, and doing it."""
    program = program_of(request, program_id)
    if number > program.revision:
        raise Http404
    if request.method == "POST":
        try:
            done = restore(program, number=number, by=request.user, key=mutation_key(request))
            said = f"{done.text}. Undo brings back what stood before." if done else "It is that already."
        except AlreadyDoneError:
            said = f"Went back to change {number}."
        messages.success(request, said)
        return redirect("program_history", program.pk)
    context = {
        "program": program,
        "number": number,
        "parts": compared(request, program, program.revision, number),
        "key": new_uuid(),
    }
    return TemplateResponse(request, "programs/history_restore.html", context)
