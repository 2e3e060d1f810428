"""What follows a program: each rule with its limits and sources; every option is offered once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import SOURCES, Experience, Goal
from programs.prescription.whats_next import LiftTrend, Next, Results, suggested, whats_next

FINE = Results(goal=Goal.HYPERTROPHY, experience=Experience.INTERMEDIATE, weeks=4, sessions=12, trained=12)
FLAT = LiftTrend("Bench press", 100.0, 102.5, 28)
UP = LiftTrend("Back squat", 100.0, 106.0, 28)
results = st.builds(
    Results,
    goal=st.sampled_from(Goal),
    experience=st.sampled_from(Experience),
    weeks=st.integers(1, 12),
    more_weeks=st.booleans(),
    sessions=st.integers(0, 60),
    trained=st.integers(0, 60),
    sets=st.integers(0, 400),
    missed=st.integers(0, 400),
    painful=st.integers(0, 9),
    lifts=st.lists(
        st.builds(
            LiftTrend,
            name=st.sampled_from(["Bench press", "Back squat", "Deadlift"]),
            first=st.floats(1, 400),
            last=st.floats(1, 400),
            days=st.integers(0, 200),
        ),
        max_size=4,
    ).map(tuple),
)


def kinds(found):
    return [option.kind for option in found]


def test_what_works_goes_on_with_the_newest_maxes():
    kind, reasons = suggested(replace(FINE, lifts=(UP,)))
    assert kind is Next.REPEAT
    assert [(reason.text, reason.source) for reason in reasons] == [
        ("The 1RM of 1 lift that can be compared: up 6 % in the middle.", "setwise"),
        ("Loads are made from the newest maxes, so that the same percentages are heavier now.", "acsm_2009"),
    ]


def test_where_little_is_logged_that_is_said():
    kind, reasons = suggested(FINE)
    assert (kind, reasons[0].text) == (
        Next.REPEAT,
        "Nothing speaks against it, and too little is logged to speak for a change.",
    )


def test_everything_is_offered_the_suggested_first():
    assert kinds(whats_next(FINE)) == [Next.REPEAT, Next.EXTEND, Next.STRENGTH, Next.LIGHTER]
    strength = replace(FINE, goal=Goal.STRENGTH, painful=2)
    assert kinds(whats_next(strength)) == [Next.LIGHTER, Next.REPEAT, Next.EXTEND, Next.HYPERTROPHY]


@given(results)
def test_each_option_stands_once_and_exactly_one_is_suggested_with_known_sources(given_results):
    found = whats_next(given_results)
    assert len(set(kinds(found))) == len(found)
    assert [option.suggested for option in found] == [True] + [False] * (len(found) - 1)
    assert found[0].reasons
    assert {reason.source for reason in found[0].reasons} <= set(SOURCES)
    assert all(option.says and option.title for option in found)


# Lighter


def test_pain_in_two_late_sessions_makes_it_lighter_whatever_else_is_so():
    novice = replace(FINE, goal=Goal.STRENGTH, experience=Experience.NOVICE, painful=2, lifts=(FLAT,))
    kind, reasons = suggested(novice)
    assert kind is Next.LIGHTER
    assert reasons[0].text == (
        "Pain of 4 of 10 or more in 2 sessions of the last two weeks: ask about it before anything gets "
        "heavier."
    )
    assert suggested(replace(FINE, painful=1))[0] is Next.REPEAT


@pytest.mark.parametrize(
    ("sets", "missed", "kind"),
    [(12, 3, Next.LIGHTER), (100, 25, Next.LIGHTER), (100, 24, Next.REPEAT), (11, 11, Next.REPEAT)],
)
def test_a_quarter_of_the_sets_that_fell_short_makes_it_lighter(sets, missed, kind):
    assert suggested(replace(FINE, sets=sets, missed=missed))[0] is kind


@pytest.mark.parametrize(
    ("sessions", "trained", "kind"),
    [(10, 5, Next.LIGHTER), (10, 6, Next.REPEAT), (4, 2, Next.LIGHTER), (3, 0, Next.REPEAT)],
)
def test_too_few_trained_workouts_make_it_lighter(sessions, trained, kind):
    assert suggested(replace(FINE, sessions=sessions, trained=trained))[0] is kind


# Emphasis


def test_a_novices_finished_foundation_leads_to_hypertrophy():
    novice = replace(FINE, goal=Goal.STRENGTH, experience=Experience.NOVICE)
    kind, reasons = suggested(novice)
    assert kind is Next.HYPERTROPHY
    assert [reason.source for reason in reasons] == ["article", "moritani_1979"]
    assert suggested(replace(novice, trained=0, sessions=0))[0] is Next.REPEAT
    assert suggested(replace(novice, experience=Experience.ADVANCED))[0] is Next.REPEAT
    assert suggested(replace(novice, goal=Goal.HYPERTROPHY))[0] is Next.REPEAT


@pytest.mark.parametrize(
    ("goal", "kind"), [(Goal.HYPERTROPHY, Next.STRENGTH), (Goal.STRENGTH, Next.HYPERTROPHY)]
)
def test_flat_lifts_lead_to_the_other_emphasis_and_say_what_is_not_settled(goal, kind):
    found, reasons = suggested(replace(FINE, goal=goal, lifts=(FLAT, UP)))
    assert found is kind
    assert reasons[0].text == "Bench press: the 1RM has stayed within 2.5 % for 4 weeks."
    assert [reason.source for reason in reasons] == ["setwise", "grgic_2020", "acsm_2026", "moesgaard_2022"]


@pytest.mark.parametrize(
    ("lifts", "kind"),
    [
        ((FLAT, UP), Next.STRENGTH),
        ((FLAT, UP, replace(UP, name="Deadlift")), Next.REPEAT),
        ((replace(FLAT, days=27),), Next.REPEAT),
        ((replace(FLAT, last=102.6),), Next.REPEAT),
        ((replace(FLAT, last=97.5),), Next.STRENGTH),
        ((replace(FLAT, first=0.0),), Next.REPEAT),
    ],
)
def test_flat_is_half_of_the_lifts_within_two_and_a_half_percent_over_four_weeks(lifts, kind):
    assert suggested(replace(FINE, lifts=lifts))[0] is kind


# Longer


@pytest.mark.parametrize(
    ("weeks", "more", "offered"),
    [(4, True, (1, 2, 4)), (10, True, (1, 2)), (11, True, (1,)), (12, True, None), (4, False, None)],
)
def test_as_many_weeks_are_offered_as_the_phase_has_room_for(weeks, more, offered):
    found = {option.kind: option.weeks for option in whats_next(replace(FINE, weeks=weeks, more_weeks=more))}
    assert found.get(Next.EXTEND) == offered
