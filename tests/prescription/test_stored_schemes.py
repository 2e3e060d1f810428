"""Schemes as plain values: what is stored, what is read, and what is refused."""

from decimal import Decimal

import pytest

from programs.prescription import (
    Block,
    DoubleProgression,
    HeavyLightMedium,
    ImpossibleValueError,
    LinearLoad,
    Pattern,
    PlannedDeload,
    StepUnit,
    Wave,
    scheme_from_plain,
    scheme_to_plain,
)


def test_a_scheme_is_its_key_and_its_parameters_with_decimals_as_text():
    assert scheme_to_plain(LinearLoad(Decimal("2.50"), StepUnit.KG)) == {
        "scheme": "linear_load",
        "step": "2.50",
        "unit": "kg",
    }
    assert scheme_to_plain(Wave()) == {
        "scheme": "wave",
        "pattern": "5/3/1",
        "training_max": 90.0,
        "rise": "2.5",
        "unit": "kg",
        "deload": True,
    }


def test_a_scheme_inside_another_is_stored_inside_it():
    scheme = PlannedDeload(HeavyLightMedium(weekly=LinearLoad()), every=None, at_end=True)
    plain = scheme_to_plain(scheme)
    assert plain["progression"] == {
        "scheme": "heavy_light_medium",
        "light": 80.0,
        "medium": 90.0,
        "weekly": {"scheme": "linear_load", "step": "2.5", "unit": "percent"},
    }
    assert scheme_from_plain(plain) == scheme


def test_what_is_left_out_takes_its_default_and_what_a_form_sends_is_read():
    assert scheme_from_plain({"scheme": "double_progression"}) == DoubleProgression()
    assert scheme_from_plain({"scheme": "block", "peak": "0"}) == Block(peak=0)
    read = scheme_from_plain(
        {"scheme": "wave", "pattern": "10/8/6", "training_max": "85", "rise": 5, "unit": "lb"}
    )
    assert read == Wave(Pattern.TEN_EIGHT_SIX, 85.0, Decimal(5), StepUnit.LB)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "This progression is unknown."),
        ({"scheme": "magic"}, "This progression is unknown."),
        ({"scheme": "linear_load", "speed": 1}, "Linear load has no speed."),
        ({"scheme": "linear_load", "step": None}, "A step must be a number."),
        (
            {"scheme": "planned_deload", "progression": {"scheme": "wave"}},
            ("Wave on a training max has a deload of its own: leave one of them out."),
        ),
        (
            {"scheme": "heavy_light_medium", "weekly": {"scheme": "block"}},
            ("The heavy day rises by a linear load or not at all."),
        ),
        (
            {"scheme": "heavy_light_medium", "weekly": "linear_load"},
            ("The heavy day rises by a linear load or not at all."),
        ),
        ({"scheme": "rir_taper", "first": "three"}, "RIR must be a number."),
    ],
)
def test_values_that_are_no_scheme_are_refused_in_one_sentence(values, sentence):
    with pytest.raises(ImpossibleValueError) as refusal:
        scheme_from_plain(values)
    assert str(refusal.value) == sentence
