"""The pages about a program as a whole: history, comparing, pieces, swapping, bringing, the overview."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.actions.numbers import Edit, edit_slot
from programs.actions.pieces import save_piece
from programs.models import Program, Slot, Workout
from tests.browser.conftest import NewContext, SignIn, assert_accessible, assert_fits
from tests.programs.scheduled import assigned
from trainer.models import Client, User

SIZES = [(320, 640), (1440, 900)]


@pytest.fixture(params=[(*SIZES[0], "dark"), (*SIZES[1], "light"), (*SIZES[1], "dark")])
def page(request: pytest.FixtureRequest, new_visit: NewContext, sign_in: SignIn, owner: User) -> Page:
    width, height, scheme = request.param
    page: Page = new_visit(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    sign_in(page, owner)
    return page


def test_every_page_about_a_program_is_accessible_and_fits(page: Page, program: Program, owner: User) -> None:
    slot = Slot.objects.select_related("program", "exercise").earliest("pk")
    edit_slot(slot, [Edit("sets", 6, "sets 6")], by=owner)
    at = f"/programs/{program.pk}"
    for address, heading in (
        (f"{at}/history/", "History"),
        (f"{at}/history/?from=1&to=3", "History"),
        (f"{at}/history/1/restore/", "Go back to change 1"),
        (f"{at}/overview/", "The whole program"),
        (f"{at}/compare/?goal=strength", "Whole program as strength"),
        (f"{at}/swap/", "Swap an exercise everywhere"),
        (f"{at}/bring/", "Bring changes to clients"),
        ("/pieces/", "Pieces"),
        ("/programs/paste/", "Paste a program"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        looked_over(page)


LONG = "The very long name of a piece that somebody keeps for the weeks before a meet, with a taper"


def test_pieces_swaps_and_what_clients_get_are_accessible_with_something_in_them(
    page: Page, program: Program, owner: User, client: Client
) -> None:
    workout = Workout.objects.select_related("program", "phase").earliest("position")
    save_piece(workout, name=LONG, by=owner)
    assigned(program, client, owner, starts_on=timezone.localdate() + timedelta(days=1))
    slot = Slot.objects.select_related("program", "exercise").filter(program=program).earliest("pk")
    edit_slot(slot, [Edit("sets", 6, "sets 6")], by=owner)
    page.goto("/pieces/")
    expect(page.get_by_text(LONG).first).to_be_visible()
    looked_over(page)
    page.goto(f"/programs/{program.pk}/bring/")
    expect(page.get_by_role("button", name="Bring to the chosen clients")).to_be_visible()
    page.locator("main summary").first.click()
    looked_over(page)
    page.goto(f"/programs/{program.pk}/swap/")
    page.get_by_label("Do", exact=True).fill("romanian")
    page.locator("#swap-options .option").first.click()
    expect(page.locator("#swap-count")).to_contain_text("Romanian deadlift")
    looked_over(page)


def looked_over(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)
