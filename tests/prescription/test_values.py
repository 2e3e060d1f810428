"""Which typed values are possible, and what is said of the others."""

import pytest

from programs.prescription import Field, Goal, ImpossibleValueError, edit, start
from tests.prescription.cast import ROW, after


def test_a_load_far_above_the_max_is_refused_as_a_slip():
    with pytest.raises(ImpossibleValueError) as refused:
        after(ROW, (Field.LOAD, 160))
    assert str(refused.value) == "160 lb is 800 % of the 1RM of 20 lb; at most 150 % can be prescribed."


@pytest.mark.parametrize(
    "value", [-5, 0, "NaN", float("nan"), float("inf"), "1e9", 10**9, "", "x", True, None]
)
@pytest.mark.parametrize("field", [Field.INTENSITY, Field.LOAD, Field.REPS, Field.SETS])
def test_impossible_numbers_are_refused_in_one_sentence(field, value):
    with pytest.raises(ImpossibleValueError) as refused:
        edit(start(Goal.HYPERTROPHY, ROW), field, value, ROW)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (Field.RIR, -1, "RIR must be from 0 to 20 repetitions."),
        (Field.RIR, "NaN", "RIR must be a number."),
        (Field.REPS, 8.5, "Reps must be a whole number from 1 to 200."),
        (Field.REPS, "12-8", "The low end of a range of reps comes first."),
        (Field.REPS, (8, 9, 10), "A range of reps has a low and a high end."),
        (Field.REST, -1, "Rest in seconds must be a whole number from 0 to 1,800."),
        (Field.REST, 1801, "Rest in seconds must be a whole number from 0 to 1,800."),
        (Field.SETS, 21, "Sets must be a whole number from 1 to 20."),
        (Field.INTENSITY, 151, "Intensity must be more than 0 % and at most 150 %."),
        (Field.LOAD, -1, "Load must be more than 0 lb."),
        (Field.LOAD, "0.001", "Load must be at least 0.01 lb."),
        (Field.LOAD, 4401, "Load must be at most 4,400 lb."),
        (Field.TEMPO, "fast", "Tempo is four digits such as 2010 or 20X0; X means explosive."),
        (Field.TEMPO, "9" * 10_000, "Tempo is four digits such as 2010 or 20X0; X means explosive."),
        (Field.TEMPO, 2010, "Tempo is four digits such as 2010 or 20X0."),
    ],
)
def test_the_message_says_what_is_possible(field, value, message):
    with pytest.raises(ImpossibleValueError) as refused:
        edit(start(Goal.HYPERTROPHY, ROW), field, value, ROW)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("typed", "stored"), [("20x0", "20X0"), ("3-1-X-0", "31X0"), ("4/2/1/0", "4210"), ("", "")]
)
def test_tempo_is_kept_as_four_characters(typed, stored):
    assert after(ROW, (Field.TEMPO, typed)).tempo == stored
