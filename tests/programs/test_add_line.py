"""One line of shorthand adds an exercise with its numbers; what is not clear is asked, never guessed."""

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions.history import last_undoable, undo
from programs.actions.numbers import rows_of_slot
from programs.actions.programs import create_program
from programs.actions.slots import SLOTS_MOST, add_slot
from programs.forms.plan_cells import cell_text
from programs.models import Exercise, Group, Program, Revision, SetGroup, Slot, Workout
from programs.queries.exercises import named
from tests.conftest import SignIn
from tests.programs.planned import give_barbell, give_max, make_exercise
from trainer.models import Client, Studio, User

WEEKS = 3


@pytest.fixture
def exercises(db: None) -> dict[str, Exercise]:
    rows = [
        make_exercise("Bench press", aliases=["bench"]),
        make_exercise("Paused bench press"),
        make_exercise("Front squat", pattern="squat"),
        make_exercise("Goblet squat", pattern="squat"),
        make_exercise("Goblet carry", pattern="carry"),
        make_exercise("Push-up", load_kind="body_weight", loaded_with="none"),
        make_exercise("Plank", measure="seconds", load_kind="none", loaded_with="none"),
    ]
    return {row.name: row for row in rows}


@pytest.fixture
def program(studio: Studio, owner: User, client: Client, exercises: dict[str, Exercise]) -> Program:
    give_barbell(client)
    give_max(client, exercises["Bench press"], "100", on=date(2026, 11, 2))
    return create_program(
        studio=studio, by=owner, client=client, name="Base", weeks=WEEKS, workouts=2, method="chart"
    )


@pytest.fixture
def workout(program: Program) -> Workout:
    return Workout.objects.select_related("program__client").get(program=program, name="Workout A")


@pytest.fixture
def visitor(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def address(workout: Workout, name: str = "line_add") -> str:
    return reverse(name, args=[workout.program_id, workout.pk])


def add(visitor: Visitor, workout: Workout, text: str, **more: str) -> Any:
    return visitor.post(address(workout), {"q": text, **more})


def read(visitor: Visitor, workout: Workout, text: str) -> str:
    """What the list under the box says, without its markup."""
    answer = visitor.get(address(workout, "line_preview"), {"q": text})
    html = answer.content.decode()
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def workout_as_text(workout: Workout) -> list[str]:
    """Each slot with its group and the cell of its first week, which is that of every week."""
    lines = []
    slots = Slot.objects.filter(group__workout=workout).select_related("exercise", "group")
    for slot in slots.order_by("group__position", "position"):
        rows = rows_of_slot(slot.pk)
        texts = {
            cell_text([row for row in rows if row.week == week], slot.lift) for week in range(1, WEEKS + 1)
        }
        assert len(texts) == 1
        lines.append(f"{slot.group.position}.{slot.position} {slot.exercise.name}: {texts.pop()}")
    return lines


# What is written


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("Bench press", "Bench press: 5 x 5 @ 90 % · RIR 0 · 90 kg · 3:00"),
        ("bench press 4x8 @75% r90", "Bench press: 4 x 8 @ 75 % · RIR 4.4 · 75 kg · 1:30"),
        ("bench 5x5 RIR2", "Bench press: 5 x 5 @ 85.3 % · RIR 2 · 85 kg · 3:00"),
        (
            "Bench press 1x3 @90% + back-off 3x8 -15%",
            "Bench press: 1 x 3 @ 90 % · RIR 1.9 · 90 kg · 3:00"
            " + back-off 3 x 8 @ 76.5 % · RIR 3.6 · 77.5 kg · 3:00",
        ),
        ("Push-up 3xAMRAP", None),
        ("Plank 3x45s r60", "Plank: 3 x 45 s · 1:00"),
        ("Front squat 3x5", "Front squat: 3 x 5 @ 90 % · RIR 0 · 3:00"),
    ],
)
def test_a_line_adds_its_exercise_with_its_numbers_in_every_week_as_one_revision(
    visitor: Visitor, workout: Workout, typed: str, stands: str | None
) -> None:
    count = Revision.objects.count()
    answer = add(visitor, workout, typed)
    assert answer.status_code == 200
    [line] = workout_as_text(workout)
    assert stands is None or line == f"1.1 {stands}"
    assert Revision.objects.count() == count + 1
    assert answer.json()["said"] == f"Added {Slot.objects.get().exercise.name} to Workout A."
    assert Slot.objects.get().pk.hex[-10:] in answer.json()["section"]


def test_a_line_of_as_many_repetitions_as_possible_needs_no_other_sets(
    visitor: Visitor, workout: Workout
) -> None:
    add(visitor, workout, "Push-up 3xAMRAP")
    rows = SetGroup.objects.values_list("set_type", "sets", "position")
    assert list(rows) == [("amrap", 3, 1)] * WEEKS


