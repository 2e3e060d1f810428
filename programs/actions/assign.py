"""Giving clients a program: copy, freeze the loads, put every workout on a day."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.db import transaction
from django.db.models import Max as Highest
from django.utils.formats import date_format

from programs.actions.history import record, record_new
from programs.actions.own_steps import fill_own_steps
from programs.bridge import Facts, resolve_program, resolve_rows
from programs.documents import ProgramCopy, copies_for, store_copies
from programs.models import Exercise, Phase, Program, Session, SetGroup, Slot, Week, Workout
from programs.schedule import day_of
from trainer.models import Client, User
from web.writes import insert_rows


class KeyTakenError(Exception):
    """The id chosen for the new program already belongs to something else."""


@dataclass(frozen=True)
class Assigned:
    """The client's program; `created` is false when the same request had been carried out before."""

    program: Program
    created: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a copy, under which id, and why blockers were overridden for them."""

    client: Client
    new_id: uuid.UUID
    reason: str = ""

    def without_reason(self) -> "Recipient":
        """For whom nothing has to be overridden."""
        return replace(self, reason="")


@transaction.atomic
def assign_program(
    *,
    program: Program,
    client: Client,
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    new_id: uuid.UUID,
    by: User,
    reason: str = "",
) -> Assigned:
    """Copy a template to a client, or schedule the client's own draft in place; all or nothing.

    `weekdays` names the weekday (0 is Monday) of every workout of `program`. Loads are resolved
    against the client's newest maxes and equipment and stay as they are from then on. A repeated
    `new_id` gives the program made first. `reason` is why blockers were overridden; it is kept in
    the program's history.
    """
    source = Program.objects.select_for_update().get(pk=program.pk)
    if source.client_id is None:
        recipient = Recipient(client, new_id, reason)
        made = _give(source, [recipient], starts_on=starts_on, weekdays=weekdays, by=by, batch=None)
        return Assigned(made[0] if made else Program.objects.get(pk=new_id), created=bool(made))
    if source.starts_on is not None:
        return Assigned(source, created=False)
    _schedule_draft(source, client, starts_on=starts_on, weekdays=weekdays)
    record(source, by=by, text=_said(starts_on, reason), changes=[])
    return Assigned(source, created=True)


@transaction.atomic
def assign_to_many(
    *,
    program: Program,
    recipients: Sequence[Recipient],
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    batch: uuid.UUID,
    by: User,
) -> list[Program]:
    """Give several clients a copy of a template each, all or nothing; the copies that were made.

    As `assign_program` for each of them, with statements that don't grow with their number. Who has a
    copy under their id already is left out, so that the same request may come twice. `batch` is what
    taking all of them back goes by; see `programs.actions.unassign`.
    """
    source = Program.objects.select_for_update().get(pk=program.pk, client=None)
    return _give(source, recipients, starts_on=starts_on, weekdays=weekdays, by=by, batch=batch)


def _give(
    source: Program,
    recipients: Sequence[Recipient],
    *,
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    by: User,
    batch: uuid.UUID | None,
) -> list[Program]:
    """Make, resolve, schedule and record the copies that are not there yet."""
    there = _there_already(source, recipients)
    fresh = {item.new_id: item for item in recipients if item.new_id not in there}
    if not fresh:
        return []
    clients = {new_id: item.client for new_id, item in fresh.items()}
    _lock_calendars(clients.values())
    facts = Facts.of_each(list(clients.values()))
    copies = copies_for(source, clients, by=by)
    exercises = _exercises_in(copies)
    for copy in copies:
        own = copy.program
        own.starts_on = starts_on
        slots = cast(list[Slot], copy.rows["slots"])
        for slot in slots:
            slot.exercise = exercises[slot.exercise_id]
        set_groups = cast(list[SetGroup], copy.rows["set_groups"])
        resolve_rows(slots, set_groups, facts[clients[own.pk].pk], program_method=own.method)
        for workout in cast(list[Workout], copy.rows["workouts"]):
            assert workout.origin_uuid is not None, "a copied workout names its origin"
            workout.weekday = weekdays[workout.origin_uuid]
    store_copies(copies)
    for copy in copies:
        fill_own_steps(copy.program, cast(list[Slot], copy.rows["slots"]))
    insert_rows(
        Session, _sessions([_Plan.of_copy(copy, clients[copy.program.pk]) for copy in copies], starts_on)
    )
    reasons = [(copy.program, _said(starts_on, fresh[copy.program.pk].reason)) for copy in copies]
    record_new(reasons, by=by, batch=batch)
    return [copy.program for copy in copies]


def _there_already(source: Program, recipients: Sequence[Recipient]) -> set[uuid.UUID]:
    """The ids under which the same request made a copy before; KeyTakenError for anybody else's."""
    owners = {item.new_id: item.client.pk for item in recipients}
    found = Program.objects.filter(pk__in=owners).values_list("pk", "origin_id", "client_id")
    for pk, origin_id, client_id in found:
        if (origin_id, client_id) != (source.pk, owners[pk]):
            raise KeyTakenError
    return {pk for pk, _, _ in found}


