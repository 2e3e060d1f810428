"""One line of shorthand as an exercise for a workout: what is meant, and what of it is clear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from programs.actions.cell_weeks import Operation
from programs.actions.numbers import SetRow
from programs.forms.plan_cells import CellTextError, differences
from programs.queries.exercises import ExerciseLine, named
from programs.shorthand import Line, Problem, read_line
from trainer.models import User

LONGEST = 400
NAME_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it was read; `exercise` is the one that it names, if that is clear."""

    text: str
    line: Line
    exercise: ExerciseLine | None
    offers: list[ExerciseLine]

    @property
    def problem(self) -> Problem | None:
        """The first part of the line that is not understood."""
        return self.line.problems[0] if self.line.problems else None


def read_entry(user: User, text: str) -> Entry:
    """What a trainer's line says; whatever is unclear stays open."""
    text = " ".join(text[: LONGEST + 1].split())
    line = read_line(text)
    found = named(user, line.name[:NAME_LONGEST])
    return Entry(text, line, found.exercise, found.offers)


def refuse_unclear(entry: Entry) -> None:
    """Refuse a line of which a part was not understood; raises CellTextError."""
    if len(entry.text) > LONGEST:
        raise CellTextError(f"A line holds at most {LONGEST} characters.")
    if problem := entry.problem:
        raise CellTextError(problem.text, problem.start, problem.end)


def sets_in(entry: Entry, rows: Sequence[SetRow], lift: Mapping[str, Any]) -> Sequence[Operation]:
    """What is written of a new exercise's sets, of which these rows are the start."""
    return differences(rows, entry.line.groups, lift, whole=True) if entry.line.groups else []
