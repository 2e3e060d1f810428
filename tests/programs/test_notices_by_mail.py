"""Notices and a real mail server that has its bad days; two schedulers at once."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection

from programs.models import ClientEvent, Notice, Session
from tests.conftest import make_client, make_person
from trainer.models import Client, Membership, Studio, User
from web.identifiers import new_uuid

SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SEVEN, tick=False) as traveller:
        yield traveller


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server that knows just enough of SMTP, and treats addressees as their name says.

    `busy` and `gone` are refused at their address, `full` and `spam` after the message was read, for
    now and for good; for `silent` the line goes dead when the message was read.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.delivered: list[str] = []
        self.tried: list[str] = []


REFUSED_AT_ONCE = {"busy": "450 Come again later", "gone": "550 Nobody here by that name"}
REFUSED_AFTER = {"full": "452 No room left for now", "spam": "554 We don't want this"}


class Conversation(socketserver.StreamRequestHandler):
    server: PostOffice

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 post.example")
        while line := self.rfile.readline().decode().strip():
            match line.upper().split(":")[0].split(" ")[0]:
                case "EHLO":
                    self.say("250 post.example")
                case "RCPT":
                    name = line.partition("<")[2].partition("@")[0]
                    self.server.tried.append(name)
                    self.say(REFUSED_AT_ONCE.get(name, "250 Fine"))
                case "DATA":
                    self.say("354 Go on")
                    while self.rfile.readline() != b".\r\n":
                        pass
                    if name == "silent":
                        return
                    if name not in REFUSED_AFTER:
                        self.server.delivered.append(name)
                    self.say(REFUSED_AFTER.get(name, "250 Fine"))
                case "QUIT":
                    self.say("221 Goodbye")
                    return
                case _:
                    self.say("250 Fine")


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with PostOffice() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address[:2]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()


def trainers(*names: str) -> None:
    """Trainers who want a digest every day, each with a client who needs attention."""
    for name in names:
        person = make_person(f"{name}@example.com", name.title(), digest="daily")
        studio = Studio.objects.create(name=f"Studio of {name}")
        Membership.objects.create(studio=studio, user=person, role="owner")
        make_client(studio, person, f"Client of {name}")


def run() -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out = StringIO()
    try:
        call_command("send_notices", stdout=out)
    except CommandError as problem:
        return out.getvalue(), str(problem)
    return out.getvalue(), ""


def claimed() -> list[str]:
    return sorted(Notice.objects.values_list("user__name", flat=True))


def test_a_mail_server_takes_the_digests_of_everybody_over_one_connection(
    db: None, post_office: PostOffice
) -> None:
    trainers("ann", "bob", "cid")
    assert run() == ("Digests sent: 3. Reminders sent: 0.\n", "")
    assert post_office.delivered == ["ann", "bob", "cid"]


@pytest.mark.parametrize(
    ("name", "again"), [("busy", True), ("full", True), ("gone", False), ("spam", False), ("silent", False)]
)
def test_one_persons_trouble_stops_nobody_else_and_only_what_surely_did_not_go_is_tried_again(
    db: None, post_office: PostOffice, name: str, again: bool
) -> None:
    trainers("ann", name, "bob")
    said, problems = run()
    assert said == "Digests sent: 2. Reminders sent: 0.\n"
    assert problems.count("\n") == 0
    assert problems.startswith("The digest of person ")
    assert (post_office.delivered, post_office.tried) == (["ann", "bob"], ["ann", name, "bob"])
    assert claimed() == sorted(["Ann", "Bob", *([] if again else [name.title()])])
    post_office.tried.clear()
    said, problems = run()
    assert (said, bool(problems)) == ("", again)
    assert post_office.tried == ([name] if again else [])
    assert post_office.delivered == ["ann", "bob"]


def test_a_refusal_for_now_is_made_good_by_the_next_run(
    db: None, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainers("busy")
    run()
    monkeypatch.setitem(REFUSED_AT_ONCE, "busy", "250 Fine")
    assert run() == ("Digests sent: 1. Reminders sent: 0.\n", "")
    assert run() == ("", "")
    assert post_office.delivered == ["busy"]


def test_a_mail_server_that_is_down_costs_nobody_their_digest(
    db: None, post_office: PostOffice, settings: Any
) -> None:
    trainers("ann", "bob")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    said, problems = run()
    assert (said, problems.split(":")[0]) == ("", "The mail server could not be reached")
    assert claimed() == []
    settings.EMAIL_PORT = port
    assert run() == ("Digests sent: 2. Reminders sent: 0.\n", "")


def test_what_went_wrong_ends_the_command_with_status_1(db: None, post_office: PostOffice) -> None:
    trainers("gone")
    with pytest.raises(CommandError) as problem:
        call_command("send_notices")
    assert problem.value.returncode == 1


def test_with_nobody_to_write_to_the_mail_server_is_not_asked(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    make_person("owner@example.com", "Olivia Owner")
    assert run() == ("", "")


def test_a_digest_that_cannot_be_written_stops_nobody_else_and_is_tried_again(db: None) -> None:
    """A status that no code of ours stores stands for whatever may break while one mail is written."""
    trainers("ann", "bob", "cid")
    bob = User.objects.get(name="Bob").pk
    client = Client.objects.get(name="Client of bob")
    session = Session.objects.create(
        studio=client.studio, client=client, name="Odd", date=SEVEN.date(), frozen={"exercises": []},
        status="odd", finished_at=SEVEN,
    )  # fmt: skip
    ClientEvent.objects.create(
        studio=client.studio, client=client, session=session, key=new_uuid(), kind="finish", at=SEVEN
    )
    for said in ("Digests sent: 2. Reminders sent: 0.\n", ""):
        found, problems = run()
        assert (found, problems.partition(" was not sent: ")[0]) == (said, f"The digest of person {bob}")
        assert claimed() == ["Ann", "Cid"]
    Session.objects.update(status="done")
    assert run() == ("Digests sent: 1. Reminders sent: 0.\n", "")


class DyingBackend(EmailBackend):
    """Ends the run as a power cut would: nobody knows whether the mail went."""

    def send_messages(self, messages: Any) -> int:
        raise KeyboardInterrupt


def test_a_run_that_dies_while_it_sends_costs_a_mail_and_never_sends_two(db: None, settings: Any) -> None:
    trainers("ann", "bob")
    settings.EMAIL_BACKEND, kept = f"{__name__}.DyingBackend", settings.EMAIL_BACKEND
    with pytest.raises(KeyboardInterrupt):
        call_command("send_notices")
    settings.EMAIL_BACKEND = kept
    assert run() == ("Digests sent: 1. Reminders sent: 0.\n", "")
    assert [message.to for message in mail.outbox] == [["bob@example.com"]]


class WaitingBackend(EmailBackend):
    """Goes on only when a second run is as far: both know who is due, and neither has claimed anybody."""

    both_ready = threading.Barrier(2, timeout=20)
    waited = threading.local()

    def open(self) -> None:
        if not getattr(self.waited, "done", False):
            self.waited.done = True
            self.both_ready.wait()


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_each_notice_is_sent_by_one(settings: Any) -> None:
    names = [f"trainer{number}" for number in range(6)]
    trainers(*names)
    settings.EMAIL_BACKEND = f"{__name__}.WaitingBackend"
    said: list[str] = []
    problems: list[str] = []

    def scheduler() -> None:
        try:
            out, problem = run()
            said.append(out)
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=scheduler) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == ["", ""]
    assert sorted(to for message in mail.outbox for to in message.to) == [
        f"{name}@example.com" for name in names
    ]
    assert Notice.objects.filter(day=date(2026, 11, 23)).count() == 6
