"""Estimating a 1RM from a set."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import Curve, ImpossibleValueError, Unit, estimate_max, percent_for


def test_epley_and_brzycki_of_a_hundred_for_five():
    equations = estimate_max(100, 5).equations
    assert (equations["epley"], equations["brzycki"]) == (Decimal("116.67"), Decimal("112.50"))


def test_epley_and_brzycki_cross_at_ten_repetitions():
    equations = estimate_max(100, 10).equations
    assert equations["epley"] == equations["brzycki"] == Decimal("133.33")


def test_all_seven_equations_answer():
    assert estimate_max(100, 5).equations == {
        "epley": Decimal("116.67"),
        "brzycki": Decimal("112.50"),
        "lombardi": Decimal("117.46"),
        "mayhew": Decimal("119.01"),
        "oconner": Decimal("112.50"),
        "wathan": Decimal("116.58"),
        "lander": Decimal("113.71"),
    }


@pytest.mark.parametrize("curve", Curve)
def test_one_repetition_with_nothing_in_reserve_is_the_max_itself(curve):
    answer = estimate_max(100, 1, 0, curve=curve)
    assert {answer.estimate, answer.low, answer.high} == {Decimal(100)}
    assert set(answer.equations.values()) == {Decimal(100)}
    assert len(answer.equations) == 7


def test_the_estimate_is_the_load_over_the_inverse_of_the_curve():
    percent = percent_for(Curve.GENERAL, 7)
    assert percent is not None
    answer = estimate_max(100, 5, 2)
    assert answer.estimate == (Decimal(100) * 100 / Decimal(percent)).quantize(Decimal("0.01"))
    assert answer.estimate == Decimal("117.22")


def test_repetitions_in_reserve_count_like_repetitions_done():
    assert estimate_max(100, 5, 2).estimate == estimate_max(100, 7, 0).estimate
    assert estimate_max(100, 5, 2).equations == estimate_max(100, 7, 0).equations


def test_the_band_is_the_tenth_to_ninetieth_percentile():
    """At 5 to failure: 89.85 %, spread 1.910, with the error of 0.8 2.071; times 1.2816 is 2.654."""
    answer = estimate_max(100, 5)
    low, high = percent_for(Curve.GENERAL, 5 - 2.6537), percent_for(Curve.GENERAL, 5 + 2.6537)
    assert low is not None
    assert high is not None
    assert float(answer.low) == pytest.approx(10_000 / low, abs=0.01)
    assert float(answer.high) == pytest.approx(10_000 / high, abs=0.01)


def test_the_band_never_goes_below_the_load_that_was_lifted():
    assert estimate_max(100, 2).low == 100


def test_a_curve_of_its_own_gives_its_own_estimate():
    bench, general = estimate_max(100, 8, curve=Curve.BENCH_PRESS), estimate_max(100, 8)
    assert bench.estimate > general.estimate
    assert bench.method == "bench_press curve (nuzzo_2024)"


def test_the_answer_keeps_the_unit():
    assert estimate_max("225", 5, unit=Unit.LB).unit == "lb"


def test_the_band_says_what_it_rests_on():
    assert len(estimate_max(100, 5).caveats) == 1
    assert len(estimate_max(100, 5, 1).caveats) == 2
    assert len(estimate_max(100, 5, 1, curve=Curve.LEG_PRESS).caveats) == 3


def test_twelve_repetitions_to_failure_are_the_most():
    assert estimate_max(100, 10, 2).estimate > 100
    with pytest.raises(ImpossibleValueError) as refused:
        estimate_max(100, 10, Decimal("2.5"))
    assert str(refused.value) == (
        "A 1RM is estimated from at most 12 repetitions to failure, and 10 + 2.5 is more: use a heavier set."
    )


@pytest.mark.parametrize(
    ("load", "reps", "rir", "message"),
    [
        (0, 5, 0, "Load must be more than 0 kg."),
        (-5, 5, 0, "Load must be more than 0 kg."),
        ("NaN", 5, 0, "Load must be a number."),
        ("1e9", 5, 0, "Load must be at most 2,000 kg."),
        (100, 0, 0, "Reps must be a whole number from 1 to 100."),
        (100, "4.5", 0, "Reps must be a whole number from 1 to 100."),
        (100, 5, -1, "RIR can't be negative."),
        (100, 5, "inf", "RIR must be a number."),
    ],
)
def test_impossible_sets_are_refused(load, reps, rir, message):
    with pytest.raises(ImpossibleValueError) as refused:
        estimate_max(load, reps, rir)
    assert str(refused.value) == message


@given(
    st.sampled_from(Curve),
    st.integers(min_value=1, max_value=12),
    st.floats(min_value=0, max_value=4).map(lambda value: round(value, 1)),
)
def test_the_estimate_lies_in_its_band_and_not_below_the_load(curve, reps, rir):
    if reps + rir > 12:
        return
    answer = estimate_max(100, reps, str(rir), curve=curve)
    assert 100 <= answer.low <= answer.estimate <= answer.high
