"""Numbers of the builder's rows: preview while typing, save, pin."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from programs import bridge
from programs.actions.history import AlreadyDoneError, ChangedSinceError
from programs.actions.numbers import Edit, New, Reach, after_edits, after_pin, edit_slot, pin_field
from programs.actions.slots import set_note
from programs.forms.cells import FIELDS, LABELS, CellError, parse_cell
from programs.models import Exercise, Program, Slot
from programs.prescription import Field, Outcome
from programs.queries.builder import Glance, GridRow, glance, keep_rows, rows_at
from programs.views.builder import mutation_key, week_in
from programs.views.grid import line_id, marks_of, max_wanted, says_of, short, texts_of
from programs.views.panel import panel_of
from programs.views.slot_page import slot_page
from trainer.http import PersonRequest
from web.numbers import mark_of

NOTE_LONGEST = 1000
STORED = [name for name in bridge.RESOLVED if name in {item.name for item in fields(GridRow)}]


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the grid, found for a trainer: the phase's rows, and the line's own."""

    seen: Glance
    rows: list[GridRow]
    row: GridRow

    @property
    def week(self) -> list[GridRow]:
        """All rows of the line's slot, the lead first."""
        return sorted(
            (row for row in self.rows if row.slot_id == self.row.slot_id), key=lambda row: row.position
        )

    def with_rows(self, fresh: Sequence[GridRow], *, revision: int | None = None) -> "Place":
        """The same place with some rows exchanged for newer ones."""
        newer = {(row.slot_id, row.position): row for row in fresh}
        rows = [newer.get((row.slot_id, row.position), row) for row in self.rows]
        seen = self.seen if revision is None else replace(self.seen, revision=revision)
        return Place(seen, rows, newer.get((self.row.slot_id, self.row.position), self.row))


def place_of(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int) -> Place:
    """A line that this trainer may see; a stranger gets 404."""
    seen = glance(program_id, slot_id, request.user)
    if seen is None:
        raise Http404
    return place_in(program_id, replace(seen, week=week_in(request)), slot_id, position)


def place_in(program_id: uuid.UUID, seen: Glance, slot_id: uuid.UUID, position: int) -> Place:
    rows = rows_at(program_id, seen)
    for row in rows:
        if row.slot_id == slot_id and row.position == position:
            return Place(seen, rows, row)
    raise Http404


def reach_in(request: HttpRequest) -> Reach:
    """The weeks that a change is for; from the one that is looked at on, unless something else is chosen."""
    asked = request.POST.get("reach", "")
    return Reach(week_in(request), asked if asked in ("only", "every") else "following")


def changed_cells(request: HttpRequest) -> dict[str, str]:
    """Which cells the trainer changed, with what stood there: the named one, or all that differ."""
    if "field" in request.POST:
        name = request.POST["field"]
        return {name: request.POST.get("was", "")} if name in FIELDS or name == "note" else {}
    was = {name: request.POST.get(f"was-{name}", "") for name in (*FIELDS, "note")}
    return {name: text for name, text in was.items() if request.POST.get(name, text) != text}


def edits_in(request: HttpRequest, row: GridRow, names: Sequence[str]) -> list[Edit]:
    """The typed numbers, parsed; raises CellError."""
    lift = row.lift
    return [
        Edit(
            field=name,
            value=parse_cell(name, request.POST.get(name, ""), unit=lift["unit"], timed=lift["timed"]),
            text=f"{name} {request.POST.get(name, '').strip()}",
        )
        for name in names
        if name in FIELDS
    ]


def note_in(request: HttpRequest, names: Sequence[str]) -> str | None:
    """The typed note, when that is what was typed."""
    if "note" not in names:
        return None
    note = request.POST.get("note", "").strip()
    if len(note) > NOTE_LONGEST:
        raise CellError(f"Note: at most {NOTE_LONGEST} characters.")
    return note


@require_POST
def slot_preview(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int
) -> HttpResponse:
    """What the typed value would make of the row and the week; nothing is written. Three queries."""
    place = place_of(request, program_id, slot_id, position)
    try:
        did = edited(place, edits_in(request, place.row, list(changed_cells(request))))
    except ValueError as problem:
        return row_problem(request, place, problem)
    return row_answer(request, place.with_rows(did.rows), did)


