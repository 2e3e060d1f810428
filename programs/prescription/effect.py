"""From targets to what is lifted: the load that can be built, and the repetitions that follow from it."""

from decimal import Decimal
from math import floor
from typing import NamedTuple

from programs.prescription.curves import reps_to_failure
from programs.prescription.goals import start_of
from programs.prescription.lift import Lift
from programs.prescription.loads import SNAP_LIMIT, Fit, exact_total, exists, heavier_than, snap, total_of
from programs.prescription.targets import REPS_MOST, Targets
from programs.prescription.words import Curve, Field


class Effect(NamedTuple):
    """The row after its load was built; the steps between targets and prescription.

    `moved`: the load differs from the exact one by more than 2.5 % of the 1RM, so that the
    repetitions (or the RIR) were computed again. `available`: a typed load can be built.
    """

    exact: Decimal | None
    load: Decimal | None
    fit: Fit
    intensity: float | None
    reps: int | None
    rir: float | None
    moved: bool
    available: bool


def nearest_whole(value: float) -> int:
    """The nearest whole number, halves up; noise of the last digits doesn't decide."""
    return floor(value + 0.5 + 1e-9)


def reps_at(curve: Curve, intensity: float | None, rir: float) -> int | None:
    """Repetitions that leave `rir` in reserve: nearest whole, at least 1; None outside the curve."""
    if intensity is None:
        return None
    mean = reps_to_failure(curve, intensity)
    return None if mean is None else min(max(nearest_whole(mean - rir), 1), REPS_MOST)


def rir_at(curve: Curve, intensity: float | None, reps: int | None) -> float | None:
    """What is left in reserve after `reps`, unrounded, below zero if more than people manage."""
    if intensity is None or reps is None:
        return None
    mean = reps_to_failure(curve, intensity)
    return None if mean is None else mean - reps


def held_rir(targets: Targets, lift: Lift) -> float:
    """The effort that a computation holds: the row's own, or its goal's start where none is known."""
    return start_of(targets.goal, lift).rir if targets.rir is None else targets.rir


def percent_of_max(total: Decimal, lift: Lift) -> float | None:
    """A total load as % of 1RM; None without a 1RM."""
    return None if lift.one_rm is None else float(total * 100 / lift.one_rm)


def effect_of(targets: Targets, lift: Lift, edited: Field | None = None) -> Effect:
    """Build the load and let the repetitions follow where it had to move.

    A typed load is never snapped. When the load differs by more than 2.5 % of the 1RM from the exact
    one, repetitions follow from the effective intensity; pinned or just edited, they stay and RIR
    gives (unless that is pinned or just edited too).
    """
    exact = exact_total(lift, targets.intensity)
    load, fit, available = None, Fit.REACHED, True
    if targets.load is not None:
        load = total_of(targets.load, lift)
        available = exists(targets.load, lift)
    elif exact is not None and (snapped := snap(exact, lift)) is not None:
        load, fit = snapped.total, snapped.fit
    intensity, reps, rir = targets.intensity, targets.reps, targets.rir
    moved = False
    if load is not None and load != exact and lift.has_curve and lift.one_rm is not None:
        intensity = percent_of_max(load, lift)
        moved = exact is None or abs(load - exact) > SNAP_LIMIT * lift.one_rm
    if moved:
        stays = targets.pins if edited is None else targets.pins | {edited}
        if Field.REPS not in stays:
            reps = reps_at(lift.curve, intensity, held_rir(targets, lift))
        elif Field.RIR not in stays:
            rir = rir_at(lift.curve, intensity, reps)
    return Effect(exact, load, fit, intensity, reps, rir, moved, available)


def heavier_offer(targets: Targets, lift: Lift, effect: Effect) -> tuple[Decimal, int] | None:
    """The next heavier load that can be built and its repetitions at the held RIR; None without one."""
    above = None if effect.load is None else heavier_than(effect.load, lift)
    if above is None:
        return None
    reps = reps_at(lift.curve, percent_of_max(above, lift), held_rir(targets, lift))
    return None if reps is None else (above, reps)
