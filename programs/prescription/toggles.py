"""A goal or a method for a whole slot: all its set groups in all its weeks."""

from collections.abc import Callable, Iterator, Sequence

from programs.prescription.changes import differences, moved_fields, outcome
from programs.prescription.curves import percent_for
from programs.prescription.edits import (
    edited_fields,
    governing,
    held_by_pins,
    intensity_follows,
    reps_follow,
    rest_of,
    start,
    toggle,
)
from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.set_types import PlannedGroup, follow, ramp
from programs.prescription.targets import (
    INTENSITY_MOST,
    REPS_MOST,
    RIR_MOST,
    SECONDS_MOST,
    SETS_MOST,
    Outcome,
    Targets,
)
from programs.prescription.words import Field, Goal, SetType

INTENSITY_LEAST = 1.0  # % of 1RM, where an offset would leave less
SAME_PERCENT = 1e-6  # a difference in percent points that only rounding made

# What a later week keeps of its difference from week 1.
OFFSETS = frozenset({Field.SETS, Field.INTENSITY, Field.RIR, Field.REPS})

Week = Sequence[PlannedGroup]


def toggle_slot(
    weeks: Sequence[Week], goal: Goal, lift: Lift, *, lift_before: Lift | None = None
) -> tuple[tuple[Outcome, ...], ...]:
    """One outcome for each set group of each week of a slot, in their order; the first of a week leads it.

    Working sets of week 1 go to the goal's start. Those of later weeks keep their offset from week 1 as
    it was: sets; RIR, which moves the intensity along the curve; what else the intensity differs by, in
    percent points, repetitions following; seconds, and without a curve repetitions. Rest follows the
    intensity, tempo is the goal's. The other set groups `follow` their week's lead. `lift_before` is
    the lift until now, where the method changes. What is pinned never moves.

    There and back is the identity where week 1 stood at the start, nothing was pinned, and later weeks
    differ in sets, RIR and intensity alone, their repetitions being what the curve gives for both (a
    leg press below 7 repetitions to failure isn't), as long as no offset is cut off (0 RIR, 1 to 20
    sets, 150 %) or leaves the curve; intensities and RIR to the last digits of their calculation.
    """
    lift_before = lift_before or lift
    first = next((week for week in weeks if week), ())
    bases: list[Outcome] = []
    answers = []
    for week in weeks:
        answer = tuple(_week(week, first, bases, goal, lift_before, lift)) if week else ()
        if week is first:
            bases = [moved for i, moved in enumerate(answer) if _works(week, i)]
        answers.append(answer)
    return tuple(answers)


def _works(week: Week, place: int) -> bool:
    return place == 0 or week[place].set_type is SetType.WORKING


def _week(
    week: Week, first: Week, bases: list[Outcome], goal: Goal, lift_before: Lift, lift: Lift
) -> Iterator[Outcome]:
    """A week's outcomes; `bases` are those of week 1's working sets, none yet in week 1 itself."""
    steps = sum(group.set_type is SetType.WARM_UP for group in week)
    lead = None
    worked = warmed = 0
    for place, group in enumerate(week):
        if lead is None or _works(week, place):
            base = bases[worked] if worked < len(bases) else None
            moved = _working(group.targets, base, goal, lift_before, lift)
            lead = lead or moved
            worked += 1
            yield moved
        else:
            yield _follower(group, lead, lift_before, lift, step=warmed, steps=steps)
            warmed += group.set_type is SetType.WARM_UP


# Working sets


def _working(targets: Targets, base: Outcome | None, goal: Goal, lift_before: Lift, lift: Lift) -> Outcome:
    """A toggle in week 1 (no `base`), else week 1's toggle with the offset from its state before."""
    if base is None or base.before is None:
        return toggle(targets, goal, lift)
    if targets == base.before:
        return base
    after = _with_offset(targets, base.before, base.targets, lift_before, lift)
    changes = differences(
        targets, after, lift, lambda field: _offset_reason(field, goal, targets), before_lift=lift_before
    )
    kept = OFFSETS & set(moved_fields(base.before, targets))
    if targets.load is None:
        kept |= {Field.LOAD}
    edited = edited_fields(targets, lift) - targets.pins - kept
    dropped = tuple(change for change in changes if change.field in edited)
    return outcome(targets, after, changes, before_lift=lift_before, lift=lift, dropped=dropped)


def _offset_reason(field: Field, goal: Goal, targets: Targets) -> str:
    if field in targets.pins:
        return "pinned"
    if field in (Field.REST, Field.LOAD):
        return f"{field} follows the intensity"
    return f"{goal}'s start" if field is Field.TEMPO else f"{goal}'s start, as far from week 1 as it was"


def _with_offset(
    targets: Targets, first: Targets, first_after: Targets, lift_before: Lift, lift: Lift
) -> Targets:
    """Week 1's targets after its toggle, with this week's pins and its offset from week 1 before it."""
    pins = targets.pins
    after = first_after.but(pins=pins, load=None)
    if Field.LOAD in pins and lift.takes_load:
        after = after.but(load=targets.load)
    sets = _between(1, first_after.sets + targets.sets - first.sets, SETS_MOST)
    begin = start(after.goal, lift)
    after = after.but(
        sets=targets.sets if Field.SETS in pins else sets,
        tempo=targets.tempo if Field.TEMPO in pins else begin.tempo,
    )
    if lift.timed:
        after = _seconds(after, targets, first)
    elif lift.has_curve:
        after = _along_the_curve(after, targets, first, lift_before, lift)
    else:
        after = _without_curve(after, targets, first)
    rest = targets.rest_seconds if Field.REST in pins else rest_of(after, lift, begin.rest_seconds)
    return after.but(rest_seconds=rest)


