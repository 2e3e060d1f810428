"""Every week of a program as it really is, and what it adds up to: three queries, however long it is.

Weeks mostly repeat. Rows that are alike are read apart but become one object, and whatever is made of a
row, a workout or a week is made once for it.
"""

import json
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from programs.models import Program, SetGroup, Slot
from programs.prescription import (
    Finding,
    PlannedProgram,
    PlannedWorkout,
    Sums,
    VolumeStep,
    deload_weeks,
    program_findings,
    volume_steps,
)
from programs.queries.builder import GridRow, PhaseTab, phases_of
from programs.queries.planned import is_deload, planned_program
from web.prepared import Prepared

_SLOTS = {
    "slot_id": "pk",
    "workout_id": "group__workout_id",
    "workout": "group__workout__name",
    "phase_id": "group__workout__phase_id",
    "group_id": "group_id",
    "group_kind": "group__kind",
    "goal": "goal",
    "note": "note",
    "method": "method",
    "lift": "lift",
    "scheme": "scheme",
    "exercise_id": "exercise_id",
    "exercise": "exercise__name",
    "pattern": "exercise__pattern",
    "mechanics": "exercise__mechanics",
    "region": "exercise__region",
    "primary": "exercise__primary_muscles",
    "secondary": "exercise__secondary_muscles",
    "cue": "exercise__cue",
}
_WEEKS_OF_SLOT = ("first_week", "last_week")
_SETS = (
    *("position", "set_type", "sets", "reps", "reps_high", "seconds", "intensity", "rir", "rest_seconds"),
    *("tempo", "load", "per_side"),
)
_AS_TEXT = ("pins", "effective")  # read as they are stored: only those that differ are worth parsing
_TEXTS = tuple(Cast(name, TextField()) for name in _AS_TEXT)
_ORDER = (
    *("group__workout__phase__position", "group__workout__position", "group__workout_id"),
    *("group__position", "group_id", "position", "pk"),
)

_slots = Prepared(
    lambda program_id: (
        Slot.objects.filter(program_id=program_id)
        .order_by(*_ORDER)
        .values_list(*_SLOTS.values(), *_WEEKS_OF_SLOT)
    ),
    uuid.UUID,
)
_set_groups = Prepared(
    lambda program_id: (
        SetGroup.objects.filter(program_id=program_id)
        .order_by("position")
        .values_list(
            "slot_id", "week__position", "pk", *(Cast(name, TextField()) for name in _AS_TEXT), *_SETS
        )
    ),
    uuid.UUID,
)


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """One week of a program. `rows` that stand in several weeks are one object, read in the first of them."""

    number: int  # of the program, from 1
    phase: PhaseTab
    week: int  # of the phase, from 1
    rows: tuple[GridRow, ...]
    workouts: tuple[PlannedWorkout, ...]
    sums: Sums
    step: VolumeStep
    easier: bool


@dataclass(frozen=True, slots=True)
class ProgramTotals:
    """What a program adds up to, week by week, and what stands out over its weeks."""

    phases: tuple[PhaseTab, ...]
    weeks: tuple[WeekTotals, ...]
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> list[GridRow]:
        """The rows of all weeks."""
        return [row for week in self.weeks for row in week.rows]


# Totals that this process has made lately, by what decides whether they still stand. Nobody changes them.
_KEPT = 16
_kept: OrderedDict[tuple[Any, ...], ProgramTotals] = OrderedDict()


def totals_of(program: Program) -> ProgramTotals:
    """The totals of a program at its revision; no query when this process has just made them.

    `program` comes with its client.
    """
    client = program.client
    facts = (client.clearance, client.goal, client.minutes_per_session, client.unit) if client else ()
    key = (program.pk, program.revision, program.experience, program.method, *facts)
    known = _kept.get(key)
    if known is None:
        known = _kept[key] = _totals(program)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return known


def _totals(program: Program) -> ProgramTotals:
    phases = tuple(phases_of(program))
    rows = _rows_by_week(program, phases)
    places = [(phase, week) for phase in phases for week in range(1, phase.week_count + 1)]
    weeks = [(number, rows.get((phase.pk, week), ())) for number, (phase, week) in enumerate(places, start=1)]
    deloads = {
        number
        for number, (phase, week) in enumerate(places, start=1)
        if is_deload(rows.get((phase.pk, week), ()), week)
    }
    planned = planned_program(weeks, deloads=deloads)
    easier = deload_weeks(planned)
    sums = list(_sums(planned))
    steps = volume_steps([item.volume_kg for item in sums])
    return ProgramTotals(
        phases=phases,
        weeks=tuple(
            WeekTotals(number, phase, week, found, planned_week.workouts, total, step, number in easier)
            for (phase, week), (number, found), planned_week, total, step in zip(
                places, weeks, planned.weeks, sums, steps, strict=True
            )
        ),
        findings=program_findings(planned),
    )


def _sums(planned: PlannedProgram) -> Iterator[Sums]:
    """What each week adds up to; alike ones are added up once."""
    known: dict[int, Sums] = {}
    for week in planned.weeks:
        if id(week.workouts) not in known:
            known[id(week.workouts)] = week.sums
        yield known[id(week.workouts)]


def _rows_by_week(
    program: Program, phases: Iterable[PhaseTab]
) -> dict[tuple[uuid.UUID, int], tuple[GridRow, ...]]:
    """The rows of each phase's weeks, in their order."""
    counts = {phase.pk: phase.week_count for phase in phases}
    before = dict(zip(counts, accumulate(counts.values(), initial=0), strict=False))
    cells: dict[tuple[uuid.UUID, int], list[Sequence[Any]]] = {}
    for slot_id, week, *values in _set_groups(program.pk):
        cells.setdefault((slot_id, week), []).append(values)
    known: dict[tuple[Any, ...], GridRow] = {}
    found: dict[tuple[uuid.UUID, int], list[GridRow]] = {}
    for *values, first_week, last_week in _slots(program.pk):
        slot = dict(zip(_SLOTS, values, strict=True))
        slot["week_count"] = count = counts[slot["phase_id"]]
        for week in range(first_week, min(last_week or count, count) + 1):
            for pk, *numbers in cells.get((slot["slot_id"], week), ()):
                row = known.get(alike := (slot["slot_id"], *numbers))
                if row is None:
                    slot |= {
                        "week": week,
                        "week_number": before[slot["phase_id"]] + week,
                        "week_count": count,
                    }
                    row = known[alike] = _row(program, slot, pk, numbers)
                found.setdefault((slot["phase_id"], week), []).append(row)
    return {place: tuple(rows) for place, rows in found.items()}


def _row(program: Program, slot: dict[str, Any], pk: uuid.UUID, numbers: Sequence[Any]) -> GridRow:
    client = program.client
    texts, values = numbers[: len(_AS_TEXT)], numbers[len(_AS_TEXT) :]
    return GridRow(
        id=pk,
        program_id=program.pk,
        program_method=program.method,
        experience=program.experience,
        client_id=program.client_id,
        clearance=client.clearance if client else None,
        client_goal=client.goal if client else None,
        client_minutes=client.minutes_per_session if client else None,
        client_unit=client.unit if client else None,
        **slot,
        **{name: json.loads(text) for name, text in zip(_AS_TEXT, texts, strict=True)},
        **dict(zip(_SETS, values, strict=True)),
    )
