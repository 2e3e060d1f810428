"""Mends of findings: on every row that has one, in one change, and back again."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from programs.actions import slots as actions
from programs.actions.history import AlreadyDoneError, undo
from programs.actions.mends import FoundWeek, mend_program, mend_rows
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field, set_method, toggle_slots
from programs.actions.programs import add_phase, create_program
from programs.actions.progression import apply_scheme
from programs.actions.slots import add_set_group, add_slot
from programs.documents import document_of
from programs.models import Phase, Program, Revision, SetGroup, Slot, Workout
from programs.prescription import Field, LinearLoad, RirTaper, Scheme
from programs.queries.builder import grid_rows
from programs.queries.program_totals import totals_of
from tests.conftest import SignIn
from tests.programs.planned import give_max
from tests.programs.rows import base_program, make, slot, workout
from trainer.models import Client, Equipment, Studio, User
from web.numbers import show

ALL = ["Curl", "Press", "Row", "Squat"]


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    """Four rows of hypertrophy by the chart, which are all-out."""
    return base_program(studio, owner)


def phase_of(program: Program, position: int = 1) -> Phase:
    return program.phases.get(position=position)


def mend(program: Program, code: str, by: User, *, key: uuid.UUID | None = None) -> Revision | None:
    """What the finding's button on the first phase does."""
    phase = phase_of(program)
    return mend_rows(program, grid_rows(program.pk, phase.pk), code, phase_id=phase.pk, by=by, key=key)


def having(program: Program, code: str) -> list[str]:
    """The exercises whose rows have a finding; one below the lead with its position."""
    return sorted(
        row.exercise if row.is_lead else f"{row.exercise} {row.position}"
        for row in grid_rows(program.pk)
        if any(item["code"] == code for item in row.effective["findings"])
    )


def numbers(name: str, position: int = 1) -> tuple[object, ...]:
    """Reps, intensity, RIR and rest of a set group, which must be alike in every week."""
    found = {
        (row.reps, show(row.intensity, decimals=1), show(row.rir, decimals=1), row.rest_seconds)
        for row in SetGroup.objects.filter(slot=slot(name), position=position)
    }
    (only,) = found
    return only


def all_out_in_reserve(name: str, by: User) -> None:
    """A row by reserve whose trainer left nothing in reserve."""
    set_method(slot(name).program, [slot(name)], "reserve", by=by)
    edit_slot(slot(name), [Edit("rir", 0.0, "rir 0")], by=by)


# All-out sets


def test_all_out_rows_start_from_reserve_in_one_change(program: Program, owner: User) -> None:
    assert having(program, "all_out") == ALL
    before, count = document_of(program), Revision.objects.count()
    revision = mend(program, "all_out", owner)
    assert revision is not None
    assert revision.text == "4 rows: by repetitions in reserve"
    assert Revision.objects.count() == count + 1
    assert set(Slot.objects.values_list("method", flat=True)) == {"reserve"}
    assert {numbers(name) for name in ALL} == {(10, "75.7", "2", 60)}
    assert having(program, "all_out") == []
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


def test_a_row_that_is_not_all_out_keeps_its_numbers_and_its_method(program: Program, owner: User) -> None:
    edit_slot(slot("Press"), [Edit("rir", 3.0, "rir 3")], by=owner)
    was = numbers("Press")
    assert having(program, "all_out") == ["Curl", "Row", "Squat"]
    revision = mend(program, "all_out", owner)
    assert revision is not None
    assert revision.text == "3 rows: by repetitions in reserve"
    assert (numbers("Press"), slot("Press").method) == (was, "")


def test_an_all_out_row_by_reserve_gets_two_in_reserve(program: Program, owner: User) -> None:
    set_method(program, list(Slot.objects.select_related("exercise")), "reserve", by=owner)
    edit_slot(slot("Press"), [Edit("rir", 0.0, "rir 0")], by=owner)
    assert having(program, "all_out") == ["Press"]
    before = document_of(program)
    revision = mend(program, "all_out", owner)
    assert revision is not None
    assert revision.text == "1 row: 2 in reserve"
    assert numbers("Press") == (10, "75.7", "2", 60)
    assert having(program, "all_out") == []
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


