"""Repetitions to failure at a percentage, and back."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import Curve, chance_of_finishing, percent_for, reps_to_failure, spread_at
from programs.prescription.curves import (
    BENCH_PRESS_KNOTS,
    CURVES,
    GENERAL_KNOTS,
    LEG_PRESS_KNOTS,
    MonotoneCurve,
    falls_back,
)

KNOTS = {
    Curve.GENERAL: GENERAL_KNOTS,
    Curve.BENCH_PRESS: BENCH_PRESS_KNOTS,
    Curve.LEG_PRESS: LEG_PRESS_KNOTS,
}
curves = st.sampled_from(Curve)


@pytest.mark.parametrize("curve", Curve)
def test_every_knot_is_met_exactly_in_both_directions(curve):
    for percent, reps in KNOTS[curve].items():
        assert reps_to_failure(curve, percent) == reps
        assert percent_for(curve, reps) == percent


def test_bench_press_at_70_percent_fails_at_14_08():
    assert reps_to_failure(Curve.BENCH_PRESS, 70) == 14.08


def test_leg_press_at_80_percent_fails_at_13_05():
    assert reps_to_failure(Curve.LEG_PRESS, 80) == 13.05


def test_eight_repetitions_to_failure_are_83_3_percent():
    assert percent_for(Curve.GENERAL, 8) == pytest.approx(83.304, abs=0.001)


@pytest.mark.parametrize(("reps", "percent"), [(12, 75.7), (7, 85.3), (10, 79.5)])
def test_the_reserve_percentages_follow_from_the_general_curve(reps, percent):
    answer = percent_for(Curve.GENERAL, reps)
    assert answer is not None
    assert round(answer, 1) == percent


def test_values_between_knots_are_those_of_an_independent_interpolation():
    """Worked by hand: Hermite's cubic on ln(reps) with weighted harmonic mean slopes at 80 and 85 %."""
    knots = GENERAL_KNOTS
    secants = [math.log(knots[x + 5] / knots[x]) / 5 for x in (75, 80, 85)]
    left = 2 * secants[0] * secants[1] / (secants[0] + secants[1])
    right = 2 * secants[1] * secants[2] / (secants[1] + secants[2])
    middle = (math.log(knots[80]) + math.log(knots[85])) / 2 + 5 * (left - right) / 8
    assert reps_to_failure(Curve.GENERAL, 82.5) == pytest.approx(math.exp(middle), rel=1e-12)


@pytest.mark.parametrize(
    ("curve", "percent", "reps"),
    [
        ("general", 46, 29.418636433527),
        ("general", 82.5, 8.420680395332),
        ("general", 97.5, 2.044011672215),
        ("bench_press", 17, 115.623712162064),
        ("bench_press", 63, 17.643953791659),
        ("bench_press", 98, 1.564553577489),
        ("leg_press", 46, 41.680594908008),
        ("leg_press", 77, 14.645297011285),
        ("leg_press", 93, 7.661799723275),
    ],
)
def test_values_between_knots_are_those_of_another_pchip(curve, percent, reps):
    """Computed once with SciPy's PchipInterpolator on ln(reps), middle and end segments."""
    assert reps_to_failure(Curve(curve), percent) == pytest.approx(reps, rel=1e-11)


@pytest.mark.parametrize(("curve", "lowest"), [("general", 45), ("bench_press", 15), ("leg_press", 45)])
def test_there_are_no_repetitions_below_the_last_knot_or_above_100_percent(curve, lowest):
    assert reps_to_failure(Curve(curve), lowest - 0.01) is None
    assert reps_to_failure(Curve(curve), lowest) is not None
    assert reps_to_failure(Curve(curve), 100) == 1
    assert reps_to_failure(Curve(curve), 100.01) is None


@pytest.mark.parametrize("curve", Curve)
def test_the_inverse_takes_at_least_one_repetition_to_failure(curve):
    assert percent_for(curve, 0.2) == percent_for(curve, 1) == 100
    assert percent_for(curve, -3) == 100


@pytest.mark.parametrize("curve", Curve)
def test_the_inverse_knows_nothing_lighter_than_the_last_knot(curve):
    most = max(KNOTS[curve].values())
    assert percent_for(curve, most) == min(KNOTS[curve])
    assert percent_for(curve, most + 0.01) is None


def test_leg_press_above_95_percent_follows_the_general_curve():
    assert reps_to_failure(Curve.LEG_PRESS, 95) == 7.04
    for percent in (95.1, 97, 99, 100):
        general = reps_to_failure(Curve.GENERAL, percent)
        assert reps_to_failure(Curve.LEG_PRESS, percent) == general


