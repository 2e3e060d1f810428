"""The benchmark asks what the product still answers, so that its figures are about real work."""

import pytest
from django.core.management import call_command
from django.test import Client as Visitor

from benchmarks.pages import Entry, entries
from programs.models import SetGroup, Slot

TWO_TURNS = range(4)  # of what is saved there and back


@pytest.fixture
def measured(db: None) -> dict[str, Entry]:
    call_command("load_catalogue", verbosity=0)
    return {entry.name: entry for entry in entries(connections=2)}


def answers(entry: Entry, index: int) -> list[int]:
    """The status that each connection gets for its request of this number."""
    found = []
    for connection, path in enumerate(entry.paths):
        visitor = Visitor()
        if entry.cookies:
            visitor.cookies.load(dict(entry.cookies[connection % len(entry.cookies)]))
        if entry.body:
            sent = entry.body(connection, index)
            found.append(visitor.post(path, sent, headers={"HX-Request": "true"}).status_code)
        else:
            found.append(visitor.get(path).status_code)
    return found


def test_every_page_answers_what_is_asked_of_it_time_after_time(measured: dict[str, Entry]) -> None:
    wrong = [
        (entry.name, index, found)
        for entry in measured.values()
        for index in TWO_TURNS
        if set(found := answers(entry, index)) != {200}
    ]
    assert wrong == []


def test_what_is_typed_and_toggled_is_written(measured: dict[str, Entry]) -> None:
    typed, toggled = measured["save of a cell"], measured["its whole-program toggle"]
    written = []
    for index in range(2):
        answers(typed, index)
        lead = SetGroup.objects.filter(week__position=1, slot__exercise__key="back-squat")
        written.append(list(lead.exclude(program__client=None).values_list("intensity", flat=True)))
    assert written == [[80, 80], [75, 75]]

    goals = []
    for index in range(2):
        answers(toggled, index)
        rows = Slot.objects.exclude(program__client=None)
        goals.append(set(rows.values_list("goal", flat=True)))
    assert goals == [{"strength"}, {"hypertrophy"}]
