"""The page that brings a template's changes to clients: choosing, doing, taking back."""

import re
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions.numbers import Edit, Reach, edit_slot
from programs.actions.weeks import insert_week
from programs.models import Program
from tests.conftest import SignIn, make_client
from tests.programs.rows import base_program
from tests.programs.scheduled import assigned, by_week, own_slot, week
from trainer.models import Client, Studio, User

pytestmark = pytest.mark.usefixtures("monday_noon")


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def copies(template: Program, client: Client, other_client: Client, owner: User) -> list[Program]:
    return [assigned(template, person, owner) for person in (client, other_client)]


def sets(program: Program, owner: User, value: int, number: int = 0) -> None:
    reach = Reach(number, "only") if number else Reach()
    edit_slot(own_slot(program, "Press"), [Edit("sets", value, f"sets {value}")], by=owner, reach=reach)


def address(template: Program) -> str:
    return reverse("program_bring", args=[template.pk])


def form_of(page: str, *, without: Program | None = None) -> dict[str, Any]:
    """What the form of a page sends, everybody chosen unless left out."""
    found: dict[str, Any] = {
        name: value
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        if name != "csrfmiddlewaretoken"
    }
    found["program"] = [
        pk
        for pk in re.findall(r'name="program" value="([^"]+)"', page)
        if without is None or pk != str(without.pk)
    ]
    return found


def test_the_table_says_what_would_change_for_whom(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(copies[0], owner, 3, 2)
    sets(template, owner, 6)
    insert_week(week(template, 3), by=owner)
    page = trainer.get(address(template)).content.decode()
    cells = re.findall(r'data-label="(Cells|Kept|Calendar)">([^<]+)<', page)
    assert cells == [
        ("Cells", "6"),
        ("Calendar", "2 workouts new"),
        ("Kept", "1"),
        ("Cells", "7"),
        ("Calendar", "2 workouts new"),
        ("Kept", "0"),
    ]
    assert "Sets <del>4</del> → <ins>6</ins>" in page
    assert "Week 4 added" in page


def test_chosen_clients_get_it_and_one_undo_takes_it_back(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(template, owner, 6)
    page = trainer.get(address(template)).content.decode()
    answer = trainer.post(address(template), form_of(page), follow=True).content.decode()
    assert "Brought to 2 clients." in answer
    assert "To Clara Client, Oscar Other" in answer
    assert "Everybody has what the template says." in answer
    assert [by_week(copy, "Press") for copy in copies] == [[6, 6, 6], [6, 6, 6]]
    again = trainer.post(address(template), form_of(page), follow=True).content.decode()
    assert "Brought to" not in re.sub("Brought lately", "", again)
    [batch] = re.findall(r'name="batch" value="([^"]+)"', answer)
    undo = reverse("program_bring_undo", args=[template.pk])
    answer = trainer.post(undo, {"batch": batch}, follow=True).content.decode()
    assert "Taken back from 2 clients." in answer
    assert [by_week(copy, "Press") for copy in copies] == [[4, 4, 4], [4, 4, 4]]
    assert "There was nothing to do." in trainer.post(undo, {"batch": batch}, follow=True).content.decode()


def test_only_chosen_clients_get_it(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(template, owner, 6)
    page = trainer.get(address(template)).content.decode()
    trainer.post(address(template), form_of(page, without=copies[0]))
    assert [by_week(copy, "Press") for copy in copies] == [[4, 4, 4], [6, 6, 6]]


def test_nobody_chosen_is_refused(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(template, owner, 6)
    answer = trainer.post(address(template), {"program": ["x"], "template": "1"})
    assert answer.status_code == 422
    assert "Choose at least one client." in answer.content.decode()


def test_a_client_who_moved_meanwhile_is_named_and_left_as_it_is(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(template, owner, 6)
    page = trainer.get(address(template)).content.decode()
    sets(copies[0], owner, 3, 2)
    answer = trainer.post(address(template), form_of(page), follow=True).content.decode()
    assert "Brought to 1 client." in answer
    assert "Nothing was brought to Clara Client: the program was changed meanwhile." in answer
    assert [by_week(copy, "Press") for copy in copies] == [[4, 3, 4], [6, 6, 6]]


def test_a_template_that_moved_meanwhile_is_shown_anew(
    template: Program, copies: list[Program], owner: User, trainer: Visitor
) -> None:
    sets(template, owner, 6)
    page = trainer.get(address(template)).content.decode()
    sets(template, owner, 5)
    answer = trainer.post(address(template), form_of(page))
    assert answer.status_code == 409
    assert "The template was changed meanwhile." in answer.content.decode()
    assert [by_week(copy, "Press") for copy in copies] == [[4, 4, 4], [4, 4, 4]]
    answer = trainer.post(address(template), form_of(answer.content.decode()), follow=True)
    assert "Brought to 2 clients." in answer.content.decode()


def test_a_template_that_nobody_has_says_so(template: Program, trainer: Visitor) -> None:
    assert "Nobody has this template yet." in trainer.get(address(template)).content.decode()


def test_other_trainers_of_the_studio_see_only_their_own_clients(
    template: Program, copies: list[Program], owner: User, helper: User, signed_in: SignIn
) -> None:
    sets(template, owner, 6)
    page = signed_in(helper).get(address(template)).content.decode()
    assert "Clara Client" not in page
    form = {"program": [str(copies[0].pk)], f"seen-{copies[0].pk}": copies[0].revision}
    template.refresh_from_db()
    signed_in(helper).post(address(template), form | {"template": template.revision})
    assert by_week(copies[0], "Press") == [4, 4, 4]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_as_many_queries_for_many_clients_as_for_few(
    template: Program,
    studio: Studio,
    owner: User,
    trainer: Visitor,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        assigned(template, make_client(studio, owner, f"Client {number}"), owner)
    sets(template, owner, 6)
    with django_assert_num_queries(24):
        trainer.get(address(template))
