"""A trainer pastes a written program, clears up what is not clear, and makes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from programs.models import Program, Revision
from tests.browser.building import lift
from tests.browser.conftest import NewContext, SignIn, assert_accessible, assert_fits
from tests.browser.planning import stored
from trainer.models import User

SHEET = """Autumn base

Week 1-4
Day 1
Bench press\t4x8\t@75%\tr90
Bench pres 3x12
Flying saucer 3x10
Romanian deadlift 3x8-12 RIR2 t3110
Day 2
Back squat 5x5 @8 3:00
please keep the elbows in
"""


@pytest.fixture(autouse=True)
def exercises(transactional_db: None) -> None:
    for name in ("Bench press", "Back squat", "Romanian deadlift"):
        lift(name, name.lower().replace(" ", "-"), "chest")


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    page: Page = request.getfixturevalue(request.param)
    return page


def test_a_pasted_sheet_is_reviewed_cleared_up_and_made(page: Page, owner: User, sign_in: SignIn) -> None:
    sign_in(page, owner)
    page.goto("/programs/paste/")
    page.get_by_label("The program").fill(SHEET)
    unclear = page.locator(".paste__unclear")
    expect(unclear).to_have_text(re.compile(r"To be cleared up in line 7, 11: mend the text"))
    expect(page.locator("#line-6")).to_contain_text("“Bench pres” is")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Make the program").click()
    expect(unclear).to_contain_text("Nothing is saved yet.")
    expect(page.get_by_label("The program")).to_have_value(SHEET)
    assert Program.objects.count() == 0
    unclear.get_by_role("link", name="7").click()
    expect(page).to_have_url(re.compile("#line-7$"))
    page.get_by_label("in line 7").focus()
    page.get_by_label("in line 7").select_option("Leave it out")
    expect(unclear).to_have_text(re.compile(r"To be cleared up in line 11: "))
    expect(page.get_by_label("in line 7")).to_be_focused()
    page.get_by_label("The program").fill(SHEET.replace("please keep the elbows in", '"elbows in"'))
    expect(page.locator(".paste__clear")).to_contain_text("Every line is clear.")
    assert (Program.objects.count(), Revision.objects.count()) == (0, 0)
    assert_accessible(page)
    page.get_by_role("button", name="Make the program").click()
    expect(page).to_have_url(re.compile(r"/programs/[0-9a-f-]{36}/plan/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Autumn base")
    assert [week.split(" · ")[0] for week in stored("Back squat")] == ["5 x 5 @ 85.3 %"] * 4
    assert Program.objects.count() == 1
    assert_accessible(page)
    assert_fits(page)


def test_a_text_is_mended_while_it_is_looked_at_and_the_cursor_stays(
    desktop_page: Page, owner: User, sign_in: SignIn
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto("/programs/paste/")
    text = page.get_by_label("The program")
    text.fill("Day 1\nBench press 4x8 @75 percent")
    expect(page.locator("#line-2")).to_be_visible()
    text.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Back squat 5x5 80%", delay=40)
    expect(page.locator("#line-3")).to_contain_text("5 x 5 @ 80 %")
    expect(text).to_be_focused()
    assert text.input_value().endswith("\nBack squat 5x5 80%")


def test_without_scripts_a_text_is_read_cleared_up_and_made(
    new_visit: NewContext, owner: User, sign_in: SignIn
) -> None:
    page = new_visit(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto("/programs/paste/")
    page.get_by_label("The program").fill("Day 1\nFlying saucer 3x10\nBack squat 5x5 80%\n")
    page.get_by_role("button", name="Read the text").click()
    page.get_by_label("in line 2").select_option("Leave it out")
    page.get_by_role("button", name="Make the program").click()
    assert [week.split(" · ")[0] for week in stored("Back squat")][:1] == ["5 x 5 @ 80 %"]
