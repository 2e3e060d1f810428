"""What holds for every row, whatever is pinned and edited."""

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    Curve,
    Experience,
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LoadKind,
    Method,
    Targets,
    change_lift,
    edit,
    pin,
    prescribe,
    start,
    toggle,
    unpin,
    why,
)
from programs.prescription.loads import exists
from tests.prescription.cast import BAR

availables = st.sampled_from([None, BAR])
lifts = st.builds(
    Lift,
    curve=st.sampled_from(Curve),
    kind=st.sampled_from(Kind),
    experience=st.sampled_from(Experience),
    method=st.sampled_from(Method),
    load_kind=st.sampled_from(LoadKind),
    one_rm=st.none() | st.decimals(min_value=1, max_value=300, places=1),
    body_part=st.sampled_from([Decimal(0), Decimal(60)]),
    available=availables,
    timed=st.booleans(),
    signed_off=st.booleans(),
)
goals = st.sampled_from(Goal)
edits = st.one_of(
    st.tuples(st.just(Field.INTENSITY), st.floats(min_value=1, max_value=150)),
    st.tuples(st.just(Field.LOAD), st.decimals(min_value=1, max_value=400, places=1)),
    st.tuples(st.just(Field.REPS), st.integers(min_value=1, max_value=60)),
    st.tuples(st.just(Field.REPS), st.tuples(st.integers(1, 10), st.integers(10, 30))),
    st.tuples(st.just(Field.RIR), st.floats(min_value=0, max_value=12)),
    st.tuples(st.just(Field.SETS), st.integers(min_value=1, max_value=20)),
    st.tuples(st.just(Field.REST), st.integers(min_value=0, max_value=600)),
    st.tuples(st.just(Field.TEMPO), st.sampled_from(["2010", "20X0", ""])),
)
pins = st.sets(st.sampled_from(Field))

STORED = {
    Field.INTENSITY: ("intensity",),
    Field.LOAD: ("load",),
    Field.REPS: ("reps", "reps_high", "seconds"),
    Field.RIR: ("rir",),
    Field.SETS: ("sets",),
    Field.REST: ("rest_seconds",),
    Field.TEMPO: ("tempo",),
}


def value(targets: Targets, field: Field) -> tuple[object, ...]:
    return tuple(getattr(targets, name) for name in STORED[field])


def walked(lift: Lift, goal: Goal, steps: list[tuple[Field, object]]) -> Targets:
    """The row after all edits that are possible."""
    targets = start(goal, lift)
    for field, typed in steps:
        try:
            targets = edit(targets, field, typed, lift).targets
        except ImpossibleValueError:
            continue
    return targets


def held(targets: Targets, fields_: set[Field], lift: Lift) -> Targets:
    for field in sorted(fields_):
        targets = pin(targets, field, lift).targets
    return targets


@given(lifts, goals, st.lists(edits, max_size=3), pins, edits)
def test_an_edit_never_changes_another_pinned_field(lift, goal, steps, pinned, last):
    targets = held(walked(lift, goal, steps), pinned, lift)
    field, typed = last
    try:
        after = edit(targets, field, typed, lift).targets
    except ImpossibleValueError:
        return
    assert after.pins == targets.pins
    for other in pinned - {field}:
        if any(part is not None for part in value(targets, other)):  # a pin on nothing holds nothing
            assert value(after, other) == value(targets, other)


@given(lifts, goals, st.lists(edits, max_size=3), pins, edits)
def test_what_was_typed_stands(lift, goal, steps, pinned, last):
    targets = held(walked(lift, goal, steps), pinned, lift)
    field, typed = last
    try:
        after = edit(targets, field, typed, lift).targets
    except ImpossibleValueError:
        return
    assert edit(after, field, typed, lift).targets == after


@given(lifts, goals, st.lists(edits, max_size=3), pins)
def test_a_toggle_never_changes_a_pinned_field(lift, goal, steps, pinned):
    targets = held(walked(lift, goal, steps), pinned, lift)
    other = Goal.STRENGTH if goal is Goal.HYPERTROPHY else Goal.HYPERTROPHY
    after = toggle(targets, other, lift).targets
    for field in pinned:
        if value(targets, field) != (None,) * len(STORED[field]):
            assert value(after, field) == value(targets, field)


