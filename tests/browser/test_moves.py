"""When life happens, on a phone: move a workout, skip it, take both back; and what it looks like anywhere."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from programs.actions.calendar import move_session, skip_session
from programs.actions.sessions import start_session
from programs.models import Session
from tests.browser.conftest import DESKTOP, PHONE, NewContext, SignIn, assert_accessible, assert_fits
from tests.programs.planned import make_program, schedule
from trainer.models import Client, Studio, User

DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def sessions(studio: Studio, client: Client, today: date) -> list[Session]:
    """Push today, Pull in two days; a week later again."""
    program = make_program(studio, client=client, phases=[(2, ["Push", "Pull"])])
    rows = schedule(program, client, starts_on=today)
    for row, days in zip(rows, (0, 2, 7, 9), strict=True):
        row.date = today + days * DAY
        row.save()
    return rows


def entry(page: Page, name: str) -> Locator:
    """The nearest workout of this name on the calendar."""
    return page.locator(".month__entry").filter(has_text=name).first


def test_a_workout_is_moved_skipped_and_both_are_taken_back_by_thumb(
    phone_page: Page, sign_in: SignIn, client_person: User, sessions: list[Session], today: date
) -> None:
    page, push = phone_page, sessions[0]
    sign_in(page, client_person)
    page.goto(f"/calendar/?month={today:%Y-%m}")
    entry(page, "Push").get_by_role("link", name="Move").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move Push")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("This and the rest of the week").check()
    page.get_by_role("button", name="Tomorrow").tap()
    message = page.get_by_role("status").first
    expect(message).to_contain_text("Push and 1 more workout moved 1 day later.")
    days = [(row.date - today).days for row in Session.objects.order_by("date")]
    assert days == [1, 3, 7, 9]
    message.get_by_role("button", name="Undo").tap()
    expect(message).to_have_text("Undone.")
    push.refresh_from_db()
    assert (push.date, push.planned_on) == (today, None)

    entry(page, "Push").get_by_role("link", name="Move").tap()
    page.get_by_role("link", name="Skip it").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skip Push")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Ill").tap()
    expect(message).to_contain_text("Push is skipped: ill.")
    expect(entry(page, "Push")).to_contain_text("Skipped: ill")
    message.get_by_role("button", name="Undo").tap()
    expect(message).to_have_text("Undone.")
    expect(entry(page, "Push")).not_to_contain_text("Skipped")


def test_without_scripts_enter_means_what_was_typed(
    new_visit: NewContext, sign_in: SignIn, client_person: User, sessions: list[Session], today: date
) -> None:
    page = new_visit(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(page, client_person)
    page.goto(f"/workouts/{sessions[0].pk}/move/")
    page.get_by_label("Another day").fill((today - DAY).isoformat())
    page.get_by_label("Another day").press("Enter")
    expect(page.get_by_text("This day is over. Choose today or a later one.")).to_be_visible()
    expect(page.get_by_label("Another day")).to_have_value((today - DAY).isoformat())
    expect(page.get_by_label("Another day")).to_be_focused()
    page.goto(f"/workouts/{sessions[0].pk}/skip/")
    page.get_by_label("In your own words").fill("Moving house")
    page.get_by_label("In your own words").press("Enter")
    expect(page.get_by_text("Push is skipped: moving house.")).to_be_visible()


def test_calendars_and_their_pages_can_be_read_whatever_happened(
    new_visit: NewContext,
    sign_in: SignIn,
    owner: User,
    client: Client,
    client_person: User,
    sessions: list[Session],
    today: date,
) -> None:
    push, pull, missed, done = sessions
    Session.objects.filter(pk=missed.pk).update(date=today - DAY, name="Missed")
    start_session(session=done, by=client_person, now=timezone.now())
    Session.objects.filter(pk=done.pk).update(date=today - 2 * DAY, status="partial", name="Row " * 20)
    skip_session(session=push, reason="Travelling: " + "far " * 40, by=client_person)
    move_session(session=pull, day=today + 3 * DAY, by=client_person)
    page = new_visit().new_page()
    for person, addresses in (
        (
            client_person,
            (
                "/calendar/",
                "/today/forward/",
                "/today/unplanned/",
                f"/workouts/{pull.pk}/move/",
                f"/workouts/{pull.pk}/skip/",
            ),
        ),
        (owner, (f"/clients/{client.pk}/calendar/", f"/workouts/{push.pk}/move/")),
    ):
        sign_in(page, person)
        for address in addresses:
            page.goto(address)
            for size in (PHONE, DESKTOP):
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
                assert_fits(page)
                assert_accessible(page, both_schemes=True)
            page.set_viewport_size({"width": 320, "height": 640})
            assert_fits(page)
