"""What the builder shows: the rows of a phase or of a whole program, read in one query."""

import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from programs.models import Program, SetGroup, Slot, Week
from programs.order_codes import codes_for
from trainer.models import User
from web.prepared import Prepared

Frozen = dict[str, Any]

_COLUMNS = {
    "id": "pk",
    "program_id": "program_id",
    "slot_id": "slot_id",
    "workout_id": "slot__group__workout_id",
    "phase_id": "week__phase_id",
    "group_id": "slot__group_id",
    "group_kind": "slot__group__kind",
    "position": "position",
    "goal": "slot__goal",
    "note": "slot__note",
    "method": "slot__method",
    "lift": "slot__lift",
    "exercise_id": "slot__exercise_id",
    "exercise": "slot__exercise__name",
    "pattern": "slot__exercise__pattern",
    "mechanics": "slot__exercise__mechanics",
    "region": "slot__exercise__region",
    "primary": "slot__exercise__primary_muscles",
    "secondary": "slot__exercise__secondary_muscles",
    "cue": "slot__exercise__cue",
    "set_type": "set_type",
    "sets": "sets",
    "reps": "reps",
    "reps_high": "reps_high",
    "seconds": "seconds",
    "intensity": "intensity",
    "rir": "rir",
    "rest_seconds": "rest_seconds",
    "tempo": "tempo",
    "load": "load",
    "pins": "pins",
    "effective": "effective",
    "per_side": "per_side",
    "program_method": "program__method",
    "experience": "program__experience",
    "client_id": "program__client_id",
    "clearance": "program__client__clearance",
    "client_goal": "program__client__goal",
    "week_count": "week_count",
}


@dataclass(slots=True, eq=False)
class GridRow:
    """One row of the grid: a set group of a slot in the first week of its phase.

    The one at `position` 1 is the slot's lead, its first working sets; it carries the exercise.
    """

    id: uuid.UUID
    program_id: uuid.UUID
    slot_id: uuid.UUID
    workout_id: uuid.UUID
    phase_id: uuid.UUID
    group_id: uuid.UUID
    group_kind: str
    position: int
    goal: str
    note: str
    method: str
    lift: Frozen
    exercise_id: uuid.UUID
    exercise: str
    pattern: str
    mechanics: str
    region: str
    primary: list[str]
    secondary: list[str]
    cue: str
    set_type: str
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    rest_seconds: int
    tempo: str
    load: Any
    pins: list[str]
    effective: Frozen
    per_side: bool
    program_method: str
    experience: str
    client_id: uuid.UUID | None
    clearance: str | None
    client_goal: str | None
    week_count: int

    @property
    def is_lead(self) -> bool:
        return self.position == 1

    @property
    def in_force(self) -> str:
        """The method of this row: its own, else the program's."""
        return self.method or self.program_method


@dataclass(frozen=True, slots=True)
class Glance:
    """The little that must be asked anew each time: may this person see it, and has it changed?"""

    phase_id: uuid.UUID
    studio_id: uuid.UUID
    revision: int
    clearance: str | None
    experience: str
    client_goal: str | None


def _glance_rows(program_id: uuid.UUID, slot_id: uuid.UUID, user_id: int) -> "QuerySet[Slot, Any]":
    visible = Program.objects.visible_to(User(pk=user_id)).filter(pk=program_id)
    return Slot.objects.filter(pk=slot_id, program__in=visible).values_list(
        "group__workout__phase_id",
        "studio_id",
        "program__revision",
        "program__client__clearance",
        "program__experience",
        "program__client__goal",
    )


_glance = Prepared(_glance_rows, uuid.UUID, uuid.UUID, int)


def glance(program_id: uuid.UUID, slot_id: uuid.UUID, user: User) -> Glance | None:
    """Where a slot stands and at which revision, if this trainer may see it; one query."""
    found = _glance(program_id, slot_id, user.pk)
    return Glance(*found[0]) if found else None


