"""A whole program pasted as text: the review of its lines, and the program that is made of it."""

import re
from typing import Any

import pytest
from django.urls import reverse

from programs.models import Group, Program, Revision, SetGroup, Slot
from tests.programs.planned import make_exercise
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

TEXT = """Anna's base

Phase 1: Base (3 weeks)
Day 1 - Lower
A) Back squat 4x8 @75% r90
B1 RDL 3x8-12 RIR2 t3110
B2 Row 4x10 80%
Day 2 - Upper
Bench press 5x5 @80%
Week 3: 3x5 @70%
Phase 2: Peak
Week 1
Day 1 - Lower
Back squat 3x3 @88% 3:00 # belt on
"""


@pytest.fixture(autouse=True)
def exercises(studio: Studio) -> None:
    make_exercise("Back squat", aliases=["squat"])
    make_exercise("Romanian deadlift", aliases=["RDL"])
    make_exercise("Bent-over row", aliases=["row"])
    make_exercise("Bench press")
    make_exercise("Lunge")
    make_exercise("Plank", measure="seconds", load_kind="none", loaded_with="none")


@pytest.fixture
def paste(signed_in: Any, owner: User) -> Any:
    visitor = signed_in(owner)

    def paste(text: str = TEXT, *, do: str = "make", **told: Any) -> Any:
        data = {"id": new_uuid(), "text": text, "unit": "kg", "experience": "intermediate", "do": do, **told}
        return visitor.post(reverse("program_paste"), data)

    return paste


def rows_of(name: str, *, phase: int = 1) -> list[tuple[int, int, int | None, float | None]]:
    rows = SetGroup.objects.filter(slot__exercise__name=name, week__phase__position=phase)
    order = rows.order_by("week__position", "position")
    return [(row.week.position, row.sets, row.reps, row.intensity) for row in order.select_related("week")]


def test_a_pasted_program_stands_as_it_was_written(paste: Any, studio: Studio) -> None:
    answer = paste()
    program = Program.objects.get()
    assert answer.url == reverse("program_plan", args=[program.pk])
    assert (program.name, program.client, program.revision) == ("Anna's base", None, 1)
    assert [(phase.name, phase.weeks.count()) for phase in program.phases.order_by("position")] == [
        ("Base", 3),
        ("Peak", 1),
    ]
    assert rows_of("Back squat") == [(1, 4, 8, 75.0), (2, 4, 8, 75.0), (3, 4, 8, 75.0)]
    assert rows_of("Bench press") == [(1, 5, 5, 80.0), (2, 5, 5, 80.0), (3, 3, 5, 70.0)]
    assert rows_of("Back squat", phase=2) == [(1, 3, 3, 88.0)]
    slot = Slot.objects.get(exercise__name="Back squat", group__workout__phase__position=2)
    assert (slot.note, slot.goal) == ("belt on", "strength")
    assert Slot.objects.get(exercise__name="Romanian deadlift").goal == "hypertrophy"
    pair = Group.objects.get(slots__exercise__name="Romanian deadlift")
    assert (pair.kind, pair.slots.count()) == ("superset", 2)
    assert Revision.objects.get().text == "Made the program from text"


def test_a_goal_for_all_and_a_name_of_its_own_count(paste: Any, client: Client) -> None:
    paste(goal="hypertrophy", name="Mine", client=str(client.pk))
    program = Program.objects.get()
    assert (program.name, program.client) == ("Mine", client)
    assert set(Slot.objects.values_list("goal", flat=True)) == {"hypertrophy"}


@pytest.mark.parametrize(
    ("begins", "name", "phase"),
    [
        ("Phase 1: base strength (weeks 1-2)", "Base strength", "base strength"),
        ("\nHypertrophy block", "Hypertrophy block", "Hypertrophy block"),
        ("Phase 1", "Pasted program", "Phase 1"),
        ("Block A", "Pasted program", "Block A"),
        ("Winter\nStrength phase", "Winter", "Strength phase"),
        ("", "Pasted program", "Phase 1"),
    ],
)
def test_a_text_that_begins_with_its_only_phase_is_named_after_it(
    paste: Any, begins: str, name: str, phase: str
) -> None:
    paste(f"{begins}\nDay 1\nBench press 4x8 @75%\n")
    program = Program.objects.get()
    assert (program.name, program.phases.get().name) == (name, phase)


