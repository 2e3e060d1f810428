"""Bringing a template's changes to its clients: what it reaches, what stays, and taking it back."""

from datetime import timedelta

import pytest

from programs.actions import slots as actions
from programs.actions.calendar import skip_session
from programs.actions.numbers import Edit, Reach, edit_slot, toggle_slots
from programs.actions.phases import duplicate_phase, move_phase
from programs.actions.programs import add_phase, add_workout, edit_phase, remove_phase, remove_workout
from programs.actions.swaps import swap_everywhere
from programs.actions.weeks import insert_week, remove_week
from programs.models import Exercise, Group, Phase, Program, Session, SetGroup, Workout
from programs.prescription import Curve
from programs.prescription.effect import rir_at
from tests.programs.brought import bring_all, fresh, layout, look, phase, sets, train
from tests.programs.planned import give_barbell, give_max
from tests.programs.rows import base_program, make
from tests.programs.scheduled import MONDAY, assigned, by_week, days, own_slot, week
from trainer.models import Client, Studio, User

pytestmark = pytest.mark.usefixtures("monday_noon")


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def copy(template: Program, client: Client, owner: User) -> Program:
    return assigned(template, client, owner)


@pytest.fixture
def other(template: Program, other_client: Client, owner: User) -> Program:
    return assigned(template, other_client, owner)


# Numbers


