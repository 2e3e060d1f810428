"""One slot of a program: everything that can be done with it, beneath its row or as a page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from programs.forms.cells import FIELDS, LABELS, NAMES
from programs.models import SetGroup, Workout
from programs.progressions import stored_name
from programs.queries.builder import GridRow, codes
from programs.views.grid import line_id, load_suffix, says_of, texts_of, type_name
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import mark_of


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a set group, for the page without a grid."""

    name: str
    short: str
    label: str
    text: str
    was: str
    suffix: str
    pinned: bool
    why: str


@dataclass(frozen=True, slots=True)
class Sets:
    """One set group of the slot."""

    id: str
    title: str
    is_lead: bool
    address: str
    numbers: list[Number]
    says: str
    summary: str


def slot_page(
    request: PersonRequest,
    rows: Sequence[GridRow],
    slot_id: uuid.UUID,
    *,
    typed: tuple[int, dict[str, str]] | None = None,
    problem: str = "",
) -> HttpResponse:
    """The slot among the rows of its phase; `typed` is what could not be taken, by position."""
    mark = mark_of(request.user.locale)
    mine = [row for row in rows if row.slot_id == slot_id]
    lead = next(row for row in mine if row.is_lead)
    siblings = {row.slot_id for row in rows if row.group_id == lead.group_id}
    groups = list(dict.fromkeys(row.group_id for row in rows if row.workout_id == lead.workout_id))
    unsaved = {typed[0]: typed[1]} if typed else {}
    context = {
        "address": reverse("slot_detail", args=[lead.program_id, slot_id]),
        "builder": f"{reverse('program_detail', args=[lead.program_id])}?phase={lead.phase_id}",
        "program_id": lead.program_id,
        "phase_id": lead.phase_id,
        "slot_id": slot_id,
        "lead": lead,
        "code": codes(rows)[slot_id],
        "sets": [sets_view(row, unsaved.get(row.position, {}), mark=mark) for row in mine],
        "types": [(value, label) for value, label in SetGroup.Type.choices if len(mine) < 10],
        "joined": len(siblings) > 1,
        "can_join": groups.index(lead.group_id) > 0,
        "workouts": list(Workout.objects.filter(phase=lead.phase_id).order_by("position", "id")),
        "other_goal": "strength" if lead.goal == "hypertrophy" else "hypertrophy",
        "in_force": lead.in_force,
        "scheme": stored_name(lead.scheme),
        "problem": problem,
        "week": lead.week,
        "weeks": lead.week_count,
        "key": new_uuid(),
    }
    template = "programs/slot.html#slot" if request.htmx else "programs/slot.html"
    return TemplateResponse(request, template, context, status=422 if problem else 200)


def sets_view(row: GridRow, typed: dict[str, str], *, mark: str) -> Sets:
    texts = texts_of(row, mark=mark)
    slot = reverse("slot_detail", args=[row.program_id, row.slot_id])
    address = f"{slot}sets/{row.position}/"
    suffix = {"intensity": "%", "load": load_suffix(row.lift)}
    numbers = [
        Number(
            name=name,
            short=NAMES[name],
            label=LABELS[name],
            text=typed.get(name, texts[name]),
            was=texts[name],
            suffix=suffix.get(name, ""),
            pinned=name in row.pins,
            why=f"{address}why/{name}/",
        )
        for name in FIELDS
    ]
    amounts = [f"{texts['sets']} x {texts['reps']}"]
    amounts += [f"{texts['intensity']} %"] if texts["intensity"] else []
    amounts += [f"{texts['load']} {load_suffix(row.lift)}"] if texts["load"] else []
    return Sets(
        id=line_id(row),
        title=type_name(row),
        is_lead=row.is_lead,
        address=address,
        numbers=numbers,
        says=says_of(row.effective)[0],
        summary=" · ".join(amounts),
    )
