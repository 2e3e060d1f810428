"""Headings in a written program: phases, weeks, workouts, rest days, sections, notes."""

import re

from programs.shorthand.tokens import single_spaced
from programs.shorthand.written import Heading, Kind, PhaseHeading, WeekHeading, WorkoutHeading

LONGEST_HEADING = 120
WEEKS_MOST = 52

_DASH = r"(?:-|–|—|to|&|and)"
_PARTS = " \t:.,;|/()[]-–—"
_WEEKS = re.compile(
    rf"(?:(?P<number>\d{{1,2}})[ -]?(?:weeks?|wks?)"
    rf"|(?:weeks?|wks?) ?(?P<first>\d{{1,2}}) ?{_DASH} ?(?P<last>\d{{1,2}}))[)\]]?$"
)
_PHASE = re.compile(
    r"(?:phase|block|mesocycle|meso|macrocycle)"
    r"(?: ?(?P<number>\d{1,2}|[ivx]{1,4}|[a-z])(?![a-z0-9]) ?[:.)–—-]?|:| ?[–—-] | ?$)(?P<name>.*)"
)
_PHASE_LAST = re.compile(r"[^\d:]{2,60} (?:phase|block|mesocycle)")
_WEEK = re.compile(
    rf"(?:weeks?|wks?|w) ?(?P<first>\d{{1,2}})(?: ?{_DASH} ?(?P<last>\d{{1,2}}))?(?: ?(?:of|/) ?\d{{1,2}})?"
    r"(?![0-9x%])(?P<rest>.*)"
)
_WORKOUT = re.compile(
    r"(?:(?:day|workout|session|training|training day) ?#? ?(?:\d{1,2}|[a-z])(?![a-z0-9])|d\d$)(?P<rest>.*)"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    r"(?P<day>mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)(?![a-z]|[-–—][a-z])(?P<rest>.*)"
)
_REST_DAYS = frozenset({"rest", "rest day", "off", "off day", "day off", "recovery", "active recovery"})
_SECTIONS = frozenset(
    {"warm-up", "warm up", "warmup", "cool-down", "cool down", "cooldown", "main", "main lift", "main lifts"}
    | {"main work", "accessory", "accessories", "accessory work", "assistance", "assistance work"}
    | {"finisher", "conditioning", "cardio", "core", "mobility", "activation", "prep", "strength", "power"}
)
_SPLITS = frozenset(
    {"upper", "lower", "full", "whole", "total", "body", "push", "pull", "leg", "legs", "arm", "arms"}
    | {"chest", "back", "shoulder", "shoulders", "glutes"}
)
_BESIDE_SPLITS = frozenset(
    {"day", "workout", "session", "and", "&", "/", "+", "strength", "hypertrophy", "power", "heavy", "light"}
    | {"a", "b", "c", "d", "e", "f", "1", "2", "3", "4", "5", "6"}
)
_TOGETHER = re.compile(r"(?:(?:super|giant|tri)[ -]?sets?|circuit)(?: ?#? ?(?:\d{1,2}|[a-z]))?")
_ALONE = frozenset({"back", "body", "leg", "arm", "full", "whole", "total", "shoulder"})  # no workout's name


def goes_together(text: str) -> bool:
    """Whether a section says that its exercises are done together: Superset 1, Circuit."""
    return _TOGETHER.fullmatch(text.casefold()) is not None


def heading_of(text: str) -> tuple[Kind, Heading | str] | None:
    """What kind of heading a text without Markdown is, by its words; None where they say nothing."""
    text = single_spaced(text).rstrip(":")
    if not text or len(text) > LONGEST_HEADING:
        return None
    low = text.casefold()
    if len(low) != len(text):
        return None  # letters that have no single small one; no heading that we know
    if low in _REST_DAYS:
        return Kind.REST_DAY, text
    if low in _SECTIONS or goes_together(text):
        return Kind.SECTION, text
    return _phase(text, low) or _week(text, low) or _workout(text, low)


def _phase(text: str, low: str) -> tuple[Kind, PhaseHeading] | None:
    weeks = _WEEKS.search(low)
    head = text if weeks is None else text[: weeks.start()].rstrip(_PARTS)
    found = _PHASE.fullmatch(low, 0, len(head))
    if found is None and _PHASE_LAST.fullmatch(low, 0, len(head)) is None:
        return None
    name = "" if found is None else head[found.start("name") :].strip(_PARTS)
    number, first = None, None
    if weeks is not None and weeks["number"] is not None:
        number = int(weeks["number"])
    elif weeks is not None:
        first = int(weeks["first"])
        number = int(weeks["last"]) - first + 1
    if number is not None and not 1 <= number <= WEEKS_MOST:
        return None
    return Kind.PHASE, PhaseHeading(name or head, number, first)


def _week(text: str, low: str) -> tuple[Kind, WeekHeading | WorkoutHeading] | None:
    found = _WEEK.fullmatch(low)
    if found is None:
        return None
    first = int(found["first"])
    last = first if found["last"] is None else int(found["last"])
    if not 1 <= first <= last <= WEEKS_MOST:
        return None
    rest = text[found.start("rest") :].strip(_PARTS)
    workout = _workout(rest, rest.casefold()) if rest and first == last else None
    if workout is not None and isinstance(workout[1], WorkoutHeading):
        return Kind.WORKOUT, WorkoutHeading(workout[1].name, workout[1].weekday, first)
    return Kind.WEEK, WeekHeading(first, last, rest)


def _workout(text: str, low: str) -> tuple[Kind, WorkoutHeading | str] | None:
    weekday = None
    found = _WORKOUT.fullmatch(low)
    if found is None:
        found = _WEEKDAY.fullmatch(low)
        if found is None:
            return (Kind.WORKOUT, WorkoutHeading(text)) if _is_split(low) else None
        weekday = next(number for number, day in enumerate(_WEEKDAYS) if day.startswith(found["day"][:3]))
    rest = text[found.start("rest") :].strip(_PARTS)
    if rest.casefold() in _REST_DAYS:
        return Kind.REST_DAY, text
    another = _WEEKDAY.search(rest.casefold())
    if weekday is not None and another is not None:
        return Kind.WORKOUT, WorkoutHeading(text)  # Monday and Thursday: no single day
    return Kind.WORKOUT, WorkoutHeading(rest or text.strip(_PARTS), weekday)


def _is_split(low: str) -> bool:
    """Whether these words are what part of the body a day trains, and nothing else: Upper A, leg day."""
    words = re.findall(r"[^\W\d_]+|\d+|[&/+]", low)
    apart = re.sub(r"[ &/+-]", "", low)
    return (
        "".join(word for word in words if word not in "&/+") == apart
        and not _SPLITS.isdisjoint(words)
        and all(word in _SPLITS or word in _BESIDE_SPLITS for word in words)
        and not (len(words) == 1 and words[0] in _ALONE)
    )
