"""Reads one line of a program, and one cell of a grid. Never raises: what is unclear is a problem."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from programs.prescription.words import SetType
from programs.shorthand.grouping import grouped
from programs.shorthand.names import code_at
from programs.shorthand.numbers import is_dash
from programs.shorthand.phrases import Said
from programs.shorthand.scanning import Scan, scan
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import Cell, Line, Part, Problem, Sets, What

_BULLETS = ("*", "•", "·", "‣", "▪", "◦", "→")


def read_line(text: str) -> Line:
    """One exercise: `A1 Bench press 4x8 @75% r90 "slow"`; docs/shorthand.md has the grammar.

    A name alone is a line, and what nobody wrote is None. Every character but spaces belongs to a part
    or to a problem; a problem never keeps the rest of the line from being read. Takes time in proportion
    to the length of the text, whatever it is.
    """
    line = read_words(text)
    if line.name:
        return line
    missing = Problem(0, len(text), "Which exercise? Its name is missing.")
    return Line(line.code, "", line.groups, line.note, (missing, *line.problems), line.parts)


def read_words(text: str) -> Line:
    """The same for a line that may do without a name."""
    code, found = _scanned(text)
    groups, problems, parts = _finished(found)
    return Line(code, found.name or "", groups, "; ".join(found.notes), problems, parts)


def read_exercise(texts: Sequence[str]) -> tuple[Line, tuple[tuple[Problem, ...], ...]]:
    """An exercise over several lines, each further one read as after a comma; with the problems of each."""
    scans = [_scanned(text) for text in texts]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    said: list[Said] = []
    for start, (_, found) in zip(starts, scans, strict=False):
        said.append(Said(None, start, start))
        said += [replace(item, start=item.start + start, end=item.end + start) for item in found.said]
    result = grouped(said)
    problems = [list(found.problems) for _, found in scans]
    for problem in result.problems:
        line = bisect_right(starts, problem.start) - 1
        place = problem.start - starts[line]
        problems[line].append(Problem(place, place + problem.end - problem.start, problem.text))
    code, first = scans[0]
    note = "; ".join(note for _, found in scans for note in found.notes)
    in_order = tuple(tuple(sorted(each, key=_place)) for each in problems)
    return Line(code, first.name or "", tuple(result.groups), note, in_order[0]), in_order


def _scanned(text: str) -> tuple[str | None, Scan]:
    """The order code of a line, and what is said in it."""
    tokens = Tokens(text)
    start = _after_bullet(tokens)
    code = code_at(tokens, start)
    begin = start if code is None else code.end
    found = scan(tokens, begin, named=True)
    if start:
        found.part(0, start, What.MARK)
    if code is not None:
        found.part(start, begin, What.CODE)
    _ask_about_drop(found)
    return None if code is None else code.code, found


def read_cell(text: str) -> Cell:
    """The set groups of one cell: `4 x 6-8 @ 77 % · RIR 2 · 82.5 kg · 2:30`; a dash alone is an empty one."""
    tokens = Tokens(text)
    if tokens.size == 1 and tokens[0].kind is Kind.SIGN and is_dash(tokens[0]):
        return Cell((), parts=(Part(tokens[0].start, tokens[0].end, What.MARK),))
    found = scan(tokens, 0, named=False)
    groups, problems, parts = _finished(found)
    return Cell(groups, "; ".join(found.notes), problems, parts)


def _finished(found: Scan) -> tuple[tuple[Sets, ...], tuple[Problem, ...], tuple[Part, ...]]:
    result = grouped(found.said)
    problems = sorted([*found.problems, *result.problems], key=_place)
    doubtful = {problem.start for problem in problems}
    parts = [part for part in (*found.parts, *result.parts) if part.start not in doubtful]
    parts.sort(key=_place)
    return tuple(result.groups), tuple(problems), tuple(parts)


def _place(piece: Part | Problem) -> int:
    return piece.start


def _after_bullet(tokens: Tokens) -> int:
    """The place after the mark of a list: a bullet, a dash, or a number with a point or bracket."""
    first, second, third = tokens[0], tokens[1], tokens[2]
    if first.text in _BULLETS or (first.kind is Kind.SIGN and is_dash(first)):
        return 1 if not second.glued and tokens.size > 1 else 0
    numbered = first.kind is Kind.NUMBER and second.isa(".", ")") and second.glued
    return 2 if numbered and not third.glued and tokens.size > 2 else 0


def _ask_about_drop(found: Scan) -> None:
    """Depth drop 3x5 may be drop sets of something, or an exercise whose name ends so."""
    first = found.said[0] if found.said else None
    if first is None or first.phrase is None or first.phrase.set_type is not SetType.DROP or not found.name:
        return
    source = found.tokens.source
    bracketed = source[: first.start].rstrip().endswith("]")
    if not bracketed and source[first.start : first.end].casefold().rstrip(":") == "drop":
        text = "“drop” may end the name or begin drop sets: write drop set, or the name in square brackets."
        found.problems.append(Problem(first.start, first.end, text))
