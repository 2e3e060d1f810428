"""Finding an exercise, keeping one's own, and telling what a client can lift."""

import re

import pytest
from playwright.sync_api import Page, expect

from programs.actions.exercises import load_catalogue
from programs.models import Exercise, Max
from tests.browser.conftest import DESKTOP, NewContext, SignIn, assert_accessible, assert_fits
from tests.conftest import make_client
from trainer.models import Client, Studio, User

LONG_NAME = (
    "Deficit trap-bar deadlift with a three-second pause below the knee and chains for the last quarter"
)


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest, sign_in: SignIn, owner: User) -> Page:
    """Each walk is made by the trainer, on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    load_catalogue(always=True)
    sign_in(page, owner)
    return page


def test_the_list_follows_the_typing_and_is_there_again_on_the_way_back(page: Page) -> None:
    page.goto("/exercises/")
    assert_accessible(page)
    assert_fits(page)
    search = page.get_by_label("Search")
    search.press_sequentially("rdl", delay=30)
    expect(page.get_by_role("link", name="Back squat")).to_have_count(0)
    expect(search).to_be_focused()
    expect(search).to_have_value("rdl")
    page.get_by_role("link", name="Romanian deadlift", exact=True).click()
    expect(page.get_by_role("heading", name="Romanian deadlift")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.go_back()
    expect(page.get_by_label("Search")).to_have_value("rdl")
    expect(page.get_by_role("link", name="Romanian deadlift", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("address", "label", "words", "answer"),
    [("/exercises/", "Search", "rdl", "Romanian deadlift"), ("/clients/", "Search", "ana", "Ana Kovač")],
)
def test_a_slow_press_on_a_result_opens_it(
    desktop_page: Page,
    sign_in: SignIn,
    owner: User,
    studio: Studio,
    address: str,
    label: str,
    words: str,
    answer: str,
) -> None:
    """A press takes a tenth of a second; leaving the field must not exchange the list beneath it."""
    load_catalogue(always=True)
    make_client(studio, owner, "Ana Kovač")
    sign_in(desktop_page, owner)
    desktop_page.goto(address)
    desktop_page.get_by_label(label).press_sequentially(words, delay=10)
    link = desktop_page.get_by_role("link", name=answer, exact=True)
    expect(desktop_page.get_by_text(re.compile(r"^\d+ (exercises?|clients?)$"))).to_be_visible()
    desktop_page.wait_for_timeout(500)
    box = link.bounding_box()
    assert box is not None
    desktop_page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    desktop_page.mouse.down()
    desktop_page.wait_for_timeout(300)
    desktop_page.mouse.up()
    expect(desktop_page.get_by_role("heading", name=answer)).to_be_visible()


def test_the_list_can_be_narrowed_without_javascript(
    new_visit: NewContext, sign_in: SignIn, owner: User, studio: Studio
) -> None:
    load_catalogue(always=True)
    page = new_visit(viewport=DESKTOP, java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto("/exercises/")
    page.get_by_label("Movement").select_option("carry")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Farmer")).not_to_have_count(0)
    expect(page.get_by_role("link", name="Back squat")).to_have_count(0)


def test_a_shared_exercise_becomes_ones_own_and_can_be_put_away(page: Page) -> None:
    page.goto("/exercises/")
    page.get_by_label("Search").fill("trap bar deadlift")
    page.get_by_role("link", name="Trap-bar deadlift", exact=True).click()
    page.get_by_role("link", name="Make my own version").click()
    expect(page.get_by_label("Name*", exact=True)).to_have_value("Trap-bar deadlift")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Name*", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name*", exact=True).fill(LONG_NAME)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=LONG_NAME)).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("nobody finds it for new ones")).to_be_visible()
    page.get_by_role("button", name="Bring back").click()
    page.goto("/exercises/?own=1")
    expect(page.get_by_role("link", name=re.compile(LONG_NAME))).to_be_visible()
    assert_fits(page)


def test_a_set_says_its_1rm_while_it_is_typed(page: Page, client: Client) -> None:
    bench = Exercise.objects.get(key="bench-press")
    page.goto(f"/clients/{client.pk}/maxes/?exercise={bench.pk}")
    page.get_by_label("Load").press_sequentially("80", delay=20)
    reps = page.get_by_label("Reps", exact=True)
    reps.press_sequentially("8", delay=20)
    expect(page.locator("#max-preview")).to_contain_text("1RM 98.1 kg, likely 90.6 to 106 kg")
    expect(reps).to_be_focused()
    assert Max.objects.count() == 0
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Estimated from 8 × 80 kg, to failure")).to_be_visible()
    assert Max.objects.get().exercise == bench
