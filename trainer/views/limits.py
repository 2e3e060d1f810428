"""Injuries and limits of a client: added, ended, reopened, never deleted."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trainer.forms.limits import LimitForm
from trainer.http import PersonRequest
from trainer.models import Client, Limit


def client_limits(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """What programs must respect, what they had to, and a form for one more."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    form = LimitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        region, note = form.cleaned_data["region"], form.cleaned_data["note"]
        limit, is_new = client.limits.get_or_create(
            region=region, ended_on=None, defaults={"studio_id": client.studio_id, "note": note}
        )
        if is_new or limit.note == note:  # Sent twice: it stands there already.
            messages.success(request, f"{limit.get_region_display()} is on the list.")
            return redirect("client_limits", client.pk)
        form.add_error("region", "This region is listed already. End that entry first to write it anew.")
    limits = list(client.limits.order_by("-ended_on", "region", "-created_at"))
    context = {
        "client": client,
        "form": form,
        "open_limits": [limit for limit in limits if limit.ended_on is None],
        "ended_limits": [limit for limit in limits if limit.ended_on is not None],
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trainer/client_limits.html", context, status=status)


@require_POST
def limit_end(request: PersonRequest, client_id: uuid.UUID, limit_id: uuid.UUID) -> HttpResponse:
    """It is over: kept with today's date."""
    limit = _limit(request, client_id, limit_id)
    if Limit.objects.filter(pk=limit.pk, ended_on=None).update(ended_on=timezone.localdate()):
        messages.success(request, f"{limit.get_region_display()} has ended.")
    return redirect("client_limits", client_id)


@require_POST
def limit_reopen(request: PersonRequest, client_id: uuid.UUID, limit_id: uuid.UUID) -> HttpResponse:
    """It is back."""
    limit = _limit(request, client_id, limit_id)
    try:
        with transaction.atomic():
            Limit.objects.filter(pk=limit.pk).update(ended_on=None)
    except IntegrityError:
        messages.error(request, f"{limit.get_region_display()} is listed already with another note.")
    return redirect("client_limits", client_id)


def _limit(request: PersonRequest, client_id: uuid.UUID, limit_id: uuid.UUID) -> Limit:
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    return get_object_or_404(client.limits, pk=limit_id)
