"""Estimating a 1RM from a set, with a band that says how sure that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import exp, sqrt

from programs.prescription.curves import percent_for, spread_at
from programs.prescription.targets import ImpossibleValueError, checked_load, number, whole
from programs.prescription.words import Curve, Unit

REPS_MOST = 12  # to failure; beyond, no equation and no curve is accurate enough
RIR_ERROR = 0.8  # repetitions by which people misjudge their reserve
TENTH_PERCENTILE = 1.2815515655446004  # standard deviations from the mean to the 10th and 90th
CENT = Decimal("0.01")

# 1RM for a load of 1 and r repetitions to failure; sources: epley_1985, brzycki_1993, lombardi_1989,
# mayhew_1992, oconner_1989, wathan_1994, lander_1985. Two to ten repetitions are their domain.
EQUATIONS: Mapping[str, Callable[[float], float]] = {
    "epley": lambda r: 1 + r / 30,
    "brzycki": lambda r: 36 / (37 - r),
    "lombardi": lambda r: float(r**0.10),
    "mayhew": lambda r: 100 / (52.2 + 41.9 * exp(-0.055 * r)),
    "oconner": lambda r: 1 + 0.025 * r,
    "wathan": lambda r: 100 / (48.8 + 53.8 * exp(-0.075 * r)),
    "lander": lambda r: 100 / (101.3 - 2.67123 * r),
}


@dataclass(frozen=True, slots=True)
class MaxEstimate:
    """An estimated 1RM in the unit of the set, to a hundredth.

    `low` and `high` are its 10th and 90th percentile; `equations` shows what seven published equations
    say of the same set.
    """

    estimate: Decimal
    low: Decimal
    high: Decimal
    unit: Unit
    method: str
    equations: Mapping[str, Decimal]
    caveats: tuple[str, ...]


def estimate_max(
    load: Decimal | float | int | str,
    reps: Decimal | float | int | str,
    rir: Decimal | float | int | str = 0,
    unit: Unit = Unit.KG,
    curve: Curve = Curve.GENERAL,
) -> MaxEstimate:
    """The 1RM that a set of `reps` at a total `load` with `rir` left in reserve speaks for.

    estimate = load / inverse(reps + RIR). The band is where the person's own repetitions at a
    percentage lie between the 10th and 90th percentile of the spread between people, widened by an
    error of 0.8 in judging RIR. One repetition with nothing in reserve is the 1RM itself: everything
    equals the load. Raises ImpossibleValueError for impossible numbers and for reps + RIR above 12.
    """
    weight = checked_load(load, unit, zero=False)
    done = whole(reps, name="Reps", low=1, high=100)
    reserve = number(rir, name="RIR")
    if reserve < 0:
        raise ImpossibleValueError("RIR can't be negative.")
    if done + reserve > REPS_MOST:
        raise ImpossibleValueError(
            f"A 1RM is estimated from at most {REPS_MOST} repetitions to failure, and {done} + "
            f"{reserve.normalize():f} is more: use a heavier set."
        )
    total = done + float(reserve)
    method = f"{curve} curve (nuzzo_2024)"
    if total == 1:
        same = weight.quantize(CENT)
        return MaxEstimate(same, same, same, unit, "lifted once", dict.fromkeys(EQUATIONS, same), ())
    percent = _percent(curve, total)
    spread = spread_at(curve, percent)
    assert spread is not None  # the curve answered just now
    sd = sqrt(spread.sd**2 + RIR_ERROR**2)
    return MaxEstimate(
        estimate=_of(weight, 100 / percent),
        low=_of(weight, 100 / _percent(curve, total - TENTH_PERCENTILE * sd)),
        high=_of(weight, 100 / _percent(curve, total + TENTH_PERCENTILE * sd)),
        unit=unit,
        method=method,
        equations={name: _of(weight, equation(total)) for name, equation in EQUATIONS.items()},
        caveats=_caveats(float(reserve), spread.borrowed),
    )


def _percent(curve: Curve, reps: float) -> float:
    percent = percent_for(curve, reps)
    assert percent is not None  # twelve repetitions and their band lie well inside every curve
    return percent


def _of(load: Decimal, factor: float) -> Decimal:
    return (load * Decimal(repr(factor))).quantize(CENT)


def _caveats(rir: float, borrowed: bool) -> tuple[str, ...]:
    said = ["All equations underestimate the deadlift (LeSuer 1997)."]
    if rir > 0:
        said.append("No study validates reps + RIR in a 1RM formula: the band allows for an error of 0.8.")
    if borrowed:
        said.append("No spread is published for this curve: the general one is used.")
    return tuple(said)