def test_a_text_of_several_phases_is_not_named_after_the_first(paste: Any) -> None:
    paste("Base block\nDay 1\nBench press 4x8\nPeak block\nDay 1\nBench press 3x3\n")
    assert Program.objects.get().name == "Pasted program"


def test_sending_twice_makes_one(paste: Any) -> None:
    key = new_uuid()
    assert paste(id=key).url == paste(id=key).url
    assert Program.objects.count() == 1


def test_reading_alone_saves_nothing(paste: Any) -> None:
    answer = paste(do="read")
    assert answer.status_code == 200
    assert "2 phases, 4 weeks, 3 workouts, 5 exercises. Every line is clear." in answer.content.decode()
    assert not Program.objects.exists()


def test_what_is_unclear_is_marked_by_its_line_and_nothing_is_saved_or_lost(paste: Any) -> None:
    text = TEXT.replace("Row 4x10 80%", "Flumbus 4x10 80%").replace("# belt on", "with ??")
    answer = paste(text)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'<a href="#line-(\d+)">', html) == ["7", "14"]
    assert "Nothing is saved yet." in html
    assert "Flumbus 4x10 80%" in html
    assert "<mark>with ??</mark>" in html or "<mark>??</mark>" in html
    assert not Program.objects.exists()


def field_of(html: str, name: str) -> str:
    found = re.search(rf"Exercise meant by {name} in line \d+</span><select [^>]*name=\"([^\"]+)\"", html)
    assert found is not None
    return found[1]


def test_a_name_that_nothing_is_called_is_chosen_or_left_out(paste: Any) -> None:
    text = TEXT.replace("Row 4x10 80%", "Flumbus 4x10 80%")
    field = field_of(paste(text).content.decode(), "Flumbus")
    assert paste(text, **{field: "none"}).status_code == 302
    assert Slot.objects.count() == 4
    exercise = Slot.objects.filter(exercise__name="Bench press").get().exercise
    assert paste(text, **{field: str(exercise.pk)}).status_code == 302
    assert Slot.objects.filter(exercise=exercise).count() == 3
    assert paste(text, **{field: str(new_uuid())}).status_code == 422
    assert paste(text, **{field: "'"}).status_code == 422


def test_a_name_on_several_lines_is_asked_once(paste: Any) -> None:
    html = paste("Flumbus 3x5\nSquat 3x5\nflumbus 4x8").content.decode()
    assert re.findall(r'<a href="#line-(\d+)">', html) == ["1"]


def test_numbers_that_an_exercise_cannot_have_are_said_on_their_line(paste: Any) -> None:
    html = paste("Day 1\nBack squat 3x30s\nPlank 3x10").content.decode()
    assert re.findall(r'<a href="#line-(\d+)">', html) == ["2", "3"]
    assert "counted in repetitions" in html


def test_more_weeks_than_a_phase_has_are_refused(paste: Any) -> None:
    answer = paste("\n".join(f"Week {week}\nBack squat 3x5 @80%" for week in range(1, 14)))
    assert answer.status_code == 422
    assert "A phase has at most 12 weeks" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This field is required"),
        ("x" * 110_001, "at most 110000 characters"),
        ("x\n" * 2001, "This is too much at once"),
        ("Week 1", "No exercise was found in this text"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("\0", "Null characters are not allowed"),
    ],
)
def test_bad_text_gets_a_message_and_is_not_lost(paste: Any, text: str, said: str) -> None:
    answer = paste(text)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Program.objects.exists()


def test_the_review_is_drawn_while_typing_and_needs_as_many_queries_for_more_lines(
    signed_in: Any, owner: User, django_assert_max_num_queries: Any
) -> None:
    visitor = signed_in(owner)
    data = {"id": new_uuid(), "unit": "kg", "experience": "intermediate"}
    for text in (TEXT, TEXT + "\n".join(f"Day {day}\nLunge 3x{day}" for day in range(3, 13))):
        with django_assert_max_num_queries(9):
            answer = visitor.post(reverse("paste_review"), {**data, "text": text})
        assert "Every line is clear." in answer.content.decode()
    assert not Program.objects.exists()


def test_a_client_that_is_not_the_trainers_own_is_refused(
    signed_in: Any, client: Client, stranger: User
) -> None:
    data = {"id": new_uuid(), "text": TEXT, "unit": "kg", "client": str(client.pk), "do": "make"}
    assert signed_in(stranger).post(reverse("program_paste"), data).status_code == 422
    assert not Program.objects.exists()
