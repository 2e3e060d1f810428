"""One step up or down among the loads that the gym can build."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import Curve, Lift, LoadKind, Rack, Unit
from programs.prescription.load_steps import (
    heaviest_up_to,
    load_words,
    nearest_lighter,
    next_load,
    reps_before_step,
    same_load,
    step_up,
)
from tests.prescription.cast import ASSISTED_PULL_UP, BAND_ROW, NO_MAX, loads
from tests.prescription.sessions import DUMBBELLS, PULL_UP, SQUAT

KILO = Lift(available=Rack(Unit.KG, loads("100", "101", "102", "103", "110", "111")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("75", "77.5"),
        ("100", "102.5"),  # exactly 2.5 %
        ("102.5", "107.5"),  # 2.5 kg would be 2.4 %
        ("25", "27.5"),  # exactly 10 %
        ("22.5", None),  # 2.5 kg would be 11 %
        ("150", None),  # at most 150 % of the 1RM can be prescribed
    ],
)
def test_the_next_load_is_the_lightest_that_is_2_5_to_10_percent_heavier(before, after):
    assert next_load(Decimal(before), SQUAT) == (None if after is None else Decimal(after))


def test_a_smaller_step_than_2_5_percent_is_passed_over():
    assert next_load(Decimal(100), KILO) == 103


def test_a_step_up_may_be_larger_than_10_percent():
    assert step_up(Decimal(4), DUMBBELLS) == 5
    assert next_load(Decimal(4), DUMBBELLS) is None


def test_nothing_is_heavier_than_the_heaviest():
    assert step_up(Decimal(8), DUMBBELLS) is None
    assert step_up(Decimal(111), KILO) is None


def test_where_nobody_said_which_loads_there_are_steps_of_half_a_unit_are_assumed():
    assert next_load(Decimal(75), NO_MAX) == 77
    assert next_load(Decimal(4), NO_MAX) is None
    assert nearest_lighter(Decimal(75), Decimal("67.6"), NO_MAX) == Decimal("67.5")


def test_the_step_counts_the_body_and_only_the_added_part_is_built():
    assert next_load(Decimal(80), PULL_UP) == Decimal("82.5")
    assert next_load(Decimal("82.5"), PULL_UP) == 85
    assert next_load(Decimal(90), PULL_UP) is None


def test_nothing_beyond_what_can_be_typed_is_a_step():
    assert next_load(Decimal(1950), NO_MAX) == 1999
    assert next_load(Decimal(1980), NO_MAX) is None


def test_nothing_added_to_an_unknown_body_is_no_share_of_a_max():
    unknown = replace(PULL_UP, body_part=Decimal(0))
    assert heaviest_up_to(Decimal(1), unknown) == 0
    assert heaviest_up_to(Decimal(1), replace(unknown, one_rm=Decimal(20))) is None


def test_less_assistance_is_a_step_up():
    assert next_load(Decimal(50), ASSISTED_PULL_UP) == 55
    assert next_load(Decimal(75), ASSISTED_PULL_UP) == 80
    assert next_load(Decimal(80), ASSISTED_PULL_UP) is None


def test_a_share_of_an_unknown_body_weight_is_unknown():
    assert step_up(Decimal(0), replace(PULL_UP, body_part=Decimal(0))) is None


def test_bands_have_no_load_to_step():
    assert step_up(Decimal(10), BAND_ROW) is None
    assert nearest_lighter(Decimal(10), Decimal(9), BAND_ROW) is None
    assert heaviest_up_to(Decimal(10), BAND_ROW) is None


@pytest.mark.parametrize(
    ("total", "wanted", "taken"),
    [
        ("75", "67.5", "67.5"),
        ("77.5", "69.75", "70"),
        ("72.5", "68.75", "67.5"),  # as near as 70: the lighter one
        ("22.5", "22", "20"),  # 22.5 is nearer, but not lighter
        ("20", "18", None),  # the empty bar
    ],
)
def test_the_nearest_lighter_load_is_taken(total, wanted, taken):
    expected = None if taken is None else Decimal(taken)
    assert nearest_lighter(Decimal(total), Decimal(wanted), SQUAT) == expected


def test_a_load_that_is_too_light_by_more_than_10_percent_is_not_taken():
    assert nearest_lighter(Decimal(5), Decimal("4.5"), DUMBBELLS) == 4  # too light by exactly 10 % of 5
    assert nearest_lighter(Decimal(4), Decimal("3.6"), DUMBBELLS) is None  # by 15 % of 4


def test_more_assistance_is_lighter():
    assert nearest_lighter(Decimal(60), Decimal(54), ASSISTED_PULL_UP) == 55
    assert nearest_lighter(Decimal(40), Decimal(36), ASSISTED_PULL_UP) is None


def test_nothing_added_is_the_lightest_with_body_weight():
    assert nearest_lighter(Decimal("82.5"), Decimal("74.25"), PULL_UP) == 80
    assert nearest_lighter(Decimal(80), Decimal(72), PULL_UP) is None


def test_the_heaviest_up_to_a_load_is_that_load_where_it_can_be_built():
    assert heaviest_up_to(Decimal(75), SQUAT) == 75
    assert heaviest_up_to(Decimal("76.3"), SQUAT) == 75
    assert heaviest_up_to(Decimal(19), SQUAT) is None
    assert heaviest_up_to(Decimal("76.3"), NO_MAX) == Decimal("76.3")
    assert heaviest_up_to(Decimal(58), ASSISTED_PULL_UP) == 55


def test_loads_closer_than_the_least_step_are_the_same():
    assert same_load(Decimal("102.4"), Decimal(100))
    assert not same_load(Decimal("102.5"), Decimal(100))
    assert same_load(Decimal(0), Decimal(0))


def test_repetitions_before_a_step_speak_for_the_same_max_by_the_curve():
    # 10 with 2 in reserve are 75.7 %; four fifths of it are 60.6 %, where people manage 19.2.
    assert reps_before_step(Decimal(4), Decimal(5), 10, 2.0, Curve.GENERAL) == 18
    assert reps_before_step(Decimal(5), Decimal(5), 12, 2.0, Curve.GENERAL) == 12


def test_where_the_curve_ends_nobody_knows_how_many_repetitions_it_takes():
    assert reps_before_step(Decimal(1), Decimal(2), 10, 2.0, Curve.GENERAL) is None
    assert reps_before_step(Decimal(4), Decimal(5), 40, 2.0, Curve.GENERAL) is None


@pytest.mark.parametrize(
    ("total", "lift", "words"),
    [
        ("75.00", SQUAT, "75 kg"),
        ("85", PULL_UP, "5 kg added"),
        ("80", PULL_UP, "body weight alone"),
        ("60", ASSISTED_PULL_UP, "20 kg of assistance"),
        ("80", ASSISTED_PULL_UP, "no assistance"),
    ],
)
def test_a_load_is_said_as_what_is_put_on(total, lift, words):
    assert load_words(Decimal(total), lift) == words


def test_the_lift_of_the_words_has_its_own_unit():
    pounds = Lift(load_kind=LoadKind.BODY_WEIGHT, unit=Unit.LB, body_part=Decimal(100))
    assert load_words(Decimal(110), pounds) == "10 lb added"
