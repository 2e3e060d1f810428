"""A whole written program, pasted from a mail, a chat or a sheet."""

from decimal import Decimal

import pytest

from programs.prescription.words import Unit
from programs.shorthand import (
    Cell,
    Kind,
    Line,
    PhaseHeading,
    Problem,
    ReadLine,
    Sets,
    WeekHeading,
    WeekRow,
    WeekSets,
    WorkoutHeading,
    Written,
    read_program,
    write_cell,
)


def only(text: str) -> ReadLine:
    """The one line of a text."""
    (line,) = read_program(text).lines
    return line


def said(written: Written) -> list[tuple[int, Kind, str]]:
    """Each line's number, kind and what it says, in a few words."""
    return [(line.number, line.kind, in_words(line)) for line in written.lines]


def in_words(line: ReadLine) -> str:
    match line.value:
        case Line() as value:
            words = f"{value.code or ''} {value.name}: {write_cell(Cell(value.groups, value.note))}"
        case Cell() as value:
            words = write_cell(value)
        case WeekRow() as value:
            weeks = ", ".join(f"{week}: {write_cell(Cell(groups))}" for week, groups in value.weeks)
            words = f"{value.code or ''} {value.name}: {weeks} {value.note}"
        case str(words):
            pass
        case _:
            words = ""
    return words.strip()


MAIL = """\
# Strength for Anna
Phase 1: Base (4 weeks)

Week 1
Day 1 - Upper
A1) Bench press 4x8 @75% r90
A2) Row 4x10 80%
"chest to the pad"
B. Lateral raise 3x12-15 RIR2

Wednesday: Rest
## Day 2: Lower
**Squat**
- 4 sets of 5
- Rest: 3 min
- RPE 8
Leg curl 3x12 75
"""


def test_a_mail_is_read_line_by_line():
    written = read_program(MAIL)
    assert said(written) == [
        (1, Kind.TITLE, "Strength for Anna"),
        (2, Kind.PHASE, ""),
        (3, Kind.BLANK, ""),
        (4, Kind.WEEK, ""),
        (5, Kind.WORKOUT, ""),
        (6, Kind.EXERCISE, "A1 Bench press: 4 x 8 @ 75 % · 1:30"),
        (7, Kind.EXERCISE, "A2 Row: 4 x 10 @ 80 %"),
        (8, Kind.NOTE, "chest to the pad"),
        (9, Kind.EXERCISE, "B Lateral raise: 3 x 12-15 · RIR 2"),
        (10, Kind.BLANK, ""),
        (11, Kind.REST_DAY, "Wednesday: Rest"),
        (12, Kind.WORKOUT, ""),
        (13, Kind.EXERCISE, "Squat: 4 x 5 · RIR 2 · 3:00"),
        (14, Kind.SETS, "4 x 5"),
        (15, Kind.SETS, "rest 3:00"),
        (16, Kind.SETS, "RIR 2"),
        (17, Kind.EXERCISE, "Leg curl: 3 x 12"),
    ]
    assert [line.number for line in written.unresolved] == [17]
    assert written.lines[16].problems == (Problem(14, 16, "“75” needs a unit: %, kg or lb."),)
    assert [line.text for line in written.lines] == MAIL.splitlines()


SHEET = """\
Exercise\tSets\tReps\t% 1RM\tLoad (kg)\tRPE\tRest\tTempo\tNotes\tMuscle
Day 1\t\t\t\t\t\t\t\t\t
A1 Bench press\t4\t8-12\t75\t\t8\t90s\t3010\tpause\tchest
A2 Row\t3\t12,10,8\t70%\t\t\t2 min\t\t\t
Pull-up\t3\tAMRAP\t\tBW+10\t\t3:00\t31X0\t"first line
second line"\t
\t2\t8\t60\t\t\t\t\t\t
Plank\t3\t30s\t\t\t7-8\t60\t\t\t
"""


def test_a_sheet_with_a_head_is_read_by_its_columns():
    written = read_program(SHEET)
    assert said(written) == [
        (1, Kind.COLUMNS, ""),
        (2, Kind.WORKOUT, ""),
        (3, Kind.EXERCISE, 'A1 Bench press: 4 x 8-12 @ 75 % · RIR 2 · 1:30 · t3010 · "pause; Muscle: chest"'),
        (4, Kind.EXERCISE, "A2 Row: 1 x 12 @ 70 % · 2:00 + 1 x 10 @ 70 % · 2:00 + 1 x 8 @ 70 % · 2:00"),
        (
            5,
            Kind.EXERCISE,
            'Pull-up: 3 x AMRAP · BW+10 kg · 3:00 · t31X0 + 2 x 8 @ 60 % · "first line second line"',
        ),
        (6, Kind.CONTINUED, ""),
        (7, Kind.SETS, "2 x 8 @ 60 %"),
        (8, Kind.EXERCISE, "Plank: 3 x 30 s · RIR 2-3 · 1:00"),
    ]
    assert written.unresolved == ()


