"""The builder as a trainer uses it: typing, toggling, keys, bad networks, two tabs."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from programs.actions.numbers import Edit, edit_slot
from programs.models import Program, Slot
from tests.browser.building import cell, row, saved, shown, stored
from tests.browser.conftest import (
    NewContext,
    Open,
    SignIn,
    Watch,
    assert_accessible,
    assert_fits,
    slow_network,
)
from trainer.models import User


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each of these walks is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


def test_typing_moves_the_other_numbers_and_leaves_focus_and_caret(open_builder: Open, page: Page) -> None:
    open_builder(page)
    assert_accessible(page)
    assert_fits(page)
    intensity = cell(page, "Bench press", "intensity")
    intensity.click()
    intensity.fill("85")
    expect(cell(page, "Bench press", "reps")).to_have_value("7")
    expect(cell(page, "Bench press", "rest")).to_have_value("1:30")
    expect(intensity).to_be_focused()
    assert intensity.evaluate("c => c.selectionStart") == 2
    assert stored("Bench press").intensity == 80.0  # typing only previews
    intensity.press("Tab")
    saved(page)
    assert stored("Bench press").intensity == 85.0
    page.reload()
    assert shown(page, "Bench press")["reps"] == "7"


def test_the_toggle_gives_the_chart_and_undo_takes_it_back(open_builder: Open, page: Page) -> None:
    open_builder(page)
    before = shown(page, "Bench press")
    toggle = row(page, "Bench press").get_by_role("button", name="Strength")
    toggle.click()
    expect(cell(page, "Bench press", "reps")).to_have_value("5")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    values = shown(page, "Bench press")
    assert (values["sets"], values["intensity"], values["rest"]) == ("5", "90", "3:00")
    page.reload()
    page.locator("#undo").click()
    expect(cell(page, "Bench press", "reps")).to_have_value("10")
    assert shown(page, "Bench press") == before


def test_the_whole_program_toggles_with_one_press(open_builder: Open, page: Page) -> None:
    open_builder(page)
    page.locator("#program-strength").click()
    expect(page.locator(".builder__said")).to_contain_text("Whole program is strength now: 2 rows")
    for exercise in ("Bench press", "Back squat"):
        assert shown(page, exercise)["reps"] == "5"
    assert set(Slot.objects.values_list("goal", flat=True)) == {"strength"}


def test_a_row_is_added_by_search_removed_and_brought_back(open_builder: Open, page: Page) -> None:
    open_builder(page)
    box = page.get_by_role("searchbox").first
    box.fill("romanain dead")
    option = page.get_by_role("button", name=re.compile("Romanian deadlift"))
    expect(option.first).to_be_visible()
    box.press("Enter")
    expect(row(page, "Romanian deadlift")).to_be_visible()
    expect(page.get_by_role("searchbox").first).to_be_focused()
    row(page, "Romanian deadlift").get_by_role("link", name="More about Romanian deadlift").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(row(page, "Romanian deadlift")).to_have_count(0)
    page.locator("#undo-said").click()
    expect(row(page, "Romanian deadlift")).to_be_visible()


def test_a_bad_value_stays_with_its_reason_until_it_is_mended(open_builder: Open, page: Page) -> None:
    open_builder(page)
    reps = cell(page, "Bench press", "reps")
    reps.fill("lots")
    reps.press("Tab")
    expect(row(page, "Bench press").get_by_role("alert")).to_contain_text("is not a number")
    expect(reps).to_have_value("lots")
    expect(reps).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "failed")
    assert_accessible(page)
    reps.fill("8")
    reps.press("Tab")
    saved(page)
    expect(reps).not_to_have_attribute("aria-invalid", "true")
    assert stored("Bench press").reps == 8


# On a laptop


def test_fast_typing_on_a_slow_line_loses_nothing_and_ends_on_the_newest(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    slow_network(page, milliseconds=400)
    cell(page, "Bench press", "sets").click()
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    page.keyboard.type("8", delay=60)
    page.keyboard.press("Tab")
    page.keyboard.type("72", delay=60)
    page.keyboard.type(".5", delay=250)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("3", delay=60)
    page.keyboard.press("Tab")
    saved(page)
    slow_network(page, milliseconds=0)
    row_now = stored("Bench press")
    assert (row_now.sets, row_now.rir) == (6, 3.0)
    values = shown(page, "Bench press")
    assert (values["sets"], values["rir"]) == ("6", "3")
    page.reload()
    assert shown(page, "Bench press") == values


def test_the_last_answer_wins_when_answers_overtake_each_other(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/preview/", hold_the_first)
    intensity = cell(page, "Bench press", "intensity")
    intensity.fill("60")
    expect(page.locator("#builder [data-preview][aria-busy=true]")).to_have_count(1)
    intensity.fill("90")
    expect(cell(page, "Bench press", "reps")).to_have_value("5")
    with_answer = held[0]
    with_answer.abort()
    page.wait_for_timeout(200)
    expect(cell(page, "Bench press", "reps")).to_have_value("5")


def test_keys_alone_move_edit_and_reorder(open_builder: Open, desktop_page: Page) -> None:
    page = open_builder(desktop_page)
    cell(page, "Bench press", "sets").focus()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(cell(page, "Back squat", "sets")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, "Bench press", "sets")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-row]").first).to_contain_text("Back squat")
    expect(cell(page, "Bench press", "sets")).to_be_focused()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    expect(cell(page, "Bench press", "sets")).to_have_value("3")
    saved(page)
    assert stored("Bench press").sets == 3


def test_a_save_that_fails_is_said_kept_and_sent_again(
    open_builder: Open, desktop_page: Page, watch: Watch
) -> None:
    page = open_builder(desktop_page)
    page.route("**/sets/*/", lambda route: route.abort())
    sets = cell(page, "Bench press", "sets")
    sets.fill("6")
    sets.press("Tab")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "failed")
    expect(page.locator("#notices")).to_contain_text("What you typed is still here")
    expect(sets).to_have_value("6")
    page.unroute("**/sets/*/")
    page.get_by_role("button", name="Save again").click()
    saved(page)
    assert stored("Bench press").sets == 6
    watch.problems.clear()  # htmx tells the console of the answer that this test cut off


def test_what_is_done_while_the_grid_is_exchanged_is_done_after_it(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    slow_network(page, milliseconds=300)
    page.locator("#program-strength").click()
    page.locator("#program-hypertrophy").click()
    sets = cell(page, "Bench press", "sets")
    sets.click()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    box = page.get_by_role("searchbox").first
    box.click()
    page.keyboard.type("rom", delay=60)
    expect(page.locator("#program-hypertrophy")).to_have_attribute("aria-pressed", "true", timeout=10_000)
    expect(box).to_have_value("rom")
    expect(page.locator(".option").first).to_be_visible()
    saved(page)
    slow_network(page, milliseconds=0)
    assert set(Slot.objects.values_list("goal", flat=True)) == {"hypertrophy"}
    assert stored("Bench press").sets == 7


def test_a_stale_tab_sees_both_values_and_chooses(
    open_builder: Open, desktop_page: Page, owner: User, watch: Watch
) -> None:
    page = open_builder(desktop_page)
    slot = Slot.objects.select_related("program", "exercise").get(exercise__name="Bench press")
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner)
    sets = cell(page, "Bench press", "sets")
    sets.fill("6")
    sets.press("Tab")
    expect(row(page, "Bench press").get_by_role("alert")).to_contain_text("it is now 3, you typed 6")
    assert stored("Bench press").sets == 3
    page.get_by_role("button", name="Use 6").click()
    saved(page)
    assert stored("Bench press").sets == 6


def test_quick_edits_of_linked_cells_are_no_conflict_with_oneself(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    slow_network(page, milliseconds=300)
    intensity, reps = cell(page, "Bench press", "intensity"), cell(page, "Bench press", "reps")
    intensity.fill("85")
    reps.fill("6")
    reps.press("Tab")
    saved(page)
    slow_network(page, milliseconds=0)
    assert stored("Bench press").reps == 6
    expect(row(page, "Bench press").get_by_role("alert")).to_have_count(0)


def test_without_javascript_a_row_is_changed_on_its_own_page(
    new_visit: NewContext, program: Program, owner: User, sign_in: SignIn
) -> None:
    page = new_visit(java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/")
    page.get_by_role("link", name="Bench press", exact=True).click()
    page.get_by_label("Sets", exact=True).fill("many")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("is not a number")
    expect(page.get_by_label("Sets", exact=True)).to_have_value("many")
    page.get_by_label("Sets", exact=True).fill("6")
    page.get_by_role("button", name="Save", exact=True).click()
    assert stored("Bench press").sets == 6
    page.get_by_role("link", name="Bench press", exact=True).click()
    page.get_by_role("button", name="Pin Sets").click()
    page.get_by_role("link", name="Bench press", exact=True).click()
    page.get_by_role("button", name="Make it strength").click()
    assert stored("Bench press").reps == 5
    assert stored("Bench press").sets == 6
    page.get_by_role("link", name="More about Bench press").click()
    page.get_by_role("button", name="Back-off").click()
    assert stored("Bench press", position=2).set_type == "back_off"
