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

from programs.actions.pieces import save_piece
from programs.emails import stop_url
from programs.models import Notice, Suggestion
from tests.access_table import PEOPLE, SIGN_IN, TABLE, Expected, Row
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
        "stop_token": stop_url(owner, Notice.Kind.DIGEST).rstrip("/").rsplit("/", 1)[1],
        # Links in e-mails; a wrong one gets a page that says so.
        "key": "wrong",
        "exercise_id": make_exercise("Our own row", studio=studio).pk,
        "catalogue_exercise_id": bench_press.pk,
        "program_id": program.pk,
        "template_id": template.pk,
        "phase_id": workout.phase_id,
        "week_id": workout.phase.weeks.earliest("position").pk,
        "piece_id": save_piece(workout, name="Bench day", by=owner).pk,
        "template_key": "novice-strength-3",
        "number": 0,
        "workout_id": workout.pk,
        "slot_id": slot.pk,
        "session_id": session.pk,
        "suggestion_id": Suggestion.objects.create(
            studio=studio,
            client=client,
            program=program,
            slot=slot,
            exercise=bench_press,
            rule="hold",
            text="Hold.",
            why="Missed.",
            source="setwise",
        ).pk,
        "position": 1,
        "week": 1,
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


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_an_address_answers_each_person_as_the_table_says(
    name: str, world: dict[str, Any], signed_in: SignIn
) -> None:
    rows = [row for row in TABLE if row.name == name]
    assert {row.key: answers(row, world, signed_in) for row in rows} == {
        row.key: row.expected for row in rows
    }


def answers(row: Row, world: dict[str, Any], signed_in: SignIn) -> dict[str, Expected]:
    """What each person gets."""
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
    return found
