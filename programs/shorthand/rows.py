"""What a row of a table in a written program says: a line, set groups, or set groups for each week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from programs.prescription.words import SetType, Unit
from programs.shorthand.columns import Column, Is, said
from programs.shorthand.reading import read_cell, read_words
from programs.shorthand.tokens import single_spaced
from programs.shorthand.words import Cell, Line, Problem, Sets
from programs.shorthand.written import WeekRow

# What belongs together in a set group: it is given as a whole or not at all.
_BLOCKS = {
    "number of sets": ("sets",),
    "number of repetitions": ("reps", "reps_high", "seconds", "metres", "per_side"),
    "intensity": ("intensity", "lighter"),
    "load": ("load_kind", "load", "unit"),
    "effort": ("rir", "rir_high"),
    "rest": ("rest_seconds",),
    "tempo": ("tempo",),
}
_NOTHING = Sets()


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one cell, and where it stands in its line."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Row:
    """A row while it is read."""

    code: str | None = None
    name: str = ""
    base: list[Sets] = field(default_factory=lambda: [_NOTHING])
    weeks: list[tuple[int, Piece]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, piece: Piece, text: str) -> None:
        self.problems.append(Problem(piece.start, piece.end, text))


def read_row(
    columns: Sequence[Column], pieces: Sequence[Piece], unit: Unit | None
) -> tuple[Line | Cell | WeekRow | None, tuple[Problem, ...]]:
    """A row's exercise with its set groups; without a name a Cell, which goes on with the row above.

    `unit` is that of loads without one; None makes them problems.
    """
    row = _Row()
    by_kind: dict[Is, tuple[Column, Piece]] = {}
    for column, piece in zip(columns, pieces, strict=False):
        if piece.text:
            _take(row, column, piece, by_kind)
    for piece in pieces[len(columns) :]:
        if piece.text:
            row.problem(piece, "This cell stands under no title.")
    _add_work(row, by_kind, unit)
    for kind in (Is.PERCENT, Is.INTENSITY, Is.LOAD, Is.RPE, Is.RIR, Is.EFFORT, Is.REST, Is.TEMPO):
        if kind in by_kind:
            column, piece = by_kind[kind]
            text, problem = said(column, piece.text, unit)
            if problem:
                row.problem(piece, problem)
            else:
                _add(row, piece, text)
    return _value(row, any(column.what is Is.WEEK for column in columns)), tuple(row.problems)


def _take(row: _Row, column: Column, piece: Piece, by_kind: dict[Is, tuple[Column, Piece]]) -> None:
    """Sorts one cell by what its column holds."""
    match column.what:
        case Is.CODE:
            _code(row, piece)
        case Is.NAME:
            _name(row, piece)
        case Is.NOTE:
            row.notes.append(piece.text)
        case Is.OTHER:
            row.notes.append(f"{column.title}: {piece.text}" if column.title else piece.text)
        case Is.WEEK:
            row.weeks.append((column.week, piece))
        case _:
            by_kind[column.what] = (column, piece)


def _code(row: _Row, piece: Piece) -> None:
    code = read_words(f"{piece.text.strip('()[].: ')}) x").code
    if code is not None:
        row.code = code
    elif not piece.text.strip("().: ").isdigit():  # a running number says nothing
        row.problem(piece, f"“{piece.text}” is no order code such as A or B2.")


def _name(row: _Row, piece: Piece) -> None:
    line = read_words(single_spaced(piece.text))
    row.code, row.name = line.code or row.code, line.name
    row.problems += [Problem(piece.start, piece.end, problem.text) for problem in line.problems]
    row.notes += [line.note] if line.note else []
    if line.groups:
        row.base = list(line.groups)
    if not line.name and not line.problems:
        row.problem(piece, "Which exercise? Its name is missing.")


def _add_work(row: _Row, by_kind: dict[Is, tuple[Column, Piece]], unit: Unit | None) -> None:
    """Sets and what one of them is, which may stand in two columns."""
    amounts = [by_kind[kind] for kind in (Is.REPS, Is.TIME, Is.DISTANCE, Is.WORK) if kind in by_kind]
    sets = by_kind[Is.SETS][1] if Is.SETS in by_kind else None
    for column, piece in amounts:
        amount, _ = said(column, piece.text, unit)
        if sets is not None and sets.text.isdigit() and column.what is not Is.WORK:
            amount, sets = f"{sets.text} x {amount}", None
        elif column.what is Is.REPS and amount[-1:].isdigit() and "x" not in amount.casefold():
            amount = f"{amount} reps"
        _add(row, piece, amount)
    if sets is not None:
        _add(row, sets, f"{sets.text} sets" if sets.text[-1:].isdigit() else sets.text)


def _add(row: _Row, piece: Piece, text: str) -> None:
    """What one cell says, to the row's set groups."""
    cell = read_cell(text)
    row.problems += [Problem(piece.start, piece.end, problem.text) for problem in cell.problems]
    row.notes += [cell.note] if cell.note else []
    if not cell.groups:
        return
    merged = _together(cell.groups, row.base)
    if isinstance(merged, str):
        row.problem(piece, merged)
    else:
        row.base = merged