def _between(low: int, value: int, high: int) -> int:
    return min(max(value, low), high)


def _seconds(after: Targets, targets: Targets, first: Targets) -> Targets:
    if Field.REPS in after.pins:
        return after.but(seconds=targets.seconds)
    if after.seconds is None or targets.seconds is None or first.seconds is None:
        return after
    return after.but(seconds=_between(1, after.seconds + targets.seconds - first.seconds, SECONDS_MOST))


def _without_curve(after: Targets, targets: Targets, first: Targets) -> Targets:
    after = after.but(rir=_rir(after, targets, first))
    if Field.REPS in after.pins:
        return after.but(reps=targets.reps, reps_high=targets.reps_high)
    if after.reps is None or targets.reps is None or first.reps is None:
        return after
    reps = _between(1, after.reps + targets.reps - first.reps, REPS_MOST)
    return after.but(reps=reps, reps_high=None)


def _rir(after: Targets, targets: Targets, first: Targets) -> float | None:
    """Week 1's RIR after its toggle and the offset; as low as 0, or as week 1's where that is lower."""
    if Field.RIR in after.pins and targets.rir is not None:
        return targets.rir
    if after.rir is None or targets.rir is None or first.rir is None:
        return after.rir
    return min(max(after.rir + targets.rir - first.rir, min(after.rir, 0.0)), float(RIR_MOST))


def _along_the_curve(
    after: Targets, targets: Targets, first: Targets, lift_before: Lift, lift: Lift
) -> Targets:
    pins = after.pins
    rir = _rir(after, targets, first)
    if Field.REPS in pins or governing(targets, lift) is not None:
        return held_by_pins(after.but(rir=rir), targets, lift)
    moved = after.but(rir=rir)
    if after.intensity is None:
        return intensity_follows(moved, lift)
    by_rir = _step(after, after.rir, rir, lift)
    rest = _beyond_rir(targets, first, lift_before)
    intensity = min(max(after.intensity + by_rir + rest, INTENSITY_LEAST), float(INTENSITY_MOST))
    moved = moved.but(intensity=intensity)
    return reps_follow(moved, lift, pins) if rest else moved


def _step(targets: Targets, rir: float | None, other: float | None, lift: Lift) -> float:
    """Percent points from one RIR to another at these repetitions; none where the curve has no answer."""
    if targets.reps is None or rir is None or other is None or rir == other:
        return 0.0
    here, there = percent_for(lift.curve, targets.reps + rir), percent_for(lift.curve, targets.reps + other)
    return 0.0 if here is None or there is None else there - here


def _beyond_rir(targets: Targets, first: Targets, lift: Lift) -> float:
    """Percent points from week 1's intensity that the two weeks' RIR don't explain."""
    if targets.intensity is None or first.intensity is None:
        return 0.0
    points = targets.intensity - first.intensity - _step(first, first.rir, targets.rir, lift)
    return 0.0 if abs(points) < SAME_PERCENT else points


# The others


def _follower(
    group: PlannedGroup, lead: Outcome, lift_before: Lift, lift: Lift, *, step: int, steps: int
) -> Outcome:
    """A back-off, warm-up, drop or AMRAP set after its lead was toggled."""
    assert lead.before is not None  # a toggle's outcome has what was before
    targets = group.targets
    after = follow(group, lead.before, lead.targets, lift_before, lift, step=step, steps=steps)
    reason = _follow_reason(group.set_type, after)
    changes = differences(targets, after, lift, reason, before_lift=lift_before)
    plain = _unedited(group, lead.before, lift_before, step=step, steps=steps)
    edited = set(moved_fields(plain, targets)) - targets.pins
    dropped = tuple(change for change in changes if change.field in edited)
    return outcome(targets, after, changes, before_lift=lift_before, lift=lift, dropped=dropped)


def _unedited(group: PlannedGroup, lead: Targets, lift: Lift, *, step: int, steps: int) -> Targets:
    """What `follow` computes of a set group, as it was before anyone edited it."""
    match group.set_type:
        case SetType.WARM_UP:
            return ramp(steps, lead, lift)[step]
        case SetType.BACK_OFF:
            rest = rest_of(group.targets, lift, group.targets.rest_seconds)
            return group.targets.but(rest_seconds=rest, load=None)
        case _:
            return group.targets


def _follow_reason(set_type: SetType, after: Targets) -> Callable[[Field], str]:
    def reason(field: Field) -> str:
        if set_type is SetType.WARM_UP:
            return "warm-ups are made anew for the first working sets"
        match field:
            case Field.INTENSITY:
                return f"keeps its share of the first working sets: {shown(after.intensity or 0)} %"
            case Field.REPS:
                return f"reps follow with {shown(max(after.rir or 0.0, 0.0))} in reserve"
            case Field.RIR:
                return "reps pinned: RIR gives"
            case _:
                return f"{field} follows the intensity"

    return reason
