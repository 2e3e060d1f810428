"""Two people saving at once: nobody's number is lost, and nobody sees an error for another's cell."""

import re
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.urls import reverse

from programs.actions import cells, numbers
from programs.actions.cell_weeks import Operation
from programs.actions.history import AlreadyDoneError, count_up, last_undoable, undo
from programs.actions.numbers import Edit, SetRow, edit_slot, rows_of_slot
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.documents import document_of
from programs.forms.plan_cells import cell_text, read_text
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from programs.views import numbers as slot_views
from tests.conftest import SignIn
from trainer.models import Studio, User


@pytest.fixture
def slot(studio: Studio, owner: User) -> Slot:
    program = create_program(studio=studio, by=owner, name="Base", weeks=2, workouts=1)
    workout = Workout.objects.select_related("program__client").get(program=program)
    press = Exercise.objects.create(key="press", name="Press", pattern="vertical_push")
    add_slot(workout, press, by=owner, goal="hypertrophy")
    return Slot.objects.select_related("program__client", "exercise").get()


def save(signed_in: SignIn, user: User, slot: Slot, field: str, value: str, was: str) -> Any:
    data = {"field": field, field: value, "was": was, "key": str(uuid.uuid4())}
    url = reverse("slot_save", args=[slot.program_id, slot.pk, 1])
    return signed_in(user).post(url, data, headers={"HX-Request": "true"})


def write_between(monkeypatch: pytest.MonkeyPatch, slot: Slot, edit: Edit, by: User) -> None:
    """Somebody else's edit is committed after the request has read the rows and before it has the lock."""
    original = slot_views.refuse_stale
    done: list[bool] = []

    def refuse_then_be_overtaken(*args: Any) -> None:
        original(*args)
        if not done:
            done.append(True)
            edit_slot(slot, [edit], by=by)

    monkeypatch.setattr(slot_views, "refuse_stale", refuse_then_be_overtaken)


