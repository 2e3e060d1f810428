"""Trainers and clients finding their way in, and the pages about clients."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.emails import stop_url
from programs.models import Notice
from tests.browser.conftest import DESKTOP, NewContext, Server, SignIn, assert_accessible, assert_fits
from tests.conftest import PASSWORD, make_client
from trainer.actions import apply_preset, invite_client
from trainer.models import Client, Limit, Studio, User
from trainer.presets import Preset

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Maximiliana von Hohenzollern"


@pytest.fixture(params=["desktop_page", "phone_page"])
def page(request: pytest.FixtureRequest) -> Page:
    """Each walk is made on a laptop and on a phone."""
    page: Page = request.getfixturevalue(request.param)
    return page


def test_a_trainer_signs_up_with_the_time_zone_of_their_device(new_visit: NewContext, db: None) -> None:
    page = new_visit(viewport=DESKTOP, timezone_id="America/Bogota").new_page()
    page.goto("/account/signup/")
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_label("E-mail").fill("nora@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    assert_accessible(page)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert User.objects.get().time_zone == "America/Bogota"


def test_the_list_of_clients_follows_the_typing_and_keeps_the_caret(
    page: Page, sign_in: SignIn, owner: User, studio: Studio
) -> None:
    for name in ("Ann Archer", "Bob Baker", LONG_NAME):
        make_client(studio, owner, name)
    sign_in(page, owner)
    page.goto("/clients/")
    assert_accessible(page)
    assert_fits(page)
    search = page.get_by_label("Search")
    search.press_sequentially("archer", delay=30)
    expect(page.get_by_role("link", name="Bob Baker")).to_have_count(0)
    expect(page.get_by_role("link", name="Ann Archer")).to_be_visible()
    expect(search).to_be_focused()
    expect(search).to_have_value("archer")
    expect(page).to_have_url(re.compile(r"/clients/$"))


def test_the_list_of_clients_can_be_searched_without_javascript(
    new_visit: NewContext, sign_in: SignIn, owner: User, studio: Studio
) -> None:
    for name in ("Ann Archer", "Bob Baker"):
        make_client(studio, owner, name)
    page = new_visit(viewport=DESKTOP, java_script_enabled=False).new_page()
    sign_in(page, owner)
    page.goto("/clients/")
    page.get_by_label("Search").fill("baker")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Bob Baker")).to_be_visible()
    expect(page.get_by_role("link", name="Ann Archer")).to_have_count(0)


def test_a_client_is_added_equipped_and_limited(page: Page, sign_in: SignIn, owner: User) -> None:
    sign_in(page, owner)
    page.goto("/clients/new/")
    assert_accessible(page)
    page.get_by_label("Name").fill(LONG_NAME)
    page.get_by_label("Height").fill("tall")
    page.get_by_role("button", name="Add the client").click()
    expect(page.get_by_text("Write the height like 180 or 1.80 m.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Height").fill("1,80 m")
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("button", name="Home dumbbells").click()
    expect(page.get_by_text("Home dumbbells is set.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Dumbbells")).to_be_checked()
    expect(page.get_by_label("Empty weight").first).to_be_hidden()
    page.get_by_role("checkbox", name="Barbell").check()
    expect(page.get_by_label("Empty weight").first).to_have_value("20")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Equipment saved.")).to_be_visible()
    page.get_by_role("link", name="Limits").click()
    page.get_by_label("Region").select_option("knee")
    page.get_by_label("What to respect").fill("No deep squats " * 10)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="End: Knee").click()
    expect(page.get_by_role("button", name="Reopen: Knee")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_archiving_can_be_undone_from_the_message(
    page: Page, sign_in: SignIn, owner: User, studio: Studio
) -> None:
    client = make_client(studio, owner, "Ann Archer")
    sign_in(page, owner)
    page.goto(reverse("client_edit", args=[client.pk]))
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Ann Archer is on your list again.")).to_be_visible()


def test_an_invited_client_comes_in_with_a_password(
    page: Page, server: Server, owner: User, studio: Studio
) -> None:
    newcomer = make_client(studio, owner, LONG_NAME, email="nora@example.com")
    token = invite_client(client=newcomer, by=owner, now=timezone.now())
    page.goto(reverse("invitation", args=[token]))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Northside Strength invites {LONG_NAME}")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert Client.objects.get(pk=newcomer.pk).user == User.objects.get(email="nora@example.com")


def test_a_trainer_copies_the_link_of_an_invitation(
    desktop_page: Page, server: Server, sign_in: SignIn, owner: User, studio: Studio
) -> None:
    newcomer = make_client(studio, owner, "Nora New")
    sign_in(desktop_page, owner)
    desktop_page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    desktop_page.goto(reverse("client_invite", args=[newcomer.pk]))
    desktop_page.get_by_role("button", name="Invite Nora New").click()
    link = desktop_page.get_by_label("The invitation's link").input_value()
    desktop_page.get_by_role("button", name="Copy").click()
    expect(desktop_page.get_by_role("button", name="Copied")).to_be_visible()
    assert desktop_page.evaluate("navigator.clipboard.readText()") == link
    assert_accessible(desktop_page)


def test_a_mail_nobody_wants_is_stopped_without_signing_in(phone_page: Page, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(digest="daily")
    phone_page.goto(stop_url(owner, Notice.Kind.DIGEST).removeprefix("http://localhost:8000"))
    assert_accessible(phone_page)
    assert_fits(phone_page)
    phone_page.get_by_role("button", name="Stop these e-mails").click()
    expect(phone_page.get_by_role("heading", level=1)).to_have_text(
        "You get no more e-mail about who needs attention"
    )
    assert_accessible(phone_page)
    owner.refresh_from_db()
    assert owner.digest == "off"


Address = Callable[[Client], str]
PAGES: dict[str, Address] = {
    "settings": lambda client: "/settings/",
    "e-mail": lambda client: "/account/email/",
    "password": lambda client: "/account/password/change/",
    "reauthenticate": lambda client: "/account/reauthenticate/",
    "sign out": lambda client: "/account/logout/",
    "profile": lambda client: reverse("client_edit", args=[client.pk]),
    "equipment": lambda client: reverse("client_equipment", args=[client.pk]),
    "limits": lambda client: reverse("client_limits", args=[client.pk]),
    "sign-in": lambda client: reverse("client_invite", args=[client.pk]),
    "archived": lambda client: "/clients/?state=archived",
}


def test_every_page_is_accessible_and_fits_a_small_phone(
    new_visit: NewContext, sign_in: SignIn, owner: User, client: Client
) -> None:
    Client.objects.filter(pk=client.pk).update(name=LONG_NAME)
    Limit.objects.create(studio=client.studio, client=client, region="knee", note="x" * 400)
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=owner)
    page = new_visit(viewport={"width": 320, "height": 640}).new_page()
    entrances = ("/account/login/", "/account/signup/", "/account/login/code/", "/invitation/none/")
    for address in (*entrances, "/notices/stop/none/"):
        page.goto(address)
        assert_accessible(page, both_schemes=True)
        assert_fits(page)
    sign_in(page, owner)
    for address in (find(client) for find in PAGES.values()):
        page.goto(address)
        assert_accessible(page, both_schemes=True)
        assert_fits(page)