_ORDER = (
    *("week__phase__position", "slot__group__workout__position", "slot__group__workout_id"),
    *("slot__group__position", "slot__group_id", "slot__position", "slot_id"),
)


def _first_weeks(program_id: uuid.UUID) -> "QuerySet[SetGroup]":
    weeks = Week.objects.filter(phase=OuterRef("week__phase")).order_by("-position").values("position")[:1]
    first = SetGroup.objects.filter(program_id=program_id, week__position=1)
    return first.annotate(week_count=Subquery(weeks)).order_by(*_ORDER, "position")


_rows = Prepared(
    lambda program_id, phase_id: (
        _first_weeks(program_id).filter(week__phase_id=phase_id).values_list(*_COLUMNS.values())
    ),
    uuid.UUID,
    uuid.UUID,
)
_all_rows = Prepared(
    lambda program_id: _first_weeks(program_id).values_list(*_COLUMNS.values()),
    uuid.UUID,
)


def grid_rows(program_id: uuid.UUID, phase_id: uuid.UUID | None = None) -> list[GridRow]:
    """The rows of a phase, or of all phases, in their order; one query."""
    found = _all_rows(program_id) if phase_id is None else _rows(program_id, phase_id)
    return [GridRow(*values) for values in found]


# Rows that this process has read lately, by what decides whether they still stand. Nobody changes them.
_KEPT = 64
K = TypeVar("K")
_kept: OrderedDict[tuple[uuid.UUID, Glance], list[GridRow]] = OrderedDict()
_newest: OrderedDict[uuid.UUID, list[GridRow]] = OrderedDict()  # by phase, whatever the revision


def rows_at(program_id: uuid.UUID, seen: Glance) -> list[GridRow]:
    """The rows of a phase at a revision; no query when this process has just read them."""
    rows = _kept.get((program_id, seen))
    if rows is None:
        rows = same_objects(grid_rows(program_id, seen.phase_id), _newest.get(seen.phase_id, []))
    keep_rows(program_id, seen, rows)
    return rows


def same_objects(fresh: list[GridRow], known: list[GridRow]) -> list[GridRow]:
    """The fresh rows, as the objects that are known where nothing differs: what was made of them is kept."""
    by_id = {row.id: row for row in known}
    return [
        old if (old := by_id.get(row.id)) is not None and _values(old) == _values(row) else row
        for row in fresh
    ]


_values = attrgetter(*(item.name for item in fields(GridRow)))


def keep_rows(program_id: uuid.UUID, seen: Glance, rows: list[GridRow]) -> None:
    """Remember what a phase's rows are at a revision."""
    _remember(_kept, (program_id, seen), rows)
    _remember(_newest, seen.phase_id, rows)


def _remember(kept: OrderedDict[K, list[GridRow]], key: K, rows: list[GridRow]) -> None:
    kept[key] = rows
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)


def codes(rows: Sequence[GridRow]) -> dict[uuid.UUID, str]:
    """The order code of each slot, by slot: A, B1, B2 within its workout."""
    found: dict[uuid.UUID, str] = {}
    workouts: dict[uuid.UUID, dict[uuid.UUID, list[uuid.UUID]]] = {}
    for row in rows:
        if row.is_lead:
            workouts.setdefault(row.workout_id, {}).setdefault(row.group_id, []).append(row.slot_id)
    for groups in workouts.values():
        for slots, names in zip(groups.values(), codes_for([len(s) for s in groups.values()]), strict=True):
            found.update(zip(slots, names, strict=True))
    return found


@dataclass(frozen=True, slots=True)
class PhaseTab:
    """A phase as its tab shows it."""

    pk: uuid.UUID
    name: str
    week_count: int


def phases_of(program: Program) -> list[PhaseTab]:
    """The phases in their order; one query."""
    weeks = Week.objects.filter(phase=OuterRef("pk")).order_by("-position").values("position")[:1]
    rows = program.phases.order_by("position", "id").values_list("pk", "name", Subquery(weeks))
    return [PhaseTab(*row) for row in rows]
