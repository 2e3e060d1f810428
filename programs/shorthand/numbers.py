"""Numbers with their units at a place among the tokens: 7,5 · 8-12 · 1:30 · 90 s · 1.5 min · 20 m · 82.5 kg.

Each function answers what stands there and the place after it, or None. None looks further than a few
tokens ahead.
"""

from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.words import Unit
from programs.shorthand.tokens import Kind, Token, Tokens
from programs.shorthand.words import DASHES, KILOMETRES, METRES, MINUTES, SECONDS, TIMES, UNITS

LONGEST_NUMBER = 6  # digits before the decimal mark
DECIMALS_MOST = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a range from `low` to `high`; `end` is the place after it."""

    low: Decimal
    high: Decimal | None
    end: int

    @property
    def whole(self) -> bool:
        return self.low == int(self.low) and (self.high is None or self.high == int(self.high))


def plain(number: Decimal) -> Decimal:
    """The same number without needless zeros: 80 for 80.0."""
    return number.quantize(Decimal(1)) if number == int(number) else number.normalize()


def number_at(tokens: Tokens, place: int) -> tuple[Decimal, int] | None:
    """A number with a decimal point or comma; `5,5,5` is no number."""
    token = tokens[place]
    if token.kind is not Kind.NUMBER or len(token.text) > LONGEST_NUMBER:
        return None
    if not _goes_on(tokens, place):
        return Decimal(int(token.text)), place + 1
    decimals = tokens[place + 2]
    if len(decimals.text) > DECIMALS_MOST or _goes_on(tokens, place + 2):
        return None
    return plain(Decimal(f"{token.text}.{decimals.text}")), place + 3


def _goes_on(tokens: Tokens, place: int) -> bool:
    """Whether a point or comma and more digits are stuck to the number here."""
    mark, digits = tokens[place + 1], tokens[place + 2]
    if mark.isa(",") and tokens[place + 3].text in TIMES:
        return False  # 1x5,1x3
    return mark.glued and mark.isa(".", ",") and digits.glued and digits.kind is Kind.NUMBER


def is_dash(token: Token) -> bool:
    """Whether this is a hyphen, a dash or the word “to”."""
    return token.text in DASHES or token.isa("to")


def span_at(tokens: Tokens, place: int) -> Span | None:
    """A number or a range; the dash of a range has spaces on both sides or on none."""
    first = number_at(tokens, place)
    if first is None:
        return None
    low, end = first
    if is_dash(tokens[end]) and tokens[end].glued == tokens[end + 1].glued:
        second = number_at(tokens, end + 1)
        if second is not None:
            return Span(low, second[0], second[1])
    return Span(low, None, end)


def is_minutes(token: Token, *, metres: bool) -> bool:
    """Whether this is a unit of minutes; `m` alone is metres unless `metres` is false."""
    if token.isa("'", "’", "′") and not token.glued:
        return False
    return token.text in MINUTES or (token.isa("m") and not metres)


def time_at(tokens: Tokens, place: int, *, metres: bool = True) -> tuple[Decimal, int] | None:
    """Seconds: 90s, 90", 1:30, 1.5 min, 2', 1'30", 1 min 30 s. `metres`: whether 2m is a distance."""
    clock = _clock_at(tokens, place)
    if clock is not None:
        return clock
    found = number_at(tokens, place)
    if found is None:
        return None
    number, end = found
    unit = tokens[end]
    if unit.text in SECONDS:
        return number, end + 1
    rest = _seconds_after(tokens, end)
    if is_minutes(unit, metres=metres) or (unit.isa("m") and rest is not None):
        return (number * 60, end + 1) if rest is None else (number * 60 + rest[0], rest[1])
    return None


def _clock_at(tokens: Tokens, place: int) -> tuple[Decimal, int] | None:
    minutes, colon, seconds = tokens[place], tokens[place + 1], tokens[place + 2]
    if not (minutes.kind is seconds.kind is Kind.NUMBER and colon.isa(":") and colon.glued and seconds.glued):
        return None
    if len(minutes.text) > 2 or len(seconds.text) != 2 or int(seconds.text) > 59:
        return None
    if tokens[place + 3].isa(":") and tokens[place + 4].kind is Kind.NUMBER:
        return None
    end = place + 3
    if tokens[end].isa("min", "mins", "minutes"):
        end += 1
    return Decimal(int(minutes.text) * 60 + int(seconds.text)), end


def _seconds_after(tokens: Tokens, place: int) -> tuple[Decimal, int] | None:
    """The seconds after the unit of minutes at `place`: the 30 s of 1 min 30 s."""
    unit, digits, after = tokens[place], tokens[place + 1], tokens[place + 2]
    if digits.kind is not Kind.NUMBER or len(digits.text) > 2 or int(digits.text) > 59:
        return None
    if after.text in SECONDS:
        return Decimal(int(digits.text)), place + 3
    if unit.isa("'", "’", "′") and digits.glued and not after.glued:
        return Decimal(int(digits.text)), place + 2
    return None


def distance_at(tokens: Tokens, place: int) -> tuple[Decimal, int] | None:
    """Metres: 20 m, 400m, 5 km."""
    found = number_at(tokens, place)
    if found is None:
        return None
    unit = tokens[found[1]]
    if unit.isa("m") or unit.text in METRES:
        return found[0], found[1] + 1
    if unit.text in KILOMETRES:
        return found[0] * 1000, found[1] + 1
    return None


def weight_at(tokens: Tokens, place: int) -> tuple[Decimal, Unit, int] | None:
    """A weight with its unit: 80kg, 185 lbs."""
    found = number_at(tokens, place)
    if found is None:
        return None
    unit = tokens[found[1]]
    if unit.kind is Kind.WORD and unit.text in UNITS:
        return found[0], UNITS[unit.text], found[1] + 1
    return None


def is_percent(token: Token) -> bool:
    return token.isa("%", "percent")


def percent_at(tokens: Tokens, place: int) -> Span | None:
    """A percentage or a range of them: 75%, 70-80 %, 70% to 80%."""
    span = span_at(tokens, place)
    if span is None or not is_percent(tokens[span.end]):
        return None
    end = span.end + 1
    if span.high is None and is_dash(tokens[end]):
        second = number_at(tokens, end + 1)
        if second is not None and is_percent(tokens[second[1]]):
            return Span(span.low, second[0], second[1] + 1)
    return Span(span.low, span.high, end)
