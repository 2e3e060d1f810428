"""The gym floor: a trainer logs for several clients, side by side on one tablet."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Session
from programs.queries.sessions import floor_choices, heads_to_log
from programs.views.sessions import log_context
from trainer.http import PersonRequest
from trainer.roles import TRAINER

MOST = 6  # clients at once
NEAR = timedelta(days=2)  # how far from today a session may be and still be offered


@require_safe
def floor(request: PersonRequest) -> HttpResponse:
    """The logs of the chosen sessions (`s`), or what there is to choose from."""
    if TRAINER not in request.roles:
        raise Http404
    sessions = Session.objects.visible_to(request.user).filter(client__archived_at=None)
    asked = floor_of(",".join(request.GET.getlist("s")))
    if not asked:
        today = timezone.localdate()
        days = floor_choices(sessions, today=today, near=NEAR)
        return TemplateResponse(request, "programs/floor_choose.html", {"days": days, "most": MOST})
    found = {head.id: head for head in heads_to_log(sessions, asked)}
    if set(asked) - found.keys():
        raise Http404
    chosen = ",".join(map(str, asked))
    columns = [
        {
            **log_context(request, found[session_id], as_trainer=True),
            "at": str(number),
            "floor": chosen,
            "without": floor_address([other for other in asked if other != session_id]),
        }
        for number, session_id in enumerate(asked, start=1)
    ]
    return TemplateResponse(request, "programs/floor.html", {"columns": columns})


def floor_of(text: str) -> list[uuid.UUID]:
    """The sessions that a page of the floor is about, each once; nothing where it can't be read."""
    try:
        return list(dict.fromkeys(uuid.UUID(part) for part in text.split(",") if part))[:MOST]
    except ValueError:
        return []


def floor_address(sessions: Sequence[uuid.UUID]) -> str:
    return f"{reverse('floor')}?{urlencode([('s', str(session)) for session in sessions])}"
