"""The same set logged by several devices at the same moment."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from programs.actions.events import Act, Recorded, record_act
from programs.actions.sessions import start_session
from programs.models import ClientEvent, Session, SetLog
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

pytestmark = [pytest.mark.durability, pytest.mark.django_db(transaction=True)]

ROUNDS = 25
Kind = ClientEvent.Kind


@pytest.fixture
def session(studio: Studio, client: Client) -> Session:
    program = make_program(studio, client=client)
    add_group(program.phases.get().workouts.get(), make_exercise("Bench press"))
    return schedule(program, client, starts_on=date(2026, 11, 23))[0]


@pytest.mark.parametrize("second", [Kind.SET, Kind.CORRECT])
def test_a_set_from_two_tabs_at_once_stands_once(session: Session, client_person: User, second: Kind) -> None:
    start_session(session=session, by=client_person, now=timezone.now())
    entry = (session.frozen or {})["exercises"][0]
    ids = {"slot": entry["slot"], "set": str(uuid.uuid4()), "exercise": entry["exercise"]}
    first_key, together = new_uuid(), threading.Barrier(2)

    def tell(kind: Kind, reps: int, key: uuid.UUID) -> bool:
        told = {**ids, "set_type": "working", "reps": reps}
        corrects = first_key if kind == Kind.CORRECT else None
        answer = record_act(
            session, Act(key, kind, timezone.now(), told, corrects=corrects), by=client_person
        )
        return isinstance(answer, Recorded) and answer.created

    def tell_together(kind: Kind, reps: int) -> bool:
        together.wait(timeout=20)
        try:
            return tell(kind, reps, new_uuid())
        finally:
            connection.close()

    tell(Kind.SET, 0, first_key)
    connection.close()  # there are no more connections than tabs
    with ThreadPoolExecutor(2) as tabs:
        answers = [
            list(tabs.map(tell_together, (Kind.SET, second), (reps, reps))) for reps in range(1, ROUNDS + 1)
        ]
    assert answers == [[True, True]] * ROUNDS
    logs = SetLog.objects.filter(session=session)
    assert logs.count() == 2 * ROUNDS + 1
    assert logs.standing().get().reps == ROUNDS
    assert logs.filter(standing=False, corrected_by=None).count() == 0
