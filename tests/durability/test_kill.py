"""Whatever was acknowledged is there, once, however often the server dies without a word."""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from programs.actions.events import state_now
from programs.models import ClientEvent, Exercise, Program, Session, SetLog
from programs.queries.sheets import live_sheet, with_keys
from tests.conftest import SignIn, make_client, make_person
from tests.durability.phone import Act, Phone
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from tests.programs.test_start import free_port
from trainer.models import Studio, User
from web.identifiers import new_uuid

pytestmark = [pytest.mark.durability, pytest.mark.django_db(transaction=True)]

KILLS = 20
CLIENTS = 4
SETS = 500  # of each client
WEEKS, WORKOUTS, EXERCISES, EACH = 5, "ABCDE", 5, 4  # 500 planned sets in 25 sessions
SEED = 20
LONGEST = 240.0  # seconds, on a machine that is busy with much else

Server = subprocess.Popen[str]


@pytest.fixture
def phones(studio: Studio, owner: User, signed_in: SignIn) -> list[Phone]:
    """Clients who have done all their sessions while offline: their outboxes are full."""
    port, found = free_port(), []
    with transaction.atomic():  # a commit for each row would take seconds
        exercises: list[Exercise] = [make_exercise(f"Lift {number}") for number in range(EXERCISES)]
        for number in range(CLIENTS):
            person = make_person(f"client{number}@example.com", f"Client {number}")
            client = make_client(studio, owner, person.name, user=person)
            program: Program = make_program(studio, client=client, phases=[(WEEKS, WORKOUTS)])
            for workout in program.phases.get().workouts.all():
                for exercise in exercises:
                    add_group(workout, exercise, sets=EACH)
            sessions = schedule(program, client, starts_on=date(2026, 11, 23), every=1)
            cookies = {name: cookie.value for name, cookie in signed_in(person).cookies.items()}
            found.append(Phone(port, cookies, deque(acts_of(sessions))))
    return found


def acts_of(sessions: list[Session]) -> Iterator[Act]:
    """Every planned set of a client's sessions in its order, each with numbers of its own."""
    at = timezone.now() - timedelta(hours=1)
    for number, (session, entry, key) in enumerate(planned_sets(sessions), start=1):
        yield {
            "key": str(new_uuid()),
            "session": str(session.pk),
            "kind": "set",
            "at": (at + timedelta(seconds=number)).isoformat(),
            "utc_offset": 60,
            "slot": entry["slot"],
            "set": key,
            "exercise": entry["exercise"],
            "set_type": "working",
            "load": f"{20 + number * 0.25:.2f}",
            "unit": "kg",
            "reps": number,
        }


def planned_sets(sessions: list[Session]) -> Iterator[tuple[Session, dict[str, Any], str]]:
    for session in sessions:
        ids = {"workout_id": session.workout_id, "week_id": session.week_id}
        sheet = with_keys(live_sheet(**ids, program="", workout=session.name), session.pk)
        for entry in sheet["exercises"]:
            for row in entry["set_groups"]:
                yield from ((session, entry, key) for key in row["keys"])


@contextmanager
def serving(port: int, log: Path) -> Iterator[Server]:
    """The product on the database of this test, which nobody else has open."""
    connections.close_all()
    names = {"DATABASE_POOL_SIZE", "DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "STATIC_ROOT": str(settings.STATIC_ROOT),
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.server"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield server
    finally:
        server.communicate(timeout=30)


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def kill_and_start(server: Server) -> None:
    assert server.stdin is not None
    server.stdin.write("\n")
    server.stdin.flush()


def wait_for(count: int, phones: list[Phone], flushes: list[Future[None]]) -> None:
    """Until so many sets were acknowledged. What went wrong with a phone is raised here."""
    while sum(len(phone.acknowledged) for phone in phones) < count:
        for flush in (flush for flush in flushes if flush.done()):
            flush.result()
        time.sleep(0.001)


def test_no_acknowledged_set_is_lost_or_doubled_when_the_server_is_killed(
    phones: list[Phone], tmp_path: Path
) -> None:
    told = [act for phone in phones for act in phone.outbox]
    assert len(told) == CLIENTS * SETS
    random, until = Random(SEED), time.monotonic() + LONGEST
    moments = sorted(random.sample(range(1, len(told)), KILLS))
    with serving(phones[0].port, tmp_path / "log") as server, ThreadPoolExecutor(CLIENTS) as pool:
        flushes = [pool.submit(phone.flush, until=until) for phone in phones]
        for moment in moments:
            wait_for(moment, phones, flushes)
            time.sleep(random.uniform(0, 0.01))  # in the middle of a request, wherever that is
            assert server.poll() is None, (tmp_path / "log").read_text()
            kill_and_start(server)
        for flush in flushes:
            flush.result()
    assert (tmp_path / "log").read_text() == ""
    assert [len(phone.outbox) for phone in phones] == [0] * CLIENTS
    assert [key for phone in phones for key in phone.acknowledged] == [act["key"] for act in told]
    assert [phone for phone in phones if phone.interrupted == 0] == []

    stored = Counter(str(key) for (key,) in ClientEvent.objects.values_list("key"))
    assert {act["key"]: stored[act["key"]] for act in told if stored[act["key"]] != 1} == {}
    assert stored.total() == len(told)
    logs = SetLog.objects.filter(standing=True).order_by("client__name", "performed_at")
    assert list(logs.values_list("event__key", "planned_key", "load", "reps")) == [
        (uuid.UUID(act["key"]), uuid.UUID(act["set"]), Decimal(act["load"]), act["reps"]) for act in told
    ]
    assert SetLog.objects.count() == len(told)
    assert {state_now(session).open_sets for session in Session.objects.all()} == {0}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
