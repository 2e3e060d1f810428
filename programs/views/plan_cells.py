"""Cells of the plan, typed, pasted, copied and left out; what answers is JSON for the page's scripts."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from programs import bridge
from programs.actions.cell_copies import Copied, Stored, copy_cells
from programs.actions.cell_weeks import Operation, Weeks, by_week, week_after
from programs.actions.cells import CellsChanged, change_cell, change_cells, rows_of_slots
from programs.actions.history import AlreadyDoneError, ChangedSinceError
from programs.actions.numbers import Reach, SetRow, rows_of_slot
from programs.forms.plan_cells import CellTextError, cell_text, one_line, read_text
from programs.models import Program, Revision, Slot
from programs.queries.plan import slot_in_plan
from programs.views.builder import mutation_key, program_of
from programs.views.plan_words import cell_id, pieces_of, says_of_cell
from trainer.http import PersonRequest
from web.numbers import mark_of

CELLS_MOST = 2000  # of one paste or copy
# What reading a list of cells raises for everything else that a request may hold.
NOT_CELLS = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)
UNREADABLE = "This could not be read. Reload the page."
Shown = dict[str, list[str]]  # what cells said and what they say now, by cell_id


def slot_or_404(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID) -> Slot:
    slot = slot_in_plan(program_id, slot_id, request.user)
    if slot is None:
        raise Http404
    return slot


class StaleCellError(Exception):
    """Somebody else changed the cell: what it says now."""

    def __init__(self, stored: str) -> None:
        super().__init__(stored)
        self.stored = stored


@require_POST
def cell_save(request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, week: int) -> HttpResponse:
    """Store what was typed in a cell, in the weeks that it is for; every cell that changed."""
    slot, mark = slot_or_404(request, program_id, slot_id), mark_of(request.user.locale)
    text, was = request.POST.get("text", ""), one_line(request.POST.get("was", ""))

    def read(rows: Sequence[SetRow]) -> Sequence[Operation]:
        stored = cell_text(rows, slot.lift, mark=mark)
        if stored not in (was, one_line(text)):
            raise StaleCellError(stored)
        return read_text(text, rows, slot.lift, whole=written_anew(request)).operations

    try:
        changed = change_cell(
            slot, read, week=week, reach=reach_at(request, week), by=request.user, key=mutation_key(request)
        )
    except AlreadyDoneError:
        return as_they_are([slot], mark)
    except StaleCellError as stale:
        said = "Somebody changed this cell meanwhile."
        return JsonResponse({"said": said, "stored": stale.stored}, status=409)
    except ChangedSinceError as gone:
        raise Http404 from gone
    except ValueError as problem:
        return refused(problem, text)
    return answer(shown(changed, [slot], mark), changed.revision)


def written_anew(request: HttpRequest) -> bool:
    """Whether the text was typed over what stood in the cell, and not changed in place."""
    return request.POST.get("over") == "1"


def reach_at(request: HttpRequest, week: int) -> Reach:
    """The weeks that a change is for; from its own on, unless something else is chosen."""
    asked = request.POST.get("reach", "")
    return Reach(week, asked if asked in ("only", "every") else "following")


def shown(changed: CellsChanged, slots: Iterable[Slot], mark: str) -> Shown:
    """The cells that say something else now."""
    cells: Shown = {}
    for slot in slots:
        before, after = changed.before[slot.pk], changed.after[slot.pk]
        for week in sorted({*before, *after}):
            was, now = before.get(week, []), after.get(week, [])
            if was is now:
                continue
            texts = [cell_text(rows, slot.lift, mark=mark) for rows in (was, now)]
            if texts[0] != texts[1]:
                cells[cell_id(slot.pk, week)] = texts
    return cells


def answer(cells: Mapping[str, list[str]], done: Revision | None, *, status: int = 200) -> JsonResponse:
    """What cells say now, what was done, and how it is undone."""
    said, revision = (f"{done.text}.", str(done.pk)) if done else ("", "")
    return JsonResponse({"cells": cells, "said": said, "revision": revision}, status=status)


def as_they_are(slots: Sequence[Slot], mark: str) -> JsonResponse:
    """Every cell of these slots, for a request that was carried out before and is asked again."""
    cells: Shown = {}
    for slot in slots:
        for week, rows in rows_of_slots([slot])[slot.pk].items():
            text = cell_text(rows, slot.lift, mark=mark)
            cells[cell_id(slot.pk, week)] = [text, text]
    return answer(cells, None)


def refused(problem: ValueError, text: str) -> JsonResponse:
    """Why a text can't be taken, and where in it the trouble is."""
    marked = []
    if isinstance(problem, CellTextError) and problem.end > problem.start:
        line = one_line(text)
        marked = [line[: problem.start], line[problem.start : problem.end], line[problem.end :]]
    return JsonResponse({"said": str(problem), "marked": marked}, status=422)


