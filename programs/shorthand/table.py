"""Cells as spreadsheets copy and paste them: tabs between cells, a line for each row.

A cell that holds a tab, a line break or begins with a quotation mark stands in quotation marks, with
those inside it doubled.
"""

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[^\t\r\n]*")
_ENDS = re.compile(r"\r\n|\r|\n")
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|\A"')


def read_table(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a copied block, each with at least one cell. Never raises; time in proportion to the text.

    A quotation mark that is not closed before a tab or line end is an ordinary character.
    """
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    place = 0
    while place < len(text) or row:
        cell, place = cell_at(text, place)
        row.append(cell)
        if text.startswith("\t", place):
            place += 1
            continue
        rows.append(tuple(row))
        row = []
        end = _ENDS.match(text, place)
        place = place if end is None else end.end()
    return tuple(rows)


def write_table(rows: Iterable[Iterable[str]]) -> str:
    """The same block as text, every row with its line end. A row without cells becomes one empty cell."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def cell_at(text: str, place: int) -> tuple[str, int]:
    """The cell that begins here and the place after it."""
    closed = _closing_quote(text, place)
    if closed is not None:
        return text[place + 1 : closed].replace('""', '"'), closed + 1
    plain = _PLAIN.match(text, place)
    assert plain is not None  # the pattern takes nothing too
    return plain[0], plain.end()


def _closing_quote(text: str, place: int) -> int | None:
    """Where the quotation mark at `place` is closed, right before a tab, a line end or the end."""
    if not text.startswith('"', place):
        return None
    end = text.find('"', place + 1)
    while end >= 0 and text.startswith('"', end + 1):
        end = text.find('"', end + 2)
    after = text[end + 1 : end + 2]
    return end if end >= 0 and after in ("", "\t", "\r", "\n") else None
