"""One client, as their trainer sees them."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Session
from programs.queries.calendar import month_page, parse_month
from programs.queries.clients import client_page
from trainer.http import PersonRequest
from trainer.models import Client
from trainer.zones import today_of


@require_safe
def client_detail(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    client = _client(request, client_id)
    today = today_of(client, timezone.now())
    page = client_page(client, user=request.user, now=timezone.now(), today=today)
    context = {"client": client, "page": page, "age": client.age_on(today)}
    return TemplateResponse(request, "programs/client_detail.html", context)


@require_safe
def client_calendar(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    client = _client(request, client_id)
    today = today_of(client, timezone.now())
    first = parse_month(request.GET.get("month"), today=today)
    month = month_page(Session.objects.filter(client=client), first=first, today=today)
    context = {"client": client, "month": month, "may_move": client.archived_at is None, "own": False}
    return TemplateResponse(request, "programs/client_calendar.html", context)


def _client(request: PersonRequest, client_id: uuid.UUID) -> Client:
    """The client with their sign-in, whose time zone decides which day is today."""
    return get_object_or_404(Client.objects.visible_to(request.user).select_related("user"), pk=client_id)
