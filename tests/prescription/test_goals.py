"""Where goals start, what they allow, and how rest follows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    Curve,
    Experience,
    Field,
    Goal,
    Kind,
    Lift,
    Method,
    default_method,
    edit,
    goal_for,
    limits,
    prescribe,
    start,
)
from programs.prescription.goals import rest_for, rest_rule, start_of
from tests.prescription.cast import BAND_ROW, PLANK, RESERVE_SQUAT, ROW


def test_the_articles_hypertrophy_row_is_met_exactly():
    row = prescribe(start(Goal.HYPERTROPHY, ROW), ROW)
    assert (row.intensity, row.load, row.reps, row.sets, row.rest_seconds) == (80, Decimal(16), 10, 4, 60)
    assert str(row.load) == str(row.exact_load) == "16"


def test_the_articles_strength_row_is_met_exactly():
    row = prescribe(start(Goal.STRENGTH, ROW), ROW)
    assert (row.intensity, row.load, row.reps, row.sets, row.rest_seconds) == (90, Decimal(18), 5, 5, 180)


@pytest.mark.parametrize(
    ("curve", "hypertrophy", "strength"),
    [("general", -0.25, -0.06), ("bench_press", -1.18, -0.89), ("leg_press", 3.05, 3.69)],
)
def test_the_chart_holds_the_rir_that_it_implies_on_the_curve(curve, hypertrophy, strength):
    lift = Lift(curve=Curve(curve))
    assert start(Goal.HYPERTROPHY, lift).rir == pytest.approx(hypertrophy, abs=1e-12)
    assert start(Goal.STRENGTH, lift).rir == pytest.approx(strength, abs=1e-12)


@pytest.mark.parametrize(
    ("goal", "kind", "experience", "expected"),
    [
        ("hypertrophy", "compound", "novice", (10, 3, 3, 90)),
        ("hypertrophy", "compound", "intermediate", (10, 2, 4, 60)),
        ("hypertrophy", "compound", "advanced", (10, 1, 4, 60)),
        ("hypertrophy", "isolation", "novice", (12, 1, 3, 60)),
        ("hypertrophy", "isolation", "advanced", (12, 1, 3, 60)),
        ("strength", "compound", "novice", (6, 3, 3, 180)),
        ("strength", "compound", "intermediate", (5, 2, 5, 180)),
        ("strength", "compound", "advanced", (5, 2, 5, 180)),
        ("strength", "isolation", "intermediate", (8, 2, 3, 120)),
    ],
)
def test_reserve_starts_by_goal_kind_and_experience(goal, kind, experience, expected):
    lift = Lift(method=Method.RESERVE, kind=Kind(kind), experience=Experience(experience))
    row = start(Goal(goal), lift)
    assert (row.reps, row.rir, row.sets, row.rest_seconds) == expected


@pytest.mark.parametrize(("goal", "percent"), [(Goal.HYPERTROPHY, 75.7), (Goal.STRENGTH, 85.3)])
def test_in_reserve_the_percentage_follows_from_the_curve(goal, percent):
    intensity = start(goal, RESERVE_SQUAT).intensity
    assert intensity is not None
    assert round(intensity, 1) == percent


def test_the_chart_is_the_same_for_everybody():
    plain = start(Goal.STRENGTH, Lift())
    novice_isolation = Lift(experience=Experience.NOVICE, kind=Kind.ISOLATION)
    assert replace(start(Goal.STRENGTH, novice_isolation), tempo=plain.tempo) == plain


@pytest.mark.parametrize(
    ("goal", "kind", "experience", "reps"),
    [
        ("hypertrophy", "compound", "intermediate", (6, 12)),
        ("hypertrophy", "compound", "novice", (6, 12)),
        ("hypertrophy", "isolation", "intermediate", (6, 20)),
        ("strength", "compound", "intermediate", (1, 5)),
        ("strength", "compound", "advanced", (1, 5)),
        ("strength", "compound", "novice", (1, 8)),
        ("strength", "isolation", "novice", (1, 12)),
        ("strength", "isolation", "advanced", (1, 12)),
    ],
)
def test_allowed_repetitions_by_goal_kind_and_experience(goal, kind, experience, reps):
    allowed = limits(Goal(goal), Lift(kind=Kind(kind), experience=Experience(experience)))
    assert (allowed.reps_low, allowed.reps_high) == reps


@pytest.mark.parametrize(
    ("goal", "kind", "rest"),
    [
        ("hypertrophy", "compound", (60, 90)),
        ("hypertrophy", "isolation", (60, 90)),
        ("strength", "compound", (180, 300)),
        ("strength", "isolation", (120, 300)),
    ],
)
def test_allowed_rests_by_goal_and_kind(goal, kind, rest):
    allowed = limits(Goal(goal), Lift(kind=Kind(kind)))
    assert (allowed.rest_low, allowed.rest_high) == rest


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("experience", Experience)
def test_every_reserve_start_lies_inside_its_own_range(goal, kind, experience):
    lift = Lift(method=Method.RESERVE, kind=kind, experience=experience)
    row, allowed = start(goal, lift), limits(goal, lift)
    assert row.reps is not None
    assert allowed.reps_low <= row.reps <= allowed.reps_high
    assert allowed.rest_low <= row.rest_seconds <= allowed.rest_high


@pytest.mark.parametrize(
    ("goal", "intensity", "seconds"),
    [
        ("hypertrophy", 60, 60),
        ("hypertrophy", 80, 60),
        ("hypertrophy", 81, 65),
        ("hypertrophy", 82.5, 75),
        ("hypertrophy", 85, 90),
        ("hypertrophy", 95, 90),
        ("strength", 80, 180),
        ("strength", 90, 180),
        ("strength", 92, 205),
        ("strength", 95, 240),
        ("strength", 100, 300),
        ("strength", 110, 300),
    ],
)
def test_rest_follows_the_target_intensity_rounded_to_5_seconds(goal, intensity, seconds):
    assert edit(start(Goal(goal), ROW), Field.INTENSITY, intensity, ROW).targets.rest_seconds == seconds


def test_the_rest_rule_itself_is_not_rounded():
    assert rest_rule(Goal.HYPERTROPHY, 81) == 66
    assert rest_rule(Goal.STRENGTH, 92) == 204


def test_a_novices_longer_rest_is_kept_while_the_rule_stands_still():
    novice = Lift(method=Method.RESERVE, experience=Experience.NOVICE)
    begin = start_of(Goal.HYPERTROPHY, novice)
    assert rest_for(Goal.HYPERTROPHY, begin, 70) == 90
    assert rest_for(Goal.HYPERTROPHY, begin, 90) == 90


def test_an_isolation_lifts_shorter_strength_rest_rises_with_the_rule():
    curl = Lift(method=Method.RESERVE, kind=Kind.ISOLATION)
    begin = start_of(Goal.STRENGTH, curl)
    assert [rest_for(Goal.STRENGTH, begin, percent) for percent in (70, 90, 95, 100)] == [120, 120, 180, 240]


def test_a_band_starts_with_repetitions_and_effort_only():
    row = start(Goal.HYPERTROPHY, BAND_ROW)
    assert (row.reps, row.rir, row.intensity, row.load) == (10, -0.25, None, None)


def test_a_timed_lift_starts_with_seconds_only():
    row = start(Goal.HYPERTROPHY, PLANK)
    assert (row.seconds, row.reps, row.rir, row.intensity, row.sets) == (30, None, None, None, 4)


@pytest.mark.parametrize(
    ("wish", "experience", "goal", "either"),
    [
        ("hypertrophy", "novice", "hypertrophy", False),
        ("strength", "advanced", "strength", False),
        ("fat_loss", "novice", "hypertrophy", True),
        ("fat_loss", "advanced", "hypertrophy", True),
        ("general_health", "novice", "strength", False),
        ("general_health", "intermediate", "hypertrophy", True),
    ],
)
def test_a_clients_goal_becomes_a_training_goal_with_a_reason(wish, experience, goal, either):
    offer = goal_for(wish, Experience(experience))
    assert (offer.goal, offer.either) == (goal, either)
    assert offer.reason


def test_an_unknown_client_goal_is_refused():
    with pytest.raises(ValueError, match="Unknown client goal: power"):
        goal_for("power", Experience.NOVICE)


@pytest.mark.parametrize(
    ("preferred", "experience", "cleared", "method"),
    [
        ("chart", "intermediate", True, "chart"),
        ("reserve", "intermediate", True, "reserve"),
        ("chart", "novice", True, "reserve"),
        ("chart", "advanced", False, "reserve"),
    ],
)
def test_a_new_program_begins_with_the_trainers_method_unless_that_is_unwise(
    preferred, experience, cleared, method
):
    assert default_method(Method(preferred), Experience(experience), cleared) == method
