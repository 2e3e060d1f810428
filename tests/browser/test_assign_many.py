"""A trainer gives a template to ten clients at once, writes down a reason, and takes it all back."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, Session
from tests.browser.building import lift
from tests.browser.conftest import DESKTOP, PHONE, NewContext, SignIn, assert_accessible, assert_fits
from tests.conftest import make_client
from tests.programs.planned import give_max
from trainer.models import Clearance, Client, Studio, User

LONG = "Alexandria Katherine Montgomery-Featherstonehaugh"


@pytest.fixture
def template(server: object, studio: Studio, owner: User) -> Program:
    program = create_program(studio=studio, by=owner, name="Strength base", weeks=4, workouts=2)
    bench, squat = lift("Bench press", "bench-press", "chest"), lift("Back squat", "back-squat", "quads")
    first, second = program.phases.get().workouts.select_related("program").order_by("position")
    for workout, exercise in ((first, bench), (first, squat), (second, squat)):
        add_slot(workout, exercise, by=owner, goal="strength")
    return program


@pytest.fixture
def people(template: Program, studio: Studio, owner: User) -> list[Client]:
    """Twelve clients: one waits for clearance, some have maxes, one has a long name."""
    names = [LONG, *(f"Client {number:02}" for number in range(1, 12))]
    found = [make_client(studio, owner, name, experience="intermediate") for name in names]
    found[1].clearance = Clearance.NEEDED
    found[1].save()
    squat = Exercise.objects.get(name="Back squat")
    for client in found[:4]:
        give_max(client, squat, "120", on=date(2026, 11, 2))
    return found


def choose_ten(page: Page, template: Program) -> None:
    page.goto(f"/programs/{template.pk}/assign/")
    page.get_by_role("link", name="Several clients").click()
    expect(page.get_by_label("Filter clients")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_label("Filter clients").fill("client 11")
    expect(page.locator("#who-list li:visible")).to_have_count(1)
    page.get_by_label("Filter clients").fill("nobody at all")
    expect(page.get_by_text("No client matches.")).to_be_visible()
    page.get_by_label("Filter clients").fill("")
    page.get_by_role("button", name="Choose all shown").click()
    expect(page.locator("#who-count")).to_have_text("12 clients chosen.")
    for name in ("Client 10", "Client 11"):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).uncheck()
    expect(page.locator("#who-count")).to_have_text("10 clients chosen.")
    page.get_by_role("button", name="Look at what each would get").click()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=str)
def test_ten_clients_get_a_template_and_one_undo_takes_it_back(
    new_visit: NewContext,
    sign_in: SignIn,
    template: Program,
    people: list[Client],
    owner: User,
    screen: dict[str, int],
) -> None:
    touch = screen == PHONE
    page = new_visit(viewport=screen, has_touch=touch, is_mobile=touch).new_page()
    sign_in(page, owner)
    choose_ten(page, template)
    expect(page.get_by_role("heading", level=1)).to_have_text("What each would get")
    assert_fits(page)
    assert_accessible(page, both_schemes=True)

    page.get_by_role("button", name="Assign to 10 clients").click()
    expect(page.get_by_role("alert")).to_have_text(
        "One client needs a reason, or to be left out. Nothing was assigned yet."
    )
    reason = page.get_by_label("Why it is right all the same for Client 01")
    expect(reason).to_have_attribute("aria-invalid", "true")
    assert_accessible(page, both_schemes=True)
    assert not Program.objects.of_clients().exists()

    reason.fill("The letter came on Friday.")
    page.get_by_role("button", name="Change who and when").click()
    expect(page.locator("#who-count")).to_have_text("10 clients chosen.")
    page.get_by_role("button", name="Look at what each would get").click()
    expect(reason).to_have_value("The letter came on Friday.")
    page.get_by_role("button", name="Assign to 10 clients").click()
    expect(page.get_by_text("is on the calendars of 10 clients")).to_be_visible()
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (10, 80)
    assert_fits(page)
    assert_accessible(page, both_schemes=True)

    page.get_by_role("button", name="Undo for 10 clients").click()
    expect(page.get_by_text("Taken back from 10 clients.")).to_be_visible()
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (0, 0)


def test_it_works_without_scripts(
    new_visit: NewContext, sign_in: SignIn, template: Program, people: list[Client], owner: User
) -> None:
    page = new_visit(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{template.pk}/assign/many/")
    expect(page.locator("#who-tools")).to_be_hidden()
    for name in ("Client 02", "Client 03"):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    page.get_by_role("button", name="Look at what each would get").click()
    page.get_by_label("Leave out Client 03").check()
    page.get_by_role("button", name="Assign to 2 clients").click()
    expect(page.get_by_text("is on the calendar of 1 client from")).to_be_visible()
    assert [own.client for own in Program.objects.of_clients()] == [people[2]]
