"""A week beside the plan: what it adds up to, which one the plan opens at, and its mends."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from programs.actions.programs import add_phase, create_program
from programs.models import Program, SetGroup, Slot
from tests.conftest import SignIn
from tests.programs.plan_cells import START, WEEKS, add, page, plain, save
from tests.programs.planned import give_barbell
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    give_barbell(client)
    return create_program(
        studio=studio, by=owner, client=client, name="Base", weeks=WEEKS, workouts=2, method="chart"
    )


@pytest.fixture
def slot(program: Program, owner: User) -> Slot:
    return add(program, "Bench press", owner)


@pytest.fixture
def visitor(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def beside(visitor: Visitor, program: Program, **asked: str) -> str:
    return visitor.get(reverse("plan_week", args=[program.pk]), asked).content.decode()


def figures(html: str) -> tuple[str, str, str]:
    """Which week it is, its working sets and the sets of the chest."""
    found = re.search(
        r">Week (\d+)</h2>.*id=\"p-sets\">(\d+)<.*>Chest</th>.*?<td><span>([^<]+)</span>", html, re.DOTALL
    )
    assert found is not None
    return found[1], found[2], found[3]


def test_a_week_beside_the_plan_has_the_builders_figures(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    save(visitor, slot, "6x10", week=3, reach="only")
    phase = str(slot.group.workout.phase_id)
    weeks = [figures(beside(visitor, program, phase=phase, week=str(week))) for week in (2, 3, 4)]
    assert weeks == [("2", "4", "4"), ("3", "6", "6"), ("4", "4", "4")]
    builder = visitor.get(reverse("program_detail", args=[program.pk]), {"week": "3"})
    assert figures(builder.content.decode()) == weeks[1]


def test_a_week_is_counted_through_the_phases_and_one_that_is_not_there_is_the_last(
    visitor: Visitor, program: Program, slot: Slot, owner: User
) -> None:
    add_phase(program, by=owner)
    add(program, "Back squat", owner, phase=2, letter="B")
    second = str(program.phases.get(position=2).pk)
    asked = [
        {"phase": second, "week": "2"},
        {"phase": second, "week": "9"},
        {"phase": "nonsense", "week": "-1"},
        {},
    ]
    assert [figures(beside(visitor, program, **values))[0] for values in asked] == ["6", "8", "1", "1"]


@pytest.mark.parametrize("slots", [4, 12])
def test_a_week_takes_the_same_queries_whatever_its_size(
    visitor: Visitor, program: Program, owner: User, slots: int, django_assert_num_queries: Any
) -> None:
    for _ in range(slots):
        add(program, "Bench press", owner)
    beside(visitor, program, week="1")
    with django_assert_num_queries(5):
        beside(visitor, program, week="2")


def test_a_finding_is_mended_in_the_weeks_that_changes_are_for_and_the_plan_is_come_back_to(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    for week in (2, 3):
        save(visitor, slot, "4x10 r30", week=week, reach="only")
    html = beside(visitor, program, week="2")
    button = re.search(r'<button[^>]*value="rest_below_range"[^>]*>', html)
    assert button is not None
    assert 'form="mends"' in button[0]
    assert "hx-post" not in button[0]
    form = re.search(r'<form id="mends" class="plan__form" method="post" action="([^"]+)">(.*?)</form>', html)
    assert form is not None
    values = dict(re.findall(r'name="(back|week)" value="([^"]*)"', form[2]))
    asked = {**values, "code": "rest_below_range", "reach": "only"}
    answer = visitor.post(form[1], asked, follow=True)
    assert answer.redirect_chain == [(reverse("program_plan", args=[program.pk]), 302)]
    rests = SetGroup.objects.filter(slot=slot).order_by("week__position")
    assert list(rests.values_list("rest_seconds", flat=True)) == [60, 60, 30, 60]
    assert START.endswith("1:00")


@pytest.mark.parametrize(
    ("days", "opens"),
    [
        (None, (0, 1, "Week 1")),
        (-1, (0, 1, "Week 1")),
        (0, (0, 1, "Week 1")),
        (13, (0, 2, "Week 2")),
        (28, (1, 1, "Week 5")),
        (55, (1, 4, "Week 8")),
        (56, (0, 1, "Week 1")),
    ],
)
def test_the_plan_opens_at_the_week_that_is_on(
    visitor: Visitor,
    program: Program,
    slot: Slot,
    owner: User,
    days: int | None,
    opens: tuple[int, int, str],
) -> None:
    add_phase(program, by=owner)
    program.starts_on = None if days is None else timezone.localdate() - timedelta(days=days)
    program.save()
    html = page(visitor, program)
    at = re.findall(r'data-weeks="4" (data-start )?data-at="(\d)"', html)
    [band] = [number for number, (start, _) in enumerate(at) if start]
    [tab] = re.findall(r'<a class="panel__tab"[^>]*data-panel="week">([^<]+)<', html)
    assert (band, int(at[band][1]), plain(tab)) == opens
