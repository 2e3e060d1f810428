"""One exercise as it is logged: what to do, what was noted, its sets, what the phone computes with."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from programs.bridge import Facts, freeze_lift
from programs.models import Exercise, LoadKind
from programs.prescription import Unit
from programs.queries.find_weight import USUAL_STEP, finder_of, found_load
from programs.queries.log_before import Before, Note
from programs.queries.log_rows import LogSet, Look, done_text, in_unit, row_of, short
from programs.queries.warm_up import warm_up_of
from programs.queries.workout_page import (
    BARS,
    PLATES,
    TYPE_NAMES,
    Reader,
    effort_text,
    load_text,
    plates_text,
    reasons_of,
    rest_text,
    target_text,
    tempo_text,
)
from programs.session_state import Entry, Frozen, SetState, blank_target
from trainer.models import BodyRegion

REGIONS = dict(BodyRegion.choices)
LOAD_LABELS = {LoadKind.EXTERNAL: "Load", LoadKind.BODY_WEIGHT: "Added", LoadKind.ASSISTED: "Help"}
AMOUNT_LABELS = {"reps": "Reps", "seconds": "Seconds", "metres": "Metres"}


class LogNote(NamedTuple):
    """Something written on this exercise; `undo` takes it back, where the reader wrote it here."""

    who: str
    text: str
    undo: str


class LogEntry(NamedTuple):
    """One exercise with its sets."""

    place: int
    slot: str
    about: str  # slot, exercise, measure and unit, as an act names them; by spaces
    facts: str  # JSON: loads on hand, plates, what finds a weight
    is_open: bool
    code: str
    name: str
    done: str  # what a finished exercise is folded to
    instead_of: str
    lines: list[tuple[str, str]]  # what to do, and how
    cue: str
    note: str
    last_note: LogNote | None
    notes: list[LogNote]
    pain: str
    warm_up: str
    warm_press: str
    plates: str
    found: str
    load_label: str
    unit: str
    amount_label: str
    has_rir: bool
    sets: list[LogSet]
    added: str  # the act that added it; empty for what was planned
    remove: str  # what takes an added exercise away again
    explains: bool  # whether there are reasons to be told


def unit_of(lift: Frozen, reader: Reader) -> str:
    """The unit in which an exercise is logged: that of the loads on hand, else the person's own."""
    return str(lift["unit"]) if lift.get("available") else reader.unit


def measure_of(entry: Entry) -> str:
    """What of a set is counted: reps, seconds, metres."""
    seconds = any(item.target["seconds"] for item in entry.sets)
    return str(entry.lift.get("measure") or ("seconds" if seconds else "reps"))


def load_label(lift: Frozen) -> str:
    """What the number in the load field is; empty where there is none to type."""
    return LOAD_LABELS.get(lift.get("load_kind", LoadKind.EXTERNAL), "")


def look_of(
    entry: Entry, reader: Reader, *, place: int = 0, before: Before | None = None, upcoming: str = ""
) -> Look:
    """`place` counts the exercises of the page; `upcoming` is the key of the set to do next."""
    unit = unit_of(entry.lift, reader)
    load = found_load(entry)
    return Look(
        entry=entry,
        place=place,
        before=before or Before(),
        reader=reader,
        measure=measure_of(entry),
        unit=unit,
        upcoming=upcoming,
        found=in_unit(load, entry.lift.get("unit", unit), unit, reader, about=True),
    )


def entry_of(look: Look, *, sets_above: int, notes: Sequence[Note], as_trainer: bool) -> LogEntry:
    """One exercise; `notes` are those of this session, `sets_above` counts the sets that stand above."""
    entry, before, reader, lift = look.entry, look.before, look.reader, look.entry.lift
    counts: dict[str, int] = {}
    rows = []
    for number, item in enumerate(entry.sets):
        counts[item.set_type] = counts.get(item.set_type, 0) + 1
        rows.append(row_of(item, counts[item.set_type], sets_above + number, look))
    targets = targets_of(entry)
    warm_up = warm_up_of(entry, reader, look.unit)
    return LogEntry(
        place=look.place,
        slot=short(entry.key),
        about=f"{short(entry.key)} {short(entry.exercise)} {look.measure} {look.unit}",
        facts=facts_of(lift, look.unit, finder_of(entry, look.unit)),
        is_open=entry.open,
        code=entry.code,
        name=entry.name,
        done="" if entry.open else done_text(entry, look),
        instead_of=_instead(entry),
        lines=[_line(row, lift, reader) for row in targets],
        cue=entry.cue,
        note=entry.note,
        last_note=_note(before.note, as_trainer=as_trainer) if before.note else None,
        notes=notes_of(notes, as_trainer=as_trainer),
        pain=f"{REGIONS[entry.pain[0]]}, {entry.pain[1]} of 10" if entry.pain and entry.pain[1] else "",
        warm_up=warm_up.text,
        warm_press=f"warm:{look.place}:{warm_up.steps}:{lift['unit']}" if warm_up.steps else "",
        plates=next((plates_text(item.target, lift, reader.mark) for item in entry.sets if item.open), ""),
        found=f"about {look.found} {look.unit}" if look.found and entry.open else "",
        load_label=load_label(lift),
        unit=look.unit,
        amount_label=AMOUNT_LABELS[look.measure],
        has_rir=look.measure == "reps",
        sets=rows,
        added=short(entry.added_by),
        remove=_removal(entry),
        explains=bool(entry.goal),
    )


