"""Emphases of a phase or a program, and planned deloads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Block,
    DoubleProgression,
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    LinearLoad,
    LinearPeriodization,
    Method,
    PlannedDeload,
    SetProgression,
    SetType,
    StepUnit,
    added,
    edit,
    over_phases,
    percent_for,
    pin,
    regenerate,
    schedule,
    start,
)
from tests.prescription.cast import BAND_ROW, NO_MAX, PLANK, RESERVE_SQUAT, after
from tests.prescription.scheduling import codes, filled, leads, lines, says, week_of, weeks_after

STRENGTH, HYPERTROPHY = start(Goal.STRENGTH, RESERVE_SQUAT), start(Goal.HYPERTROPHY, RESERVE_SQUAT)


def shown(made):
    return [(lead.sets, lead.reps, lead.intensity) for lead in leads(made)]


# Emphases


def test_a_block_of_ten_weeks_accumulates_intensifies_and_peaks():
    made = filled(Block(), STRENGTH, RESERVE_SQUAT, 10)
    assert shown(made) == [
        (3, 12, 65.0),
        (3, 11, 68.5),
        (4, 9, 71.5),
        (4, 8, 75.0),
        (5, 6, 80.0),
        (4, 5, 82.5),
        (4, 5, 84.5),
        (3, 4, 87.0),
        (3, 3, 90.0),
        (1, 1, 97.5),
    ]
    assert says(made)[0] == "accumulation: 3 × 12 @ 65 %"
    assert [said.split(":")[0] for said in says(made)] == (
        ["accumulation"] * 4 + ["intensification"] * 4 + ["peak"] * 2
    )


def test_linear_periodization_goes_from_hypertrophy_through_strength_to_a_peak():
    made = filled(LinearPeriodization(), STRENGTH, RESERVE_SQUAT, 10)
    assert shown(made) == [
        (3, 12, 65.0),
        (3, 11, 68.5),
        (4, 11, 71.5),
        (4, 10, 75.0),
        (5, 6, 80.0),
        (4, 5, 82.5),
        (4, 5, 84.5),
        (3, 4, 87.0),
        (3, 3, 90.0),
        (1, 1, 97.5),
    ]


def test_the_effort_is_what_the_repetitions_leave_on_the_curve():
    made = filled(Block(), STRENGTH, RESERVE_SQUAT, 10)
    assert [round(lead.rir or 0, 1) for lead in leads(made)] == [
        5.1,
        4.5,
        5.1,
        4.4,
        3.8,
        3.4,
        2.4,
        2.2,
        1.9,
        1.0,
    ]


def test_hypertrophy_rows_stay_inside_their_goals_range():
    made = filled(Block(), HYPERTROPHY, RESERVE_SQUAT, 10)
    assert {lead.reps for lead in leads(made)} <= set(range(6, 13))
    assert shown(made)[-1] == (3, 6, 83.0)


@pytest.mark.parametrize(
    ("weeks", "expected"), [(5, [2, 2, 1]), (3, [1, 1, 1]), (2, [1, 1, 0]), (1, [1, 0, 0]), (12, [5, 5, 2])]
)
def test_emphases_stretch_and_shrink_with_the_phase(weeks, expected):
    made = filled(Block(), STRENGTH, RESERVE_SQUAT, weeks)
    names = [said.split(":")[0] for said in says(made)]
    assert [names.count(name) for name in ("accumulation", "intensification", "peak")] == expected


def test_an_emphasis_of_no_weeks_is_left_out():
    made = filled(Block(accumulation=0, intensification=0, peak=1), STRENGTH, RESERVE_SQUAT, 3)
    assert shown(made) == [(3, 3, 90.0), (2, 2, 94.0), (1, 1, 97.5)]
    with pytest.raises(ImpossibleValueError, match="At least one emphasis lasts a week"):
        Block(0, 0, 0)
    with pytest.raises(ImpossibleValueError, match="Weeks of peak must be a whole number from 0 to 12"):
        LinearPeriodization(peak=13)


def test_an_isolation_lift_stays_with_the_emphasis_that_an_8rm_allows():
    lift = replace(RESERVE_SQUAT, kind=Kind.ISOLATION)
    made = filled(Block(), start(Goal.STRENGTH, lift), lift, 10)
    assert max(lead.intensity or 0 for lead in leads(made)) == 75.0 < (percent_for(lift.curve, 8) or 0)
    assert [said.split(":")[0] for said in says(made)] == ["accumulation"] * 10
    alone = filled(Block(0, 0, 2), start(Goal.STRENGTH, lift), lift, 2)
    assert shown(alone) == [(3, 12, 65.0), (4, 8, 75.0)]


def test_percentages_need_no_1rm_but_a_curve():
    assert shown(filled(Block(), start(Goal.STRENGTH, NO_MAX), NO_MAX, 10))[-1] == (1, 1, 97.5)
    made = filled(Block(), start(Goal.STRENGTH, BAND_ROW), BAND_ROW, 3)
    assert codes(made.findings) == ["scheme_needs_percent"]
    assert leads(made) == [start(Goal.STRENGTH, BAND_ROW)] * 3


def test_as_many_phases_as_emphases_have_one_each():
    assert over_phases(Block(), 3) == (Block(4, 0, 0), Block(0, 4, 0), Block(0, 0, 2))
    assert over_phases(LinearPeriodization(), 3)[1] == LinearPeriodization(0, 4, 0)


def test_fewer_phases_hold_several_emphases_and_more_share_one():
    assert over_phases(Block(), 1) == (Block(),)
    assert over_phases(Block(), 2) == (Block(4, 0, 0), Block(0, 4, 2))
    assert over_phases(Block(4, 0, 2), 4) == (
        Block(4, 0, 0),
        Block(4, 0, 0),
        Block(0, 0, 2),
        Block(0, 0, 2),
    )
    with pytest.raises(ImpossibleValueError, match="Phases must be a whole number from 1 to 52"):
        over_phases(Block(), 0)


def test_the_phases_goal_turns_the_same_scheme_to_its_own_bands():
    before = filled(Block(), STRENGTH, RESERVE_SQUAT, 6)
    made = regenerate(Block(), weeks_after(before), Goal.HYPERTROPHY, RESERVE_SQUAT)
    assert shown(made) == shown(filled(Block(), HYPERTROPHY, RESERVE_SQUAT, 6))
    assert {lead.tempo for lead in leads(made)} == {HYPERTROPHY.tempo}


# Planned deloads


def test_every_fourth_week_has_half_the_sets_at_90_percent_of_the_load():
    made = filled(
        PlannedDeload(LinearLoad(Decimal(2), StepUnit.KG)),
        HYPERTROPHY,
        replace(RESERVE_SQUAT, available=None),
        6,
    )
    week_3, week_4, week_5 = leads(made)[2:5]
    assert [week.deload for week in made.weeks] == [False, False, False, True, False, False]
    assert (week_4.sets, week_4.reps) == (2, 10)
    assert week_4.intensity == pytest.approx((week_3.intensity or 0) * 0.9)
    assert week_5.intensity == pytest.approx((week_3.intensity or 0) + 2)
    assert says(made)[3] == "deload, about 50 % of the sets at 90 % of the load"
    assert (week_4.rir or 0) > (week_3.rir or 0)


def test_a_deload_may_keep_the_load_and_come_at_the_phases_end():
    made = filled(PlannedDeload(every=None, at_end=True, intensity=100), STRENGTH, RESERVE_SQUAT, 4)
    assert lines(made, RESERVE_SQUAT) == ["5x5 85 kg", "5x5 85 kg", "5x5 85 kg", "3x5 85 kg"]
    assert says(made)[3] == "deload, about 50 % of the sets at the same load"


@pytest.mark.parametrize(
    ("scheme", "weeks", "expected"),
    [
        (PlannedDeload(), 12, {4, 8, 12}),
        (PlannedDeload(every=5, at_end=True), 12, {5, 10, 12}),
        (PlannedDeload(at_end=True), 4, {4}),
        (PlannedDeload(every=None, at_end=True), 1, set()),
        (PlannedDeload(), 3, set()),
    ],
)
def test_deload_weeks_are_every_nth_the_last_or_both_and_never_the_first(scheme, weeks, expected):
    assert scheme.deload_weeks(weeks) == expected


def test_a_single_set_does_fewer_repetitions_and_so_does_a_pinned_number_of_sets():
    single = edit(HYPERTROPHY, Field.SETS, 1, RESERVE_SQUAT).targets
    assert [(t.sets, t.reps) for t in leads(filled(PlannedDeload(), single, RESERVE_SQUAT, 4))][3] == (1, 5)
    held = pin(HYPERTROPHY, Field.SETS, RESERVE_SQUAT).targets
    assert [(t.sets, t.reps) for t in leads(filled(PlannedDeload(), held, RESERVE_SQUAT, 4))][3] == (4, 5)


def test_a_range_of_repetitions_is_halved_at_both_ends_and_seconds_too():
    single = after(RESERVE_SQUAT, (Field.REPS, (8, 12)), (Field.SETS, 1))
    eased = leads(filled(PlannedDeload(), single, RESERVE_SQUAT, 4))[3]
    assert (eased.reps, eased.reps_high) == (4, 6)
    plank = edit(start(Goal.HYPERTROPHY, PLANK), Field.SETS, 1, PLANK).targets
    assert leads(filled(PlannedDeload(), plank, PLANK, 4))[3].seconds == 15


def test_a_single_repetition_is_done_lighter_even_where_the_load_was_to_stay():
    lead = after(RESERVE_SQUAT, (Field.REPS, 1), (Field.SETS, 1))
    eased = leads(filled(PlannedDeload(intensity=100), lead, RESERVE_SQUAT, 4))[3]
    assert (eased.sets, eased.reps) == (1, 1)
    assert eased.intensity == pytest.approx((lead.intensity or 0) * 0.9)


def test_nothing_is_done_to_the_last_repetition_in_a_deload():
    kinds = (SetType.BACK_OFF, SetType.DROP, SetType.AMRAP)
    week = week_of(HYPERTROPHY, *((kind, added(kind, HYPERTROPHY, RESERVE_SQUAT)) for kind in kinds))
    made = schedule(PlannedDeload(), [week] * 5, RESERVE_SQUAT)
    deload = made.weeks[3]
    assert [(g.set_type, g.targets.sets, g.targets.reps) for g in deload.groups] == [
        (SetType.WORKING, 2, 10),
        (SetType.BACK_OFF, 1, 14),
        (SetType.DROP, 1, 5),
        (SetType.WORKING, 1, 6),
    ]
    assert min(group.targets.rir or 0 for group in deload.groups) > 3
    assert made.weeks[4].groups == week


def test_warm_ups_are_made_for_the_lighter_load():
    week = week_of(HYPERTROPHY, (SetType.WARM_UP, added(SetType.WARM_UP, HYPERTROPHY, RESERVE_SQUAT)))
    lead, warm_up = (
        group.targets for group in schedule(PlannedDeload(), [week] * 4, RESERVE_SQUAT).weeks[3].groups
    )
    assert warm_up.intensity == pytest.approx((lead.intensity or 0) / 2)
    assert warm_up.sets == 1


def test_a_deload_repeats_the_week_before_it_whatever_progresses():
    made = filled(PlannedDeload(SetProgression(), every=3, intensity=100), STRENGTH, RESERVE_SQUAT, 5)
    assert [lead.sets for lead in leads(made)] == [5, 6, 3, 6, 6]
    double = filled(PlannedDeload(DoubleProgression(), every=3, intensity=100), HYPERTROPHY, RESERVE_SQUAT, 5)
    assert [(lead.sets, lead.reps) for lead in leads(double)] == [(4, 10), (4, 11), (2, 11), (4, 12), (4, 8)]


def test_a_weeks_pins_hold_in_a_deload_and_it_says_so():
    held = pin(HYPERTROPHY, Field.INTENSITY, RESERVE_SQUAT).targets
    made = schedule(PlannedDeload(), [week_of(HYPERTROPHY)] * 3 + [week_of(held)], RESERVE_SQUAT)
    (outcome,) = made.weeks[3].outcomes
    assert (outcome.targets.intensity, outcome.targets.sets) == (held.intensity, 2)
    assert codes(outcome.notes) == ["pin_defeats_progression"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"every": None}, "A deload comes every so many weeks, at the phase's end, or both."),
        ({"every": 1}, "Weeks from deload to deload must be a whole number from 2 to 12."),
        ({"sets": 80}, "A deload's share of the sets must be a whole number from 30 to 70."),
        ({"intensity": 70}, "A deload's share of the load must be a whole number from 80 to 100."),
        ({"progression": "linear"}, "What fills the other weeks is a progression."),
        (
            {"progression": PlannedDeload()},
            "Planned deload has a deload of its own: leave one of them out.",
        ),
    ],
)
def test_a_deload_that_cannot_be_is_refused_in_one_sentence(values, sentence):
    with pytest.raises(ImpossibleValueError) as refusal:
        PlannedDeload(**values)
    assert str(refusal.value) == sentence


def test_a_deload_describes_and_cites_what_it_eases_too():
    scheme = PlannedDeload(LinearLoad(), every=3, at_end=True)
    assert scheme.describe() == (
        "Every week 2.5 % of the 1RM more; repetitions and sets stay. Every 3rd week and the last week: "
        "deload, about 50 % of the sets at 90 % of the load, on the same days."
    )
    assert scheme.sources == (
        "nsca_2016",
        "acsm_2009",
        "rogerson_2024",
        "bell_2023",
        "coleman_2024",
        "setwise",
    )


def test_the_chart_is_eased_as_well():
    chart = replace(RESERVE_SQUAT, method=Method.CHART)
    eased = leads(filled(PlannedDeload(), start(Goal.STRENGTH, chart), chart, 4))[3]
    assert (eased.sets, eased.reps, eased.intensity) == (3, 5, 81.0)
