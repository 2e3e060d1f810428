"""One edit, one computation: start, toggle, edit, pin, and what a change of lift moves.

The rules (lettered as in the product's description):
(a) a toggle sets every unpinned field to the goal's start;
(b) pins win: intensity or load pinned, repetitions follow from the held RIR; repetitions pinned,
    intensity follows; both, RIR gives; a pinned RIR is the held RIR in either method;
(c) intensity -> reps; reps -> intensity -> load; load -> intensity -> reps; RIR -> intensity (reps
    stay); 1RM -> load; another curve: intensity and reps stay, RIR is computed again. The field just
    edited counts as pinned for its computation, and a pinned field keeps its pin when edited;
(d) rest follows the target intensity; sets and tempo move only totals;
(e) in the chart the RIR held is the one that the chart implies;
(f) nothing is clamped to a goal's range; with a rep range the low rep + RIR drives intensity.

Where pins and the edit can't all be true, each stands as typed and `pins_disagree` says so.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from programs.prescription import targets as check
from programs.prescription.changes import differences, edit_reason, moved_fields, outcome, toggle_reason
from programs.prescription.curves import percent_for
from programs.prescription.effect import effect_of, held_rir, percent_of_max, reps_at, rir_at
from programs.prescription.findings import shown
from programs.prescription.goals import START_SECONDS, rest_for, start_of
from programs.prescription.lift import Lift
from programs.prescription.loads import exact_total, part_of, tidy, total_of
from programs.prescription.targets import INTENSITY_MOST, ImpossibleValueError, Outcome, Targets
from programs.prescription.words import CHAIN, Field, Goal, LoadKind, Method

NO_PINS: frozenset[Field] = frozenset()


def start(goal: Goal, lift: Lift) -> Targets:
    """The goal's start for one lift, by the lift's method; nothing pinned, no load typed.

    A timed lift starts with 30 s and has neither repetitions nor a percentage.
    """
    row = start_of(goal, lift)
    return Targets(
        goal=goal,
        sets=row.sets,
        reps=None if lift.timed else row.reps,
        reps_high=None,
        seconds=START_SECONDS if lift.timed else None,
        intensity=row.intensity,
        rir=None if lift.timed else row.rir,
        rest_seconds=row.rest_seconds,
        tempo="" if lift.timed else row.tempo,
        load=None,
        pins=NO_PINS,
    )


def toggle(targets: Targets, goal: Goal, lift: Lift) -> Outcome:
    """Set every unpinned field to the goal's start; what pins hold makes the others follow (a, b).

    Also how a row changes its method: toggle to its own goal with a lift of the new method. `dropped`
    lists the unpinned edits that went.
    """
    pins = targets.pins
    begin = start(goal, lift)
    after = begin.but(
        pins=pins,
        sets=targets.sets if Field.SETS in pins else begin.sets,
        tempo=targets.tempo if Field.TEMPO in pins else begin.tempo,
        seconds=targets.seconds if lift.timed and Field.REPS in pins else begin.seconds,
        load=targets.load if Field.LOAD in pins and lift.takes_load else None,
    )
    if not lift.timed:
        after = held_by_pins(after, targets, lift)
    rest = targets.rest_seconds if Field.REST in pins else rest_of(after, lift, begin.rest_seconds)
    after = after.but(rest_seconds=rest)
    changes = differences(targets, after, lift, lambda field: toggle_reason(field, goal, pins, after))
    edited = edited_fields(targets, lift) - pins
    dropped = tuple(change for change in changes if change.field in edited)
    return outcome(targets, after, changes, before_lift=lift, lift=lift, dropped=dropped)


def edited_fields(targets: Targets, lift: Lift) -> set[Field]:
    """The fields that stand elsewhere than where the row's goal starts, by either method."""
    edited = set(Field)
    for method in Method:
        begin = start(targets.goal, replace(lift, method=method))
        edited &= set(moved_fields(begin, targets))
    return edited


def held_by_pins(begin: Targets, before: Targets, lift: Lift) -> Targets:
    """The start with the pinned chain fields of `before` kept, and the others following from them."""
    pins = before.pins
    after = begin
    if Field.RIR in pins and before.rir is not None:
        after = after.but(rir=before.rir)
    if Field.REPS in pins and before.reps is not None:
        after = after.but(reps=before.reps, reps_high=before.reps_high)
    if not lift.has_curve:
        return after
    if Field.INTENSITY in pins and before.intensity is not None:
        return reps_follow(after.but(intensity=before.intensity), lift, pins)
    from_load = percent_of_typed(after, lift) if Field.LOAD in pins else None
    if from_load is not None:
        # Nothing added, or many times a new 1RM: beyond the limits only the effective one says so.
        stored = from_load if 0 < from_load <= INTENSITY_MOST else None
        return reps_follow(after.but(intensity=stored), lift, pins)
    if pins & {Field.REPS, Field.RIR}:
        return intensity_follows(after, lift)
    return after


