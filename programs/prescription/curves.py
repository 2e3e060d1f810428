"""Repetitions to failure at a percentage of the 1RM, and back: one monotone curve per exercise family.

The knots are the meta-regression of Nuzzo et al. 2024 (doi:10.1007/s40279-023-01937-7): mean
repetitions to failure at each 5 % of the 1RM. Between knots runs a monotone cubic (PCHIP with
Fritsch and Butland's slopes) on the logarithm of the repetitions; one repetition at 100 % is a knot
by definition. The leg press's own curve ends at 95 % with 7.04 repetitions; it can't pass through one
repetition at 100 %, so above 95 % the general curve takes over.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import erf, exp, log, sqrt

from programs.prescription.words import Curve

# Percent of 1RM: mean repetitions to failure.
GENERAL_KNOTS = {
    45: 30.37, 50: 25.99, 55: 22.43, 60: 19.53, 65: 17.11, 70: 14.80,
    75: 12.37, 80: 9.75, 85: 7.15, 90: 4.94, 95: 3.28, 100: 1.0,
}  # fmt: skip
BENCH_PRESS_KNOTS = {
    15: 127.49, 20: 100.02, 25: 78.88, 30: 62.62, 35: 50.10, 40: 40.45, 45: 33.01, 50: 27.25, 55: 22.79,
    60: 19.34, 65: 16.59, 70: 14.08, 75: 11.51, 80: 8.82, 85: 6.23, 90: 4.11, 95: 2.59, 100: 1.0,
}  # fmt: skip
LEG_PRESS_KNOTS = {
    45: 42.96, 50: 36.86, 55: 31.47, 60: 26.74, 65: 22.59, 70: 18.96,
    75: 15.79, 80: 13.05, 85: 10.69, 90: 8.69, 95: 7.04,
}  # fmt: skip

# Spread between people, in repetitions: this fits the seven published values to 0.01. It is safe from
# 45 to 95 %; outside, the nearest end's spread is used.
SPREAD_INTERCEPT, SPREAD_SLOPE = 3.13593, -0.0276971
SPREAD_SAFE = (45.0, 95.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many repetitions people manage at one percentage: the mean and the spread between people.

    `borrowed`: no spread is published for this curve, so it is the general one's.
    """

    mean: float
    sd: float
    borrowed: bool = False


class MonotoneCurve:
    """A monotone cubic through knots of (percent, ln repetitions), evaluated forward and backward."""

    __slots__ = ("_logs", "_pieces", "_reps", "_rising", "_xs", "highest", "lowest", "most_reps")

    def __init__(self, knots: dict[int, float]) -> None:
        self._xs = [float(x) for x in sorted(knots)]
        self._reps = [knots[x] for x in sorted(knots)]
        self._logs = [log(reps) for reps in self._reps]
        self._pieces = _pieces(self._xs, self._logs)
        self._rising = [-value for value in self._logs]  # ascending, for bisection from repetitions
        self.lowest, self.highest = self._xs[0], self._xs[-1]
        self.most_reps = self._reps[0]

    def reps(self, percent: float) -> float | None:
        """Mean repetitions to failure at `percent` of 1RM; None outside the knots."""
        if not self.lowest <= percent <= self.highest:
            return None
        i = min(bisect_right(self._xs, percent), len(self._xs) - 1) - 1
        for end in (i, i + 1):
            if percent == self._xs[end]:
                return self._reps[end]
        return exp(self._cubic(i, percent)[0])

    def percent(self, reps: float) -> float | None:
        """The percentage at which `reps` is the mean to failure; None outside the knots."""
        if not self._reps[-1] <= reps <= self.most_reps:
            return None
        target = log(reps)
        i = min(bisect_right(self._rising, -target), len(self._xs) - 1) - 1
        i = max(i, 0)
        for end in (i, i + 1):
            if reps == self._reps[end]:
                return self._xs[end]
        low, high = self._xs[i], self._xs[i + 1]
        x = low + (high - low) * (target - self._logs[i]) / (self._logs[i + 1] - self._logs[i])
        for _ in range(60):  # Newton's method inside a bracket that closes in
            value, slope = self._cubic(i, x)
            if value > target:
                low = x
            else:
                high = x
            before, x = x, x - (value - target) / slope if slope else low
            x = min(max(x, low), high)
            if abs(x - before) < 1e-9:  # the error is squared at each step: this is exact by now
                break
        return x

    def _cubic(self, i: int, x: float) -> tuple[float, float]:
        """The cubic's value and slope at x in the segment that starts at knot i."""
        c0, c1, c2, c3 = self._pieces[i]
        t = x - self._xs[i]
        return c0 + t * (c1 + t * (c2 + t * c3)), c1 + t * (2 * c2 + 3 * t * c3)