@given(lifts, goals)
def test_toggling_there_and_back_without_edits_is_the_identity(lift, goal):
    other = Goal.STRENGTH if goal is Goal.HYPERTROPHY else Goal.HYPERTROPHY
    begin = start(goal, lift)
    assert toggle(toggle(begin, other, lift).targets, goal, lift).targets == begin


@given(lifts, goals, st.lists(edits, max_size=5))
def test_a_toggle_forgets_every_unpinned_edit(lift, goal, steps):
    assert toggle(walked(lift, goal, steps), goal, lift).targets == start(goal, lift)


@given(lifts, goals, st.lists(edits, max_size=4), pins)
def test_every_state_can_be_shown_explained_and_stored(lift, goal, steps, pinned):
    targets = held(walked(lift, goal, steps), pinned, lift)
    row = prescribe(targets, lift)
    assert row.reps is None or 1 <= row.reps <= 200
    assert targets.reps is None or 1 <= targets.reps <= 200
    assert targets.intensity is None or 0 < targets.intensity <= 150
    assert 0 <= row.rest_seconds <= 1800
    assert row.rir is None or row.rir >= 0
    assert row.chance_of_finishing is None or 0 <= row.chance_of_finishing <= 1
    for field in Field:
        try:
            assert why(targets, lift, field).rule
        except ValueError:
            assert not lift.has_curve


@given(lifts, goals, st.lists(edits, max_size=4))
def test_a_load_that_was_not_typed_always_exists(lift, goal, steps):
    targets = replace(walked(lift, goal, steps), load=None)
    row = prescribe(targets, lift)
    if row.load is None or lift.available is None:
        return
    part = row.load if row.added_load is None else row.added_load
    assert exists(part, lift)


@given(lifts, goals, st.lists(edits, max_size=3), st.sampled_from(Field))
def test_pinning_and_unpinning_moves_at_most_what_the_rack_made_of_the_load(lift, goal, steps, field):
    targets = walked(lift, goal, steps)
    back = unpin(pin(targets, field, lift).targets, field, lift).targets
    if field is not Field.LOAD:
        assert back == targets
    else:
        assert value(back, Field.RIR) == value(targets, Field.RIR)
        assert (back.sets, back.rest_seconds, back.tempo) == (
            targets.sets,
            targets.rest_seconds,
            targets.tempo,
        )


@given(lifts, lifts, goals, st.lists(edits, max_size=3), pins)
def test_a_change_of_lift_leaves_a_row_that_can_be_shown(before, after, goal, steps, pinned):
    targets = held(walked(before, goal, steps), pinned, before)
    moved = change_lift(targets, before, after).targets
    row = prescribe(moved, after)
    assert row.sets == targets.sets
    assert moved.intensity is None or (after.has_curve and 0 < moved.intensity <= 150)
    assert (moved.seconds is None) is (not after.timed)


@given(lifts, goals, st.lists(edits, max_size=3), edits)
def test_changes_list_exactly_what_moved(lift, goal, steps, last):
    targets = walked(lift, goal, steps)
    field, typed = last
    try:
        outcome = edit(targets, field, typed, lift)
    except ImpossibleValueError:
        return
    listed = {change.field for change in outcome.changes}
    for other in set(Field) - {Field.LOAD}:
        before, now = value(targets, other), value(outcome.targets, other)
        noise = all(
            isinstance(a, float) and isinstance(b, float) and abs(a - b) < 1e-9
            for a, b in zip(before, now, strict=True)
        )
        assert (other in listed) is (before != now and not noise)
    assert all(change.because for change in outcome.changes)


@given(goals, st.lists(edits, max_size=4))
def test_targets_carry_no_derived_state(goal, steps):
    """The same targets give the same prescription, however they were reached."""
    lift = Lift(one_rm=Decimal(100), available=BAR)
    targets = walked(lift, goal, steps)
    copy = Targets(**{field.name: getattr(targets, field.name) for field in fields(targets)})
    assert prescribe(copy, lift) == prescribe(targets, lift)
