"""Pieces: what is kept of a workout or a phase, what is left out of it, and putting it into a program."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions import slots
from programs.actions.history import AlreadyDoneError, ChangedSinceError, undo
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field
from programs.actions.pieces import insert_piece, remove_piece, save_piece
from programs.actions.programs import LimitReachedError, add_phase, create_program, edit_phase
from programs.documents import document_of
from programs.models import Exercise, Phase, Piece, Program, SetGroup, Slot, Workout
from programs.prescription import Field
from tests.conftest import SignIn
from tests.programs.planned import give_barbell, give_max
from tests.programs.rows import base_program, workout
from tests.programs.scheduled import MONDAY, NOON, assigned, by_week, days, everything, own_slot
from trainer.models import Client, Membership, Studio, User
from web.identifiers import new_uuid


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def template(studio: Studio, owner: User) -> Program:
    program = base_program(studio, owner)
    slots.join_slot(own_slot(program, "Row"), by=owner)
    sets = [Edit("sets", 6, "sets 6")]
    edit_slot(own_slot(program, "Press"), sets, by=owner, reach=Reach(3, "only"))
    return program


@pytest.fixture
def other(studio: Studio, owner: User) -> Program:
    return create_program(studio=studio, by=owner, name="Other", weeks=4, workouts=1)


def phase(program: Program, position: int = 1) -> Phase:
    return Phase.objects.select_related("program__client").get(program=program, position=position)


def names(program: Program) -> list[str]:
    rows = Slot.objects.filter(program=program)
    order = ("group__workout__phase__position", "group__workout__position", "group__position", "position")
    return list(rows.order_by(*order).values_list("exercise__name", flat=True))


def test_a_workout_is_kept_and_put_into_another_program(
    template: Program, other: Program, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    assert (piece.kind, piece.weeks, piece.contents) == ("workout", 3, "Press, Row, Squat")
    revision = insert_piece(piece, phase(other), by=owner)
    assert revision.text == "Put Push day into Phase 1"
    assert names(other) == ["Press", "Row", "Squat"]
    assert by_week(other, "Press") == [4, 4, 6, 6]  # the last of its three weeks repeats
    assert [item.name for item in phase(other).workouts.all()] == ["Workout A", "Workout A"]
    kinds = Slot.objects.filter(program=other).values_list("group__kind", flat=True).distinct()
    assert set(kinds) == {"superset", "single"}


def test_a_phase_is_kept_whole_and_comes_after_another(
    template: Program, other: Program, owner: User
) -> None:
    piece = save_piece(phase(template), name="Base", by=owner)
    assert (piece.kind, piece.contents) == ("phase", "Press, Row, Squat, Curl")
    add_phase(other, by=owner)
    insert_piece(piece, phase(other, 1), by=owner)
    assert list(other.phases.values_list("name", flat=True)) == ["Phase 1", "Base", "Phase 2"]
    assert phase(other, 2).weeks.count() == 3
    assert names(other) == ["Press", "Row", "Squat", "Curl"]
    assert by_week(other, "Press") == [4, 4, 6]


def test_a_piece_stays_what_it_was_when_its_program_changes(
    template: Program, other: Program, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    slots.remove_slot(own_slot(template, "Press"), by=owner)
    insert_piece(piece, phase(other), by=owner)
    assert names(other) == ["Press", "Row", "Squat"]


def test_nothing_of_a_client_is_in_a_piece(
    template: Program, client: Client, other: Program, owner: User
) -> None:
    press = Exercise.objects.get(name="Press")
    press.loaded_with = "barbell"
    press.save()
    give_max(client, press, "100", on=MONDAY)
    give_barbell(client)
    own = assigned(template, client, owner)
    slots.set_note(own_slot(own, "Press"), "Mind the left shoulder", by=owner)
    edit_slot(own_slot(own, "Press"), [Edit("load", 60, "load 60")], by=owner)
    pin_field(own_slot(own, "Press"), Field.LOAD, pinned=True, by=owner)
    edit_slot(own_slot(own, "Row"), [Edit("intensity", 70, "intensity 70")], by=owner)
    piece = save_piece(
        Workout.objects.select_related("program__client", "phase").get(program=own, name="Workout A"),
        name="Push day",
        by=owner,
    )
    lifts = [row["lift"] for row in piece.document["slots"]]
    assert {(row["one_rm"], row["max_id"], row["body_part"]) for row in lifts} == {(None, None, "0")}
    assert {row["note"] for row in piece.document["slots"]} == {""}
    assert {row["load"] for row in piece.document["set_groups"]} == {None}
    assert all("load" not in row["pins"] for row in piece.document["set_groups"])
    assert "shoulder" not in str(piece.document)
    insert_piece(piece, phase(other), by=owner)
    assert by_week(other, "Row", "intensity") == [70.0] * 4


def test_loads_are_those_of_the_client_whose_program_it_is_put_into(
    template: Program, client: Client, studio: Studio, owner: User
) -> None:
    press = Exercise.objects.get(name="Press")
    press.loaded_with = "barbell"
    press.save()
    give_max(client, press, "100", on=MONDAY)
    give_barbell(client)
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    own = create_program(studio=studio, by=owner, name="Own", client=client, weeks=1, workouts=1)
    insert_piece(piece, phase(own), by=owner)
    assert [row["load"] for row in by_week(own, "Press", "effective")] == ["80"]


def test_a_piece_is_put_on_the_calendar_of_a_scheduled_program(
    template: Program, client: Client, owner: User
) -> None:
    pieces = [save_piece(part, name="Piece", by=owner) for part in (workout(template, "B"), phase(template))]
    own = assigned(template, client, owner)
    before = everything(own)
    first = insert_piece(pieces[0], phase(own), by=owner)
    assert [day for day, _, _ in days(own)] == [0, 3, 5, 7, 10, 12, 14, 17, 19]
    second = insert_piece(pieces[1], phase(own), by=owner)
    assert [day for day, _, _ in days(own)][9:] == [21, 24, 28, 31, 35, 38]
    for revision in (second, first):
        undo(own, revision=revision, by=owner)
    assert everything(own) == before


def test_the_same_key_puts_it_in_once(template: Program, other: Program, owner: User) -> None:
    piece, key = save_piece(workout(template, "A"), name="Push day", by=owner), new_uuid()
    insert_piece(piece, phase(other), by=owner, key=key)
    before = document_of(other)
    with pytest.raises(AlreadyDoneError):
        insert_piece(piece, phase(other), by=owner, key=key)
    assert document_of(other) == before


def test_the_same_id_keeps_it_once(template: Program, owner: User) -> None:
    key = new_uuid()
    for _ in range(2):
        save_piece(workout(template, "A"), name="Push day", by=owner, piece_id=key)
    assert Piece.objects.count() == 1


def test_an_id_that_another_studio_has_used_is_not_taken(
    template: Program, stranger: User, owner: User
) -> None:
    key = new_uuid()
    elsewhere = Membership.objects.get(user=stranger).studio
    theirs = create_program(studio=elsewhere, by=stranger, name="Theirs", weeks=1, workouts=1)
    save_piece(phase(theirs), name="Theirs", by=stranger, piece_id=key)
    piece = save_piece(workout(template, "A"), name="Push day", by=owner, piece_id=key)
    assert (piece.pk != key, piece.studio) == (True, template.studio)


def test_a_full_phase_or_program_takes_no_piece(template: Program, other: Program, owner: User) -> None:
    small, large = (
        save_piece(workout(template, "A"), name="A", by=owner),
        save_piece(phase(template), name="B", by=owner),
    )
    for position in range(2, 13):
        add_phase(other, by=owner)
        assert other.phases.count() == position
    with pytest.raises(LimitReachedError):
        insert_piece(large, phase(other), by=owner)
    for _ in range(13):
        insert_piece(small, phase(other), by=owner)
    with pytest.raises(LimitReachedError):
        insert_piece(small, phase(other), by=owner)


def test_a_piece_whose_exercise_is_gone_is_refused(template: Program, other: Program, owner: User) -> None:
    piece = save_piece(workout(template, "B"), name="Arms", by=owner)
    slots.remove_slot(own_slot(template, "Curl"), by=owner)
    Exercise.objects.get(name="Curl").delete()
    before = document_of(other)
    with pytest.raises(ChangedSinceError, match=r"^An exercise of Arms is not there any more\.$"):
        insert_piece(piece, phase(other), by=owner)
    assert document_of(other) == before


@pytest.mark.parametrize("weeks", [1, 6])
def test_it_takes_as_many_queries_for_long_programs_as_for_short_ones(
    template: Program, other: Program, owner: User, weeks: int, django_assert_num_queries: Any
) -> None:
    edit_phase(phase(template), name="Phase 1", weeks=weeks, by=owner)
    whole = phase(template)
    with django_assert_num_queries(8):
        piece = save_piece(whole, name="Base", by=owner)
    target = phase(other)
    with django_assert_num_queries(14):
        insert_piece(piece, target, by=owner)


# The pages


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def test_the_builder_keeps_a_workout_and_a_phase(template: Program, trainer: Visitor) -> None:
    part = workout(template, "A")
    answer = trainer.post(
        reverse("workout_save", args=[template.pk, part.pk]),
        {"name": "Push day"},
        headers={"HX-Request": "true"},
    )
    assert "“Push day” is kept among your pieces." in answer.content.decode()
    assert 'id="undo-said"' not in answer.content.decode()
    trainer.post(reverse("phase_save", args=[template.pk, part.phase_id]), {"name": "Base"})
    assert list(Piece.objects.order_by("name").values_list("name", "kind")) == [
        ("Base", "phase"),
        ("Push day", "workout"),
    ]


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_a_piece_needs_a_name(template: Program, trainer: Visitor, name: str) -> None:
    answer = trainer.post(
        reverse("workout_save", args=[template.pk, workout(template, "A").pk]), {"name": name}
    )
    assert answer.status_code == 422
    assert "Name of the piece" in answer.content.decode()
    assert not Piece.objects.exists()


def test_pieces_are_found_by_name_and_by_exercise(template: Program, trainer: Visitor, owner: User) -> None:
    save_piece(workout(template, "A"), name="Push day", by=owner)
    save_piece(workout(template, "B"), name="Arms", by=owner)

    def found(text: str) -> list[bool]:
        page = trainer.get(reverse("piece_list"), {"q": text}).content.decode()
        return [name in page for name in ("Push day", "Arms")]

    assert [found(text) for text in ("", "push", "curl", "press row", "legs")] == [
        [True, True],
        [True, False],
        [False, True],
        [True, False],
        [False, False],
    ]


def test_a_piece_is_put_in_from_the_page_of_a_phase(
    template: Program, other: Program, trainer: Visitor, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    page = trainer.get(reverse("piece_list"), {"phase": str(phase(other).pk)}).content.decode()
    address = reverse("piece_insert", args=[other.pk, phase(other).pk, piece.pk])
    assert address in page
    answer = trainer.post(address, {"key": str(new_uuid())})
    assert answer.status_code == 302
    assert names(other) == ["Press", "Row", "Squat"]


def test_a_piece_is_renamed_removed_and_brought_back(
    template: Program, trainer: Visitor, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    trainer.post(reverse("piece_edit", args=[piece.pk]), {"name": "Push"})
    answer = trainer.post(reverse("piece_remove", args=[piece.pk]), follow=True)
    assert "“Push” was removed." in answer.content.decode()
    assert not Piece.objects.current().exists()
    trainer.post(reverse("piece_remove", args=[piece.pk]), {"removed": "no"})
    assert Piece.objects.current().get().name == "Push"


def test_a_removed_piece_is_not_put_in(
    template: Program, other: Program, trainer: Visitor, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    remove_piece(piece, removed=True)
    answer = trainer.post(reverse("piece_insert", args=[other.pk, phase(other).pk, piece.pk]))
    assert answer.status_code == 404
    assert SetGroup.objects.filter(program=other).count() == 0


def test_other_studios_neither_see_nor_take_a_piece(
    template: Program, signed_in: SignIn, stranger: User, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    elsewhere = Membership.objects.get(user=stranger).studio
    theirs = create_program(studio=elsewhere, by=stranger, name="Theirs", weeks=1, workouts=1)
    visitor = signed_in(stranger)
    assert "Push day" not in visitor.get(reverse("piece_list")).content.decode()
    answer = visitor.post(reverse("piece_insert", args=[theirs.pk, phase(theirs).pk, piece.pk]))
    assert answer.status_code == 404


def test_somebody_of_two_studios_puts_a_piece_only_into_programs_of_its_own_studio(
    template: Program, signed_in: SignIn, stranger: User, owner: User
) -> None:
    piece = save_piece(workout(template, "A"), name="Push day", by=owner)
    elsewhere = Membership.objects.get(user=stranger).studio
    theirs = create_program(studio=elsewhere, by=stranger, name="Theirs", weeks=1, workouts=1)
    Membership.objects.create(studio=elsewhere, user=owner)
    visitor = signed_in(owner)
    page = visitor.get(reverse("piece_list"), {"phase": str(phase(theirs).pk)}).content.decode()
    assert "Push day" not in page
    answer = visitor.post(reverse("piece_insert", args=[theirs.pk, phase(theirs).pk, piece.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many_pieces_as_for_few(
    template: Program, trainer: Visitor, owner: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        save_piece(workout(template, "A"), name=f"Piece {number}", by=owner)
    with django_assert_num_queries(4):
        trainer.get(reverse("piece_list"))


def test_in_the_navigation_the_pieces_are_a_part_of_the_programs(trainer: Visitor) -> None:
    html = trainer.get(reverse("piece_list")).content.decode()
    assert re.findall(r'<a href="([^"]*)" aria-current="true">', html) == [reverse("program_list")]
