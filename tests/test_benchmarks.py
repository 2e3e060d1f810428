"""The benchmark asks what the product still answers, so that its figures are about real work."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client as Visitor

from benchmarks import assigning
from benchmarks.load import Measured
from benchmarks.pages import Entry, Found, entries, verdict
from benchmarks.stage import before_assigning
from benchmarks.urls import INSERTED
from programs.models import SetGroup, SetLog, Slot

pytestmark = pytest.mark.urls("benchmarks.urls")

TWO_TURNS = range(4)  # of what is saved there and back


@pytest.fixture
def measured(db: None) -> dict[str, Entry]:
    call_command("load_catalogue", verbosity=0)
    return {entry.name: entry for entry in entries(connections=2, before=40)}


def answers(entry: Entry, index: int) -> list[int]:
    """The status that each connection gets for its request of this number."""
    found = []
    for number in range(max(len(entry.paths), len(entry.cookies))):
        path = entry.paths[number % len(entry.paths)]
        visitor = Visitor()
        if entry.cookies:
            visitor.cookies.load(dict(entry.cookies[number % len(entry.cookies)]))
        if entry.body:
            sent = entry.body(number, index)
            kind: dict[str, Any] = {"content_type": "application/json"} if entry.as_json else {}
            found.append(visitor.post(path, sent, headers={"HX-Request": "true"}, **kind).status_code)
        else:
            found.append(visitor.get(path).status_code)
    return found


def test_every_page_answers_what_is_asked_of_it_time_after_time(measured: dict[str, Entry]) -> None:
    wrong = [
        (entry.name, index, found)
        for entry in measured.values()
        for index in TWO_TURNS
        if set(found := answers(entry, index)) != {entry.status}
    ]
    assert wrong == []


def test_what_is_typed_and_toggled_is_written(measured: dict[str, Entry]) -> None:
    typed, toggled = measured["save of a cell"], measured["its whole-program toggle"]
    written = []
    for index in range(2):
        answers(typed, index)
        lead = SetGroup.objects.filter(week__position=1, slot__exercise__key="back-squat")
        usual = lead.exclude(program__client=None).exclude(program__name="All year")
        written.append(list(usual.values_list("intensity", flat=True)))
    assert written == [[80] * 3, [75] * 3]

    goals = []
    for index in range(2):
        answers(toggled, index)
        rows = Slot.objects.exclude(program__client=None).exclude(program__name="All year")
        goals.append(set(rows.values_list("goal", flat=True)))
    assert goals == [{"strength"}, {"hypertrophy"}]

    plan = measured["save of a cell of it"]
    intensities: list[list[float]] = []
    for index in range(2):
        answers(plan, index)
        leads = SetGroup.objects.filter(week__position=4, position=1, slot__program__name="All year")
        intensities.append(sorted(row.intensity or 0 for row in leads.filter(reps=8)))
    assert intensities == [[75] * 3, [80] * 3]


def test_every_set_that_is_logged_is_another_one_beside_those_before(measured: dict[str, Entry]) -> None:
    def standing() -> list[int]:
        rows = SetLog.objects.standing().values("client").annotate(count=Count("id"))
        return sorted(rows.values_list("count", flat=True))

    assert standing() == [1, 1, 40]
    for index in range(3):
        answers(measured["log of a set, 40 before"], index)
    assert standing() == [1, 1, 43]


def test_the_bare_insert_keeps_what_the_log_is_told(measured: dict[str, Entry]) -> None:
    insert, log = measured["bare INSERT"], measured["log of a set, 1 before"]
    assert (log.beside, log.body) == (insert, insert.body)
    answers(insert, 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT told FROM {INSERTED}")
        [[told]] = cursor.fetchall()
    assert json.loads(told)["kind"] == "set"


@pytest.mark.parametrize(
    ("queries", "ratio", "tail", "missed"),
    [(8, 5.5, 4.0, False), (9, 5.5, 4.0, True), (8, 5.6, 4.0, True), (8, 5.5, 4.1, True)],
)
def test_a_missed_target_is_said(queries: int, ratio: float, tail: float, missed: bool) -> None:
    entry = Entry("log", [], target=5.5, queries=8, tail=4, beside=Entry("bare INSERT", []))
    said = f"<= 5.5 x bare INSERT, 8 queries, p99 {tail:.1f} <= 4 x p50"
    found = [Found(Measured([1.0]), 1.0, 9.0), Found(Measured([1.0]), ratio, tail)]
    assert verdict(entry, queries, found) == (f"{said}  MISSED" if missed else said)


def test_giving_a_template_to_many_is_measured_as_the_pages_do_it(db: None) -> None:
    call_command("load_catalogue", verbosity=0)
    trainer, template, clients = before_assigning(clients=2, weeks=1)
    visitor = Visitor()
    visitor.force_login(trainer)
    found = {count: assigning.measured(visitor, template, clients[:count]) for count in (1, 2)}
    assert [list(taken) for taken in found.values()] == [["look", "assign", "undo"]] * 2
    assert assigning.verdict(found) == []
    assert not template.copies.exists()


@pytest.mark.parametrize(
    ("seconds", "queries", "missed"),
    [
        (3.0, 20, []),
        (3.1, 20, ["assign to 50: more than 3 s"]),
        (3.0, 21, ["assign: 20 queries for 10 clients, 21 for 50"]),
    ],
)
def test_a_missed_target_of_assigning_is_said(seconds: float, queries: int, missed: list[str]) -> None:
    found = {10: {"assign": (0.1, 20)}, 50: {"assign": (seconds, queries)}}
    assert assigning.verdict(found) == missed
