"""A trainer without a mouse: from a new program to the client's calendar, the focus never lost."""

import re

from playwright.sync_api import Page, expect

from programs.models import Program, Session, SetGroup, Slot
from tests.browser.building import cell, lift, row, saved, stored
from tests.browser.conftest import SignIn
from tests.browser.keys import focused, follow, press, tab_to, type_in
from trainer.models import Client, User

PRESS, SQUAT = "Bench press", "Back squat"


def add(page: Page, words: str, exercise: str) -> None:
    """Type an exercise where the focus is, and take the first that is offered."""
    assert focused(page) == "Add an exercise to Workout A"
    page.keyboard.type(words, delay=15)
    expect(page.locator(".option").first).to_contain_text(exercise)
    page.keyboard.press("Enter")
    expect(page.locator(".builder__said")).to_contain_text(f"Added {exercise} to Workout A")
    focused(page)


def test_a_program_is_built_and_assigned_with_the_keyboard_alone(
    desktop_page: Page, owner: User, client: Client, sign_in: SignIn
) -> None:
    page = desktop_page
    page.emulate_media(reduced_motion="reduce")  # what marks the focus fades in otherwise
    lift(PRESS, "bench-press", "chest")
    lift(SQUAT, "back-squat", "quads")
    sign_in(page, owner)
    page.goto("/programs/")
    make_program(page)
    add(page, "bench", PRESS)
    add(page, "squat", SQUAT)
    assert [slot.exercise.name for slot in Slot.objects.order_by("group__position")] == [PRESS, SQUAT]
    edit_numbers(page)
    pin_the_sets(page)
    toggle_the_workout(page)
    add_a_back_off(page)
    assign(page, client)


def make_program(page: Page) -> None:
    assert press(page, "Tab") == "Skip to the content"
    follow(page, "^New program$", r"/programs/new/$")
    assert focused(page).startswith("Name")  # the page begins there
    type_in(page, "Autumn base")
    tab_to(page, "Workouts a week")
    type_in(page, "2")
    follow(page, "^Open the builder$", r"/programs/[0-9a-f-]{36}/")
    tab_to(page, "^Add an exercise to Workout A$")


def edit_numbers(page: Page) -> None:
    """Back from the search to the numbers of both rows; leaving a cell saves it."""
    tab_to(page, f"^Reps, {SQUAT}$|^Repetitions, {SQUAT}$", key="Shift+Tab")
    type_in(page, "8")
    press(page, "ArrowUp")
    expect(cell(page, PRESS, "reps")).to_be_focused()
    saved(page)
    type_in(page, "6")
    press(page, "Tab")
    expect(cell(page, PRESS, "intensity")).to_be_focused()
    saved(page)
    assert (stored(SQUAT).reps, stored(PRESS).reps) == (8, 6)


def pin_the_sets(page: Page) -> None:
    tab_to(page, f"^Sets, {PRESS}$", key="Shift+Tab")
    press(page, "Alt+p")
    expect(cell(page, PRESS, "sets")).to_have_attribute("data-mark", re.compile("pinned"))
    saved(page)
    expect(cell(page, PRESS, "sets")).to_be_focused()
    assert set(SetGroup.objects.filter(slot__exercise__name=PRESS).values_list("sets", flat=True)) == {4}
    assert stored(PRESS).pins == ["sets"]


def toggle_the_workout(page: Page) -> None:
    tab_to(page, "^Strength$", key="Shift+Tab")
    group = page.get_by_role("group", name="Goal of Workout A").get_by_role("button", name="Strength")
    expect(group).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".builder__said")).to_contain_text("Workout A is strength now: 2 rows changed.")
    expect(group).to_be_focused()
    focused(page)
    assert (stored(PRESS).sets, stored(PRESS).reps, stored(SQUAT).sets) == (4, 5, 5)


def add_a_back_off(page: Page) -> None:
    tab_to(page, f"^More about {SQUAT}$")
    page.keyboard.press("Enter")
    expect(page.locator("#detail").get_by_role("heading", name=re.compile(SQUAT))).to_be_focused()
    focused(page)
    tab_to(page, "^Back-off$")
    page.keyboard.press("Enter")
    line = page.locator("[data-row]").filter(has_text="Back-off")
    expect(line.locator("[name=intensity]")).to_have_value("81")
    expect(page.locator("#slot-add-back_off")).to_be_focused()  # where one more could be added
    focused(page)
    press(page, "Escape")
    expect(page.locator("#detail")).to_have_count(0)
    expect(row(page, SQUAT)).to_be_visible()
    assert SetGroup.objects.filter(slot__exercise__name=SQUAT, set_type="back_off").count() == 4


def assign(page: Page, client: Client) -> None:
    follow(page, "^Assign$", r"/assign/$", key="Shift+Tab")
    tab_to(page, "^Client$")
    page.keyboard.type("Clara")
    expect(page.locator("#preview")).to_contain_text("Clara Client")
    follow(page, "^Assign$", rf"/clients/{client.pk}/")
    program = Program.objects.get(client=client)
    assert Session.objects.filter(program=program).count() == 2 * 4
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert press(page, "Tab") == "Skip to the content"
