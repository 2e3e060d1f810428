"""What a client did and noted of the same exercises before, for the page on which they log."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast

from programs.models import Exercise, Remark, SetLog
from web.prepared import Prepared

AT_ONCE = 8  # exercises a query asks for; a workout rarely has more


class DoneSet(NamedTuple):
    """One standing set of an earlier session; the load as it was put on."""

    load: Decimal | None
    unit: str
    reps: int | None
    seconds: int | None
    metres: int | None
    rir: Decimal | None


class Note(NamedTuple):
    """Something written about an exercise; `event` is the act by which a client wrote it."""

    text: str
    by_trainer: bool
    event: uuid.UUID | None


@dataclass(slots=True)
class Before:
    """One exercise: its sets of the last time by type, and the last note of an earlier session."""

    sets: dict[str, list[DoneSet]] = field(default_factory=dict)
    note: Note | None = None


@dataclass(slots=True)
class Known:
    """What is known of a session's exercises: `before` by exercise, this session's notes by place."""

    before: dict[str, Before]
    notes: dict[str, list[Note]]


def known_of(client_id: uuid.UUID, session_id: uuid.UUID, exercises: Collection[str]) -> Known:
    """What each exercise was done with in the session before this one, and what was noted of it.

    Three queries for up to eight exercises, which read as little however much was logged: the last of
    each exercise is found by its index, its sets by that of their session.
    """
    known = Known({}, {})
    last: dict[uuid.UUID, uuid.UUID] = {}
    for some in _in_eights(map(uuid.UUID, sorted(exercises))):
        for exercise, session, text, by_trainer in _last_of(client_id, session_id, *some):
            note = None if text is None else Note(text, by_trainer, None)
            known.before[str(exercise)] = Before(note=note)
            if session is not None:
                last[exercise] = session
    for some in _in_eights(last):
        for exercise, set_type, *numbers in _sets(*some, *(last[pk] for pk in some)):
            known.before[str(exercise)].sets.setdefault(set_type, []).append(DoneSet(*numbers))
    for slot, *note in _notes(session_id):
        known.notes.setdefault(str(slot or ""), []).append(Note(*note))
    return known


def _in_eights(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Lists of exactly eight, the last one filled up with its first; nothing for nothing."""
    found = list(ids)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        yield some + some[:1] * (AT_ONCE - len(some))


def _last_of_rows(
    client_id: uuid.UUID, session_id: uuid.UUID, *exercises: uuid.UUID
) -> "QuerySet[Exercise, tuple[Any, ...]]":
    """Each exercise with the session in which it was last done, and the last remark on it elsewhere."""
    logs = SetLog.objects.standing().filter(client=client_id, exercise=OuterRef("pk"))
    logs = logs.exclude(session=session_id).order_by("-performed_at")
    notes = Remark.objects.filter(client=client_id, exercise=OuterRef("pk"), taken_back_at=None)
    notes = notes.exclude(session=session_id).order_by("-created_at", "-pk")
    found = Exercise.objects.filter(pk__in=exercises).annotate(
        last=Subquery(logs.values("session")[:1], output_field=UUIDField()),
        noted=Subquery(notes.values("text")[:1]),
        by_trainer=Subquery(notes.values("by_trainer")[:1]),
    )
    return found.values_list("pk", "last", "noted", "by_trainer")


def _sets_rows(*ids: uuid.UUID) -> "QuerySet[SetLog, tuple[Any, ...]]":
    """The standing sets of eight exercises, each in the session that has the same place among the ids.

    A session is one client's. The cast hides the exercise from SQLite, which would rather look up all that
    was ever logged of it than what was logged in the session.
    """
    each = (Q(session=session, of=of) for of, session in zip(ids[:AT_ONCE], ids[AT_ONCE:], strict=True))
    rows = SetLog.objects.standing().annotate(of=Cast("exercise", UUIDField())).filter(reduce(or_, each))
    return rows.order_by("performed_at", "pk").values_list(
        *("exercise_id", "set_type", "load", "unit", "reps", "seconds", "metres", "rir")
    )


_UUIDS = (uuid.UUID,) * AT_ONCE
_last_of = Prepared(_last_of_rows, uuid.UUID, uuid.UUID, *_UUIDS)
_sets = Prepared(_sets_rows, *_UUIDS, *_UUIDS)
_notes = Prepared(
    lambda session_id: (
        Remark.objects.filter(session_id=session_id, taken_back_at=None)
        .order_by("created_at", "pk")
        .values_list("slot_key", "text", "by_trainer", "event__key")
    ),
    uuid.UUID,
)
