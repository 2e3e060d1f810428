"""The link in a digest or reminder that stops it, for whoever holds the mail."""

from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.test import Client as Visitor
from django.urls import reverse

from programs.emails import stop_url
from tests.programs.notified import DIGEST, REMINDER, SEVEN, addressees, plan, run, wants


@pytest.fixture(autouse=True)
def clock():
    """Monday at seven in UTC, where the people of these tests live unless they say otherwise."""
    with time_machine.travel(SEVEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def both(owner, client):
    """Somebody who gets both kinds."""
    client.user = owner
    client.save()
    return wants(owner, digest="daily", reminders=True)


def stop_path(user, kind):
    return stop_url(user, kind).removeprefix("http://localhost:8000")


@pytest.mark.parametrize(
    ("kind", "after"), [(DIGEST, ("off", True)), (REMINDER, ("daily", False))], ids=["digest", "reminder"]
)
def test_the_link_stops_what_it_stands_in_without_a_sign_in(both, visitor, kind, after):
    answer = visitor.post(stop_path(both, kind), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.context["state"]) == (200, "stopped")
    both.refresh_from_db()
    assert (both.digest, both.reminders) == after
    assert visitor.post(stop_path(both, kind)).status_code == 200


def test_a_mail_program_posts_without_a_token_of_a_page(both):
    assert Visitor(enforce_csrf_checks=True).post(stop_path(both, DIGEST)).status_code == 200
    both.refresh_from_db()
    assert both.digest == "off"


def test_looking_at_the_link_stops_nothing(both, visitor):
    for kind in (DIGEST, REMINDER):
        answer = visitor.get(stop_path(both, kind))
        assert (answer.status_code, answer.context["state"]) == (200, "asked")
        assert "Stop these e-mails" in answer.text
        assert visitor.head(stop_path(both, kind)).status_code == 200
    both.refresh_from_db()
    assert (both.digest, both.reminders) == ("daily", True)


def test_a_link_can_not_be_made_up(both, helper, visitor):
    own = stop_path(both, DIGEST)
    signature = own.split(":")[1].removesuffix("/")
    of_helper = stop_path(helper, DIGEST).split(":")[0]
    for forged in (f"{own[:-2]}x/", f"{of_helper}:{signature}/", reverse("notice_stop", args=["nonsense"])):
        assert visitor.get(forged).status_code == 404
        assert visitor.post(forged).status_code == 404
    both.refresh_from_db()
    assert both.digest == "daily"


def test_the_link_of_somebody_who_is_gone_is_an_unknown_one(visitor, helper):
    path = stop_path(helper, DIGEST)
    helper.delete()
    assert visitor.post(path).status_code == 404


def test_whoever_stopped_it_is_not_told_again(both, client, visitor, clock):
    plan(client)
    visitor.post(stop_path(both, REMINDER))
    visitor.post(stop_path(both, DIGEST))
    assert (run(), addressees()) == ("", [])


def test_mail_programs_find_the_link_in_the_headers(both, client):
    plan(client)
    run()
    for message, kind in zip(mail.outbox, (REMINDER, DIGEST), strict=True):
        parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
        assert parsed["List-Unsubscribe"].strip() == f"<{stop_url(both, kind)}>"
        assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert parsed["Auto-Submitted"] == "auto-generated"
