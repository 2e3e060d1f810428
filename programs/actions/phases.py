"""Phases and workouts as wholes: duplicate them, move a phase, copy a workout into another phase."""

import re
import uuid
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from django.db import transaction

from programs.actions.history import Change, ChangedSinceError, lock, made, reshape
from programs.actions.programs import (
    copy_of,
    next_weekday,
    placed,
    refuse_further_phase,
    refuse_further_workout,
)
from programs.actions.progression import follows
from programs.models import Group, Phase, Program, Revision, SetGroup, Slot, Week, Workout
from programs.schedule import spread
from trainer.models import User

GONE = "This phase is not in the program any more: somebody removed it."


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in workouts: groups, slots, set groups."""

    groups: Sequence[Group]
    slots: Sequence[Slot]
    set_groups: Sequence[SetGroup]

    @classmethod
    def of(cls, workouts: Iterable[Workout]) -> "Content":
        """In their order; three queries."""
        groups = list(Group.objects.filter(workout__in=list(workouts)))
        order = ("group__workout__position", "group__workout_id", "group__position", "position", "id")
        slots = list(Slot.objects.filter(group__in=groups).select_related("exercise").order_by(*order))
        return cls(groups, slots, list(SetGroup.objects.filter(slot__in=slots)))

    def planted(
        self, workouts: Mapping[uuid.UUID, Workout], weeks: Iterable[tuple[uuid.UUID, Week]]
    ) -> "Content":
        """The same under new ids in other workouts, by the id of the old one, and in other weeks.

        `weeks` names, for each week that is filled, the old week whose numbers it takes.
        """
        groups = {row.pk: copy_of(row, workout=workouts[row.workout_id]) for row in self.groups}
        slots = {row.pk: copy_of(row, group=groups[row.group_id]) for row in self.slots}
        for row in self.slots:
            slots[row.pk].exercise = row.exercise
        by_week: dict[uuid.UUID, list[SetGroup]] = {}
        for set_group in self.set_groups:
            by_week.setdefault(set_group.week_id, []).append(set_group)
        rows = [
            copy_of(row, week=week, slot=slots[row.slot_id])
            for old, week in weeks
            for row in by_week.get(old, ())
        ]
        return Content(list(groups.values()), list(slots.values()), rows)

    def made(self) -> list[Change]:
        return [
            *made("groups", self.groups),
            *made("slots", self.slots),
            *made("set_groups", self.set_groups),
        ]


def fitted(old: Sequence[uuid.UUID], weeks: Sequence[Week]) -> list[tuple[uuid.UUID, Week]]:
    """Weeks with those whose numbers they take, in order; the last of the old ones fills what is left."""
    return [(old[min(index, len(old) - 1)], week) for index, week in enumerate(weeks)]


def phases_in_order(phase: Phase) -> list[Phase]:
    """The phases of a phase's program as they now stand; raises ChangedSinceError where it is gone."""
    phases = list(phase.program.phases.order_by("position", "id"))
    if phase not in phases:
        raise ChangedSinceError(GONE)
    return phases


def name_of_copy(name: str, taken: Container[str]) -> str:
    """`Base copy`, then `Base copy 2`: a name that nothing beside it has."""
    first = re.sub(r" copy( \d+)?$", "", name)[:110]
    names = (f"{first} copy{f' {number}' if number > 1 else ''}" for number in count(1))
    return next(item for item in names if item not in taken)


@transaction.atomic
def duplicate_phase(
    phase: Phase, *, by: User, phase_id: uuid.UUID | None = None, key: uuid.UUID | None = None
) -> Revision:
    """The same phase once more, right after it, with all its weeks, workouts, exercises and numbers."""
    program = phase.program
    lock(program, key=key)
    refuse_further_phase(program)
    phases = phases_in_order(phase)
    copy = copy_of(phase, name=name_of_copy(phase.name, {row.name for row in phases}))
    copy.id = phase_id or copy.id
    weeks = [(row.pk, copy_of(row, phase=copy)) for row in phase.weeks.all()]
    workouts = {row.pk: copy_of(row, phase=copy) for row in phase.workouts.all()}
    changes = [
        *between_phases(phases, copy, after=phase),
        *made("weeks", [week for _, week in weeks]),
        *made("workouts", workouts.values()),
        *Content.of(phase.workouts.all()).planted(workouts, weeks).made(),
    ]
    return reshape(program, changes, by=by, text=f"Duplicated {phase.name}", key=key)


