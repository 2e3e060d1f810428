"""A client's acts are written down once, however often they are told, and what follows from them."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from programs.actions.events import Act, Conflict, Recorded, RefusedActError, record_act, state_now
from programs.models import ClientEvent, Remark, Session, SetLog
from programs.session_state import set_key
from tests.programs.planned import add_group, lift, make_exercise, make_program, schedule

AT = datetime(2026, 11, 23, 17, 30, 12, 345678, tzinfo=UTC)
KEY = uuid.UUID("0193567e-0000-7000-8000-000000000001")
Kind = ClientEvent.Kind


@pytest.fixture
def session(studio, client):
    """Four sets of the bench press, then three of pull-ups."""
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"))
    body = lift(load_kind="body_weight", body_part="60", one_rm=None)
    pull_up = make_exercise("Pull-up", load_kind="body_weight", pattern="vertical_pull")
    add_group(workout, pull_up, lifts=body, sets=3, load="60", added="0", reps=8)
    return schedule(program, client, starts_on=date(2026, 11, 23))[0]


@pytest.fixture
def do(session, client_person):
    """`do(kind, payload…)` tells an act; each a minute after the one before."""
    told = []

    def tell(kind, *, key=None, at=None, by=None, corrects=None, **payload):
        told.append(kind)
        act = Act(
            key=key or uuid.UUID(int=KEY.int + len(told)),
            kind=kind,
            at=at or AT + timedelta(minutes=len(told)),
            payload=payload,
            utc_offset_minutes=60,
            corrects=corrects,
        )
        return record_act(Session.objects.get(pk=session.pk), act, by=by or client_person)

    return tell


@pytest.fixture
def bench(session):
    """What a set event says of the n-th set of the bench press."""
    slot = session.workout.groups.order_by("position").first().slots.get()
    row = slot.set_groups.get(week=session.week)

    def payload(number=1, **numbers):
        return {
            "slot": str(slot.pk),
            "set": set_key(session.pk, str(row.pk), number),
            "exercise": str(slot.exercise_id),
            "set_type": "working",
            "load": "80",
            "unit": "kg",
            "reps": 10,
            "rir": "1",
        } | numbers

    return payload


@pytest.fixture
def pull_ups(session, bench):
    slot = session.workout.groups.order_by("position").last().slots.get()
    row = slot.set_groups.get(week=session.week)

    def payload(number=1, **numbers):
        ids = {"slot": str(slot.pk), "set": set_key(session.pk, str(row.pk), number)}
        return bench(number) | ids | {"exercise": str(slot.exercise_id), "load": "5", "reps": 8} | numbers

    return payload


def standing(session):
    rows = SetLog.objects.standing().filter(session=session).order_by("performed_at")
    return list(rows.values_list("load", "reps", "rir"))


def state(session):
    return state_now(Session.objects.get(pk=session.pk))


# Once


def test_an_act_is_stored_with_the_devices_time_and_key(do, bench, client, client_person, session):
    told = do(Kind.SET, key=KEY, at=AT, **bench())
    assert isinstance(told, Recorded)
    assert told.created
    stored = ClientEvent.objects.get()
    assert (stored.client, stored.user, stored.session) == (client, client_person, session)
    assert (stored.key, stored.at, stored.utc_offset_minutes) == (KEY, AT, 60)
    assert stored.payload == bench()


def test_the_same_act_told_again_is_answered_and_not_stored_twice(do, bench, session):
    first, second = (do(Kind.SET, key=KEY, at=AT, **bench()) for _ in range(2))
    assert isinstance(second, Recorded)
    assert (second.event, second.created) == (first.event, False)
    assert ClientEvent.objects.count() == 1
    assert standing(session) == [(Decimal(80), 10, Decimal(1))]


@pytest.mark.parametrize(
    "changes",
    [
        {"reps": 9},
        {"at": AT + timedelta(seconds=1)},
        {"load": "82.5"},
        {"target": {"reps": 10}},
        {"exercise": str(uuid.UUID(int=9))},  # one that nobody knows
    ],
    ids=str,
)
def test_the_same_key_with_other_content_is_a_conflict_that_changes_nothing(do, bench, session, changes):
    first = do(Kind.SET, key=KEY, at=AT, **bench())
    again = do(Kind.SET, **{"key": KEY, "at": AT, **bench()} | changes)
    assert again == Conflict(first.event)
    assert standing(session) == [(Decimal(80), 10, Decimal(1))]


def test_another_client_may_use_the_same_key(do, bench, studio, other_client, other_client_person):
    do(Kind.SET, key=KEY, at=AT, **bench())
    program = make_program(studio, client=other_client)
    theirs = schedule(program, other_client, starts_on=date(2026, 11, 23))[0]
    told = record_act(theirs, Act(KEY, Kind.START, AT, {}), by=other_client_person)
    assert isinstance(told, Recorded)
    assert told.created


def test_the_database_refuses_a_key_twice(do, client, studio):
    do(Kind.START, key=KEY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientEvent.objects.create(studio=studio, client=client, key=KEY, kind="note", at=AT)


def test_the_database_refuses_a_correction_of_nothing(client, studio):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientEvent.objects.create(studio=studio, client=client, key=KEY, kind="correct", at=AT)


# Sets


def test_the_first_act_starts_the_session_at_the_devices_time(do, bench, session):
    do(Kind.SET, key=KEY, at=AT, **bench())
    stored = Session.objects.get(pk=session.pk)
    assert (stored.status, stored.started_at) == ("in_progress", AT)
    assert [entry["name"] for entry in (stored.frozen or {})["exercises"]] == ["Bench press", "Pull-up"]


def test_a_set_keeps_what_was_typed_and_the_total_in_kilograms(do, bench, pull_ups, session):
    do(Kind.SET, **bench(load="100", unit="lb"))
    do(Kind.SET, **pull_ups(load="5"))
    logs = SetLog.objects.order_by("performed_at").values_list("load", "unit", "kg")
    assert list(logs) == [(Decimal(100), "lb", Decimal("45.359237")), (Decimal(5), "kg", Decimal("65"))]


def test_a_set_without_a_load_has_none(do, bench):
    told = {name: value for name, value in bench().items() if name not in ("load", "unit")}
    do(Kind.SET, **told)
    assert SetLog.objects.values_list("load", "unit", "kg").get() == (None, "", None)


def test_a_corrected_set_keeps_its_old_numbers(do, bench, session):
    do(Kind.SET, key=KEY, **bench(reps=8))
    do(Kind.CORRECT, corrects=KEY, **bench(reps=9))
    assert standing(session) == [(Decimal(80), 9, Decimal(1))]
    old = SetLog.objects.get(standing=False)
    assert (old.reps, SetLog.objects.get(corrects=old).reps) == (8, 9)
    first = next(state(session).sets)
    assert (first.logged.reps, [item.reps for item in first.earlier]) == (9, [8])
    assert first.logged.event == str(KEY)


def test_a_set_that_was_taken_back_stands_no_more_and_may_be_logged_again(do, bench, session):
    do(Kind.SET, key=KEY, **bench(reps=8))
    do(Kind.CORRECT, corrects=KEY, undo=True)
    assert standing(session) == []
    assert next(state(session).sets).open
    do(Kind.SET, **bench(reps=10))
    assert standing(session) == [(Decimal(80), 10, Decimal(1))]


def test_the_same_set_from_two_tabs_stands_once_and_the_later_one_counts(do, bench, session):
    do(Kind.SET, **bench(reps=8))
    do(Kind.SET, **bench(reps=9))
    assert standing(session) == [(Decimal(80), 9, Decimal(1))]
    assert SetLog.objects.count() == 2
    first = next(state(session).sets)
    assert (first.logged.reps, [item.reps for item in first.earlier]) == (9, [8])


def test_a_correction_of_what_is_not_here_is_refused(do, bench):
    with pytest.raises(RefusedActError, match="What this corrects is not here"):
        do(Kind.CORRECT, corrects=uuid.UUID(int=7), **bench())
    assert SetLog.objects.count() == 0


def test_a_correction_is_not_corrected_itself(do, bench, session):
    do(Kind.SET, key=KEY, **bench(reps=8))
    corrected = do(Kind.CORRECT, corrects=KEY, **bench(reps=9)).event
    with pytest.raises(RefusedActError, match="not its correction"):
        do(Kind.CORRECT, corrects=corrected.key, undo=True)
    assert standing(session) == [(Decimal(80), 9, Decimal(1))]


def test_an_exercise_that_nobody_knows_is_refused_and_nothing_is_stored(do, bench, session):
    with pytest.raises(RefusedActError, match="not known"):
        do(Kind.SET, **bench(exercise=str(uuid.UUID(int=9))))
    assert ClientEvent.objects.count() == 0
    assert Session.objects.get(pk=session.pk).status == "planned"


def test_the_database_refuses_a_second_standing_log_of_a_planned_set(do, bench):
    do(Kind.SET, **bench())
    row = SetLog.objects.get()
    event = do(Kind.NOTE, text="Fine").event
    row.pk, row.event = uuid.uuid4(), event
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# Around the sets


def test_skipped_and_not_reached_differ(do, bench, session):
    do(Kind.SKIP, slot=bench()["slot"], set=bench(4)["set"], reason="Tired")
    sets = list(state(session).sets)
    assert [(item.open, item.skip_reason) for item in sets[:4]] == [
        (True, ""),
        (True, ""),
        (True, ""),
        (False, "Tired"),
    ]


def test_skipping_an_exercise_skips_what_is_left_of_it(do, bench, session):
    do(Kind.SET, **bench(1))
    skipped = do(Kind.SKIP, slot=bench()["slot"]).event
    sets = list(state(session).sets)[:4]
    assert [(item.logged is not None, bool(item.skipped_by)) for item in sets] == [
        (True, False),
        (False, True),
        (False, True),
        (False, True),
    ]
    do(Kind.CORRECT, corrects=skipped.key, undo=True)
    assert [item.open for item in list(state(session).sets)[:4]] == [False, True, True, True]


def test_added_sets_take_their_place_and_can_be_taken_back(do, bench, session):
    slot = bench()["slot"]
    warm_up, more = str(uuid.UUID(int=11)), str(uuid.UUID(int=12))
    do(Kind.ADD, slot=slot, set=warm_up, set_type="warm_up", target={"load": "40", "reps": 8})
    added = do(Kind.ADD, slot=slot, set=more, set_type="working").event
    [entry, _] = state(session).entries
    assert [item.set_type for item in entry.sets] == ["warm_up", *["working"] * 5]
    assert (entry.sets[0].target["load"], entry.sets[0].target["reps"]) == ("40", 8)
    assert (entry.sets[-1].key, entry.sets[-1].target["load"]) == (more, "80")
    do(Kind.SET, **bench() | {"set": warm_up, "set_type": "warm_up", "load": "40", "reps": 8})
    assert state(session).entries[0].sets[0].logged.load == "40"
    do(Kind.CORRECT, corrects=added.key, undo=True)
    assert len(state(session).entries[0].sets) == 5


def test_an_exercise_can_be_added(do, session):
    curl = make_exercise("Curl", pattern="elbow_flexion", mechanics="isolation")
    slot, keys = str(uuid.UUID(int=20)), [str(uuid.UUID(int=21)), str(uuid.UUID(int=22))]
    do(Kind.ADD, slot=slot, exercise=str(curl.pk), sets=keys)
    numbers = {"load": "12", "unit": "kg", "reps": 12}
    do(Kind.SET, slot=slot, set=keys[0], exercise=str(curl.pk), set_type="working", **numbers)
    entry = state(session).entries[-1]
    assert (entry.name, entry.code, [item.key for item in entry.sets]) == ("Curl", "+", keys)
    assert (entry.sets[0].logged.load, entry.sets[1].open) == ("12", True)


def test_a_swapped_exercise_keeps_percentages_and_says_what_it_was(do, bench, session):
    press = make_exercise("Dumbbell press", loaded_with="dumbbell")
    do(Kind.SET, **bench(1))
    do(Kind.SWAP, slot=bench()["slot"], exercise=str(press.pk), reason="Rack taken")
    entry = state(session).entries[0]
    assert (entry.name, entry.planned_name, entry.swap_reason) == (
        "Dumbbell press",
        "Bench press",
        "Rack taken",
    )
    assert entry.lift["loaded_with"] == "dumbbell"
    first, second = entry.sets[:2]
    assert (first.logged.load, first.logged.exercise) == ("80", bench()["exercise"])
    assert (second.target["intensity"], second.target["reps"], second.target["load"]) == (80.0, 10, None)


def test_pain_stands_on_the_exercise(do, bench, session):
    do(Kind.PAIN, slot=bench()["slot"], region="shoulder", level=4)
    assert state(session).entries[0].pain == ("shoulder", 4)


def test_a_note_is_a_remark_on_its_exercise(do, bench, session, client_person, owner):
    told = do(Kind.NOTE, slot=bench()["slot"], text="Felt <b>easy</b>")
    do(Kind.NOTE, text="Good day", by=owner)
    rows = Remark.objects.order_by("created_at").values_list("text", "author", "by_trainer", "exercise")
    assert list(rows) == [
        ("Felt <b>easy</b>", client_person.pk, False, uuid.UUID(bench()["exercise"])),
        ("Good day", owner.pk, True, None),
    ]
    do(Kind.CORRECT, corrects=told.event.key, undo=True)
    assert Remark.objects.get(event=told.event).taken_back_at is not None


# The end


def test_a_session_is_done_when_no_set_is_left_open(do, bench, pull_ups, session):
    for number in range(1, 5):
        do(Kind.SET, **bench(number))
    for number in range(1, 3):
        do(Kind.SET, **pull_ups(number))
    do(Kind.SKIP, slot=pull_ups()["slot"], set=pull_ups(3)["set"])
    do(Kind.FINISH, rpe="7.5", minutes=52, text="Strong")
    stored = Session.objects.get(pk=session.pk)
    assert (stored.status, stored.rpe, stored.minutes) == ("done", Decimal("7.5"), 52)
    assert stored.finished_at is not None
    assert Remark.objects.get().text == "Strong"


def test_a_session_with_open_sets_is_partly_done_until_a_late_set_arrives(do, bench, pull_ups, session):
    for number in range(1, 5):
        do(Kind.SET, **bench(number))
    for number in range(1, 3):
        do(Kind.SET, **pull_ups(number))
    do(Kind.FINISH)
    assert Session.objects.get(pk=session.pk).status == "partial"
    do(Kind.SET, **pull_ups(3))
    stored = Session.objects.get(pk=session.pk)
    assert stored.status == "done"
    assert stored.finished_at is not None


def test_a_finished_session_can_be_reopened_and_is_unread_again(do, bench, session, owner):
    do(Kind.SET, **bench())
    do(Kind.FINISH)
    Session.objects.filter(pk=session.pk).update(read_at=AT, read_by=owner)
    do(Kind.REOPEN)
    stored = Session.objects.get(pk=session.pk)
    assert (stored.status, stored.finished_at, stored.read_at) == ("in_progress", None, None)
    assert state(session).finished is False


def test_a_trainers_act_for_a_client_is_the_trainers(do, bench, owner, session):
    do(Kind.SET, by=owner, **bench())
    assert ClientEvent.objects.get().user == owner
    assert standing(session) == [(Decimal(80), 10, Decimal(1))]
