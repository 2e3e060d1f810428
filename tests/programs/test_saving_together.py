"""Two people saving at once: nobody's number is lost, and nobody sees an error for another's cell."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from programs.actions.numbers import Edit, edit_slot
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, SetGroup, Slot, Workout
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


def test_a_revision_counts_every_change_once(slot: Slot, signed_in: SignIn, owner: User) -> None:
    before = Program.objects.get().revision
    for number, sets in enumerate(("5", "6", "7"), start=1):
        assert save(signed_in, owner, slot, "sets", sets, was=str(first(slot).sets)).status_code == 200
        assert Program.objects.get().revision == before + number
