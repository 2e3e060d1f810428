"""What a device tells about one act of a client: read strictly, refused with a sentence."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from programs.models import ClientEvent, SetGroup
from trainer.models import BodyRegion
from web.numbers import NumberError, parse_decimal
from web.rows import Unit

NOTE_LONGEST = 2000
REASON_LONGEST = 200
SETS_ADDED_MOST = 10
CLOCK_TOLERANCE = timedelta(minutes=10)
OLDEST = timedelta(days=366)
Kind = ClientEvent.Kind


class ToldError(ValueError):
    """What was told cannot be written down; the message is for the person who did it."""

    def __init__(self, name: str, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.name, self.code = name, code


@dataclass(frozen=True, slots=True)
class Told:
    """One act as it is to be stored: `payload` holds what this kind may tell and nothing else."""

    key: uuid.UUID
    session: uuid.UUID
    kind: ClientEvent.Kind
    at: datetime
    utc_offset_minutes: int
    payload: dict[str, Any] = field(default_factory=dict)
    corrects: uuid.UUID | None = None


def read_told(data: Any, *, now: datetime) -> Told:
    """An act as JSON values; raises ToldError. `now` is the server's."""
    if not isinstance(data, Mapping):
        raise ToldError("", "This is not an act.")
    kind = data.get("kind")
    if kind not in Kind.values:
        raise ToldError("kind", "This kind of act is not known here. Reload the page.")
    at = _moment(data, now)
    offset = _whole(data, "utc_offset", -840, 840, "The time zone")
    told = Told(
        key=_uuid(data, "key"),
        session=_uuid(data, "session"),
        kind=Kind(kind),
        at=at,
        utc_offset_minutes=offset or 0,
        corrects=_uuid(data, "corrects") if kind == Kind.CORRECT else None,
    )
    told.payload.update(_PAYLOADS[told.kind](data))
    return told


def _moment(data: Mapping[str, Any], now: datetime) -> datetime:
    at, sent = _time(data, "at"), _time(data, "sent_at") if "sent_at" in data else None
    if sent is not None and abs(sent - now) > CLOCK_TOLERANCE:
        ahead = "ahead" if sent > now else "behind"
        raise ToldError("at", f"This phone’s clock is {_span(abs(sent - now))} {ahead}.", code="clock")
    if at > now + CLOCK_TOLERANCE:
        raise ToldError("at", "This happened in the future, by this phone’s clock.", code="clock")
    if at < now - OLDEST:
        raise ToldError("at", "This is more than a year old.")
    return at


