"""Workouts of one week that take turns: heavy, light, medium, and daily undulating."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    DailyUndulating,
    Field,
    Goal,
    HeavyLightMedium,
    ImpossibleValueError,
    Kind,
    Lift,
    LinearLoad,
    Method,
    PhaseSlot,
    PlannedDeload,
    Steps,
    StepUnit,
    Unit,
    phase_schedule,
    pin,
    prescribe,
    regenerate_phase,
    start,
)
from programs.prescription.curves import percent_for
from tests.prescription.cast import PLANK, RESERVE_SQUAT, after
from tests.prescription.scheduling import codes, days, leads, lines, says, week_of
from tests.prescription.test_scheme_properties import rows

PLATES = Steps(Unit.LB, start=Decimal(45), step=Decimal(5))
NO_MAX = Lift(unit=Unit.LB, available=PLATES, method=Method.RESERVE)
WITH_MAX = replace(NO_MAX, one_rm=Decimal(180))
HEAVY = (Field.LOAD, 155)


@pytest.mark.parametrize("lift", [NO_MAX, WITH_MAX])
def test_rc26_a_heavy_day_of_155_lb_gives_a_light_one_of_125_and_a_medium_one_of_140(lift):
    lead = after(lift, HEAVY, goal=Goal.STRENGTH)
    made = phase_schedule(HeavyLightMedium(), days(lead, lift, 3))
    shown = [prescribe(leads(part)[0], lift) for part in made.slots]
    assert [row.load for row in shown] == [Decimal(155), Decimal(125), Decimal(140)]
    assert {row.reps for row in shown} == {lead.reps}
    assert {row.sets for row in shown} == {lead.sets}


def test_without_a_step_the_shares_are_80_and_90_percent_exactly():
    lift = replace(NO_MAX, available=None)
    lead = after(lift, HEAVY, goal=Goal.STRENGTH)
    made = phase_schedule(HeavyLightMedium(), days(lead, lift, 3))
    assert [leads(part)[0].load for part in made.slots] == [Decimal(155), Decimal(124), Decimal("139.5")]


def test_days_say_which_they_are_and_a_fourth_is_heavy_again():
    made = phase_schedule(HeavyLightMedium(), days(start(Goal.STRENGTH, RESERVE_SQUAT), RESERVE_SQUAT, 4))
    assert [says(part)[0] for part in made.slots] == [
        "heavy day, as in week 1",
        "light day, 80 % of the heavy day",
        "medium day, 90 % of the heavy day",
        "heavy day, as in week 1",
    ]


def test_the_light_and_medium_days_rise_with_the_heavy_one():
    lead = after(WITH_MAX, HEAVY, goal=Goal.STRENGTH)
    scheme = HeavyLightMedium(weekly=LinearLoad(Decimal(5), StepUnit.LB))
    made = phase_schedule(scheme, days(lead, WITH_MAX, 3, weeks=3))
    assert [lines(part, WITH_MAX) for part in made.slots] == [
        ["5x5 155 lb", "5x5 160 lb", "5x5 165 lb"],
        ["5x5 125 lb", "5x5 130 lb", "5x5 130 lb"],  # 124, 128, 132
        ["5x5 140 lb", "5x5 145 lb", "5x5 150 lb"],  # 139.5, 144, 148.5
    ]


def test_the_slots_of_a_week_are_taken_in_the_order_of_their_workouts_and_by_exercise():
    lead = start(Goal.STRENGTH, RESERVE_SQUAT)
    friday, monday, _ = reversed(days(lead, RESERVE_SQUAT, 3))
    other = PhaseSlot("Squat", 1, (week_of(lead),), RESERVE_SQUAT)
    made = phase_schedule(HeavyLightMedium(), [friday, other, monday])
    assert [says(part)[0].split(",")[0] for part in made.slots] == ["light day", "heavy day", "heavy day"]


def test_the_same_exercise_twice_in_a_workout_has_the_same_turn():
    lead = start(Goal.STRENGTH, RESERVE_SQUAT)
    monday, wednesday = days(lead, RESERVE_SQUAT, 2)
    made = phase_schedule(HeavyLightMedium(), [monday, monday, wednesday])
    assert [says(part)[0].split(",")[0] for part in made.slots] == ["heavy day", "heavy day", "light day"]


def test_a_light_day_keeps_what_is_pinned_and_its_own_goal():
    heavy = start(Goal.STRENGTH, RESERVE_SQUAT)
    light = pin(start(Goal.HYPERTROPHY, RESERVE_SQUAT), Field.SETS, RESERVE_SQUAT).targets
    slots = [
        PhaseSlot("Squat", 0, (week_of(heavy),), RESERVE_SQUAT),
        PhaseSlot("Squat", 1, (week_of(light),), RESERVE_SQUAT),
    ]
    made = leads(phase_schedule(HeavyLightMedium(), slots).slots[1])[0]
    assert (made.sets, made.reps, made.goal, made.tempo) == (4, 5, Goal.HYPERTROPHY, light.tempo)
    assert made.intensity == pytest.approx((heavy.intensity or 0) * 0.8)


def test_a_carry_for_time_takes_its_shares_of_the_typed_load():
    lift = Lift(timed=True, unit=Unit.LB, available=PLATES)
    made = phase_schedule(HeavyLightMedium(), days(after(lift, (Field.LOAD, 155)), lift, 3))
    assert [leads(part)[0].load for part in made.slots] == [Decimal(155), Decimal(125), Decimal(140)]


def test_a_heavy_day_without_a_load_has_no_light_one():
    lift = Lift(timed=True)
    made = phase_schedule(HeavyLightMedium(), days(start(Goal.HYPERTROPHY, lift), lift, 2))
    assert codes(made.findings) == ["nothing_to_raise"]
    assert made.findings[0].where == "Bench press"


def test_shares_that_make_no_light_day_are_refused():
    with pytest.raises(ImpossibleValueError, match="50 to 100 % of the heavy day, light first"):
        HeavyLightMedium(light=90, medium=80)
    with pytest.raises(ImpossibleValueError, match="by a linear load or not at all"):
        HeavyLightMedium(weekly=DailyUndulating())  # type: ignore[arg-type]


@given(rows(st.sampled_from([RESERVE_SQUAT, NO_MAX, WITH_MAX])), st.integers(1, 6))
def test_light_is_never_heavier_than_medium_nor_medium_than_heavy(row, weeks):
    lift, lead = row
    made = phase_schedule(HeavyLightMedium(weekly=LinearLoad()), days(lead, lift, 3, weeks=weeks))
    for heavy, light, medium in zip(*(leads(part) for part in made.slots), strict=True):
        assert light.sets == heavy.sets == medium.sets
        if lead.reps is not None:  # below the curve nobody knows them
            assert light.reps == heavy.reps == medium.reps == lead.reps
        if heavy.intensity is not None:
            assert (light.intensity, medium.intensity) == pytest.approx(
                (heavy.intensity * 0.8, heavy.intensity * 0.9)
            )


@given(rows(st.sampled_from([RESERVE_SQUAT, NO_MAX, WITH_MAX])), st.integers(1, 4), st.booleans())
def test_filling_a_phase_again_changes_nothing(row, weeks, waves):
    lift, lead = row
    scheme = DailyUndulating() if waves else HeavyLightMedium(weekly=LinearLoad())
    slots = days(lead, lift, 3, weeks=weeks)
    once = phase_schedule(scheme, slots)
    filled = [
        replace(slot, weeks=tuple(week.groups for week in part.weeks))
        for slot, part in zip(slots, once.slots, strict=True)
    ]
    again = phase_schedule(scheme, filled)
    for part, same in zip(once.slots, again.slots, strict=True):
        for one, other in zip(leads(part), leads(same), strict=True):
            assert (one.reps, one.sets, one.load) == (other.reps, other.sets, other.load)
            assert one.intensity == pytest.approx(other.intensity)


# Daily undulating


def test_daily_undulating_strength_goes_through_the_printed_bands():
    slots = days(start(Goal.STRENGTH, RESERVE_SQUAT), RESERVE_SQUAT, 3, weeks=3)
    made = phase_schedule(DailyUndulating(), slots)
    shown = [[(t.sets, t.reps, t.intensity) for t in leads(part)] for part in made.slots]
    assert shown == [
        [(4, 5, 85.0), (4, 4, 87.5), (4, 3, 90.0)],
        [(3, 10, 70.0), (3, 9, 72.5), (3, 8, 75.0)],
        [(3, 15, 60.0), (3, 14, 62.5), (3, 12, 65.0)],
    ]
    assert says(made.slots[0]) == [
        "heavy day: 4 × 5 @ 85 %",
        "heavy day: 4 × 4 @ 87.5 %",
        "heavy day: 4 × 3 @ 90 %",
    ]


def test_daily_undulating_hypertrophy_stays_inside_6_to_12_repetitions():
    slots = days(start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT, 3, weeks=2)
    shown = [
        [(t.reps, t.intensity) for t in leads(part)]
        for part in phase_schedule(DailyUndulating(), slots).slots
    ]
    assert shown == [
        [(8, 75.0), (6, 80.0)],
        [(10, 70.0), (8, 75.0)],
        [(12, 65.0), (10, 70.0)],
    ]


def test_an_isolation_lift_is_never_heavier_than_an_8rm():
    lift = replace(RESERVE_SQUAT, kind=Kind.ISOLATION)
    made = phase_schedule(DailyUndulating(), days(start(Goal.STRENGTH, lift), lift, 3, weeks=2))
    heaviest = max(lead.intensity or 0 for part in made.slots for lead in leads(part))
    assert heaviest == 75.0 <= (percent_for(lift.curve, 8) or 0)
    assert says(made.slots[0])[0] == "moderate day: 3 × 10 @ 70 %"


def test_a_timed_set_does_not_undulate():
    made = phase_schedule(DailyUndulating(), days(start(Goal.STRENGTH, PLANK), PLANK, 2))
    assert codes(made.findings) == ["scheme_needs_percent", "scheme_needs_percent"]
    assert leads(made.slots[1]) == [start(Goal.STRENGTH, PLANK)]


def test_a_deload_eases_every_day_of_its_week():
    scheme = PlannedDeload(DailyUndulating(), every=2)
    made = phase_schedule(scheme, days(start(Goal.STRENGTH, RESERVE_SQUAT), RESERVE_SQUAT, 3, weeks=3))
    assert [[(t.sets, t.intensity) for t in leads(part)] for part in made.slots] == [
        [(4, 85.0), (2, 76.5), (4, 90.0)],
        [(3, 70.0), (2, 63.0), (3, 75.0)],
        [(3, 60.0), (2, 54.0), (3, 65.0)],
    ]


def test_the_goal_of_a_phase_brings_its_own_days():
    slots = days(start(Goal.STRENGTH, RESERVE_SQUAT), RESERVE_SQUAT, 3, weeks=2)
    made = regenerate_phase(DailyUndulating(), slots, Goal.HYPERTROPHY)
    assert [[t.reps for t in leads(part)] for part in made.slots] == [[8, 6], [10, 8], [12, 10]]
    assert {lead.goal for part in made.slots for lead in leads(part)} == {Goal.HYPERTROPHY}
    before = [outcome.before for outcome in made.slots[0].weeks[0].outcomes]
    assert before == [slots[0].weeks[0][0].targets]


def test_the_light_day_follows_the_heavy_ones_new_goal():
    slots = days(start(Goal.STRENGTH, RESERVE_SQUAT), RESERVE_SQUAT, 2)
    made = regenerate_phase(HeavyLightMedium(), slots, Goal.HYPERTROPHY)
    heavy, light = (leads(part)[0] for part in made.slots)
    assert heavy == start(Goal.HYPERTROPHY, RESERVE_SQUAT)
    assert (light.reps, light.sets) == (10, 4)
    assert light.intensity == pytest.approx((heavy.intensity or 0) * 0.8)
