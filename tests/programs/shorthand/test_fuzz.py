"""Whatever is typed or pasted: no error, nothing lost, no waiting."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.shorthand import (
    Cell,
    Kind,
    Line,
    outline,
    read_cell,
    read_line,
    read_program,
    write_cell,
    write_line,
)

LINES = (
    "Bench press 4x8 @75% r90",
    "A1) Squat warm-up 3x5 40-80%, 1x3 @8 3:00 + back-off 2x8 @-10% # slow",
    'Pull-up 5,5,5,3+ BW+10kg RIR 1-2 t31X0 "chest to bar"',
    "- **Plank** 3 x 30 s/side, rest: 1 min 30 s (each side)",
    "65%x5; 75%x5; 85%x5+ deadlift @RPE 8,5 100kgx5 x 1",
    "4 x 6-8 @ 77 % · RIR 2 · 82.5 kg · 2:30 + drop set 1 x AMRAP",
)
SOUP = """
Squat drop warm-up w/u back-off top set sets amrap max x X × 4x8 5,5,5,3 5+ 8-12 30s 20m 2m 10min 3:00 90" 2'
80% @8 @75 -10% 80kg BW + +10kg RIR2 RIR RPE 8 r90 r3 rest t3110 31X0 3-1-1-0 12/10/8 , ; · | / - ( ) [ ]
" “ ” # // : . @ % /side each per leg of to 7,5 12 1RM TM A1 B 1a) ** __ 4c8 45-degree ٣ ½ 💪
"""
WORDS = (*SOUP.split(), "\n")
SPACES = set("\u200b\u200c\u200d\u2060\ufeff\xad*_")

anything = st.text(max_size=60)
soup = st.builds(
    lambda words, space: space.join(words),
    st.lists(st.sampled_from(WORDS), max_size=10),
    st.sampled_from(("", " ")),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real line with a part cut out, doubled or put elsewhere."""
    text = draw(st.sampled_from(LINES))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    place = draw(st.integers(0, len(text)))
    kept = draw(st.sampled_from((text, text[:start] + text[end:])))
    return kept[:place] + draw(st.sampled_from((text[start:end], "", *WORDS))) + kept[place:]


def uncovered(text: str, found: Line | Cell) -> str:
    """The characters that are neither understood nor reported."""
    covered: set[int] = set()
    places = [(part.start, part.end) for part in found.parts]
    places += [(problem.start, problem.end) for problem in found.problems]
    for start, end in places:
        assert 0 <= start <= end <= len(text)
        covered.update(range(start, end))
    return "".join(
        character
        for index, character in enumerate(text)
        if index not in covered and not character.isspace() and character not in SPACES
    )


@settings(max_examples=300)
@given(anything | soup | mutated())
def test_whatever_is_typed_in_a_line_is_used_or_reported_and_written_back(text: str) -> None:
    line = read_line(f"Squat {text}")
    assert uncovered(f"Squat {text}", line) == ""
    written = write_line(line)
    assert write_line(read_line(written)) == written
    assert line.problems or read_line(written) == line


@settings(max_examples=300)
@given(anything | soup | mutated())
def test_whatever_is_typed_in_a_cell_is_used_or_reported_and_written_back(text: str) -> None:
    cell = read_cell(text)
    assert uncovered(text, cell) == ""
    written = write_cell(cell)
    assert write_cell(read_cell(written)) == written
    assert cell.problems or read_cell(written) == cell


PROGRAM_LINES = (
    *LINES,
    "# Plan",
    "Phase 1: Base (4 weeks)",
    "Week 2",
    "Week 2: 3x5 @70%",
    "Day 1 - Upper",
    "Wednesday: rest",
    "**Squat**",
    "- Rest: 3 min",
    "> brace",
    "---",
    "",
    "Exercise\tSets\tReps\t% 1RM\tLoad (kg)\tRest",
    "Squat\t3\t8-12\t75\t\t90",
    'Row\t3\t"12\n10"\t\tBW+10\t2',
    "| Exercise | Week 1 | Week 2 |",
    "| Squat | 3x5 @70% | 8 |",
)
programs = st.lists(st.sampled_from(PROGRAM_LINES) | mutated() | soup | anything, max_size=12).map("\n".join)


@given(programs)
def test_whatever_is_pasted_every_line_is_there_and_none_fails(text: str) -> None:
    written = read_program(text)
    assert [line.number for line in written.lines] == list(range(1, len(written.lines) + 1))
    lines = re.split("\r\n|\r|\n", text)
    assert [line.text for line in written.lines] == (lines if lines[-1] else lines[:-1])
    for line in written.lines:
        assert all(0 <= problem.start <= problem.end <= len(line.text) for problem in line.problems)
        assert (line.kind is Kind.UNKNOWN) <= bool(line.problems)
    assert read_program(text) == written
    numbers = [
        number
        for phase in outline(written).phases
        for workout in phase.workouts
        for slot in workout.slots
        for number in slot.lines
    ]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("piece", ["4 x 8 + ", '"a\t', "Squat\n4x8\n", "Day 1\n", "a | "])
def test_a_hundred_thousand_characters_take_no_longer_than_their_number(piece):
    text = "\n".join((piece * 100_000)[:99_000].split("\n")[:2000])
    before = time.process_time()
    outline(read_program(text))
    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1-",
        "- ",
        "+",
        ". ",
        "(",
        "(8)",
        "[",
        '"',
        "“a",
        "x",
        "@8 ",
        "4x8, each ",
        "1 to ",
        "drop ",
        "·",
    ],
)
def test_ten_thousand_characters_take_no_longer_than_their_number(piece):
    text = (piece * 10_000)[:10_000]
    before = time.process_time()
    read_line(f"3x8 {text}")
    read_cell(text)
    assert time.process_time() - before < 3
