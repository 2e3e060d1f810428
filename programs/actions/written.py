"""A whole written program as rows: what its outline becomes once it is clear which exercises are meant."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models, transaction

from programs.actions.cell_weeks import stored_as
from programs.actions.history import record
from programs.actions.lines import NOTE_LONGEST
from programs.actions.numbers import SetRow
from programs.actions.programs import PHASES_MOST, WEEKS_MOST, WORKOUTS_MOST
from programs.actions.slots import SLOTS_MOST, ReadingSlot, starting_rows
from programs.bridge import Facts, freeze_lift
from programs.models import Exercise, Group, Phase, Program, SetGroup, Slot, Week, Workout
from programs.order_codes import letter as letter_of
from programs.prescription import Goal
from programs.queries.outlines import goal_of_slot
from programs.shorthand import Outline, OutlinedPhase, OutlinedSlot, OutlinedWorkout, Sets
from trainer.models import User
from web.identifiers import new_uuid

NAME_LONGEST = 120
FROM_TEXT = "Made the program from text"
_CODE = re.compile(r"([A-Z])[0-9]*")

Reading = Callable[[tuple[Sets, ...]], ReadingSlot]  # written sets as what is done with a new slot's rows


@dataclass(slots=True)
class WrittenProgram:
    """The rows of a program that is not stored yet, and by line what cannot be part of it."""

    program: Program
    phases: list[Phase] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    workouts: list[Workout] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    set_groups: list[SetGroup] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def tables(self) -> tuple[Sequence[models.Model], ...]:
        """Parents before the rows that hang on them."""
        return self.phases, self.weeks, self.workouts, self.groups, self.slots, self.set_groups


def written_program(
    program: Program,
    outline: Outline,
    exercises: Mapping[str, Exercise],
    facts: Facts,
    *,
    reading: Reading,
    goal: Goal | None = None,
) -> WrittenProgram:
    """The rows of an outlined program; reads and writes nothing.

    `exercises` by the name that was written, in small letters; what has none is left out. Every row has
    the `goal`; None: the one that its repetitions belong to (programs.prescription.goal_of_reps).
    """
    builder = _Builder(WrittenProgram(program), exercises, facts, reading, goal)
    for number, phase in enumerate(outline.phases, start=1):
        builder.phase(phase, number)
    if len(outline.phases) > PHASES_MOST:
        builder.found.problems.append((0, f"A program has at most {PHASES_MOST} phases."))
    return builder.found


@dataclass(frozen=True, slots=True)
class _Builder:
    found: WrittenProgram
    exercises: Mapping[str, Exercise]
    facts: Facts
    reading: Reading
    goal: Goal | None

    @property
    def _context(self) -> dict[str, Any]:
        return {"program": self.found.program, "studio_id": self.found.program.studio_id}

    def phase(self, outlined: OutlinedPhase, number: int) -> None:
        name = (outlined.name or f"Phase {number}")[:NAME_LONGEST]
        phase = Phase(name=name, position=number, **self._context)
        self.found.phases.append(phase)
        line = min((line for item in outlined.workouts for line in _lines(item)), default=0)
        if outlined.weeks > WEEKS_MOST:
            said = f"A phase has at most {WEEKS_MOST} weeks: part {name} by headings such as Phase 2."
            self.found.problems.append((line, said))
        if len(outlined.workouts) > WORKOUTS_MOST:
            self.found.problems.append((line, f"A phase has at most {WORKOUTS_MOST} workouts."))
        weeks = [Week(phase=phase, position=place, **self._context) for place in _places(outlined.weeks)]
        self.found.weeks += weeks
        for place, item in enumerate(outlined.workouts, start=1):
            self.workout(item, phase, place, weeks)

    def workout(self, outlined: OutlinedWorkout, phase: Phase, place: int, weeks: Sequence[Week]) -> None:
        name = (outlined.name or f"Workout {letter_of(place - 1)}")[:NAME_LONGEST]
        workout = Workout(phase=phase, name=name, position=place, weekday=outlined.weekday, **self._context)
        self.found.workouts.append(workout)
        if len(outlined.slots) > SLOTS_MOST:
            said = f"A workout has at most {SLOTS_MOST} exercises."
            self.found.problems.append((outlined.slots[SLOTS_MOST].lines[0], said))
        known = [slot for slot in outlined.slots if slot.name.casefold() in self.exercises]
        for position, together in enumerate(_grouped(known), start=1):
            kind = {1: Group.Kind.SINGLE, 2: Group.Kind.SUPERSET}.get(len(together), Group.Kind.CIRCUIT)
            group = Group(workout=workout, position=position, kind=kind, **self._context)
            self.found.groups.append(group)
            for number, item in enumerate(together, start=1):
                self.slot(item, group, number, weeks)

    def slot(self, outlined: OutlinedSlot, group: Group, position: int, weeks: Sequence[Week]) -> None:
        exercise = self.exercises[outlined.name.casefold()]
        goal = self.goal or goal_of_slot(outlined)
        slot = Slot(
            group=group,
            exercise=exercise,
            position=position,
            goal=goal.value,
            note=outlined.note[:NOTE_LONGEST],
            lift=freeze_lift(exercise, self.facts),
            **self._context,
        )
        made: dict[tuple[Sets, ...], list[SetRow]] = {}
        rows: list[SetGroup] = []
        try:
            for week, written in zip(weeks, outlined.weeks, strict=True):
                if written is None:
                    continue
                if written not in made:
                    made[written] = starting_rows(slot, self.reading(written) if written else None)
                rows += [
                    stored_as(replace(row, id=new_uuid(), week_id=week.pk), slot) for row in made[written]
                ]
        except ValueError as problem:
            self.found.problems.append((outlined.lines[0], str(problem)))
            return
        self.found.slots.append(slot)
        self.found.set_groups += rows


def _lines(workout: OutlinedWorkout) -> Iterable[int]:
    return (line for slot in workout.slots for line in slot.lines)


def _places(count: int) -> range:
    return range(1, min(count, WEEKS_MOST) + 1)


def _grouped(slots: Sequence[OutlinedSlot]) -> list[list[OutlinedSlot]]:
    """Neighbours whose codes have one letter and a number stand together: A1 and A2."""
    found: list[list[OutlinedSlot]] = []
    before = ""
    for slot in slots:
        parts = _CODE.fullmatch(slot.code or "")
        letter = parts[1] if parts and parts[0] != parts[1] else ""
        if letter and letter == before:
            found[-1].append(slot)
        else:
            found.append([slot])
        before = letter
    return found


@transaction.atomic
def store_written(written: WrittenProgram, *, by: User, text: str = FROM_TEXT) -> Program:
    """Store a program with all its rows; the same id a second time gives the program made first.

    `text` is what its history begins with.
    """
    program = written.program
    existing = Program.objects.filter(pk=program.pk, studio=program.studio_id).first()
    if existing is not None:
        return existing
    program.save(force_insert=True)
    for rows in written.tables:
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)
    record(program, by=by, text=text, changes=[])
    return program
