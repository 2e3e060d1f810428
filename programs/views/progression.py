"""The page of progressions: choose one, see the weeks as it would fill them, fill them."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions.history import AlreadyDoneError
from programs.actions.progression import Chosen, apply_scheme, planned, remove_scheme
from programs.forms.progression import SchemeForm
from programs.models import Phase, Program, Slot
from programs.prescription import SCHEMES, PlannedDeload
from programs.progressions import Progression, name_of
from programs.queries.builder import PhaseTab, phases_of
from programs.views.builder import mutation_key, program_of
from programs.views.grid import short
from programs.views.schedule_table import ScheduleTable, table_of
from programs.views.scheme_words import choices, explained
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of

USUAL = "double_progression"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a progression is for: a phase, or one slot of it; and the progressions that are at work there."""

    program: Program
    phases: list[PhaseTab]
    phase: PhaseTab
    slot: Slot | None
    address: str
    at_work: list[Progression]

    @property
    def name(self) -> str:
        return self.slot.exercise.name if self.slot else self.phase.name

    @property
    def slots(self) -> Collection[uuid.UUID] | None:
        return [self.slot.pk] if self.slot else None

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name_of(item.scheme) for item in self.at_work))

    @property
    def back(self) -> str:
        """The builder, at the slot or phase."""
        address = f"{reverse('program_detail', args=[self.program.pk])}?phase={self.phase.pk}"
        return f"{address}#{short(self.slot.pk)}" if self.slot else address

    def spread(self, form: SchemeForm) -> list[PhaseTab]:
        """The phases that a form's scheme is for."""
        return self.phases if form.spreads else [self.phase]

    def chosen(self, form: SchemeForm) -> Chosen:
        """The scheme of each phase that it is for."""
        phases = self.spread(form)
        return dict(zip([phase.pk for phase in phases], form.parts(len(phases)), strict=True))


def of_phase(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> Scope:
    program = program_of(request, program_id)
    phase = get_object_or_404(Phase, pk=phase_id, program=program)
    address = reverse("phase_progression", args=[program_id, phase_id])
    return _scope(program, phase.pk, None, address)


def of_slot(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> Scope:
    program = program_of(request, program_id)
    slots = Slot.objects.select_related("exercise", "group__workout")
    slot = get_object_or_404(slots, pk=slot_id, program=program)
    address = reverse("slot_progression", args=[program_id, slot_id])
    return _scope(program, slot.group.workout.phase_id, slot, address)


def _scope(program: Program, phase_id: uuid.UUID, slot: Slot | None, address: str) -> Scope:
    phases = phases_of(program)
    phase = next(item for item in phases if item.pk == phase_id)
    owned = Slot.objects.filter(group__workout__phase=phase_id, scheme__isnull=False)
    schemes = [slot.scheme] if slot else list(owned.values_list("scheme", flat=True))
    at_work = [item for item in map(Progression.read, schemes) if item is not None]
    return Scope(program, phases, phase, slot, address, at_work)


@require_http_methods(["GET", "POST"])
def phase_progression(request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID) -> HttpResponse:
    """What a progression would make of the phase's weeks; posted, it fills them."""
    return _asked(request, of_phase(request, program_id, phase_id))


@require_http_methods(["GET", "POST"])
def slot_progression(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    return _asked(request, of_slot(request, program_id, slot_id))


def _asked(request: PersonRequest, scope: Scope) -> HttpResponse:
    form = form_of(request, scope)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "show":
        return _apply(request, scope, form)
    return _page(request, scope, form)


@require_POST
def phase_progression_preview(
    request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID
) -> HttpResponse:
    """The weeks as the typed parameters would fill them; nothing is written."""
    return _preview(request, of_phase(request, program_id, phase_id))


@require_POST
def slot_progression_preview(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID
) -> HttpResponse:
    return _preview(request, of_slot(request, program_id, slot_id))


@require_POST
def phase_progression_remove(
    request: PersonRequest, program_id: uuid.UUID, phase_id: uuid.UUID
) -> HttpResponse:
    """The weeks are the trainer's own again, and stay as they are."""
    scope = of_phase(request, program_id, phase_id)
    slots = Slot.objects.filter(program=scope.program, group__workout__phase=phase_id)
    return _remove(request, scope, list(slots.values_list("pk", flat=True)))


@require_POST
def slot_progression_remove(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID
) -> HttpResponse:
    return _remove(request, of_slot(request, program_id, slot_id), [slot_id])


# What they share


def form_of(request: PersonRequest, scope: Scope) -> SchemeForm:
    """The form of the progression that is looked at: asked for, at work, or a usual one."""
    posted = request.method == "POST"
    now = scope.at_work[0].scheme if scope.at_work else None
    inner = now.progression if isinstance(now, PlannedDeload) and now.progression else now
    asked = (request.POST if posted else request.GET).get("scheme", "")
    key = asked if asked in SCHEMES else inner.key if inner else USUAL
    phases = 1 if scope.slot else len(scope.phases)
    return SchemeForm(request.POST if posted else None, key=key, now=now, phases=phases)


def table(request: PersonRequest, scope: Scope, form: SchemeForm) -> ScheduleTable:
    plan = planned(scope.program, scope.chosen(form), slots=scope.slots)
    return table_of(plan, scope.phases, scope.spread(form), mark=mark_of(request.user.locale))


def first_table(request: PersonRequest, scope: Scope, form: SchemeForm) -> ScheduleTable | None:
    """What the page shows before anything is typed: the parameters as they stand in the form."""
    if form.is_bound:
        return table(request, scope, form) if form.is_valid() else None
    given = {name: value for name, value in form.initial.items() if value is not None and value is not False}
    filled = SchemeForm(given, key=form.key, phases=1)
    return table(request, scope, filled) if filled.is_valid() else None


def _page(request: PersonRequest, scope: Scope, form: SchemeForm) -> HttpResponse:
    context: dict[str, Any] = {
        "program": scope.program,
        "scope": scope,
        "choices": choices(),
        "scheme": explained(form.key),
        "form": form,
        "table": first_table(request, scope, form),
        "key": new_uuid(),
        "wrong": form.is_bound and not form.is_valid(),
    }
    status = 422 if context["wrong"] else 200
    return TemplateResponse(request, "programs/progression.html", context, status=status)


def _preview(request: PersonRequest, scope: Scope) -> HttpResponse:
    form = form_of(request, scope)
    if not request.htmx:
        return _page(request, scope, form)
    valid = form.is_valid()
    context = {
        "form": form,
        "table": table(request, scope, form) if valid else None,
        "wrong": not valid,
        "problems": True,
    }
    status = 200 if valid else 422
    return TemplateResponse(request, "programs/schedule.html", context, status=status)


def _apply(request: PersonRequest, scope: Scope, form: SchemeForm) -> HttpResponse:
    named = "all phases" if form.spreads else scope.name
    try:
        done = apply_scheme(
            scope.program,
            scope.chosen(form),
            scope=named,
            slots=scope.slots,
            by=request.user,
            key=mutation_key(request),
        )
    except AlreadyDoneError:
        return redirect(scope.back)
    messages.success(request, f"{done.text}." if done else f"{scope.name} is filled so already.")
    return redirect(scope.back)


def _remove(request: PersonRequest, scope: Scope, slots: Sequence[uuid.UUID]) -> HttpResponse:
    try:
        done = remove_scheme(
            scope.program, slots, scope=scope.name, by=request.user, key=mutation_key(request)
        )
    except AlreadyDoneError:
        return redirect(scope.back)
    messages.success(request, f"{done.text}." if done else f"{scope.name} has no progression.")
    return redirect(scope.back)
