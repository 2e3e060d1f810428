"""Putting a program on a client's calendar."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions.assign import KeyTakenError, assign_program
from programs.actions.maxes import MaxKeyTakenError, add_max
from programs.forms.assign import AssignForm, KnownMaxForm, assignable_clients
from programs.models import Exercise, Program
from programs.queries.assign import Plan, Preview, plan_of, preview
from programs.queries.maxes import MaxRefusedError
from programs.queries.overlaps import RULE
from programs.queries.whats_next import begins_on
from trainer.http import PersonRequest
from trainer.models import Client

PAGE = "programs/assign.html"
FRAGMENT = "programs/assign.html#preview"


@require_http_methods(["GET", "HEAD", "POST"])
def program_assign(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """The page; a POST assigns, unless it came from the button that only previews."""
    program = _program(request, program_id)
    if program.client_id is not None and program.is_scheduled:
        messages.info(request, f"“{program.name}” is on the calendar.")
        return redirect("client_calendar", client_id=program.client_id)
    form = _form(request, plan_of(program))
    shown = _preview(request, form)
    if request.method == "POST" and "preview" not in request.POST and shown is not None:
        answer = _assign(request, form, shown)
        if answer is not None:
            return answer
    invalid = request.method == "POST" and bool(form.errors)
    return TemplateResponse(request, PAGE, _context(form, shown), status=422 if invalid else 200)


@require_POST
def program_assign_preview(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """The first week for what is chosen so far; writes nothing."""
    form = _form(request, plan_of(_program(request, program_id)))
    shown = _preview(request, form)
    return TemplateResponse(request, FRAGMENT, _context(form, shown), status=200 if shown else 422)


@require_POST
def program_assign_max(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Add a max that the first week lacks, and show the week again with its load."""
    form = _form(request, plan_of(_program(request, program_id)))
    known = KnownMaxForm(request.POST)
    template = FRAGMENT if request.htmx else PAGE
    if form.is_valid() and known.is_valid():
        in_program = Exercise.objects.filter(slots__program=program_id).distinct()
        exercise = get_object_or_404(in_program, pk=known.cleaned_data["exercise"])
        try:
            add_max(
                client=form.cleaned_data["client"],
                exercise=exercise,
                measured_on=timezone.localdate(),
                note="",
                by=request.user,
                **known.told(),
            )
        except MaxRefusedError as problem:
            known.add_error(None, str(problem))
        except MaxKeyTakenError:
            known.add_error(None, "This was sent before with other numbers. Send it once more.")
    context = _context(form, _preview(request, form), known=known)
    return TemplateResponse(request, template, context, status=422 if form.errors or known.errors else 200)


def _program(request: PersonRequest, program_id: uuid.UUID) -> Program:
    programs = Program.objects.visible_to(request.user).current().select_related("client")
    return get_object_or_404(programs, pk=program_id)


def _form(request: PersonRequest, plan: Plan) -> AssignForm:
    """The form as sent; opened with a client, as if its own suggestions had been sent."""
    today = timezone.localdate()
    if request.method == "POST":
        return AssignForm(request.POST, user=request.user, plan=plan, today=today)
    client = plan.program.client or _asked_client(request, plan)
    begins = begins_on(plan.program, today=today) if plan.program.client_id is not None else None
    form = AssignForm(user=request.user, plan=plan, today=today, client=client, begins=begins)
    if client is None:
        return form
    return AssignForm(dict(form.choices()), user=request.user, plan=plan, today=today)


def _asked_client(request: PersonRequest, plan: Plan) -> Client | None:
    asked = request.GET.get("client")
    if not asked:
        return None
    try:
        client_id = uuid.UUID(asked)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(assignable_clients(request.user, plan), pk=client_id)


def _preview(request: PersonRequest, form: AssignForm) -> Preview | None:
    if not form.is_valid():
        return None
    chosen = form.cleaned_data
    return preview(
        form.plan,
        client=chosen["client"],
        starts_on=chosen["starts_on"],
        weekdays=form.weekdays(),
        user=request.user,
    )


def _context(form: AssignForm, shown: Preview | None, *, known: KnownMaxForm | None = None) -> dict[str, Any]:
    return {
        "form": form,
        "program": form.plan.program,
        "plan": form.plan,
        "preview": shown,
        "rule": RULE,
        "known": known,
        "known_for": known.data.get("exercise", "") if known is not None and known.errors else "",
    }


def _assign(request: PersonRequest, form: AssignForm, shown: Preview) -> HttpResponse | None:
    """Assign and go to the client's calendar; None when the form now says what is in the way."""
    chosen = form.cleaned_data
    if not shown.sessions:
        form.add_error(None, "This program has no workouts yet. Add some before assigning it.")
        return None
    if shown.blockers and not chosen["reason"]:
        form.add_error("reason", "Write down why it is right all the same.")
        return None
    try:
        assigned = assign_program(
            program=form.plan.program,
            client=chosen["client"],
            starts_on=chosen["starts_on"],
            weekdays=form.weekdays(),
            new_id=chosen["new_id"],
            by=request.user,
            reason=chosen["reason"] if shown.blockers else "",
        )
    except KeyTakenError:
        form.add_error(None, "This page is out of date. Open it again and assign once more.")
        return None
    if assigned.created:
        start = date_format(chosen["starts_on"])
        messages.success(
            request, f"“{assigned.program.name}” is on {shown.client.name}’s calendar from {start}."
        )
    calendar = redirect("client_calendar", client_id=shown.client.pk)
    calendar["Location"] += f"?month={chosen['starts_on']:%Y-%m}"
    return calendar
