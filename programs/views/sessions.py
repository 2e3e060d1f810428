"""A client's today, calendar and single workouts."""

import uuid

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Session
from programs.queries.sessions import head_to_show, month_page, parse_month, today_page, workout_page
from trainer.http import PersonRequest


@require_safe
def today(request: PersonRequest) -> HttpResponse:
    day = today_page(request.user, today=timezone.localdate())
    return TemplateResponse(request, "programs/today.html", {"day": day, "workout": day.page})


@require_safe
def session_detail(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """A workout, for the person who trains it and for the trainers who may see them."""
    own = head_to_show(Session.objects.of_person(request.user), session_id)
    head = own or head_to_show(Session.objects.visible_to(request.user), session_id)
    if head is None:
        raise Http404
    context = {"workout": workout_page(head, user=request.user), "as_trainer": own is None}
    return TemplateResponse(request, "programs/session.html", context)


@require_safe
def calendar(request: PersonRequest) -> HttpResponse:
    day = timezone.localdate()
    first = parse_month(request.GET.get("month"), today=day)
    month = month_page(Session.objects.of_person(request.user), first=first, today=day)
    return TemplateResponse(request, "programs/calendar.html", {"month": month})
