"""What progressions make of slots' weeks: reads what stands, and writes nothing."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress
from typing import Any

from programs import bridge
from programs.actions.set_rows import SetRow, planned_week, toggled
from programs.models import Program, SetGroup, Slot, Week
from programs.prescription import (
    CHAIN,
    COUNTED,
    Field,
    Finding,
    Goal,
    Lift,
    PhaseSchedule,
    PhaseSlot,
    PlannedGroup,
    Schedule,
    ScheduledWeek,
    Scheme,
    Targets,
    phase_schedule,
)
from programs.prescription.filling import onto
from programs.prescription.schemes import AS_WRITTEN
from programs.progressions import Progression

# What the engine says of a slot that a scheme has nothing to do with: its weeks stay as they are.
UNSUITABLE = frozenset({"scheme_needs_percent", "scheme_needs_reps"})
Planned = tuple[PlannedGroup, ...]


@dataclass(slots=True)
class Member:
    """A slot of a phase with its set groups by week, and what its weeks are filled from.

    `workout` is its workout's place among those of the phase; weeks in which it isn't done are empty.
    `spare` are set groups that an earlier progression had added to each week: what is filled takes them
    up, and those that are left over go.
    """

    slot: Slot
    phase_id: uuid.UUID
    workout: int
    lift: Lift
    weeks: tuple[tuple[SetRow, ...], ...]
    planned: tuple[Planned, ...]
    kept: Progression | None
    spare: tuple[tuple[SetRow, ...], ...] = ()

    @property
    def first(self) -> int | None:
        """The place of the first week in which it is done."""
        return next((place for place, week in enumerate(self.weeks) if week), None)


_COLUMNS = (
    *("id", "slot_id", "week_id", "week__position", "position", "set_type", *bridge.RESOLVED),
    *("metres", "per_side"),
)
_IN_ORDER = (
    *("group__workout__position", "group__workout_id", "group__position", "group_id", "position", "id"),
)


def members_of(program: Program, phases: Collection[uuid.UUID]) -> list[Member]:
    """The slots of these phases in their order; three queries."""
    counts: dict[uuid.UUID, int] = {}
    for phase_id in Week.objects.filter(phase__in=phases).values_list("phase_id", flat=True):
        counts[phase_id] = counts.get(phase_id, 0) + 1
    slots = Slot.objects.filter(program=program, group__workout__phase__in=phases)
    found = list(slots.select_related("exercise", "group__workout").order_by(*_IN_ORDER))
    rows: dict[uuid.UUID, dict[int, list[SetRow]]] = {slot.pk: {} for slot in found}
    groups = SetGroup.objects.filter(slot__in=list(rows)).order_by("position")
    for values in groups.values_list(*_COLUMNS):
        row = SetRow(*values)
        rows[row.slot_id].setdefault(row.week, []).append(row)
    workouts: dict[uuid.UUID, list[uuid.UUID]] = {}
    members = []
    for slot in found:
        workout = slot.group.workout
        of_phase = workouts.setdefault(workout.phase_id, [])
        if workout.pk not in of_phase:
            of_phase.append(workout.pk)
        last = slot.last_week or counts[workout.phase_id]
        weeks = tuple(
            tuple(rows[slot.pk].get(number, ())) if slot.first_week <= number <= last else ()
            for number in range(1, counts[workout.phase_id] + 1)
        )
        members.append(
            Member(
                slot=slot,
                phase_id=workout.phase_id,
                workout=of_phase.index(workout.pk),
                lift=bridge.lift_of(slot, program_method=program.method),
                weeks=weeks,
                planned=tuple(planned_week(week, goal=slot.goal) for week in weeks),
                kept=Progression.read(slot.scheme),
            )
        )
    return members


def as_written(member: Member) -> Member:
    """The slot as it was before a progression changed its week 1, for another one to begin with.

    What is pinned by now stays pinned, and a goal that was toggled since counts.
    """
    kept = member.kept
    if kept is None:
        return member
    weeks, planned = member.weeks, list(member.planned)
    spare: tuple[tuple[SetRow, ...], ...] = ()
    if kept.added_from:
        own = [[row.position < kept.added_from for row in week] for week in weeks]
        spare = tuple(tuple(row for row in week if row.position >= kept.added_from) for week in weeks)
        weeks = tuple(tuple(compress(*week)) for week in zip(weeks, own, strict=True))
        planned = [tuple(compress(*week)) for week in zip(planned, own, strict=True)]
    first = member.first
    if first is not None and len(kept.written) == len(planned[first]):
        written = kept.written
        if kept.goal != member.slot.goal:
            ((*outcomes,),) = toggled((written,), member.slot.goal, member.lift, member.lift)
            written = tuple(
                PlannedGroup(group.set_type, outcome.targets)
                for group, outcome in zip(written, outcomes, strict=True)
            )
        planned[first] = tuple(
            PlannedGroup(group.set_type, onto(group.targets, now.targets, member.lift))
            for group, now in zip(written, planned[first], strict=True)
        )
    return replace(member, weeks=weeks, planned=tuple(planned), spare=spare)


@dataclass(frozen=True, slots=True)
class Filled:
    """The schedule of each slot that a scheme fills, and those of their phases."""

    schedules: dict[uuid.UUID, Schedule]
    phases: tuple[PhaseSchedule, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the trainer should know about them, each once."""
        return tuple(dict.fromkeys(finding for phase in self.phases for finding in phase.findings))


