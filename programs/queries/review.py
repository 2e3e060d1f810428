"""A session under review: what was planned, what was done, what was said, and how it went before."""

import uuid
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from programs.bridge import convert
from programs.models import LoadKind, Session
from programs.models.sessions import SessionQuerySet
from programs.prescription.words import COUNTED
from programs.queries.last_times import (
    Logs,
    Time,
    exercises_by_id,
    last_times,
    logs_of,
    time_of,
    volume_of,
)
from programs.queries.news import Pain, acts_of_client
from programs.queries.remarks import WHOLE_SESSION, About, Thread, threads_of
from programs.queries.review_rows import Acts, SetRow, Writer, clock
from programs.queries.sessions import day_text
from programs.queries.sheets import Sheet, live_sheet, with_keys
from programs.queries.training import stored_events
from programs.queries.workout_page import Reader, minutes_of
from programs.session_state import Entry, SessionState, state_of
from trainer.models import User
from trainer.zones import known_zones
from web.numbers import grouped
from web.rows import Unit, kilograms

LONGEST_SESSION = timedelta(hours=6)  # beyond, somebody forgot to finish and the time says nothing


@dataclass(frozen=True, slots=True)
class ExerciseReview:
    """One exercise of the session, with everything that the page says of it."""

    key: str
    code: str
    name: str
    planned_name: str  # of what it stands in for, if it was swapped
    swap_reason: str
    added: bool
    pains: list[Pain]
    rows: list[SetRow]
    this_time: Time | None
    last_times: list[Time]
    thread: Thread


class Total(NamedTuple):
    """A figure of the session: what was done, and what was planned."""

    label: str
    done: str
    planned: str


@dataclass(frozen=True, slots=True)
class Review:
    """The whole page."""

    session: Session
    day: str
    program: str
    times: str  # "Started 17:30, finished 18:22"
    zone: str  # the client's, where the reader's clock says something else
    logged_by: str  # a trainer, where they logged everything
    totals: list[Total]
    rpe: str
    pains: list[tuple[ExerciseReview, Pain]]
    exercises: list[ExerciseReview]
    thread: Thread
    seen: int  # how much of what the client did is on the page (`mark_read`)


def session_to_review(sessions: SessionQuerySet) -> SessionQuerySet:
    """Sessions with what the page reads besides their own columns."""
    return sessions.select_related("client__user", "program", "read_by")


def things_in(session: Session) -> dict[str, About]:
    """What can be remarked on in a session, by slot; one query, three before it has started."""
    return _things_of(state_of(_sheet_of(session), stored_events(session.pk)))


def remarks_of_finished(session_id: uuid.UUID) -> list[Thread]:
    """The threads on a finished session, for its client; four queries."""
    session = Session.objects.get(pk=session_id)
    return list(threads_of(session, things_in(session), as_trainer=False).values())


def _things_of(state: SessionState) -> dict[str, About]:
    """The session itself, then its exercises."""
    found = {WHOLE_SESSION: About("the session")}
    return found | {
        entry.key: About(entry.name or "this exercise", entry.exercise) for entry in state.entries
    }


def _sheet_of(session: Session) -> Sheet:
    if session.frozen is not None:
        frozen: Sheet = session.frozen
        return frozen
    program = session.program.name if session.program else ""
    sheet = live_sheet(
        workout_id=session.workout_id, week_id=session.week_id, program=program, workout=session.name
    )
    return with_keys(sheet, session.pk)


def review_page(session: Session, *, user: User) -> Review:
    """Everything on the page of a session that `session_to_review` found.

    Seven queries, one more where a trainer logged, two more before the start.
    """
    seen = acts_of_client(session.pk)
    sheet = _sheet_of(session)
    events = stored_events(session.pk)
    state = state_of(sheet, events)
    ids = {entry.exercise for entry in state.entries}
    ids |= {item.logged.exercise for item in state.sets if item.logged is not None}
    writer = Writer(
        session=session,
        reader=Reader.of(user),
        zone=_zone_of(session),
        exercises=exercises_by_id(ids),
        planned_lifts={entry["slot"]: entry["lift"] for entry in sheet["exercises"]},
        acts=Acts.of(events, client_user=session.client.user_id),
    )
    logs = logs_of(session, ids)
    threads = threads_of(session, _things_of(state), as_trainer=True)
    exercises = [
        _exercise(entry, writer, logs.get(entry.exercise, Logs()), threads[entry.key])
        for entry in state.entries
    ]
    return Review(
        session=session,
        day=day_text(session.date),
        program=sheet["program"],
        times=_times(session, writer.zone),
        zone=_other_zone(session, writer.zone),
        logged_by=writer.acts.all_by,
        totals=list(_totals(session, sheet, state, volume_of(logs), writer.reader)),
        rpe=writer.reader.number(session.rpe) if session.rpe is not None else "",
        pains=[(item, pain) for item in exercises for pain in item.pains if pain.level],
        exercises=exercises,
        thread=threads[WHOLE_SESSION],
        seen=seen,
    )


