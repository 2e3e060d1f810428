"""Every address of the product, tried by every kind of person."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client as Visitor
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.access_table import PEOPLE, SIGN_IN, TABLE, Row
from tests.conftest import SignIn, make_client
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from trainer.actions import invite_client
from trainer.models import Client, Limit, Studio, User


def patterns(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name, namespaces first."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        else:
            yield ":".join((*namespaces, entry.name or f"without a name: {entry.pattern}")), entry


ADDRESSES = dict(patterns(get_resolver()))


@pytest.fixture
def world(
    studio: Studio,
    owner: User,
    helper: User,
    stranger: User,
    client: Client,
    client_person: User,
    other_client: Client,
    other_client_person: User,
) -> dict[str, Any]:
    """The people, and rows that belong to `owner` and `client`, by the names that addresses use."""
    uninvited = make_client(studio, owner, "Nora New")
    program = make_program(studio, client=client)
    template = make_program(studio, name="A template")
    workout = program.phases.get().workouts.get()
    bench_press = make_exercise("Bench press")
    [slot] = add_group(workout, bench_press)
    [session, *_] = schedule(program, client, starts_on=timezone.localdate())
    return {
        "owner": owner,
        "helper": helper,
        "stranger": stranger,
        "client_person": client_person,
        "other_client_person": other_client_person,
        "client_id": client.pk,
        "limit_id": Limit.objects.create(studio=studio, client=client, region="knee").pk,
        "token": invite_client(client=uninvited, by=owner, now=timezone.now()),
        # Links in e-mails; a wrong one gets a page that says so.
        "key": "wrong",
        "exercise_id": make_exercise("Our own row", studio=studio).pk,
        "catalogue_exercise_id": bench_press.pk,
        "program_id": program.pk,
        "template_id": template.pk,
        "phase_id": workout.phase_id,
        "workout_id": workout.pk,
        "slot_id": slot.pk,
        "session_id": session.pk,
        "position": 1,
        "field": "load",
        "uidb36": "1",
    }


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    assert sorted(ADDRESSES) == sorted({row.name for row in TABLE})


def test_every_address_of_a_private_row_is_also_tried_with_post() -> None:
    private = {name for name, entry in ADDRESSES.items() if getattr(entry.pattern, "converters", None)}
    tried = {row.name for row in TABLE if row.method == "post"}
    assert sorted(private - tried) == []


def test_no_row_stands_twice_in_the_table() -> None:
    assert [key for key, count in Counter(row.key for row in TABLE).items() if count > 1] == []


def leads_to_sign_in(answer: Any) -> bool:
    to = urlsplit(str(answer.headers.get("Location", ""))).path
    return bool(answer.status_code == 302 and to == reverse(settings.LOGIN_URL))


def argument_names(pattern: Any) -> list[str]:
    """The names of what stands variable in an address, whether written as a path or an expression."""
    return list(getattr(pattern, "converters", None) or pattern.regex.groupindex)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
def test_an_address_answers_each_person_as_the_table_says(
    row: Row, world: dict[str, Any], signed_in: SignIn
) -> None:
    names = argument_names(ADDRESSES[row.name].pattern)
    address = reverse(row.name, kwargs={name: world[row.use.get(name, name)] for name in names})
    found = {}
    for person in PEOPLE:
        with transaction.atomic():
            visitor = Visitor() if person == "anonymous" else signed_in(world[person])
            answer = (
                visitor.post(address, row.data) if row.method == "post" else visitor.get(address, row.data)
            )
            found[person] = SIGN_IN if leads_to_sign_in(answer) else answer.status_code
            transaction.set_rollback(True)  # what one person did is not there for the next
    assert found == row.expected