@pytest.mark.parametrize("by_reserve", ["Press", "Squat"])
def test_all_out_rows_of_both_methods_are_each_mended_in_their_own_way(
    program: Program, owner: User, by_reserve: str
) -> None:
    all_out_in_reserve(by_reserve, owner)
    edit_slot(slot(by_reserve), [Edit("sets", 6, "sets 6")], by=owner)
    before = document_of(program)
    revision = mend(program, "all_out", owner)
    assert revision is not None
    words = ["by repetitions in reserve", "2 in reserve"]
    assert revision.text == f"4 rows: {', '.join(words if by_reserve == 'Squat' else reversed(words))}"
    assert {numbers(name) for name in ALL} == {(10, "75.7", "2", 60)}
    assert set(SetGroup.objects.filter(slot=slot(by_reserve)).values_list("sets", flat=True)) == {6}
    assert having(program, "all_out") == []
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


def test_a_lead_and_the_sets_that_follow_it_are_mended_together_and_undone(
    program: Program, owner: User
) -> None:
    all_out_in_reserve("Press", owner)
    add_set_group(slot("Press"), "back_off", by=owner)
    assert having(program, "all_out") == ["Curl", "Press", "Press 2", "Row", "Squat"]
    before = document_of(program)
    revision = mend(program, "all_out", owner)
    assert revision is not None
    assert having(program, "all_out") == []
    assert numbers("Press") == (10, "75.7", "2", 60)
    # As by hand: the back-off follows its lead to 68.1 % x 16, and then leaves two of 18 in reserve.
    assert numbers("Press", 2) == (16, "63.1", "2", 60)
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


# Rest


def test_rests_go_up_to_what_each_rows_goal_asks_for(program: Program, owner: User) -> None:
    toggle_slots(program, [slot("Row")], "strength", scope="Row", by=owner)
    edit_slot(slot("Press"), [Edit("rest", 30, "rest 30")], by=owner)
    edit_slot(slot("Row"), [Edit("rest", 60, "rest 60")], by=owner)
    assert having(program, "rest_below_range") == ["Press", "Row"]
    before = document_of(program)
    revision = mend(program, "rest_below_range", owner)
    assert revision is not None
    assert revision.text == "2 rows: 60 s of rest, 180 s of rest"
    assert [numbers(name)[3] for name in ALL] == [60, 60, 180, 60]
    assert having(program, "rest_below_range") == []
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


# Pins and loads


def test_a_pin_that_holds_a_row_outside_its_goal_is_let_go(program: Program, owner: User) -> None:
    pin_field(slot("Press"), Field.INTENSITY, pinned=True, by=owner)
    pin_field(slot("Press"), Field.SETS, pinned=True, by=owner)
    toggle_slots(program, [slot("Press")], "strength", scope="Press", by=owner)
    assert numbers("Press")[1] == "80"
    assert having(program, "pin_defeats_goal") == ["Press"]
    before = document_of(program)
    revision = mend(program, "pin_defeats_goal", owner)
    assert revision is not None
    assert revision.text == "1 row: unpinned intensity"
    assert {tuple(row.pins) for row in SetGroup.objects.filter(slot=slot("Press"))} == {("sets",)}
    assert having(program, "pin_defeats_goal") == []
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


@pytest.fixture
def dumbbells(studio: Studio, owner: User, client: Client) -> Program:
    """One row of strength for a client of 26 kg who has dumbbells of 18 and 25 kg only."""
    Client.objects.filter(pk=client.pk).update(experience="intermediate", unit="kg")
    client.refresh_from_db()
    Equipment.objects.create(
        studio=studio, client=client, implement="dumbbell", unit="kg", loads=["18", "25"]
    )
    press = make("Press", loaded_with="dumbbell")
    give_max(client, press, "26", on=date(2026, 11, 2))
    program = create_program(studio=studio, by=owner, name="D", client=client, weeks=3, workouts=1)
    add_slot(workout(program, "A"), press, by=owner, goal="strength")
    return program