@require_POST
def cell_preview(
    request: PersonRequest, program_id: uuid.UUID, slot_id: uuid.UUID, week: int
) -> HttpResponse:
    """What was understood of a typed text, and what the cell would become; writes nothing."""
    slot, mark = slot_or_404(request, program_id, slot_id), mark_of(request.user.locale)
    text, weeks = request.POST.get("text", ""), by_week(rows_of_slot(slot.pk))
    rows = weeks.get(week, [])
    try:
        operations = read_text(text, rows, slot.lift, whole=written_anew(request)).operations
        lift = bridge.lift_of(slot, program_method=slot.program.method)
        after = week_after(slot, lift, weeks, week, operations).rows
    except ValueError as problem:
        return refused(problem, text)
    says, severity = says_of_cell(after)
    groups = pieces_of(rows, after, operations, slot.lift, mark=mark)
    return JsonResponse({"groups": groups, "says": says, "severity": severity})


# Many cells


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text for a cell, and what the page shows there."""

    slot_id: uuid.UUID
    week: int
    text: str
    was: str


def listed(request: HttpRequest) -> list[Any]:
    """The cells that a request names, as JSON lists; raises ValueError."""
    items = json.loads(request.POST.get("cells", ""))
    if not isinstance(items, list) or not 0 < len(items) <= CELLS_MOST:
        raise ValueError(f"At most {CELLS_MOST:,} cells at once.")
    return items


def slots_named(program: Program, ids: Iterable[uuid.UUID]) -> list[Slot]:
    """These slots of the program; a stranger's make it 404."""
    wanted = set(ids)
    slots = list(
        Slot.objects.filter(program=program, pk__in=wanted).select_related("exercise", "group__workout")
    )
    if len(slots) != len(wanted):
        raise Http404
    for slot in slots:
        slot.program = program
    return slots


class CellsRefusedError(Exception):
    """Some of many cells can't become what was pasted: by cell, the answer to each."""

    def __init__(self, stale: Shown, problems: dict[str, str]) -> None:
        super().__init__(stale, problems)
        self.stale, self.problems = stale, problems


