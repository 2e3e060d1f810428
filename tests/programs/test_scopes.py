"""Hypertrophy and strength at four scopes, the comparison before it, and the pins that hold against both."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.actions.numbers import Edit, edit_slot, pin_field
from programs.actions.programs import add_phase, create_program
from programs.actions.slots import add_set_group, add_slot
from programs.documents import document_of
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.prescription import Field
from tests.conftest import SignIn
from tests.programs.rows import WEEKS, base_program, make, slot, workout
from trainer.models import Studio, User

HTMX = {"HX-Request": "true"}
HYPERTROPHY, STRENGTH = (4, 10, 80.0, 60), (5, 5, 90.0, 180)


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    """Press, Row and Squat in the first workout, Curl in the second, and Dip in a second phase."""
    program = base_program(studio, owner)
    add_phase(program, by=owner)
    later = Workout.objects.select_related("program__client").get(phase__position=2, position=1)
    add_slot(later, make("Dip"), by=owner, goal="hypertrophy")
    return program


@pytest.fixture
def visitor(signed_in: SignIn, owner: User) -> Any:
    return signed_in(owner)


def ids(program: Program) -> dict[str, uuid.UUID]:
    """What each scope is called in its address: the first phase, its first workout, Press."""
    first = workout(program, "A")
    return {"phase": first.phase_id, "workout": first.pk, "slot": slot("Press").pk}


def goal_address(program: Program, scope: str) -> str:
    of = [] if scope == "program" else [ids(program)[scope]]
    return reverse(f"{scope}_goal", args=[program.pk, *of])


def toggle(visitor: Any, program: Program, scope: str, goal: str = "strength", **data: str) -> Any:
    return visitor.post(goal_address(program, scope), {"goal": goal, **data}, headers=HTMX)


def compare(visitor: Any, program: Program, scope: str = "program", goal: str = "strength") -> str:
    of = {} if scope == "program" else {scope: ids(program)[scope]}
    answer = visitor.get(reverse("program_compare", args=[program.pk]), {"goal": goal, **of}, headers=HTMX)
    assert answer.status_code == 200
    return str(answer.content.decode())


def numbers(name: str, position: int = 1) -> tuple[object, ...]:
    """Sets, reps, intensity and rest of a set group, which must be alike in every week."""
    found = {
        (row.sets, row.reps, row.intensity and round(row.intensity, 1), row.rest_seconds)
        for row in SetGroup.objects.filter(slot=slot(name), position=position)
    }
    (only,) = found
    return only


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


IN_SCOPE = {
    "program": {"Press", "Row", "Squat", "Curl", "Dip"},
    "phase": {"Press", "Row", "Squat", "Curl"},
    "workout": {"Press", "Row", "Squat"},
    "slot": {"Press"},
}
NAMES = {"program": "Whole program", "phase": "Phase 1", "workout": "Workout A", "slot": "Press"}


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_a_toggle_changes_the_rows_of_its_scope_and_no_others(
    program: Program, visitor: Any, scope: str
) -> None:
    count = Revision.objects.count()
    answer = toggle(visitor, program, scope)
    assert answer.status_code == 200
    rows = len(IN_SCOPE[scope])
    said = f"{NAMES[scope]} is strength now: {rows} row{'' if rows == 1 else 's'} changed."
    assert said in answer.content.decode()
    for name in IN_SCOPE["program"]:
        inside = name in IN_SCOPE[scope]
        assert numbers(name) == (STRENGTH if inside else HYPERTROPHY)
        assert slot(name).goal == ("strength" if inside else "hypertrophy")
    assert Revision.objects.count() == count + 1
    assert Revision.objects.latest("number").text == f"{NAMES[scope]}: strength"


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_there_and_back_is_where_it_was(program: Program, visitor: Any, scope: str) -> None:
    before = document_of(program)
    toggle(visitor, program, scope)
    toggle(visitor, program, scope, "hypertrophy")
    assert document_of(program) == before


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_the_undo_of_the_answer_brings_everything_back(program: Program, visitor: Any, scope: str) -> None:
    before = document_of(program)
    body = toggle(visitor, program, scope).content.decode()
    revision = Revision.objects.latest("number")
    assert str(revision.pk) in body
    undone = visitor.post(reverse("program_undo", args=[program.pk]), {"revision": revision.pk})
    assert undone.status_code == 302
    assert document_of(program) == before


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_a_toggle_to_what_everything_is_says_so_and_writes_nothing(
    program: Program, visitor: Any, scope: str
) -> None:
    count = Revision.objects.count()
    answer = toggle(visitor, program, scope, "hypertrophy")
    assert answer.status_code == 200
    assert f"{NAMES[scope]}: everything was hypertrophy already." in answer.content.decode()
    assert Revision.objects.count() == count


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_a_repeated_key_toggles_once(program: Program, visitor: Any, scope: str) -> None:
    key = str(uuid.uuid4())
    toggle(visitor, program, scope, key=key)
    toggle(visitor, program, scope, "hypertrophy")
    before, count = document_of(program), Revision.objects.count()
    assert toggle(visitor, program, scope, key=key).status_code == 200
    assert document_of(program) == before
    assert Revision.objects.count() == count


@pytest.mark.parametrize("goal", ["", "power", "Strength", "x" * 10_000])
@pytest.mark.parametrize("scope", IN_SCOPE)
def test_another_goal_is_refused(program: Program, visitor: Any, scope: str, goal: str) -> None:
    before = document_of(program)
    answer = toggle(visitor, program, scope, goal)
    assert answer.status_code == 422
    assert "Choose hypertrophy or strength." in answer.content.decode()
    assert visitor.get(reverse("program_compare", args=[program.pk]), {"goal": goal}).status_code == 422
    assert document_of(program) == before


@pytest.mark.parametrize("scope", ["phase", "workout", "slot"])
def test_what_is_not_of_this_program_is_not_there(
    program: Program, visitor: Any, studio: Studio, owner: User, scope: str
) -> None:
    other = create_program(studio=studio, by=owner, name="Other", weeks=1, workouts=1)
    elsewhere = other.phases.get()
    theirs = {"phase": elsewhere.pk, "workout": elsewhere.workouts.get().pk}
    before = document_of(program)
    for unknown in (uuid.uuid4(), theirs.get(scope, elsewhere.pk), program.pk):
        address = reverse(f"{scope}_goal", args=[program.pk, unknown])
        assert visitor.post(address, {"goal": "strength"}).status_code == 404
        asked = {"goal": "strength", scope: unknown}
        assert visitor.get(reverse("program_compare", args=[program.pk]), asked).status_code == 404
    nonsense = {"goal": "strength", scope: "1 or 1=1"}
    assert visitor.get(reverse("program_compare", args=[program.pk]), nonsense).status_code == 404
    assert document_of(program) == before


def test_a_program_that_nobody_knows_is_not_there(program: Program, visitor: Any) -> None:
    for name in ("program_goal", "program_compare"):
        address = reverse(name, args=[uuid.uuid4()])
        send = visitor.post if name == "program_goal" else visitor.get
        assert send(address, {"goal": "strength"}).status_code == 404


# What stays and what follows


def test_a_toggle_keeps_pins_and_ratios_makes_warm_ups_anew_and_leaves_drops_alone(
    program: Program, visitor: Any, owner: User
) -> None:
    for kind in ("warm_up", "back_off", "drop", "amrap"):
        add_set_group(slot("Press"), kind, by=owner)
    assert [numbers("Press", place) for place in range(1, 6)] == [
        HYPERTROPHY,
        (1, 8, 40.0, 60),
        (2, 14, 72.0, 60),
        (1, 10, 64.0, 10),
        (1, 10, 80.0, 60),
    ]
    pin_field(slot("Press"), Field.SETS, pinned=True, by=owner)
    pin_field(slot("Row"), Field.REPS, pinned=True, by=owner)
    before = document_of(program)
    toggle(visitor, program, "program")
    sets, _, intensity, rest = numbers("Press")
    assert (sets, intensity, rest) == (4, 90.0, 180)
    assert numbers("Press", 2)[2:] == (45.0, 60)  # half of 90 %
    assert numbers("Press", 3)[2:] == (81.0, 180)  # nine tenths of 90 %
    assert numbers("Press", 4) == (1, 10, 64.0, 10)
    assert numbers("Press", 5) == (1, 10, 80.0, 60)
    assert numbers("Row")[1] == 10
    toggle(visitor, program, "program", "hypertrophy")
    assert document_of(program) == before


def test_typed_numbers_that_go_are_named_before_and_after(
    program: Program, visitor: Any, owner: User
) -> None:
    edit_slot(slot("Press"), [Edit("sets", 6, "sets 6")], by=owner)
    edit_slot(slot("Row"), [Edit("sets", 7, "sets 7")], by=owner)
    pin_field(slot("Row"), Field.SETS, pinned=True, by=owner)
    before = text_of(compare(visitor, program))
    assert "Typed numbers that would go: Press (Sets 6). Pin a number to keep it." in before
    after = text_of(toggle(visitor, program, "program").content.decode())
    assert "Press (Sets 6). Pin a number to keep it." in after
    assert (numbers("Press"), numbers("Row")[0]) == (STRENGTH, 7)


# The comparison


@pytest.mark.parametrize("scope", IN_SCOPE)
def test_a_comparison_shows_both_sides_of_its_scope_and_writes_nothing(
    program: Program, visitor: Any, scope: str
) -> None:
    before, count = document_of(program), Revision.objects.count()
    body = compare(visitor, program, scope)
    assert document_of(program) == before
    assert Revision.objects.count() == count
    assert f"{NAMES[scope]}: what it would be as strength" in text_of(body)
    for cell in ("<del>80 %</del> <ins>90 %</ins>", "<del>10</del> <ins>5</ins>"):
        assert body.count(cell) == len(IN_SCOPE[scope])
    for name in IN_SCOPE["program"]:
        assert (f">{name}</a>" in body) == (name in IN_SCOPE[scope])
    totals = text_of(body[: body.index("row by row")])
    sets = {"program": (4 * 5 * WEEKS, 5 * 5 * WEEKS), "phase": (16, 20), "workout": (12, 15), "slot": (4, 5)}
    over = "all 6 weeks" if scope == "program" else "a week"
    assert f"Totals, {over} Volume load Working sets Minutes Average intensity" in totals
    for side, worked in zip(("Now", "Strength"), sets[scope], strict=True):
        assert f"{side} — {worked} " in totals
    assert f'action="{goal_address(program, scope)}' in body


def test_a_comparison_with_what_everything_is_finds_all_rows_the_same(program: Program, visitor: Any) -> None:
    body = compare(visitor, program, goal="hypertrophy")
    assert "5 rows the same." in body
    assert "<del>" not in body


def test_a_comparison_without_htmx_is_a_page_of_its_own(program: Program, visitor: Any) -> None:
    answer = visitor.get(reverse("program_compare", args=[program.pk]), {"goal": "strength"})
    assert "<h1>Whole program as strength</h1>" in answer.content.decode()


def test_a_comparison_of_an_empty_workout_is_empty(program: Program, visitor: Any) -> None:
    empty = Workout.objects.get(phase__position=2, position=2)
    asked = {"goal": "strength", "workout": empty.pk}
    answer = visitor.get(reverse("program_compare", args=[program.pk]), asked)
    assert answer.status_code == 200
    assert "<del>" not in answer.content.decode()


def test_mixed_goals_are_called_so_and_offer_both(program: Program, visitor: Any, owner: User) -> None:
    assert "As hypertrophy" not in compare(visitor, program)
    toggle(visitor, program, "slot")
    page = visitor.get(reverse("program_detail", args=[program.pk])).content.decode()
    assert page.count(">Mixed<") == 3  # program, phase and workout
    for scope, offered in (("program", True), ("phase", True), ("workout", True), ("slot", False)):
        assert ("As hypertrophy" in compare(visitor, program, scope)) == offered
    assert text_of(compare(visitor, program)).count("1 row the same.") == 1


# Queries


@contextmanager
def queries_are(count: int) -> Iterator[None]:
    """So many queries; the savepoint that stands for a test's transaction is none of the product's."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == count, "\n".join(asked)


