"""A set in words: as it was planned, as it was done, and how the two differ."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from programs.bridge import convert
from programs.models import LoadKind, SetGroup
from programs.queries.workout_page import QUARTER, Reader, load_text, target_text
from programs.session_state import Logged

MINUS = "\N{MINUS SIGN}"
TYPE_NAMES = {
    SetGroup.Type.WARM_UP: "Warm-up",
    SetGroup.Type.WORKING: "",
    SetGroup.Type.BACK_OFF: "Back-off",
    SetGroup.Type.DROP: "Drop set",
    SetGroup.Type.AMRAP: "AMRAP",
}
# Nobody was asked for a number of repetitions in reserve.
_WITHOUT_RESERVE = (SetGroup.Type.WARM_UP, SetGroup.Type.AMRAP)
_AMOUNTS = ("reps", "seconds", "metres")


class Difference(NamedTuple):
    """`+2 reps` or `−5 kg`; `short` where less was done than planned."""

    text: str
    short: bool


def target_words(target: Mapping[str, Any], lift: Mapping[str, Any], reader: Reader) -> str:
    """`80 kg × 10`, `8–10 reps each side`, `40 s`; empty for a set that nobody planned."""
    if target["type"] != SetGroup.Type.AMRAP and not any(target[name] for name in _AMOUNTS):
        return ""
    amount = target_text({**target, "sets": 1}).removeprefix("1 × ")
    load = load_text({**target}, {**lift}, reader) if lift else ""
    if load:
        return f"{load} × {amount}"
    return amount if target["seconds"] or target["metres"] or amount == "max" else f"{amount} reps"


def load_words(load: Decimal | str | None, unit: str, kind: str, reader: Reader) -> str:
    """What was put on: `80 kg`, `body weight + 5 kg`, `20 kg of assistance`; empty where nothing was told."""
    told = Decimal(load) if load is not None else None
    if kind == LoadKind.BAND:
        return "band"
    if kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED) and not told:
        return "body weight"
    if told is None:
        return ""
    weight = reader.weight(told, unit)
    if kind == LoadKind.ASSISTED:
        return f"{weight} of assistance"
    return f"body weight + {weight}" if kind == LoadKind.BODY_WEIGHT else weight


def done_words(logged: Logged, kind: str, reader: Reader) -> str:
    """`80 kg × 9`, `12 reps`, `40 s`."""
    load = load_words(logged.load, logged.unit, kind, reader)
    amounts = []
    if logged.reps is not None:
        amounts.append(str(logged.reps) if load else _reps(logged.reps))
    if logged.seconds is not None:
        amounts.append(f"{logged.seconds} s")
    if logged.metres is not None:
        amounts.append(f"{logged.metres} m")
    return " × ".join(filter(None, (load, ", ".join(amounts))))


def differences(
    target: Mapping[str, Any], lift: Mapping[str, Any], logged: Logged, reader: Reader
) -> list[Difference]:
    """What was more or less than planned, the load first; nothing where all of it was as planned."""
    found = []
    planned = _planned_load(target, lift)
    if planned is not None and logged.load is not None:
        same = logged.unit == target["unit"]
        more = convert(Decimal(logged.load), logged.unit, target["unit"]) - planned
        more = more if same else round(more, 1)
        if more:
            assisted = lift["load_kind"] == LoadKind.ASSISTED
            text = f"{_signed(more, reader)} {target['unit']}{' of assistance' if assisted else ''}"
            found.append(Difference(text, (more < 0) != assisted))
    if logged.reps is not None and target["reps"] and target["type"] != SetGroup.Type.AMRAP:
        low, high = target["reps"], target["reps_high"] or target["reps"]
        more = Decimal(logged.reps - min(max(logged.reps, low), high))
        if more:
            found.append(Difference(f"{_signed(more, reader)} rep{_plural(more)}", more < 0))
    for name, unit in (("seconds", "s"), ("metres", "m")):
        told = getattr(logged, name)
        if told is not None and target[name] and told != target[name]:
            more = Decimal(told - target[name])
            found.append(Difference(f"{_signed(more, reader)} {unit}", more < 0))
    return found


def reserve_words(target: Mapping[str, Any], logged: Logged | None, reader: Reader) -> str:
    """Repetitions in reserve, planned → done: `2 → 1`; `2 → –` where nobody told, `2` for an open set."""
    planned = ""
    if target["type"] not in _WITHOUT_RESERVE and (target["all_out"] or target["rir"] is not None):
        planned = "0" if target["all_out"] else str(max(0, round(float(target["rir"]))))
    if logged is None:
        return planned
    done = reader.number(Decimal(logged.rir)) if logged.rir is not None else ""
    return f"{planned or '–'} → {done or '–'}" if planned or done else ""


def _planned_load(target: Mapping[str, Any], lift: Mapping[str, Any]) -> Decimal | None:
    """What was to be put on, rounded as it was shown (see `Reader.target`)."""
    if target["load"] is None or not lift:
        return None
    put_on = target["load"] if lift["load_kind"] == LoadKind.EXTERNAL else target["added"] or 0
    amount = abs(Decimal(put_on))
    shown_as_it_is = lift["available"] is not None or amount % QUARTER == 0
    return amount if shown_as_it_is else round(amount * 2) / Decimal(2)


def _signed(more: Decimal, reader: Reader) -> str:
    return f"{'+' if more > 0 else MINUS}{reader.number(abs(more))}"


def _plural(count: Decimal) -> str:
    return "" if abs(count) == 1 else "s"


def _reps(count: int) -> str:
    return f"{count} rep{_plural(Decimal(count))}"


# Many sets in one line


class SetDone(NamedTuple):
    """One set of an earlier or this session, as stored; `kg` is the total that was moved."""

    set_type: str
    load: Decimal | None
    unit: str
    kg: Decimal | None
    reps: int | None
    seconds: int | None
    metres: int | None
    rir: Decimal | None


def short_words(sets: Iterable[SetDone], kind: str, reader: Reader, *, most: int) -> str:
    """The best sets in one line, `60 kg × 5, 5 @1 · 57.5 kg × 8 @1–2`: at most so many loads, heaviest first.

    What stands after @ are the repetitions in reserve, where they were told.
    """
    by_load: dict[tuple[Decimal, str, str], list[SetDone]] = {}
    for one in sets:
        words = load_words(one.load, one.unit, kind, reader)
        by_load.setdefault((one.kg or Decimal(0), words, _amount_unit(one)), []).append(one)
    heaviest = sorted(by_load.items(), key=lambda item: -item[0][0])[:most]
    return " · ".join(_line(load, unit, rows, reader) for (_, load, unit), rows in heaviest)


def _amount_unit(one: SetDone) -> str:
    if one.reps is not None:
        return ""
    return " s" if one.seconds is not None else " m"


def _line(load: str, unit: str, rows: list[SetDone], reader: Reader) -> str:
    amounts = ", ".join(str(next(filter(_told, (row.reps, row.seconds, row.metres)))) for row in rows)
    told = sorted(row.rir for row in rows if row.rir is not None)
    reserve = "–".join(dict.fromkeys(reader.number(rir) for rir in (told[0], told[-1]))) if told else ""
    line = f"{load} × {amounts}{unit}" if load else f"{amounts}{unit or ' reps'}"
    return f"{line} @{reserve}" if reserve else line


def _told(amount: int | None) -> bool:
    return amount is not None