@dataclass(frozen=True, slots=True)
class Did:
    """What a change made of a slot's rows, and what it says about itself."""

    rows: list[GridRow] = field(default_factory=list)
    words: str = ""

    @classmethod
    def of(cls, outcome: Outcome, new: New, week: Sequence[GridRow]) -> "Did":
        rows = []
        for row in week:
            if row.position in new:
                targets, typed = new[row.position]
                lift = bridge.thaw_lift(row.lift, method=row.in_force)
                columns = bridge.columns_of(targets, lift, edited=typed, set_type=row.set_type)
                rows.append(replace(row, **{name: columns[name] for name in STORED}))
        said = [item.because for item in outcome.changes if item.because != "typed"]
        said += ["the sets that follow it moved too"] if len(rows) > 1 else []
        return cls(rows, "; ".join(dict.fromkeys(said)))


def edited(place: Place, edits: list[Edit]) -> Did:
    """What the edits make of a slot's rows; raises the engine's ValueError."""
    row, week = place.row, place.week
    lift = bridge.thaw_lift(row.lift, method=row.in_force)
    return Did.of(*after_edits(week, row.position, edits, goal=row.goal, lift=lift), week)


@require_POST
def slot_save(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int
) -> HttpResponse:
    """Store what was typed, unless somebody changed the same cell meanwhile."""
    place = place_of(request, program_id, slot_id, position)
    changed, key = changed_cells(request), mutation_key(request)

    def look_again(revision: int) -> Slot:
        nonlocal place
        place = place_in(program_id, replace(place.seen, revision=revision), slot_id, position)
        refuse_stale(request, place.row, changed)
        return slot_in_hand(program_id, place)

    revision, did = None, Did()
    try:
        refuse_stale(request, place.row, changed)
        edits, note = edits_in(request, place.row, list(changed)), note_in(request, list(changed))
        slot = slot_in_hand(program_id, place)
        if edits:
            revision = edit_slot(
                slot,
                edits,
                by=request.user,
                position=position,
                reach=reach_in(request),
                key=key,
                look_again=look_again,
            )
        if note is not None and note != place.row.note:
            set_note(slot, note, by=request.user, key=None if edits else key)
            return saved_row(request, program_id, slot_id, position)
    except AlreadyDoneError:
        return saved_row(request, program_id, slot_id, position)  # what the first request made
    except StaleCellError as stale:
        return conflict(request, place, stale)
    except ChangedSinceError as gone:
        raise Http404 from gone
    except ValueError as problem:
        return row_problem(request, place, problem)
    overtaken = revision is not None and revision.number != place.seen.revision + 1
    if revision is not None and (overtaken or place.row.scheme):  # more moved than what was typed
        return saved_row(request, program_id, slot_id, position, edited(place, edits).words)
    if revision is not None:
        did = edited(place, edits)
        place = place.with_rows(did.rows, revision=revision.number)
        keep_rows(program_id, place.seen, place.rows)
    if request.htmx:
        return row_answer(request, place, did, saved=True)
    return saved_row(request, program_id, slot_id, position)


class StaleCellError(Exception):
    """Somebody else changed the cell that was typed in: what it is now."""

    def __init__(self, name: str, stored: str) -> None:
        super().__init__(name, stored)
        self.name, self.stored = name, stored


def refuse_stale(request: PersonRequest, row: GridRow, changed: dict[str, str]) -> None:
    """Refuse a cell whose stored value is neither what the page showed nor what was typed."""
    stored = texts_of(row, mark=mark_of(request.user.locale)) | {"note": row.note}
    for name, was in changed.items():
        if stored[name] not in (was, request.POST.get(name, "").strip()):
            raise StaleCellError(name, stored[name])


def slot_in_hand(program_id: uuid.UUID, place: Place) -> Slot:
    """The slot that a row was read from, without reading it again."""
    row, seen = place.row, place.seen
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
        scheme=row.scheme,
    )


