"""Printed tables that are shown beside our answer."""

from decimal import Decimal

import pytest

from programs.prescription import SOURCES, Goal
from programs.prescription.reference import (
    GUIDELINES,
    HELMS_PERCENT,
    NSCA_REPS,
    REYNOLDS_CHEST_PRESS_ERROR_KG,
    RTS_PERCENT,
    beside,
    guideline,
    helms_percent,
    nsca_load,
    nsca_one_rm,
    nsca_percent,
    nsca_reps,
    reynolds_chest_press,
    reynolds_leg_press,
    rts_percent,
)


def test_nscas_table_allows_fewer_repetitions_than_the_chart():
    allowed = [nsca_reps(80), nsca_reps(90)]
    assert allowed == [8, 4]
    assert [chart - table for chart, table in zip([10, 5], allowed, strict=True) if table is not None] == [
        2,
        1,
    ]


def test_reynolds_chest_press_from_a_five_rm_of_80_kg():
    assert reynolds_chest_press(Decimal(80)) == pytest.approx(Decimal("91.16"), abs=Decimal("0.05"))
    assert REYNOLDS_CHEST_PRESS_ERROR_KG == 2.98


def test_reynolds_leg_press_from_a_five_rm_of_200_kg():
    assert reynolds_leg_press(Decimal(200)) == Decimal("233.6546")


def test_nscas_ten_rm_of_300_pounds_is_a_max_of_400():
    assert nsca_one_rm(Decimal(300), 10) == 400


def test_nscas_four_repetition_example_lands_between_195_and_200_pounds():
    load = nsca_load(Decimal(220), 4)
    assert nsca_percent(4) == 90
    assert load == 198


def test_nsca_prints_nothing_between_its_rows():
    assert (nsca_reps(81), nsca_reps(80.5), nsca_percent(13)) == (None, None, None)
    assert (nsca_one_rm(Decimal(100), 13), nsca_load(Decimal(100), 13)) == (None, None)


def test_rts_five_repetitions_at_rpe_8():
    assert rts_percent(5, 8) == 81.1


@pytest.mark.parametrize(("reps", "rpe"), [(3, 7), (4, 8), (5, 9), (6, 10)])
def test_rts_is_the_same_along_its_diagonals(reps, rpe):
    assert rts_percent(reps, rpe) == 83.7


def test_helms_is_the_same_along_its_diagonals():
    assert helms_percent(3, 8) == helms_percent(4, 9) == helms_percent(5, 10) == 85


def test_charts_answer_only_where_they_print():
    assert rts_percent(16, 10) is None
    assert rts_percent(5, 4.5) is None
    assert rts_percent(15, 5) == 60.8
    assert helms_percent(10, 8.5) is None
    assert helms_percent(9, 8.5) == 71.5
    assert helms_percent(11, 10) is None


@pytest.mark.parametrize(
    "chart", [RTS_PERCENT, HELMS_PERCENT, {float(r): float(p) for p, r in NSCA_REPS.items()}]
)
def test_in_every_chart_more_repetitions_mean_less(chart):
    in_order = [chart[reps] for reps in sorted(chart)]
    assert in_order == sorted(in_order, reverse=True)
    assert in_order[0] == 100


def test_acsm_2026_asks_for_80_percent_and_2_to_3_sets_for_strength():
    row = guideline("acsm2026", "strength")
    assert (row.percent[0], row.sets, row.days_a_week[0]) == (80, (2, 3), 2)


def test_acsm_2026_asks_for_ten_weekly_sets_for_hypertrophy():
    assert guideline("acsm2026", "hypertrophy").weekly_sets_low == 10


def test_nasm_phases_1_and_3():
    one, three = guideline("nasm", "phase 1"), guideline("nasm", "phase 3")
    assert (one.reps, one.sets, one.percent, one.tempo, one.rest) == (
        (12, 20),
        (1, 3),
        (50, 70),
        "4/2/1",
        (0, 90),
    )
    assert (three.reps, three.sets, three.percent, three.tempo, three.rest) == (
        (6, 12),
        (3, 5),
        (75, 85),
        "2/0/2",
        (0, 60),
    )


def test_an_unknown_guideline_is_refused():
    with pytest.raises(KeyError, match="nasm: phase 9"):
        guideline("nasm", "phase 9")


def test_every_guideline_cites_a_known_source():
    assert all(row.source in SOURCES for row in GUIDELINES)


def test_what_stands_beside_the_charts_hypertrophy_row():
    assert [item.says for item in beside(Goal.HYPERTROPHY, 10, -0.25, 80.0)] == [
        "NSCA table: 80 % allows 8 repetitions",
        "RTS chart: 10 repetitions at RPE 10 are 73.9 %",
        "Helms 2016: 10 repetitions at RPE 10 are 73 %",
        "NSCA for hypertrophy: 67-85 %",
    ]


def test_what_stands_beside_a_strength_row_in_reserve():
    assert [item.says for item in beside(Goal.STRENGTH, 5, 2.0, 85.3)] == [
        "RTS chart: 5 repetitions at RPE 8 are 81.1 %",
        "Helms 2016: 5 repetitions at RPE 8 are 81 %",
        "NSCA for strength: 85-100 %",
        "ACSM 2026 for strength: 80 % and more",
    ]


def test_without_numbers_only_the_guidelines_stand_beside():
    assert [item.source for item in beside(Goal.HYPERTROPHY, None, None, None)] == ["nsca_2016"]