def test_what_stands_in_quotation_marks_is_the_exercises_note(visitor: Visitor, workout: Workout) -> None:
    add(visitor, workout, 'Bench press 4x8 "slow down"')
    assert Slot.objects.get().note == "slow down"


def test_undo_takes_the_whole_line_back(
    visitor: Visitor, workout: Workout, program: Program, owner: User
) -> None:
    add(visitor, workout, "A1 Bench press 4x8")
    add(visitor, workout, "A2 Front squat 3x5")
    newest = last_undoable(program)
    assert newest is not None
    undo(program, revision=newest, by=owner)
    assert [slot.exercise.name for slot in Slot.objects.select_related("exercise")] == ["Bench press"]
    assert Group.objects.get().kind == "single"
    assert SetGroup.objects.count() == WEEKS


# Supersets


def test_a_code_that_goes_on_with_the_letter_above_joins_it(visitor: Visitor, workout: Workout) -> None:
    for line in (
        "A1 Bench press 4x8",
        "A2 Front squat 4x8",
        "A3 Plank 3x30s",
        "B1 Push-up 3x10",
        "C2 Goblet squat 3x8",
        "Goblet carry 3x8",
    ):
        assert add(visitor, workout, line).status_code == 200
    assert [line.split(":")[0] for line in workout_as_text(workout)] == [
        "1.1 Bench press",
        "1.2 Front squat",
        "1.3 Plank",
        "2.1 Push-up",
        "3.1 Goblet squat",
        "4.1 Goblet carry",
    ]
    kinds = Group.objects.order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["circuit", "single", "single", "single"]


def test_a_code_joins_nothing_in_an_empty_workout(visitor: Visitor, workout: Workout) -> None:
    add(visitor, workout, "A2 Bench press 4x8")
    assert workout_as_text(workout)[0].startswith("1.1 Bench press")


# What is meant


@pytest.mark.parametrize(
    ("text", "exercise", "offers"),
    [
        ("bench press", "Bench press", ["Bench press", "Paused bench press"]),
        ("BENCH", "Bench press", ["Bench press", "Paused bench press"]),
        ("front sqaut", "Front squat", ["Front squat"]),
        ("bench press with a band", None, ["Bench press", "Paused bench press"]),
        ("goblet", None, ["Goblet squat", "Goblet carry"]),
        ("nothing like it", None, []),
        ("", None, []),
    ],
)
def test_a_name_means_an_exercise_only_where_that_is_clear(
    exercises: dict[str, Exercise], owner: User, text: str, exercise: str | None, offers: list[str]
) -> None:
    found = named(owner, text)
    assert (found.exercise.name if found.exercise else None) == exercise
    assert [line.name for line in found.offers][: len(offers)] == offers


def test_an_exercise_of_ones_own_with_exactly_this_name_goes_before_an_alias(
    exercises: dict[str, Exercise], studio: Studio, owner: User
) -> None:
    own = make_exercise("Bench", studio=studio)
    found = named(owner, "bench")
    assert found.exercise is not None
    assert found.exercise.id == own.pk
    assert found.offers[0].id == own.pk


def test_two_exercises_of_the_same_name_are_asked_about(
    exercises: dict[str, Exercise], studio: Studio, owner: User
) -> None:
    make_exercise("Bench press", studio=studio)
    assert named(owner, "bench press").exercise is None


def test_where_several_may_be_meant_nothing_is_added_until_one_is_chosen(
    visitor: Visitor, workout: Workout, exercises: dict[str, Exercise]
) -> None:
    count = Revision.objects.count()
    answer = add(visitor, workout, "goblet 4x8")
    assert (answer.status_code, answer.json()["said"]) == (
        422,
        "Several exercises may be meant: choose one of the list.",
    )
    assert Revision.objects.count() == count
    chosen = add(visitor, workout, "goblet 4x8", exercise=str(exercises["Goblet carry"].pk))
    assert chosen.status_code == 200
    assert workout_as_text(workout)[0].startswith("1.1 Goblet carry: 4 x 8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No exercise of this name was found. Try another word, or add your own under Exercises."),
        (
            "zzzz 4x8",
            "No exercise of this name was found. Try another word, or add your own under Exercises.",
        ),
        ("4x8", "No exercise of this name was found. Try another word, or add your own under Exercises."),
        ("Bench press 4x8 @ 75", "“@ 75” may be 75 % of the 1RM or a load: write @75%, 75kg or 75lb."),
        ("Bench press 4 x", "“4 x”: how many repetitions?"),
        ("Plank 3x10", "This exercise is counted in seconds."),
        ("Bench press 3x45s", "This exercise is counted in repetitions, not in seconds."),
        ("Bench press 4x8 500kg", None),
        ("Bench press " + "4x8 " * 100, "A line holds at most 400 characters."),
        ("x" * 10_000, None),
        ("😀 4x8", None),
        ("Bench press NaN", None),
        ("\x00", None),
        ("[" * 300, None),
    ],
)
def test_a_line_that_is_not_clear_adds_nothing_and_says_why(
    visitor: Visitor, workout: Workout, text: str, said: str | None
) -> None:
    count = Revision.objects.count()
    answer = add(visitor, workout, text)
    assert answer.status_code == 422
    assert answer.json()["said"]
    assert said is None or answer.json()["said"] == said
    assert (Revision.objects.count(), Slot.objects.count(), Group.objects.count()) == (count, 0, 0)
    assert visitor.get(address(workout, "line_preview"), {"q": text}).status_code == 200


