"""A client's acts are written down once, however often they are told."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from programs.actions.events import Conflict, Recorded, record_event
from programs.models import ClientEvent
from tests.programs.planned import make_program, schedule

AT = datetime(2026, 11, 23, 17, 30, 12, 345678, tzinfo=UTC)
KEY = uuid.UUID("0193567e-0000-7000-8000-000000000001")


@pytest.fixture
def session(studio, client):
    return schedule(make_program(studio, client=client), client, starts_on=date(2026, 11, 23))[0]


@pytest.fixture
def tell(client, client_person, session):
    def record(**changes):
        content = {
            "client": client,
            "key": KEY,
            "kind": ClientEvent.Kind.NOTE,
            "at": AT,
            "by": client_person,
            "session": session,
            "payload": {"text": "Felt easy", "sets": [1, 2]},
            "utc_offset_minutes": 60,
        }
        return record_event(**{**content, **changes})

    return record


def test_an_act_is_stored_with_the_devices_time_and_key(tell, client, client_person, session):
    told = tell()
    assert isinstance(told, Recorded)
    assert told.created
    stored = ClientEvent.objects.get()
    assert (stored.client, stored.user, stored.session) == (client, client_person, session)
    assert (stored.key, stored.at, stored.utc_offset_minutes) == (KEY, AT, 60)
    assert stored.payload == {"text": "Felt easy", "sets": [1, 2]}


def test_the_same_act_told_again_is_answered_and_not_stored_twice(tell):
    first, second = tell(), tell()
    assert second == Recorded(first.event, created=False)
    assert ClientEvent.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": {"text": "Felt hard"}},
        {"at": AT + timedelta(seconds=1)},
        {"kind": ClientEvent.Kind.PAIN},
        {"session": None},
        {"utc_offset_minutes": 0},
        {"corrects": uuid.UUID(int=7)},
    ],
)
def test_the_same_key_with_other_content_is_a_conflict_that_changes_nothing(tell, changes):
    first = tell()
    assert tell(**changes) == Conflict(first.event)
    assert ClientEvent.objects.get().payload == {"text": "Felt easy", "sets": [1, 2]}


def test_another_client_may_use_the_same_key(tell, other_client, other_client_person):
    tell()
    told = tell(client=other_client, by=other_client_person, session=None)
    assert isinstance(told, Recorded)
    assert told.created


def test_an_act_cannot_be_written_on_another_clients_session(tell, other_client):
    with pytest.raises(ValueError, match="another client"):
        tell(client=other_client)


def test_the_database_refuses_a_key_twice(tell, client, studio):
    tell()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientEvent.objects.create(studio=studio, client=client, key=KEY, kind="note", at=AT)


def test_the_database_refuses_a_correction_of_nothing(client, studio):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientEvent.objects.create(studio=studio, client=client, key=KEY, kind="correct", at=AT)
