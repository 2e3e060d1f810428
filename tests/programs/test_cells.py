"""Cells of the plan: what a slot does in a week, changed as a whole, in the weeks that it is for."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from programs.actions.cell_weeks import CellRefusedError, Operation
from programs.actions.cells import change_cell
from programs.actions.history import AlreadyDoneError, ChangedSinceError
from programs.actions.numbers import Reach, SetRow, pin_field, rows_of_slot
from programs.actions.programs import add_phase, create_program
from programs.actions.slots import add_slot, join_slot, remove_slot
from programs.forms.plan_cells import CellTextError, cell_text
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.prescription import Field, ImpossibleValueError
from tests.programs.cells_typed import START, WEEKS, add, again, paste, texts, type_in, undo_last
from tests.programs.planned import give_barbell, give_max, make_exercise
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    """Four weeks for a client who presses 100 kg with a barbell in steps of 2.5 kg."""
    give_barbell(client)
    return create_program(
        studio=studio, by=owner, client=client, name="Base", weeks=WEEKS, workouts=1, method="chart"
    )


@pytest.fixture
def slot(program: Program, client: Client, owner: User) -> Slot:
    exercise = make_exercise("Bench press")
    give_max(client, exercise, "100", on=date(2026, 11, 2))
    return add(program, exercise, owner)


# Numbers


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5 x 10", "5 x 10 @ 80 % · RIR 0 · 80 kg · 1:00"),
        ("4x8", "4 x 8 @ 83.8 % · RIR 0 · 85 kg · 1:25"),
        ("4x6-8", "4 x 6-8 @ 88 % · RIR 0 · 87.5 kg · 1:30"),
        ("@70%", "4 x 15 @ 70 % · RIR 0 · 70 kg · 1:00"),
        ("60 kg", "4 x 20 @ 60 % · RIR 0 · 60 kg · 1:00"),
        ("4x8 @75%", "4 x 8 @ 75 % · RIR 4.4 · 75 kg · 1:00"),
        ("3x5 @RPE8 r3:00", "3 x 5 @ 85.3 % · RIR 2 · 85 kg · 3:00"),
        ("4x8 t3110", "4 x 8 @ 83.8 % · RIR 0 · 85 kg · 1:25 · t3110"),
        ("", ""),
    ],
)
def test_what_is_typed_stands_and_the_rest_stays_or_follows(
    slot: Slot, owner: User, typed: str, expected: str
) -> None:
    assert texts(slot) == [START] * WEEKS
    type_in(slot, typed, owner, week=2)
    assert texts(slot) == [START, expected, START, START]


@pytest.mark.parametrize(
    ("week", "to", "changed"),
    [(3, "only", [3]), (3, "following", [3, 4]), (3, "every", [1, 2, 3, 4]), (1, "following", [1, 2, 3, 4])],
)
def test_a_change_reaches_the_weeks_that_it_is_for(
    slot: Slot, owner: User, week: int, to: str, changed: list[int]
) -> None:
    type_in(slot, "5x10", owner, week=week, to=to)
    assert [number for number, text in enumerate(texts(slot), start=1) if text != START] == changed


def test_weeks_keep_what_is_their_own_when_another_number_is_typed_for_all(slot: Slot, owner: User) -> None:
    type_in(slot, "@85%", owner, week=4)
    type_in(slot, "3x10", owner, to="every")
    assert texts(slot) == [START.replace("4 x", "3 x")] * 3 + ["3 x 7 @ 85 % · RIR 0 · 85 kg · 1:30"]


def test_a_text_that_says_what_stands_changes_nothing(slot: Slot, owner: User) -> None:
    count = Revision.objects.count()
    for text in (START, "4x10", "80 kg", "@80% r1:00"):
        assert type_in(slot, text, owner).revision is None
    assert Revision.objects.count() == count


def test_the_words_of_a_change_say_what_was_done(slot: Slot, owner: User) -> None:
    said = [
        done.text
        for text in ("5x6-8 r2:30", "5x6-8 + drop set 2x12", "5x6-8", "")
        if (done := type_in(slot, text, owner, week=3, to="following").revision) is not None
    ]
    assert said == [
        "Bench press: sets 5, reps 6-8, rest 2:30, week 3 on",
        "Bench press: added drop sets, week 3 on",
        "Bench press: removed drop sets, week 3 on",
        "Bench press: left out, week 3 on",
    ]


def test_typed_numbers_that_cannot_all_be_true_stand_as_typed(slot: Slot, owner: User) -> None:
    type_in(slot, "4x12 @90% RIR3", owner)
    assert texts(slot)[0] == "4 x 12 @ 90 % · RIR 3 · 90 kg · 1:30"
    [row] = [row for row in rows_of_slot(slot.pk) if row.week == 1]
    assert "pins_disagree" in [item["code"] for item in row.effective["findings"]]
    assert row.pins == []


def test_pins_hold_what_is_not_typed(slot: Slot, owner: User) -> None:
    pin_field(again(slot), Field.INTENSITY, pinned=True, by=owner)
    type_in(slot, "4x6", owner, to="every")
    assert texts(slot) == ["4 x 6 @ 80 % · RIR 3.8 · 80 kg · 1:00"] * WEEKS


# Set groups that come, go and follow


def test_a_cell_holds_several_set_groups(slot: Slot, owner: User) -> None:
    type_in(slot, "warm-up 2x5 @50% + 1x3 @ 90 % + back-off 3x8 -15% + drop set 1x12 + 8+", owner)
    assert texts(slot)[0].split(" + ") == [
        "warm-up 2 x 5 @ 50 % · 50 kg · 1:00",
        "1 x 3 @ 90 % · RIR 1.9 · 90 kg · 1:30",
        "back-off 3 x 8 @ 76.5 % · RIR 3.6 · 77.5 kg · 1:00",
        "drop set 1 x 12 @ 72 % · RIR 0 · 72.5 kg · 0:10",
        "1 x 8+ @ 90 % · 90 kg · 1:30",
    ]
    assert texts(slot)[1:] == [START] * 3


def test_set_groups_that_were_added_stand_at_one_position_in_every_week(slot: Slot, owner: User) -> None:
    type_in(slot, "4x10 + back-off 2x12", owner, week=3)
    type_in(slot, "4x10 + drop set 1x15", owner, week=1)
    type_in(slot, "4x10 + back-off 2x12", owner, week=2)
    positions = {
        (row.week, row.set_type): row.position for row in rows_of_slot(slot.pk) if row.set_type != "working"
    }
    assert positions == {(3, "back_off"): 2, (1, "drop"): 3, (2, "back_off"): 2}


def test_of_several_alike_set_groups_those_go_that_are_left_out(slot: Slot, owner: User) -> None:
    type_in(slot, "4x10 + back-off 2x12 + back-off 2x14 + back-off 2x16", owner)
    kept = SetGroup.objects.get(slot=slot, set_type="back_off", reps=12)
    type_in(slot, "4x10 + back-off 2x12", owner)
    assert [row.id for row in rows_of_slot(slot.pk) if row.set_type == "back_off"] == [kept.pk]


THREE = "warm-up 1x5 @50% + 4x10 + back-off 2x12 @72%"


def test_back_offs_and_warm_ups_follow_a_lead_that_is_changed_in_place(slot: Slot, owner: User) -> None:
    type_in(slot, THREE, owner)
    stands = texts(slot)[0]
    type_in(slot, stands.replace("@ 80 %", "@ 85 %"), owner, whole=False)
    assert texts(slot)[0].split(" + ") == [
        "warm-up 1 x 8 @ 42.5 % · 42.5 kg · 1:00",
        "4 x 7 @ 85 % · RIR 0 · 85 kg · 1:30",
        "back-off 2 x 10 @ 76.5 % · RIR 1.8 · 77.5 kg · 1:00",
    ]


def test_what_is_written_anew_stands_also_where_it_would_have_followed(slot: Slot, owner: User) -> None:
    type_in(slot, THREE, owner)
    type_in(slot, "warm-up 1x5 @50% + 4x10 @ 85% + back-off 2x12 @72%", owner)
    assert texts(slot)[0].split(" + ") == [
        "warm-up 1 x 5 @ 50 % · 50 kg · 1:00",
        "4 x 10 @ 85 % · RIR 0 · 85 kg · 1:30",
        "back-off 2 x 12 @ 72 % · RIR 1.8 · 72.5 kg · 1:00",
    ]


def test_a_number_written_again_as_it_stands_moves_nothing(slot: Slot, owner: User) -> None:
    type_in(slot, "@85%", owner)
    assert texts(slot)[0] == "4 x 7 @ 85 % · RIR 0 · 85 kg · 1:30"
    type_in(slot, "4x7 r2:00", owner)
    assert texts(slot)[0] == "4 x 7 @ 85 % · RIR 0 · 85 kg · 2:00"


def test_the_first_sets_become_of_another_type_when_nothing_else_is_written(slot: Slot, owner: User) -> None:
    [before] = [row.id for row in rows_of_slot(slot.pk) if row.week == 2]
    type_in(slot, "3 x AMRAP", owner, week=2)
    [row] = [row for row in rows_of_slot(slot.pk) if row.week == 2]
    assert (row.id, row.set_type, row.sets, row.position) == (before, "amrap", 3, 1)
    type_in(slot, "3x8", owner, week=2)
    [row] = [row for row in rows_of_slot(slot.pk) if row.week == 2]
    assert (row.id, row.set_type, row.sets, row.reps) == (before, "working", 3, 8)


def test_a_week_cannot_be_warm_ups_alone(slot: Slot, owner: User) -> None:
    with pytest.raises(CellTextError, match="The first working sets stay as long as the exercise"):
        type_in(slot, "warm-up 2x5", owner)


def test_what_is_added_reaches_other_weeks_and_edits_what_stands_there_already(
    slot: Slot, owner: User
) -> None:
    type_in(slot, "4x10 + back-off 2x12", owner, week=3)
    type_in(slot, "4x10 + back-off 3x15", owner, week=1, to="every")
    backs = [text.split(" + ")[1][:15] for text in texts(slot)]
    assert backs == ["back-off 3 x 15"] * WEEKS
    assert SetGroup.objects.filter(slot=slot).count() == 2 * WEEKS


def test_what_goes_goes_from_the_weeks_that_have_it(slot: Slot, owner: User) -> None:
    type_in(slot, "4x10 + back-off 2x12", owner, week=2, to="following")
    type_in(slot, "4x10", owner, week=3, to="every")
    assert texts(slot) == [START] * WEEKS


def test_there_are_not_more_than_ten_kinds_of_sets(slot: Slot, owner: User) -> None:
    with pytest.raises(CellRefusedError, match="at most 10"):
        type_in(slot, " + ".join(f"{number}x5" for number in range(1, 12)), owner)
    assert texts(slot) == [START] * WEEKS


# Weeks left out


def test_an_emptied_cell_leaves_the_exercise_out_in_the_weeks_that_it_is_for(slot: Slot, owner: User) -> None:
    type_in(slot, "", owner, week=3, to="following")
    assert texts(slot) == [START, START, "", ""]


def test_an_empty_cell_begins_as_in_the_nearest_week(slot: Slot, owner: User) -> None:
    type_in(slot, "@70%", owner, week=1)
    type_in(slot, "@90%", owner, week=4)
    type_in(slot, "", owner, week=2)
    type_in(slot, "", owner, week=3)
    type_in(slot, "r2:00", owner, week=3)
    type_in(slot, "r2:00", owner, week=2)
    assert texts(slot) == [
        "4 x 15 @ 70 % · RIR 0 · 70 kg · 1:00",
        "4 x 15 @ 70 % · RIR 0 · 70 kg · 2:00",
        "4 x 5 @ 90 % · RIR 0 · 90 kg · 2:00",
        "4 x 5 @ 90 % · RIR 0 · 90 kg · 1:30",
    ]


def test_a_cell_of_an_exercise_that_no_week_has_begins_at_its_goals_start(slot: Slot, owner: User) -> None:
    type_in(slot, "", owner, to="every")
    assert texts(slot) == [""] * WEEKS
    type_in(slot, "3x10", owner, week=2)
    assert texts(slot) == ["", START.replace("4 x", "3 x"), "", ""]
    assert SetGroup.objects.get(slot=slot).position == 1


def test_what_is_typed_into_an_empty_cell_fills_other_empty_weeks_and_edits_the_others(
    slot: Slot, owner: User
) -> None:
    type_in(slot, "", owner, week=2)
    type_in(slot, "", owner, week=3)
    type_in(slot, "5x10", owner, week=2, to="following")
    five = START.replace("4 x", "5 x")
    assert texts(slot) == [START, five, five, five]
    assert SetGroup.objects.filter(slot=slot).count() == WEEKS


def test_sets_added_to_a_cell_do_not_fill_weeks_that_were_left_out(slot: Slot, owner: User) -> None:
    type_in(slot, "", owner, week=3)
    type_in(slot, "4x10 + back-off 2x12", owner, week=2, to="every")
    assert texts(slot)[2] == ""
    assert len(rows_of_slot(slot.pk)) == 2 * 3


# Other ways of counting and loading


def test_an_exercise_says_how_it_is_counted_and_loaded(program: Program, owner: User) -> None:
    plank = make_exercise("Plank", measure="seconds", load_kind="none", loaded_with="none")
    sled = make_exercise("Sled push", measure="metres", load_kind="none", loaded_with="none")
    pull_up = make_exercise("Pull-up", load_kind="body_weight", body_weight_share=Decimal("0.95"))
    slots = {name: add(program, row, owner) for name, row in (("p", plank), ("s", sled), ("u", pull_up))}
    type_in(slots["p"], "3x45s", owner)
    type_in(slots["s"], "4x30m", owner)
    type_in(slots["u"], "3x8 BW+10kg", owner)
    assert [texts(slot)[0] for slot in slots.values()] == [
        "3 x 45 s · 1:00",
        "4 x 30 m · 1:00",
        "3 x 8 @ 83.8 % · RIR 0 · BW+10 kg · 1:25",
    ]
    for name, text, said in (
        ("p", "3x10", "This exercise is counted in seconds."),
        ("s", "3x10", "This exercise is counted in metres."),
        ("u", "3x45s", "This exercise is counted in repetitions, not in seconds."),
        ("u", "3x30m", "This exercise is counted in repetitions, not in metres."),
        ("u", "3x8 40kg", "This exercise takes weight added to the body, like BW+10 kg."),
        ("p", "3x45s 10kg", "This exercise has no load to set."),
    ):
        with pytest.raises(ValueError, match=said.replace("+", r"\+")):
            type_in(slots[name], text, owner)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4x8 @ 75", "may be 75 % of the 1RM or a load"),
        ("4 by something", "is not understood"),
        ('4x8 "slow"', "Notes stand with the exercise"),
        ("4x8 RIR1-2", "Write one number of repetitions in reserve"),
        ("99x8", "20"),
        ("x" * 601, "at most 600 characters"),
    ],
)
def test_a_text_that_is_not_clear_changes_nothing_and_says_why(
    slot: Slot, owner: User, text: str, said: str
) -> None:
    with pytest.raises(CellTextError, match=said):
        type_in(slot, text, owner)
    assert texts(slot) == [START] * WEEKS


def test_a_load_beyond_what_can_be_prescribed_is_refused_by_the_engine(slot: Slot, owner: User) -> None:
    with pytest.raises(ImpossibleValueError, match="at most 150 % can be prescribed"):
        type_in(slot, "300 kg", owner)


def test_a_load_may_be_written_in_the_other_unit(slot: Slot, owner: User) -> None:
    type_in(slot, "4x5 132.28 lb", owner)
    assert texts(slot)[0][:7] == "4 x 5 @"
    [row] = [row for row in rows_of_slot(slot.pk) if row.week == 1]
    assert row.load == Decimal("60.00")


# Undo, two at once, supersets


@pytest.mark.parametrize(
    "text",
    ["5x6-8 @77% r2:30", "3 x AMRAP", "warm-up 2x5 + 1x3 @90% + back-off 3x8", ""],
)
def test_undo_puts_back_every_row_exactly(slot: Slot, program: Program, owner: User, text: str) -> None:
    type_in(slot, "4x10 + back-off 2x12 + back-off 1x20", owner, week=2)
    before = list(SetGroup.objects.filter(slot=slot).order_by("pk").values())
    type_in(slot, text, owner, week=2, to="every")
    assert list(SetGroup.objects.filter(slot=slot).order_by("pk").values()) != before
    undo_last(program, owner)
    assert list(SetGroup.objects.filter(slot=slot).order_by("pk").values()) == before


def test_a_repeated_request_is_not_carried_out_twice(slot: Slot, owner: User) -> None:
    key = uuid.uuid4()
    type_in(slot, "4x10 + drop set 1x12", owner, key=key)
    with pytest.raises(AlreadyDoneError):
        type_in(slot, "4x10 + drop set 1x12", owner, key=key)
    assert SetGroup.objects.filter(slot=slot, set_type="drop").count() == 1


def test_whoever_changes_a_cell_is_given_it_as_it_now_stands(slot: Slot, owner: User) -> None:
    stale = again(slot)
    Slot.objects.filter(pk=slot.pk).update(goal="strength")
    type_in(slot, "5x10", owner)  # the program is at another revision now
    seen: list[str] = []

    def read(rows: Sequence[SetRow]) -> list[Operation]:
        seen.append(cell_text(rows, stale.lift))
        return []

    change_cell(stale, read, week=1, reach=Reach(1, "only"), by=owner)
    assert (seen[-1], stale.goal) == (START.replace("4 x", "5 x"), "strength")


def test_a_cell_of_an_exercise_that_somebody_removed_is_gone(slot: Slot, owner: User) -> None:
    stale = again(slot)
    remove_slot(again(slot), by=owner)
    with pytest.raises(ChangedSinceError, match="somebody removed it"):
        change_cell(stale, lambda _rows: [], week=1, reach=Reach(), by=owner)


def test_a_cell_of_a_superset_changes_its_own_exercise_only(
    slot: Slot, program: Program, owner: User
) -> None:
    row = add(program, make_exercise("Row"), owner)
    join_slot(row, by=owner)
    before = texts(slot)
    type_in(row, "3x12", owner, to="every")
    assert texts(slot) == before
    assert again(row).group_id == again(slot).group_id


def test_a_week_that_the_phase_does_not_have_takes_nothing(slot: Slot, owner: User) -> None:
    with pytest.raises(ChangedSinceError, match="This week is not in the program any more"):
        type_in(slot, "4x8", owner, week=9)
    assert paste(slot, {9: "4x8"}, owner).revision is None


def test_other_phases_are_left_alone(slot: Slot, program: Program, owner: User) -> None:
    add_phase(program, by=owner)
    workout = (
        Workout.objects.select_related("program__client").filter(program=program).latest("phase__position")
    )
    add_slot(workout, Exercise.objects.get(), by=owner, goal="hypertrophy")
    other = Slot.objects.filter(group__workout__phase__position=2).get()
    type_in(slot, "5x10", owner, to="every")
    assert texts(other) == [START] * WEEKS
