"""A trainer's work in the builder: four scopes, pins, reasons, mends, sets, supersets, places, two tabs."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from programs.models import Group, Program, Revision, SetGroup, Slot, Workout
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

BENCH, SQUAT = "Bench press", "Back squat"


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each of these walks is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


def said(page: Page) -> Locator:
    return page.locator(".builder__said")


def more_about(page: Page, exercise: str) -> Locator:
    """The part beneath a row with everything that can be done with its exercise."""
    row(page, exercise).get_by_role("link", name=f"More about {exercise}").click()
    detail = page.locator("#detail")
    expect(detail.get_by_role("heading", name=re.compile(exercise))).to_be_focused()
    return detail


def pin(page: Page, exercise: str, name: str) -> None:
    cell(page, exercise, name).click()
    page.keyboard.press("Alt+p")
    expect(cell(page, exercise, name)).to_have_attribute("data-mark", re.compile("pinned"))


@pytest.mark.parametrize("scope", ["program", "phase", "workout", "slot"])
def test_a_toggle_keeps_pins_says_what_changed_and_is_undone_after_a_reload(
    open_builder: Open, desktop_page: Page, program: Program, scope: str
) -> None:
    page = open_builder(desktop_page)
    if scope == "phase":
        page.get_by_role("button", name="Phase", exact=True).click()
        page.get_by_role("link", name=re.compile("Phase 1")).click()
    before = {exercise: shown(page, exercise) for exercise in (BENCH, SQUAT)}
    pin(page, BENCH, "sets")
    page.keyboard.press("Escape")
    buttons = {
        "program": page.locator("#program-strength"),
        "phase": page.locator("#phase-strength"),
        "workout": page.get_by_role("group", name="Goal of Workout A").get_by_role("button", name="Strength"),
        "slot": row(page, BENCH).get_by_role("button", name="Strength"),
    }
    buttons[scope].click()
    expect(cell(page, BENCH, "reps")).to_have_value("5")
    assert shown(page, BENCH)["sets"] == "4"  # pinned
    expect(cell(page, BENCH, "reps")).to_have_class(re.compile("changed"))  # it glows
    expect(cell(page, BENCH, "sets")).not_to_have_class(re.compile("changed"))
    expect(cell(page, SQUAT, "reps")).to_have_value("10" if scope == "slot" else "5")
    changed = page.get_by_role("group").filter(has_text="What changed")
    line = changed.get_by_role("row").filter(has=page.get_by_role("link", name=BENCH))
    expect(line).to_contain_text("80 % 90 %")
    expect(changed.get_by_role("row", name="Before")).to_contain_text("min")
    mixed = page.locator(".builder__goals .goal-toggle__mixed")
    expect(mixed).to_have_count(1 if scope == "slot" else 0)
    assert_accessible(page)
    assert_fits(page)
    page.reload()
    page.locator("#undo").click()
    expect(cell(page, BENCH, "reps")).to_have_value("10")
    assert {exercise: shown(page, exercise) for exercise in (BENCH, SQUAT)} == before


def test_what_it_would_be_stands_beside_what_it_is_before_anything_is_written(
    open_builder: Open, page: Page
) -> None:
    open_builder(page)
    cell(page, SQUAT, "reps").fill("7")
    cell(page, SQUAT, "reps").press("Tab")
    saved(page)
    count = Revision.objects.count()
    page.locator("#program-compare").click()
    expect(page.get_by_role("heading", name="what it would be as strength")).to_be_focused()
    comparing = page.locator("#comparing")
    expect(comparing).to_contain_text(
        f"Typed numbers that would go: {SQUAT} (Intensity 85.8 %, Reps 7, Rest 1:30)"
    )
    expect(comparing.get_by_role("row").filter(has_text=BENCH)).to_contain_text("80 % 90 %")
    assert_accessible(page)
    assert_fits(page)
    assert Revision.objects.count() == count
    page.keyboard.press("Escape")
    expect(comparing).to_be_empty()
    page.locator("#program-compare").click()
    page.get_by_role("button", name="Make it strength").click()
    expect(said(page)).to_contain_text("Whole program is strength now: 2 rows changed")
    expect(page.locator("#comparing")).to_contain_text("Typed numbers that went")


def test_a_pin_decides_what_gives_and_the_row_says_so(open_builder: Open, page: Page) -> None:
    open_builder(page)
    cell(page, BENCH, "reps").click()
    page.get_by_role("button", name="Pin this number").click()
    expect(cell(page, BENCH, "reps")).to_have_attribute("data-mark", re.compile("pinned"))
    expect(cell(page, BENCH, "reps")).to_be_focused()
    cell(page, BENCH, "rir").fill("3")
    cell(page, BENCH, "rir").press("Tab")
    saved(page)
    expect(cell(page, BENCH, "reps")).to_have_value("10")
    expect(row(page, BENCH).locator(".grid__says")).to_contain_text("intensity moved to")
    row_ = stored(BENCH)
    assert (row_.pins, row_.reps, row_.rir) == (["reps"], 10, 3.0)
    assert row_.intensity is not None
    assert row_.intensity < 80
    cell(page, BENCH, "reps").click()
    page.keyboard.press("Alt+p")
    expect(cell(page, BENCH, "reps")).not_to_have_attribute("data-mark", re.compile("pinned"))
    assert stored(BENCH).pins == []


def test_every_number_says_why(open_builder: Open, page: Page) -> None:
    open_builder(page)
    cell(page, BENCH, "intensity").click()
    page.get_by_role("button", name="Why this number").click()
    detail = page.locator("#detail")
    expect(detail).to_contain_text("80")
    expect(detail).to_contain_text("For the client")
    assert_accessible(page)
    assert_fits(page)
    cell(page, BENCH, "rest").click()
    page.keyboard.press("Alt+w")
    expect(page.locator("#detail")).to_contain_text("Rest")
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_have_count(0)


def test_one_press_mends_a_finding_on_all_rows_and_its_words_lead_to_the_cell(
    open_builder: Open, page: Page
) -> None:
    open_builder(page)
    finding = (
        page.locator("#panel-findings .finding").filter(has_text="2 rows").filter(has_text="people fail")
    )
    expect(finding).to_be_visible()
    finding.locator("summary").click()
    finding.get_by_role("link", name=SQUAT).click()
    expect(cell(page, SQUAT, "reps")).to_be_focused()
    finding.get_by_role("button", name=re.compile("Start from repetitions in reserve")).click()
    expect(said(page)).to_contain_text("2 rows: by repetitions in reserve.")
    assert set(Slot.objects.values_list("method", flat=True)) == {"reserve"}
    expect(page.locator("#panel-findings .finding").filter(has_text="people fail")).to_have_count(0)
    page.locator("#undo-said").click()
    expect(page.locator("#panel-findings .finding").filter(has_text="people fail")).to_have_count(1)


def test_sets_are_added_beside_the_first_follow_it_and_go_again(open_builder: Open, page: Page) -> None:
    open_builder(page)
    detail = more_about(page, BENCH)
    assert_accessible(page)
    assert_fits(page)
    detail.get_by_role("button", name="Back-off").click()
    line = page.locator("[data-row]").filter(has_text="Back-off")
    expect(line.locator("[name=intensity]")).to_have_value("72")
    expect(page.locator("#detail")).to_be_visible()
    page.keyboard.press("Escape")
    cell(page, BENCH, "intensity").fill("85")
    cell(page, BENCH, "intensity").press("Tab")
    expect(line.locator("[name=intensity]")).to_have_value("76.5")
    saved(page)
    line.locator("[name=sets]").fill("3")
    line.locator("[name=sets]").press("Tab")
    saved(page)
    assert (stored(BENCH, 2).sets, stored(BENCH, 2).intensity) == (3, 76.5)
    line.get_by_role("button", name="Remove these back-off sets").click()
    expect(line).to_have_count(0)
    page.locator("#undo-said").click()
    expect(line.locator("[name=sets]")).to_have_value("3")


def test_rows_are_joined_to_a_superset_duplicated_swapped_and_moved(open_builder: Open, page: Page) -> None:
    open_builder(page)
    more_about(page, SQUAT).get_by_role("button", name="Join with the row above").click()
    expect(page.get_by_text("Superset", exact=True)).to_be_visible()
    expect(row(page, SQUAT).locator(".grid__code")).to_have_text("A2")
    page.get_by_role("button", name="Separate").click()
    expect(row(page, SQUAT).locator(".grid__code")).to_have_text("B")
    page.get_by_role("button", name="Duplicate", exact=True).click()
    expect(row(page, SQUAT)).to_have_count(2)
    page.locator("#undo-said").click()
    expect(row(page, SQUAT)).to_have_count(1)
    swap = page.get_by_label("Swap for")
    swap.press_sequentially("romanian", delay=20)  # its first moments belong to settling the new row
    page.locator("#slot-swap-options .option").first.click()
    expect(row(page, "Romanian deadlift")).to_have_count(1)
    expect(cell(page, "Romanian deadlift", "intensity")).to_have_value("80")
    page.get_by_label("Move to").select_option("Workout B")
    page.get_by_role("button", name="Move to its end").click()
    expect(said(page)).to_contain_text("Moved Romanian deadlift to Workout B")
    slot = Slot.objects.get(exercise__name="Romanian deadlift")
    assert slot.group.workout.name == "Workout B"
    page.locator("[data-show]").filter(has_text="Workout A").first.click() if page.locator(
        "[data-show]"
    ).first.is_visible() else None
    expect(row(page, BENCH)).to_be_visible()


def test_a_row_is_dragged_into_another_workout_and_back_by_undo(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    grip = row(page, BENCH).locator("[data-grip]")
    there = page.get_by_role("table", name="Workout B")
    row(page, BENCH).hover()
    start, end = grip.bounding_box(), there.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, start["y"] + 60, steps=5)
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] / 2, steps=25)
    page.mouse.up()
    expect(said(page)).to_contain_text("Moved Bench press to Workout B")
    assert Slot.objects.get(exercise__name=BENCH).group.workout.name == "Workout B"
    page.locator("#undo-said").click()
    expect(page.get_by_role("table", name="Workout A").locator("[data-row]")).to_have_count(2)
    assert [group.slots.get().exercise.name for group in Group.objects.order_by("position")] == [BENCH, SQUAT]


def test_keys_move_a_row_from_workout_to_workout_and_keep_the_focus(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    cell(page, SQUAT, "reps").focus()
    page.keyboard.press("Alt+ArrowDown")
    second = page.get_by_role("table", name="Workout B")
    expect(second.locator("[data-row]")).to_have_count(1)
    expect(cell(page, SQUAT, "reps")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(second.locator("[data-row]")).to_have_count(0)
    expect(cell(page, SQUAT, "reps")).to_be_focused()
    page.keyboard.press("Alt+g")
    expect(cell(page, SQUAT, "reps")).to_have_value("5")
    expect(cell(page, SQUAT, "reps")).to_be_focused()


def test_what_is_opened_while_a_number_is_being_saved_gets_the_focus_when_it_comes(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    slow_network(page, milliseconds=300)
    cell(page, SQUAT, "sets").fill("6")
    cell(page, SQUAT, "sets").press("Tab")
    detail = more_about(page, SQUAT)
    slow_network(page, milliseconds=0)
    saved(page)
    detail.get_by_role("button", name="Back-off", exact=True).press("Enter")
    expect(page.locator("[data-row]").filter(has_text="Back-off")).to_have_count(1)
    expect(page.locator("#slot-add-back_off")).to_be_focused()  # where one more could be added


# Presses a key in the cell at the very moment at which a new grid stands on the page.
PRESS_AT_ONCE = """
({ cell, workout, code }) => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector(`#${workout} [data-row]`)) return;
    observer.disconnect();
    const pressed = new KeyboardEvent("keydown", { code, altKey: true, bubbles: true });
    document.getElementById(cell).dispatchEvent(pressed);
  }).observe(document.getElementById("builder"), { childList: true, subtree: true });
}
"""


def test_a_key_pressed_as_soon_as_a_new_grid_stands_there_counts(
    open_builder: Open, desktop_page: Page
) -> None:
    page = open_builder(desktop_page)
    squat = cell(page, SQUAT, "reps")
    second = page.locator(".workout").filter(has=page.get_by_role("table", name="Workout B"))
    page.evaluate(
        PRESS_AT_ONCE,
        {"cell": squat.get_attribute("id"), "workout": second.get_attribute("id"), "code": "KeyG"},
    )
    squat.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(second.locator("[data-row]")).to_have_count(1)
    expect(squat).to_have_value("5")


def test_a_phone_shows_one_workout_at_a_time_and_hides_nothing_else(
    open_builder: Open, phone_page: Page, program: Program
) -> None:
    page = open_builder(phone_page)
    expect(row(page, BENCH)).to_be_visible()
    expect(page.get_by_label("Add an exercise to Workout B")).to_be_hidden()
    page.get_by_role("link", name="Workout B", exact=True).click()
    expect(page.get_by_label("Add an exercise to Workout B")).to_be_visible()
    expect(row(page, BENCH)).to_be_hidden()
    page.get_by_role("button", name="Duplicate Workout B").click()
    expect(page.get_by_role("link", name="Workout B copy")).to_be_visible()
    assert Workout.objects.filter(program=program).count() == 3


def test_two_tabs_of_one_trainer_never_conflict_on_different_cells_and_choose_on_the_same(
    program: Program, owner: User, sign_in: SignIn, new_visit: NewContext, watch: Watch
) -> None:
    visit = new_visit()
    first, second = visit.new_page(), visit.new_page()
    sign_in(first, owner)
    for tab in (first, second):
        tab.goto(f"/programs/{program.pk}/")
    cell(first, BENCH, "sets").fill("5")
    cell(first, BENCH, "sets").press("Tab")
    saved(first)
    cell(second, BENCH, "rest").fill("75")
    cell(second, BENCH, "rest").press("Tab")
    saved(second)
    assert (stored(BENCH).sets, stored(BENCH).rest_seconds) == (5, 75)
    expect(cell(second, BENCH, "sets")).to_have_value("5")
    cell(first, BENCH, "rest").fill("80")
    cell(first, BENCH, "rest").press("Tab")
    alert = row(first, BENCH).get_by_role("alert")
    expect(alert).to_contain_text("it is now 1:15, you typed 80")
    assert stored(BENCH).rest_seconds == 75
    alert.get_by_role("button", name="Use 80").click()
    saved(first)
    assert stored(BENCH).rest_seconds == 80


def test_without_a_network_what_was_typed_stays_and_is_saved_when_it_is_back(
    open_builder: Open, desktop_page: Page, watch: Watch
) -> None:
    page = open_builder(desktop_page)
    page.context.set_offline(True)
    cell(page, BENCH, "sets").fill("6")
    cell(page, BENCH, "sets").press("Tab")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "failed")
    cell(page, SQUAT, "sets").fill("3")
    cell(page, SQUAT, "sets").press("Tab")
    page.context.set_offline(False)
    expect(cell(page, BENCH, "sets")).to_have_value("6")
    page.get_by_role("button", name="Save again").click()
    saved(page)
    assert (stored(BENCH).sets, stored(SQUAT).sets) == (6, 3)
    assert SetGroup.objects.filter(sets=6).count() == 4  # in every week
    watch.problems.clear()  # the browser tells the console that it was offline
