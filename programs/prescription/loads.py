"""Loads that the gym can build: conversion, snapping to what exists, plates on each side."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from programs.prescription.lift import Available, Lift, Steps
from programs.prescription.words import LoadKind, Unit

KG_PER_LB = Decimal("0.45359237")  # exact by definition
SNAP_LIMIT = Decimal("0.025")  # of the 1RM: the most a load is snapped up, and what reps ignore
NOISE = Decimal("1e-9")  # smaller differences come from arithmetic with percentages
SHOWN = Decimal("0.0001")  # loads are shown to a tenth of a gram
NOTHING = Decimal(0)


def convert(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """A weight in another unit, unrounded; 1 lb is exactly 0.45359237 kg."""
    if unit is to:
        return value
    return value * KG_PER_LB if unit is Unit.LB else value / KG_PER_LB


def tidy(value: Decimal) -> Decimal:
    """A load without arithmetic noise and needless zeros: 16, not 16.000."""
    plain = value.quantize(SHOWN).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def exact_total(lift: Lift, intensity: float | None) -> Decimal | None:
    """The total load at a percentage of 1RM, to nine decimals; None without a 1RM or a percentage."""
    if lift.one_rm is None or intensity is None or not lift.has_curve:
        return None
    return (lift.one_rm * Decimal(repr(intensity)) / 100).quantize(NOISE)


def total_of(part: Decimal, lift: Lift) -> Decimal | None:
    """The total load when `part` is put on: the weight, body plus added, or body minus assistance.

    None when the assistance carries the whole body, or the body's share is unknown.
    """
    if lift.load_kind is LoadKind.BODY_WEIGHT:
        return lift.body_part + part
    if lift.load_kind is LoadKind.ASSISTED:
        return lift.body_part - part if part < lift.body_part else None
    return part if lift.takes_load else None


def part_of(total: Decimal, lift: Lift) -> Decimal:
    """The part of a total load that is put on: the weight, the added weight or the assistance."""
    if lift.load_kind is LoadKind.BODY_WEIGHT:
        return total - lift.body_part
    if lift.load_kind is LoadKind.ASSISTED:
        return lift.body_part - total
    return total


class Fit(StrEnum):
    """Whether what exists reaches to the load."""

    REACHED = "reached"
    BELOW_LIGHTEST = "below_lightest"
    ABOVE_HEAVIEST = "above_heaviest"


@dataclass(frozen=True, slots=True)
class Snapped:
    """A total load that can be built, and whether the exact one lay outside of what exists."""

    total: Decimal
    fit: Fit = Fit.REACHED


def neighbours(available: Available, value: Decimal, *, zero: bool) -> tuple[Decimal | None, Decimal | None]:
    """The heaviest item not above `value` and the lightest above it; None where there is none.

    `zero`: nothing at all is an item too (no added weight, no assistance). Without `available`
    every weight exists.
    """
    if available is None:
        lightest = NOTHING if zero else None
        return (value, None) if value >= 0 else (None, lightest)
    below, above = (
        _steps_around(available, value)
        if isinstance(available, Steps)
        else _rack_around(available.loads, value)
    )
    if zero:
        if below is None and value >= 0:
            below = NOTHING
        elif below is None:
            above = NOTHING
    elif below == 0:
        below = None
    if above == 0 and not zero:
        above = neighbours(available, NOTHING, zero=zero)[1]
    return below, above


def _steps_around(steps: Steps, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    if value < steps.start:
        return None, steps.start
    count = (value - steps.start) // steps.step
    if steps.heaviest is not None:
        most = (steps.heaviest - steps.start) // steps.step
        if count >= most:
            return steps.start + max(most, NOTHING) * steps.step, None
    below = steps.start + count * steps.step
    return below, below + steps.step


def _rack_around(loads: Sequence[Decimal], value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    i = bisect_right(loads, value)
    return loads[i - 1] if i else None, loads[i] if i < len(loads) else None


def snap(exact: Decimal, lift: Lift) -> Snapped | None:
    """The total load to take for an exact one: the nearest that can be built, halves up.

    Never up by more than 2.5 % of the 1RM, unless nothing lighter exists. Only the added or assisted
    part is snapped. None when there is nothing to snap: an unknown body weight under assistance.
    """
    if lift.load_kind is LoadKind.ASSISTED:
        return _snap_assisted(exact, lift)
    body = lift.body_part if lift.load_kind is LoadKind.BODY_WEIGHT else NOTHING
    zero = lift.load_kind is LoadKind.BODY_WEIGHT
    wanted = exact - body
    below, above = neighbours(lift.available, wanted, zero=zero)
    return _nearest(exact, _plus(body, below), _plus(body, above), lift)


def _snap_assisted(exact: Decimal, lift: Lift) -> Snapped | None:
    if lift.body_part <= 0:
        return None
    less, more = neighbours(lift.available, lift.body_part - exact, zero=True)
    heavier = None if less is None else lift.body_part - less
    lighter = None if more is None or more >= lift.body_part else lift.body_part - more
    if less is not None and lift.body_part - less == exact:
        return Snapped(exact)
    if less is None:  # heavier than the body alone: no assistance is the heaviest there is
        return Snapped(lift.body_part, Fit.ABOVE_HEAVIEST)
    return _nearest(exact, lighter, heavier, lift)


def _plus(body: Decimal, part: Decimal | None) -> Decimal | None:
    return None if part is None else body + part


def _nearest(exact: Decimal, below: Decimal | None, above: Decimal | None, lift: Lift) -> Snapped | None:
    if below is None:
        return None if above is None else Snapped(above, Fit.BELOW_LIGHTEST)
    if below == exact:
        return Snapped(below)
    if above is None:
        return Snapped(below, Fit.ABOVE_HEAVIEST)
    assert lift.one_rm is not None  # without one there is no exact load
    up = above - exact
    if up <= exact - below and up <= SNAP_LIMIT * lift.one_rm:
        return Snapped(above)
    return Snapped(below)


def heavier_than(total: Decimal, lift: Lift) -> Decimal | None:
    """The next heavier total load that can be built; None when there is none or every load exists."""
    if lift.available is None:
        return None
    part = part_of(total, lift)
    if lift.load_kind is LoadKind.ASSISTED:
        less = neighbours(lift.available, part - NOISE, zero=True)[0] if part > 0 else None
        return None if less is None else lift.body_part - less
    above = neighbours(lift.available, part, zero=lift.load_kind is LoadKind.BODY_WEIGHT)[1]
    return None if above is None else total - part + above


def exists(part: Decimal, lift: Lift) -> bool:
    """Whether a typed part (weight, added weight, assistance) can be built from what is there."""
    zero = lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    return lift.available is None or neighbours(lift.available, part, zero=zero)[0] == part


def plates(load: Decimal, bar: Decimal, available_plates: Sequence[Decimal]) -> tuple[Decimal, ...] | None:
    """The plates on each side of a bar, heaviest first, with as heavy plates as possible.

    All in one unit; of each plate there are enough pairs. () is the bar alone; None when the load
    can't be built exactly.
    """
    side = (load - bar) / 2
    sizes = tuple(sorted({plate for plate in available_plates if plate > 0}, reverse=True))

    @cache
    def fill(left: Decimal, i: int) -> tuple[Decimal, ...] | None:
        if left == 0:
            return ()
        if i == len(sizes):
            return None
        for count in range(int(left // sizes[i]), -1, -1):
            rest = fill(left - count * sizes[i], i + 1)
            if rest is not None:
                return (sizes[i],) * count + rest
        return None

    return fill(side, 0) if side >= 0 else None
