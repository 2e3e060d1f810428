"""What follows a client's program that ends: how it went, what may follow, one click for each."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions.assign import KeyTakenError
from programs.actions.history import AlreadyDoneError, steps_of
from programs.actions.programs import LimitReachedError
from programs.actions.whats_next import ChangedDraftError, begin_next, drop_draft, extend
from programs.forms.whats_next import NextForm
from programs.models import Program
from programs.prescription.whats_next import Next
from programs.queries.performed import zone_of
from programs.queries.whats_next import next_page
from programs.views.weeks import identifiers
from trainer.http import PersonRequest
from trainer.zones import today_of
from web.identifiers import new_uuid
from web.numbers import mark_of

OUT_OF_DATE = "This page is out of date. Open it again."


@require_http_methods(["GET", "HEAD", "POST"])
def program_next(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """The options; a POST carries one of them out."""
    program = _program(request, program_id)
    if request.method != "POST":
        return _page(request, program)
    form = NextForm(request.POST)
    if not form.is_valid():
        return _page(request, program, problem=form.problem(), status=422)
    kind, new_id = Next(form.cleaned_data["kind"]), form.cleaned_data["new_id"]
    if kind is Next.EXTEND:
        return _extend(request, program, weeks=form.cleaned_data["weeks"], key=new_id)
    try:
        made = begin_next(program=program, kind=kind, new_id=new_id, by=request.user)
    except KeyTakenError:
        return _page(request, program, problem=OUT_OF_DATE, status=422)
    if made.created:
        messages.success(request, f"“{made.program.name}” is a draft. Look at it, and choose when it starts.")
    return redirect("program_assign", made.program.pk)


def _extend(request: PersonRequest, program: Program, *, weeks: int, key: uuid.UUID) -> HttpResponse:
    try:
        done = extend(program=program, weeks=weeks, by=request.user, key=key)
    except AlreadyDoneError:
        return redirect("program_next", program.pk)
    except LimitReachedError as problem:
        return _page(request, program, problem=str(problem), status=422)
    if done is not None:
        messages.success(request, f"{done.text}.")
    return redirect("program_next", program.pk)


@require_POST
def program_next_undo(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Remove a draft that was made here, as long as nobody worked on it."""
    program = _program(request, program_id)
    [draft_id, *_] = [*identifiers(request.POST.getlist("draft")), None]
    drafts = Program.objects.visible_to(request.user).filter(origin=program, client=program.client)
    draft = drafts.filter(pk=draft_id).first()
    if draft_id is None:
        raise Http404
    if draft is None:
        messages.info(request, "This draft is not there any more.")
        return redirect("program_next", program.pk)
    try:
        drop_draft(draft=draft, by=request.user)
        messages.success(request, f"“{draft.name}” was removed.")
    except ChangedDraftError:
        messages.warning(request, f"“{draft.name}” was changed or scheduled since, so it stays.")
    return redirect("program_next", program.pk)


def _program(request: PersonRequest, program_id: uuid.UUID) -> Program:
    """A program of a client whom this trainer may see, on the calendar."""
    programs = Program.objects.visible_to(request.user).of_clients().current()
    scheduled = programs.filter(starts_on__isnull=False, client__archived_at=None)
    return get_object_or_404(scheduled.select_related("client__user"), pk=program_id)


def _page(request: PersonRequest, program: Program, *, problem: str = "", status: int = 200) -> HttpResponse:
    client = program.client
    assert client is not None  # the query asks for it
    today = today_of(client, timezone.now())
    page = next_page(program, client, today=today, zone=zone_of(client), mark=mark_of(request.user.locale))
    context = {
        "program": program,
        "client": client,
        "page": page,
        "today": today,
        "undo": steps_of(program).undo,
        "problem": problem,
        "choices": [(choice, new_uuid()) for choice in page.choices],
    }
    return TemplateResponse(request, "programs/whats_next.html", context, status=status)
