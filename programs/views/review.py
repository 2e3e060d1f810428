"""A session under review, and what client and trainer write to each other about it."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions.review import RemarkKeyTakenError, add_remark, mark_read
from programs.forms.remarks import RemarkForm
from programs.models import Session
from programs.queries.news import next_to_read
from programs.queries.remarks import WHOLE_SESSION, About, thread_id, threads_of
from programs.queries.review import review_page, session_to_review, things_in
from programs.queries.training import session_to_train
from trainer.http import PersonRequest
from trainer.models import User


@require_safe
def session_review(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Planned next to done, compared with the last times, and what was said of it."""
    sessions = session_to_review(Session.objects.visible_to(request.user))
    page = review_page(get_object_or_404(sessions, pk=session_id), user=request.user)
    return TemplateResponse(request, "programs/review.html", {"page": page, "session": page.session})


@require_POST
def session_read(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Mark a session as read and go on to the next new one, or back to the desk."""
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=session_id)
    seen = request.POST.get("seen", "")
    known = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    if not mark_read(session, by=request.user, now=timezone.now(), seen=known):
        messages.warning(request, "Something was added while you read. Here it is; nothing was marked.")
        return redirect("session_review", session.pk)
    following = next_to_read(request.user)
    messages.success(request, f"{session.name} is read.{'' if following else ' Nothing new is left.'}")
    return redirect("session_review", following) if following else redirect("desk")


@require_POST
def remark_create(request: PersonRequest, session_id: uuid.UUID) -> HttpResponse:
    """Add a remark of the client or a trainer; answers the thread, or leads back to where it stands."""
    session = session_to_train(session_id, request.user)
    things, form = things_in(session) if session else {}, RemarkForm(request.POST)
    form.full_clean()
    slot = str(form.cleaned_data.get("slot") or WHOLE_SESSION)
    if session is None or slot not in things or "slot" in form.errors:
        raise Http404
    problem = _write(form, session, slot, things[slot], by=request.user)
    as_trainer = session.client.user_id != request.user.pk
    if not problem and not request.htmx:
        page = "session_review" if as_trainer else "session_detail"
        return redirect(f"{reverse(page, args=[session.pk])}#{thread_id(slot)}")
    thread = threads_of(session, things, as_trainer=as_trainer)[slot]
    kept = form.data.get("text", "") if problem else ""
    context = {
        "thread": replace(thread, is_open=True, problem=problem, text=kept),
        "session": session,
        "as_trainer": as_trainer,
    }
    template = "programs/remarks.html" if request.htmx else "programs/remark.html"
    return TemplateResponse(request, template, context, status=422 if problem else 200)


def _write(form: RemarkForm, session: Session, slot: str, about: About, *, by: User) -> str:
    """Store what was written; answers what is wrong with it, in a sentence, or nothing."""
    if "text" in form.errors:
        return str(form.errors["text"][0])
    try:
        if "key" in form.errors:
            raise RemarkKeyTakenError
        add_remark(
            session=session,
            by=by,
            key=form.cleaned_data["key"],
            slot=slot,
            exercise=about.exercise or None,
            text=form.cleaned_data["text"],
        )
    except RemarkKeyTakenError:
        return "This page was out of date. Send it again."
    return ""