@pytest.mark.parametrize(("reps", "percent"), [(7.04, 95), (7.03, 95), (5, 95), (3.28, 95)])
def test_leg_press_below_7_04_repetitions_is_never_below_95_percent(reps, percent):
    assert percent_for(Curve.LEG_PRESS, reps) == percent


def test_leg_press_with_very_few_repetitions_takes_the_general_percentage():
    assert percent_for(Curve.LEG_PRESS, 2) == percent_for(Curve.GENERAL, 2)


def test_only_the_leg_press_falls_back():
    assert falls_back(Curve.LEG_PRESS, 95.1)
    assert falls_back(Curve.LEG_PRESS, 95, 5)
    assert not falls_back(Curve.LEG_PRESS, 95, 7.04)
    assert not falls_back(Curve.LEG_PRESS, 95)
    assert not falls_back(Curve.GENERAL, 99, 1.5)


@given(st.floats(min_value=1, max_value=100))
def test_even_a_curve_with_sharp_bends_can_be_inverted(reps):
    bent = MonotoneCurve({10: 100.0, 20: 99.0, 98: 1.1, 99: 1.05, 100: 1.0})
    percent = bent.percent(reps)
    assert percent is not None
    assert bent.reps(percent) == pytest.approx(reps, rel=1e-9)


@given(curves, st.floats(min_value=1, max_value=127.49))
def test_forward_of_inverse_is_the_same_repetitions(curve, reps):
    percent = percent_for(curve, reps)
    between_the_splices = curve is Curve.LEG_PRESS and 3.28 <= reps < 7.04
    if percent is None or between_the_splices:
        return
    assert reps_to_failure(curve, percent) == pytest.approx(reps, abs=1e-9)


@given(curves, st.floats(min_value=15, max_value=100))
def test_inverse_of_forward_is_the_same_percentage(curve, percent):
    reps = reps_to_failure(curve, percent)
    if reps is None:
        return
    assert percent_for(curve, reps) == pytest.approx(percent, abs=1e-7)


@given(curves, st.lists(st.floats(min_value=10, max_value=105), min_size=2, max_size=8))
def test_more_intensity_never_gives_more_repetitions(curve, percents):
    known = [reps for percent in sorted(percents) if (reps := reps_to_failure(curve, percent)) is not None]
    assert all(heavier <= lighter + 1e-12 for lighter, heavier in pairwise(known))


@given(curves, st.lists(st.floats(min_value=0, max_value=130), min_size=2, max_size=8))
def test_fewer_repetitions_never_mean_less_intensity(curve, amounts):
    known = [percent for reps in sorted(amounts) if (percent := percent_for(curve, reps)) is not None]
    assert all(more <= fewer + 1e-9 for fewer, more in pairwise(known))


@pytest.mark.parametrize(
    ("percent", "sd"), [(90, 1.90), (85, 2.19), (80, 2.51), (75, 2.88), (70, 3.31), (65, 3.80), (60, 4.37)]
)
def test_the_spread_meets_the_published_values_to_a_hundredth(percent, sd):
    spread = spread_at(Curve.GENERAL, percent)
    assert spread is not None
    assert spread.sd == pytest.approx(sd, abs=0.01)
    assert spread.borrowed is False


def test_the_spread_is_held_outside_of_45_to_95_percent():
    heavy, edge = spread_at(Curve.GENERAL, 99), spread_at(Curve.GENERAL, 95)
    light, low_edge = spread_at(Curve.BENCH_PRESS, 20), spread_at(Curve.BENCH_PRESS, 45)
    assert heavy is not None
    assert edge is not None
    assert light is not None
    assert low_edge is not None
    assert heavy.sd == edge.sd
    assert light.sd == low_edge.sd


@pytest.mark.parametrize("curve", [Curve.BENCH_PRESS, Curve.LEG_PRESS])
def test_bench_and_leg_press_borrow_the_general_spread_and_say_so(curve):
    own, general = spread_at(curve, 80), spread_at(Curve.GENERAL, 80)
    assert own is not None
    assert general is not None
    assert (own.sd, own.borrowed) == (general.sd, True)


def test_the_charts_first_set_is_finished_by_less_than_half():
    spread = spread_at(Curve.GENERAL, 80)
    assert spread is not None
    assert spread.mean == 9.75
    assert chance_of_finishing(10, spread) == pytest.approx(0.4603, abs=0.0001)


def test_the_mean_itself_is_finished_by_half():
    spread = spread_at(Curve.GENERAL, 85)
    assert spread is not None
    assert chance_of_finishing(spread.mean, spread) == 0.5


def test_outside_the_curve_there_is_no_spread():
    assert spread_at(Curve.GENERAL, 30) is None


def test_no_curve_passes_its_knots_sideways():
    for curve in CURVES.values():
        assert curve.reps(curve.lowest) == curve.most_reps