def targets_of(entry: Entry) -> list[Frozen]:
    """What the sets of an exercise ask for, each once, as far as it was planned."""
    targets: list[Frozen] = []
    for item in entry.sets:
        if not item.added_by and item.target not in targets:
            targets.append(item.target)
    return targets


def reasons_for(entry: Entry, reader: Reader) -> str:
    """Why an exercise asks for what it asks, as HTML; empty for what nobody planned."""
    return reasons_of(entry.goal, entry.lift, targets_of(entry), reader)


def _instead(entry: Entry) -> str:
    if not entry.planned_name:
        return ""
    return f"Instead of {entry.planned_name}" + (f": {entry.swap_reason}" if entry.swap_reason else "")


def _removal(entry: Entry) -> str:
    """An added exercise can be taken away as long as nothing was done of it."""
    done = any(item.logged is not None for item in entry.sets)
    return f"undo:{short(entry.added_by)}" if entry.added_by and not done else ""


def notes_of(notes: Sequence[Note], *, as_trainer: bool) -> list[LogNote]:
    return [_note(note, as_trainer=as_trainer) for note in notes]


def _note(note: Note, *, as_trainer: bool) -> LogNote:
    own = note.by_trainer == as_trainer
    who = "Your note" if own else "From your trainer" if note.by_trainer else "From the client"
    return LogNote(who, note.text, f"undo:{note.event.hex}" if own and note.event is not None else "")


def _line(row: dict[str, Any], lift: dict[str, Any], reader: Reader) -> tuple[str, str]:
    """`4 × 10 · 80 kg`, and `stop with 2 good reps left · rest 1:30`."""
    label = TYPE_NAMES[row["type"]]
    weight = load_text(row, lift, reader) or row["equivalent"] or ""
    what = (f"{label} {target_text(row)}" if label else target_text(row), weight)
    how = (effort_text(row), rest_text(row["rest_seconds"]), tempo_text(row["tempo"]))
    return " · ".join(filter(None, what)), " · ".join(filter(None, how))


def blank_entry(reader: Reader) -> LogEntry:
    """An exercise with nothing filled in, as a phone draws one that it adds without a network."""
    target = blank_target("working")
    entry = Entry(
        key="",
        code="+",
        group=0,
        kind="single",
        exercise="",
        name="",
        cue="",
        note="",
        goal="",
        lift=freeze_lift(Exercise(), Facts()),
        sets=[SetState("", "working", target, added_by="-")],
        added_by="-",
    )
    return entry_of(look_of(entry, reader), sets_above=0, notes=[], as_trainer=False)


def facts_of(lift: Frozen, unit: str, finder: dict[str, Any] | None = None) -> str:
    """What the phone computes with, as JSON: loads that exist, plates of a bar, what finds a weight."""
    available = lift.get("available")
    return _facts(
        json.dumps(available) if available else "",
        unit,
        lift.get("loaded_with", ""),
        json.dumps(finder) if finder else "",
    )


@lru_cache(maxsize=1024)
def _facts(available: str, unit: str, loaded_with: str, finder: str) -> str:
    facts: dict[str, Any] = {"unit": unit}
    usual: dict[str, Any] = {"start": 0, "step": USUAL_STEP[Unit(unit)], "heaviest": None}
    found = json.loads(available) if available else usual
    if "loads" in found:
        facts["loads"] = [float(load) for load in found["loads"]]
    else:
        heaviest = float(found["heaviest"]) if found["heaviest"] is not None else None
        facts |= {"start": float(found["start"]), "step": float(found["step"]), "heaviest": heaviest}
        if loaded_with in BARS and available:
            smallest = Decimal(found["step"]) / 2
            sizes = {smallest, *(plate for plate in PLATES[unit] if plate >= smallest)}
            facts["plates"] = [float(plate) for plate in sorted(sizes, reverse=True)]
    if finder:
        facts["finds"] = json.loads(finder)
    return json.dumps(
        {name: value for name, value in facts.items() if value is not None}, separators=(",", ":")
    )
