"""The builder on every screen: small, wide, zoomed, in both schemes, in forced colours, with long names."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from programs.actions.programs import rename_workout
from programs.models import Exercise, Program, Workout
from tests.browser.building import row
from tests.browser.conftest import NewContext, SignIn, assert_accessible, assert_fits
from trainer.models import User

LONG = "Deficit trap-bar deadlift with a three-second pause below the knee and chains for the last quarter"
UNBROKEN = "Schulterdrückmaschinenbankeinstellungsbeschreibung" * 2
WAYS: dict[str, dict[str, Any]] = {
    "light and dark": {},
    "forced colours": {"forced_colors": "active"},
    "touch": {"has_touch": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_builder_fits_every_screen_and_is_accessible_on_it(
    new_visit: NewContext, program: Program, owner: User, sign_in: SignIn, way: str
) -> None:
    Exercise.objects.filter(name="Bench press").update(name=LONG)
    workout = Workout.objects.filter(program=program).select_related("program").earliest("position")
    rename_workout(workout, name=UNBROKEN, by=owner)
    page = new_visit(**WAYS[way]).new_page()
    sign_in(page, owner)
    # 640 px are what 200 % of zoom leaves of 1280. Colours don't change what fits.
    for width in (320, 640, 768, 1024, 1440, 2560) if way == "light and dark" else (320, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/programs/{program.pk}/")
        assert_fits(page)
        if width in (320, 1440):
            assert_accessible(page, both_schemes=way == "light and dark")
        row(page, "Back squat").get_by_role("link", name="More about Back squat").click()
        expect(page.locator("#detail .slot")).to_be_visible()
        page.locator("#program-compare").click()
        expect(page.locator("#comparing .comparison").first).to_be_visible()
        assert_fits(page)
        if width in (640, 1440):
            assert_accessible(page, both_schemes=way == "light and dark")


def test_every_control_of_the_builder_is_large_enough_for_a_finger(
    new_visit: NewContext, program: Program, owner: User, sign_in: SignIn
) -> None:
    page = new_visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/")
    row(page, "Back squat").get_by_role("link", name="More about Back squat").click()
    expect(page.locator("#detail .slot")).to_be_visible()
    small = page.locator(
        "#grid :is(button, .btn, [data-cell]:not(.grid__note), select, input[type=search]):visible"
    ).evaluate_all(
        "all => all.map(e => [e.id || e.className, Math.round(e.getBoundingClientRect().height)])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_the_two_goals_of_a_row_stand_side_by_side_for_a_finger(
    new_visit: NewContext, program: Program, owner: User, sign_in: SignIn, width: int
) -> None:
    page = new_visit(viewport={"width": width, "height": 800}, has_touch=True).new_page()
    sign_in(page, owner)
    page.goto(f"/programs/{program.pk}/")
    goals = row(page, "Back squat").get_by_role("button", name=re.compile("^(Hypertrophy|Strength)"))
    expect(goals).to_have_count(2)
    left, right = (goals.nth(number).bounding_box() for number in range(2))
    assert left is not None
    assert right is not None
    assert (left["y"], left["height"]) == (right["y"], right["height"])
    assert left["x"] + left["width"] <= right["x"] + 3  # their borders lie on each other
