"""What was accepted of a suggestion stands in the weeks that a progression fills."""

from dataclasses import replace
from decimal import Decimal

from programs.actions.answers import accept, set_automatic_rules, take_back
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field
from programs.actions.progression import apply_scheme
from programs.actions.suggestions import suggest_for_exercise
from programs.models import Suggestion
from programs.prescription import (
    Field,
    LinearLoad,
    RepProgression,
    Rule,
    Scheme,
    SetProgression,
    StepUnit,
    Wave,
)
from programs.queries.rules import moves_of
from tests.programs.planned import give_max
from tests.programs.suggested import MONDAY, Training, loads, moved

LINEAR = LinearLoad(Decimal("2.5"), StepUnit.KG)
STEADY = SetProgression(most=4)  # four sets already: the weeks are its own, and stay alike


def fill(base: Training, scheme: Scheme) -> None:
    phase = base.program.phases.get().pk
    apply_scheme(base.program, {phase: scheme}, scope="Phase 1", by=base.by)


def taken(row: Suggestion, base: Training, after: Decimal | None = None) -> Suggestion:
    """Accept it, with another number in the first move where one is given."""
    first, *others = moves_of(row)
    first = first if after is None else replace(first, after=after)
    return accept(row, [first, *others], by=base.by, now=base.now(2))


def asked(base: Training, bench) -> list[str | None]:
    """The load of each week."""
    return [base.reads(bench, week)[0] for week in (1, 2, 3, 4, 5, 6)]


def earned(base: Training, bench, week: int = 2) -> Suggestion:
    """After two weeks with repetitions to spare."""
    for number in (week - 1, week):
        found = base.train(number, bench, [10, 10, 10, 12])
    row: Suggestion
    (row,) = found
    return row


def test_accepted_loads_stand_when_the_weeks_are_filled_again(base, bench):
    fill(base, STEADY)
    taken(earned(base, bench), base, after=Decimal(80))
    stood = ["75", "75", "80", "77.5", "77.5", "77.5"]
    assert asked(base, bench) == stood
    edit_slot(base.slot(bench), [Edit("rest", 90, "rest 90")], by=base.by, reach=Reach(1, "following"))
    assert asked(base, bench) == stood
    fill(base, LINEAR)
    assert asked(base, bench) == ["75", "77.5", *stood[2:]]
    assert [base.lead(bench, week).pins for week in (2, 3, 6)] == [[], ["load", "reps"], ["load", "reps"]]


def test_repetitions_stay_beside_a_load_that_was_accepted(base, bench):
    fill(base, STEADY)
    taken(earned(base, bench), base)
    fill(base, RepProgression())
    assert [base.reads(bench, week)[1] for week in (1, 2, 3, 6)] == [10, 11, 10, 10]


def test_in_the_weeks_first_one_it_stands_too(base, bench):
    """A wave has numbers of its own for week 1."""
    fill(base, STEADY)
    give_max(base.client, bench, "110", on=MONDAY)
    (row,) = suggest_for_exercise(base.client, bench.pk, now=base.now(1))
    taken(row, base, after=Decimal(80))
    fill(base, Wave())
    assert asked(base, bench)[0] == "80"


def test_without_a_progression_nothing_is_pinned(base, bench):
    taken(earned(base, bench), base)
    assert [base.lead(bench, week).pins for week in (3, 4)] == [[], []]


def test_taking_it_back_gives_the_weeks_back_to_the_progression(base, bench):
    fill(base, STEADY)
    row = taken(earned(base, bench), base, after=Decimal(80))
    take_back(row, by=base.by)
    assert (asked(base, bench), base.lead(bench, 3).pins) == (["75"] * 6, [])
    fill(base, LINEAR)
    assert asked(base, bench) == ["75", "77.5", "80", "82.5", "85", "87.5"]


# A new 1RM


def test_loads_that_follow_a_new_max_stand_against_steps_of_kilograms(base, bench):
    fill(base, LINEAR)
    give_max(base.client, bench, "110", on=MONDAY)
    (row,) = suggest_for_exercise(base.client, bench.pk, now=base.now(1))
    taken(row, base)
    stood = asked(base, bench)
    assert stood != ["75", "77.5", "80", "82.5", "85", "87.5"]
    fill(base, LINEAR)
    edit_slot(base.slot(bench), [Edit("rest", 90, "rest 90")], by=base.by, reach=Reach(1, "following"))
    assert asked(base, bench) == stood


def test_loads_that_follow_a_new_max_need_no_pins_against_steps_of_percent(base, bench):
    fill(base, LinearLoad(Decimal("2.5")))
    give_max(base.client, bench, "110", on=MONDAY)
    (row,) = suggest_for_exercise(base.client, bench.pk, now=base.now(1))
    taken(row, base)
    stood = asked(base, bench)
    fill(base, LinearLoad(Decimal("2.5")))
    assert asked(base, bench) == stood
    assert [base.lead(bench, week).pins for week in (1, 2, 6)] == [[], [], []]


def test_with_week_1_left_as_it_was_the_loads_that_follow_a_new_max_stand(base, bench):
    fill(base, LinearLoad(Decimal("2.5")))
    give_max(base.client, bench, "110", on=MONDAY)
    (row,) = suggest_for_exercise(base.client, bench.pk, now=base.now(1))
    taken(row, base, after=Decimal(75))
    stood = asked(base, bench)
    assert stood[:2] == ["75", "85"]
    fill(base, LinearLoad(Decimal("2.5")))
    assert asked(base, bench) == stood


# By themselves


def test_what_a_suggestion_pinned_still_moves_by_itself(base, client, owner, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO], by=owner)
    fill(base, STEADY)
    assert earned(base, bench).status == "applied"
    assert base.lead(bench, 3).pins == ["load", "reps"]
    row = earned(base, bench, week=4)
    assert ([move["pinned"] for move in row.moves], row.status) == ([True, True], "applied")
    assert asked(base, bench) == ["75", "75", "77.5", "77.5", "80", "80"]
    assert [move["pins"] for move in row.moves if "pins" in move] == []


def test_what_the_trainer_typed_since_waits_for_the_trainer(base, client, owner, bench):
    set_automatic_rules(client, [Rule.TWO_FOR_TWO, Rule.HOLD], by=owner)
    fill(base, STEADY)
    earned(base, bench)
    typed = [Edit("load", Decimal(80), "load 80")]
    edit_slot(base.slot(bench), typed, by=owner, reach=Reach(4, "only"))
    (row,) = base.train(3, bench, [10, 10, 10, 7])
    assert (row.rule, row.status, moved(row)) == ("hold", "open", loads((4, "80", "77.5")))


def test_what_the_trainer_had_pinned_before_waits_for_the_trainer(base, client, owner, bench):
    fill(base, STEADY)
    pin_field(base.slot(bench), Field.LOAD, pinned=True, by=owner)
    taken(earned(base, bench), base)
    set_automatic_rules(client, [Rule.TWO_FOR_TWO], by=owner)
    assert earned(base, bench, week=4).status == "open"
