"""What a device hears back when it tells what was done."""

import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from programs.models import ClientEvent, Remark, Session, SetLog
from programs.session_state import set_key
from tests.programs.planned import add_group, make_exercise, make_program, schedule

EVENTS = "/events/"
KEY = "0193567e-0000-7000-8000-000000000001"


@pytest.fixture
def session(studio, client):
    program = make_program(studio, client=client)
    add_group(program.phases.get().workouts.get(), make_exercise("Bench press"))
    return schedule(program, client, starts_on=date(2026, 11, 23))[0]


@pytest.fixture
def told(session):
    """A set of the bench press as a phone tells it."""
    slot = session.workout.groups.get().slots.get()
    row = slot.set_groups.get(week=session.week)
    now = timezone.now().isoformat()
    return {
        "key": KEY,
        "session": str(session.pk),
        "kind": "set",
        "at": now,
        "sent_at": now,
        "utc_offset": 60,
        "slot": str(slot.pk),
        "set": set_key(session.pk, str(row.pk), 1),
        "exercise": str(slot.exercise_id),
        "set_type": "working",
        "load": "82,5",
        "unit": "kg",
        "reps": 10,
        "rir": "1.5",
    }


def tell(visitor: Visitor, told: Any, **changes: Any) -> Any:
    body = told | changes if isinstance(told, dict) else told
    return visitor.post(EVENTS, json.dumps(body), content_type="application/json")


def test_a_set_is_answered_201_the_first_time_and_200_with_the_same_body_after(
    told, client_person, signed_in
):
    phone = signed_in(client_person)
    first, second = tell(phone, told), tell(phone, told)
    assert (first.status_code, second.status_code) == (201, 200)
    body = {"key": KEY, "session": told["session"], "kind": "set"}
    assert first.json() == second.json() == body
    log = SetLog.objects.get()
    assert (str(log.load), log.unit, log.reps, str(log.rir)) == ("82.50", "kg", 10, "1.5")


def test_the_same_key_with_other_content_is_a_conflict(told, client_person, signed_in):
    phone = signed_in(client_person)
    tell(phone, told)
    answer = tell(phone, told, reps=8)
    assert answer.status_code == 409
    assert answer.json()["error"] == "Something else was stored under this key before. Nothing was changed."
    assert SetLog.objects.get().reps == 10


def test_a_set_takes_as_many_queries_with_many_earlier_sets(
    told, session, client_person, signed_in, django_assert_num_queries
):
    phone = signed_in(client_person)
    tell(phone, told | {"kind": "start", "key": str(uuid.uuid4())})
    with django_assert_num_queries(7):  # BEGIN and COMMIT among them
        tell(phone, told)
    event = ClientEvent.objects.filter(kind="set").get()
    log = SetLog.objects.get()
    many = [
        ClientEvent(studio_id=event.studio_id, client=event.client, key=uuid.uuid4(), kind="set", at=event.at)
        for _ in range(300)
    ]
    ClientEvent.objects.bulk_create(many)
    fields = {field.attname: getattr(log, field.attname) for field in SetLog._meta.concrete_fields}
    rows = [
        SetLog(**fields | {"id": uuid.uuid4(), "event_id": row.pk, "planned_key": uuid.uuid4()})
        for row in many
    ]
    SetLog.objects.bulk_create(rows)
    key, number = str(uuid.uuid4()), str(uuid.uuid4())
    with django_assert_num_queries(7):
        assert tell(phone, told, key=key, set=number).status_code == 201


def test_nobody_signed_in_is_401_and_never_a_redirect(told, visitor):
    assert tell(visitor, told).status_code == 401
    assert visitor.get(reverse("outbox_token")).status_code == 401
    assert ClientEvent.objects.count() == 0


def test_a_signed_in_person_is_given_their_name_and_a_token(client_person, signed_in):
    answer = signed_in(client_person).get(reverse("outbox_token"))
    assert answer.json()["user"] == str(client_person.pk)
    assert len(answer.json()["token"]) == 64


