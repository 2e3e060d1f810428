"""Rows of the builder: preview while typing, save, toggle, move, add, remove."""

import uuid
from dataclasses import fields, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from programs import bridge
from programs.actions.history import AlreadyDoneError
from programs.actions.slots import (
    Edit,
    add_slot,
    edit_slot,
    edited_after,
    move_slot,
    outcome_of,
    remove_slot,
    set_note,
    toggle_slots,
)
from programs.forms.cells import FIELDS, LABELS, CellError, parse_cell
from programs.models import Exercise, Program, Slot, Workout
from programs.queries.builder import Glance, GridRow, glance, keep_rows, rows_at
from programs.queries.exercises import best_match
from programs.views.builder import after_change, builder_context, carry_out, mutation_key, program_of
from programs.views.grid import Unsaved, max_wanted, says_of, short, texts_of
from programs.views.panel import panel_of
from trainer.http import PersonRequest
from web.numbers import mark_of

NOTE_LONGEST = 1000
GOALS = tuple(Slot.Goal.values)
_STORED = [name for name in bridge.RESOLVED if name in {item.name for item in fields(GridRow)}]


def rows_and_row(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID
) -> tuple[Glance, list[GridRow], GridRow]:
    """The rows of the slot's phase, and the slot's own; 404 for strangers."""
    seen = glance(program_id, slot_id, request.user)
    if seen is not None:
        rows = rows_at(program_id, seen)
        for row in rows:
            if row.slot_id == slot_id:
                return seen, rows, row
    raise Http404