WEEKS = """\
| Order | Exercise | Sets | Rest | Week 1 | Week 2 |
|---|---|---|---|---|---|
| A | Squat | 3 | 3 min | x5 70% | x5 @75% |
| B1 | Curl | | 60 s | 3x10 RIR 3 | 3x12 RIR 2 |
"""


def test_weeks_may_be_columns():
    assert said(read_program(WEEKS)) == [
        (1, Kind.COLUMNS, ""),
        (2, Kind.BLANK, ""),
        (3, Kind.EXERCISE, "A Squat: 1: 3 x 5 @ 70 % · 3:00, 2: 3 x 5 @ 75 % · 3:00"),
        (4, Kind.EXERCISE, "B1 Curl: 1: 3 x 10 · RIR 3 · 1:00, 2: 3 x 12 · RIR 2 · 1:00"),
    ]
    assert read_program(WEEKS).unresolved == ()


def test_a_week_leaves_out_what_has_no_cell():
    line = read_program("Exercise\tWeek 1\tWeek 2\nSquat\t3x5\t-\n").lines[1]
    assert line.value == WeekRow(None, "Squat", ((1, (Sets(sets=3, reps=5),)),))


HEADINGS = {
    "Phase 1: Base (4 weeks)": (Kind.PHASE, PhaseHeading("Base", 4)),
    "Phase 2 (weeks 5-8)": (Kind.PHASE, PhaseHeading("Phase 2", 4, 5)),
    "Block A – Strength": (Kind.PHASE, PhaseHeading("Strength")),
    "Hypertrophy phase, 6 weeks": (Kind.PHASE, PhaseHeading("Hypertrophy phase", 6)),
    "## **Mesocycle 2**": (Kind.PHASE, PhaseHeading("Mesocycle 2")),
    "Week 1": (Kind.WEEK, WeekHeading(1, 1)),
    "**Weeks 1-3**": (Kind.WEEK, WeekHeading(1, 3)),
    "Week 4 - Deload": (Kind.WEEK, WeekHeading(4, 4, "Deload")),
    "W2:": (Kind.WEEK, WeekHeading(2, 2)),
    "Week 1, Day 2": (Kind.WORKOUT, WorkoutHeading("Day 2", None, 1)),
    "W3D1": (Kind.WORKOUT, WorkoutHeading("D1", None, 3)),
    "Day 1 - Upper": (Kind.WORKOUT, WorkoutHeading("Upper")),
    "### Workout A": (Kind.WORKOUT, WorkoutHeading("Workout A")),
    "Session 2:": (Kind.WORKOUT, WorkoutHeading("Session 2")),
    "Monday": (Kind.WORKOUT, WorkoutHeading("Monday", 0)),
    "Thu: Push": (Kind.WORKOUT, WorkoutHeading("Push", 3)),
    "Monday & Thursday": (Kind.WORKOUT, WorkoutHeading("Monday & Thursday")),
    "Upper A": (Kind.WORKOUT, WorkoutHeading("Upper A")),
    "LEG DAY": (Kind.WORKOUT, WorkoutHeading("LEG DAY")),
    "Chest / back": (Kind.WORKOUT, WorkoutHeading("Chest / back")),
    "## Glute focus": (Kind.WORKOUT, WorkoutHeading("Glute focus")),
    "Sunday - off": (Kind.REST_DAY, "Sunday - off"),
    "Warm-up:": (Kind.SECTION, "Warm-up"),
    "Program: Anna’s comeback": (Kind.TITLE, "Anna’s comeback"),
    "Note: brace": (Kind.NOTE, "brace"),
    "> brace": (Kind.NOTE, "brace"),
    "*brace*": (Kind.NOTE, "brace"),
    "// brace": (Kind.NOTE, "brace"),
    "(brace)": (Kind.NOTE, "brace"),
    "-----": (Kind.BLANK, None),
}


@pytest.mark.parametrize("text", HEADINGS)
def test_headings_and_notes_are_known_by_their_words(text):
    line = only(text)
    assert (line.kind, line.value, line.problems) == (*HEADINGS[text], ())


