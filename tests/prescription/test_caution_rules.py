"""No more, or less: hold, pain, back off after two misses, resume after a gap."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Asked,
    Certainty,
    Field,
    Lift,
    Performed,
    Rule,
    Suggestion,
    pin,
    prescribe,
    suggest,
)
from tests.prescription.cast import NO_MAX, PLANK
from tests.prescription.sessions import (
    BAND,
    DUMBBELLS,
    PULL_UP,
    SQUAT,
    asked,
    coming,
    load,
    moved,
    performed,
    reps,
    targets,
)

ROW = targets()
HEAVIER = targets(load=80)
ALL_OUT = asked(rir=-0.25)


def said(suggestion: Suggestion | None) -> tuple[Rule, str, str]:
    assert suggestion is not None
    return suggestion.rule, suggestion.text, suggestion.why


# A miss


def test_after_a_miss_the_load_holds_and_the_log_says_why():
    suggestion = suggest([performed(10, 9, 8)], coming(ROW), SQUAT)
    assert said(suggestion) == (
        Rule.HOLD,
        "Hold: no more than 10 repetitions with 75 kg before every set is done.",
        "10, 9 and 8 repetitions for a target of 10 in the last session.",
    )
    assert moved(suggestion) == []
    assert suggestion is not None
    assert suggestion.certainty is Certainty.JUDGEMENT


def test_a_hold_takes_a_planned_increase_back_in_the_next_session_only():
    rows = coming(HEAVIER, targets(load=85))
    assert moved(suggest([performed(10, 9, 8)], rows, SQUAT)) == [load("week 1", "80", "75")]


def test_a_hold_takes_more_repetitions_and_sets_back():
    rows = coming(replace(ROW, reps=12, sets=4))
    assert moved(suggest([performed(10, 9, 8)], rows, SQUAT)) == [
        reps("week 1", 12, 10),
        ("week 1", Field.SETS, 4, 3),
    ]


def test_a_move_of_held_sets_says_so():
    held = pin(replace(ROW, sets=4), Field.SETS, SQUAT).targets
    suggestion = suggest([performed(10, 9, 8)], coming(held), SQUAT)
    assert suggestion is not None
    assert [move.pinned for move in suggestion.moves] == [True]


def test_a_hold_keeps_the_range_that_was_asked_for():
    rows = coming(replace(ROW, reps=10, reps_high=14))
    history = [performed(12, 9, 8, of=asked(high=12))]
    assert moved(suggest(history, rows, SQUAT)) == [reps("week 1", (10, 14), (10, 12))]


def test_a_hold_leaves_a_lighter_session_with_more_repetitions_as_planned():
    light = replace(targets(load=60), reps=15)
    assert moved(suggest([performed(10, 9, 8)], coming(light), SQUAT)) == []


def test_a_set_left_out_is_a_miss():
    suggestion = suggest([performed(10, 10)], coming(ROW), SQUAT)
    assert said(suggestion)[2] == (
        "10 and 10 repetitions for a target of 10, 1 of 3 sets left out in the last session."
    )


def test_a_lighter_load_than_asked_for_is_a_miss():
    suggestion = suggest([performed(12, 12, 12, load="70")], coming(ROW), SQUAT)
    assert said(suggestion)[2] == (
        "12, 12 and 12 repetitions for a target of 10, 70 kg instead of 75 kg in the last session."
    )


def test_less_than_the_least_step_is_no_lighter_load():
    assert suggest([performed(10, 10, 10, load="73.5")], coming(ROW), SQUAT) is None


def test_a_session_in_which_the_exercise_was_not_attempted_is_no_miss():
    assert suggest([performed()], coming(ROW), SQUAT) is None


def test_timed_sets_are_missed_and_held_in_seconds():
    history = [performed(30, 20, of=asked(None, 30, sets=2, rir=None))]
    suggestion = suggest(history, coming(replace(targets(PLANK, reps=45), sets=2)), PLANK)
    assert said(suggestion) == (
        Rule.HOLD,
        "Hold: no more than 30 seconds before every set is done.",
        "30 and 20 seconds for a target of 30 in the last session.",
    )
    assert moved(suggestion) == [reps("week 1", 45, 30)]


def test_a_hold_of_sets_that_only_count_says_last_time():
    uncounted = asked(None, None, sets=2, rir=None)
    suggestion = suggest([performed(1, of=uncounted)], coming(ROW), SQUAT)
    assert said(suggestion)[1] == "Hold: no more than last time before every set is done."


# Sets to the last repetition


@pytest.mark.parametrize("rir", [-0.25, 0.0])
def test_later_sets_that_fall_short_of_an_all_out_plan_are_no_miss(rir):
    assert suggest([performed(10, 6, 4, of=asked(rir=rir))], coming(ROW), SQUAT) is None


def test_a_first_set_short_of_an_all_out_plan_holds_without_alarm():
    suggestion = suggest([performed(9, 6, 4, of=ALL_OUT)], coming(HEAVIER), SQUAT)
    assert said(suggestion)[0] is Rule.HOLD
    assert said(suggestion)[2] == (
        "9, 6 and 4 repetitions for a target of 10 in the last session. "
        "Sets planned to the last repetition fall short now and then: one miss is no alarm."
    )
    assert moved(suggestion) == [load("week 1", "80", "75")]


# Two misses


def two_misses(*done: int, of: Asked | None = None) -> list[Performed]:
    return [performed(*done, of=of, weeks_ago=1), performed(*done, of=of)]


def test_after_two_misses_the_coming_loads_come_down_by_about_10_percent():
    rows = coming(ROW, targets(load="77.5"), HEAVIER)
    suggestion = suggest(two_misses(10, 9, 8), rows, SQUAT)
    assert said(suggestion) == (
        Rule.BACK_OFF,
        "Back off to 67.5 kg and build up again.",
        "10, 9 and 8 repetitions for a target of 10, then 10, 9 and 8 repetitions for a target of 10: "
        "two misses in a row.",
    )
    assert moved(suggestion) == [
        load("week 1", "75", "67.5"),
        load("week 2", "77.5", "70"),
        load("week 3", "80", "72.5"),
    ]
    assert suggestion is not None
    assert (suggestion.source, suggestion.also) == ("setwise", ("wendler_2009",))
    assert len(suggestion.based_on) == 2


def test_backing_off_leaves_what_is_planned_lighter_and_goes_no_lower_than_its_start():
    rows = coming(targets(load=60), targets(load="67.5"), targets(load=70))
    assert moved(suggest(two_misses(10, 9, 8), rows, SQUAT)) == [load("week 3", "70", "67.5")]


def test_where_everything_planned_is_lighter_two_misses_hold():
    suggestion = suggest(two_misses(10, 9, 8), coming(targets(load=60)), SQUAT)
    assert said(suggestion)[0] is Rule.HOLD


def test_a_miss_after_a_good_session_is_one_miss():
    history = [performed(10, 10, 10, weeks_ago=1), performed(10, 9, 8)]
    assert said(suggest(history, coming(ROW), SQUAT))[0] is Rule.HOLD


def test_a_session_without_sets_before_a_miss_is_no_miss():
    history = [performed(pain=3, weeks_ago=1), performed(10, 9, 8)]
    assert said(suggest(history, coming(ROW), SQUAT))[0] is Rule.HOLD


@pytest.mark.parametrize("before", [asked("82.5"), asked("75", 12)])
def test_a_miss_at_lighter_work_than_the_miss_before_is_the_first_of_its_own(before):
    history = [performed(9, 9, 9, of=before, weeks_ago=1), performed(9, 9, 9)]
    assert said(suggest(history, coming(ROW), SQUAT))[0] is Rule.HOLD


def test_where_the_next_lighter_load_is_too_light_there_are_fewer_repetitions():
    four = asked("4")
    rows = coming(targets(DUMBBELLS), replace(targets(DUMBBELLS), reps_high=12))
    suggestion = suggest(two_misses(10, 9, 9, of=four), rows, DUMBBELLS)
    assert said(suggestion)[1] == "Back off to 9 repetitions and build up again."
    assert moved(suggestion) == [reps("week 1", 10, 9), reps("week 2", (10, 12), (9, 11))]


def test_a_session_planned_lighter_keeps_its_repetitions_after_two_misses():
    rows = coming(replace(targets(DUMBBELLS), load=Decimal(3)), targets(DUMBBELLS))
    assert moved(suggest(two_misses(10, 9, 9, of=asked("4")), rows, DUMBBELLS)) == [reps("week 2", 10, 9)]


def test_fewer_repetitions_are_never_more_than_were_done():
    assert moved(suggest(two_misses(10, 8, 7, of=asked(None)), coming(targets(BAND)), BAND)) == [
        reps("week 1", 10, 7)
    ]


def test_of_all_out_sets_the_first_says_how_few_repetitions_are_enough():
    history = two_misses(9, 5, 3, of=asked("4", rir=-0.25))
    assert moved(suggest(history, coming(targets(DUMBBELLS)), DUMBBELLS)) == [reps("week 1", 10, 9)]


def test_a_session_planned_much_heavier_comes_down_to_what_can_be_built():
    rows = coming(replace(targets(DUMBBELLS), load=Decimal(8), reps=10))
    of = asked("5")
    assert moved(suggest(two_misses(10, 9, 9, of=of), rows, DUMBBELLS)) == [load("week 1", "8", "6")]


def test_one_repetition_can_be_no_fewer():
    single = replace(targets(BAND), reps=1)
    history = two_misses(1, of=asked(None, 1, sets=2))
    assert said(suggest(history, coming(single), BAND))[0] is Rule.HOLD


def test_backing_off_from_what_was_lifted_without_a_1rm():
    of = asked(None)
    history = [performed(9, 9, 9, of=of, load="40", weeks_ago=week) for week in (1, 0)]
    assert moved(suggest(history, coming(targets(NO_MAX)), NO_MAX)) == [load("week 1", None, "36")]


def test_with_body_weight_added_load_goes_before_repetitions():
    added = asked("85")
    assert moved(suggest(two_misses(8, 8, 8, of=added), coming(targets(PULL_UP, load=5)), PULL_UP)) == [
        load("week 1", "5", "0")
    ]


# Pain


def test_after_pain_nothing_gets_heavier():
    suggestion = suggest([performed(12, 12, 12, pain=4)], coming(replace(HEAVIER, sets=4), HEAVIER), SQUAT)
    assert said(suggestion) == (
        Rule.PAIN_HOLD,
        "Hold: nothing gets heavier before a session without pain.",
        "Pain of 4 out of 10 was flagged in the last session: ask about it before the next one.",
    )
    assert moved(suggestion) == [load("week 1", "80", "75"), ("week 1", Field.SETS, 4, 3)]


def test_pain_of_nothing_is_no_pain():
    assert suggest([performed(10, 10, 10, pain=0)], coming(HEAVIER), SQUAT) is None


def test_pain_counts_where_no_set_was_done():
    assert said(suggest([performed(pain=6)], coming(HEAVIER), SQUAT))[0] is Rule.PAIN_HOLD


def test_after_pain_and_a_gap_the_next_session_is_as_light_as_after_a_gap():
    rows = coming(replace(HEAVIER, sets=4), ROW, weeks=4)
    suggestion = suggest([performed(10, 10, 10, pain=4)], rows, SQUAT)
    assert said(suggestion)[0] is Rule.PAIN_HOLD
    assert said(suggestion)[2].endswith("3 weeks without this exercise went by as well.")
    assert moved(suggestion) == [
        load("week 1", "80", "60"),
        load("week 2", "75", "65"),
        ("week 1", Field.SETS, 4, 3),
    ]


# A gap


@pytest.mark.parametrize(
    ("weeks", "loads"),
    [
        (1, [("75", "67.5"), ("75", "72.5")]),
        (2, [("75", "62.5"), ("75", "67.5"), ("75", "72.5")]),
        (3, [("75", "60"), ("75", "65"), ("75", "70")]),
        (4, [("75", "52.5"), ("75", "57.5"), ("75", "62.5"), ("75", "67.5")]),
        (9, [("75", "52.5"), ("75", "57.5"), ("75", "62.5"), ("75", "67.5")]),
    ],
)
def test_after_missed_weeks_loads_resume_lighter_and_climb_by_10_percent_at_most(weeks, loads):
    suggestion = suggest([performed(10, 10, 10)], coming(ROW, ROW, ROW, ROW, weeks=1 + weeks), SQUAT)
    assert moved(suggestion) == [
        load(f"week {number}", before, after) for number, (before, after) in enumerate(loads, 1)
    ]


def test_a_gap_is_said_in_weeks_with_what_is_known_of_it():
    suggestion = suggest([performed(10, 10, 10)], coming(ROW, weeks=2), SQUAT)
    assert said(suggestion) == (
        Rule.RESUME_LIGHTER,
        "Resume with 67.5 kg.",
        "A week without this exercise went by: little strength is lost in one.",
    )
    assert suggestion is not None
    assert (suggestion.source, suggestion.also) == ("setwise", ("bosquet_2013", "coleman_2024"))
    assert suggestion.certainty is Certainty.JUDGEMENT
    longer = suggest([performed(10, 10, 10)], coming(ROW, weeks=3), SQUAT)
    assert said(longer)[2] == (
        "2 weeks without this exercise went by: strength is lost slowly, and more with time."
    )


def test_a_gap_counts_from_the_last_session_in_which_the_exercise_was_done():
    history = [performed(10, 10, 10, weeks_ago=1), performed()]
    assert said(suggest(history, coming(ROW), SQUAT))[0] is Rule.RESUME_LIGHTER


def test_days_that_the_plan_has_between_sessions_are_no_gap():
    rows = coming(ROW, weeks=2)
    assert suggest([performed(10, 10, 10)], rows, SQUAT, days_apart=14) is None
    assert said(suggest([performed(10, 10, 10)], rows, SQUAT, days_apart=7))[0] is Rule.RESUME_LIGHTER
    assert suggest([performed(10, 10, 10)], rows, SQUAT, days_apart=8) is None
    assert suggest([performed(10, 10, 10)], rows, SQUAT, days_apart=28) is None


def test_resuming_counts_from_what_was_lifted_last_where_the_plan_has_moved_on():
    rows = coming(targets(load=85), weeks=2)
    assert moved(suggest([performed(10, 10, 10)], rows, SQUAT)) == [load("week 1", "85", "67.5")]


def test_a_session_that_is_light_enough_resumes_as_planned():
    suggestion = suggest([performed(10, 10, 10)], coming(targets(load=60), weeks=2), SQUAT)
    assert said(suggestion)[:2] == (
        Rule.RESUME_LIGHTER,
        "Resume as planned: the next session is light enough.",
    )
    assert moved(suggestion) == []


def test_where_no_load_exists_within_10_percent_the_plan_goes_on_after_the_first_session():
    coarse = Lift(one_rm=Decimal(16), available=DUMBBELLS.available)
    rows = coming(targets(coarse, load=8), targets(coarse, load=8), weeks=4)
    history = [performed(10, 10, 10, of=asked("8"))]
    assert moved(suggest(history, rows, coarse)) == [load("week 1", "8", "6")]


def test_where_nothing_lighter_exists_there_are_fewer_repetitions_after_a_gap():
    history = [performed(10, 10, 10, of=asked("80"))]
    rows = coming(targets(PULL_UP, load=0), targets(PULL_UP, load=0), weeks=3)
    suggestion = suggest(history, rows, PULL_UP)
    assert said(suggestion)[1] == "Resume with 9 repetitions."
    assert moved(suggestion) == [reps("week 1", 10, 9)]
    bands = suggest(
        [performed(10, 10, 10, of=asked(None))], coming(targets(BAND, reps=(10, 15)), weeks=5), BAND
    )
    assert said(bands)[1] == "Resume with 7 to 12 repetitions."


def test_the_loads_of_these_tests_are_what_the_row_prescribes():
    assert prescribe(ROW, SQUAT).load == 75
    assert prescribe(targets(DUMBBELLS), DUMBBELLS).load == 4