def test_a_load_that_cannot_be_built_is_mended_by_one_that_can(dumbbells: Program, owner: User) -> None:
    assert having(dumbbells, "load_snapped") == ["Press"]
    before = document_of(dumbbells)
    revision = mend(dumbbells, "load_snapped", owner)
    assert revision is not None
    assert revision.text == "1 row: a load that can be built"
    assert {row.effective["load"] for row in SetGroup.objects.all()} == {"25"}
    assert having(dumbbells, "load_snapped") == []
    undo(dumbbells, revision=revision, by=owner)
    assert document_of(dumbbells) == before


def test_a_pinned_load_that_disagrees_with_a_pinned_intensity_is_let_go(
    dumbbells: Program, owner: User
) -> None:
    pin_field(slot("Press"), Field.INTENSITY, pinned=True, by=owner)
    edit_slot(slot("Press"), [Edit("load", 25, "load 25")], by=owner)
    pin_field(slot("Press"), Field.LOAD, pinned=True, by=owner)
    edit_slot(slot("Press"), [Edit("intensity", 80.0, "intensity 80")], by=owner)
    assert having(dumbbells, "pins_disagree") == ["Press"]
    before = document_of(dumbbells)
    revision = mend(dumbbells, "pins_disagree", owner)
    assert revision is not None
    assert revision.text == "1 row: unpinned load"
    assert {tuple(row.pins) for row in SetGroup.objects.all()} == {("intensity",)}
    assert having(dumbbells, "pins_disagree") == []
    undo(dumbbells, revision=revision, by=owner)
    assert document_of(dumbbells) == before


# Order


def order(program: Program) -> list[str]:
    return [row.exercise for row in grid_rows(program.pk, phase_of(program).pk) if row.is_lead]


def test_compound_lifts_come_first_in_each_workout_and_keep_their_order(
    program: Program, owner: User
) -> None:
    for letter, name in (("A", "Fly"), ("B", "Raise")):
        add_slot(workout(program, letter), make(name, mechanics="isolation"), by=owner)
    for name, times in (("Fly", 2), ("Raise", 1)):
        for _ in range(times):
            actions.step_slot(slot(name), down=False, by=owner)
    actions.join_slot(slot("Row"), by=owner)  # Row goes with Fly, as a superset with a compound lift
    assert order(program) == ["Press", "Fly", "Row", "Squat", "Raise", "Curl"]
    before = document_of(program)
    revision = mend(program, "compound_order", owner)
    assert revision is not None
    assert revision.text == "Put the compound lifts first"
    assert order(program) == ["Press", "Fly", "Row", "Squat", "Curl", "Raise"]
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


def test_an_order_that_is_right_already_is_left(program: Program, owner: User) -> None:
    assert mend(program, "compound_order", owner) is None


# A novice's foundation


def test_a_novice_who_begins_with_hypertrophy_begins_with_strength_instead(
    studio: Studio, owner: User, client: Client
) -> None:
    Client.objects.filter(pk=client.pk).update(experience="novice")
    client.refresh_from_db()
    program = base_program(studio, owner, client)
    add_set_group(slot("Press"), "back_off", by=owner)
    toggle_slots(program, [slot("Curl")], "strength", scope="Curl", by=owner)
    before = document_of(program)
    revision = mend(program, "hypertrophy_before_foundation", owner)
    assert revision is not None
    assert revision.text == "3 rows: to strength"
    assert set(Slot.objects.values_list("goal", flat=True)) == {"strength"}
    assert {numbers(name)[0] for name in ALL} == {6}  # a novice's start by reserve
    undo(program, revision=revision, by=owner)
    assert document_of(program) == before


# Nothing to mend, and only where it is


@pytest.mark.parametrize(
    "code", ["rest_below_range", "pin_defeats_goal", "load_without_max", "few_days", "nonsense", ""]
)
def test_where_nothing_is_to_mend_nothing_is_recorded(program: Program, owner: User, code: str) -> None:
    before, count = document_of(program), Revision.objects.count()
    assert mend(program, code, owner) is None
    assert document_of(program) == before
    assert Revision.objects.count() == count


def test_a_repeated_key_mends_once(program: Program, owner: User) -> None:
    key = uuid.uuid4()
    assert mend(program, "all_out", owner, key=key) is not None
    with pytest.raises(AlreadyDoneError):
        mend(program, "compound_order", owner, key=key)


