"""What holds for every line and cell: printing and reading again changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from programs.shorthand import Cell, Line, read_cell, read_line, write_cell, write_line
from tests.programs.shorthand import making

MARKS = st.sampled_from((".", ","))


@given(making.lines, MARKS)
def test_a_line_that_is_written_and_read_is_the_same(line: Line, mark: str) -> None:
    assert read_line(write_line(line, mark=mark)) == line


@given(making.cells, MARKS)
def test_a_cell_that_is_written_and_read_is_the_same(cell: Cell, mark: str) -> None:
    assert read_cell(write_cell(cell, mark=mark)) == cell
