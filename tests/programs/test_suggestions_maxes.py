"""Maxes from logs: when another 1RM is proposed, what accepting it stores, and what follows it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from programs.actions.answers import RefusedMovesError, accept, reject, set_automatic_rules, take_back
from programs.actions.maxes import add_max
from programs.actions.suggestions import suggest_for_exercise
from programs.models import Max, Revision, Suggestion
from programs.prescription import Field, Move, Rule
from programs.queries.maxes import maxes_page
from programs.queries.rules import moves_of
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.suggested import MONDAY, Training, loads, moved, training
from trainer.actions import record_body_weight


@pytest.fixture
def bench(client):
    return make_exercise("Bench press")


@pytest.fixture
def trainee(client):
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    return client


@pytest.fixture
def unknown(trainee, owner, bench) -> Training:
    """A program without a max: 10 repetitions with a weight one could lift 12 times."""
    return training(trainee, owner, bench)


@pytest.fixture
def guessed(trainee, owner, bench) -> Training:
    """A program with a max of 98 kg that somebody estimated from a set: 10 repetitions with 72.5 kg."""
    add_max(
        client=trainee,
        exercise=bench,
        kind="estimated",
        load=Decimal(80),
        reps=8,
        rir=Decimal(0),
        unit="kg",
        measured_on=MONDAY - timedelta(weeks=1),
        note="",
        by=owner,
    )
    return training(trainee, owner, bench)


def take(row: Suggestion, base: Training) -> Suggestion:
    return accept(row, moves_of(row), by=base.by, now=base.now(1))


def _to(move: Move, after: str) -> Move:
    return replace(move, after=Decimal(after))


# Found


def test_the_first_working_sets_find_a_missing_max(unknown, bench):
    assert unknown.reads(bench, 1)[0] is None
    (row,) = unknown.train(1, bench, [10, 10, 10, 10], load="60", rir="2")
    assert row.rule == "max_changed"
    assert row.new_max is not None
    assert (row.new_max["sets"], row.new_max["from_load"], row.new_max["from_reps"]) == (1, "60.00", 10)
    assert row.why.startswith("1 set of 10 reps in 1 day: ")
    assert row.why.endswith("There was no 1RM before: each session now takes its share of this one.")
    assert [move["before"] for move in row.moves if move["field"] == "load"] == [None] * 5


def test_accepting_stores_the_max_with_the_best_set_and_moves_the_loads(unknown, bench, owner):
    (row,) = unknown.train(1, bench, [10, 10, 10, 10], load="60", rir="2")
    row = take(row, unknown)
    max_ = Max.objects.get()
    assert (max_.kind, max_.method, max_.created_by) == ("estimated", "from 1 logged set", owner)
    assert (max_.from_load, max_.from_reps, max_.from_rir) == (Decimal(60), 10, Decimal(2))
    assert (max_.measured_on, row.new_max["max_id"]) == (MONDAY, str(max_.pk))  # type: ignore[index]
    band = (max_.low, max_.value, max_.high)
    assert list(band) == sorted(band)  # type: ignore[type-var]
    lift = unknown.slot(bench).lift
    assert (lift["one_rm"], lift["max_id"], lift["max_kind"]) == (str(max_.value), str(max_.pk), "estimated")
    assert unknown.reads(bench, 2) == ("60", 10, None, 4)
    assert unknown.reads(bench, 1)[0] is None  # what was trained stays as it was
    assert unknown.look(1) == []


def test_the_page_of_maxes_says_that_it_comes_from_the_logs(unknown, bench, trainee, owner):
    (row,) = unknown.train(1, bench, [10, 10, 10, 10], load="60", rir="2")
    take(row, unknown)
    (page,) = maxes_page(trainee, owner)
    assert page.newest.made_of == "1 logged set, the best of them 10 × 60 kg, 2 in reserve"


def test_without_repetitions_in_reserve_no_max_is_found(unknown, bench):
    assert unknown.train(1, bench, [10, 10, 10, 10], load="60") == []


def test_one_session_does_not_replace_a_max(guessed, bench):
    assert guessed.train(1, bench, [10, 10, 10, 10], load="80", rir="2") == []


def test_two_sessions_far_from_the_max_replace_it(guessed, bench):
    guessed.train(1, bench, [8, 8, 8, 8], load="90", rir="3")
    (row,) = guessed.train(2, bench, [8, 8, 8, 8], load="90", rir="3")
    assert row.rule == "max_changed"
    assert row.why.startswith("2 sets of 8 reps in 8 days: ")
    take(row, guessed)
    newest = Max.objects.newest_first()[0]
    assert newest.method == "from 2 logged sets"
    assert [guessed.reads(bench, week)[0] for week in (2, 3, 6)] == ["72.5", "90", "90"]


def test_sets_that_fit_the_max_leave_it_alone(guessed, bench):
    for week in (1, 2, 3):
        assert guessed.train(week, bench, [10, 10, 10, 10], load="72.5", rir="2") == []


def test_a_tested_max_holds_for_twelve_weeks(trainee, owner, bench):
    give_max(trainee, bench, "100", on=MONDAY)
    base = training(trainee, owner, bench)
    for week in (1, 2):
        found = base.train(week, bench, [8, 8, 8, 8], load="85", rir="3")
    assert [row.rule for row in found] != ["max_changed"]


def test_a_max_that_was_rejected_is_not_proposed_again_while_it_fits(guessed, bench):
    for week in (1, 2):
        found = guessed.train(week, bench, [8, 8, 8, 8], load="90", rir="3")
    reject(found[0], by=guessed.by, now=guessed.now(2))
    assert guessed.look(2) == []
    assert guessed.train(3, bench, [8, 8, 8, 8], load="90", rir="3") == []


def test_a_max_that_was_accepted_and_taken_back_counts_as_rejected(guessed, bench):
    for week in (1, 2):
        found = guessed.train(week, bench, [8, 8, 8, 8], load="90", rir="3")
    take_back(take(found[0], guessed), by=guessed.by)
    assert guessed.reads(bench, 3)[0] == "72.5"
    assert guessed.train(3, bench, [8, 8, 8, 8], load="90", rir="3") == []


def test_the_unit_of_the_lift_is_the_unit_of_everything(trainee, owner, bench):
    trainee.equipment.all().delete()
    trainee.unit = "lb"
    trainee.save()
    base = training(trainee, owner, bench)
    base.edit(bench, "load", Decimal(130))
    (row,) = base.train(1, bench, [10, 10, 10, 10], load="130", rir="2")
    assert row.new_max is not None
    assert (row.new_max["unit"], row.new_max["from_load"]) == ("lb", "130.00")
    assert " lb. " in row.why
    take(row, base)
    max_ = Max.objects.get()
    assert (max_.unit, max_.kg) == ("lb", round(max_.value * Decimal("0.45359237"), 6))


def test_a_lift_with_the_body_stores_what_was_added(trainee, owner):
    record_body_weight(client=trainee, by=owner, value=Decimal(80), unit="kg", measured_on=MONDAY)
    pull_up = make_exercise("Pull-up", load_kind="body_weight", body_weight_share=Decimal("0.95"))
    base = training(trainee, owner, pull_up)
    (row,) = base.train(1, pull_up, [8, 8, 8, 8], load="5", rir="2")
    assert row.new_max is not None
    assert (row.new_max["from_load"], Decimal(row.new_max["value"]) > 81) == ("5.00", True)
    take(row, base)
    assert Max.objects.get().body_weight_kg == Decimal(80)


# Typed by the trainer


def add(base: Training, bench, value: str, kind: str = "tested") -> None:
    add_max(
        client=base.client,
        exercise=bench,
        kind=kind,
        load=Decimal(value),
        reps=1,
        rir=Decimal(0),
        unit="kg",
        measured_on=MONDAY,
        note="",
        by=base.by,
    )


def test_a_max_that_the_trainer_adds_is_proposed_for_the_sessions_to_come(guessed, bench, trainee):
    add(guessed, bench, "110")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    assert moved(row)[0] == loads((1, "72.5", "82.5"))[0]
    assert row.why.startswith("Tested on 7 September 2026. The 1RM went from ")
    take(row, guessed)
    assert Max.objects.count() == 2
    assert guessed.slot(bench).lift["max_kind"] == "tested"
    assert [guessed.reads(bench, week)[0] for week in (1, 6)] == ["82.5", "82.5"]


def test_a_rejected_max_of_the_trainers_list_is_never_proposed_again(guessed, bench, trainee):
    add(guessed, bench, "110")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    reject(row, by=guessed.by, now=guessed.now(1))
    assert suggest_for_exercise(trainee, bench.pk, now=guessed.now(1)) == []
    assert guessed.train(1, bench, [10, 10, 10, 10], rir="2") == []


def test_a_typed_number_stands_upon_the_new_max(guessed, bench, trainee):
    add(guessed, bench, "110")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    first, second, *others = moves_of(row)
    typed = [_to(first, "80"), _to(second, str(second.before)), *others]
    accept(row, typed, by=guessed.by, now=guessed.now(1))
    assert [guessed.reads(bench, week)[0] for week in (1, 2, 3)] == ["80", "72.5", "82.5"]
    assert guessed.slot(bench).lift["one_rm"] == "110.00"
    assert Revision.objects.filter(program=guessed.program).latest("number").text == (
        "Bench press: Let the coming loads follow the new 1RM of 110 kg."
    )


def test_an_impossible_typed_number_is_refused(guessed, bench, trainee):
    add(guessed, bench, "110")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    first, *others = moves_of(row)
    with pytest.raises(RefusedMovesError) as refused:
        accept(row, [_to(first, "900"), *others], by=guessed.by, now=guessed.now(1))
    assert list(refused.value.problems) == [(first.key, Field.LOAD)]
    assert guessed.slot(bench).lift["max_kind"] == "estimated"


def test_a_lift_in_two_workouts_gets_the_max_in_both_and_stores_it_once(trainee, owner, bench):
    one, two = (training(trainee, owner, bench) for _ in range(2))
    (row,) = one.train(1, bench, [10, 10, 10, 10], load="60", rir="2")
    first, second = suggest_for_exercise(trainee, bench.pk, now=one.now(1)), row
    assert [item.program_id for item in first] == [two.program.pk]
    for item in (first[0], second):
        accept(item, moves_of(item), by=owner, now=one.now(1))
    assert Max.objects.count() == 1
    assert one.reads(bench, 3)[0] == two.reads(bench, 3)[0]


# By itself


def test_a_max_applies_by_itself_where_that_is_allowed(guessed, bench, trainee, owner):
    set_automatic_rules(trainee, [Rule.MAX_CHANGED], by=owner)
    add(guessed, bench, "105")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    assert (row.status, guessed.slot(bench).lift["one_rm"]) == ("applied", "105.00")


def test_a_max_that_rises_by_more_than_ten_percent_waits_for_the_trainer(guessed, bench, trainee, owner):
    set_automatic_rules(trainee, [Rule.MAX_CHANGED], by=owner)
    add(guessed, bench, "125")
    (row,) = suggest_for_exercise(trainee, bench.pk, now=guessed.now(1))
    assert row.status == "open"
