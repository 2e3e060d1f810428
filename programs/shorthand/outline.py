"""Puts the lines of a written program in their places: phases, their weeks and workouts, slots and sets.

Weeks and workouts that come again under the same heading are the same: Day 1 of week 2 goes on with Day 1
of week 1, and an exercise of the same code and name is the same slot. What stands under no week is for
all weeks of its phase.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from programs.shorthand.words import Line, Sets
from programs.shorthand.written import (
    Kind,
    PhaseHeading,
    ReadLine,
    WeekHeading,
    WeekRow,
    WeekSets,
    WorkoutHeading,
    Written,
)

Week = tuple[Sets, ...]


@dataclass(frozen=True, slots=True)
class OutlinedSlot:
    """An exercise's place in a workout: its set groups in each week of the phase, and its lines' numbers.

    None is a week in which it was not written; an empty tuple one in which it stands without numbers.
    """

    code: str | None
    name: str
    note: str
    weeks: tuple[Week | None, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutlinedWorkout:
    """A training day of every week of its phase; `weekday` 0 is Monday."""

    name: str
    weekday: int | None
    note: str
    slots: tuple[OutlinedSlot, ...]


@dataclass(frozen=True, slots=True)
class OutlinedPhase:
    """Consecutive weeks; the name is empty where the text has no phases."""

    name: str
    weeks: int
    workouts: tuple[OutlinedWorkout, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The program that a text describes, and for lines by number what does not go together."""

    title: str
    note: str
    phases: tuple[OutlinedPhase, ...]
    problems: tuple[tuple[int, str], ...] = ()


def outline(written: Written) -> Outline:
    """The phases, workouts and slots of a written program, from the best reading of each line.

    Lines that are not understood are left out; whoever saves it looks at `unresolved` first. A phase has
    as many weeks as its heading says, else as are written, at least one. Never raises.
    """
    builder = _Builder()
    for line in written.lines:
        builder.take(line)
    return builder.finished()


@dataclass(slots=True)
class _Slot:
    code: str | None
    name: str
    notes: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    always: Week | None = None
    weeks: dict[int, Week] = field(default_factory=dict)


