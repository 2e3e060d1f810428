"""Signing in, as a person does it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible, assert_fits
from tests.conftest import PASSWORD
from trainer.models import User


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each walk is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


def test_a_trainer_signs_in_with_e_mail_and_password(page: Page, owner: User) -> None:
    page.goto("/clients/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("E-mail").fill(owner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url("/clients/")
    assert_accessible(page)
    assert_fits(page)


def test_a_wrong_password_is_said_beside_the_form(page: Page, owner: User) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(owner.email)
    page.get_by_label("Password").fill("wrong horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("don't belong together")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(owner.email)
    assert_accessible(page)
