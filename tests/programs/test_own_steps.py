"""A template whose loads rise by kilograms, given to clients with maxes of their own."""

import uuid
from datetime import date
from decimal import Decimal

from programs.actions.assign import Recipient, assign_program, assign_to_many
from programs.actions.progression import apply_scheme
from programs.documents import is_individually_changed
from programs.models import Exercise, Program, SetGroup, Slot, Workout
from programs.prescription import LinearLoad, Scheme, StepUnit
from tests.conftest import make_client
from tests.programs.planned import give_barbell, give_max
from tests.programs.rows import base_program
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

MONDAY = date(2026, 11, 30)
BY_KILOGRAMS = LinearLoad(step=Decimal("2.5"), unit=StepUnit.KG)


def template(studio: Studio, owner: User, scheme: Scheme) -> Program:
    program = base_program(studio, owner)
    Exercise.objects.filter(name="Press").update(equipment=["barbell"])
    apply_scheme(program, {program.phases.get().pk: scheme}, scope="Phase 1", by=owner)
    program.refresh_from_db()
    return program


def strong(client: Client, value: str) -> Client:
    give_barbell(client)
    give_max(client, Exercise.objects.get(name="Press"), on=date(2026, 11, 20), value=value)
    return client


def loads(program: Program) -> list[str]:
    rows = SetGroup.objects.filter(slot__program=program, slot__exercise__name="Press").order_by(
        "week__position"
    )
    return [row.effective["load"] for row in rows]


def weekdays(program: Program) -> dict[uuid.UUID, int]:
    return {workout.pk: workout.position for workout in Workout.objects.filter(program=program)}


def test_each_copy_rises_by_the_step_from_the_clients_own_max(
    studio: Studio, owner: User, client: Client
) -> None:
    program = template(studio, owner, BY_KILOGRAMS)
    other = make_client(studio, owner, "Nora New")
    people = [Recipient(strong(client, "100"), new_uuid()), Recipient(strong(other, "50"), new_uuid())]
    copies = assign_to_many(
        program=program,
        recipients=people,
        starts_on=MONDAY,
        weekdays=weekdays(program),
        batch=new_uuid(),
        by=owner,
    )
    assert [loads(copy) for copy in copies] == [["80", "82.5", "85"], ["40", "42.5", "45"]]
    rows = [*SetGroup.objects.filter(program__in=copies), *Slot.objects.filter(program__in=copies)]
    assert [row for row in rows if is_individually_changed(row)] == []


def test_a_client_without_a_max_keeps_the_weeks_as_they_were_written(
    studio: Studio, owner: User, client: Client
) -> None:
    program = template(studio, owner, BY_KILOGRAMS)
    made = assign_program(
        program=program,
        client=client,
        starts_on=MONDAY,
        weekdays=weekdays(program),
        new_id=new_uuid(),
        by=owner,
    )
    assert loads(made.program) == [None, None, None]
