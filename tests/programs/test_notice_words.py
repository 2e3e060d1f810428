"""What the digest and the reminder say, and what counts as new."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from programs.emails import stop_url
from programs.models import Notice, Session, SlotExchange
from tests.conftest import make_client
from tests.programs.notified import (
    DIGEST,
    MONDAY,
    REMINDER,
    SEVEN,
    addressees,
    finish,
    plan,
    run,
    suggest,
    wants,
)
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from trainer.models import Invitation, Studio

SIGNATURE = "-- \nSetwise at http://localhost:8000"


@pytest.fixture(autouse=True)
def clock():
    """Monday at seven in UTC, where the people of these tests live unless they say otherwise."""
    with time_machine.travel(SEVEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def trainer(owner):
    """`owner`, who wants a digest every day."""
    return wants(owner, digest="daily")


@pytest.fixture
def reader(client, client_person):
    """`client_person`, who wants to be reminded."""
    return wants(client_person, reminders=True)


# What they say


def test_the_digest_says_what_needs_attention_what_is_new_and_what_is_today(
    trainer, client, client_person, studio
):
    today = plan(client)
    trained = plan(client, on=MONDAY - timedelta(days=1), name="Workout Z")
    finish(trained, by=client_person, at=SEVEN - timedelta(hours=9))
    ben = make_client(studio, trainer, "Ben Bold")
    suggest(client)
    suggest(client, rule="missed")
    assert today.status == "planned"
    assert run() == "Digests sent: 1. Reminders sent: 0.\n"
    (message,) = mail.outbox
    stop = stop_url(trainer, DIGEST)
    assert message.to == ["owner@example.com"]
    assert message.subject == "2 clients need your attention, 1 new session, 1 workout today, 2 suggestions"
    assert (
        message.body
        == f"""Hello Olivia Owner,

Needs your attention

Ben Bold
  Has no program
  Cannot sign in yet
  New program: http://localhost:8000/programs/new/?client={ben.pk}
Clara Client
  The program ends on 23 Nov 2026
  What’s next: http://localhost:8000/programs/{today.program_id}/next/

New sessions

Clara Client: Workout Z, partly done
  http://localhost:8000/sessions/{trained.pk}/review/

Workouts today

Clara Client: Workout A

Suggestions to decide on

Clara Client: 2 suggestions
  http://localhost:8000/clients/{client.pk}/suggestions/

Your desk: http://localhost:8000/desk/

You asked for this e-mail every day. To stop it: {stop}


{SIGNATURE}"""
    )
    assert [part.get_content_type() for part in message.message().walk()] == ["text/plain"]


def test_the_reminder_says_what_is_trained_today_and_where_to_find_it(reader, client, studio, owner):
    plan(client, exercises=("Bench press", "Row", "Squat", "Plank", "Dip"))
    elsewhere = Studio.objects.create(name="Southside Barbell")
    other_row = make_client(elsewhere, owner, "Clara C.", user=reader)
    plan(other_row, name="Yoga")
    assert run() == "Digests sent: 0. Reminders sent: 1.\n"
    (message,) = mail.outbox
    assert message.to == ["client@example.com"]
    assert message.subject == "Today: Workout A and Yoga"
    assert (
        message.body
        == f"""Hello Clara Client,

today is a training day.

Workout A, planned by Northside Strength
Bench press, Row, Squat and 2 more

Yoga, planned by Southside Barbell

Open it on your phone: http://localhost:8000/today/

You asked to be reminded on training days. To stop these e-mails: {stop_url(reader, REMINDER)}


