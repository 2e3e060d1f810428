"""The builder's grid as finished strings: workouts, groups, lines, cells."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from programs.forms.cells import FIELDS, LABELS, cell_texts
from programs.models import Group, Program, SetGroup, Workout
from programs.progressions import stored_name
from programs.queries.builder import GridRow, codes
from web.identifiers import new_uuid
from web.numbers import show

SUFFIX = {"intensity": "%", "sets": "", "reps": "", "rir": "", "rest": "", "tempo": ""}
SEVERITIES = ("blocker", "caution", "note")
GROUP_NAMES = {Group.Kind.SUPERSET: "Superset", Group.Kind.CIRCUIT: "Circuit"}


class Cell(NamedTuple):
    """One number of a row: an input with what is stored beside it.

    `mark` says what the cell looks like: `pinned`, and the gravest finding about it. The template
    unpacks it, which is much faster than looking up its fields.
    """

    id: str
    name: str
    label: str
    text: str
    suffix: str
    mark: str
    keypad: str = "decimal"


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the grid, ready for the template: a set group, with its slot where it is the lead."""

    id: str
    is_lead: bool
    title: str
    code: str
    cue: str
    hypertrophy: str  # whether this goal is pressed: `true` or `false`
    strength: str
    cells: list[Cell]
    says: str
    severity: str
    note: str
    scheme: str  # the progression that owns its weeks
    max_wanted: str
    slot_address: str
    address: str  # where the line is saved; `preview/` and `pin/` stand below


@dataclass(frozen=True, slots=True)
class GroupView:
    """Slots that are done together, and so move together."""

    slot_id: uuid.UUID  # of its first slot, by which it is moved
    kind: str
    lines: list[SafeString]


@dataclass(frozen=True, slots=True)
class WorkoutView:
    """One workout of the phase with its groups."""

    id: str
    workout_id: uuid.UUID
    name: str
    groups: list[GroupView]
    goal: str
    query: str  # how a comparison names it
    minutes: str
    key: uuid.UUID  # of the next exercise that its form adds


def short(identifier: uuid.UUID) -> str:
    """A page-unique element id from the random end of an identifier."""
    return f"s{identifier.hex[-10:]}"


def line_id(row: GridRow) -> str:
    """The element id of a line: its slot's, and for all but the lead its position."""
    return short(row.slot_id) if row.is_lead else f"{short(row.slot_id)}-{row.position}"


def texts_of(row: GridRow, *, mark: str) -> dict[str, str]:
    """The seven cells as they are shown; a warm-up's effort is nothing to aim at, so it is not."""
    texts = cell_texts(
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
    return texts | {"rir": ""} if row.set_type == SetGroup.Type.WARM_UP else texts


def marks_of(row: GridRow) -> dict[str, str]:
    """What each cell is marked with: pinned, and the gravest finding about it."""
    found: dict[str, str] = {}
    for item in row.effective.get("findings", ()):
        where = item["where"]
        if where in FIELDS and item["severity"] != "note":
            found[where] = min(found.get(where, "note"), item["severity"], key=SEVERITIES.index)
    return {
        name: " ".join(filter(None, ("pinned" if name in row.pins else "", found.get(name, ""))))
        for name in FIELDS
    }


def says_of(effective: dict[str, Any], *did: str) -> tuple[str, str]:
    """The row's sentence, with what a change just did, and the gravest severity of its findings."""
    found = {item["severity"] for item in effective.get("findings", ())}
    severity = next((name for name in SEVERITIES if name in found), "")
    hard = effective.get("set_type") != SetGroup.Type.WARM_UP
    parts = [*did, effective.get("equivalent") or "", (hard and effective.get("feasibility")) or ""]
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part), severity


def cells_of(row: GridRow, title: str, *, mark: str) -> list[Cell]:
    texts, marks, identifier = texts_of(row, mark=mark), marks_of(row), line_id(row)
    return [
        Cell(
            id=f"{identifier}-{name}",
            name=name,
            label=f"{LABELS[name]}, {title}",
            text=texts[name],
            suffix=load_suffix(row.lift) if name == "load" else SUFFIX[name],
            mark=marks[name],
            keypad="text" if name in ("rest", "tempo") else "decimal",
        )
        for name in FIELDS
    ]


