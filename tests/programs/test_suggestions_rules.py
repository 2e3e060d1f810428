"""Each rule end to end: from acts on the phone to a suggestion, and from its acceptance to the targets."""

from datetime import timedelta

import pytest

from programs.actions.answers import accept
from programs.models import Session, Slot, Suggestion
from programs.queries.rules import moves_of
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.suggested import MONDAY, Kind, Training, day, loads, moved, training


@pytest.fixture
def bench(client):
    return make_exercise("Bench press")


@pytest.fixture
def trainee(client):
    """An intermediate client, who has a barbell."""
    client.experience = "intermediate"
    client.save()
    give_barbell(client)
    return client


@pytest.fixture
def base(trainee, owner, bench) -> Training:
    """Six weeks of the bench press, 4 × 10 with 75 kg of a tested 100 kg, 2 in reserve."""
    give_max(trainee, bench, on=MONDAY - timedelta(weeks=1))
    return training(trainee, owner, bench)


def only(rows: list[Suggestion]) -> Suggestion:
    (row,) = rows
    return row


def accepted(row: Suggestion, training: Training) -> Suggestion:
    return accept(row, moves_of(row), by=training.by, now=training.now(1))


def test_as_planned_nothing_is_suggested(base, bench):
    assert base.reads(bench, 1) == ("75", 10, None, 4)
    assert base.train(1, bench, [10, 10, 10, 10], rir="2") == []


def test_two_for_two_raises_the_load_of_every_coming_session(base, bench):
    base.train(1, bench, [10, 10, 10, 12])
    row = only(base.train(2, bench, [10, 10, 10, 12]))
    assert (row.rule, row.text, row.source) == ("two_for_two", "Next step: 77.5 kg.", "nsca_2016")
    assert moved(row) == loads((3, "75", "77.5"), (4, "75", "77.5"), (5, "75", "77.5"), (6, "75", "77.5"))
    accepted(row, base)
    assert [base.reads(bench, week) for week in (2, 3, 6)] == [
        ("75", 10, None, 4),
        ("77.5", 10, None, 4),
        ("77.5", 10, None, 4),
    ]


def test_double_progression_raises_the_load_and_begins_at_the_low_end_again(base, bench):
    base.edit(bench, "reps", (8, 10))
    assert base.reads(bench, 1) == ("80", 8, 10, 4)
    row = only(base.train(1, bench, [10, 10, 10, 10], rir="2"))
    assert (row.rule, row.text) == (
        "double_progression",
        "Next step: 82.5 kg, starting again at 8 repetitions.",
    )
    accepted(row, base)
    assert base.reads(bench, 2) == ("82.5", 8, 10, 4)


def test_a_step_of_light_dumbbells_is_too_big_so_repetitions_come_first(trainee, owner):
    raise_ = make_exercise("Lateral raise", loaded_with="dumbbell", mechanics="isolation")
    trainee.equipment.create(studio=trainee.studio, implement="dumbbell", unit="kg", loads=["4", "5", "6"])
    give_max(trainee, raise_, "5.2", on=MONDAY)
    base = training(trainee, owner, raise_)
    base.edit(raise_, "reps", (10, 12))
    row = only(base.train(1, raise_, [12, 12, 12], load="4", rir="2"))
    assert (row.rule, moved(row)[0]) == ("add_repetitions", (day(2), "reps", [10, 12], [10, 14]))
    accepted(row, base)
    assert base.reads(raise_, 2)[1:3] == (10, 14)


def test_a_miss_holds_the_next_session_only(base, bench):
    slot = base.slot(bench)
    for week in (2, 3):
        slot.set_groups.filter(week=base.sessions[week - 1].week).update(sets=5)
    row = only(base.train(1, bench, [10, 9, 8, 8]))
    assert (row.rule, moved(row)) == ("hold", [(day(2), "sets", 5, 4)])
    accepted(row, base)
    assert [base.reads(bench, week)[3] for week in (2, 3)] == [4, 5]


def test_two_misses_in_a_row_back_off(base, bench):
    base.train(1, bench, [10, 9, 8, 8])
    row = only(base.train(2, bench, [9, 9, 8, 7]))
    assert (row.rule, row.text) == ("back_off", "Back off to 67.5 kg and build up again.")
    accepted(row, base)
    assert [base.reads(bench, week)[0] for week in (3, 6)] == ["67.5", "67.5"]


def test_pain_holds_the_next_session_although_everything_was_done(base, bench):
    base.log(1, bench, [10, 10, 10, 12])
    base.finish(1)
    base.log(2, bench, [10, 10, 10, 12])
    slot = base.entry(2, bench)["slot"]
    base.tell(2, Kind.PAIN, at=base.now(2) + timedelta(minutes=30), slot=slot, region="shoulder", level=4)
    row = only(base.finish(2))
    assert (row.rule, row.moves) == ("pain_hold", [])
    assert row.why.startswith("Pain of 4 out of 10 was flagged in the last session")


