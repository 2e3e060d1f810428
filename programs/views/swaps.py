"""Swapping an exercise everywhere in a program, or in one phase: what it would do first, then doing it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from programs.actions.history import AlreadyDoneError
from programs.actions.swaps import slots_with, swap_everywhere, swapped
from programs.documents import Values, values_of
from programs.models import Exercise, Phase, Program, SetGroup, Slot
from programs.queries.exercises import best_match
from programs.queries.swaps import exercises_in
from programs.views.builder import mutation_key, program_of
from programs.views.differences import amount, texts_of
from programs.views.weeks import identifiers
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of

ALL_OUT = "all-out"


@dataclass(frozen=True, slots=True)
class Swap:
    """What is asked for: which exercise, in which phase (or everywhere), for which other one."""

    exercise: Exercise | None
    phase: Phase | None
    to: Exercise | None

    @classmethod
    def asked(cls, request: PersonRequest, program: Program) -> "Swap":
        asked = request.POST if request.method == "POST" else request.GET
        visible = Exercise.objects.visible_to(request.user)
        to = visible.current().filter(pk__in=identifiers([asked.get("exercise", "")])).first()
        return cls(
            visible.filter(pk__in=identifiers([asked.get("from", "")])).first(),
            Phase.objects.filter(program=program, pk__in=identifiers([asked.get("phase", "")])).first(),
            to or best_match(request.user, asked.get("q", "")[:80]),
        )


@dataclass(frozen=True, slots=True)
class SwapLine:
    """One row before and after: what stays, and what follows."""

    where: str
    amount: str
    rir: tuple[str, str]
    load: tuple[str, str]


@require_http_methods(["GET", "POST"])
def program_swap(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Choose, look, swap."""
    program = program_of(request, program_id)
    swap = Swap.asked(request, program)
    if request.method == "POST" and swap.exercise and swap.to:
        return carried_out(request, program, swap.exercise, swap)
    lines: list[SwapLine] = []
    cells = 0
    if swap.exercise and swap.to and swap.to != swap.exercise:
        slots, rows = slots_with(program, swap.exercise, phase=swap.phase)
        lines = swap_lines(program, slots, rows, swap.to, mark=mark_of(request.user.locale))
        cells = len({(row.slot_id, row.week_id) for row in rows})
    context = {
        "program": program,
        "swap": swap,
        "exercises": exercises_in(program, swap.phase.pk if swap.phase else None),
        "phases": list(program.phases.order_by("position", "id")),
        "lines": lines,
        "cells": cells,
        "q": request.GET.get("q", "")[:80],
        "key": new_uuid(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "programs/swap.html", context, status=status)


def carried_out(request: PersonRequest, program: Program, exercise: Exercise, swap: Swap) -> HttpResponse:
    """Swap, and back to the builder with what was done."""
    assert swap.to is not None
    try:
        done = swap_everywhere(
            program, exercise, swap.to, phase=swap.phase, by=request.user, key=mutation_key(request)
        )
        messages.success(request, f"{done.text}." if done else f"{exercise.name} is nowhere in it.")
    except AlreadyDoneError:
        messages.success(request, f"Swapped {exercise.name} for {swap.to.name}.")
    address = reverse("program_detail", args=[program.pk])
    return redirect(f"{address}?phase={swap.phase.pk}" if swap.phase else address)


def swap_lines(
    program: Program, slots: Sequence[Slot], rows: Sequence[SetGroup], to: Exercise, *, mark: str
) -> list[SwapLine]:
    """The first working sets of each slot on both sides; the rows are changed in memory only."""
    leads: dict[uuid.UUID, SetGroup] = {}
    for row in rows:
        if row.position == 1:
            leads.setdefault(row.slot_id, row)
    before = {pk: values_of(row) for pk, row in leads.items()}
    swapped(program, slots, rows, to)
    return [
        swap_line(slot, before[slot.pk], values_of(leads[slot.pk]), mark)
        for slot in slots
        if slot.pk in leads
    ]


def swap_line(slot: Slot, before: Values, after: Values, mark: str) -> SwapLine:
    workout = slot.group.workout
    without_load = after | {"effective": after["effective"] | {"load": None, "added": None}}
    return SwapLine(
        where=f"{workout.phase.name}, {workout.name}",
        amount=amount(without_load, mark),
        rir=(effort_of(before, mark), effort_of(after, mark)),
        load=(load_of(before, mark), load_of(after, mark)),
    )


def effort_of(row: Values, mark: str) -> str:
    return ALL_OUT if row["effective"]["all_out"] else texts_of(row, mark)["rir"]


def load_of(row: Values, mark: str) -> str:
    text = texts_of(row, mark)["load"]
    return f"{text} {row['effective']['unit']}" if text else ""
