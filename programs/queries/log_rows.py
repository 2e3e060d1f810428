"""One set as a row of the log: what was the last time, what is asked for, what the fields hold."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from programs.bridge import convert
from programs.models import LoadKind, SetGroup
from programs.queries.log_before import Before, DoneSet
from programs.queries.workout_page import TYPE_NAMES, Reader
from programs.session_state import Entry, Logged, SetState

LETTERS = {
    SetGroup.Type.WARM_UP: "W",
    SetGroup.Type.BACK_OFF: "B",
    SetGroup.Type.DROP: "D",
    SetGroup.Type.AMRAP: "A",
}
MEASURES = {"reps": "", "seconds": " s", "metres": " m"}
HALF = Decimal("0.5")
Target = Mapping[str, Any]


class LogSet(NamedTuple):
    """One row of the set table; the template unpacks it."""

    css: str  # "set", or "set set--now" for the one to do next
    state: str  # open, done, skipped
    rest: int  # seconds after it
    aim: str  # the target as the phone sends it along: load, unit, reps, seconds, metres, RIR, by colons
    label: str  # 1, 2, W1 for a warm-up …
    name: str  # "set 1, Bench press", for those who don't see the table
    last: str
    target: str
    load: str
    amount: str
    rir: str
    wanted_rir: str
    chips: Sequence[int]  # RIR to be tapped, for the set to do next
    press: str  # what the check says: done, or not done after all
    change: str  # what corrects it without scripts; empty unless it is done
    was: str
    remove: str  # what takes an added set away again


class Look(NamedTuple):
    """How the rows of one exercise are shown."""

    entry: Entry
    place: int  # of the exercise on the page
    before: Before
    reader: Reader
    measure: str
    unit: str
    upcoming: str  # the key of the set to do next
    found: str  # the load that the sets before have found, as shown


def row_of(item: SetState, number: int, place: int, look: Look) -> LogSet:
    """`number` counts the sets of a type, `place` all sets of the page."""
    target, logged, key, set_type = item.target, item.logged, item.key, item.set_type
    state = "done" if logged else "skipped" if item.skipped_by else "open"
    load, amount, rir = _shown(logged, look) if logged else _wanted(item, look)
    event = logged.event if logged else item.skipped_by
    which = f"{look.place}:{place}:{short(key)}:{set_type}"
    upcoming = key == look.upcoming
    wanted_rir = None if target["rir"] is None else max(round(target["rir"]), 0)
    return LogSet(
        css="set set--now" if upcoming else "set",
        state=state,
        rest=target["rest_seconds"],
        aim=aim_of(target),
        label=f"{LETTERS.get(SetGroup.Type(set_type), '')}{number}",
        name=f"{TYPE_NAMES[SetGroup.Type(set_type)].lower() or 'set'} {number}, {look.entry.name}",
        last=_last_text(look.before.sets.get(set_type, ()), number, look),
        target=target_cell(target, look),
        load=load,
        amount=amount,
        rir=rir,
        wanted_rir="" if wanted_rir is None else str(wanted_rir),
        chips=chips_for(wanted_rir or 0) if upcoming else (),
        press=f"set:{which}" if state == "open" else f"undo:{short(event)}:{which}",
        change=f"correct:{which}:{short(event)}" if logged else "",
        was=" → ".join(logged_text(numbers, look) for numbers in item.earlier),
        remove=f"undo:{short(item.added_by)}" if _removable(item, look.entry) else "",
    )


def short(key: str) -> str:
    """A UUID without its hyphens: what the page is sent with 50 times."""
    return key.replace("-", "")


def chips_for(wanted: int) -> range:
    """Four whole numbers around the RIR that is asked for: 0 to 3, or further up."""
    low = max(wanted - 2, 0) if wanted > 3 else 0
    return range(low, low + 4)


def _removable(item: SetState, entry: Entry) -> bool:
    return bool(item.added_by) and item.logged is None and item.added_by != entry.added_by


def put_on(target: Target, lift: Target) -> Decimal | None:
    """The part of a target's load that is put on: the weight, the added weight or the assistance."""
    carried = lift.get("load_kind") in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    load = target["added"] if carried else target["load"]
    return None if load is None else abs(Decimal(load))


def _wanted(item: SetState, look: Look) -> tuple[str, str, str]:
    """What the fields of an open set hold: the target.

    What nobody can know before is asked for, never assumed: effort, and as many as possible.
    """
    target = item.target
    load = in_unit(put_on(target, look.entry.lift), target["unit"], look.unit, look.reader, about=True)
    if not load and item.set_type == SetGroup.Type.WORKING:
        load = look.found
    amount = "" if item.set_type == SetGroup.Type.AMRAP else _amount(target, look.measure)
    return load, amount, ""


