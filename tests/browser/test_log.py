"""A session logged by touch: one press a set, the rest, what else there is to tell, the end, corrections."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from programs.models import ClientEvent, Remark, Session, SetLog
from tests.browser.conftest import NewContext, SignIn, assert_accessible, assert_fits
from tests.browser.training import Log, kinds, plan_today, standing
from trainer.models import Client, Studio, User


def press(row: Locator) -> None:
    """Press the check of a set and wait until it is written down; the next set is the one to do then."""
    row.locator(".set__check").tap()
    expect(row.page.locator('.set[data-state="done"]').first).to_be_attached()


@pytest.fixture
def session(studio: Studio, client: Client) -> Session:
    return plan_today(studio, client)


@pytest.fixture
def log(phone_page: Page, sign_in: SignIn, session: Session, client_person: User) -> Log:
    """Today on the client's phone."""
    sign_in(phone_page, client_person)
    return Log(phone_page).open()


def test_the_first_set_is_on_the_screen_with_its_target_filled_in_and_one_press_logs_it(log: Log) -> None:
    expect(log.now).to_be_in_viewport(ratio=1)
    expect(log.field("Bench press", 1, "load")).to_have_value("80")
    expect(log.field("Bench press", 1, "amount")).to_have_value("10")
    expect(log.field("Bench press", 1, "rir")).to_have_value("")
    assert log.field("Bench press", 1, "rir").get_attribute("placeholder") == "2"
    assert_accessible(log.page)
    assert_fits(log.page)
    log.check("Bench press", 1).tap()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    log.sent()
    assert standing() == [("Bench press", Decimal(80), 10)]
    stored = SetLog.objects.get()
    assert (stored.rir, stored.event.payload["target"]) == (
        None,
        {"load": "80", "unit": "kg", "reps": 10, "rir": "2"},
    )


def test_after_a_set_the_next_one_has_the_focus_the_rest_runs_and_it_is_said_once(log: Log) -> None:
    log.check("Bench press", 1).tap()
    expect(log.check("Bench press", 2)).to_be_focused()
    expect(log.check("Bench press", 2)).to_have_accessible_name("Done: set 2, Bench press")
    expect(log.page.locator("[data-say]")).to_have_text(
        "Done: set 1, Bench press, 80 kg × 10. Rest 60 seconds."
    )
    expect(log.rest).to_be_visible()
    expect(log.rest.locator("[data-time]")).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
    expect(log.rest.locator("[data-of]")).to_have_text("After set 1, Bench press")
    assert_accessible(log.page)


def test_a_finger_that_taps_twice_logs_one_set_and_takes_nothing_back(log: Log) -> None:
    log.check("Bench press", 1).dblclick(delay=20)
    log.page.wait_for_timeout(300)
    log.sent()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    expect(log.set("Bench press", 2)).to_have_attribute("data-state", "open")
    assert kinds() == ["set"]


def test_steppers_go_by_what_the_gym_can_build_and_plates_follow(log: Log) -> None:
    plates = log.exercise("Bench press").locator("[data-plates]")
    expect(plates).to_have_text("20 kg bar + 25 + 5 each side")
    log.now.get_by_label("More load").tap()
    expect(log.field("Bench press", 1, "load")).to_have_value("82.5")
    expect(plates).to_have_text("20 kg bar + 25 + 5 + 1.25 each side")
    for _ in range(2):
        log.now.get_by_label("Less load, set 1, Bench press").tap()
    log.now.get_by_label("Less, set 1, Bench press").tap()
    log.now.get_by_role("button", name="1 in reserve, set 1, Bench press").tap()
    log.check("Bench press", 1).tap()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    log.sent()
    assert list(SetLog.objects.values_list("load", "reps", "rir")) == [(Decimal("77.5"), 9, Decimal(1))]


def test_the_rest_can_be_moved_paused_and_skipped_and_survives_a_reload(log: Log) -> None:
    log.done("Bench press", 1)
    time = log.rest.locator("[data-time]")
    log.rest.get_by_role("button", name="15 seconds more").tap()
    expect(time).to_have_text(re.compile(r"^1:1\d$"))
    log.page.reload(wait_until="networkidle")
    expect(time).to_have_text(re.compile(r"^1:(0\d|1\d)$"))
    log.rest.get_by_role("button", name="Pause").tap()
    stands = time.text_content()
    log.page.wait_for_timeout(1200)
    expect(time).to_have_text(stands or "")
    log.rest.get_by_role("button", name="Go on").tap()
    expect(time).not_to_have_text(stands or "")
    for _ in range(5):
        if log.rest.is_visible():
            log.rest.get_by_role("button", name="15 seconds less").tap()
    expect(log.rest).to_be_hidden()


