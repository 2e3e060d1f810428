"""A goal or a method for a whole slot: working sets, the sets beside them, and later weeks."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programs.prescription import (
    Curve,
    Experience,
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LoadKind,
    Method,
    Outcome,
    PlannedGroup,
    SetType,
    Targets,
    added,
    edit,
    percent_for,
    pin,
    prescribe,
    ramp,
    start,
    toggle,
    toggle_slot,
)
from tests.prescription.cast import BAND_ROW, PLANK, RESERVE_SQUAT, ROW, after
from tests.prescription.test_properties import edits, goals, held, lifts, pins, value, walked

HYPERTROPHY, STRENGTH = start(Goal.HYPERTROPHY, ROW), start(Goal.STRENGTH, ROW)
Week = tuple[PlannedGroup, ...]


def week_of(lead: Targets, *others: tuple[SetType, Targets]) -> Week:
    return (PlannedGroup(SetType.WORKING, lead), *(PlannedGroup(kind, targets) for kind, targets in others))


def full_week(lead: Targets, lift: Lift = ROW) -> Week:
    """A lead with two warm-ups, a back-off, a drop and an AMRAP set."""
    warm_ups = [(SetType.WARM_UP, step) for step in ramp(2, lead, lift)]
    others = [(kind, added(kind, lead, lift)) for kind in (SetType.BACK_OFF, SetType.DROP, SetType.AMRAP)]
    return week_of(lead, *warm_ups, *others)


def leads(
    weeks: list[Targets], goal: Goal, lift: Lift = ROW, lift_before: Lift | None = None
) -> list[Targets]:
    outcomes = toggle_slot([week_of(lead) for lead in weeks], goal, lift, lift_before=lift_before)
    return [outcome.targets for (outcome,) in outcomes]


def edited(targets: Targets, lift: Lift, *steps: tuple[Field, object]) -> Targets:
    for field, typed in steps:
        targets = edit(targets, field, typed, lift).targets
    return targets


def moved(outcome: Outcome) -> dict[str, object]:
    return {change.field.value: change.after for change in outcome.changes}


# Week 1


def test_the_rows_chart_becomes_strengths_and_the_others_follow():
    (outcomes,) = toggle_slot([full_week(HYPERTROPHY)], Goal.STRENGTH, ROW)
    shown = [
        (
            outcome.targets.sets,
            outcome.targets.reps,
            outcome.targets.intensity,
            prescribe(outcome.targets, ROW).load,
        )
        for outcome in outcomes
    ]
    assert shown == [
        (5, 5, 90.0, Decimal(18)),
        (1, 8, 45.0, Decimal(9)),
        (1, 5, 67.5, Decimal("13.5")),
        (2, 9, 81.0, Decimal("16.2")),
        (1, 10, 64.0, Decimal("12.8")),
        (1, 10, 80.0, Decimal(16)),
    ]
    assert {outcome.targets.goal for outcome in outcomes} == {Goal.STRENGTH}


def test_the_lead_is_toggled_as_a_row_alone():
    lead = after(ROW, (Field.SETS, 6), (Field.REST, 75), pins="tempo")
    ((outcome,),) = toggle_slot([week_of(lead)], Goal.STRENGTH, ROW)
    assert outcome == toggle(lead, Goal.STRENGTH, ROW)


def test_further_working_sets_of_week_one_go_to_the_start_too():
    top = edited(replace(HYPERTROPHY, sets=1), ROW, (Field.INTENSITY, 85))
    ((_, outcome),) = toggle_slot([week_of(HYPERTROPHY, (SetType.WORKING, top))], Goal.STRENGTH, ROW)
    assert outcome == toggle(top, Goal.STRENGTH, ROW)


def test_each_outcome_can_be_undone_and_says_what_moved_and_why():
    week = full_week(HYPERTROPHY)
    (outcomes,) = toggle_slot([week], Goal.STRENGTH, ROW)
    assert [outcome.before for outcome in outcomes] == [group.targets for group in week]
    back_off, drop = outcomes[3], outcomes[4]
    assert moved(back_off) == {"intensity": 81.0, "load": Decimal("16.2"), "reps": 9, "rest": 180}
    assert [change.because for change in back_off.changes] == [
        "keeps its share of the first working sets: 81 %",
        "load follows the intensity",
        "reps follow with 0 in reserve",
        "rest follows the intensity",
    ]
    assert {change.because for change in outcomes[1].changes} == {
        "warm-ups are made anew for the first working sets"
    }
    assert drop.changes == ()


def test_untouched_sets_drop_nothing():
    (outcomes,) = toggle_slot([full_week(HYPERTROPHY)], Goal.STRENGTH, ROW)
    assert [outcome.dropped for outcome in outcomes] == [()] * 6


def test_what_was_typed_into_warm_ups_and_back_offs_and_goes_is_listed():
    week = full_week(HYPERTROPHY)
    warm_up = PlannedGroup(SetType.WARM_UP, replace(week[1].targets, reps=12))
    back_off = PlannedGroup(SetType.BACK_OFF, replace(week[3].targets, rest_seconds=45, sets=3))
    ((_, warmed, _, backed, _, _),) = toggle_slot(
        [(week[0], warm_up, week[2], back_off, *week[4:])], Goal.STRENGTH, ROW
    )
    assert [(change.field, change.before, change.after) for change in warmed.dropped] == [(Field.REPS, 12, 8)]
    assert [(change.field, change.before, change.after) for change in backed.dropped] == [
        (Field.REST, 45, 180)
    ]
    assert backed.targets.sets == 3


def test_a_load_that_rises_before_the_lift_is_signed_off_is_a_caution():
    new = replace(ROW, signed_off=False)
    (outcomes,) = toggle_slot([full_week(HYPERTROPHY)], Goal.STRENGTH, new)
    codes = [[note.code for note in outcome.notes] for outcome in outcomes]
    assert codes == [["technique_first"]] * 4 + [[], []]


def test_another_method_moves_the_others_along():
    reserve = replace(ROW, method=Method.RESERVE)
    (outcomes,) = toggle_slot([full_week(HYPERTROPHY)], Goal.HYPERTROPHY, reserve, lift_before=ROW)
    lead, back_off = outcomes[0].targets, outcomes[3].targets
    assert lead == start(Goal.HYPERTROPHY, reserve)
    assert lead.intensity is not None
    assert back_off.intensity == pytest.approx(lead.intensity * 72 / 80)
    assert [outcomes[i].targets for i in (1, 2)] == list(ramp(2, lead, reserve))


# Later weeks


def test_weeks_that_are_like_week_one_get_its_outcomes():
    week = full_week(HYPERTROPHY)
    outcomes = toggle_slot([week, week, week], Goal.STRENGTH, ROW)
    assert outcomes[1] == outcomes[0]
    assert outcomes[2] == outcomes[0]


def test_later_weeks_keep_their_difference_in_sets():
    weeks = [edited(HYPERTROPHY, ROW, (Field.SETS, sets)) for sets in (4, 5, 6, 2)]
    assert leads(weeks, Goal.STRENGTH) == [replace(STRENGTH, sets=sets) for sets in (5, 6, 7, 3)]


def test_sets_stay_between_one_and_twenty():
    weeks = [edited(HYPERTROPHY, ROW, (Field.SETS, sets)) for sets in (10, 20, 1)]
    assert [lead.sets for lead in leads(weeks, Goal.STRENGTH)] == [5, 15, 1]


def test_later_weeks_keep_their_difference_in_percent_points_and_reps_follow():
    weeks = [edited(HYPERTROPHY, ROW, (Field.INTENSITY, percent)) for percent in (80, 82.5, 85)]
    strength = leads(weeks, Goal.STRENGTH)
    assert [(lead.intensity, lead.reps, lead.rest_seconds) for lead in strength] == [
        (90.0, 5, 180),
        (92.5, 4, 210),
        (95.0, 3, 240),
    ]
    assert {lead.rir for lead in strength} == {STRENGTH.rir}


def test_later_weeks_keep_their_difference_in_reserve_and_the_intensity_follows():
    begin = start(Goal.HYPERTROPHY, RESERVE_SQUAT)
    weeks = [edited(begin, RESERVE_SQUAT, (Field.RIR, rir)) for rir in (2, 1, 0)]
    strength = leads(weeks, Goal.STRENGTH, RESERVE_SQUAT)
    assert [(lead.reps, lead.rir) for lead in strength] == [(5, 2.0), (5, 1.0), (5, 0.0)]
    for lead, to_failure in zip(strength, (7, 6, 5), strict=True):
        assert lead.intensity == pytest.approx(percent_for(Curve.GENERAL, to_failure))


def test_a_week_that_differs_in_both_keeps_both():
    begin = start(Goal.HYPERTROPHY, RESERVE_SQUAT)
    week = edited(begin, RESERVE_SQUAT, (Field.RIR, 1), (Field.INTENSITY, 80))
    _, lead = leads([begin, week], Goal.STRENGTH, RESERVE_SQUAT)
    own, usual = percent_for(Curve.GENERAL, 11), percent_for(Curve.GENERAL, 6)
    assert own is not None
    assert usual is not None
    assert lead.rir == 1.0
    assert lead.intensity == pytest.approx(usual + 80 - own)


def test_effort_goes_no_lower_than_nothing_in_reserve():
    begin = start(Goal.STRENGTH, replace(RESERVE_SQUAT, experience=Experience.NOVICE))
    advanced = replace(RESERVE_SQUAT, experience=Experience.ADVANCED)  # hypertrophy starts with 1
    weeks = [begin, edited(begin, advanced, (Field.RIR, 0))]
    assert [lead.rir for lead in leads(weeks, Goal.HYPERTROPHY, advanced)] == [1.0, 0.0]


def test_tempo_and_rest_of_later_weeks_are_dropped_and_listed():
    week = edited(HYPERTROPHY, ROW, (Field.SETS, 5), (Field.TEMPO, "4010"), (Field.REST, 75))
    _, (outcome,) = toggle_slot([week_of(HYPERTROPHY), week_of(week)], Goal.STRENGTH, ROW)
    assert outcome.targets == replace(STRENGTH, sets=6)
    assert [change.field for change in outcome.dropped] == [Field.REST, Field.TEMPO]
    assert outcome.before == week


def test_later_weeks_say_that_they_keep_their_offset():
    week = edited(HYPERTROPHY, ROW, (Field.SETS, 5))
    _, (outcome,) = toggle_slot([week_of(HYPERTROPHY), week_of(week)], Goal.STRENGTH, ROW)
    because = {change.field: change.because for change in outcome.changes}
    assert because[Field.SETS] == "strength's start, as far from week 1 as it was"
    assert because[Field.TEMPO] == "strength's start"
    assert because[Field.REST] == "rest follows the intensity"
    assert outcome.dropped == ()


def test_the_others_of_a_later_week_follow_their_own_lead():
    heavier = edited(HYPERTROPHY, ROW, (Field.INTENSITY, 85))
    _, outcomes = toggle_slot([full_week(HYPERTROPHY), full_week(heavier)], Goal.STRENGTH, ROW)
    lead, first, second, back_off = (outcome.targets for outcome in outcomes[:4])
    assert lead.intensity == 95.0
    assert back_off.intensity == pytest.approx(95 * 0.9)
    assert (first, second) == ramp(2, lead, ROW)


def test_further_working_sets_of_later_weeks_keep_their_own_offset():
    top = replace(HYPERTROPHY, sets=1)
    weeks = [
        week_of(HYPERTROPHY, (SetType.WORKING, edited(top, ROW, (Field.INTENSITY, percent))))
        for percent in (85, 87.5)
    ]
    outcomes = toggle_slot(weeks, Goal.STRENGTH, ROW)
    assert [week[1].targets.intensity for week in outcomes] == [90.0, 92.5]


def test_working_sets_that_week_one_lacks_go_to_the_start():
    top = replace(HYPERTROPHY, sets=1)
    _, (_, outcome) = toggle_slot(
        [week_of(HYPERTROPHY), week_of(HYPERTROPHY, (SetType.WORKING, top))], Goal.STRENGTH, ROW
    )
    assert outcome.targets == STRENGTH


def test_a_pin_in_one_week_holds_there_and_the_offset_in_the_others():
    weeks = [
        edited(HYPERTROPHY, ROW, (Field.INTENSITY, 80)),
        pin(edited(HYPERTROPHY, ROW, (Field.INTENSITY, 82.5)), Field.INTENSITY, ROW).targets,
        pin(edited(HYPERTROPHY, ROW, (Field.REPS, 8)), Field.REPS, ROW).targets,
        edited(HYPERTROPHY, ROW, (Field.INTENSITY, 85)),
    ]
    _, second, third, fourth = leads(weeks, Goal.STRENGTH)
    assert (second.intensity, second.reps) == (82.5, 8)
    assert third.reps == 8
    assert third.rir == STRENGTH.rir
    assert third.intensity == pytest.approx(percent_for(Curve.GENERAL, 8 + (STRENGTH.rir or 0)))
    assert fourth.intensity == 95.0


def test_a_pinned_effort_holds_while_the_intensity_keeps_its_offset():
    begin = pin(start(Goal.HYPERTROPHY, RESERVE_SQUAT), Field.RIR, RESERVE_SQUAT).targets
    assert begin.intensity is not None
    heavier = edited(begin, RESERVE_SQUAT, (Field.INTENSITY, begin.intensity + 5))
    first, second = leads([begin, heavier], Goal.STRENGTH, RESERVE_SQUAT)
    assert first.intensity is not None
    assert second.intensity == pytest.approx(first.intensity + 5)
    assert (first.rir, second.rir) == (2.0, 2.0)


def test_timed_weeks_keep_their_difference_in_seconds():
    begin = start(Goal.HYPERTROPHY, PLANK)
    weeks = [edited(begin, PLANK, (Field.REPS, seconds)) for seconds in (30, 40, 50)]
    assert [lead.seconds for lead in leads(weeks, Goal.STRENGTH, PLANK)] == [30, 40, 50]


def test_weeks_of_a_band_keep_their_difference_in_repetitions_and_effort():
    begin = start(Goal.HYPERTROPHY, replace(BAND_ROW, method=Method.RESERVE))
    band = replace(BAND_ROW, method=Method.RESERVE)
    weeks = [begin, edited(begin, band, (Field.REPS, 12), (Field.RIR, 1))]
    assert [(lead.reps, lead.rir) for lead in leads(weeks, Goal.STRENGTH, band)] == [(5, 2.0), (7, 1.0)]


def test_a_slot_without_weeks_has_no_outcomes():
    assert toggle_slot([], Goal.STRENGTH, ROW) == ()
    assert toggle_slot([(), week_of(HYPERTROPHY)], Goal.STRENGTH, ROW)[0] == ()


# Whatever the weeks


set_types = st.sampled_from(SetType)


@st.composite
def slots(draw: st.DrawFn) -> tuple[Lift, Goal, list[Week]]:
    """Any weeks of one shape: each group edited and pinned in its own way."""
    lift, goal = draw(lifts), draw(goals)
    shape = draw(st.lists(set_types, max_size=3))
    weeks = []
    for _ in range(draw(st.integers(min_value=1, max_value=3))):
        lead = held(walked(lift, goal, draw(st.lists(edits, max_size=3))), draw(pins), lift)
        others = []
        for kind in shape:
            group = added(kind, lead, lift)
            for field, typed in draw(st.lists(edits, max_size=2)):
                try:
                    group = edit(group, field, typed, lift).targets
                except ImpossibleValueError:
                    continue
            others.append((kind, held(group, draw(pins), lift)))
        weeks.append(week_of(lead, *others))
    return lift, goal, weeks


@given(slots(), goals, st.sampled_from(Method))
def test_no_pinned_field_ever_moves(slot, other, method):
    lift, _, weeks = slot
    outcomes = toggle_slot(weeks, other, replace(lift, method=method), lift_before=lift)
    for week, answers in zip(weeks, outcomes, strict=True):
        for group, outcome in zip(week, answers, strict=True):
            assert outcome.targets.pins == group.targets.pins
            for field in group.targets.pins:
                was = value(group.targets, field)
                if was != (None,) * len(was):
                    assert value(outcome.targets, field) == was


@given(slots(), goals, st.sampled_from(Method))
def test_every_outcome_can_be_stored_shown_and_undone(slot, other, method):
    lift, _, weeks = slot
    now = replace(lift, method=method)
    outcomes = toggle_slot(weeks, other, now, lift_before=lift)
    for week, answers in zip(weeks, outcomes, strict=True):
        for group, outcome in zip(week, answers, strict=True):
            targets = outcome.targets
            assert outcome.before == group.targets
            assert targets.goal is other
            assert 1 <= targets.sets <= 20
            assert targets.reps is None or 1 <= targets.reps <= 200
            assert targets.intensity is None or 0 < targets.intensity <= 150
            assert 0 <= targets.rest_seconds <= 1800
            assert prescribe(targets, now, set_type=group.set_type).goal is other
            assert set(outcome.dropped) <= set(outcome.changes)
            assert all(change.because for change in outcome.changes)


@given(slots(), goals)
def test_weeks_with_the_same_groups_get_the_same_outcomes(slot, other):
    lift, _, weeks = slot
    outcomes = toggle_slot([weeks[0], *weeks], other, lift)
    assert outcomes[1] == outcomes[0]


# A top set is one set like the lead's: an edit of its sets, which a toggle drops.
followers = st.sampled_from(sorted(set(SetType) - {SetType.WORKING}))
graded = st.tuples(
    st.integers(min_value=-2, max_value=6),  # sets
    st.floats(min_value=0, max_value=3),  # RIR above the start's
    st.none() | st.floats(min_value=-8, max_value=4),  # percent points
)
curved = st.builds(
    Lift,
    curve=st.sampled_from([Curve.GENERAL, Curve.BENCH_PRESS]),
    kind=st.sampled_from(Kind),
    experience=st.sampled_from(Experience),
    method=st.sampled_from(Method),
    load_kind=st.sampled_from([LoadKind.EXTERNAL, LoadKind.BODY_WEIGHT]),
    one_rm=st.none() | st.decimals(min_value=20, max_value=300, places=1),
)


def close(a: Targets, b: Targets) -> bool:
    """The same, but for the last digits of intensity and RIR."""
    for was, now in ((a.intensity, b.intensity), (a.rir, b.rir)):
        if was is None or now is None or abs(was - now) > 1e-6:
            return False
    return replace(a, intensity=None, rir=None) == replace(b, intensity=None, rir=None)


@given(curved, goals, st.lists(graded, max_size=3), st.lists(followers, max_size=3, unique=True))
def test_there_and_back_is_the_identity_for_graded_weeks(lift, goal, grades, shape):
    """Week 1 at the start; later weeks differ in sets, RIR and intensity; nothing was cut off."""
    begin = start(goal, lift)
    weeks = []
    for sets, rir, points in [(0, 0.0, None), *grades]:
        lead = replace(begin, sets=begin.sets + sets)
        if rir:
            lead = edit(lead, Field.RIR, max(begin.rir or 0, 0) + rir, lift).targets
        if points is not None and lead.intensity is not None:
            lead = edit(lead, Field.INTENSITY, lead.intensity + points, lift).targets
        weeks.append(week_of(lead, *((kind, added(kind, lead, lift)) for kind in shape)))
    other = Goal.STRENGTH if goal is Goal.HYPERTROPHY else Goal.HYPERTROPHY
    there = toggle_slot(weeks, other, lift)
    between = [
        tuple(
            PlannedGroup(group.set_type, outcome.targets)
            for group, outcome in zip(week, answers, strict=True)
        )
        for week, answers in zip(weeks, there, strict=True)
    ]
    assume(all(group.targets.reps is not None for week in between for group in week))
    back = toggle_slot(between, goal, lift)
    for week, answers in zip(weeks, back, strict=True):
        for group, outcome in zip(week, answers, strict=True):
            assert close(outcome.targets, group.targets), (group, outcome.targets)


def test_there_and_back_keeps_the_weeks_of_the_chart():
    weeks = [full_week(edited(HYPERTROPHY, ROW, (Field.INTENSITY, percent))) for percent in (80, 82.5, 77.5)]
    there = toggle_slot(weeks, Goal.STRENGTH, ROW)
    between = [
        tuple(PlannedGroup(g.set_type, o.targets) for g, o in zip(week, answers, strict=True))
        for week, answers in zip(weeks, there, strict=True)
    ]
    back = toggle_slot(between, Goal.HYPERTROPHY, ROW)
    for week, answers in zip(weeks, back, strict=True):
        assert all(close(o.targets, g.targets) for g, o in zip(week, answers, strict=True))
