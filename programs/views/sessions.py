"""A client's today, calendar and single workouts."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.queries.catch_up import catch_up
from programs.queries.review import remarks_of_finished
from programs.queries.sessions import (
    Head,
    head_to_read,
    head_to_train,
    summary_page,
    today_of,
    training_page,
    workout_page,
)
from programs.views.log_parts import LEVELS, REGIONS
from trainer.http import PersonRequest
from web.identifiers import new_uuid


@require_safe
def today(request: PersonRequest) -> HttpResponse:
    """The workout of today, ready to be logged; what was done of it; or what comes next."""
    date = timezone.localdate()
    day = today_of(request.user, today=date)
    context: dict[str, Any] = {"day": day, "today": date, "missed": catch_up(request.user, today=date)}
    if day.head is not None and day.state == "today":
        context |= log_context(request, day.head)
    elif day.head is not None:
        context["workout"] = workout_page(day.head, user=request.user)
    return TemplateResponse(request, "programs/today.html", context)


@require_safe
def session_detail(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """A workout: to be logged by the person who trains it, to be read by the trainers who may see them."""
    own = head_to_train(session_id, request.user)
    if own is not None:
        return TemplateResponse(request, "programs/session_log.html", log_context(request, own))
    head = head_to_read(session_id, request.user)
    if head is None:
        raise Http404
    context = {
        "workout": workout_page(head, user=request.user),
        "as_trainer": True,
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "programs/session.html", context)


def log_context(request: PersonRequest, head: Head, *, as_trainer: bool = False) -> dict[str, Any]:
    """What a session's log, or once it is finished its summary, is drawn with."""
    user = request.user
    context: dict[str, Any] = {
        "head": head,
        "nonce": new_uuid(),
        "at": "",
        "floor": "",
        "regions": REGIONS,
        "levels": LEVELS,
        "today": timezone.localdate(),
        "as_trainer": as_trainer,
        "summary": None,
        "training": None,
    }
    if head.finished and head.frozen is not None:
        context["summary"] = summary_page(head, user=user, as_trainer=as_trainer, today=timezone.localdate())
        context["threads"] = [] if as_trainer else remarks_of_finished(head.id)
    else:
        context["training"] = training_page(head, user=user, as_trainer=as_trainer, now=timezone.now())
    return context


@require_safe
def session_sheet(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """A workout on one clean sheet, to be read or printed."""
    own = head_to_train(session_id, request.user)
    head = own or head_to_read(session_id, request.user)
    if head is None:
        raise Http404
    context = {"workout": workout_page(head, user=request.user), "as_trainer": own is None}
    return TemplateResponse(request, "programs/session.html", context)