@pytest.fixture
def second_phase(program: Program, owner: User) -> Workout:
    """A second phase with a Dip that is all-out as well, and a Fly before it."""
    add_phase(program, by=owner)
    there = Workout.objects.select_related("program__client").get(phase__position=2, position=1)
    add_slot(there, make("Fly", mechanics="isolation"), by=owner)
    add_slot(there, make("Dip"), by=owner)
    return there


def test_the_finding_of_another_phase_stays(program: Program, second_phase: Workout, owner: User) -> None:
    elsewhere = document_of(program)["groups"]
    mend(program, "all_out", owner)
    assert having(program, "all_out") == ["Dip", "Fly"]
    assert (slot("Dip").method, slot("Press").method) == ("", "reserve")
    assert mend(program, "compound_order", owner) is None
    assert document_of(program)["groups"] == elsewhere


# The button


@pytest.fixture
def press(signed_in: SignIn, owner: User) -> Callable[..., Any]:
    """Press a finding's button on the builder page."""
    visitor = signed_in(owner)

    def send(program: Program, code: str, *, htmx: bool = True, **data: str) -> Any:
        address = reverse("phase_mend", args=[program.pk, phase_of(program).pk])
        headers = {"HX-Request": "true"} if htmx else {}
        return visitor.post(address, {"code": code, **data}, headers=headers)

    return send


def test_the_button_answers_the_mended_grid_and_says_so(program: Program, press: Callable[..., Any]) -> None:
    answer = press(program, "all_out")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "4 rows: by repetitions in reserve." in body
    assert body.count("data-row ") == 4
    assert "<html" not in body
    assert 'value="75.7"' in body
    assert 'name="code" value="all_out"' not in body


def test_pressing_twice_with_one_key_mends_once_and_answers_both_times(
    program: Program, press: Callable[..., Any]
) -> None:
    count, key = Revision.objects.count(), str(uuid.uuid4())
    for _ in range(2):
        assert press(program, "all_out", key=key).status_code == 200
    assert Revision.objects.count() == count + 1


def test_without_anything_to_mend_the_button_says_so(program: Program, press: Callable[..., Any]) -> None:
    count = Revision.objects.count()
    for code in ("rest_below_range", "nonsense", "x" * 10_000):
        answer = press(program, code)
        assert answer.status_code == 200
        assert "There is nothing left to mend here." in answer.content.decode()
    assert Revision.objects.count() == count


def test_without_htmx_the_button_leads_back_to_the_phase(program: Program, press: Callable[..., Any]) -> None:
    answer = press(program, "all_out", htmx=False)
    phase = phase_of(program)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('program_detail', args=[program.pk])}?phase={phase.pk}"
    assert set(Slot.objects.values_list("method", flat=True)) == {"reserve"}


def test_a_phase_of_another_program_is_not_there(
    program: Program, studio: Studio, owner: User, signed_in: SignIn
) -> None:
    other = create_program(studio=studio, by=owner, name="Other")
    address = reverse("phase_mend", args=[program.pk, phase_of(other).pk])
    assert signed_in(owner).post(address, {"code": "all_out"}).status_code == 404


# The whole program


def test_a_finding_is_mended_in_every_phase_and_only_in_the_weeks_that_have_it(
    program: Program, owner: User
) -> None:
    add_phase(program, by=owner)
    second = program.phases.get(position=2).workouts.earliest("position")
    press = slot("Press").exercise
    add_slot(Workout.objects.select_related("program").get(pk=second.pk), press, by=owner)
    for row in Slot.objects.select_related("program", "exercise").filter(exercise__name="Press"):
        edit_slot(row, [Edit("rest", 20, "rest 20")], by=owner, reach=Reach(2, "only"))
        edit_slot(row, [Edit("rest", 75, "rest 75")], by=owner, reach=Reach(3, "only"))
    done = mend_program(program, found_weeks(program), "rest_below_range", by=owner)
    assert done is not None
    assert done.text == "2 rows: 60 s of rest"
    rows = SetGroup.objects.filter(slot__exercise__name="Press")
    by_week = rows.order_by("week__phase__position", "week__position")
    assert [row.rest_seconds for row in by_week] == [60, 60, 75, 60, 60, 75]
    assert mend_program(program, found_weeks(program), "rest_below_range", by=owner) is None


