"""Makes the demo studio the way its trainer would: by the same actions, in the same order."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction

from programs.actions.assign import assign_program
from programs.actions.exercises import load_catalogue
from programs.actions.maxes import add_max
from programs.actions.numbers import Edit, edit_slot
from programs.actions.programs import add_phase, create_program, edit_phase, rename_workout
from programs.actions.slots import add_slot, set_note
from programs.demo.people import (
    BODY_WEIGHT_REPS,
    CLIENTS,
    MAYA,
    OF_EXPERIENCE,
    OF_WOMEN,
    OTHERS,
    SHARES,
    TESTED,
    WOMAN,
    Person,
)
from programs.demo.plans import PLANS, PhasePlan, Plan, WorkoutPlan
from programs.demo.shelf import Shelf
from programs.demo.training import train
from programs.forms.cells import parse_cell
from programs.models import Exercise, LoadKind, Max, Measure, Phase, Program, Slot, Workout
from programs.prescription import Curve
from programs.prescription.curves import percent_for
from programs.schedule import next_monday, spread
from trainer.actions import (
    apply_preset,
    create_account_for_invitation,
    create_client,
    invite_client,
    record_body_weight,
    sign_up_trainer,
)
from trainer.models import Client, Limit, Studio
from web.identifiers import new_uuid

TRAINER, CLIENT, OTHER = "trainer@demo.example", "client@demo.example", "other@demo.example"
PASSWORD = "three sets of ten"
TIME_ZONE = "UTC"


@transaction.atomic
def make_demo(*, now: datetime) -> None:
    """Two studios that know nothing of each other; all or nothing. The same people every time."""
    load_catalogue()
    keys = {key for plan in PLANS.values() for key in plan.keys}
    exercises = {row.key: row for row in Exercise.objects.filter(studio=None, key__in=keys)}
    today = now.date()
    for email, name, studio_name, people in (
        (TRAINER, "Robin Hale", "Northside Strength", CLIENTS),
        (OTHER, "Sasha Lind", "Southside Barbell", OTHERS),
    ):
        user = sign_up_trainer(
            email=email, name=name, password=PASSWORD, time_zone=TIME_ZONE, studio_name=studio_name
        )
        studio = Studio.objects.get(memberships__user=user)
        shelf = Shelf(user, studio, exercises, now, today, Random(email))
        library = (
            {name: make_program(plan, shelf) for name, plan in PLANS.items()} if people is CLIENTS else {}
        )
        for number, person in enumerate(people):
            make_client(person, shelf, library, days_before=number % 7)
    EmailAddress.objects.filter(user__email__in=[TRAINER, CLIENT, OTHER]).update(verified=True)


# Programs


def make_program(plan: Plan, shelf: Shelf) -> Program:
    """A template of the library, built row by row as in the grid."""
    first = plan.phases[0]
    program = create_program(
        studio=shelf.studio,
        by=shelf.by,
        name=plan.name,
        description=plan.description,
        experience=plan.experience,
        method=plan.method,
        weeks=first.weeks,
        workouts=len(first.workouts),
    )
    for _ in plan.phases[1:]:
        add_phase(program, by=shelf.by)
    for phase, phase_plan in zip(program.phases.order_by("position"), plan.phases, strict=True):
        fill_phase(phase, phase_plan, shelf)
    return program


def fill_phase(phase: Phase, plan: PhasePlan, shelf: Shelf) -> None:
    edit_phase(phase, name=plan.name, weeks=plan.weeks, by=shelf.by)
    for workout, workout_plan in zip(phase.workouts.order_by("position"), plan.workouts, strict=True):
        rename_workout(workout, name=workout_plan.name, by=shelf.by)
        fill_workout(workout, workout_plan, shelf)


def fill_workout(workout: Workout, plan: WorkoutPlan, shelf: Shelf) -> None:
    for row in plan.rows:
        exercise = shelf.exercises[row.key]
        add_slot(workout, exercise, goal=row.goal, by=shelf.by)
        slot = Slot.objects.select_related("exercise", "program").get(
            group__workout=workout, exercise=exercise
        )
        timed = exercise.measure == Measure.SECONDS
        edits = [Edit(name, parse_cell(name, text, timed=timed), text) for name, text in row.typed.items()]
        if edits:
            edit_slot(slot, edits, by=shelf.by)
        if row.note:
            set_note(slot, row.note, by=shelf.by)


# Clients


def make_client(person: Person, shelf: Shelf, library: Mapping[str, Program], *, days_before: int) -> None:
    """A client with body, equipment, limits and maxes, and on the program they train."""
    client, _ = create_client(studio=shelf.studio, by=shelf.by, name=person.name, **person.profile)
    record_body_weight(
        client=client,
        by=shelf.by,
        value=Decimal(person.weight),
        unit=person.unit,
        measured_on=shelf.today - timedelta(days=70 + days_before),
    )
    apply_preset(client=client, preset=person.equipment, by=shelf.by)
    for region, note in person.limits.items():
        Limit.objects.create(studio=shelf.studio, client=client, region=region, note=note)
    invite(person, client, shelf)
    if person.plan:
        add_maxes(person, client, shelf)
        assign(person, client, library[person.plan], shelf, days_before=days_before)
        train(person, client, shelf)


def invite(person: Person, client: Client, shelf: Shelf) -> None:
    """Send the link that they were sent; one of them has followed it."""
    if person is MAYA:
        token = invite_client(client=client, by=shelf.by, now=shelf.now)
        create_account_for_invitation(
            token=token, email=CLIENT, name=person.name, password=PASSWORD, time_zone=TIME_ZONE, now=shelf.now
        )
    elif person.invited:
        sent = shelf.now - timedelta(days=60 if person.invited == "expired" else 1)
        invite_client(client=client, by=shelf.by, now=sent)


def assign(person: Person, client: Client, program: Program, shelf: Shelf, *, days_before: int) -> None:
    """Programs begin on any day, so that on every day somebody trains; Maya trains today."""
    if person.weeks_ago < 0:
        starts_on = next_monday(shelf.today + timedelta(days=1))
    else:
        days = 0 if person is MAYA else days_before
        starts_on = shelf.today - timedelta(days=7 * person.weeks_ago + days)
    weekdays: dict[uuid.UUID, int] = {}
    for phase in program.phases.all():
        workouts = list(phase.workouts.order_by("position"))
        chosen = spread(workouts=len(workouts), days=max(person.days, 2), first_weekday=starts_on.weekday())
        weekdays |= {workout.pk: day for workout, day in zip(workouts, chosen, strict=True)}
    assign_program(
        program=program,
        client=client,
        starts_on=starts_on,
        weekdays=weekdays,
        new_id=new_uuid(),
        by=shelf.by,
    )


# Maxes


def add_maxes(person: Person, client: Client, shelf: Shelf) -> None:
    """Maxes of the first lifts of their program, the main ones with an older entry."""
    lifts = [key for key in PLANS[person.plan].keys if key in SHARES or key in BODY_WEIGHT_REPS]
    for number, key in enumerate(lifts[: round(len(lifts) * person.known)]):
        exercise = shelf.exercises[key]
        weeks = shelf.luck.randint(2, 5)
        if number < 2:
            add_lift(person, client, exercise, shelf, weeks_ago=weeks + 6, share=0.91)
        add_lift(person, client, exercise, shelf, weeks_ago=weeks, share=1.0)


def add_lift(
    person: Person, client: Client, exercise: Exercise, shelf: Shelf, *, weeks_ago: int, share: float
) -> None:
    """One max: tested by those who have trained for years, else estimated from a set."""
    reps, rir, load = shelf.luck.choice((5, 6, 8)), Decimal(shelf.luck.choice((1, 2))), Decimal(0)
    tested = exercise.key in TESTED and person.experience == "advanced"
    if exercise.load_kind == LoadKind.BODY_WEIGHT:
        reps = max(3, round(BODY_WEIGHT_REPS[exercise.key] * OF_EXPERIENCE[person.experience] * share))
    else:
        strength = OF_EXPERIENCE[person.experience] * (OF_WOMEN if person.sex == WOMAN else 1)
        one_rm = (
            float(person.weight) * SHARES[exercise.key] * strength * share * shelf.luck.uniform(0.97, 1.03)
        )
        percent = 100.0 if tested else percent_for(Curve(exercise.curve), reps + float(rir))
        assert percent is not None
        load = nearest(one_rm * percent / 100, exercise.loaded_with, person.unit)
    add_max(
        client=client,
        exercise=exercise,
        kind=Max.Kind.TESTED if tested else Max.Kind.ESTIMATED,
        load=load,
        reps=reps,
        rir=rir,
        unit=person.unit,
        measured_on=shelf.today - timedelta(weeks=weeks_ago),
        note="",
        by=shelf.by,
    )


def nearest(load: float, tool: str, unit: str) -> Decimal:
    """A load that somebody would have lifted with this tool; never nothing."""
    step = Decimal(5) if unit == "lb" or tool in ("machine", "cable") else Decimal("2.5")
    if tool == "dumbbell" and unit == "kg" and load < 10:
        step = Decimal(1)
    return max(step, step * round(Decimal(load) / step))
