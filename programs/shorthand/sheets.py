"""Lines that are rows of a table: cells parted by tabs, as spreadsheets copy them, or by upright strokes."""

from bisect import bisect_right
from collections.abc import Sequence

from programs.shorthand.rows import Piece
from programs.shorthand.table import cell_at


def tabbed_cells(text: str, starts: Sequence[int], number: int, length: int) -> tuple[list[Piece], int]:
    """The cells of the line of this number, empty without tabs; and how many further lines they take.

    A cell in quotation marks may hold line breaks. `starts` says where each line begins in the text;
    places are those in the line, `length` characters long.
    """
    begin = place = starts[number]
    pieces: list[Piece] = []
    while True:
        content, end = cell_at(text, place)
        pieces.append(Piece(content.strip(), min(place - begin, length), min(end - begin, length)))
        if not text.startswith("\t", end):
            break
        place = end + 1
    if len(pieces) == 1:
        return [], 0
    return pieces, bisect_right(starts, end) - 1 - number


def piped_cells(line: str) -> list[Piece]:
    """The cells of a line between upright strokes; those at its ends are only its frame."""
    first = len(line) - len(line.lstrip())
    last = len(line.rstrip())
    if line.startswith("|", first):
        first += 1
    if line.endswith("|", first, last):
        last -= 1
    pieces: list[Piece] = []
    place = first
    for content in line[first:last].split("|"):
        pieces.append(Piece(content.strip(), place, place + len(content)))
        place += len(content) + 1
    return pieces
