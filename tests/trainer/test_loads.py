"""Lists of loads as people type and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.loads import Loads, parse_loads, show_loads, summary
from web.numbers import NumberError


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "loads"),
    [
        ("5, 7.5, 10, 12.5", ("5", "7.5", "10", "12.5")),
        ("5,7.5,10", ("5", "7.5", "10")),
        ("5; 7,5; 10", ("5", "7.5", "10")),
        ("5, 7,5, 10", ("5", "7.5", "10")),
        ("5-10 step 2.5", ("5", "7.5", "10")),
        ("5–10 step 2,5", ("5", "7.5", "10")),
        ("5 to 10 by 2.5", ("5", "7.5", "10")),
        ("1-3 step 1, 12.5-15 step 2.5, 20", ("1", "2", "3", "12.5", "15", "20")),
        ("5-11 step 2.5", ("5", "7.5", "10")),
        ("10, 5, 10", ("5", "10")),
        ("12\n16\n20", ("12", "16", "20")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_a_list_of_loads_is_understood(text: str, loads: tuple[str, ...]) -> None:
    assert parse_loads(text) == decimals(*loads)


def test_a_comma_without_a_space_is_a_decimal_mark_for_those_who_write_it_so() -> None:
    assert parse_loads("7,5", mark=",") == decimals("7.5")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5, many", "“many” is not a number."),
        ("5, NaN", "“NaN” is not a number."),
        ("1e9", "“1e9” is not a number."),
        ("-5", "A load is more than 0 and at most 1000."),
        ("0", "A load is more than 0 and at most 1000."),
        ("1001", "A load is more than 0 and at most 1000."),
        ("2.125", "Write loads with at most two decimals."),
        ("30-5 step 2.5", "“30-5 step 2.5” runs downwards: write the lightest first."),
        ("1-1000 step 0.01", "“1-1000 step 0.01” is more than 120 loads."),
        ("5-30 step 0", "A load is more than 0 and at most 1000."),
        (
            "1-100 step 1; 100.5-150.5 step 1",
            "That is more than 120 loads. Use a step instead of a list.",
        ),
        ("5, " * 4000, "This list is too long."),
    ],
)
def test_what_is_no_list_of_loads_is_refused_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_loads(text)
    assert str(refused.value) == message


@given(
    st.lists(st.decimals(min_value="0.25", max_value=1000, places=2), min_size=1, max_size=40, unique=True),
    st.sampled_from([".", ","]),
)
def test_what_is_shown_can_be_typed_back(loads: list[Decimal], mark: str) -> None:
    expected = tuple(sorted(loads))
    assert parse_loads(show_loads(expected, mark=mark), mark=mark) == expected


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (
            Loads("barbell", "kg", own_weight=Decimal(20), step=Decimal("2.5"), heaviest=Decimal(140)),
            "20 kg, then steps of 2,5 kg up to 140 kg",
        ),
        (Loads("plate", "lb", own_weight=Decimal(0), step=Decimal(5)), "steps of 5 lb"),
        (Loads("dumbbell", "kg", loads=decimals("5", "7.5", "10")), "3 loads, 5 to 10 kg"),
        (Loads("kettlebell", "kg", loads=decimals("16")), "16 kg"),
        (Loads("bench", "kg"), ""),
    ],
)
def test_an_implement_is_summed_up_in_a_few_words(item: Loads, words: str) -> None:
    assert summary(item, mark=",") == words
