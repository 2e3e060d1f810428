"""Set groups beside a slot's lead: how they start, and how they follow it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    Curve,
    Field,
    Goal,
    ImpossibleValueError,
    Lift,
    Method,
    PlannedGroup,
    Rack,
    SetType,
    Targets,
    added,
    change_lift,
    edit,
    edit_together,
    follow,
    percent_for,
    pin,
    prescribe,
    ramp,
    reps_to_failure,
    start,
    worth_saying,
)
from programs.prescription.set_types import stays_in
from tests.prescription.cast import (
    BAND_ROW,
    NO_MAX,
    PLANK,
    RESERVE_SQUAT,
    ROW,
    SQUAT,
    after,
)
from tests.prescription.test_properties import edits, goals, held, lifts, pins, value, walked

HYPERTROPHY, STRENGTH = start(Goal.HYPERTROPHY, ROW), start(Goal.STRENGTH, ROW)
BEYOND_CURVE = after(NO_MAX, (Field.REPS, 60))  # no percentage is light enough

Numbers = tuple[int, int | None, float | None, float | None, int]


def numbers(targets: Targets) -> Numbers:
    """Sets, reps, intensity, RIR and rest, as a person reads them."""
    intensity, rir = targets.intensity, targets.rir
    return (
        targets.sets,
        targets.reps,
        None if intensity is None else round(intensity, 6),
        None if rir is None else round(rir, 2),
        targets.rest_seconds,
    )


def pounds(targets: Targets) -> Decimal | None:
    return prescribe(targets, ROW).load


def followed(
    set_type: SetType, targets: Targets, lead: Targets, now: Targets, *, lift: Lift = ROW, steps: int = 1
) -> Targets:
    return follow(PlannedGroup(set_type, targets), lead, now, lift, lift, step=steps - 1, steps=steps)


# Added beside the lead


def test_further_working_sets_are_one_set_like_the_leads():
    assert added(SetType.WORKING, HYPERTROPHY, ROW) == replace(HYPERTROPHY, sets=1)


def test_a_back_off_takes_nine_tenths_of_the_lead_and_the_repetitions_that_its_effort_leaves():
    hypertrophy, strength = (added(SetType.BACK_OFF, lead, ROW) for lead in (HYPERTROPHY, STRENGTH))
    assert (numbers(hypertrophy), pounds(hypertrophy)) == ((2, 14, 72.0, -0.25, 60), Decimal("14.4"))
    assert (numbers(strength), pounds(strength)) == ((2, 9, 81.0, -0.06, 180), Decimal("16.2"))


def test_a_back_offs_numbers_are_those_of_an_edit_of_its_intensity():
    lead = start(Goal.STRENGTH, RESERVE_SQUAT)
    assert lead.intensity is not None
    back_off = added(SetType.BACK_OFF, lead, RESERVE_SQUAT)
    edited = edit(lead, Field.INTENSITY, lead.intensity * 90 / 100, RESERVE_SQUAT).targets
    assert back_off == replace(edited, sets=2)


def test_a_back_offs_rest_follows_its_own_intensity():
    heavy = after(ROW, (Field.INTENSITY, 100), goal=Goal.STRENGTH)
    assert (heavy.rest_seconds, added(SetType.BACK_OFF, heavy, ROW).rest_seconds) == (300, 180)


def test_amrap_goes_to_the_last_repetition_at_the_leads_load():
    lead = start(Goal.HYPERTROPHY, RESERVE_SQUAT)
    assert (lead.reps, lead.rir) == (10, 2.0)
    amrap = added(SetType.AMRAP, lead, RESERVE_SQUAT)
    assert amrap == replace(lead, sets=1, reps=12, rir=0.0)


def test_amrap_asks_for_no_fewer_repetitions_than_the_lead():
    bench = replace(ROW, curve=Curve.BENCH_PRESS)  # 8.82 repetitions at 80 %: the chart's 10 are too many
    amrap = added(SetType.AMRAP, start(Goal.HYPERTROPHY, bench), bench)
    assert numbers(amrap) == (1, 10, 80.0, -1.18, 60)
    assert prescribe(amrap, bench).rir == 0.0
    assert "pins_disagree" not in {item.code for item in prescribe(amrap, bench).findings}


def test_a_drop_set_takes_four_fifths_to_the_last_repetition_without_a_rest_worth_the_name():
    drop = added(SetType.DROP, STRENGTH, ROW)
    assert (numbers(drop), pounds(drop)) == ((1, 5, 72.0, 0.0, 10), Decimal("14.4"))


@pytest.mark.parametrize(
    ("curve", "lead", "reps"),
    [(Curve.GENERAL, 8, 8), (Curve.GENERAL, 12, 10), (Curve.BENCH_PRESS, 10, 9), (Curve.LEG_PRESS, 15, 13)],
)
def test_a_drop_set_asks_for_the_leads_repetitions_but_for_no_more_than_four_fifths_of_what_is_left_allow(
    curve: Curve, lead: int, reps: int
):
    squat = replace(RESERVE_SQUAT, curve=curve)
    drops = [added(SetType.DROP, after(squat, (Field.REPS, lead)), squat, number=number) for number in (1, 2)]
    assert [(drop.reps, drop.rir) for drop in drops] == [(reps, 0.0)] * 2


def test_nothing_is_said_of_a_drop_set_by_a_rested_lifters_curve():
    drop = added(SetType.DROP, HYPERTROPHY, ROW)
    answer = prescribe(drop, ROW, set_type=SetType.DROP)
    assert (answer.reps, answer.rir, answer.all_out, answer.feasibility) == (10, 0.0, True, "")
    assert [item.code for item in answer.findings if worth_saying(SetType.DROP, item.code)] == []


def test_a_drop_set_whose_load_cannot_be_built_keeps_its_repetitions_and_its_effort():
    drop = added(SetType.DROP, HYPERTROPHY, ROW)
    fives = replace(ROW, available=Rack(ROW.unit, (Decimal(5), Decimal(10), Decimal(15))))
    answer = prescribe(drop, fives, set_type=SetType.DROP)
    assert (answer.load, answer.reps, answer.rir) == (Decimal(10), 10, 0.0)


def test_in_a_drop_set_only_load_and_intensity_move_each_other():
    drop = added(SetType.DROP, HYPERTROPHY, ROW)

    def typed(field: Field, value: object) -> tuple[object, ...]:
        moved = edit_together(drop, {field: value}, ROW, held=stays_in(SetType.DROP, [field])).targets
        return (moved.reps, moved.rir, moved.intensity, moved.pins)

    assert typed(Field.REPS, 8) == (8, 0.0, 64.0, frozenset())
    assert typed(Field.RIR, 2) == (10, 2.0, 64.0, frozenset())
    assert typed(Field.INTENSITY, 60) == (10, 0.0, 60.0, frozenset())
    assert typed(Field.LOAD, 14) == (10, 0.0, 70.0, frozenset())


def test_a_drop_set_keeps_its_numbers_for_another_lift():
    drop = added(SetType.DROP, HYPERTROPHY, ROW)
    leg_press = replace(ROW, curve=Curve.LEG_PRESS)
    assert change_lift(drop, ROW, leg_press, set_type=SetType.DROP).targets == drop
    typed = replace(drop, load=Decimal(50))
    assert change_lift(typed, NO_MAX, ROW, set_type=SetType.DROP).targets == drop


def test_a_second_drop_is_lighter_than_the_first():
    drops = [added(SetType.DROP, STRENGTH, ROW, number=number) for number in (1, 2, 3)]
    assert [numbers(drop)[2] for drop in drops] == [72.0, 57.6, 46.08]


def test_a_new_warm_up_is_the_last_step_of_its_ramp():
    for number in range(1, 6):
        assert added(SetType.WARM_UP, STRENGTH, ROW, number=number) == ramp(number, STRENGTH, ROW)[-1]


@pytest.mark.parametrize("set_type", SetType)
def test_what_is_added_carries_no_pins_and_no_range(set_type):
    lead = held(after(ROW, (Field.REPS, "8-12")), set(Field) - {Field.LOAD}, ROW)
    fresh = added(set_type, lead, ROW)
    assert fresh.pins == frozenset()
    assert (fresh.reps_high is None) is (set_type not in (SetType.WORKING, SetType.BACK_OFF))


@pytest.mark.parametrize("set_type", [SetType.BACK_OFF, SetType.DROP, SetType.WARM_UP])
def test_a_typed_load_belongs_to_the_leads_intensity_alone(set_type):
    lead = after(NO_MAX, (Field.LOAD, 100))
    assert (lead.load, lead.intensity) == (Decimal(100), 80.0)
    assert added(set_type, lead, NO_MAX).load is None


def test_a_band_has_the_leads_repetitions():
    lead = replace(start(Goal.HYPERTROPHY, replace(BAND_ROW, method=Method.RESERVE)), sets=4)
    assert numbers(lead) == (4, 10, None, 2.0, 60)
    shown = {kind: numbers(added(kind, lead, BAND_ROW)) for kind in SetType}
    assert shown == {
        SetType.WARM_UP: (1, 8, None, 4.0, 60),
        SetType.WORKING: (1, 10, None, 2.0, 60),
        SetType.BACK_OFF: (2, 10, None, 2.0, 60),
        SetType.DROP: (1, 10, None, 0.0, 10),
        SetType.AMRAP: (1, 10, None, 0.0, 60),
    }


@pytest.mark.parametrize("set_type", SetType)
def test_a_timed_set_has_the_leads_seconds(set_type):
    lead = after(PLANK, (Field.REPS, 45))
    fresh = added(set_type, lead, PLANK)
    assert (fresh.seconds, fresh.reps, fresh.rir, fresh.intensity) == (45, None, None, None)


@pytest.mark.parametrize("set_type", [SetType.BACK_OFF, SetType.DROP, SetType.AMRAP])
def test_where_the_curve_has_no_answer_the_leads_repetitions_stand(set_type):
    assert BEYOND_CURVE.intensity is None
    assert added(set_type, BEYOND_CURVE, NO_MAX).reps == 60
    light = after(NO_MAX, (Field.REPS, 29))  # about 46 %: a tenth less leaves the general curve
    if set_type is not SetType.AMRAP:
        assert added(set_type, light, NO_MAX).reps == (10 if set_type is SetType.DROP else 29)


@given(
    lifts,
    goals,
    st.lists(edits, max_size=4),
    pins,
    st.sampled_from(SetType),
    st.integers(min_value=1, max_value=12),
)
def test_anything_can_be_added_to_any_lead(lift, goal, steps, pinned, set_type, number):
    lead = held(walked(lift, goal, steps), pinned, lift)
    fresh = added(set_type, lead, lift, number=number)
    assert fresh.pins == frozenset()
    assert fresh.goal is lead.goal
    assert 1 <= fresh.sets <= max(2, lead.sets)
    assert lead.reps is None or fresh.reps is not None
    assert fresh.reps is None or 1 <= fresh.reps <= 200
    assert (fresh.intensity is None) is (lead.intensity is None)
    assert fresh.intensity is None or 0 < fresh.intensity <= 150
    assert (fresh.seconds is None) is (not lift.timed)
    assert prescribe(fresh, lift, set_type=set_type).sets == fresh.sets


# Warm-ups


@pytest.mark.parametrize(
    ("number", "steps"),
    [
        (1, [(45.0, 8, "9")]),
        (2, [(45.0, 8, "9"), (67.5, 5, "13.5")]),
        (3, [(36.0, 8, "7.2"), (54.0, 5, "10.8"), (72.0, 3, "14.4")]),
        (4, [(36.0, 8, "7.2"), (49.5, 5, "9.9"), (63.0, 3, "12.6"), (76.5, 2, "15.3")]),
        (5, [(31.5, 8, "6.3"), (45.0, 5, "9"), (58.5, 3, "11.7"), (72.0, 2, "14.4"), (81.0, 1, "16.2")]),
    ],
)
def test_a_ramp_rises_to_the_lead_with_fewer_repetitions_each_step(number, steps):
    warm_ups = ramp(number, STRENGTH, ROW)
    assert [(step.intensity, step.reps, pounds(step)) for step in warm_ups] == [
        (intensity, reps, Decimal(load)) for intensity, reps, load in steps
    ]
    assert {(step.sets, step.rest_seconds, step.load) for step in warm_ups} == {(1, 60, None)}


def test_beyond_five_steps_the_fifth_repeats():
    assert ramp(7, STRENGTH, ROW) == (*ramp(5, STRENGTH, ROW), *[ramp(5, STRENGTH, ROW)[-1]] * 2)


def test_a_ramp_has_at_least_one_step():
    with pytest.raises(ValueError, match=r"^A warm-up has at least one step\.$"):
        ramp(0, STRENGTH, ROW)


def test_a_ramp_to_the_max_stops_where_three_repetitions_are_left():
    top = ramp(5, after(ROW, (Field.INTENSITY, 100), goal=Goal.STRENGTH), ROW)[-1]
    assert (top.intensity, top.reps) == (90.0, 1)
    above = ramp(5, after(ROW, (Field.INTENSITY, 120), goal=Goal.STRENGTH), ROW)[-1]
    assert above.reps == 1
    assert above.intensity == percent_for(Curve.GENERAL, 4)
    assert above.rir == pytest.approx(3.0)


@given(lifts, goals, st.lists(edits, max_size=4), st.integers(min_value=1, max_value=5))
def test_no_warm_up_leaves_fewer_than_three_repetitions_in_reserve(lift, goal, steps, number):
    lead = walked(lift, goal, steps)
    warm_ups = ramp(number, lead, lift)
    assert len(warm_ups) == number
    for step in warm_ups:
        mean = None if step.intensity is None else reps_to_failure(lift.curve, step.intensity)
        assert mean is None or step.reps is None or mean - step.reps >= 3 - 1e-6
    intensities = [step.intensity for step in warm_ups if step.intensity is not None]
    assert intensities == sorted(intensities)
    repetitions = [step.reps for step in warm_ups if step.reps is not None]
    assert repetitions == sorted(repetitions, reverse=True)


def test_a_snapped_warm_up_keeps_its_repetitions():
    (warm_up,) = ramp(1, start(Goal.HYPERTROPHY, SQUAT), SQUAT)
    light = replace(SQUAT, one_rm=Decimal(45))  # 40 % are 18 kg, the bar alone weighs 20
    row = prescribe(warm_up, light, set_type=SetType.WARM_UP)
    assert (row.load, row.reps) == (Decimal(20), 8)


def test_a_warm_up_with_a_bar_that_is_heavy_for_the_client_has_fewer_repetitions():
    (warm_up,) = ramp(1, start(Goal.HYPERTROPHY, SQUAT), SQUAT)
    weak = replace(SQUAT, one_rm=Decimal(25))  # the bar is 80 %: 9.75 repetitions to failure
    row = prescribe(warm_up, weak, set_type=SetType.WARM_UP)
    assert (row.load, row.reps) == (Decimal(20), 6)
    assert row.rir == pytest.approx(3.75)
    pinned = pin(warm_up, Field.REPS, weak).targets
    assert prescribe(pinned, weak, set_type=SetType.WARM_UP).reps == 8
    assert prescribe(warm_up, weak, edited=Field.REPS, set_type=SetType.WARM_UP).reps == 8


@pytest.mark.parametrize(
    ("set_type", "quiet"),
    [
        (SetType.WORKING, set()),
        (SetType.BACK_OFF, set()),
        (SetType.AMRAP, {"all_out", "rest_below_range", "reps_outside_range", "pin_defeats_goal"}),
        (SetType.DROP, {"all_out", "rest_below_range", "reps_outside_range", "pin_defeats_goal"}),
    ],
)
def test_what_a_set_is_meant_to_be_is_no_finding(set_type, quiet):
    codes = {"all_out", "rest_below_range", "reps_outside_range", "pin_defeats_goal", "load_snapped"}
    assert {code for code in codes if not worth_saying(set_type, code)} == quiet


def test_a_warm_up_is_judged_by_its_load_alone():
    codes = {"all_out", "outside_curve", "rest_below_range", "too_heavy_for_rack", "load_not_available"}
    said = {code for code in codes if worth_saying(SetType.WARM_UP, code)}
    assert said == {"too_heavy_for_rack", "load_not_available"}


# Following the lead


def test_a_back_off_keeps_its_ratio_to_the_lead():
    back_off = added(SetType.BACK_OFF, HYPERTROPHY, ROW)
    now = edit(HYPERTROPHY, Field.INTENSITY, 70, ROW).targets
    assert numbers(followed(SetType.BACK_OFF, back_off, HYPERTROPHY, now)) == (2, 18, 63.0, -0.25, 60)


def test_a_back_off_follows_a_toggle_with_its_own_effort_and_rests_by_the_new_goal():
    back_off = edit(added(SetType.BACK_OFF, HYPERTROPHY, ROW), Field.RIR, 2, ROW).targets
    assert back_off.intensity is not None
    strength = followed(SetType.BACK_OFF, back_off, HYPERTROPHY, STRENGTH)
    assert strength.goal is Goal.STRENGTH
    assert strength.intensity == pytest.approx(back_off.intensity * 90 / 80)
    assert (strength.rir, strength.sets, strength.rest_seconds) == (2.0, 2, 180)


@pytest.mark.parametrize("held_field", [Field.INTENSITY, Field.LOAD])
def test_a_back_off_with_a_pinned_intensity_or_load_stays_where_it_is(held_field):
    back_off = pin(added(SetType.BACK_OFF, HYPERTROPHY, ROW), held_field, ROW).targets
    strength = followed(SetType.BACK_OFF, back_off, HYPERTROPHY, STRENGTH)
    assert strength == replace(back_off, goal=Goal.STRENGTH, rest_seconds=180)


def test_a_back_off_with_pinned_repetitions_gives_its_rir():
    back_off = pin(added(SetType.BACK_OFF, HYPERTROPHY, ROW), Field.REPS, ROW).targets
    strength = followed(SetType.BACK_OFF, back_off, HYPERTROPHY, STRENGTH)
    assert (strength.intensity, strength.reps) == (81.0, 14)
    mean = reps_to_failure(Curve.GENERAL, 81.0)
    assert mean is not None
    assert strength.rir == pytest.approx(mean - 14)


def test_a_back_off_keeps_a_pinned_rest():
    back_off = pin(replace(added(SetType.BACK_OFF, HYPERTROPHY, ROW), rest_seconds=45), Field.REST, ROW)
    assert followed(SetType.BACK_OFF, back_off.targets, HYPERTROPHY, STRENGTH).rest_seconds == 45


def test_an_edit_that_leaves_the_leads_intensity_leaves_a_back_off_as_typed():
    back_off = replace(added(SetType.BACK_OFF, HYPERTROPHY, ROW), rest_seconds=75)
    more_sets = edit(HYPERTROPHY, Field.SETS, 6, ROW).targets
    assert followed(SetType.BACK_OFF, back_off, HYPERTROPHY, more_sets) == back_off


def test_a_back_off_goes_no_higher_than_can_be_prescribed():
    back_off = edit(added(SetType.BACK_OFF, HYPERTROPHY, ROW), Field.INTENSITY, 150, ROW).targets
    assert followed(SetType.BACK_OFF, back_off, HYPERTROPHY, STRENGTH).intensity == 150


def test_warm_ups_are_made_anew_for_the_lead():
    for steps in range(1, 6):
        old, new = ramp(steps, HYPERTROPHY, ROW), ramp(steps, STRENGTH, ROW)
        for step in range(steps):
            group = PlannedGroup(SetType.WARM_UP, old[step])
            assert follow(group, HYPERTROPHY, STRENGTH, ROW, ROW, step=step, steps=steps) == new[step]


def test_a_warm_up_keeps_its_pins_when_it_is_made_anew():
    (warm_up,) = ramp(1, HYPERTROPHY, ROW)
    typed = replace(warm_up, sets=2, rest_seconds=30, tempo="3010", pins=frozenset({Field.SETS}))
    anew = followed(SetType.WARM_UP, typed, HYPERTROPHY, STRENGTH)
    assert anew == replace(ramp(1, STRENGTH, ROW)[0], sets=2, pins=frozenset({Field.SETS}))


def test_a_warm_up_with_a_pinned_intensity_counts_its_repetitions_there():
    heavy = edit(ramp(1, HYPERTROPHY, ROW)[0], Field.INTENSITY, 85, ROW).targets
    heavy = pin(heavy, Field.INTENSITY, ROW).targets
    anew = followed(SetType.WARM_UP, heavy, HYPERTROPHY, STRENGTH)
    assert (anew.intensity, anew.reps) == (85.0, 4)
    assert anew.rir == pytest.approx(3.15)


def test_a_warm_up_keeps_what_was_typed_when_its_leads_sets_are_edited():
    typed = replace(ramp(1, HYPERTROPHY, ROW)[0], reps=6)
    more_sets = edit(HYPERTROPHY, Field.SETS, 6, ROW).targets
    assert followed(SetType.WARM_UP, typed, HYPERTROPHY, more_sets) == typed


def test_a_further_step_makes_the_warm_ups_anew_though_the_lead_stays():
    typed = replace(ramp(1, HYPERTROPHY, ROW)[0], reps=6)
    group = PlannedGroup(SetType.WARM_UP, typed)
    first = follow(group, HYPERTROPHY, HYPERTROPHY, ROW, ROW, step=0, steps=3)
    assert first == ramp(3, HYPERTROPHY, ROW)[0]


@pytest.mark.parametrize("set_type", [SetType.WORKING, SetType.DROP, SetType.AMRAP])
def test_other_sets_take_over_the_goal_alone(set_type):
    group = added(set_type, HYPERTROPHY, ROW)
    assert followed(set_type, group, HYPERTROPHY, STRENGTH) == replace(group, goal=Goal.STRENGTH)
    lighter = edit(HYPERTROPHY, Field.INTENSITY, 70, ROW).targets
    assert followed(set_type, group, HYPERTROPHY, lighter) == group


def test_without_an_intensity_a_back_off_takes_over_the_goal_alone():
    lead = start(Goal.HYPERTROPHY, BAND_ROW)
    back_off = added(SetType.BACK_OFF, lead, BAND_ROW)
    strength = followed(SetType.BACK_OFF, back_off, lead, start(Goal.STRENGTH, BAND_ROW), lift=BAND_ROW)
    assert strength == replace(back_off, goal=Goal.STRENGTH)


@given(
    lifts,
    goals,
    goals,
    st.lists(edits, max_size=3),
    st.sampled_from(SetType),
    st.lists(edits, max_size=3),
    pins,
    st.integers(min_value=1, max_value=6),
)
def test_following_never_moves_a_pinned_field(lift, goal, other, before, set_type, own, pinned, steps):
    lead = walked(lift, goal, before)
    group = added(set_type, lead, lift)
    for field, typed in own:
        try:
            group = edit(group, field, typed, lift).targets
        except ImpossibleValueError:
            continue
    group = held(group, pinned, lift)
    moved = followed(set_type, group, lead, start(other, lift), lift=lift, steps=steps)
    assert moved.pins == group.pins
    assert moved.goal is other
    assert moved.intensity is None or 0 < moved.intensity <= 150
    assert moved.reps is None or 1 <= moved.reps <= 200
    for field in pinned:
        assert value(moved, field) == value(group, field)