def _amount(numbers: Target, measure: str) -> str:
    amount = numbers[measure]
    return "" if amount is None else str(amount)


def _shown(logged: Logged, look: Look) -> tuple[str, str, str]:
    amount = next((n for n in (logged.reps, logged.seconds, logged.metres) if n is not None), "")
    rir = "" if logged.rir is None else look.reader.number(Decimal(logged.rir), 1)
    load = None if logged.load is None else Decimal(logged.load)
    return in_unit(load, logged.unit, look.unit, look.reader), str(amount), rir


def in_unit(load: Decimal | None, of: str, unit: str, reader: Reader, *, about: bool = False) -> str:
    """A load as it is typed; `about`: to half a unit where it is converted, since nobody lifts 176.37 lb."""
    if load is None:
        return ""
    amount = convert(load, of or unit, unit)
    if about and amount != load:
        amount = round(amount / HALF) * HALF
    return reader.number(amount)


def target_cell(target: Target, look: Look) -> str:
    """`57.5 × 5 @2`, as a cell of the table."""
    load = in_unit(put_on(target, look.entry.lift), target["unit"], look.unit, look.reader, about=True)
    amount = _amount(target, look.measure)
    if target["type"] == SetGroup.Type.AMRAP:
        amount = "max"
    elif look.measure == "reps" and target["reps_high"] and target["reps_high"] != target["reps"]:
        amount = f"{target['reps']}–{target['reps_high']}"
    return pair(load, amount, look.measure, None if target["rir"] is None else max(round(target["rir"]), 0))


def pair(load: str, amount: str, measure: str, rir: object = None) -> str:
    """`80 × 10 @2`, `40 s`; a load alone where nothing is counted."""
    if amount and amount != "max":
        amount += MEASURES[measure]
    text = f"{load} × {amount}" if load and amount else load or amount
    return f"{text} @{rir}" if rir is not None and text else text


def _last_text(earlier: Sequence[DoneSet], number: int, look: Look) -> str:
    """The set of the same kind and number of the last time, or the last one there was."""
    if not earlier:
        return ""
    done = earlier[min(number, len(earlier)) - 1]
    measure, amount = _measured(done.reps, done.seconds, done.metres)
    rir = None if done.rir is None else look.reader.number(done.rir, 1)
    return pair(in_unit(done.load, done.unit, look.unit, look.reader), amount, measure, rir)


def logged_text(logged: Logged, look: Look) -> str:
    load, amount, rir = _shown(logged, look)
    measure, _ = _measured(logged.reps, logged.seconds, logged.metres)
    return pair(load, amount, measure, rir or None)


def _measured(reps: int | None, seconds: int | None, metres: int | None) -> tuple[str, str]:
    if reps is not None:
        return "reps", str(reps)
    return ("seconds", str(seconds)) if seconds is not None else ("metres", str(metres))


def aim_of(target: Target) -> str:
    """The target as it stands on the page, to be kept with the set that is done for it; `80:kg:10:::2.0`."""
    load = target["added"] if target["added"] is not None else target["load"]
    return _aim(load, target["unit"], target["reps"], target["seconds"], target["metres"], target["rir"])


@lru_cache(maxsize=1024)
def _aim(
    load: str | None, unit: str, reps: int | None, seconds: int | None, metres: int | None, rir: float | None
) -> str:
    parts = (
        *(("", "") if load is None else (f"{abs(Decimal(load)):f}", unit)),
        *("" if number is None else str(number) for number in (reps, seconds, metres)),
        "" if rir is None else f"{max(rir, 0):.1f}",
    )
    return ":".join(parts) if any(parts) else ""


def done_text(entry: Entry, look: Look) -> str:
    """What a finished exercise is folded to: `57.5 kg × 5, 5, 4 · 1 skipped`; empty before anything is.

    A load stands once for all the sets that had it. Warm-ups are not told of.
    """
    loads: list[tuple[str, list[str]]] = []
    counted = [item for item in entry.sets if item.set_type != SetGroup.Type.WARM_UP]
    for item in counted:
        if item.logged is None:
            continue
        load, amount, _ = _shown(item.logged, look)
        measure, _ = _measured(item.logged.reps, item.logged.seconds, item.logged.metres)
        if not loads or loads[-1][0] != load:
            loads.append((load, []))
        loads[-1][1].append(f"{amount}{MEASURES[measure]}")
    text = "; ".join(
        f"{load} {look.unit} × {', '.join(amounts)}" if load else ", ".join(amounts)
        for load, amounts in loads
    )
    skipped = sum(bool(item.skipped_by) for item in counted)
    if skipped and not loads:
        return "skipped" if not entry.open else ""
    return f"{text} · {skipped} skipped" if skipped else text