def edit(targets: Targets, field: Field, value: object, lift: Lift) -> Outcome:
    """Change one field and let the others follow (b, c, d); the load in the lift's unit, as put on.

    `value` is a parsed number; for repetitions also a range as `(8, 12)` or `"8-12"`; for tempo text.
    Raises ImpossibleValueError (a ValueError with one clear sentence) for a value that can't be.
    A timed set's `reps` are its seconds.
    """
    after = after_edit(targets, field, value, lift)
    changes = differences(targets, after, lift, lambda moved: edit_reason(moved, field, after, lift))
    chained = field if field in CHAIN else None
    return outcome(targets, after, changes, before_lift=lift, lift=lift, edited=chained)


def after_edit(targets: Targets, field: Field, value: object, lift: Lift) -> Targets:
    """What `edit` makes of the targets, without telling what moved and why."""
    match field:
        case Field.SETS:
            after = targets.but(sets=check.checked_sets(value))
        case Field.REST:
            after = targets.but(rest_seconds=check.checked_rest(value))
        case Field.TEMPO:
            after = targets.but(tempo=check.checked_tempo(value))
        case Field.LOAD:
            after = _edit_load(targets, value, lift)
        case Field.INTENSITY:
            _needs_curve(lift)
            after = _intensity_fixed(targets, check.checked_intensity(value), lift)
        case Field.REPS if lift.timed:
            after = targets.but(seconds=check.checked_seconds(value))
        case Field.REPS:
            low, high = check.checked_reps(value)
            after = _edit_reps(targets.but(reps=low, reps_high=high), lift)
        case Field.RIR:
            if lift.timed:
                raise ImpossibleValueError("A timed set has no repetitions in reserve.")
            after = _edit_rir(targets.but(rir=check.checked_rir(value)), lift)
    if after.intensity != targets.intensity and Field.REST not in targets.pins:
        after = after.but(rest_seconds=rest_of(after, lift, targets.rest_seconds))
    return after


# What is typed in one go is taken in this order, whatever the order in which it was written.
TOGETHER = (Field.SETS, Field.REPS, Field.INTENSITY, Field.LOAD, Field.RIR, Field.TEMPO, Field.REST)


def edit_together(
    targets: Targets, typed: Mapping[Field, object], lift: Lift, *, held: frozenset[Field] = NO_PINS
) -> Outcome:
    """Change several fields at once: each stands as typed, and only what was not typed follows.

    As if what was typed were pinned until all of it is taken, and what is `held` from the beginning; the
    row's own pins stay as they were. Where the numbers can't all be true, `pins_disagree` says so. Values
    as for `edit`; raises ImpossibleValueError.
    """
    after, fixed, edited = targets, targets.pins | held, None
    for field in TOGETHER:
        if field not in typed:
            continue
        step = edit(after.but(pins=fixed), field, typed[field], lift)
        after, fixed = step.targets, fixed | {field}
        edited = step.edited or edited
    after = after.but(pins=targets.pins)
    changes = differences(targets, after, lift, lambda moved: _together_reason(moved, typed, after, lift))
    return outcome(targets, after, changes, before_lift=lift, lift=lift, edited=edited)


def _together_reason(moved: Field, typed: Mapping[Field, object], after: Targets, lift: Lift) -> str:
    if moved in typed or not typed:
        return "typed"
    last = [field for field in TOGETHER if field in typed][-1]
    return edit_reason(moved, last, after, lift)


def _edit_load(targets: Targets, value: object, lift: Lift) -> Targets:
    """load -> intensity -> reps; without a 1RM the load stands alone."""
    if not lift.takes_load:
        raise ImpossibleValueError("This exercise has no load to set.")
    carries_body = lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    load = check.checked_load(value, lift.unit, zero=carries_body)
    total = total_of(load, lift)
    if lift.load_kind is LoadKind.ASSISTED and lift.body_part > 0 and total is None:
        text = f"Assistance must be less than the body weight lifted, {tidy(lift.body_part)} {lift.unit}."
        raise ImpossibleValueError(text)
    after = targets.but(load=load)
    percent = percent_of_typed(after, lift)
    if percent is None:
        return after
    if not 0 < percent <= INTENSITY_MOST:
        assert lift.one_rm is not None  # there is no percentage without one
        text = (
            f"{tidy(total or load)} {lift.unit} is {shown(percent, 0)} % of the 1RM of "
            f"{tidy(lift.one_rm)} {lift.unit}; at most {INTENSITY_MOST} % can be prescribed."
        )
        raise ImpossibleValueError(text)
    if Field.INTENSITY in targets.pins:
        return after
    return reps_follow(after.but(intensity=percent), lift, targets.pins)


def _intensity_fixed(targets: Targets, intensity: float, lift: Lift) -> Targets:
    """intensity -> load and reps."""
    after = without_typed_load(targets.but(intensity=intensity), lift)
    return reps_follow(after, lift, targets.pins)


def _edit_reps(after: Targets, lift: Lift) -> Targets:
    """reps -> intensity -> load; where intensity or load is pinned, RIR gives."""
    if not lift.has_curve:
        return after
    fixed = governing(after, lift)
    if fixed is None:
        return intensity_follows(after, lift)
    if Field.RIR in after.pins:
        return after
    return after.but(rir=rir_at(lift.curve, fixed, after.reps))