def _exercise(entry: Entry, writer: Writer, logs: Logs, thread: Thread) -> ExerciseReview:
    known = writer.exercises.get(entry.exercise)
    return ExerciseReview(
        key=entry.key,
        code=entry.code,
        name=entry.name or (known.name if known else ""),
        planned_name=entry.planned_name,
        swap_reason=entry.swap_reason,
        added=bool(entry.added_by),
        pains=list(writer.acts.pains.get(entry.key, ())),
        rows=writer.rows(entry),
        this_time=time_of("This time", logs.now, known, writer.reader) if known and logs.now else None,
        last_times=last_times(logs, known, writer.reader) if known else [],
        thread=thread,
    )


# The head


def _zone_of(session: Session) -> tzinfo:
    """Where the client lives; where they have no sign-in, the zone of the person who reads."""
    user = session.client.user
    known = user is not None and user.time_zone in known_zones()
    return zoneinfo.ZoneInfo(user.time_zone) if user and known else timezone.get_current_timezone()


def _other_zone(session: Session, zone: tzinfo) -> str:
    """The name of the client's zone, if their clock differs from the reader's at that time."""
    at = session.started_at or timezone.now()
    here = timezone.localtime(at)
    return str(zone) if here.utcoffset() != here.astimezone(zone).utcoffset() else ""


def _times(session: Session, zone: tzinfo) -> str:
    if session.started_at is None:
        return ""
    started = f"Started {clock(timezone.localtime(session.started_at, zone), session.date)}"
    if session.finished_at is None:
        return started
    return f"{started}, finished {clock(timezone.localtime(session.finished_at, zone), session.date)}"


def _totals(
    session: Session, sheet: Sheet, state: SessionState, volume: Decimal, reader: Reader
) -> Iterator[Total]:
    planned = [row for entry in sheet["exercises"] for row in entry["set_groups"] if row["type"] in COUNTED]
    done = sum(item.logged is not None and item.set_type in COUNTED for item in state.sets)
    yield Total("Working sets", str(done), str(sum(row["sets"] for row in planned)))
    if volume or any(row["volume_load"] for row in planned):
        yield Total("Volume load", _volume(volume, reader), _planned_volume(sheet, reader))
    minutes, about = _minutes(session), minutes_of(sheet)
    if minutes or about:
        yield Total("Minutes", str(minutes) if minutes else "–", f"about {about}" if about else "")


def _minutes(session: Session) -> int | None:
    """As the client told, else from the start to the end."""
    if session.minutes is not None or session.started_at is None or session.finished_at is None:
        return session.minutes
    lasted = session.finished_at - session.started_at
    return round(lasted / timedelta(minutes=1)) if lasted <= LONGEST_SESSION else None


def _volume(kilos: Decimal, reader: Reader) -> str:
    return f"{grouped(convert(kilos, Unit.KG, reader.unit))} {reader.unit}"


def _planned_volume(sheet: Sheet, reader: Reader) -> str:
    """What was planned in all; empty where one of its loads was left open."""
    total = Decimal(0)
    for entry in sheet["exercises"]:
        for row in entry["set_groups"]:
            if row["type"] not in COUNTED or not _has_volume(entry["lift"], row):
                continue
            if row["volume_load"] is None:
                return ""
            total += kilograms(Decimal(row["volume_load"]), row["unit"])
    return _volume(total, reader)


def _has_volume(lift: dict[str, Any], row: dict[str, Any]) -> bool:
    return bool(row["reps"]) and lift["load_kind"] not in (LoadKind.BAND, LoadKind.NONE)
