"""What a whole program would be under the other goal: every week as a toggle would make it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from programs.actions.filling import under_goal
from programs.actions.numbers import planned_week, toggled
from programs.bridge import columns_of, thaw_lift
from programs.models import Slot
from programs.prescription import Sums, Unit
from programs.queries.builder import GridRow
from programs.queries.planned import planned_workouts
from programs.queries.program_totals import ProgramTotals, WeekTotals
from programs.views.goals import rows_as
from programs.views.grid import goal_of
from programs.views.numbers import STORED
from web.numbers import grouped, show

GOALS = tuple(Slot.Goal.values)
Week = tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class OtherGoals:
    """What the whole program is, beside what it would be under each goal that it does not have throughout."""

    goals: list[tuple[str, str]]  # each with the address of the comparison row by row
    figures: list[tuple[str, str, list[str]]]  # what, now, and under each goal


def other_goals(totals: ProgramTotals, *, unit: str, mark: str) -> OtherGoals:
    """Totals over all weeks; under no goal for a program without rows."""
    goals = [goal for goal in GOALS if goal_of(totals.rows) not in ("", goal)]
    now = figures(Sums.total(week.sums for week in totals.weeks), unit=unit, mark=mark)
    then = [figures(sums_under(goal, totals.weeks), unit=unit, mark=mark) for goal in goals]
    return OtherGoals(
        goals=[
            (goal, f"{reverse('program_compare', args=[totals.rows[0].program_id])}?goal={goal}")
            for goal in goals
        ],
        figures=[(name, text, [other[name] for other in then]) for name, text in now.items()],
    )


def figures(sums: Sums, *, unit: str, mark: str) -> dict[str, str]:
    """Numbers by what they are; their units stand there too, for there is little room."""
    volume, intensity = sums.volume_load(Unit(unit)), sums.average_intensity
    return {
        f"Volume load, {unit}": grouped(volume) if volume else "—",
        "Working sets": str(sums.sets),
        "Minutes": show(sums.minutes, decimals=0),
        "Average intensity, %": "—" if intensity is None else show(intensity, decimals=1, mark=mark),
    }


def sums_under(goal: str, weeks: Sequence[WeekTotals]) -> Sums:
    """What all weeks together would add up to under a goal; alike ones are made once."""
    rows = [week.rows for week in weeks]
    under = weeks_under(goal, dict.fromkeys(rows))
    filled = filled_under(goal, weeks)
    if filled:
        fresh = [(*_own(week, under[week.rows]), *filled.get(week.number, ())) for week in weeks]
        return Sums.total(workout.sums for week in fresh for workout in planned_workouts(week))
    parts = {week: [workout.sums for workout in planned_workouts(found)] for week, found in under.items()}
    return Sums.total(sums for week in rows for sums in parts[week])


def _own(week: WeekTotals, under: Week) -> Week:
    """The rows of a week that no progression owns, as they would be."""
    return tuple(fresh for row, fresh in zip(week.rows, under, strict=True) if not row.scheme)


def filled_under(goal: str, weeks: Sequence[WeekTotals]) -> dict[int, list[GridRow]]:
    """The rows that progressions own as they would fill them under a goal, by week of the program."""
    phases: dict[uuid.UUID, list[WeekTotals]] = {}
    for week in weeks:
        phases.setdefault(week.phase.pk, []).append(week)
    found: dict[int, list[GridRow]] = {}
    for of_phase in phases.values():
        slots: dict[uuid.UUID, list[list[GridRow]]] = {}
        for place, week in enumerate(of_phase):
            for row in sorted(week.rows, key=lambda row: row.position):
                if row.scheme:
                    slots.setdefault(row.slot_id, [[] for _ in of_phase])[place].append(row)
        for rows, filled in under_goal(list(slots.values()), goal):
            for week, of_week, groups in zip(of_phase, rows, filled, strict=True):
                found.setdefault(week.number, []).extend(rows_as(of_week, groups, goal) if of_week else ())
    return found


def weeks_under(goal: str, weeks: Collection[Week]) -> dict[Week, Week]:
    """Each of the different weeks of a program, in their order, as a toggle of the whole would make it."""
    slots: dict[uuid.UUID, list[tuple[Week, list[GridRow]]]] = {}
    for week in weeks:
        of_week: dict[uuid.UUID, list[GridRow]] = {}
        for row in sorted(week, key=lambda row: row.position):
            of_week.setdefault(row.slot_id, []).append(row)
        for slot_id, rows in of_week.items():
            slots.setdefault(slot_id, []).append((week, rows))
    fresh: dict[tuple[Week, GridRow], GridRow] = {}
    for of_slot in slots.values():
        lead = of_slot[0][1][0]
        lift = thaw_lift(lead.lift, method=lead.in_force)
        planned = tuple(planned_week(rows, goal=lead.goal) for _, rows in of_slot)
        for (week, rows), outcomes in zip(of_slot, toggled(planned, goal, lift, lift), strict=True):
            for row, outcome in zip(rows, outcomes, strict=True):
                columns = columns_of(outcome.targets, lift, set_type=row.set_type)
                fresh[week, row] = replace(row, goal=goal, **{name: columns[name] for name in STORED})
    return {week: tuple(fresh[week, row] for row in week) for week in weeks}
