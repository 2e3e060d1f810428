"""Where rows stand: moved, placed, joined, separated, copied and swapped; each undone, each done once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from programs.actions import slots as actions
from programs.actions.history import AlreadyDoneError, undo
from programs.actions.numbers import pin_field
from programs.actions.phases import duplicate_workout
from programs.actions.programs import LimitReachedError, copy_of
from programs.actions.slots import SLOTS_MOST
from programs.documents import document_of
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.prescription import Field
from programs.queries.builder import codes, grid_rows
from tests.programs.rows import WEEKS, base_program, make, slot, workout
from trainer.models import Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


def layout(program: Program) -> dict[str, list[str]]:
    """What stands in each workout, in order and with its code."""
    rows = grid_rows(program.pk)
    named = codes(rows)
    names = Workout.objects.filter(program=program).order_by("position").values_list("pk", "name")
    return {
        name[8:]: [
            f"{named[row.slot_id]} {row.exercise}" for row in rows if row.is_lead and row.workout_id == pk
        ]
        for pk, name in names
    }


AT_FIRST = {"A": ["A Press", "B Row", "C Squat"], "B": ["A Curl"]}


def kinds(program: Program) -> dict[str, str]:
    """The kind of the group in which each exercise is done."""
    slots = Slot.objects.filter(program=program).order_by("exercise__name")
    return dict(slots.values_list("exercise__name", "group__kind"))


def test_the_program_of_these_tests_stands_as_they_are_told(program: Program) -> None:
    assert layout(program) == AT_FIRST


# Every one of them can be undone and happens once


@dataclass(frozen=True)
class Doing:
    """An action on the program: what has to be done before it, and the action itself."""

    act: Callable[[Program, User, uuid.UUID | None], Revision | None]
    before: Callable[[Program, User], object] = lambda program, by: None


def superset(_program: Program, by: User) -> None:
    actions.join_slot(slot("Row"), by=by)


def circuit(program: Program, by: User) -> None:
    superset(program, by)
    actions.join_slot(slot("Squat"), by=by)


def adding(set_type: str) -> Doing:
    return Doing(lambda program, by, key: actions.add_set_group(slot("Press"), set_type, by=by, key=key))


def removing(set_type: str) -> Doing:
    """Two of this type stand beside the lead, and the first of them goes."""

    def two(_program: Program, by: User) -> None:
        for _ in range(2):
            actions.add_set_group(slot("Press"), set_type, by=by)

    return Doing(
        lambda program, by, key: actions.remove_set_group(slot("Press"), 2, by=by, key=key), before=two
    )


TYPES = list(SetGroup.Type.values)
DOINGS = {
    "step within a group": Doing(
        lambda program, by, key: actions.step_slot(slot("Press"), down=True, by=by, key=key), before=superset
    ),
    "step a group": Doing(
        lambda program, by, key: actions.step_slot(slot("Press"), down=True, by=by, key=key)
    ),
    "step into the next workout": Doing(
        lambda program, by, key: actions.step_slot(slot("Squat"), down=True, by=by, key=key)
    ),
    "step into the workout before": Doing(
        lambda program, by, key: actions.step_slot(slot("Curl"), down=False, by=by, key=key)
    ),
    "place before": Doing(
        lambda program, by, key: actions.place_slot(
            slot("Squat"), workout(program, "A"), before=slot("Press"), by=by, key=key
        )
    ),
    "place elsewhere": Doing(
        lambda program, by, key: actions.place_slot(
            slot("Press"), workout(program, "B"), before=None, by=by, key=key
        )
    ),
    "join": Doing(lambda program, by, key: actions.join_slot(slot("Row"), by=by, key=key)),
    "join a superset": Doing(
        lambda program, by, key: actions.join_slot(slot("Squat"), by=by, key=key), before=superset
    ),
    "separate two": Doing(
        lambda program, by, key: actions.separate_slot(slot("Press"), by=by, key=key), before=superset
    ),
    "separate of three": Doing(
        lambda program, by, key: actions.separate_slot(slot("Row"), by=by, key=key), before=circuit
    ),
    "duplicate": Doing(lambda program, by, key: actions.duplicate_slot(slot("Press"), by=by, key=key)),
    "duplicate a workout": Doing(
        lambda program, by, key: duplicate_workout(workout(program, "A"), by=by, key=key), before=superset
    ),
    "swap": Doing(
        lambda program, by, key: actions.swap_exercise(
            slot("Press"), Exercise.objects.get(name="Curl"), by=by, key=key
        )
    ),
    **{f"add {kind}": adding(kind) for kind in TYPES},
    **{f"remove {kind}": removing(kind) for kind in TYPES},
}


@pytest.mark.parametrize("name", DOINGS)
def test_undoing_it_puts_back_exactly_what_stood_there(program: Program, owner: User, name: str) -> None:
    doing = DOINGS[name]
    doing.before(program, owner)
    before = document_of(program)
    revision = doing.act(program, owner, None)
    assert revision is not None
    assert document_of(program) != before
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


@pytest.mark.parametrize("name", DOINGS)
def test_a_repeated_key_is_refused_and_changes_nothing(program: Program, owner: User, name: str) -> None:
    doing, key = DOINGS[name], uuid.uuid4()
    doing.before(program, owner)
    revision = doing.act(program, owner, key)
    assert revision is not None
    undo(program, revision=revision, by=owner)
    again = document_of(program)
    count = Revision.objects.count()
    with pytest.raises(AlreadyDoneError):
        doing.act(program, owner, key)
    assert document_of(program) == again
    assert Revision.objects.count() == count


# A step


def test_a_step_inside_a_superset_changes_the_order_in_it(program: Program, owner: User) -> None:
    superset(program, owner)
    revision = actions.step_slot(slot("Press"), down=True, by=owner)
    assert layout(program) == {"A": ["A1 Row", "A2 Press", "B Squat"], "B": ["A Curl"]}
    assert revision is not None
    assert revision.text == "Moved Press down"


def test_a_step_out_of_a_superset_takes_the_whole_group(program: Program, owner: User) -> None:
    superset(program, owner)
    actions.step_slot(slot("Row"), down=True, by=owner)
    assert layout(program) == {"A": ["A Squat", "B1 Press", "B2 Row"], "B": ["A Curl"]}


def test_a_step_down_from_the_last_place_leads_to_the_top_of_the_next_workout(
    program: Program, owner: User
) -> None:
    actions.step_slot(slot("Squat"), down=True, by=owner)
    assert layout(program) == {"A": ["A Press", "B Row"], "B": ["A Squat", "B Curl"]}


def test_a_step_up_from_the_first_place_leads_to_the_end_of_the_workout_before(
    program: Program, owner: User
) -> None:
    revision = actions.step_slot(slot("Curl"), down=False, by=owner)
    assert layout(program) == {"A": ["A Press", "B Row", "C Squat", "D Curl"], "B": []}
    assert revision is not None
    assert revision.text == "Moved Curl up"


@pytest.mark.parametrize(("name", "down"), [("Press", False), ("Curl", True)])
def test_beyond_the_very_edges_nothing_moves_and_nothing_is_recorded(
    program: Program, owner: User, name: str, down: bool
) -> None:
    count = Revision.objects.count()
    assert actions.step_slot(slot(name), down=down, by=owner) is None
    assert layout(program) == AT_FIRST
    assert Revision.objects.count() == count


# A place


def test_a_row_is_placed_before_another_one(program: Program, owner: User) -> None:
    revision = actions.place_slot(slot("Squat"), workout(program, "A"), before=slot("Press"), by=owner)
    assert layout(program)["A"] == ["A Squat", "B Press", "C Row"]
    assert revision is not None
    assert revision.text == "Moved Squat"


def test_a_row_is_placed_at_the_end_of_its_workout(program: Program, owner: User) -> None:
    actions.place_slot(slot("Press"), workout(program, "A"), before=None, by=owner)
    assert layout(program)["A"] == ["A Row", "B Squat", "C Press"]


@pytest.mark.parametrize(("before", "there"), [("Curl", ["A Row", "B Curl"]), (None, ["A Curl", "B Row"])])
def test_a_row_is_placed_in_another_workout_with_all_its_weeks(
    program: Program, owner: User, before: str | None, there: list[str]
) -> None:
    neighbour = slot(before) if before else None
    revision = actions.place_slot(slot("Row"), workout(program, "B"), before=neighbour, by=owner)
    assert layout(program) == {"A": ["A Press", "B Squat"], "B": there}
    assert SetGroup.objects.filter(slot__exercise__name="Row").count() == WEEKS
    assert revision is not None
    assert revision.text == "Moved Row to Workout B"


def test_a_superset_is_placed_as_a_whole(program: Program, owner: User) -> None:
    superset(program, owner)
    actions.place_slot(slot("Row"), workout(program, "B"), before=slot("Curl"), by=owner)
    assert layout(program) == {"A": ["A Squat"], "B": ["A1 Press", "A2 Row", "B Curl"]}


def test_a_row_placed_before_its_own_group_or_where_it_stands_does_not_move(
    program: Program, owner: User
) -> None:
    superset(program, owner)
    here = workout(program, "A")
    assert actions.place_slot(slot("Press"), here, before=slot("Press"), by=owner) is None
    assert actions.place_slot(slot("Row"), here, before=slot("Press"), by=owner) is None
    assert actions.place_slot(slot("Press"), here, before=slot("Squat"), by=owner) is None
    assert actions.place_slot(slot("Squat"), here, before=None, by=owner) is None
    assert layout(program)["A"] == ["A1 Press", "A2 Row", "B Squat"]


def test_a_neighbour_that_left_for_another_workout_leaves_the_end_of_the_wanted_one(
    program: Program, owner: User
) -> None:
    actions.place_slot(slot("Press"), workout(program, "A"), before=slot("Curl"), by=owner)
    assert layout(program) == {"A": ["A Row", "B Squat", "C Press"], "B": ["A Curl"]}


def fill(name: str, count: int) -> None:
    """Bring the workout of this exercise to so many slots."""
    first = slot(name)
    there = Slot.objects.filter(group__workout=first.group.workout_id).count()
    Slot.objects.bulk_create([copy_of(first, position=2 + number) for number in range(count - there)])


def test_a_full_workout_takes_no_more_rows(program: Program, owner: User) -> None:
    curl, squat, press = slot("Curl"), slot("Squat"), slot("Press")
    there = workout(program, "B")
    fill("Curl", SLOTS_MOST)
    before, message = document_of(program), "A workout has at most 30 exercises."
    refused: list[Callable[[], object]] = [
        lambda: actions.place_slot(press, there, before=None, by=owner),
        lambda: actions.place_slot(press, there, before=curl, by=owner),
        lambda: actions.step_slot(squat, down=True, by=owner),
        lambda: actions.duplicate_slot(curl, by=owner),
        lambda: actions.add_slot(there, press.exercise, by=owner),
    ]
    for act in refused:
        with pytest.raises(LimitReachedError, match=message):
            act()
    assert document_of(program) == before


def test_the_last_place_of_a_workout_can_be_taken_and_its_order_still_changed(
    program: Program, owner: User
) -> None:
    fill("Curl", SLOTS_MOST - 1)
    press, there = slot("Press"), workout(program, "B")
    actions.place_slot(press, there, before=None, by=owner)
    assert Slot.objects.filter(group__workout=there).count() == SLOTS_MOST
    moved = actions.step_slot(slot("Press"), down=False, by=owner)
    assert moved is not None
    assert layout(program)["B"][0] == "A Press"


# Supersets and circuits


def test_two_rows_are_a_superset_three_are_a_circuit(program: Program, owner: User) -> None:
    revision = actions.join_slot(slot("Row"), by=owner)
    assert layout(program)["A"] == ["A1 Press", "A2 Row", "B Squat"]
    assert kinds(program) == {
        "Curl": "single",
        "Press": "superset",
        "Row": "superset",
        "Squat": "single",
    }
    assert revision is not None
    assert revision.text == "Joined Row with Press"
    again = actions.join_slot(slot("Squat"), by=owner)
    assert layout(program)["A"] == ["A1 Press", "A2 Row", "A3 Squat"]
    assert {kinds(program)[name] for name in ("Press", "Row", "Squat")} == {"circuit"}
    assert again is not None
    assert again.text == "Joined Squat with Row"


def test_a_joined_superset_comes_with_all_its_rows(program: Program, owner: User) -> None:
    actions.join_slot(slot("Squat"), by=owner)
    assert layout(program)["A"] == ["A Press", "B1 Row", "B2 Squat"]
    actions.join_slot(slot("Row"), by=owner)
    assert layout(program)["A"] == ["A1 Press", "A2 Row", "A3 Squat"]


@pytest.mark.parametrize("name", ["Press", "Curl"])
def test_the_first_row_of_a_workout_has_nothing_to_join(program: Program, owner: User, name: str) -> None:
    count = Revision.objects.count()
    assert actions.join_slot(slot(name), by=owner) is None
    assert layout(program) == AT_FIRST
    assert Revision.objects.count() == count


@pytest.mark.parametrize(
    ("name", "order", "left"),
    [
        ("Press", ["A1 Row", "A2 Squat", "B Press"], ("Row", "Squat")),
        ("Row", ["A1 Press", "A2 Squat", "B Row"], ("Press", "Squat")),
        ("Squat", ["A1 Press", "A2 Row", "B Squat"], ("Press", "Row")),
    ],
)
def test_a_row_leaves_a_circuit_and_stands_right_after_the_superset_that_is_left(
    program: Program, owner: User, name: str, order: list[str], left: tuple[str, str]
) -> None:
    circuit(program, owner)
    revision = actions.separate_slot(slot(name), by=owner)
    assert layout(program)["A"] == order
    assert {item: kind for item, kind in kinds(program).items() if item != "Curl"} == {
        name: "single",
        **dict.fromkeys(left, "superset"),
    }
    assert revision is not None
    assert revision.text == f"Separated {name}"


def test_both_rows_of_a_separated_superset_stand_alone_before_what_followed(
    program: Program, owner: User
) -> None:
    superset(program, owner)
    actions.separate_slot(slot("Press"), by=owner)
    assert layout(program)["A"] == ["A Row", "B Press", "C Squat"]
    assert set(kinds(program).values()) == {"single"}


def test_a_row_that_stands_alone_has_nothing_to_leave(program: Program, owner: User) -> None:
    count = Revision.objects.count()
    assert actions.separate_slot(slot("Row"), by=owner) is None
    assert Revision.objects.count() == count


# Copies


def test_a_duplicated_row_stands_right_after_its_group_with_the_same_numbers(
    program: Program, owner: User
) -> None:
    superset(program, owner)
    actions.add_set_group(slot("Press"), "back_off", by=owner)
    pin_field(slot("Press"), Field.REPS, pinned=True, by=owner)
    first = slot("Press")
    revision = actions.duplicate_slot(first, by=owner)
    assert layout(program)["A"] == ["A1 Press", "A2 Row", "B Press", "C Squat"]
    twin = Slot.objects.select_related("group").exclude(pk=first.pk).get(exercise__name="Press")
    assert (twin.group.kind, twin.group.slots.count()) == ("single", 1)
    of = [numbers_by_week(item) for item in (first, twin)]
    assert of[0] == of[1]
    assert len(of[0]) == 2 * WEEKS
    assert of[0][0][:2] == (1, 1)
    assert revision is not None
    assert revision.text == "Duplicated Press"


def numbers_by_week(slot: Slot) -> list[tuple[object, ...]]:
    columns = ("week__position", "position", "set_type", "sets", "reps", "intensity", "pins", "effective")
    rows = SetGroup.objects.filter(slot=slot).order_by("week__position", "position")
    return list(rows.values_list(*columns))


def test_a_duplicated_workout_stands_right_after_its_own_with_new_rows_throughout(
    program: Program, owner: User
) -> None:
    superset(program, owner)
    actions.add_set_group(slot("Press"), "warm_up", by=owner)
    before = document_of(program)
    revision = duplicate_workout(workout(program, "A"), by=owner)
    assert layout(program) == {
        "A": ["A1 Press", "A2 Row", "B Squat"],
        "A copy": ["A1 Press", "A2 Row", "B Squat"],
        "B": ["A Curl"],
    }
    positions = Workout.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == [1, 2, 3]
    old = {row["id"] for rows in before.values() for row in rows}
    fresh = [row["id"] for rows in document_of(program).values() for row in rows if row["id"] not in old]
    assert len(fresh) == 1 + 2 + 3 + 4 * WEEKS  # workout, groups, slots, set groups
    copied = Slot.objects.filter(group__workout__name="Workout A copy")
    for twin in copied.select_related("exercise"):
        first = Slot.objects.get(group__workout__name="Workout A", exercise=twin.exercise)
        assert numbers_by_week(twin) == numbers_by_week(first)
    assert revision is not None
    assert revision.text == "Duplicated Workout A"


def test_a_phase_takes_fourteen_workouts_and_no_more(program: Program, owner: User) -> None:
    for _ in range(12):
        duplicate_workout(workout(program, "B"), by=owner)
    with pytest.raises(LimitReachedError, match="at most 14 workouts"):
        duplicate_workout(workout(program, "B"), by=owner)
    assert list(Workout.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 15))


# Another exercise


def test_a_swap_keeps_intensity_and_reps_and_reads_the_reserve_from_the_new_curve(
    program: Program, owner: User
) -> None:
    leg_press = make("Leg press", curve="leg_press", unilateral=True)
    was = SetGroup.objects.get(slot=slot("Press"), week__position=1)
    revision = actions.swap_exercise(slot("Press"), leg_press, by=owner)
    now = list(SetGroup.objects.filter(slot__exercise=leg_press))
    assert {(row.sets, row.reps, row.intensity, row.rest_seconds) for row in now} == {(4, 10, 80.0, 60)}
    assert (len(now), was.per_side, {row.per_side for row in now}) == (WEEKS, False, {True})
    # At 80 % people fail at 9.75 repetitions on the general curve, and at 13.05 on the leg press.
    assert [round(row.rir or 0, 2) for row in (was, now[0])] == [-0.25, 3.05]
    assert Slot.objects.get(exercise=leg_press).lift["curve"] == "leg_press"
    assert layout(program)["A"] == ["A Leg press", "B Row", "C Squat"]
    assert revision is not None
    assert revision.text == "Swapped Press for Leg press"


def test_a_swap_back_to_an_exercise_for_both_sides_is_no_longer_counted_per_side(
    program: Program, owner: User
) -> None:
    actions.swap_exercise(slot("Press"), make("Lunge", unilateral=True), by=owner)
    actions.swap_exercise(slot("Lunge"), Exercise.objects.get(name="Press"), by=owner)
    assert set(SetGroup.objects.filter(slot=slot("Press")).values_list("per_side", flat=True)) == {False}


def test_a_swap_for_the_same_exercise_is_none(program: Program, owner: User) -> None:
    count = Revision.objects.count()
    assert actions.swap_exercise(slot("Press"), slot("Press").exercise, by=owner) is None
    assert Revision.objects.count() == count