def fill(members: Iterable[Member], schemes: Mapping[uuid.UUID, Scheme]) -> Filled:
    """Fill the weeks of the slots that have a scheme here; those with the same one of a phase together."""
    groups: dict[tuple[uuid.UUID, Scheme], list[Member]] = {}
    for member in members:
        scheme = schemes.get(member.slot.pk)
        if scheme is not None and member.first is not None:
            groups.setdefault((member.phase_id, scheme), []).append(member)
    schedules: dict[uuid.UUID, Schedule] = {}
    phases: list[PhaseSchedule] = []
    for (_, scheme), some in groups.items():
        slots = [PhaseSlot(item.slot.exercise.name, item.workout, item.planned, item.lift) for item in some]
        answer = _schedule(scheme, tuple(slots))
        schedules |= {item.slot.pk: part for item, part in zip(some, answer.slots, strict=True)}
        phases.append(answer)
    return Filled(schedules, tuple(phases))


_schedule = lru_cache(maxsize=32)(phase_schedule)  # what is applied was shown a moment ago


def rows_of(member: Member, schedule: Schedule) -> list[list[SetRow]]:
    """A slot's set groups in each week as they are filled, to be shown; nothing is stored."""
    found = []
    for rows, week in zip(member.weeks, schedule.weeks, strict=True):
        filled = []
        for number, group in enumerate(week.groups):
            row = rows[min(number, len(rows) - 1)]
            columns = bridge.columns_of(
                group.targets,
                member.lift,
                edited=asked_of(group, week, bridge.edited_in(row)),
                set_type=group.set_type.value,
            )
            fresh = {**columns, "set_type": group.set_type.value, "position": number + 1}
            filled.append(replace(row, **fresh))
        found.append(filled)
    return found


def asked_of(group: PlannedGroup, week: ScheduledWeek, stood: Field | None) -> Field | None:
    """What counts as typed of a filled set group: the repetitions that a progression asks for.

    Where the loads on hand are far apart RIR gives then, and not they. `stood`: what was typed before.
    """
    if week.says == AS_WRITTEN:
        return stood
    free = group.targets.reps is not None and Field.RIR not in group.targets.pins
    return Field.REPS if free and group.set_type in COUNTED else None


def suits(schedule: Schedule) -> bool:
    """Whether a scheme has anything to do with a slot: a timed set has no percentages, say."""
    if schedule.scheme.ease is not None:
        return True
    return not any(finding.code in UNSUITABLE for finding in schedule.findings)