def test_an_exercise_of_another_studio_cannot_be_chosen(
    visitor: Visitor, workout: Workout, stranger: User
) -> None:
    secret = make_exercise("Secret lift", studio=Studio.objects.get(memberships__user=stranger))
    for chosen in (str(secret.pk), "7", str(uuid.uuid4())):
        assert add(visitor, workout, "Secret lift", exercise=chosen).status_code == 422
    assert Slot.objects.count() == 0


def test_a_repeated_line_adds_once(visitor: Visitor, workout: Workout) -> None:
    key = str(uuid.uuid4())
    first, second = (add(visitor, workout, "Bench press 4x8", key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert (second.json()["said"], second.json()["row"]) == ("", "")
    assert Slot.objects.count() == 1


def test_a_full_workout_takes_no_more(
    visitor: Visitor, workout: Workout, exercises: Any, owner: User
) -> None:
    for _ in range(SLOTS_MOST):
        add_slot(workout, exercises["Plank"], by=owner)
    answer = add(visitor, workout, "Bench press 4x8")
    assert (answer.status_code, answer.json()["said"]) == (422, "A workout has at most 30 exercises.")


# While typing


def test_while_typing_the_exercise_and_what_its_sets_would_be_are_shown(
    visitor: Visitor, workout: Workout
) -> None:
    count = Revision.objects.count()
    said = read(visitor, workout, "bench 4x8 @75% r90")
    assert said.startswith("Bench press 4 x 8 @ 75 % · RIR 4.4 · 75 kg · 1:30")
    assert Revision.objects.count() == count
    answer = visitor.get(address(workout, "line_preview"), {"q": "bench 4x8 @75% r90"}).content.decode()
    assert '<span class="said said--typed">4 x 8</span>' in answer
    assert '<span class="said said--follows">75 kg</span>' in answer


def test_while_typing_several_that_may_be_meant_are_offered_and_none_is_taken(
    visitor: Visitor, workout: Workout
) -> None:
    said = read(visitor, workout, "goblet 4x8")
    assert said.startswith("Which one? Choose with ↓ and Enter. Goblet squat")
    assert "Goblet carry" in said


def test_while_typing_what_is_not_understood_is_marked(visitor: Visitor, workout: Workout) -> None:
    html = visitor.get(address(workout, "line_preview"), {"q": "bench 4x8 @ 75"}).content.decode()
    assert "bench 4x8 <mark>@ 75</mark>" in html
    assert "may be 75 % of the 1RM or a load" in html


def test_while_typing_a_superset_is_foreseen(visitor: Visitor, workout: Workout) -> None:
    add(visitor, workout, "A1 Bench press 4x8")
    assert read(visitor, workout, "A2 front squat 4x8").startswith("With the exercise above, Front squat")
    assert read(visitor, workout, "B1 front squat 4x8").startswith("Front squat")


def test_what_a_client_does_not_have_is_said(visitor: Visitor, workout: Workout) -> None:
    make_exercise("Cable fly", equipment=["cable"])
    assert "Clara Client has no: Cable" in read(visitor, workout, "cable fly")


# The builder's own box


def test_the_box_of_the_grid_understands_the_same_line(visitor: Visitor, workout: Workout) -> None:
    answer = visitor.post(
        address(workout, "slot_add"), {"q": "A1 bench 4x8 @75% r90"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert workout_as_text(workout) == ["1.1 Bench press: 4 x 8 @ 75 % · RIR 4.4 · 75 kg · 1:30"]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_box_of_the_grid_keeps_a_line_that_is_not_clear(
    visitor: Visitor, workout: Workout, headers: dict[str, str]
) -> None:
    for text, said in (
        ("goblet 4x8", "Several exercises may be meant"),
        ("bench 4x8 &amp;", "is not understood"),
    ):
        answer = visitor.post(address(workout, "slot_add"), {"q": text}, headers=headers)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert said in html
        assert html.count(f'value="{text.replace("&", "&amp;")}"') == 1
    assert Slot.objects.count() == 0
