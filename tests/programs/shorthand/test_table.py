"""Blocks of cells, copied to and pasted from a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.shorthand import read_table, write_table

TABLES = {
    "a\tb\nc\td\n": (("a", "b"), ("c", "d")),
    "a\tb\r\nc\td": (("a", "b"), ("c", "d")),
    "a\t\n": (("a", ""),),
    "\ta": (("", "a"),),
    "": (),
    "\n": (("",),),
    'a\t"two\nlines"\tb': (("a", "two\nlines", "b"),),
    '"say ""up"""\tb': (('say "up"', "b"),),
    '90" rest\tb': (('90" rest', "b"),),
    '"not closed\tb': (('"not closed', "b"),),
    '"closed" too early\tb': (('"closed" too early', "b"),),
}


@pytest.mark.parametrize("text", TABLES)
def test_a_block_is_read_as_spreadsheets_write_it(text):
    assert read_table(text) == TABLES[text]


def test_only_cells_that_need_them_get_quotation_marks():
    rows = [("Squat", '3 x 5 · "slow"', '"slow"', "two\nlines", "a\ttab")]
    assert write_table(rows) == 'Squat\t3 x 5 · "slow"\t"""slow"""\t"two\nlines"\t"a\ttab"\n'


@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(['"', "\t", "\r\n", '""']), min_size=1)))
def test_a_block_that_is_written_and_read_is_the_same(rows: list[list[str]]) -> None:
    assert read_table(write_table(rows)) == tuple(map(tuple, rows))


@given(st.text('a\t\n\r"', max_size=40))
def test_whatever_is_pasted_is_a_block_and_nothing_of_it_is_lost(text: str) -> None:
    rows = read_table(text)
    assert "".join(cell for row in rows for cell in row).count("a") == text.count("a")
    assert read_table(write_table(rows)) == rows
