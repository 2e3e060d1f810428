"""The templates that come with Setwise: each resolves, fits what it says, and has clean findings."""

from decimal import Decimal

import pytest

from programs import catalogue, library
from programs.actions.written import WrittenProgram, written_program
from programs.bridge import Facts
from programs.forms.paste import reading
from programs.library import LibraryError, Template
from programs.models import Exercise, Program, SetGroup
from programs.prescription import Experience, deload_weeks, program_findings
from programs.queries.outlines import planned_outline, totals_of_outline
from programs.shorthand import Sets

MAJOR = ("chest", "lats", "upper_back", "front_delts", "quads", "hamstrings", "glutes")
SPARSE = 4  # fractional sets a week
FACTS = {entry.name.casefold(): entry for entry in catalogue.exercises()}

every_template = pytest.mark.parametrize("template", library.templates(), ids=lambda item: item.key)


def unsaved(entry: catalogue.Exercise) -> Exercise:
    """The catalogue's exercise as a row that nobody stored."""
    return Exercise(
        key=entry.key,
        name=entry.name,
        pattern=entry.pattern,
        mechanics=entry.mechanics,
        region=entry.region,
        primary_muscles=list(entry.primary),
        secondary_muscles=list(entry.secondary),
        equipment=list(entry.equipment),
        loaded_with=entry.loaded_with,
        unilateral=entry.unilateral,
        measure=entry.measure,
        load_kind=entry.load_kind,
        body_weight_share=Decimal(entry.body_weight_share),
        curve=entry.curve,
        suits_max_test=entry.suits_max_test,
        stresses=list(entry.stresses),
    )


def numbers(sets: SetGroup | Sets) -> tuple[int | None, ...]:
    return sets.sets, sets.reps, sets.reps_high, sets.seconds, sets.rest_seconds


def rows_of(template: Template) -> WrittenProgram:
    exercises = {name: unsaved(FACTS[name]) for name in template.keys}
    program = Program(name=template.title, experience=template.experience, method="reserve")
    facts = Facts.of(None, experience=template.experience)
    return written_program(program, template.outline, exercises, facts, reading=reading)


def test_both_goals_have_templates_for_every_experience_and_place() -> None:
    found = library.templates()
    assert len(found) == 16
    assert {(item.goal.value, item.experience.value) for item in found} == {
        (goal, experience)
        for goal in ("hypertrophy", "strength")
        for experience in ("novice", "intermediate", "advanced")
    }
    assert {item.days for item in found} == {2, 3, 4, 5}
    assert {item.equipment for item in found} == {"gym", "home_dumbbells", "body_weight"}
    assert len({item.title for item in found}) == len(found)


@every_template
def test_every_set_of_a_template_becomes_a_row_as_it_is_written(template: Template) -> None:
    written = rows_of(template)
    assert written.problems == []
    slots = [slot for phase in template.outline.phases for item in phase.workouts for slot in item.slots]
    assert len(written.slots) == len(slots)
    assert len(written.set_groups) == sum(len(week or ()) for slot in slots for week in slot.weeks)
    wanted = [group for slot in slots for week in slot.weeks for group in week or ()]
    assert [numbers(row) for row in written.set_groups] == [numbers(group) for group in wanted]


@every_template
def test_no_row_of_a_template_is_warned_about(template: Template) -> None:
    found = [
        (row.slot.exercise.name, finding["code"])
        for row in rows_of(template).set_groups
        for finding in row.effective["findings"]
        if finding["severity"] != "note"
    ]
    assert found == []


@every_template
def test_a_template_as_a_whole_has_clean_findings(template: Template) -> None:
    planned = planned_outline(
        template.outline, FACTS, experience=template.experience, minutes=template.minutes
    )
    codes = [item.code for item in program_findings(planned) if item.code != "weekly_sets_low"]
    assert codes == []


@every_template
def test_a_template_takes_the_time_that_it_says(template: Template) -> None:
    minutes = totals_of_outline(planned_outline(template.outline, FACTS)).minutes
    assert template.minutes - 20 <= minutes <= template.minutes - 5


@every_template
def test_no_major_muscle_is_sparse_in_a_week_that_is_not_easier(template: Template) -> None:
    planned = planned_outline(template.outline, FACTS)
    easier = deload_weeks(planned)
    sparse = {
        (week.number, muscle)
        for week in planned.weeks
        if week.number not in easier
        for muscle in MAJOR
        if week.sums.muscles.get(muscle, 0) < SPARSE
    }
    assert sparse == set()


@every_template
def test_the_last_week_of_every_phase_is_easier(template: Template) -> None:
    easier = deload_weeks(planned_outline(template.outline, FACTS))
    assert easier == frozenset(range(4, template.weeks + 1, 4))


def test_a_novice_who_wants_muscle_begins_with_strength() -> None:
    novices = [item for item in library.templates() if item.experience is Experience.NOVICE]
    assert {item.key for item in novices if item.goal == "hypertrophy"} == {
        "novice-muscle-3",
        "novice-home-dumbbells-3",
    }
    for item in novices:
        first = planned_outline(item.outline, FACTS, experience=item.experience).weeks[0].sums
        assert 2 * first.hypertrophy_sets < first.sets


TEXT = """
title = "T"
goal = "strength"
experience = "novice"
days = 1
equipment = "gym"
minutes = 30
weeks = 1
tags = []
use = "u"
leave = "l"
program = "Day 1\\nBack squat 3x5 RIR 3 r180"
"""


def test_a_template_is_read() -> None:
    assert library.read("t", TEXT).keys == {"back squat": "back-squat"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("weeks = 1", "weeks = 2"), "t, weeks: the program has another number of weeks"),
        (("days = 1", "days = 2"), "t, days: a phase has another number of workouts"),
        (("Back squat", "Back squats"), "t, program: 'Back squats' is no exercise of the catalogue"),
        (("r180", "r3"), "t, program, line 2: “r3” may be seconds or minutes: write r3s or r3min."),
        (('"gym"', '"body_weight"'), "t, equipment: Back squat needs more than that"),
        (('"gym"', '"park"'), "t, equipment: 'park' is none of gym, home_dumbbells, body_weight"),
        (("tags = []", ""), "t, tags: is missing, or is not a field of a template"),
        (('"strength"', '"power"'), "t, goal or experience: 'power' is not a valid Goal"),
        (("weeks = 1", "weeks ="), "t: not valid TOML: Invalid value (at line 8, column 8)"),
    ],
)
def test_a_template_that_cannot_be_right_is_refused(change: tuple[str, str], said: str) -> None:
    with pytest.raises(LibraryError) as refused:
        library.read("t", TEXT.replace(*change))
    assert str(refused.value) == said


def test_the_place_of_a_program_is_the_smallest_that_has_its_equipment() -> None:
    assert library.place_of([]) == "body_weight"
    assert library.place_of(["pull_up_bar"]) == "body_weight"
    assert library.place_of(["dumbbell", "bench"]) == "home_dumbbells"
    assert library.place_of(["dumbbell", "pull_up_bar"]) == "gym"
