"""Making programs, listing them, changing what they are called and how they start."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, SetGroup, Workout
from tests.conftest import SignIn
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return create_program(studio=studio, by=owner, name="Base", weeks=4, workouts=2)


def new_program(**changes: str) -> dict[str, str]:
    values = {
        "id": str(uuid.uuid4()),
        "name": "Off-season",
        "client": "",
        "experience": "intermediate",
        "method": "",
        "weeks": "4",
        "workouts": "3",
        "description": "",
    }
    return {**values, **changes}


def test_a_program_is_made_with_its_weeks_and_workouts(signed_in: SignIn, owner: User) -> None:
    answer = signed_in(owner).post(reverse("program_create"), new_program(weeks="8", workouts="2"))
    program = Program.objects.get()
    assert answer["Location"] == reverse("program_detail", args=[program.pk])
    assert (program.week_rows.count(), program.workout_rows.count()) == (8, 2)


def test_sending_the_form_twice_makes_one_program(signed_in: SignIn, owner: User) -> None:
    data = new_program()
    visitor = signed_in(owner)
    for _ in range(2):
        assert visitor.post(reverse("program_create"), data).status_code == 302
    assert Program.objects.count() == 1


def test_a_program_for_another_trainers_client_is_refused(
    signed_in: SignIn, stranger: User, client: Client
) -> None:
    answer = signed_in(stranger).post(reverse("program_create"), new_program(client=str(client.pk)))
    assert answer.status_code == 422
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("weeks", "0"),
        ("weeks", "1e9"),
        ("workouts", "NaN"),
        ("id", "7"),
    ],
)
def test_a_bad_form_is_shown_again_with_the_reason(
    signed_in: SignIn, owner: User, field: str, value: str
) -> None:
    answer = signed_in(owner).post(reverse("program_create"), new_program(**{field: value}))
    assert answer.status_code == 422
    assert not Program.objects.exists()


def test_an_id_that_another_studio_uses_gives_nothing_away(
    signed_in: SignIn, stranger: User, program: Program
) -> None:
    answer = signed_in(stranger).post(reverse("program_create"), new_program(id=str(program.pk)))
    assert answer.status_code == 422
    assert Program.objects.count() == 1


def test_the_list_takes_the_same_queries_for_one_program_and_for_three(
    signed_in: SignIn, owner: User, studio: Studio, program: Program, django_assert_num_queries: Any
) -> None:
    visitor = signed_in(owner)
    visitor.get(reverse("program_list"))
    for more in (2, 0):
        with django_assert_num_queries(4):
            assert visitor.get(reverse("program_list")).status_code == 200
        for _ in range(more):
            create_program(studio=studio, by=owner, name="Another")


def test_the_list_finds_by_program_and_by_client(
    signed_in: SignIn, owner: User, studio: Studio, client: Client, program: Program
) -> None:
    create_program(studio=studio, by=owner, name="Peaking", client=client)
    body = signed_in(owner).get(reverse("program_list"), {"q": "clara"}).content.decode()
    assert "Peaking" in body
    assert "Base" not in body


def test_changing_the_method_changes_every_row(program: Program, signed_in: SignIn, owner: User) -> None:
    workout = Workout.objects.filter(program=program).select_related("program__client").earliest("position")
    press = Exercise.objects.create(key="press", name="Press", pattern="vertical_push")
    add_slot(workout, press, by=owner, goal="hypertrophy")
    about = reverse("program_edit", args=[program.pk])
    answer = signed_in(owner).post(about, {"name": "Base", "description": "", "method": "reserve"})
    assert answer.status_code == 302
    intensities = {round(row.intensity or 0, 1) for row in SetGroup.objects.all()}
    assert intensities == {75.7}
