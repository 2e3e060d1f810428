"""Many rows, each with its own values, in one statement."""

from decimal import Decimal
from typing import Any

import pytest

from programs.actions.slots import add_slot
from programs.models import Exercise, Program, SetGroup, Slot
from tests.programs.planned import make_exercise, make_program
from trainer.models import Studio, User
from web import updates
from web.updates import update_rows


@pytest.fixture
def rows(studio: Studio, owner: User) -> list[SetGroup]:
    """Two slots in each week of a program."""
    program: Program = make_program(studio)
    workout = program.phases.get().workouts.get()
    for name in ("Bench press", "Back squat"):
        exercise: Exercise = make_exercise(name)
        add_slot(workout, exercise, by=owner)
    return list(SetGroup.objects.order_by("slot_id", "week__position"))


def test_each_row_gets_its_own_values_of_every_kind_in_one_statement(
    rows: list[SetGroup], django_assert_num_queries: Any
) -> None:
    first, second = rows[0], rows[-1]
    with django_assert_num_queries(1):
        update_rows(
            SetGroup,
            ["id"],
            ["sets", "intensity", "load", "load_unit", "tempo", "pins", "effective"],
            [
                {
                    "id": first.id,
                    "sets": 7,
                    "intensity": None,
                    "load": Decimal("42.25"),
                    "load_unit": "kg",
                    "tempo": "31X0",
                    "pins": ["sets", "load"],
                    "effective": {"reps": 5, "said": "it's “fine”"},
                },
                {
                    "id": second.id,
                    "sets": 2,
                    "intensity": 71.5,
                    "load": None,
                    "load_unit": "",
                    "tempo": "",
                    "pins": [],
                    "effective": {},
                },
            ],
        )
    one, other = SetGroup.objects.get(pk=first.pk), SetGroup.objects.get(pk=second.pk)
    assert (one.sets, one.intensity, one.load, one.load_unit) == (7, None, Decimal("42.25"), "kg")
    assert (one.tempo, one.pins) == ("31X0", ["sets", "load"])
    assert one.effective == {"reps": 5, "said": "it's “fine”"}
    assert (other.sets, other.intensity, other.load, other.pins, other.effective) == (2, 71.5, None, [], {})


def test_rows_are_found_by_any_columns_and_the_others_stay(rows: list[SetGroup]) -> None:
    slot = Slot.objects.get(pk=rows[0].slot_id)
    update_rows(SetGroup, ["slot_id", "position"], ["sets"], [{"slot_id": slot.pk, "position": 1, "sets": 9}])
    assert set(SetGroup.objects.filter(slot=slot).values_list("sets", flat=True)) == {9}
    assert 9 not in SetGroup.objects.exclude(slot=slot).values_list("sets", flat=True)


def test_more_than_a_statement_takes_goes_in_several(
    rows: list[SetGroup], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "PARAMETERS_MOST", 4)
    update_rows(SetGroup, ["id"], ["sets"], [{"id": row.id, "sets": 6} for row in rows])
    assert set(SetGroup.objects.values_list("sets", flat=True)) == {6}


def test_no_rows_are_no_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        update_rows(SetGroup, ["id"], ["sets"], [])
