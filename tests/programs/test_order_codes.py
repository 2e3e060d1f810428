"""Order codes."""

import pytest

from programs.order_codes import codes_for, letter


def test_single_exercises_are_letters_and_those_done_together_are_numbered():
    assert codes_for([1, 2, 1, 3]) == [["A"], ["B1", "B2"], ["C"], ["D1", "D2", "D3"]]


def test_a_group_without_exercises_leaves_no_gap_in_the_letters():
    assert codes_for([1, 0, 1]) == [["A"], [], ["B"]]


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters_go_on_after_z(index, text):
    assert letter(index) == text
