"""Giving several clients a template: choose them, look at what each would get, assign; take it back."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions.assign import KeyTakenError, assign_to_many
from programs.actions.unassign import assignments_of, take_back_assignment
from programs.forms.assign_many import AssignManyForm
from programs.queries.assign import plan_of
from programs.queries.assign_many import ClientPreview, ManyPreview, candidates_of, preview_many
from programs.queries.overlaps import RULE
from programs.views.bringing import clients, template_of
from programs.views.weeks import identifiers
from trainer.http import PersonRequest

CHOOSE = "programs/assign_many.html"
LOOK = "programs/assign_many_look.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One client as the page shows them, with what was written about them."""

    shown: ClientPreview
    reason: str
    left_out: bool
    unexplained: bool


@require_http_methods(["GET", "HEAD", "POST"])
def program_assign_many(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Choose; a POST shows what each client would get, and the one from there assigns."""
    plan = plan_of(template_of(request, program_id))
    data = request.POST if request.method == "POST" else None
    form = AssignManyForm(data, user=request.user, plan=plan, today=timezone.localdate())
    if data is None or data.get("step") == "choose":
        return _choose(request, form)
    if form.is_valid() and not plan.sessions:
        form.add_error(None, "This program has no workouts yet. Add some before assigning it.")
    if not form.is_valid():
        return _choose(request, form, status=422)
    shown = preview_many(
        plan,
        clients=form.chosen(),
        starts_on=form.cleaned_data["starts_on"],
        weekdays=form.weekdays(),
        user=request.user,
    )
    if data.get("step") != "assign":
        return _look(request, form, shown)
    return _assign(request, form, shown)


def _choose(request: PersonRequest, form: AssignManyForm, *, status: int = 200) -> HttpResponse:
    template = form.plan.program
    context = {
        "form": form,
        "program": template,
        "plan": form.plan,
        "candidates": candidates_of(template, form.offered, today=form.today),
        "chosen": form.chosen_ids,
        "assignments": assignments_of(template, request.user),
        "show_errors": status == 422,
    }
    return TemplateResponse(request, CHOOSE, context, status=status)


def _look(
    request: PersonRequest, form: AssignManyForm, shown: ManyPreview, *, status: int = 200
) -> HttpResponse:
    out = form.left_out
    lines = [
        Line(
            item,
            form.reason_of(item.client.pk),
            str(item.client.pk) in out,
            item.client.pk in form.unexplained,
        )
        for item in shown.clients
    ]
    starts_on = form.cleaned_data["starts_on"]
    context: dict[str, Any] = {
        "form": form,
        "program": form.plan.program,
        "plan": form.plan,
        "blocked": [line for line in lines if line.shown.blockers],
        "ready": [line for line in lines if not line.shown.blockers],
        "lifts": [lift.name for lift in shown.clients[0].lifts],
        "everybody": shown.everybody,
        "rule": RULE if shown.overlapping else "",
        "clients": clients(len(lines)),
        "starts_on": starts_on,
        "last_day": starts_on + timedelta(days=7 * form.plan.weeks - 1),
    }
    return TemplateResponse(request, LOOK, context, status=status)


def _assign(request: PersonRequest, form: AssignManyForm, shown: ManyPreview) -> HttpResponse:
    """Assign and say so on the page; the page again where a reason is missing or nobody is left."""
    recipients = form.recipients()
    blocked = {item.client.pk for item in shown.clients if item.blockers}
    form.unexplained = {
        item.client.pk for item in recipients if item.client.pk in blocked and not item.reason
    }
    if form.unexplained:
        count = len(form.unexplained)
        told = "One client needs" if count == 1 else f"{count} clients need"
        form.add_error(None, f"{told} a reason, or to be left out. Nothing was assigned yet.")
        return _look(request, form, shown, status=422)
    if not recipients:
        form.add_error(None, "Everybody is left out, so there is nobody to assign it to.")
        return _look(request, form, shown, status=422)
    template, starts_on = form.plan.program, form.cleaned_data["starts_on"]
    try:
        made = assign_to_many(
            program=template,
            recipients=[item if item.client.pk in blocked else item.without_reason() for item in recipients],
            starts_on=starts_on,
            weekdays=form.weekdays(),
            batch=form.cleaned_data["batch"],
            by=request.user,
        )
    except KeyTakenError:
        form.add_error(None, "This page is out of date. Open it again and assign once more.")
        return _look(request, form, shown, status=422)
    if made:
        calendars = "calendar of 1 client" if len(made) == 1 else f"calendars of {len(made)} clients"
        start = date_format(starts_on)
        messages.success(request, f"“{template.name}” is on the {calendars} from {start}.")
    else:
        messages.info(request, "They have it already: this was sent before.")
    return redirect("program_assign_many", template.pk)


@require_POST
def program_assign_undo(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Take back what one act assigned, and say whose copy stayed and why."""
    template = template_of(request, program_id)
    [batch, *_] = [*identifiers(request.POST.getlist("batch")), None]
    if batch is None:
        raise Http404
    taken = take_back_assignment(template=template, batch=batch, by=request.user)
    if taken.count:
        messages.success(request, f"Taken back from {clients(taken.count)}.")
    for why, names in taken.kept:
        messages.warning(request, f"Kept for {names}: {why}.")
    if not (taken.count or taken.kept):
        messages.info(request, "There was nothing to take back.")
    return redirect("program_assign_many", template.pk)
