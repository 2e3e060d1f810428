"""Rule (b) of one edit, one computation: pins win."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    Field,
    Goal,
    Method,
    edit,
    pin,
    prescribe,
    reps_to_failure,
    start,
    toggle,
    unpin,
)
from tests.prescription.cast import (
    NO_MAX,
    RACKED_ROW,
    ROW,
    SQUAT,
    after,
)


@pytest.mark.parametrize("method", Method)
def test_a_pinned_rir_is_held_through_a_toggle_in_either_method(method):
    lift = replace(SQUAT, method=method)
    pinned = after(lift, (Field.RIR, 2), pins="rir")
    assert (pinned.reps, pinned.rir, round(pinned.intensity or 0, 1)) == (10, 2, 75.7)
    strength = toggle(pinned, Goal.STRENGTH, lift).targets
    assert (strength.reps, strength.rir, round(strength.intensity or 0, 1)) == (5, 2, 85.3)


def test_with_intensity_pinned_repetitions_follow_from_the_held_rir():
    pinned = after(ROW, (Field.INTENSITY, 75), pins="intensity")
    strength = toggle(pinned, Goal.STRENGTH, ROW).targets
    assert (strength.intensity, strength.reps, strength.rir) == (75, 12, start(Goal.STRENGTH, ROW).rir)


def test_with_load_pinned_intensity_and_repetitions_follow_through_a_toggle():
    pinned = after(ROW, pins="load")
    assert pinned.load == Decimal(16)
    strength = toggle(pinned, Goal.STRENGTH, ROW).targets
    assert (strength.load, strength.intensity, strength.reps) == (Decimal(16), 80, 10)


def test_an_empty_bar_many_times_a_small_max_is_pinned_without_a_percentage_to_hold():
    light = replace(SQUAT, one_rm=Decimal(1))
    pinned = after(light, pins="load")
    assert (pinned.load, pinned.intensity) == (Decimal(20), None)
    assert prescribe(pinned, light).intensity == 2000


def test_with_repetitions_pinned_intensity_follows():
    pinned = after(ROW, (Field.REPS, 8), pins="reps")
    strength = toggle(pinned, Goal.STRENGTH, ROW).targets
    assert strength.reps == 8
    assert strength.rir == start(Goal.STRENGTH, ROW).rir
    assert strength.intensity is not None
    assert reps_to_failure(Curve.GENERAL, strength.intensity) == pytest.approx(7.94, abs=1e-9)


def test_with_both_pinned_rir_gives():
    pinned = after(ROW, (Field.REPS, 8), pins="intensity reps")
    assert (pinned.intensity, pinned.reps, pinned.rir) == (80, 8, 1.75)
    strength = toggle(pinned, Goal.STRENGTH, ROW).targets
    assert (strength.intensity, strength.reps, strength.rir) == (80, 8, 1.75)


def test_with_repetitions_pinned_an_intensity_edit_makes_rir_give():
    row = after(ROW, (Field.INTENSITY, 85), pins="reps")
    assert (row.intensity, row.reps) == (85, 10)
    assert row.rir == pytest.approx(-2.85)


def test_with_intensity_pinned_a_rir_edit_moves_repetitions():
    row = after(ROW, (Field.RIR, 3), pins="intensity")
    assert (row.intensity, row.rir, row.reps) == (80, 3, 7)


def test_with_load_pinned_a_rir_edit_moves_repetitions():
    row = after(ROW, (Field.RIR, 3), pins="load")
    assert (row.load, row.intensity, row.rir, row.reps) == (Decimal(16), 80, 3, 7)


def test_with_load_pinned_a_repetitions_edit_makes_rir_give():
    row = after(ROW, (Field.REPS, 6), pins="load")
    assert (row.load, row.intensity, row.reps, row.rir) == (Decimal(16), 80, 6, 3.75)


def test_pinned_numbers_that_cannot_all_be_true_stand_as_typed():
    row = after(ROW, (Field.RIR, 2), pins="intensity reps")
    assert (row.intensity, row.reps, row.rir) == (80, 10, 2)


def test_an_intensity_edit_leaves_a_pinned_load_alone_and_both_stand():
    row = after(ROW, (Field.INTENSITY, 90), pins="load")
    assert (row.intensity, row.load) == (90, Decimal(16))
    shown = prescribe(row, ROW, edited=Field.INTENSITY)
    assert (shown.intensity, shown.target_intensity, shown.load, shown.reps) == (80, 90, Decimal(16), 10)


def test_a_load_edit_leaves_a_pinned_intensity_alone_and_both_stand():
    row = after(ROW, (Field.LOAD, 18), pins="intensity")
    assert (row.intensity, row.load, row.reps) == (80, Decimal(18), 10)
    shown = prescribe(row, ROW, edited=Field.LOAD)
    assert (shown.intensity, shown.target_intensity, shown.reps) == (90, 80, 5)


def test_pinning_moves_nothing():
    begin = start(Goal.HYPERTROPHY, ROW)
    for field in Field:
        outcome = pin(begin, field, ROW)
        assert replace(outcome.targets, pins=frozenset(), load=None) == begin
        assert outcome.targets.pins == {field}


def test_a_pinned_load_is_the_one_that_can_be_built_and_shows_the_same_row():
    begin = start(Goal.STRENGTH, RACKED_ROW)
    before = prescribe(begin, RACKED_ROW)
    pinned = pin(begin, Field.LOAD, RACKED_ROW).targets
    shown = prescribe(pinned, RACKED_ROW)
    assert (pinned.load, pinned.intensity, pinned.reps) == (Decimal(15), 75, 12)
    assert (shown.load, shown.intensity, shown.reps) == (before.load, before.intensity, before.reps)


def test_a_load_that_does_not_exist_yet_is_held_from_when_it_is_typed():
    row = after(NO_MAX, (Field.LOAD, 50), (Field.REPS, 8), pins="load")
    assert (row.load, row.reps) == (Decimal(50), 8)


def test_unpinning_lets_a_field_move_with_the_next_edit():
    row = after(ROW, pins="intensity")
    row = unpin(row, Field.INTENSITY, ROW).targets
    assert row == start(Goal.HYPERTROPHY, ROW)
    assert edit(row, Field.REPS, 8, ROW).targets.intensity != 80


def test_unpinning_a_load_that_contradicts_its_intensity_lets_it_go():
    row = after(ROW, (Field.INTENSITY, 90), pins="load")
    outcome = unpin(row, Field.LOAD, ROW)
    assert (outcome.targets.load, outcome.targets.intensity) == (None, 90)
    [change] = outcome.changes
    assert (change.field, change.because) == (
        Field.LOAD,
        "load unpinned: it follows the intensity again",
    )


def test_unpinning_a_load_that_agrees_leaves_it_standing():
    row = after(ROW, (Field.LOAD, 17), pins="load")
    assert unpin(row, Field.LOAD, ROW).targets.load == Decimal(17)
