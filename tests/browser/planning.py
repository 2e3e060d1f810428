"""How the plan's cells are found on the page, for the walks of the plan."""

import re

from playwright.sync_api import Locator, Page, expect

from programs.forms.plan_cells import cell_text
from programs.models import Slot
from programs.queries.plan import plan_of


def line(page: Page, exercise: str) -> Locator:
    return page.locator("tr[data-slot]").filter(has=page.get_by_role("link", name=re.compile(exercise)))


def cell(page: Page, exercise: str, week: int) -> Locator:
    return line(page, exercise).locator("td").nth(week - 1)


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def texts(page: Page, exercise: str) -> list[str]:
    """What the cells of an exercise say on the page."""
    return [plain(text) for text in line(page, exercise).locator("td").all_text_contents()]


def stored(exercise: str) -> list[str]:
    """What the cells of an exercise say in the database."""
    slot = Slot.objects.select_related("program", "group__workout__phase").get(exercise__name=exercise)
    for phase in plan_of(slot.program):
        for workout in phase.workouts:
            for item in workout.slots:
                if item.id == slot.pk:
                    return [cell_text(item.cells.get(number, ()), item.lift) for number, _ in phase.weeks]
    raise AssertionError(exercise)


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")


def said(page: Page) -> Locator:
    return page.locator("#plan-said")
