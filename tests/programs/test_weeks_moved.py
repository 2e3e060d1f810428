"""Weeks copied, inserted and removed, phases duplicated and moved, and what becomes of the calendar."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from programs.actions import slots
from programs.actions.calendar import move_session, skip_session
from programs.actions.history import (
    ChangedSinceError,
    undo,
)
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field
from programs.actions.phases import copy_workout, duplicate_phase, duplicate_workout, move_phase
from programs.actions.programs import (
    LimitReachedError,
    add_phase,
    add_workout,
    edit_phase,
    remove_phase,
    remove_workout,
)
from programs.actions.weeks import copy_week, insert_week, remove_week
from programs.documents import document_of
from programs.models import Program, Remark, Session, SetGroup, Slot
from programs.prescription import Field
from programs.schedule import free_weekday
from tests.programs.rows import base_program
from tests.programs.scheduled import (
    MONDAY,
    NOON,
    assigned,
    by_week,
    days,
    own_slot,
    scheduled,
    week,
)
from tests.programs.weeks_of import phase, sets, start, workout
from trainer.models import Client, Studio, User


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    return scheduled(studio, owner, client)


# Copying


def test_a_week_is_copied_onto_others_of_its_phase(template: Program, owner: User) -> None:
    sets(template, owner, 6, 1)
    revision = copy_week(week(template, 1), [week(template, 3)], by=owner)
    assert by_week(template, "Press") == [6, 4, 6]
    assert revision is not None
    assert revision.text == "Phase 1: week 1 copied to week 3"


def test_copied_cells_keep_their_identity_and_take_everything_with_them(
    template: Program, owner: User
) -> None:
    slots.add_set_group(own_slot(template, "Press"), "back_off", by=owner)
    pin_field(own_slot(template, "Press"), Field.REPS, pinned=True, by=owner, reach=Reach(2, "only"))
    SetGroup.objects.filter(week=week(template, 3), position=2).delete()
    before = set(SetGroup.objects.filter(week=week(template, 3)).values_list("pk", flat=True))
    copy_week(week(template, 2), [week(template, 1), week(template, 3)], by=owner)
    assert by_week(template, "Press", "pins") == [["reps"]] * 3
    assert SetGroup.objects.filter(program=template, set_type="back_off").count() == 3
    assert before < set(SetGroup.objects.filter(week=week(template, 3)).values_list("pk", flat=True))


def test_copying_takes_away_sets_that_the_copied_week_has_not(template: Program, owner: User) -> None:
    slots.add_set_group(own_slot(template, "Press"), "drop", by=owner)
    SetGroup.objects.filter(week=week(template, 1), position=2).delete()
    before = document_of(template)
    revision = copy_week(week(template, 1), [week(template, 2)], by=owner)
    assert [row.week.position for row in SetGroup.objects.filter(set_type="drop")] == [3]
    assert revision is not None
    undo(template, revision=revision, by=owner)
    assert document_of(template) == before


def test_copying_onto_weeks_that_say_the_same_changes_nothing(template: Program, owner: User) -> None:
    assert copy_week(week(template, 1), [week(template, 2), week(template, 3)], by=owner) is None
    assert copy_week(week(template, 1), [week(template, 1)], by=owner) is None


def test_a_week_of_another_phase_is_not_copied_to(template: Program, owner: User) -> None:
    add_phase(template, by=owner)
    before = document_of(template)
    assert copy_week(week(template, 1), [week(template, 1, phase=2)], by=owner) is None
    assert document_of(template) == before


@pytest.mark.parametrize("more", [0, 3])
def test_copying_takes_as_many_queries_for_many_rows_as_for_few(
    template: Program, owner: User, more: int, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        slots.duplicate_slot(Slot.objects.filter(exercise__name="Press").earliest("id"), by=owner)
    for slot in Slot.objects.select_related("program", "exercise").filter(program=template):
        edit_slot(slot, [Edit("sets", 6, "sets 6")], by=owner, reach=Reach(1, "only"))
    first, others = week(template, 1), [week(template, 2), week(template, 3)]
    with django_assert_num_queries(8):
        copy_week(first, others, by=owner)


# Inserting


def test_an_inserted_week_is_a_copy_and_later_ones_move_on(template: Program, owner: User) -> None:
    for number in (1, 2, 3):
        sets(template, owner, number, number)
    revision = insert_week(week(template, 2), by=owner)
    assert by_week(template, "Press") == [1, 2, 2, 3]
    assert revision.text == "Phase 1: inserted a week after week 2"


def test_an_inserted_week_may_be_empty_of_changes(template: Program, owner: User) -> None:
    slot = own_slot(template, "Press")
    edit_slot(slot, [Edit("intensity", 70, "intensity 70")], by=owner)
    pin_field(slot, Field.REPS, pinned=True, by=owner)
    slots.add_set_group(own_slot(template, "Press"), "back_off", by=owner)
    insert_week(week(template, 1), fresh=True, by=owner)
    assert by_week(template, "Press", "intensity") == [70.0, 80.0, 70.0, 70.0]
    assert by_week(template, "Press", "reps")[1] == 10
    assert by_week(template, "Press", "pins") == [["reps"], [], ["reps"], ["reps"]]
    ratios = [
        row.intensity / lead
        for row, lead in zip(
            SetGroup.objects.filter(set_type="back_off").order_by("week__position"),
            by_week(template, "Press", "intensity"),
            strict=True,
        )
    ]
    assert ratios == pytest.approx([ratios[0]] * 4)


def test_an_inserted_week_moves_what_is_planned_by_seven_days(program: Program, owner: User) -> None:
    assert days(program) == [
        (0, "Workout A", 1),
        (3, "Workout B", 1),
        (7, "Workout A", 2),
        (10, "Workout B", 2),
        (14, "Workout A", 3),
        (17, "Workout B", 3),
    ]
    revision = insert_week(week(program, 1), by=owner)
    assert days(program) == [
        (0, "Workout A", 1),
        (3, "Workout B", 1),
        (7, "Workout A", 2),
        (10, "Workout B", 2),
        (14, "Workout A", 3),
        (17, "Workout B", 3),
        (21, "Workout A", 4),
        (24, "Workout B", 4),
    ]
    text = "Phase 1: inserted a week after week 1: 4 workouts later, 2 workouts new"
    assert revision.text == text


def test_weeks_of_later_phases_move_on_too(template: Program, owner: User, client: Client) -> None:
    add_phase(template, by=owner)
    program = assigned(template, client, owner)
    before = {item.pk: item.date for item in Session.objects.filter(program=program)}
    insert_week(week(program, 3), by=owner)
    rows = Session.objects.filter(pk__in=before).values_list("week__phase__position", "date", "pk")
    moved = {(position, day - before[pk]) for position, day, pk in rows}
    assert moved == {(1, timedelta(0)), (2, timedelta(days=7))}


def test_what_was_started_or_skipped_stays_on_its_day(program: Program, owner: User) -> None:
    started = start(program, owner, name="Workout A", number=2)
    skipped = Session.objects.get(program=program, name="Workout B", week__position=2)
    skip_session(session=skipped, reason="Ill", by=owner)
    insert_week(week(program, 1), by=owner)
    for session, number in ((started, 3), (skipped, 3)):
        stored = Session.objects.filter(pk=session.pk).values_list("date", "week__position")
        assert list(stored) == [(session.date, number)]


def test_a_moved_workout_keeps_its_distance_from_its_first_day(program: Program, owner: User) -> None:
    session = Session.objects.get(program=program, name="Workout A", week__position=2)
    move_session(session=session, day=MONDAY + timedelta(days=8), by=owner)
    insert_week(week(program, 1), by=owner)
    stored = Session.objects.get(pk=session.pk)
    assert (stored.date - MONDAY).days == 15
    assert stored.planned_on is not None
    assert (stored.planned_on - MONDAY).days == 14


def test_new_workouts_come_after_what_stands_on_their_days(
    program: Program, client: Client, owner: User
) -> None:
    other = Session.objects.create(
        studio=client.studio, client=client, name="Run", date=MONDAY + timedelta(days=7), position=2
    )
    insert_week(week(program, 1), by=owner)
    on_it = Session.objects.filter(date=other.date).order_by("position").values_list("name", "position")
    assert list(on_it) == [("Run", 2), ("Workout A", 3)]


def test_a_shifted_workout_takes_no_place_that_is_taken(
    program: Program, client: Client, owner: User
) -> None:
    Session.objects.create(
        studio=client.studio, client=client, name="Run", date=MONDAY + timedelta(days=21), position=1
    )
    insert_week(week(program, 1), by=owner)
    on_it = Session.objects.filter(date=MONDAY + timedelta(days=21)).order_by("position")
    assert list(on_it.values_list("name", "position")) == [("Run", 1), ("Workout A", 2)]


def test_no_workout_is_made_for_a_day_that_is_over(program: Program, owner: User) -> None:
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        insert_week(week(program, 1), by=owner)
    assert [(day, number) for day, _, number in days(program) if number == 2] == [(10, 2)]


def test_the_day_is_that_of_the_client(program: Program, client: Client, owner: User) -> None:
    assert client.user is not None
    client.user.time_zone = "Pacific/Kiritimati"  # where it is a day later than in London
    client.user.save()
    with time_machine.travel(NOON + timedelta(days=7), tick=False):  # Monday at noon, Tuesday for the client
        insert_week(week(program, 1), by=owner)
    assert [(day, number) for day, _, number in days(program) if number == 2] == [(10, 2)]


def test_slots_begin_and_end_with_the_weeks_that_move(template: Program, owner: User) -> None:
    Slot.objects.filter(exercise__name="Press").update(first_week=2, last_week=3)
    Slot.objects.filter(exercise__name="Row").update(first_week=1, last_week=1)
    insert_week(week(template, 1), by=owner)
    spans = {slot.exercise.name: (slot.first_week, slot.last_week) for slot in Slot.objects.all()}
    assert (spans["Press"], spans["Row"], spans["Squat"]) == ((3, 4), (1, 2), (1, None))
    remove_week(week(template, 1), by=owner)
    spans = {slot.exercise.name: (slot.first_week, slot.last_week) for slot in Slot.objects.all()}
    assert (spans["Press"], spans["Row"], spans["Squat"]) == ((2, 3), (1, 1), (1, None))


def test_a_phase_takes_twelve_weeks_at_most(template: Program, owner: User) -> None:
    edit_phase(phase(template), name="Phase 1", weeks=12, by=owner)
    before = document_of(template)
    with pytest.raises(LimitReachedError, match=r"^A phase has at most 12 weeks\.$"):
        insert_week(week(template, 1), by=owner)
    assert document_of(template) == before


@pytest.mark.parametrize("more", [0, 3])
def test_inserting_takes_as_many_queries_for_many_rows_as_for_few(
    program: Program, owner: User, more: int, django_assert_num_queries: Any
) -> None:
    for _ in range(more):
        slots.duplicate_slot(Slot.objects.filter(program=program).earliest("id"), by=owner)
    first = week(program, 1)
    with django_assert_num_queries(22):
        insert_week(first, by=owner)


# Removing


def test_a_removed_week_takes_its_workouts_and_later_ones_move_up(program: Program, owner: User) -> None:
    for number in (1, 2, 3):
        sets(program, owner, number, number)
    revision = remove_week(week(program, 2), by=owner)
    assert by_week(program, "Press") == [1, 3]
    assert days(program) == [
        (0, "Workout A", 1),
        (3, "Workout B", 1),
        (7, "Workout A", 2),
        (10, "Workout B", 2),
    ]
    assert revision.text == "Phase 1: removed week 2: 2 workouts earlier, 2 workouts fewer"


def test_what_was_started_or_done_in_a_removed_week_stays(program: Program, owner: User) -> None:
    started = start(program, owner, name="Workout A", number=2)
    frozen = started.frozen
    remove_week(week(program, 2), by=owner)
    stored = Session.objects.get(pk=started.pk)
    assert (stored.date, stored.week, stored.frozen) == (started.date, None, frozen)
    assert stored.workout == workout(program, "A")


def test_a_planned_workout_of_today_or_that_was_written_about_is_kept_as_skipped(
    program: Program, client: Client, owner: User
) -> None:
    told = Session.objects.get(program=program, name="Workout B", week__position=1)
    Remark.objects.create(
        studio=client.studio, client=client, session=told, author=owner, by_trainer=True, text="Slowly"
    )
    remove_week(week(program, 1), by=owner)
    kept = Session.objects.filter(program=program, week=None).order_by("date")
    assert [((item.date - MONDAY).days, item.status, item.skip_reason) for item in kept] == [
        (0, "skipped", "Taken out of the program"),
        (3, "skipped", "Taken out of the program"),
    ]
    assert Remark.objects.filter(session=told).count() == 1


def test_a_phase_keeps_its_last_week(template: Program, owner: User) -> None:
    edit_phase(phase(template), name="Phase 1", weeks=1, by=owner)
    with pytest.raises(LimitReachedError, match=r"^A phase keeps at least one week\.$"):
        remove_week(week(template, 1), by=owner)


def test_a_week_that_somebody_removed_is_said_to_be_gone(template: Program, owner: User) -> None:
    gone = week(template, 2)
    remove_week(week(template, 2), by=owner)
    for act in (insert_week, remove_week):
        with pytest.raises(ChangedSinceError):
            act(gone, by=owner)
    with pytest.raises(ChangedSinceError):
        copy_week(gone, [week(template, 1)], by=owner)


# Phases and workouts


def test_a_duplicated_phase_has_everything_and_comes_right_after(template: Program, owner: User) -> None:
    add_phase(template, by=owner)
    slots.join_slot(own_slot(template, "Row"), by=owner)
    revision = duplicate_phase(phase(template), by=owner)
    assert list(template.phases.values_list("name", "position")) == [
        ("Phase 1", 1),
        ("Phase 1 copy", 2),
        ("Phase 2", 3),
    ]
    copy = phase(template, 2)
    assert copy.weeks.count() == 3
    assert [item.name for item in copy.workouts.all()] == ["Workout A", "Workout B"]
    rows = Slot.objects.filter(group__workout__phase=copy)
    assert sorted(rows.values_list("exercise__name", flat=True)) == ["Curl", "Press", "Row", "Squat"]
    assert set(rows.values_list("origin_uuid", flat=True)) == {None}
    assert SetGroup.objects.filter(week__phase=copy).count() == 12
    assert sorted(rows.values_list("group__kind", flat=True)) == ["single", "single", "superset", "superset"]
    assert revision.text == "Duplicated Phase 1"


def test_a_duplicated_phase_is_put_on_the_calendar(program: Program, owner: User) -> None:
    revision = duplicate_phase(phase(program), by=owner)
    assert [day for day, _, _ in days(program)] == [0, 3, 7, 10, 14, 17, 21, 24, 28, 31, 35, 38]
    assert revision.text == "Duplicated Phase 1: 6 workouts new"


def test_copies_of_copies_are_numbered(template: Program, owner: User) -> None:
    workouts = phase(template).workouts.select_related("program", "phase__program")
    for _ in range(2):
        duplicate_workout(workouts.latest("position"), by=owner)
    names = workouts.order_by("position").values_list("name", flat=True)
    assert list(names) == ["Workout A", "Workout B", "Workout B copy", "Workout B copy 2"]
    for number in (1, 2):
        duplicate_phase(phase(template, number), by=owner)
    phases = template.phases.order_by("position").values_list("name", flat=True)
    assert list(phases) == ["Phase 1", "Phase 1 copy", "Phase 1 copy 2"]


def test_a_phase_moves_with_its_dates(template: Program, owner: User, client: Client) -> None:
    add_phase(template, by=owner)
    edit_phase(phase(template, 2), name="Peak", weeks=1, by=owner)
    program = assigned(template, client, owner)
    revision = move_phase(phase(program, 2), down=False, by=owner)
    assert list(program.phases.values_list("name", flat=True)) == ["Peak", "Phase 1"]
    assert days(program)[:4] == [
        (0, "Workout A", 1),
        (3, "Workout B", 1),
        (7, "Workout A", 1),
        (10, "Workout B", 1),
    ]
    assert revision is not None
    assert revision.text == "Moved Peak up: 6 workouts later, 2 workouts earlier"
    assert move_phase(phase(program, 1), down=False, by=owner) is None
    assert move_phase(phase(program, 2), down=True, by=owner) is None


def test_a_workout_is_copied_to_another_phase_week_by_week(template: Program, owner: User) -> None:
    for number in (1, 2, 3):
        sets(template, owner, number, number)
    add_phase(template, by=owner)
    edit_phase(phase(template, 2), name="Peak", weeks=4, by=owner)
    revision = copy_workout(workout(template, "A"), phase(template, 2), by=owner)
    rows = SetGroup.objects.filter(week__phase=phase(template, 2), slot__exercise__name="Press")
    assert list(rows.order_by("week__position").values_list("sets", flat=True)) == [1, 2, 3, 3]
    assert [item.name for item in phase(template, 2).workouts.all()][-1] == "Workout A"
    assert revision.text == "Copied Workout A to Peak"


def test_a_workout_that_is_added_to_a_scheduled_program_gets_its_own_day(
    program: Program, owner: User
) -> None:
    add_workout(phase(program), by=owner)
    assert workout(program, "C").weekday == 5
    assert [day for day, name, _ in days(program) if name == "Workout C"] == [5, 12, 19]
    duplicate_workout(workout(program, "A"), by=owner)
    assert [day for day, name, _ in days(program) if name == "Workout A copy"] == [1, 8, 15]


def test_a_removed_workout_takes_its_planned_days(program: Program, owner: User) -> None:
    remove_workout(workout(program, "B"), by=owner)
    assert days(program) == [(0, "Workout A", 1), (7, "Workout A", 2), (14, "Workout A", 3)]


def test_further_weeks_and_phases_are_put_on_the_calendar(program: Program, owner: User) -> None:
    edit_phase(phase(program), name="Phase 1", weeks=4, by=owner)
    add_phase(program, by=owner)
    assert [day for day, _, _ in days(program)][6:] == [21, 24, 28, 31, 35, 38, 42, 45, 49, 52]
    remove_phase(phase(program, 1), by=owner)
    coming = [day for day, _, number in days(program) if number is not None]
    assert coming == [0, 3, 7, 10, 14, 17, 21, 24]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [([], 0), ([0, 3], 5), ([0, 2, 4], 5), ([0, 1, 2, 3, 4, 5], 6), ([0, 1, 2, 3, 4, 5, 6, 0], 3)],
)
def test_a_further_workout_falls_on_the_freest_day(taken: list[int], expected: int) -> None:
    assert free_weekday(taken) == expected