@require_POST
def slot_pin(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, position: int
) -> HttpResponse:
    """Hold a number, or let it go; `on` says which, so that a repeat changes nothing."""
    place = place_of(request, program_id, slot_id, position)
    name = request.POST.get("pin", "")
    if name not in FIELDS:
        return HttpResponse("Choose a number to pin.", status=422)
    pinned = "1" in (request.POST.get("on"), request.GET.get("on"))
    row, week = place.row, place.week
    lift = bridge.thaw_lift(row.lift, method=row.in_force)
    did = Did.of(*after_pin(week, position, Field(name), pinned=pinned, goal=row.goal, lift=lift), week)
    with suppress(AlreadyDoneError):
        pin_field(
            slot_in_hand(program_id, place),
            Field(name),
            pinned=pinned,
            by=request.user,
            position=position,
            reach=reach_in(request),
            key=mutation_key(request),
        )
    words = f"{LABELS[name].lower()} {'pinned' if pinned else 'unpinned'}"
    return saved_row(request, program_id, slot_id, position, "; ".join(filter(None, (words, did.words))))


def saved_row(
    request: PersonRequest,
    program_id: uuid.UUID,
    slot_id: uuid.UUID,
    position: int,
    words: str = "",
) -> HttpResponse:
    """The row as it now stands; without htmx, the builder page at that row."""
    place = place_of(request, program_id, slot_id, position)
    if request.htmx:
        return row_answer(request, place, Did(place.week, words), saved=True)
    address = reverse("program_detail", args=[program_id])
    return redirect(f"{address}?phase={place.seen.phase_id}#{short(slot_id)}")


@dataclass(frozen=True, slots=True)
class Patch:
    """A cell of the page that is to show something else."""

    id: str
    text: str
    mark: str


def row_answer(request: PersonRequest, place: Place, did: Did, *, saved: bool = False) -> HttpResponse:
    """Only what differs from what the page shows: cells, sentence, totals, findings."""
    row, mark = place.row, mark_of(request.user.locale)
    panel = panel_of(place.rows, mark=mark)
    says, severity = says_of(row.effective, did.words)
    shown = request.POST
    context = {
        "id": line_id(row),
        "cells": patches(request, row, did, mark=mark, saved=saved),
        "max_wanted": max_wanted(row),
        "saved": saved,
        "says": says,
        "severity": severity,
        "panel": panel,
        "workout": short(row.workout_id),
        "minutes": panel.minutes[row.workout_id],
        "findings_are_new": shown.get("findings") != panel.findings_digest,
        "muscles_are_new": shown.get("muscles") != panel.muscles.digest,
    }
    return TemplateResponse(request, "programs/row_answer.html", context)


def patches(request: PersonRequest, row: GridRow, did: Did, *, mark: str, saved: bool) -> list[Patch]:
    """The cells to send: all of a saved row and of those that follow it, else only what differs."""
    shown = request.POST
    marks = dict(zip(FIELDS, shown.get("marks", "").split("|"), strict=False))
    found = []
    for item in did.rows or [row]:
        itself = item.position == row.position
        texts, now = texts_of(item, mark=mark), marks_of(item)
        found += [
            Patch(f"{line_id(item)}-{name}", text, now[name])
            for name, text in texts.items()
            if saved
            or not itself
            or shown.get(name, "").strip() != text
            or marks.get(name, now[name]) != now[name]
        ]
    if saved and row.is_lead:
        found.append(Patch(f"{line_id(row)}-note", row.note, ""))
    return found


def row_problem(request: PersonRequest, place: Place, problem: ValueError) -> HttpResponse:
    """What is wrong with a typed value, beside its row; what was typed stays."""
    names = list(changed_cells(request))
    if request.htmx:
        context = {
            "id": line_id(place.row),
            "name": names[0] if names else "",
            "text": request.POST.get(names[0], "") if names else "",
            "problem": str(problem),
        }
        return TemplateResponse(request, "programs/row_problem.html", context, status=422)
    typed = {name: request.POST.get(name, "") for name in names}
    return slot_page(
        request, place.rows, place.row.slot_id, typed=(place.row.position, typed), problem=str(problem)
    )


def conflict(request: PersonRequest, place: Place, stale: StaleCellError) -> HttpResponse:
    """Somebody changed this cell meanwhile: both values, and a choice. Nothing was written."""
    context = {
        "program_id": place.row.program_id,
        "row": place.row,
        "id": line_id(place.row),
        "name": stale.name,
        "label": LABELS.get(stale.name, "Note"),
        "stored": stale.stored,
        "typed": request.POST.get(stale.name, ""),
    }
    template = "programs/row_conflict.html" if request.htmx else "programs/row_conflict_page.html"
    return TemplateResponse(request, template, context, status=409)
