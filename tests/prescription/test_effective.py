"""Effective values: what a row's targets come to for this client."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    Field,
    Goal,
    Kind,
    Lift,
    Rack,
    Unit,
    edit,
    pin,
    prescribe,
    start,
)
from tests.prescription.cast import (
    ASSISTED_PULL_UP,
    BAND_ROW,
    NO_MAX,
    PLANK,
    PULL_UP,
    RACKED_ROW,
    RESERVE_SQUAT,
    ROW,
    SQUAT,
    loads,
)


def test_the_charts_row_with_all_its_numbers():
    row = prescribe(start(Goal.HYPERTROPHY, ROW), ROW)
    assert (row.goal, row.method, row.curve, row.unit) == ("hypertrophy", "chart", "general", "lb")
    assert (row.volume_load, row.tempo, row.edited) == (Decimal(640), "2010", None)
    assert (row.seconds_per_set, row.minutes) == (30, 6)
    assert row.reps_to_failure is not None
    assert (row.reps_to_failure.mean, round(row.reps_to_failure.sd, 2)) == (9.75, 2.51)
    assert row.chance_of_finishing == pytest.approx(0.46, abs=0.005)
    assert row.feasibility == "on average people fail at 9.8 here: all-out"


@pytest.mark.parametrize(
    ("intensity", "sentence"),
    [
        (75.724, "on average people fail at 12.0 here: hard, about 8 in 10 finish the first set"),
        (60, "on average people fail at 19.5 here: most people finish the first set"),
    ],
)
def test_the_sentence_says_how_many_finish(intensity, sentence):
    lift = replace(ROW, available=None)
    targets = replace(start(Goal.HYPERTROPHY, lift), intensity=intensity)
    assert prescribe(targets, lift).feasibility == sentence


def test_a_small_snap_moves_the_load_and_nothing_else():
    row = prescribe(start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT)
    assert (row.load, row.exact_load, row.intensity) == (Decimal(75), Decimal("75.7242"), 75)
    assert row.target_intensity == pytest.approx(75.724, abs=0.001)
    assert (row.reps, row.rir, row.rir_exact) == (10, 2, 2)


def test_a_large_snap_recomputes_repetitions_from_the_effective_intensity():
    row = prescribe(start(Goal.STRENGTH, RACKED_ROW), RACKED_ROW)
    assert (row.load, row.exact_load, row.intensity, row.target_intensity) == (
        Decimal(15),
        Decimal(18),
        75,
        90,
    )
    assert row.reps == 12  # 12.37 + 0.06
    assert row.rir_exact == start(Goal.STRENGTH, RACKED_ROW).rir


@pytest.mark.parametrize("how", ["pinned", "just edited"])
def test_after_a_large_snap_pinned_or_just_edited_repetitions_stay_and_rir_gives(how):
    targets = start(Goal.STRENGTH, RACKED_ROW)
    if how == "pinned":
        targets = pin(targets, Field.REPS, RACKED_ROW).targets
        row = prescribe(targets, RACKED_ROW)
    else:
        row = prescribe(targets, RACKED_ROW, edited=Field.REPS)
    assert (row.load, row.reps) == (Decimal(15), 5)
    assert row.rir_exact == pytest.approx(7.37)


def test_after_a_large_snap_pinned_repetitions_and_rir_both_stay():
    targets = start(Goal.STRENGTH, RACKED_ROW)
    for field in (Field.REPS, Field.RIR):
        targets = pin(targets, field, RACKED_ROW).targets
    row = prescribe(targets, RACKED_ROW)
    assert (row.load, row.reps, row.rir_exact) == (Decimal(15), 5, targets.rir)


def test_a_move_of_exactly_2_5_percent_recomputes_nothing():
    lift = Lift(one_rm=Decimal(100), available=Rack(Unit.KG, loads("77.5", "85")))
    row = prescribe(start(Goal.HYPERTROPHY, lift), lift)
    assert (row.load, row.intensity, row.reps) == (Decimal("77.5"), 77.5, 10)


def test_a_move_of_a_little_more_recomputes():
    lift = Lift(one_rm=Decimal(100), available=Rack(Unit.KG, loads("77.4", "85")))
    assert prescribe(start(Goal.HYPERTROPHY, lift), lift).reps == 11


def test_edits_of_sets_rest_and_tempo_do_not_count_as_just_edited():
    targets = start(Goal.STRENGTH, RACKED_ROW)
    assert prescribe(targets, RACKED_ROW, edited=Field.SETS).edited is None


def test_a_typed_load_is_never_snapped():
    targets = edit(start(Goal.STRENGTH, RACKED_ROW), Field.LOAD, 17, RACKED_ROW).targets
    row = prescribe(targets, RACKED_ROW)
    assert (row.load, row.intensity, row.target_intensity) == (Decimal(17), 85, 85)


def test_stored_targets_stay_exact_whatever_the_rack_makes_of_them():
    targets = start(Goal.STRENGTH, RACKED_ROW)
    prescribe(targets, RACKED_ROW)
    assert (targets.intensity, targets.reps) == (90, 5)


def test_without_a_max_there_is_no_load_but_words_for_it():
    row = prescribe(start(Goal.HYPERTROPHY, NO_MAX), NO_MAX)
    assert (row.load, row.exact_load, row.volume_load) == (None, None, None)
    assert (row.intensity, row.reps, row.rir) == (80, 10, 0)
    assert row.equivalent == "a weight you could lift 10 times"


def test_the_words_for_a_maximum_are_once():
    targets = edit(start(Goal.STRENGTH, NO_MAX), Field.INTENSITY, 100, NO_MAX).targets
    assert prescribe(targets, NO_MAX).equivalent == "a weight you could lift once"


def test_with_a_max_no_words_are_needed():
    assert prescribe(start(Goal.HYPERTROPHY, ROW), ROW).equivalent is None


def test_without_a_max_a_typed_load_makes_volume():
    targets = edit(start(Goal.HYPERTROPHY, NO_MAX), Field.LOAD, 50, NO_MAX).targets
    row = prescribe(targets, NO_MAX)
    assert (row.load, row.volume_load, row.intensity) == (Decimal(50), Decimal(2000), 80)


def test_a_body_weight_lift_shows_the_added_part():
    row = prescribe(start(Goal.STRENGTH, PULL_UP), PULL_UP)
    assert (row.load, row.added_load, row.intensity) == (Decimal(90), Decimal(10), 90)


def test_an_assisted_lift_shows_the_assistance():
    row = prescribe(start(Goal.HYPERTROPHY, ASSISTED_PULL_UP), ASSISTED_PULL_UP)
    assert (row.exact_load, row.load, row.added_load) == (Decimal(56), Decimal(55), Decimal(25))


def test_an_external_lift_has_no_added_part():
    assert prescribe(start(Goal.STRENGTH, SQUAT), SQUAT).added_load is None


def test_a_band_shows_repetitions_and_effort_only():
    row = prescribe(start(Goal.HYPERTROPHY, BAND_ROW), BAND_ROW)
    assert (row.reps, row.rir, row.intensity, row.load) == (10, 0, None, None)
    assert (row.reps_to_failure, row.chance_of_finishing, row.feasibility, row.equivalent) == (
        None,
        None,
        "",
        None,
    )


def test_a_timed_set_counts_for_minutes_and_sets_only():
    row = prescribe(start(Goal.HYPERTROPHY, PLANK), PLANK)
    assert (row.seconds, row.sets, row.seconds_per_set, row.minutes) == (30, 4, 30, 6)
    assert (row.reps, row.rir, row.intensity, row.volume_load, row.all_out) == (None, None, None, None, False)


def test_outside_the_curve_there_are_no_repetitions():
    targets = edit(start(Goal.STRENGTH, ROW), Field.INTENSITY, 110, ROW).targets
    row = prescribe(targets, ROW)
    assert (row.load, row.intensity, row.reps, row.reps_to_failure) == (Decimal(22), 110, None, None)
    assert row.volume_load is None


def test_a_range_of_repetitions_moves_as_a_whole_when_the_load_is_snapped():
    targets = edit(start(Goal.STRENGTH, RACKED_ROW), Field.REPS, (5, 7), RACKED_ROW).targets
    row = prescribe(targets, RACKED_ROW)
    assert (row.load, row.reps, row.reps_high) == (Decimal(15), 12, 14)


def test_volume_counts_the_low_repetition_of_a_range():
    targets = edit(start(Goal.HYPERTROPHY, NO_MAX), Field.REPS, (8, 12), NO_MAX).targets
    targets = edit(targets, Field.LOAD, 50, NO_MAX).targets
    assert prescribe(targets, NO_MAX).volume_load == 1600


def test_the_bench_press_has_its_own_chart_row():
    bench = Lift(curve=Curve.BENCH_PRESS, kind=Kind.COMPOUND, one_rm=Decimal(100))
    row = prescribe(start(Goal.HYPERTROPHY, bench), bench)
    assert (row.load, row.reps, row.rir) == (Decimal(80), 10, 0)
    assert row.rir_exact == pytest.approx(-1.18)
