"""The trainer answers suggestions on a phone, and the client reads what changed."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from programs.models import Suggestion
from tests.browser.conftest import SignIn, assert_accessible, assert_fits
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.suggested import MONDAY, Training, training
from trainer.models import Client, User


@pytest.fixture
def base(server: object, client: Client, owner: User) -> Training:
    """Two lifts have earned 77.5 kg."""
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    lifts = [make_exercise("Back squat"), make_exercise("Bench press")]
    for lift in lifts:
        give_max(client, lift, on=MONDAY - timedelta(weeks=1))
    base = training(client, owner, *lifts)
    for week in (1, 2):
        for lift in lifts:
            base.log(week, lift, [10, 10, 10, 12])
        base.finish(week)
    return base


def test_a_trainer_answers_on_a_phone_and_loses_nothing_that_was_typed(
    base: Training, client: Client, owner: User, phone_page: Page, sign_in: SignIn
) -> None:
    page = phone_page
    sign_in(page, owner)
    page.goto(f"/clients/{client.pk}/suggestions/")
    assert_fits(page)
    assert_accessible(page)
    squat, bench = page.locator(".suggestion").all()
    bench.get_by_label("Load, week 4").fill("80")
    squat.get_by_label("Load, week 3").fill("900")
    squat.get_by_role("button", name="Accept").tap()
    problem = squat.get_by_label("Load, week 3")
    expect(problem).to_be_focused()
    expect(squat.locator(".invalid-feedback")).to_contain_text("900 kg is 900 % of the 1RM")
    assert_accessible(page)
    problem.fill("75")
    squat.get_by_role("button", name="Accept").tap()
    expect(squat).to_contain_text("75 kg → 77.5 kg from Mon 28 September on, 3 workouts")
    expect(bench.get_by_label("Load, week 4")).to_have_value("80")
    bench.get_by_role("button", name="Accept").tap()
    expect(bench).to_contain_text("75 kg → 80 kg on Mon 28 September")
    assert_accessible(page)
    assert list(Suggestion.objects.values_list("status", flat=True)) == ["accepted", "accepted"]
    page.reload()
    expect(page.get_by_text("Nothing to answer.")).to_be_visible()
    page.get_by_role("button", name="Undo Bench press").tap()
    expect(page.get_by_text("taken back since")).to_be_visible()


def test_a_client_reads_what_changed(
    base: Training, client: Client, owner: User, client_person: User, desktop_page: Page, sign_in: SignIn
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/clients/{client.pk}/suggestions/")
    page.get_by_label("Hold after a miss").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Accept all 2").click()
    expect(page.get_by_text("All accepted.")).to_be_visible()
    sign_in(page, client_person)
    page.goto("/calendar/")
    page.get_by_role("link", name="What changed in your program").click()
    expect(page.locator(".decided")).to_have_count(2)
    expect(page.get_by_role("listitem").filter(has_text="Hold after a miss")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
