"""5/3/1 on a training max, its like for size, and what it makes of a slot's sets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LinearLoad,
    Pattern,
    PlannedDeload,
    Schedule,
    SetType,
    StepUnit,
    Unit,
    Wave,
    added,
    pin,
    prescribe,
    regenerate,
    schedule,
    start,
)
from tests.prescription.cast import BAND_ROW, BAR, RESERVE_SQUAT, after
from tests.prescription.scheduling import codes, filled, says, week_of, weeks_after

STRENGTH = start(Goal.STRENGTH, RESERVE_SQUAT)


def percents(made: Schedule) -> list[list[tuple[int | None, float | None]]]:
    return [[(g.targets.reps, g.targets.intensity) for g in week.groups] for week in made.weeks]


def test_5_3_1_on_90_percent_goes_through_wendlers_four_weeks():
    made = filled(Wave(), STRENGTH, RESERVE_SQUAT, 4)
    assert percents(made) == [
        [(5, 58.5), (5, 67.5), (5, 76.5)],
        [(3, 63.0), (3, 72.0), (3, 81.0)],
        [(5, 67.5), (3, 76.5), (1, 85.5)],
        [(5, 36.0), (5, 45.0), (5, 54.0)],
    ]
    assert [[group.set_type for group in week.groups] for week in made.weeks] == [
        [SetType.WORKING, SetType.WORKING, SetType.AMRAP]
    ] * 3 + [[SetType.WORKING] * 3]
    assert {group.targets.sets for week in made.weeks for group in week.groups} == {1}
    assert [week.deload for week in made.weeks] == [False, False, False, True]


def test_the_weeks_say_what_they_are_of_the_training_max():
    assert says(filled(Wave(), STRENGTH, RESERVE_SQUAT, 4))[2:] == [
        "5 @ 75 %, 3 @ 85 %, 1+ @ 95 % of the training max",
        "deload, 5 @ 40 %, 5 @ 50 %, 5 @ 60 % of the training max",
    ]


def test_the_bar_is_loaded_to_what_can_be_built():
    made = filled(Wave(), STRENGTH, RESERVE_SQUAT, 3)
    loads = [[prescribe(g.targets, RESERVE_SQUAT).load for g in week.groups] for week in made.weeks]
    assert loads == [
        [Decimal("57.5"), Decimal("67.5"), Decimal("77.5")],
        [Decimal("62.5"), Decimal("72.5"), Decimal(80)],
        [Decimal("67.5"), Decimal("77.5"), Decimal(85)],
    ]


def test_the_last_set_leaves_what_its_fewest_repetitions_leave():
    top = filled(Wave(), STRENGTH, RESERVE_SQUAT, 3).weeks[2].groups[2].targets
    row = prescribe(top, RESERVE_SQUAT)
    assert row.reps_to_failure is not None
    assert (
        top.rir == prescribe(replace(top, intensity=85.5), replace(RESERVE_SQUAT, available=None)).rir_exact
    )
    assert top.rir == pytest.approx(5.91, abs=0.01)


def test_the_training_max_grows_after_each_wave():
    made = filled(Wave(), STRENGTH, RESERVE_SQUAT, 9)
    assert [week[2][1] for week in (percents(made)[i] for i in (0, 4, 8))] == [76.5, 78.625, 80.75]
    heavier = filled(Wave(rise=Decimal(10), unit=StepUnit.LB), STRENGTH, RESERVE_SQUAT, 5)
    assert percents(heavier)[4][2][1] == pytest.approx(85 * (90 + 4.5359237) / 100)


def test_the_training_max_never_exceeds_the_1rm():
    light = Lift(one_rm=Decimal(20), unit=Unit.LB)
    made = filled(Wave(rise=Decimal(5), unit=StepUnit.LB), start(Goal.STRENGTH, light), light, 7)
    assert percents(made)[6] == [(5, 75.0), (3, 85.0), (1, 95.0)]


def test_without_a_1rm_the_training_max_stays_and_says_so():
    lift = Lift()
    made = filled(Wave(), start(Goal.STRENGTH, lift), lift, 5)
    assert percents(made)[4] == percents(made)[0]
    assert codes(made.findings) == ["training_max_waits"]
    by_points = filled(Wave(rise=Decimal(2), unit=StepUnit.PERCENT), start(Goal.STRENGTH, lift), lift, 5)
    assert percents(by_points)[4][0][1] == pytest.approx(59.8)


def test_without_a_deload_the_next_wave_follows_at_once():
    made = filled(Wave(deload=False), STRENGTH, RESERVE_SQUAT, 4)
    assert percents(made)[3] == [(5, pytest.approx(65 * 0.925)), (5, 69.375), (5, 78.625)]


def test_a_planned_deload_eases_a_wave_that_has_none():
    made = filled(PlannedDeload(Wave(deload=False), every=4), STRENGTH, RESERVE_SQUAT, 5)
    assert [group.targets.reps for group in made.weeks[3].groups] == [3, 2, 1]
    assert [group.set_type for group in made.weeks[3].groups] == [SetType.WORKING] * 3
    assert percents(made)[4] == [(5, pytest.approx(65 * 0.925)), (5, 69.375), (5, 78.625)]


def test_two_deloads_are_refused():
    with pytest.raises(ImpossibleValueError, match="has a deload of its own"):
        PlannedDeload(Wave())


def test_sets_that_are_there_are_taken_over_and_the_missing_ones_added():
    week = week_of(STRENGTH, (SetType.AMRAP, added(SetType.AMRAP, STRENGTH, RESERVE_SQUAT)))
    made = schedule(Wave(), [week, week], RESERVE_SQUAT).weeks[1]
    assert [group.set_type for group in made.groups] == [SetType.WORKING, SetType.WORKING, SetType.AMRAP]
    assert [outcome.before for outcome in made.outcomes] == [week[0].targets, week[1].targets, None]
    assert [change.field for change in made.outcomes[1].changes][:3] == [
        Field.INTENSITY,
        Field.LOAD,
        Field.REPS,
    ]


def test_other_sets_stay_in_their_places_and_follow_the_first():
    back_off = added(SetType.BACK_OFF, STRENGTH, RESERVE_SQUAT)
    week = week_of(STRENGTH, (SetType.BACK_OFF, back_off))
    made = schedule(Wave(), [week], RESERVE_SQUAT).weeks[0]
    kinds = [group.set_type for group in made.groups]
    assert kinds == [SetType.WORKING, SetType.BACK_OFF, SetType.WORKING, SetType.AMRAP]
    assert made.groups[1].targets.intensity == pytest.approx(58.5 * 0.9)


def test_a_pinned_number_stays_and_says_what_the_wave_asked_for():
    lead = pin(STRENGTH, Field.SETS, RESERVE_SQUAT).targets
    made = schedule(Wave(), [week_of(lead)], RESERVE_SQUAT).weeks[0]
    assert (made.groups[0].targets.sets, made.groups[0].targets.reps) == (5, 5)
    (note,) = made.outcomes[0].notes
    assert note.code == "pin_defeats_progression"
    assert note.text == (
        "Week 1: sets pinned, although Wave on a training max asks for 5 @ 65 %, 5 @ 75 %, 5+ @ 85 % of the "
        "training max."
    )


def test_a_band_has_no_training_max():
    made = filled(Wave(), start(Goal.STRENGTH, BAND_ROW), BAND_ROW, 2)
    assert [len(week.groups) for week in made.weeks] == [1, 1]
    assert codes(made.findings) == ["scheme_needs_percent"]


def test_for_size_a_wave_has_10_8_and_6_repetitions_and_for_strength_5_3_and_1():
    made = filled(Wave(Pattern.TEN_EIGHT_SIX), start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT, 3)
    assert [week[2] for week in percents(made)] == [(10, 67.5), (8, 72.0), (6, 76.5)]
    there = regenerate(made.scheme, weeks_after(made), Goal.STRENGTH, RESERVE_SQUAT)
    assert there.scheme == Wave()
    assert percents(there)[2] == [(5, 67.5), (3, 76.5), (1, 85.5)]


def test_an_isolation_lift_never_goes_5_3_1():
    lift = replace(RESERVE_SQUAT, kind=Kind.ISOLATION)
    made = filled(Wave(), start(Goal.STRENGTH, lift), lift, 3)
    assert [week[2] for week in percents(made)] == [(10, 67.5), (8, 72.0), (6, 76.5)]


def test_a_plain_scheme_after_a_wave_takes_its_sets_along():
    wave = schedule(Wave(), [week_of(STRENGTH)] * 4, RESERVE_SQUAT)
    made = schedule(LinearLoad(Decimal(2)), weeks_after(wave), RESERVE_SQUAT)
    assert [[group.set_type for group in week.groups] for week in made.weeks] == [
        [SetType.WORKING, SetType.WORKING, SetType.AMRAP]
    ] * 4
    assert [week.groups[0].targets.intensity for week in made.weeks] == [58.5, 60.5, 62.5, 64.5]
    assert made.weeks[3].groups[2].targets.intensity == pytest.approx(76.5 * 64.5 / 58.5)


def test_a_typed_load_without_a_1rm_implies_the_training_max():
    lift = Lift()
    lead = after(lift, (Field.LOAD, 90), goal=Goal.STRENGTH)  # 90 % by the chart: a 1RM of 100
    made = schedule(Wave(), [week_of(lead)], lift).weeks[0]
    assert [group.targets.load for group in made.groups] == [
        Decimal("58.5"),
        Decimal("67.5"),
        Decimal("76.5"),
    ]


def test_a_typed_load_is_rounded_once_to_what_can_be_built():
    lift = Lift(available=BAR)
    lead = after(lift, (Field.LOAD, 90), goal=Goal.STRENGTH)
    once = schedule(Wave(), [week_of(lead)] * 4, lift)
    loads = [group.targets.load for group in once.weeks[0].groups]
    assert loads == [Decimal("57.5"), Decimal("67.5"), Decimal(75)]
    assert weeks_after(schedule(Wave(), weeks_after(once), lift)) == weeks_after(once)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"training_max": 69}, "A training max is 70 to 100 % of the 1RM."),
        ({"training_max": 101}, "A training max is 70 to 100 % of the 1RM."),
        ({"pattern": "3/2/1"}, "A wave is 5/3/1 or 10/8/6."),
        ({"deload": "no"}, "A wave's deload week is yes or no."),
    ],
)
def test_a_wave_that_cannot_be_is_refused_in_one_sentence(values, sentence):
    with pytest.raises(ImpossibleValueError) as refusal:
        Wave(**values)
    assert str(refusal.value) == sentence


def test_only_the_printed_wave_cites_its_book_alone():
    assert Wave().sources == ("wendler_2009",)
    assert Wave(Pattern.TEN_EIGHT_SIX).sources == ("wendler_2009", "setwise")
