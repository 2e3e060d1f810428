"""A trainer writes twelve weeks on the plan without a mouse, as in a spreadsheet."""

from playwright.sync_api import Page, expect

from programs.models import Phase, Program
from tests.browser.building import lift
from tests.browser.conftest import SignIn, assert_accessible, assert_fits
from tests.browser.keys import focused, follow, tab_to, type_in
from tests.browser.planning import cell, line, said, saved, stored, texts
from trainer.models import User

SQUAT, BENCH, DEADLIFT, ROW = "Back squat", "Bench press", "Romanian deadlift", "Barbell row"
FIVES = "5 x 5 @ 85.3 % · RIR 2 · 3:00"


def make_exercises() -> None:
    for name, muscle in ((SQUAT, "quads"), (BENCH, "chest"), (DEADLIFT, "hamstrings"), (ROW, "lats")):
        lift(name, name.lower().replace(" ", "-"), muscle)


def in_cell(page: Page, exercise: str, week: int) -> None:
    expect(cell(page, exercise, week)).to_be_focused()
    focused(page)


def test_twelve_weeks_are_written_with_the_keyboard_alone(
    desktop_page: Page, owner: User, sign_in: SignIn
) -> None:
    page = desktop_page
    page.emulate_media(reduced_motion="reduce")
    make_exercises()
    sign_in(page, owner)
    page.goto("/programs/new/")
    make_program(page)
    add_exercises(page)
    write_cells(page)
    add_phases(page)
    assert_accessible(page)
    assert_fits(page)
    before = {name: texts(page, name) for name in (SQUAT, BENCH)}
    page.reload()
    assert {name: texts(page, name) for name in (SQUAT, BENCH)} == before


def make_program(page: Page) -> None:
    assert focused(page).startswith("Name")
    type_in(page, "Twelve weeks")
    tab_to(page, "^Method")
    page.keyboard.type("Res", delay=15)
    tab_to(page, "^Weeks")
    type_in(page, "4")
    tab_to(page, "^Workouts a week")
    type_in(page, "2")
    follow(page, "^Open the builder$", r"/programs/[0-9a-f-]{36}/$")
    follow(page, "^All weeks$", r"/plan/$")


