"""What comes first, what a new 1RM moves, how moves are carried out, and what holds for every suggestion."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Coming,
    Experience,
    Field,
    ImpossibleValueError,
    Lift,
    Rack,
    Rule,
    Suggestion,
    Targets,
    Unit,
    carry_out,
    change_lift,
    pin,
    prescribe,
    still_stands,
    suggest,
)
from tests.prescription.cast import loads
from tests.prescription.sessions import (
    DUMBBELLS,
    NOVICE_SQUAT,
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
UNSIGNED = replace(NOVICE_SQUAT, signed_off=False)
EARNED = [performed(10, 10, 12, weeks_ago=1), performed(10, 10, 12)]
MISSED = performed(10, 9, 8)


def rule(suggestion: Suggestion | None) -> Rule:
    assert suggestion is not None
    return suggestion.rule


# What comes first


def test_without_a_session_or_a_new_max_nothing_is_proposed():
    assert suggest((), coming(ROW), SQUAT) is None


def test_as_planned_is_no_reason_for_a_change():
    assert suggest([performed(10, 10, 10)], coming(ROW), SQUAT) is None


def test_pain_beats_everything():
    sore = performed(10, 9, 8, pain=3)
    for history in ([sore], [MISSED, sore], [EARNED[0], performed(10, 10, 12, pain=1)]):
        for weeks in (1, 4):
            for new in (None, Decimal(90), Decimal(120)):
                suggestion = suggest(history, coming(ROW, weeks=weeks), SQUAT, new_one_rm=new)
                assert rule(suggestion) is Rule.PAIN_HOLD


def test_a_missed_week_beats_a_new_max_a_miss_and_progress():
    for history in (EARNED, [MISSED], [performed(10, 9, 8, weeks_ago=1), MISSED]):
        for new in (None, Decimal(120)):
            suggestion = suggest(history, coming(ROW, weeks=2), SQUAT, new_one_rm=new)
            assert rule(suggestion) is Rule.RESUME_LIGHTER


def test_a_new_max_has_the_progress_of_the_logs_in_it():
    assert rule(suggest(EARNED, coming(ROW), SQUAT, new_one_rm=Decimal(110))) is Rule.MAX_CHANGED


def test_a_higher_max_waits_for_a_session_without_a_miss():
    assert rule(suggest([MISSED], coming(ROW), SQUAT, new_one_rm=Decimal(110))) is Rule.HOLD


def test_a_lower_max_beats_hold_and_back_off():
    for history in ([MISSED], [performed(10, 9, 8, weeks_ago=1), MISSED]):
        suggestion = suggest(history, coming(ROW), SQUAT, new_one_rm=Decimal(90))
        assert rule(suggestion) is Rule.MAX_CHANGED
        assert moved(suggestion) == [load("week 1", "75", "67.5")]


def test_a_miss_beats_an_increase():
    history = [performed(10, 10, 12, weeks_ago=1), performed(9, 10, 12)]
    assert rule(suggest(history, coming(ROW), SQUAT)) is Rule.HOLD


# Technique before load


def test_a_novice_gets_no_more_before_the_lift_is_signed_off():
    suggestion = suggest(EARNED, coming(ROW), UNSIGNED)
    assert suggestion is not None
    assert (suggestion.rule, suggestion.text, suggestion.why, suggestion.source, suggestion.moves) == (
        Rule.SIGN_OFF_FIRST,
        "Sign this lift off before it gets heavier.",
        "Technique comes before load for a novice. After that: Next step: 77.5 kg. 12 and 12 repetitions on "
        "the last set for a target of 10 in the last two sessions. The next step is 3.3 % heavier.",
        "article",
        (),
    )
    assert suggestion.based_on == tuple(session.key for session in EARNED)


def test_signed_off_or_experienced_the_same_sessions_give_more():
    assert rule(suggest(EARNED, coming(ROW), NOVICE_SQUAT)) is Rule.TWO_FOR_TWO
    assert rule(suggest(EARNED, coming(ROW), replace(SQUAT, signed_off=False))) is Rule.TWO_FOR_TWO


def test_more_repetitions_wait_for_the_sign_off_too():
    novice = replace(DUMBBELLS, experience=Experience.NOVICE, signed_off=False)
    history = [performed(12, 12, 12, of=asked("4"), weeks_ago=week) for week in (1, 0)]
    assert rule(suggest(history, coming(targets(DUMBBELLS)), novice)) is Rule.SIGN_OFF_FIRST


def test_a_max_that_makes_loads_heavier_waits_for_the_sign_off_and_a_lower_one_does_not():
    row = targets(UNSIGNED, reps=10, rir=2)
    assert rule(suggest((), coming(row), UNSIGNED, new_one_rm=Decimal(110))) is Rule.SIGN_OFF_FIRST
    assert rule(suggest((), coming(row), UNSIGNED, new_one_rm=Decimal(90))) is Rule.MAX_CHANGED


def test_a_first_max_waits_for_the_sign_off_only_where_it_asks_for_more_than_was_lifted():
    unknown = replace(UNSIGNED, one_rm=None)
    row, of = targets(unknown, reps=10, rir=2), asked(None)
    history = [performed(10, 10, 10, of=of, load="70")]
    assert rule(suggest(history, coming(row), unknown, new_one_rm=Decimal(100))) is Rule.SIGN_OFF_FIRST
    assert rule(suggest(history, coming(row), unknown, new_one_rm=Decimal(90))) is Rule.MAX_CHANGED
    assert rule(suggest((), coming(row), unknown, new_one_rm=Decimal(90))) is Rule.MAX_CHANGED


def test_more_repetitions_with_a_lighter_load_are_no_more():
    coarse = replace(UNSIGNED, available=Rack(Unit.KG, loads("60", "80")))
    row = targets(replace(coarse, one_rm=Decimal(110)), reps=10, rir=2)
    before = replace(coarse, one_rm=Decimal(110))
    suggestion = suggest([MISSED], coming(row), before, new_one_rm=Decimal(90))
    assert rule(suggestion) is Rule.MAX_CHANGED
    assert moved(suggestion) == [load("week 1", "80", "60"), reps("week 1", 11, 14)]


def test_holds_need_no_sign_off():
    assert rule(suggest([MISSED], coming(targets(load=80)), UNSIGNED)) is Rule.HOLD


# A new 1RM


def test_a_new_max_moves_every_coming_load_by_its_intensity():
    rows = coming(ROW, targets(intensity=80))
    suggestion = suggest(EARNED, rows, SQUAT, new_one_rm=Decimal("107.5"))
    assert moved(suggestion) == [load("week 1", "75", "82.5"), load("week 2", "80", "85")]
    assert suggestion is not None
    assert (suggestion.text, suggestion.why, suggestion.source) == (
        "Let the coming loads follow the new 1RM of 107.5 kg.",
        "The 1RM went from 100 to 107.5 kg, 7.5 % more.",
        "arithmetic",
    )
    assert suggestion.based_on == (EARNED[1].key,)


def test_a_new_max_of_more_than_a_step_asks_to_look_twice():
    suggestion = suggest((), coming(ROW), SQUAT, new_one_rm=Decimal(120))
    assert suggestion is not None
    assert suggestion.why == (
        "The 1RM went from 100 to 120 kg, 20 % more. That is more than a step of 10 %: look twice."
    )
    lower = suggest((), coming(ROW), SQUAT, new_one_rm=Decimal(80))
    assert lower is not None
    assert lower.why == "The 1RM went from 100 to 80 kg, 20 % less."


def test_a_first_max_gives_loads_where_there_were_none():
    unknown = replace(SQUAT, one_rm=None)
    suggestion = suggest((), coming(targets(unknown)), unknown, new_one_rm=Decimal(100))
    assert moved(suggestion) == [load("week 1", None, "75")]
    assert suggestion is not None
    assert suggestion.why == "There was no 1RM before: each session now takes its share of this one."


def test_a_max_that_moves_no_load_proposes_nothing():
    assert suggest((), coming(ROW), SQUAT, new_one_rm=Decimal("100.5")) is None
    assert suggest((), coming(ROW), SQUAT, new_one_rm=Decimal(100)) is None


def test_a_pinned_load_stands_and_the_repetitions_that_follow_are_shown():
    held = pin(ROW, Field.LOAD, SQUAT).targets
    suggestion = suggest((), coming(held), SQUAT, new_one_rm=Decimal(110))
    assert moved(suggestion) == [reps("week 1", 10, 14)]


def test_repetitions_that_a_coarse_rack_makes_of_a_new_max_are_shown():
    coarse = replace(SQUAT, available=Rack(Unit.KG, loads("60", "80")))
    suggestion = suggest((), coming(targets(coarse)), coarse, new_one_rm=Decimal(90))
    assert moved(suggestion) == [reps("week 1", 18, 14)]


def test_a_range_that_a_coarse_rack_moves_is_shown_as_a_range():
    coarse = replace(SQUAT, available=Rack(Unit.KG, loads("60", "80")))
    suggestion = suggest((), coming(targets(coarse, reps=(10, 12))), coarse, new_one_rm=Decimal(90))
    assert moved(suggestion) == [reps("week 1", (18, 20), (14, 16))]


def test_a_new_max_does_not_count_progress_twice():
    row = ROW
    for before, after in (("75", "77.5"), ("77.5", "80")):
        of = asked(before)
        history = [performed(10, 10, 12, of=of, weeks_ago=week) for week in (1, 0)]
        suggestion = suggest(history, coming(row), SQUAT)
        assert moved(suggestion) == [load("week 1", before, after)]
        assert suggestion is not None
        row = carry_out(coming(row)[0], suggestion.moves, SQUAT).targets
    stronger = replace(SQUAT, one_rm=Decimal(106))
    assert row.intensity == 80
    assert prescribe(change_lift(row, SQUAT, stronger).targets, stronger).load == 80


# Withdrawing


def test_a_suggestion_stands_until_a_newer_session_is_logged():
    suggestion = suggest(EARNED, coming(ROW), SQUAT)
    assert suggestion is not None
    assert still_stands(suggestion, EARNED)
    assert still_stands(suggestion, [performed(10, 8, 8, weeks_ago=2), *EARNED])
    assert not still_stands(suggestion, [*EARNED, MISSED])


def test_a_late_log_in_between_overtakes_a_suggestion():
    suggestion = suggest(EARNED, coming(ROW), SQUAT)
    assert suggestion is not None
    assert not still_stands(suggestion, [EARNED[0], performed(10, 10, 10), EARNED[1]])


def test_a_corrected_log_overtakes_a_suggestion():
    suggestion = suggest(EARNED, coming(ROW), SQUAT)
    assert suggestion is not None
    assert not still_stands(suggestion, [EARNED[0], replace(EARNED[1], key="corrected")])


def test_a_session_without_the_exercise_overtakes_nothing():
    suggestion = suggest(EARNED, coming(ROW), SQUAT)
    assert suggestion is not None
    assert still_stands(suggestion, [*EARNED, performed()])
    assert not still_stands(suggestion, [*EARNED, performed(pain=5)])


def test_a_suggestion_from_before_the_first_session_ends_with_it():
    suggestion = suggest((), coming(ROW), SQUAT, new_one_rm=Decimal(110))
    assert suggestion is not None
    assert still_stands(suggestion, ())
    assert not still_stands(suggestion, [MISSED])


# Carrying out


def accepted(suggestion: Suggestion | None, session: Coming, lift: Lift = SQUAT) -> Targets:
    assert suggestion is not None
    return carry_out(session, suggestion.moves, lift).targets


def test_an_accepted_load_keeps_repetitions_and_reserve():
    session = coming(ROW)[0]
    row = accepted(suggest(EARNED, [session], SQUAT), session)
    assert (row.load, row.reps, row.rir, row.intensity, row.pins) == (
        Decimal("77.5"),
        10,
        2.0,
        77.5,
        frozenset(),
    )
    assert prescribe(row, SQUAT).load == Decimal("77.5")


def test_an_accepted_range_keeps_load_and_reserve():
    session = coming(targets(DUMBBELLS))[0]
    history = [performed(12, 12, 12, of=asked("4"), weeks_ago=week) for week in (1, 0)]
    row = accepted(suggest(history, [session], DUMBBELLS), session, DUMBBELLS)
    assert row == replace(session.targets, reps_high=12)


def test_the_trainer_may_change_what_is_accepted():
    session = coming(ROW)[0]
    suggestion = suggest(EARNED, [session], SQUAT)
    assert suggestion is not None
    edited = [replace(move, after=Decimal(80)) for move in suggestion.moves]
    assert carry_out(session, edited, SQUAT).targets.load == 80
    with pytest.raises(ImpossibleValueError, match=r"^Load must be more than 0 kg\.$"):
        carry_out(session, [replace(move, after=Decimal(-5)) for move in suggestion.moves], SQUAT)


def test_only_the_moves_of_the_session_are_carried_out():
    first, second = coming(ROW, ROW)
    suggestion = suggest(EARNED, [first], SQUAT)
    assert accepted(suggestion, second) == second.targets


def test_a_move_whose_row_was_edited_since_is_left_out():
    session = coming(ROW)[0]
    suggestion = suggest(EARNED, [session], SQUAT)
    since = replace(session, targets=targets(load=70))
    assert accepted(suggestion, since) == since.targets


def test_carrying_out_lists_what_moved_and_can_be_undone():
    session = coming(ROW)[0]
    suggestion = suggest(EARNED, [session], SQUAT)
    assert suggestion is not None
    outcome = carry_out(session, suggestion.moves, SQUAT)
    assert outcome.before == ROW
    assert [(change.field, change.because) for change in outcome.changes] == [
        (Field.INTENSITY, "suggestion accepted"),
        (Field.LOAD, "suggestion accepted"),
    ]
    assert outcome.edited is Field.REPS


def test_rest_follows_an_accepted_load():
    row = targets(load="82.5")
    session = coming(replace(row, reps=10))[0]
    history = [performed(10, 10, 12, of=asked("82.5"), weeks_ago=week) for week in (1, 0)]
    assert session.targets.rest_seconds == 75
    assert accepted(suggest(history, [session], SQUAT), session).rest_seconds == 90


def test_a_pinned_intensity_stays_when_its_load_is_accepted():
    session = coming(pin(ROW, Field.INTENSITY, SQUAT).targets)[0]
    row = accepted(suggest(EARNED, [session], SQUAT), session)
    assert (row.load, row.intensity, row.pins) == (
        Decimal("77.5"),
        ROW.intensity,
        frozenset({Field.INTENSITY}),
    )
    assert prescribe(row, SQUAT, edited=Field.REPS).reps == 10


def test_sets_are_carried_out_without_touching_the_chain():
    session = coming(replace(ROW, sets=5))[0]
    suggestion = suggest([MISSED], [session], SQUAT)
    assert suggestion is not None
    outcome = carry_out(session, suggestion.moves, SQUAT)
    assert (outcome.targets, outcome.edited) == (ROW, None)
