"""A session being trained: what was done told by a plain form, other exercises to choose from."""

import uuid
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions.events import Act, Conflict, RefusedActError, record_act
from programs.forms.acts import told_by_form
from programs.forms.events import ToldError, read_told
from programs.models import Session
from programs.queries.choices import choices_for, swaps_of
from programs.queries.log_entry import blank_entry
from programs.queries.sessions import sheet_to_train
from programs.queries.training import session_to_train, stored_events
from programs.queries.workout_page import Reader
from programs.session_state import state_of
from programs.templatetags.log import log_exercises
from programs.views.floor import floor_address, floor_of
from programs.views.log_parts import LEVELS, REGIONS
from trainer.http import PersonRequest
from web.identifiers import new_uuid


def session_of(request: PersonRequest, session_id: uuid.UUID) -> Session:
    """A session that this person may log; a stranger gets 404."""
    session = session_to_train(session_id, request.user)
    if session is None:
        raise Http404
    return session


@require_POST
def session_act(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """What the pressed button says was done; the same page sent twice is answered, not stored twice."""
    session, now = session_of(request, session_id), timezone.localtime()
    if request.POST.get("act") == "none":
        messages.info(request, "Press the check beside the set that you have done.")
        return redirect(_back(request, session_id))
    try:
        for data in told_by_form(request.POST, session=session_id, at=now):
            told = read_told(data, now=now)
            act = Act(told.key, told.kind, told.at, told.payload, told.utc_offset_minutes, told.corrects)
            answer = record_act(session, act, by=request.user)
            if isinstance(answer, Conflict) and answer.event.payload != act.payload:
                messages.info(request, "This page was used before. It now shows how things stand.")
    except (ToldError, RefusedActError) as problem:
        return _refused(request, session_id, str(problem))
    return redirect(_back(request, session_id))


def _back(request: PersonRequest, session_id: uuid.UUID) -> str:
    """The page that the person came from, at the exercise that they were at."""
    kind, *parts = request.POST.get("act", "").split(":")
    named = parts[1:2] if kind == "undo" else parts[:1] if kind in _AT_A_PLACE else []
    place = "".join(named)
    anchor = f"e{place}" if place.isdecimal() else "log"
    chosen = floor_of(request.POST.get("floor", ""))
    if session_id in chosen:
        return f"{floor_address(chosen)}#{chosen.index(session_id) + 1}{anchor}"
    return f"{reverse('session_detail', args=[session_id])}#{anchor}"


_AT_A_PLACE = ("set", "correct", "warm")


class Asked(NamedTuple):
    """A field that was sent: asked again under its label, or sent along unseen."""

    name: str
    value: str
    label: str


# What a refused act is asked again with, by what was pressed; fields of a set are lists.
_NUMBERS = {"load": "Load", "amount": "Amount", "rir": "Repetitions in reserve"}
_LABELS = {
    "set": _NUMBERS,
    "correct": _NUMBERS,
    "skip": {"reason": "Reason"},
    "swap": {"reason": "Reason"},
    "note": {"text": "Note"},
    "pain": {"region": "Where it hurts", "level": "How strong, from 0 to 10"},
    "finish": {"rpe": "How hard it was, from 0 to 10", "minutes": "Minutes", "finish-text": "Note"},
}


def _refused(request: PersonRequest, session_id: uuid.UUID, problem: str) -> HttpResponse:
    """What could not be stored, and why, with everything that was typed for it, to be mended."""
    kind, *parts = request.POST.get("act", "").split(":")
    labels = _LABELS.get(kind, {})
    row = parts[1] if kind in ("set", "correct") and len(parts) > 1 else ""
    asked = [
        Asked(name, value, labels.get(name, "") if not row or str(place) == row else "")
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for place, value in enumerate(values)
    ]
    context = {
        "session_id": session_id,
        "problem": problem,
        "asked": asked,
        "can_mend": any(field.label for field in asked),
        "back": _back(request, session_id),
        "regions": REGIONS,
    }
    return TemplateResponse(request, "programs/session_refused.html", context, status=422)


@require_safe
def session_swaps(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Other exercises for each place of a session, for a phone that may lose the network."""
    session = session_of(request, session_id)
    state = state_of(sheet_to_train(session), stored_events(session.pk))
    return JsonResponse(swaps_of(session, state, user=request.user) | {"blank": _blank(request, session)})


def _blank(request: PersonRequest, session: Session) -> str:
    """The markup of an exercise that the phone adds by itself."""
    more, sheet = (reverse(name, args=[session.pk]) for name in ("session_more", "session_sheet"))
    return log_exercises([blank_entry(Reader.of(request.user))], "", "", more, sheet)


@require_safe
def session_more(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """What else can be told of one exercise (`slot`), where there are no scripts."""
    context = _about_exercise(request, session_id)
    if context["entry"] is None:
        raise Http404
    return TemplateResponse(
        request, "programs/session_more.html", context | {"regions": REGIONS, "levels": LEVELS}
    )


@require_safe
def session_choose(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Exercises to swap one for (`slot`), or to add: alike ones first, then whatever is searched for."""
    context, text = _about_exercise(request, session_id), request.GET.get("q", "")[:80]
    entry = context["entry"]
    choices = choices_for(context["session"], entry.exercise if entry else "", text, user=request.user)
    context |= {"q": text, "choices": choices}
    return TemplateResponse(request, "programs/session_choose.html", context)


def _uuid(text: str) -> str:
    """A UUID as the sheet writes it; empty for anything else."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _about_exercise(request: PersonRequest, session_id: uuid.UUID) -> dict[str, Any]:
    session, slot = session_of(request, session_id), _uuid(request.GET.get("slot", ""))
    state = state_of(sheet_to_train(session), stored_events(session.pk))
    entry = next((item for item in state.entries if item.key == slot), None)
    chosen = floor_of(request.GET.get("floor", ""))
    back = floor_address(chosen) if chosen else reverse("session_detail", args=[session_id])
    return {
        "session": session,
        "entry": entry,
        "slot": slot if entry else "",
        "next_set": next((item.key for item in entry.sets if item.open), "") if entry else "",
        "floor": request.GET.get("floor", "") if chosen else "",
        "back": back,
        "nonce": new_uuid(),
    }