def found_weeks(program: Program) -> list[FoundWeek]:
    program = Program.objects.select_related("client").get(pk=program.pk)
    return [FoundWeek(week.phase.pk, week.week, week.rows) for week in totals_of(program).weeks]


# Weeks that a progression fills


def filled(program: Program, owner: User, scheme: Scheme) -> None:
    apply_scheme(program, {phase_of(program).pk: scheme}, scope="Phase 1", by=owner)


def week_by_week(name: str, *columns: str) -> list[tuple[object, ...]]:
    rows = SetGroup.objects.filter(slot__exercise__name=name, position=1).order_by("week__position")
    return list(rows.values_list(*columns))


def mended_and_undone(program: Program, code: str, owner: User) -> Callable[[], None]:
    """Mend a finding of the whole program as one change; what is given back undoes it and looks."""
    before = document_of(program)
    done = mend_program(program, found_weeks(program), code, by=owner)
    assert done is not None

    def undone() -> None:
        undo(program, revision=done, by=owner)
        assert document_of(program) == before

    return undone


def test_a_mend_of_week_1_and_of_a_later_one_is_held_in_the_later_and_leaves_the_rest_to_the_progression(
    program: Program, owner: User
) -> None:
    filled(program, owner, LinearLoad(Decimal("2.5")))
    for week in (1, 2):
        edit_slot(slot("Press"), [Edit("rest", 20, "rest 20")], by=owner, reach=Reach(week, "only"))
    assert week_by_week("Press", "rest_seconds", "intensity") == [(20, 80.0), (20, 82.5), (90, 85.0)]
    undone = mended_and_undone(program, "rest_below_range", owner)
    assert week_by_week("Press", "rest_seconds", "intensity", "pins") == [
        (60, 80.0, []),
        (60, 82.5, ["rest"]),
        (90, 85.0, []),
    ]
    undone()


def test_a_mend_of_later_weeks_alone_moves_neither_week_1_nor_the_others(
    program: Program, owner: User
) -> None:
    filled(program, owner, LinearLoad(Decimal("2.5")))
    before = week_by_week("Press", "intensity", "reps")
    edit_slot(slot("Press"), [Edit("rest", 20, "rest 20")], by=owner, reach=Reach(2, "following"))
    undone = mended_and_undone(program, "rest_below_range", owner)
    assert week_by_week("Press", "rest_seconds", "pins") == [(60, []), (60, ["rest"]), (60, ["rest"])]
    assert week_by_week("Press", "intensity", "reps") == before
    undone()


def test_an_effort_that_a_progression_asks_for_is_mended_against_it_in_every_week(
    program: Program, owner: User
) -> None:
    set_method(program, [slot("Press")], "reserve", by=owner)
    filled(program, owner, RirTaper(first=0, last=0))
    assert week_by_week("Press", "rir") == [(0.0,)] * 3
    undone = mended_and_undone(program, "all_out", owner)
    assert week_by_week("Press", "reps", "rir", "pins") == [
        (10, 2.0, ["rir"]),
        (10, 2.0, ["intensity", "reps", "rir"]),
        (10, 2.0, ["intensity", "reps", "rir"]),
    ]
    assert mend_program(program, found_weeks(program), "all_out", by=owner) is None
    undone()


def test_what_a_mend_of_a_whole_phase_types_in_week_1_is_held_against_its_progression(
    program: Program, owner: User
) -> None:
    set_method(program, [slot("Press")], "reserve", by=owner)
    filled(program, owner, RirTaper(first=0, last=0))
    phase, before = phase_of(program), document_of(program)
    rows = [row for row in grid_rows(program.pk, phase.pk) if row.exercise == "Press"]
    done = mend_rows(program, rows, "all_out", phase_id=phase.pk, by=owner)
    assert done is not None
    assert week_by_week("Press", "rir", "pins") == [(2.0, ["rir"]), (0.0, []), (0.0, [])]
    undo(program, revision=done, by=owner)
    assert document_of(program) == before