def test_a_superset_takes_turns_and_a_finished_exercise_is_folded_to_what_was_done(log: Log) -> None:
    for number in (1, 2, 3):
        log.done("Bench press", number)
    expect(log.exercise("Bench press")).not_to_have_attribute("open", "")
    expect(log.exercise("Bench press").locator("[data-result]")).to_have_text("80 kg × 10, 10, 10")
    expect(log.check("Row", 1)).to_be_focused()
    log.done("Row", 1)
    expect(log.check("Dip", 1)).to_be_focused()
    log.done("Dip", 1)
    expect(log.check("Row", 2)).to_be_focused()
    log.sent()
    log.open()
    expect(log.now.locator(".set__check")).to_have_accessible_name("Done: set 2, Row")
    expect(log.now).to_be_in_viewport(ratio=1)


def test_the_warm_up_is_added_with_one_press_and_comes_first(log: Log) -> None:
    exercise = log.exercise("Bench press")
    expect(exercise.locator(".log__warm")).to_contain_text("32.5 × 8, 47.5 × 5, 65 × 3")
    exercise.locator(".log__warm button").tap()
    expect(exercise.locator(".set")).to_have_count(6)
    expect(log.now.locator(".set__check")).to_have_accessible_name("Done: warm-up 1, Bench press")
    expect(log.now.locator("input[name=load]")).to_have_value("32.5")
    log.sent()
    log.open()
    expect(exercise.locator(".set th")).to_have_text(["W1", "W2", "W3", "1", "2", "3"])
    expect(log.now.locator("input[name=load]")).to_have_value("32.5")
    press(log.now)
    log.sent()
    assert SetLog.objects.get().set_type == "warm_up"


def test_a_set_is_added_logged_and_another_one_removed_again(log: Log) -> None:
    box = log.more("Bench press")
    box.get_by_label("Add a set").select_option("drop")
    box.get_by_role("button", name="Add", exact=True).tap()
    expect(log.exercise("Bench press").locator(".set")).to_have_count(4)
    expect(log.check("Bench press", 4)).to_have_accessible_name("Done: drop set 1, Bench press")
    box = log.more("Bench press")
    box.get_by_role("button", name="Add", exact=True).tap()
    expect(log.check("Bench press", 5)).to_have_accessible_name("Done: set 4, Bench press")
    log.set("Bench press", 5).get_by_role("button", name="Remove").tap()
    expect(log.exercise("Bench press").locator(".set")).to_have_count(4)
    log.page.wait_for_timeout(520)
    log.done("Bench press", 4, load="60", amount="12")
    log.sent()
    log.open()
    expect(log.exercise("Bench press").locator(".set th")).to_have_text(["1", "2", "3", "D1"])
    stored = SetLog.objects.get()
    assert (stored.set_type, stored.load, stored.reps) == ("drop", Decimal(60), 12)


def test_skipped_is_said_with_a_reason_and_can_be_taken_back(log: Log) -> None:
    box = log.more("Dip")
    box.get_by_label("Skip").fill("Shoulder")
    box.get_by_role("button", name="All that is left").tap()
    expect(log.exercise("Dip").locator("[data-result]")).to_have_text("skipped")
    log.sent()
    assert ClientEvent.objects.get().payload["reason"] == "Shoulder"
    log.open()
    expect(log.set("Dip", 1)).to_have_attribute("data-state", "skipped")
    log.exercise("Dip").locator("summary").first.tap()
    log.check("Dip", 1).tap()
    expect(log.set("Dip", 1)).to_have_attribute("data-state", "open")
    expect(log.set("Dip", 2)).to_have_attribute("data-state", "open")
    log.sent()
    log.open()
    expect(log.set("Dip", 2)).to_have_attribute("data-state", "open")


def test_one_set_alone_is_skipped(log: Log) -> None:
    log.more("Bench press").get_by_role("button", name="This set").tap()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "skipped")
    expect(log.set("Bench press", 2)).to_have_attribute("data-state", "open")
    log.sent()
    log.open()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "skipped")
    expect(log.now.locator(".set__check")).to_have_accessible_name("Done: set 2, Bench press")


def test_a_note_is_seen_at_once_stays_and_can_be_taken_back(log: Log) -> None:
    text = "<script>alert(1)</script> مرحبا 💪"
    box = log.more("Row")
    box.get_by_label("Note to your trainer").fill(text)
    box.get_by_role("button", name="Send").tap()
    expect(log.exercise("Row").locator(".log__note")).to_contain_text(f"Your note: {text}")
    log.sent()
    log.open()
    expect(log.exercise("Row").locator(".log__note")).to_contain_text(f"Your note: {text}")
    assert Remark.objects.get().text == text
    log.exercise("Row").get_by_role("button", name="Take back").tap()
    expect(log.exercise("Row").locator(".log__note")).to_have_count(0)
    log.sent()
    assert Remark.objects.get().taken_back_at is not None