@pytest.fixture
def one_row(studio: Studio, owner: User) -> Program:
    program = create_program(studio=studio, by=owner, name="One", weeks=WEEKS, workouts=1)
    add_slot(workout(program, "A"), make("Press"), by=owner, goal="hypertrophy")
    return program


def add_rows(program: Program, owner: User, count: int) -> None:
    press = Exercise.objects.get(name="Press")
    for _ in range(count):
        add_slot(workout(program, "A"), press, by=owner, goal=Slot.objects.earliest("id").goal)


def test_a_toggle_takes_the_same_queries_for_one_row_and_for_three(
    one_row: Program, visitor: Any, owner: User
) -> None:
    for goal, more in (("strength", 2), ("hypertrophy", 0)):
        with queries_are(12):
            assert toggle(visitor, one_row, "program", goal, key=str(uuid.uuid4())).status_code == 200
        add_rows(one_row, owner, more)


def test_a_large_program_toggles_in_as_many_queries(studio: Studio, owner: User, visitor: Any) -> None:
    program = create_program(studio=studio, by=owner, name="Large", weeks=12, workouts=3)
    press = make("Press")
    for letter in "ABC":
        for _ in range(8):
            add_slot(workout(program, letter), press, by=owner, goal="hypertrophy")
    with queries_are(12):
        assert toggle(visitor, program, "program", key=str(uuid.uuid4())).status_code == 200
    assert SetGroup.objects.filter(sets=5, reps=5, intensity=90.0).count() == 24 * 12


