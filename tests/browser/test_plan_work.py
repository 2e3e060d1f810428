"""The plan on a tablet and a phone, in two tabs, without a network or scripts, and its figures beside it."""

import re

import pytest
from playwright.sync_api import Page, expect

from programs.actions.programs import edit_phase
from programs.models import Program, SetGroup
from tests.browser.conftest import DESKTOP, NewContext, Open, SignIn, Watch, assert_accessible, assert_fits
from tests.browser.planning import cell, line, said, saved, stored, texts
from trainer.models import User

BENCH, SQUAT = "Bench press", "Back squat"
TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def open_plan(program: Program, owner: User, sign_in: SignIn) -> Open:
    def open_it(page: Page) -> Page:
        sign_in(page, owner)
        page.goto(f"/programs/{program.pk}/plan/")
        return page

    return open_it


@pytest.fixture
def tablet_page(new_visit: NewContext) -> Page:
    return new_visit(viewport=TABLET, has_touch=True, is_mobile=True).new_page()


def starts(exercise: str) -> list[str]:
    """What is done in each week, without its intensity and what follows."""
    return [text.split(" @ ")[0] for text in stored(exercise)]


# Touch


def test_a_finger_edits_fills_and_leaves_out_on_a_tablet(open_plan: Open, tablet_page: Page) -> None:
    page = open_plan(tablet_page)
    page.get_by_label("Changes are for").select_option("this week only")
    cell(page, BENCH, 2).tap()
    expect(cell(page, BENCH, 2)).to_be_focused()
    cell(page, BENCH, 2).tap()
    editor = page.locator(".plan__text")
    expect(editor).to_be_focused()
    editor.fill("5x5 @85%")
    expect(page.locator("#plan-note")).to_contain_text("5 x 5 @ 85 %")
    assert_accessible(page)
    assert_fits(page)
    cell(page, SQUAT, 1).tap()
    saved(page)
    assert starts(BENCH) == ["4 x 10", "5 x 5", "4 x 10", "4 x 10"]
    cell(page, BENCH, 2).tap()
    page.get_by_role("button", name="Fill right").tap()
    saved(page)
    expect(cell(page, BENCH, 4)).to_contain_text("85")
    assert starts(BENCH) == ["4 x 10", "5 x 5", "5 x 5", "5 x 5"]
    cell(page, SQUAT, 3).tap()
    page.get_by_role("button", name="Leave out").tap()
    expect(cell(page, SQUAT, 3)).to_have_text("")
    saved(page)
    assert starts(SQUAT) == ["4 x 10", "4 x 10", "", "4 x 10"]
    page.locator("#undo").tap()
    expect(cell(page, SQUAT, 3)).not_to_have_text("")
    assert starts(SQUAT) == ["4 x 10"] * 4


def test_a_phone_shows_one_week_at_a_time_and_edits_it(open_plan: Open, phone_page: Page) -> None:
    page = open_plan(phone_page)
    expect(cell(page, BENCH, 1)).to_be_visible()
    expect(cell(page, BENCH, 2)).to_be_hidden()
    expect(page.get_by_role("button", name="Week before")).to_be_disabled()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Week after").tap()
    page.get_by_role("button", name="Week after").tap()
    expect(page.locator(".plan__strip [aria-current]")).to_have_text(re.compile("W3$"))
    expect(cell(page, BENCH, 3)).to_be_visible()
    cell(page, BENCH, 3).tap()
    page.get_by_role("button", name="Edit").tap()
    page.locator(".plan__text").fill("3x8 @70% r2:00\n1x12 @60%")
    expect(page.locator("#plan-note")).to_contain_text("+ 1 x 12")
    assert_fits(page)
    page.keyboard.press("Enter")
    saved(page)
    assert starts(BENCH) == ["4 x 10", "4 x 10", "3 x 8", "3 x 8"]
    box = page.get_by_label("Add an exercise to Workout B")
    box.fill("rdl 3x8")
    page.locator("#plan-options .option").first.tap()
    expect(line(page, "Romanian deadlift")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_the_plan_is_accessible_in_both_schemes_with_everything_open(
    program: Program, owner: User, sign_in: SignIn, new_visit: NewContext
) -> None:
    edit_phase(program.phases.get(), name="Base", weeks=12, by=owner)
    page = new_visit(viewport=DESKTOP).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/plan/")
    expect(page.locator("#panel .findings")).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.click()
    cell(page, BENCH, 1).click()
    page.keyboard.type("4x")
    expect(page.locator("#plan-note")).to_be_visible()
    assert_accessible(page, both_schemes=True)
    assert_fits(page)


# Two at once, and no network


def test_two_tabs_of_one_cell_both_values_are_shown_and_the_later_chooses(
    program: Program, owner: User, sign_in: SignIn, new_visit: NewContext
) -> None:
    visit = new_visit(viewport=DESKTOP)
    first, second = visit.new_page(), visit.new_page()
    sign_in(first, owner)
    for tab in (first, second):
        tab.goto(f"/programs/{program.pk}/plan/")
    write(first, BENCH, 1, "5x10")
    saved(first)
    write(second, SQUAT, 1, "3x10")  # another cell: nothing to choose
    saved(second)
    write(second, BENCH, 1, "6x10")
    expect(second.locator("#save-state")).to_have_attribute("data-state", "failed")
    note = second.locator("#plan-note")
    expect(note).to_contain_text("Somebody changed this cell meanwhile.")
    expect(note).to_contain_text("5 x 10")
    expect(note).to_contain_text("6x10")
    assert starts(BENCH) == ["5 x 10"] * 4
    assert_accessible(second)
    note.get_by_role("button", name="Use mine").click()
    saved(second)
    assert starts(BENCH) == ["6 x 10"] * 4
    write(first, BENCH, 1, "2x10")
    note = first.locator("#plan-note")
    note.get_by_role("button", name="Keep this").click()
    saved(first)
    assert texts(first, BENCH)[0].startswith("6 x 10")
    assert starts(BENCH) == ["6 x 10"] * 4


def write(page: Page, exercise: str, week: int, text: str) -> None:
    cell(page, exercise, week).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_without_a_network_what_was_typed_stays_and_is_saved_again(
    open_plan: Open, desktop_page: Page, watch: Watch
) -> None:
    page = open_plan(desktop_page)
    page.context.set_offline(True)
    write(page, BENCH, 1, "5x10")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "failed")
    write(page, SQUAT, 2, "3x10")
    assert (texts(page, BENCH)[0], texts(page, SQUAT)[1]) == ("5x10", "3x10")
    page.context.set_offline(False)  # it tries again by itself
    saved(page)
    assert (starts(BENCH)[0], starts(SQUAT)) == ("5 x 10", ["4 x 10", "3 x 10", "3 x 10", "3 x 10"])
    page.route("**/cells/**", lambda route: route.abort())
    write(page, BENCH, 1, "2x10")
    page.get_by_role("button", name="Save again").click()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "failed")
    page.unroute("**/cells/**")
    page.get_by_role("button", name="Save again").click()
    saved(page)
    assert starts(BENCH)[0] == "2 x 10"
    watch.problems.clear()  # the browser tells the console that it was offline


