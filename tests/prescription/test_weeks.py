"""What the trainer should know about weeks and programs: each code once triggered, once not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    SOURCES,
    Blocker,
    Caution,
    Clearance,
    Experience,
    Finding,
    Goal,
    Mend,
    Note,
    PlannedProgram,
    PlannedSets,
    PlannedWeek,
    PlannedWorkout,
    SetType,
    Spot,
    Unit,
    VolumeStep,
    deload_weeks,
    program_findings,
    volume_steps,
)

SQUAT = PlannedSets("Squat", 5, 5, 180, load=Decimal(100), primary=("quads",), secondary=("glutes",))
BENCH = PlannedSets("Bench press", 5, 5, 180, load=Decimal(80), primary=("chest",), secondary=("triceps",))
CURL = PlannedSets("Curl", 2, 12, 60, compound=False, primary=("biceps",))


def week(number: int, *days: tuple[PlannedSets, ...], deload: bool = False) -> PlannedWeek:
    named = tuple(PlannedWorkout(f"Day {i}", rows) for i, rows in enumerate(days, start=1))
    return PlannedWeek(number, named, deload)


def two_days(number: int, *, load: Decimal = Decimal(100), deload: bool = False) -> PlannedWeek:
    squat = replace(SQUAT, load=load)
    return week(number, (squat, BENCH), (squat, BENCH), deload=deload)


PLAIN = PlannedProgram((two_days(1),))


def found(program: PlannedProgram) -> dict[str, Finding]:
    return {item.code: item for item in program_findings(program)}


def test_a_plain_week_has_no_findings():
    assert found(PLAIN) == {}


def test_an_empty_program_has_no_findings():
    assert found(PlannedProgram(())) == {}
    assert found(PlannedProgram((week(1, ()),))) == {}


def test_one_day_a_week_is_too_few():
    few = found(PlannedProgram((week(1, (SQUAT, BENCH)),)))["few_days"]
    assert isinstance(few, Caution)
    assert few.text == "Week 1 trains on fewer than 2 days."


def test_days_without_exercises_do_not_count():
    program = PlannedProgram(tuple(week(n, (SQUAT, BENCH), ()) for n in (1, 2, 3)))
    assert found(program)["few_days"].text == "Each of weeks 1-3 trains on fewer than 2 days."


def test_weeks_that_are_not_in_a_row_are_listed():
    program = PlannedProgram((week(1, (SQUAT,)), two_days(2), week(3, (SQUAT,))))
    assert found(program)["few_days"].text == "Each of weeks 1, 3 trains on fewer than 2 days."


def test_a_muscle_with_few_weekly_sets_is_a_note():
    program = PlannedProgram((week(1, (SQUAT, BENCH, CURL), (SQUAT, BENCH)),))
    low = found(program)["weekly_sets_low"]
    assert isinstance(low, Note)
    assert (low.text, low.where) == ("Biceps: 2 sets in week 1.", "biceps")
    assert low.spot == Spot(week=1, muscle="biceps")


def test_four_weekly_sets_are_enough():
    curls = replace(CURL, sets=4)
    assert "weekly_sets_low" not in found(PlannedProgram((week(1, (SQUAT, BENCH, curls), (SQUAT, BENCH)),)))


def test_a_deload_week_may_have_few_sets():
    light = week(2, (replace(SQUAT, sets=1), replace(BENCH, sets=1)), (SQUAT,), deload=True)
    assert "weekly_sets_low" not in found(PlannedProgram((two_days(1), light)))


def test_a_muscle_with_more_than_twenty_weekly_sets_is_a_caution():
    many = replace(BENCH, sets=11)
    high = found(PlannedProgram((week(1, (SQUAT, many), (SQUAT, many)),)))["weekly_sets_high"]
    assert isinstance(high, Caution)
    assert high.text == "Chest: 22 sets in week 1."


def test_twenty_weekly_sets_are_not_too_many():
    many = replace(BENCH, sets=10)
    assert "weekly_sets_high" not in found(PlannedProgram((week(1, (SQUAT, many), (SQUAT, many)),)))


def test_more_than_eleven_sets_of_a_muscle_in_one_session_are_a_note():
    many = replace(BENCH, sets=12)
    program = PlannedProgram(
        (week(1, (SQUAT, BENCH), (SQUAT, BENCH)), week(2, (SQUAT, BENCH), (SQUAT, many)))
    )
    note = found(program)["session_sets_high"]
    assert isinstance(note, Note)
    assert note.text == "Chest: 12 sets in Day 2, week 2."
    assert (note.source, note.spot) == ("remmert_2025", Spot(week=2, workout="Day 2", muscle="chest"))


def test_eleven_sets_of_a_muscle_in_one_session_are_not_too_many():
    helped = replace(BENCH, sets=3, primary=("back",), secondary=("chest",))  # 1.5 for the chest
    chest = replace(BENCH, sets=9)
    assert "session_sets_high" not in found(
        PlannedProgram(
            (
                week(
                    1,
                    (chest, replace(helped, sets=4)),
                ),
            )
        )
    )
    noted = found(PlannedProgram((week(1, (chest, helped, helped)),)))["session_sets_high"]
    assert noted.text == "Chest: 12 sets in Day 1, week 1."


def test_a_muscle_is_noted_once_for_the_session_in_which_it_gets_most():
    weeks = tuple(week(n, (replace(BENCH, sets=sets),), (SQUAT,)) for n, sets in ((1, 12), (2, 14), (3, 13)))
    notes = [item for item in program_findings(PlannedProgram(weeks)) if item.code == "session_sets_high"]
    assert [item.text for item in notes] == ["Chest: 14 sets in Day 1, week 2."]


def test_a_workout_longer_than_the_client_has_is_a_caution_once_where_it_is_longest():
    long = replace(SQUAT, sets=10)  # 10 x (15 s + 180 s)
    weeks = (two_days(1), week(2, (long, BENCH), (SQUAT, BENCH)), week(3, (long, BENCH), (SQUAT, BENCH)))
    caution = found(PlannedProgram(weeks, minutes=45))["session_too_long"]
    assert isinstance(caution, Caution)
    assert caution.text == "Day 1 takes 49 minutes in week 2; this client has 45."
    assert caution.spot == Spot(week=2, workout="Day 1")
    assert "session_too_long" not in found(PlannedProgram(weeks, minutes=49))
    assert "session_too_long" not in found(PlannedProgram(weeks))


def test_mostly_isolation_is_a_note():
    curls = replace(CURL, sets=7)
    program = PlannedProgram((week(1, (SQUAT, curls), (SQUAT, curls)),))
    share = found(program)["compound_share_low"]
    assert isinstance(share, Note)
    assert share.text == "42 % of the sets are compound lifts."


def test_half_compound_is_enough():
    curls = replace(CURL, sets=5)
    assert "compound_share_low" not in found(PlannedProgram((week(1, (SQUAT, curls), (SQUAT, curls)),)))


def test_nine_weeks_without_a_deload_are_a_note():
    program = PlannedProgram(tuple(two_days(n) for n in range(1, 10)))
    note = found(program)["no_deload"]
    assert isinstance(note, Note)
    assert note.text == "9 weeks run without an easier one (each of weeks 1-9)."


def test_eight_weeks_without_a_deload_are_fine():
    assert "no_deload" not in found(PlannedProgram(tuple(two_days(n) for n in range(1, 9))))


def test_a_marked_week_is_a_deload():
    weeks = tuple(two_days(n, deload=n == 5) for n in range(1, 11))
    assert "no_deload" not in found(PlannedProgram(weeks))


def test_a_week_with_two_thirds_of_the_sets_is_a_deload():
    light = week(5, (replace(SQUAT, sets=3), replace(BENCH, sets=3)), (replace(SQUAT, sets=3), BENCH))
    weeks = tuple(light if n == 5 else two_days(n) for n in range(1, 11))
    assert sum(row.sets for row in light.rows) == 14
    assert "no_deload" in found(PlannedProgram(weeks))
    lighter = week(
        5, (replace(SQUAT, sets=3), replace(BENCH, sets=3)), (replace(SQUAT, sets=3), replace(BENCH, sets=4))
    )
    weeks = tuple(lighter if n == 5 else two_days(n) for n in range(1, 11))
    assert "no_deload" not in found(PlannedProgram(weeks))


def test_easier_weeks_are_named_by_their_numbers():
    light = week(3, (replace(SQUAT, sets=2), BENCH), (BENCH,))
    weeks = (two_days(1), two_days(2), light, two_days(4), two_days(5, deload=True))
    assert deload_weeks(PlannedProgram(weeks)) == {3, 5}
    assert deload_weeks(PlannedProgram(())) == frozenset()


def volumes(*numbers: int) -> list[tuple[float | None, bool]]:
    return [(step.change, step.jump) for step in volume_steps([Decimal(number) for number in numbers])]


def test_a_step_of_volume_is_told_from_the_week_before():
    assert volumes(1000, 1050, 840) == [(None, False), (0.05, False), (-0.2, False)]
    assert volume_steps([]) == ()
    assert volume_steps([Decimal(5)]) == (VolumeStep(),)


def test_more_than_a_tenth_more_volume_is_a_jump():
    assert volumes(1000, 1100)[1] == (0.1, False)
    assert volumes(1000, 1101)[1] == (0.101, True)


def test_coming_back_from_one_easier_week_is_no_jump_of_volume():
    assert volumes(1000, 500, 1000)[2] == (1.0, False)
    assert volumes(1000, 500, 1200)[2] == (1.4, True)
    assert volumes(1000, 500, 500, 1000)[3] == (1.0, True)


def test_from_a_week_without_volume_there_is_no_change_to_tell():
    assert volumes(0, 800) == [(None, False), (None, False)]


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_every_jump_of_volume_is_a_rise_of_more_than_a_tenth(numbers):
    steps = volume_steps([Decimal(number) for number in numbers])
    assert len(steps) == len(numbers)
    assert all(step.change is not None and step.change > 0.1 for step in steps if step.jump)


def test_a_load_that_rises_by_more_than_ten_percent_in_a_week_is_a_caution():
    jump = found(PlannedProgram((two_days(1), two_days(2, load=Decimal("110.5")))))["load_jump"]
    assert isinstance(jump, Caution)
    assert jump.text == "Squat rises by 10.5 % in week 2."
    assert jump.spot == Spot(week=2, exercise="Squat")


def test_a_rise_of_ten_percent_is_no_jump():
    assert "load_jump" not in found(PlannedProgram((two_days(1), two_days(2, load=Decimal(110)))))


def test_coming_back_from_one_easier_week_is_no_jump():
    loads = (Decimal(100), Decimal(60), Decimal(105))
    weeks = tuple(two_days(number, load=load) for number, load in enumerate(loads, 1))
    assert "load_jump" not in found(PlannedProgram(weeks))


def test_coming_back_from_one_easier_week_counts_from_what_was_lifted_before_it():
    loads = (Decimal(100), Decimal(60), Decimal(111))
    weeks = tuple(two_days(number, load=load) for number, load in enumerate(loads, 1))
    assert found(PlannedProgram(weeks))["load_jump"].text == "Squat rises by 11 % in week 3."


def test_after_two_easier_weeks_the_step_counts_from_them():
    loads = (Decimal(100), Decimal(60), Decimal(60), Decimal(100))
    weeks = tuple(two_days(number, load=load) for number, load in enumerate(loads, 1))
    assert found(PlannedProgram(weeks))["load_jump"].text == "Squat rises by 66.7 % in week 4."


def test_a_load_of_nothing_has_no_percentage_to_rise_by():
    weeks = (two_days(1, load=Decimal(0)), two_days(2, load=Decimal(10)))
    assert "load_jump" not in found(PlannedProgram(weeks))


def test_jumps_are_seen_through_units_and_ignore_warm_ups():
    pounds = replace(SQUAT, load=Decimal("220.5"), unit=Unit.LB)
    warm_up = replace(SQUAT, load=Decimal(60), set_type=SetType.WARM_UP)
    program = PlannedProgram((week(1, (warm_up, SQUAT), (BENCH,)), week(2, (pounds,), (BENCH,))))
    assert "load_jump" not in found(program)


def test_a_rise_before_the_lift_is_signed_off_is_a_caution():
    learning = replace(SQUAT, signed_off=False)
    heavier = replace(learning, load=Decimal(105))
    first, second = week(1, (learning,), (BENCH,)), week(2, (heavier,), (BENCH,))
    assert isinstance(found(PlannedProgram((first, second)))["technique_first"], Caution)
    assert "technique_first" not in found(PlannedProgram((first, replace(first, number=2))))
    assert "technique_first" not in found(PlannedProgram((two_days(1), two_days(2, load=Decimal(105)))))


def test_a_novice_who_begins_with_hypertrophy_gets_a_note():
    novice = replace(PLAIN, experience=Experience.NOVICE)
    assert isinstance(found(novice)["hypertrophy_before_foundation"], Note)
    assert "hypertrophy_before_foundation" not in found(replace(novice, foundation=True))
    assert "hypertrophy_before_foundation" not in found(PLAIN)


def test_a_novice_who_begins_with_strength_gets_none():
    heavy = replace(SQUAT, goal=Goal.STRENGTH)
    program = PlannedProgram((week(1, (heavy,), (heavy,)),), experience=Experience.NOVICE)
    assert "hypertrophy_before_foundation" not in found(program)


def test_isolation_before_compound_is_a_note_once_a_workout():
    curls = replace(CURL, sets=5)
    days = ((curls, SQUAT), (SQUAT, curls))
    program = PlannedProgram((week(1, *days), week(2, *days)))
    notes = [item for item in program_findings(program) if item.code == "compound_order"]
    assert [(item.severity, item.text) for item in notes] == [("note", "Squat comes after Curl in Day 1.")]
    assert notes[0].mend == Mend("Put the compound lifts first.", "compound_first", "Day 1")


def test_compound_first_is_in_order():
    curls = replace(CURL, sets=5)
    assert "compound_order" not in found(PlannedProgram((week(1, (SQUAT, curls), (SQUAT, curls)),)))


@pytest.mark.parametrize(
    ("clearance", "code", "kind"),
    [
        (Clearance.NEEDED, "screening_clearance", Blocker),
        (Clearance.NOT_ASKED, "screening_not_asked", Caution),
    ],
)
def test_screening_that_is_missing_blocks_or_warns(clearance, code, kind):
    assert isinstance(found(replace(PLAIN, clearance=clearance))[code], kind)


@pytest.mark.parametrize("clearance", [Clearance.CLEARED, None])
def test_a_cleared_client_and_a_template_need_no_screening(clearance):
    assert found(replace(PLAIN, clearance=clearance)) == {}


def test_blockers_come_first_and_every_finding_cites_a_known_source():
    curls = replace(CURL, sets=30)
    program = PlannedProgram(
        (week(1, (curls, SQUAT)), week(2, (curls, replace(SQUAT, load=Decimal(150), signed_off=False)))),
        experience=Experience.NOVICE,
        clearance=Clearance.NEEDED,
    )
    items = program_findings(program)
    assert [item.severity for item in items] == sorted(
        (item.severity for item in items), key=["blocker", "caution", "note"].index
    )
    assert {item.code for item in items} >= {
        "screening_clearance",
        "few_days",
        "load_jump",
        "technique_first",
    }
    assert all(item.source in SOURCES for item in items)
