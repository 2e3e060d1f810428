"""docs/progression.md: every scheme is told there, and its example is what the engine gives."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from programs.prescription import (
    SCHEMES,
    DoubleProgression,
    Goal,
    LinearLoad,
    PlannedDeload,
    RepProgression,
    RirTaper,
    Scheme,
    SetProgression,
    StepUnit,
    start,
)
from programs.prescription.foundation import TIME_TO_SEE
from programs.prescription.periodization import BLOCK, LINEAR
from programs.prescription.undulating import UNDULATING_DAYS
from programs.prescription.wave import DELOAD, WAVES, Pattern
from tests.prescription.cast import RESERVE_SQUAT
from tests.prescription.scheduling import filled, lines

TEXT = (Path(__file__).parents[2] / "docs" / "progression.md").read_text()
STEP = Decimal("2.5")
EXAMPLES: dict[str, Scheme] = {
    "Linear load": LinearLoad(STEP, StepUnit.KG),
    "Double progression": DoubleProgression(step=STEP, unit=StepUnit.KG),
    "Rep progression": RepProgression(),
    "Set progression": SetProgression(),
    "RIR taper": RirTaper(),
    "Planned deload": PlannedDeload(LinearLoad(STEP, StepUnit.KG)),
}


def cells(first: str) -> list[str]:
    """The cells of the table row that begins with these words, without them."""
    found = re.search(rf"^\| {re.escape(first)} \|(.*)\|$", TEXT, re.MULTILINE)
    assert found, first
    return [cell.strip() for cell in found[1].split("|")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_is_what_the_engine_gives(name):
    made = filled(EXAMPLES[name], start(Goal.HYPERTROPHY, RESERVE_SQUAT), RESERVE_SQUAT, 4)
    assert cells(name) == lines(made, RESERVE_SQUAT)


def test_every_scheme_has_its_part():
    headings = " ".join(re.findall(r"^## (.*)$", TEXT, re.MULTILINE)).lower()
    assert [kind.name for kind in SCHEMES.values() if kind.name.lower() not in headings] == []


def told(sets, reps, percent):
    """A band as the tables tell it: `5 to 3 × 6 to 4 @ 80 to 87 %`."""
    ends = [f"{a:g}" if a == b else f"{a:g} to {b:g}" for a, b in (sets, reps, percent)]
    return f"{ends[0]} × {ends[1]} @ {ends[2]} %"


@pytest.mark.parametrize(("place", "day"), [(0, "heavy"), (1, "moderate"), (2, "light")])
def test_the_undulating_days_are_the_engines(place, day):
    bands = [UNDULATING_DAYS[goal][place] for goal in (Goal.STRENGTH, Goal.HYPERTROPHY)]
    assert cells(day) == [told(band.sets, band.reps, band.percent) for band in bands]


@pytest.mark.parametrize(
    ("row", "table", "place"),
    [
        ("hypertrophy (linear)", LINEAR, 0),
        ("accumulation (block)", BLOCK, 0),
        ("strength, intensification", BLOCK, 1),
        ("strength, intensification", LINEAR, 1),
        ("peak", BLOCK, 2),
        ("peak", LINEAR, 2),
    ],
)
def test_the_emphases_are_the_engines(row, table, place):
    strength, hypertrophy = (table[goal][place] for goal in (Goal.STRENGTH, Goal.HYPERTROPHY))
    _, first, second = cells(row)
    assert first == told(strength.sets, strength.reps, strength.percent)
    same = strength == hypertrophy
    assert second == ("the same" if same else told(hypertrophy.sets, hypertrophy.reps, hypertrophy.percent))


def test_the_wave_is_the_engines():
    for week, sets in enumerate(WAVES[Pattern.FIVE_THREE_ONE], 1):
        written = [f"{reps} @ {percent:g} %" for percent, reps in sets]
        assert cells(str(week)) == [*written[:2], written[2].replace(" ", "+ ", 1)]
    assert cells("4, deload") == [f"{reps} @ {percent:g} %" for percent, reps in DELOAD]


def test_when_change_shows_is_told_in_the_offers_words():
    assert TIME_TO_SEE in TEXT
