"""What the builder shows: the rows of a phase or of a whole program, read in one query."""

import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programs.models import Phase, Program, Session, SetGroup, Slot, Week
from programs.order_codes import codes_for
from trainer.models import User
from web.prepared import Prepared

Frozen = dict[str, Any]

_COLUMNS = {
    "id": "pk",
    "program_id": "program_id",
    "slot_id": "slot_id",
    "workout_id": "slot__group__workout_id",
    "workout": "slot__group__workout__name",
    "phase_id": "week__phase_id",
    "week": "week__position",
    "group_id": "slot__group_id",
    "group_kind": "slot__group__kind",
    "position": "position",
    "goal": "slot__goal",
    "note": "slot__note",
    "method": "slot__method",
    "lift": "slot__lift",
    "scheme": "slot__scheme",
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
    "client_minutes": "program__client__minutes_per_session",
    "client_unit": "program__client__unit",
    "week_count": "week_count",
    "week_number": "week_number",
}


@dataclass(slots=True, eq=False)
class GridRow:
    """One row of the grid: a set group of a slot in one week of its phase.

    The one at `position` 1 is the slot's lead, its first working sets; it carries the exercise.
    """

    id: uuid.UUID
    program_id: uuid.UUID
    slot_id: uuid.UUID
    workout_id: uuid.UUID
    workout: str
    phase_id: uuid.UUID
    week: int  # of the phase, from 1
    group_id: uuid.UUID
    group_kind: str
    position: int
    goal: str
    note: str
    method: str
    lift: Frozen
    scheme: Frozen | None  # the progression that owns its weeks
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
    client_minutes: int | None  # that the client has for a workout
    client_unit: str | None
    week_count: int  # of the phase
    week_number: int  # of the program, from 1

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
    client_minutes: int | None
    client_unit: str | None
    week: int = 1  # of the phase: which one is looked at


def _glance_rows(program_id: uuid.UUID, slot_id: uuid.UUID, user_id: int) -> "QuerySet[Slot, Any]":
    visible = Program.objects.visible_to(User(pk=user_id)).filter(pk=program_id)
    return Slot.objects.filter(pk=slot_id, program__in=visible).values_list(
        "group__workout__phase_id",
        "studio_id",
        "program__revision",
        "program__client__clearance",
        "program__experience",
        "program__client__goal",
        "program__client__minutes_per_session",
        "program__client__unit",
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


def _rows_in_week(program_id: uuid.UUID, week: int, phase_position: Any) -> "QuerySet[SetGroup]":
    """The set groups of a week of each phase; the position of their phase says how many weeks come before."""
    weeks = Week.objects.filter(phase=OuterRef("week__phase")).order_by("-position").values("position")[:1]
    before = Week.objects.filter(program_id=program_id, phase__position__lt=phase_position).order_by()
    counted = before.values("program").annotate(count=Count("pk")).values("count")
    rows = SetGroup.objects.filter(program_id=program_id, week__position=week)
    return rows.annotate(
        week_count=Subquery(weeks), week_number=F("week__position") + Coalesce(Subquery(counted), 0)
    ).order_by(*_ORDER, "position")


@cache
def _rows(week: int) -> Prepared:
    return Prepared(
        lambda program_id, phase_id: (
            # The position of one phase does not hang on the row, so that the weeks are counted once.
            _rows_in_week(program_id, week, Subquery(Phase.objects.filter(pk=phase_id).values("position")))
            .filter(Q(slot__last_week=None) | Q(slot__last_week__gte=week), slot__first_week__lte=week)
            .filter(week__phase_id=phase_id)
            .values_list(*_COLUMNS.values())
        ),
        uuid.UUID,
        uuid.UUID,
    )


_all_rows = Prepared(
    lambda program_id: _rows_in_week(program_id, 1, OuterRef("week__phase__position")).values_list(
        *_COLUMNS.values()
    ),
    uuid.UUID,
)


def grid_rows(program_id: uuid.UUID, phase_id: uuid.UUID | None = None, *, week: int = 1) -> list[GridRow]:
    """The rows of a phase in a week, or of all phases in their first, in their order; one query.

    In a week of a phase, slots that have ended or not begun are left out.
    """
    found = _all_rows(program_id) if phase_id is None else _rows(week)(program_id, phase_id)
    return [GridRow(*values) for values in found]


# Rows that this process has read lately, by what decides whether they still stand. Nobody changes them.
_KEPT = 64
K = TypeVar("K")
_kept: OrderedDict[tuple[uuid.UUID, Glance], list[GridRow]] = OrderedDict()
# By phase and week, whatever the revision.
_newest: OrderedDict[tuple[uuid.UUID, int], list[GridRow]] = OrderedDict()


def rows_at(program_id: uuid.UUID, seen: Glance) -> list[GridRow]:
    """The rows of a phase's week at a revision; no query when this process has just read them."""
    rows = _kept.get((program_id, seen))
    if rows is None:
        known = _newest.get((seen.phase_id, seen.week), [])
        rows = same_objects(grid_rows(program_id, seen.phase_id, week=seen.week), known)
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
    _remember(_newest, (seen.phase_id, seen.week), rows)


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
    """A phase as its tab shows it, with its weeks in order."""

    pk: uuid.UUID
    name: str
    weeks: list[uuid.UUID]

    @property
    def week_count(self) -> int:
        return len(self.weeks)


def phases_of(program: Program) -> list[PhaseTab]:
    """The phases in their order; one query."""
    found: dict[uuid.UUID, PhaseTab] = {}
    for pk, name, week in _phase_weeks(program.pk):
        phase = found.setdefault(pk, PhaseTab(pk, name, []))
        if week is not None:
            phase.weeks.append(week)
    return list(found.values())


_phase_weeks = Prepared(
    lambda program_id: (
        Phase.objects.filter(program_id=program_id)
        .order_by("position", "id", "weeks__position")
        .values_list("pk", "name", "weeks__pk")
    ),
    uuid.UUID,
)


@dataclass(frozen=True, slots=True)
class ComingWorkouts:
    """How many planned workouts a change of a program's weeks would move or take away."""

    here: int = 0  # in the week that is looked at
    later: int = 0  # in the weeks after it


def coming_workouts(program: Program, week_id: uuid.UUID) -> ComingWorkouts | None:
    """What is planned in a week of a scheduled program, and behind it; one query. None without dates."""
    if program.starts_on is None:
        return None
    here = Q(week=week_id)
    behind = Q(week__phase=OuterRef("phase"), week__position__gt=OuterRef("position"))
    behind |= Q(week__phase__position__gt=OuterRef("phase__position"))
    planned = Session.objects.filter(program=program, status=Session.Status.PLANNED)
    count = Count("pk")
    counts = [
        planned.filter(which).order_by().values("program").annotate(count=count).values("count")
        for which in (here, behind)
    ]
    rows = Week.objects.filter(pk=week_id).values_list(*(Coalesce(Subquery(item), 0) for item in counts))
    return ComingWorkouts(*rows[0]) if rows else ComingWorkouts()