def _lock_calendars(clients: Iterable[Client]) -> None:
    """Let one change of a client's calendar follow the other, so that positions stay unique."""
    ids = [client.pk for client in clients]
    rows = Client.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))


def _exercises_in(copies: Sequence[ProgramCopy]) -> dict[uuid.UUID, Exercise]:
    slots = cast(list[Slot], copies[0].rows["slots"])  # the others have the same
    return Exercise.objects.in_bulk({slot.exercise_id for slot in slots})


def _said(starts_on: date, reason: str) -> str:
    text = f"Scheduled from {date_format(starts_on)}"
    return f"{text}, in spite of what speaks against it: {reason}" if reason else text


def _schedule_draft(
    own: Program, client: Client, *, starts_on: date, weekdays: Mapping[uuid.UUID, int]
) -> None:
    """Resolve a client's own draft where it stands, and put it on the calendar."""
    _lock_calendars([client])
    resolve_program(own, Facts.of(client, experience=own.experience))
    fill_own_steps(own, own.slot_rows.filter(scheme__isnull=False))
    own.starts_on = starts_on
    own.save(update_fields=["starts_on", "updated_at"])
    plan = _Plan.of_stored(own, client)
    for workout in plan.workouts:
        workout.weekday = weekdays[workout.pk]
    Workout.objects.bulk_update(plan.workouts, ["weekday"])
    insert_rows(Session, _sessions([plan], starts_on))


# Days


@dataclass(frozen=True, slots=True)
class _Plan:
    """A client's program with what decides on its days: weeks and workouts in their order."""

    program: Program
    client: Client
    weeks: list[Week]
    workouts: list[Workout]

    @classmethod
    def of_stored(cls, program: Program, client: Client) -> "_Plan":
        """Two queries."""
        order = ("phase__position", "phase_id", "position")
        weeks = Week.objects.filter(program=program).order_by(*order)
        return cls(
            program, client, list(weeks), list(Workout.objects.filter(program=program).order_by(*order))
        )

    @classmethod
    def of_copy(cls, copy: ProgramCopy, client: Client) -> "_Plan":
        phases = {phase.pk: (cast(Phase, phase).position, phase.pk) for phase in copy.rows["phases"]}
        weeks, workouts = (cast(list[Week], copy.rows["weeks"]), cast(list[Workout], copy.rows["workouts"]))
        return cls(
            copy.program,
            client,
            sorted(weeks, key=lambda week: (phases[week.phase_id], week.position)),
            sorted(workouts, key=lambda workout: (phases[workout.phase_id], workout.position)),
        )

    def dated(self, starts_on: date) -> list[tuple[date, Week, Workout]]:
        """Every workout in every week with its day, in the order in which they are trained."""
        by_phase: dict[uuid.UUID, list[Workout]] = {}
        for workout in self.workouts:
            by_phase.setdefault(workout.phase_id, []).append(workout)
        found = [
            (day_of(starts_on=starts_on, week_number=number, weekday=workout.weekday or 0), week, workout)
            for number, week in enumerate(self.weeks, start=1)
            for workout in by_phase.get(week.phase_id, [])
        ]
        return sorted(found, key=lambda item: (item[0], item[2].position))


def _sessions(plans: Sequence[_Plan], starts_on: date) -> list[Session]:
    """One session for every workout in every week, after what already stands on the client's same days."""
    taken = {
        (client_id, day): last
        for client_id, day, last in Session.objects.filter(
            client__in=[plan.client.pk for plan in plans], date__gte=starts_on
        )
        .values("client", "date")
        .annotate(last=Highest("position"))
        .values_list("client", "date", "last")
    }
    sessions = []
    for plan in plans:
        for day, week, workout in plan.dated(starts_on):
            place = plan.client.pk, day
            taken[place] = taken.get(place, 0) + 1
            sessions.append(
                Session(
                    studio_id=plan.client.studio_id,
                    client_id=plan.client.pk,
                    program_id=plan.program.pk,
                    workout_id=workout.pk,
                    week_id=week.pk,
                    name=workout.name,
                    date=day,
                    position=taken[place],
                )
            )
    return sessions
