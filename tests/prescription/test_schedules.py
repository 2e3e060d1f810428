"""Filling weeks: what is matched, pinned, empty, toggled, and what the trainer should know."""

from dataclasses import replace
from decimal import Decimal

from programs.prescription import (
    Caution,
    DoubleProgression,
    Field,
    Goal,
    LinearLoad,
    Mend,
    Method,
    Note,
    PhaseSlot,
    PlannedDeload,
    PlannedGroup,
    RepProgression,
    RirTaper,
    SetProgression,
    SetType,
    StepUnit,
    Wave,
    added,
    edit,
    phase_schedule,
    pin,
    prescribe,
    ramp,
    regenerate,
    regenerate_phase,
    schedule,
    start,
    toggle,
)
from tests.prescription.cast import RESERVE_SQUAT, SQUAT, after
from tests.prescription.scheduling import (
    codes,
    days,
    filled,
    full_week,
    leads,
    lines,
    says,
    week_of,
    weeks_after,
)

HYPERTROPHY, STRENGTH = start(Goal.HYPERTROPHY, RESERVE_SQUAT), start(Goal.STRENGTH, RESERVE_SQUAT)
EXACT = replace(RESERVE_SQUAT, available=None)
KG_STEPS = LinearLoad(Decimal("2.5"), StepUnit.KG)


# Pins


def pinned(field, value):
    return pin(edit(HYPERTROPHY, field, value, RESERVE_SQUAT).targets, field, RESERVE_SQUAT).targets


def test_a_pinned_load_stays_in_its_week_and_the_others_go_on():
    weeks = [week_of(HYPERTROPHY), week_of(pinned(Field.LOAD, 70)), week_of(HYPERTROPHY)]
    made = schedule(KG_STEPS, weeks, RESERVE_SQUAT)
    assert lines(made, RESERVE_SQUAT) == ["4x10 75 kg", "4x13 70 kg", "4x10 80 kg"]
    (note,) = made.weeks[1].outcomes[0].notes
    assert (note.code, note.text) == (
        "pin_defeats_progression",
        "Week 2: load pinned, although Linear load asks for +2.5 kg.",
    )
    assert note.mend == Mend("Unpin the load.", "unpin", "load")


def test_pinned_repetitions_stay_and_the_effort_gives():
    made = schedule(KG_STEPS, [week_of(HYPERTROPHY), week_of(pinned(Field.REPS, 8))], EXACT)
    week_2 = leads(made)[1]
    assert (week_2.reps, week_2.pins) == (8, frozenset({Field.REPS}))
    assert week_2.intensity == (HYPERTROPHY.intensity or 0) + 2.5
    assert prescribe(week_2, EXACT).rir_exact == week_2.rir
    assert made.weeks[1].outcomes[0].notes == ()


def test_a_pinned_reserve_is_held_and_the_repetitions_give():
    lead = pin(HYPERTROPHY, Field.RIR, RESERVE_SQUAT).targets
    made = leads(schedule(LinearLoad(Decimal(5)), [week_of(lead)] * 3, RESERVE_SQUAT))
    assert [week.rir for week in made] == [2.0, 2.0, 2.0]
    assert [week.reps for week in made] == [10, 7, 5]


def test_a_pinned_intensity_lets_a_taper_move_the_repetitions():
    lead = pin(HYPERTROPHY, Field.INTENSITY, RESERVE_SQUAT).targets
    made = leads(schedule(RirTaper(), [week_of(lead)] * 4, RESERVE_SQUAT))
    assert {week.intensity for week in made} == {HYPERTROPHY.intensity}
    assert [(week.rir, week.reps) for week in made] == [(3.0, 9), (2.0, 10), (1.0, 11), (0.0, 12)]


def test_a_pin_that_agrees_with_the_scheme_is_no_contradiction():
    weeks = [week_of(HYPERTROPHY), week_of(pinned(Field.SETS, 5)), week_of(pinned(Field.SETS, 5))]
    made = schedule(SetProgression(), weeks, RESERVE_SQUAT)
    assert [outcome.notes for outcome in made.weeks[1].outcomes] == [()]
    assert codes(made.weeks[2].outcomes[0].notes) == ["pin_defeats_progression"]
    held = schedule(RepProgression(), [week_of(HYPERTROPHY), week_of(pinned(Field.REPS, 11))], RESERVE_SQUAT)
    assert held.weeks[1].outcomes[0].notes == ()


