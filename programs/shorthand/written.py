"""What the lines of a written program are."""

from dataclasses import dataclass, field
from enum import StrEnum

from programs.shorthand.words import Cell, Line, Problem, Sets


class Kind(StrEnum):
    """What a line of a written program is."""

    BLANK = "blank"
    TITLE = "title"
    PHASE = "phase"
    WEEK = "week"
    WORKOUT = "workout"
    REST_DAY = "rest_day"
    SECTION = "section"  # a heading inside a workout: Warm-up, Accessories
    NOTE = "note"
    COLUMNS = "columns"  # the head of a table
    EXERCISE = "exercise"
    SETS = "sets"  # goes on with the exercise above
    CONTINUED = "continued"  # the rest of a table's row that has line breaks in it
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhaseHeading:
    """Phase 2: Strength (weeks 5-8). `weeks` is how many, `first_week` the number of the first."""

    name: str
    weeks: int | None = None
    first_week: int | None = None


@dataclass(frozen=True, slots=True)
class WeekHeading:
    """Week 3, or Weeks 1-3; with a name such as Deload, or empty."""

    first: int
    last: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkoutHeading:
    """Day 1 - Upper, Monday: Push; `weekday` 0 is Monday, `week` is given where it stands before."""

    name: str
    weekday: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class WeekSets:
    """Week 2: 4x5 @72.5%, under an exercise."""

    first: int
    last: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A row of a table whose columns are weeks: the set groups of each."""

    code: str | None
    name: str
    weeks: tuple[tuple[int, tuple[Sets, ...]], ...]
    note: str = ""


Heading = PhaseHeading | WeekHeading | WorkoutHeading
Value = Heading | Line | Cell | WeekSets | WeekRow | str | None


@dataclass(slots=True)
class Draft:
    """A line while the lines around it are not yet looked at; `text` has spaces for Markdown's marks.

    `marked` by Markdown as a heading; `from_table` a row of a table.
    """

    text: str
    kind: Kind
    value: Value = None
    problems: list[Problem] = field(default_factory=list)
    marked: bool = False
    from_table: bool = False


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of the text as it stands, `number` from 1; problems give their places in `text`.

    The `value` by kind: TITLE, NOTE, SECTION and REST_DAY a text; PHASE, WEEK and WORKOUT their heading;
    EXERCISE a Line with the set groups of its SETS lines too, or a WeekRow; SETS the Cell that the line
    itself says, or WeekSets; else None.
    """

    number: int
    text: str
    kind: Kind
    value: Value = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A whole written program, line by line; with an `error` nothing of it was read."""

    lines: tuple[ReadLine, ...]
    error: str = ""

    @property
    def unresolved(self) -> tuple[ReadLine, ...]:
        """The lines that a trainer has to look at."""
        return tuple(line for line in self.lines if line.problems)
