"""Bringing a template's changes to its clients: the table to choose from, doing it, taking it back."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions import bringing as actions
from programs.actions.dates import words_of
from programs.actions.history import AlreadyDoneError
from programs.models import Program
from programs.views.builder import mutation_key, program_of
from programs.views.differences import Part, differences_in_words, exercise_names
from programs.views.weeks import identifiers
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client in the table."""

    item: actions.Bringing
    days: str  # what becomes of the calendar, in words
    parts: list[Part]


def template_of(request: PersonRequest, program_id: uuid.UUID) -> Program:
    """A template that this trainer may see; 404 for anything else."""
    program = program_of(request, program_id)
    if not program.is_template:
        raise Http404
    return program


@require_http_methods(["GET", "POST"])
def program_bring(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """What would change for each client; chosen ones get it."""
    template = template_of(request, program_id)
    if request.method == "GET":
        return table(request, template)
    seen = revisions_seen(request)
    if not seen:
        return table(request, template, problem="Choose at least one client.", status=422)
    try:
        brought = actions.bring(
            template,
            seen,
            template_seen=number_in(request, "template") or -1,
            by=request.user,
            batch=mutation_key(request) or new_uuid(),
        )
    except actions.TemplateChangedError:
        problem = "The template was changed meanwhile. Nothing was brought yet: look at it again."
        return table(request, program_of(request, program_id), problem=problem, status=409)
    except AlreadyDoneError:
        return redirect("program_bring", template.pk)
    say(request, brought, f"Brought to {clients(brought.count)}.", "Nothing was brought to")
    return redirect("program_bring", template.pk)


def table(request: PersonRequest, template: Program, *, problem: str = "", status: int = 200) -> HttpResponse:
    copies = list(actions.copies_of(template, request.user))
    found = actions.what_would_change(template, copies)
    names = exercise_names(*(rows for item in found for rows in (item.now, item.then)))
    mark = mark_of(request.user.locale)
    lines = [
        ClientLine(
            item, words_of(item.days), differences_in_words(item.now, item.then, names=names, mark=mark)
        )
        for item in found
    ]
    context = {
        "program": template,
        "lines": [line for line in lines if line.item.changes],
        "same": [line.item.client_name for line in lines if not line.item.changes],
        "batches": actions.batches_of(template, request.user),
        "problem": problem,
        "key": new_uuid(),
    }
    return TemplateResponse(request, "programs/bring.html", context, status=status)


def clients(count: int) -> str:
    return f"{count} client{'' if count == 1 else 's'}"


def number_in(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else None


def revisions_seen(request: HttpRequest) -> dict[uuid.UUID, int]:
    """The chosen programs with the revision at which the page showed each."""
    chosen = identifiers(request.POST.getlist("program"))
    seen = ((pk, number_in(request, f"seen-{pk}")) for pk in chosen)
    return {pk: number for pk, number in seen if number is not None}


def say(request: HttpRequest, brought: actions.Brought, done: str, left: str) -> None:
    """What was done, and by name who was left out."""
    if brought.count:
        messages.success(request, done)
    for names, why in (
        (brought.moved, "the program was changed meanwhile"),
        (brought.too_large, "the program would become too large"),
    ):
        if names:
            messages.warning(request, f"{left} {', '.join(names)}: {why}.")
    if not (brought.count or brought.moved or brought.too_large):
        messages.info(request, "There was nothing to do.")


@require_POST
def program_bring_undo(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Take back from every client what one act brought."""
    template = template_of(request, program_id)
    [batch, *_] = [*identifiers(request.POST.getlist("batch")), None]
    if batch is None:
        raise Http404
    taken = actions.take_back(template, batch=batch, by=request.user)
    say(request, taken, f"Taken back from {clients(taken.count)}.", "Not taken back from")
    return redirect("program_bring", template.pk)
