"""Progressions in the product: filling weeks, pins, the goal toggle, edits, copies and undo."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.actions.cell_copies import Copied, copy_cells
from programs.actions.cell_weeks import Edited, Typed
from programs.actions.cells import change_cell
from programs.actions.history import states_at, undo
from programs.actions.mends import mend_rows
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field, toggle_slots
from programs.actions.phases import copy_workout
from programs.actions.pieces import insert_piece, save_piece
from programs.actions.programs import add_phase, create_program, edit_phase, refresh_facts
from programs.actions.progression import apply_scheme, planned, remove_scheme
from programs.actions.slots import add_set_group, add_slot
from programs.actions.weeks import copy_week, insert_week, remove_week
from programs.documents import copies_for, document_of, is_individually_changed, store_copies
from programs.models import Phase, Program, Revision, SetGroup, Slot, Week, Workout
from programs.prescription import (
    DailyUndulating,
    DoubleProgression,
    Field,
    HeavyLightMedium,
    LinearLoad,
    PlannedDeload,
    RirTaper,
    Scheme,
    SetType,
    StepUnit,
    Wave,
)
from programs.progressions import Progression, stored_name
from programs.queries.builder import grid_rows
from programs.queries.program_totals import totals_of
from programs.views.differences import differences_in_words, exercise_names
from tests.programs.planned import give_max
from tests.programs.rows import WEEKS, base_program, make, slot
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

LINEAR = LinearLoad(step=Decimal("2.5"))


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


def phase_of(program: Program) -> uuid.UUID:
    return program.phases.get().pk


def fill(program: Program, owner: User, scheme: Scheme, *names: str) -> Revision | None:
    """Apply a scheme to the only phase, or to some of its exercises."""
    slots = [slot(name).pk for name in names] if names else None
    return apply_scheme(program, {phase_of(program): scheme}, scope="Phase 1", slots=slots, by=owner)


def weeks(name: str, *columns: str) -> list[tuple[Any, ...]]:
    """What the first working sets of an exercise have in each week."""
    rows = SetGroup.objects.filter(slot__exercise__name=name, position=1).order_by("week__position")
    return list(rows.values_list(*(columns or ("sets", "reps", "intensity"))))


def groups(name: str, week: int) -> list[tuple[Any, ...]]:
    rows = SetGroup.objects.filter(slot__exercise__name=name, week__position=week).order_by("position")
    return [
        (kind, sets, reps, round(intensity or 0, 2))
        for kind, sets, reps, intensity in rows.values_list("set_type", "sets", "reps", "intensity")
    ]


def content(program: Program) -> Any:
    return document_of(program)


def kept(name: str) -> Progression:
    found = Progression.read(slot(name).scheme)
    assert found is not None
    return found


def test_a_phase_is_filled_as_one_change_and_undone_by_one(program: Program, owner: User) -> None:
    before = content(program)
    done = fill(program, owner, LINEAR)
    assert done is not None
    assert done.text == "Filled Phase 1 with linear load"
    for name in ("Press", "Row", "Squat", "Curl"):
        assert weeks(name) == [(4, 10, 80.0), (4, 10, 82.5), (4, 10, 85.0)]
        assert kept(name) == Progression(LINEAR, kept(name).goal)
    undo(program, revision=done, by=owner)
    assert content(program) == before


def test_filling_again_changes_nothing(program: Program, owner: User) -> None:
    for scheme in (LINEAR, Wave(), PlannedDeload(RirTaper(), every=3), DailyUndulating()):
        assert fill(program, owner, scheme) is not None
        assert fill(program, owner, scheme) is None


def test_only_the_chosen_exercises_are_filled(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR, "Press")
    assert [stored_name(slot(name).scheme) for name in ("Press", "Row")] == ["Linear load", ""]
    assert weeks("Row") == [(4, 10, 80.0)] * 3


def test_a_pinned_cell_stays_in_its_week(program: Program, owner: User) -> None:
    pin_field(slot("Press"), Field.INTENSITY, pinned=True, by=owner, reach=Reach(2, "only"))
    fill(program, owner, LINEAR)
    assert weeks("Press", "intensity", "pins") == [(80.0, []), (80.0, ["intensity"]), (85.0, [])]


def test_a_wave_adds_its_sets_in_every_week_and_undoing_takes_them_away(
    program: Program, owner: User
) -> None:
    done = fill(program, owner, Wave())
    assert done is not None
    # Hypertrophy rows go 10/8/6: 55, 65 and 75 % of a training max of 90 %.
    assert groups("Press", 1) == [("working", 1, 10, 49.5), ("working", 1, 10, 58.5), ("amrap", 1, 10, 67.5)]
    assert SetGroup.objects.filter(program=program).count() == 4 * WEEKS * 3
    assert [kept("Press").added_from, len(kept("Press").written)] == [2, 1]
    undo(program, revision=done, by=owner)
    assert SetGroup.objects.filter(program=program).count() == 4 * WEEKS


def test_another_progression_begins_with_week_1_as_it_was_written(program: Program, owner: User) -> None:
    edit_slot(slot("Press"), [Edit("sets", 3, "sets 3"), Edit("rir", 2, "rir 2")], by=owner)
    written = groups("Press", 1)
    fill(program, owner, Wave())
    fill(program, owner, LINEAR)
    assert groups("Press", 1) == written
    assert [len(groups("Press", week)) for week in (1, 2, 3)] == [1, 1, 1]
    assert [week[0][2] for week in (groups("Press", 1), groups("Press", 3))] == [10, 10]


def test_a_slot_that_the_scheme_does_not_suit_stays_as_it_is(
    program: Program, owner: User, studio: Studio
) -> None:
    workout = Workout.objects.select_related("program__client").get(name="Workout B")
    add_slot(workout, make("Plank", measure="seconds", load_kind="none"), by=owner)
    fill(program, owner, Wave())
    assert slot("Plank").scheme is None
    plan = planned(program, {phase_of(program): Wave()})
    assert [member.slot.exercise.name for member in plan.left] == ["Plank"]


def test_warm_ups_and_back_offs_follow_their_lead(program: Program, owner: User) -> None:
    add_set_group(slot("Press"), "warm_up", by=owner)
    add_set_group(slot("Press"), "back_off", by=owner)
    fill(program, owner, LINEAR)
    assert [(kind, intensity) for week in (1, 3) for kind, _, _, intensity in groups("Press", week)] == [
        *(("working", 80.0), ("warm_up", 40.0), ("back_off", 72.0)),
        *(("working", 85.0), ("warm_up", 42.5), ("back_off", 76.5)),
    ]


def test_light_and_medium_days_are_counted_from_the_heavy_one(program: Program, owner: User) -> None:
    workout = Workout.objects.select_related("program__client").get(name="Workout B")
    add_slot(workout, slot("Press").exercise, by=owner, goal="hypertrophy")
    fill(program, owner, HeavyLightMedium(weekly=LINEAR))
    rows = SetGroup.objects.filter(slot__exercise__name="Press", position=1)
    found = rows.order_by("week__position", "slot__group__workout__position")
    assert list(found.values_list("intensity", flat=True)) == [80.0, 64.0, 82.5, 66.0, 85.0, 68.0]


def test_deload_weeks_are_lower_and_known(program: Program, owner: User) -> None:
    fill(program, owner, PlannedDeload(LINEAR, every=2))
    assert weeks("Press") == [(4, 10, 80.0), (2, 10, 72.0), (4, 10, 82.5)]
    assert kept("Press").deloads == (2,)
    program.refresh_from_db()
    assert [week.easier for week in totals_of(program).weeks] == [False, True, False]


def test_a_wave_deload_counts_as_an_easier_week(studio: Studio, owner: User) -> None:
    """It lowers load and effort, not sets, so only the mark can tell."""
    program = create_program(studio=studio, by=owner, name="Year", weeks=12, workouts=1)
    workout = program.phases.get().workouts.select_related("program__client").get()
    add_slot(workout, make("Press"), by=owner, goal="strength")
    assert "no_deload" in {finding.code for finding in totals_of(program).findings}
    fill(program, owner, Wave())
    assert kept("Press").deloads == (4, 8, 12)
    program.refresh_from_db()
    assert "no_deload" not in {finding.code for finding in totals_of(program).findings}


# The goal


@pytest.mark.parametrize(
    "scheme",
    [LINEAR, DoubleProgression(8, 12), RirTaper(), Wave(), DailyUndulating(), PlannedDeload(LINEAR, every=2)],
    ids=lambda scheme: scheme.key,
)
def test_there_and_back_is_the_identity(program: Program, owner: User, scheme: Scheme) -> None:
    fill(program, owner, scheme)
    before = content(program)
    names = ("Press", "Row", "Squat", "Curl")
    for goal in ("strength", "hypertrophy"):
        toggle_slots(program, [slot(name) for name in names], goal, scope="Program", by=owner)
    after = content(program)
    assert after == before


def test_a_toggle_fills_the_weeks_in_the_goals_terms(program: Program, owner: User) -> None:
    fill(program, owner, Wave())
    done = toggle_slots(program, [slot("Press")], "strength", scope="Press", by=owner)
    assert done is not None
    assert groups("Press", 1) == [("working", 1, 5, 58.5), ("working", 1, 5, 67.5), ("amrap", 1, 5, 76.5)]
    assert groups("Press", 3)[2] == ("amrap", 1, 1, 85.5)
    assert groups("Row", 1)[0] == ("working", 1, 10, 49.5)
    undo(program, revision=done, by=owner)
    assert groups("Press", 1)[0] == ("working", 1, 10, 49.5)


def test_a_toggle_keeps_pins(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    pin_field(slot("Press"), Field.SETS, pinned=True, by=owner, reach=Reach(2, "only"))
    toggle_slots(program, [slot("Press")], "strength", scope="Press", by=owner)
    assert weeks("Press") == [(5, 5, 90.0), (4, 5, 92.5), (5, 5, 95.0)]


def test_a_range_of_ones_own_comes_back_with_its_goal(program: Program, owner: User) -> None:
    fill(program, owner, DoubleProgression(8, 12), "Press")
    toggle_slots(program, [slot("Press")], "strength", scope="Press", by=owner)
    assert weeks("Press", "reps") == [(5,), (3,), (4,)]
    assert kept("Press").scheme == DoubleProgression(8, 12)


# Edits


def test_week_1_typed_takes_the_others_along(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    edit_slot(slot("Press"), [Edit("intensity", 70.0, "x")], by=owner, reach=Reach(1, "following"))
    assert weeks("Press", "intensity", "pins") == [(70.0, []), (72.5, []), (75.0, [])]


def test_week_1_alone_leaves_the_others(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    edit_slot(slot("Press"), [Edit("intensity", 70.0, "x")], by=owner, reach=Reach(1, "only"))
    assert weeks("Press", "intensity") == [(70.0,), (82.5,), (85.0,)]


def test_what_is_typed_in_week_1_against_the_progression_is_pinned(program: Program, owner: User) -> None:
    fill(program, owner, Wave())
    edit_slot(slot("Press"), [Edit("reps", 6, "x")], by=owner, reach=Reach(1, "following"))
    assert weeks("Press", "reps", "pins") == [(6, ["reps"]), (8, []), (6, [])]


def test_a_later_week_typed_is_kept_when_the_weeks_are_filled_again(program: Program, owner: User) -> None:
    fill(program, owner, DoubleProgression())
    edit_slot(slot("Press"), [Edit("intensity", 82.5, "x")], by=owner, reach=Reach(2, "only"))
    typed = weeks("Press")[1]
    assert weeks("Press", "pins")[1] == (["intensity", "reps"],)
    edit_slot(slot("Press"), [Edit("sets", 3, "x")], by=owner, reach=Reach(1, "following"))
    assert weeks("Press")[1] == (3, *typed[1:])
    assert weeks("Press", "sets") == [(3,), (3,), (3,)]


def test_letting_a_number_go_gives_it_back_to_the_progression(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    edit_slot(slot("Press"), [Edit("sets", 6, "x")], by=owner, reach=Reach(2, "only"))
    assert weeks("Press", "sets") == [(4,), (6,), (4,)]
    pin_field(slot("Press"), Field.SETS, pinned=False, by=owner, reach=Reach(2, "only"))
    assert weeks("Press", "sets") == [(4,), (4,), (4,)]


def test_a_cell_of_the_plan_does_the_same(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)

    def typed(percent: float) -> Any:
        return lambda rows: [Edited(SetType.WORKING.value, 1, Typed(((Field.INTENSITY, percent),)))]

    change_cell(slot("Press"), typed(70.0), week=1, reach=Reach(1, "following"), by=owner)
    assert weeks("Press", "intensity") == [(70.0,), (72.5,), (75.0,)]
    change_cell(slot("Press"), typed(60.0), week=3, reach=Reach(3, "following"), by=owner)
    assert weeks("Press", "intensity", "pins") == [
        *((70.0, []), (72.5, [])),
        (60.0, ["intensity", "reps"]),
    ]


# Taking it off, copies


def test_taking_a_progression_off_leaves_the_weeks(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    stood = weeks("Press")
    slots = [slot(name).pk for name in ("Press", "Row")]
    done = remove_scheme(program, slots, scope="Phase 1", by=owner)
    assert done is not None
    assert [slot(name).scheme is None for name in ("Press", "Row", "Squat")] == [True, True, False]
    assert weeks("Press") == stood
    assert remove_scheme(program, slots, scope="Phase 1", by=owner) is None
    undo(program, revision=done, by=owner)
    assert kept("Press").scheme == LINEAR


def test_a_copy_takes_the_progression_along_and_knows_a_change_of_it(
    program: Program, client: Client, owner: User
) -> None:
    fill(program, owner, LINEAR)
    stood = kept("Press")
    [made] = copies_for(program, {new_uuid(): client}, by=owner)
    store_copies([made])
    copy = made.program
    own = Slot.objects.get(program=copy, exercise__name="Press")
    assert Progression.read(own.scheme) == stood
    assert not is_individually_changed(own)
    remove_scheme(copy, [own.pk], scope="Press", by=owner)
    own.refresh_from_db()
    assert is_individually_changed(own)


def test_filling_eight_weeks_of_thirty_slots_takes_few_queries(studio: Studio, owner: User) -> None:
    program = create_program(studio=studio, by=owner, name="Large", weeks=8, workouts=3)
    workouts = list(program.phases.get().workouts.select_related("program__client").order_by("position"))
    for number in range(30):
        add_slot(workouts[number % 3], make(f"Lift {number}"), by=owner, goal="hypertrophy")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        fill(program, owner, Wave())
    assert SetGroup.objects.filter(program=program).count() == 8 * 30 * 3
    assert len(queries) <= 20, [query["sql"][:90] for query in queries]


# Weeks that come, go and are copied


def test_further_weeks_follow(program: Program, owner: User) -> None:
    fill(program, owner, PlannedDeload(LINEAR, every=4))
    phase = Phase.objects.select_related("program").get(program=program)
    done = edit_phase(phase, name=phase.name, weeks=5, by=owner)
    assert done is not None
    assert weeks("Press", "intensity") == [(80.0,), (82.5,), (85.0,), (85.0 * 0.9,), (87.5,)]
    assert kept("Press").deloads == (4,)
    after = content(program)
    back = undo(program, revision=done, by=owner)
    assert [weeks("Press", "intensity"), kept("Press").deloads] == [[(80.0,), (82.5,), (85.0,)], ()]
    undo(program, revision=back, by=owner)
    assert content(program) == after


def test_an_inserted_and_a_removed_week_are_counted(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    second = Week.objects.select_related("program__client", "phase__program").get(
        phase__program=program, position=2
    )
    insert_week(second, by=owner)
    assert weeks("Press", "intensity") == [(80.0,), (82.5,), (85.0,), (87.5,)]
    second.refresh_from_db()
    remove_week(second, by=owner)
    assert weeks("Press", "intensity") == [(80.0,), (82.5,), (85.0,)]


def test_a_week_copied_over_others_is_held_there(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    first, second = Week.objects.filter(phase__program=program).order_by("position")[:2]
    copy_week(first, [second], by=owner)
    assert weeks("Press", "intensity") == [(80.0,), (80.0,), (85.0,)]
    edit_slot(slot("Press"), [Edit("rest", 90, "x")], by=owner, reach=Reach(1, "following"))
    assert weeks("Press", "intensity", "rest_seconds") == [(80.0, 90), (80.0, 90), (85.0, 90)]


def test_a_cell_filled_to_the_right_is_held_there(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    copy_cells(program, [Copied(slot("Press").pk, 1, (2,))], text="x", by=owner)
    edit_slot(slot("Press"), [Edit("rest", 90, "x")], by=owner, reach=Reach(1, "following"))
    assert weeks("Press", "intensity") == [(80.0,), (80.0,), (85.0,)]
    assert weeks("Row", "intensity") == [(80.0,), (82.5,), (85.0,)]


def test_a_mend_of_every_week_begins_in_week_1(program: Program, owner: User) -> None:
    fill(program, owner, LINEAR)
    phase = phase_of(program)
    rows = [row for row in grid_rows(program.pk, phase) if row.exercise == "Press"]
    done = mend_rows(program, rows, "all_out", phase_id=phase, reach=Reach(1, "following"), by=owner)
    assert done is not None
    first, *later = (intensity for (intensity,) in weeks("Press", "intensity"))
    assert first < 80.0
    assert [round(intensity - first, 6) for intensity in later] == [2.5, 5.0]


def test_newer_facts_let_the_weeks_follow(studio: Studio, owner: User, client: Client) -> None:
    """Steps of kilograms are a share of the 1RM, and nobody knew one when the weeks were filled."""
    program = base_program(studio, owner, client)
    fill(program, owner, LinearLoad(Decimal(5), StepUnit.KG))
    stood = weeks("Press", "intensity")
    assert stood == [stood[0]] * 3
    give_max(client, slot("Press").exercise, "100", on=date(2026, 11, 2), by=owner)
    program.refresh_from_db()
    done = refresh_facts(program, by=owner)
    assert done is not None
    ((first,),) = stood[:1]
    assert weeks("Press", "intensity") == [(first,), (first + 5,), (first + 10,)]
    undo(program, revision=done, by=owner)
    assert weeks("Press", "intensity") == stood


def test_the_history_tells_which_progression_came_and_changed(program: Program, owner: User) -> None:
    def lines(number: int) -> list[str]:
        program.refresh_from_db()
        states = states_at(program, {number, program.revision})
        before, after = states[number], states[program.revision]
        [phase] = differences_in_words(before, after, names=exercise_names(before, after), mark=".")
        return [line for workout in phase.parts for row in workout.parts for line in row.lines]

    program.refresh_from_db()
    first = program.revision
    fill(program, owner, LINEAR, "Press")
    assert lines(first) == ["Progression: — → Linear load"]
    second = program.revision
    fill(program, owner, LinearLoad(Decimal(5)), "Press")
    assert lines(second) == ["Progression: Linear load, with other steps"]


def test_a_copied_workout_and_a_piece_follow_in_the_weeks_where_they_stand(
    program: Program, owner: User
) -> None:
    fill(program, owner, LINEAR, "Curl")
    workout = Workout.objects.select_related("program__client", "phase").get(name="Workout B")
    piece = save_piece(workout, name="Curls", by=owner)
    add_phase(program, by=owner)
    later = Phase.objects.select_related("program__client").get(program=program, position=2)
    edit_phase(later, name=later.name, weeks=5, by=owner)
    done = [copy_workout(workout, later, by=owner), insert_piece(piece, later, by=owner)]
    rows = SetGroup.objects.filter(week__phase=later).order_by("slot_id", "week__position")
    assert list(rows.values_list("intensity", flat=True)) == [80.0, 82.5, 85.0, 87.5, 90.0] * 2
    for revision in reversed(done):
        undo(program, revision=revision, by=owner)
    assert not rows.exists()
