"""What a row's targets come to for this client today: the load that can be built, and all that follows."""

from decimal import Decimal
from math import floor
from typing import NamedTuple

from programs.prescription.curves import Spread, chance_of_finishing, spread_at
from programs.prescription.effect import Effect, effect_of, nearest_whole, rir_at
from programs.prescription.findings import ALL_OUT_CHANCE, row_findings
from programs.prescription.lift import Lift
from programs.prescription.loads import part_of, tidy
from programs.prescription.problems import Finding
from programs.prescription.set_types import TIRED, warm_up_reps
from programs.prescription.targets import Targets
from programs.prescription.tempo import set_seconds
from programs.prescription.words import CHAIN, Curve, Field, Goal, LoadKind, Method, SetType, Unit

# Findings that hold a set's repetitions against the curve.
OF_THE_RESTED = frozenset({("pins_disagree", Field.RIR), ("spread_borrowed", Field.REPS)})


class Prescription(NamedTuple):
    """Effective values for showing, after snapping.

    `intensity` is the effective % of 1RM, `target_intensity` the stored one. `load` is the total in
    `unit`, `added_load` the part put on when the body is lifted too (added weight or assistance),
    `exact_load` what the target intensity asks for. `rir` is displayed, never below zero; `rir_exact`
    may be. `all_out`: nothing is left in reserve. `volume_load` counts the low repetition.
    """

    goal: Goal
    method: Method
    curve: Curve
    intensity: float | None
    target_intensity: float | None
    load: Decimal | None
    unit: Unit
    exact_load: Decimal | None
    added_load: Decimal | None
    reps: int | None
    reps_high: int | None
    seconds: int | None
    sets: int
    rest_seconds: int
    tempo: str
    rir: float | None
    rir_exact: float | None
    all_out: bool
    volume_load: Decimal | None
    reps_to_failure: Spread | None
    chance_of_finishing: float | None
    seconds_per_set: float
    minutes: float
    findings: tuple[Finding, ...]
    feasibility: str
    equivalent: str | None
    edited: Field | None


def prescribe(
    targets: Targets, lift: Lift, *, edited: Field | None = None, set_type: SetType = SetType.WORKING
) -> Prescription:
    """The prescription of one row: effective values, the curve's verdict on them, and findings.

    `edited` is the number of the chain (intensity, load, reps, RIR) that was edited last; it counts
    as pinned where a snapped load makes repetitions follow. Edits of sets, rest and tempo don't end that.
    A warm-up that is snapped keeps its repetitions, or has fewer where 3 would not be left in reserve. A
    drop set keeps its own, and nothing is said of how many finish it: the curve is a rested lifter's.
    """
    if edited not in CHAIN:
        edited = None
    if set_type is SetType.WARM_UP:
        effect = _effect_of_warm_up(targets, lift, edited)
    elif set_type is SetType.DROP:
        effect = effect_of(targets.but(pins=targets.pins | TIRED), lift, edited)
    else:
        effect = effect_of(targets, lift, edited)
    load = None if effect.load is None else tidy(effect.load)
    reps, reps_high = effect.reps, targets.reps_high
    if reps_high is not None and targets.reps is not None:
        reps_high = None if reps is None else reps_high - targets.reps + reps
    spread = None
    if lift.has_curve and effect.intensity is not None:
        spread = spread_at(lift.curve, effect.intensity)
    chance = None
    if spread is not None and reps is not None and set_type is not SetType.DROP:
        chance = chance_of_finishing(reps, spread)
    findings = row_findings(targets, lift, effect, spread, chance)
    if set_type is SetType.DROP:
        findings = tuple(item for item in findings if (item.code, item.where) not in OF_THE_RESTED)
    rir = effect.rir
    work = set_seconds(reps, targets.seconds, targets.tempo)
    carries_body = lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    return Prescription(
        goal=targets.goal,
        method=lift.method,
        curve=lift.curve,
        intensity=effect.intensity,
        target_intensity=targets.intensity,
        load=load,
        unit=lift.unit,
        exact_load=None if effect.exact is None else tidy(effect.exact),
        added_load=tidy(part_of(load, lift)) if load is not None and carries_body else None,
        reps=reps,
        reps_high=reps_high,
        seconds=targets.seconds,
        sets=targets.sets,
        rest_seconds=targets.rest_seconds,
        tempo=targets.tempo,
        rir=None if rir is None else max(rir, 0.0),
        rir_exact=rir,
        all_out=rir is not None and rir <= 0,
        volume_load=None if load is None or reps is None else tidy(load * reps * targets.sets),
        reps_to_failure=spread,
        chance_of_finishing=chance,
        seconds_per_set=work,
        minutes=round(targets.sets * (work + targets.rest_seconds) / 60, 2),
        findings=findings,
        feasibility=feasibility(spread, chance),
        equivalent=equivalent(lift, effect, spread),
        edited=edited,
    )


def _effect_of_warm_up(targets: Targets, lift: Lift, edited: Field | None) -> Effect:
    """A lighter load asks for no more repetitions: they would tire; a heavier one may allow fewer."""
    effect = effect_of(targets, lift, Field.REPS)
    if not effect.moved or effect.intensity is None or effect.reps is None:
        return effect
    most = warm_up_reps(lift.curve, effect.intensity)
    if edited is Field.REPS or Field.REPS in targets.pins or effect.reps <= most:
        return effect
    rir = targets.rir if Field.RIR in targets.pins else rir_at(lift.curve, effect.intensity, most)
    return effect._replace(reps=most, rir=rir)


LIKELY_CHANCE = 0.85


def feasibility(spread: Spread | None, chance: float | None) -> str:
    """The row's sentence: where people fail at this load, and what that makes of the set; or nothing."""
    if spread is None or chance is None:
        return ""
    at = floor(spread.mean * 10 + 0.5 + 1e-9) / 10
    if chance < ALL_OUT_CHANCE:
        verdict = "all-out"
    elif chance < LIKELY_CHANCE:
        verdict = f"hard, about {nearest_whole(chance * 10)} in 10 finish the first set"
    else:
        verdict = "most people finish the first set"
    return f"on average people fail at {at:.1f} here: {verdict}"


def equivalent(lift: Lift, effect: Effect, spread: Spread | None) -> str | None:
    """Without a 1RM, the weight in words: `a weight you could lift 10 times`; None with a 1RM."""
    if lift.one_rm is not None or spread is None or not lift.has_curve:
        return None
    times = max(nearest_whole(spread.mean), 1)
    return "a weight you could lift once" if times == 1 else f"a weight you could lift {times} times"
