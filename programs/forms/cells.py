"""The cells of the builder's grid: what a trainer may type in each, and how it is shown."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from programs.bridge import convert
from web.numbers import NumberError, parse_decimal, show

FIELDS = ("sets", "reps", "intensity", "load", "rir", "rest", "tempo")
LABELS = {
    "sets": "Sets",
    "reps": "Reps",
    "intensity": "Intensity (% of 1RM)",
    "load": "Load",
    "rir": "Repetitions in reserve",
    "rest": "Rest",
    "tempo": "Tempo",
}
NAMES = {
    "sets": "Sets",
    "reps": "Reps",
    "intensity": "Intensity",
    "load": "Load",
    "rir": "RIR",
    "rest": "Rest",
    "tempo": "Tempo",
}
LONGEST = 24

_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|—|to)\s*(\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_REST = re.compile(r"(\d+(?:[.,]\d+)?)\s*(s|sec|secs|seconds|m|min|mins|minutes|'|\")?")
_TEMPO = re.compile(r"[\dX]{4}")
_WEIGHT = re.compile(r"(.*?)\s*(kgs?|lbs?)?", re.IGNORECASE)


class CellError(ValueError):
    """What was typed cannot stand in this cell; the message is for the person who typed it."""


Value = Decimal | int | str | tuple[int, int] | None


def parse_cell(field: str, text: str, *, unit: str = "kg", timed: bool = False) -> Value:
    """What a trainer typed in one cell; raises CellError with a clear sentence."""
    text = text.strip()
    if len(text) > LONGEST:
        raise CellError(f"{LABELS[field]}: this is too long.")
    if not text and field not in ("load", "tempo"):
        raise CellError(f"{LABELS[field]}: type a number.")
    try:
        return _PARSERS[field](text, unit, timed)
    except NumberError as problem:
        raise CellError(f"{LABELS[field]}: {problem}") from problem


def _whole(field: str, text: str, lowest: int, highest: int) -> int:
    number = parse_decimal(text)
    if number != number.to_integral_value() or not lowest <= number <= highest:
        raise CellError(f"{LABELS[field]}: a whole number from {lowest} to {highest}.")
    return int(number)


def _sets(text: str, unit: str, timed: bool) -> Value:
    return _whole("sets", text, 1, 20)


def _reps(text: str, unit: str, timed: bool) -> Value:
    if timed:
        return _seconds("reps", text, 1, 3600)
    between = _RANGE.fullmatch(text)
    if between is None:
        return _whole("reps", text, 1, 100)
    low, high = int(between[1]), int(between[2])
    if not 1 <= low <= high <= 100:
        raise CellError("Reps: a range goes from the lower to the higher number, like 8-12.")
    return (low, high) if high > low else low


def _intensity(text: str, unit: str, timed: bool) -> Value:
    number = parse_decimal(text.removesuffix("%"))
    if not 1 <= number <= 120:
        raise CellError("Intensity: a percentage of the 1RM from 1 to 120.")
    return number


def _load(text: str, unit: str, timed: bool) -> Value:
    if not text:
        return None
    match = _WEIGHT.fullmatch(text)
    assert match is not None  # the pattern takes any text
    number = parse_decimal(match[1])
    if match[2]:
        number = convert(number, match[2].lower().removesuffix("s"), unit)
    if not 0 <= number <= 2000:
        raise CellError(f"Load: a weight from 0 to 2000 {unit}.")
    return number


def _rir(text: str, unit: str, timed: bool) -> Value:
    number = parse_decimal(text)
    if not 0 <= number <= 10:
        raise CellError("Repetitions in reserve: from 0 (none left) to 10.")
    return number


def _rest(text: str, unit: str, timed: bool) -> Value:
    return _seconds("rest", text, 0, 1800)


def _seconds(field: str, text: str, lowest: int, highest: int) -> int:
    clock = _CLOCK.fullmatch(text)
    plain = _REST.fullmatch(text.lower())
    if clock:
        seconds = Decimal(int(clock[1]) * 60 + int(clock[2]))
    elif plain:
        minutes = (plain[2] or "s")[0] in "m'"
        seconds = parse_decimal(plain[1]) * (60 if minutes else 1)
    else:
        raise CellError(f"{LABELS[field]}: seconds or minutes, like 90 or 1:30.")
    if not lowest <= seconds <= highest:
        raise CellError(f"{LABELS[field]}: from {clock_text(lowest)} to {clock_text(highest)}.")
    return round(seconds)


def _tempo(text: str, unit: str, timed: bool) -> Value:
    plain = re.sub(r"[\s/.-]", "", text).upper()
    if plain and not _TEMPO.fullmatch(plain):
        raise CellError("Tempo: four digits for down, pause, up, pause, like 3110; X is explosive.")
    return plain


_PARSERS: dict[str, Callable[[str, str, bool], Value]] = {
    "sets": _sets,
    "reps": _reps,
    "intensity": _intensity,
    "load": _load,
    "rir": _rir,
    "rest": _rest,
    "tempo": _tempo,
}


def clock_text(seconds: int) -> str:
    """1:30 for 90 seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def cell_texts(
    *,
    sets: int,
    reps: int | None,
    reps_high: int | None,
    seconds: int | None,
    intensity: float | None,
    rest_seconds: int,
    tempo: str,
    effective: dict[str, Any],
    mark: str,
) -> dict[str, str]:
    """The seven cells of a row as finished strings.

    Reps and load are as the engine made them after snapping; intensity is the target that is stored.
    """
    shown_reps = effective.get("reps") or reps
    high = effective.get("reps_high") or reps_high
    if seconds is not None:
        reps_text = clock_text(seconds)
    elif high:
        reps_text = f"{shown_reps}-{high}"
    else:
        reps_text = "" if shown_reps is None else str(shown_reps)
    load = effective.get("added") if effective.get("added") is not None else effective.get("load")
    rir = effective.get("rir")
    return {
        "sets": str(sets),
        "reps": reps_text,
        "intensity": show(intensity, decimals=1, mark=mark),
        "load": show(Decimal(load), mark=mark) if load is not None else "",
        "rir": show(rir, decimals=1, mark=mark),
        "rest": clock_text(rest_seconds),
        "tempo": tempo,
    }
