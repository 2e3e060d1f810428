"""After a session: what the rules propose is written down, and what was overtaken is withdrawn.

It runs as a background task, since nobody waits for it; doing it again changes nothing.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from programs.actions.answers import apply_by_itself
from programs.actions.history import lock
from programs.models import AutomaticRules, Max, Program, Session, Slot, Suggestion
from programs.prescription import Rule, suggest
from programs.prescription import Suggestion as Proposal
from programs.queries.found_maxes import FoundMax, found_max
from programs.queries.log_maxes import Lift as LoggedLift
from programs.queries.log_maxes import lifts_of
from programs.queries.performed import LATE, Watched, watch, zone_of
from programs.queries.rules import stored_move
from trainer.models import Client
from web.writes import update_alike

Status = Suggestion.Status
ANSWERED = (Status.ACCEPTED, Status.APPLIED, Status.REJECTED)
# These may come although the last session's suggestion was answered: they are about something newer.
ABOUT_SOMETHING_NEWER = (Rule.RESUME_LIGHTER, Rule.PAIN_HOLD, Rule.MAX_CHANGED)
LOOK_AT = time(4)  # when nobody trains


# In the background


def suggest_later(session_id: uuid.UUID, *, again: bool = False) -> None:
    """Let the rules look at a session that was finished, or whose log or day changed since.

    The task is stored in the transaction of the act: neither is ever there without the other. `again`:
    they look once more when the workout's next session was missed.
    """
    look_at_session.enqueue(str(session_id), again=again)


def suggest_for_max_later(client_id: uuid.UUID, exercise_id: uuid.UUID) -> None:
    """Let the rules look at an exercise whose 1RM somebody added."""
    look_at_exercise.enqueue(str(client_id), str(exercise_id))


@task()
def look_at_session(session_id: str, *, again: bool) -> None:
    session = Session.objects.select_related("program__client__user").filter(pk=session_id).first()
    if session is None:
        return
    now = timezone.now()
    suggest_after(session, now=now)
    missed_at = next_miss(session, now=now) if again else None
    if missed_at is not None:
        look_at_session.using(run_after=missed_at).enqueue(session_id, again=True)


@task()
def look_at_exercise(client_id: str, exercise_id: str) -> None:
    client = Client.objects.filter(pk=client_id).first()
    if client is not None:
        suggest_for_exercise(client, uuid.UUID(exercise_id), now=timezone.now())


def next_miss(session: Session, *, now: datetime) -> datetime | None:
    """When the workout's next session will have been missed; None where a newer one looks for itself."""
    program = session.program
    if program is None or program.client is None or session.started_at is None:
        return None
    zone = zone_of(program.client)
    today = now.astimezone(zone).date()
    workouts = Session.objects.filter(program=program, workout=session.workout_id)
    if workouts.filter(started_at__gt=session.started_at, finished_at__isnull=False).exists():
        return None
    planned = workouts.filter(status=Session.Status.PLANNED, date__gte=today - LATE)
    day = planned.order_by("date").values_list("date", flat=True).first()
    return None if day is None else datetime.combine(day + LATE + timedelta(days=1), LOOK_AT, tzinfo=zone)


# At once


@transaction.atomic
def suggest_after(session: Session, *, now: datetime) -> list[Suggestion]:
    """Write down what the rules propose for the slots of a session's workout; gives what is new.

    Suggestions that no longer hold are withdrawn, and rules that may do so apply by themselves. A session
    that was skipped or moved is looked at in the same way.
    """
    if session.program is None or session.workout_id is None:
        return []
    return _look(session.program, session.workout_id, now=now)


@transaction.atomic
def suggest_for_exercise(client: Client, exercise_id: uuid.UUID, *, now: datetime) -> list[Suggestion]:
    """The same for one exercise, wherever the client's programs have it."""
    slots = Slot.objects.filter(program__client=client, program__archived_at=None, exercise=exercise_id)
    places = set(slots.values_list("program_id", "group__workout_id"))
    programs = Program.objects.select_related("client__user").in_bulk({program for program, _ in places})
    found = []
    for program_id, workout_id in sorted(places):
        found += _look(programs[program_id], workout_id, now=now, exercise_id=exercise_id)
    return found


def _look(
    program: Program, workout_id: uuid.UUID, *, now: datetime, exercise_id: uuid.UUID | None = None
) -> list[Suggestion]:
    """As many queries for many slots as for one, and a few more for each rule that applies by itself."""
    client = program.client
    if client is None or program.archived_at is not None or client.archived_at is not None:
        return []
    lock(program)
    zone = zone_of(client)
    today = now.astimezone(zone).date()
    watched = watch(program, workout_id, today=today, zone=zone, exercise_id=exercise_id)
    exercises = {item.slot.exercise_id for item in watched}
    logs = lifts_of(client.pk, exercises, today=today, zone=zone)
    maxes = _newest_maxes(client, exercises)
    known = _known([item.slot for item in watched])
    found = []
    for item in watched:
        exercise, answered = item.slot.exercise_id, known.answered(item.slot)
        rejected = known.rejected_maxes(item.slot)
        new_max = found_max(
            item.slot.lift,
            item.lift,
            maxes.get(exercise),
            logs.get(exercise),
            rejected=rejected,
            today=today,
        )
        proposal = _proposed(item, new_max, logs.get(exercise))
        if proposal is not None and not _is_answered(proposal, answered):
            found.append(_row(client, item, proposal, new_max))
    fresh = _write(found, known.open, now=now)
    allowed = AutomaticRules.objects.filter(client=client).first()
    return [apply_by_itself(row, allowed, now=now) for row in fresh] if allowed else fresh


