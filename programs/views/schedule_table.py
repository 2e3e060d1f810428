"""A schedule as its page shows it before it is applied: weeks as columns, what each slot would be, totals."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString

from programs.actions.filling import Member, rows_of
from programs.actions.progression import Plan
from programs.actions.set_rows import SetRow
from programs.forms.plan_cells import cell_text
from programs.models import Slot
from programs.prescription import Finding, PlannedSets, Schedule, SetType, Sums, Unit
from programs.prescription.schedules import ABOUT_SCHEDULES
from programs.prescription.schemes import AS_WRITTEN
from programs.queries.builder import PhaseTab
from programs.views.findings import counted, finding_html, in_order, week_lines
from programs.views.plan_words import cell_html
from web.numbers import grouped, show


class ShownCell(NamedTuple):
    """A slot's week: what it would be, whether that is something else than now, and why."""

    html: SafeString
    new: bool
    pinned: bool
    says: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    exercise: str
    goal: str
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownBand:
    """A phase: its weeks by their numbers in the program, each with whether it is easier."""

    name: str
    weeks: list[tuple[int, bool]]
    sections: list[tuple[str, list[ShownLine]]]
    totals: list[tuple[str, list[str]]]

    @property
    def columns(self) -> int:
        return len(self.weeks) + 1


@dataclass(frozen=True, slots=True)
class ScheduleTable:
    """Everything that a plan would make, as finished strings."""

    bands: list[ShownBand]
    changed: int
    left: list[str]
    counted: str
    findings: list[SafeString]


def table_of(
    plan: Plan, phases: Sequence[PhaseTab], shown: Sequence[PhaseTab], *, mark: str
) -> ScheduleTable:
    """The table of a plan; `phases` are the program's, `shown` those that it fills."""
    by_phase: dict[uuid.UUID, list[Member]] = {}
    for member in plan.members:
        by_phase.setdefault(member.phase_id, []).append(member)
    bands, before = [], 0
    for phase in phases:
        if phase in shown:
            numbers = range(before + 1, before + phase.week_count + 1)
            bands.append(_band(phase, list(numbers), by_phase.get(phase.pk, []), plan, mark=mark))
        before += phase.week_count
    lines = in_order(week_lines(_named(plan.filled.findings), {}))
    cells = [cell for band in bands for _, some in band.sections for line in some for cell in line.cells]
    return ScheduleTable(
        bands=bands,
        changed=sum(cell.new for cell in cells),
        left=list(dict.fromkeys(member.slot.exercise.name for member in plan.left)),
        counted=counted(lines),
        findings=[finding_html(replace(line, mend=""), "") for line in lines],
    )


def _named(findings: Sequence[Finding]) -> list[Finding]:
    """Each thing said once, with the exercises that it is about."""
    where: dict[tuple[str, str], list[str]] = {}
    for item in findings:
        where.setdefault((item.code, item.text), []).append(str(item.where))
    first = {(item.code, item.text): item for item in reversed(findings)}
    return [
        item if item.code in ABOUT_SCHEDULES or names[0] in item.text else _about(item, names)
        for names, item in ((names, first[said]) for said, names in where.items())
    ]


def _about(item: Finding, names: Sequence[str]) -> Finding:
    return replace(item, text=f"{', '.join(dict.fromkeys(names))}: {item.text[:1].lower()}{item.text[1:]}")


def _band(
    phase: PhaseTab, numbers: Sequence[int], members: Sequence[Member], plan: Plan, *, mark: str
) -> ShownBand:
    sections: dict[uuid.UUID, tuple[str, list[ShownLine]]] = {}
    weeks: list[list[PlannedSets]] = [[] for _ in numbers]
    easier = [bool(members)] * len(numbers)
    for member in members:
        schedule = plan.filled.schedules[member.slot.pk]
        filled = rows_of(member, schedule)
        workout = member.slot.group.workout
        lines = sections.setdefault(workout.pk, (workout.name, []))[1]
        lines.append(_line(member, schedule, filled, mark=mark))
        for place, (rows, week) in enumerate(zip(filled, schedule.weeks, strict=True)):
            weeks[place] += [_sets(row, member) for row in rows]
            easier[place] = easier[place] and (week.deload or not week.groups)
    return ShownBand(
        name=phase.name,
        weeks=list(zip(numbers, easier, strict=True)),
        sections=list(sections.values()),
        totals=_totals(weeks, members, mark=mark),
    )


def _line(member: Member, schedule: Schedule, filled: Sequence[Sequence[SetRow]], *, mark: str) -> ShownLine:
    cells = []
    spares = member.spare or ((),) * len(member.weeks)
    for rows, now, spare, week in zip(filled, member.weeks, spares, schedule.weeks, strict=True):
        text = cell_text(rows, member.slot.lift, mark=mark)
        stands = cell_text([*now, *spare], member.slot.lift, mark=mark)
        cells.append(
            ShownCell(
                html=cell_html(text),
                new=text != stands,
                pinned=any(row.pins for row in rows),
                says="" if week.says == AS_WRITTEN else week.says,
            )
        )
    return ShownLine(member.slot.exercise.name, Slot.Goal(member.slot.goal).label, cells)


def _sets(row: SetRow, member: Member) -> PlannedSets:
    effective = row.effective
    load = effective["load"]
    return PlannedSets(
        exercise=member.slot.exercise.name,
        sets=row.sets,
        reps=effective["reps"],
        rest_seconds=row.rest_seconds,
        set_type=SetType(row.set_type),
        seconds=row.seconds,
        per_side=row.per_side,
        intensity=effective["intensity"],
        load=None if load is None else Decimal(load),
        unit=member.lift.unit,
    )


def _totals(
    weeks: Sequence[Sequence[PlannedSets]], members: Sequence[Member], *, mark: str
) -> list[tuple[str, list[str]]]:
    """What the shown exercises add up to in each week."""
    if not members:
        return []
    sums = [Sums.of(tuple(rows)) for rows in weeks]
    unit = Unit(members[0].lift.unit)
    volumes = [part.volume_load(unit) for part in sums]
    intensities = [part.average_intensity for part in sums]
    totals = [("Working sets", [str(part.sets) for part in sums])]
    if any(intensity is not None for intensity in intensities):
        texts = ["—" if item is None else f"{show(item, decimals=1, mark=mark)} %" for item in intensities]
        totals.append(("Average intensity", texts))
    if any(volumes):
        totals.append((f"Volume load, {unit}", [grouped(volume) if volume else "—" for volume in volumes]))
    return totals
