"""The plan: a whole program on one screen, its weeks side by side, each cell typed as shorthand."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from programs.actions.history import steps_of
from programs.forms.plan_cells import cell_text
from programs.forms.programs import OneLineForm
from programs.models import Program, Slot
from programs.progressions import stored_name
from programs.queries.builder import phases_of
from programs.queries.plan import PlanPhase, PlanSlot, PlanWorkout, plan_of
from programs.schedule import week_on
from programs.views.builder import chosen_phase, program_of, rows_of, week_in, week_tabs
from programs.views.grid import progression_in, short
from programs.views.panel import panel_of
from programs.views.plan_words import cell_html
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of


class Cell(NamedTuple):
    """One cell; the template unpacks it."""

    week: int
    same: bool  # as the week before
    html: SafeString


FROM_PLAN = "../"  # the program, seen from the address of its plan


class Refused(NamedTuple):
    """What was typed of a phase or a workout and can't be so; `program` is that one's own address."""

    pk: uuid.UUID
    form: OneLineForm
    program: str


@dataclass(frozen=True, slots=True)
class Section:
    """A workout of a phase: its lines as finished markup."""

    id: str
    workout_id: uuid.UUID
    name: str
    lines: list[SafeString]
    key: uuid.UUID  # of the next exercise that its form adds
    refused: OneLineForm | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A phase with its weeks as columns."""

    id: str
    phase_id: uuid.UUID
    name: str
    weeks: list[tuple[int, int]]
    week_ids: list[uuid.UUID]
    sections: list[Section]
    goal: str  # of all its exercises, mixed, or empty
    progression: str
    key: uuid.UUID  # of the next change of the phase itself
    refused: OneLineForm | None = None

    @property
    def columns(self) -> int:
        return len(self.weeks) + 1

    @property
    def named_weeks(self) -> list[tuple[uuid.UUID, int]]:
        """The weeks, and their numbers in the program."""
        return [(pk, name) for pk, (_, name) in zip(self.week_ids, self.weeks, strict=True)]


class Start(NamedTuple):
    """The week that the plan opens at: its phase, its number there and in the program."""

    phase_id: uuid.UUID
    week: int
    number: int


@require_GET
def program_plan(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    return plan_page(request, program_of(request, program_id))


def plan_page(request: PersonRequest, program: Program, *, refused: Refused | None = None) -> HttpResponse:
    """The plan; with what was refused, it stands in its fields again, each with its problem."""
    mark = mark_of(request.user.locale)
    bands = [band_of(phase, mark=mark, refused=refused) for phase in plan_of(program)]
    context = {
        "program": program,
        "client": program.client,
        "address": reverse("program_detail", args=[program.pk]),
        "base": refused.program if refused else FROM_PLAN,
        "bands": bands,
        "start": start_of(program, bands),
        "key": new_uuid(),
        "goals": Slot.Goal.choices,
        "steps": steps_of(program),
    }
    return TemplateResponse(request, "programs/plan.html", context, status=422 if refused else 200)


@require_GET
def plan_week(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """What one week adds up to, fetched beside the plan while it is looked at."""
    program = program_of(request, program_id)
    phases = phases_of(program)
    phase = chosen_phase(phases, request.GET.get("phase"))
    week = min(week_in(request), phase.week_count)
    rows = rows_of(program, phase.pk, week=week)
    context = {
        "program": program,
        "phase": phase,
        "week": week,
        "week_number": week_tabs(phases, phase)[week - 1][1],
        "panel": panel_of(rows, mark=mark_of(request.user.locale), by_htmx=False),
    }
    return TemplateResponse(request, "programs/plan_week.html", context)


def start_of(program: Program, bands: Sequence[Band]) -> Start:
    """The week of a scheduled program that is on; else the first."""
    weeks = [Start(band.phase_id, week, number) for band in bands for week, number in band.weeks]
    on = week_on(timezone.localdate(), starts_on=program.starts_on) if program.starts_on else 1
    return weeks[on - 1] if 1 <= on <= len(weeks) else weeks[0]


def band_of(phase: PlanPhase, *, mark: str, refused: Refused | None = None) -> Band:
    goals = {slot.goal for workout in phase.workouts for slot in workout.slots}
    pk, weeks = phase.tab.pk, len(phase.weeks)
    return Band(
        id=short(pk),
        phase_id=pk,
        name=phase.tab.name,
        weeks=phase.weeks,
        week_ids=phase.tab.weeks,
        sections=[section_of(workout, pk, weeks, mark=mark, refused=refused) for workout in phase.workouts],
        goal=goals.pop() if len(goals) == 1 else "mixed" if goals else "",
        progression=progression_in(slot.scheme for workout in phase.workouts for slot in workout.slots),
        key=new_uuid(),
        refused=form_of(pk, refused),
    )


def form_of(pk: uuid.UUID, refused: Refused | None) -> OneLineForm | None:
    return refused.form if refused is not None and refused.pk == pk else None


def section_of(
    workout: PlanWorkout, phase_id: uuid.UUID, weeks: int, *, mark: str, refused: Refused | None = None
) -> Section:
    lines = [line_of(slot, phase_id, weeks, mark=mark) for slot in workout.slots]
    if refused:  # the page answers at another address then; a quote stands in no text, which is escaped
        lines = [SafeString(line.replace(f'"{FROM_PLAN}', f'"{refused.program}')) for line in lines]
    return Section(
        short(workout.id), workout.id, workout.name, lines, new_uuid(), form_of(workout.id, refused)
    )


def line_of(slot: PlanSlot, phase_id: uuid.UUID, weeks: int, *, mark: str) -> SafeString:
    """A slot's line: a cell for each week of its phase."""
    texts = tuple(
        cell_text(slot.cells.get(number, ()), slot.lift, mark=mark) for number in range(1, weeks + 1)
    )
    scheme = stored_name(slot.scheme)
    return line_html(slot.id, phase_id, slot.code, slot.exercise, slot.goal, slot.note, texts, scheme)


@lru_cache(maxsize=4096)
def line_html(
    slot_id: uuid.UUID,
    phase_id: uuid.UUID,
    code: str,
    exercise: str,
    goal: str,
    note: str,
    texts: tuple[str, ...],
    scheme: str,
) -> SafeString:
    """A line as the page shows it; most of them are as they were when the page was opened last."""
    context = {
        "id": short(slot_id),
        "slot_id": slot_id,
        "phase_id": phase_id,
        "code": code,
        "exercise": exercise,
        "goal": Slot.Goal(goal).label,
        "note": note,
        "scheme": scheme,
        "cells": cells_of(texts),
    }
    return render_to_string("programs/plan_line.html", context)


def cells_of(texts: Sequence[str]) -> list[Cell]:
    before = ("", *texts)
    return [
        Cell(week, bool(text) and text == before[week - 1], cell_html(text))
        for week, text in enumerate(texts, start=1)
    ]