def test_pinned_rest_and_tempo_stay_while_the_rest_moves():
    held = replace(HYPERTROPHY, rest_seconds=150, tempo="3010", pins=frozenset({Field.REST, Field.TEMPO}))
    made = leads(schedule(LinearLoad(Decimal(10)), [week_of(HYPERTROPHY), week_of(held)], RESERVE_SQUAT))
    assert (made[1].rest_seconds, made[1].tempo) == (150, "3010")
    assert made[1].intensity == (HYPERTROPHY.intensity or 0) + 10


# Weeks and set groups


def test_what_was_typed_into_later_weeks_unpinned_gives_way_to_the_scheme():
    typed = edit(HYPERTROPHY, Field.SETS, 7, RESERVE_SQUAT).targets
    made = schedule(KG_STEPS, [week_of(HYPERTROPHY), week_of(typed)], RESERVE_SQUAT)
    assert leads(made)[1].sets == 4
    reasons = {change.field: change.because for change in made.weeks[1].outcomes[0].changes}
    assert reasons[Field.SETS] == "as in week 1"


def test_weeks_in_which_the_slot_is_not_trained_stay_empty_and_do_not_progress():
    week = week_of(HYPERTROPHY)
    made = schedule(KG_STEPS, [(), week, (), week, week], RESERVE_SQUAT)
    assert [len(entry.groups) for entry in made.weeks] == [0, 1, 0, 1, 1]
    assert lines(made, RESERVE_SQUAT) == ["4x10 75 kg", "4x10 77.5 kg", "4x10 80 kg"]
    assert says(made) == ["", "as in week 1", "", "+2.5 kg", "+2.5 kg"]


def test_the_first_trained_week_is_never_a_deload():
    week = week_of(HYPERTROPHY)
    made = schedule(PlannedDeload(every=2), [(), week, week, week], RESERVE_SQUAT)
    assert [entry.deload for entry in made.weeks] == [False, False, False, True]


def test_back_offs_keep_their_share_and_warm_ups_are_made_anew():
    week = full_week(HYPERTROPHY, EXACT)
    made = schedule(LinearLoad(Decimal(4)), [week, week], EXACT)
    assert made.weeks[0].groups == week
    lead, first, second, back_off, drop, amrap = (group.targets for group in made.weeks[1].groups)
    before = [group.targets for group in week]
    assert [first, second] == list(ramp(2, lead, EXACT))
    ratio = (lead.intensity or 0) / (HYPERTROPHY.intensity or 0)
    for moved, was in zip((back_off, drop, amrap), before[3:], strict=True):
        assert moved.intensity == (was.intensity or 0) * (lead.intensity or 0) / (HYPERTROPHY.intensity or 0)
        assert ratio > 1
    assert back_off.reps == before[3].reps
    assert (drop.rir, amrap.rir) == (0.0, 0.0)
    assert drop.reps == before[4].reps  # the curve is a rested lifter's
    assert [change.because for change in made.weeks[1].outcomes[3].changes] == [
        f"keeps its share of the first working sets: {round(back_off.intensity or 0, 1)} %",
        "the load follows the intensity",
        "RIR is what these reps leave at this load",
    ]


def test_back_offs_follow_their_effort_where_the_first_sets_change_their_repetitions():
    week = week_of(HYPERTROPHY, (SetType.BACK_OFF, added(SetType.BACK_OFF, HYPERTROPHY, EXACT)))
    made = schedule(DoubleProgression(8, 10), [week, week], EXACT)
    lead, back_off = (group.targets for group in made.weeks[1].groups)
    assert lead.reps == 8
    assert (back_off.reps, back_off.rir) == (13, 2.0)
    assert made.weeks[1].outcomes[1].changes[2].because == "reps follow with 2 in reserve"


def test_sets_that_week_1_does_not_have_are_left_alone():
    single = replace(STRENGTH, sets=1, reps=1)
    weeks = [week_of(HYPERTROPHY), week_of(HYPERTROPHY, (SetType.WORKING, single))]
    made = schedule(PlannedDeload(KG_STEPS, every=2), weeks, RESERVE_SQUAT)
    assert made.weeks[1].groups[1].targets == single
    assert made.weeks[1].outcomes[1].changes == ()


def test_sets_are_matched_by_type_where_a_week_has_fewer():
    amrap = added(SetType.AMRAP, HYPERTROPHY, EXACT)
    top = replace(STRENGTH, sets=1)
    base = week_of(HYPERTROPHY, (SetType.WORKING, top), (SetType.AMRAP, amrap))
    fewer = week_of(HYPERTROPHY, (SetType.AMRAP, replace(amrap, sets=3)))
    made = schedule(SetProgression(), [base, fewer], EXACT).weeks[1].groups
    assert made[1] == PlannedGroup(SetType.AMRAP, amrap)


