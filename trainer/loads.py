"""Loads of one implement, as people type and read them: 5, 7.5, 10 or 5-30 step 2.5."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from web.numbers import NumberError, parse_decimal, show

MOST_LOADS = 120
HEAVIEST = Decimal(1000)  # of a single load, in kg or lb; above it something was mistyped
LONGEST_TEXT = 600

_RANGE = re.compile(r"(\S+?)\s*(?:-|–|to)\s*(\S+?)\s*(?:step|steps of|by|in)\s*(\S+)")


@dataclass(frozen=True)
class Loads:
    """What one implement can be set to: a step from its own weight up, or a list."""

    implement: str
    unit: str
    own_weight: Decimal | None = None
    step: Decimal | None = None
    heaviest: Decimal | None = None
    loads: tuple[Decimal, ...] = ()


def parse_loads(text: str, *, mark: str = ".") -> tuple[Decimal, ...]:
    """The loads that a person typed, ascending, each once.

    Loads are separated by semicolons, new lines or commas; a range is `5-30 step 2.5`. A comma
    with a space after it always separates; one without separates too, unless the person writes
    decimals with a comma (`mark`) or the list separates otherwise. Raises NumberError.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST_TEXT:
        raise NumberError("This list is too long.")
    found: set[Decimal] = set()
    for part in _parts(stripped, mark=mark):
        found.update(_range(part) if _RANGE.fullmatch(part) else [_load(part)])
        if len(found) > MOST_LOADS:
            raise NumberError(f"That is more than {MOST_LOADS} loads. Use a step instead of a list.")
    return tuple(sorted(found))


def _parts(text: str, *, mark: str) -> list[str]:
    if _RANGE.fullmatch(text):  # A range alone: the comma of its step is a decimal mark.
        return [text]
    if re.search(r"[;\n]", text):
        pattern = r"[;\n]"
    elif re.search(r",\s", text) or mark == ",":
        pattern = r",\s+"
    else:
        pattern = r","
    return [part.strip() for part in re.split(pattern, text) if part.strip()]


def _range(part: str) -> list[Decimal]:
    match = _RANGE.fullmatch(part)
    assert match is not None
    first, last, step = (_load(group) for group in match.groups())
    if last < first:
        raise NumberError(f"“{part}” runs downwards: write the lightest first.")
    if (last - first) / step >= MOST_LOADS:
        raise NumberError(f"“{part}” is more than {MOST_LOADS} loads.")
    return [first + index * step for index in range(int((last - first) / step) + 1)]


def _load(text: str) -> Decimal:
    number = parse_decimal(text)
    if not 0 < number <= HEAVIEST:
        raise NumberError(f"A load is more than 0 and at most {HEAVIEST}.")
    if number != number.quantize(Decimal("0.01")):
        raise NumberError("Write loads with at most two decimals.")
    return number


def show_loads(loads: Sequence[Decimal | str], *, mark: str = ".") -> str:
    """The list as it can be typed again: with semicolons where the decimal mark is a comma."""
    separator = "; " if mark == "," else ", "
    return separator.join(show(Decimal(load), mark=mark) for load in loads)


def summary(item: Loads, *, mark: str = ".") -> str:
    """One implement's loads in a few words: `20 kg, then steps of 2.5 up to 200`."""
    if item.loads:
        lightest, heaviest = (show(load, mark=mark) for load in (item.loads[0], item.loads[-1]))
        if len(item.loads) == 1:
            return f"{lightest} {item.unit}"
        return f"{len(item.loads)} loads, {lightest} to {heaviest} {item.unit}"
    if item.step is None:
        return ""
    start = f"{show(item.own_weight, mark=mark)} {item.unit}, then " if item.own_weight else ""
    end = f" up to {show(item.heaviest, mark=mark)} {item.unit}" if item.heaviest is not None else ""
    return f"{start}steps of {show(item.step, mark=mark)} {item.unit}{end}"


def fingerprint(items: Sequence[Loads]) -> str:
    """Tells one set of equipment from another, so that an old tab does not undo a newer one."""
    parts = sorted(f"{item.implement}:{item.unit}:{summary(item)}:{show_loads(item.loads)}" for item in items)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
