"""What one set is: 8, 8-12, 5+, max, 30 s, 20 m, each with /side; or what each of several is: 12,10,8."""

from dataclasses import dataclass, replace
from decimal import Decimal

from programs.shorthand.numbers import Span, distance_at, is_dash, number_at, span_at, time_at
from programs.shorthand.phrases import Amount, quoted
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import (
    KILOMETRES,
    MAXIMUM,
    METRES,
    METRES_MOST,
    MINUTES,
    REPS,
    REPS_MOST,
    SECONDS,
    SECONDS_MOST,
    SETS_MOST,
    SIDES,
    TIMES,
    UNITS,
)

METRES_CLEAR = 5  # fewer metres than this, written with an m, are as likely minutes
_OTHER_UNITS = SECONDS | MINUTES | METRES | KILOMETRES | {*UNITS, "m", "percent", "%", "set", "sets", "rm"}
_AFTER_OPEN = REPS | {"r", "t", "rir", "rpe"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each set is, one for all or one for each, and the place after it; or why it cannot be."""

    each: tuple[Amount, ...]
    end: int
    problem: str = ""


def side_at(tokens: Tokens, place: int) -> int | None:
    """The place after words for each side: /side, per leg, each arm, each, ea, e/s."""
    first, second = tokens[place], tokens[place + 1]
    if first.isa("e") and second.isa("/") and tokens[place + 2].isa("s"):
        return place + 3
    if first.isa("/", "per", "each", "a") and second.text in SIDES:
        return place + 2
    if first.isa("each", "ea"):
        return place + (2 if second.isa(".") and second.glued else 1)
    return None


def amounts_at(tokens: Tokens, place: int, *, sets: int | None = None) -> Amounts | None:
    """What one set is here, or what each is where there are as many numbers as `sets`."""
    if tokens[place].text in MAXIMUM:
        end = place + 2 if tokens[place + 1].text in REPS else place + 1
        return _sided(tokens, end, Amount(to_the_last=True))
    if tokens[place].kind is not Kind.NUMBER:
        return None
    return _listed(tokens, place, sets) or _measured(tokens, place) or _reps(tokens, place)


def _reps(tokens: Tokens, place: int) -> Amounts | None:
    span = span_at(tokens, place)
    if span is None:
        return None
    if span.high is not None and _has_unit(tokens, span.end) and not tokens[place + 1].glued:
        first = number_at(tokens, place)  # 3x8 - 12kg: the dash only parts
        assert first is not None  # a span begins with a number
        span = Span(first[0], None, first[1])
    if _has_unit(tokens, span.end):
        return Amounts((), span.end, f"{quoted(tokens, place, span.end + 1)} is no number of repetitions.")
    end, last = span.end, False
    if is_open(tokens, end):
        end, last = end + 1, True
    if tokens[end].text in REPS:
        end += 1
    said = quoted(tokens, place, end)
    low, high = span.low, span.high if span.high != span.low else None
    if not span.whole or not 1 <= low <= REPS_MOST or not 1 <= (high or low) <= REPS_MOST:
        return Amounts((), end, f"{said}: repetitions are a whole number from 1 to {REPS_MOST}.")
    if high is not None and high < low:
        return Amounts((), end, f"{said}: a range goes from the lower to the higher number.")
    if last and high is not None:
        return Amounts((), end, f"{said}: a range or as many as possible, not both.")
    amount = Amount(int(low), None if high is None else int(high), to_the_last=last)
    return _sided(tokens, end, amount)


def _sided(tokens: Tokens, end: int, amount: Amount) -> Amounts:
    after = side_at(tokens, end)
    if after is None:
        return Amounts((amount,), end)
    return Amounts((replace(amount, per_side=True),), after)


def _measured(tokens: Tokens, place: int) -> Amounts | None:
    """A set by time or distance."""
    time = time_at(tokens, place)
    if time is not None:
        seconds, end = time
        problem = seconds_problem(tokens, place, end, seconds, SECONDS_MOST)
        return Amounts((), end, problem) if problem else _sided(tokens, end, Amount(seconds=int(seconds)))
    distance = distance_at(tokens, place)
    if distance is not None:
        metres, end = distance
        problem = _metres_problem(tokens, place, end, metres)
        return Amounts((), end, problem) if problem else _sided(tokens, end, Amount(metres=int(metres)))
    span = span_at(tokens, place)
    if span is None or span.high is None:
        return None
    last = span.end - 1
    if time_at(tokens, last) is None and distance_at(tokens, last) is None:
        return None
    said = quoted(tokens, place, span.end + 1)
    return Amounts((), span.end + 1, f"{said} is a range: a set has one time or one distance.")


def seconds_problem(tokens: Tokens, place: int, end: int, seconds: Decimal, most: int, least: int = 1) -> str:
    """Why a time cannot be, or an empty text."""
    if seconds != int(seconds):
        return f"{quoted(tokens, place, end)}: a time is in whole seconds."
    if not least <= seconds <= most:
        return f"{quoted(tokens, place, end)}: a time from {least} s to {most // 60} min."
    return ""


def _metres_problem(tokens: Tokens, place: int, end: int, metres: Decimal) -> str:
    said = quoted(tokens, place, end)
    if tokens[end - 1].isa("m") and metres < METRES_CLEAR:
        return f"{said} may be minutes or metres: write {metres} min or {metres} metres."
    if metres != int(metres) or not 1 <= metres <= METRES_MOST:
        return f"{said}: a distance is in whole metres, up to {METRES_MOST // 1000} km."
    return ""


def _has_unit(tokens: Tokens, place: int) -> bool:
    """Whether what stands here makes the number before it something else than repetitions."""
    token = tokens[place]
    if token.isa("rir", "rpe"):
        return tokens[place + 1].kind is not Kind.NUMBER and not tokens[place + 1].isa(":")
    if token.isa(":"):
        return token.glued and tokens[place + 1].kind is Kind.NUMBER
    return token.text in _OTHER_UNITS and (token.glued or not token.isa("'", "’", "′", '"', "”", "″"))


def is_open(tokens: Tokens, place: int) -> bool:
    """Whether the plus here means “or more”, as in 5+."""
    plus, after = tokens[place], tokens[place + 1]
    stuck = after.glued and (
        after.kind is Kind.NUMBER or (after.kind is Kind.WORD and after.text not in _AFTER_OPEN)
    )
    return plus.isa("+") and plus.glued and not stuck


# Lists


def _listed(tokens: Tokens, place: int, sets: int | None) -> Amounts | None:
    """4x12,10,8,6: the repetitions of each set, as many as there are sets."""
    if sets is None or not 2 <= sets <= SETS_MOST:
        return None
    reps, end = chained(tokens, place, most=sets + 1)
    if len(reps) < 2 or (len(reps) == 2 and tokens[place + 1].isa("/")):
        return None
    if len(reps) == sets:
        return list_of(tokens, place, end, reps)
    if tokens[place + 1].glued:
        said = quoted(tokens, place, end)
        return Amounts((), end, f"{said}: one number for all {sets} sets, or as many as there are sets.")
    return None


def list_of(tokens: Tokens, place: int, end: int, reps: list[int]) -> Amounts:
    """The repetitions of each set; the last may be as many as possible."""
    last = is_open(tokens, end)
    end += last
    if tokens[end].text in REPS:
        end += 1
    if not all(1 <= number <= REPS_MOST for number in reps):
        return Amounts((), end, f"{quoted(tokens, place, end)}: repetitions are from 1 to {REPS_MOST}.")
    side = side_at(tokens, end)
    each = [Amount(reps=number, per_side=side is not None) for number in reps]
    each[-1] = replace(each[-1], to_the_last=last)
    return Amounts(tuple(each), end if side is None else side)


def chained(tokens: Tokens, place: int, *, most: int) -> tuple[list[int], int]:
    """Whole numbers with commas or slashes between them, none with a unit, up to `most`; the place after."""
    sign = next((sign for sign in (",", "/") if tokens[place + 1].isa(sign)), None)
    numbers: list[int] = []
    end = place
    while len(numbers) < most and tokens[end].kind is Kind.NUMBER and len(tokens[end].text) <= 3:
        after = tokens[end + 1]
        if _has_unit(tokens, end + 1) or after.text in TIMES or (is_dash(after) and after.glued):
            break
        numbers.append(int(tokens[end].text))
        if sign is None or not after.isa(sign) or tokens[end + 2].kind is not Kind.NUMBER:
            return numbers, end + 1
        end += 2
    return numbers, max(end - 1, place)
