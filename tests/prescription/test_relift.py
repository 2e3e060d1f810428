"""What a change of lift moves: rule (c) for 1RM, curve and exercise."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    Field,
    Goal,
    Lift,
    LoadKind,
    Method,
    Targets,
    Unit,
    change_lift,
    edit,
    percent_for,
    pin,
    prescribe,
    start,
)
from tests.prescription.cast import BAND_ROW, NO_MAX, PLANK, RESERVE_SQUAT, ROW, SQUAT

BENCH = Lift(curve=Curve.BENCH_PRESS, one_rm=Decimal(100))
LEG_PRESS = Lift(curve=Curve.LEG_PRESS, one_rm=Decimal(200))
STRONGER_ROW = replace(ROW, one_rm=Decimal(25))
RESERVED = start(Goal.HYPERTROPHY, RESERVE_SQUAT)


def pinned(lift: Lift, *fields: Field, **edits: object) -> Targets:
    targets = start(Goal.HYPERTROPHY, lift)
    for field in fields:
        targets = pin(targets, field, lift).targets
    for name, value in edits.items():
        targets = edit(targets, Field(name), value, lift).targets
    return targets


def test_an_exercise_swap_keeps_percent_and_repetitions_and_recomputes_rir():
    bench = pinned(BENCH, Field.INTENSITY, Field.REPS, reps=8)
    bench = replace(bench, pins=frozenset())
    assert (bench.intensity, bench.reps) == (80, 8)
    assert bench.rir == pytest.approx(0.82)
    swapped = change_lift(bench, BENCH, LEG_PRESS).targets
    assert (swapped.intensity, swapped.reps) == (80, 8)
    assert swapped.rir == pytest.approx(5.05)


def test_a_swap_says_that_rir_was_recomputed():
    outcome = change_lift(start(Goal.HYPERTROPHY, BENCH), BENCH, replace(BENCH, curve=Curve.LEG_PRESS))
    assert [(change.field, change.because) for change in outcome.changes] == [
        (Field.RIR, "another curve: intensity and reps stay, RIR is computed again")
    ]


def test_a_new_max_moves_the_load_only():
    row = start(Goal.HYPERTROPHY, ROW)
    outcome = change_lift(row, ROW, STRONGER_ROW)
    assert outcome.targets == row
    assert prescribe(outcome.targets, STRONGER_ROW).load == 20
    assert [(change.field, change.before, change.after) for change in outcome.changes] == [
        (Field.LOAD, Decimal(16), Decimal(20))
    ]


def test_with_a_pinned_load_a_new_max_moves_intensity_then_repetitions():
    row = change_lift(pinned(ROW, Field.LOAD), ROW, STRONGER_ROW).targets
    assert (row.load, row.intensity, row.reps, row.rir) == (Decimal(16), 64, 18, -0.25)


def test_with_load_and_repetitions_pinned_a_new_max_makes_rir_give():
    row = change_lift(
        pinned(ROW, Field.LOAD, Field.REPS), ROW, replace(ROW, one_rm=Decimal("21.333333333333"))
    )
    assert (row.targets.load, row.targets.reps) == (Decimal(16), 10)
    assert row.targets.rir == pytest.approx(2.37, abs=1e-6)


def test_with_load_and_intensity_pinned_a_new_max_moves_neither():
    row = change_lift(pinned(ROW, Field.LOAD, Field.INTENSITY), ROW, STRONGER_ROW).targets
    assert (row.load, row.intensity, row.reps) == (Decimal(16), 80, 10)


def test_rest_follows_when_a_new_max_moves_the_intensity():
    weaker = replace(ROW, one_rm=Decimal("18.8235294117647"))
    assert change_lift(pinned(ROW, Field.LOAD), ROW, weaker).targets.rest_seconds == 90


def test_a_typed_load_that_is_not_pinned_goes_when_the_max_moves():
    row = change_lift(pinned(ROW, load=17), ROW, STRONGER_ROW).targets
    assert (row.load, row.intensity) == (None, 85)


def left_behind(load: int, reps: int = 10) -> Targets:
    """10 repetitions with 2 in reserve ask for 75.7 % of 100 kg; the load has left that behind."""
    return replace(RESERVED, load=Decimal(load), intensity=float(load), reps=reps)


def stronger(row: Targets) -> Targets:
    return change_lift(row, RESERVE_SQUAT, replace(RESERVE_SQUAT, one_rm=Decimal(110))).targets


@pytest.mark.parametrize("load", [65, 85])
def test_a_typed_load_that_left_repetitions_and_rir_behind_goes_back_to_what_they_ask_for(load):
    row = stronger(left_behind(load))
    assert (row.load, row.reps, row.rir) == (None, 10, 2.0)
    assert row.intensity == percent_for(Curve.GENERAL, 12)


def test_a_pinned_intensity_stays_when_its_typed_load_goes():
    assert stronger(replace(left_behind(85), pins=frozenset({Field.INTENSITY}))).intensity == 85


def test_a_single_repetition_keeps_the_share_of_its_typed_load():
    assert stronger(left_behind(100, reps=1)).intensity == 100


def test_where_the_curve_has_no_share_for_the_repetitions_that_of_the_typed_load_stays():
    assert stronger(left_behind(60, reps=40)).intensity == 60


def test_a_typed_load_stands_while_there_is_no_max():
    row = pinned(NO_MAX, load=50)
    assert change_lift(row, NO_MAX, replace(NO_MAX, method=Method.RESERVE)).targets == row


def test_a_pinned_load_far_above_a_new_max_keeps_its_place_without_a_target():
    row = change_lift(pinned(ROW, Field.LOAD), ROW, replace(ROW, one_rm=Decimal(8))).targets
    shown = prescribe(row, replace(ROW, one_rm=Decimal(8)))
    assert (row.load, row.intensity) == (Decimal(16), None)
    assert (shown.intensity, shown.reps) == (200, None)


def test_another_curve_with_a_pinned_rir_lets_the_intensity_follow():
    row = change_lift(pinned(SQUAT, Field.RIR, rir=2), SQUAT, replace(SQUAT, curve=Curve.LEG_PRESS)).targets
    assert (row.reps, row.rir, row.intensity) == (10, 2, percent_for(Curve.LEG_PRESS, 12))


def test_another_curve_with_rir_and_intensity_pinned_lets_repetitions_follow():
    row = pinned(SQUAT, Field.RIR, Field.INTENSITY, rir=2)
    row = change_lift(row, SQUAT, replace(SQUAT, curve=Curve.LEG_PRESS)).targets
    assert (row.intensity, row.rir, row.reps) == (80, 2, 11)


def test_another_curve_with_everything_pinned_moves_nothing():
    row = pinned(SQUAT, Field.RIR, Field.INTENSITY, Field.REPS)
    assert change_lift(row, SQUAT, replace(SQUAT, curve=Curve.LEG_PRESS)).targets == row


def test_where_the_old_curve_had_no_repetitions_the_new_one_gives_them():
    row = pinned(SQUAT, Field.RIR, rir=2, intensity=35)
    bench = replace(SQUAT, curve=Curve.BENCH_PRESS)
    assert (row.reps, change_lift(row, SQUAT, bench).targets.reps) == (None, 48)


def test_where_the_old_curve_had_no_percentage_the_new_one_gives_it():
    row = pinned(SQUAT, reps=40)
    bench = replace(SQUAT, curve=Curve.BENCH_PRESS)
    assert row.intensity is None
    assert change_lift(row, SQUAT, bench).targets.intensity == percent_for(Curve.BENCH_PRESS, 39.75)


def test_a_band_takes_over_repetitions_and_effort():
    row = change_lift(pinned(ROW, load=17), ROW, BAND_ROW).targets
    assert (row.reps, row.rir, row.intensity, row.load) == (7, -0.25, None, None)


def test_after_a_band_the_intensity_follows_from_repetitions_and_effort():
    row = change_lift(pinned(BAND_ROW, reps=10, rir=2), BAND_ROW, SQUAT).targets
    assert (row.reps, row.rir, row.intensity) == (10, 2, percent_for(Curve.GENERAL, 12))


def test_between_repetitions_and_seconds_the_other_measure_starts_anew():
    timed = change_lift(start(Goal.HYPERTROPHY, SQUAT), SQUAT, PLANK).targets
    assert (timed.seconds, timed.reps, timed.intensity, timed.rir) == (30, None, None, None)
    assert change_lift(timed, PLANK, SQUAT).targets == start(Goal.HYPERTROPHY, SQUAT)


def test_another_kind_of_load_lets_a_typed_one_go():
    dip = Lift(load_kind=LoadKind.BODY_WEIGHT, body_part=Decimal(70))
    assert change_lift(pinned(NO_MAX, load=50), NO_MAX, dip).targets.load is None


def test_another_unit_converts_a_typed_load():
    pounds = replace(NO_MAX, unit=Unit.LB)
    assert change_lift(pinned(NO_MAX, load=20), NO_MAX, pounds).targets.load == Decimal("44.09")


def test_other_loads_on_hand_move_no_target():
    row = start(Goal.STRENGTH, SQUAT)
    outcome = change_lift(row, SQUAT, replace(SQUAT, available=None))
    assert (outcome.targets, outcome.changes) == (row, ())


def test_an_unchanged_lift_moves_nothing():
    row = pinned(ROW, Field.LOAD, load=17)
    outcome = change_lift(row, ROW, ROW)
    assert (outcome.targets, outcome.changes) == (row, ())
