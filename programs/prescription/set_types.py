"""Warm-up, back-off, drop and AMRAP sets beside a slot's lead: how they begin, and how they follow it.

The lead is the first working set group of a slot's week; the first item of each week here. When it
moves, back-offs keep their share of its intensity, warm-ups are made anew, drop and AMRAP sets stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from programs.prescription.curves import CURVES, percent_for, reps_to_failure
from programs.prescription.edits import NO_PINS, reps_follow, rest_of, without_typed_load
from programs.prescription.effect import reps_at, rir_at
from programs.prescription.lift import Lift
from programs.prescription.targets import INTENSITY_MOST, RIR_MOST, Targets
from programs.prescription.words import Curve, Field, SetType

# Our judgement ("setwise" in SOURCES), in % of the lead's intensity.
BACK_OFF_SHARE, BACK_OFF_SETS = 90, 2
DROP_SHARE = 80  # of the drop before it, for a second and third one
# The repetitions and RIR of a drop set: the curve knows rested lifters, so they follow from nothing.
TIRED = frozenset({Field.REPS, Field.RIR})
DROP_REST = 10  # seconds: as long as it takes to change the load

# A warm-up's steps by their number: % of the lead's intensity. Our judgement.
RAMPS = {
    1: (50,),
    2: (50, 75),
    3: (40, 60, 80),
    4: (40, 55, 70, 85),
    5: (35, 50, 65, 80, 90),
}
RAMP_REPS = (8, 5, 3, 2, 1)
RAMP_REST = 60  # seconds
RAMP_RESERVE = 3  # repetitions that every warm-up leaves in reserve
STEPS_MOST = max(RAMPS)


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """One set group of a slot in one week. A week's first group is its lead: the first working sets."""

    set_type: SetType
    targets: Targets


# Added beside the lead


def added(set_type: SetType, lead: Targets, lift: Lift, *, number: int = 1) -> Targets:
    """What a new set group of this type starts as, beside the lead; nothing is pinned.

    Working: one set like the lead's (a top set). Back-off: 2 sets at 90 % of the lead's intensity, with
    the repetitions that its RIR leaves there. AMRAP: one set at the lead's intensity to the last
    repetition, at least the lead's. Drop: one set at 80 % of the lead's intensity to the last
    repetition, 10 s of rest, with the lead's repetitions, at most as many as the curve has at 80 %: at
    failure the load is all that is left of the 1RM, and the curve is a rested lifter's. Warm-up: the
    last step of a `ramp`. `number` counts the groups of this type, this one included: a second drop is
    80 % of the first. Where nothing gives an intensity, or the curve no repetitions, the lead's
    repetitions or seconds stand. All shares, and what is left for a drop, are our judgement
    ("setwise"). Never raises for a `number` of at least 1.
    """
    fresh = lead.but(pins=NO_PINS)
    match set_type:
        case SetType.WORKING:
            return fresh.but(sets=1)
        case SetType.BACK_OFF:
            return _back_off(fresh.but(sets=BACK_OFF_SETS), lift)
        case SetType.AMRAP:
            return _to_the_last(fresh.but(sets=1), lift)
        case SetType.DROP:
            return _drop(fresh.but(sets=1, rest_seconds=DROP_REST), lift, number)
        case SetType.WARM_UP:
            return ramp(number, lead, lift)[-1]


def _back_off(fresh: Targets, lift: Lift) -> Targets:
    if fresh.intensity is None:
        return fresh
    lighter = fresh.but(intensity=_share(fresh.intensity, BACK_OFF_SHARE), load=None)
    lighter = lighter.but(rest_seconds=rest_of(lighter, lift, fresh.rest_seconds))
    followed = reps_follow(lighter, lift, NO_PINS)
    return lighter if followed.reps is None else followed


def _to_the_last(fresh: Targets, lift: Lift) -> Targets:
    """To the last repetition; where the lead asks for more than the curve gives, RIR says by how many."""
    if lift.timed:
        return fresh
    last = reps_at(lift.curve, fresh.intensity, 0.0)
    if last is None or (fresh.reps is not None and last < fresh.reps):
        short = rir_at(lift.curve, fresh.intensity, fresh.reps)
        return fresh.but(reps_high=None, rir=0.0 if short is None else min(short, 0.0))
    return fresh.but(reps=last, reps_high=None, rir=0.0)