def test_a_comparison_takes_the_same_queries_for_one_row_and_for_three(
    one_row: Program, visitor: Any, owner: User
) -> None:
    for more in (2, 0):
        with queries_are(5):
            compare(visitor, one_row)
        add_rows(one_row, owner, more)


# Pins


def pin(visitor: Any, name: str, field: str, *, on: str = "1", position: int = 1, **data: str) -> Any:
    row = slot(name)
    address = reverse("slot_pin", args=[row.program_id, row.pk, position])
    return visitor.post(address, {"pin": field, "on": on, **data}, headers=HTMX)


def pins(name: str, position: int = 1) -> list[list[str]]:
    rows = SetGroup.objects.filter(slot=slot(name), position=position)
    return list(rows.order_by("week__position").values_list("pins", flat=True))


FIELDS = ["sets", "reps", "intensity", "load", "rir", "rest", "tempo"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_number_is_pinned_in_all_weeks_and_let_go_by_an_empty_on(
    program: Program, visitor: Any, field: str
) -> None:
    before = document_of(program)
    assert pin(visitor, "Press", field).status_code == 200
    assert pins("Press") == [[field]] * WEEKS
    assert pins("Row") == [[]] * WEEKS
    assert pin(visitor, "Press", field, on="").status_code == 200
    assert document_of(program) == before


def test_a_pin_of_a_back_off_is_its_own(program: Program, visitor: Any, owner: User) -> None:
    add_set_group(slot("Press"), "back_off", by=owner)
    pin(visitor, "Press", "sets", position=2)
    assert (pins("Press"), pins("Press", 2)) == ([[]] * WEEKS, [["sets"]] * WEEKS)


def test_the_answer_marks_the_pinned_cell_and_says_so(program: Program, visitor: Any) -> None:
    body = pin(visitor, "Press", "reps").content.decode()
    assert "Reps pinned." in body
    assert re.search(r'<input id="s[0-9a-f]+-reps"[^>]* data-mark="pinned', body) is not None


def test_a_repeated_pin_does_no_harm(program: Program, visitor: Any) -> None:
    key, count = str(uuid.uuid4()), Revision.objects.count()
    for _ in range(2):
        assert pin(visitor, "Press", "reps", key=key).status_code == 200
    assert pin(visitor, "Press", "reps").status_code == 200
    assert pins("Press") == [["reps"]] * WEEKS
    assert Revision.objects.count() == count + 1


@pytest.mark.parametrize("field", ["", "note", "goal", "seconds", "x" * 10_000])
def test_a_field_that_cannot_be_pinned_is_refused(program: Program, visitor: Any, field: str) -> None:
    before = document_of(program)
    assert pin(visitor, "Press", field).status_code == 422
    assert document_of(program) == before


def test_sets_that_are_not_there_cannot_be_pinned(program: Program, visitor: Any) -> None:
    assert pin(visitor, "Press", "reps", position=2).status_code == 404


def test_a_load_pinned_without_a_max_stays_through_toggles(
    program: Program, visitor: Any, owner: User
) -> None:
    edit_slot(slot("Press"), [Edit("load", 40, "load 40")], by=owner)
    pin(visitor, "Press", "load")
    for goal in ("strength", "hypertrophy"):
        toggle(visitor, program, "program", goal)
        rows = SetGroup.objects.filter(slot=slot("Press"))
        assert {(str(row.load), row.effective["load"], *row.pins) for row in rows} == {
            ("40.00", "40", "load")
        }


def test_a_load_that_is_not_pinned_goes_with_a_toggle_and_is_named(
    program: Program, visitor: Any, owner: User
) -> None:
    edit_slot(slot("Press"), [Edit("load", 40, "load 40")], by=owner)
    body = text_of(toggle(visitor, program, "program").content.decode())
    assert "Press (Load 40)" in body
    assert set(SetGroup.objects.filter(slot=slot("Press")).values_list("load", flat=True)) == {None}
