"""Giving many clients a template at once, and taking it back: one transaction, statements that don't grow."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.actions.assign import KeyTakenError, Recipient, assign_program, assign_to_many
from programs.actions.programs import create_program, rename_workout
from programs.actions.slots import add_slot
from programs.actions.unassign import assignments_of, take_back_assignment
from programs.documents import PARENTS, document_of, is_individually_changed
from programs.models import Program, Remark, Revision, Session, SetGroup, Slot, Workout
from tests.conftest import make_client
from tests.programs.planned import give_barbell, give_max, make_exercise

MONDAY = date(2026, 11, 23)
BATCH = uuid.UUID("0193567e-0000-7000-8000-0000000000cc")


@pytest.fixture
def bench():
    return make_exercise("Bench press")


@pytest.fixture
def template(studio, owner, bench):
    """Two weeks of two workouts, the first with a bench press of the chart's hypertrophy."""
    program = create_program(studio=studio, by=owner, name="Strength base", weeks=2, workouts=2)
    add_slot(program.phases.get().workouts.get(position=1), bench, by=owner)
    return program


@pytest.fixture
def people(studio, owner):
    def people(count):
        return [make_client(studio, owner, f"Client {number:02}") for number in range(1, count + 1)]

    return people


@pytest.fixture
def give(template, owner):
    def give(clients, **changes):
        program = changes.get("program", template)
        workouts = Workout.objects.filter(program=program).order_by("phase__position", "position")
        content = {
            "program": program,
            "recipients": [Recipient(client, uuid.uuid5(BATCH, str(client.pk))) for client in clients],
            "starts_on": MONDAY,
            "weekdays": {workout.pk: 3 * (workout.position - 1) for workout in workouts},
            "batch": BATCH,
            "by": owner,
        }
        return assign_to_many(**{**content, **changes})

    return give


def dates(program):
    rows = Session.objects.filter(program=program).order_by("date", "position")
    return [(item.date, item.name, item.position) for item in rows]


# Assigning


def test_each_client_gets_a_copy_on_the_same_days(give, people, template, owner):
    one, other = people(2)
    made = give([one, other])
    assert [(own.client, own.origin, own.starts_on, own.created_by, own.revision) for own in made] == [
        (one, template, MONDAY, owner, 1),
        (other, template, MONDAY, owner, 1),
    ]
    expected = [
        (date(2026, 11, 23), "Workout A", 1),
        (date(2026, 11, 26), "Workout B", 1),
        (date(2026, 11, 30), "Workout A", 1),
        (date(2026, 12, 3), "Workout B", 1),
    ]
    assert [dates(own) for own in made] == [expected, expected]


def test_loads_are_each_clients_own(give, people, bench):
    strong, new = people(2)
    give_max(strong, bench, "101", on=date(2026, 11, 2))
    give_barbell(strong)
    made = give([strong, new])
    loads = [SetGroup.objects.filter(program=own).earliest("id").effective["load"] for own in made]
    assert loads == ["80", None]


def test_a_copy_made_with_others_is_the_copy_made_alone(give, people, template, owner, bench):
    def rows(program):
        """By origin; ids and what names them are each copy's own."""
        found = {}
        for table, items in document_of(program).items():
            for row in items:
                values = {name: value for name, value in row.items() if name not in {"id", *PARENTS}}
                found[table, row["origin_uuid"]] = values
        return found

    one, other = people(2)
    for client in (one, other):
        give_max(client, bench, "101", on=date(2026, 11, 2))
    workouts = Workout.objects.filter(program=template)
    alone = assign_program(
        program=template,
        client=one,
        starts_on=MONDAY,
        weekdays={workout.pk: 3 * (workout.position - 1) for workout in workouts},
        new_id=uuid.uuid4(),
        by=owner,
    ).program
    (together,) = give([other])
    first, second = rows(alone), rows(together)
    for (table, _), row in [*first.items(), *second.items()]:
        if table == "slots":
            row["lift"] = {name: value for name, value in row["lift"].items() if name != "max_id"}
    assert first == second
    assert not any(is_individually_changed(row) for row in SetGroup.objects.filter(program=together))


def test_a_program_that_stands_on_the_same_days_already_comes_first(give, people, template, studio, owner):
    busy, free = people(2)
    Session.objects.create(studio=studio, client=busy, name="Run", date=MONDAY)
    made = give([busy, free])
    assert [dates(own)[0] for own in made] == [(MONDAY, "Workout A", 2), (MONDAY, "Workout A", 1)]


def test_the_reason_is_kept_in_the_history_of_the_client_it_is_about(give, people, owner):
    hurt, well = people(2)
    made = give(
        [hurt, well],
        recipients=[
            Recipient(hurt, uuid.uuid4(), "Her doctor called."),
            Recipient(well, uuid.uuid4()),
        ],
    )
    texts = [
        (item.number, item.by, item.text, item.changes, item.batch)
        for own in made
        for item in Revision.objects.filter(program=own)
    ]
    said = "Scheduled from 23 Nov 2026"
    assert texts == [
        (1, owner, f"{said}, in spite of what speaks against it: Her doctor called.", [], BATCH),
        (1, owner, said, [], BATCH),
    ]


