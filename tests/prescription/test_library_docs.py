"""docs/library.md: what it says of templates, splits and numbers is what the code gives."""

from pathlib import Path

from programs import library
from programs.prescription.draft_numbers import DraftSets
from programs.prescription.ladders import SPLITS
from programs.prescription.words import Experience
from tests.prescription.drafted import drafted

TEXT = (Path(__file__).parents[2] / "docs" / "library.md").read_text()
LINES = TEXT.splitlines()


def test_every_template_stands_in_the_table_as_it_is() -> None:
    places = tuple(f"| {place} |" for place in library.PLACE_NAMES.values())
    table = [line for line in LINES if line.endswith(places)]
    assert sorted(table) == sorted(
        f"| {item.title} | {item.goal} | {item.experience} | {item.days} | {item.weeks} | {item.minutes} "
        f"| {item.place} |"
        for item in library.templates()
    )


def test_the_splits_are_told_day_by_day() -> None:
    for days, split in SPLITS.items():
        assert f"| {days} | {', '.join(day.name for day in split)} |" in LINES


def said(weeks: tuple[DraftSets, ...]) -> str:
    return " | ".join(f"{week.sets} x {week.reps} · RIR {week.rir:.0f}" for week in weeks[:4])


def test_the_numbers_of_the_table_are_those_of_a_draft() -> None:
    drafts = {
        "hypertrophy, intermediate": (drafted(), "Back squat"),
        "strength, intermediate": (drafted(goal="strength"), "Bench press"),
        "strength, novice": (drafted(goal="strength", experience=Experience.NOVICE), "Goblet squat"),
        "isolation": (drafted(), "EZ-bar curl"),
    }
    for words, (found, name) in drafts.items():
        slots = (slot for workout in found.phases[0].workouts for slot in workout.slots)
        weeks = next(slot.weeks for slot in slots if slot.exercise.name == name)
        assert f"| {words} | {said(weeks)} |" in LINES
