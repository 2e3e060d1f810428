"""When the rules look, what they withdraw, what they ask again, and what it costs."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from programs.actions.answers import accept, reject
from programs.actions.history import last_undoable, undo
from programs.actions.maxes import add_max
from programs.actions.programs import archive_program, refresh_facts
from programs.actions.sign_offs import sign_off
from programs.actions.suggestions import next_miss, suggest_after
from programs.models import Program, Session, Slot, Suggestion, TechniqueSignOff
from programs.queries.rules import moves_of
from tests.programs.planned import add_group, give_barbell, give_max, lift, make_exercise, make_program
from tests.programs.suggested import MONDAY, Kind, Training, loads, moved, training


def states() -> list[tuple[str, str]]:
    return list(Suggestion.objects.order_by("created_at", "id").values_list("rule", "status"))


# Once, and withdrawn


def test_looking_twice_suggests_once(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    assert (base.look(2), base.look(2)) == ([], [])
    assert list(Suggestion.objects.all()) == [row]


def test_it_names_the_session_and_the_logs_that_it_rests_on(base, bench, client):
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    assert (row.session, row.client, row.exercise) == (base.sessions[1], client, bench)
    assert [key.split(":")[0] for key in row.based_on] == [str(item.pk) for item in base.sessions[:2]]


def test_a_later_session_overtakes_an_open_suggestion(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    base.train(2, bench, [10, 10, 10, 12])
    base.train(3, bench, [10, 10, 10, 10])
    assert states() == [("two_for_two", "withdrawn")]
    assert Suggestion.objects.get().decided_at == base.now(3) + timedelta(hours=2)


def test_the_same_rule_after_a_later_session_is_a_new_suggestion_for_what_is_left(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    base.train(2, bench, [10, 10, 10, 12])
    (row,) = base.train(3, bench, [10, 10, 10, 12])
    assert states() == [("two_for_two", "withdrawn"), ("two_for_two", "open")]
    assert moved(row) == loads((4, "75", "77.5"), (5, "75", "77.5"), (6, "75", "77.5"))


def test_a_corrected_set_overtakes_what_rested_on_it(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    sets = base.log(2, bench, [10, 10, 10, 12])
    base.finish(2)
    base.correct(2, bench, sets, [10, 10, 10, 11])
    assert base.look(2) == []
    assert states() == [("two_for_two", "withdrawn")]


def test_a_note_and_another_exercise_of_the_session_overtake_nothing(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    base.train(2, bench, [10, 10, 10, 12])
    base.tell(2, Kind.NOTE, at=base.now(2), text="Felt good.")
    base.look(2)
    assert states() == [("two_for_two", "open")]


def test_an_exercise_skipped_for_a_session_was_missed_for_a_week(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    base.train(2, bench, [10, 10, 10, 12])
    base.tell(3, Kind.SKIP, at=base.now(3), slot=str(base.slot(bench).pk))
    (row,) = base.finish(3)
    assert (row.rule, moved(row)) == ("resume_lighter", loads((4, "75", "67.5"), (5, "75", "72.5")))
    assert states() == [("two_for_two", "withdrawn"), ("resume_lighter", "open")]


def test_an_accepted_back_off_does_not_come_back_as_a_hold(base, bench):
    base.train(1, bench, [10, 9, 8, 8])
    (row,) = base.train(2, bench, [10, 9, 8, 8])
    accept(row, moves_of(row), by=base.by, now=base.now(2))
    assert base.look(2) == []


def test_pain_is_asked_about_again_when_the_next_session_was_missed(base, bench):
    slot = str(base.slot(bench).pk)
    base.log(1, bench, [10, 10, 10, 10])
    base.tell(1, Kind.PAIN, at=base.now(1), slot=slot, region="shoulder", level=3)
    (row,) = base.finish(1)
    reject(row, by=base.by, now=base.now(1))
    assert base.look(1, days=2) == []
    (again,) = base.look(1, days=11)
    assert (again.rule, moved(again)[0]) == ("pain_hold", loads((3, "75", "67.5"))[0])


def test_nothing_is_suggested_without_a_coming_session(base, bench):
    for week in range(1, 6):
        base.train(week, bench, [10, 10, 10, 10])
    assert base.train(6, bench, [10, 10, 10, 12]) == []


def test_an_archived_program_is_left_in_peace(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    archive_program(Program.objects.get(pk=base.program.pk), archived=True)
    assert base.train(2, bench, [10, 10, 10, 12]) == []


def test_only_what_was_trained_in_the_workout_is_looked_at(base, bench, owner):
    base.train(1, bench, [10, 10, 10, 12])
    session = Session.objects.get(pk=base.sessions[0].pk)
    session.workout = None
    session.save()
    assert suggest_after(session, now=base.now(1)) == []


# In the background


def waiting() -> list[tuple[str, dict[str, object]]]:
    rows = DBTaskResult.objects.filter(finished_at=None).order_by("enqueued_at")
    return [(row.task_path.rsplit(".")[-1], row.args_kwargs) for row in rows]


def work() -> None:
    call_command("db_worker", queue_name="*", batch=True, reload=False, startup_delay=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_finishing_a_session_lets_the_worker_look_at_it(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    DBTaskResult.objects.all().delete()
    base.log(2, bench, [10, 10, 10, 12])
    assert waiting() == []
    with time_machine.travel(base.now(2), tick=False):
        base.tell(2, Kind.FINISH, at=base.now(2))
        session = str(base.sessions[1].pk)
        assert waiting() == [("look_at_session", {"args": [session], "kwargs": {"again": True}})]
    with time_machine.travel(base.now(2), tick=True):
        work()
    assert states() == [("two_for_two", "open")]
    later = DBTaskResult.objects.get(finished_at=None)
    assert later.run_after == datetime.combine(base.sessions[2].date + timedelta(days=4), time(4), tzinfo=UTC)


def test_a_late_set_a_correction_and_pain_are_looked_at_and_a_note_is_not(base, bench):
    sets = base.log(1, bench, [10, 10, 10])
    base.finish(1)
    DBTaskResult.objects.all().delete()
    base.tell(1, Kind.NOTE, at=base.now(1), text="Felt good.")
    assert waiting() == []
    base.log(1, bench, [10, 10, 10, 10])
    base.correct(1, bench, sets[:1], [9])
    slot = str(base.slot(bench).pk)
    base.tell(1, Kind.PAIN, at=base.now(1), slot=slot, region="shoulder", level=3)
    assert [kwargs["kwargs"] for _, kwargs in waiting()] == [{"again": False}] * 6


def test_the_next_look_is_when_the_next_session_will_have_been_missed(base, bench):
    base.train(1, bench, [10, 10, 10, 10])
    first = Session.objects.get(pk=base.sessions[0].pk)
    assert next_miss(first, now=base.now(1)) == datetime(2026, 9, 18, 4, tzinfo=UTC)
    assert next_miss(first, now=base.now(1, days=11)) == datetime(2026, 9, 25, 4, tzinfo=UTC)
    base.train(2, bench, [10, 10, 10, 10])
    assert next_miss(first, now=base.now(2)) is None
    for week in range(3, 7):
        base.train(week, bench, [10, 10, 10, 10])
    assert next_miss(Session.objects.get(pk=base.sessions[5].pk), now=base.now(6)) is None


# Technique before load


@pytest.fixture
def novice(client, owner, bench) -> Training:
    """Two sessions that have earned more."""
    give_barbell(client)
    give_max(client, bench, on=MONDAY - timedelta(weeks=1))
    base = training(client, owner, bench)
    for week in (1, 2):
        base.train(week, bench, [10, 10, 12])
    return base


def test_signing_off_turns_what_waited_into_a_step(novice, client, owner, bench):
    assert states() == [("sign_off_first", "open")]
    sign_off(client, bench, signed=True, by=owner, now=novice.now(2))
    assert states() == [("sign_off_first", "withdrawn"), ("two_for_two", "open")]
    assert Slot.objects.get(program=novice.program).lift["signed_off"] is True
    assert TechniqueSignOff.objects.get().by == owner


def test_signing_off_twice_is_once_and_taking_it_back_waits_again(novice, client, owner, bench):
    sign_off(client, bench, signed=True, by=owner, now=novice.now(2))
    sign_off(client, bench, signed=True, by=owner, now=novice.now(2))
    assert TechniqueSignOff.objects.count() == 1
    sign_off(client, bench, signed=False, by=owner, now=novice.now(2))
    assert Slot.objects.get(program=novice.program).lift["signed_off"] is False
    assert states() == [
        ("sign_off_first", "withdrawn"),
        ("two_for_two", "withdrawn"),
        ("sign_off_first", "open"),
    ]


def test_signing_off_moves_no_number_and_is_no_change_to_undo(novice, client, owner, bench):
    before = novice.lead(bench, 3)
    revision = Program.objects.get(pk=novice.program.pk).revision
    sign_off(client, bench, signed=True, by=owner, now=novice.now(2))
    after = novice.lead(bench, 3)
    assert (after.effective, after.intensity) == (before.effective, before.intensity)
    program = Program.objects.get(pk=novice.program.pk)
    assert program.revision == revision + 1  # pages that remember the program read it anew
    assert program.revisions.filter(number=program.revision).exists() is False


def test_a_new_program_of_a_novice_knows_what_is_signed_off(client, owner, bench):
    row = make_exercise("Row")
    sign_off(client, bench, signed=True, by=owner, now=datetime.combine(MONDAY, time(9), tzinfo=UTC))
    base = training(client, owner, bench, row)
    assert [base.slot(exercise).lift["signed_off"] for exercise in (bench, row)] == [True, False]
    client.experience = "advanced"
    client.save()
    assert training(client, owner, row).slot(row).lift["signed_off"] is True


def test_undoing_an_older_change_keeps_the_signature(novice, client, owner, bench):

    give_max(client, bench, "120", on=MONDAY)
    refresh_facts(Program.objects.get(pk=novice.program.pk), by=owner)
    sign_off(client, bench, signed=True, by=owner, now=novice.now(2))
    program = Program.objects.get(pk=novice.program.pk)
    newest = last_undoable(program)
    assert newest is not None
    undo(program, revision=newest, by=owner)
    lift = Slot.objects.get(program=program).lift
    assert (lift["one_rm"], lift["signed_off"]) == ("100.00", True)


def test_programs_from_before_know_whose_signatures_are_missing(novice, client, owner, bench):
    template = make_program(client.studio)
    add_group(template.phases.get().workouts.get(), bench, lifts=lift(experience="novice"))
    slot = novice.slot(bench)
    Slot.objects.filter(pk=slot.pk).update(lift=lift(experience="novice"))
    other = training(client, owner, bench).slot(bench)
    Slot.objects.filter(pk=other.pk).update(lift=lift(experience="intermediate"))
    import_module("programs.migrations.0006_suggestions").ask_for_signatures(apps, None)
    signed = dict(Slot.objects.values_list("pk", "lift__signed_off"))
    assert (signed.pop(slot.pk), list(signed.values())) == (False, [True, True])


# What it costs


@pytest.mark.parametrize("count", [1, 3])
def test_a_look_takes_as_many_queries_for_three_exercises_as_for_one(
    client, owner, count, django_assert_num_queries
):
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    exercises = [make_exercise(f"Press {number}") for number in range(count)]
    for exercise in exercises:
        give_max(client, exercise, on=MONDAY)
    base = training(client, owner, *exercises)
    for week in (1, 2, 3):
        for exercise in exercises:
            base.log(week, exercise, [10, 10, 10, 12], rir="2")
        if week < 3:
            base.finish(week)
    base.tell(3, Kind.FINISH, at=base.now(3))
    rows = Session.objects.select_related("program__client__user")
    session = rows.get(pk=base.sessions[2].pk)
    with django_assert_num_queries(16):  # a savepoint and its release among them
        fresh = suggest_after(session, now=base.now(3))
    assert len(fresh) == count
    assert Suggestion.objects.filter(status="withdrawn").count() == count


def test_a_max_that_is_added_lets_the_worker_look_where_a_program_has_the_exercise(
    base, client, owner, bench
):
    DBTaskResult.objects.all().delete()
    for exercise in (bench, make_exercise("Row")):
        add_max(
            client=client,
            exercise=exercise,
            kind="tested",
            load=Decimal(110),
            reps=1,
            rir=Decimal(0),
            unit="kg",
            measured_on=MONDAY,
            note="",
            by=owner,
        )
    assert waiting() == [("look_at_exercise", {"args": [str(client.pk), str(bench.pk)], "kwargs": {}})]
