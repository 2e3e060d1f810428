"""Swapping an exercise everywhere in a program or in a phase of it."""

from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions import slots
from programs.actions.history import AlreadyDoneError, undo
from programs.actions.phases import duplicate_phase
from programs.actions.swaps import swap_everywhere
from programs.documents import document_of
from programs.models import Exercise, Phase, Program, Slot
from programs.prescription import Curve
from programs.prescription.effect import rir_at
from programs.queries.swaps import exercises_in
from tests.conftest import SignIn
from tests.programs.planned import make_exercise
from tests.programs.rows import base_program, make
from tests.programs.scheduled import by_week
from trainer.models import Studio, User
from web.identifiers import new_uuid


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    """Press, Row, Squat and Curl in each of two phases of three weeks."""
    program = base_program(studio, owner)
    duplicate_phase(phase(program), by=owner)
    return program


@pytest.fixture
def bench(program: Program) -> Exercise:
    return make("Bench", curve="bench_press", unilateral=True)


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def phase(program: Program, position: int = 1) -> Phase:
    return Phase.objects.select_related("program__client").get(program=program, position=position)


def named(name: str) -> Exercise:
    return Exercise.objects.get(name=name)


def where(program: Program, name: str) -> list[int]:
    rows = Slot.objects.filter(program=program, exercise__name=name)
    return list(
        rows.order_by("group__workout__phase__position").values_list(
            "group__workout__phase__position", flat=True
        )
    )


def test_it_is_swapped_in_every_row_with_percentages_kept(
    program: Program, bench: Exercise, owner: User
) -> None:
    revision = swap_everywhere(program, named("Press"), bench, by=owner)
    assert revision is not None
    assert revision.text == "Swapped Press for Bench in 2 rows"
    assert (where(program, "Press"), where(program, "Bench")) == ([], [1, 2])
    assert by_week(program, "Bench", "intensity") == [80.0] * 6
    assert by_week(program, "Bench", "reps") == [10] * 6
    assert by_week(program, "Bench", "rir") == [rir_at(Curve.BENCH_PRESS, 80.0, 10)] * 6
    assert by_week(program, "Bench", "per_side") == [True] * 6


def test_it_is_swapped_in_one_phase_only(program: Program, bench: Exercise, owner: User) -> None:
    revision = swap_everywhere(program, named("Press"), bench, phase=phase(program, 2), by=owner)
    assert revision is not None
    assert revision.text == "Swapped Press for Bench in 1 row of Phase 1 copy"
    assert (where(program, "Press"), where(program, "Bench")) == ([1], [2])


def test_undo_puts_back_every_row_exactly_and_redo_too(
    program: Program, bench: Exercise, owner: User
) -> None:
    before = document_of(program)
    revision = swap_everywhere(program, named("Press"), bench, by=owner)
    after = document_of(program)
    assert revision is not None
    undone = undo(program, revision=revision, by=owner)
    assert document_of(program) == before
    undo(program, revision=undone, by=owner)
    assert document_of(program) == after


def test_what_is_nowhere_or_the_same_is_not_swapped(program: Program, bench: Exercise, owner: User) -> None:
    assert swap_everywhere(program, bench, named("Press"), by=owner) is None
    assert swap_everywhere(program, named("Press"), named("Press"), by=owner) is None


def test_the_same_key_swaps_once(program: Program, bench: Exercise, owner: User) -> None:
    key = new_uuid()
    swap_everywhere(program, named("Press"), bench, by=owner, key=key)
    with pytest.raises(AlreadyDoneError):
        swap_everywhere(program, bench, named("Press"), by=owner, key=key)
    assert where(program, "Bench") == [1, 2]


@pytest.mark.parametrize("more", [0, 3])
def test_it_takes_as_many_queries_for_many_rows_as_for_few(
    program: Program, bench: Exercise, owner: User, more: int, django_assert_num_queries: Any
) -> None:
    first = Slot.objects.select_related("program", "exercise", "group__workout").filter(
        exercise__name="Press"
    )
    for _ in range(more):
        slots.duplicate_slot(first.earliest("id"), by=owner)
    press = named("Press")
    with django_assert_num_queries(10):
        swap_everywhere(program, press, bench, by=owner)


def test_the_exercises_of_a_program_are_counted(program: Program, owner: User) -> None:
    slots.remove_slot(own_slot_of(program, "Curl", 2), by=owner)
    slots.duplicate_slot(own_slot_of(program, "Press", 1), by=owner)
    assert [(item.name, item.rows, item.workouts) for item in exercises_in(program)] == [
        ("Curl", 1, 1),
        ("Press", 3, 2),
        ("Row", 2, 2),
        ("Squat", 2, 2),
    ]
    second = exercises_in(program, phase(program, 2).pk)
    assert [(item.name, item.rows) for item in second] == [("Press", 1), ("Row", 1), ("Squat", 1)]


def own_slot_of(program: Program, name: str, position: int) -> Slot:
    rows = Slot.objects.select_related("program__client", "exercise", "group__workout")
    return rows.get(program=program, exercise__name=name, group__workout__phase__position=position)


# The page


def test_the_page_shows_what_would_change_before_it_does(
    program: Program, bench: Exercise, trainer: Visitor
) -> None:
    address = reverse("program_swap", args=[program.pk])
    choice = {"from": str(named("Press").pk), "exercise": str(bench.pk)}
    page = trainer.get(address, choice).content.decode()
    assert "Press → Bench: 2 rows, 6 cells" in page
    assert "4 x 10 @ 80 %" in page
    assert where(program, "Press") == [1, 2]
    key = str(new_uuid())
    for _ in range(2):
        answer = trainer.post(address, choice | {"key": key}, follow=True)
        assert answer.status_code == 200
    assert where(program, "Bench") == [1, 2]


def test_the_new_exercise_is_found_by_its_name(program: Program, bench: Exercise, trainer: Visitor) -> None:
    choice = {"from": str(named("Press").pk), "q": "bench", "phase": str(phase(program, 2).pk)}
    page = trainer.get(reverse("program_swap", args=[program.pk]), choice).content.decode()
    assert "Press → Bench: 1 row, 3 cells" in page
    choice["q"] = "zzzzzz"
    page = trainer.get(reverse("program_swap", args=[program.pk]), choice).content.decode()
    assert "No exercise of this name was found." in page


def test_an_exercise_of_another_studio_is_not_taken(
    program: Program, stranger: User, trainer: Visitor
) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    theirs = make_exercise("Their secret", studio=elsewhere)
    choice = {"from": str(named("Press").pk), "exercise": str(theirs.pk)}
    address = reverse("program_swap", args=[program.pk])
    assert "Their secret" not in trainer.get(address, choice).content.decode()
    assert trainer.post(address, choice).status_code == 422
    assert where(program, "Press") == [1, 2]


def test_a_program_without_exercises_says_so(program: Program, owner: User, trainer: Visitor) -> None:
    Slot.objects.filter(program=program).delete()
    page = trainer.get(reverse("program_swap", args=[program.pk])).content.decode()
    assert "There is no exercise in this program yet." in page