def test_a_set_that_a_deload_calmed_is_known_again_beside_one_of_the_trainers_own():
    amrap = added(SetType.AMRAP, HYPERTROPHY, EXACT)
    own = replace(amrap, sets=3)
    weeks = [
        week_of(HYPERTROPHY, (SetType.AMRAP, amrap)),
        week_of(HYPERTROPHY, (SetType.AMRAP, amrap), (SetType.AMRAP, own)),
    ]
    once = schedule(PlannedDeload(every=2), weeks, EXACT)
    assert once.weeks[1].groups[2] == PlannedGroup(SetType.AMRAP, own)
    assert weeks_after(schedule(PlannedDeload(every=2), weeks_after(once), EXACT)) == weeks_after(once)


def test_a_week_whose_first_sets_are_of_another_type_is_led_by_them_all_the_same():
    odd = (PlannedGroup(SetType.AMRAP, HYPERTROPHY), PlannedGroup(SetType.WORKING, STRENGTH))
    made = schedule(LinearLoad(), [week_of(HYPERTROPHY), odd], EXACT).weeks[1].groups
    assert (made[0].set_type, made[0].targets.intensity) == (
        SetType.WORKING,
        (HYPERTROPHY.intensity or 0) + 2.5,
    )
    assert made[1].targets == STRENGTH


def test_what_stopped_a_week_is_said_in_its_deload_too():
    lead = replace(STRENGTH, load=Decimal(160), intensity=None)
    made = schedule(PlannedDeload(KG_STEPS, every=3), [week_of(lead)] * 3, RESERVE_SQUAT)
    assert "progression_stops" in codes(made.weeks[2].outcomes[0].notes)
    assert leads(made)[2].sets == 3


def test_after_a_deload_is_taken_out_its_set_is_to_the_last_repetition_again():
    week = week_of(HYPERTROPHY, (SetType.AMRAP, added(SetType.AMRAP, HYPERTROPHY, EXACT)))
    eased = schedule(PlannedDeload(every=2), [week, week], EXACT)
    assert [group.set_type for group in eased.weeks[1].groups] == [SetType.WORKING, SetType.WORKING]
    again = schedule(SetProgression(), weeks_after(eased), EXACT)
    assert [group.set_type for group in again.weeks[1].groups] == [SetType.WORKING, SetType.AMRAP]
    assert again.weeks[1].groups[1] == week[1]


def test_a_typed_load_of_week_1_goes_where_another_week_pins_an_intensity():
    typed = after(RESERVE_SQUAT, (Field.LOAD, 60))
    weeks = [week_of(typed), week_of(pinned(Field.INTENSITY, 80))]
    week_2 = leads(schedule(SetProgression(), weeks, RESERVE_SQUAT))[1]
    assert (week_2.load, week_2.intensity, week_2.sets) == (None, 80.0, 5)


# Findings


def test_a_rise_of_more_than_ten_percent_a_week_is_a_caution():
    made = filled(LinearLoad(Decimal(10), StepUnit.KG), HYPERTROPHY, RESERVE_SQUAT, 2)
    jump = made.findings[0]
    assert isinstance(jump, Caution)
    assert (jump.code, jump.text) == ("load_jump", "This exercise rises by 13.3 % in week 2.")


def test_coming_back_from_a_deload_is_no_jump():
    made = filled(PlannedDeload(KG_STEPS, every=2, intensity=80), HYPERTROPHY, RESERVE_SQUAT, 5)
    assert "load_jump" not in codes(made.findings)
    assert "load_jump" not in codes(filled(Wave(), STRENGTH, RESERVE_SQUAT, 12).findings)


def test_nine_weeks_without_a_deload_are_a_note_and_a_deload_answers_it():
    assert "no_deload" in codes(filled(RirTaper(), HYPERTROPHY, RESERVE_SQUAT, 9).findings)
    assert codes(filled(PlannedDeload(RirTaper()), HYPERTROPHY, RESERVE_SQUAT, 9).findings) == []
    assert "no_deload" not in codes(filled(Wave(), STRENGTH, RESERVE_SQUAT, 12).findings)