def test_a_number_is_brought_to_every_client(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    sets(template, owner, 6, 0)
    assert bring_all(template, owner).count == 2
    assert (by_week(copy, "Press"), by_week(other, "Press")) == ([6, 6, 6], [6, 6, 6])


def test_percentages_become_loads_with_the_facts_that_are_frozen_on_the_clients_slot(
    template: Program, client: Client, owner: User
) -> None:
    press = Exercise.objects.get(name="Press")
    press.loaded_with = "barbell"
    press.save()
    give_max(client, press, "100", on=MONDAY)
    give_barbell(client)
    copy = assigned(template, client, owner)
    give_max(client, press, "140", on=MONDAY + timedelta(days=1))  # newer, and not asked for
    edit_slot(own_slot(template, "Press"), [Edit("intensity", 70, "intensity 70")], by=owner)
    bring_all(template, owner)
    loads = [row["load"] for row in by_week(copy, "Press", "effective")]
    assert loads == ["70", "70", "70"]
    assert by_week(copy, "Press", "intensity") == [70.0, 70.0, 70.0]


def test_what_was_changed_for_a_client_stays(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    sets(copy, owner, 3, 2)
    sets(template, owner, 6, 0)
    [mine, theirs] = look(template, owner)
    assert (mine.cells, len(mine.left.kept)) == (2, 1)
    assert (theirs.cells, len(theirs.left.kept)) == (3, 0)
    bring_all(template, owner)
    assert by_week(copy, "Press") == [6, 3, 6]


def test_what_was_trained_stays(template: Program, copy: Program, owner: User) -> None:
    train(copy, owner, 1)
    skipped = Session.objects.get(program=copy, name="Workout A", week__position=2)
    skip_session(session=skipped, reason="Ill", by=owner)
    sets(template, owner, 6, 0)
    [mine] = look(template, owner)
    assert (mine.cells, len(mine.left.trained), mine.sessions) == (2, 1, 2)
    bring_all(template, owner)
    assert by_week(copy, "Press") == [4, 6, 6]


def test_a_row_that_was_brought_counts_as_the_templates_again(
    template: Program, copy: Program, owner: User
) -> None:
    for value in (6, 5):
        sets(template, owner, value, 0)
        bring_all(template, owner)
        assert by_week(copy, "Press") == [value] * 3


def test_a_change_for_a_client_that_was_taken_back_lets_the_template_reach_it_again(
    template: Program, copy: Program, owner: User
) -> None:
    sets(copy, owner, 3, 2)
    sets(template, owner, 6, 0)
    bring_all(template, owner)
    sets(copy, owner, 4, 2)
    sets(template, owner, 5, 0)
    bring_all(template, owner)
    assert by_week(copy, "Press") == [5, 5, 5]


def test_a_load_that_only_became_another_by_the_clients_max_is_no_change_for_the_client(
    template: Program, client: Client, owner: User
) -> None:
    edit_slot(own_slot(template, "Press"), [Edit("load", 60, "load 60")], by=owner)
    press = Exercise.objects.get(name="Press")
    press.loaded_with = "barbell"
    press.save()
    give_max(client, press, "100", on=MONDAY)
    give_barbell(client)
    copy = assigned(template, client, owner)
    sets(template, owner, 6, 0)
    bring_all(template, owner)
    assert by_week(copy, "Press") == [6, 6, 6]
    assert by_week(copy, "Press", "load") == [None, None, None]


def test_goals_and_notes_are_brought(template: Program, copy: Program, owner: User) -> None:
    slot = own_slot(template, "Press")
    toggle_slots(template, [slot], "strength", scope="Press", by=owner)
    actions.set_note(own_slot(template, "Row"), "Elbows in", by=owner)
    bring_all(template, owner)
    assert own_slot(copy, "Press").goal == "strength"
    assert by_week(copy, "Press", "reps") == [5, 5, 5]
    assert own_slot(copy, "Row").note == "Elbows in"


def test_nothing_is_offered_while_nothing_was_changed(template: Program, copy: Program, owner: User) -> None:
    [mine] = look(template, owner)
    assert (mine.changes, mine.possible) == ([], False)
    before = fresh(copy).revision
    assert bring_all(template, owner).count == 0
    assert fresh(copy).revision == before


# Rows


def test_an_exercise_is_added_with_the_clients_newest_facts_to_what_is_still_to_be_trained(
    template: Program, copy: Program, client: Client, owner: User
) -> None:
    train(copy, owner, 1)
    deadlift = make("Deadlift", loaded_with="barbell")
    give_max(client, deadlift, "200", on=MONDAY)
    give_barbell(client)
    workout = Workout.objects.select_related("program__client").get(program=template, name="Workout A")
    actions.add_slot(workout, deadlift, by=owner, goal="strength")
    bring_all(template, owner)
    rows = SetGroup.objects.filter(program=copy, slot__exercise=deadlift).order_by("week__position")
    assert [(row.week.position, row.effective["load"]) for row in rows] == [(2, "180"), (3, "180")]
    assert layout(copy)["Workout A"] == ["Press", "Row", "Squat", "Deadlift"]


def test_a_removed_exercise_leaves_the_weeks_that_are_still_to_be_trained(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    train(copy, owner, 1)
    actions.remove_slot(own_slot(template, "Row"), by=owner)
    bring_all(template, owner)
    assert layout(other)["Workout A"] == ["Press", "Squat"]
    rows = SetGroup.objects.filter(program=copy, slot__exercise__name="Row")
    assert list(rows.values_list("week__position", flat=True)) == [1]


def test_a_removed_exercise_stays_where_it_was_changed_for_the_client(
    template: Program, copy: Program, owner: User
) -> None:
    sets(copy, owner, 3, 2, "Row")
    actions.remove_slot(own_slot(template, "Row"), by=owner)
    [mine] = look(template, owner)
    assert len(mine.left.kept) == 1
    assert mine.changes == []


def test_an_exercise_that_was_removed_for_a_client_does_not_come_back(
    template: Program, copy: Program, owner: User
) -> None:
    actions.remove_slot(own_slot(copy, "Row"), by=owner)
    sets(template, owner, 6, 0, "Row")
    sets(template, owner, 6, 0, "Press")
    bring_all(template, owner)
    assert layout(copy)["Workout A"] == ["Press", "Squat"]
    assert by_week(copy, "Press") == [6, 6, 6]


def test_a_swapped_exercise_is_brought_with_percentages_kept(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    bench = make("Bench", curve="bench_press")
    mine = make("Dips")
    actions.swap_exercise(own_slot(other, "Press"), mine, by=owner)
    swap_everywhere(template, Exercise.objects.get(name="Press"), bench, by=owner)
    sets(template, owner, 6, 0, "Bench")
    bring_all(template, owner)
    assert layout(copy)["Workout A"][0] == "Bench"
    assert by_week(copy, "Bench", "intensity") == [80.0] * 3
    assert by_week(copy, "Bench", "rir") == by_week(template, "Bench", "rir")
    assert own_slot(copy, "Bench").lift["curve"] == "bench_press"
    assert layout(other)["Workout A"][0] == "Dips"
    assert by_week(other, "Dips") == [4, 4, 4]


def test_a_cell_that_was_changed_for_a_client_follows_a_swapped_exercise(
    template: Program, copy: Program, owner: User
) -> None:
    lighter = [Edit("intensity", 70, "intensity 70")]
    edit_slot(own_slot(copy, "Press"), lighter, by=owner, reach=Reach(2, "only"))
    reps = by_week(copy, "Press", "reps")
    bench = make("Bench", curve="bench_press")
    swap_everywhere(template, Exercise.objects.get(name="Press"), bench, by=owner)
    bring_all(template, owner)
    assert by_week(copy, "Bench", "intensity") == [80.0, 70.0, 80.0]
    assert by_week(copy, "Bench", "reps") == reps
    assert by_week(copy, "Bench", "rir")[1] == rir_at(Curve.BENCH_PRESS, 70.0, reps[1])


def test_added_and_removed_sets_are_brought(template: Program, copy: Program, owner: User) -> None:
    actions.add_set_group(own_slot(template, "Press"), "back_off", by=owner)
    bring_all(template, owner)
    rows = SetGroup.objects.filter(program=copy, set_type="back_off")
    assert (rows.count(), set(rows.values_list("position", flat=True))) == (3, {2})
    actions.remove_set_group(own_slot(template, "Press"), 2, by=owner)
    bring_all(template, owner)
    assert not SetGroup.objects.filter(program=copy, set_type="back_off").exists()


def test_added_sets_come_after_those_that_only_the_client_has(
    template: Program, copy: Program, owner: User
) -> None:
    actions.add_set_group(own_slot(copy, "Press"), "warm_up", by=owner)
    actions.add_set_group(own_slot(template, "Press"), "drop", by=owner)
    bring_all(template, owner)
    rows = SetGroup.objects.filter(program=copy, slot__exercise__name="Press", week__position=2)
    assert list(rows.order_by("position").values_list("set_type", flat=True)) == [
        "working",
        "warm_up",
        "drop",
    ]


def test_order_and_supersets_are_brought(template: Program, copy: Program, owner: User) -> None:
    actions.join_slot(own_slot(template, "Row"), by=owner)
    actions.step_slot(own_slot(template, "Squat"), down=False, by=owner)
    actions.step_slot(own_slot(template, "Curl"), down=False, by=owner)
    bring_all(template, owner)
    assert (
        layout(copy)
        == layout(template)
        == {
            "Workout A": ["Squat", "Press+Row", "Curl"],
            "Workout B": [],
        }
    )
    assert Group.objects.get(program=copy, slots__exercise__name="Row").kind == "superset"


def test_an_exercise_that_was_moved_for_a_client_stays_there(
    template: Program, copy: Program, owner: User
) -> None:
    target = Workout.objects.get(program=copy, name="Workout B")
    actions.place_slot(own_slot(copy, "Press"), target, before=None, by=owner)
    actions.join_slot(own_slot(template, "Row"), by=owner)
    bring_all(template, owner)
    assert layout(copy)["Workout B"] == ["Curl", "Press+Row"]  # the group of Press is where Press went


# Weeks, workouts, phases


def test_an_inserted_week_is_brought_with_its_dates(template: Program, copy: Program, owner: User) -> None:
    sets(template, owner, 6, 2)
    insert_week(week(template, 2), by=owner)
    [mine] = look(template, owner)
    assert mine.cells == 5
    bring_all(template, owner)
    assert by_week(copy, "Press") == [4, 6, 6, 4]
    assert [(day, number) for day, name, number in days(copy) if name == "Workout A"] == [
        (0, 1),
        (7, 2),
        (14, 3),
        (21, 4),
    ]


def test_a_week_that_would_come_before_one_that_was_trained_is_not_brought(
    template: Program, copy: Program, owner: User
) -> None:
    train(copy, owner, 2)
    insert_week(week(template, 1), by=owner)
    insert_week(week(template, 4), by=owner)
    [mine] = look(template, owner)
    bring_all(template, owner)
    assert len(mine.left.trained & {("weeks", str(week(template, 2).pk))}) == 1
    assert len(by_week(copy, "Press")) == 4


def test_an_exercise_that_only_the_client_has_goes_on_into_a_new_week(
    template: Program, copy: Program, owner: User
) -> None:
    target = Workout.objects.select_related("program__client").get(program=copy, name="Workout A")
    actions.add_slot(target, make("Plank"), by=owner)
    sets(copy, owner, 2, 2, "Plank")
    insert_week(week(template, 2), by=owner)
    bring_all(template, owner)
    assert by_week(copy, "Plank") == [4, 2, 2, 4]


def test_a_removed_week_goes_unless_it_was_trained_or_changed(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    train(copy, owner, 2)
    remove_week(week(template, 2), by=owner)
    bring_all(template, owner)
    assert [number for _, name, number in days(copy) if name == "Workout A"] == [1, 2, 3]
    assert [(day, number) for day, name, number in days(other) if name == "Workout A"] == [(0, 1), (7, 2)]


def test_workouts_come_and_go_with_their_days(template: Program, copy: Program, owner: User) -> None:
    add_workout(phase(template), by=owner)
    target = Workout.objects.select_related("program__client").get(program=template, name="Workout C")
    actions.add_slot(target, make("Plank"), by=owner)
    removed = Workout.objects.select_related("program__client", "phase")
    remove_workout(removed.get(program=template, name="Workout B"), by=owner)
    bring_all(template, owner)
    assert layout(copy) == {"Workout A": ["Press", "Row", "Squat"], "Workout C": ["Plank"]}
    assert [(day, name) for day, name, _ in days(copy)] == [
        (0, "Workout A"),
        (3, "Workout C"),
        (7, "Workout A"),
        (10, "Workout C"),
        (14, "Workout A"),
        (17, "Workout C"),
    ]


def test_phases_come_and_move_where_nothing_behind_them_was_trained(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    train(copy, owner, 1)
    add_phase(template, by=owner)
    duplicate_phase(phase(template), by=owner)
    move_phase(phase(template, 3), down=False, by=owner)
    move_phase(phase(template, 2), down=False, by=owner)
    bring_all(template, owner)
    names = {
        program: list(Phase.objects.filter(program=program).values_list("name", flat=True))
        for program in (copy, other)
    }
    assert names == {copy: ["Phase 1", "Phase 1 copy"], other: ["Phase 2", "Phase 1", "Phase 1 copy"]}
    assert layout(other)["Workout A"] != []
    assert SetGroup.objects.filter(program=other).count() == SetGroup.objects.filter(program=template).count()


def test_a_removed_phase_goes_unless_it_was_begun(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    train(copy, owner, 1)
    add_phase(template, by=owner)
    bring_all(template, owner)
    remove_phase(phase(template), by=owner)
    bring_all(template, owner)
    assert Phase.objects.filter(program=copy).count() == 2
    assert Phase.objects.filter(program=other).count() == 1


def test_renamed_parts_are_renamed_unless_they_were_for_the_client(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    edit_phase(phase(copy), name="Own", weeks=3, by=owner)
    edit_phase(phase(template), name="Base", weeks=3, by=owner)
    bring_all(template, owner)
    assert Phase.objects.get(program=copy).name == "Own"
    assert Phase.objects.get(program=other).name == "Base"


def test_a_copy_that_would_become_too_large_is_left_out_and_named(
    template: Program, copy: Program, other: Program, owner: User
) -> None:
    edit_phase(phase(copy), name="Phase 1", weeks=12, by=owner)
    insert_week(week(template, 3), by=owner)
    mine = next(item for item in look(template, owner) if item.program == copy)
    assert (mine.problem, mine.possible) == ("A phase would have more than 12 weeks.", False)
    brought = bring_all(template, owner)
    assert (brought.count, brought.too_large) == (1, ["Clara Client"])
