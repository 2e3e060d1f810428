"""Rows made and changed by one statement each."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.actions.slots import add_slot
from programs.models import Exercise, Program, Revision, SetGroup, Slot
from tests.programs.planned import make_exercise, make_program
from trainer.models import Studio, User
from web import writes
from web.identifiers import new_uuid
from web.writes import delete_rows, insert_row, insert_rows, update_alike, update_rows


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
    monkeypatch.setattr(writes, "PARAMETERS_MOST", 4)
    update_rows(SetGroup, ["id"], ["sets"], [{"id": row.id, "sets": 6} for row in rows])
    assert set(SetGroup.objects.values_list("sets", flat=True)) == {6}


def test_no_rows_are_no_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        update_rows(SetGroup, ["id"], ["sets"], [])


def test_a_row_is_stored_as_save_would_store_it(
    studio: Studio, owner: User, django_assert_num_queries: Any
) -> None:
    program = make_program(studio)
    key, before = new_uuid(), timezone.now()
    changes = [{"table": "slots", "ids": ["a"], "before": {"note": ""}, "after": {"note": "it's “fine”"}}]
    row = Revision(
        studio=studio, program=program, number=9000, key=key, by=owner, text="Typed", changes=changes
    )
    with django_assert_num_queries(1):
        insert_row(row)
    assert not row._state.adding
    stored = Revision.objects.get(pk=row.pk)
    assert (stored.number, stored.key, stored.by, stored.text) == (9000, key, owner, "Typed")
    assert (stored.changes, stored.undoes_id) == (changes, None)
    assert before <= stored.at <= timezone.now()
    again = Revision(studio=studio, program=program, number=9000, text="Twice")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(again)
    third = Revision(studio=studio, program=program, number=9000, text="Thrice")
    assert insert_row(third, unless_there=True) is False
    assert third._state.adding
    fourth = Revision(studio=studio, program=program, number=9001, text="Next")
    assert insert_row(fourth, unless_there=True) is True
    texts = Revision.objects.filter(program=program, number__gte=9000).order_by("number")
    assert list(texts.values_list("text", flat=True)) == ["Typed", "Next"]


def test_rows_get_the_same_values_in_as_many_statements_as_they_need(
    rows: list[SetGroup], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    some = [row.id for row in rows[:-1]]
    values = {"tempo": "20X0", "load": Decimal("7.5"), "load_unit": "lb", "effective": {"reps": 3}}
    with django_assert_num_queries(1):
        update_alike(SetGroup, some, values)
    changed = SetGroup.objects.filter(pk__in=some).values_list("tempo", "load", "load_unit", "effective")
    assert list(changed) == [("20X0", Decimal("7.5"), "lb", {"reps": 3})] * len(some)
    assert SetGroup.objects.get(pk=rows[-1].pk).load is None
    monkeypatch.setattr(writes, "PARAMETERS_MOST", 3)
    update_alike(SetGroup, some, {"sets": 8})
    assert set(SetGroup.objects.filter(pk__in=some).values_list("sets", flat=True)) == {8}
    with django_assert_num_queries(0):
        update_alike(SetGroup, [], {"sets": 9})


def test_many_rows_are_made_by_one_statement_as_they_are(
    rows: list[SetGroup], django_assert_num_queries: Any
) -> None:
    def values(pk: Any) -> dict[str, Any]:
        stored = dict(SetGroup.objects.filter(pk=pk).values().get())
        return {name: value for name, value in stored.items() if name not in ("id", "position")}

    first = rows[0]
    before = values(first.pk)
    fresh = [SetGroup.objects.get(pk=first.pk) for _ in range(3)]
    for number, row in enumerate(fresh, start=2):
        row.pk, row.position, row.effective = new_uuid(), number, first.effective  # which they share
    with django_assert_num_queries(1):
        insert_rows(SetGroup, fresh)
    assert [values(row.pk) for row in fresh] == [before] * 3
    assert not any(row._state.adding for row in fresh)


def test_to_make_or_remove_no_rows_is_no_statement(
    db: None, studio: Studio, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        insert_rows(SetGroup, [])
        delete_rows(SetGroup, "slot_id", [])


def test_rows_with_one_of_these_values_are_removed_and_no_others(
    rows: list[SetGroup], django_assert_num_queries: Any
) -> None:
    slot = rows[0].slot_id
    with django_assert_num_queries(1):
        delete_rows(SetGroup, "slot_id", [slot, new_uuid()])
    assert list(SetGroup.objects.order_by("slot_id", "week__position")) == [
        row for row in rows if row.slot_id != slot
    ]
