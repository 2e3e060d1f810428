"""What tests of several pages of programs begin with."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Visitor

from programs.models import Exercise
from tests.conftest import SignIn
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.scheduled import NOON
from tests.programs.suggested import MONDAY, Training, training
from trainer.models import Client, User


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    """The owner's browser, signed in."""
    return signed_in(owner)


@pytest.fixture
def monday_noon() -> Iterator[None]:
    """The clock stands at `NOON` of `MONDAY`."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def thursday() -> Iterator[None]:
    """The clock stands at noon of the Thursday before `MONDAY`."""
    with time_machine.travel(NOON - timedelta(days=4), tick=False):
        yield


@pytest.fixture
def bench(db: None) -> Exercise:
    return make_exercise("Bench press")


@pytest.fixture
def base(client: Client, owner: User, bench: Exercise) -> Training:
    """Six weeks of the bench press, 4 × 10 with 75 kg of a tested 100 kg, 2 in reserve."""
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    give_max(client, bench, on=MONDAY - timedelta(weeks=1))
    return training(client, owner, bench)