def _edit_rir(after: Targets, lift: Lift) -> Targets:
    """RIR -> intensity (reps stay); where intensity or load is pinned, reps follow."""
    if not lift.has_curve:
        return after
    fixed = governing(after, lift)
    if fixed is None:
        return intensity_follows(after, lift)
    if Field.REPS in after.pins:
        return after
    return with_reps(after, reps_at(lift.curve, fixed, held_rir(after, lift)))


def governing(targets: Targets, lift: Lift) -> float | None:
    """The intensity that pins hold: by a pinned load of a known 1RM, else pinned itself; None if free."""
    if Field.LOAD in targets.pins and (percent := percent_of_typed(targets, lift)) is not None:
        return percent
    return targets.intensity if Field.INTENSITY in targets.pins else None


def reps_follow(targets: Targets, lift: Lift, pins: frozenset[Field]) -> Targets:
    """Repetitions from the intensity and the held RIR; pinned repetitions stay and RIR gives (b)."""
    if Field.REPS not in pins:
        return with_reps(targets, reps_at(lift.curve, targets.intensity, held_rir(targets, lift)))
    if Field.RIR in pins:
        return targets
    return targets.but(rir=rir_at(lift.curve, targets.intensity, targets.reps))


def intensity_follows(targets: Targets, lift: Lift) -> Targets:
    """The intensity of low rep + held RIR; None where the curve has none. A typed load no longer stands."""
    if targets.reps is None:
        return targets
    rir = held_rir(targets, lift)
    percent = percent_for(lift.curve, targets.reps + rir)
    return without_typed_load(targets.but(rir=rir, intensity=percent), lift)


def with_reps(targets: Targets, reps: int | None) -> Targets:
    """New repetitions; a range keeps its width."""
    high = None
    if reps is not None and targets.reps is not None and targets.reps_high is not None:
        high = min(targets.reps_high - targets.reps + reps, check.REPS_MOST)
    return targets.but(reps=reps, reps_high=high if high != reps else None)


def without_typed_load(targets: Targets, lift: Lift) -> Targets:
    """Let go of an unpinned typed load where the load follows from a 1RM again."""
    if targets.load is None or Field.LOAD in targets.pins or lift.one_rm is None:
        return targets
    return targets.but(load=None)


def percent_of_typed(targets: Targets, lift: Lift) -> float | None:
    """The typed load as % of 1RM; None without either."""
    if targets.load is None or not lift.has_curve:
        return None
    total = total_of(targets.load, lift)
    return None if total is None else percent_of_max(total, lift)


def rest_of(targets: Targets, lift: Lift, otherwise: int) -> int:
    """Rest by the target intensity (d); as it was where there is none."""
    if targets.intensity is None:
        return otherwise
    return rest_for(targets.goal, start_of(targets.goal, lift), targets.intensity)


def _needs_curve(lift: Lift) -> None:
    if lift.timed:
        raise ImpossibleValueError("A timed set has no percentage.")
    if not lift.has_curve:
        raise ImpossibleValueError("This exercise has no percentage: it has repetitions and effort only.")


def pin(targets: Targets, field: Field, lift: Lift) -> Outcome:
    """Hold a field. Nothing shown moves: a pinned load is the one that can be built, at its percentage.

    Repetitions and RIR are held at their targets. A number that doesn't exist yet (a load without a 1RM, an
    intensity beyond the curve) can be pinned; it is held from when there is one.
    """
    after = targets.but(pins=targets.pins | {field})
    if field is Field.LOAD and targets.load is None:
        effect = effect_of(targets, lift)
        if effect.load is not None:
            part = part_of(effect.load, lift).quantize(Decimal("0.01"))
            after = after.but(load=tidy(part))
            if Field.INTENSITY not in targets.pins and total_of(part, lift) != effect.exact:
                percent = percent_of_typed(after, lift)
                # An empty bar may be many times a small 1RM; beyond the limit only the effective one says so.
                stored = percent if percent is not None and 0 < percent <= INTENSITY_MOST else None
                after = after.but(intensity=stored)
                after = with_reps(after, effect.reps) if effect.moved else after
    changes = differences(targets, after, lift, lambda _: "held at the load that can be built")
    return outcome(targets, after, changes, before_lift=lift, lift=lift)


def unpin(targets: Targets, field: Field, lift: Lift) -> Outcome:
    """Let a field go; it moves with the next edit. A load that its intensity contradicts goes at once."""
    after = targets.but(pins=targets.pins - {field})
    if field is Field.LOAD and after.load is not None:
        exact = exact_total(lift, targets.intensity)
        if exact is not None and total_of(after.load, lift) != exact:
            after = after.but(load=None)
    changes = differences(targets, after, lift, lambda _: "load unpinned: it follows the intensity again")
    return outcome(targets, after, changes, before_lift=lift, lift=lift)
