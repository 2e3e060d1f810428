"""The week beside the plan, and its weeks, workouts and phases copied and kept, as a trainer does it."""

import re

from playwright.sync_api import Page, Request, expect

from benchmarks.chromium import WATCH_SHIFTS
from programs.models import Piece, Program
from tests.browser.conftest import DESKTOP, PHONE, NewContext, SignIn, assert_accessible, assert_fits
from tests.browser.planning import cell, said, saved, stored
from trainer.models import User

BENCH, SQUAT = "Bench press", "Back squat"


def weeks_asked(sent: list[Request]) -> list[str]:
    """The weeks whose figures the page asked for."""
    return [found[1] for request in sent if (found := re.search(r"/plan/week/\?.*week=(\d+)", request.url))]


def sets_of(page: Page, muscle: str) -> str:
    row = page.locator(f'#panel-muscles tr[data-muscle="{muscle}"]')
    return row.locator("td").nth(1).locator("span").first.inner_text()


def test_the_week_of_the_cell_in_hand_stands_beside_the_plan(
    program: Program, owner: User, sign_in: SignIn, new_visit: NewContext
) -> None:
    visit = new_visit(viewport=DESKTOP)
    visit.add_init_script(WATCH_SHIFTS)
    page = visit.new_page()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/plan/")
    tabs = page.get_by_role("navigation", name="What is added up")
    week, whole = tabs.get_by_role("link", name="Week"), tabs.get_by_role("link", name="Whole program")
    figures = page.locator("#panel-week")
    expect(page.locator("#overview table").first).to_be_attached()
    expect(whole).to_have_attribute("aria-current", "true")
    cell(page, BENCH, 2).click()
    expect(week).to_have_text("Week 2")
    assert weeks_asked(sent) == []  # nobody looks at it

    week.click()
    expect(figures.locator("#p-sets")).to_have_text("8")
    expect(figures.get_by_role("heading", name="Week 2")).to_be_attached()
    expect(week).to_have_attribute("aria-current", "true")
    expect(page.locator("#overview")).to_be_hidden()
    assert weeks_asked(sent) == ["2"]
    assert_accessible(page, both_schemes=True)
    assert_fits(page)

    # A save: the same week again, and nothing that was open or had the focus is lost.
    figures.get_by_text("How these are counted").click()
    page.get_by_label("Changes are for").select_option("this week only")
    cell(page, BENCH, 3).click()
    expect(figures.get_by_role("heading", name="Week 3")).to_be_attached()
    page.keyboard.type("6x10 r30")
    page.keyboard.press("Enter")
    saved(page)
    expect(figures.locator("#p-sets")).to_have_text("10")
    assert sets_of(page, "chest") == "6"
    expect(cell(page, SQUAT, 3)).to_be_focused()
    expect(figures.locator(".panel__how")).to_have_attribute("open", "")

    # Moved on quickly: only where one stays is asked for.
    sent.clear()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(figures.get_by_role("heading", name="Week 1")).to_be_attached()
    expect(figures.locator("#p-sets")).to_have_text("8")
    assert weeks_asked(sent) == ["1"]
    shifts = page.evaluate("window.shifts")
    moved = {shift["moved"] for shift in shifts if not shift["typing"]}
    assert moved <= {"page-header__actions"}  # where Undo appears

    # A finding leads to its cell of this week, and is mended in the weeks that changes are for.
    cell(page, SQUAT, 3).click()
    finding = figures.locator(".finding").filter(has_text="rest")
    finding.locator("summary").click()
    finding.get_by_role("link", name=BENCH).click()
    expect(cell(page, BENCH, 3)).to_be_focused()
    finding.locator(".finding__mend").click()
    expect(said(page)).to_contain_text("60 s of rest")
    expect(finding).to_have_count(0)
    expect(page.locator("#panel")).to_be_focused()
    assert [text.endswith("1:00") for text in stored(BENCH)] == [True] * 4

    page.reload()  # which of them is shown is remembered
    expect(figures.locator("#p-sets")).to_have_text("8")

    phone = new_visit(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    sign_in(phone, owner)
    phone.goto(f"/programs/{program.pk}/plan/")
    for _ in range(2):
        phone.get_by_role("button", name="Week after").tap()
    phone.get_by_role("button", name="Figures").tap()
    phone.locator("#panel").get_by_role("link", name="Week 3").tap()
    expect(phone.locator("#p-sets")).to_have_text("10")
    assert_accessible(phone, both_schemes=True)
    assert_fits(phone)


def test_a_week_is_copied_and_parts_are_kept_without_leaving_the_plan(
    program: Program, owner: User, sign_in: SignIn, desktop_page: Page
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/plan/")
    page.get_by_label("Changes are for").select_option("this week only")
    cell(page, BENCH, 2).click()
    page.keyboard.type("6x10")
    page.keyboard.press("Enter")
    saved(page)
    page.locator(".plan__head summary").click()
    weekly = page.locator(".plan__weekly")
    expect(weekly.get_by_role("combobox", name="Week")).to_have_value(
        str(program.phases.get().weeks.get(position=2).pk)
    )
    expect(weekly.get_by_role("checkbox", name="W2")).to_be_disabled()
    weekly.get_by_role("checkbox", name="W3").check()
    weekly.get_by_role("checkbox", name="W4").check()
    weekly.get_by_role("button", name="Copy", exact=True).click()
    expect(said(page)).to_have_text("Phase 1: week 2 copied to weeks 3 and 4.")
    saved(page)
    assert [text[:5] for text in stored(BENCH)] == ["4 x 1", "6 x 1", "6 x 1", "6 x 1"]
    assert_accessible(page, both_schemes=True)
    weekly.get_by_role("combobox", name="Week").select_option("W1")
    weekly.get_by_role("button", name="A copy").click()
    expect(page.locator(".plan__strip a")).to_have_count(5)
    expect(page.get_by_role("button", name="A copy")).to_be_focused()
    assert [text[:5] for text in stored(BENCH)] == ["4 x 1", "4 x 1", "6 x 1", "6 x 1", "6 x 1"]

    page.get_by_label("Name of Phase 1").fill("Tens")
    page.locator(".plan__head").get_by_role("button", name="Keep as a piece").click()
    expect(said(page)).to_have_text("“Tens” is kept among your pieces.")
    page.get_by_text("Workout A", exact=True).click()
    page.locator(".plan__workout").get_by_role("button", name="Keep as a piece").first.click()
    expect(said(page)).to_have_text("“Workout A” is kept among your pieces.")
    assert sorted(Piece.objects.values_list("kind", "name")) == [("phase", "Tens"), ("workout", "Workout A")]
    expect(page.get_by_role("heading", name="Phase 1")).to_be_visible()