def test_weeks_that_count_on_the_client_getting_stronger_are_named():
    made = filled(KG_STEPS, HYPERTROPHY, RESERVE_SQUAT, 4)
    (note,) = made.findings
    assert isinstance(note, Note)
    assert (note.code, note.text) == (
        "counts_on_gains",
        "This exercise: weeks 3, 4 count on the client getting stronger.",
    )
    single = schedule(KG_STEPS, [week_of(HYPERTROPHY)] * 3, RESERVE_SQUAT, name="Squat").findings
    assert [finding.text for finding in single] == ["Squat: week 3 counts on the client getting stronger."]


def test_the_charts_all_out_start_alone_counts_on_nothing():
    made = filled(SetProgression(), start(Goal.HYPERTROPHY, SQUAT), SQUAT, 3)
    assert made.findings == ()


def test_a_load_that_rises_before_the_lift_is_signed_off_is_a_caution():
    learning = replace(RESERVE_SQUAT, signed_off=False)
    assert "technique_first" in codes(filled(KG_STEPS, HYPERTROPHY, learning, 2).findings)


def test_a_phase_says_each_thing_once_and_judges_the_week_as_a_whole():
    slots = days(HYPERTROPHY, RESERVE_SQUAT, 2, weeks=2)
    made = phase_schedule(LinearLoad(Decimal(10), StepUnit.KG), slots)
    assert codes(made.findings) == ["load_jump", "counts_on_gains", "counts_on_gains"]
    assert made.findings[0].text == "Bench press rises by 13.3 % in week 2."
    assert [codes(part.findings) for part in made.slots] == [["counts_on_gains"], ["counts_on_gains"]]


def test_a_phase_of_nine_weeks_without_a_deload_says_so_once():
    made = phase_schedule(SetProgression(), days(HYPERTROPHY, RESERVE_SQUAT, 3, weeks=9))
    assert codes(made.findings) == ["no_deload"]


def test_an_empty_phase_has_nothing_to_say():
    assert phase_schedule(KG_STEPS, []).slots == ()
    assert phase_schedule(KG_STEPS, [PhaseSlot("Squat", 0, (), RESERVE_SQUAT)]).findings == ()


# The goal


def test_a_goal_takes_week_1_to_its_start_and_fills_the_others_from_there():
    before = schedule(DoubleProgression(8, 12), [week_of(HYPERTROPHY)] * 4, RESERVE_SQUAT)
    made = regenerate(before.scheme, weeks_after(before), Goal.STRENGTH, RESERVE_SQUAT)
    assert made.scheme == DoubleProgression()
    assert leads(made)[0] == toggle(HYPERTROPHY, Goal.STRENGTH, RESERVE_SQUAT).targets
    assert lines(made, RESERVE_SQUAT) == ["5x5 85 kg", "5x3 87.5 kg", "5x4 87.5 kg", "5x5 87.5 kg"]
    assert [week.outcomes[0].before for week in made.weeks] == leads(before)
    reasons = {change.field: change.because for change in made.weeks[0].outcomes[0].changes}
    assert reasons[Field.SETS] == "strength's start"


def test_a_goal_leaves_what_is_pinned():
    lead = pin(HYPERTROPHY, Field.SETS, RESERVE_SQUAT).targets
    made = regenerate(KG_STEPS, [week_of(lead), week_of(HYPERTROPHY)], Goal.STRENGTH, RESERVE_SQUAT)
    assert [week.sets for week in leads(made)] == [4, 4]
    assert leads(made)[1].intensity == (leads(made)[0].intensity or 0) + 2.5


def test_a_phase_is_toggled_and_filled_as_its_slots_are():
    slots = days(HYPERTROPHY, RESERVE_SQUAT, 2, weeks=3)
    made = regenerate_phase(PlannedDeload(RirTaper(), every=3), slots, Goal.STRENGTH)
    alone = regenerate(PlannedDeload(RirTaper(), every=3), slots[0].weeks, Goal.STRENGTH, RESERVE_SQUAT)
    assert [part.weeks for part in made.slots] == [alone.weeks, alone.weeks]
    assert [(week.sets, week.rir) for week in leads(alone)[:2]] == [(5, 3.0), (5, 0.0)]


def test_the_method_of_the_lift_is_the_start_that_a_goal_takes():
    chart = replace(RESERVE_SQUAT, method=Method.CHART)
    made = regenerate(SetProgression(), [week_of(HYPERTROPHY)] * 2, Goal.STRENGTH, chart)
    assert [(week.sets, week.reps, week.intensity) for week in leads(made)] == [(5, 5, 90.0), (6, 5, 90.0)]
