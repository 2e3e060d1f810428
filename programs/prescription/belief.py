"""What logged sets let us believe of one lifter on one exercise: how strong, and how far off the curve.

The natural logarithm of the 1RM (`level`) walks at random from day to day; the lifter's own offset from
the repetitions curve (`offset`, in standard deviations of the spread between people) stays. A Kalman
filter over these two turns one observation a session into both and their uncertainty. The variances are
published where a source is named; how they are put together is our judgement.

The load is what a lifter chose and the repetitions are what came of it. So the curve's slope and spread
are read at the percentage that the load is of the 1RM believed so far, not at the repetitions that came:
read there, a good day would pass for a lighter part of the curve.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

from programs.prescription.curves import CURVES, percent_for, spread_at
from programs.prescription.one_rep_max import RIR_ERROR
from programs.prescription.words import Curve

# How far one day lies from another, as a share of the 1RM: tests of the 1RM a few days apart differ by
# 4.2 % (median of 32 studies, grgic_2020), repetitions to failure by 0.7 at 90 % and 1.1 at 70 %, which is
# 2 to 3 % of the load (mitter_2022).
DAY_NOISE = 0.03
# How much of the variance between people stays with the person: 65 % at 90 % of the 1RM, 86 % at 70 %
# (mitter_2022). The rest differs from session to session.
LASTING = 0.8
# By how many repetitions people underrate their reserve: 0.95 over all studies (halperin_2022), 0.17
# where trained lifters stopped 1 to 3 short of failure (refalo_2024). People differ in it.
UNDERRATED = 0.75
UNDERRATED_SPREAD = 0.8
# By how much the error of judging it grows with every repetition in reserve: from 1.7 at 1 to 2.9 at 5 in
# sets of 16 (zourdos_2021), less in shorter ones.
RIR_ERROR_GROWTH = 0.2
# How far a 1RM moves in a week, as a share: 30 to 50 % in a first year of training, hardly in later
# ones (steele_2022). After three weeks without a session strength begins to go (mcmaster_2013).
WALK = 0.01
LAY_OFF_AFTER = 21  # days
LAY_OFF_WALK = 0.02
# Fatigue or a habit of judging the reserve looks like an offset: it follows sets as if they were noisier
# by this, as a share of the 1RM. A tested single it follows fully.
LEARNING_CAUTION = 0.1
UNLIKELY = 4.0  # standard deviations; such a surprise is rather a slip of the finger

MOST_REPS_READ = 16  # a load so light that more are expected is read as one that allows so many
OFFSET_SHOWN_AT = 80.0  # % of the 1RM
HEAVY = 95.0  # %: from here on the spread runs out, since everybody lifts their 1RM once


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one set says: ln of its load and of the 1RM that the curve reads from it.

    `rir` is the logged reserve; None for a single that was tested.
    """

    log_load: float
    log_max: float
    rir: float | None


@dataclass(frozen=True, slots=True)
class Belief:
    """ln(1RM) and the lifter's offset in standard deviations, with their variances and covariance."""

    level: float
    offset: float
    level_variance: float
    covariance: float
    offset_variance: float