def _pieces(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """The four coefficients of each segment's cubic, in powers of the distance from its left knot."""
    slopes = _fritsch_butland(xs, ys)
    pieces = []
    for i in range(len(xs) - 1):
        width = xs[i + 1] - xs[i]
        secant = (ys[i + 1] - ys[i]) / width
        c2 = (3 * secant - 2 * slopes[i] - slopes[i + 1]) / width
        c3 = (slopes[i] + slopes[i + 1] - 2 * secant) / (width * width)
        pieces.append((ys[i], slopes[i], c2, c3))
    return pieces


def _fritsch_butland(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """Slopes at the knots that keep the cubic monotone (Fritsch and Butland 1984, weighted form)."""
    widths = [right - left for left, right in pairwise(xs)]
    secants = [(b - a) / width for (a, b), width in zip(pairwise(ys), widths, strict=True)]
    slopes = [_end_slope(widths[0], widths[1], secants[0], secants[1])]
    for i in range(1, len(secants)):
        w1 = 2 * widths[i] + widths[i - 1]
        w2 = widths[i] + 2 * widths[i - 1]
        slopes.append((w1 + w2) / (w1 / secants[i - 1] + w2 / secants[i]))
    slopes.append(_end_slope(widths[-1], widths[-2], secants[-1], secants[-2]))
    return slopes


def _end_slope(near: float, far: float, near_secant: float, far_secant: float) -> float:
    """A three-point slope at an end, limited so that the curve keeps its direction."""
    slope = ((2 * near + far) * near_secant - near * far_secant) / (near + far)
    return slope if slope * near_secant > 0 else 0.0


GENERAL = MonotoneCurve(GENERAL_KNOTS)
CURVES = {
    Curve.GENERAL: GENERAL,
    Curve.BENCH_PRESS: MonotoneCurve(BENCH_PRESS_KNOTS),
    Curve.LEG_PRESS: MonotoneCurve(LEG_PRESS_KNOTS),
}
LEG_PRESS_END = 95.0  # percent
LEG_PRESS_END_REPS = LEG_PRESS_KNOTS[95]


@lru_cache(maxsize=4096)  # an edit, its row and its findings ask for the same
def reps_to_failure(curve: Curve, percent: float) -> float | None:
    """Mean repetitions to failure at a percentage of 1RM (0-100).

    None below the curve's last knot (45 %; bench press 15 %) or above 100 %. Leg press above 95 %
    follows the general curve. Never rises when the percentage rises.
    """
    if curve is Curve.LEG_PRESS and percent > LEG_PRESS_END:
        return GENERAL.reps(percent)
    return CURVES[curve].reps(percent)


@lru_cache(maxsize=4096)
def percent_for(curve: Curve, reps: float) -> float | None:
    """The percentage of 1RM at which `reps` (done plus in reserve) is the mean to failure.

    Fewer than one repetition to failure count as one: 100 %. None when the curve has no percentage
    light enough. Leg press below 7.04 repetitions: the general curve's answer, but at least 95 %, so
    that fewer repetitions never mean less intensity.
    """
    reps = max(reps, 1.0)
    if curve is Curve.LEG_PRESS and reps < LEG_PRESS_END_REPS:
        return max(LEG_PRESS_END, GENERAL.percent(reps) or LEG_PRESS_END)
    return CURVES[curve].percent(reps)


def falls_back(curve: Curve, percent: float, reps: float | None = None) -> bool:
    """Whether the general curve stood in for the leg press's, forward or (given `reps`) backward."""
    if curve is not Curve.LEG_PRESS:
        return False
    return percent > LEG_PRESS_END or (
        percent == LEG_PRESS_END and reps is not None and reps < LEG_PRESS_END_REPS
    )


def spread_at(curve: Curve, percent: float) -> Spread | None:
    """Mean and spread of repetitions to failure at a percentage; None where the curve has no value."""
    mean = reps_to_failure(curve, percent)
    if mean is None:
        return None
    safe = min(max(percent, SPREAD_SAFE[0]), SPREAD_SAFE[1])
    sd = exp(SPREAD_INTERCEPT + SPREAD_SLOPE * safe)
    return Spread(mean=mean, sd=sd, borrowed=curve is not Curve.GENERAL)


def chance_of_finishing(reps: float, spread: Spread) -> float:
    """P(finishing a set) = 1 - Phi((reps - mean) / sd): the share of people who manage `reps`, 0 to 1."""
    return 0.5 * (1 - erf((reps - spread.mean) / (spread.sd * sqrt(2))))
