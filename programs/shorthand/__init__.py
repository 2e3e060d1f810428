"""The trainer's shorthand: rows, cells and whole programs as text, read without guessing and written back.

Standard library only. docs/shorthand.md has the grammar.
"""

from programs.shorthand.outline import Outline, OutlinedPhase, OutlinedSlot, OutlinedWorkout, outline
from programs.shorthand.program import read_program
from programs.shorthand.reading import read_cell, read_line
from programs.shorthand.table import read_table, write_table
from programs.shorthand.words import Cell, Line, Part, Problem, Sets, What
from programs.shorthand.writing import write_cell, write_line
from programs.shorthand.written import (
    Kind,
    PhaseHeading,
    ReadLine,
    WeekHeading,
    WeekRow,
    WeekSets,
    WorkoutHeading,
    Written,
)

__all__ = [
    "Cell",
    "Kind",
    "Line",
    "Outline",
    "OutlinedPhase",
    "OutlinedSlot",
    "OutlinedWorkout",
    "Part",
    "PhaseHeading",
    "Problem",
    "ReadLine",
    "Sets",
    "WeekHeading",
    "WeekRow",
    "WeekSets",
    "What",
    "WorkoutHeading",
    "Written",
    "outline",
    "read_cell",
    "read_line",
    "read_program",
    "read_table",
    "write_cell",
    "write_line",
    "write_table",
]
