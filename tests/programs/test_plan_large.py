"""The plan of the largest program that it is promised for: 16 weeks, five days, forty exercises a week."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client as Visitor
from django.urls import reverse

from benchmarks.stage import large_program
from programs.models import Program, SetGroup, Slot
from tests.conftest import SignIn
from trainer.models import Client, User

BYTES_MOST = 300_000


@pytest.fixture
def program(db: None, client: Client, owner: User) -> Program:
    call_command("load_catalogue", verbosity=0)
    return large_program(client, by=owner)


def test_a_large_plan_is_small_and_takes_as_many_queries_as_a_small_one(
    program: Program, signed_in: SignIn, owner: User, django_assert_num_queries: Any
) -> None:
    visitor: Visitor = signed_in(owner)
    assert (Slot.objects.count(), SetGroup.objects.count()) == (160, 960)
    address = reverse("program_plan", args=[program.pk])
    visitor.get(address)
    with django_assert_num_queries(8):
        answer = visitor.get(address)
    assert answer.content.count(b"<td") - answer.content.count(b'<td colspan="') == 640
    assert len(answer.content) < BYTES_MOST
