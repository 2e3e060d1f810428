"""Heights as people type them."""

from decimal import Decimal

import pytest

from trainer.heights import parse_height, show_height
from web.numbers import NumberError


@pytest.mark.parametrize(
    ("text", "centimetres"),
    [
        ("180", "180.0"),
        ("180 cm", "180.0"),
        ("180,5", "180.5"),
        ("1.80", "180.0"),
        ("1,80 m", "180.0"),
        ("1.8m", "180.0"),
        ("5'11\"", "180.3"),
        ("5’11", "180.3"),
        ("5 ft 11 in", "180.3"),
        ("6'", "182.9"),
        ("5'10.5\"", "179.1"),
        ('71"', "180.3"),
    ],
)
def test_a_height_is_understood_however_it_is_written(text: str, centimetres: str) -> None:
    assert parse_height(text, in_feet=False) == Decimal(centimetres)


def test_a_bare_number_below_100_is_inches_for_those_who_think_in_feet() -> None:
    assert parse_height("71", in_feet=True) == Decimal("180.3")


def test_a_bare_number_from_100_is_centimetres_for_everybody() -> None:
    assert parse_height("180", in_feet=True) == Decimal("180.0")


@pytest.mark.parametrize(
    "text", ["tall", "5'12\"", "-180", "NaN", "1e2", "1.80.5", "180 m", "١٨٠", "5'11\" or so"]
)
def test_what_is_no_height_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NumberError, match=r"^Write the height like 180 or 1\.80 m\.$"):
        parse_height(text, in_feet=False)


def test_5_point_9_is_refused_in_feet_because_it_could_mean_two_things() -> None:
    with pytest.raises(NumberError, match=r"^Write the height like 5'11\" or 180 cm\.$"):
        parse_height("5.9", in_feet=True)


@pytest.mark.parametrize("text", ["49.9", "272.1", "3.00 m", "9'"])
def test_a_height_that_nobody_has_is_refused(text: str) -> None:
    with pytest.raises(NumberError, match=r"^A height is between 50 and 272 cm\.$"):
        parse_height(text, in_feet=False)


def test_10_000_characters_are_too_long_for_a_height() -> None:
    with pytest.raises(NumberError, match=r"^This is too long for a height\.$"):
        parse_height("1" * 10_000, in_feet=False)


@pytest.mark.parametrize(
    ("centimetres", "in_feet", "mark", "shown"),
    [
        ("180.5", False, ".", "180.5"),
        ("180.5", False, ",", "180,5"),
        ("180.0", False, ".", "180"),
        ("180.3", True, ".", "5'11\""),
        ("182.6", True, ".", "6'0\""),
    ],
)
def test_a_height_is_shown_as_it_can_be_typed(centimetres: str, in_feet: bool, mark: str, shown: str) -> None:
    assert show_height(Decimal(centimetres), in_feet=in_feet, mark=mark) == shown


def test_an_unknown_height_is_shown_as_nothing() -> None:
    assert show_height(None, in_feet=True) == ""
