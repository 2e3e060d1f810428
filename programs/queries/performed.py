"""What the rules look at: for each slot of a workout what was done, what is to come, and its lift."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from hashlib import blake2b
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from programs import bridge
from programs.models import ClientEvent, Program, Session, SetGroup, Slot, SlotExchange
from programs.prescription import Asked, Coming, DoneSet, Lift, Performed, SetType, total_of
from programs.session_state import Entry, Event, SetState, state_of
from trainer.models import Client
from trainer.zones import FALLBACK, known_zones

Frozen = dict[str, Any]

HISTORY = 6  # sessions looked back on; the rules judge the last two
LATE = timedelta(days=3)  # for so long after its day a session may still be trained; then it is missed
WEEK = 7
LEAD = 1  # the position of a slot's first working sets, which the others follow


@dataclass(frozen=True, slots=True)
class Watched:
    """One slot as the rules see it, its loads as totals in the lift's unit.

    `coming` are the sessions that have not begun, named by their week. `days_apart` are the days that
    the plan has between the last session and the next.
    """

    slot: Slot
    lift: Lift
    history: tuple[Performed, ...]
    coming: tuple[Coming, ...]
    days_apart: int


class Dated(NamedTuple):
    """A session of the workout on the calendar."""

    week_id: uuid.UUID
    number: int  # of the week in its phase
    day: date
    planned_on: date
    status: str


def zone_of(client: Client) -> tzinfo:
    """Where the client trains, as far as their sign-in tells."""
    name = client.user.time_zone if client.user else FALLBACK
    return ZoneInfo(name if name in known_zones() else FALLBACK)


def watch(
    program: Program,
    workout_id: uuid.UUID,
    *,
    today: date,
    zone: tzinfo,
    exercise_id: uuid.UUID | None = None,
) -> list[Watched]:
    """The slots of a workout (of one exercise, if it is named) as the rules see them; six queries."""
    slots = Slot.objects.filter(program=program, group__workout=workout_id).select_related("exercise")
    if exercise_id is not None:
        slots = slots.filter(exercise=exercise_id)
    dated = _dated(program, workout_id)
    exchanged = set(SlotExchange.objects.filter(slot__in=slots).values_list("slot_id", "week_id"))
    to_come = [item for item in dated if item.status == Session.Status.PLANNED and item.day >= today - LATE]
    leads = leads_of(slots, [item.week_id for item in to_come])
    states = _finished(program, workout_id, zone)
    found = []
    for slot in slots.order_by("group__position", "position"):
        lift = bridge.lift_of(slot, program_method=program.method)
        own = [item for item in dated if is_in_force(slot, item.number, item.week_id, exchanged)]
        coming = [
            coming_of(lead, item.day, slot)
            for item in own
            if item in to_come and (lead := leads.get((slot.pk, item.week_id))) is not None
        ]
        done = [performed for state in states if (performed := _performed(state, slot, lift)) is not None]
        days_apart = _days_apart(own, coming[0]) if coming else WEEK
        found.append(Watched(slot, lift, tuple(done), tuple(coming), days_apart))
    return found


def is_in_force(
    slot: Slot, number: int, week_id: uuid.UUID, exchanged: set[tuple[uuid.UUID, uuid.UUID]]
) -> bool:
    """Whether a slot asks for its own exercise in a week."""
    ends = slot.last_week is None or slot.last_week >= number
    return slot.first_week <= number and ends and (slot.pk, week_id) not in exchanged


def leads_of(
    slots: "Iterable[Slot] | QuerySet[Slot]", weeks: Iterable[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], SetGroup]:
    """The first working sets of slots in weeks, by slot and week; one query."""
    rows = SetGroup.objects.filter(slot__in=slots, week__in=list(weeks), position=LEAD)
    return {(row.slot_id, row.week_id): row for row in rows.filter(set_type=SetGroup.Type.WORKING)}


def coming_of(lead: SetGroup, day: date, slot: Slot) -> Coming:
    """A slot's planned session, named by its week."""
    targets = bridge.targets_of(lead, goal=slot.goal)
    return Coming(str(lead.week_id), day, targets, bridge.edited_in(lead))


def _dated(program: Program, workout_id: uuid.UUID) -> list[Dated]:
    rows = Session.objects.filter(program=program, workout=workout_id, week__isnull=False)
    columns = ("week_id", "week__position", "date", "planned_on", "status")
    return [
        Dated(week, number, day, planned_on or day, status)
        for week, number, day, planned_on, status in rows.order_by("date", "position").values_list(*columns)
    ]


def _days_apart(own: Sequence[Dated], following: Coming) -> int:
    """The days between the next session and the one before it, as the program had planned them."""
    in_order = sorted(own, key=lambda item: item.planned_on)
    for before, after in pairwise(in_order):
        if str(after.week_id) == following.key:
            return (after.planned_on - before.planned_on).days
    return WEEK