def write_after_reading(monkeypatch: pytest.MonkeyPatch, actions: Any, change: Callable[[], Any]) -> None:
    """Somebody else's change is committed once a change was made ready and before it is written."""
    original = actions.write_ready

    def be_overtaken(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(actions, "write_ready", original)
        change()
        return original(*args, **kwargs)

    monkeypatch.setattr(actions, "write_ready", be_overtaken)


def again(slot: Slot) -> Slot:
    return Slot.objects.select_related("program__client", "exercise", "group__workout").get(pk=slot.pk)


def add_another(slot: Slot, by: User) -> Slot:
    workout = Workout.objects.select_related("program__client").get(program=slot.program_id)
    add_slot(workout, slot.exercise, by=by, goal="hypertrophy")
    return again(Slot.objects.exclude(pk=slot.pk).get())


def working_sets(answer: Any) -> int:
    """What the panel of an answer adds up to."""
    found = re.search(r'id="p-sets"[^>]*>(\d+)<', answer.content.decode())
    assert found is not None
    return int(found[1])


def edit(slot: Slot, by: User, field: str, value: int) -> Callable[[], Any]:
    return lambda: edit_slot(again(slot), [Edit(field, value, f"{field} {value}")], by=by)


def save_cell(signed_in: SignIn, user: User, slot: Slot, text: str, was: str) -> Any:
    url = reverse("cell_save", args=[slot.program_id, slot.pk, 1])
    return signed_in(user).post(url, {"text": text, "was": was, "key": str(uuid.uuid4())})


def toggle(signed_in: SignIn, user: User, slot: Slot) -> Any:
    url = reverse("program_goal", args=[slot.program_id])
    data = {"goal": "strength", "key": str(uuid.uuid4())}
    return signed_in(user).post(url, data, headers={"HX-Request": "true"})


def first(slot: Slot) -> SetGroup:
    return SetGroup.objects.get(slot=slot, week__position=1)


def test_another_cell_saved_in_between_stays_and_is_shown(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    write_between(monkeypatch, slot, Edit("rest", 90, "rest 90"), owner)
    answer = save(signed_in, owner, slot, "sets", "6", was="4")
    assert answer.status_code == 200
    assert 'value="1:30"' in answer.content.decode()
    assert (first(slot).sets, first(slot).rest_seconds) == (6, 90)


def test_the_same_cell_saved_in_between_is_refused_with_both_values(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    write_between(monkeypatch, slot, Edit("sets", 3, "sets 3"), owner)
    answer = save(signed_in, owner, slot, "sets", "6", was="4")
    assert answer.status_code == 409
    assert "it is now 3, you typed 6" in answer.content.decode()
    assert first(slot).sets == 3


def test_what_was_made_ready_before_another_cell_was_saved_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    write_after_reading(monkeypatch, numbers, edit(slot, owner, "rest", 90))
    before = again(slot).program.revision
    answer = save(signed_in, owner, slot, "sets", "6", was="4")
    assert answer.status_code == 200
    assert 'value="1:30"' in answer.content.decode()
    assert (first(slot).sets, first(slot).rest_seconds) == (6, 90)
    assert again(slot).program.revision == before + 2


def test_what_was_made_ready_before_the_same_cell_was_saved_is_refused(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    write_after_reading(monkeypatch, numbers, edit(slot, owner, "sets", 3))
    answer = save(signed_in, owner, slot, "sets", "6", was="4")
    assert answer.status_code == 409
    assert "it is now 3, you typed 6" in answer.content.decode()
    assert first(slot).sets == 3


def test_a_cell_of_the_plan_made_ready_before_it_was_saved_is_refused(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    stood = cell_text(rows_of_slot(slot.pk)[:1], slot.lift)
    write_after_reading(monkeypatch, cells, edit(slot, owner, "sets", 3))
    answer = save_cell(signed_in, owner, slot, "6x10", was=stood)
    assert (answer.status_code, answer.json()["stored"]) == (409, stood.replace("4 x", "3 x"))
    assert first(slot).sets == 3


def test_a_toggle_made_ready_before_a_row_was_added_toggles_it_too(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    write_after_reading(monkeypatch, numbers, lambda: add_another(slot, owner))
    assert toggle(signed_in, owner, slot).status_code == 200
    assert list(Slot.objects.values_list("goal", flat=True)) == ["strength", "strength"]


def test_what_was_made_ready_stands_when_only_another_row_was_changed(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    other = add_another(slot, owner)
    before = again(slot).program.revision
    write_after_reading(monkeypatch, numbers, edit(other, owner, "sets", 3))
    answer = save(signed_in, owner, slot, "rest", "90", was="1:00")
    assert answer.status_code == 200
    assert working_sets(answer) == 4 + 3  # in the panel
    write_after_reading(monkeypatch, cells, edit(other, owner, "rest", 75))
    stood = cell_text(rows_of_slot(slot.pk)[:1], slot.lift)
    answer = save_cell(signed_in, owner, slot, "6x10", was=stood)
    assert answer.status_code == 200
    assert (first(slot).sets, first(slot).rest_seconds) == (6, 90)
    assert (first(other).sets, first(other).rest_seconds) == (3, 75)
    numbered = Revision.objects.filter(number__gt=before).order_by("number").values_list("number", flat=True)
    assert list(numbered) == [before + 1, before + 2, before + 3, before + 4]
    assert Program.objects.get().revision == before + 4


@pytest.mark.parametrize(("same", "asked"), [(False, 1), (True, 2)])
def test_a_cell_is_read_again_only_where_its_own_slot_was_changed(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, owner: User, same: bool, asked: int
) -> None:
    other = add_another(slot, owner)
    write_after_reading(monkeypatch, cells, edit(slot if same else other, owner, "rest", 75))
    seen: list[int] = []

    def read(rows: Sequence[SetRow]) -> Sequence[Operation]:
        seen.append(rows[0].rest_seconds)
        return read_text("6x10", rows, slot.lift).operations

    cells.change_cell(again(slot), read, week=1, reach=numbers.Reach(), by=owner)
    assert seen == [60, 75][:asked]
    assert first(slot).sets == 6


def test_what_was_made_ready_is_made_anew_after_a_change_that_no_revision_tells_of(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    def hold_another_max() -> None:
        SetGroup.objects.filter(slot=slot).update(rest_seconds=75)
        count_up([slot.program_id])

    write_after_reading(monkeypatch, numbers, hold_another_max)
    assert save(signed_in, owner, slot, "sets", "6", was="4").status_code == 200
    assert (first(slot).sets, first(slot).rest_seconds) == (6, 75)


def test_what_was_made_ready_can_be_undone_exactly(
    monkeypatch: pytest.MonkeyPatch, slot: Slot, signed_in: SignIn, owner: User
) -> None:
    edit(slot, owner, "rest", 90)()
    before = document_of(slot.program)
    for change in (
        lambda: save(signed_in, owner, slot, "sets", "6", was="4"),
        lambda: save_cell(signed_in, owner, slot, "6x8", was=cell_text(rows_of_slot(slot.pk)[:1], slot.lift)),
        lambda: toggle(signed_in, owner, slot),
    ):
        assert change().status_code == 200
        program = Program.objects.get()
        assert document_of(program) != before
        last = last_undoable(program)
        assert last is not None
        undo(program, revision=last, by=owner)
        assert document_of(program) == before


def test_a_repeated_key_is_refused_also_where_it_would_change_something(slot: Slot, owner: User) -> None:
    key = uuid.uuid4()
    edit_slot(again(slot), [Edit("sets", 6, "sets 6")], by=owner, key=key)
    slot, before = again(slot), document_of(slot.program)
    with pytest.raises(AlreadyDoneError):
        edit_slot(slot, [Edit("sets", 5, "sets 5")], by=owner, key=key)
    assert document_of(slot.program) == before
    assert slot.program.revision == Program.objects.get().revision


def test_a_revision_counts_every_change_once(slot: Slot, signed_in: SignIn, owner: User) -> None:
    before = Program.objects.get().revision
    for number, sets in enumerate(("5", "6", "7"), start=1):
        assert save(signed_in, owner, slot, "sets", sets, was=str(first(slot).sets)).status_code == 200
        assert Program.objects.get().revision == before + number