def slot_of(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> Slot:
    slots = Slot.objects.filter(program__in=Program.objects.visible_to(request.user), program=program_id)
    related = slots.select_related("program__client", "exercise", "group__workout")
    return get_object_or_404(related, pk=slot_id)


def phase_of(slot: Slot) -> str:
    return str(slot.group.workout.phase_id)


def changed_cells(request: HttpRequest) -> dict[str, str]:
    """Which numbers the trainer changed, with what stood there: the named one, or all that differ."""
    if "field" in request.POST:
        name = request.POST["field"]
        return {name: request.POST.get("was", "")} if name in FIELDS else {}
    was = dict(zip(FIELDS, request.POST.get("was", "").split("|"), strict=False))
    return {name: text for name, text in was.items() if request.POST.get(name, text) != text}


def edits_in(request: HttpRequest, row: GridRow, names: list[str]) -> list[Edit]:
    """The typed cells, parsed; raises CellError."""
    lift = row.lift
    return [
        Edit(
            field=name,
            value=parse_cell(name, request.POST.get(name, ""), unit=lift["unit"], timed=lift["timed"]),
            text=f"{name} {request.POST.get(name, '').strip()}",
        )
        for name in names
    ]


def note_in(request: HttpRequest) -> str | None:
    """The note, when that is what was typed (or may have been, without JavaScript)."""
    if request.POST.get("field", "note") != "note" or "note" not in request.POST:
        return None
    note = request.POST["note"].strip()
    if len(note) > NOTE_LONGEST:
        raise CellError(f"Note: at most {NOTE_LONGEST} characters.")
    return note


@require_POST
def slot_preview(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """What the typed value would make of the row and the week; nothing is written. Three queries."""
    _, rows, row = rows_and_row(request, program_id, slot_id)
    try:
        fresh = edited_row(row, edits_in(request, row, list(changed_cells(request))))
    except ValueError as problem:
        return row_problem(request, program_id, row, problem)
    return row_answer(request, [fresh if item is row else item for item in rows], fresh)


def edited_row(row: GridRow, edits: list[Edit]) -> GridRow:
    """What the edits make of a row; raises the engine's ValueError."""
    lift = bridge.thaw_lift(row.lift, method=row.in_force)
    outcome = outcome_of(edits, bridge.targets_of(row, goal=row.goal), lift)
    columns = bridge.columns_of(outcome.targets, lift, edited=edited_after(outcome, row, edits))
    return replace(row, **{name: columns[name] for name in _STORED})


@require_POST
def slot_save(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Store what was typed, unless somebody changed the same cell meanwhile."""
    seen, rows, row = rows_and_row(request, program_id, slot_id)
    changed, key = changed_cells(request), mutation_key(request)

    def look_again(revision: int) -> Slot:
        nonlocal seen, rows, row
        seen = replace(seen, revision=revision)
        rows = rows_at(program_id, seen)
        row = next((item for item in rows if item.slot_id == slot_id), row)
        refuse_stale(request, row, changed)
        return slot_in_hand(program_id, seen, row)

    try:
        refuse_stale(request, row, changed)
        edits, note = edits_in(request, row, list(changed)), note_in(request)
        slot, revision = slot_in_hand(program_id, seen, row), None
        if edits:
            revision = edit_slot(slot, edits, by=request.user, key=key, look_again=look_again)
    except AlreadyDoneError:
        return saved_row(request, program_id, slot_id)  # what the first request made
    except StaleCellError as stale:
        return conflict(request, program_id, row, stale)
    except ValueError as problem:
        return row_problem(request, program_id, row, problem)
    if note is not None and note != row.note:
        set_note(slot, note, by=request.user, key=None if edits else key)
        return saved_row(request, program_id, slot_id)
    if revision is not None:
        fresh = edited_row(row, edits)
        rows = [fresh if item is row else item for item in rows]
        keep_rows(program_id, replace(seen, revision=revision.number), rows)
        row = fresh
    if request.htmx:
        return row_answer(request, rows, row, saved=True)
    return saved_row(request, program_id, slot_id)


class StaleCellError(Exception):
    """Somebody else changed the cell that was typed in: what it is now."""

    def __init__(self, name: str, stored: str) -> None:
        super().__init__(name, stored)
        self.name, self.stored = name, stored


def refuse_stale(request: PersonRequest, row: GridRow, changed: dict[str, str]) -> None:
    """Refuse a cell whose stored value is neither what the page showed nor what was typed."""
    stored = texts_of(row, mark=mark_of(request.user.locale))
    for name, was in changed.items():
        if stored[name] not in (was, request.POST.get(name, "").strip()):
            raise StaleCellError(name, stored[name])


def slot_in_hand(program_id: uuid.UUID, seen: Glance, row: GridRow) -> Slot:
    """The slot that a row was read from, without reading it again."""
    program = Program(
        id=program_id, studio_id=seen.studio_id, method=row.program_method, revision=seen.revision
    )
    return Slot(
        id=row.slot_id,
        program=program,
        studio_id=seen.studio_id,
        exercise=Exercise(id=row.exercise_id, name=row.exercise),
        goal=row.goal,
        method=row.method,
        note=row.note,
        lift=row.lift,
    )


@require_POST
def slot_goal(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """Toggle one row between hypertrophy and strength."""
    slot = slot_of(request, program_id, slot_id)
    goal = request.POST.get("goal", "")
    if goal not in GOALS:
        return HttpResponse("Choose hypertrophy or strength.", status=422)
    try:
        scope = slot.exercise.name
        toggle_slots(slot.program, [slot], goal, scope=scope, by=request.user, key=mutation_key(request))
    except AlreadyDoneError:
        pass
    return saved_row(request, program_id, slot_id)


def saved_row(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    """The row as it now stands; without htmx, the builder page at that row."""
    _, rows, row = rows_and_row(request, program_id, slot_id)
    if request.htmx:
        return row_answer(request, rows, row, saved=True)
    slot = slot_of(request, program_id, slot_id)
    address = reverse("program_detail", args=[program_id])
    return redirect(f"{address}?phase={phase_of(slot)}#{short(slot_id)}")


def row_answer(
    request: PersonRequest, rows: list[GridRow], row: GridRow, *, saved: bool = False
) -> HttpResponse:
    """Only what differs from what the page shows: cells, sentence, totals, findings."""
    panel = panel_of(rows, unit=row.lift["unit"], weeks=row.week_count, mark=mark_of(request.user.locale))
    says, severity = says_of(row.effective)
    shown = request.POST
    texts = texts_of(row, mark=mark_of(request.user.locale)) | ({"note": row.note} if saved else {})
    context = {
        "id": short(row.slot_id),
        "cells": [item for item in texts.items() if saved or shown.get(item[0], "").strip() != item[1]],
        "max_wanted": max_wanted(row),
        "saved": saved,
        "says": says,
        "severity": severity,
        "goal": row.goal,
        "panel": panel,
        "workout": short(row.workout_id),
        "minutes": panel.minutes[row.workout_id],
        "findings_are_new": shown.get("findings") != panel.findings_digest,
        "muscles_are_new": shown.get("muscles") != panel.muscles_digest,
    }
    return TemplateResponse(request, "programs/row_answer.html", context)


def row_problem(
    request: PersonRequest, program_id: uuid.UUID, row: GridRow, problem: ValueError
) -> HttpResponse:
    """What is wrong with a typed value, beside its row; what was typed stays."""
    names = list(changed_cells(request))
    if request.htmx:
        context = {
            "id": short(row.slot_id),
            "name": names[0] if names else "",
            "text": request.POST.get(names[0], "") if names else "",
            "problem": str(problem),
        }
        return TemplateResponse(request, "programs/row_problem.html", context, status=422)
    slot = slot_of(request, program_id, row.slot_id)
    typed = {name: request.POST.get(name, "") for name in names}
    unsaved = Unsaved(slot_id=row.slot_id, cells=typed, problem=str(problem))
    context = builder_context(request, slot.program, phase_of(slot), unsaved=unsaved)
    return TemplateResponse(request, "programs/builder.html", context, status=422)


def conflict(
    request: PersonRequest, program_id: uuid.UUID, row: GridRow, stale: StaleCellError
) -> HttpResponse:
    """Somebody changed this cell meanwhile: both values, and a choice. Nothing was written."""
    context = {
        "program_id": program_id,
        "row": row,
        "id": short(row.slot_id),
        "name": stale.name,
        "label": LABELS[stale.name],
        "stored": stale.stored,
        "typed": request.POST.get(stale.name, ""),
    }
    template = "programs/row_conflict.html" if request.htmx else "programs/row_conflict_page.html"
    return TemplateResponse(request, template, context, status=409)


# Structure: these answer the whole grid


@require_POST
def slot_add(request: PersonRequest, program_id: uuid.UUID, workout_id: uuid.UUID) -> HttpResponse:
    """Add the chosen exercise, or the best match of what was typed."""
    program = program_of(request, program_id)
    workouts = Workout.objects.select_related("program__client")
    workout = get_object_or_404(workouts, pk=workout_id, program=program)
    phase = str(workout.phase_id)
    exercise = chosen_exercise(request)
    if exercise is None:
        said = "No exercise of this name was found. Try another word, or add your own under Exercises."
        return after_change(request, program, said=said, phase=phase, status=422)
    key = mutation_key(request)
    return carry_out(
        request, program, lambda: add_slot(workout, exercise, by=request.user, key=key), phase=phase
    )


def chosen_exercise(request: PersonRequest) -> Exercise | None:
    exercises = Exercise.objects.visible_to(request.user).current()
    try:
        return exercises.filter(pk=uuid.UUID(request.POST.get("exercise", ""))).first()
    except ValueError:
        return best_match(request.user, request.POST.get("q", "")[:80])


@require_POST
def slot_move(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    slot = slot_of(request, program_id, slot_id)
    down, key = request.POST.get("down") == "1", mutation_key(request)
    return carry_out(
        request,
        slot.program,
        lambda: move_slot(slot, down=down, by=request.user, key=key),
        phase=phase_of(slot),
    )


@require_POST
def slot_remove(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> HttpResponse:
    slot = slot_of(request, program_id, slot_id)
    phase, key = phase_of(slot), mutation_key(request)
    return carry_out(request, slot.program, lambda: remove_slot(slot, by=request.user, key=key), phase=phase)
