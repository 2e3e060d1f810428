"""A whole program pasted as text: what each line is taken for, what is unclear, and making it."""

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.functional import cached_property

from programs.actions.cell_weeks import Operation
from programs.actions.numbers import SetRow
from programs.actions.slots import ReadingSlot
from programs.actions.written import WrittenProgram, store_written, written_program
from programs.bridge import Facts
from programs.forms.plan_cells import differences
from programs.forms.programs import ProgramForm
from programs.models import Exercise, Program, Slot
from programs.prescription import Goal, Unit
from programs.queries.exercises import ExerciseLine, Named, all_named, known_lines
from programs.shorthand import (
    Cell,
    Kind,
    Line,
    Outline,
    PhaseHeading,
    Problem,
    ReadLine,
    Sets,
    WeekHeading,
    WeekRow,
    WeekSets,
    WorkoutHeading,
    outline,
    read_program,
    write_cell,
)
from trainer.models import User
from web.rows import Unit as UnitChoices

LONGEST = 110_000  # a little more than is read, so that the reader says what is too much
LEFT_OUT = "none"
COUNTED_PHASE = re.compile(r"\w+ (?:\d+|\w)")  # Phase 1, Block A
GOALS = [
    ("", "As its repetitions say: 1 to 5 strength, more hypertrophy"),
    ("hypertrophy", "Hypertrophy"),
    ("strength", "Strength"),
]
TAKEN_FOR = {
    Kind.TITLE: "Name",
    Kind.PHASE: "Phase",
    Kind.WEEK: "Week",
    Kind.WORKOUT: "Workout",
    Kind.REST_DAY: "Rest day",
    Kind.SECTION: "Heading",
    Kind.NOTE: "Note",
    Kind.COLUMNS: "Columns",
    Kind.EXERCISE: "Exercise",
    Kind.SETS: "Sets",
    Kind.UNKNOWN: "Not clear",
}


class PasteForm(ProgramForm):
    """A new program from text; weeks and workouts are what the text says."""

    text = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "autofocus": True}),
        label="The program",
    )
    goal = forms.ChoiceField(choices=GOALS, required=False, label="Goal of each exercise")
    unit = forms.ChoiceField(choices=UnitChoices.choices, label="Weights without a unit are")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in ("weeks", "workouts", "description"):
            del self.fields[name]
        self.fields["name"].required = False
        self.fields["name"].widget.attrs.pop("autofocus", None)
        self.fields["name"].help_text = "Empty: as the text begins."
        self.initial.setdefault("unit", user.unit)
        if self.initial.get("client") is not None:
            self.initial["name"] = ""
        self.helper.layout = None

    @cached_property
    def review(self) -> "Review":
        """What the text is taken for, as far as the form says what is needed."""
        return review_of(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "text" in values and "id" in values:
            review = self.review
            if review.error:
                self.add_error("text", review.error)
            elif not review.written.slots and not review.unresolved:
                self.add_error("text", "No exercise was found in this text.")
        return values

    def create(self, *, by: User) -> Program:
        """Make the program; the same form twice makes one."""
        return store_written(self.review.written, by=by)


@dataclass(frozen=True, slots=True)
class Choice:
    """The exercises that a written name may mean; `chosen` an id, LEFT_OUT, or empty while that is open."""

    field: str
    name: str
    chosen: str
    options: list[ExerciseLine]

    @property
    def other_words(self) -> str:
        """What is written in the text, where the chosen exercise is called otherwise."""
        called = next((option.name for option in self.options if str(option.id) == self.chosen), None)
        return self.name if called is not None and called.casefold() != self.name.casefold() else ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the text: what it is taken for, and in finished words what was understood."""

    number: int
    text: str
    taken_for: str
    said: str
    exercise: str
    problems: list[str]
    marked: tuple[str, str, str] | None
    choice: Choice | None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The text line by line, without the empty ones."""

    lines: list[ReviewLine]
    written: WrittenProgram
    outline: Outline
    error: str = ""

    @property
    def unresolved(self) -> list[int]:
        """Numbers of the lines that the trainer has to look at first."""
        return [line.number for line in self.lines if line.problems]

    @property
    def sums(self) -> str:
        """What the text comes to: `2 phases, 8 weeks, 6 workouts, 31 exercises`."""
        phases = self.outline.phases
        counted = (
            (len(phases), "phase"),
            (sum(phase.weeks for phase in phases), "week"),
            (len(self.written.workouts), "workout"),
            (len(self.written.slots), "exercise"),
        )
        return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counted)


def review_of(form: PasteForm) -> Review:
    """Read the text of a form whose fields are cleaned, with the exercises that were chosen in it."""
    values, user = form.cleaned_data, form.user
    read = read_program(values["text"], unit=Unit(values.get("unit") or user.unit))
    found = outline(read)
    names = _names(found)
    choices = _choices(names, all_named(user, names), form.data, known_lines(user))
    exercises = _exercises(choices)
    facts = Facts.of(values.get("client"), experience=values.get("experience") or "intermediate")
    written = written_program(
        _program(form, found.title or _only_phase(read.lines, found), found.note, facts),
        found,
        exercises,
        facts,
        reading=reading,
        goal=Goal(values["goal"]) if values.get("goal") else None,
    )
    refused: dict[int, list[str]] = {}
    for number, said in (*found.problems, *written.problems):
        refused.setdefault(number or 1, []).append(said)
    lines = [
        _line(line, choices, exercises, refused.get(line.number, []))
        for line in read.lines
        if line.kind not in (Kind.BLANK, Kind.CONTINUED) or line.problems or line.number in refused
    ]
    return Review(_asked_once(lines), written, found, read.error)