def test_pain_is_told_with_its_place_and_strength(log: Log) -> None:
    box = log.more("Dip")
    box.get_by_role("button", name="Tell").tap()
    expect(log.page.locator("#notices")).to_have_text("Where does it hurt?")
    expect(box.get_by_label("Pain")).to_be_focused()
    box.get_by_label("Pain").select_option("shoulder")
    box.get_by_label("0 to 10").select_option("4")
    box.get_by_role("button", name="Tell").tap()
    expect(log.exercise("Dip").locator(".log__pain")).to_contain_text("4 of 10")
    log.sent()
    log.open()
    expect(log.exercise("Dip").locator(".log__pain")).to_contain_text("Pain: Shoulder, 4 of 10")


def test_an_exercise_is_swapped_for_one_that_is_alike_with_a_reason(log: Log, studio: Studio) -> None:
    box = log.more("Bench press")
    expect(box.get_by_label("Swap for")).to_contain_text("Dip")
    box.get_by_label("Swap for").select_option(label="Dip")
    box.get_by_label("Reason").fill("The rack is taken")
    box.get_by_role("button", name="Swap", exact=True).tap()
    first = log.page.locator(".log__exercise").first
    expect(first.locator("[data-name]")).to_have_text("Dip")
    expect(first.locator(".log__instead")).to_contain_text("Instead of Bench press: The rack is taken")
    log.sent()
    log.open()
    expect(first.locator(".log__instead")).to_have_text("Instead of Bench press: The rack is taken")
    log.now.locator("input[name=load]").fill("50")
    press(log.now)
    log.sent()
    assert standing() == [("Dip", Decimal(50), 10)]


def test_why_says_the_reasons_in_place(log: Log) -> None:
    log.exercise("Bench press").get_by_role("link", name="Why").tap()
    expect(log.exercise("Bench press").locator(".log__why")).to_contain_text("80 kg is 80 % of 100 kg")
    log.exercise("Bench press").get_by_role("link", name="Why").tap()
    expect(log.exercise("Bench press").locator(".log__why")).to_have_count(0)


def test_a_number_of_a_done_set_that_is_changed_is_a_correction(log: Log) -> None:
    log.done("Bench press", 1)
    log.sent()
    log.field("Bench press", 1, "amount").fill("8")
    log.field("Bench press", 1, "amount").press("Enter")
    log.sent()
    log.page.wait_for_timeout(200)
    assert kinds() == ["set", "correct"]
    assert standing() == [("Bench press", Decimal(80), 8)]
    log.open()
    expect(log.field("Bench press", 1, "amount")).to_have_value("8")
    expect(log.set("Bench press", 1).locator(".set__was")).to_have_text("was 80 × 10")


def test_a_set_that_was_not_done_after_all_is_open_again(log: Log) -> None:
    log.done("Bench press", 1)
    log.check("Bench press", 1).tap()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "open")
    expect(log.check("Bench press", 1)).to_have_attribute("aria-pressed", "false")
    log.sent()
    assert standing() == []


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("amount", "", "How many?"),
        ("amount", "ten", "A whole number, please."),
        ("load", "heavy", "The load is not a number."),
        ("rir", "lots", "From 0 to 20 in reserve."),
    ],
)
def test_what_is_no_number_is_said_at_once_and_nothing_is_written_down(
    log: Log, field: str, typed: str, says: str
) -> None:
    log.field("Bench press", 1, field).fill(typed)
    log.check("Bench press", 1).tap()
    expect(log.page.locator("#notices")).to_have_text(says)
    expect(log.field("Bench press", 1, field)).to_be_focused()
    expect(log.field("Bench press", 1, field)).to_have_attribute("aria-invalid", "true")
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "open")
    assert kinds() == []


def test_a_set_without_a_repetition_and_one_in_pounds_are_facts_too(log: Log) -> None:
    log.done("Bench press", 1, amount="0")
    log.done("Bench press", 2, load="176 lb")
    log.sent()
    log.open()
    expect(log.field("Bench press", 1, "amount")).to_have_value("0")
    expect(log.field("Bench press", 2, "load")).to_have_value("79.83")
    rows = SetLog.objects.order_by("performed_at").values_list("load", "unit", "reps")
    assert list(rows) == [(Decimal(80), "kg", 0), (Decimal(176), "lb", 10)]


