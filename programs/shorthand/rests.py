"""Times: r90, rest 90s, 2 min rest, no rest, and a time alone, of which the set group decides what it is."""

from decimal import Decimal

from programs.shorthand.amounts import seconds_problem, side_at
from programs.shorthand.numbers import is_dash, is_minutes, span_at, time_at
from programs.shorthand.phrases import Phrase, quoted, wrong
from programs.shorthand.tokens import Tokens
from programs.shorthand.words import REST_MOST, SECONDS, SECONDS_MOST, TIMES, What

SECONDS_CLEAR = 10  # a rest without a unit that is shorter than this is as likely in minutes


def rest_at(tokens: Tokens, place: int) -> Phrase | None:
    """r90, rest 90s, rest: 2 min, no rest."""
    if tokens[place].isa("no") and tokens[place + 1].isa("rest"):
        return Phrase(place + 2, What.REST, rest=0)
    if not tokens[place].isa("r", "rest"):
        return None
    start = place + 2 if tokens[place + 1].isa(":") else place + 1
    between = _range_at(tokens, start, metres=False)
    if between is not None:
        return _two_times(tokens, place, between)
    time = time_at(tokens, start, metres=False)
    if time is not None:
        return _rest_of(tokens, place, time[1], time[0])
    span = span_at(tokens, start)
    if span is None or tokens[span.end].text in TIMES:
        return None
    if span.high is not None:
        return _two_times(tokens, place, span.end)
    if 0 < span.low < SECONDS_CLEAR:
        said = quoted(tokens, place, span.end)
        return wrong(
            What.REST, span.end, f"{said} may be seconds or minutes: write r{span.low}s or r{span.low}min."
        )
    return _rest_of(tokens, place, span.end, span.low)


def time_alone_at(tokens: Tokens, place: int) -> Phrase | None:
    """90s rest, 2 min rest, and a time of which nothing says what it is. Times for each side are sets."""
    between = _range_at(tokens, place, metres=True)
    if between is not None:
        return _two_times(tokens, place, between + tokens[between].isa("rest"))
    time = time_at(tokens, place, metres=True)
    if time is None:
        minutes = time_at(tokens, place, metres=False)
        if minutes is None or not tokens[minutes[1]].isa("rest"):
            return None
        time = minutes
    seconds, end = time
    if tokens[end].isa("rest"):
        return _rest_of(tokens, place, end + 1, seconds)
    if side_at(tokens, end) is not None or tokens[end].text in TIMES:
        return None
    problem = seconds_problem(tokens, place, end, seconds, SECONDS_MOST, least=0)
    return wrong(What.WORK, end, problem) if problem else Phrase(end, What.WORK, time=int(seconds))


def _rest_of(tokens: Tokens, place: int, end: int, seconds: Decimal) -> Phrase:
    if tokens[end].isa("between"):
        end += 2 if tokens[end + 1].isa("sets") else 1
    problem = seconds_problem(tokens, place, end, seconds, REST_MOST, least=0)
    return wrong(What.REST, end, problem) if problem else Phrase(end, What.REST, rest=int(seconds))


def _range_at(tokens: Tokens, place: int, *, metres: bool) -> int | None:
    """The place after a range of times: 60-90s, 2-3 min, 1:30-2:00."""
    first = time_at(tokens, place, metres=metres)
    if first is not None:
        second = time_at(tokens, first[1] + 1, metres=metres) if is_dash(tokens[first[1]]) else None
        return None if second is None else second[1]
    span = span_at(tokens, place)
    if span is None or span.high is None:
        return None
    unit = tokens[span.end]
    return span.end + 1 if unit.text in SECONDS or is_minutes(unit, metres=metres) else None


def _two_times(tokens: Tokens, place: int, end: int) -> Phrase:
    said = quoted(tokens, place, end)
    return wrong(What.REST, end, f"{said} is a range: a set has one time and one rest; write one number.")
