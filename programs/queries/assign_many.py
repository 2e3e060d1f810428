"""What a template would be for each of several clients: main lifts with their loads, and what stands out."""

import uuid
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max as Latest
from django.db.models import QuerySet
from django.utils.formats import date_format

from programs.bridge import Facts, edited_in, resolve_rows, targets_of
from programs.models import Program, SetGroup, Slot, SlotExchange
from programs.queries.assign import (
    BLOCKER,
    CAUTION,
    NOTE,
    Plan,
    PreviewFinding,
    findings_of,
    missing_of,
    rows_by_slot,
    slots_of,
)
from programs.queries.desk import listed
from programs.queries.overlaps import days_of, overlaps_of
from programs.queries.workout_page import Reader, load_text, target_text
from trainer.models import Client, User

LIFTS_MOST = 5


@dataclass(frozen=True, slots=True)
class LiftLine:
    """A main lift as it begins: `Bench press`, `4 × 10`, and `80 kg` or how heavy it should feel."""

    name: str
    target: str
    load: str
    known: bool  # whether the load is one, not only a feeling


@dataclass(frozen=True, slots=True)
class ClientPreview:
    """One client's first week in short. Nothing of it is stored."""

    client: Client
    lifts: list[LiftLine]
    missing: str  # exercises without a max, by name
    findings: list[PreviewFinding]

    @property
    def blockers(self) -> list[PreviewFinding]:
        return [finding for finding in self.findings if finding.severity == BLOCKER]

    @property
    def cautions(self) -> list[PreviewFinding]:
        return [finding for finding in self.findings if finding.severity == CAUTION]

    @property
    def notes(self) -> list[PreviewFinding]:
        return [finding for finding in self.findings if finding.severity == NOTE]


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """All of them; what holds for everybody is said once."""

    clients: list[ClientPreview]
    everybody: list[PreviewFinding]
    overlapping: int  # how many train another program meanwhile


def preview_many(
    plan: Plan,
    *,
    clients: Sequence[Client],
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    user: User,
) -> ManyPreview:
    """Resolve the program against each client's newest facts in memory; ten queries, whoever they are."""
    program = plan.program
    slots, rows = slots_of(program), _distinct(plan)
    begins = _first_week(plan, slots, rows)
    names = _exchanged_names(plan)
    facts, reader = Facts.of_each(clients), Reader.of(user)
    days = days_of(plan.shape, starts_on=starts_on, weekdays=weekdays)
    overlaps, held = overlaps_of(clients, days, starts_on=starts_on), copies_held(program, clients)
    found = []
    for client in clients:
        own_slots, own_rows = list(map(copy, slots)), list(map(copy, rows))
        resolve_rows(own_slots, own_rows, facts[client.pk], program_method=program.method)
        by_slot = rows_by_slot(own_rows)
        findings = findings_of(plan, client, own_slots, by_slot)
        if client.pk in held:
            findings.append(PreviewFinding(CAUTION, client.name, f"Has it already, {held[client.pk]}."))
        if client.pk in overlaps:
            findings.append(PreviewFinding(CAUTION, client.name, overlaps[client.pk].text))
        lifts = _lifts(begins, {slot.id: slot for slot in own_slots}, own_rows, names, reader)
        missing = listed([item.name for item in missing_of(own_slots, by_slot)])
        found.append(ClientPreview(client, lifts, missing, findings))
    everybody = _of_everybody(found)
    said = [
        replace(item, findings=[finding for finding in item.findings if finding not in everybody])
        for item in found
    ]
    return ManyPreview(said, everybody, len(overlaps))


def _distinct(plan: Plan) -> list[SetGroup]:
    """The set groups, but of weeks that repeat only the first: the engine's answer is the same."""
    weeks = {pk: number for number, pk in enumerate(week for phase in plan.phases for week in phase.weeks)}
    rows = SetGroup.objects.filter(program=plan.program).select_related("slot").order_by("position")
    found: dict[object, SetGroup] = {}
    for row in sorted(rows, key=lambda row: weeks[row.week_id]):
        targets = targets_of(row, goal=row.slot.goal)
        found.setdefault((row.slot_id, targets, row.set_type, edited_in(row)), row)
    return list(found.values())