# What was done


@dataclass(frozen=True, slots=True)
class _Finished:
    """A finished session: its sheet by slot, and each exercise as it stood in the end."""

    id: uuid.UUID
    day: date
    sheet: Mapping[str, Frozen]
    entries: Mapping[str, Entry]


def _finished(program: Program, workout_id: uuid.UUID, zone: tzinfo) -> list[_Finished]:
    """The newest finished sessions of a workout, oldest first; two queries."""
    over = Q(status__in=[Session.Status.DONE, Session.Status.PARTIAL], frozen__isnull=False)
    rows = Session.objects.filter(over, program=program, workout=workout_id, started_at__isnull=False)
    newest = list(rows.order_by("-started_at").values_list("pk", "started_at", "frozen")[:HISTORY])
    events: dict[uuid.UUID, list[Event]] = {pk: [] for pk, *_ in newest}
    for session, *event in (
        ClientEvent.objects.filter(session__in=list(events))
        .order_by("at", "key")
        .values_list("session_id", "key", "kind", "at", "payload", "facts", "corrects", "user_id")
    ):
        events[session].append(Event(*event))
    return [_as_done(pk, at, frozen, events[pk], zone) for pk, at, frozen in reversed(newest)]


def _as_done(pk: uuid.UUID, at: datetime, frozen: Frozen, events: Sequence[Event], zone: tzinfo) -> _Finished:
    return _Finished(
        id=pk,
        day=at.astimezone(zone).date(),
        sheet={entry["slot"]: entry for entry in frozen["exercises"]},
        entries={entry.key: entry for entry in state_of(frozen, events).entries},
    )


def _performed(session: _Finished, slot: Slot, lift: Lift) -> Performed | None:
    """A session's work on a slot; None where it asked for another exercise, or for no working sets.

    Where the client swapped the exercise, what they did says nothing of this one, but pain still counts.
    """
    planned = session.sheet.get(str(slot.pk))
    if planned is None or planned["exercise"] != str(slot.exercise_id):
        return None
    row = next((row for row in planned["set_groups"] if row["type"] == SetType.WORKING), None)
    if row is None:
        return None
    entry = session.entries[planned["slot"]]
    sets = [] if entry.planned_exercise else _sets_of(entry, row["set_group"])
    pain = entry.pain[1] if entry.pain else None
    return Performed(
        key=f"{session.id}:{_fingerprint(row, sets, pain)}",
        day=session.day,
        asked=_asked(row, lift),
        done=tuple(_done(item, lift) for item in sets),
        pain=pain,
    )


def _sets_of(entry: Entry, set_group: str) -> list[SetState]:
    """The sets done of one set group, in order."""
    return [
        item
        for item in entry.sets
        if item.logged is not None
        and item.set_type == SetType.WORKING
        and item.target.get("set_group") == set_group
    ]


_ASKED = ("sets", "load", "added", "unit", "reps", "reps_high", "seconds", "rir", "all_out")


def _fingerprint(row: Frozen, sets: Sequence[SetState], pain: int | None) -> str:
    """Another one for every log that reads otherwise, so that a correction overtakes a suggestion."""
    done = [
        [logged.load, logged.unit, logged.reps, logged.seconds, logged.rir]
        for item in sets
        if (logged := item.logged) is not None
    ]
    told = json.dumps([[row[name] for name in _ASKED], done, pain])
    return blake2b(told.encode(), digest_size=6).hexdigest()


def _asked(row: Frozen, lift: Lift) -> Asked:
    part = row["load"] if row["added"] is None else row["added"]
    return Asked(
        sets=row["sets"],
        reps=row["seconds"] if lift.timed else row["reps"],
        reps_high=None if lift.timed or row["reps_high"] == row["reps"] else row["reps_high"],
        rir=0.0 if row["all_out"] else row["rir"],
        load=None if part is None else total_in(Decimal(part), row["unit"], lift),
    )


def _done(item: SetState, lift: Lift) -> DoneSet:
    logged = item.logged
    assert logged is not None  # only sets that were done come here
    return DoneSet(
        load=None if logged.load is None else total_in(Decimal(logged.load), logged.unit, lift),
        reps=logged.seconds if lift.timed else logged.reps,
        rir=None if logged.rir is None else float(logged.rir),
    )


def total_in(part: Decimal, unit: str, lift: Lift) -> Decimal | None:
    """The total load of what was put on, with the body's share as the lift knows it today.

    So what was put on a year ago and what is put on today are compared, not two body weights.
    """
    return total_of(bridge.convert(part, unit, lift.unit), lift)
