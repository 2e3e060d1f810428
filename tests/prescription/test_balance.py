"""Pushing against pulling, and the upper body against the lower."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.catalogue.words import MUSCLES, PATTERNS, REGIONS
from programs.prescription import Balance, PlannedSets, SetType
from programs.prescription.balance import PULLED_BACK, PULLS, PUSHES, SHOULDER, SIDES, pulls, pushes

BENCH = PlannedSets("Bench press", 4, 10, 60, pattern="horizontal_push", region="upper", primary=("chest",))
ROW = PlannedSets("Row", 3, 10, 60, pattern="horizontal_pull", region="upper", primary=("lats",))
SQUAT = PlannedSets("Squat", 5, 5, 180, pattern="squat", region="lower", primary=("quads",))
CLEAN = PlannedSets("Clean", 3, 3, 180, pattern="jump_throw", region="full", primary=("glutes",))
PLANK = PlannedSets(
    "Plank", 2, None, 60, seconds=45, pattern="trunk_stability", region="core", primary=("abs",)
)


def test_a_week_is_told_by_its_sets_on_each_side():
    assert Balance.of([BENCH, ROW, SQUAT, PLANK]) == Balance(push=4, pull=3, upper=7, lower=5)


def test_a_full_body_lift_is_half_upper_and_half_lower_and_neither_push_nor_pull():
    assert Balance.of([CLEAN]) == Balance(push=0, pull=0, upper=1.5, lower=1.5)


@pytest.mark.parametrize("set_type", [SetType.WARM_UP, SetType.DROP])
def test_only_counted_sets_weigh(set_type):
    assert Balance.of([replace(BENCH, set_type=set_type)]) == Balance()


@pytest.mark.parametrize(
    ("primary", "side"),
    [(("side_delts",), "push"), (("front_delts",), "push"), (("rear_delts",), "pull"), (("traps",), "pull")],
)
def test_work_of_the_shoulders_counts_with_what_the_shoulder_blade_does(primary, side):
    raise_ = PlannedSets("Raise", 3, 12, 60, pattern="shoulder_isolation", region="upper", primary=primary)
    assert Balance.of([raise_]) == Balance(**{side: 3}, upper=3)


def test_the_words_are_the_catalogues():
    assert set(PATTERNS) >= {SHOULDER, *PUSHES, *PULLS}
    assert set(MUSCLES) > PULLED_BACK
    assert {*SIDES, "core"} == set(REGIONS)


rows = st.lists(
    st.builds(
        PlannedSets,
        exercise=st.just("Lift"),
        sets=st.integers(1, 10),
        reps=st.just(5),
        rest_seconds=st.just(60),
        set_type=st.sampled_from(SetType),
        pattern=st.sampled_from(PATTERNS),
        region=st.sampled_from(REGIONS),
        primary=st.lists(st.sampled_from(MUSCLES), max_size=3).map(tuple),
    )
)


@given(rows)
def test_no_exercise_pushes_and_pulls_and_no_set_counts_twice(planned):
    assert not any(pushes(row) and pulls(row) for row in planned)
    found, sets = Balance.of(planned), sum(row.counted_sets for row in planned)
    assert found.push + found.pull <= sets
    assert found.upper + found.lower <= sets


@given(rows, rows)
def test_the_balance_of_two_workouts_is_the_sum_of_theirs(one, other):
    assert Balance.total([Balance.of(one), Balance.of(other)]) == Balance.of([*one, *other])