def _newest_maxes(client: Client, exercises: Iterable[uuid.UUID]) -> dict[uuid.UUID, Max]:
    newest: dict[uuid.UUID, Max] = {}
    for row in Max.objects.filter(client=client, exercise__in=list(exercises)).newest_first():
        newest.setdefault(row.exercise_id, row)
    return newest


# What was proposed before


@dataclass(frozen=True, slots=True)
class _Known:
    """The suggestions that some slots have had, as far as they are open or were answered."""

    rows: list[Suggestion]
    undone: set[uuid.UUID]  # accepted, and taken back in the builder since

    @property
    def open(self) -> list[Suggestion]:
        return [row for row in self.rows if row.status == Status.OPEN]

    def answered(self, slot: Slot) -> list[Suggestion]:
        return [row for row in self.rows if row.slot_id == slot.pk and row.status in ANSWERED]

    def rejected_maxes(self, slot: Slot) -> list[FoundMax]:
        return [
            FoundMax(**row.new_max)
            for row in self.answered(slot)
            if row.new_max is not None and (row.status == Status.REJECTED or row.pk in self.undone)
        ]


def _known(slots: Sequence[Slot]) -> _Known:
    rows = Suggestion.objects.filter(slot__in=slots, status__in=(Status.OPEN, *ANSWERED))
    found = list(rows.annotate(undone=Q(revision__undone_by__isnull=False)))
    return _Known(found, {row.pk for row in found if vars(row)["undone"]})


def _is_answered(proposal: Proposal, answered: Iterable[Suggestion]) -> bool:
    """Whether the trainer was asked this, or something else, about the same newest session."""
    newest = list(proposal.based_on[-1:])
    same = [row for row in answered if row.based_on[-1:] == newest]
    if proposal.rule not in ABOUT_SOMETHING_NEWER:
        return bool(same)
    same = [row for row in same if row.rule == proposal.rule]
    if proposal.rule is Rule.MAX_CHANGED:
        return False  # a max that was rejected is not found again
    asked = {(move["week"], move["field"]) for row in same for move in row.moves}
    return bool(same) and {(move.key, move.field.value) for move in proposal.moves} <= asked


# What is proposed now


def _proposed(item: Watched, new_max: FoundMax | None, logged: LoggedLift | None) -> Proposal | None:
    return suggest(
        item.history,
        item.coming,
        item.lift,
        new_one_rm=None if new_max is None else new_max.number,
        days_apart=item.days_apart + _days_trained_elsewhere(item, logged),
    )


def _days_trained_elsewhere(item: Watched, logged: LoggedLift | None) -> int:
    """By how much later the exercise was done in another workout: no gap begins before that."""
    if not item.history or logged is None:
        return 0
    last: date = max(done.day for done in logged.sets)
    return max((last - item.history[-1].day).days, 0)


def _row(client: Client, item: Watched, proposal: Proposal, new_max: FoundMax | None) -> Suggestion:
    about_max = new_max if proposal.rule is Rule.MAX_CHANGED else None
    newest = proposal.based_on[-1] if proposal.based_on else None
    return Suggestion(
        studio_id=client.studio_id,
        client=client,
        program_id=item.slot.program_id,
        slot=item.slot,
        exercise_id=item.slot.exercise_id,
        session_id=newest.split(":")[0] if newest else None,
        rule=proposal.rule.value,
        text=proposal.text,
        why=proposal.why if about_max is None else f"{about_max.rests_on} {proposal.why}",
        source=proposal.source,
        also=list(proposal.also),
        moves=[stored_move(move, item.lift.unit) for move in proposal.moves],
        based_on=list(proposal.based_on),
        new_max=None if about_max is None else about_max.as_json(),
    )


def _write(
    found: Iterable[Suggestion], open_rows: Iterable[Suggestion], *, now: datetime
) -> list[Suggestion]:
    """Keep what is open and still proposed, withdraw the rest, add what is new."""
    by_slot = {row.slot_id: row for row in found}
    overtaken = []
    for row in open_rows:
        fresh = by_slot.get(row.slot_id)
        if fresh is not None and _same(row, fresh):
            del by_slot[row.slot_id]
        else:
            overtaken.append(row.pk)
    update_alike(Suggestion, overtaken, {"status": Status.WITHDRAWN.value, "decided_at": now})
    return Suggestion.objects.bulk_create(list(by_slot.values()))


def _same(row: Suggestion, fresh: Suggestion) -> bool:
    """Whether both ask the same of the trainer, because of the same logs."""
    return (row.rule, row.moves, row.based_on) == (fresh.rule, fresh.moves, fresh.based_on)
