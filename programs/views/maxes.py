"""A client's maxes: what is known, and adding one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from programs.actions.maxes import MaxKeyTakenError, add_max
from programs.forms.maxes import MaxForm
from programs.models import Max
from programs.queries.logged_maxes import maxes_rows, sign_offs_of
from programs.queries.maxes import (
    band_text,
    findings_of_test,
    latest_maxes,
    max_line,
    max_weight,
)
from programs.queries.workout_page import Reader
from trainer.http import PersonRequest
from trainer.models import Client

PAGE = "programs/max_list.html"
PREVIEW = "programs/max_list.html#max_preview"


@require_safe
def max_list(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """The newest max of each exercise, the history, and the form to add one."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    form = MaxForm(
        client=client,
        user=request.user,
        today=timezone.localdate(),
        exercise=request.GET.get("exercise", ""),
    )
    return TemplateResponse(request, PAGE, _context(request, form))


@require_POST
def max_create(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Add a max, then go on to the page that the form came from."""
    form = _sent(request, client_id)
    if form.is_valid():
        try:
            max_ = add_max(client=form.client, by=request.user, **_typed(form))
        except MaxKeyTakenError:
            form.renew()
        else:
            return _saved(request, max_)
    return TemplateResponse(request, PAGE, _context(request, form), status=422)


@require_POST
def max_preview(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """The 1RM that what is typed so far would give; writes nothing."""
    form = _sent(request, client_id)
    context = {"form": form, "client": form.client, "preview": _preview(request, form)}
    return TemplateResponse(request, PREVIEW, context, status=200 if form.is_valid() else 422)


def _sent(request: PersonRequest, client_id: uuid.UUID) -> MaxForm:
    """The form as sent, for a client who still trains."""
    client = get_object_or_404(Client.objects.visible_to(request.user).active(), pk=client_id)
    return MaxForm(request.POST, client=client, user=request.user, today=timezone.localdate())


def _typed(form: MaxForm) -> dict[str, Any]:
    typed = dict(form.cleaned_data)
    typed["max_id"] = typed.pop("new_id")
    return typed


def _context(request: PersonRequest, form: MaxForm) -> dict[str, Any]:
    sent = request.POST if form.is_bound else request.GET
    return {
        "form": form,
        "client": form.client,
        "maxes": maxes_rows(
            form.client, request.user, today=timezone.localdate(), zone=timezone.get_current_timezone()
        ),
        "sign_offs": sign_offs_of(form.client),
        "preview": _preview(request, form),
        "next": sent.get("next", ""),
    }


def _preview(request: PersonRequest, form: MaxForm) -> dict[str, Any] | None:
    """What the page says of the typed set; None as long as something is missing or impossible."""
    if not form.is_bound or not form.is_valid() or form.figured is None:
        return None
    figured, exercise, reader = form.figured, form.cleaned_data["exercise"], Reader.of(request.user)
    newest = latest_maxes(form.client).get(exercise.pk)
    return {
        "tested": figured.kind == Max.Kind.TESTED,
        "weight": max_weight(figured.value, figured.unit, reader, tested=figured.kind == Max.Kind.TESTED),
        "band": band_text(figured.low, figured.high, figured.unit, reader),
        "total": reader.weight(figured.total, figured.unit) if figured.body_part else "",
        "body_part": reader.weight(figured.body_part, figured.unit),
        "newest": max_line(newest, reader) if newest else None,
        "findings": findings_of_test(figured, exercise, form.client),
    }


def _saved(request: PersonRequest, max_: Max) -> HttpResponse:
    line = max_line(max_, Reader.of(request.user))
    messages.success(request, f"{max_.exercise.name}: 1RM {line.weight} saved.")
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("max_list", max_.client_id)
