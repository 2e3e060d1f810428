"""When life happens: move a session, skip it, do it today already, train an unplanned one; undo it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions.calendar import (
    CalendarError,
    Change,
    KeyTakenError,
    bring_forward,
    create_unplanned,
    move_session,
    plan_again,
    put_back,
    shift_week,
    skip_session,
)
from programs.forms.moves import REASONS, WEEK, ForwardForm, MoveForm, SkipForm, UnplannedForm
from programs.forms.undo import read_undo, undo_token
from programs.models import Session
from programs.queries.moves import (
    MOVABLE,
    about,
    forward_page,
    in_sentence,
    long_day,
    move_page,
    names_by_day,
    own_sessions,
    sessions_to_move,
)
from trainer.http import PersonRequest
from trainer.models import Client
from trainer.zones import today_of

FORM_PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_PAGE)
def session_move(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Put a session on another day, alone or with the rest of its week."""
    session = get_object_or_404(sessions_to_move(request.user), pk=session_id)
    today = today_of(session.client, timezone.now())
    form = MoveForm(_sent(request), session=session, today=today)
    if form.is_valid():
        day = form.cleaned_data["day"]
        try:
            if form.cleaned_data["scope"] == WEEK:
                changes = shift_week(session=session, to=day, by=request.user)
            else:
                changes = move_session(session=session, day=day, by=request.user)
        except CalendarError as problem:
            form.add_error("day", str(problem))
        else:
            return _done(request, session, changes, _moved_text(session, changes, today=today))
    page = move_page(session, today=today)
    return _asked_of(request, session, "programs/session_move.html", form, page=page, today=today)


@require_http_methods(FORM_PAGE)
def session_skip(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Leave a session out, with a reason."""
    session = get_object_or_404(sessions_to_move(request.user), pk=session_id)
    form = SkipForm(_sent(request))
    if form.is_valid():
        reason = form.cleaned_data["told"]
        try:
            changes = skip_session(session=session, reason=reason, by=request.user)
        except CalendarError as problem:
            form.add_error("words", str(problem))
        else:
            return _done(request, session, changes, f"{session.name} is skipped: {in_sentence(reason)}.")
    is_today = session.date == today_of(session.client, timezone.now())
    page = "programs/session_skip.html"
    return _asked_of(request, session, page, form, is_today=is_today, reasons=REASONS)


@require_POST
def session_plan_again(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Take back that a session was skipped."""
    session = get_object_or_404(sessions_to_move(request.user), pk=session_id)
    try:
        changes = plan_again(session=session, by=request.user)
    except CalendarError as problem:
        messages.info(request, str(problem))
        return _back(request, session.client)
    return _done(request, session, changes, f"{session.name} is planned again for {long_day(session.date)}.")


@require_http_methods(FORM_PAGE)
def session_forward(request: PersonRequest) -> HttpResponse:
    """Do the next session today already; where today has one of its own, ask what becomes of it."""
    today = timezone.localdate()
    form = ForwardForm(_sent(request))
    if form.is_valid():
        session = get_object_or_404(own_sessions(request.user), pk=form.cleaned_data["session"])
        page = forward_page(request.user, today=today, session_id=session.pk)
        if page.todays and not form.cleaned_data["how"]:
            return redirect(f"{request.path}?session={session.pk}")
        exchange = form.cleaned_data["how"] == ForwardForm.EXCHANGE
        other = page.todays[0] if page.todays and exchange else None
        try:
            changes = bring_forward(session=session, today=today, by=request.user, instead_of=other)
        except CalendarError as problem:
            form.add_error(None, str(problem))
        else:
            return _done(request, session, changes, _forward_text(session, changes, other, today=today))
    asked = _uuid(request.GET.get("session"))
    page = forward_page(request.user, today=today, session_id=asked)
    return _asked(request, "programs/session_forward.html", form, page=page)


@require_http_methods(FORM_PAGE)
def session_unplanned(request: PersonRequest) -> HttpResponse:
    """Train something that nobody planned: name it, and its page opens."""
    form = UnplannedForm(_sent(request), user=request.user)
    if not form.clients:
        raise Http404
    if form.is_valid():
        try:
            session = create_unplanned(
                client=form.cleaned_data["client"],
                day=timezone.localdate(),
                name=form.cleaned_data["name"],
                by=request.user,
                session_id=form.cleaned_data["new_id"],
            )
        except KeyTakenError:
            form.renew()
        else:
            return redirect("session_detail", session.pk)
    return _asked(request, "programs/session_unplanned.html", form)


@require_POST
def moves_undo(request: PersonRequest) -> HttpResponse:
    """Take back what a message has just told of."""
    changes = read_undo(request.POST.get("undo", ""))
    if changes is None:
        raise Http404
    session = get_object_or_404(sessions_to_move(request.user), pk=changes[0].session_id)
    try:
        undone = put_back(client=session.client, changes=changes, by=request.user)
    except CalendarError as problem:
        messages.info(request, str(problem))
    else:
        if undone:
            messages.success(request, "Undone.")
    return _back(request, session.client)


# What these pages share


def _sent(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _uuid(text: str | None) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _asked(request: PersonRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page of a form; what was wrong stands beside what was sent."""
    context |= {"form": form, "next": _next(request)}
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)


def _asked_of(
    request: PersonRequest, session: Session, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """The page of a form about one session, which may have started by now."""
    movable = session.status in MOVABLE
    about_it = about(session, user=request.user)
    return _asked(request, template, form, session=session, about=about_it, movable=movable, **context)


def _done(request: PersonRequest, session: Session, changes: Sequence[Change], text: str) -> HttpResponse:
    """Say what changed, with the way back; nothing where a double submit found it done."""
    if changes:
        context = {"text": text, "undo": undo_token(changes), "next": _next(request)}
        messages.success(request, render_to_string("programs/moved_message.html", context, request))
    return _back(request, session.client)


def _back(request: PersonRequest, client: Client) -> HttpResponse:
    """Where the form came from, else to the person's Today or to the calendar of a trainer's client."""
    if target := _next(request):
        return redirect(target)
    return redirect("today") if client.user == request.user else redirect("client_calendar", client.pk)


def _next(request: PersonRequest) -> str:
    """The page of ours that the person came from, if the request names one."""
    sent = request.POST if request.method == "POST" else request.GET
    target = sent.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else ""


def _moved_text(session: Session, changes: Sequence[Change], *, today: date) -> str:
    """What a message says of a session that was moved, alone or with the rest of its week."""
    if not changes:
        return ""
    before, after = changes[0].before.day, changes[0].after.day
    if len(changes) > 1:
        days = (after - before).days
        more = f"{len(changes) - 1} more workout{pluralize(len(changes) - 1)}"
        way = "later" if days > 0 else "earlier"
        return f"{session.name} and {more} moved {abs(days)} day{pluralize(abs(days))} {way}."
    beside = names_by_day(session, [after]).get(after, [])
    also = f", where {' and '.join(beside)} stand{pluralize(len(beside), 's,')} too" if beside else ""
    return f"{session.name} moved to {'today' if after == today else long_day(after)}{also}."


def _forward_text(session: Session, changes: Sequence[Change], other: Session | None, *, today: date) -> str:
    if other is None or len(changes) < 2:
        return _moved_text(session, changes, today=today)
    return f"{session.name} moved to today, {other.name} to {long_day(session.date)}."
