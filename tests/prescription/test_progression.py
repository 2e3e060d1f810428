"""The plain progressions of a slot, week by week."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    DoubleProgression,
    Experience,
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LinearLoad,
    LoadKind,
    RepProgression,
    RirTaper,
    SetProgression,
    StepUnit,
    Unit,
    percent_for,
    reps_to_failure,
    start,
)
from tests.prescription.cast import (
    ASSISTED_PULL_UP,
    BAND_ROW,
    BAR,
    NO_MAX,
    PLANK,
    PULL_UP,
    RESERVE_SQUAT,
    ROW,
    SQUAT,
    after,
)
from tests.prescription.scheduling import codes, filled, leads, lines, says

HYPERTROPHY, STRENGTH = start(Goal.HYPERTROPHY, RESERVE_SQUAT), start(Goal.STRENGTH, RESERVE_SQUAT)
STEP = Decimal("2.5")


# Linear load


def test_a_linear_load_in_kg_raises_the_bar_by_its_step_and_holds_the_repetitions():
    made = filled(LinearLoad(STEP, StepUnit.KG), HYPERTROPHY, RESERVE_SQUAT, 4)
    assert lines(made, RESERVE_SQUAT) == ["4x10 75 kg", "4x10 77.5 kg", "4x10 80 kg", "4x10 82.5 kg"]
    assert says(made) == ["as in week 1", "+2.5 kg", "+2.5 kg", "+2.5 kg"]


def test_a_linear_load_in_percent_raises_the_intensity_by_points():
    made = filled(LinearLoad(STEP), start(Goal.HYPERTROPHY, SQUAT), SQUAT, 4)
    assert [lead.intensity for lead in leads(made)] == [80.0, 82.5, 85.0, 87.5]
    assert {lead.reps for lead in leads(made)} == {10}


def test_pounds_are_steps_for_a_lift_in_pounds_and_the_same_weight_for_one_in_kg():
    made = filled(LinearLoad(Decimal(1), StepUnit.LB), start(Goal.HYPERTROPHY, ROW), ROW, 3)
    assert lines(made, ROW) == ["4x10 16 lb", "4x10 17 lb", "4x10 18 lb"]
    made = filled(LinearLoad(Decimal(10), StepUnit.LB), start(Goal.HYPERTROPHY, SQUAT), SQUAT, 2)
    assert leads(made)[1].intensity == pytest.approx(80 + 4.5359237)


def test_each_step_leaves_less_in_reserve_and_rest_follows_the_intensity():
    week_1, week_2 = leads(filled(LinearLoad(STEP), start(Goal.HYPERTROPHY, SQUAT), SQUAT, 2))
    assert (week_1.rir, week_1.rest_seconds) == (-0.25, 60)
    assert week_2.rir == (reps_to_failure(Curve.GENERAL, 82.5) or 0) - 10
    assert week_2.rest_seconds == 75


def test_every_change_of_a_week_says_why():
    made = filled(LinearLoad(STEP), HYPERTROPHY, RESERVE_SQUAT, 2)
    (outcome,) = made.weeks[1].outcomes
    assert [(change.field, change.because) for change in outcome.changes] == [
        (Field.INTENSITY, "week 2: +2.5 %"),
        (Field.LOAD, "week 2: +2.5 %"),
        (Field.RIR, "RIR is what these reps leave at this load"),
    ]
    assert outcome.before == HYPERTROPHY
    assert outcome.dropped == ()


def test_no_plan_goes_beyond_the_1rm_known_today():
    made = filled(LinearLoad(Decimal(8)), start(Goal.STRENGTH, SQUAT), SQUAT, 4)
    assert [lead.intensity for lead in leads(made)] == [90.0, 98.0, 100.0, 100.0]
    assert says(made)[3] == "no heavier: this is as far as a plan goes"


def test_without_a_1rm_percent_still_rise_and_there_is_no_load():
    made = filled(LinearLoad(STEP), start(Goal.HYPERTROPHY, NO_MAX), NO_MAX, 2)
    assert [(lead.intensity, lead.load) for lead in leads(made)] == [(80.0, None), (82.5, None)]
    assert made.findings[0].code == "counts_on_gains"


def test_without_a_1rm_a_weight_has_nothing_to_rise_from():
    made = filled(LinearLoad(STEP, StepUnit.KG), start(Goal.HYPERTROPHY, NO_MAX), NO_MAX, 3)
    assert len(set(leads(made))) == 1
    assert codes(made.findings) == ["nothing_to_raise"]
    assert made.findings[0].text == "There is no load to raise: enter a 1RM or type a load."


def test_without_a_1rm_a_typed_load_rises_to_what_can_be_built_and_implies_the_intensity():
    lift = Lift(available=BAR)
    lead = after(lift, (Field.LOAD, 60))
    made = filled(LinearLoad(STEP, StepUnit.KG), lead, lift, 3)
    assert [week.load for week in leads(made)] == [Decimal(60), Decimal("62.5"), Decimal(65)]
    assert [week.intensity for week in leads(made)] == pytest.approx([80, 80 * 62.5 / 60, 80 * 65 / 60])


def test_rounding_never_takes_a_rising_load_below_the_one_typed():
    lift = Lift(available=BAR)
    made = filled(LinearLoad(Decimal("0.2"), StepUnit.KG), after(lift, (Field.LOAD, 61)), lift, 3)
    assert [week.load for week in leads(made)] == [Decimal(61), Decimal(61), Decimal("62.5")]


def test_a_typed_load_with_a_1rm_follows_the_intensity_from_week_2_on():
    lead = after(RESERVE_SQUAT, (Field.LOAD, 70))
    made = filled(LinearLoad(STEP, StepUnit.KG), lead, RESERVE_SQUAT, 2)
    assert [week.load for week in leads(made)] == [Decimal(70), None]
    assert lines(made, RESERVE_SQUAT) == ["4x13 70 kg", "4x13 72.5 kg"]


def test_a_body_weight_lift_gains_added_weight_and_an_assisted_one_loses_assistance():
    pull_up = filled(LinearLoad(Decimal(5), StepUnit.KG), start(Goal.STRENGTH, PULL_UP), PULL_UP, 2)
    assert lines(pull_up, PULL_UP) == ["5x5 90 kg", "5x5 95 kg"]
    assisted = filled(
        LinearLoad(Decimal(5), StepUnit.KG), start(Goal.HYPERTROPHY, ASSISTED_PULL_UP), ASSISTED_PULL_UP, 2
    )
    assert lines(assisted, ASSISTED_PULL_UP) == ["4x10 55 kg", "4x10 60 kg"]
    assert says(assisted)[1] == "5 kg less assistance"


def test_typed_assistance_sinks_even_where_nobody_knows_the_body_weight():
    lift = Lift(load_kind=LoadKind.ASSISTED)
    lead = replace(after(lift, (Field.LOAD, 6)), intensity=None)
    made = filled(LinearLoad(STEP, StepUnit.KG), lead, lift, 4)
    assert [week.load for week in leads(made)] == [Decimal(6), Decimal("3.5"), Decimal(1), Decimal(0)]


def test_a_carry_for_time_gets_heavier():
    lift = Lift(timed=True, available=BAR)
    lead = after(lift, (Field.LOAD, 40))
    made = filled(LinearLoad(STEP, StepUnit.KG), lead, lift, 2)
    assert [(week.load, week.seconds) for week in leads(made)] == [(Decimal(40), 30), (Decimal("42.5"), 30)]
    by_share = filled(LinearLoad(Decimal(10)), lead, lift, 2)
    assert leads(by_share)[1].load == Decimal(45)  # 44 to the nearest that can be built


def test_a_band_has_no_load_to_raise():
    made = filled(LinearLoad(), start(Goal.HYPERTROPHY, BAND_ROW), BAND_ROW, 2)
    assert codes(made.findings) == ["nothing_to_raise"]


def test_a_typed_load_beyond_what_can_be_prescribed_stops_the_progression_with_a_note():
    lead = replace(STRENGTH, load=Decimal(160), intensity=None)
    made = filled(LinearLoad(STEP, StepUnit.KG), lead, RESERVE_SQUAT, 2)
    (outcome,) = made.weeks[1].outcomes
    assert outcome.targets == lead
    assert codes(outcome.notes) == ["progression_stops"]
    assert outcome.notes[0].text == (
        "Week 2 can't follow Linear load: 162.5 kg is 163 % of the 1RM of 100 kg; "
        "at most 150 % can be prescribed."
    )


@pytest.mark.parametrize(
    ("step", "unit", "sentence"),
    [
        (0, "kg", "A step must be more than 0 and at most 50 kg."),
        (101, "lb", "A step must be more than 0 and at most 100 lb."),
        (21, "percent", "A step must be more than 0 and at most 20 %."),
        ("much", "kg", "A step must be a number."),
        (1, "stone", "A step is in kg, lb or percent."),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_one_sentence(step, unit, sentence):
    with pytest.raises(ImpossibleValueError) as refusal:
        LinearLoad(step, unit)
    assert str(refusal.value) == sentence


# Double progression


def test_double_progression_climbs_to_12_and_begins_anew_heavier():
    made = filled(DoubleProgression(step=STEP, unit=StepUnit.KG), HYPERTROPHY, RESERVE_SQUAT, 6)
    assert lines(made, RESERVE_SQUAT) == [
        "4x10 75 kg",
        "4x11 75 kg",
        "4x12 75 kg",
        "4x8 77.5 kg",
        "4x9 77.5 kg",
        "4x10 77.5 kg",
    ]
    assert says(made) == ["as in week 1", "11 reps", "12 reps", "+2.5 kg, 8 reps", "9 reps", "10 reps"]


def test_repetitions_outside_the_range_start_at_its_low_end_at_the_same_effort():
    lead = after(RESERVE_SQUAT, (Field.REPS, 15))
    made = filled(DoubleProgression(6, 9), lead, RESERVE_SQUAT, 5)
    assert [week.reps for week in leads(made)] == [6, 7, 8, 9, 6]
    assert leads(made)[0].rir == 2.0
    assert leads(made)[0].intensity == percent_for(Curve.GENERAL, 8)


def test_a_range_of_reps_becomes_the_repetitions_of_each_week():
    lead = after(RESERVE_SQUAT, (Field.REPS, (8, 12)))
    first, second = leads(filled(DoubleProgression(), lead, RESERVE_SQUAT, 2))
    assert (first.reps, first.reps_high, first.intensity) == (8, None, lead.intensity)
    assert (second.reps, second.reps_high, second.intensity) == (9, None, lead.intensity)


def test_bigger_steps_of_repetitions_stop_below_the_top():
    made = filled(DoubleProgression(8, 12, reps_step=3), after(SQUAT, (Field.REPS, 8)), SQUAT, 3)
    assert [week.reps for week in leads(made)] == [8, 11, 8]


@pytest.mark.parametrize(
    ("goal", "lift", "expected"),
    [
        (Goal.HYPERTROPHY, Lift(), (8, 12)),
        (Goal.STRENGTH, Lift(), (3, 5)),
        (Goal.STRENGTH, Lift(experience=Experience.NOVICE), (5, 8)),
        (Goal.HYPERTROPHY, Lift(kind=Kind.ISOLATION), (10, 15)),
        (Goal.STRENGTH, Lift(kind=Kind.ISOLATION), (8, 12)),
    ],
)
def test_the_range_is_the_goals_own_unless_one_is_given(goal, lift, expected):
    assert DoubleProgression().range_of(goal, lift) == expected
    assert DoubleProgression(4, 6).range_of(goal, lift) == (4, 6)


def test_where_no_load_can_rise_repetitions_stay_at_the_top():
    made = filled(DoubleProgression(), start(Goal.HYPERTROPHY, BAND_ROW), BAND_ROW, 5)
    assert [week.reps for week in leads(made)] == [10, 11, 12, 12, 12]
    assert codes(made.findings) == ["nothing_to_raise"]


def test_a_timed_set_has_no_repetitions_to_progress_in():
    made = filled(DoubleProgression(), start(Goal.HYPERTROPHY, PLANK), PLANK, 2)
    assert len(set(leads(made))) == 1
    assert codes(made.findings) == ["scheme_needs_reps"]


def test_a_range_needs_two_ends_in_order():
    with pytest.raises(ImpossibleValueError, match="has a low and a high end"):
        DoubleProgression(8)
    with pytest.raises(ImpossibleValueError, match="must be above the low end"):
        DoubleProgression(8, 8)


def test_another_goal_keeps_a_given_range_only_where_it_allows_it():
    assert DoubleProgression(8, 12).for_goal(Goal.STRENGTH) == DoubleProgression()
    assert DoubleProgression(8, 12).for_goal(Goal.HYPERTROPHY) == DoubleProgression(8, 12)
    assert DoubleProgression(2, 4, reps_step=2).for_goal(Goal.HYPERTROPHY) == DoubleProgression(reps_step=2)


# Repetitions, sets, reserve


def test_rep_progression_adds_repetitions_up_to_what_the_goal_allows():
    made = filled(RepProgression(), HYPERTROPHY, RESERVE_SQUAT, 4)
    assert lines(made, RESERVE_SQUAT) == ["4x10 75 kg", "4x11 75 kg", "4x12 75 kg", "4x12 75 kg"]
    assert says(made)[2:] == ["12 reps", "12 reps, the most for hypertrophy"]
    assert [week.rir for week in leads(made)] == pytest.approx([2, 1, 0, 0])


def test_rep_progression_has_nothing_to_add_where_the_goal_starts_at_its_top():
    made = filled(RepProgression(), STRENGTH, RESERVE_SQUAT, 3)
    assert leads(made) == [STRENGTH] * 3
    assert says(made)[1] == "5 reps, the most for strength"


def test_rep_progression_moves_a_whole_range_until_its_high_end_arrives():
    lead = after(RESERVE_SQUAT, (Field.REPS, (8, 10)))
    made = filled(RepProgression(most=12), lead, RESERVE_SQUAT, 4)
    assert [(week.reps, week.reps_high) for week in leads(made)] == [(8, 10), (9, 11), (10, 12), (10, 12)]


def test_timed_sets_grow_by_seconds():
    made = filled(RepProgression(seconds=10), start(Goal.HYPERTROPHY, PLANK), PLANK, 3)
    assert [week.seconds for week in leads(made)] == [30, 40, 50]


def test_another_goal_drops_a_most_that_it_does_not_allow():
    assert RepProgression(most=12).for_goal(Goal.STRENGTH) == RepProgression()
    assert RepProgression(most=4).for_goal(Goal.STRENGTH) == RepProgression(most=4)


def test_set_progression_adds_a_set_a_week_up_to_six():
    made = filled(SetProgression(), HYPERTROPHY, RESERVE_SQUAT, 4)
    assert [week.sets for week in leads(made)] == [4, 5, 6, 6]
    assert says(made) == ["as in week 1", "5 sets", "6 sets", "6 sets"]


def test_more_sets_than_the_most_stay():
    made = filled(SetProgression(most=3), HYPERTROPHY, RESERVE_SQUAT, 2)
    assert [week.sets for week in leads(made)] == [4, 4]


def test_a_taper_over_four_weeks_goes_3_2_1_0_and_the_load_rises():
    made = filled(RirTaper(), HYPERTROPHY, RESERVE_SQUAT, 4)
    assert [week.rir for week in leads(made)] == [3.0, 2.0, 1.0, 0.0]
    assert [week.intensity for week in leads(made)] == [
        percent_for(Curve.GENERAL, 10 + rir) for rir in (3, 2, 1, 0)
    ]
    assert lines(made, RESERVE_SQUAT) == ["4x10 72.5 kg", "4x10 75 kg", "4x10 77.5 kg", "4x10 80 kg"]


def test_a_taper_over_other_numbers_of_weeks_goes_by_halves():
    made = filled(RirTaper(), HYPERTROPHY, RESERVE_SQUAT, 6)
    assert [week.rir for week in leads(made)] == [3.0, 2.5, 2.0, 1.0, 0.5, 0.0]
    assert [week.rir for week in leads(filled(RirTaper(), HYPERTROPHY, RESERVE_SQUAT, 1))] == [3.0]


def test_a_taper_without_a_1rm_takes_a_typed_load_along():
    lift = replace(NO_MAX, available=BAR)
    lead = after(lift, (Field.RIR, 3), (Field.LOAD, 60))
    assert [week.load for week in leads(filled(RirTaper(), lead, lift, 4))] == [
        Decimal(60),
        Decimal("62.5"),
        Decimal("62.5"),
        Decimal(65),
    ]


def test_a_taper_that_rises_is_refused_and_a_timed_set_has_none():
    with pytest.raises(ImpossibleValueError, match="ends with no more repetitions in reserve"):
        RirTaper(1, 2)
    made = filled(RirTaper(), start(Goal.HYPERTROPHY, PLANK), PLANK, 2)
    assert codes(made.findings) == ["scheme_needs_reps"]


def test_pounds_are_the_unit_of_the_row():
    lift = Lift(one_rm=Decimal(200), unit=Unit.LB)
    made = filled(LinearLoad(STEP, StepUnit.KG), start(Goal.HYPERTROPHY, lift), lift, 2)
    assert leads(made)[1].intensity == pytest.approx(80 + 2.5 / 0.45359237 / 2)
