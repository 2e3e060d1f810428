"""How many sets the exercises of a phase get: as many as the client's time and what is known to help allow.

1. The time: isolation goes down to two sets and then out, the last first; compound lifts go down to three
   sets, the last first; then the last of them goes while three are left; then they go down to two sets; at
   last two lifts stay.
2. No muscle gets more than 20 fractional sets a week or 11 in a session: the last exercise that trains it
   directly loses sets down to two, then the last goes; the main lifts for strength lose sets after that.
3. Time that is left goes to the muscles with the fewest sets: exercises that train one with fewer than ten
   directly grow to the goal's start, one set at a time, within 1 and 2. Not for novices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from programs.prescription.draft_choice import ExerciseFact
from programs.prescription.draft_numbers import (
    CLIMB,
    DraftSets,
    most_sets,
    row_goal,
    sets_in,
    starting_sets,
)
from programs.prescription.effect import nearest_whole
from programs.prescription.muscles import SESSION_MOST, SETS_ENOUGH, SETS_HIGH
from programs.prescription.volume import PlannedSets, session_minutes, weekly_sets
from programs.prescription.words import Experience, Goal

MAINS = 2  # the first compound lifts of a day
FEWEST_SETS, FEWEST_LIFTS = 2, 2
USUAL_SETS, USUAL_LIFTS = 3, 3  # what stays as long as it can


@dataclass(frozen=True, slots=True)
class DraftSlot:
    """An exercise in a workout: why it stands there, and its sets in each week of the phase."""

    exercise: ExerciseFact
    why: str
    goal: Goal
    weeks: tuple[DraftSets, ...]


@dataclass(frozen=True, slots=True)
class DraftWorkout:
    """A training day; `minutes` are those of its longest week, sets and rests without a warm-up."""

    name: str
    slots: tuple[DraftSlot, ...]
    minutes: int


def planned_sets(exercise: ExerciseFact, goal: Goal, sets: DraftSets) -> PlannedSets:
    """Drafted sets as totals and findings see them."""
    return PlannedSets(
        exercise=exercise.name,
        sets=sets.sets,
        reps=sets.reps,
        rest_seconds=sets.rest_seconds,
        goal=goal,
        seconds=sets.seconds,
        per_side=exercise.unilateral,
        compound=exercise.compound,
        primary=exercise.primary,
        secondary=exercise.secondary,
        pattern=exercise.pattern,
        region=exercise.region,
    )


@dataclass(slots=True)
class Row:
    """An exercise on its way into a workout; `place` is its rank in the day from 0."""

    exercise: ExerciseFact
    why: str
    place: int
    goal: Goal = Goal.HYPERTROPHY
    sets: int = 0

    @property
    def held(self) -> bool:
        """A main lift for strength is what such a program is about."""
        return self.goal is Goal.STRENGTH and self.place < MAINS


@dataclass(slots=True)
class PhaseFit:
    """The workouts of a phase while sets are given and taken; `said` is what was left out, in words."""

    experience: Experience
    minutes: int
    goal: Goal
    weeks: int
    days: list[tuple[str, list[Row]]]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        experience = self.experience
        for _, rows in self.days:
            for row in rows:
                main = row.place < MAINS
                row.goal = row_goal(row.exercise, self.goal, experience, main=main)
                row.sets = starting_sets(row.exercise, row.goal, self.goal, experience, main=main)

    def fitted(self) -> tuple[DraftWorkout, ...]:
        """The workouts of the phase with no muscle beyond its bounds and, where possible, in time."""
        for name, rows in self.days:
            before = [row.exercise.name for row in rows]
            while self._minutes(rows) > self.minutes and _shorter(rows):
                pass
            kept = {row.exercise.name for row in rows}
            if gone := [exercise for exercise in before if exercise not in kept]:
                listed = ", ".join(gone)
                self.said.append(f"{name}: {listed} left out to fit {self.minutes} minutes.")
        for name, rows in self.days:
            self._bounded([(name, rows)], SESSION_MOST)
        self._bounded(self.days, SETS_HIGH)
        if self.experience is not Experience.NOVICE:
            while self._grown():
                pass
        return tuple(
            DraftWorkout(
                name,
                tuple(DraftSlot(row.exercise, row.why, row.goal, self._weeks(row)) for row in rows),
                nearest_whole(self._minutes(rows)),
            )
            for name, rows in self.days
        )

    def _weeks(self, row: Row) -> tuple[DraftSets, ...]:
        return tuple(self._week(row, week) for week in range(self.weeks))

    def _week(self, row: Row, week: int) -> DraftSets:
        return sets_in(row.exercise, row.goal, self.experience, row.sets, week=week)

    def _minutes(self, rows: Sequence[Row]) -> float:
        """Minutes of the longest week, which is one of the first: later ones have fewer repetitions."""
        return max(
            session_minutes(planned_sets(row.exercise, row.goal, self._week(row, week)) for row in rows)
            for week in range(CLIMB)
        )

    def _bounded(self, days: Sequence[tuple[str, list[Row]]], most: int) -> None:
        """Take sets away until no muscle gets more than so many in these workouts together; rule 5."""
        while True:
            rows = [row for _, day in days for row in day]
            totals = self._totals(rows)
            muscle = next(iter(totals), "")
            if totals.get(muscle, 0) <= most:
                return
            direct = [row for row in rows if muscle in row.exercise.primary]
            others = [row for row in direct if not row.held]
            lifts = [row for row in direct if row.held and row.sets > FEWEST_SETS]
            if fewer := [row for row in others if row.sets > FEWEST_SETS]:
                _last(fewer).sets -= 1
            elif others:
                self._leave_out(_last(others), muscle)
            elif lifts:
                _last(lifts).sets -= 1
            else:
                return

    def _grown(self) -> bool:
        """Add one set by rule 7; False when there is none to add."""
        totals = self._totals([row for _, rows in self.days for row in rows])
        growing = [
            (min(totals[muscle] for muscle in row.exercise.primary), number, row.place, rows, row)
            for number, (_, rows) in enumerate(self.days)
            for row in rows
            if row.sets < most_sets(row.exercise, row.goal, self.experience)
        ]
        for fewest, _, _, rows, row in sorted(growing, key=lambda item: item[:3]):
            if fewest >= SETS_ENOUGH:
                return False
            row.sets += 1
            if (
                self._minutes(rows) <= self.minutes
                and max(self._totals(rows).values()) <= SESSION_MOST
                and max(self._totals([row for _, day in self.days for row in day]).values()) <= SETS_HIGH
            ):
                return True
            row.sets -= 1
        return False

    def _totals(self, rows: Sequence[Row]) -> dict[str, float]:
        """Fractional sets per muscle, most first."""
        return weekly_sets(planned_sets(row.exercise, row.goal, self._week(row, 0)) for row in rows)

    def _leave_out(self, gone: Row, muscle: str) -> None:
        for name, rows in self.days:
            if any(row is gone for row in rows):
                rows[:] = [row for row in rows if row is not gone]
                words = muscle.replace("_", " ")
                self.said.append(f"{name}: {gone.exercise.name} left out, the {words} have enough sets.")


def _last(rows: Sequence[Row]) -> Row:
    """What matters least: isolation, then what stands last."""
    return max(rows, key=lambda row: (not row.exercise.compound, row.place, row.sets))


def _shorter(rows: list[Row]) -> bool:
    """Take one thing away from a workout that is too long, by rule 6; False when nothing is left to take."""
    isolation = [row for row in rows if not row.exercise.compound]
    lifts = [row for row in rows if row.exercise.compound]
    for row in reversed(isolation):
        if row.sets > FEWEST_SETS:
            row.sets -= 1
            return True
    fewest = 0 if lifts else FEWEST_LIFTS
    if len(isolation) > fewest:
        rows.remove(isolation[-1])
        return True
    for least, few in ((USUAL_SETS, USUAL_LIFTS), (FEWEST_SETS, FEWEST_LIFTS)):
        most = max((row.sets for row in lifts), default=0)
        if most > least:
            next(row for row in reversed(lifts) if row.sets == most).sets -= 1
            return True
        if len(lifts) > few:
            rows.remove(lifts[-1])
            return True
    return False