def test_pain_in_an_exercise_that_was_swapped_still_holds_it(base, bench):
    slot = base.entry(1, bench)["slot"]
    at = base.now(1)
    base.tell(1, Kind.PAIN, at=at, slot=slot, region="shoulder", level=3)
    machine = make_exercise("Machine press")
    base.tell(1, Kind.SWAP, at=at + timedelta(minutes=1), slot=slot, exercise=str(machine.pk))
    assert only(base.finish(1)).rule == "pain_hold"


def test_an_exercise_that_was_swapped_for_another_is_no_miss(base, bench):
    slot = base.entry(1, bench)["slot"]
    base.log(1, bench, [10])
    machine = make_exercise("Machine press")
    base.tell(1, Kind.SWAP, at=base.now(1) + timedelta(minutes=9), slot=slot, exercise=str(machine.pk))
    assert base.finish(1) == []


def test_a_missed_week_resumes_lighter(base, bench):
    base.train(1, bench, [10, 10, 10, 10])
    assert base.look(1, days=9) == []  # two days late, the session may still be trained
    row = only(base.look(1, days=11))
    assert (row.rule, row.text) == ("resume_lighter", "Resume with 67.5 kg.")
    assert moved(row) == loads((3, "75", "67.5"), (4, "75", "72.5"))
    accepted(row, base)
    assert [base.reads(bench, week)[0] for week in (2, 3, 4, 5)] == ["75", "67.5", "72.5", "75"]


def test_a_skipped_session_is_a_missed_week_at_once(base, bench):
    base.train(1, bench, [10, 10, 10, 10])
    Session.objects.filter(pk=base.sessions[1].pk).update(status="skipped")
    assert only(base.look(2)).rule == "resume_lighter"


def test_no_week_was_missed_where_the_exercise_was_done_in_another_workout(base, bench):
    base.train(1, bench, [10, 10, 10, 10], rir="2")
    elsewhere = training(base.client, base.by, bench)
    elsewhere.log(2, bench, [10, 10, 10, 10], rir="2")
    assert base.look(1, days=11) == []


def test_a_planned_gap_is_no_missed_week(base, bench):
    for session in base.sessions[1:]:
        session.date += timedelta(weeks=2)
        session.save()
    assert base.train(1, bench, [10, 10, 10, 10]) == []


def test_a_session_put_off_by_weeks_is_a_gap(base, bench):
    first, second = base.sessions[:2]
    second.planned_on, second.date = second.date, second.date + timedelta(days=8)
    second.save()
    assert first.date == MONDAY
    assert only(base.train(1, bench, [10, 10, 10, 10])).rule == "resume_lighter"


def test_a_week_with_another_exercise_in_its_place_is_neither_coming_nor_a_gap(base, bench):
    slot, other = base.slot(bench), make_exercise("Push-up")
    week = base.sessions[1].week
    slot.exchanges.create(studio=slot.studio, program=slot.program, week=week, exercise=other)
    base.train(1, bench, [10, 10, 10, 12])
    assert base.look(1, days=11) == []


def test_the_seconds_of_timed_sets_are_judged_too(trainee, owner):
    plank = make_exercise("Plank", measure="seconds", load_kind="none", loaded_with="body")
    base = training(trainee, owner, plank)
    asked = base.lead(plank, 1).seconds
    assert asked is not None
    row = only(base.train(1, plank, [asked, asked - 5], amount="seconds"))
    assert row.rule == "hold"
    assert f"{asked} and {asked - 5} seconds for a target of {asked}" in row.why


def test_what_was_put_on_is_compared_whatever_the_body_weighs_by_now(trainee, owner):
    pull_up = make_exercise("Pull-up", load_kind="body_weight", body_weight_share="0.95")
    base = training(trainee, owner, pull_up)
    base.edit(pull_up, "load", 5)
    base.train(1, pull_up, [10, 10, 10, 12])
    slot = base.slot(pull_up)
    Slot.objects.filter(pk=slot.pk).update(lift={**slot.lift, "body_part": "70"})
    assert base.train(2, pull_up, [10, 9, 9, 9])[0].text == (
        "Hold: no more than 10 repetitions with 5 kg added before every set is done."
    )


# A novice


@pytest.fixture
def novice(client, owner, bench) -> Training:
    give_barbell(client)
    give_max(client, bench, on=MONDAY - timedelta(weeks=1))
    return training(client, owner, bench)


def test_a_novices_load_does_not_rise_before_the_lift_is_signed_off(novice, bench):
    planned, reps, *_ = novice.reads(bench, 1)
    novice.train(1, bench, [reps, reps, reps + 2])
    row = only(novice.train(2, bench, [reps, reps, reps + 2]))
    assert (row.rule, row.text, row.moves) == (
        "sign_off_first",
        "Sign this lift off before it gets heavier.",
        [],
    )
    assert novice.reads(bench, 3)[0] == planned


def test_a_novice_earns_nothing_with_a_set_that_was_not_met(novice, bench):
    _, reps, *_ = novice.reads(bench, 1)
    novice.train(1, bench, [reps, reps, reps + 2])
    assert only(novice.train(2, bench, [reps, reps - 1, reps + 2])).rule == "hold"