def _first_week(plan: Plan, slots: Sequence[Slot], rows: Sequence[SetGroup]) -> list[uuid.UUID]:
    """The set groups with which the main lifts begin: the first working sets of compound exercises."""
    week = next((phase.weeks[0] for phase in plan.phases if phase.weeks), None)
    first: dict[uuid.UUID, uuid.UUID] = {}
    for row in rows:
        if row.week_id == week and row.set_type == SetGroup.Type.WORKING:
            first.setdefault(row.slot_id, row.id)
    begins = [slot for slot in slots if slot.id in first and slot.first_week == 1]
    main = [slot for slot in begins if slot.exercise.mechanics == "compound"] or begins
    by_exercise = {slot.exercise_id: first[slot.id] for slot in reversed(main)}
    return list(reversed(by_exercise.values()))[:LIFTS_MOST]


def _exchanged_names(plan: Plan) -> dict[uuid.UUID, str]:
    """What is done instead in the first week, by slot."""
    week = next((phase.weeks[0] for phase in plan.phases if phase.weeks), None)
    if week is None:
        return {}
    return dict(SlotExchange.objects.filter(week_id=week).values_list("slot_id", "exercise__name"))


def _lifts(
    begins: Sequence[uuid.UUID],
    slots: Mapping[uuid.UUID, Slot],
    rows: Sequence[SetGroup],
    names: Mapping[uuid.UUID, str],
    reader: Reader,
) -> list[LiftLine]:
    by_id = {row.id: row for row in rows}
    found = []
    for row in (by_id[pk] for pk in begins):
        slot = slots[row.slot_id]
        numbers = {
            **row.effective,
            "type": row.set_type,
            "metres": row.metres,
            "per_side": row.per_side,
        }
        load = load_text(numbers, slot.lift, reader)
        name = names.get(slot.id, slot.exercise.name)
        found.append(LiftLine(name, target_text(numbers), load or numbers["equivalent"] or "", bool(load)))
    return found


def _of_everybody(found: Sequence[ClientPreview]) -> list[PreviewFinding]:
    """What is said of every single client, where there are several; blockers are answered one by one."""
    if len(found) < 2:
        return []
    first, *others = found
    rest = [set(item.findings) for item in others]
    return [
        finding
        for finding in (*first.cautions, *first.notes)
        if all(finding in findings for findings in rest)
    ]


def copies_held(program: Program, clients: "Sequence[Client] | QuerySet[Client]") -> dict[uuid.UUID, str]:
    """Who has a copy of a template already, and since when, in words; one query."""
    copies = Program.objects.filter(origin=program, client__in=clients).current()
    rows = copies.annotate(last_day=Latest("sessions__date")).order_by("created_at")
    return {
        client_id: _since(starts_on, last_day)
        for client_id, starts_on, last_day in rows.values_list("client_id", "starts_on", "last_day")
        if client_id is not None
    }


def _since(starts_on: date | None, last_day: date | None) -> str:
    if starts_on is None:
        return "as a draft"
    if last_day is None:
        return f"from {date_format(starts_on)}"
    return f"from {date_format(starts_on)} to {date_format(last_day)}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client who may be chosen, with what decides whether to."""

    id: uuid.UUID
    name: str
    about: str  # "Strength · Novice · 3 days a week"
    held: str  # since when they have this template, or nothing
    trains: str  # "“Base” until 12 Dec 2026"


def candidates_of(program: Program, clients: QuerySet[Client], *, today: date) -> list[Candidate]:
    """Every client who may be chosen; three queries, however many they are."""
    held = copies_held(program, clients)
    running: dict[uuid.UUID, list[str]] = {}
    scheduled = Program.objects.filter(client__in=clients, starts_on__isnull=False).current()
    rows = scheduled.annotate(last_day=Latest("sessions__date")).order_by("last_day")
    for client_id, name, last_day in rows.values_list("client_id", "name", "last_day"):
        if client_id is not None and last_day is not None and last_day >= today:
            running.setdefault(client_id, []).append(f"“{name}” until {date_format(last_day)}")
    return [
        Candidate(
            id=client.pk,
            name=client.name,
            about=(
                f"{client.get_goal_display()} · {client.get_experience_display()} · "
                f"{client.days_per_week} day{'' if client.days_per_week == 1 else 's'} a week"
            ),
            held=held.get(client.pk, ""),
            trains=", ".join(running.get(client.pk, ())),
        )
        for client in clients
    ]
