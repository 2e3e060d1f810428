"""Where devices tell what was done: one act a request, answered only once it is stored."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions.events import Act, Conflict, RefusedActError, record_act
from programs.forms.events import ToldError, read_told
from programs.queries.training import session_to_train
from trainer.models import User

LONGEST = 64_000  # bytes of one act; its longest text is 2,000 characters


@require_safe
@login_not_required
def outbox_token(request: HttpRequest) -> HttpResponse:
    """What a device asks before it tells anything: who is signed in, and a fresh token; 401 for nobody."""
    if not isinstance(request.user, User):
        return JsonResponse({"error": "Nobody is signed in."}, status=401)
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


@require_POST
@login_not_required
def event_create(request: HttpRequest) -> HttpResponse:
    """Store one act: 201 the first time, 200 with the same body after that.

    409 for the same key with other content, 401 where nobody is signed in, 404 for a session that is
    not theirs, 422 with a sentence for what can't be written down.
    """
    if not isinstance(request.user, User):
        return JsonResponse({"error": "Nobody is signed in."}, status=401)
    try:
        told = read_told(_json(request), now=timezone.now())
        session = session_to_train(told.session, request.user)
        if session is None:
            return JsonResponse({"error": "This workout is not there any more."}, status=404)
        act = Act(told.key, told.kind, told.at, told.payload, told.utc_offset_minutes, told.corrects)
        answer = record_act(session, act, by=request.user)
    except ToldError as problem:
        refused = {"error": str(problem), "field": problem.name, "code": problem.code}
        if problem.code == "clock":
            refused["now"] = timezone.now().isoformat()
        return JsonResponse(refused, status=422)
    except RefusedActError as problem:
        return JsonResponse({"error": str(problem), "field": "", "code": ""}, status=422)
    body = {"key": str(answer.event.key), "session": str(told.session), "kind": answer.event.kind}
    if isinstance(answer, Conflict):
        error = "Something else was stored under this key before. Nothing was changed."
        return JsonResponse(body | {"error": error}, status=409)
    return JsonResponse(body, status=201 if answer.created else 200)


def _json(request: HttpRequest) -> Any:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise ToldError("text", "This is too long to be one act.")
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        raise ToldError("", "This could not be read.") from None
