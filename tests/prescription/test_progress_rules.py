"""More load or repetitions, as far as the last sessions have earned them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Certainty,
    DoneSet,
    Experience,
    Field,
    Kind,
    Lift,
    LoadKind,
    Rule,
    Suggestion,
    pin,
    suggest,
    two_for_two,
)
from programs.prescription.progress import all_met
from tests.prescription.cast import ASSISTED_PULL_UP, NO_MAX, PLANK
from tests.prescription.sessions import (
    BAND,
    DUMBBELLS,
    NOVICE_SQUAT,
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
RANGE = targets(reps=(10, 12))
TO_TWELVE = asked(high=12)
BODY = asked("80")


def twice(*done: int, of=None, rir: float | None = None):
    """The same session in two weeks."""
    return [performed(*done, of=of, rir=rir, weeks_ago=1), performed(*done, of=of, rir=rir)]


def said(suggestion: Suggestion | None) -> tuple[Rule, str, str]:
    assert suggestion is not None
    return suggestion.rule, suggestion.text, suggestion.why


# Two-for-two


@pytest.mark.parametrize(
    ("last_set_reps", "increase"), [([12], False), ([12, 11], False), ([12, 12], True), ([11, 12, 13], True)]
)
def test_two_for_two_takes_two_over_the_goal_in_two_sessions_in_a_row(last_set_reps, increase):
    assert two_for_two(10, last_set_reps) is increase


@pytest.mark.parametrize(("last_set_reps", "increase"), [([12], False), ([12, 11], False), ([12, 12], True)])
def test_two_for_two_decides_over_the_load_of_the_coming_session(last_set_reps, increase):
    weeks = range(len(last_set_reps) - 1, -1, -1)
    history = [performed(10, 10, n, weeks_ago=week) for n, week in zip(last_set_reps, weeks, strict=True)]
    suggestion = suggest(history, coming(ROW), SQUAT)
    assert (suggestion is not None) is increase


def test_two_for_two_raises_the_load_by_the_next_step_and_says_why():
    suggestion = suggest(twice(10, 10, 12), coming(ROW, ROW), SQUAT)
    assert said(suggestion) == (
        Rule.TWO_FOR_TWO,
        "Next step: 77.5 kg.",
        "12 and 12 repetitions on the last set for a target of 10 in the last two sessions. "
        "The next step is 3.3 % heavier.",
    )
    assert moved(suggestion) == [load("week 1", "75", "77.5"), load("week 2", "75", "77.5")]
    assert suggestion is not None
    assert (suggestion.source, suggestion.also) == ("nsca_2016", ("acsm_2009",))
    assert suggestion.certainty is Certainty.READ
    assert len(suggestion.based_on) == 2


def test_two_for_two_is_silent_about_a_reserve_that_was_kept():
    suggestion = suggest(twice(10, 10, 12, rir=2), coming(ROW), SQUAT)
    assert said(suggestion)[2] == (
        "12 and 12 repetitions on the last set for a target of 10 in the last two sessions. "
        "The next step is 3.3 % heavier."
    )


def test_two_for_two_says_when_the_extra_repetitions_went_closer_to_failure():
    suggestion = suggest(twice(10, 10, 12, rir=0.5), coming(ROW), SQUAT)
    assert said(suggestion)[2] == (
        "12 and 12 repetitions on the last set for a target of 10 in the last two sessions. "
        "They left 0.5 in reserve where 2 were asked for: look twice. The next step is 3.3 % heavier."
    )


def test_two_for_two_counts_only_sessions_with_at_least_the_load_that_may_rise():
    lighter = performed(10, 10, 12, of=asked("70"), weeks_ago=1)
    heavier = performed(10, 10, 12, of=asked("77.5"), weeks_ago=1)
    last = performed(10, 10, 12)
    assert suggest([lighter, last], coming(ROW), SQUAT) is None
    assert moved(suggest([heavier, last], coming(ROW), SQUAT)) == [load("week 1", "75", "77.5")]
    nearly = performed(10, 10, 12, load="74", weeks_ago=1)
    assert moved(suggest([nearly, last], coming(ROW), SQUAT)) == [load("week 1", "75", "77.5")]


def test_two_for_two_counts_no_session_whose_last_set_was_left_out():
    unfinished = performed(12, 12, weeks_ago=1)
    assert suggest([unfinished, performed(12, 12, 12)], coming(ROW), SQUAT) is None


def test_two_for_two_counts_no_session_with_pain():
    sore = performed(10, 10, 12, pain=2, weeks_ago=1)
    assert suggest([sore, performed(10, 10, 12)], coming(ROW), SQUAT) is None


def test_sets_beyond_those_asked_for_are_not_judged():
    assert suggest(twice(10, 10, 10, 12), coming(ROW), SQUAT) is None
    assert moved(suggest(twice(10, 10, 12, 5), coming(ROW), SQUAT)) == [load("week 1", "75", "77.5")]


# Which coming sessions move


def test_only_sessions_planned_at_the_load_that_was_lifted_move():
    deload, heavier = targets(load=60), targets(load=80)
    suggestion = suggest(twice(10, 10, 12), coming(deload, ROW, heavier), SQUAT)
    assert moved(suggestion) == [load("week 2", "75", "77.5")]


def test_where_the_plan_rises_already_nothing_is_proposed():
    assert suggest(twice(10, 10, 12), coming(targets(load=80)), SQUAT) is None


def test_load_and_repetitions_do_not_rise_in_one_step():
    more_reps = replace(ROW, reps=12)
    assert suggest(twice(10, 10, 12), coming(more_reps), SQUAT) is None


def test_without_coming_sessions_nothing_is_proposed():
    assert suggest(twice(10, 10, 12), (), SQUAT) is None


def test_without_a_1rm_the_step_counts_from_what_was_lifted():
    of = asked(None)
    history = [performed(10, 10, 12, of=of, load="40", weeks_ago=week) for week in (1, 0)]
    assert moved(suggest(history, coming(targets(NO_MAX)), NO_MAX)) == [load("week 1", None, "41")]


def test_without_any_load_known_nothing_is_proposed():
    assert suggest(twice(10, 10, 12, of=asked(None)), coming(targets(NO_MAX)), NO_MAX) is None


@pytest.mark.parametrize("field", [Field.LOAD, Field.INTENSITY])
def test_a_move_of_what_the_trainer_holds_says_so(field):
    held = pin(ROW, field, SQUAT).targets
    suggestion = suggest(twice(10, 10, 12), coming(held, ROW), SQUAT)
    assert suggestion is not None
    assert [move.pinned for move in suggestion.moves] == [True, False]


def test_a_move_of_held_repetitions_says_so():
    held = pin(targets(DUMBBELLS), Field.REPS, DUMBBELLS).targets
    suggestion = suggest(twice(10, 10, 12, of=asked("4")), coming(held), DUMBBELLS)
    assert suggestion is not None
    assert [move.pinned for move in suggestion.moves] == [True]


# Double progression


def test_double_progression_raises_the_load_when_every_set_reaches_the_top_in_reserve():
    suggestion = suggest([performed(12, 12, 13, of=TO_TWELVE, rir=2)], coming(RANGE), SQUAT)
    assert said(suggestion) == (
        Rule.DOUBLE_PROGRESSION,
        "Next step: 77.5 kg, starting again at 10 repetitions.",
        "All 3 sets reached 12 repetitions, the top of 10 to 12, with at least 2 in reserve. "
        "The next step is 3.3 % heavier.",
    )
    assert moved(suggestion) == [load("week 1", "75", "77.5")]
    assert suggestion is not None
    assert suggestion.certainty is Certainty.JUDGEMENT


def test_double_progression_waits_while_a_set_is_short_of_the_top():
    assert suggest([performed(12, 12, 11, of=TO_TWELVE, rir=2)], coming(RANGE), SQUAT) is None


def test_double_progression_waits_while_less_is_left_in_reserve_than_asked_for():
    assert suggest([performed(12, 12, 12, of=TO_TWELVE, rir=1.5)], coming(RANGE), SQUAT) is None


def test_double_progression_waits_while_an_all_out_set_was_lighter():
    of = replace(TO_TWELVE, rir=-0.25)
    last = performed(12, 12, 12, of=of)
    eased = replace(last, done=(*last.done[:2], DoneSet(Decimal(70), 12)))
    assert suggest([eased], coming(RANGE), SQUAT) is None
    assert moved(suggest([last], coming(RANGE), SQUAT)) == [load("week 1", "75", "77.5")]


def test_double_progression_says_when_no_rir_was_logged():
    suggestion = suggest([performed(12, of=replace(TO_TWELVE, sets=1))], coming(RANGE), SQUAT)
    assert said(suggestion)[2] == (
        "The set reached 12 repetitions, the top of 10 to 12; no RIR was logged. "
        "The next step is 3.3 % heavier."
    )


def test_a_range_is_no_matter_of_two_for_two():
    assert suggest(twice(10, 12, 14, of=TO_TWELVE), coming(RANGE), SQUAT) is None


# The beginner's rule


def test_a_novice_gets_more_only_after_all_repetitions_of_all_sets():
    short = performed(10, 9, 12, weeks_ago=1)
    last = performed(10, 10, 12)
    assert suggest([short, last], coming(ROW), NOVICE_SQUAT) is None
    assert moved(suggest([short, last], coming(ROW), SQUAT)) == [load("week 1", "75", "77.5")]
    assert moved(suggest(twice(10, 10, 12), coming(ROW), NOVICE_SQUAT)) == [load("week 1", "75", "77.5")]


def test_all_repetitions_of_all_sets_means_every_set_at_its_load():
    assert all_met(performed(10, 10, 11))
    assert not all_met(performed(10, 10))
    assert not all_met(performed(10, 10, 9))
    assert not all_met(performed(10, 10, 10, load="70"))


# Repetitions before too big a step


def test_where_the_next_load_is_too_heavy_repetitions_come_first_up_to_a_stated_count():
    four = asked("4")
    suggestion = suggest(twice(10, 10, 12, of=four), coming(targets(DUMBBELLS)), DUMBBELLS)
    assert said(suggestion) == (
        Rule.ADD_REPETITIONS,
        "Next step: 10 to 12 repetitions, before anything else.",
        "12 and 12 repetitions on the last set for a target of 10 in the last two sessions. "
        "The next load there is, 5 kg, is 25 % heavier, and a step is at most 10 %. "
        "At 18 repetitions 5 kg for 10 comes within reach.",
    )
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert suggestion is not None
    assert (suggestion.source, suggestion.also) == ("setwise", ("plotkin_2022",))


def test_the_range_opens_to_the_count_and_not_beyond():
    history = [performed(17, 17, 17, of=asked("4", high=17))]
    suggestion = suggest(history, coming(targets(DUMBBELLS, reps=(10, 17))), DUMBBELLS)
    assert moved(suggestion) == [reps("week 1", (10, 17), (10, 18))]


def test_at_the_count_the_trainer_takes_the_big_step():
    history = [performed(18, 18, 18, of=asked("4", high=18), rir=3)]
    suggestion = suggest(history, coming(targets(DUMBBELLS, reps=(10, 18))), DUMBBELLS)
    assert said(suggestion) == (
        Rule.BIG_STEP,
        "18 repetitions are enough here: the step after them is the trainer’s to choose.",
        "All 3 sets reached 18 repetitions, the top of 10 to 18, with at least 3 in reserve. "
        "The next load there is, 5 kg, is 25 % heavier, and a step is at most 10 %. "
        "At 18 repetitions 5 kg for 10 comes within reach.",
    )
    assert moved(suggestion) == []


def test_no_count_goes_beyond_20_repetitions():
    two = replace(DUMBBELLS, one_rm=Decimal("2.6"))
    history = [performed(20, 20, 20, of=asked("2", high=20))]
    suggestion = suggest(history, coming(targets(two, reps=(10, 20))), two)
    assert said(suggestion)[0] is Rule.BIG_STEP
    assert said(suggestion)[2].endswith("At 24 repetitions 3 kg for 10 comes within reach.")


def test_the_count_keeps_what_is_asked_for_in_reserve():
    unknown = replace(DUMBBELLS, one_rm=None)
    history = [performed(8, 8, 8, of=asked("4", 6, 8, rir=4.0), rir=4)]
    suggestion = suggest(history, coming(targets(unknown, reps=(6, 8), load=4)), unknown)
    assert said(suggestion)[2].endswith("At 14 repetitions 5 kg for 6 comes within reach.")


def test_with_nothing_heavier_the_range_opens_to_where_the_goal_ends():
    strong = replace(DUMBBELLS, one_rm=Decimal("10.6"))
    row, eight = targets(strong), asked("8")
    suggestion = suggest(twice(10, 10, 12, of=eight), coming(row), strong)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert said(suggestion)[2].endswith("Nothing heavier than 8 kg can be built.")
    done = [performed(12, 12, 12, of=asked("8", high=12))]
    assert said(suggest(done, coming(targets(strong, reps=(10, 12))), strong))[0] is Rule.BIG_STEP
    isolation = replace(strong, kind=Kind.ISOLATION)
    suggestion = suggest(done, coming(replace(targets(strong, reps=(10, 12)))), isolation)
    assert moved(suggestion) == [reps("week 1", (10, 12), (10, 14))]


def test_repetitions_open_only_where_the_same_is_asked_for():
    unknown = replace(DUMBBELLS, one_rm=None)
    row, lighter = targets(unknown, load=4), targets(unknown, load=3)
    suggestion = suggest(
        twice(10, 10, 12, of=asked("4")), coming(lighter, row, replace(row, reps=8)), unknown
    )
    assert moved(suggestion) == [reps("week 2", 10, (10, 12))]
    assert suggest(twice(10, 10, 12, of=asked("4")), coming(lighter), unknown) is None


def test_bands_progress_by_repetitions():
    band = asked(None)
    suggestion = suggest(twice(10, 10, 12, of=band), coming(targets(BAND)), BAND)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert said(suggestion)[2] == (
        "12 and 12 repetitions on the last set for a target of 10 in the last two sessions. "
        "There is no load to raise: a harder variant or a stronger band is the next step."
    )


# Body weight


@pytest.mark.parametrize(("done", "rir"), [((10, 10, 12), 2.0), ((12, 12, 12), None)])
def test_a_body_weight_exercise_gets_the_smallest_load_once_its_repetitions_are_comfortable(done, rir):
    suggestion = suggest(twice(*done, of=BODY, rir=rir), coming(targets(PULL_UP, load=0)), PULL_UP)
    assert moved(suggestion) == [load("week 1", "0", "2.5")]
    assert said(suggestion)[1] == "Next step: 2.5 kg added."


@pytest.mark.parametrize(("done", "rir"), [((10, 10, 12), 1.0), ((10, 10, 12), None)])
def test_a_body_weight_exercise_gets_repetitions_before_they_are_comfortable(done, rir):
    suggestion = suggest(twice(*done, of=BODY, rir=rir), coming(targets(PULL_UP, load=0)), PULL_UP)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert said(suggestion)[2].endswith(
        "A body-weight exercise gets no load before its repetitions are comfortable."
    )


def test_all_out_repetitions_are_never_comfortable():
    of = asked("80", rir=-0.25)
    suggestion = suggest(twice(12, 12, 12, of=of, rir=0), coming(targets(PULL_UP, load=0)), PULL_UP)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]


def test_at_the_end_of_the_range_an_uncomfortable_body_weight_exercise_waits():
    history = [performed(12, 12, 12, of=asked("80", high=12))]
    assert suggest(history, coming(targets(PULL_UP, load=0, reps=(10, 12))), PULL_UP) is None


def test_with_an_unknown_body_weight_repetitions_come_first():
    unknown = replace(PULL_UP, body_part=Decimal(0))
    history = twice(12, 12, 12, of=asked("0"))
    suggestion = suggest(history, coming(targets(unknown, load=0)), unknown)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert said(suggestion)[2].endswith(
        "The body weight is not known, so nobody can say how big a step would be."
    )


def test_less_assistance_is_the_next_step_of_an_assisted_exercise():
    assisted = replace(ASSISTED_PULL_UP, one_rm=None)
    row, of = targets(assisted, load=20), asked("60")
    suggestion = suggest(twice(10, 10, 12, of=of), coming(row), assisted)
    assert moved(suggestion) == [load("week 1", "20", "15")]
    assert said(suggestion)[1] == "Next step: 15 kg of assistance."


def test_without_assistance_there_is_none_to_take_away():
    assisted = replace(ASSISTED_PULL_UP, one_rm=None)
    suggestion = suggest(twice(10, 10, 12, of=BODY), coming(targets(assisted, load=0)), assisted)
    assert moved(suggestion) == [reps("week 1", 10, (10, 12))]
    assert said(suggestion)[2].endswith("There is no assistance left to take away.")


# What earns nothing


def test_timed_sets_earn_nothing():
    of = asked(None, reps=30, rir=None)
    assert suggest(twice(60, 60, 60, of=of), coming(targets(PLANK)), PLANK) is None


def test_repetitions_that_nobody_logged_earn_nothing():
    last = performed(10, 10, 12)
    unlogged = replace(last, key="unlogged", done=(*last.done[:2], DoneSet(Decimal(75), None)))
    assert suggest([last, unlogged], coming(ROW), SQUAT) is None


def test_more_weight_than_asked_for_excuses_repetitions_and_earns_nothing():
    assert suggest([performed(8, 8, 8, load="80")], coming(ROW), SQUAT) is None


@pytest.mark.parametrize("load_kind", [LoadKind.BAND, LoadKind.NONE])
def test_experience_does_not_matter_to_bands(load_kind):
    lift = Lift(load_kind=load_kind, experience=Experience.ADVANCED)
    history = twice(10, 10, 12, of=asked(None))
    assert moved(suggest(history, coming(targets(lift)), lift)) == [reps("week 1", 10, (10, 12))]