def progression_of(member: Member, schedule: Schedule, chosen: Scheme, goal: str) -> Progression:
    """What a slot keeps of a schedule that begins with `member`; `goal` is the one it was chosen for."""
    first = member.first
    assert first is not None  # it was filled
    before, after = member.planned[first], schedule.weeks[first].groups
    positions = [row.position for week in member.weeks for row in week]
    added = any(len(week.groups) > len(rows) for week, rows in zip(schedule.weeks, member.weeks, strict=True))
    return Progression(
        scheme=chosen,
        goal=Goal(goal),
        deloads=tuple(week.number for week in schedule.weeks if week.deload),
        written=before if after != before else (),
        added_from=max(positions) + 1 if added else 0,
    )


SlotWeeks = Sequence[Sequence[Any]]  # the grid's rows of a slot by week, each week's lead first


def under_goal(
    slots: Sequence[SlotWeeks], goal: str, *, stay: Collection[uuid.UUID] = ()
) -> Iterator[tuple[SlotWeeks, tuple[Planned, ...]]]:
    """What the weeks of slots that progressions own would be under a goal; week 1 alone is enough.

    Weeks in which a slot isn't done are empty; one of them has rows. Slots in their workouts' order; those
    that `stay` keep their goal, and are given only because days take turns with them.
    """
    groups: dict[tuple[uuid.UUID, Scheme], list[tuple[SlotWeeks, PhaseSlot]]] = {}
    leads = [next(week[0] for week in weeks if week) for weeks in slots]
    workouts: list[uuid.UUID] = list(dict.fromkeys(lead.workout_id for lead in leads))
    for weeks, lead in zip(slots, leads, strict=True):
        kept = Progression.read(lead.scheme)
        assert kept is not None
        lift = bridge.thaw_lift(lead.lift, method=lead.in_force)
        begin = tuple(planned_week(week, goal=lead.goal) for week in weeks)
        if lead.slot_id not in stay:
            begin = tuple(
                tuple(
                    PlannedGroup(group.set_type, outcome.targets)
                    for group, outcome in zip(week, outcomes, strict=True)
                )
                for week, outcomes in zip(begin, toggled(begin, goal, lift, lift), strict=True)
            )
        slot = PhaseSlot(lead.exercise, workouts.index(lead.workout_id), begin, lift)
        scheme = kept.under(lead.goal if lead.slot_id in stay else goal)
        groups.setdefault((lead.phase_id, scheme), []).append((weeks, slot))
    for (_, scheme), some in groups.items():
        answer = _schedule(scheme, tuple(slot for _, slot in some))
        for (weeks, _), part in zip(some, answer.slots, strict=True):
            yield weeks, tuple(week.groups for week in part.weeks)


# What was typed stays


_WHERE: dict[Field, Sequence[str]] = {
    Field.INTENSITY: ("intensity",),
    Field.LOAD: ("load",),
    Field.REPS: ("reps", "reps_high", "seconds"),
    Field.RIR: ("rir",),
    Field.SETS: ("sets",),
    Field.REST: ("rest_seconds",),
    Field.TEMPO: ("tempo",),
}


def same(field: Field, one: Targets, other: Targets) -> bool:
    """Whether two set groups have the same number there."""
    return all(getattr(one, name) == getattr(other, name) for name in _WHERE[field])


def kept_as_typed(after: Targets, typed: Iterable[Field]) -> Targets:
    """A later week's set group that was typed in, so pinned that filling again leaves it as it is now.

    What was typed is pinned; where that is of the load or the effort, load and repetitions are.
    """
    pins = after.pins | frozenset(typed)
    if frozenset(typed) & CHAIN:
        pins |= {Field.REPS} if after.reps is not None or after.seconds is not None else set()
        pins |= {Field.INTENSITY} if after.intensity is not None and Field.LOAD not in pins else set()
    return replace(after, pins=pins)


def held(row: SetGroup, slot: Slot, lift: Lift) -> SetGroup:
    """A set group as it is copied into a later week that a progression owns: its work is pinned there."""
    if row.set_type not in COUNTED:
        return row
    targets = bridge.targets_of(row, goal=slot.goal)
    targets = kept_as_typed(targets, [Field.SETS, Field.REPS if targets.load is None else Field.LOAD])
    fresh = copy(row)
    columns = bridge.columns_of(targets, lift, edited=bridge.edited_in(row), set_type=row.set_type)
    for name, value in columns.items():
        setattr(fresh, name, value)
    return fresh
