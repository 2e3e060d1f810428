"""The plan's page and what is sent to it, as the tests do it."""

import json
import re
from datetime import date
from typing import Any

from django.test import Client as Visitor
from django.urls import reverse

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.views.grid import short
from tests.programs.planned import give_barbell, give_max, make_exercise
from trainer.models import Client, Studio, User

WEEKS = 4
START = "4 x 10 @ 80 % · RIR 0 · 80 kg · 1:00"


def base_plan(studio: Studio, owner: User, client: Client) -> Program:
    """The client's program, four weeks of two empty workouts, by the chart and on a barbell."""
    give_barbell(client)
    return create_program(
        studio=studio, by=owner, client=client, name="Base", weeks=WEEKS, workouts=2, method="chart"
    )


def add(program: Program, name: str, owner: User, *, phase: int = 1, letter: str = "A") -> Slot:
    exercise = Exercise.objects.filter(name=name).first() or make_exercise(name)
    if program.client is not None and not exercise.maxes.exists():
        give_max(program.client, exercise, "100", on=date(2026, 11, 2))
    workouts = Workout.objects.select_related("program__client")
    workout = workouts.get(program=program, phase__position=phase, name=f"Workout {letter}")
    add_slot(workout, exercise, by=owner, goal="hypertrophy")
    slots = Slot.objects.select_related("program__client", "exercise", "group__workout")
    return slots.filter(group__workout=workout).latest("group__position")


def at(slot: Slot, week: int, what: str = "cell_save") -> str:
    return reverse(what, args=[slot.program_id, slot.pk, week])


def cell(slot: Slot, week: int) -> str:
    return f"{short(slot.pk)}-w{week}"


def save(visitor: Visitor, slot: Slot, text: str, *, week: int = 1, was: str = START, **more: str) -> Any:
    return visitor.post(at(slot, week), {"text": text, "was": was, "over": "1", **more})


def paste(visitor: Visitor, program: Program, *cells: tuple[Slot, int, str, str]) -> Any:
    named = [[str(slot.pk), week, text, was] for slot, week, text, was in cells]
    return visitor.post(reverse("plan_paste", args=[program.pk]), {"cells": json.dumps(named)})


def copy(visitor: Visitor, program: Program, *cells: tuple[Slot, int, int, str]) -> Any:
    named = [[str(slot.pk), source, target, was] for slot, source, target, was in cells]
    return visitor.post(reverse("plan_copy", args=[program.pk]), {"cells": json.dumps(named)})


def page(visitor: Visitor, program: Program) -> str:
    return visitor.get(reverse("program_plan", args=[program.pk])).content.decode()


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("\xa0", " ")


def line(html: str, slot: Slot) -> list[str]:
    """The cells of a slot's line, as markup."""
    found = re.search(rf'<tr id="{short(slot.pk)}".*?</tr>', html, re.DOTALL)
    assert found is not None
    return re.findall(r"<td.*?</td>", found[0], re.DOTALL)


def counts(client: Visitor) -> tuple[int, int]:
    return Revision.objects.count(), SetGroup.objects.count()