@require_POST
def plan_paste(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Texts for many cells, each for its own week, as one revision; nothing unless all can be read.

    `cells` lists `[slot, week, text, was]`; an empty text leaves the exercise out.
    """
    program, mark = program_of(request, program_id), mark_of(request.user.locale)
    try:
        pasted = [
            Pasted(uuid.UUID(slot), int(week), str(text), one_line(str(was)))
            for slot, week, text, was in listed(request)
        ]
    except NOT_CELLS:
        return JsonResponse({"said": UNREADABLE}, status=422)
    slots = slots_named(program, (item.slot_id for item in pasted))
    read = Reading(pasted, {slot.pk: slot for slot in slots}, mark)
    text = words_of_paste(pasted, slots)
    try:
        changed = change_cells(program, slots, read, text=text, by=request.user, key=mutation_key(request))
    except AlreadyDoneError:
        return as_they_are(slots, mark)
    except ChangedSinceError as gone:
        raise Http404 from gone
    except CellsRefusedError as problem:
        return not_pasted(problem)
    except ValueError as problem:
        return JsonResponse({"said": str(problem), "problems": {}}, status=422)
    return answer(shown(changed, slots, mark), changed.revision)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the pasted texts of many cells; raises CellsRefusedError for all that can't be at once."""

    pasted: Sequence[Pasted]
    slots: Mapping[uuid.UUID, Slot]
    mark: str

    def __call__(self, stored: Mapping[uuid.UUID, Weeks]) -> dict[uuid.UUID, dict[int, Sequence[Operation]]]:
        cells: dict[uuid.UUID, dict[int, Sequence[Operation]]] = {}
        stale: Shown = {}
        problems: dict[str, str] = {}
        for item in self.pasted:
            name, slot = cell_id(item.slot_id, item.week), self.slots[item.slot_id]
            rows = stored[item.slot_id].get(item.week, [])
            now = cell_text(rows, slot.lift, mark=self.mark)
            if now not in (item.was, one_line(item.text)):
                stale[name] = [item.was, now]
                continue
            try:
                read = read_text(item.text, rows, slot.lift, whole=True)
                lift = bridge.lift_of(slot, program_method=slot.program.method)
                week_after(slot, lift, stored[item.slot_id], item.week, read.operations)
            except ValueError as problem:
                problems[name] = str(problem)
            else:
                cells.setdefault(item.slot_id, {})[item.week] = read.operations
        if stale or problems:
            raise CellsRefusedError(stale, problems)
        return cells


def not_pasted(refusal: CellsRefusedError) -> JsonResponse:
    """Nothing was written: which cells somebody changed meanwhile, or which texts can't be read."""
    if refusal.stale:
        some = "this cell" if len(refusal.stale) == 1 else f"{len(refusal.stale)} of these cells"
        said = f"Somebody changed {some} meanwhile. Nothing was changed: look again and repeat it."
        return JsonResponse({"said": said, "cells": refusal.stale}, status=409)
    count = len(refusal.problems)
    said = "One cell" if count == 1 else f"{count} cells"
    said = f"{said} could not be read, so nothing was pasted."
    return JsonResponse({"said": said, "problems": refusal.problems}, status=422)


def words_of_paste(pasted: Sequence[Pasted], slots: Sequence[Slot]) -> str:
    """What was done, for the history."""
    emptied = not any(one_line(item.text) for item in pasted)
    if len(slots) == 1:
        weeks = words_of_weeks([item.week for item in pasted])
        return f"{slots[0].exercise.name}: {'left out' if emptied else 'pasted'}, {weeks}"
    return f"{'Left out' if emptied else 'Pasted'} {len(pasted)} cells"


def words_of_weeks(weeks: Iterable[int]) -> str:
    """`week 3`, `weeks 3 to 5`, `weeks 1, 3, 4`."""
    numbers = sorted(set(weeks))
    if len(numbers) == 1:
        return f"week {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"weeks {numbers[0]} to {numbers[-1]}"
    return f"weeks {', '.join(map(str, numbers))}"


@require_POST
def plan_copy(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Make weeks like another week of the same slot: fill to the right, paste within the plan.

    `cells` lists `[slot, from week, to week, was]`.
    """
    program, mark = program_of(request, program_id), mark_of(request.user.locale)
    wanted: dict[tuple[uuid.UUID, int], list[int]] = {}
    seen: dict[tuple[uuid.UUID, int], str] = {}
    try:
        for slot_id, source, target, was in listed(request):
            wanted.setdefault((uuid.UUID(slot_id), int(source)), []).append(int(target))
            seen[uuid.UUID(slot_id), int(target)] = one_line(str(was))
    except NOT_CELLS:
        return JsonResponse({"said": UNREADABLE}, status=422)
    slots = {slot.pk: slot for slot in slots_named(program, (slot_id for slot_id, _ in wanted))}
    copies = [Copied(slot_id, source, tuple(targets)) for (slot_id, source), targets in wanted.items()]
    before: Shown = {}

    def check(cells: Stored) -> None:
        stale: Shown = {}
        for (slot_id, week), was in seen.items():
            now = cell_text(cells.get((slot_id, week), []), slots[slot_id].lift, mark=mark)
            before[cell_id(slot_id, week)] = [now, now]
            if now != was:
                stale[cell_id(slot_id, week)] = [was, now]
        if stale:
            raise CellsRefusedError(stale, {})

    try:
        done = copy_cells(
            program,
            copies,
            text=words_of_copies(copies, slots),
            by=request.user,
            check=check,
            key=mutation_key(request),
        )
    except AlreadyDoneError:
        return as_they_are(list(slots.values()), mark)
    except CellsRefusedError as problem:
        return not_pasted(problem)
    if done is None:
        return answer({}, None)
    stored = rows_of_slots(list(slots.values()))
    cells = {
        cell_id(slot_id, week): [
            before[cell_id(slot_id, week)][0],
            cell_text(stored[slot_id].get(week, []), slots[slot_id].lift, mark=mark),
        ]
        for slot_id, week in seen
    }
    return answer(cells, done)


def words_of_copies(copies: Sequence[Copied], slots: Mapping[uuid.UUID, Slot]) -> str:
    """What was done, for the history."""
    if len(copies) == 1:
        name = slots[copies[0].slot_id].exercise.name
        return f"{name}: week {copies[0].source} copied to {words_of_weeks(copies[0].targets)}"
    return f"Copied {sum(len(item.targets) for item in copies)} cells"