@dataclass(slots=True)
class _Workout:
    name: str
    weekday: int | None
    notes: list[str] = field(default_factory=list)
    slots: list[_Slot] = field(default_factory=list)
    by_name: dict[tuple[str | None, str], list[_Slot]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class _Phase:
    line: int
    heading: PhaseHeading
    workouts: list[_Workout] = field(default_factory=list)
    by_name: dict[tuple[str, int | None], list[_Workout]] = field(default_factory=lambda: defaultdict(list))
    numbers: set[int] = field(default_factory=set)  # of the weeks that are written


@dataclass(slots=True)
class _Builder:
    """Where the reading stands: in which phase, weeks, workout and slot."""

    title: str = ""
    notes: list[str] = field(default_factory=list)
    phases: list[_Phase] = field(default_factory=list)
    weeks: range | None = None
    workout: _Workout | None = None
    slot: _Slot | None = None
    workouts_seen: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    slots_seen: Counter[tuple[str | None, str]] = field(default_factory=Counter)

    def take(self, line: ReadLine) -> None:
        """One line, at its place."""
        match line.kind, line.value:
            case Kind.TITLE, str(title):
                self.title = self.title or title
            case Kind.PHASE, PhaseHeading() as heading:
                self.phases.append(_Phase(line.number, heading))
                self._in_weeks(None)
            case Kind.WEEK, WeekHeading() as heading:
                self._in_weeks(range(heading.first, heading.last + 1))
            case Kind.WORKOUT, WorkoutHeading() as heading:
                if heading.week is not None and self.weeks != range(heading.week, heading.week + 1):
                    self._in_weeks(range(heading.week, heading.week + 1))
                self._in_workout(line.number, heading.name, heading.weekday)
            case Kind.REST_DAY, _:
                self.workout = self.slot = None
            case Kind.NOTE, str(note):
                place = self.slot or self.workout
                (self.notes if place is None else place.notes).append(note)
            case Kind.EXERCISE, (Line() | WeekRow()) as value:
                self._exercise(line.number, value)
            case Kind.SETS, value if self.slot is not None:
                self.slot.lines.append(line.number)
                if isinstance(value, WeekSets):
                    self._write(range(value.first, value.last + 1), value.cell.groups)
            case _:
                pass

    def _phase(self, line: int) -> _Phase:
        if not self.phases:
            self.phases.append(_Phase(line, PhaseHeading("")))
        return self.phases[-1]

    def _in_weeks(self, weeks: range | None) -> None:
        self.weeks, self.workout, self.slot = weeks, None, None
        self.workouts_seen.clear()

    def _in_workout(self, line: int, name: str, weekday: int | None) -> _Workout:
        """The workout of this heading: in a further week, the one that had it before."""
        key = (name.casefold(), weekday)
        phase = self._phase(line)
        same = phase.by_name[key]
        if self.workouts_seen[key] < len(same):
            workout = same[self.workouts_seen[key]]
        else:
            workout = _Workout(name, weekday)
            phase.workouts.append(workout)
            same.append(workout)
        self.workouts_seen[key] += 1
        self.slots_seen.clear()
        self.workout, self.slot = workout, None
        return workout

    def _exercise(self, line: int, value: Line | WeekRow) -> None:
        workout = self.workout or self._in_workout(line, "", None)
        key = (value.code, value.name.casefold())
        same = workout.by_name[key]
        if self.slots_seen[key] < len(same):
            self.slot = same[self.slots_seen[key]]
        else:
            self.slot = _Slot(value.code, value.name)
            workout.slots.append(self.slot)
            same.append(self.slot)
        self.slots_seen[key] += 1
        self.slot.lines.append(line)
        if value.note and value.note not in self.slot.notes:
            self.slot.notes.append(value.note)
        if isinstance(value, WeekRow):
            for week, groups in value.weeks:
                self._write(range(week, week + 1), groups)
        elif self.weeks is not None:
            self._write(self.weeks, value.groups)
        else:
            self.slot.always = value.groups

    def _write(self, weeks: range, groups: Week) -> None:
        self._phase(0).numbers.update(weeks)
        if self.slot is not None:
            self.slot.weeks.update(dict.fromkeys(weeks, groups))

    def finished(self) -> Outline:
        problems: list[tuple[int, str]] = []
        phases: list[OutlinedPhase] = []
        before = 0
        for phase in self.phases:
            phases.append(_outlined(phase, before, problems))
            before += phases[-1].weeks
        return Outline(self.title, "; ".join(self.notes), tuple(phases), tuple(problems))


def _outlined(phase: _Phase, before: int, problems: list[tuple[int, str]]) -> OutlinedPhase:
    """A phase with its weeks counted from 1, whether the text counts on from the phase before or not."""
    lowest, highest = min(phase.numbers, default=1), max(phase.numbers, default=1)
    first = phase.heading.first_week or before + 1
    base = first if lowest >= first else 1
    written = highest - base + 1
    weeks = phase.heading.weeks or written
    if written > weeks:
        problems.append(
            (phase.line, f"Week {written} of the phase is written, but its heading says {weeks}.")
        )
        weeks = written
    workouts = tuple(
        OutlinedWorkout(
            workout.name,
            workout.weekday,
            "; ".join(workout.notes),
            tuple(_slot(slot, range(base, base + weeks)) for slot in workout.slots),
        )
        for workout in phase.workouts
    )
    empty = [
        week + 1
        for week in range(weeks)
        if workouts and all(slot.weeks[week] is None for workout in workouts for slot in workout.slots)
    ]
    if empty:
        numbers = ", ".join(map(str, empty))
        problems.append((phase.line, f"Nothing is written for week {numbers} of the phase."))
    return OutlinedPhase(phase.heading.name, weeks, workouts)


def _slot(slot: _Slot, weeks: range) -> OutlinedSlot:
    return OutlinedSlot(
        slot.code,
        slot.name,
        "; ".join(slot.notes),
        tuple(slot.weeks.get(week, slot.always) for week in weeks),
        tuple(slot.lines),
    )
