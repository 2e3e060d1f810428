"""What the assign page shows: the plan's shape, and its first week with one client's real loads."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from programs.bridge import Facts, resolve_rows
from programs.models import Phase, Program, SetGroup, Slot, SlotExchange, Week, Workout
from programs.queries.desk import LOADED, listed
from programs.queries.overlaps import Overlap, Together, days_of, overlaps_of, together_of
from programs.queries.sessions import day_text
from programs.queries.sheets import entries_of
from programs.queries.workout_page import GroupCard, Reader, cards_of, minutes_of
from programs.schedule import day_of
from trainer.models import Clearance, Client, User
from web.identifiers import new_uuid

BLOCKER, CAUTION, NOTE = "blocker", "caution", "note"
_RANK = {BLOCKER: 0, CAUTION: 1, NOTE: 2}


@dataclass(frozen=True, slots=True)
class PlanPhase:
    name: str
    weeks: list[uuid.UUID]
    workouts: list[Workout]


@dataclass(frozen=True, slots=True)
class Plan:
    """A program's phases in order, each with its weeks and the workouts of a week."""

    program: Program
    phases: list[PlanPhase]

    @property
    def workouts(self) -> list[Workout]:
        return [workout for phase in self.phases for workout in phase.workouts]

    @property
    def shape(self) -> list[tuple[int, list[uuid.UUID]]]:
        """The number of weeks of each phase, with its workouts."""
        return [(len(phase.weeks), [workout.id for workout in phase.workouts]) for phase in self.phases]

    @property
    def weeks(self) -> int:
        return sum(len(phase.weeks) for phase in self.phases)

    @property
    def sessions(self) -> int:
        return sum(len(phase.weeks) * len(phase.workouts) for phase in self.phases)


def plan_of(program: Program) -> Plan:
    """Three queries."""
    weeks: dict[uuid.UUID, list[uuid.UUID]] = {}
    for phase_id, week_id in (
        Week.objects.filter(program=program).order_by("position").values_list("phase_id", "id")
    ):
        weeks.setdefault(phase_id, []).append(week_id)
    workouts: dict[uuid.UUID, list[Workout]] = {}
    for workout in Workout.objects.filter(program=program).order_by("position", "id"):
        workouts.setdefault(workout.phase_id, []).append(workout)
    return Plan(
        program,
        [
            PlanPhase(phase.name, weeks.get(phase.pk, []), workouts.get(phase.pk, []))
            for phase in Phase.objects.filter(program=program).order_by("position", "id")
        ],
    )


@dataclass(frozen=True, slots=True)
class PreviewDay:
    day: str
    name: str
    minutes: int
    groups: list[GroupCard]