def add_exercises(page: Page) -> None:
    """The first box is reached by Tab; Enter adds what the line says, the box keeps the focus."""
    tab_to(page, "^Add an exercise to Workout A$")
    page.keyboard.type("Squat 5x5 @8 3:00", delay=10)
    expect(page.locator("#plan-options")).to_contain_text(SQUAT)
    page.keyboard.press("Enter")
    expect(line(page, SQUAT)).to_have_count(1)
    assert focused(page) == "Add an exercise to Workout A"
    assert texts(page, SQUAT) == [FIVES] * 4
    page.keyboard.type("Bench press 4x8 @75% r90", delay=10)
    page.keyboard.press("Enter")
    expect(line(page, BENCH)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Add an exercise to Workout B"
    page.keyboard.type("RDL 3x8-12 RIR2 t3110", delay=10)
    expect(page.locator("#plan-options")).to_contain_text(DEADLIFT)
    page.keyboard.press("Enter")
    expect(line(page, DEADLIFT)).to_have_count(1)
    page.keyboard.type("row", delay=10)
    expect(page.locator("#plan-options .option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line(page, ROW)).to_have_count(1)
    assert focused(page) == "Add an exercise to Workout B"
    saved(page)


def write_cells(page: Page) -> None:
    page.keyboard.press("ArrowUp")
    in_cell(page, ROW, 1)
    page.keyboard.press("ArrowUp")
    in_cell(page, DEADLIFT, 1)
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Add an exercise to Workout A"
    page.keyboard.press("ArrowUp")
    in_cell(page, BENCH, 1)
    edit_one(page)
    add_a_set_group(page)
    fill_right(page)
    copy_and_paste(page)
    paste_from_a_spreadsheet(page)
    leave_out(page)


def edit_one(page: Page) -> None:
    """Typing writes over the cell, Enter saves and goes down; Escape takes back; F2 edits what stands."""
    before = texts(page, BENCH)[0]
    page.keyboard.type("9x9", delay=10)
    page.keyboard.press("Escape")
    in_cell(page, BENCH, 1)
    assert texts(page, BENCH)[0] == before
    page.keyboard.type("4x6 @80%", delay=10)
    page.keyboard.press("Tab")
    in_cell(page, BENCH, 2)
    saved(page)
    assert stored(BENCH) == texts(page, BENCH) == ["4 x 6 @ 80 % · RIR 3.8 · 1:00"] * 4
    page.keyboard.press("F2")
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    page.keyboard.type("3", delay=10)
    page.keyboard.press("Enter")
    assert focused(page) == "Add an exercise to Workout A"
    saved(page)
    assert stored(BENCH) == texts(page, BENCH)
    assert [text[0] for text in texts(page, BENCH)] == ["4", "3", "3", "3"]
    for key, week in (("ArrowUp", 1), ("End", 4), ("Home", 1), ("Control+ArrowRight", 4), ("Shift+Tab", 3)):
        page.keyboard.press(key)
        in_cell(page, BENCH, week)


def add_a_set_group(page: Page) -> None:
    page.keyboard.press("Control+Home")
    in_cell(page, SQUAT, 1)
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("back-off 2x8", delay=10)
    expect(page.locator("#plan-note")).to_contain_text("back-off")
    page.keyboard.press("Enter")
    in_cell(page, BENCH, 1)
    saved(page)
    assert stored(SQUAT) == texts(page, SQUAT)
    assert [text.count(" + ") for text in texts(page, SQUAT)] == [1] * 4


def fill_right(page: Page) -> None:
    """For this week only; then to the weeks after it."""
    page.keyboard.press("Escape")
    tab_to(page, "^Changes are for", key="Shift+Tab")
    page.keyboard.type("this week o", delay=10)
    expect(page.locator("#reach")).to_have_value("only")
    page.keyboard.press("Tab")
    while focused(page) and not page.evaluate("document.activeElement.matches('td')"):
        page.keyboard.press("Tab")
    in_cell(page, BENCH, 1)
    page.keyboard.press("ArrowRight")
    page.keyboard.type("5x3 @85%", delay=10)
    page.keyboard.press("Enter")
    saved(page)
    first, second, third, _ = texts(page, BENCH)
    assert (second[:14], third[:5]) == ("5 x 3 @ 85 % ·", "3 x 6")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    in_cell(page, BENCH, 2)
    page.keyboard.press("Control+d")
    saved(page)
    expect(cell(page, BENCH, 4)).to_contain_text("85")
    assert stored(BENCH) == texts(page, BENCH) == [first, second, second, second]


def copy_and_paste(page: Page) -> None:
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    expect(said(page)).to_have_text("Copied 2 cells.")
    squat, bench = texts(page, SQUAT), texts(page, BENCH)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    in_cell(page, BENCH, 3)
    page.keyboard.press("ArrowUp")
    in_cell(page, SQUAT, 3)
    page.keyboard.press("Control+v")
    expect(cell(page, BENCH, 3)).to_contain_text("80")
    saved(page)
    assert stored(SQUAT) == texts(page, SQUAT) == squat
    assert stored(BENCH) == texts(page, BENCH) == [bench[0], bench[1], bench[0], bench[3]]
    page.keyboard.press("Control+z")
    expect(cell(page, BENCH, 3)).to_contain_text("85")
    assert stored(BENCH) == bench
    page.keyboard.press("Control+Shift+z")
    expect(cell(page, BENCH, 3)).to_contain_text("80")
    in_cell(page, SQUAT, 3)


def paste_from_a_spreadsheet(page: Page) -> None:
    """Two lines of two cells each, as a spreadsheet copies them; and back to it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet = '3x5 @70%\t"3x5 @72,5%"\r\n4x8 @60%\t4x8 @62.5%\r\n'
    page.evaluate("text => navigator.clipboard.writeText(text)", sheet)
    page.keyboard.press("Control+v")
    expect(cell(page, BENCH, 4)).to_contain_text("62.5")
    saved(page)
    for name, weeks in (
        (SQUAT, ["3 x 5 @ 70 %", "3 x 5 @ 72.5 %"]),
        (BENCH, ["4 x 8 @ 60 %", "4 x 8 @ 62.5 %"]),
    ):
        assert stored(name) == texts(page, name)
        assert [text.split(" · ")[0] for text in texts(page, name)[2:]] == weeks
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    expect(said(page)).to_have_text("Copied 2 cells.")
    assert page.evaluate("navigator.clipboard.readText()") == "\t".join(texts(page, SQUAT)[2:])


def leave_out(page: Page) -> None:
    """Delete empties the chosen weeks; with nothing left it takes the line out, and undo brings it back."""
    page.keyboard.press("Control+ArrowDown")
    in_cell(page, ROW, 4)
    page.keyboard.press("Home")
    in_cell(page, ROW, 1)
    before = texts(page, ROW)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    expect(cell(page, ROW, 3)).to_have_text("")
    saved(page)
    assert stored(ROW) == texts(page, ROW) == [before[0], "", "", before[3]]
    page.keyboard.press("Home")
    in_cell(page, ROW, 1)
    page.keyboard.press("Shift+End")
    page.keyboard.press("Backspace")
    expect(cell(page, ROW, 4)).to_have_text("")
    saved(page)
    page.keyboard.press("Delete")
    expect(line(page, ROW)).to_have_count(0)
    in_cell(page, DEADLIFT, 4)
    page.keyboard.press("Control+z")
    expect(line(page, ROW)).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(cell(page, ROW, 4)).not_to_have_text("")
    saved(page)
    assert stored(ROW) == texts(page, ROW) == [before[0], "", "", before[3]]
    assert page.evaluate("document.activeElement.matches('td')")


def add_phases(page: Page) -> None:
    """The phase is renamed, duplicated twice and the copies toggled and lengthened, from its own line."""
    page.keyboard.press("Escape")
    tab_to(page, "^Change Phase 1$", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "^Name of Phase 1$")
    type_in(page, "Volume")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Volume")).to_be_visible()
    expect(said(page)).to_have_text("Renamed Phase 1 to Volume.")
    assert focused(page) == "Change Volume"
    for count in (2, 3):
        page.keyboard.press("Enter")
        tab_to(page, "^Duplicate$")
        page.keyboard.press("Enter")
        expect(page.locator(".plan__band")).to_have_count(count)
        assert focused(page).startswith("Add an exercise to Workout")
        page.keyboard.press("Escape")
        tab_to(page, "^Change Volume", key="Shift+Tab")
    assert [phase.weeks.count() for phase in Phase.objects.order_by("position")] == [4, 4, 4]


def test_a_phase_is_toggled_and_everything_is_undone_and_redone_across_reloads(
    desktop_page: Page, program: Program, owner: User, sign_in: SignIn
) -> None:
    """Undo to the start, reloading between, and all the way forward again."""
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/plan/")
    seen = [state(page)]
    band = page.locator(".plan__band").first
    band.locator("summary").first.click()
    band.get_by_label("Weeks", exact=True).fill("13")
    band.get_by_role("button", name="Save").first.click()
    expect(said(page)).to_have_text("Ensure this value is less than or equal to 12.")
    expect(band.get_by_label("Weeks", exact=True)).to_have_value("13")
    band.get_by_role("button", name="Strength", exact=True).click()
    expect(said(page)).to_have_text("Phase 1 is strength now: 2 rows changed.")
    seen.append(state(page))
    cell(page, BENCH, 2).click()
    page.keyboard.type("6x2 @92%")
    page.keyboard.press("Enter")
    saved(page)
    seen.append(state(page))
    band.locator("summary").first.click() if not band.locator("details").first.get_attribute("open") else None
    band.get_by_label("Weeks", exact=True).fill("6")
    band.get_by_label("Weeks", exact=True).press("Enter")
    expect(line(page, BENCH).locator("td")).to_have_count(6)
    seen.append(state(page))
    page.get_by_role("button", name="Phase", exact=True).click()
    expect(page.locator(".plan__band")).to_have_count(2)
    seen.append(state(page))
    for expected in reversed(seen[:-1]):
        page.locator("#undo").click()
        expect(said(page)).to_contain_text("Undid: ")
        saved(page)
        assert state(page) == expected
        page.reload()
        assert state(page) == expected
    for expected in seen[1:]:
        page.locator("#redo").click()
        expect(said(page)).to_contain_text("Redid: ")
        saved(page)
        assert state(page) == expected
        page.reload()
    expect(page.locator("#redo")).to_be_hidden()


def state(page: Page) -> tuple[int, list[list[str]]]:
    """How many phases there are, and what every line says."""
    return page.locator(".plan__band").count(), [texts(page, name) for name in (BENCH, SQUAT)]
