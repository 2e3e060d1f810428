"""What a session is by now: its frozen sheet, and everything that was done to it since, in order.

Events are facts that are never rewritten; where a session stands follows from them alone, here and on
the phone. Pure functions of plain values.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

Frozen = dict[str, Any]


class Event(NamedTuple):
    """One act, as it is stored; `payload` is what the device told, `facts` what the server added."""

    key: uuid.UUID
    kind: str
    at: datetime
    payload: Frozen
    facts: Frozen
    corrects: uuid.UUID | None = None
    user_id: int | None = None


class Logged(NamedTuple):
    """The numbers of a set as performed; weights are decimal strings, as they are kept."""

    event: str  # the key of the act that a correction would name
    at: datetime
    exercise: str
    load: str | None
    unit: str
    reps: int | None
    seconds: int | None
    metres: int | None
    rir: str | None


@dataclass(slots=True)
class SetState:
    """One set of an exercise, planned or added: `target` is the frozen row that it belongs to."""

    key: str
    set_type: str
    target: Frozen
    added_by: str = ""  # the key of the act that added it
    logged: Logged | None = None
    earlier: list[Logged] = field(default_factory=list)  # what was logged before it was corrected
    skipped_by: str = ""
    skip_reason: str = ""

    @property
    def open(self) -> bool:
        return self.logged is None and not self.skipped_by


@dataclass(slots=True)
class Entry:
    """One exercise of the session in its order."""

    key: str
    code: str
    group: int
    kind: str
    exercise: str
    name: str
    cue: str
    note: str
    goal: str
    lift: Frozen
    sets: list[SetState]
    planned_name: str = ""  # what it was swapped for
    planned_exercise: str = ""
    swap_reason: str = ""
    added_by: str = ""
    pain: tuple[str, int] | None = None  # body region, 0 to 10

    @property
    def open(self) -> bool:
        return any(item.open for item in self.sets)


@dataclass(slots=True)
class SessionState:
    """A session as it stands."""

    entries: list[Entry]
    finished: bool = False

    @property
    def sets(self) -> Iterator[SetState]:
        return (item for entry in self.entries for item in entry.sets)

    @property
    def open_sets(self) -> int:
        return sum(item.open for item in self.sets)

    @property
    def done_sets(self) -> int:
        return sum(item.logged is not None for item in self.sets)


def set_key(session: uuid.UUID, set_group: str, number: int) -> str:
    """The key of a planned set: the same on a phone that starts offline and on the server."""
    return str(uuid.uuid5(session, f"{set_group} {number}"))


def state_of(sheet: Frozen, events: Sequence[Event]) -> SessionState:
    """The sheet with everything that was done to it; `events` in the order in which they were done."""
    state = SessionState([_entry(entry) for entry in sheet["exercises"]])
    taken_back = {event.corrects for event in events if _takes_back(event)}
    corrections: dict[uuid.UUID | None, list[Event]] = {}
    for event in events:
        if event.kind == "correct" and not _takes_back(event) and event.key not in taken_back:
            corrections.setdefault(event.corrects, []).append(event)
    for event in events:
        if event.key not in taken_back:
            _apply(state, event, corrections.get(event.key, []))
    return state


def _takes_back(event: Event) -> bool:
    return event.kind == "correct" and bool(event.payload.get("undo"))


def _entry(entry: Frozen) -> Entry:
    return Entry(
        key=entry["slot"],
        code=entry["code"],
        group=entry["group"],
        kind=entry["kind"],
        exercise=entry["exercise"],
        name=entry["name"],
        cue=entry["cue"],
        note=entry["note"],
        goal=entry["goal"],
        lift=entry["lift"],
        sets=[SetState(key, row["type"], row) for row in entry["set_groups"] for key in row["keys"]],
    )


def _apply(state: SessionState, event: Event, corrections: Sequence[Event]) -> None:
    payload = event.payload
    if event.kind in ("finish", "reopen"):
        state.finished = event.kind == "finish"
        return
    if event.kind == "add" and "exercise" in payload:
        state.entries.append(_added_entry(state, event))
        return
    entry = next((item for item in state.entries if item.key == payload.get("slot")), None)
    if entry is None:
        if event.kind == "set":
            state.entries.append(entry := _unplanned_entry(state, event))
        else:
            return
    match event.kind:
        case "set":
            _log(entry, event, corrections)
        case "skip":
            for item in entry.sets:
                if item.open and payload.get("set") in (None, item.key):
                    item.skipped_by, item.skip_reason = str(event.key), payload.get("reason", "")
        case "add":
            entry.sets.insert(_place_for(entry, payload["set_type"]), _added_set(entry, event))
        case "swap":
            _swap(entry, event)
        case "pain":
            entry.pain = (payload["region"], payload["level"])


def _log(entry: Entry, event: Event, corrections: Sequence[Event]) -> None:
    wanted = event.payload["set"]
    place = next((item for item in entry.sets if item.key == wanted), None)
    if place is None:  # it was on the phone's sheet and is not on ours: the fact stands all the same
        place = SetState(wanted, event.payload["set_type"], blank_target(event.payload["set_type"]))
        place.added_by = str(event.key)
        entry.sets.append(place)
    for act in (event, *corrections):
        if place.logged is not None:
            place.earlier.append(place.logged)
        place.logged = _numbers(event.key, act)
    place.skipped_by = place.skip_reason = ""


def _numbers(key: uuid.UUID, act: Event) -> Logged:
    told = act.payload
    return Logged(
        event=str(key),
        at=act.at,
        exercise=told["exercise"],
        load=told.get("load"),
        unit=told.get("unit", ""),
        reps=told.get("reps"),
        seconds=told.get("seconds"),
        metres=told.get("metres"),
        rir=told.get("rir"),
    )


def _place_for(entry: Entry, set_type: str) -> int:
    """Warm-ups before the first other set, everything else at the end."""
    if set_type != "warm_up":
        return len(entry.sets)
    return next((i for i, item in enumerate(entry.sets) if item.set_type != "warm_up"), len(entry.sets))


def _added_set(entry: Entry, event: Event) -> SetState:
    like = next((item.target for item in reversed(entry.sets) if item.set_type == "working"), None)
    like = like or (entry.sets[-1].target if entry.sets else blank_target("working"))
    target = {**like, "sets": 1, "type": event.payload["set_type"]}
    if event.payload["set_type"] != "working":
        target |= {"rir": None, "all_out": False, "equivalent": None}
    target |= _told_target(event.payload.get("target") or {}, entry.lift)
    return SetState(event.payload["set"], event.payload["set_type"], target, added_by=str(event.key))


def _told_target(told: Frozen, lift: Frozen) -> Frozen:
    """A target as a phone tells it, as a sheet has it: what is put on, and effort as a number."""
    target = dict(told)
    if "rir" in target:
        target["rir"] = float(target["rir"])
    if "load" in target and lift.get("load_kind") in ("body_weight", "assisted"):
        target["added"] = target.pop("load")
    return target


def _added_entry(state: SessionState, event: Event) -> Entry:
    """An exercise that nobody planned, with as many open sets as its event brought keys for."""
    key = str(event.key)
    target = blank_target("working") | {"unit": event.facts["lift"]["unit"]}
    sets = [SetState(item, "working", target, added_by=key) for item in event.payload["sets"]]
    return _extra(state, event.payload, event.facts, sets=sets, added_by=key)


def _extra(
    state: SessionState, payload: Frozen, facts: Frozen, *, sets: list[SetState], added_by: str
) -> Entry:
    return Entry(
        key=payload["slot"],
        code="+",
        group=max((item.group for item in state.entries), default=0) + 1,
        kind="single",
        exercise=payload["exercise"],
        name=facts["name"],
        cue=facts["cue"],
        note="",
        goal="",
        lift=facts["lift"],
        sets=sets,
        added_by=added_by,
    )


def _unplanned_entry(state: SessionState, event: Event) -> Entry:
    """An exercise of which we only know that a set of it was done."""
    payload, facts = event.payload, event.facts
    return _extra(state, payload, facts, sets=[], added_by=str(event.key))


def _swap(entry: Entry, event: Event) -> None:
    """Another exercise in this place: what is logged stays with the one it was done with."""
    facts = event.facts
    entry.planned_name = entry.planned_name or entry.name
    entry.planned_exercise = entry.planned_exercise or entry.exercise
    entry.exercise, entry.name, entry.cue = event.payload["exercise"], facts["name"], facts["cue"]
    entry.lift, entry.swap_reason = facts["lift"], event.payload.get("reason", "")
    rows: dict[str, Frozen] = facts.get("targets", {})
    for item in entry.sets:
        if item.open:
            item.target = {**item.target, **rows.get(item.target.get("set_group", ""), {})}


def blank_target(set_type: str) -> Frozen:
    """A target that asks for nothing."""
    return {
        "type": set_type,
        "set_group": "",
        "sets": 1,
        **dict.fromkeys(("load", "added", "reps", "reps_high", "seconds", "metres", "intensity", "rir")),
        "unit": "",
        "all_out": False,
        "equivalent": None,
        "rest_seconds": 90,
        "tempo": "",
        "per_side": False,
        "minutes": 0,
    }


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by when they were done; a device's keys rise with time and settle what is equal."""
    return sorted(events, key=lambda event: (event.at, event.key))
