"""Without a network, with a bad one, with two tabs, two people, a wrong clock: every act arrives once."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, Request, Route, expect

from programs.models import ClientEvent, Session, SetLog
from tests.browser.conftest import PHONE, NewContext, Server, SignIn, Watch, assert_accessible, assert_fits
from tests.browser.training import SETS, Log, kinds, plan_today, standing
from trainer.models import Client, Studio, User

DAY = 24 * 3600 * 1000  # ms


@pytest.fixture
def session(studio: Studio, client: Client) -> Session:
    return plan_today(studio, client)


@pytest.fixture
def phone(new_visit: NewContext, sign_in: SignIn, session: Session, client_person: User) -> Log:
    """The client's phone, on which Today was opened once and is kept."""
    page = new_visit(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    sign_in(page, client_person)
    return kept(Log(page).open())


# Whether the worker has the files, this page and what belongs to it.
IS_KEPT = """async () => {
  const names = await caches.keys();
  const pages = names.find((name) => name.startsWith("pages-"));
  if (!pages || !names.some((name) => name.startsWith("static-"))) return false;
  const addresses = (await (await caches.open(pages)).keys()).map(({ url }) => url);
  const kit = addresses.some((address) => address.endsWith("/swaps/"));
  return Boolean(navigator.serviceWorker.controller && kit && addresses.includes(location.href));
}"""


def kept(log: Log) -> Log:
    """Wait until the phone can do without a network."""
    until = time.monotonic() + 10
    while not log.page.evaluate(IS_KEPT):
        assert time.monotonic() < until, "The worker has not kept the page."
        log.page.wait_for_timeout(50)
    return log


def waiting(log: Log) -> list[tuple[str, str]]:
    """What is in the outbox, in order: kind and state."""
    return [
        (act["told"]["kind"], act["state"])
        for act in log.page.evaluate(
            """() => new Promise((done) => {
              const asked = indexedDB.open("setwise");
              asked.onsuccess = () => {
                const all = asked.result.transaction("acts").objectStore("acts").getAll();
                all.onsuccess = () => done(all.result);
              };
            })"""
        )
    ]


def log_everything(log: Log) -> None:
    for number in (1, 2, 3):
        log.done("Bench press", number)
    for number in (1, 2):
        log.done("Row", number)
        log.done("Dip", number)
    log.done("Plank", 1)


# Without a network


@pytest.fixture
def browser_profile(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    server: Server,
    watch: Watch,
    tmp_path: Path,
) -> Iterator[Callable[..., BrowserContext]]:
    """`browser_profile(offline=…)` opens the browser of one phone; closed and opened again it is the same."""
    opened: list[BrowserContext] = []

    def open_it(**options: Any) -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / "profile",
            **browser_type_launch_args,
            base_url=server.url,
            viewport=PHONE,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(10_000)
        context.on("page", watch.page)
        opened.append(context)
        return context

    yield open_it
    for context in opened:
        context.close()


def test_a_whole_session_without_a_network_the_browser_closed_and_opened_again(
    browser_profile: Callable[..., BrowserContext], sign_in: SignIn, session: Session, client_person: User
) -> None:
    context = browser_profile()
    page = context.new_page()
    sign_in(page, client_person)
    context.add_cookies(
        [
            {
                "name": cookie["name"],
                "value": cookie["value"],
                "domain": cookie["domain"],
                "path": cookie["path"],
                "expires": time.time() + DAY / 1000,  # as after a real sign-in, it outlives the browser
            }
            for cookie in context.cookies()
        ]
    )
    kept(Log(page).open())
    context.set_offline(True)
    log = Log(page)
    page.reload()
    log.done("Bench press", 1, load="82.5", rir="1")
    expect(log.unsent).to_have_text("1 set not sent")
    context.close()

    Session.objects.update(name="Changed meanwhile")
    context = browser_profile(offline=True)
    page = context.new_page()
    log = Log(page)
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Push day")
    expect(log.set("Bench press", 1)).to_have_attribute("data-state", "done")
    expect(log.field("Bench press", 1, "load")).to_have_value("82.5")
    expect(log.unsent).to_have_text("1 set not sent")
    log.done("Bench press", 2)
    page.get_by_role("button", name="Finish the workout").click()
    expect(page.locator(".over")).to_contain_text("2 of 8 sets")
    expect(page.locator(".over")).to_contain_text("Bench press: 82.5 kg × 10; 80 kg × 10")
    assert_fits(page)
    context.close()
    assert kinds() == []

    context = browser_profile()
    page = context.new_page()
    log = Log(page)
    page.goto("/today/")
    expect(page.locator(".summary")).to_be_visible()
    log.sent()
    assert kinds() == ["set", "set", "finish"]
    assert standing() == [("Bench press", 82.5, 10), ("Bench press", 80, 10)]
    received = ClientEvent.objects.order_by("received_at").values_list("kind", flat=True)
    assert list(received) == ["set", "set", "finish"]


def test_every_set_is_logged_finished_and_corrected_without_a_network_and_arrives_once_in_order(
    phone: Log,
) -> None:
    page = phone.page
    page.context.set_offline(True)
    page.reload()
    log_everything(phone)
    expect(phone.unsent).to_have_text(f"{SETS} sets not sent")
    assert_accessible(page)
    page.get_by_role("button", name="Finish the workout").click()
    over = page.locator(".over")
    expect(over).to_contain_text("8 of 8 sets")
    assert_accessible(page)
    page.reload()
    expect(over).to_contain_text("8 of 8 sets")
    over.get_by_role("button", name="Correct something").click()
    expect(over).to_have_count(0)
    phone.exercise("Plank").locator("summary").first.click()
    phone.field("Plank", 1, "amount").fill("45")
    phone.field("Plank", 1, "amount").press("Enter")
    page.get_by_role("button", name="Finish the workout").click()
    expect(phone.unsent).to_have_text("12 entries not sent")
    assert kinds() == []
    page.context.set_offline(False)
    expect(page.locator(".summary")).to_contain_text("45 s")
    phone.sent()
    assert kinds() == ["set"] * SETS + ["finish", "reopen", "correct", "finish"]
    assert SetLog.objects.standing().count() == SETS
    assert Session.objects.earliest("date").status == "done"


def test_what_else_there_is_to_tell_works_without_a_network_too(phone: Log) -> None:
    page = phone.page
    page.context.set_offline(True)
    page.reload()
    box = phone.more("Bench press")
    box.get_by_label("Swap for").select_option(label="Dip")
    box.get_by_role("button", name="Swap", exact=True).click()
    first = page.locator(".log__exercise").first
    expect(first.locator("[data-name]")).to_have_text("Dip")
    phone.now.locator("input[name=load]").fill("20")
    phone.now.locator(".set__check").click()
    box = phone.more("Row")
    box.get_by_label("Note to your trainer").fill("Grip gave out")
    box.get_by_role("button", name="Send").click()
    box = phone.more("Row")
    box.get_by_role("button", name="Add", exact=True).click()
    expect(phone.exercise("Row").locator(".set")).to_have_count(3)
    phone.exercise("Plank").get_by_role("link", name="Why").click()
    page.reload()
    expect(first.locator("[data-name]")).to_have_text("Dip")
    expect(first.locator(".set").first.locator("input[name=load]")).to_have_value("20")
    expect(phone.exercise("Row").locator(".log__note")).to_contain_text("Grip gave out")
    expect(phone.exercise("Row").locator(".set")).to_have_count(3)
    page.context.set_offline(False)
    phone.sent()
    assert kinds() == ["swap", "set", "note", "add"]
    assert standing() == [("Dip", 20, 10)]
    phone.open()
    expect(first.locator(".log__instead")).to_have_text("Instead of Bench press")


def test_an_exercise_done_lately_is_added_and_logged_without_a_network(phone: Log, session: Session) -> None:
    page = phone.page
    phone.done("Bench press", 1)
    phone.sent()
    page.evaluate(
        "caches.keys().then(names => names.filter(n => n.startsWith('pages')).map(n => caches.delete(n)))"
    )
    kept(phone.open())
    page.context.set_offline(True)
    page.locator("[data-extra]").click()
    page.get_by_label("Add, of what you did lately").select_option(label="Bench press")
    page.locator(".log__extra + .more, .log__extra .more").get_by_role("button", name="Add").click()
    added = page.locator(".log__exercise").last
    expect(added.locator("[data-name]")).to_have_text("Bench press")
    expect(added.locator(".set")).to_have_count(3)
    added.locator("input[name=load]").first.fill("60")
    added.locator("input[name=amount]").first.fill("12")
    added.locator(".set__check").first.click()
    expect(added.locator(".set").first).to_have_attribute("data-state", "done")  # only then is it kept
    page.reload()
    expect(added.locator(".set").first).to_have_attribute("data-state", "done")
    page.context.set_offline(False)
    phone.sent()
    assert kinds() == ["set", "add", "set"]
    phone.open()
    expect(added.locator("[data-name]")).to_have_text("Bench press")
    expect(added.locator("input[name=load]").first).to_have_value("60")


def test_a_page_that_was_not_opened_before_says_so_and_leads_to_today(phone: Log, watch: Watch) -> None:
    page = phone.page
    page.context.set_offline(True)
    page.goto("/settings/")
    expect(page.get_by_role("heading")).to_have_text("No connection")
    page.get_by_role("link", name="Today").click()
    expect(phone.now).to_be_visible()
    page.goto("/")
    expect(phone.now).to_be_visible()
    assert [problem.split(" ")[0] for problem in watch.problems] == ["503"]
    watch.problems.clear()


# Two tabs


def test_two_tabs_show_each_others_sets_and_all_arrive_once(phone: Log) -> None:
    other = Log(phone.page.context.new_page()).open()
    phone.page.context.set_offline(True)
    phone.done("Bench press", 1)
    expect(other.set("Bench press", 1)).to_have_attribute("data-state", "done")
    other.done("Bench press", 2, amount="9")
    expect(phone.set("Bench press", 2)).to_have_attribute("data-state", "done")
    expect(phone.field("Bench press", 2, "amount")).to_have_value("9")
    expect(phone.unsent).to_have_text("2 sets not sent")
    expect(other.unsent).to_have_text("2 sets not sent")
    phone.page.context.set_offline(False)
    phone.sent()
    other.sent()
    assert kinds() == ["set", "set"]
    assert standing() == [("Bench press", 80, 10), ("Bench press", 80, 9)]


# Two people


def test_signing_out_with_something_unsent_asks_first_and_leaves_only_a_count(
    phone: Log,
    sign_in: SignIn,
    other_client: Client,
    other_client_person: User,
    session: Session,
    watch: Watch,
) -> None:
    page = phone.page
    page.context.set_offline(True)
    phone.done("Bench press", 1, load="81")
    page.context.route("**/events/token/", lambda route: route.fulfill(status=503))
    page.context.set_offline(False)
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("button", name="Sign out").click()
    expect(phone.now).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/account/login/"))
    assert [text.split(".")[0] for text in asked] == ["1 entry is not sent yet"] * 2
    assert page.evaluate("caches.keys().then(names => names.filter(n => n.startsWith('pages')))") == []
    page.context.unroute("**/events/token/")

    page.context.clear_cookies()
    sign_in(page, other_client_person)
    page.goto("/today/", wait_until="networkidle")
    expect(page.locator("#unsent-list")).to_have_text(
        "1 entry of somebody else wait here until they sign in."
    )
    expect(phone.unsent).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text("Bench press")
    assert "Bench" not in json.dumps(page.evaluate("({...localStorage})"))
    assert kinds() == []
    assert {problem.split(" ")[0] for problem in watch.problems} == {"503"}
    watch.problems.clear()


def test_who_signs_in_again_sends_what_was_left(
    phone: Log, sign_in: SignIn, client_person: User, session: Session
) -> None:
    page = phone.page
    page.context.clear_cookies()
    phone.done("Bench press", 1)
    link = page.locator("#unsent-list").get_by_role("link", name="Sign in to send 1 set")
    expect(link).to_be_visible()
    expect(phone.unsent).to_have_text("1 set not sent")
    assert waiting(phone) == [("set", "waiting")]
    link.click()
    expect(page).to_have_url(re.compile(r"/account/login/\?next="))
    sign_in(page, client_person)
    page.goto("/today/", wait_until="networkidle")
    phone.sent()
    assert standing() == [("Bench press", 80, 10)]


# A server that is ill, says no, or is somebody else


def refuse(page: Page, answers: Callable[[Route, Request], None]) -> None:
    page.context.route("**/events/", answers)


def test_a_server_that_fails_and_recovers_gets_everything_once(phone: Log, watch: Watch) -> None:
    tried: list[str] = []

    def ill(route: Route, request: Request) -> None:
        tried.append(json.loads(request.post_data or "{}")["key"])
        if len(tried) == 1:  # it is stored, but the answer is lost
            route.fetch()
        route.fulfill(status=500, body="<h1>Server Error</h1>")

    refuse(phone.page, ill)
    phone.done("Bench press", 1)
    expect(phone.unsent).to_have_text("1 set not sent")
    phone.done("Bench press", 2)
    expect(phone.unsent).to_have_text("2 sets not sent")
    phone.page.context.unroute("**/events/")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.sent()
    assert len(set(tried)) == 1  # in order: the second waits for the first
    assert standing() == [("Bench press", 80, 10), ("Bench press", 80, 10)]
    assert ClientEvent.objects.count() == 2
    assert watch.problems
    watch.problems.clear()


def test_a_hotel_that_answers_everything_is_not_taken_for_the_server(phone: Log) -> None:
    hotel = "<html><title>Welcome</title><form>Room number</form></html>"
    refuse(phone.page, lambda route, _: route.fulfill(status=200, content_type="text/html", body=hotel))
    phone.done("Bench press", 1)
    expect(phone.unsent).to_have_text("1 set not sent")
    assert waiting(phone) == [("set", "waiting")]
    phone.page.context.unroute("**/events/")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.sent()
    assert standing() == [("Bench press", 80, 10)]


def test_what_the_server_refuses_is_shown_with_the_reason_and_can_be_mended(phone: Log) -> None:
    page = phone.page
    phone.field("Bench press", 1, "amount").fill("2000")
    phone.check("Bench press", 1).click()
    expect(phone.unsent).to_have_text("1 set refused")
    refused = page.locator("#unsent-list")
    expect(refused).to_contain_text("Repetitions: from 0 to 1000.")
    expect(phone.set("Bench press", 1)).to_have_attribute("data-state", "open")
    assert_accessible(page)
    assert_fits(page)
    page.reload()
    refused.get_by_label("Reps").fill("20")
    refused.get_by_role("button", name="Send again").click()
    expect(phone.set("Bench press", 1)).to_have_attribute("data-state", "done")
    phone.sent()
    assert standing() == [("Bench press", 80, 20)]


def test_what_is_refused_may_be_dropped_after_a_question(phone: Log) -> None:
    phone.page.on("dialog", lambda dialog: dialog.accept())
    phone.field("Bench press", 1, "amount").fill("2000")
    phone.check("Bench press", 1).click()
    phone.page.get_by_role("button", name="Drop it").click()
    expect(phone.unsent).to_be_hidden()
    assert waiting(phone) == []


def test_a_key_that_is_taken_is_shown_and_sent_under_another_one(phone: Log) -> None:
    conflict = json.dumps({"key": "", "error": "Something else was stored under this key before."})
    refuse(
        phone.page,
        lambda route, _: route.fulfill(status=409, content_type="application/json", body=conflict),
    )
    phone.check("Bench press", 1).click()
    expect(phone.unsent).to_have_text("1 set refused")
    phone.page.context.unroute("**/events/")
    phone.page.get_by_role("button", name="Send it as a new one").click()
    phone.sent()
    assert standing() == [("Bench press", 80, 10)]


def test_a_clock_that_is_a_day_ahead_is_told_and_mended_with_one_press(phone: Log) -> None:
    page = phone.page
    page.add_init_script(
        f"""(() => {{
          const Real = Date;
          class Ahead extends Real {{
            constructor(...given) {{ given.length ? super(...given) : super(Real.now() + {DAY}); }}
            static now() {{ return Real.now() + {DAY}; }}
          }}
          window.Date = Ahead;
        }})()"""
    )
    page.reload(wait_until="networkidle")
    page.context.set_offline(True)
    phone.done("Bench press", 1)
    phone.done("Bench press", 2)
    page.context.set_offline(False)
    refused = page.locator("#unsent-list")
    expect(refused).to_contain_text("This phone’s clock is 24 hours ahead.")
    expect(phone.unsent).to_have_text("2 sets refused")
    assert kinds() == []
    refused.get_by_role("button", name="Send 2 sets with the right time").click()
    phone.sent()
    expect(phone.set("Bench press", 2)).to_have_attribute("data-state", "done")
    phone.done("Bench press", 3)
    phone.sent()
    assert standing() == [("Bench press", 80, 10)] * 3
    first = ClientEvent.objects.earliest("at")
    assert abs((first.received_at - first.at).total_seconds()) < 60


def test_numbers_logged_before_the_modules_are_there_are_not_lost(phone: Log) -> None:
    page = phone.page
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.unregister())")
    page.evaluate("caches.keys().then(names => Promise.all(names.map(n => caches.delete(n))))")
    held: list[Route] = []
    page.context.route("**/js/log.*.js", lambda route: held.append(route))
    page.reload(wait_until="load")
    phone.field("Bench press", 1, "load").fill("77.5")
    phone.check("Bench press", 1).click()
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect(phone.set("Bench press", 1)).to_have_attribute("data-state", "done")
    phone.sent()
    assert standing() == [("Bench press", 77.5, 10)]


def test_without_the_modules_a_press_goes_the_plain_way(phone: Log, watch: Watch) -> None:
    page = phone.page
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.unregister())")
    page.evaluate("caches.keys().then(names => Promise.all(names.map(n => caches.delete(n))))")
    page.context.route("**/js/outbox.*.js", lambda route: route.abort())
    page.reload(wait_until="load")
    phone.check("Bench press", 1).click()
    expect(phone.set("Bench press", 1)).to_have_attribute("data-state", "done")
    assert standing() == [("Bench press", 80, 10)]
    watch.problems.clear()
