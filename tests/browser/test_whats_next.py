"""A program ends: the trainer goes from the desk to what follows, and schedules it beside another one."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.models import Program, Session
from tests.browser.conftest import DESKTOP, PHONE, NewContext, SignIn, assert_accessible, assert_fits
from tests.programs.planned import add_group, lift, make_exercise, make_program, schedule
from tests.programs.scheduled import assigned
from trainer.models import Client, Studio, User

LONG = "Strength and conditioning base for the whole autumn season"


@pytest.fixture
def program(server: object, studio: Studio, client: Client) -> Program:
    """Two weeks that end today."""
    program = make_program(studio, client=client, name=LONG, phases=[(2, ("Workout A",))])
    add_group(program.phases.get().workouts.get(), make_exercise("Bench press"), lifts=lift())
    schedule(program, client, starts_on=timezone.localdate() - timedelta(days=7))
    return program


def visit(new_visit: NewContext, screen: dict[str, int]) -> Page:
    touch = screen == PHONE
    return new_visit(viewport=screen, has_touch=touch, is_mobile=touch).new_page()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=str)
def test_from_the_desk_to_a_draft_on_the_calendar(
    new_visit: NewContext,
    sign_in: SignIn,
    program: Program,
    client: Client,
    owner: User,
    screen: dict[str, int],
) -> None:
    page = visit(new_visit, screen)
    sign_in(page, owner)
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("^What’s next")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What’s next")
    assert_fits(page)
    assert_accessible(page, both_schemes=True)

    page.get_by_role("button", name="1 week more").click()
    expect(page.get_by_text("Phase 1: 3 weeks: 1 workout new.")).to_be_visible()
    assert Session.objects.filter(program=program).count() == 3
    page.get_by_role("button", name="Undo “Phase 1: 3 weeks: 1 workout new”").click()
    expect(page.get_by_role("alert").or_(page.get_by_role("status")).first).to_contain_text("Undid")
    assert Session.objects.filter(program=program).count() == 2

    page.goto(f"/programs/{program.pk}/next/")
    page.get_by_role("button", name=re.compile("^Make a draft ?: Lighter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Put it on the calendar")
    assert_accessible(page, both_schemes=True)
    page.goto(f"/programs/{program.pk}/next/")
    assert_fits(page)
    assert_accessible(page, both_schemes=True)
    page.get_by_role("button", name=re.compile("^Undo ?: remove")).click()
    expect(page.get_by_text("was removed.")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Make a draft ?: Again")).click()
    page.get_by_role("button", name="Put on the calendar").click()
    expect(page.get_by_text("calendar from")).to_be_visible()
    following = Program.objects.get(origin=program)
    assert following.starts_on is not None
    assert following.starts_on > timezone.localdate()
    assert Session.objects.filter(program=following).count() == 2


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=str)
def test_two_programs_at_once_are_said_before_and_shown_after(
    new_visit: NewContext,
    sign_in: SignIn,
    studio: Studio,
    client: Client,
    client_person: User,
    owner: User,
    screen: dict[str, int],
) -> None:
    today = timezone.localdate()
    bench = make_exercise("Bench press")
    first, second = (make_program(studio, name=name) for name in ("Strength base", LONG))
    for template in (first, second):
        add_group(template.phases.get().workouts.get(), bench, sets=12)
    assigned(first, client, owner, starts_on=today, weekdays=(today.weekday(),))
    page = visit(new_visit, screen)
    sign_in(page, owner)
    page.goto(f"/programs/{second.pk}/assign/?client={client.pk}")
    page.get_by_label("Starts on").fill(today.isoformat())
    page.get_by_label("Workout A").select_option(str(today.weekday()))
    preview = page.locator("#preview")
    expect(preview.get_by_text("both on 2 days, up to 2 workouts a week.")).to_be_visible()
    expect(preview.get_by_text("Over 20 sets: chest.")).to_be_visible()
    preview.get_by_text("Sets per muscle in").click()
    assert_fits(page)
    assert_accessible(page, both_schemes=True)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("calendar from")).to_be_visible()
    assert_fits(page)

    page = visit(new_visit, screen)
    sign_in(page, client_person)
    page.goto("/today/")
    others = page.get_by_role("navigation", name="Other workouts of this day")
    expect(others).to_contain_text(LONG)
    assert_fits(page)
    assert_accessible(page, both_schemes=True)
    others.get_by_role("link").click()
    expect(page.get_by_text(LONG).first).to_be_visible()


def test_a_choice_in_the_moment_in_which_the_preview_arrives_is_shown_too(
    desktop_page: Page, sign_in: SignIn, studio: Studio, client: Client, owner: User
) -> None:
    template = make_program(studio, name=LONG)
    add_group(template.phases.get().workouts.get(), make_exercise("Bench press"))
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/programs/{template.pk}/assign/?client={client.pk}")
    page.evaluate("""() => document.addEventListener("htmx:afterSwap", () => {
      const day = document.querySelector(".assign__day select");
      day.value = "4";
      day.dispatchEvent(new Event("change", { bubbles: true }));
    }, { once: true })""")
    page.get_by_label("Starts on").fill("2026-12-07")
    page.get_by_label("Starts on").blur()
    expect(page.locator("#preview")).to_contain_text("Friday, 11 Dec 2026")