def type_name(row: GridRow) -> str:
    """What a line is called beside its slot: `Back-off`."""
    return SetGroup.Type(row.set_type).label


def line_view(row: GridRow, code: str, *, mark: str) -> LineView:
    says, severity = says_of(row.effective)
    title = row.exercise if row.is_lead else f"{type_name(row)}, {row.exercise}"
    slot_address = reverse("slot_detail", args=[row.program_id, row.slot_id])
    return LineView(
        id=line_id(row),
        is_lead=row.is_lead,
        title=row.exercise if row.is_lead else type_name(row),
        code=code if row.is_lead else "",
        cue=row.cue,
        hypertrophy="true" if row.goal == "hypertrophy" else "false",
        strength="true" if row.goal == "strength" else "false",
        cells=cells_of(row, title, mark=mark),
        says=says,
        severity=severity,
        note=row.note,
        scheme=stored_name(row.scheme) if row.is_lead else "",
        max_wanted=max_wanted(row) if row.is_lead else "",
        slot_address=slot_address,
        address=f"{slot_address}sets/{row.position}/",
    )


@lru_cache(maxsize=4096)
def line_html(row: GridRow, code: str, mark: str) -> SafeString:
    """A line as the page shows it. Kept as long as its row object, of which nobody changes anything."""
    return render_to_string("programs/grid_line.html", {"row": line_view(row, code, mark=mark)})


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
    workouts: Sequence[Workout], rows: Sequence[GridRow], minutes: Mapping[uuid.UUID, str], *, mark: str
) -> list[WorkoutView]:
    named = codes(rows)
    by_workout: dict[uuid.UUID, list[GridRow]] = {}
    for row in rows:
        by_workout.setdefault(row.workout_id, []).append(row)
    return [
        WorkoutView(
            id=short(workout.pk),
            workout_id=workout.pk,
            name=workout.name,
            groups=group_views(by_workout.get(workout.pk, []), named, mark=mark),
            goal=goal_of(by_workout.get(workout.pk, [])),
            query=f"workout={workout.pk}",
            minutes=minutes.get(workout.pk, ""),
            key=new_uuid(),
        )
        for workout in workouts
    ]


def group_views(rows: Sequence[GridRow], named: dict[uuid.UUID, str], *, mark: str) -> list[GroupView]:
    groups: dict[uuid.UUID, GroupView] = {}
    for row in rows:
        if row.group_id not in groups:
            kind = GROUP_NAMES.get(Group.Kind(row.group_kind), "")
            groups[row.group_id] = GroupView(row.slot_id, kind, [])
        groups[row.group_id].lines.append(line_html(row, named[row.slot_id], mark))
    return list(groups.values())


def minutes_text(minutes: float) -> str:
    return f"{show(minutes, decimals=0)} min"


def digest(markup: str) -> str:
    """A short mark of what a page shows, so that an answer can leave out what is the same."""
    return hashlib.blake2s(markup.encode(), digest_size=6).hexdigest()


def goal_of(rows: Sequence[GridRow]) -> str:
    """hypertrophy, strength or mixed; empty for no rows."""
    goals = {row.goal for row in rows}
    return goals.pop() if len(goals) == 1 else ("mixed" if goals else "")


def progression_in(schemes: Iterable[dict[str, Any] | None]) -> str:
    """The progression of slots in a word: its name, `several`, or nothing where none has any."""
    names = {stored_name(scheme) for scheme in schemes} - {""}
    return names.pop() if len(names) == 1 else ("several" if names else "")


def unit_of(program: Program, rows: Sequence[GridRow]) -> str:
    """The unit in which the program's loads are summed: the client's, or the first row's."""
    return program.client.unit if program.client is not None else unit_in(rows)


def unit_in(rows: Sequence[GridRow]) -> str:
    """The same, told by the rows."""
    return rows[0].client_unit or str(rows[0].lift["unit"]) if rows else "kg"
