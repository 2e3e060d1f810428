"""A trainer fills a phase by a progression, toggles it to strength, and takes everything back."""

import re

import pytest
from playwright.sync_api import Page, expect

from programs.documents import document_of
from programs.models import Program, SetGroup, Slot
from programs.progressions import stored_name
from tests.browser.building import cell, row
from tests.browser.conftest import Open, SignIn, assert_accessible, assert_fits
from trainer.models import User

BENCH, SQUAT = "Bench press", "Back squat"


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each of these walks is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


def weeks(exercise: str) -> list[tuple[int, int | None, float | None]]:
    rows = SetGroup.objects.filter(slot__exercise__name=exercise, position=1).order_by("week__position")
    return list(rows.values_list("sets", "reps", "intensity"))


def test_a_phase_is_filled_toggled_and_taken_back(open_builder: Open, page: Page, program: Program) -> None:
    page = open_builder(page)
    before = document_of(program)
    page.get_by_role("link", name="Progression", exact=True).click()
    page.get_by_role("navigation", name="Progressions").get_by_role("link", name="Linear load").click()
    schedule = page.locator("#schedule")
    bench = schedule.get_by_role("row").filter(has_text=BENCH)
    expect(bench.get_by_role("cell").nth(1)).to_contain_text("82.5 %")
    step = page.get_by_label("Step a week")
    step.fill("5")
    expect(bench.get_by_role("cell").nth(1)).to_contain_text("85 %")  # shown while it is typed
    expect(step).to_be_focused()
    assert document_of(program) == before
    assert_accessible(page)
    assert_fits(page)
    step.fill("50")
    expect(page.locator("#problem-step")).to_have_text("A step must be more than 0 and at most 20 %.")
    expect(step).to_have_value("50")
    step.fill("2.5")
    page.get_by_label("The last week too").check()
    expect(bench.get_by_role("cell").last).to_contain_text("2 x 10")
    expect(page.locator("#problem-step")).to_be_empty()
    page.get_by_role("button", name="Fill the weeks").click()
    expect(page.get_by_text("Filled Phase 1 with linear load with easier weeks.")).to_be_visible()
    expect(row(page, BENCH).get_by_role("link", name="Linear load")).to_be_visible()
    assert weeks(BENCH)[:2] == [(4, 10, 80.0), (4, 10, 82.5)]
    assert_accessible(page)
    assert_fits(page)
    page.locator("#program-strength").click()
    expect(cell(page, BENCH, "reps")).to_have_value("5")
    page.get_by_role("navigation", name=re.compile("Weeks of")).get_by_role("link", name="Week 2").click()
    expect(cell(page, BENCH, "intensity")).to_have_value("92.5")
    assert weeks(BENCH)[:2] == [(5, 5, 90.0), (5, 5, 92.5)]
    page.locator("#undo").click()
    expect(cell(page, BENCH, "intensity")).to_have_value("82.5")
    page.locator("#undo").click()
    expect(cell(page, BENCH, "intensity")).to_have_value("80")
    assert document_of(program) == before


def test_one_exercise_is_filled_from_its_row_and_let_go(
    open_builder: Open, page: Page, program: Program
) -> None:
    page = open_builder(page)
    row(page, BENCH).get_by_role("link", name=f"More about {BENCH}").click()
    page.locator("#detail").get_by_role("link", name="Progression…").click()
    expect(page.get_by_role("heading", name=f"Progression of {BENCH}")).to_be_visible()
    page.get_by_role("button", name="Fill the weeks").click()
    expect(row(page, BENCH).get_by_role("link", name="Double progression")).to_be_visible()
    assert [weeks(SQUAT)[1], weeks(BENCH)[1]] == [(4, 10, 80.0), (4, 11, 80.0)]
    row(page, BENCH).get_by_role("link", name="Double progression").click()
    page.get_by_role("button", name="Take the progression off").click()
    expect(page.get_by_text(f"{BENCH}: no progression any more.")).to_be_visible()
    assert weeks(BENCH)[1] == (4, 11, 80.0)
    assert not Slot.objects.exclude(scheme=None).exists()


def test_a_novice_is_offered_strength_first(
    page: Page, program: Program, owner: User, sign_in: SignIn
) -> None:
    Program.objects.update(experience="novice")
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/foundation/")
    expect(page.get_by_text("Strength shows after about 8 to 12 weeks")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Put the foundation first").click()
    expect(page.get_by_role("link", name=re.compile("Foundation 8 wk"))).to_be_visible()
    foundation = Slot.objects.filter(group__workout__phase__name="Foundation")
    assert {stored_name(slot.scheme) for slot in foundation} == {"Double progression"}
    assert set(foundation.values_list("goal", flat=True)) == {"strength"}
    page.locator("#undo").click()
    expect(page.get_by_role("link", name=re.compile("Foundation 8 wk"))).to_have_count(0)
    assert program.phases.count() == 1