def _only_phase(lines: Sequence[ReadLine], found: Outline) -> str:
    """The name of the only phase, where the text begins with it; a number or letter alone is none."""
    begins = next((line for line in lines if line.kind is not Kind.BLANK), None)
    if begins is None or begins.kind is not Kind.PHASE or len(found.phases) != 1:
        return ""
    name = found.phases[0].name
    return "" if COUNTED_PHASE.fullmatch(name) else f"{name[:1].upper()}{name[1:]}"


def _program(form: PasteForm, name: str, note: str, facts: Facts) -> Program:
    values = form.cleaned_data
    client = values.get("client")
    return Program(
        id=values.get("id"),
        studio=form.studio_for(client),
        client=client,
        name=(values.get("name") or name or "Pasted program")[:120],
        description=note[:2000],
        experience=facts.experience,
        method=values.get("method") or facts.method(),
        created_by=form.user,
    )


def reading(groups: tuple[Sets, ...]) -> ReadingSlot:
    """Written sets as what is done with the rows that a new slot begins with."""

    def read(slot: Slot, rows: Sequence[SetRow]) -> Sequence[Operation]:
        return differences(rows, groups, slot.lift, whole=True)

    return read


# Which exercise is meant


def _names(found: Outline) -> list[str]:
    """The names that are written, each once, in the program's order; capitals make no difference."""
    names = (
        slot.name
        for phase in found.phases
        for workout in phase.workouts
        for slot in workout.slots
        if slot.name
    )
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.casefold(), name)
    return list(first.values())


def _choices(
    names: Sequence[str],
    named: Mapping[str, Named],
    data: Mapping[str, Any],
    known: Mapping[uuid.UUID, ExerciseLine],
) -> dict[str, Choice]:
    """By name in small letters: what was chosen, else what is clear."""
    found = {}
    for name in names:
        field = f"meant-{hashlib.sha256(name.casefold().encode()).hexdigest()[:12]}"
        told, answer = str(data.get(field, "")), named[name]
        options = answer.offers
        chosen = told if told == LEFT_OUT else ""
        if (line := known.get(_uuid(told))) is not None:
            chosen = told
            options = options if line in options else [line, *options]
        elif not chosen and answer.exercise is not None:
            chosen = str(answer.exercise.id)
        found[name.casefold()] = Choice(field, name, chosen, options)
    return found


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _exercises(choices: Mapping[str, Choice]) -> dict[str, Exercise]:
    meant = {key: choice.chosen for key, choice in choices.items() if choice.chosen not in ("", LEFT_OUT)}
    rows = Exercise.objects.in_bulk([uuid.UUID(pk) for pk in set(meant.values())])
    return {key: rows[uuid.UUID(pk)] for key, pk in meant.items()}


# Lines for the trainer


def _line(
    line: ReadLine, choices: Mapping[str, Choice], exercises: Mapping[str, Exercise], refused: Sequence[str]
) -> ReviewLine:
    name = line.value.name if isinstance(line.value, Line | WeekRow) else ""
    choice = choices.get(name.casefold()) if line.kind is Kind.EXERCISE else None
    exercise = exercises.get(name.casefold()) if choice else None
    left_out = choice is not None and choice.chosen == LEFT_OUT
    problems = [] if left_out else [problem.text for problem in line.problems] + list(refused)
    if choice is not None and not choice.chosen:
        problems.append(which(choice))
    if line.kind is Kind.EXERCISE and not name:
        problems = problems or ["Which exercise is this?"]
    return ReviewLine(
        number=line.number,
        text=line.text,
        taken_for=TAKEN_FOR.get(line.kind, ""),
        said=_said(line),
        exercise=exercise.name if exercise else "",
        problems=problems,
        marked=_cut(line.text, line.problems[0]) if line.problems and not left_out else None,
        choice=choice,
        left_out=left_out,
    )


def _asked_once(lines: Sequence[ReviewLine]) -> list[ReviewLine]:
    """Which exercise a name means is asked where the name stands first."""
    asked: set[str] = set()
    found = []
    for line in lines:
        if line.choice is not None and line.choice.field in asked:
            said = (which(line.choice),)
            line = replace(line, choice=None, problems=[item for item in line.problems if item not in said])
        elif line.choice is not None:
            asked.add(line.choice.field)
        found.append(line)
    return found


def which(choice: Choice) -> str:
    if choice.options:
        return f"Several exercises may be meant by “{choice.name}”."
    return f"No exercise is called “{choice.name}”."


def _cut(text: str, problem: Problem) -> tuple[str, str, str]:
    return text[: problem.start], text[problem.start : problem.end], text[problem.end :]


def _said(line: ReadLine) -> str:
    match line.value:
        case str(text):
            return text
        case PhaseHeading(name=name, weeks=weeks):
            return f"{name}, {weeks} weeks" if weeks else name
        case WeekHeading(first=first, last=last, name=name):
            number = f"Week {first}" if first == last else f"Weeks {first} to {last}"
            return f"{number}: {name}" if name else number
        case WorkoutHeading(name=name):
            return name
        case Line(groups=groups, note=note):
            return _with_note(write_cell(Cell(groups)), note)
        case Cell(groups=groups, note=note):
            return _with_note(write_cell(Cell(groups)), note)
        case WeekSets(first=first, last=last, cell=cell):
            number = f"Week {first}" if first == last else f"Weeks {first} to {last}"
            return f"{number}: {write_cell(Cell(cell.groups))}"
        case WeekRow(weeks=weeks):
            return "; ".join(f"W{week}: {write_cell(Cell(groups))}" for week, groups in weeks)
    return ""


def _with_note(said: str, note: str) -> str:
    return f"{said} “{note}”".strip() if note else said
