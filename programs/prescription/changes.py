"""What moved between two states of a row, and why, in words."""

from collections.abc import Callable

from programs.prescription.effect import effect_of
from programs.prescription.findings import shown, technique_first
from programs.prescription.lift import Lift
from programs.prescription.loads import part_of, tidy
from programs.prescription.problems import Finding
from programs.prescription.targets import Change, Outcome, Targets, Value
from programs.prescription.words import CHAIN, Field, Goal


def value_of(targets: Targets, field: Field, lift: Lift) -> Value:
    """A field as a person reads it: a range as (low, high), the load as put on after snapping."""
    match field:
        case Field.INTENSITY:
            return targets.intensity
        case Field.RIR:
            return targets.rir
        case Field.SETS:
            return targets.sets
        case Field.REST:
            return targets.rest_seconds
        case Field.TEMPO:
            return targets.tempo
        case Field.REPS:
            if lift.timed:
                return targets.seconds
            if targets.reps is not None and targets.reps_high is not None:
                return targets.reps, targets.reps_high
            return targets.reps
        case Field.LOAD:
            if targets.load is not None:
                return targets.load
            load = effect_of(targets, lift).load
            return None if load is None else tidy(part_of(load, lift))


def differences(
    before: Targets,
    after: Targets,
    lift: Lift,
    because: Callable[[Field], str],
    *,
    before_lift: Lift | None = None,
) -> tuple[Change, ...]:
    """Each field that moved, with its reason; digits of floating-point noise are no movement."""
    changes = []
    for field in moved_fields(before, after, another_lift=before_lift is not None):
        was, now = value_of(before, field, before_lift or lift), value_of(after, field, lift)
        if was == now or (isinstance(was, float) and isinstance(now, float) and abs(was - now) < 1e-9):
            continue
        changes.append(Change(field, was, now, because(field)))
    return tuple(changes)


def moved_fields(before: Targets, after: Targets, *, another_lift: bool = False) -> list[Field]:
    """The fields whose stored values differ; the load also where what it follows from does."""
    basis = before.intensity != after.intensity or another_lift
    amounts = (before.reps, before.reps_high, before.seconds) != (after.reps, after.reps_high, after.seconds)
    stored = (
        (Field.INTENSITY, before.intensity != after.intensity),
        (Field.LOAD, basis or before.load != after.load),
        (Field.REPS, amounts),
        (Field.RIR, before.rir != after.rir),
        (Field.SETS, before.sets != after.sets),
        (Field.REST, before.rest_seconds != after.rest_seconds),
        (Field.TEMPO, before.tempo != after.tempo),
    )
    return [field for field, differs in stored if differs]


def edit_reason(moved: Field, edited: Field, after: Targets, lift: Lift) -> str:
    """Why a field moved when another was edited: `reps edited: intensity moved to 79.5 %`."""
    if moved is edited:
        return "typed"
    match moved:
        case Field.INTENSITY if edited is Field.LOAD:
            return "load edited: it is this share of the 1RM"
        case Field.INTENSITY if after.intensity is None:
            return f"{edited} edited: the curve has no percentage for it"
        case Field.INTENSITY:
            cause = f"{edited} pinned" if edited in after.pins else f"{edited} edited"
            return f"{cause}: intensity moved to {shown(after.intensity or 0)} %"
        case Field.LOAD:
            return f"{edited} edited: the load follows the intensity"
        case Field.REPS if after.reps is None:
            return f"{edited} edited: the curve has no repetitions there"
        case Field.REPS:
            return f"{edited} edited: reps follow with {shown(max(after.rir or 0.0, 0.0))} in reserve"
        case Field.RIR:
            holds = Field.REPS if edited in (Field.INTENSITY, Field.LOAD) else _holds_intensity(after)
            return f"{holds} pinned: RIR gives"
        case _:
            return "rest follows the intensity"


def _holds_intensity(targets: Targets) -> Field:
    return Field.LOAD if Field.LOAD in targets.pins else Field.INTENSITY


def toggle_reason(moved: Field, goal: Goal, pins: frozenset[Field], after: Targets) -> str:
    """Why a field moved at a toggle."""
    holding = [field for field in Field if field in pins & CHAIN]
    if not holding or moved not in CHAIN:
        if moved is Field.REST and holding:
            return "rest follows the intensity"
        return f"{goal}'s start"
    pinned = " and ".join(holding)
    if moved is Field.INTENSITY and after.intensity is not None:
        return f"{pinned} pinned: intensity moved to {shown(after.intensity)} %"
    return f"{pinned} pinned: {moved} follows"


def outcome(
    before: Targets,
    after: Targets,
    changes: tuple[Change, ...],
    *,
    before_lift: Lift,
    lift: Lift,
    dropped: tuple[Change, ...] = (),
    edited: Field | None = None,
) -> Outcome:
    """The answer, with a caution when the load rises before the lift is signed off."""
    notes: tuple[Finding, ...] = ()
    if not lift.signed_off:
        was, now = effect_of(before, before_lift).load, effect_of(after, lift, edited).load
        notes = tuple(technique_first(was, now, lift))
    return Outcome(after, changes, dropped, notes, before, edited)
