"""The whole road: a trainer signs up, knows a client, builds, assigns; the client opens today's workout."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from programs.actions.exercises import load_catalogue
from programs.models import Program, Session
from tests.browser.conftest import DESKTOP, PHONE, NewContext, assert_accessible, assert_fits
from tests.conftest import PASSWORD
from trainer.models import Client


def cell(page: Page, exercise: str, name: str) -> str:
    row = page.locator("[data-row]").filter(has=page.get_by_role("link", name=exercise, exact=True))
    value = row.locator(f"[data-cell][name={name}]").input_value()
    return str(value)


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Sign up")).click()
    page.get_by_label("Your name").fill("Tess Trainer")
    page.get_by_label("E-mail").fill("tess@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def add_client(page: Page) -> Client:
    page.goto("/clients/new/")
    page.get_by_label("Name").fill("Clara Client")
    page.get_by_label("Experience").select_option("intermediate")
    page.get_by_label("Clearance").select_option("cleared")
    page.get_by_role("button", name="Add the client").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clara Client")
    client = Client.objects.get()
    page.goto(f"/clients/{client.pk}/equipment/")
    page.get_by_role("button", name=re.compile("^Commercial gym")).click()
    page.goto(f"/clients/{client.pk}/maxes/")
    page.get_by_label("Exercise", exact=True).select_option(label="Back squat")
    page.get_by_label("Tested").check()
    page.get_by_label("Load").fill("100")
    page.get_by_role("button", name="Add", exact=False).last.click()
    expect(page.get_by_text("100 kg").first).to_be_visible()
    return client


def build(page: Page, client: Client) -> Program:
    page.goto(f"/programs/new/?client={client.pk}")
    page.get_by_label("Name").fill("First block")
    page.get_by_label("Workouts a week").fill("2")
    page.get_by_role("button", name="Open the builder").click()
    for words in ("back squat", "rdl"):
        box = page.get_by_role("searchbox").first
        box.press_sequentially(words, delay=20)
        expect(page.locator(".option").first).to_be_visible()
        box.press("Enter")
        expect(page.locator(".builder__said")).to_contain_text("Added")
        expect(page.get_by_role("searchbox").first).to_have_value("")
    expect(page.locator("[data-row]")).to_have_count(2)
    page.locator("#program-hypertrophy").click()
    expect(page.locator("#program-hypertrophy")).to_have_attribute("aria-pressed", "true")
    assert (cell(page, "Back squat", "load"), cell(page, "Back squat", "reps")) == ("80", "10")
    page.locator("#program-strength").click()
    expect(page.locator("#program-strength")).to_have_attribute("aria-pressed", "true")
    assert (cell(page, "Back squat", "load"), cell(page, "Back squat", "reps")) == ("90", "5")
    expect(page.locator("[data-row]").nth(1)).to_contain_text("A weight you could lift 5 times")
    return Program.objects.get()


def schedule(page: Page, program: Program) -> None:
    page.get_by_role("link", name="Schedule").click()
    today = date.today()
    page.get_by_label("Starts on").fill(today.isoformat())
    page.get_by_label("Workout A").select_option(str(today.weekday()))
    page.get_by_label("Workout B").select_option(str((today.weekday() + 2) % 7))
    preview = page.locator("#preview")
    expect(preview).to_contain_text("90 kg")
    expect(preview).to_contain_text("No max for 1 exercise")
    assert_accessible(page)
    page.get_by_role("button", name="Put on the calendar").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Session.objects.filter(program=program, date=today).count() == 1
    assert Session.objects.count() == 8


def invite(page: Page, client: Client) -> str:
    page.goto(f"/clients/{client.pk}/invite/")
    page.get_by_role("button", name="Invite Clara Client").click()
    return page.get_by_label("The invitation's link").input_value()


def test_from_signing_up_to_todays_workout_on_a_phone(new_visit: NewContext, db: None) -> None:
    load_catalogue(always=True)
    laptop = new_visit(viewport=DESKTOP, timezone_id="UTC").new_page()
    sign_up(laptop)
    client = add_client(laptop)
    program = build(laptop, client)
    assert_accessible(laptop)
    schedule(laptop, program)
    link = invite(laptop, client)

    phone = new_visit(viewport=PHONE, has_touch=True, is_mobile=True, timezone_id="UTC").new_page()
    phone.goto(link)
    phone.get_by_label("E-mail").fill("clara@example.com")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Start", exact=True).click()
    expect(phone).to_have_url(re.compile(r"/today/$"))
    page_text = phone.locator("main")
    expect(page_text).to_contain_text("Back squat")
    expect(page_text).to_contain_text("90 kg")
    expect(page_text).to_contain_text("5 × 5")
    expect(page_text).to_contain_text("A weight you could lift 5 times", ignore_case=True)
    assert_accessible(phone)
    assert_fits(phone)

    stranger = new_visit(viewport=DESKTOP).new_page()
    stranger.goto(link)
    expect(stranger.locator("main")).not_to_contain_text("Back squat")
    expect(stranger.locator("main")).to_contain_text("A link works once")
