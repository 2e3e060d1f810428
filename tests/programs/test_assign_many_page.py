"""Assigning to several clients: choose, look, assign, undo."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import escape

from programs.actions.slots import add_slot
from programs.models import Program, Revision, Session
from tests.conftest import make_client
from tests.programs.assigning import errors_of, strength_base
from tests.programs.planned import add_group, give_barbell, give_max, make_exercise, make_program, schedule
from trainer.models import Clearance, Limit

BATCH = "0193567e-0000-7000-8000-0000000000cc"
WAITS = "Waits for a health professional’s clearance and should not start before."


pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def bench():
    return make_exercise("Bench press")


@pytest.fixture
def template(studio, owner, bench):
    return strength_base(studio, owner, bench)


@pytest.fixture
def url(template):
    return reverse("program_assign_many", args=[template.pk])


@pytest.fixture
def sent(template):
    """What the form sends for these clients: from Monday the 23rd, on Monday and Thursday."""
    first, second = template.phases.get().workouts.order_by("position")

    def sent(*clients, step="look", **told):
        return {
            "clients": [str(client.pk) for client in clients],
            "starts_on": "2026-11-23",
            f"weekday-{first.pk}": "0",
            f"weekday-{second.pk}": "3",
            "batch": BATCH,
            "step": step,
            **told,
        }

    return sent


def lines_of(response):
    return [*response.context_data["blocked"], *response.context_data["ready"]]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Choosing


def test_the_list_says_of_each_client_what_decides(trainer, url, template, studio, owner, client):
    client.days_per_week, client.experience = 1, "intermediate"
    client.save()
    new = make_client(studio, owner, "Nora New", goal="strength", experience="novice")
    schedule(make_program(studio, client=client, name="Run prep"), client, starts_on=date(2026, 11, 16))
    held = make_program(studio, client=new, name="Strength base", origin=template)
    schedule(held, new, starts_on=date(2026, 11, 2), every=3)
    candidates = trainer.get(url).context["candidates"]
    assert [(item.name, item.about, item.held, item.trains) for item in candidates] == [
        ("Clara Client", "General health · Intermediate · 1 day a week", "", "“Run prep” until 23 Nov 2026"),
        ("Nora New", "Strength · Novice · 3 days a week", "from 2 Nov 2026 to 5 Nov 2026", ""),
    ]


def test_only_active_clients_whom_the_trainer_may_see_are_offered(
    trainer, url, client, studio, helper, stranger, owner
):
    make_client(studio, helper, "Not Mine")
    make_client(stranger.memberships.get().studio, stranger, "Far Away")
    make_client(studio, owner, "Away", archived_at=datetime.now(UTC))
    assert [item.name for item in trainer.get(url).context["candidates"]] == ["Clara Client"]


def test_without_clients_the_page_leads_to_the_first(trainer, url):
    assert reverse("client_create") in trainer.get(url).content.decode()


def test_a_program_of_a_client_is_no_template(trainer, studio, client):
    own = make_program(studio, client=client)
    url = reverse("program_assign_many", args=[own.pk])
    assert (trainer.get(url).status_code, trainer.post(url).status_code) == (404, 404)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_takes_as_many_queries_for_fifty_clients(
    trainer, url, studio, owner, count, django_assert_num_queries
):
    for number in range(count):
        make_client(studio, owner, f"Client {number:02}")
    with django_assert_num_queries(10):
        assert len(trainer.get(url).context["candidates"]) == count


def test_nobody_chosen_is_said_with_422_and_the_rest_is_kept(trainer, url, sent):
    response = trainer.post(url, {**sent(), "starts_on": "2026-12-07"})
    assert response.status_code == 422
    assert errors_of(response) == {"clients": ["Choose at least one client."]}
    assert response.context["form"].starts_text == "2026-12-07"


@pytest.mark.parametrize(
    ("told", "field", "problem"),
    [
        ({"starts_on": "soon"}, "starts_on", "This is not a date."),
        ({"starts_on": "2036-11-23"}, "starts_on", "Choose a day within two years of today."),
        ({"clients": ["x"]}, "clients", "One of the chosen clients is not on your list any more."),
        ({"clients": [BATCH]}, "clients", "One of the chosen clients is not on your list any more."),
        ({"batch": "x"}, "batch", "Enter a valid UUID."),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(trainer, url, sent, client, told, field, problem):
    response = trainer.post(url, sent(client, **told))
    assert response.status_code == 422
    assert errors_of(response) == {field: [problem]}
    assert not Program.objects.of_clients().exists()


def test_more_than_a_hundred_at_once_are_refused(trainer, url, sent, studio, owner):
    clients = [make_client(studio, owner, f"Client {number}") for number in range(101)]
    response = trainer.post(url, sent(*clients))
    assert errors_of(response) == {"clients": ["Choose at most 100 clients at once."]}


def test_a_template_without_workouts_cannot_be_assigned(trainer, studio, client):
    empty = make_program(studio, phases=[(2, [])])
    response = trainer.post(
        reverse("program_assign_many", args=[empty.pk]),
        {"clients": [str(client.pk)], "starts_on": "2026-11-23", "batch": BATCH},
    )
    assert response.status_code == 422
    assert errors_of(response) == {
        "__all__": ["This program has no workouts yet. Add some before assigning it."]
    }


def test_going_back_keeps_who_when_and_what_was_written(trainer, url, sent, client, other_client):
    told = {f"reason-{client.pk}": "A letter came.", "leave_out": str(other_client.pk)}
    response = trainer.post(url, sent(client, other_client, step="choose", starts_on="2026-12-07", **told))
    assert response.status_code == 200
    page = response.content.decode()
    assert response.context["chosen"] == {str(client.pk), str(other_client.pk)}
    assert response.context["form"].remarks() == [
        (f"reason-{client.pk}", "A letter came."),
        ("leave_out", str(other_client.pk)),
    ]
    assert page.count(" checked") == 2
    assert 'value="2026-12-07"' in page


# Looking


def test_each_client_is_shown_with_their_own_loads(trainer, url, sent, client, other_client, bench):
    give_max(client, bench, "101", on=date(2026, 11, 2))
    give_barbell(client)
    response = trainer.post(url, sent(client, other_client))
    assert response.status_code == 200
    lifts = [
        (line.shown.client.name, lift.name, lift.target, lift.load, lift.known)
        for line in lines_of(response)
        for lift in line.shown.lifts
    ]
    assert lifts == [
        ("Clara Client", "Bench press", "4 × 10", "80 kg", True),
        ("Oscar Other", "Bench press", "4 × 10", "a weight you could lift 10 times", False),
    ]
    assert [line.shown.missing for line in lines_of(response)] == ["", "Bench press"]


def test_looking_writes_nothing(trainer, url, sent, client, template):
    rows = list(template.setgroup_rows.values())
    trainer.post(url, sent(client))
    assert list(template.setgroup_rows.values()) == rows
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (0, 0)


def test_what_holds_for_everybody_is_said_once(trainer, url, sent, client, other_client):
    Limit.objects.create(studio=client.studio, client=client, region="shoulder")
    response = trainer.post(url, sent(client, other_client))
    everybody = response.context_data["everybody"]
    assert {finding.where for finding in everybody} == {"Bench press"}
    assert not any(finding in line.shown.findings for finding in everybody for line in lines_of(response))


def test_of_one_client_everything_is_said_with_them(trainer, url, sent, client):
    response = trainer.post(url, sent(client))
    assert response.context_data["everybody"] == []
    assert [finding.where for finding in lines_of(response)[0].shown.cautions] == ["Bench press"]


def test_a_region_that_hurts_is_a_caution_of_that_client(trainer, url, sent, client, other_client, bench):
    bench.stresses = ["shoulder"]
    bench.save()
    Limit.objects.create(studio=client.studio, client=client, region="shoulder")
    cautions = {
        line.shown.client.name: [finding.text for finding in line.shown.cautions]
        for line in lines_of(trainer.post(url, sent(client, other_client)))
    }
    assert cautions == {
        "Clara Client": ["This lift stresses shoulder, which the client has trouble with."],
        "Oscar Other": [],
    }


def test_who_has_it_already_and_who_trains_something_else_is_said(
    trainer, url, sent, client, other_client, template, studio
):
    schedule(make_program(studio, client=client, name="Run prep"), client, starts_on=date(2026, 11, 23))
    held = make_program(studio, client=other_client, origin=template)
    schedule(held, other_client, starts_on=date(2026, 11, 2))
    found = {
        line.shown.client.name: [item.text for item in line.shown.cautions]
        for line in lines_of(trainer.post(url, sent(client, other_client)))
    }
    assert found == {
        "Clara Client": [
            "Trains “Run prep” too, until 30 Nov 2026: both on 2 days, up to 3 workouts a week."
        ],
        "Oscar Other": ["Has it already, from 2 Nov 2026 to 9 Nov 2026."],
    }


@pytest.mark.parametrize(("count", "slots"), [(1, 1), (3, 1), (3, 5), (50, 1)])
def test_looking_takes_as_many_queries_for_fifty_clients_and_five_exercises(
    trainer, url, sent, template, studio, owner, count, slots, django_assert_num_queries
):
    workout = template.phases.get().workouts.get(position=2)
    for number in range(1, slots):
        add_slot(workout, make_exercise(f"Exercise {number}"), by=owner)
    clients = [make_client(studio, owner, f"Client {number:02}") for number in range(count)]
    with django_assert_num_queries(17):
        response = trainer.post(url, sent(*clients))
    assert len(lines_of(response)) == count


def test_an_exercise_that_is_another_in_the_first_week_goes_by_that_name(trainer, studio, client):
    program = make_program(studio)
    workout = program.phases.get().workouts.get()
    [slot] = add_group(workout, make_exercise("Bench press"))
    other = make_exercise("Floor press")
    week = program.phases.get().weeks.earliest("position")
    slot.exchanges.create(studio=studio, program=program, week=week, exercise=other)
    response = trainer.post(
        reverse("program_assign_many", args=[program.pk]),
        {
            "clients": [str(client.pk)],
            "starts_on": "2026-11-23",
            "batch": BATCH,
            f"weekday-{workout.pk}": "0",
        },
    )
    assert response.context_data["lifts"] == ["Floor press"]


# Assigning


def test_all_of_them_are_assigned_and_the_page_offers_to_undo(trainer, url, sent, client, other_client):
    response = trainer.post(url, sent(client, other_client, step="assign"))
    assert (response.status_code, response["Location"]) == (302, url)
    assert said(response) == ["“Strength base” is on the calendars of 2 clients from 23 Nov 2026."]
    assert {own.client for own in Program.objects.of_clients()} == {client, other_client}
    assert [item.short for item in trainer.get(url).context["assignments"]] == [
        "2 clients: Clara Client and Oscar Other"
    ]


def test_sending_it_twice_assigns_once(trainer, url, sent, client):
    trainer.post(url, sent(client, step="assign"))
    response = trainer.post(url, sent(client, step="assign"))
    assert said(response)[-1] == "They have it already: this was sent before."
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (1, 4)


def test_a_blocker_needs_a_reason_beside_the_client_and_nothing_is_lost(
    trainer, url, sent, client, other_client
):
    client.clearance = Clearance.NEEDED
    client.save()
    told = {f"reason-{other_client.pk}": "Not needed", "starts_on": "2026-12-07"}
    response = trainer.post(url, sent(client, other_client, step="assign", **told))
    assert response.status_code == 422
    assert errors_of(response) == {
        "__all__": ["One client needs a reason, or to be left out. Nothing was assigned yet."]
    }
    [blocked] = response.context_data["blocked"]
    assert (blocked.shown.client, blocked.unexplained) == (client, True)
    assert [finding.text for finding in blocked.shown.blockers] == [WAITS]
    page = response.content.decode()
    assert f'id="reason-error-{client.pk}"' in page
    assert escape("2026-12-07") in page
    assert not Program.objects.of_clients().exists()


def test_a_written_reason_is_kept_with_the_program_it_is_about(trainer, url, sent, client, other_client):
    client.clearance = Clearance.NEEDED
    client.save()
    told = {f"reason-{client.pk}": "Her doctor called.", f"reason-{other_client.pk}": "No blocker"}
    assert trainer.post(url, sent(client, other_client, step="assign", **told)).status_code == 302
    texts = {
        item.program.client_id: item.text
        for item in Revision.objects.filter(batch=BATCH).select_related("program")
    }
    assert texts == {
        client.pk: "Scheduled from 23 Nov 2026, in spite of what speaks against it: Her doctor called.",
        other_client.pk: "Scheduled from 23 Nov 2026",
    }


def test_what_no_database_takes_is_left_out_of_a_reason_and_a_long_one_is_cut(trainer, url, sent, client):
    client.clearance = Clearance.NEEDED
    client.save()
    told = {f"reason-{client.pk}": "\x00Fine" + "x" * 400}
    assert trainer.post(url, sent(client, step="assign", **told)).status_code == 302
    text = Revision.objects.get(batch=BATCH).text
    assert text.removeprefix("Scheduled from 23 Nov 2026, in spite of what speaks against it: ") == (
        "Fine" + "x" * 296
    )


def test_who_is_left_out_gets_nothing_and_needs_no_reason(trainer, url, sent, client, other_client):
    client.clearance = Clearance.NEEDED
    client.save()
    trainer.post(url, sent(client, other_client, step="assign", leave_out=str(client.pk)))
    assert [own.client for own in Program.objects.of_clients()] == [other_client]


def test_when_everybody_is_left_out_that_is_said(trainer, url, sent, client):
    response = trainer.post(url, sent(client, step="assign", leave_out=str(client.pk)))
    assert response.status_code == 422
    assert errors_of(response) == {"__all__": ["Everybody is left out, so there is nobody to assign it to."]}


def test_an_id_that_is_another_programs_asks_to_open_the_page_again(trainer, url, sent, client, studio):
    taken = uuid.uuid5(uuid.UUID(BATCH), str(client.pk))
    make_program(studio, id=taken)
    response = trainer.post(url, sent(client, step="assign"))
    assert response.status_code == 422
    assert errors_of(response) == {
        "__all__": ["This page is out of date. Open it again and assign once more."]
    }


# Undo


@pytest.fixture
def undo(trainer, template):
    def undo(batch=BATCH):
        return trainer.post(reverse("program_assign_undo", args=[template.pk]), {"batch": batch})

    return undo


def test_one_undo_removes_all_copies(trainer, url, sent, client, other_client, undo):
    trainer.post(url, sent(client, other_client, step="assign"))
    response = undo()
    assert (response.status_code, response["Location"]) == (302, url)
    assert said(response)[-1] == "Taken back from 2 clients."
    assert (Program.objects.of_clients().count(), Session.objects.count()) == (0, 0)
    assert said(undo())[-1] == "There was nothing to take back."


def test_the_copy_of_a_client_who_has_begun_stays_and_that_is_said(
    trainer, url, sent, client, other_client, undo
):
    trainer.post(url, sent(client, other_client, step="assign"))
    first = Session.objects.filter(client=client).earliest("date")
    first.status = "skipped"
    first.save()
    assert said(undo())[-2:] == [
        "Taken back from 1 client.",
        "Kept for Clara Client: their training has begun.",
    ]
    assert [own.client for own in Program.objects.of_clients()] == [client]


def test_what_was_undone_can_be_assigned_again(trainer, url, sent, client, undo):
    trainer.post(url, sent(client, step="assign"))
    undo()
    trainer.post(url, sent(client, step="assign"))
    assert [own.client for own in Program.objects.of_clients()] == [client]


def test_an_assignment_is_nothing_that_was_brought(trainer, url, sent, client, template):
    trainer.post(url, sent(client, step="assign"))
    page = trainer.get(reverse("program_bring", args=[template.pk]))
    assert page.context["batches"] == []


@pytest.mark.parametrize("batch", ["", "x"])
def test_an_undo_that_names_nothing_is_not_found(undo, batch):
    assert undo(batch).status_code == 404
