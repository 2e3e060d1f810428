"""Who gets a digest or a reminder, when, and never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from programs.models import Notice, Session
from tests.conftest import make_client, make_person
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
from tests.programs.planned import add_group, lift, make_exercise
from trainer.models import Membership, User


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


# Never twice


def test_a_day_has_one_digest_and_one_reminder_however_often_the_command_runs(trainer, reader, client, clock):
    plan(client)
    assert run() == "Digests sent: 1. Reminders sent: 1.\n"
    assert addressees() == ["client@example.com", "owner@example.com"]
    for hours in (0, 1, 16):
        clock.move_to(SEVEN + timedelta(hours=hours))
        assert (run(), addressees()) == ("", [])
    assert set(Notice.objects.values_list("user", "kind", "day")) == {
        (reader.pk, "reminder", MONDAY),
        (trainer.pk, "digest", MONDAY),
    }


def test_the_next_day_has_its_own(trainer, reader, client, clock):
    plan(client)
    plan(client, on=MONDAY + timedelta(days=1))
    run()
    clock.move_to(SEVEN + timedelta(days=1))
    mail.outbox.clear()
    run()
    assert addressees() == ["client@example.com", "owner@example.com"]


def test_a_digest_with_nothing_to_say_is_not_sent_and_does_not_come_later_that_day(trainer, client, clock):
    plan(client, on=MONDAY + timedelta(days=30))
    assert (run(), addressees()) == ("", [])
    make_client(client.studio, trainer, "Ben Bold")
    clock.move_to(SEVEN + timedelta(hours=5))
    assert (run(), addressees()) == ("", [])
    clock.move_to(SEVEN + timedelta(days=1))
    run()
    assert addressees() == ["owner@example.com"]


def test_a_workout_that_is_planned_during_the_day_is_reminded_of(reader, client, clock):
    assert (run(), addressees()) == ("", [])
    clock.move_to(SEVEN + timedelta(hours=2))
    plan(client)
    run()
    assert addressees() == ["client@example.com"]


def test_whoever_flies_to_where_it_is_yesterday_again_is_not_told_twice(trainer, reader, client, clock):
    wants(trainer, time_zone="Pacific/Auckland")
    wants(reader, time_zone="Pacific/Auckland")
    plan(client)
    plan(client, on=MONDAY - timedelta(days=1))
    clock.move_to(datetime(2026, 11, 22, 19, tzinfo=UTC))  # Monday, eight in the morning
    run()
    assert addressees() == ["client@example.com", "owner@example.com"]
    wants(trainer, time_zone="America/Los_Angeles")
    wants(reader, time_zone="America/Los_Angeles")
    clock.move_to(datetime(2026, 11, 22, 20, tzinfo=UTC))  # Sunday, noon
    assert (run(), addressees()) == ("", [])


# When


@pytest.mark.parametrize(
    ("zone", "moment", "sent"),
    [
        ("UTC", datetime(2026, 11, 23, 5, 59, 59, tzinfo=UTC), []),
        ("UTC", datetime(2026, 11, 23, 6, tzinfo=UTC), [DIGEST]),
        ("UTC", datetime(2026, 11, 23, 6, 59, 59, tzinfo=UTC), [DIGEST]),
        ("UTC", datetime(2026, 11, 23, 7, tzinfo=UTC), [REMINDER, DIGEST]),
        ("Pacific/Auckland", datetime(2026, 11, 22, 16, 59, tzinfo=UTC), []),
        ("Pacific/Auckland", datetime(2026, 11, 22, 17, tzinfo=UTC), [DIGEST]),
        ("Pacific/Auckland", datetime(2026, 11, 22, 18, tzinfo=UTC), [REMINDER, DIGEST]),
        ("America/Los_Angeles", datetime(2026, 11, 23, 13, 59, tzinfo=UTC), []),
        ("America/Los_Angeles", datetime(2026, 11, 23, 14, tzinfo=UTC), [DIGEST]),
        ("America/Los_Angeles", datetime(2026, 11, 24, 7, 59, tzinfo=UTC), [REMINDER, DIGEST]),
        ("Asia/Kathmandu", datetime(2026, 11, 23, 0, 15, tzinfo=UTC), [DIGEST]),
        ("Mars/Olympus", datetime(2026, 11, 23, 7, tzinfo=UTC), [REMINDER, DIGEST]),
    ],
)
def test_a_notice_comes_in_the_morning_of_where_its_reader_lives(
    trainer, reader, client, clock, zone, moment, sent
):
    """The weekly digest, so that all of these are about one Monday."""
    wants(trainer, digest="weekly", time_zone=zone)
    wants(reader, time_zone=zone)
    plan(client)
    clock.move_to(moment)
    run()
    assert list(Notice.objects.values_list("kind", "day").order_by("-kind")) == [
        (kind, MONDAY) for kind in sent
    ]
    assert len(mail.outbox) == len(sent)


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        # Berlin: the last Sunday of October has 25 hours, two o'clock comes twice.
        (
            "Europe/Berlin",
            [
                (datetime(2026, 10, 25, 4, 59, tzinfo=UTC), []),
                (datetime(2026, 10, 25, 5, 0, tzinfo=UTC), [date(2026, 10, 25)]),
                (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), []),
                (datetime(2026, 10, 26, 4, 59, tzinfo=UTC), []),
                (datetime(2026, 10, 26, 5, 0, tzinfo=UTC), [date(2026, 10, 26)]),
            ],
        ),
        # New York: the second Sunday of March has 23 hours, two o'clock never comes.
        (
            "America/New_York",
            [
                (datetime(2026, 3, 7, 11, 0, tzinfo=UTC), [date(2026, 3, 7)]),
                (datetime(2026, 3, 8, 9, 59, tzinfo=UTC), []),
                (datetime(2026, 3, 8, 10, 0, tzinfo=UTC), [date(2026, 3, 8)]),
                (datetime(2026, 3, 9, 3, 59, tzinfo=UTC), []),
                (datetime(2026, 3, 9, 10, 0, tzinfo=UTC), [date(2026, 3, 9)]),
            ],
        ),
    ],
)
def test_the_day_on_which_the_clocks_change_has_one_morning(trainer, clock, zone, moments):
    wants(trainer, time_zone=zone)
    for moment, days in moments:
        clock.move_to(moment)
        before = set(Notice.objects.values_list("day", flat=True))
        run()
        assert sorted(set(Notice.objects.values_list("day", flat=True)) - before) == days
        assert len(addressees()) == len(days)


@pytest.mark.usefixtures("client")
def test_the_weekly_digest_comes_on_mondays_only(trainer, clock):
    wants(trainer, digest="weekly")
    days = []
    for number in range(-3, 12):
        clock.move_to(moment := SEVEN + timedelta(days=number))
        run()
        days += [f"{moment:%a %d}"] * len(addressees())
    assert days == ["Mon 23", "Mon 30"]


# Who


def test_nobody_gets_a_notice_who_did_not_ask_for_one(owner, client, client_person):
    plan(client)
    assert (owner.digest, client_person.reminders) == ("off", False)
    assert (run(), addressees(), Notice.objects.count()) == ("", [], 0)


def test_a_closed_account_gets_no_notice(trainer, reader, client):
    plan(client)
    User.objects.update(is_active=False)
    assert (run(), addressees()) == ("", [])


def test_whoever_left_their_studio_gets_no_digest(trainer, client):
    Membership.objects.filter(user=trainer).delete()
    assert (run(), addressees()) == ("", [])


def test_archived_clients_are_neither_reminded_nor_told_of(trainer, reader, client, client_person):
    session = plan(client, on=MONDAY - timedelta(days=1))
    plan(client)
    finish(session, by=client_person, at=SEVEN - timedelta(hours=1))
    suggest(client)
    client.archived_at = SEVEN
    client.save()
    assert (run(), addressees()) == ("", [])


@pytest.mark.parametrize("status", ["in_progress", "done", "partial", "skipped"])
def test_a_workout_that_is_begun_or_skipped_is_not_reminded_of(reader, client, status):
    session = plan(client)
    Session.objects.filter(pk=session.pk).update(status=status, frozen={"exercises": []})
    assert (run(), addressees()) == ("", [])


@pytest.mark.parametrize("days", [-1, 1])
def test_a_workout_of_another_day_is_not_reminded_of(reader, client, days):
    plan(client, on=MONDAY + timedelta(days=days))
    assert (run(), addressees()) == ("", [])


def test_a_digest_tells_of_this_trainers_own_clients_only(trainer, client, helper, stranger):
    wants(helper, digest="daily")
    wants(stranger, digest="daily")
    plan(client)
    suggest(client)
    run()
    assert addressees() == ["owner@example.com"]


def test_a_trainer_who_trains_gets_both(trainer, client):
    client.user = trainer
    client.save()
    wants(trainer, reminders=True)
    plan(client)
    run()
    assert [message.subject for message in mail.outbox] == [
        "Today: Workout A",
        "1 client needs your attention, 1 workout today",
    ]


# What it costs


def with_clients(studio, trainer, count):
    for number in range(count):
        client = make_client(studio, trainer, f"{trainer.name} {number}")
        exercise = make_exercise(f"Exercise {trainer.pk} {number}")
        session = plan(client)
        add_group(session.workout, exercise, lifts=lift(one_rm=None))
        suggest(client, rule=f"{trainer.pk}-{number}")


@pytest.mark.parametrize("count", [1, 3])
def test_a_digest_takes_as_many_queries_for_three_clients_as_for_one(
    trainer, studio, count, django_assert_num_queries
):
    with_clients(studio, trainer, count)
    with django_assert_num_queries(14):
        run()
    assert mail.outbox[0].subject.endswith(f"{count} suggestion{'s' if count > 1 else ''}")


@pytest.mark.parametrize("count", [1, 3])
def test_a_reminder_takes_one_write_of_its_own_and_reads_with_all_others(
    studio, owner, count, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"person{number}@example.com", f"Person {number}", reminders=True)
        plan(
            make_client(studio, owner, person.name, user=person),
            exercises=[f"Exercise {number}"],
            name=f"Workout {number}",
        )
    with django_assert_num_queries(4 + 3 * count):
        run()
    assert [message.subject for message in mail.outbox] == [
        f"Today: Workout {number}" for number in range(count)
    ]