# Figures


def test_a_finding_leads_to_its_cell_and_one_press_mends_it_everywhere(
    open_plan: Open, desktop_page: Page
) -> None:
    page = open_plan(desktop_page)
    write(page, BENCH, 3, "4x10 r20")
    saved(page)
    finding = page.locator("#panel .finding").filter(has_text="rest")
    expect(finding).to_be_visible()
    finding.locator("summary").click()
    finding.get_by_role("link", name=re.compile(BENCH)).click()
    expect(cell(page, BENCH, 3)).to_be_focused()
    finding.locator(".finding__mend").click()
    expect(said(page)).to_contain_text("1 row: 60 s of rest.")
    expect(finding).to_have_count(0)
    assert set(SetGroup.objects.values_list("rest_seconds", flat=True)) == {60}
    page.get_by_role("button", name="Figures").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.reload()
    expect(page.locator("#panel")).to_be_hidden()
    page.get_by_role("button", name="Figures").click()
    expect(page.locator("#panel")).to_be_visible()


def test_the_builder_and_the_overview_mend_the_whole_program_too(
    program: Program, owner: User, sign_in: SignIn, desktop_page: Page
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/")
    page.get_by_role("link", name="Whole program").click()
    finding = page.locator("#overview .finding").filter(has_text="people fail")
    finding.locator(".finding__mend").click()
    expect(page.locator(".builder__said")).to_contain_text("2 rows: by repetitions in reserve.")
    expect(finding).to_have_count(0)
    page.locator("#undo-said").click()
    expect(finding).to_be_visible()
    page.goto(f"/programs/{program.pk}/overview/")
    page.locator(".finding__mend").first.click()
    expect(page.locator("main .alert")).to_have_text("2 rows: by repetitions in reserve.")


# No scripts


def test_without_scripts_a_cell_leads_to_a_form_and_phases_are_changed(
    program: Program, owner: User, sign_in: SignIn, new_visit: NewContext
) -> None:
    page = new_visit(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/plan/")
    cell(page, BENCH, 2).get_by_role("link").click()
    page.get_by_label("Sets", exact=True).fill("6")
    page.locator("select[name=reach]").first.select_option("week 2 only")
    page.get_by_role("button", name="Save", exact=True).click()
    assert starts(BENCH) == ["4 x 10", "6 x 10", "4 x 10", "4 x 10"]
    page.goto(f"/programs/{program.pk}/plan/")
    page.locator(".plan__head summary").click()
    page.get_by_label("Name of Phase 1").fill("Volume")
    page.locator(".plan__head").get_by_label("Weeks").fill("13")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Ensure this value is less than or equal to 12.")).to_be_visible()
    expect(page.get_by_label("Name of Phase 1")).to_have_value("Volume")
    page.locator(".plan__head").get_by_label("Weeks").fill("4")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", name="Volume")).to_be_visible()
    expect(page.locator("main .alert-success")).to_have_text("Renamed Phase 1 to Volume.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Phase 1")).to_be_visible()
    page.get_by_label("Add an exercise to Workout B").fill("Romanian deadlift 3x8")
    page.get_by_role("button", name="Add").nth(1).click()
    expect(line(page, "Romanian deadlift")).to_be_visible()
