"""A trainer drafts a program for a client, and takes another one from the library."""

import pytest
from playwright.sync_api import Page, expect

from programs.actions.exercises import load_catalogue
from programs.models import Program
from tests.browser.conftest import SignIn, assert_accessible, assert_fits
from tests.conftest import make_client
from trainer.actions import apply_preset
from trainer.models import Client, Limit, Studio, User
from trainer.presets import Preset

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Maximiliana von Hohenzollern"


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each walk is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


@pytest.fixture
def lifter(studio: Studio, owner: User) -> Client:
    load_catalogue(always=True)
    client = make_client(
        studio, owner, LONG_NAME, experience="intermediate", goal="hypertrophy", clearance="cleared"
    )
    apply_preset(client=client, preset=Preset.HOME_DUMBBELLS, by=owner)
    Limit.objects.create(studio=studio, client=client, region="knee")
    return client


def test_a_draft_follows_what_is_asked_and_opens_in_the_builder(
    page: Page, sign_in: SignIn, owner: User, lifter: Client
) -> None:
    sign_in(page, owner)
    page.goto(f"/clients/{lifter.pk}/")
    page.get_by_role("link", name="Draft a program", exact=True).click()
    expect(page.get_by_text("3 workouts a week: 8 weeks of hypertrophy.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    days = page.get_by_label("Days a week")
    days.fill("9")
    expect(page.locator("#draft-problems")).to_contain_text("less than or equal to 7")
    expect(days).to_be_focused()
    days.fill("2")
    expect(page.get_by_text("2 workouts a week: 8 weeks of hypertrophy.")).to_be_visible()
    expect(page.locator("#draft-problems")).to_be_empty()
    expect(days).to_be_focused()
    expect(page.get_by_text("Full body A: Dumbbell hip thrust instead of a squat")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Start from this draft").click()
    expect(page.get_by_role("link", name="Dumbbell bench press", exact=True).first).to_be_visible()
    program = Program.objects.get()
    assert (program.client, program.name) == (lifter, "Hypertrophy, 2 days a week")


def test_a_template_is_found_in_the_library_and_taken_for_a_client(
    page: Page, sign_in: SignIn, owner: User, lifter: Client
) -> None:
    sign_in(page, owner)
    page.goto("/programs/")
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    search = page.get_by_role("searchbox", name="Search")
    search.press_sequentially("mucsle dumbels", delay=20)
    expect(page.get_by_role("link", name="Full body for muscle, three days")).to_have_count(0)
    expect(search).to_be_focused()
    page.get_by_role("link", name="Muscle with dumbbells at home").click()
    expect(page.get_by_role("heading", name="Muscle with dumbbells at home")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("For", exact=True).select_option(label=LONG_NAME)
    expect(page.locator("#fit")).to_contain_text("Loads a region with a limit: Bulgarian split squat")
    page.locator("details").first.locator("summary").click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Use this program").click()
    expect(page.locator(".plan__band").get_by_text("Full body C", exact=True).first).to_be_visible()
    assert Program.objects.get().client == lifter
