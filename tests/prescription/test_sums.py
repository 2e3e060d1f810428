"""What workouts add up to, alone and together."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    Balance,
    Goal,
    PlannedSets,
    PlannedWeek,
    PlannedWorkout,
    SetType,
    Sums,
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
    intensity=80.0,
    load=Decimal(80),
    primary=("chest",),
    secondary=("triceps",),
    pattern="horizontal_push",
    region="upper",
)
CURL = PlannedSets(
    "Curl",
    sets=3,
    reps=12,
    rest_seconds=60,
    goal=Goal.STRENGTH,
    intensity=70.0,
    load=Decimal(10),
    compound=False,
    primary=("biceps",),
    pattern="elbow_flexion",
    region="upper",
)
WARM_UP = replace(BENCH, sets=2, reps=5, load=Decimal(40), intensity=40.0, set_type=SetType.WARM_UP)


def test_a_workout_adds_up_its_counted_sets_and_all_of_its_minutes():
    sums = Sums.of([WARM_UP, BENCH, CURL])
    assert (sums.sets, sums.compound_sets, sums.hypertrophy_sets) == (7, 4, 4)
    assert sums.volume_load(Unit.KG) == 3560
    assert sums.minutes == 2.5 + 6 + 4.8
    assert sums.muscles == {"chest": 4, "biceps": 3, "triceps": 2}
    assert sums.average_intensity == pytest.approx((80 * 40 + 70 * 36) / 76)
    assert sums.compound_share == pytest.approx(4 / 7)
    assert sums.balance == Balance(push=4, pull=3, upper=7)
    assert sums.tops == {"Bench press": (Decimal(80), BENCH), "Curl": (Decimal(10), CURL)}


def test_nothing_adds_up_to_nothing():
    sums = Sums.of([])
    assert (sums.sets, sums.minutes, sums.volume_load(Unit.LB)) == (0, 0.0, Decimal(0))
    assert (sums.average_intensity, sums.compound_share) == (None, None)
    assert Sums.total([]) == sums


def test_an_exercises_top_is_its_heaviest_load_through_units_and_workouts():
    pounds = replace(BENCH, load=Decimal(180), unit=Unit.LB)  # 81.6 kg
    week = PlannedWeek(1, (PlannedWorkout("A", (BENCH,)), PlannedWorkout("B", (pounds, CURL))))
    assert week.sums.tops["Bench press"] == (Decimal("81.6466266"), pounds)


def test_pounds_stay_whole_through_kilograms():
    pounds = replace(BENCH, load=Decimal(185), unit=Unit.LB)
    assert Sums.of([pounds]).volume_load(Unit.LB) == 7400


def test_a_planned_workout_knows_its_sums_and_is_its_name_and_rows():
    workout = PlannedWorkout("A", (BENCH, CURL))
    assert workout.sums == Sums.of([BENCH, CURL])
    assert workout == PlannedWorkout("A", (BENCH, CURL))
    assert workout != PlannedWorkout("A", (BENCH,))


rows = st.lists(
    st.builds(
        PlannedSets,
        exercise=st.sampled_from(["Press", "Row"]),
        sets=st.integers(1, 10),
        reps=st.none() | st.integers(1, 20),
        rest_seconds=st.integers(0, 300),
        set_type=st.sampled_from(SetType),
        goal=st.sampled_from(Goal),
        intensity=st.none() | st.integers(40, 100).map(float),
        load=st.none() | st.decimals(0, 300, places=2),
        unit=st.sampled_from(Unit),
        compound=st.booleans(),
        primary=st.lists(st.sampled_from(["chest", "lats", "quads"]), max_size=2).map(tuple),
        secondary=st.lists(st.sampled_from(["chest", "triceps"]), max_size=2).map(tuple),
    ),
    max_size=6,
)


@given(st.lists(rows, max_size=4), st.sampled_from(Unit))
def test_sums_of_workouts_are_the_totals_of_all_their_rows(week, unit):
    total = Sums.total(map(Sums.of, week))
    together = [row for workout in week for row in workout]
    assert total.volume_load(unit) == volume_load(together, unit)
    assert total.muscles == weekly_sets(together)
    assert total.sets == sum(row.counted_sets for row in together)
    assert total.average_intensity == pytest.approx(average_intensity(together))
    assert total.compound_share == compound_share(together)
    assert total.minutes == pytest.approx(sum(map(session_minutes, week)))
