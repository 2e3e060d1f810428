"""Accepting, editing, rejecting and undoing a suggestion, and what may apply by itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.actions.answers import (
    AnsweredError,
    OvertakenError,
    RefusedMovesError,
    accept,
    answer_all,
    reject,
    set_automatic_rules,
    take_back,
)
from programs.actions.history import ChangedSinceError, last_undoable, undo
from programs.actions.numbers import pin_field
from programs.actions.slots import add_set_group
from programs.models import Program, Revision, Session, SetGroup, Suggestion
from programs.prescription import Field, Rule
from programs.queries.rules import moves_of
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.suggested import MONDAY, Training, loads, moved, training


@pytest.fixture
def earned(base, bench) -> Suggestion:
    """After two weeks: 77.5 kg in the four weeks to come."""
    base.train(1, bench, [10, 10, 10, 12])
    row: Suggestion
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    return row


def status(row: Suggestion) -> str:
    return Suggestion.objects.get(pk=row.pk).status


def take(row: Suggestion, base: Training, after: Decimal | None = None) -> Suggestion:
    """Accept it, with another number in the first move where one is given."""
    first, *others = moves_of(row)
    first = first if after is None else replace(first, after=after)
    return accept(row, [first, *others], by=base.by, now=base.now(2))


# Accepting


def test_accepting_is_one_change_of_the_program_by_the_trainer(earned, base, bench):
    row = take(earned, base)
    assert (row.status, row.decided_by, row.decided_at) == ("accepted", base.by, base.now(2))
    revision = Revision.objects.filter(program=base.program).latest("number")
    assert (row.revision, revision.by, revision.text) == (
        revision,
        base.by,
        "Bench press: Next step: 77.5 kg.",
    )
    assert [base.reads(bench, week)[0] for week in (1, 2, 3, 4, 5, 6)] == ["75", "75", *["77.5"] * 4]


def test_repetitions_and_reserve_stay_as_the_trainer_wrote_them(earned, base, bench):
    before = base.lead(bench, 3)
    take(earned, base)
    after = base.lead(bench, 3)
    assert (after.reps, after.rir, after.load) == (before.reps, before.rir, Decimal("77.5"))
    assert after.intensity == pytest.approx(77.5)


def test_the_trainer_types_another_number_for_one_session(earned, base, bench):
    row = take(earned, base, after=Decimal(80))
    assert [base.reads(bench, week)[0] for week in (3, 4)] == ["80", "77.5"]
    assert [move["taken"] for move in row.moves] == ["80", "77.5", "77.5", "77.5"]


def test_a_session_left_as_it_is_is_left_alone(earned, base, bench):
    row = take(earned, base, after=Decimal(75))
    assert [base.reads(bench, week)[0] for week in (3, 4)] == ["75", "77.5"]
    assert ["taken" in move for move in row.moves] == [False, True, True, True]


def test_with_every_number_left_as_it_is_it_is_rejected(earned, base):
    rows = [replace(move, after=move.before) for move in moves_of(earned)]
    assert accept(earned, rows, by=base.by, now=base.now(2)).status == "rejected"
    assert last_undoable(base.program).text != f"Bench press: {earned.text}"  # type: ignore[union-attr]


def test_an_impossible_number_is_refused_and_nothing_is_stored(earned, base, bench):
    with pytest.raises(RefusedMovesError) as refused:
        take(earned, base, after=Decimal(400))
    week = str(base.sessions[2].week_id)
    assert list(refused.value.problems) == [(week, Field.LOAD)]
    assert (status(earned), base.reads(bench, 3)[0]) == ("open", "75")


def test_back_off_sets_and_warm_ups_follow_their_lead(base, bench):
    add_set_group(base.slot(bench), "back_off", by=base.by)
    before = SetGroup.objects.get(slot=base.slot(bench), week=base.sessions[2].week, position=2)
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    take(row, base)
    after = SetGroup.objects.get(pk=before.pk)
    assert before.intensity is not None
    assert after.intensity == pytest.approx(before.intensity * 77.5 / 75.7, rel=0.001)


def test_only_sessions_that_have_not_begun_are_touched(earned, base, bench):
    base.log(3, bench, [10])
    row = take(earned, base)
    assert [base.reads(bench, week)[0] for week in (3, 4)] == ["75", "77.5"]
    assert ["taken" in move for move in row.moves] == [False, True, True, True]


def test_when_all_its_sessions_have_begun_there_is_nothing_to_accept(earned, base):
    Session.objects.filter(program=base.program, date__gt=base.sessions[1].date).update(
        status="in_progress", frozen={"exercises": []}
    )
    with pytest.raises(OvertakenError, match="have begun"):
        take(earned, base)


def test_accepting_twice_changes_the_program_once(earned, base):
    take(earned, base)
    changes = Revision.objects.filter(program=base.program).count()
    with pytest.raises(AnsweredError, match="accepted already"):
        take(earned, base)
    assert Revision.objects.filter(program=base.program).count() == changes


def test_one_that_the_program_has_overtaken_is_refused_with_what_it_says_now(earned, base, bench):
    base.edit(bench, "load", Decimal(85))
    with pytest.raises(OvertakenError, match="changed since") as refused:
        take(earned, base)
    week = str(base.sessions[2].week_id)
    assert refused.value.now[week, Field.LOAD] == Decimal(85)
    assert (status(earned), base.reads(bench, 3)[0]) == ("open", "85")


def test_one_whose_exercise_was_removed_is_refused(earned, base, bench):
    base.slot(bench).delete()
    with pytest.raises(OvertakenError, match="not in this place"):
        take(Suggestion.objects.get(pk=earned.pk), base)


def test_accepting_takes_back_with_undo(earned, base, bench):
    row = take(earned, base)
    take_back(row, by=base.by)
    take_back(row, by=base.by)
    assert [base.reads(bench, week)[0] for week in (3, 4, 5, 6)] == ["75"] * 4
    assert base.look(2) == []  # it was answered, and is not asked again


def test_undo_in_the_builder_is_the_same(earned, base, bench):
    take(earned, base)
    program = Program.objects.get(pk=base.program.pk)
    newest = last_undoable(program)
    assert newest is not None
    undo(program, revision=newest, by=base.by)
    assert base.reads(bench, 3)[0] == "75"


def test_what_was_changed_since_cannot_be_taken_back(earned, base, bench):
    row = take(earned, base)
    base.edit(bench, "load", Decimal(90))
    with pytest.raises(ChangedSinceError):
        take_back(row, by=base.by)
    assert base.reads(bench, 3)[0] == "90"


# Rejecting, all at once


def test_a_rejected_one_changes_nothing_and_is_not_asked_again(earned, base, bench):
    row = reject(earned, by=base.by, now=base.now(2))
    assert (row.status, row.decided_by) == ("rejected", base.by)
    assert base.reads(bench, 3)[0] == "75"
    assert base.look(2) == []
    assert base.train(3, bench, [10, 10, 10, 12])[0].rule == "two_for_two"


def test_all_at_once_leaves_open_what_was_overtaken(client, owner):
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    exercises = [make_exercise(name) for name in ("Squat", "Bench press", "Row")]
    for exercise in exercises:
        give_max(client, exercise, on=MONDAY)
    base = training(client, owner, *exercises)
    for week in (1, 2):
        for exercise in exercises:
            base.log(week, exercise, [10, 10, 10, 12])
        rows = base.finish(week)
    base.edit(exercises[1], "load", Decimal(90))
    left = answer_all(rows, accepted=True, by=owner, now=base.now(2))
    assert [row.exercise.name for row in left] == ["Bench press"]
    assert [base.reads(exercise, 3)[0] for exercise in exercises] == ["77.5", "90", "77.5"]
    assert answer_all(rows, accepted=False, by=owner, now=base.now(2)) == []
    assert [status(row) for row in rows] == ["accepted", "rejected", "accepted"]


# By themselves


def test_an_allowed_rule_applies_by_itself_in_the_name_of_who_allowed_it(base, client, owner, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO], by=owner)
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    assert (row.status, row.decided_by) == ("applied", owner)
    assert [base.reads(bench, week)[0] for week in (2, 3, 6)] == ["75", "77.5", "77.5"]
    newest = last_undoable(base.program)
    assert newest is not None
    assert (newest.text, newest.by) == ("By itself, Bench press: Next step: 77.5 kg.", owner)
    assert base.look(2) == []


def test_a_rule_that_was_not_allowed_stays_open(base, client, owner, bench):
    set_automatic_rules(client, [Rule.HOLD, Rule.BACK_OFF], by=owner)
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    assert (row.status, base.reads(bench, 3)[0]) == ("open", "75")


def test_a_rule_that_is_no_longer_allowed_stays_open(base, client, owner, helper, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO], by=owner)
    allowed = set_automatic_rules(client, [], by=helper)
    assert (allowed.rules, allowed.by) == ([], helper)
    base.train(1, bench, [10, 10, 10, 12])
    assert base.train(2, bench, [10, 10, 10, 12])[0].status == "open"


def test_a_pinned_number_never_moves_by_itself(base, client, owner, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO], by=owner)
    pin_field(base.slot(bench), Field.LOAD, pinned=True, by=owner)
    base.train(1, bench, [10, 10, 10, 12])
    (row,) = base.train(2, bench, [10, 10, 10, 12])
    assert (row.status, [move["pinned"] for move in row.moves]) == ("open", [True] * 4)
    take(row, base)
    assert base.reads(bench, 3)[0] == "77.5"
    assert base.lead(bench, 3).pins == ["load"]


def test_a_corrected_log_takes_back_what_applied_by_itself(base, client, owner, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO, Rule.HOLD], by=owner)
    base.train(1, bench, [10, 10, 10, 12])
    sets = base.log(2, bench, [10, 10, 10, 12])
    base.finish(2)
    assert base.reads(bench, 3)[0] == "77.5"
    base.correct(2, bench, sets, [10, 10, 10, 7])
    (row,) = base.look(2)
    assert (row.rule, row.status, moved(row)) == ("hold", "applied", loads((3, "77.5", "75")))
    assert [base.reads(bench, week)[0] for week in (3, 4)] == ["75", "77.5"]