def _together(first: Sequence[Sets], second: Sequence[Sets]) -> list[Sets] | str:
    """Each group of the one with what the other says of all; or what is said twice."""
    if len(first) > 1 and len(second) > 1:
        return "Two cells say which sets these are."
    merged: list[Sets] = []
    for one in first:
        for other in second:
            shared = _blocks(one) & _blocks(other)
            if shared:
                return f"The {min(shared)} is given twice."
            merged.append(_filled(one, other))
    return merged


def _blocks(group: Sets) -> set[str]:
    """What a set group says."""
    said_of = {
        name
        for name, fields in _BLOCKS.items()
        if any(getattr(group, each) != getattr(_NOTHING, each) for each in fields)
    }
    return said_of | ({"type of set"} if group.set_type is not SetType.WORKING else set())


def _filled(group: Sets, other: Sets) -> Sets:
    """A set group with what it leaves open taken from another."""
    missing = _blocks(other) - _blocks(group)
    names = [each for name in missing for each in _BLOCKS.get(name, ("set_type",))]
    return replace(group, **{name: getattr(other, name) for name in names})


def _value(row: _Row, by_week: bool) -> Line | Cell | WeekRow | None:
    note = "; ".join(map(single_spaced, row.notes))
    groups = tuple(group for group in row.base if group != _NOTHING)
    if by_week and row.name:
        return WeekRow(row.code, row.name, tuple(_weeks(row)), note)
    if row.name:
        return Line(row.code, row.name, groups, note)
    if by_week and row.weeks:
        for _, piece in row.weeks:
            row.problem(piece, "Which exercise? Its name is missing.")
    return Cell(groups, note) if groups or note else None


def _weeks(row: _Row) -> Iterable[tuple[int, tuple[Sets, ...]]]:
    """The set groups of each week: its own cell, with what the other columns say of all weeks."""
    for week, piece in row.weeks:
        cell = read_cell(piece.text)
        row.problems += [Problem(piece.start, piece.end, problem.text) for problem in cell.problems]
        row.notes += [f"week {week}: {cell.note}"] if cell.note else []
        if not cell.groups:
            continue
        own = [_over(group, row.base) for group in cell.groups]
        if any(group is None for group in own):
            row.problem(piece, "The week and the other columns both say which sets these are.")
        else:
            yield week, tuple(group for groups in own if groups is not None for group in groups)


def _over(group: Sets, base: Sequence[Sets]) -> list[Sets] | None:
    """A week's group over what stands for all weeks; None when both say several groups."""
    if len(base) == 1:
        return [_filled(group, base[0])]
    if _blocks(group) & {"number of sets", "number of repetitions", "type of set"}:
        return None
    return [_filled(group, each) for each in base]
