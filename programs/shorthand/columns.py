"""The columns of a table in a written program: which is which, and how their cells are said in a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from programs.prescription.words import Unit
from programs.shorthand.headings import WEEKS_MOST
from programs.shorthand.tokens import single_spaced
from programs.shorthand.words import UNITS

_WEEK = re.compile(r"(?:week|wk|w) ?(\d{1,2})(?: ?[(:–—-][^\d]*)?")
_UNIT = re.compile(r"(?: ?[(\[/,] ?| )(kgs?|lbs?|s|secs?|seconds|mins?|minutes|m|metres)[)\]]?")
_NUMBER = r"\d+(?:[.,]\d+)?"
_NUMBERS = re.compile(rf"{_NUMBER}(?: ?[-–—] ?{_NUMBER})?")
_BODY_WEIGHT = re.compile(rf"(?:bw|bodyweight) ?[+-] ?{_NUMBER}", re.IGNORECASE)
_TEMPO = re.compile(r"[0-9xX](?:[ ./–—-]?[0-9xX]){3}")
_FRACTION = re.compile(r"[01](?:[.,]\d+)?")
_EFFORT = re.compile(r"(?:[2-9](?:[.,]5)?|10)(?: ?[-–—] ?(?:[2-9](?:[.,]5)?|10))?")


class Is(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "exercise"
    SETS = "sets"
    REPS = "reps"
    WORK = "sets and reps"
    TIME = "time"
    DISTANCE = "distance"
    PERCENT = "percentage"
    INTENSITY = "intensity"
    LOAD = "load"
    RPE = "RPE"
    RIR = "RIR"
    EFFORT = "effort"
    REST = "rest"
    TEMPO = "tempo"
    NOTE = "notes"
    WEEK = "week"
    OTHER = "other"


_TITLES = {
    Is.CODE: ("#", "no", "nr", "order", "code", "id", "group", "superset"),
    Is.NAME: ("exercise", "exercises", "exercise name", "movement", "lift", "name"),
    Is.SETS: ("set", "sets", "# sets", "no of sets"),
    Is.REPS: ("rep", "reps", "repetitions", "rep range", "reps/time", "reps / time", "reps/set"),
    Is.WORK: (
        "sets x reps",
        "sets × reps",
        "sets & reps",
        "sets/reps",
        "sets / reps",
        "scheme",
        "prescription",
    ),
    Is.TIME: ("time", "duration", "hold"),
    Is.DISTANCE: ("distance",),
    Is.PERCENT: (
        "%",
        "% 1rm",
        "%1rm",
        "% of 1rm",
        "1rm %",
        "percent",
        "percentage",
        "intensity (%)",
        "intensity %",
    ),
    Is.INTENSITY: ("intensity", "%/intensity", "% / intensity", "intensity/load"),
    Is.LOAD: ("load", "weight", "kg", "lb", "lbs", "load/weight", "load / weight", "working weight"),
    Is.RPE: ("rpe", "target rpe"),
    Is.RIR: ("rir", "target rir", "reps in reserve"),
    Is.EFFORT: ("effort", "rpe/rir", "rpe / rir", "rir/rpe", "rir / rpe"),
    Is.REST: ("rest", "recovery", "rest time", "rest between sets", "rest period"),
    Is.TEMPO: ("tempo",),
    Is.NOTE: ("note", "notes", "comment", "comments", "cue", "cues", "coaching", "remarks", "instructions"),
}
_KNOWN = {title: what for what, titles in _TITLES.items() for title in titles}
# Columns that may stand more than once.
_MANY = frozenset({Is.NOTE, Is.WEEK, Is.OTHER})
# Not enough on their own to tell a table's head from a row.
_VAGUE = frozenset({Is.OTHER, Is.CODE, Is.NAME})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title as written, its unit where the title says one, its week."""

    what: Is
    title: str
    unit: str = ""
    week: int = 0


def columns_of(titles: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a table's head; None when this is no head.

    A head names the exercise and at least one column that we know, or two that we know after a first one
    that we don't, which then holds the exercise.
    """
    columns = [_column(title) for title in titles]
    known = [column for column in columns if column.what not in _VAGUE]
    if not any(column.what is Is.NAME for column in columns):
        first = next((index for index, column in enumerate(columns) if column.what is not Is.CODE), None)
        if first is None or columns[first].what is not Is.OTHER or len(known) < 2:
            return None
        columns[first] = Column(Is.NAME, columns[first].title)
    return tuple(columns) if known else None


def twice(columns: Sequence[Column]) -> str:
    """The title that two columns have where only one may, or an empty text."""
    seen: set[Is] = set()
    for column in columns:
        if column.what in seen and column.what not in _MANY:
            return column.title
        seen.add(column.what)
    return ""


def _column(title: str) -> Column:
    title = single_spaced(title.replace("*", "").replace("_", " ")).strip(":")
    low = title.casefold()
    week = _WEEK.fullmatch(low)
    if week is not None and 1 <= int(week[1]) <= WEEKS_MOST:
        return Column(Is.WEEK, title, week=int(week[1]))
    if low in UNITS:
        return Column(Is.LOAD, title, UNITS[low])
    if low in _KNOWN:
        return Column(_KNOWN[low], title)
    unit = next((found for found in _UNIT.finditer(low) if found.end() == len(low)), None)
    if unit is not None and low[: unit.start()] in _KNOWN:
        return Column(_KNOWN[low[: unit.start()]], title, UNITS.get(unit[1], unit[1]))
    return Column(Is.OTHER, title)


def said(column: Column, text: str, unit: Unit | None) -> tuple[str, str]:
    """What a cell of this column says, as it would stand in a line; or why it is unclear.

    `unit` is that of loads without one.
    """
    alone = _NUMBERS.fullmatch(text) is not None
    match column.what:
        case Is.PERCENT | Is.INTENSITY if alone:
            return f"@{text}%", _intensity_problem(column, text)
        case Is.LOAD if alone or _BODY_WEIGHT.fullmatch(text):
            return f"{text}{column.unit or unit or ''}", ""
        case Is.RPE | Is.RIR if alone:
            return f"{column.what.value} {text}", ""
        case Is.REST if text[:1].isdigit() and "rest" not in text.casefold():
            return f"rest {text}{column.unit if alone else ''}", ""
        case Is.TEMPO if _TEMPO.fullmatch(text):
            return f"tempo {text}", ""
        case Is.TIME | Is.DISTANCE if alone:
            return f"{text}{column.unit}", ""
        case _:
            return text, ""


def _intensity_problem(column: Column, text: str) -> str:
    if _FRACTION.fullmatch(text):
        return f"“{text}” may be a share or a percentage: write it with its sign."
    if column.what is Is.INTENSITY and _EFFORT.fullmatch(text):
        return f"“{text}” may be a percentage or an RPE: write {text}% or RPE {text}."
    return ""
