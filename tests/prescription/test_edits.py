"""One edit, one computation: rules (a) and (c) to (f), each in its letter; (b) stands in test_pins."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    Experience,
    Field,
    Goal,
    ImpossibleValueError,
    Lift,
    Outcome,
    Unit,
    edit,
    edit_together,
    pin,
    prescribe,
    start,
    toggle,
)
from tests.prescription.cast import (
    ASSISTED_PULL_UP,
    BAND_ROW,
    NO_MAX,
    PLANK,
    PULL_UP,
    RESERVE_SQUAT,
    ROW,
    SQUAT,
    after,
)


def moved(outcome: Outcome) -> dict[str, str]:
    return {change.field.value: change.because for change in outcome.changes}


# (a) toggles


def test_a_toggle_sets_every_unpinned_field_to_the_goals_start():
    edited = after(ROW, (Field.REPS, 8), (Field.SETS, 6), (Field.TEMPO, "3010"), (Field.REST, 75))
    assert toggle(edited, Goal.STRENGTH, ROW).targets == start(Goal.STRENGTH, ROW)


def test_a_toggle_lists_the_unpinned_edits_that_it_dropped():
    edited = after(ROW, (Field.SETS, 6), (Field.REST, 75))
    outcome = toggle(edited, Goal.STRENGTH, ROW)
    assert [(change.field, change.before, change.after) for change in outcome.dropped] == [
        (Field.SETS, 6, 5),
        (Field.REST, 75, 180),
    ]


def test_a_toggle_without_edits_drops_nothing():
    assert toggle(start(Goal.HYPERTROPHY, ROW), Goal.STRENGTH, ROW).dropped == ()


def test_a_toggle_can_be_undone():
    edited = after(ROW, (Field.SETS, 6))
    assert toggle(edited, Goal.STRENGTH, ROW).before == edited


def test_toggling_there_and_back_without_edits_is_the_identity():
    begin = start(Goal.HYPERTROPHY, ROW)
    there = toggle(begin, Goal.STRENGTH, ROW).targets
    assert there == start(Goal.STRENGTH, ROW)
    assert toggle(there, Goal.HYPERTROPHY, ROW).targets == begin


@pytest.mark.parametrize("one_rm", ["1", "10"])
def test_a_toggle_stores_no_impossible_percentage_of_a_pinned_load(one_rm):
    """20 kg pinned, and the 1RM found to be far less: no percentage up to 150 says that."""
    pinned = after(SQUAT, (Field.LOAD, 20), pins="load")
    weak = replace(SQUAT, one_rm=Decimal(one_rm))
    strength = toggle(pinned, Goal.STRENGTH, weak).targets
    assert (strength.load, strength.intensity) == (Decimal(20), None)
    assert prescribe(strength, weak).intensity == float(2000 / Decimal(one_rm))


def test_a_toggle_keeps_every_pinned_field():
    pinned = after(ROW, (Field.SETS, 6), (Field.REST, 75), (Field.TEMPO, "3010"), pins="sets rest tempo")
    strength = toggle(pinned, Goal.STRENGTH, ROW).targets
    assert (strength.sets, strength.rest_seconds, strength.tempo) == (6, 75, "3010")
    assert (strength.intensity, strength.reps) == (90, 5)


def test_toggling_a_row_to_its_own_goal_with_the_other_method_turns_chart_into_reserve():
    chart = start(Goal.HYPERTROPHY, SQUAT)
    assert toggle(chart, Goal.HYPERTROPHY, RESERVE_SQUAT).targets == start(Goal.HYPERTROPHY, RESERVE_SQUAT)


def test_turning_chart_into_reserve_drops_edits_but_no_start():
    edited = after(SQUAT, (Field.SETS, 7))
    outcome = toggle(edited, Goal.HYPERTROPHY, RESERVE_SQUAT)
    assert [change.field for change in outcome.dropped] == [Field.SETS]


def test_a_toggle_says_why_each_number_moved():
    assert moved(toggle(start(Goal.HYPERTROPHY, ROW), Goal.STRENGTH, ROW)) == {
        "intensity": "strength's start",
        "load": "strength's start",
        "reps": "strength's start",
        "rir": "strength's start",
        "sets": "strength's start",
        "rest": "strength's start",
        "tempo": "strength's start",
    }


# (c) edits


def test_an_intensity_edit_moves_load_and_repetitions():
    outcome = edit(start(Goal.HYPERTROPHY, ROW), Field.INTENSITY, 85, ROW)
    assert (outcome.targets.intensity, outcome.targets.reps, outcome.targets.rir) == (85, 7, -0.25)
    assert prescribe(outcome.targets, ROW).load == Decimal(17)
    assert moved(outcome) == {
        "intensity": "typed",
        "load": "intensity edited: the load follows the intensity",
        "reps": "intensity edited: reps follow with 0 in reserve",
        "rest": "rest follows the intensity",
    }


def test_repetitions_are_the_nearest_whole_of_curve_less_rir_and_at_least_one():
    assert after(RESERVE_SQUAT, (Field.INTENSITY, 75)).reps == 10  # 12.37 - 2 = 10.37
    assert after(RESERVE_SQUAT, (Field.INTENSITY, 70)).reps == 13  # 14.80 - 2 = 12.80
    assert after(RESERVE_SQUAT, (Field.INTENSITY, 100)).reps == 1  # 1 - 2


def test_halves_of_a_repetition_round_up():
    row = after(RESERVE_SQUAT, (Field.RIR, 2.25), (Field.INTENSITY, 80))  # 9.75 - 2.25 = 7.5
    assert row.reps == 8


def test_a_repetitions_edit_moves_intensity_and_load():
    outcome = edit(start(Goal.HYPERTROPHY, RESERVE_SQUAT), Field.REPS, 8, RESERVE_SQUAT)
    assert outcome.targets.rir == 2
    assert outcome.targets.intensity == pytest.approx(79.525, abs=0.001)
    assert prescribe(outcome.targets, RESERVE_SQUAT).load == Decimal(80)
    assert moved(outcome) == {
        "intensity": "reps edited: intensity moved to 79.5 %",
        "load": "reps edited: the load follows the intensity",
        "reps": "typed",
    }


def test_a_change_says_when_the_edited_field_is_pinned():
    pinned = after(RESERVE_SQUAT, pins="reps")
    outcome = edit(pinned, Field.REPS, 8, RESERVE_SQUAT)
    assert moved(outcome)["intensity"] == "reps pinned: intensity moved to 79.5 %"


def test_a_load_edit_moves_intensity_and_repetitions():
    row = after(ROW, (Field.LOAD, 17))
    assert (row.load, row.intensity, row.reps, row.rir) == (Decimal(17), 85, 7, -0.25)


def test_a_rir_edit_moves_intensity_while_repetitions_stay():
    row = after(ROW, (Field.RIR, 2))
    assert (row.reps, row.rir, round(row.intensity or 0, 1)) == (10, 2, 75.7)


def test_rir_is_held_where_it_was_not_edited():
    row = after(SQUAT, (Field.RIR, 2), (Field.INTENSITY, 85), (Field.REPS, 7), (Field.LOAD, 77.5))
    assert row.rir == 2


def test_a_typed_load_stands_until_another_edit_moves_the_load():
    typed = after(ROW, (Field.LOAD, 17), (Field.SETS, 3), (Field.REST, 120), (Field.TEMPO, "4010"))
    assert typed.load == Decimal(17)
    for field, value in ((Field.INTENSITY, 80), (Field.REPS, 9), (Field.RIR, 1)):
        assert edit(typed, field, value, ROW).targets.load is None


def test_editing_a_pinned_field_moves_its_value_and_keeps_the_pin():
    row = after(ROW, (Field.INTENSITY, 70), pins="intensity")
    assert row.intensity == 70
    assert row.pins == {Field.INTENSITY}


def test_the_chain_of_edits_keeps_the_unedited_effort():
    row = after(SQUAT, (Field.RIR, 2), (Field.INTENSITY, 75))
    assert row.reps == 10
    row = edit(row, Field.INTENSITY, 85, SQUAT).targets
    first = prescribe(row, SQUAT, edited=Field.INTENSITY)
    assert (first.reps, first.load, first.rir) == (5, Decimal(85), 2)
    row = edit(row, Field.REPS, 8, SQUAT).targets
    second = prescribe(row, SQUAT, edited=Field.REPS)
    assert (second.reps, second.load, second.rir) == (8, Decimal(80), 2)
    assert second.target_intensity == pytest.approx(79.5, abs=0.05)


# (d) rest, sets and tempo


def test_rest_follows_the_intensity_unless_it_is_pinned():
    assert after(ROW, (Field.INTENSITY, 85)).rest_seconds == 90
    assert after(ROW, (Field.INTENSITY, 85), pins="rest").rest_seconds == 60


def test_rest_follows_every_edit_that_moves_the_intensity():
    assert after(ROW, (Field.REPS, 7)).rest_seconds == 90  # 86 %
    assert after(ROW, (Field.LOAD, "16.5")).rest_seconds == 75  # 82.5 %


@pytest.mark.parametrize(("field", "value"), [(Field.SETS, 2), (Field.REST, 200), (Field.TEMPO, "5050")])
def test_sets_rest_and_tempo_move_nothing_else(field, value):
    begin = start(Goal.HYPERTROPHY, ROW)
    outcome = edit(begin, field, value, ROW)
    assert [change.field for change in outcome.changes] == [field]
    assert outcome.edited is None


# (e) the chart's effort


def test_in_the_chart_the_implied_effort_is_held_through_edits():
    leg_press = Lift(curve=Curve.LEG_PRESS)
    row = edit(start(Goal.HYPERTROPHY, leg_press), Field.INTENSITY, 75, leg_press).targets
    assert row.rir == pytest.approx(3.05)
    assert row.reps == 13  # 15.79 - 3.05 = 12.74


def test_a_negative_effort_is_shown_as_zero_and_all_out():
    shown = prescribe(start(Goal.HYPERTROPHY, ROW), ROW)
    assert (shown.rir, shown.rir_exact, shown.all_out) == (0, -0.25, True)


def test_effort_above_zero_is_not_all_out():
    shown = prescribe(start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT)
    assert (shown.rir, shown.rir_exact, shown.all_out) == (2, 2, False)


# (f) ranges


def test_repetitions_outside_the_range_are_never_clamped():
    assert after(ROW, (Field.REPS, 20)).reps == 20
    assert after(ROW, (Field.INTENSITY, 60)).reps == 20  # 19.53 + 0.25


def test_with_a_range_of_repetitions_the_low_one_drives_the_intensity():
    row = after(RESERVE_SQUAT, (Field.REPS, (8, 12)))
    assert (row.reps, row.reps_high) == (8, 12)
    assert row.intensity == after(RESERVE_SQUAT, (Field.REPS, 8)).intensity


def test_a_range_keeps_its_width_when_repetitions_follow():
    row = after(RESERVE_SQUAT, (Field.REPS, "8-10"), (Field.INTENSITY, 85))
    assert (row.reps, row.reps_high) == (5, 7)


def test_typing_one_number_ends_a_range():
    row = after(RESERVE_SQUAT, (Field.REPS, "8\N{EN DASH}10"), (Field.REPS, 9))
    assert (row.reps, row.reps_high) == (9, None)


# Where the curve ends, and other kinds of lifts


def test_outside_the_curve_there_are_no_repetitions_and_the_effort_is_kept():
    row = after(RESERVE_SQUAT, (Field.INTENSITY, 30))
    assert (row.intensity, row.reps, row.rir) == (30, None, 2)
    back = edit(row, Field.INTENSITY, 75, RESERVE_SQUAT).targets
    assert (back.reps, back.rir) == (10, 2)


def test_more_repetitions_than_the_curve_knows_have_no_percentage():
    row = after(RESERVE_SQUAT, (Field.REPS, 40))
    assert (row.reps, row.intensity) == (40, None)
    assert prescribe(row, RESERVE_SQUAT).load is None


def test_an_unknown_effort_is_replaced_by_the_goals_start():
    row = after(RESERVE_SQUAT, (Field.INTENSITY, 30), pins="reps")
    assert row.rir is None
    assert edit(row, Field.REPS, 8, RESERVE_SQUAT).targets.rir == 2


def test_without_a_max_a_typed_load_stands_alone():
    row = after(NO_MAX, (Field.LOAD, 50), (Field.INTENSITY, 75))
    assert (row.load, row.intensity, row.reps) == (Decimal(50), 75, 13)


def test_a_body_weight_load_is_the_added_weight():
    row = after(PULL_UP, (Field.LOAD, 5))
    assert (row.load, row.intensity) == (Decimal(5), 85)
    assert after(PULL_UP, (Field.LOAD, 0)).intensity == 80


def test_an_assisted_load_is_the_assistance():
    row = after(ASSISTED_PULL_UP, (Field.LOAD, 24))
    assert (row.load, row.intensity) == (Decimal(24), 80)


def test_assistance_must_leave_something_to_lift():
    with pytest.raises(
        ImpossibleValueError, match="Assistance must be less than the body weight lifted, 80 kg"
    ):
        after(ASSISTED_PULL_UP, (Field.LOAD, 80))


def test_a_band_has_repetitions_and_effort_only():
    row = after(BAND_ROW, (Field.REPS, 15), (Field.RIR, 2), (Field.SETS, 3))
    assert (row.reps, row.rir, row.sets, row.intensity, row.load) == (15, 2, 3, None, None)
    with pytest.raises(ImpossibleValueError, match="no percentage"):
        after(BAND_ROW, (Field.INTENSITY, 70))
    with pytest.raises(ImpossibleValueError, match="no load"):
        after(BAND_ROW, (Field.LOAD, 10))


def test_a_timed_lifts_repetitions_are_its_seconds():
    row = after(PLANK, (Field.REPS, 45), (Field.SETS, 3))
    assert (row.seconds, row.reps, row.sets) == (45, None, 3)
    with pytest.raises(ImpossibleValueError, match="A timed set has no percentage"):
        after(PLANK, (Field.INTENSITY, 70))
    with pytest.raises(ImpossibleValueError, match="A timed set has no repetitions in reserve"):
        after(PLANK, (Field.RIR, 2))


def test_a_timed_lift_keeps_pinned_seconds_through_a_toggle():
    row = after(PLANK, (Field.REPS, 45), pins="reps")
    assert toggle(row, Goal.STRENGTH, PLANK).targets.seconds == 45


def test_a_load_increase_before_the_lift_is_signed_off_is_a_caution():
    learning = replace(ROW, signed_off=False, experience=Experience.NOVICE, unit=Unit.LB)
    begin = start(Goal.HYPERTROPHY, learning)
    assert [note.code for note in edit(begin, Field.INTENSITY, 85, learning).notes] == ["technique_first"]
    assert edit(begin, Field.INTENSITY, 75, learning).notes == ()
    assert edit(start(Goal.HYPERTROPHY, ROW), Field.INTENSITY, 85, ROW).notes == ()


def test_a_pinned_intensity_beyond_the_curve_is_held_from_when_there_is_one():
    targets = edit(start(Goal.HYPERTROPHY, NO_MAX), Field.REPS, 31, NO_MAX).targets
    assert targets.intensity is None
    held = pin(targets, Field.INTENSITY, NO_MAX).targets
    first = edit(held, Field.REPS, 1, NO_MAX).targets
    assert first.intensity is not None
    assert edit(first, Field.REPS, 5, NO_MAX).targets.intensity == first.intensity


# Several at once


def test_numbers_typed_together_each_stand_and_the_rest_follows():
    begin = start(Goal.STRENGTH, RESERVE_SQUAT)
    typed = {Field.SETS: 5, Field.REPS: 5, Field.INTENSITY: 80.0}
    moved = edit_together(begin, typed, RESERVE_SQUAT).targets
    assert (moved.sets, moved.reps, moved.intensity) == (5, 5, 80.0)
    assert moved.rir == pytest.approx(4.75)
    assert moved.pins == begin.pins


def test_reps_and_rir_typed_together_give_the_intensity():
    moved = edit_together(
        start(Goal.HYPERTROPHY, RESERVE_SQUAT), {Field.RIR: 2, Field.REPS: 5}, RESERVE_SQUAT
    ).targets
    assert (moved.reps, moved.rir) == (5, 2.0)
    assert moved.intensity == pytest.approx(85.31, abs=0.05)


def test_a_rest_typed_together_with_an_intensity_is_not_moved_by_it():
    moved = edit_together(
        start(Goal.STRENGTH, RESERVE_SQUAT), {Field.REST: 90, Field.INTENSITY: 95}, RESERVE_SQUAT
    ).targets
    assert (moved.rest_seconds, moved.intensity) == (90, 95.0)


def test_what_cannot_all_be_true_stands_as_typed_and_is_reported():
    typed = {Field.REPS: 10, Field.INTENSITY: 90, Field.RIR: 3}
    moved = edit_together(start(Goal.STRENGTH, RESERVE_SQUAT), typed, RESERVE_SQUAT)
    assert (moved.targets.reps, moved.targets.intensity, moved.targets.rir) == (10, 90.0, 3.0)
    assert "pins_disagree" in {item.code for item in prescribe(moved.targets, RESERVE_SQUAT).findings}


def test_one_number_typed_alone_is_an_edit():
    begin = start(Goal.HYPERTROPHY, RESERVE_SQUAT)
    alone, one = (
        edit_together(begin, {Field.REPS: 8}, RESERVE_SQUAT),
        edit(begin, Field.REPS, 8, RESERVE_SQUAT),
    )
    assert (alone.targets, alone.changes, alone.edited) == (one.targets, one.changes, one.edited)
