"""A Monday at noon, a client at home, a plan for today, and acts told to its session."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from programs.actions.events import Act, record_act
from programs.models import Session
from tests.programs.log_page.reading import MONDAY
from tests.programs.planned import (
    add_group,
    make_exercise,
    make_program,
    schedule,
)
from tests.programs.test_today import NOON


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def at_home(signed_in, client_person):
    return signed_in(client_person)


@pytest.fixture
def plan(studio, client):
    """`plan(name, …)` puts an exercise on today's workout, `plan.sessions()` dates it."""
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()

    class Plan:
        def __call__(self, *names, kind="single", fields=None, **changes):
            exercises = [make_exercise(name, **(fields or {})) for name in names]
            return add_group(workout, *exercises, kind=kind, **changes)

        def sessions(self):
            return schedule(program, client, starts_on=MONDAY)

    return Plan()


@pytest.fixture
def do(client_person):
    """`do(session, kind, payload…)` tells an act, a minute after the one before."""
    told = []

    def tell(session, kind, *, by=client_person, corrects=None, at=None, **payload):
        told.append(kind)
        key = uuid.UUID(int=(0x0193567E << 96) + len(told))
        moment = at or NOON + timedelta(minutes=len(told))
        act = Act(key, kind, moment, payload, corrects=corrects)
        record_act(Session.objects.get(pk=session.pk), act, by=by)
        return key

    return tell
