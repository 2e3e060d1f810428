"""Reads a whole written program, from a sheet, a chat or a mail, line by line."""

import re
from collections.abc import Sequence

from programs.prescription.words import Unit
from programs.shorthand.columns import Column, columns_of, twice
from programs.shorthand.continuing import resolved
from programs.shorthand.rows import Piece, read_row
from programs.shorthand.sheets import piped_cells, tabbed_cells
from programs.shorthand.texts import read_text
from programs.shorthand.words import Cell, Problem
from programs.shorthand.written import Draft, Kind, ReadLine, Written

LINES_MOST = 2000
BYTES_MOST = 100_000
TOO_MUCH = f"This is too much at once: at most {LINES_MOST:,} lines and {BYTES_MOST // 1000} kB."

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[\s|:+]*[-=_*]{3}[-=_*\s|:+]*")


def read_program(text: str, *, unit: Unit | None = None) -> Written:
    """What each line of a pasted program is; nothing is dropped and nothing guessed.

    `unit` is that of weights in a table's load column that say none; None makes them problems. Beyond
    2,000 lines or 100 kB nothing is read, and `error` says so. Never raises; docs/shorthand.md.
    """
    ends = [found.span() for found in _LINE_END.finditer(text)]
    if len(ends) > LINES_MOST or len(text.encode("utf-8", "surrogatepass")) > BYTES_MOST:
        return Written((), TOO_MUCH)
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    if starts[-1] == len(text):  # nothing stands after the last line end
        starts.pop()
    if len(starts) > LINES_MOST:
        return Written((), TOO_MUCH)
    lines = [text[start:stop] for start, stop in zip(starts, stops, strict=False)]
    drafts = resolved(_drafts(text, lines, starts, unit))
    return Written(
        tuple(
            ReadLine(number, line, draft.kind, draft.value, tuple(draft.problems))
            for number, (line, draft) in enumerate(zip(lines, drafts, strict=True), start=1)
        )
    )


def _drafts(text: str, lines: Sequence[str], starts: Sequence[int], unit: Unit | None) -> list[Draft]:
    """Each line by itself, or as the row of a table."""
    drafts: list[Draft] = []
    columns: tuple[Column, ...] | None = None
    strokes = False  # whether the table that is being read has upright strokes
    while len(drafts) < len(lines):
        number = len(drafts)
        line = lines[number]
        if not line.strip() or _RULE.fullmatch(line):
            drafts.append(Draft(line, Kind.BLANK))
            continue
        pieces, further = tabbed_cells(text, starts, number, len(line))
        piped = not pieces and "|" in line
        if piped:
            pieces = piped_cells(line)
        head = columns_of([piece.text for piece in pieces])
        if piped and not (strokes or head or line.lstrip().startswith("|")):
            pieces = []
        if head is not None:
            columns, strokes = head, piped
        if pieces:
            drafts.append(_row(line, pieces, head, columns, unit))
        else:
            drafts.append(read_text(line))
        drafts += [Draft("", Kind.CONTINUED) for _ in range(further)]
    return drafts


def _row(
    line: str,
    pieces: Sequence[Piece],
    head: tuple[Column, ...] | None,
    columns: tuple[Column, ...] | None,
    unit: Unit | None,
) -> Draft:
    """A line with cells: the head of a table, a row under it, or a line like any other."""
    filled = [piece for piece in pieces if piece.text]
    if not filled:
        return Draft(line, Kind.BLANK)
    if head is not None:
        double = twice(head)
        text = f"Two columns are called “{double}”: the last of them is read."
        problems = [Problem(0, len(line), text)] if double else []
        return Draft(line, Kind.COLUMNS, None, problems)
    if len(filled) == 1 or columns is None:
        alone = [" " * len(line[: filled[0].start]) + filled[0].text] if len(filled) == 1 else [line]
        return read_text(alone[0].replace("\n", " "))
    value, doubts = read_row(columns, pieces, unit)
    kind = Kind.SETS if isinstance(value, Cell) else Kind.EXERCISE
    if value is None:
        kind = Kind.UNKNOWN if doubts else Kind.BLANK
    return Draft(line, kind, value, list(doubts), from_table=True)