def test_the_same_request_twice_makes_everything_once(give, people):
    clients = people(2)
    assert len(give(clients)) == 2
    assert give(clients) == []
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (2, 8)


def test_a_request_that_names_more_clients_the_second_time_makes_theirs_only(give, people):
    one, other = people(2)
    give([one])
    assert [own.client for own in give([one, other])] == [other]


def test_an_id_of_another_program_is_refused_and_nothing_is_made(give, people, template):
    one, other = people(2)
    with pytest.raises(KeyTakenError):
        give([], recipients=[Recipient(one, uuid.uuid4()), Recipient(other, template.pk)])
    assert not Program.objects.of_clients().exists()


def test_a_failure_half_way_leaves_nothing(give, people, template):
    days = dict.fromkeys(Workout.objects.filter(program=template).values_list("pk", flat=True), 0)
    days.popitem()
    with pytest.raises(KeyError):
        give(people(2), weekdays=days)
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (0, 0)


@pytest.mark.parametrize(("count", "slots"), [(1, 1), (3, 1), (3, 8), (50, 1)])
def test_the_statements_are_as_many_for_fifty_clients_and_eight_exercises(
    give, people, template, owner, count, slots
):
    workout = template.phases.get().workouts.get(position=2)
    for number in range(1, slots):
        add_slot(workout, make_exercise(f"Exercise {number}"), by=owner)
    clients = people(count)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        give(clients)
    assert len(queries) == 30
    assert Slot.objects.filter(program__client__isnull=False).count() == count * slots


# Taking back


@pytest.fixture
def take_back(template, owner):
    return lambda **changes: take_back_assignment(
        **{"template": template, "batch": BATCH, "by": owner} | changes
    )


def test_what_was_assigned_in_one_act_is_taken_back_in_one(give, people, take_back, template):
    before = document_of(template)
    give(people(3))
    taken = take_back()
    assert (taken.count, taken.kept) == (3, [])
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (0, 0)
    assert document_of(template) == before
    assert take_back().count == 0


def test_a_copy_that_was_trained_told_of_or_changed_stays(give, people, take_back, owner, studio):
    clients = people(5)
    made = give(clients)
    first = [Session.objects.filter(program=own).earliest("date") for own in made]
    first[0].status, first[0].frozen = "in_progress", {"exercises": []}
    first[0].save()
    first[1].status = "skipped"
    first[1].save()
    Remark.objects.create(
        studio=studio, client=clients[2], session=first[2], author=owner, by_trainer=True, text="Easy"
    )
    workout = Workout.objects.select_related("program").filter(program=made[3]).earliest("position")
    rename_workout(workout, name="Own", by=owner)
    taken = take_back()
    assert (taken.count, taken.kept) == (
        1,
        [
            ("their training has begun", "Client 01, Client 02"),
            ("somebody wrote about a workout of it", "Client 03"),
            ("it was changed for them since", "Client 04"),
        ],
    )
    assert set(Program.objects.of_clients().values_list("client__name", flat=True)) == {
        f"Client 0{number}" for number in range(1, 5)
    }


def test_what_was_made_one_by_one_or_in_another_act_stays(give, people, take_back, template, owner):
    one, other, third = people(3)
    give([one])
    give([other], batch=uuid.uuid4())
    assign_program(
        program=template,
        client=third,
        starts_on=MONDAY,
        weekdays=dict.fromkeys(Workout.objects.filter(program=template).values_list("pk", flat=True), 0),
        new_id=uuid.uuid4(),
        by=owner,
    )
    assert take_back().count == 1
    assert {item.client for item in Program.objects.of_clients()} == {other, third}


def test_a_trainer_takes_back_only_from_clients_they_may_see(give, people, take_back, helper):
    give(people(2))
    assert take_back(by=helper).count == 0
    assert Program.objects.of_clients().count() == 2


def test_the_assignments_are_listed_newest_first_with_their_clients(give, people, template, owner, helper):
    one, other, third = people(3)
    give([other, one])
    later = uuid.uuid4()
    give([third], batch=later, recipients=[Recipient(third, uuid.uuid4())])
    listed = [(item.batch, item.clients, item.newest.by) for item in assignments_of(template, owner)]
    assert listed == [(later, ["Client 03"], owner), (BATCH, ["Client 01", "Client 02"], owner)]
    assert assignments_of(template, helper) == []


@pytest.mark.parametrize("count", [1, 3, 50])
def test_taking_back_takes_as_many_statements_for_fifty_clients(give, people, take_back, count):
    give(people(count))
    with CaptureQueriesContext(connection) as queries:
        assert take_back().count == count
    assert len(queries) == 33