def _drop(fresh: Targets, lift: Lift, number: int) -> Targets:
    if fresh.intensity is None:
        return fresh if lift.timed else fresh.but(reps_high=None, rir=0.0)
    intensity = fresh.intensity
    for _ in range(number):
        intensity = _share(intensity, DROP_SHARE)
    left = reps_at(lift.curve, float(DROP_SHARE), 0.0)
    reps = fresh.reps if fresh.reps is None or left is None else min(fresh.reps, left)
    return fresh.but(intensity=intensity, load=None, reps=reps, reps_high=None, rir=0.0)


def stays_in(set_type: SetType, typed: Iterable[Field]) -> frozenset[Field]:
    """What an edit of these numbers leaves as it is in a set of this type, as if it were pinned.

    In a drop set load and intensity move each other, and nothing else follows: see TIRED.
    """
    if set_type is not SetType.DROP:
        return NO_PINS
    return TIRED if {Field.LOAD, Field.INTENSITY}.intersection(typed) else TIRED | {Field.INTENSITY}


def _share(intensity: float, percent: int) -> float:
    """That share of an intensity, inside what can be prescribed."""
    return min(intensity * percent / 100, INTENSITY_MOST) or intensity


# Warm-ups


def ramp(number: int, lead: Targets, lift: Lift) -> tuple[Targets, ...]:
    """Warm-up steps of one set each that rise to the lead's intensity, repetitions falling, rest 60 s.

    Shares and repetitions are our judgement ("setwise"): 50 % x 8 alone, 40, 60, 80 % x 8, 5, 3 for three
    steps, five go from 35 to 90 %. No step has more repetitions than leave 3 in reserve; where even one
    would not (a lead near the 1RM), the step is as heavy as leaves them. Below the curve the reserve is
    counted from its lightest load. Beyond five steps the fifth repeats. Raises ValueError for fewer
    than one step.
    """
    if number < 1:
        raise ValueError("A warm-up has at least one step.")
    shares = RAMPS[min(number, STEPS_MOST)]
    steps = tuple(_warm_up(lead, lift, share, reps) for share, reps in zip(shares, RAMP_REPS, strict=False))
    return steps + steps[-1:] * (number - len(steps))


def _warm_up(lead: Targets, lift: Lift, share: int, reps: int) -> Targets:
    intensity = None
    if lead.intensity is not None:
        heaviest = percent_for(lift.curve, 1 + RAMP_RESERVE)
        assert heaviest is not None  # every curve has four repetitions
        intensity = min(_share(lead.intensity, share), heaviest)
    step = lead.but(
        sets=1,
        reps=None if lift.timed else reps,
        reps_high=None,
        intensity=intensity,
        rest_seconds=RAMP_REST,
        load=None,
        pins=NO_PINS,
    )
    return _eased(step, lead, lift)


def _eased(step: Targets, lead: Targets, lift: Lift) -> Targets:
    """A warm-up with no more repetitions than leave 3 in reserve, and with what they leave as its RIR."""
    if lift.timed:
        return step
    failure = _to_failure(step, lead, lift)
    if Field.REPS not in step.pins and step.reps is not None:
        most = (lead.reps or step.reps) if failure is None else _in_reserve(failure)
        step = step.but(reps=min(step.reps, most))
    if Field.RIR in step.pins:
        return step
    if failure is None or step.reps is None:
        return step.but(rir=None)
    return step.but(rir=min(failure - step.reps, float(RIR_MOST)))


def _to_failure(step: Targets, lead: Targets, lift: Lift) -> float | None:
    """How many repetitions a warm-up's load could take; None where nobody knows."""
    if step.intensity is not None:
        return _failure_at(lift.curve, step.intensity)
    # the lead's own band or weight
    return None if lead.reps is None or lead.rir is None else lead.reps + lead.rir


