"""What the tests of the log page read of it, and what they tell it."""

from datetime import date

from django.urls import reverse

from programs.models import ClientEvent
from programs.queries.log_page import LogPage
from programs.session_state import set_key

MONDAY = date(2026, 11, 23)
RESERVE = {"rir": 2, "all_out": False}
Kind = ClientEvent.Kind


def page_of(visitor, session) -> LogPage:
    page = visitor.get(reverse("session_detail", args=[session.pk])).context["training"].log
    assert isinstance(page, LogPage)
    return page


def entries(page):
    return {entry.name: entry for group in page.groups for entry in group.entries}


def entry_of(visitor, session, name="Bench press"):
    return entries(page_of(visitor, session))[name]


def a_set(session, slot, number=1, **numbers):
    """What a set event says of a planned set."""
    row = slot.set_groups.filter(week=session.week).earliest("position")
    return {
        "slot": str(slot.pk),
        "set": set_key(session.pk, str(row.pk), number),
        "exercise": str(slot.exercise_id),
        "set_type": "working",
        "load": "80",
        "unit": "kg",
        "reps": 10,
    } | numbers