def test_a_set_without_a_valid_token_is_not_stored(told, client_person):
    phone = Visitor(enforce_csrf_checks=True)
    phone.force_login(client_person)
    assert tell(phone, told).status_code == 403
    token = phone.get(reverse("outbox_token")).json()["token"]
    answer = phone.post(
        EVENTS, json.dumps(told), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("person", ["stranger", "helper", "other_client_person"])
def test_another_persons_session_is_not_there(told, signed_in, request, person):
    assert tell(signed_in(request.getfixturevalue(person)), told).status_code == 404
    assert ClientEvent.objects.count() == 0


def test_the_clients_trainer_may_log_for_them(told, owner, signed_in):
    assert tell(signed_in(owner), told).status_code == 201
    assert ClientEvent.objects.get().user == owner


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reps": -1}, "reps", "Repetitions: from 0 to 1000."),
        ({"reps": "ten"}, "reps", "Repetitions: a whole number."),
        ({"reps": 10.5}, "reps", "Repetitions: a whole number."),
        ({"reps": True}, "reps", "Repetitions: a whole number."),
        ({"reps": "1e9"}, "reps", "Repetitions: a whole number."),
        ({"reps": None}, "reps", "How many repetitions?"),
        ({"load": "NaN"}, "load", "The load: “NaN” is not a number."),
        ({"load": "1e9"}, "load", "The load: “1e9” is not a number."),
        ({"load": 100000}, "load", "The load: from 0 to 2000."),
        ({"load": "-5"}, "load", "The load: from 0 to 2000."),
        ({"load": [1]}, "load", "The load: this is not a number."),
        ({"unit": "stone"}, "unit", "The unit of the load is missing or not known."),
        ({"rir": "99"}, "rir", "Repetitions in reserve: from 0 to 20."),
        ({"set_type": "giant"}, "set_type", "The kind of set is missing or not known."),
        ({"set": "x"}, "set", "Something that this act is about is missing. Reload the page."),
        ({"slot": None}, "slot", "Something that this act is about is missing. Reload the page."),
        ({"kind": "fly"}, "kind", "This kind of act is not known here. Reload the page."),
        ({"kind": "note", "text": " "}, "text", "The note is empty."),
        ({"kind": "note", "text": 7}, "text", "This is not a text."),
        ({"kind": "pain", "region": "soul", "level": 3}, "region", "Where it hurts is missing or not known."),
        ({"kind": "pain", "region": "knee", "level": 11}, "level", "Pain: from 0 to 10."),
        ({"kind": "add", "sets": []}, "sets", "From 1 to 10 sets."),
        ({"kind": "finish", "rpe": "11"}, "rpe", "How hard it was: from 0 to 10."),
        ({"at": "yesterday"}, "at", "The time is missing or is no time."),
        ({"at": "2026-11-23T10:00:00"}, "at", "The time is missing or is no time."),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at", "This is more than a year old."),
        ({"utc_offset": 2000}, "utc_offset", "The time zone: from -840 to 840."),
    ],
)
def test_what_cannot_be_written_down_is_refused_with_a_sentence(
    told, client_person, signed_in, changes, field, message
):
    answer = tell(signed_in(client_person), told, **changes)
    assert answer.status_code == 422
    assert answer.json() == {"error": message, "field": field, "code": ""}
    assert ClientEvent.objects.count() == 0
    assert Session.objects.filter(frozen__isnull=False).count() == 0


@pytest.mark.parametrize("body", ["", "[]", "7", "null", "{", "[" * 30_000, '{"key": NaN}'])
def test_what_is_no_act_at_all_is_refused(db, client_person, signed_in, body):
    answer = signed_in(client_person).post(EVENTS, body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_clock_that_is_a_day_ahead_is_refused_politely(told, client_person, signed_in):
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    answer = tell(signed_in(client_person), told, at=tomorrow, sent_at=tomorrow)
    assert answer.status_code == 422
    refused = answer.json()
    assert datetime.fromisoformat(refused.pop("now")) <= timezone.now()
    assert refused == {"error": "This phone’s clock is 24 hours ahead.", "field": "at", "code": "clock"}


def test_an_act_of_last_week_is_taken(told, client_person, signed_in):
    week_ago = (timezone.now() - timedelta(days=7)).isoformat()
    assert tell(signed_in(client_person), told, at=week_ago).status_code == 201


def test_a_note_of_400_kilobytes_is_too_long(told, client_person, signed_in):
    answer = tell(signed_in(client_person), told, kind="note", text="ä" * 400_000)
    assert answer.status_code == 422
    assert answer.json()["error"] == "This is too long to be one act."


@pytest.mark.parametrize("text", ["💪🏽 great", "كان ثقيلا اليوم", "<script>alert(1)</script>", "a\u202eb"])
def test_any_text_is_kept_as_it_was_written(told, client_person, signed_in, text):
    assert tell(signed_in(client_person), told, kind="note", text=text).status_code == 201
    assert Remark.objects.get().text == text


def test_half_a_surrogate_pair_becomes_a_mark_that_can_be_stored(told, client_person, signed_in):
    assert tell(signed_in(client_person), told, kind="note", text="a\ud800b").status_code == 201
    assert Remark.objects.get().text == "a\ufffdb"