def _span(span: timedelta) -> str:
    minutes = round(span / timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def _time(data: Mapping[str, Any], name: str) -> datetime:
    text = data.get(name)
    try:
        moment = parse_datetime(text) if isinstance(text, str) and len(text) <= 40 else None
        if moment is not None and moment.tzinfo is not None:
            moment.timestamp()  # refuses what no calendar of ours holds
            return moment
    except (ValueError, OverflowError):
        pass
    raise ToldError(name, "The time is missing or is no time.")


# What each kind tells


def _set(data: Mapping[str, Any]) -> dict[str, Any]:
    payload: dict[str, Any] = {
        **_ids(data, "slot", "set", "exercise"),
        "set_type": _choice(data, "set_type", SetGroup.Type.values, "The kind of set"),
        **_numbers(data),
    }
    if not any(name in payload for name in ("reps", "seconds", "metres")):
        raise ToldError("reps", "How many repetitions?")
    target = data.get("target")
    if isinstance(target, Mapping):
        payload["target"] = _numbers(target)
    return payload


def _numbers(data: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a set that were given, JSON-safe; weights as decimal strings."""
    found: dict[str, Any] = {}
    load = _decimal(data, "load", Decimal(2000), "The load")
    if load is not None:
        found["load"] = f"{load:f}"
        found["unit"] = _choice(data, "unit", Unit.values, "The unit of the load")
    rir = _decimal(data, "rir", Decimal(20), "Repetitions in reserve")
    if rir is not None:
        found["rir"] = f"{rir:f}"
    limits = {"reps": (1000, "Repetitions"), "seconds": (36_000, "Seconds"), "metres": (100_000, "Metres")}
    for name, (most, label) in limits.items():
        number = _whole(data, name, 0, most, label)
        if number is not None:
            found[name] = number
    return found


def _correct(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"undo": True} if data.get("undo") is True else _set(data)


def _skip(data: Mapping[str, Any]) -> dict[str, Any]:
    names = ("slot", "set") if data.get("set") else ("slot",)
    return {**_ids(data, *names), **_text(data, "reason", REASON_LONGEST)}


def _add(data: Mapping[str, Any]) -> dict[str, Any]:
    """A set of an exercise, or a whole exercise with keys for its sets."""
    if data.get("exercise"):
        keys = data.get("sets")
        if not isinstance(keys, list) or not 1 <= len(keys) <= SETS_ADDED_MOST:
            raise ToldError("sets", f"From 1 to {SETS_ADDED_MOST} sets.")
        return {**_ids(data, "slot", "exercise"), "sets": [str(_as_uuid(key, "sets")) for key in keys]}
    set_type = _choice(data, "set_type", SetGroup.Type.values, "The kind of set")
    payload: dict[str, Any] = {**_ids(data, "slot", "set"), "set_type": set_type}
    target = data.get("target")
    if isinstance(target, Mapping):
        payload["target"] = _numbers(target)
    return payload


def _swap(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**_ids(data, "slot", "exercise"), **_text(data, "reason", REASON_LONGEST)}


def _pain(data: Mapping[str, Any]) -> dict[str, Any]:
    level = _whole(data, "level", 0, 10, "Pain")
    if level is None:
        raise ToldError("level", "How strong, from 0 to 10?")
    region = _choice(data, "region", BodyRegion.values, "Where it hurts")
    return {**_ids(data, "slot"), "region": region, "level": level, **_text(data, "text", NOTE_LONGEST)}


def _note(data: Mapping[str, Any]) -> dict[str, Any]:
    payload = {**(_ids(data, "slot") if data.get("slot") else {}), **_text(data, "text", NOTE_LONGEST)}
    if "text" not in payload:
        raise ToldError("text", "The note is empty.")
    return payload


def _finish(data: Mapping[str, Any]) -> dict[str, Any]:
    payload: dict[str, Any] = _text(data, "text", NOTE_LONGEST)
    rpe = _decimal(data, "rpe", Decimal(10), "How hard it was")
    minutes = _whole(data, "minutes", 0, 1440, "Minutes")
    if rpe is not None:
        payload["rpe"] = f"{rpe:f}"
    if minutes is not None:
        payload["minutes"] = minutes
    return payload


def _nothing(_data: Mapping[str, Any]) -> dict[str, Any]:
    return {}


_PAYLOADS: dict[ClientEvent.Kind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    Kind.START: _nothing,
    Kind.SET: _set,
    Kind.CORRECT: _correct,
    Kind.SKIP: _skip,
    Kind.ADD: _add,
    Kind.SWAP: _swap,
    Kind.PAIN: _pain,
    Kind.NOTE: _note,
    Kind.FINISH: _finish,
    Kind.REOPEN: _nothing,
}


# Single values


def _ids(data: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(_uuid(data, name)) for name in names}


def _uuid(data: Mapping[str, Any], name: str) -> uuid.UUID:
    return _as_uuid(data.get(name), name)


def _as_uuid(value: Any, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise ToldError(name, "Something that this act is about is missing. Reload the page.") from None


def _choice(data: Mapping[str, Any], name: str, known: list[str], label: str) -> str:
    value = data.get(name)
    if value not in known:
        raise ToldError(name, f"{label} is missing or not known.")
    return str(value)


def _decimal(data: Mapping[str, Any], name: str, most: Decimal, label: str) -> Decimal | None:
    """A number of at most two decimals as a string (with a point or a comma) or a JSON number."""
    value = data.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ToldError(name, f"{label}: this is not a number.")
    try:
        number = parse_decimal(str(value))
    except NumberError as problem:
        raise ToldError(name, f"{label}: {problem}") from problem
    if not 0 <= number <= most:
        raise ToldError(name, f"{label}: from 0 to {most}.")
    places = 2 if name == "load" else 1
    return number.quantize(Decimal(1).scaleb(-places)).normalize()


def _whole(data: Mapping[str, Any], name: str, low: int, high: int, label: str) -> int | None:
    value = data.get(name)
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 8:
        raise ToldError(name, f"{label}: a whole number.")
    if not low <= int(text) <= high:
        raise ToldError(name, f"{label}: from {low} to {high}.")
    return int(text)


def _text(data: Mapping[str, Any], name: str, longest: int) -> dict[str, str]:
    """The text under its name, or nothing where none was given."""
    value = data.get(name)
    if value is None or value == "":
        return {}
    if not isinstance(value, str):
        raise ToldError(name, "This is not a text.")
    # Neither NUL nor half a surrogate pair can be stored.
    text = value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if len(text) > longest:
        raise ToldError(name, f"This text is too long: {len(text):,} of at most {longest:,} characters.")
    return {name: text} if text else {}
