"""The people and the programs that pages are measured with, made by the product's own actions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from benchmarks.grid import Builder, Line
from programs.actions.assign import assign_program
from programs.actions.maxes import add_max
from programs.actions.numbers import Edit, Reach, edit_slot
from programs.actions.programs import add_phase, create_program
from programs.actions.slots import add_set_group, add_slot
from programs.models import Exercise, Max, Program, Slot, Workout
from trainer.actions import (
    accept_invitation,
    apply_preset,
    create_client,
    create_person,
    invite_client,
    sign_up_trainer,
)
from trainer.models import Client, Studio, User
from trainer.presets import Preset
from web.identifiers import new_uuid

# Three workouts of eight exercises, twelve weeks: a large program, and a usual day of its client.
EXERCISES = """
    back-squat bench-press bent-over-row overhead-press romanian-deadlift lat-pulldown barbell-curl
    triceps-pushdown deadlift incline-bench-press seated-cable-row dumbbell-lateral-raise leg-press
    dumbbell-curl leg-extension lying-leg-curl front-squat dumbbell-bench-press dumbbell-row hip-thrust
    dumbbell-fly face-pull hammer-curl standing-calf-raise
""".split()  # noqa: SIM905  (24 keys read better as a text than as a column of literals)
WORKOUTS = 3
WEEKS = 12

Cookies = dict[str, str]
Body = Callable[[int, int], dict[str, str]]


@dataclass(frozen=True)
class Stage:
    """A trainer with clients who each train from a copy of one template, from today on."""

    trainer: User
    clients: list[User]
    programs: list[Program]


def set_stage(*, clients: int) -> Stage:
    """Everything that the pages are measured with."""
    trainer = sign_up_trainer(email="t@bench.example", name="Tess", password="", time_zone="UTC")
    studio = trainer.memberships.get().studio
    template, workouts = _template(studio, by=trainer)
    today = timezone.localdate()
    people, programs = [], []
    for number in range(clients):
        person, client = _client(studio, number, by=trainer)
        assigned = assign_program(
            program=template,
            client=client,
            starts_on=today,
            weekdays={row.pk: (today.weekday() + 2 * index) % 7 for index, row in enumerate(workouts)},
            new_id=new_uuid(),
            by=trainer,
            reason="a benchmark",
        )
        people.append(person)
        programs.append(assigned.program)
    return Stage(trainer, people, programs)


def before_assigning(*, clients: int, weeks: int) -> tuple[User, Program, list[Client]]:
    """A trainer, a template of 24 slots, and clients with equipment and maxes who have no program yet."""
    trainer = sign_up_trainer(email="t@bench.example", name="Tess", password="", time_zone="UTC")
    studio = trainer.memberships.get().studio
    template, _ = _template(studio, by=trainer, weeks=weeks)
    return trainer, template, [_client(studio, number, by=trainer)[1] for number in range(clients)]


def _template(studio: Studio, *, by: User, weeks: int = WEEKS) -> tuple[Program, list[Workout]]:
    program = create_program(studio=studio, by=by, name="Base", weeks=weeks, workouts=WORKOUTS)
    workouts = list(program.phases.get().workouts.select_related("program").order_by("position"))
    exercises = {row.key: row for row in Exercise.objects.filter(key__in=EXERCISES)}
    for number, key in enumerate(EXERCISES):
        workout = workouts[number * WORKOUTS // len(EXERCISES)]
        add_slot(workout, exercises[key], by=by, goal="hypertrophy")
    return program, workouts


def _client(studio: Studio, number: int, *, by: User) -> tuple[User, Client]:
    """A client who signs in, with equipment and with a max of every exercise."""
    now, name = timezone.now(), f"Carl {number + 1}"
    person = create_person(
        email=f"c{number}@bench.example", name=name, password=None, time_zone="UTC", unit="kg"
    )
    client, _ = create_client(studio=studio, by=by, name=name, experience="intermediate")
    accept_invitation(token=invite_client(client=client, by=by, now=now), user=person, now=now)
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=by)
    for index, exercise in enumerate(Exercise.objects.filter(key__in=EXERCISES).order_by("key")):
        add_max(
            client=client,
            exercise=exercise,
            kind=Max.Kind.ESTIMATED,
            load=Decimal(34 + index),
            reps=6,
            rir=Decimal(2),
            unit="kg",
            measured_on=timezone.localdate() - timedelta(days=7),
            note="",
            by=by,
        )
    return person, client


# The largest program that the plan is promised for: everything of it on one screen.
PLAN_PHASES, PLAN_WEEKS, PLAN_WORKOUTS, PLAN_SLOTS = 4, 4, 5, 8


def large_program(
    client: Client,
    *,
    by: User,
    phases: int = PLAN_PHASES,
    weeks: int = PLAN_WEEKS,
    workouts: int = PLAN_WORKOUTS,
    slots: int = PLAN_SLOTS,
) -> Program:
    """A program of several phases whose weeks differ: heavier from the third on, some with more sets.

    Of the exercises of each workout every fourth has warm-up and back-off sets beside its first.
    """
    program = create_program(
        studio=client.studio, by=by, client=client, name="All year", weeks=weeks, workouts=workouts
    )
    for _ in range(phases - 1):
        add_phase(program, by=by)
    exercises = {row.key: row for row in Exercise.objects.filter(key__in=EXERCISES)}
    places = Workout.objects.filter(program=program).select_related("program__client")
    for place, workout in enumerate(places.order_by("phase__position", "position")):
        for number in range(slots):
            key = EXERCISES[(place * slots + number) % len(EXERCISES)]
            add_slot(workout, exercises[key], by=by, goal="hypertrophy" if place % 2 else "strength")
    for number, slot in enumerate(
        Slot.objects.filter(program=program).select_related("program", "exercise").order_by("pk")
    ):
        if number % 4 == 0:
            add_set_group(slot, "warm_up", by=by)
            add_set_group(slot, "back_off", by=by)
        edit_slot(slot, [Edit("sets", 3, "sets 3")], by=by, reach=Reach(3, "following"))
    return program


@dataclass(frozen=True)
class Typing:
    """What the builder sends when an intensity is typed: each connection in a program of its own."""

    visitor: Visitor
    lines: list[Line]
    digests: list[dict[str, str]]

    @classmethod
    def in_programs(cls, trainer: User, programs: Iterable[Program]) -> "Typing":
        visitor = Visitor()
        visitor.force_login(trainer)
        lines, digests = [], []
        for program in programs:
            page = visitor.get(reverse("program_detail", args=[program.pk])).content.decode()
            builder = Builder(page)
            if not builder.lines or "intensity" not in builder.lines[0].cells or not builder.digests:
                raise SystemExit("The builder has changed: its cells are not found, see benchmarks/grid.py.")
            lines.append(builder.lines[0])
            digests.append(builder.digests)
        return cls(visitor, lines, digests)

    def previews(self, *values: str) -> Body:
        """The values in turn, typed into the page as it was opened."""
        return self._sent([[digests] * len(values) for digests in self.digests], values)

    def saves(self, *values: str) -> Body:
        """The values in turn; each was the one before, so that a save finds what it expects.

        As in a browser, the page has been shown a preview of what is typed before that is saved.
        """
        return self._sent([self._previewed(number, values) for number in range(len(self.lines))], values)

    def _previewed(self, number: int, values: Sequence[str]) -> list[dict[str, str]]:
        """What the panel shows after the preview of each value."""
        body = self._sent([[digests] * len(values) for digests in self.digests], values)
        shown = []
        for index in range(len(values)):
            answer = self.visitor.post(
                self.lines[number].preview, body(number, index), headers={"HX-Request": "true"}
            )
            shown.append(self.digests[number] | Builder(answer.content.decode()).digests)
        return shown

    def _sent(self, digests: Sequence[Sequence[dict[str, str]]], values: Sequence[str]) -> Body:
        def typed(connection: int, index: int) -> dict[str, str]:
            line, turn = self.lines[connection % len(self.lines)], index % len(values)
            return {
                **{name: text for name, text in line.cells.items() if name != "note"},
                "intensity": values[turn],
                "field": "intensity",
                "was": values[turn - 1],
                "marks": "|".join(line.marks),
                **digests[connection % len(digests)][turn],
                "key": str(new_uuid()),
            }

        return typed


def toggling(_connection: int, index: int) -> dict[str, str]:
    """What a wide toggle sends: the other goal each time."""
    return {"goal": ("strength", "hypertrophy")[index % 2], "key": str(new_uuid())}


def cookies_of(person: User) -> Cookies:
    """The cookies of somebody who has signed in."""
    visitor = Visitor()
    visitor.force_login(person)
    session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}