def _failure_at(curve: Curve, intensity: float) -> float:
    """Repetitions to failure; below the curve as many as its lightest load takes, above 100 % one."""
    mean = reps_to_failure(curve, intensity)
    if mean is not None:
        return mean
    return CURVES[curve].most_reps if intensity < CURVES[curve].lowest else 1.0


def _in_reserve(failure: float) -> int:
    return max(floor(failure - RAMP_RESERVE + 1e-9), 1)


def warm_up_reps(curve: Curve, intensity: float) -> int:
    """The most repetitions of a warm-up at an intensity: 3 are left in reserve, unless one is too many."""
    return _in_reserve(_failure_at(curve, intensity))


# Following the lead


def follow(
    group: PlannedGroup,
    lead_before: Targets,
    lead_after: Targets,
    lift_before: Lift,
    lift: Lift,
    *,
    step: int,
    steps: int,
) -> Targets:
    """What another set group of the slot becomes when its lead changes, by an edit or a toggle.

    A back-off keeps its ratio to the lead's intensity, unless its intensity or load is pinned; its
    repetitions follow from its RIR, its rest from the intensity. A warm-up is step `step` (from 0) of a
    new ramp of `steps`; but when the lead changed and its ramp didn't (an edit of its sets, say), the
    warm-up keeps what was typed. Working, drop and AMRAP sets take over the goal alone. Without an
    intensity on either side only the goal moves. What is pinned stays.
    """
    targets = group.targets.but(goal=lead_after.goal)
    match group.set_type:
        case SetType.BACK_OFF:
            return _in_ratio(group.targets, targets, lead_before, lead_after, lift)
        case SetType.WARM_UP:
            anew = _step_of(step, steps, lead_after, lift)
            same_lead = lead_before == lead_after and lift_before == lift
            if not same_lead and anew == _step_of(step, steps, lead_before, lift_before):
                return targets
            return _with_pins_of(targets, anew, lead_after, lift)
        case _:
            return targets


def _in_ratio(
    before: Targets, targets: Targets, lead_before: Targets, lead_after: Targets, lift: Lift
) -> Targets:
    if before.intensity is None or lead_before.intensity is None or lead_after.intensity is None:
        return targets
    held = targets.pins & {Field.INTENSITY, Field.LOAD}
    if not held and lead_before.intensity != lead_after.intensity:
        ratio = lead_after.intensity * before.intensity / lead_before.intensity
        moved = targets.but(intensity=min(ratio, INTENSITY_MOST) or before.intensity)
        targets = reps_follow(without_typed_load(moved, lift), lift, targets.pins)
    moves = targets.intensity != before.intensity or targets.goal is not before.goal
    if moves and Field.REST not in targets.pins:
        targets = targets.but(rest_seconds=rest_of(targets, lift, targets.rest_seconds))
    return targets


def _step_of(step: int, steps: int, lead: Targets, lift: Lift) -> Targets:
    return ramp(max(steps, step + 1, 1), lead, lift)[step]


def _with_pins_of(targets: Targets, anew: Targets, lead: Targets, lift: Lift) -> Targets:
    """A step of a ramp with what is pinned of a warm-up."""
    pins = targets.pins
    fresh = anew.but(pins=pins)
    if Field.SETS in pins:
        fresh = fresh.but(sets=targets.sets)
    if Field.REST in pins:
        fresh = fresh.but(rest_seconds=targets.rest_seconds)
    if Field.TEMPO in pins:
        fresh = fresh.but(tempo=targets.tempo)
    if pins & {Field.INTENSITY, Field.LOAD} and lift.has_curve:
        fresh = fresh.but(intensity=targets.intensity)
    if Field.LOAD in pins:
        fresh = fresh.but(load=targets.load)
    if Field.REPS in pins:
        fresh = fresh.but(reps=targets.reps, reps_high=targets.reps_high, seconds=targets.seconds)
    if Field.RIR in pins:
        fresh = fresh.but(rir=targets.rir)
    return fresh if anew == fresh.but(pins=NO_PINS) else _eased(fresh, lead, lift)