@dataclass(frozen=True, slots=True)
class PreviewFinding:
    severity: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class MissingMax:
    exercise_id: uuid.UUID
    name: str
    unit: str  # of the equipment, in which it will be lifted
    max_id: uuid.UUID  # of the max that may be added, so that sending it twice is harmless

    @property
    def key(self) -> str:
        return str(self.exercise_id)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first week as this client would get it. Nothing of it is stored."""

    client: Client
    days: list[PreviewDay]
    findings: list[PreviewFinding]
    missing: list[MissingMax]
    last_day: str
    sessions: int
    overlap: Overlap | None = None  # what else they train meanwhile
    together: Together | None = None  # what both add up to

    @property
    def blockers(self) -> list[PreviewFinding]:
        return self._of(BLOCKER)

    @property
    def cautions(self) -> list[PreviewFinding]:
        return self._of(CAUTION)

    @property
    def notes(self) -> list[PreviewFinding]:
        return self._of(NOTE)

    def _of(self, severity: str) -> list[PreviewFinding]:
        return [finding for finding in self.findings if finding.severity == severity]


def preview(
    plan: Plan, *, client: Client, starts_on: date, weekdays: Mapping[uuid.UUID, int], user: User
) -> Preview:
    """Resolve the program against the client's newest facts in memory.

    Eight queries, and some more where the client has another program meanwhile.
    """
    program = plan.program
    slots, rows = slots_of(program), list(SetGroup.objects.filter(program=program).order_by("position"))
    resolve_rows(slots, rows, Facts.of(client, experience=program.experience), program_method=program.method)
    by_slot = rows_by_slot(rows)
    ends = starts_on + timedelta(days=7 * plan.weeks - 1)
    reader = Reader.of(user)
    days = days_of(plan.shape, starts_on=starts_on, weekdays=weekdays)
    overlap = overlaps_of([client], days, starts_on=starts_on, but=program.pk).get(client.pk)
    return Preview(
        client=client,
        days=_first_week(plan, slots, by_slot, starts_on, weekdays, reader),
        findings=findings_of(plan, client, slots, by_slot),
        missing=missing_of(slots, by_slot),
        last_day=day_text(ends),
        sessions=plan.sessions,
        overlap=overlap,
        together=together_of(program, overlap, starts_on=starts_on, mark=reader.mark) if overlap else None,
    )


def slots_of(program: Program) -> list[Slot]:
    """Every slot with its exercise and group, in the order in which they are trained."""
    return list(
        Slot.objects.filter(program=program)
        .select_related("exercise", "group")
        .order_by(
            "group__workout__phase__position",
            "group__workout__position",
            "group__position",
            "group_id",
            "position",
            "id",
        )
    )


def rows_by_slot(rows: Iterable[SetGroup]) -> dict[uuid.UUID, list[SetGroup]]:
    by_slot: dict[uuid.UUID, list[SetGroup]] = {}
    for row in rows:
        by_slot.setdefault(row.slot_id, []).append(row)
    return by_slot


def _first_week(
    plan: Plan,
    slots: Iterable[Slot],
    by_slot: Mapping[uuid.UUID, list[SetGroup]],
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    reader: Reader,
) -> list[PreviewDay]:
    phase = next((phase for phase in plan.phases if phase.weeks), None)
    if phase is None:
        return []
    week_id = phase.weeks[0]
    exchanged = {
        exchange.slot_id: (exchange.exercise_id, exchange.exercise.name, exchange.exercise.cue)
        for exchange in SlotExchange.objects.filter(week_id=week_id).select_related("exercise")
    }
    columns: dict[uuid.UUID, list[tuple[Any, ...]]] = {}
    for slot in slots:
        if slot.first_week > 1:
            continue
        for row in by_slot.get(slot.id, []):
            if row.week_id == week_id:
                columns.setdefault(slot.group.workout_id, []).append(_columns(slot, row))
    dated = sorted(
        (
            day_of(starts_on=starts_on, week_number=1, weekday=weekdays[workout.id]),
            workout.position,
            workout.name,
            {"exercises": entries_of(columns.get(workout.id, []), exchanged)},
        )
        for workout in phase.workouts
    )
    return [
        PreviewDay(day_text(day), name, minutes_of(sheet), cards_of(sheet, reader))
        for day, _, name, sheet in dated
    ]


def _columns(slot: Slot, row: SetGroup) -> tuple[Any, ...]:
    """One set group in the order in which `entries_of` reads it."""
    exercise = slot.exercise
    return (
        *(slot.group_id, slot.group.kind, slot.id, exercise.id, exercise.name, exercise.cue),
        *(slot.note, slot.goal, slot.lift),
        *(row.id, row.set_type, row.metres, row.per_side, row.effective),
    )


def findings_of(
    plan: Plan, client: Client, slots: Iterable[Slot], by_slot: Mapping[uuid.UUID, list[SetGroup]]
) -> list[PreviewFinding]:
    """What the engine found in any week, each sentence once, and what the calendar asks."""
    found = []
    if client.clearance == Clearance.NEEDED:
        text = "Waits for a health professional’s clearance and should not start before."
        found.append(PreviewFinding(BLOCKER, client.name, text))
    most = max((len(phase.workouts) for phase in plan.phases), default=0)
    if most > client.days_per_week:
        text = f"Has {client.days_per_week} days a week to train; a week here has {most} workouts."
        found.append(PreviewFinding(CAUTION, client.name, text))
    where: dict[tuple[str, str], list[str]] = {}
    for slot in slots:
        for row in by_slot.get(slot.id, []):
            for finding in row.effective["findings"]:
                names = where.setdefault((finding["severity"], finding["text"]), [])
                if slot.exercise.name not in names:
                    names.append(slot.exercise.name)
    found += [PreviewFinding(severity, listed(names), text) for (severity, text), names in where.items()]
    return sorted(found, key=lambda finding: _RANK[finding.severity])


def missing_of(slots: Iterable[Slot], by_slot: Mapping[uuid.UUID, list[SetGroup]]) -> list[MissingMax]:
    """Exercises that get no load because the client has no max, unless every load was typed."""
    found = {
        slot.exercise_id: MissingMax(slot.exercise_id, slot.exercise.name, slot.lift["unit"], new_uuid())
        for slot in slots
        if slot.lift["one_rm"] is None
        and not slot.lift["timed"]
        and slot.lift["load_kind"] in LOADED
        and any(row.load is None for row in by_slot.get(slot.id, []))
    }
    return sorted(found.values(), key=lambda item: item.name.lower())