{SIGNATURE}"""
    )


def test_the_reminder_names_the_exercises_of_this_week(reader, client):
    program = make_program(client.studio, client=client, phases=[(2, ["Workout A"])])
    workout = program.phases.get().workouts.get()
    second = workout.phase.weeks.get(position=2)
    add_group(workout, make_exercise("Only in the first week"), slot={"last_week": 1})
    (slot,) = add_group(workout, make_exercise("Bench press"))
    SlotExchange.objects.create(
        studio=client.studio, program=program, slot=slot, week=second, exercise=make_exercise("Push-up")
    )
    schedule(program, client, starts_on=MONDAY - timedelta(days=7))
    run()
    assert mail.outbox[0].body.splitlines()[4:6] == ["Workout A, planned by Northside Strength", "Push-up"]


def test_dates_stand_in_the_persons_own_form(trainer, client):
    wants(trainer, locale="en-us")
    plan(client, on=MONDAY - timedelta(days=1))
    run()
    assert "  The program ended on Nov. 22, 2026\n" in mail.outbox[0].body


def test_long_lists_are_cut(trainer, studio, client, client_person):
    for number in range(21):
        make_client(studio, trainer, f"Client {number:02}")
        session = plan(client, name=f"Workout {number}", on=MONDAY - timedelta(days=1))
        finish(session, by=client_person, at=SEVEN - timedelta(hours=number))
    run()
    message = mail.outbox[0]
    assert message.subject == "22 clients need your attention, 21 new sessions"
    assert "2 more clients: http://localhost:8000/clients/\n" in message.body
    assert "1 more, older than these\n" in message.body
    assert ("Workout 19," in message.body, "Workout 20," in message.body) == (True, False)


def test_what_people_wrote_can_neither_add_a_header_nor_pretend_to_be_a_line_of_ours(
    trainer, reader, client, studio
):
    trick = "Eve\r\nBcc: everybody@example.com\n\nYour desk:\u2028http://evil.example/"
    flat = "Eve Bcc: everybody@example.com Your desk: http://evil.example/"
    wants(trainer, name=trick)
    wants(reader, name=trick)
    Studio.objects.update(name=trick)
    make_client(studio, trainer, trick)
    session = plan(client, name=trick, exercises=[trick])
    assert session.name == trick
    run()
    reminder, digest = mail.outbox
    assert reminder.subject == f"Today: {flat}"
    assert reminder.body.splitlines()[:6] == [
        f"Hello {flat},",
        "",
        "today is a training day.",
        "",
        f"{flat}, planned by {flat}",
        flat,
    ]
    assert f"\n{flat}\n  Has no program\n" in digest.body
    assert f"\nClara Client: {flat}\n" in digest.body
    assert f"\n  No max for {flat}, so there is no load\n" in digest.body
    for message in (reminder, digest):
        parsed = message.message()
        assert (parsed["Bcc"], parsed["To"]) == (None, message.to[0])
        assert [line for line in message.body.splitlines() if line.startswith(("http://evil", "Bcc"))] == []


@pytest.mark.usefixtures("client")
def test_the_weekly_digest_says_how_often_it_comes(trainer):
    wants(trainer, digest="weekly")
    run()
    assert "You asked for this e-mail every Monday. To stop it: " in mail.outbox[0].body


def test_an_invitation_that_runs_out_is_told_when_it_has(trainer, studio, clock):
    ben = make_client(studio, trainer, "Ben Bold")
    plan(ben, on=MONDAY + timedelta(days=60))
    Invitation.objects.create(
        studio=studio, client=ben, token_hash="hash", expires_at=SEVEN + timedelta(hours=1)
    )
    run()
    clock.move_to(SEVEN + timedelta(days=1))
    run()
    (message,) = mail.outbox
    assert "Ben Bold\n  The invitation has expired\n" in message.body


# What counts as new


@pytest.fixture
def calm(trainer, client):
    """A client about whom there is nothing else to say."""
    plan(client, on=MONDAY + timedelta(days=60))
    return client


@pytest.mark.parametrize(
    ("digest", "hours", "told"),
    [("daily", 23, True), ("daily", 25, False), ("weekly", 24 * 7 - 1, True), ("weekly", 24 * 7 + 1, False)],
)
def test_the_first_digest_looks_back_over_the_time_between_two(
    trainer, calm, client_person, digest, hours, told
):
    wants(trainer, digest=digest)
    at = SEVEN - timedelta(hours=hours)
    finish(plan(calm, on=at.date()), by=client_person, at=at)
    run()
    assert [message.subject for message in mail.outbox] == (["1 new session"] if told else [])


def test_a_session_is_new_in_one_digest_only(trainer, calm, client_person, clock):
    first = plan(calm, on=MONDAY - timedelta(days=1), name="First")
    second = plan(calm, on=MONDAY - timedelta(days=1), name="Second")
    finish(first, by=client_person, at=SEVEN - timedelta(hours=1))
    run()
    finish(second, by=client_person, at=SEVEN + timedelta(seconds=1))
    clock.move_to(SEVEN + timedelta(days=1))
    run()
    told = [line for message in mail.outbox for line in message.body.splitlines() if "partly done" in line]
    assert told == ["Clara Client: First, partly done", "Clara Client: Second, partly done"]


def test_a_session_is_new_when_it_reaches_us_however_long_it_was_on_the_phone(
    trainer, calm, client_person, clock
):
    run()
    session = plan(calm, on=MONDAY - timedelta(days=3))
    finish(
        session,
        by=client_person,
        at=SEVEN - timedelta(days=3),
        received=SEVEN + timedelta(hours=3),
    )
    clock.move_to(SEVEN + timedelta(days=1))
    run()
    assert [message.subject for message in mail.outbox] == ["1 new session"]


def test_a_session_that_a_trainer_has_read_is_not_new(trainer, calm, client_person):
    session = plan(calm, on=MONDAY - timedelta(days=1))
    finish(session, by=client_person, at=SEVEN - timedelta(hours=1))
    Session.objects.filter(pk=session.pk).update(read_at=SEVEN, read_by=trainer)
    run()
    assert addressees() == []


def test_after_a_long_silence_the_digest_looks_back_two_weeks(trainer, calm, client_person):
    old = Notice.objects.create(user=trainer, kind=DIGEST, day=MONDAY - timedelta(days=100))
    Notice.objects.filter(pk=old.pk).update(created_at=SEVEN - timedelta(days=100))
    for days in (13, 15):
        at = SEVEN - timedelta(days=days)
        finish(plan(calm, on=at.date(), name=f"Workout of day {days}"), by=client_person, at=at)
    run()
    (message,) = mail.outbox
    assert message.subject == "1 new session"
    assert "Clara Client: Workout of day 13, partly done\n" in message.body


def test_only_open_suggestions_are_told(trainer, calm):
    suggest(calm, status="rejected", decided_at=SEVEN)
    run()
    assert addressees() == []
