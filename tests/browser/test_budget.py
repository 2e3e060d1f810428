"""What Today costs a client's phone, whatever the machine: requests, bytes, layout shifts."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from benchmarks.chromium import WATCH_SHIFTS, Traffic
from programs.models import Workout
from tests.browser.conftest import PHONE, NewContext, SignIn
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from trainer.models import Client, Studio, User

EXERCISES = 8
FIRST_VISIT, REPEATED_VISIT = 60_000, 6_000
PARTS = ["app", "bootstrap", "client", "log", "sprite"]


@pytest.fixture
def planned_today(studio: Studio, client: Client, client_person: User) -> Workout:
    """A whole workout for today: eight exercises with three to five sets."""
    program = make_program(studio, client=client, phases=[(12, ("Workout A",))])
    workout = program.phases.get().workouts.get()
    for number in range(EXERCISES):
        add_group(workout, make_exercise(f"Exercise {number}"), sets=3 + number % 3)
    schedule(program, client, starts_on=timezone.localdate(timezone=ZoneInfo(client_person.time_zone)))
    return workout


@pytest.fixture
def phone(new_visit: NewContext, sign_in: SignIn, planned_today: Workout, client_person: User) -> Page:
    """The client's phone: signed in, with nothing in its cache."""
    context = new_visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    sign_in(page, client_person)
    return page


def visit(page: Page) -> None:
    page.goto("/today/", wait_until="networkidle")
    expect(page.get_by_role("heading", name="Exercise 7")).to_be_attached()


def test_a_first_visit_of_today_takes_six_requests_and_a_second_one_within_their_budgets(
    phone: Page,
) -> None:
    traffic = Traffic.of(phone)
    visit(phone)
    [today, *parts] = sorted(traffic.received, key=lambda address: "/static/" in address)
    assert today.endswith("/today/")
    assert sorted(re.findall(r"/([a-z]+)[^/]*$", address)[0] for address in parts) == PARTS
    assert traffic.size <= FIRST_VISIT

    traffic.clear()
    visit(phone)
    assert list(traffic.received) == [today]
    assert traffic.size <= REPEATED_VISIT


PUSH_EVERYTHING_DOWN = """
new Promise((seen) => {
  new PerformanceObserver(seen).observe({ type: "layout-shift" });
  setTimeout(seen, 5000);
  document.querySelector("main").prepend("A line that was not there");
})
"""


def test_nothing_of_today_moves_while_it_loads(phone: Page) -> None:
    visit(phone)
    assert phone.evaluate("window.shifts") == []
    phone.evaluate(PUSH_EVERYTHING_DOWN)
    assert len(phone.evaluate("window.shifts")) == 1  # so what watches does see
