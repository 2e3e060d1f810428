"""The builder's grid as finished strings: rows, cells, and what changed in them."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from programs.forms.cells import FIELDS, LABELS, cell_texts
from programs.models import Program, Workout
from programs.queries.builder import GridRow, codes
from web.identifiers import new_uuid
from web.numbers import show

SUFFIX = {"intensity": "%", "sets": "", "reps": "", "rir": "", "rest": "", "tempo": ""}
SEVERITIES = ("blocker", "caution", "note")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a row: an input with what is stored beside it."""

    id: str
    name: str
    label: str
    text: str
    suffix: str
    pinned: bool
    was: str
    invalid: bool


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed in a row and could not be taken, to be shown again with the reason."""

    slot_id: uuid.UUID
    cells: dict[str, str]
    problem: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the grid, ready for the template."""

    slot_id: uuid.UUID
    id: str
    code: str
    exercise: str
    exercise_id: uuid.UUID
    cue: str
    goal: str
    cells: list[Cell]
    was: str
    says: str
    severity: str
    findings: list[dict[str, str]]
    note: str
    max_wanted: str
    address: str  # where the row is saved; what else can be done with it stands below


@dataclass(frozen=True, slots=True)
class WorkoutView:
    """One workout of the phase with its rows."""

    id: str
    workout_id: uuid.UUID
    name: str
    rows: list[RowView]
    minutes: str
    key: uuid.UUID  # of the next exercise that its form adds


def short(identifier: uuid.UUID) -> str:
    """A page-unique element id from the random end of an identifier."""
    return f"s{identifier.hex[-10:]}"


def texts_of(row: GridRow, *, mark: str) -> dict[str, str]:
    return cell_texts(
        sets=row.sets,
        reps=row.reps,
        reps_high=row.reps_high,
        seconds=row.seconds,
        intensity=row.intensity,
        rest_seconds=row.rest_seconds,
        tempo=row.tempo,
        effective=row.effective,
        mark=mark,
    )


def says_of(effective: dict[str, Any]) -> tuple[str, str]:
    """The row's sentence and the gravest severity of its findings."""
    found = {item["severity"] for item in effective.get("findings", ())}
    severity = next((name for name in SEVERITIES if name in found), "")
    parts = [effective.get("equivalent") or "", effective.get("feasibility") or ""]
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part), severity


def row_view(
    row: GridRow, code: str, *, program_id: uuid.UUID, mark: str, unsaved: Unsaved | None = None
) -> RowView:
    texts = texts_of(row, mark=mark)
    typed: dict[str, str] = {}
    identifier = short(row.slot_id)
    says, severity = says_of(row.effective)
    if unsaved and unsaved.slot_id == row.slot_id:
        typed, says, severity = unsaved.cells, unsaved.problem, "blocker"
    return RowView(
        slot_id=row.slot_id,
        id=identifier,
        code=code,
        exercise=row.exercise,
        exercise_id=row.exercise_id,
        cue=row.cue,
        goal=row.goal,
        cells=[
            Cell(
                id=f"{identifier}-{name}",
                name=name,
                label=f"{LABELS[name]}, {row.exercise}",
                text=typed.get(name, texts[name]),
                suffix=load_suffix(row.lift) if name == "load" else SUFFIX[name],
                pinned=name in row.pins,
                was=texts[name],
                invalid=name in typed,
            )
            for name in FIELDS
        ],
        was="|".join(texts[name] for name in FIELDS),
        says=says,
        severity=severity,
        findings=row.effective.get("findings", []),
        note=row.note,
        max_wanted=max_wanted(row),
        address=reverse("slot_save", args=[program_id, row.slot_id]),
    )


def max_wanted(row: GridRow) -> str:
    """Where a missing max of this client can be added; empty where none is missing."""
    lift = row.lift
    takes_max = lift["load_kind"] not in ("band", "none") and not lift["timed"]
    if row.client_id is None or lift["one_rm"] is not None or not takes_max:
        return ""
    return f"{reverse('max_list', args=[row.client_id])}?exercise={row.exercise_id}"


def load_suffix(lift: dict[str, Any]) -> str:
    """What the number in the load cell counts."""
    words = {"body_weight": "added", "assisted": "help"}
    kind = lift["load_kind"]
    if kind in ("band", "none"):
        return kind if kind == "band" else ""
    return f"{lift['unit']} {words[kind]}" if kind in words else str(lift["unit"])


def workout_views(
    workouts: Sequence[Workout],
    rows: Sequence[GridRow],
    minutes: dict[uuid.UUID, str],
    *,
    program_id: uuid.UUID,
    mark: str,
    unsaved: Unsaved | None = None,
) -> list[WorkoutView]:
    named = codes(rows)
    return [
        WorkoutView(
            id=short(workout.pk),
            workout_id=workout.pk,
            name=workout.name,
            rows=[
                row_view(row, named[row.slot_id], program_id=program_id, mark=mark, unsaved=unsaved)
                for row in rows
                if row.workout_id == workout.pk
            ],
            minutes=minutes.get(workout.pk, ""),
            key=new_uuid(),
        )
        for workout in workouts
    ]


def minutes_text(minutes: float) -> str:
    return f"{show(minutes, decimals=0)} min"


def digest(*parts: object) -> str:
    """A short mark of what a page shows, so that an answer can leave out what is the same."""
    return hashlib.blake2s(repr(parts).encode(), digest_size=6).hexdigest()


def goal_of(rows: Sequence[GridRow]) -> str:
    """hypertrophy, strength or mixed; empty for no rows."""
    goals = {row.goal for row in rows}
    return goals.pop() if len(goals) == 1 else ("mixed" if goals else "")


def unit_of(program: Program, rows: Sequence[GridRow]) -> str:
    """The unit in which the program's loads are summed: the client's, or the first row's."""
    if program.client is not None:
        return program.client.unit
    return str(rows[0].lift.get("unit", "kg")) if rows else "kg"
