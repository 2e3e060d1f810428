"""How the builder's rows are found on the page, for the walks of the builder."""

from playwright.sync_api import Locator, Page, expect

from programs.models import Exercise, SetGroup


def lift(name: str, key: str, *muscles: str) -> Exercise:
    return Exercise.objects.create(
        key=key, name=name, pattern="horizontal_push", primary_muscles=list(muscles), cue="Brace, then move."
    )


def row(page: Page, exercise: str) -> Locator:
    return page.locator("[data-row]").filter(has=page.get_by_role("link", name=exercise, exact=True))


def cell(page: Page, exercise: str, name: str) -> Locator:
    return row(page, exercise).locator(f"[data-cell][name={name}]")


def shown(page: Page, exercise: str) -> dict[str, str]:
    found = row(page, exercise).locator("[data-cell]").evaluate_all("all => all.map(c => [c.name, c.value])")
    return dict(found)


def stored(exercise: str, position: int = 1) -> SetGroup:
    return SetGroup.objects.get(slot__exercise__name=exercise, week__position=1, position=position)


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