EXERCISES = (
    "Push press 3x5",
    "Block pull 3x5",
    "Monday-style squat 3x5",
    "Leg press 3x5",
    "Back extension 3x5",
)


@pytest.mark.parametrize("text", EXERCISES)
def test_an_exercise_that_begins_like_a_heading_is_an_exercise(text):
    line = only(text)
    assert (line.kind, line.value) == (
        Kind.EXERCISE,
        Line(None, text.removesuffix(" 3x5"), (Sets(sets=3, reps=5),)),
    )


def test_an_aside_with_numbers_is_no_note():
    assert only("(3x5)").kind is Kind.SETS


DOUBTS = {
    "Keep the back flat": (
        Kind.EXERCISE,
        "An exercise without numbers, or a note? Write its sets, or put a note in quotation marks.",
    ),
    "3x5 @70%": (Kind.SETS, "Which exercise are these sets of? Its name stands neither here nor above."),
    "Superset 1": (
        Kind.SECTION,
        "Which exercises go together? Write order codes before their names: A1, A2.",
    ),
    "Monday: Squat 3x5": (Kind.WORKOUT, "This is a heading: its exercise needs a line of its own."),
    "A1": (Kind.UNKNOWN, "Which exercise? Its name is missing."),
}


@pytest.mark.parametrize("text", DOUBTS)
def test_a_line_that_may_be_several_things_is_unresolved(text):
    kind, sentence = DOUBTS[text]
    assert only(text) == ReadLine(1, text, kind, only(text).value, (Problem(0, len(text), sentence),))


CELLS = {
    "Rest\n2": "“rest 2” may be seconds or minutes: write r2s or r2min.",
    "Rest\n60-90": "“rest 60-90” is a range: a set has one time and one rest; write one number.",
    "%\n0.75": "“0.75” may be a share or a percentage: write it with its sign.",
    "Intensity\n8": "“8” may be a percentage or an RPE: write 8% or RPE 8.",
    "Load\n80": "“80” needs a unit: %, kg or lb.",
    "Sets\n3-4": "“3-4 sets”: one number of sets, 3 or 4.",
    "Order\n??": "“??” is no order code such as A or B2.",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_that_may_mean_two_things_in_its_column_is_a_problem(cell):
    title, text = cell.split("\n")
    line = read_program(f"Exercise\tReps\t{title}\nSquat\t5\t{text}\n").lines[1]
    assert line.problems[0] == Problem(8, 8 + len(text), CELLS[cell])


def test_what_two_cells_say_is_a_problem():
    line = read_program("Exercise\tReps\tRPE\nSquat 3x5\t8\t7\nRow\t8 RPE 8\t7\n").lines
    assert [problem.text for problem in line[1].problems] == ["The number of repetitions is given twice."]
    assert [problem.text for problem in line[2].problems] == ["The effort is given twice."]


def test_loads_without_a_unit_take_the_one_that_is_asked_for():
    text = "Exercise\tSets\tReps\tLoad\nSquat\t3\t5\t80\n"
    assert in_words(read_program(text, unit=Unit.LB).lines[1]) == "Squat: 3 x 5 · 80 lb"


def test_a_table_without_a_head_is_read_as_lines():
    line = only("A1\tRow\t4x10\t80%\t90s")
    assert line.value == Line("A1", "Row", (Sets(sets=4, reps=10, intensity=Decimal(80), rest_seconds=90),))
    assert line.problems == ()


def test_sets_of_a_week_stand_under_their_exercise():
    lines = read_program("Deadlift\nWeek 1: 3x5 @70%\nWeek 2-3: 3x4 80\n").lines
    assert (lines[0].kind, lines[0].value, lines[0].problems) == (
        Kind.EXERCISE,
        Line(None, "Deadlift", ()),
        (),
    )
    week = lines[1].value
    assert week == WeekSets(1, 1, Cell((Sets(sets=3, reps=5, intensity=Decimal(70)),)))
    assert lines[2].problems == (Problem(14, 16, "“80” needs a unit: %, kg or lb."),)


def test_a_program_that_is_too_long_is_not_read():
    too_much = Written((), "This is too much at once: at most 2,000 lines and 100 kB.")
    assert read_program("Squat 3x5\n" * 2001) == too_much
    assert read_program("x" * 100_001) == too_much
    assert read_program("é" * 50_001) == too_much
    assert len(read_program("Squat 3x5\n" * 2000).lines) == 2000
