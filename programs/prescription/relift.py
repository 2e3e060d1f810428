"""What moves when the facts behind a row change: a new 1RM, another exercise, other loads."""

from decimal import Decimal

from programs.prescription.changes import differences, outcome
from programs.prescription.curves import reps_to_failure
from programs.prescription.edits import (
    intensity_follows,
    percent_of_typed,
    reps_follow,
    rest_of,
    start,
)
from programs.prescription.effect import held_rir, reps_at, rir_at
from programs.prescription.findings import WHOLE_REP
from programs.prescription.lift import Lift
from programs.prescription.loads import convert, tidy
from programs.prescription.set_types import stays_in
from programs.prescription.targets import INTENSITY_MOST, Outcome, Targets
from programs.prescription.words import Field, SetType


def change_lift(
    targets: Targets, before: Lift, after: Lift, *, set_type: SetType = SetType.WORKING
) -> Outcome:
    """Keep a row's prescription when its lift changes (c).

    Another curve or exercise: intensity and reps stay, RIR is computed again (where RIR is pinned, the
    intensity follows it, or the reps where intensity or load is pinned). A new 1RM: the load follows
    the intensity; a pinned load stands, and intensity, then reps, follow. A typed load that isn't
    pinned goes once a 1RM gives one, and where it had left reps and RIR behind, the intensity goes back
    to what they ask for; without a 1RM it stands. Another unit converts a typed load. In a drop set
    repetitions and RIR stay, and the intensity unless the load is pinned.
    """
    stays = stays_in(set_type, targets.pins & {Field.LOAD})
    moved = _other_measure(targets.but(pins=targets.pins | stays), before, after)
    moved = _other_load(moved, before, after)
    if after.has_curve:
        moved = _other_curve(moved, before, after)
        moved = _other_max(moved, before, after)
    moved = moved.but(pins=targets.pins)
    if moved.intensity != targets.intensity and Field.REST not in targets.pins and not after.timed:
        moved = moved.but(rest_seconds=rest_of(moved, after, targets.rest_seconds))
    changes = differences(
        targets, moved, after, lambda field: _reason(field, before, after), before_lift=before
    )
    return outcome(targets, moved, changes, before_lift=before, lift=after)


def _other_measure(targets: Targets, before: Lift, after: Lift) -> Targets:
    """Between repetitions and seconds, and to lifts without a percentage."""
    begin = start(targets.goal, after)
    if after.timed:
        seconds = begin.seconds if targets.seconds is None else targets.seconds
        return targets.but(reps=None, reps_high=None, seconds=seconds, intensity=None, rir=None)
    if before.timed or (targets.reps is None and targets.seconds is not None):
        targets = targets.but(
            seconds=None,
            reps=begin.reps,
            rir=begin.rir,
            intensity=begin.intensity,
            tempo=begin.tempo,
        )
    return targets if after.has_curve else targets.but(intensity=None)


def _other_load(targets: Targets, before: Lift, after: Lift) -> Targets:
    """A typed load in the new unit; none where it means something else or can't be put on."""
    if targets.load is None:
        return targets
    if not after.takes_load or before.load_kind is not after.load_kind:
        return targets.but(load=None)
    if before.unit is after.unit:
        return targets
    return targets.but(load=tidy(convert(targets.load, before.unit, after.unit).quantize(Decimal("0.01"))))


def _other_curve(targets: Targets, before: Lift, after: Lift) -> Targets:
    pins = targets.pins
    if targets.intensity is None:
        held_by_load = Field.LOAD in pins and percent_of_typed(targets, after) is not None
        return targets if held_by_load else intensity_follows(targets, after)
    if targets.reps is None:
        return targets.but(reps=reps_at(after.curve, targets.intensity, held_rir(targets, after)))
    if before.curve is after.curve:
        return targets
    if Field.RIR not in pins:
        return targets.but(rir=rir_at(after.curve, targets.intensity, targets.reps))
    if Field.REPS in pins and pins & {Field.INTENSITY, Field.LOAD}:
        return targets
    if pins & {Field.INTENSITY, Field.LOAD}:
        return reps_follow(targets, after, pins)
    return intensity_follows(targets, after)


def _other_max(targets: Targets, before: Lift, after: Lift) -> Targets:
    same = before.one_rm == after.one_rm and before.body_part == after.body_part and before.unit is after.unit
    if same or targets.load is None or after.one_rm is None:
        return targets
    if Field.LOAD not in targets.pins:
        return _as_asked(targets.but(load=None), after)
    percent = percent_of_typed(targets, after)
    if percent is None or Field.INTENSITY in targets.pins:
        return targets
    stored = percent if 0 < percent <= INTENSITY_MOST else None  # beyond, only the effective one says so
    return reps_follow(targets.but(intensity=stored), after, targets.pins)


def _as_asked(targets: Targets, lift: Lift) -> Targets:
    """The intensity that repetitions and RIR ask for, where a typed load had left it behind.

    A load that rises or falls by what the logs say keeps both, and its share of the 1RM moves only
    because the 1RM is old. A newer 1RM has that in it: by the moved share the load would move twice.
    """
    if targets.intensity is None or targets.reps is None or targets.rir is None:
        return targets
    if Field.INTENSITY in targets.pins:
        return targets
    mean, total = reps_to_failure(lift.curve, targets.intensity), targets.reps + targets.rir
    if mean is None or abs(mean - total) <= WHOLE_REP or (targets.reps == 1 and mean < total):
        return targets
    followed = intensity_follows(targets, lift)
    return targets if followed.intensity is None else followed


def _reason(field: Field, before: Lift, after: Lift) -> str:
    if before.curve is not after.curve and field is Field.RIR:
        return "another curve: intensity and reps stay, RIR is computed again"
    if before.timed is not after.timed or before.load_kind is not after.load_kind:
        return "another kind of exercise"
    if field is Field.LOAD:
        return "the load follows the 1RM and the loads on hand"
    if field is Field.REST:
        return "rest follows the intensity"
    return (
        "the pinned load is another share of the new 1RM" if before.one_rm != after.one_rm else "another lift"
    )
