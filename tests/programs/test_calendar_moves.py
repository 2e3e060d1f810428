"""Moving, exchanging, skipping and adding sessions, as it is written down."""

import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from programs.actions.calendar import (
    CalendarError,
    KeyTakenError,
    NoRoomError,
    bring_forward,
    create_unplanned,
    move_session,
    plan_again,
    put_back,
    shift_week,
    skip_session,
)
from programs.actions.sessions import start_session
from programs.models import Session
from tests.programs.planned import make_program, schedule

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + number * DAY for number in range(1, 5))


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sessions(studio, client):
    """A, B and C on Monday, Wednesday and Friday of two weeks, by name and week: `A1` to `C2`."""
    program = make_program(studio, client=client, phases=[(2, ["A", "B", "C"])])
    rows = schedule(program, client, starts_on=MONDAY)
    for number, session in enumerate(rows):
        session.date = MONDAY + (7 * (number // 3) + 2 * (number % 3)) * DAY
        session.save()
    return {f"{session.name}{1 + number // 3}": session for number, session in enumerate(rows)}


@contextmanager
def refused(*, saying):
    with pytest.raises(CalendarError) as problem:
        yield
    assert str(problem.value) == saying


def stored(session):
    return Session.objects.get(pk=session.pk)


def standing(client):
    """Every session in the order of the calendar: its day from Monday on, position and name."""
    rows = Session.objects.filter(client=client).order_by("date", "position", "id")
    return [((row.date - MONDAY).days, row.position, row.name) for row in rows]


# Moving one


def test_a_moved_session_remembers_the_day_that_the_program_gave_it(sessions, owner):
    move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    move_session(session=stored(sessions["A1"]), day=THURSDAY, by=owner)
    moved = stored(sessions["A1"])
    assert (moved.date, moved.planned_on, moved.status) == (THURSDAY, MONDAY, "planned")


def test_a_session_that_is_back_on_its_first_day_was_not_moved(sessions, owner):
    move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    move_session(session=stored(sessions["A1"]), day=MONDAY, by=owner)
    assert (stored(sessions["A1"]).date, stored(sessions["A1"]).planned_on) == (MONDAY, None)


def test_a_moved_session_stands_after_what_was_on_the_day(sessions, owner, client):
    move_session(session=sessions["A1"], day=WEDNESDAY, by=owner)
    assert standing(client)[:3] == [(2, 1, "B"), (2, 2, "A"), (4, 1, "C")]


def test_positions_of_the_day_that_is_left_close_up(sessions, owner, client):
    move_session(session=sessions["A1"], day=WEDNESDAY, by=owner)
    move_session(session=stored(sessions["B1"]), day=THURSDAY, by=owner)
    assert standing(client)[:3] == [(2, 1, "A"), (3, 1, "B"), (4, 1, "C")]


def test_moving_twice_to_the_same_day_changes_it_once(sessions, owner):
    first = move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    again = move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    assert ([change.session_id for change in first], again) == ([sessions["A1"].pk], [])


def test_a_skipped_session_that_is_moved_is_planned_again(sessions, owner):
    skip_session(session=sessions["A1"], reason="Ill", by=owner)
    move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    moved = stored(sessions["A1"])
    assert (moved.date, moved.status, moved.skip_reason) == (TUESDAY, "planned", "")


@pytest.mark.parametrize("status", ["in_progress", "done", "partial"])
def test_what_has_started_stays_where_it_is(sessions, owner, status):
    start_session(session=sessions["A1"], by=owner, now=NOON)
    Session.objects.filter(pk=sessions["A1"].pk).update(status=status)
    changes = (
        lambda: move_session(session=sessions["A1"], day=TUESDAY, by=owner),
        lambda: shift_week(session=sessions["A1"], to=TUESDAY, by=owner),
        lambda: skip_session(session=sessions["A1"], reason="Ill", by=owner),
        lambda: plan_again(session=sessions["A1"], by=owner),
        lambda: bring_forward(session=sessions["A1"], today=TUESDAY, by=owner),
        lambda: bring_forward(session=sessions["B1"], today=MONDAY, by=owner, instead_of=sessions["A1"]),
    )
    for change in changes:
        with refused(saying="A has started, so it stays where it is."):
            change()
    assert (stored(sessions["A1"]).date, stored(sessions["A1"]).status) == (MONDAY, status)
    assert stored(sessions["B1"]).date == WEDNESDAY


def test_a_session_that_is_gone_cannot_be_moved(sessions, owner):
    gone = sessions["A1"]
    Session.objects.filter(pk=gone.pk).delete()
    with refused(saying="This workout is not there any more."):
        move_session(session=gone, day=TUESDAY, by=owner)


# The rest of the week


def test_the_rest_of_the_week_moves_by_as_many_days(sessions, owner, client):
    changes = shift_week(session=sessions["B1"], to=THURSDAY, by=owner)
    assert [(row[0], row[2]) for row in standing(client)] == [
        (0, "A"),
        (3, "B"),
        (5, "C"),
        (7, "A"),
        (9, "B"),
        (11, "C"),
    ]
    assert [change.session_id for change in changes] == [sessions["B1"].pk, sessions["C1"].pk]
    assert (stored(sessions["B1"]).planned_on, stored(sessions["C1"]).planned_on) == (WEDNESDAY, FRIDAY)


def test_the_rest_of_the_week_moves_forward_too(sessions, owner, client):
    shift_week(session=sessions["B1"], to=TUESDAY, by=owner)
    assert [row[0] for row in standing(client)] == [0, 1, 3, 7, 9, 11]


def test_the_same_shift_twice_moves_once(sessions, owner, client):
    shift_week(session=sessions["B1"], to=THURSDAY, by=owner)
    assert shift_week(session=sessions["B1"], to=THURSDAY, by=owner) == []
    assert [row[0] for row in standing(client)] == [0, 3, 5, 7, 9, 11]


def test_sessions_of_the_week_that_started_or_are_skipped_stay(sessions, owner, client):
    start_session(session=sessions["B1"], by=owner, now=NOON)
    skip_session(session=sessions["C1"], reason="Ill", by=owner)
    shift_week(session=sessions["A1"], to=TUESDAY, by=owner)
    assert [row[0] for row in standing(client)] == [1, 2, 4, 7, 9, 11]


def test_sessions_of_other_programs_stay(sessions, owner, client, studio):
    program = make_program(studio, client=client, name="Running", phases=[(1, ["Run"])])
    [run] = schedule(program, client, starts_on=THURSDAY)
    shift_week(session=sessions["A1"], to=TUESDAY, by=owner)
    assert stored(run).date == THURSDAY


def test_the_rest_of_the_week_goes_up_to_the_day_before_the_next_week_begins(sessions, owner, client):
    shift_week(session=sessions["A1"], to=WEDNESDAY, by=owner)
    assert [row[0] for row in standing(client)] == [2, 4, 6, 7, 9, 11]


def test_the_rest_of_the_week_does_not_run_into_the_next_week(sessions, owner, client):
    with pytest.raises(NoRoomError) as problem:
        shift_week(session=sessions["A1"], to=THURSDAY, by=owner)
    assert str(problem.value) == (
        "The rest of the week can move by 2 days at most: the next week begins on Mon 30 November."
    )
    assert [row[0] for row in standing(client)] == [0, 2, 4, 7, 9, 11]


def test_where_the_next_week_follows_at_once_only_one_session_can_move(sessions, owner):
    shift_week(session=sessions["A1"], to=WEDNESDAY, by=owner)
    with pytest.raises(NoRoomError) as problem:
        shift_week(session=stored(sessions["A1"]), to=THURSDAY, by=owner)
    assert str(problem.value) == (
        "The rest of the week cannot move on: the next week begins on Mon 30 November. "
        "Move only this workout, or make room there first."
    )


def test_where_the_next_week_moved_there_is_room_up_to_where_it_begins_now(sessions, owner, client):
    move_session(session=sessions["A2"], day=MONDAY + 8 * DAY, by=owner)
    shift_week(session=sessions["A1"], to=THURSDAY, by=owner)
    assert [row[0] for row in standing(client)] == [3, 5, 7, 8, 9, 11]


def test_after_the_last_week_nothing_stands_in_the_way(sessions, owner, client):
    shift_week(session=sessions["A2"], to=MONDAY + 27 * DAY, by=owner)
    assert [row[0] for row in standing(client)] == [0, 2, 4, 27, 29, 31]


def test_a_session_of_no_program_moves_alone(sessions, owner, client):
    extra = create_unplanned(client=client, day=MONDAY, name="Hotel gym", by=owner, session_id=uuid.uuid4())
    changes = shift_week(session=extra, to=TUESDAY, by=owner)
    assert [change.session_id for change in changes] == [extra.pk]


# Doing tomorrow's today


def test_a_later_session_is_done_today(sessions, owner, client):
    bring_forward(session=sessions["B1"], today=MONDAY, by=owner)
    assert standing(client)[:3] == [(0, 1, "A"), (0, 2, "B"), (4, 1, "C")]
    assert stored(sessions["B1"]).planned_on == WEDNESDAY


def test_todays_session_takes_the_day_that_becomes_free(sessions, owner, client):
    changes = bring_forward(session=sessions["B1"], today=MONDAY, by=owner, instead_of=sessions["A1"])
    assert standing(client)[:3] == [(0, 1, "B"), (2, 1, "A"), (4, 1, "C")]
    assert [change.session_id for change in changes] == [sessions["B1"].pk, sessions["A1"].pk]
    assert (stored(sessions["A1"]).planned_on, stored(sessions["B1"]).planned_on) == (MONDAY, WEDNESDAY)


def test_exchanging_twice_does_not_exchange_back(sessions, owner, client):
    for _ in range(2):
        bring_forward(session=sessions["B1"], today=MONDAY, by=owner, instead_of=sessions["A1"])
    assert standing(client)[:2] == [(0, 1, "B"), (2, 1, "A")]


def test_exchanged_sessions_take_each_others_place_in_the_day(sessions, owner, client):
    move_session(session=sessions["C1"], day=MONDAY, by=owner)
    bring_forward(session=sessions["B1"], today=MONDAY, by=owner, instead_of=sessions["A1"])
    assert standing(client)[:3] == [(0, 1, "B"), (0, 2, "C"), (2, 1, "A")]


def test_a_session_that_left_today_meanwhile_is_not_exchanged(sessions, owner, client):
    move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    bring_forward(session=sessions["B1"], today=MONDAY, by=owner, instead_of=sessions["A1"])
    assert standing(client)[:3] == [(0, 1, "B"), (1, 1, "A"), (4, 1, "C")]


# Skipping


def test_a_skipped_session_keeps_its_day_and_its_reason(sessions, owner):
    skip_session(session=sessions["A1"], reason="Ill", by=owner)
    skipped = stored(sessions["A1"])
    assert (skipped.date, skipped.status, skipped.skip_reason) == (MONDAY, "skipped", "Ill")


def test_skipping_twice_keeps_the_newest_reason(sessions, owner):
    first = skip_session(session=sessions["A1"], reason="Ill", by=owner)
    same = skip_session(session=sessions["A1"], reason="Ill", by=owner)
    newer = skip_session(session=sessions["A1"], reason="Sore", by=owner)
    assert (len(first), same, len(newer)) == (1, [], 1)
    assert stored(sessions["A1"]).skip_reason == "Sore"


def test_a_skipped_session_is_planned_again(sessions, owner):
    skip_session(session=sessions["A1"], reason="Ill", by=owner)
    plan_again(session=sessions["A1"], by=owner)
    planned = stored(sessions["A1"])
    assert (planned.date, planned.status, planned.skip_reason, planned.planned_on) == (
        MONDAY,
        "planned",
        "",
        None,
    )
    assert plan_again(session=sessions["A1"], by=owner) == []


def test_a_skipped_session_that_is_trained_after_all_starts(sessions, owner):
    skip_session(session=sessions["A1"], reason="No time", by=owner)
    started = start_session(session=sessions["A1"], by=owner, now=NOON)
    assert (started.status, started.skip_reason) == ("in_progress", "")


# Taking it back


@pytest.mark.parametrize(
    "change",
    [
        lambda of, by: move_session(session=of["A1"], day=WEDNESDAY, by=by),
        lambda of, by: move_session(session=of["A1"], day=MONDAY + 9 * DAY, by=by),
        lambda of, by: shift_week(session=of["A1"], to=WEDNESDAY, by=by),
        lambda of, by: shift_week(session=of["B1"], to=MONDAY, by=by),
        lambda of, by: bring_forward(session=of["B1"], today=MONDAY, by=by),
        lambda of, by: bring_forward(session=of["B1"], today=MONDAY, by=by, instead_of=of["A1"]),
        lambda of, by: skip_session(session=of["A1"], reason="Ill", by=by),
    ],
)
def test_undo_puts_everything_back_and_a_second_one_changes_nothing(sessions, owner, client, change):
    def calendar():
        return list(Session.objects.order_by("id").values())

    before = calendar()
    changes = change(sessions, owner)
    assert calendar() != before
    put_back(client=client, changes=changes, by=owner)
    assert calendar() == before
    assert put_back(client=client, changes=changes, by=owner) == []


def test_undo_brings_a_skipped_session_back_to_being_skipped(sessions, owner, client):
    skip_session(session=sessions["A1"], reason="Ill", by=owner)
    changes = move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    put_back(client=client, changes=changes, by=owner)
    back = stored(sessions["A1"])
    assert (back.date, back.status, back.skip_reason) == (MONDAY, "skipped", "Ill")


def test_undo_returns_a_session_to_its_place_in_the_day(sessions, owner, client):
    move_session(session=sessions["B1"], day=MONDAY, by=owner)
    changes = move_session(session=stored(sessions["A1"]), day=TUESDAY, by=owner)
    move_session(session=stored(sessions["C1"]), day=MONDAY, by=owner)
    put_back(client=client, changes=changes, by=owner)
    assert standing(client)[:3] == [(0, 1, "A"), (0, 2, "B"), (0, 3, "C")]


def test_undo_is_refused_once_one_of_them_was_changed_since(sessions, owner, client):
    changes = shift_week(session=sessions["A1"], to=TUESDAY, by=owner)
    skip_session(session=sessions["C1"], reason="Ill", by=owner)
    with refused(saying="C was changed since, so nothing was undone."):
        put_back(client=client, changes=changes, by=owner)
    assert [row[0] for row in standing(client)] == [1, 3, 5, 7, 9, 11]


def test_undo_is_refused_once_it_has_started(sessions, owner, client):
    changes = move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    start_session(session=sessions["A1"], by=owner, now=NOON)
    with refused(saying="A has started, so it stays where it is."):
        put_back(client=client, changes=changes, by=owner)
    assert stored(sessions["A1"]).date == TUESDAY


def test_undo_reaches_no_other_clients_sessions(sessions, owner, other_client):
    changes = move_session(session=sessions["A1"], day=TUESDAY, by=owner)
    with refused(saying="This workout is not there any more."):
        put_back(client=other_client, changes=changes, by=owner)
    assert stored(sessions["A1"]).date == TUESDAY


# Unplanned


def test_an_unplanned_session_stands_after_what_is_on_its_day(sessions, client, client_person):
    made = create_unplanned(
        client=client, day=MONDAY, name="Hotel gym", by=client_person, session_id=uuid.uuid4()
    )
    assert (made.program, made.workout, made.status, made.studio_id) == (
        None,
        None,
        "planned",
        client.studio_id,
    )
    assert standing(client)[:2] == [(0, 1, "A"), (0, 2, "Hotel gym")]


def test_the_same_id_gives_the_unplanned_session_made_first(client, client_person):
    asked = {"client": client, "name": "Hotel gym", "by": client_person, "session_id": uuid.uuid4()}
    first = create_unplanned(day=MONDAY, **asked)
    again = create_unplanned(day=TUESDAY, **asked)
    assert (again.pk, again.date) == (first.pk, MONDAY)
    assert Session.objects.count() == 1


def test_an_id_that_belongs_to_something_else_is_refused(sessions, client, client_person, other_client):
    made = create_unplanned(
        client=client, day=MONDAY, name="Hotel gym", by=client_person, session_id=uuid.uuid4()
    )
    for taken in (
        {"client": client, "name": "Another", "session_id": made.pk},
        {"client": client, "name": "A", "session_id": sessions["A1"].pk},
        {"client": other_client, "name": "Hotel gym", "session_id": made.pk},
    ):
        with pytest.raises(KeyTakenError), transaction.atomic():
            create_unplanned(day=MONDAY, by=client_person, **taken)
    assert Session.objects.count() == 7


# What it costs


@pytest.mark.parametrize("rest", [1, 3])
def test_a_longer_week_takes_no_more_queries(studio, client, owner, rest, django_assert_num_queries):
    workouts = [f"Workout {number}" for number in range(1 + rest)]
    program = make_program(studio, client=client, phases=[(2, workouts)])
    first, *_ = schedule(program, client, starts_on=MONDAY, every=1)
    Session.objects.filter(week=first.week).exclude(pk=first.pk).update(date=TUESDAY)
    Session.objects.exclude(week=first.week).update(date=MONDAY + 14 * DAY)
    with django_assert_num_queries(9):
        changes = shift_week(session=first, to=WEDNESDAY, by=owner)
    assert len(changes) == 1 + rest