def between_phases(phases: Sequence[Phase], new: Phase, *, after: Phase) -> list[Change]:
    """A new phase right after another one; those behind it move on."""
    here = phases.index(after) + 1
    new.position = here + 1
    changes = placed("phases", phases[:here]) + placed("phases", phases[here:], first=here + 2)
    return [*changes, *made("phases", [new])]


@transaction.atomic
def move_phase(phase: Phase, *, down: bool, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Let a phase change places with its neighbour; None where it has none on that side."""
    program = phase.program
    lock(program, key=key)
    phases = phases_in_order(phase)
    here = phases.index(phase)
    there = here + (1 if down else -1)
    if not 0 <= there < len(phases):
        return None
    phases[here], phases[there] = phases[there], phases[here]
    text = f"Moved {phase.name} {'down' if down else 'up'}"
    return reshape(program, placed("phases", phases), by=by, text=text, key=key)


@transaction.atomic
def duplicate_workout(workout: Workout, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """The same workout once more, right after it, with all its exercises and numbers."""
    program = workout.program
    lock(program, key=key)
    workouts = refuse_further_workout(workout.phase)
    here = workouts.index(workout)
    name = name_of_copy(workout.name, {row.name for row in workouts})
    weekday = next_weekday(program, workouts)
    copy = copy_of(workout, position=here + 2, name=name, weekday=weekday)
    weeks = [(week.pk, week) for week in Week.objects.filter(phase=workout.phase_id)]
    content = Content.of([workout]).planted({workout.pk: copy}, weeks)
    changes = placed("workouts", workouts[here + 1 :], first=here + 3)
    changes += [*made("workouts", [copy]), *content.made()]
    return reshape(program, changes, by=by, text=f"Duplicated {workout.name}", key=key)


@transaction.atomic
def copy_workout(workout: Workout, phase: Phase, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """A workout once more at the end of a phase of its program, week by week; the last one repeats."""
    program = workout.program
    lock(program, key=key)
    workouts = refuse_further_workout(phase)
    copy = copy_of(
        workout,
        phase=phase,
        position=workouts[-1].position + 1 if workouts else 1,
        weekday=free_day(program, workout.weekday, workouts),
    )
    old = list(Week.objects.filter(phase=workout.phase_id).order_by("position").values_list("pk", flat=True))
    weeks = fitted(old, list(phase.weeks.order_by("position")))
    content = Content.of([workout]).planted({workout.pk: copy}, weeks)
    changes = [*made("workouts", [copy]), *content.made()]
    text = f"Copied {workout.name} to {phase.name}"
    return reshape(program, changes, by=by, text=text, key=key, then=follows(program, changes))


def free_day(program: Program, weekday: int | None, workouts: Sequence[Workout]) -> int | None:
    """The weekday that a workout had where it is free, else another; none while there are no dates."""
    if program.starts_on is None:
        return None
    taken = {item.weekday for item in workouts}
    return weekday if weekday is not None and weekday not in taken else next_weekday(program, workouts)


def days_like(program: Program, phase: Phase, count: int) -> list[int | None]:
    """A weekday for each of so many workouts, as a phase has them; none while there are no dates."""
    if program.starts_on is None:
        return [None] * count
    known = [item.weekday or 0 for item in phase.workouts.order_by("position", "id")]
    if len(known) >= count:
        return [*known[:count]]
    return [*spread(workouts=count, days=count, first_weekday=min(known, default=0))]
