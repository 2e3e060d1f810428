"""What the trainer should know about a row: each code once triggered, once not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import (
    SOURCES,
    Blocker,
    Caution,
    Curve,
    Experience,
    Field,
    Finding,
    Goal,
    Kind,
    Lift,
    Method,
    Note,
    Rack,
    Targets,
    Unit,
    edit,
    pin,
    prescribe,
    start,
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
    loads,
)

Steps = tuple[tuple[Field, object], ...]


def targets_of(
    lift: Lift, *steps: tuple[Field, object], goal: str = "hypertrophy", pins: str = ""
) -> Targets:
    targets = start(Goal(goal), lift)
    for name in pins.split():
        targets = pin(targets, Field(name), lift).targets
    for field, value in steps:
        targets = edit(targets, field, value, lift).targets
    return targets


def findings(
    lift: Lift,
    *steps: tuple[Field, object],
    goal: str = "hypertrophy",
    pins: str = "",
    edited: Field | None = None,
) -> dict[str, Finding]:
    row = prescribe(targets_of(lift, *steps, goal=goal, pins=pins), lift, edited=edited)
    found = {item.code: item for item in row.findings}
    assert len(found) == len(row.findings)
    return found


CLEAN = RESERVE_SQUAT


def test_a_reserve_row_with_fitting_loads_has_no_findings():
    assert findings(CLEAN) == {}
    assert findings(CLEAN, goal="strength") == {}


@pytest.mark.parametrize("lift", [BAND_ROW, PLANK])
def test_lifts_without_a_curve_have_no_findings(lift):
    assert findings(lift) == {}


def test_the_chart_is_all_out():
    found = findings(ROW)["all_out"]
    assert isinstance(found, Caution)
    assert found.text == (
        "On average people fail at 9.8 repetitions at 80 %: about 46 in 100 finish the first set of 10."
    )
    assert found.source == "nuzzo_2024"
    assert found.mend is not None
    assert (found.mend.action, found.mend.value) == ("method", "reserve")


def test_an_all_out_reserve_row_is_mended_by_leaving_repetitions():
    found = findings(CLEAN, (Field.RIR, 0))["all_out"]
    assert found.mend is not None
    assert (found.mend.action, found.mend.value) == ("rir", "2")


def test_a_chance_of_60_in_100_is_not_all_out():
    lift = Lift(method=Method.RESERVE)
    assert "all_out" in findings(lift, (Field.RIR, 0.6))
    assert "all_out" not in findings(lift, (Field.RIR, 0.75))


def test_repetitions_outside_the_range_are_a_note():
    found = findings(CLEAN, (Field.REPS, 15))["reps_outside_range"]
    assert isinstance(found, Note)
    assert found.text == "15 repetitions are outside hypertrophy's 6 to 12."


@pytest.mark.parametrize("reps", [6, 12])
def test_the_ends_of_the_range_are_inside(reps):
    assert "reps_outside_range" not in findings(CLEAN, (Field.REPS, reps))


def test_the_range_is_that_of_kind_and_experience():
    curl = replace(CLEAN, kind=Kind.ISOLATION)
    assert "reps_outside_range" not in findings(curl, (Field.REPS, 20))
    novice = replace(CLEAN, experience=Experience.NOVICE)
    assert "reps_outside_range" not in findings(novice, (Field.REPS, 8), goal="strength")
    assert "reps_outside_range" in findings(CLEAN, (Field.REPS, 8), goal="strength")


def test_the_high_end_of_a_typed_range_counts_too():
    found = findings(CLEAN, (Field.REPS, (10, 15)))["reps_outside_range"]
    assert found.text == "10-15 repetitions are outside hypertrophy's 6 to 12."


def test_rest_below_the_range_is_a_caution():
    found = findings(CLEAN, (Field.REST, 45))["rest_below_range"]
    assert isinstance(found, Caution)
    assert found.text == "45 s of rest is below the 60 s that hypertrophy asks for."
    assert found.source == "singer_2024"
    assert findings(CLEAN, (Field.REST, 120), goal="strength")["rest_below_range"].source == "grgic_2018"


def test_rest_in_or_above_the_range_is_fine():
    assert "rest_below_range" not in findings(CLEAN, (Field.REST, 60))
    assert "rest_below_range" not in findings(CLEAN, (Field.REST, 300))


def test_an_isolation_lift_may_rest_two_minutes_for_strength():
    curl = replace(CLEAN, kind=Kind.ISOLATION)
    assert "rest_below_range" not in findings(curl, goal="strength")


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (((Field.INTENSITY, 110),), "110 % is more than the 1RM: no repetitions are known there."),
        (((Field.INTENSITY, 30),), "The general curve has no repetitions at 30 %: it does not reach so low."),
        (((Field.REPS, 40),), "The general curve has no percentage for so many repetitions."),
    ],
)
def test_outside_the_curve_is_a_caution(steps, text):
    found = findings(CLEAN, *steps)["outside_curve"]
    assert isinstance(found, Caution)
    assert found.text == text


def test_the_ends_of_the_curve_are_inside():
    assert "outside_curve" not in findings(CLEAN, (Field.INTENSITY, 45))
    assert "outside_curve" not in findings(CLEAN, (Field.INTENSITY, 100))


def test_a_load_below_the_lightest_is_too_heavy_for_rack():
    found = findings(replace(SQUAT, one_rm=Decimal(20)))["too_heavy_for_rack"]
    assert isinstance(found, Caution)
    assert found.text == "The lightest load there is, 20 kg, is heavier than the 16 kg prescribed."


def test_a_load_above_the_heaviest_is_reported_likewise():
    found = findings(replace(SQUAT, one_rm=Decimal(300)))["too_heavy_for_rack"]
    assert found.text == "The prescribed 240 kg is more than the heaviest load there is, 200 kg."


def test_a_body_that_is_heavier_than_prescribed_is_too_heavy_too():
    assert "too_heavy_for_rack" in findings(PULL_UP, (Field.INTENSITY, 70))
    assert "too_heavy_for_rack" not in findings(PULL_UP)


def test_loads_within_reach_are_not_too_heavy():
    assert "too_heavy_for_rack" not in findings(SQUAT)
    assert "too_heavy_for_rack" not in findings(ASSISTED_PULL_UP)


def test_a_tested_max_of_a_novice_is_a_caution():
    novice = replace(CLEAN, experience=Experience.NOVICE)
    assert isinstance(findings(replace(novice, max_tested=True))["novice_max_test"], Caution)
    assert "novice_max_test" not in findings(replace(novice, max_tested=False))
    assert "novice_max_test" not in findings(novice)
    assert "novice_max_test" not in findings(replace(CLEAN, max_tested=True))


def test_a_poor_max_lift_is_a_note_unless_its_max_was_estimated():
    bent_over = replace(CLEAN, poor_max_test=True)
    assert isinstance(findings(bent_over)["poor_max_lift"], Note)
    assert "poor_max_lift" not in findings(replace(bent_over, max_tested=False))
    assert "poor_max_lift" not in findings(replace(bent_over, one_rm=None))
    assert "poor_max_lift" not in findings(CLEAN)


def test_a_lift_that_stresses_an_injured_region_is_a_caution():
    found = findings(replace(CLEAN, injured=("knee", "lower_back")))["injured_region"]
    assert isinstance(found, Caution)
    assert found.text == "This lift stresses knee and lower back, which the client has trouble with."
    assert "injured_region" not in findings(CLEAN)


@pytest.mark.parametrize("field", [Field.INTENSITY, Field.LOAD])
def test_a_pin_that_takes_the_row_out_of_its_range_is_a_note(field):
    found = findings(ROW, goal="hypertrophy", pins=field.value, edited=None)
    assert "pin_defeats_goal" not in found
    pinned = targets_of(ROW, (field, 70 if field is Field.INTENSITY else 14), pins=field.value)
    row = prescribe(pinned, ROW)
    note = next(item for item in row.findings if item.code == "pin_defeats_goal")
    assert isinstance(note, Note)
    assert note.text == f"The pinned {field} holds this row at 15: hypertrophy asks for 6 to 12."


def test_a_novice_without_a_foundation_gets_a_note_on_hypertrophy():
    novice = replace(CLEAN, experience=Experience.NOVICE, foundation=False)
    assert isinstance(findings(novice)["hypertrophy_before_foundation"], Note)
    assert "hypertrophy_before_foundation" not in findings(novice, goal="strength")
    assert "hypertrophy_before_foundation" not in findings(replace(novice, foundation=True))
    assert "hypertrophy_before_foundation" not in findings(replace(novice, foundation=None))
    assert "hypertrophy_before_foundation" not in findings(replace(CLEAN, foundation=False))


def test_pinned_repetitions_outside_the_range_are_the_trainers_wish():
    found = findings(CLEAN, (Field.REPS, 15), pins="reps intensity")
    assert "reps_outside_range" in found
    assert "pin_defeats_goal" not in found


def test_repetitions_that_follow_a_snapped_load_are_noted_with_the_heavier_neighbour():
    found = findings(RACKED_ROW, goal="strength")["load_snapped"]
    assert isinstance(found, Note)
    assert found.text == (
        "18 lb can't be built; 15 lb is 75 %, so 12 repetitions instead of 5. "
        "20 lb x 1 would stay inside strength's range."
    )
    assert found.mend is not None
    assert (found.mend.action, found.mend.value) == ("load", "20")


def test_the_heavier_neighbour_is_offered_only_where_it_helps():
    sparse = replace(RACKED_ROW, available=Rack(Unit.LB, loads("15", "25")))
    found = findings(sparse, goal="strength")["load_snapped"]
    assert found.mend is None
    assert found.text == "18 lb can't be built; 15 lb is 75 %, so 12 repetitions instead of 5."


def test_inside_the_range_no_neighbour_is_offered():
    lift = Lift(one_rm=Decimal(100), method=Method.RESERVE, available=Rack(Unit.KG, loads("72", "80")))
    found = findings(lift)["load_snapped"]
    assert found.text == "75.72 kg can't be built; 72 kg is 72 %, so 12 repetitions instead of 10."
    assert found.mend is None


def test_with_repetitions_pinned_the_note_says_what_is_left():
    found = findings(RACKED_ROW, goal="strength", pins="reps")["load_snapped"]
    assert found.text == "18 lb can't be built; 15 lb is 75 %, so 5 repetitions leave 7.4 in reserve."


def test_a_small_snap_is_not_worth_a_note():
    assert "load_snapped" not in findings(CLEAN)


def test_pins_that_disagree_are_noted():
    found = findings(CLEAN, (Field.INTENSITY, 80), (Field.REPS, 10), pins="intensity reps rir")
    assert found["pins_disagree"].text == "At 80 % people fail at 9.8: 10 repetitions leave -0.3, not 2."


def test_a_pinned_load_against_a_typed_intensity_is_noted():
    found = findings(ROW, (Field.INTENSITY, 90), pins="load", edited=Field.INTENSITY)["pins_disagree"]
    assert found.text == "90 % would be 18 lb, but the load stands at 16 lb: that is 80 %."
    assert found.mend is not None
    assert (found.mend.action, found.mend.value) == ("unpin", "load")


def test_a_typed_load_against_a_pinned_intensity_is_noted():
    found = findings(ROW, (Field.LOAD, 18), pins="intensity", edited=Field.LOAD)["pins_disagree"]
    assert found.text == "80 % would be 16 lb, but the load stands at 18 lb: that is 90 %."
    assert found.mend is None


def test_a_leg_press_at_the_end_of_its_curve_does_not_disagree_with_itself():
    leg_press = Lift(curve=Curve.LEG_PRESS, method=Method.RESERVE)
    assert "pins_disagree" not in findings(leg_press, (Field.REPS, 3), goal="strength")


def test_rounding_to_whole_repetitions_is_no_disagreement():
    for intensity in range(46, 100):
        assert "pins_disagree" not in findings(CLEAN, (Field.INTENSITY, intensity))


def test_a_typed_load_that_cannot_be_built_is_noted():
    assert isinstance(findings(RACKED_ROW, (Field.LOAD, 17))["load_not_available"], Note)
    assert "load_not_available" not in findings(RACKED_ROW, (Field.LOAD, 15))
    assert "load_not_available" not in findings(ROW, (Field.LOAD, 17))


def test_a_typed_load_without_a_max_says_which_max_it_would_imply():
    found = findings(NO_MAX, (Field.LOAD, 80))["load_without_max"]
    assert isinstance(found, Note)
    assert found.text == "There is no 1RM for this lift; with these repetitions the load implies 100 kg."
    assert "load_without_max" not in findings(NO_MAX)
    assert "load_without_max" not in findings(ROW, (Field.LOAD, 17))


def test_without_a_known_percentage_no_max_is_implied():
    found = findings(NO_MAX, (Field.REPS, 40), (Field.LOAD, 80))["load_without_max"]
    assert found.text == "There is no 1RM for this lift: the load stands alone."


def test_the_leg_press_says_when_the_general_curve_answers():
    leg_press = Lift(curve=Curve.LEG_PRESS, method=Method.RESERVE)
    backward = findings(leg_press, goal="strength")  # 5 + 2 to failure: 95 %
    forward = findings(leg_press, (Field.INTENSITY, 97))
    assert isinstance(backward["curve_fallback"], Note)
    assert isinstance(forward["curve_fallback"], Note)
    assert "curve_fallback" not in findings(leg_press)
    assert "curve_fallback" not in findings(leg_press, (Field.INTENSITY, 94))
    assert "curve_fallback" not in findings(CLEAN, (Field.INTENSITY, 97))


def test_a_fallback_of_the_target_is_said_even_where_the_load_was_snapped_lower():
    lift = Lift(
        curve=Curve.LEG_PRESS,
        method=Method.RESERVE,
        one_rm=Decimal(100),
        available=Rack(Unit.KG, loads("94", "100")),
    )
    assert "curve_fallback" in findings(lift, goal="strength")


@pytest.mark.parametrize("curve", [Curve.BENCH_PRESS, Curve.LEG_PRESS])
def test_a_borrowed_spread_is_said(curve):
    assert isinstance(findings(replace(CLEAN, curve=curve))["spread_borrowed"], Note)
    assert "spread_borrowed" not in findings(CLEAN)


def test_cautions_come_before_notes():
    row = prescribe(start(Goal.STRENGTH, RACKED_ROW), RACKED_ROW)
    assert [item.severity for item in row.findings] == ["caution", "note", "note"]


def test_severities_are_known_by_class():
    assert (Blocker.severity, Caution.severity, Note.severity) == ("blocker", "caution", "note")


def test_every_finding_is_complete_and_cites_a_known_source():
    lifts = [
        replace(
            RACKED_ROW, poor_max_test=True, injured=("knee",), experience=Experience.NOVICE, max_tested=True
        ),
        Lift(curve=Curve.LEG_PRESS, method=Method.RESERVE),
        NO_MAX,
    ]
    for lift in lifts:
        for steps in (
            (),
            ((Field.LOAD, 18),),
            ((Field.INTENSITY, 120),),
            ((Field.REPS, 40), (Field.REST, 10)),
        ):
            for item in prescribe(targets_of(lift, *steps), lift).findings:
                assert item.source in SOURCES
                assert item.text.endswith(".")
                assert item.why.endswith(".")
                assert item.where
