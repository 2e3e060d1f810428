"""Rows of a program: what adding, editing, toggling, moving and removing does to the database."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from programs.actions import programs as program_actions
from programs.actions import slots as actions
from programs.actions.history import AlreadyDoneError, ChangedSinceError, last_undoable, undo
from programs.actions.numbers import Edit, edit_slot, set_method, toggle_slots
from programs.actions.programs import create_program, edit_phase, refresh_facts
from programs.actions.slots import add_slot, remove_slot, set_note, step_slot
from programs.documents import document_of
from programs.models import Exercise, Group, Max, Program, Revision, SetGroup, Slot, Workout
from trainer.models import Client, Equipment, Measurement, Studio, User
from web.rows import kilograms


@pytest.fixture
def row_exercise(db: None) -> Exercise:
    return Exercise.objects.create(
        key="dumbbell-row",
        name="Dumbbell row",
        pattern="horizontal_pull",
        primary_muscles=["lats"],
        secondary_muscles=["biceps"],
        loaded_with="dumbbell",
        equipment=["dumbbell"],
    )


def give_max(client: Client, exercise: Exercise, value: str, unit: str = "lb") -> Max:
    amount = Decimal(value)
    return Max.objects.create(
        studio=client.studio,
        client=client,
        exercise=exercise,
        kind="tested",
        value=amount,
        unit=unit,
        kg=kilograms(amount, unit),
        measured_on=date(2026, 11, 1),
    )


@pytest.fixture
def program(studio: Studio, owner: User, client: Client, row_exercise: Exercise) -> Program:
    """A program for an intermediate client who rows 20 lb once and counts in pounds."""
    Client.objects.filter(pk=client.pk).update(experience="intermediate", unit="lb")
    client.refresh_from_db()
    give_max(client, row_exercise, "20")
    return create_program(studio=studio, by=owner, name="Rows", client=client, weeks=4, workouts=2)


@pytest.fixture
def workout(program: Program) -> Workout:
    return Workout.objects.filter(program=program).select_related("program__client").earliest("position")


@pytest.fixture
def slot(workout: Workout, row_exercise: Exercise, owner: User) -> Slot:
    add_slot(workout, row_exercise, by=owner, goal="hypertrophy")
    return Slot.objects.select_related("program__client", "exercise", "group").get()


def numbers(slot: Slot) -> tuple[object, ...]:
    """Sets, reps, target intensity, rest and load of the slot, which must be alike in every week."""
    found = {
        (row.sets, row.reps, row.intensity, row.rest_seconds, row.effective["load"])
        for row in SetGroup.objects.filter(slot=slot)
    }
    (only,) = found
    return only


HYPERTROPHY = (4, 10, 80.0, 60, "16")
STRENGTH = (5, 5, 90.0, 180, "18")


def test_a_new_row_starts_as_the_chart_says_in_every_week(slot: Slot) -> None:
    assert numbers(slot) == HYPERTROPHY
    assert SetGroup.objects.filter(slot=slot).count() == 4


def test_toggling_to_strength_gives_the_chart_and_back_gives_what_was(slot: Slot, owner: User) -> None:
    before = document_of(slot.program)
    toggle_slots(slot.program, [slot], "strength", scope="Row", by=owner)
    assert numbers(slot) == STRENGTH
    toggle_slots(slot.program, [slot], "hypertrophy", scope="Row", by=owner)
    assert document_of(slot.program) == before


def test_an_edit_of_reps_moves_intensity_and_load_in_every_week(slot: Slot, owner: User) -> None:
    edit_slot(slot, [Edit("reps", 8, "reps 8")], by=owner)
    sets, reps, intensity, rest, load = numbers(slot)
    assert (sets, reps, rest) == (4, 8, 85)
    assert round(float(str(intensity)), 1) == 83.8
    assert load == "16.7582"


def test_a_typed_load_stands_until_it_is_emptied(slot: Slot, owner: User) -> None:
    edit_slot(slot, [Edit("load", Decimal(17), "load 17")], by=owner)
    assert numbers(slot)[2:5:2] == (85.0, "17")
    edit_slot(slot, [Edit("reps", 10, "reps 10")], by=owner)
    edit_slot(slot, [Edit("load", Decimal(17), "load 17")], by=owner)
    edit_slot(slot, [Edit("load", None, "load")], by=owner)
    row = SetGroup.objects.get(slot=slot, week__position=1)
    assert (row.load, row.effective["edited"], row.effective["load"]) == (None, None, "17")


def test_an_emptied_load_without_a_max_leaves_the_row_without_a_load(
    workout: Workout, row_exercise: Exercise, owner: User
) -> None:
    Max.objects.all().delete()
    add_slot(workout, row_exercise, by=owner, goal="hypertrophy")
    slot = Slot.objects.select_related("program__client", "exercise", "group").get()
    edit_slot(slot, [Edit("load", Decimal(30), "load 30")], by=owner)
    assert numbers(slot)[4] == "30"
    edit_slot(slot, [Edit("load", None, "load")], by=owner)
    assert numbers(slot)[4] is None


def test_an_edit_that_changes_nothing_writes_no_revision(slot: Slot, owner: User) -> None:
    assert edit_slot(slot, [Edit("sets", 4, "sets 4")], by=owner) is None


def test_undoing_an_edit_brings_every_number_back(slot: Slot, owner: User) -> None:
    before = document_of(slot.program)
    revision = edit_slot(slot, [Edit("rest", 90, "rest 90")], by=owner)
    assert revision is not None
    undo(slot.program, revision=revision, by=owner)
    assert document_of(slot.program) == before


def test_undoing_twice_is_refused(slot: Slot, owner: User) -> None:
    revision = edit_slot(slot, [Edit("rest", 90, "rest 90")], by=owner)
    assert revision is not None
    undo(slot.program, revision=revision, by=owner)
    with pytest.raises(AlreadyDoneError):
        undo(slot.program, revision=revision, by=owner)


def test_undoing_what_was_changed_since_is_refused_and_changes_nothing(slot: Slot, owner: User) -> None:
    first = edit_slot(slot, [Edit("rest", 90, "rest 90")], by=owner)
    edit_slot(slot, [Edit("rest", 75, "rest 75")], by=owner)
    before = document_of(slot.program)
    assert first is not None
    with pytest.raises(ChangedSinceError):
        undo(slot.program, revision=first, by=owner)
    assert document_of(slot.program) == before


def test_a_removed_row_comes_back_under_its_own_ids(slot: Slot, owner: User) -> None:
    before = document_of(slot.program)
    revision = remove_slot(slot, by=owner)
    assert not Slot.objects.exists()
    assert not Group.objects.exists()
    undo(slot.program, revision=revision, by=owner)
    assert document_of(slot.program) == before


def test_a_repeated_key_is_refused_before_anything_is_done(slot: Slot, owner: User) -> None:
    key = uuid.uuid4()
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner, key=key)
    with pytest.raises(AlreadyDoneError):
        edit_slot(slot, [Edit("sets", 6, "sets 6")], by=owner, key=key)
    assert numbers(slot)[0] == 3


def test_every_change_is_a_revision_with_who_and_what(slot: Slot, owner: User) -> None:
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner)
    said = list(Revision.objects.order_by("number").values_list("number", "text", "by"))
    assert said == [
        (1, "Made the program", owner.pk),
        (2, "Added Dumbbell row to Workout A", owner.pk),
        (3, "Dumbbell row: sets 3", owner.pk),
    ]


def test_moving_swaps_with_the_neighbour_and_stops_at_the_edge(
    slot: Slot, workout: Workout, owner: User
) -> None:
    press = Exercise.objects.create(key="press", name="Press", pattern="vertical_push")
    add_slot(workout, press, by=owner)

    def order() -> list[str]:
        rows = Slot.objects.order_by("group__position").values_list("exercise__name", flat=True)
        return list(rows)

    assert step_slot(slot, down=False, by=owner) is None
    step_slot(slot, down=True, by=owner)
    assert order() == ["Press", "Dumbbell row"]
    revision = last_undoable(slot.program)
    assert revision is not None
    undo(slot.program, revision=revision, by=owner)
    assert order() == ["Dumbbell row", "Press"]


def test_loads_are_snapped_to_what_the_client_has(
    program: Program, workout: Workout, client: Client, row_exercise: Exercise, owner: User
) -> None:
    Equipment.objects.create(
        studio=client.studio, client=client, implement="dumbbell", unit="lb", loads=["5", "10", "15", "20"]
    )
    add_slot(workout, row_exercise, by=owner, goal="strength")
    row = SetGroup.objects.first()
    assert row is not None
    assert row.effective["load"] == "15"
    assert row.intensity == 90.0


def test_a_later_max_moves_nothing_until_the_trainer_asks(
    slot: Slot, client: Client, row_exercise: Exercise, owner: User
) -> None:
    give_max(client, row_exercise, "30")
    assert numbers(slot) == HYPERTROPHY
    revision = refresh_facts(slot.program, by=owner)
    assert revision is not None
    assert numbers(slot) == (4, 10, 80.0, 60, "24")
    undo(slot.program, revision=revision, by=owner)
    assert numbers(slot) == HYPERTROPHY


def test_without_a_max_the_row_says_how_heavy_and_leaves_the_load_empty(
    workout: Workout, client: Client, row_exercise: Exercise, owner: User
) -> None:
    Max.objects.all().delete()
    add_slot(workout, row_exercise, by=owner, goal="hypertrophy")
    row = SetGroup.objects.first()
    assert row is not None
    assert row.effective["load"] is None
    assert row.effective["volume_load"] is None
    assert row.effective["equivalent"] == "a weight you could lift 10 times"
    assert (row.reps, row.intensity) == (10, 80.0)


def test_a_body_weight_lift_counts_its_share_of_the_body(
    workout: Workout, client: Client, owner: User
) -> None:
    pull_up = Exercise.objects.create(
        key="pull-up",
        name="Pull-up",
        pattern="vertical_pull",
        load_kind="body_weight",
        body_weight_share=1,
        loaded_with="plate",
    )
    weight = Decimal(160)
    Measurement.objects.create(
        studio=client.studio,
        client=client,
        measured_on=timezone.localdate(),
        body_weight=weight,
        unit="lb",
        kg=kilograms(weight, "lb"),
    )
    give_max(client, pull_up, "200")
    add_slot(workout, pull_up, by=owner, goal="strength")
    row = SetGroup.objects.get(week__position=1)
    assert (row.effective["load"], row.effective["added"]) == ("180", "20")


def test_reserve_starts_with_reps_in_hand_and_one_undo_brings_the_chart_back(slot: Slot, owner: User) -> None:
    revision = set_method(slot.program, [slot], "reserve", by=owner)
    sets, reps, intensity, rest, _ = numbers(slot)
    assert (sets, reps, rest) == (4, 10, 60)
    assert round(float(str(intensity)), 1) == 75.7
    assert revision is not None
    undo(slot.program, revision=revision, by=owner)
    assert numbers(slot) == HYPERTROPHY


def test_toggling_the_whole_program_takes_the_same_queries_for_one_row_and_for_three(
    slot: Slot,
    workout: Workout,
    row_exercise: Exercise,
    owner: User,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    queries = 8
    for goal, more in (("strength", 2), ("hypertrophy", 0)):
        program = Program.objects.get(pk=slot.program_id)
        slots = list(Slot.objects.filter(program=program))
        with django_assert_num_queries(queries):  # type: ignore[operator]  # the plugin's callable
            toggle_slots(program, slots, goal, scope="Whole program", by=owner)
        for _ in range(more):
            add_slot(workout, row_exercise, by=owner, goal="strength")
    assert set(Slot.objects.values_list("goal", flat=True)) == {"hypertrophy"}


def test_a_longer_phase_repeats_its_last_week_and_a_shorter_one_can_be_undone(
    slot: Slot, owner: User
) -> None:
    phase = slot.group.workout.phase
    edit_phase(phase, name="Base", weeks=6, by=owner)
    assert SetGroup.objects.filter(slot=slot).count() == 6
    assert numbers(slot) == HYPERTROPHY
    before = document_of(slot.program)
    revision = edit_phase(phase, name="Base", weeks=2, by=owner)
    assert SetGroup.objects.filter(slot=slot).count() == 2
    assert revision is not None
    undo(slot.program, revision=revision, by=owner)
    assert document_of(slot.program) == before


def test_removing_a_workout_removes_its_rows_and_undo_brings_them_back(
    slot: Slot, workout: Workout, owner: User
) -> None:
    before = document_of(slot.program)
    revision = program_actions.remove_workout(workout, by=owner)
    assert not SetGroup.objects.exists()
    undo(slot.program, revision=revision, by=owner)
    assert document_of(slot.program) == before


def test_no_group_stays_empty_after_any_change(slot: Slot, owner: User) -> None:
    remove_slot(slot, by=owner)
    assert not Group.objects.filter(slots=None).exists()


def test_a_note_is_kept_and_undone(slot: Slot, owner: User) -> None:
    revision = set_note(slot, "Pause at the top", by=owner)
    assert revision is not None
    assert Slot.objects.get().note == "Pause at the top"
    undo(slot.program, revision=revision, by=owner)
    assert Slot.objects.get().note == ""


def test_making_a_program_twice_with_one_id_makes_one(studio: Studio, owner: User) -> None:
    program_id = uuid.uuid4()
    first = create_program(studio=studio, by=owner, name="Once", program_id=program_id)
    again = create_program(studio=studio, by=owner, name="Once", program_id=program_id)
    assert first.pk == again.pk == program_id
    assert Program.objects.count() == 1


def test_a_novice_starts_by_reserve_and_others_by_the_chart(
    studio: Studio, owner: User, client: Client
) -> None:
    Client.objects.filter(pk=client.pk).update(experience="novice")
    client.refresh_from_db()
    for_novice = create_program(studio=studio, by=owner, name="N", client=client)
    template = create_program(studio=studio, by=owner, name="T")
    assert (for_novice.method, template.method) == ("reserve", "chart")


def test_undoing_a_typed_load_brings_the_computed_one_back(slot: Slot, owner: User) -> None:
    before = document_of(slot.program)
    for typed in ("17", "17.5"):
        revision = edit_slot(slot, [Edit("load", Decimal(typed), f"load {typed}")], by=owner)
        assert revision is not None
        undo(slot.program, revision=revision, by=owner)
        assert document_of(slot.program) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda slot, by: actions.step_slot(slot, down=True, by=by),
        lambda slot, by: actions.place_slot(slot, slot.group.workout, before=None, by=by),
        lambda slot, by: actions.join_slot(slot, by=by),
        lambda slot, by: actions.separate_slot(slot, by=by),
        lambda slot, by: actions.duplicate_slot(slot, by=by),
        lambda slot, by: actions.swap_exercise(slot, slot.exercise, by=by),
        lambda slot, by: actions.add_set_group(slot, "back_off", by=by),
        lambda slot, by: actions.remove_set_group(slot, 2, by=by),
        lambda slot, by: actions.remove_slot(slot, by=by),
        lambda slot, by: actions.set_note(slot, "Slowly", by=by),
    ],
)
def test_a_row_that_somebody_else_removed_meanwhile_is_said_to_be_gone(
    slot: Slot, owner: User, act: Callable[[Slot, User], object]
) -> None:
    actions.remove_slot(Slot.objects.select_related("program", "exercise", "group").get(pk=slot.pk), by=owner)
    count = Revision.objects.count()
    with pytest.raises(ChangedSinceError, match="not in the program any more"):
        act(slot, owner)
    assert Revision.objects.count() == count