def test_the_end_names_what_was_not_done_then_sums_up_and_leads_on(log: Log, session: Session) -> None:
    log.done("Bench press", 1)
    log.done("Bench press", 2)
    finish = log.page.locator(".log__finish")
    expect(finish.locator("[data-left]")).to_have_text(
        "Not done yet: Bench press: 1 set, Row: 2 sets, Dip: 2 sets, Plank: 1 set."
    )
    finish.get_by_label("How hard").select_option("7")
    finish.get_by_label("Minutes").fill("42")
    finish.get_by_label("Note to your trainer").fill("Short on time.")
    finish.get_by_role("button", name="Finish the workout").tap()
    summary = log.page.locator(".summary")
    expect(summary).to_be_visible()
    expect(summary.locator(".stats")).to_contain_text("2 of 8")
    expect(summary.locator(".stats")).to_contain_text("1600 kg")
    expect(summary.locator(".stats")).to_contain_text("42 min")
    expect(summary.locator(".stats")).to_contain_text("7 of 10")
    expect(summary.locator(".summary__exercises li")).to_have_text(
        [
            "A Bench press80 kg × 10, 10 · 1 set not done",
            "B1 Row2 sets not done",
            "B2 Dip2 sets not done",
            "C Plank1 set not done",
        ]
    )
    expect(summary).to_contain_text("Next: Push day")
    assert_accessible(log.page)
    assert_fits(log.page)
    session.refresh_from_db()
    assert (session.status, session.minutes, session.rpe) == ("partial", 42, Decimal(7))
    assert Remark.objects.get().text == "Short on time."


def test_a_finished_session_is_opened_again_and_corrected(log: Log, session: Session) -> None:
    log.done("Bench press", 1)
    log.page.get_by_role("button", name="Finish the workout").tap()
    expect(log.page.locator(".summary")).to_be_visible()
    log.page.get_by_role("button", name="Correct something").tap()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    log.field("Bench press", 1, "load").fill("82.5")
    log.field("Bench press", 1, "load").press("Enter")
    log.sent()
    log.page.get_by_role("button", name="Finish the workout").tap()
    expect(log.page.locator(".summary")).to_contain_text("82.5 kg × 10")
    assert kinds() == ["set", "finish", "reopen", "correct", "finish"]
    assert standing() == [("Bench press", Decimal("82.5"), 10)]


def test_the_keyboard_alone_is_enough(
    new_visit: NewContext, sign_in: SignIn, session: Session, client_person: User
) -> None:
    page = new_visit(viewport={"width": 1024, "height": 768}, service_workers="block").new_page()
    sign_in(page, client_person)
    held: list[Route] = []
    page.route("**/js/log.*.js", lambda route: held.append(route))  # slow: a key pressed before is not lost
    log = Log(page).open()
    log.field("Bench press", 1, "load").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("85")
    page.keyboard.press("Enter")
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "open")
    for route in held:
        route.continue_()
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    expect(log.check("Bench press", 2)).to_be_focused()
    page.wait_for_timeout(520)
    page.keyboard.press("Space")
    expect(log.check("Bench press", 3)).to_be_focused()
    log.sent()
    assert [load for _, load, _ in standing()] == [Decimal(85), Decimal(80)]


# Another tab is writing on this phone, so that what was done before cannot be read for a while.
WRITE_FOR_LONG = """
() => new Promise((begun) => {
  const opening = indexedDB.open("setwise");
  opening.onsuccess = () => {
    const acts = opening.result.transaction("acts", "readwrite").objectStore("acts");
    const until = performance.now() + 2500;
    const again = () => {
      begun();
      if (performance.now() < until) acts.count().onsuccess = again;
    };
    acts.count().onsuccess = again;
  };
})
"""


def test_a_press_counts_once_while_the_log_gets_ready(log: Log) -> None:
    page = log.page
    log.done("Bench press", 1)
    log.sent()
    other = page.context.new_page()
    other.goto("/calendar/")
    other.evaluate(WRITE_FOR_LONG)
    page.reload()
    page.wait_for_timeout(700)  # the modules are there, and wait for what was done before
    log.exercise("Bench press").locator("[data-more]").click()
    page.wait_for_timeout(3000)  # the other tab is done
    expect(log.exercise("Bench press").locator(".more")).to_have_count(1)
    log.exercise("Row").locator("[data-more]").evaluate("link => { link.click(); link.click(); }")
    expect(log.exercise("Row").locator(".more")).to_have_count(1)


def test_an_early_press_on_an_extra_exercise_waits_for_the_log_where_no_page_can_come(
    new_visit: NewContext, sign_in: SignIn, session: Session, client_person: User
) -> None:
    page = new_visit(viewport={"width": 390, "height": 844}, service_workers="block").new_page()
    page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    sign_in(page, client_person)
    page.route("**/js/log.*.js", lambda route: None)  # does not come while this test looks
    Log(page).open()
    address = page.url
    page.locator("[data-extra]").click()
    page.wait_for_timeout(300)
    assert page.url == address
