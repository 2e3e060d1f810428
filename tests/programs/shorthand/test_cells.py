"""The text of one cell of the grid."""

from decimal import Decimal

import pytest

from programs.prescription.words import LoadKind, SetType, Unit
from programs.shorthand import Cell, Problem, Sets, read_cell, write_cell

KG = {"load_kind": LoadKind.EXTERNAL, "unit": Unit.KG}
TOP = Sets(sets=1, reps=3, intensity=Decimal(88), rir=Decimal(1), rest_seconds=180)
CELLS = {
    "4 x 6-8 @ 77 % · RIR 2 · 82.5 kg · 2:30": (
        Sets(
            sets=4,
            reps=6,
            reps_high=8,
            intensity=Decimal(77),
            rir=Decimal(2),
            load_kind=LoadKind.EXTERNAL,
            load=Decimal("82.5"),
            unit=Unit.KG,
            rest_seconds=150,
        ),
    ),
    "1 x 3 @ 88 % · RIR 1 · 3:00 + back-off 2 x 8 @ -10 %": (
        TOP,
        Sets(SetType.BACK_OFF, sets=2, reps=8, lighter=Decimal(10)),
    ),
    "warm-up 1 x 5 @ 40 % + warm-up 1 x 5 @ 60 % + 3 x 5": (
        Sets(SetType.WARM_UP, sets=1, reps=5, intensity=Decimal(40)),
        Sets(SetType.WARM_UP, sets=1, reps=5, intensity=Decimal(60)),
        Sets(sets=3, reps=5),
    ),
    "3 x 12 · 1:30 + drop set 1 x AMRAP": (
        Sets(sets=3, reps=12, rest_seconds=90),
        Sets(SetType.DROP, sets=1),
    ),
    "2 x 5 + 1 x 5+": (Sets(sets=2, reps=5), Sets(SetType.AMRAP, sets=1, reps=5)),
    "AMRAP 3 x 8": (Sets(SetType.AMRAP, sets=3, reps=8),),
    "3 x 8 / side · BW+10 kg": (
        Sets(
            sets=3,
            reps=8,
            per_side=True,
            load_kind=LoadKind.BODY_WEIGHT,
            load=Decimal(10),
            unit=Unit.KG,
        ),
    ),
    "3 x 30 s · t3110": (Sets(sets=3, seconds=30, tempo="3110"),),
    "10 min · rest 1:00": (Sets(seconds=600, rest_seconds=60),),
    "4 sets @ 75 % · rest 1:30": (Sets(sets=4, intensity=Decimal(75), rest_seconds=90),),
    "x 30 s @ 75 %": (Sets(seconds=30, intensity=Decimal(75)),),
    "6 x 40 m · 2:00": (Sets(sets=6, metres=40, rest_seconds=120),),
    "3 x 3 metres": (Sets(sets=3, metres=3),),
    "": (),
}


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_is_written_in_one_way_and_read_back(text):
    cell = Cell(CELLS[text])
    assert write_cell(cell) == text
    assert read_cell(text) == cell


@pytest.mark.parametrize(
    "text",
    ["1x3 @88% RIR1 3:00, back-off 2x8 -10%", "1 x 3 @ 88 % · RIR 1 · 3:00\nback-off 2 x 8 @ −10 %"],
)
def test_a_cell_may_be_written_as_a_line_is_and_over_several_lines(text):
    assert write_cell(read_cell(text)) == "1 x 3 @ 88 % · RIR 1 · 3:00 + back-off 2 x 8 @ -10 %"


@pytest.mark.parametrize("text", ["-", "–", " "])
def test_a_dash_or_nothing_is_an_empty_cell(text):
    assert read_cell(text) == Cell(())


def test_a_cell_with_a_note_keeps_it():
    cell = Cell((Sets(sets=3, reps=5),), "slow")
    assert write_cell(cell) == '3 x 5 · "slow"'
    assert read_cell('3 x 5 · "slow"') == cell


def test_a_decimal_comma_may_stand_for_the_point():
    cell = Cell((Sets(sets=3, reps=5, rir=Decimal("1.5"), load=Decimal("82.5"), **KG),))  # type: ignore[arg-type]
    assert write_cell(cell, mark=",") == "3 x 5 · RIR 1,5 · 82,5 kg"
    assert read_cell("3 x 5 · RIR 1,5 · 82,5 kg") == cell


def test_a_word_in_a_cell_is_a_problem_at_its_place():
    assert read_cell("3 x 5 heavy").problems == (
        Problem(6, 11, "“heavy” is not understood. Put a note in quotation marks or after #."),
    )
