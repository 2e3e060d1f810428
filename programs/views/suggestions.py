"""Suggestions: what the rules propose for a client, and the trainer's answers."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from programs.actions.answers import (
    AnsweredError,
    OvertakenError,
    RefusedMovesError,
    accept,
    answer_all,
    reject,
    set_automatic_rules,
    take_back,
)
from programs.actions.history import ChangedSinceError
from programs.actions.sign_offs import sign_off
from programs.actions.suggestions import suggest_for_exercise
from programs.forms.suggestions import AnswerForm, RulesForm, SignOffForm
from programs.models import Suggestion
from programs.queries.changes import decided, own_changes
from programs.queries.logged_maxes import sign_offs_of
from programs.queries.suggestions import Typed, cards_of, names_of, suggestion_page
from programs.queries.workout_page import Reader
from trainer.http import PersonRequest
from trainer.models import Client

PAGE = "programs/suggestions.html"
CARD = "programs/suggestion.html"
ANSWERED = "programs/suggestion_answered.html"


@require_safe
def suggestion_list(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """What the rules propose for a client, what was decided, and what may apply by itself."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    return _page(request, client)


@require_POST
def suggestion_accept(request: PersonRequest, client_id: uuid.UUID, suggestion_id: uuid.UUID) -> HttpResponse:
    """Carry out one suggestion, with the numbers as they were sent."""
    row = _row(request, client_id, suggestion_id)
    form = AnswerForm(row, request.POST.dict())
    if not form.is_valid():
        return _again(request, row, form.typed)
    try:
        accept(row, form.moves, by=request.user, now=timezone.now())
    except RefusedMovesError as refused:
        form.refuse(refused.problems)
        return _again(request, row, form.typed)
    except OvertakenError as overtaken:
        return _again(request, row, replace(form.typed, refused=str(overtaken)))
    except AnsweredError:
        pass  # pressed twice, or by two people: the page shows how it stands
    return _answered(request, row)


@require_POST
def suggestion_reject(request: PersonRequest, client_id: uuid.UUID, suggestion_id: uuid.UUID) -> HttpResponse:
    """Leave everything as it is."""
    row = _row(request, client_id, suggestion_id)
    with suppress(AnsweredError):
        reject(row, by=request.user, now=timezone.now())
    return _answered(request, row)


@require_POST
def suggestion_undo(request: PersonRequest, client_id: uuid.UUID, suggestion_id: uuid.UUID) -> HttpResponse:
    """Take back what accepting did, while nobody has changed it since."""
    row = _row(request, client_id, suggestion_id)
    try:
        take_back(row, by=request.user)
    except ChangedSinceError as problem:
        messages.error(request, str(problem), extra_tags="danger")
    else:
        messages.success(request, f"{row.exercise.name}: taken back, the program is as it was before.")
    return redirect("suggestion_list", client_id)


@require_POST
def suggestion_again(request: PersonRequest, client_id: uuid.UUID, suggestion_id: uuid.UUID) -> HttpResponse:
    """Let the rules look again, at the program as it is now."""
    row = _row(request, client_id, suggestion_id)
    suggest_for_exercise(row.client, row.exercise_id, now=timezone.now())
    return redirect("suggestion_list", client_id)


@require_POST
def suggestion_all(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Accept or reject everything that is open, each as it was proposed."""
    client = _client(request, client_id)
    rows = Suggestion.objects.filter(client=client).open().select_related("exercise", "program")
    accepted = request.POST.get("answer") == "accept"
    left = answer_all(rows.order_by("created_at"), accepted=accepted, by=request.user, now=timezone.now())
    if left:
        text = f"Not accepted, because the program was changed since: {names_of(left)}."
        messages.warning(request, text)
    else:
        messages.success(request, "All accepted." if accepted else "All rejected.")
    return redirect("suggestion_list", client_id)


@require_POST
def suggestion_rules(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Choose the rules that may apply by themselves."""
    client = _client(request, client_id)
    form = RulesForm(request.POST)
    if not form.is_valid():
        messages.error(request, "One of these rules is not known here. Choose again.", extra_tags="danger")
        return _page(request, client, status=422)
    set_automatic_rules(client, form.chosen, by=request.user)
    messages.success(request, "Saved.")
    return redirect("suggestion_list", client_id)


@require_POST
def technique_sign_off(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Sign a lift off, or take the signature back; on to the page that it was pressed on."""
    client = _client(request, client_id)
    form = SignOffForm(request.POST)
    exercise = form.exercise_of(client) if form.is_valid() else None
    if exercise is None:
        messages.error(request, "This exercise is not known here.", extra_tags="danger")
        return _page(request, client, status=422)
    signed: bool = form.cleaned_data["signed"]
    sign_off(client, exercise, signed=signed, by=request.user, now=timezone.now())
    messages.success(request, f"{exercise.name}: {'signed off' if signed else 'not signed off any more'}.")
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("suggestion_list", client_id)


@require_safe
def own_suggestions(request: PersonRequest) -> HttpResponse:
    """What changed in the program of the person who trains, and why."""
    return TemplateResponse(request, "programs/own_changes.html", {"own": own_changes(request.user)})


# Parts


def _client(request: PersonRequest, client_id: uuid.UUID) -> Client:
    """A client who still trains and whom this trainer may see."""
    return get_object_or_404(Client.objects.visible_to(request.user).active(), pk=client_id)


def _row(request: PersonRequest, client_id: uuid.UUID, suggestion_id: uuid.UUID) -> Suggestion:
    rows = Suggestion.objects.select_related("exercise", "client__user", "program", "revision")
    return get_object_or_404(rows, pk=suggestion_id, client=_client(request, client_id))


def _page(
    request: PersonRequest,
    client: Client,
    *,
    typed: Mapping[uuid.UUID, Typed] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "client": client,
        "page": suggestion_page(client, request.user, typed=typed),
        "sign_offs": sign_offs_of(client),
    }
    return TemplateResponse(request, PAGE, context, status=status)


def _again(request: PersonRequest, row: Suggestion, typed: Typed) -> HttpResponse:
    """The same card with what was typed and what is wrong, or how it was answered meanwhile."""
    row.refresh_from_db(fields=["status"])
    if row.status != Suggestion.Status.OPEN:
        return _answered(request, row)
    if not request.htmx:
        return _page(request, row.client, typed={row.pk: typed}, status=422)
    rows = Suggestion.objects.filter(pk=row.pk)
    (card,) = cards_of(rows, Reader.of(request.user), typed={row.pk: typed})
    return TemplateResponse(request, CARD, {"card": card, "client": row.client}, status=422)


def _answered(request: PersonRequest, row: Suggestion) -> HttpResponse:
    """How a suggestion was answered, in its place; without htmx the page again."""
    if not request.htmx:
        return redirect("suggestion_list", row.client_id)
    found = decided(Suggestion.objects.filter(pk=row.pk), Reader.of(request.user))
    context = {"item": found[0] if found else None, "client": row.client}
    return TemplateResponse(request, ANSWERED, context)
