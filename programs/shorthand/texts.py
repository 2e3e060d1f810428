"""What a line of a written program that is no row of a table is, by itself."""

import re

from programs.shorthand.headings import goes_together, heading_of
from programs.shorthand.reading import read_cell, read_words
from programs.shorthand.tokens import single_spaced
from programs.shorthand.words import Cell, Problem, What
from programs.shorthand.written import Draft, Kind, WeekHeading, WeekSets, WorkoutHeading

_BEFORE = re.compile(r"\s*(?:[-*•]\s+\[[ xX]?\]\s|>+)")  # a box to tick, the mark of a quotation
_HASHES = re.compile(r"\s*#{1,6}\s+")
_BULLET = re.compile(r"(?:[-*•·‣▪◦→–—]\s+|\d{1,2}[.)]\s+)")
_NOTE = re.compile(r"(?:notes?|nb)\s*:\s*", re.IGNORECASE)
_TITLE = re.compile(r"(?:program(?:me)?|plan)\s*:\s*(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r"([*_])(?![*_\s])(?P<one>[^*_0-9]+)\1|\((?P<two>[^()0-9]+)\)")  # *like this*, (or this)


def read_text(line: str) -> Draft:
    """A heading, a note, an exercise, the sets of one, or nothing that we know."""
    marks = _BEFORE.match(line)
    quoted = marks is not None and marks[0].endswith(">")
    text = line if marks is None else " " * marks.end() + line[marks.end() :]
    hashes = _HASHES.match(text)
    if hashes is not None:
        text = " " * hashes.end() + text[hashes.end() :]
    plain = _plain(text)
    if quoted:
        return Draft(text, Kind.NOTE, plain)
    note = _NOTE.match(plain)
    if note is not None:
        return Draft(text, Kind.NOTE, plain[note.end() :])
    title = _TITLE.match(plain)
    if title is not None:
        return Draft(text, Kind.TITLE, plain[title.end() :])
    aside = _ASIDE.fullmatch(text.strip())
    if aside is not None:
        return Draft(text, Kind.NOTE, single_spaced(aside["one"] or aside["two"]))
    heading = heading_of(plain)
    if heading is None:
        return _words(text, marked=hashes is not None)
    kind, value = heading
    if isinstance(value, WeekHeading) and value.name:
        return _week(text, value)
    draft = Draft(text, kind, value)
    if isinstance(value, str) and goes_together(value):
        together = "Which exercises go together? Write order codes before their names: A1, A2."
        draft.problems.append(Problem(0, len(text), together))
    if isinstance(value, WorkoutHeading) and read_words(value.name).groups:
        draft.problems.append(_own_line(text))
    return draft


def _plain(text: str) -> str:
    """A text without the marks of lists, bold and headings."""
    text = text.strip()
    bullet = _BULLET.match(text)
    return single_spaced(text[0 if bullet is None else bullet.end() :].replace("**", "").replace("__", ""))


def _own_line(text: str) -> Problem:
    return Problem(0, len(text), "This is a heading: its exercise needs a line of its own.")


def _week(text: str, week: WeekHeading) -> Draft:
    """Week 2: 4x5 @72.5%, which is about the exercise above; or a week with a name."""
    cell = read_cell(week.name)
    if not cell.groups:
        return Draft(text, Kind.WEEK, week)
    if week.name[0].isalpha() and any(problem.start == 0 for problem in cell.problems):
        return Draft(text, Kind.WEEK, week, [_own_line(text)])
    start = max(text.find(week.name), 0)
    problems = [
        Problem(min(problem.start + start, len(text)), min(problem.end + start, len(text)), problem.text)
        for problem in cell.problems
    ]
    return Draft(text, Kind.SETS, WeekSets(week.first, week.last, cell), problems)


def _words(text: str, *, marked: bool) -> Draft:
    """An exercise, its sets or a note."""
    line = read_words(text)
    problems = list(line.problems)
    if line.name:
        return Draft(text, Kind.EXERCISE, line, problems, marked=marked)
    if line.groups and line.code is None:
        return Draft(text, Kind.SETS, Cell(line.groups, line.note, line.problems, line.parts), problems)
    if line.note and not problems and line.code is None:
        return Draft(text, Kind.NOTE, line.note)
    if not problems and all(part.what is What.MARK for part in line.parts):
        return Draft(text, Kind.BLANK)
    if not problems:
        problems.append(Problem(0, len(text), "Which exercise? Its name is missing."))
    return Draft(text, Kind.UNKNOWN, None, problems)
