"""What docs/shorthand.md promises trainers, held."""

import re
from pathlib import Path

import pytest

import programs.shorthand
from programs.shorthand import Cell, read_cell, read_line, read_program, write_cell

TEXT = (Path(programs.shorthand.__file__).parents[2] / "docs" / "shorthand.md").read_text()
_EXAMPLE = re.compile(r"^\| `([^`]+)` \| (?:([A-Z]\d?) )?([^`|]+): `([^`]+)` \|$", re.MULTILINE)
_DOUBT = re.compile(r"^\| `([^`]+)` \| ([^`|]+) \|$", re.MULTILINE)


def section(title: str) -> str:
    """What stands under a heading."""
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str) -> int:
    """How many rows with an example the table of a section has."""
    return sum(line.startswith("| `") for line in section(title).splitlines())


EXAMPLES = _EXAMPLE.findall(section("Examples"))
DOUBTS = _DOUBT.findall(section("What may mean two things"))
PROGRAMS = re.findall(r"^```\n(.+?)^```$", section("A whole program"), re.MULTILINE | re.DOTALL)


def test_every_example_is_looked_at():
    assert (len(EXAMPLES), len(DOUBTS), len(PROGRAMS)) == (
        rows("Examples"),
        rows("What may mean two things"),
        2,
    )


@pytest.mark.parametrize(("text", "code", "name", "cell"), EXAMPLES)
def test_an_example_reads_as_the_documentation_says(text, code, name, cell):
    line = read_line(text)
    assert (line.code or "", line.name, line.problems) == (code, name, ())
    assert write_cell(Cell(line.groups, line.note)) == cell
    assert read_cell(cell) == Cell(line.groups, line.note)


@pytest.mark.parametrize(("text", "sentence"), DOUBTS)
def test_a_doubt_is_said_as_the_documentation_says(text, sentence):
    assert read_line(text).problems[0].text == sentence


FORMS = [
    (row.split("|")[1].strip(), form)
    for row in section("Rules").splitlines()
    if row.startswith("| ") and "forms" not in row
    for form in re.findall(r"`([^`]+)`", row)
]
BESIDE = {
    "rest": "4x8 ",
    "each side": "4x8 ",
    "type": "1x3 ",
    "lighter than the first working sets": "1x3, back-off 3x8 ",
}


@pytest.mark.parametrize(("kind", "form"), [pair for pair in FORMS if pair[1] != "m"])
def test_every_form_of_the_rules_is_understood(kind, form):
    line = read_line(f"Squat {BESIDE.get(kind, '')}{form}")
    assert (line.name, line.problems, bool(line.groups)) == ("Squat", (), True)


@pytest.mark.parametrize("text", PROGRAMS)
def test_a_program_of_the_documentation_has_no_unresolved_line(text):
    assert read_program(text).unresolved == ()
