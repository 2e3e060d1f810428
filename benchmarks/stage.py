"""The people and the program that pages are measured with, made by the product's own actions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from programs.actions.assign import assign_program
from programs.actions.maxes import add_max
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.forms.cells import FIELDS
from programs.models import Exercise, Max, Program, Slot
from programs.views.grid import short
from trainer.actions import (
    accept_invitation,
    apply_preset,
    create_client,
    create_person,
    invite_client,
    sign_up_trainer,
)
from trainer.models import User
from trainer.presets import Preset
from web.identifiers import new_uuid

# Three workouts of eight exercises, four weeks: a usual program, and a usual day of the client's.
EXERCISES = """
    back-squat bench-press bent-over-row overhead-press romanian-deadlift lat-pulldown barbell-curl
    triceps-pushdown deadlift incline-bench-press seated-cable-row dumbbell-lateral-raise leg-press
    dumbbell-curl leg-extension lying-leg-curl front-squat dumbbell-bench-press dumbbell-row hip-thrust
    dumbbell-fly face-pull hammer-curl standing-calf-raise
""".split()  # noqa: SIM905  (24 keys read better as a text than as a column of literals)
WORKOUTS = 3


@dataclass(frozen=True)
class Stage:
    trainer: User
    client: User
    program: Program
    slots: list[Slot]


def set_stage() -> Stage:
    """A trainer, their client with maxes and equipment, a template, and its copy that starts today."""
    now, today = timezone.now(), timezone.localdate()
    trainer = sign_up_trainer(email="t@bench.example", name="Tess", password="", time_zone="UTC")
    person = create_person(email="c@bench.example", name="Carl", password=None, time_zone="UTC", unit="kg")
    studio = trainer.memberships.get().studio
    client, _ = create_client(studio=studio, by=trainer, name="Carl", experience="intermediate")
    accept_invitation(token=invite_client(client=client, by=trainer, now=now), user=person, now=now)
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=trainer)
    exercises = {row.key: row for row in Exercise.objects.filter(key__in=EXERCISES)}
    for number, key in enumerate(EXERCISES):
        add_max(
            client=client,
            exercise=exercises[key],
            kind=Max.Kind.ESTIMATED,
            load=Decimal(40 + 2 * number),
            reps=6,
            rir=Decimal(2),
            unit="kg",
            measured_on=today - timedelta(days=7),
            note="",
            by=trainer,
        )
    template = create_program(studio=studio, by=trainer, name="Base", weeks=4, workouts=WORKOUTS)
    workouts = list(template.phases.get().workouts.select_related("program").order_by("position"))
    for number, key in enumerate(EXERCISES):
        add_slot(
            workouts[number * WORKOUTS // len(EXERCISES)], exercises[key], by=trainer, goal="hypertrophy"
        )
    assigned = assign_program(
        program=template,
        client=client,
        starts_on=today,
        weekdays={row.pk: (today.weekday() + 2 * index) % 7 for index, row in enumerate(workouts)},
        new_id=new_uuid(),
        by=trainer,
        reason="a benchmark",
    ).program
    slots = list(
        Slot.objects.filter(program=assigned).order_by("group__workout__position", "group__position")
    )
    return Stage(trainer, person, assigned, slots)


def typing_in(stage: Stage, *, values: tuple[str, ...]) -> Callable[[int, int], dict[str, str]]:
    """What the builder sends when an intensity is typed: the whole row, and what it shows beside it.

    Each connection types in a row of its own. The values are typed in turn; each was the one before,
    so that a save finds what it expects.
    """
    visitor = Visitor()
    visitor.force_login(stage.trainer)
    page = visitor.get(reverse("program_detail", args=[stage.program.pk])).content.decode()
    digests = dict(re.findall(r'id="panel-(\w+)" data-digest="([^"]*)"', page))
    assert set(digests) == {"findings", "muscles"}, digests
    rows = []
    for slot in stage.slots:
        cell = rf'<input[^>]* id="{short(slot.pk)}-\w+" name="(\w+)" value="([^"]*)"'
        rows.append(dict(re.findall(cell, page)))
        assert set(rows[-1]) == {*FIELDS, "note"}, rows[-1]

    def typed(connection: int, index: int) -> dict[str, str]:
        return {
            **rows[connection],
            "intensity": values[index % len(values)],
            "field": "intensity",
            "was": values[(index - 1) % len(values)],
            **digests,
            "key": str(new_uuid()),
        }

    return typed


def cookies_of(person: User) -> dict[str, str]:
    """The cookies of somebody who has signed in."""
    visitor = Visitor()
    visitor.force_login(person)
    session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}
