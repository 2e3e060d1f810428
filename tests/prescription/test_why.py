"""Every number answers *why*, with a source."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    SOURCES,
    Certainty,
    Curve,
    Field,
    Goal,
    Lift,
    Method,
    Targets,
    change_lift,
    edit,
    pin,
    start,
    why,
)
from tests.prescription.cast import (
    ASSISTED_PULL_UP,
    BAND_ROW,
    NO_MAX,
    PLANK,
    PULL_UP,
    RACKED_ROW,
    RESERVE_SQUAT,
    ROW,
    SQUAT,
)


def edited(lift: Lift, field: Field, value: object, goal: Goal = Goal.HYPERTROPHY) -> Targets:
    return edit(start(goal, lift), field, value, lift).targets


def test_the_charts_numbers_come_from_the_article_and_say_that_they_are_all_out():
    reason = why(start(Goal.HYPERTROPHY, ROW), ROW, Field.INTENSITY)
    assert reason.rule == "The chart's start for hypertrophy."
    assert (reason.source, reason.certainty) == ("article", Certainty.READ)
    assert reason.inputs == (("goal", "hypertrophy"), ("method", "chart"))
    assert reason.formula == "goal and method -> 80 %"
    assert reason.conflict is not None
    assert "about one all-out set" in reason.conflict


def test_the_charts_effort_is_what_it_implies_on_the_curve():
    reason = why(start(Goal.STRENGTH, ROW), ROW, Field.RIR)
    assert reason.formula == "curve(chart %) - chart reps = -0.06"
    assert reason.source == "nuzzo_2024"


def test_reserve_starts_are_our_judgement():
    reason = why(start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT, Field.RIR)
    assert (reason.source, reason.certainty) == ("setwise", Certainty.JUDGEMENT)
    assert reason.inputs[2:] == (("kind", "compound"), ("experience", "intermediate"))
    assert reason.conflict == "Failure is not required (Refalo 2023, Robinson 2024, ACSM 2026)."


def test_a_reserve_percentage_follows_from_the_curve():
    lift = replace(RESERVE_SQUAT, available=None)
    reason = why(start(Goal.HYPERTROPHY, lift), lift, Field.INTENSITY)
    assert (reason.formula, reason.source) == ("inverse(12) = 75.72 %", "nuzzo_2024")


def test_a_leg_press_percentage_beyond_its_curve_says_so():
    lift = Lift(curve=Curve.LEG_PRESS, method=Method.RESERVE)
    reason = why(start(Goal.STRENGTH, lift), lift, Field.INTENSITY)
    assert reason.formula == "inverse(7) = 95 %"
    assert reason.conflict == "Beyond 95 % the leg press has no data of its own: the general curve answers."


def test_repetitions_that_follow_give_their_formula():
    reason = why(edited(ROW, Field.INTENSITY, 85), ROW, Field.REPS)
    assert reason.formula == "nearest whole of curve(85 %) - -0.25 = 7"
    assert reason.source == "nuzzo_2024"


def test_effort_that_gives_has_its_formula():
    targets = pin(start(Goal.HYPERTROPHY, ROW), Field.REPS, ROW).targets
    targets = edit(targets, Field.INTENSITY, 75, ROW).targets
    assert why(targets, ROW, Field.RIR).formula == "curve(75 %) - 10 = 2.37"


def test_effort_that_two_pins_leave_has_its_formula_even_where_it_is_a_plain_number():
    targets = start(Goal.HYPERTROPHY, ROW)
    for field in (Field.INTENSITY, Field.REPS):
        targets = pin(targets, field, ROW).targets
    targets = edit(targets, Field.INTENSITY, 70, ROW).targets
    assert why(targets, ROW, Field.RIR).formula == "curve(70 %) - 10 = 4.8"


def test_a_pinned_effort_is_the_trainers_own():
    targets = pin(edited(ROW, Field.RIR, 2), Field.RIR, ROW).targets
    assert why(targets, ROW, Field.RIR).rule == "The trainer's own number. It is pinned."


def test_five_strength_sets_say_that_the_article_contradicts_itself():
    conflict = why(start(Goal.STRENGTH, ROW), ROW, Field.SETS).conflict
    assert conflict is not None
    assert conflict.startswith("The article's text says that strength takes fewer sets")
    assert why(start(Goal.HYPERTROPHY, ROW), ROW, Field.SETS).conflict is None


def test_short_rests_for_size_say_that_their_reason_is_outdated():
    reason = why(start(Goal.HYPERTROPHY, ROW), ROW, Field.REST)
    assert reason.conflict is not None
    assert "Singer 2024" in reason.conflict
    assert reason.formula == "rule(80 %), to 5 s = 60 s"
    assert why(start(Goal.STRENGTH, ROW), ROW, Field.REST).conflict is None


def test_a_snapped_load_names_the_exact_one():
    reason = why(start(Goal.STRENGTH, RACKED_ROW), RACKED_ROW, Field.LOAD)
    assert reason.formula == "1RM x intensity = 18 lb -> 15 lb"
    assert reason.rule.startswith("The nearest load that can be built")


def test_an_exact_load_is_arithmetic():
    reason = why(start(Goal.HYPERTROPHY, ROW), ROW, Field.LOAD)
    assert (reason.formula, reason.certainty) == ("1RM x intensity = 16 lb", Certainty.DERIVED)


@pytest.mark.parametrize(
    ("lift", "formula"),
    [
        (PULL_UP, "1RM x intensity = 90 kg, added 10 kg"),
        (ASSISTED_PULL_UP, "1RM x intensity = 63 kg, assistance 20 kg -> 60 kg"),
    ],
)
def test_a_lift_of_the_body_names_the_part_that_is_put_on(lift, formula):
    assert why(start(Goal.STRENGTH, lift), lift, Field.LOAD).formula == formula


@pytest.mark.parametrize(
    ("one_rm", "rule"), [("20", "The lightest load there is."), ("400", "The heaviest load there is.")]
)
def test_a_load_off_the_rack_says_which_end_it_is(one_rm, rule):
    lift = replace(SQUAT, one_rm=Decimal(one_rm))
    assert why(start(Goal.HYPERTROPHY, lift), lift, Field.LOAD).rule == rule


def test_without_a_max_the_load_waits():
    assert why(start(Goal.HYPERTROPHY, NO_MAX), NO_MAX, Field.LOAD).rule.startswith("There is no 1RM yet")


def test_the_effective_intensity_is_that_of_the_load_taken():
    reason = why(start(Goal.STRENGTH, RACKED_ROW), RACKED_ROW, Field.INTENSITY)
    assert reason.formula == "load / 1RM = 75 %"
    assert ("target", "90 %") in reason.inputs


def test_a_typed_load_explains_the_intensity():
    reason = why(edited(ROW, Field.LOAD, 17), ROW, Field.INTENSITY)
    assert (reason.rule, reason.formula) == ("The typed load, as a share of the 1RM.", "load / 1RM = 85 %")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (Field.INTENSITY, 83, "83 %"),
        (Field.LOAD, 17, "17 lb"),
        (Field.REPS, 9, "9"),
        (Field.RIR, 2, "2"),
        (Field.SETS, 7, "7"),
        (Field.REST, 200, "200 s"),
        (Field.TEMPO, "5010", "5010"),
    ],
)
def test_a_typed_number_is_the_trainers_own(field, value, shown):
    reason = why(edited(ROW, field, value), ROW, field)
    assert (reason.rule, reason.inputs) == ("The trainer's own number.", ((field, shown),))
    assert reason.source == "trainer"


def test_a_pinned_number_says_so():
    targets = pin(start(Goal.HYPERTROPHY, ROW), Field.SETS, ROW).targets
    assert why(targets, ROW, Field.SETS).rule == "The chart's start for hypertrophy. It is pinned."


def test_where_the_curve_ends_nothing_is_invented():
    targets = edited(RESERVE_SQUAT, Field.REPS, 40)
    assert why(targets, RESERVE_SQUAT, Field.INTENSITY).formula == "none"
    beyond = change_lift(
        edited(Lift(curve=Curve.BENCH_PRESS), Field.INTENSITY, 30), Lift(curve=Curve.BENCH_PRESS), NO_MAX
    )
    assert why(beyond.targets, NO_MAX, Field.RIR).rule == "The curve has no answer here."


def test_fields_that_a_lift_does_not_have_are_refused():
    with pytest.raises(ValueError, match="no percentage"):
        why(start(Goal.HYPERTROPHY, BAND_ROW), BAND_ROW, Field.INTENSITY)
    with pytest.raises(ValueError, match="no load"):
        why(start(Goal.HYPERTROPHY, BAND_ROW), BAND_ROW, Field.LOAD)
    with pytest.raises(ValueError, match="no repetitions in reserve"):
        why(start(Goal.HYPERTROPHY, PLANK), PLANK, Field.RIR)


def test_a_timed_sets_seconds_are_typed():
    assert why(start(Goal.HYPERTROPHY, PLANK), PLANK, Field.REPS).inputs == (("reps", "30 s"),)


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("field", Field)
@pytest.mark.parametrize("lift", [ROW, RESERVE_SQUAT, RACKED_ROW, PULL_UP, NO_MAX])
def test_every_number_has_a_reason_with_a_known_source(lift, field, goal):
    reason = why(start(goal, lift), lift, field)
    assert reason.certainty == SOURCES[reason.source].certainty
    assert reason.rule
    assert reason.formula


def test_every_source_stands_once_under_its_own_key():
    assert all(key == source.key for key, source in SOURCES.items())
    assert len({source.citation for source in SOURCES.values()}) == len(SOURCES)


def test_a_citation_is_one_line_and_a_label_is_short():
    source = SOURCES["nuzzo_2024"]
    assert source.label == "Nuzzo, Pinto, Nosaka and Steele 2024, doi:10.1007/s40279-023-01937-7"
    assert source.citation == (
        "Nuzzo, Pinto, Nosaka and Steele (2024). Maximal number of repetitions at percentages of the one "
        "repetition maximum: a meta-regression and moderator analysis of sex, age, training status, and "
        "exercise. Sports Med 54(2):303-321. doi:10.1007/s40279-023-01937-7"
    )
    assert SOURCES["setwise"].label == "Setwise"
