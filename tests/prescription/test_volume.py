"""Totals of a workout or a week."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    PlannedSets,
    SetType,
    Unit,
    average_intensity,
    compound_share,
    session_minutes,
    volume_load,
    weekly_sets,
)

BENCH = PlannedSets(
    "Bench press",
    sets=4,
    reps=10,
    rest_seconds=60,
    tempo="2010",
    intensity=80.0,
    load=Decimal(80),
    primary=("chest",),
    secondary=("triceps", "front_delts"),
)
CURL = PlannedSets(
    "Curl",
    sets=3,
    reps=12,
    rest_seconds=60,
    intensity=70.0,
    load=Decimal(10),
    compound=False,
    primary=("biceps",),
)
PLANK = PlannedSets("Plank", sets=2, reps=None, seconds=45, rest_seconds=45, primary=("abs",))


def test_minutes_are_work_at_the_tempo_and_rest_after_each_set():
    assert session_minutes([BENCH]) == 6  # 4 x (10 x 3 s + 60 s)
    assert session_minutes([BENCH, PLANK]) == 9  # 2 x (45 s + 45 s)


def test_an_explosive_digit_takes_a_second_and_no_tempo_three_a_repetition():
    assert session_minutes([replace(BENCH, tempo="20X0")]) == 6
    assert session_minutes([replace(BENCH, tempo="")]) == 6
    assert session_minutes([replace(BENCH, tempo="4010")]) == pytest.approx(7.33)


def test_each_side_doubles_the_work_but_not_the_rest():
    assert session_minutes([replace(BENCH, per_side=True)]) == 8


def test_warm_ups_and_drop_sets_take_time_but_no_volume():
    for set_type in (SetType.WARM_UP, SetType.DROP):
        row = replace(BENCH, set_type=set_type)
        assert session_minutes([row]) == 6
        assert volume_load([row], Unit.KG) == 0
        assert weekly_sets([row]) == {}


@pytest.mark.parametrize("set_type", [SetType.WORKING, SetType.BACK_OFF, SetType.AMRAP])
def test_working_back_off_and_amrap_sets_count(set_type):
    row = replace(BENCH, set_type=set_type)
    assert volume_load([row], Unit.KG) == 3200
    assert weekly_sets([row])["chest"] == 4


def test_volume_load_is_load_times_repetitions_times_sets_in_one_unit():
    pounds = replace(CURL, load=Decimal(100), unit=Unit.LB)
    assert volume_load([BENCH, CURL], Unit.KG) == 3560
    assert volume_load([pounds], Unit.LB) == 3600
    assert volume_load([pounds], Unit.KG) == Decimal("1632.9325")


def test_rows_without_a_load_or_repetitions_make_no_volume():
    assert volume_load([replace(BENCH, load=None), PLANK], Unit.KG) == 0


def test_weekly_sets_count_direct_one_and_indirect_a_half():
    assert weekly_sets([BENCH, CURL]) == {"chest": 4, "biceps": 3, "front_delts": 2, "triceps": 2}


def test_a_muscle_named_twice_counts_once_and_direct():
    row = replace(BENCH, primary=("chest", "chest"), secondary=("chest", "triceps", "triceps"))
    assert weekly_sets([row]) == {"chest": 4, "triceps": 2}


def test_timed_sets_count_as_sets():
    assert weekly_sets([PLANK]) == {"abs": 2}


def test_average_intensity_is_weighted_by_repetitions():
    assert average_intensity([BENCH, CURL]) == pytest.approx((80 * 40 + 70 * 36) / 76)
    assert average_intensity([PLANK]) is None


def test_compound_share_counts_sets():
    assert compound_share([BENCH, CURL]) == pytest.approx(4 / 7)
    assert compound_share([]) is None
    assert compound_share([replace(BENCH, set_type=SetType.WARM_UP)]) is None
