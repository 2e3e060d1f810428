"""The reason behind one number, and the method of a program, on a laptop and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from programs.bridge import starting_columns, thaw_lift
from programs.models import Program, Slot
from tests.browser.conftest import SignIn, assert_accessible, assert_fits
from tests.programs.planned import add_group, lift, make_exercise, make_program
from trainer.models import Client, Studio, User


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest, sign_in: SignIn, owner: User) -> Page:
    """Each walk is made by the trainer, on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    sign_in(page, owner)
    return page


def add_row(program: Program, name: str, *, goal: str, workout: str) -> Slot:
    frozen = lift(one_rm="93.18")
    [slot] = add_group(
        program.phases.get().workouts.get(name=workout),
        make_exercise(name),
        lifts=frozen,
        slot={"goal": goal},
    )
    slot.set_groups.update(**starting_columns(goal, thaw_lift(frozen, method=program.method)))
    return slot


@pytest.fixture
def slot(studio: Studio, client: Client) -> Slot:
    program = make_program(studio, client=client, phases=[(2, ("Upper", "Lower"))])
    add_row(program, "Bench press", goal="strength", workout="Upper")
    return add_row(program, "Back squat", goal="hypertrophy", workout="Lower")


@pytest.mark.parametrize("field", ["intensity", "load", "rir"])
def test_a_reason_is_a_page_that_leads_back_to_its_row_and_on_to_the_method(
    page: Page, slot: Slot, field: str
) -> None:
    page.goto(f"/programs/{slot.program_id}/slots/{slot.pk}/sets/1/why/{field}/")
    expect(page.get_by_role("heading", name="Back squat")).to_be_visible()
    expect(page.get_by_text("How sure:")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="The method of the whole program").click()
    expect(page.get_by_role("heading", name="Method: Strength base")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Back to the row").click()
    expect(page.locator(f"#s{slot.pk.hex[-10:]}")).to_be_in_viewport()


def test_in_the_builder_a_reason_opens_beneath_its_row_and_closes_again(page: Page, slot: Slot) -> None:
    page.goto(f"/programs/{slot.program_id}/#s{slot.pk.hex[-10:]}")
    cell = page.locator(f"#s{slot.pk.hex[-10:]}-rest")
    cell.focus()
    page.keyboard.press("Alt+KeyW")
    reason = page.get_by_role("article").filter(has_text="Rest follows the target intensity")
    expect(reason.get_by_role("heading", name="Rest 1:00 min, Back squat")).to_be_visible()
    expect(reason.get_by_text("For the client:")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    reason.get_by_role("link", name="Close").click()
    expect(reason).to_have_count(0)
    expect(cell).to_be_focused()


def test_the_method_shows_every_exercise_and_a_number_leads_to_its_source(page: Page, slot: Slot) -> None:
    page.goto(f"/programs/{slot.program_id}/method/")
    for name in ("Back squat", "Bench press"):
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Source 2").first.click()
    expect(page.locator("#source-2")).to_be_in_viewport()
    expect(page.locator("#source-2")).to_contain_text("Nuzzo")


def test_the_method_prints_without_buttons_and_the_bar(
    desktop_page: Page, sign_in: SignIn, owner: User, slot: Slot
) -> None:
    sign_in(desktop_page, owner)
    desktop_page.goto(f"/programs/{slot.program_id}/method/")
    button = desktop_page.get_by_role("button", name="Print")
    expect(button).to_be_visible()
    desktop_page.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    button.click()
    expect(desktop_page.locator("body")).to_have_attribute("data-printed", "yes")
    desktop_page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(desktop_page.locator(".bar")).to_be_hidden()
    expect(desktop_page.get_by_role("rowheader", name="Back squat")).to_be_visible()
