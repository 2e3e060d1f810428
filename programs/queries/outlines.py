"""What an outlined program adds up to before any row of it is made: minutes, sets per muscle, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from programs.prescription import (
    Experience,
    Goal,
    Kind,
    PlannedProgram,
    PlannedSets,
    PlannedWeek,
    PlannedWorkout,
    goal_of_reps,
)
from programs.prescription.effect import nearest_whole
from programs.shorthand import Cell, Outline, OutlinedSlot, OutlinedWorkout, Sets, write_cell


class Trained(Protocol):
    """What is known of an exercise, whoever knows it."""

    @property
    def name(self) -> str: ...
    @property
    def pattern(self) -> str: ...
    @property
    def mechanics(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def primary(self) -> tuple[str, ...]: ...
    @property
    def secondary(self) -> tuple[str, ...]: ...
    @property
    def unilateral(self) -> bool: ...


def goal_of_slot(slot: OutlinedSlot) -> Goal:
    """The goal of a written exercise, by its first working sets that count repetitions."""
    groups = (group for week in slot.weeks if week for group in week if group.set_type == "working")
    return goal_of_reps(next((group.reps for group in groups if group.reps is not None), None))


def planned_outline(
    found: Outline,
    exercises: Mapping[str, Trained],
    *,
    experience: Experience = Experience.INTERMEDIATE,
    minutes: int | None = None,
) -> PlannedProgram:
    """An outlined program for the engine's totals and findings; every set of it says its rest.

    `exercises` by the written name in small letters. Weights stay open, so nothing is said of them.
    """
    weeks: list[PlannedWeek] = []
    for phase in found.phases:
        for week in range(phase.weeks):
            workouts = tuple(_workout(workout, week, exercises) for workout in phase.workouts)
            weeks.append(PlannedWeek(len(weeks) + 1, tuple(item for item in workouts if item.rows)))
    return PlannedProgram(tuple(weeks), experience=experience, minutes=minutes)


def _workout(workout: OutlinedWorkout, week: int, exercises: Mapping[str, Trained]) -> PlannedWorkout:
    rows: list[PlannedSets] = []
    for slot in workout.slots:
        exercise, goal = exercises[slot.name.casefold()], goal_of_slot(slot)
        rows += [_sets(group, exercise, goal) for group in slot.weeks[week] or ()]
    return PlannedWorkout(workout.name, tuple(rows))


def _sets(group: Sets, exercise: Trained, goal: Goal) -> PlannedSets:
    return PlannedSets(
        exercise=exercise.name,
        sets=group.sets or 1,
        reps=group.reps,
        rest_seconds=group.rest_seconds or 0,
        set_type=group.set_type,
        goal=goal,
        seconds=group.seconds,
        tempo=group.tempo,
        per_side=group.per_side or exercise.unilateral,
        compound=exercise.mechanics == Kind.COMPOUND,
        primary=exercise.primary,
        secondary=exercise.secondary,
        pattern=exercise.pattern,
        region=exercise.region,
    )


@dataclass(frozen=True, slots=True)
class OutlineTotals:
    """The longest workout in minutes, and the fractional sets per muscle of the fullest week, most first."""

    minutes: int
    muscles: tuple[tuple[str, float], ...]


def totals_of_outline(planned: PlannedProgram) -> OutlineTotals:
    """What the fullest week of a program comes to; nothing where it is empty."""
    if not planned.weeks:
        return OutlineTotals(0, ())
    fullest = max(planned.weeks, key=lambda week: (week.sums.sets, -week.number))
    longest = max((workout.sums.minutes for week in planned.weeks for workout in week.workouts), default=0.0)
    muscles = sorted(fullest.sums.muscles.items(), key=lambda item: (-item[1], item[0]))
    return OutlineTotals(nearest_whole(longest), tuple(muscles))


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """An exercise of a week as people read it: its name, its sets, its note."""

    name: str
    sets: str
    note: str


def written_week(
    workouts: Sequence[OutlinedWorkout], week: int
) -> list[tuple[OutlinedWorkout, list[WrittenRow]]]:
    """The workouts of one week of a phase, counted from 0, with their rows in the shorthand."""
    return [
        (
            workout,
            [
                WrittenRow(slot.name, write_cell(Cell(slot.weeks[week] or ())), slot.note)
                for slot in workout.slots
                if slot.weeks[week] is not None
            ],
        )
        for workout in workouts
    ]


def written_weeks(workout: OutlinedWorkout) -> list[tuple[str, list[str]]]:
    """Each exercise of a workout with its sets in every week of the phase, in the shorthand."""
    return [
        (slot.name, [write_cell(Cell(week)) if week else "" for week in slot.weeks]) for slot in workout.slots
    ]