NOBODY_IN_PARTICULAR = Belief(0.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Surprise:
    """How far evidence lies from what was believed, and the variance that it had.

    `weight` is what one standard deviation of offset does to the evidence, `noise` the variance of its own,
    `caution` what is added to it where the offset learns.
    """

    size: float
    variance: float
    weight: float
    noise: float
    caution: float

    @property
    def unlikely(self) -> bool:
        return abs(self.size) > UNLIKELY * sqrt(self.variance)


def evidence_of_set(load: float, reps: int, rir: float, curve: Curve, *, to_failure: bool) -> Evidence:
    """What a set of `reps` with `rir` left says, the reserve corrected for being underrated.

    Nothing is added to a set `to_failure`, nor to one repetition with nothing left, which is the 1RM.
    """
    total = reps + rir
    if total > 1 and not (to_failure and rir == 0):
        total += UNDERRATED * (1 + min(rir, 1.0)) / 2
    return Evidence(log(load), log(load / _percent(curve, total) * 100), rir)


def evidence_of_single(load: float) -> Evidence:
    """What a tested 1RM says: itself."""
    return Evidence(log(load), log(load), None)


@lru_cache(maxsize=1024)
def _percent(curve: Curve, reps: float) -> float:
    percent = percent_for(curve, reps)
    assert percent is not None  # twelve repetitions and a little lie well inside every curve
    return percent


def _weight_and_noise(evidence: Evidence, level: float, curve: Curve) -> tuple[float, float]:
    """What one standard deviation of offset does to this evidence, and the variance of its own."""
    if evidence.rir is None:
        return 0.0, DAY_NOISE**2
    knots = CURVES[curve]
    lightest, heaviest = _percent(curve, MOST_REPS_READ), knots.highest
    percent = min(max(100 * exp(evidence.log_load - level), lightest), heaviest)
    below, above = percent - 1, min(percent + 1, heaviest)
    more, fewer, spread = knots.reps(below), knots.reps(above), spread_at(curve, percent)
    assert more is not None
    assert fewer is not None
    assert spread is not None  # all three lie on the curve
    sd = spread.sd * min(1.0, (100 - percent) / (100 - HEAVY))
    per_rep = log(above / below) / (more - fewer)  # what one repetition more says of the 1RM
    judging = RIR_ERROR + RIR_ERROR_GROWTH * evidence.rir
    weight = per_rep * _lasting_sd(sd)
    return weight, DAY_NOISE**2 + per_rep**2 * ((1 - LASTING) * sd**2 + judging**2)


def _lasting_sd(sd: float) -> float:
    """The spread between people that stays with the person, in repetitions, habit of judging included."""
    return sqrt(LASTING * sd**2 + UNDERRATED_SPREAD**2)


def starting(evidence: Evidence, before: Belief, curve: Curve) -> Belief:
    """The belief from one piece of evidence alone; only the offset is kept from `before`."""
    weight, noise = _weight_and_noise(evidence, evidence.log_max, curve)
    own = before.offset_variance
    return Belief(
        level=evidence.log_max - weight * before.offset,
        offset=before.offset,
        level_variance=noise + weight**2 * own,
        covariance=-weight * own,
        offset_variance=own,
    )


def walked(days: int) -> float:
    """The variance that `days` without evidence add to ln(1RM); more of it after a lay-off."""
    return (WALK**2 * days + LAY_OFF_WALK**2 * max(0, days - LAY_OFF_AFTER)) / 7


def later(belief: Belief, days: int) -> Belief:
    """The same belief some days on: as strong, but less sure."""
    return Belief(
        belief.level,
        belief.offset,
        belief.level_variance + walked(days),
        belief.covariance,
        belief.offset_variance,
    )


def surprise(belief: Belief, evidence: Evidence, curve: Curve) -> Surprise:
    """How evidence compares with what is believed on its day."""
    weight, noise = _weight_and_noise(evidence, belief.level, curve)
    return Surprise(
        size=evidence.log_max - belief.level - weight * belief.offset,
        variance=belief.level_variance
        + 2 * weight * belief.covariance
        + weight**2 * belief.offset_variance
        + noise,
        weight=weight,
        noise=noise,
        caution=0.0 if evidence.rir is None else LEARNING_CAUTION**2,
    )


def updated(belief: Belief, seen: Surprise, *, learns: bool) -> Belief:
    """The belief after evidence that differed from it so; the offset moves only when it `learns`.

    The variances are Joseph's form, which holds for any gain: the offset's is smaller than the best one
    (LEARNING_CAUTION) after a set, and none when it doesn't learn, but stays in the uncertainty.
    """
    level_part = belief.level_variance + seen.weight * belief.covariance
    offset_part = belief.covariance + seen.weight * belief.offset_variance
    level_gain = level_part / seen.variance
    offset_gain = offset_part / (seen.variance + seen.caution) if learns else 0.0
    return Belief(
        level=belief.level + level_gain * seen.size,
        offset=belief.offset + offset_gain * seen.size,
        level_variance=belief.level_variance - level_gain * level_part,
        covariance=belief.covariance - level_gain * offset_part,
        offset_variance=belief.offset_variance
        - 2 * offset_gain * offset_part
        + offset_gain**2 * seen.variance,
    )


def offset_in_reps(belief: Belief) -> float:
    """By how many repetitions this lifter does more or fewer than the curve says at 80 % of the 1RM."""
    spread = spread_at(Curve.GENERAL, OFFSET_SHOWN_AT)
    assert spread is not None  # 80 % lies on the curve
    return belief.offset * _lasting_sd(spread.sd)
