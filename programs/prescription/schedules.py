"""Filling the weeks of a slot or a phase by a scheme, to be shown before it is applied.

As many weeks come out as went in. Week 1 is what the trainer wrote; the others are counted from it, and what
is pinned in them stays. In a deload week the progression waits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from programs.prescription.effect import effect_of
from programs.prescription.filling import Cell, Telling, Week, fill_week, outcome_of
from programs.prescription.lift import Lift
from programs.prescription.planned import PlannedProgram, PlannedWeek, PlannedWorkout
from programs.prescription.problems import Finding, Note
from programs.prescription.schemes import AS_WRITTEN, Ease, Place, Scheme, Step
from programs.prescription.set_types import PlannedGroup
from programs.prescription.targets import Outcome, Targets
from programs.prescription.toggles import toggle_slot
from programs.prescription.volume import PlannedSets
from programs.prescription.weeks import program_findings
from programs.prescription.words import COUNTED, Field, Goal

# What a program's findings say about a schedule; the others are about whole programs.
ABOUT_SCHEDULES = frozenset({"load_jump", "technique_first", "no_deload"})
LESS = 1e-6  # a smaller difference in RIR is noise


@dataclass(frozen=True, slots=True)
class ScheduledWeek:
    """A filled week: what it does in words, its set groups, and one outcome for each in the same order.

    The groups of the week before filling come first, in their order; their types may have changed. Those
    that the scheme adds come last; their outcome has no `before`. A week without the slot is empty.
    """

    number: int
    says: str = ""
    deload: bool = False
    groups: tuple[PlannedGroup, ...] = ()
    told: "_Told | None" = field(default=None, repr=False)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What moved and why, put into words when asked: to store the weeks nobody reads them."""
        return () if self.told is None else self.told.outcomes()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a week's outcomes are told from: its cells, what it was before, and with which words."""

    cells: tuple[Cell, ...]
    before: Week
    telling: Telling
    lift: Lift

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(
            outcome_of(
                cell,
                None if cell.origin is None else self.before[cell.origin].targets,
                self.telling,
                self.lift,
            )
            for cell in self.cells
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    """A slot's weeks as a scheme fills them, and what the trainer should know about them."""

    scheme: Scheme
    weeks: tuple[ScheduledWeek, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseSlot:
    """One slot of a phase: what it trains, in which workout of the week (from 0), its weeks and its lift.

    The slots of an exercise in different workouts take turns, where a scheme has heavy and light days.
    """

    exercise: str
    workout: int
    weeks: tuple[tuple[PlannedGroup, ...], ...]
    lift: Lift


@dataclass(frozen=True, slots=True)
class PhaseSchedule:
    """A schedule for each slot of a phase, in their order; `filled` are the slots that were filled."""

    slots: tuple[Schedule, ...]
    filled: tuple[PhaseSlot, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the trainer should know about all: summed up when asked, not when they are stored."""
        own = [finding for part in self.slots for finding in part.findings]
        return (*_program_findings(self.slots, self.filled), *own)


def schedule(
    scheme: Scheme,
    weeks: Sequence[Week],
    lift: Lift,
    *,
    turn: int = 0,
    heavy: Week | None = None,
    name: str = "This exercise",
) -> Schedule:
    """Fill the weeks of a slot; the first of a week's set groups leads it.

    `turn` is the ordinal, from 0, of the slot's workout among those of the week with the same exercise;
    `heavy` the first week, as filled, of the slot with turn 0: light and medium days are counted from it.
    `name` is the exercise in the findings. Weeks without set groups stay empty and don't progress. Never
    raises for weeks that can be stored.
    """
    return _judged(_Task(scheme, weeks, weeks, lift, turn, heavy).filled(), name, lift)


def regenerate(
    scheme: Scheme,
    weeks: Sequence[Week],
    goal: Goal,
    lift: Lift,
    *,
    turn: int = 0,
    heavy: Week | None = None,
    name: str = "This exercise",
) -> Schedule:
    """Toggle a slot's goal and fill its weeks anew: week 1 from the goal's start, the scheme for the goal.

    The outcomes count from `weeks` as given; `turn`, `heavy` (toggled too) and `name` are as in `schedule`.
    The schedule's scheme is the one that suits the goal (`Scheme.for_goal`).
    """
    toggled = _toggled(weeks, goal, lift)
    task = _Task(scheme.for_goal(goal), toggled, weeks, lift, turn, heavy, f"{goal}'s start")
    return _judged(task.filled(), name, lift)


def phase_schedule(scheme: Scheme, slots: Sequence[PhaseSlot]) -> PhaseSchedule:
    """Fill the weeks of all slots of a phase by one scheme."""
    return _phase(scheme, slots, [slot.weeks for slot in slots])


def regenerate_phase(scheme: Scheme, slots: Sequence[PhaseSlot], goal: Goal) -> PhaseSchedule:
    """Toggle the goal of all slots of a phase and fill their weeks anew."""
    toggled = [replace(slot, weeks=_toggled(slot.weeks, goal, slot.lift)) for slot in slots]
    return _phase(scheme.for_goal(goal), toggled, [slot.weeks for slot in slots], f"{goal}'s start")


def _toggled(weeks: Sequence[Week], goal: Goal, lift: Lift) -> tuple[tuple[PlannedGroup, ...], ...]:
    outcomes = toggle_slot(weeks, goal, lift)
    return tuple(
        tuple(PlannedGroup(group.set_type, moved.targets) for group, moved in zip(week, answers, strict=True))
        for week, answers in zip(weeks, outcomes, strict=True)
    )


def _phase(
    scheme: Scheme, slots: Sequence[PhaseSlot], before: Sequence[Sequence[Week]], begins: str = AS_WRITTEN
) -> PhaseSchedule:
    """The first slot of an exercise in the week is filled first: the others may be counted from it."""
    workouts: dict[str, list[int]] = {}
    heavy: dict[str, Week | None] = {}
    filled: dict[int, Schedule] = {}
    for place in sorted(range(len(slots)), key=lambda place: slots[place].workout):
        slot = slots[place]
        of_exercise = workouts.setdefault(slot.exercise, [])
        if slot.workout not in of_exercise:
            of_exercise.append(slot.workout)
        turn = of_exercise.index(slot.workout)
        task = _Task(scheme, slot.weeks, before[place], slot.lift, turn, heavy.get(slot.exercise), begins)
        part = task.filled()
        heavy.setdefault(slot.exercise, next((week.groups for week in part.weeks if week.groups), None))
        filled[place] = _judged(part, slot.exercise, slot.lift, alone=False)
    return PhaseSchedule(tuple(filled[place] for place in range(len(slots))), tuple(slots))


# Filling


@dataclass(frozen=True, slots=True)
class _Task:
    """A slot's weeks to fill, and what they were before; `begins` says where week 1 comes from."""

    scheme: Scheme
    weeks: Sequence[Week]
    before: Sequence[Week]
    lift: Lift
    turn: int
    heavy: Week | None
    begins: str = AS_WRITTEN

    def filled(self) -> Schedule:
        """The weeks in their order, with what the scheme has to say about them, each once."""
        deloads = self.scheme.deload_weeks(len(self.weeks))
        trained = [number for number, week in enumerate(self.weeks, 1) if week]
        progressing = [number for number in trained if number == trained[0] or number not in deloads]
        notes: dict[str, Finding] = {}
        filled = []
        base: Week = ()
        steps = -1
        for number, week in enumerate(self.weeks, 1):
            if not week:
                filled.append(ScheduledWeek(number))
                continue
            base = base or week
            ease = None if number in progressing else self.scheme.ease
            steps += number in progressing
            source = _source(self.scheme, base, self.heavy, self.turn)
            step = self.scheme.at(source, Place(steps, len(progressing), self.turn), self.lift)
            notes |= {note.code: note for note in step.notes}
            cells = fill_week(week, base, step, self.lift, source=source, ease=ease)
            filled.append(self._week(number, step, ease, cells, first=number == trained[0]))
            if number == trained[0]:
                base = filled[-1].groups
        return Schedule(self.scheme, tuple(filled), tuple(notes.values()))

    def _week(
        self, number: int, step: Step, ease: Ease | None, cells: tuple[Cell, ...], *, first: bool
    ) -> ScheduledWeek:
        says = step.says if ease is None else ease.says
        telling = Telling(number, says, self.scheme.name, self.begins if first else AS_WRITTEN)
        return ScheduledWeek(
            number,
            says,
            step.deload or ease is not None,
            tuple(PlannedGroup(cell.set_type, cell.targets) for cell in cells),
            _Told(cells, self.before[number - 1], telling, self.lift),
        )


def _source(scheme: Scheme, base: Week, heavy: Week | None, turn: int) -> Targets:
    """The first working sets that the scheme counts from: the heavy day's where days take turns."""
    own = base[0].targets
    if not (scheme.takes_turns and turn and heavy):
        return own
    return heavy[0].targets.but(goal=own.goal, tempo=own.tempo, pins=own.pins)


# What the trainer should know


def _judged(schedule: Schedule, name: str, lift: Lift, *, alone: bool = True) -> Schedule:
    """The schedule with its findings, those of the weeks as a program included when it stands alone."""
    own = [replace(note, where=name) for note in (*schedule.findings, *_counts_on_gains(schedule, name))]
    if not alone:
        return replace(schedule, findings=tuple(own))
    slot = PhaseSlot(name, 0, (), lift)
    return replace(schedule, findings=(*_program_findings((schedule,), (slot,)), *own))


def _counts_on_gains(schedule: Schedule, name: str) -> Iterator[Finding]:
    """Weeks that ask for more repetitions than the strength known today gives."""
    leads = [(week.number, week.groups[0].targets) for week in schedule.weeks if week.groups]
    first = leads[0][1].rir if leads else None
    least = min(first or 0.0, 0.0) - LESS
    numbers = [number for number, lead in leads if lead.rir is not None and lead.rir < least]
    if numbers:
        listed = ", ".join(map(str, numbers))
        weeks = f"week {listed} counts" if len(numbers) == 1 else f"weeks {listed} count"
        text = f"{name}: {weeks} on the client getting stronger."
        why = "On the strength known today the sets ask for more repetitions than people manage on average."
        yield Note("counts_on_gains", text, Field.RIR, why, "nuzzo_2024")


def _program_findings(schedules: Sequence[Schedule], slots: Sequence[PhaseSlot]) -> tuple[Finding, ...]:
    count = max((len(part.weeks) for part in schedules), default=0)
    weeks = []
    for index in range(count):
        workouts: dict[int, list[PlannedSets]] = {}
        present = []
        for part, slot in zip(schedules, slots, strict=True):
            if index < len(part.weeks) and part.weeks[index].groups:
                present.append(part.weeks[index].deload)
                workouts.setdefault(slot.workout, []).extend(_rows(part.weeks[index], slot))
        planned = tuple(PlannedWorkout(str(key), tuple(workouts[key])) for key in sorted(workouts))
        weeks.append(PlannedWeek(index + 1, planned, deload=bool(present) and all(present)))
    found = program_findings(PlannedProgram(tuple(weeks)))
    return tuple(finding for finding in found if finding.code in ABOUT_SCHEDULES)


def _rows(week: ScheduledWeek, slot: PhaseSlot) -> Iterator[PlannedSets]:
    """The sets that count, with their loads as built."""
    for group in week.groups:
        if group.set_type in COUNTED:
            effect = effect_of(group.targets, slot.lift)
            yield PlannedSets(
                slot.exercise,
                group.targets.sets,
                effect.reps,
                group.targets.rest_seconds,
                set_type=group.set_type,
                load=effect.load,
                unit=slot.lift.unit,
                signed_off=slot.lift.signed_off,
            )
