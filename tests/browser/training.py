"""A client's workout of today, and how its parts are found on the page, for the walks of the log."""

import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from programs.models import ClientEvent, Session, SetLog
from tests.programs.planned import add_group, give_barbell, lift, make_exercise, make_program, schedule
from trainer.models import Client, Equipment, Studio

SETS = 8  # of the workout: three of bench press, two of row and dip in turn, one plank
HOLD = {"timed": True, "measure": "seconds", "load_kind": "none", "one_rm": None, "available": None}


def local_today(client: Client) -> date:
    assert client.user is not None
    return timezone.localdate(timezone=ZoneInfo(client.user.time_zone))


def plan_today(studio: Studio, client: Client, *, on: date | None = None) -> Session:
    """Bench press 3 x 10 with 80 kg; row and dip in turn, 2 x 8; a plank of 30 s. Rest is a minute."""
    give_barbell(client)
    Equipment.objects.create(
        studio=studio, client=client, implement="dumbbell", unit="kg", loads=["10", "12.5", "15", "20"]
    )
    program = make_program(studio, client=client, phases=[(2, ("Push day",))])
    workout = program.phases.get().workouts.get()
    reserve: dict[str, Any] = {"rir": 2, "all_out": False}
    add_group(workout, make_exercise("Bench press"), sets=3, slot={"note": "Pause on the chest."}, **reserve)
    row, dip = make_exercise("Row", pattern="horizontal_pull"), make_exercise("Dip")
    add_group(workout, row, dip, kind="superset", sets=2, reps=8, load="40", **reserve)
    plank = make_exercise("Plank", pattern="anti_extension", load_kind="none", measure="seconds")
    hold: dict[str, Any] = {
        "sets": 1,
        "load": None,
        "reps": None,
        "seconds": 30,
        "intensity": None,
        "rir": None,
        "all_out": False,
    }
    add_group(workout, plank, lifts=lift(**HOLD), **hold)
    session, *_ = schedule(program, client, starts_on=on or local_today(client))
    return session


UNSENT = "Object.keys(JSON.parse(localStorage['setwise-outbox'] ?? '{}').unsent ?? {}).length"


@dataclass(frozen=True)
class Log:
    """The log on a page."""

    page: Page

    def open(self, address: str = "/today/") -> "Log":
        self.page.goto(address, wait_until="networkidle")
        return self

    def exercise(self, name: str) -> Locator:
        return self.page.locator(".log__exercise").filter(has=self.page.locator("[data-name]", has_text=name))

    def set(self, name: str, number: int) -> Locator:
        """A row of an exercise's table, counted from 1."""
        return self.exercise(name).locator(".set").nth(number - 1)

    def check(self, name: str, number: int) -> Locator:
        return self.set(name, number).locator(".set__check")

    def field(self, name: str, number: int, field: str) -> Locator:
        return self.set(name, number).locator(f"input[name={field}]")

    def done(self, name: str, number: int, **typed: str) -> None:
        """Type what differs, and press the check."""
        for field, value in typed.items():
            self.field(name, number, field).fill(value)
        self.check(name, number).click()
        expect(self.set(name, number)).to_have_attribute("data-state", "done")
        self.page.wait_for_timeout(520)  # a second press within half a second is taken for the same

    def more(self, name: str) -> Locator:
        """What else can be told of an exercise, unfolded."""
        self.exercise(name).locator("[data-more]").click()
        box = self.exercise(name).locator(".more")
        expect(box).to_be_visible()
        return box

    @property
    def now(self) -> Locator:
        return self.page.locator(".set--now")

    @property
    def rest(self) -> Locator:
        return self.page.locator(".rest")

    @property
    def unsent(self) -> Locator:
        return self.page.locator("#unsent")

    def sent(self) -> None:
        """Wait until nothing is left to send."""
        expect(self.unsent).not_to_be_visible()
        until = time.monotonic() + 10
        while self.page.evaluate(UNSENT):
            assert time.monotonic() < until, "Something is still to be sent."
            self.page.wait_for_timeout(50)


def kinds() -> list[str]:
    return list(ClientEvent.objects.order_by("at", "key").values_list("kind", flat=True))


def standing() -> list[tuple[object, ...]]:
    """The standing sets in order: exercise, load, repetitions."""
    rows = SetLog.objects.standing().order_by("performed_at", "event__key")
    return list(rows.values_list("exercise__name", "load", "reps"))
