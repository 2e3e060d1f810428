"""A session as it is logged: finished strings, and what the phone needs to go on without us.

The page is opened between sets, so its template gets nothing left to compute.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from programs.models import Group
from programs.queries.log_before import known_of
from programs.queries.log_entry import LogEntry, LogNote, entry_of, look_of, notes_of
from programs.queries.sheets import Sheet
from programs.queries.training import stored_events
from programs.queries.workout_page import (
    GROUP_NAMES,
    Reader,
)
from programs.session_state import Entry, SessionState, SetState, state_of

LONGEST_MINUTES = 240  # a page that was left open for longer says nothing of how long was trained


class LogGroup(NamedTuple):
    title: str
    entries: list[LogEntry]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A session that is to be logged, or goes on being logged."""

    groups: list[LogGroup]
    known: list[str]  # the ends of the keys of the acts that this page already shows
    open_sets: int
    done_sets: int
    left: list[str]  # what is still open, by exercise
    notes: list[LogNote]  # on the whole session
    started: int  # milliseconds since 1970; 0 before it is
    minutes: int | None


def log_page(
    sheet: Sheet,
    *,
    session_id: uuid.UUID,
    client_id: uuid.UUID,
    reader: Reader,
    as_trainer: bool,
    started_at: datetime | None,
    now: datetime,
) -> LogPage:
    """The page of one session, planned or started, as its client or a trainer logs it; four queries."""
    events = stored_events(session_id)
    state = state_of(sheet, events)
    known = known_of(client_id, session_id, {entry.exercise for entry in state.entries})
    turn = turns_of(state)
    upcoming = min((item.key for item in state.sets if item.open), key=turn.__getitem__, default="")
    groups: list[LogGroup] = []
    last: int | None = None
    sets = 0
    for place, entry in enumerate(state.entries):
        if entry.group != last:
            last = entry.group
            groups.append(LogGroup(GROUP_NAMES[Group.Kind(entry.kind)], []))
        before = known.before.get(entry.exercise)
        look = look_of(entry, reader, place=place, before=before, upcoming=upcoming)
        notes = known.notes.get(entry.key, [])
        groups[-1].entries.append(entry_of(look, sets_above=sets, notes=notes, as_trainer=as_trainer))
        sets += len(entry.sets)
    minutes = None if started_at is None else round((now - started_at).total_seconds() / 60)
    return LogPage(
        groups=[group if len(group.entries) > 1 else LogGroup("", group.entries) for group in groups],
        known=[event.key.hex[-8:] for event in events],
        open_sets=state.open_sets,
        done_sets=state.done_sets,
        left=left_open(state),
        notes=notes_of(known.notes.get("", []), as_trainer=as_trainer),
        started=int(started_at.timestamp() * 1000) if started_at else 0,
        minutes=minutes if minutes is not None and 0 < minutes <= LONGEST_MINUTES else None,
    )


def left_open(state: SessionState) -> list[str]:
    """`Bench press: 2 sets`, for each exercise that has open ones."""
    found = []
    for entry in state.entries:
        count = sum(item.open for item in entry.sets)
        if count:
            found.append(f"{entry.name}: {count} set{'' if count == 1 else 's'}")
    return found


def turns_of(state: SessionState) -> dict[str, int]:
    """In which order the sets are done: warm-ups first, then exercises that go together take turns."""
    groups: dict[int, list[Entry]] = {}
    for entry in state.entries:
        groups.setdefault(entry.group, []).append(entry)
    order: list[str] = []
    for entries in groups.values():
        order += [item.key for entry in entries for item in entry.sets if _warms_up(item)]
        rest = [[item.key for item in entry.sets if not _warms_up(item)] for entry in entries]
        rounds = max(map(len, rest), default=0)
        order += [keys[number] for number in range(rounds) for keys in rest if number < len(keys)]
    return {key: turn for turn, key in enumerate(order)}


def _warms_up(item: SetState) -> bool:
    return item.set_type == "warm_up"
