"""The builder's pages: preview, save, toggle, refuse, and never a lost or overwritten number."""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from programs.actions.numbers import Edit, edit_slot
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Exercise, Program, Revision, SetGroup, Slot, Workout
from tests.conftest import SignIn
from trainer.models import Studio, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def press(db: None) -> Exercise:
    return Exercise.objects.create(
        key="bench-press",
        name="Bench press",
        pattern="horizontal_push",
        primary_muscles=["chest"],
        secondary_muscles=["triceps"],
    )


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return create_program(studio=studio, by=owner, name="Base", weeks=4, workouts=2)


@pytest.fixture
def slot(program: Program, press: Exercise, owner: User) -> Slot:
    workout = Workout.objects.filter(program=program).select_related("program__client").earliest("position")
    add_slot(workout, press, by=owner, goal="hypertrophy")
    return Slot.objects.select_related("program__client", "exercise", "group__workout").get()


def address(name: str, slot: Slot) -> str:
    of_sets = [1] if name in ("slot_save", "slot_preview", "slot_pin") else []
    return reverse(name, args=[slot.program_id, slot.pk, *of_sets])


SHOWN = {
    "sets": "4",
    "reps": "10",
    "intensity": "80",
    "load": "",
    "rir": "0",
    "rest": "1:00",
    "tempo": "2010",
}


WAS = {f"was-{name}": text for name, text in SHOWN.items()}


def typed(field: str, value: str, *, was: str | None = None, **more: str) -> dict[str, str]:
    """What the page sends when one cell was typed in."""
    return {**SHOWN, field: value, "field": field, "was": SHOWN[field] if was is None else was, **more}


def cells(response: HttpResponse) -> dict[str, str]:
    """The cells that an answer changes, by name."""
    found = re.findall(r'<input id="s[0-9a-f]+-(\w+)"[^>]*? value="([^"]*)"', response.content.decode())
    return dict(found)


def first(slot: Slot) -> SetGroup:
    return SetGroup.objects.get(slot=slot, week__position=1)


@pytest.fixture
def post(signed_in: SignIn, owner: User) -> Any:
    visitor = signed_in(owner)

    def send(address: str, data: dict[str, str], **headers: str) -> Any:
        return visitor.post(address, data, headers={**HTMX, **headers})

    return send


def test_the_row_starts_as_the_page_is_told_in_these_tests(slot: Slot) -> None:
    row = first(slot)
    assert (row.sets, row.reps, row.intensity, row.rest_seconds) == (4, 10, 80.0, 60)


def test_a_preview_answers_the_other_numbers_and_writes_nothing(slot: Slot, post: Any) -> None:
    answer = post(address("slot_preview", slot), typed("intensity", "85"))
    assert answer.status_code == 200
    assert cells(answer) == {"reps": "7", "rest": "1:30"}
    assert "on average people fail at 7.2 here" in answer.content.decode().lower()
    assert first(slot).intensity == 80.0
    assert Revision.objects.count() == 2


def test_a_preview_answers_under_a_kilobyte_when_the_findings_stay(slot: Slot, post: Any) -> None:
    once = post(address("slot_preview", slot), typed("intensity", "81")).content.decode()
    marks = dict(re.findall(r'id="panel-(\w+)" hx-swap-oob="true" (?:data-patch )?data-digest="(\w+)"', once))
    assert set(marks) == {"findings", "muscles"}
    again = post(address("slot_preview", slot), typed("intensity", "81", **marks))
    assert len(again.content) < 1000


def test_a_decimal_comma_is_a_decimal_point(slot: Slot, post: Any) -> None:
    with_comma = post(address("slot_preview", slot), typed("intensity", "77,5"))
    with_point = post(address("slot_preview", slot), typed("intensity", "77.5"))
    assert with_comma.status_code == 200
    assert cells(with_comma)["reps"] == cells(with_point)["reps"] == "11"


def test_saving_stores_the_number_in_every_week_and_says_what_is_stored(slot: Slot, post: Any) -> None:
    answer = post(address("slot_save", slot), typed("reps", "8", key=str(uuid.uuid4())))
    assert answer.status_code == 200
    assert cells(answer)["reps"] == "8"
    assert 'data-was="8"' in answer.content.decode()
    assert set(SetGroup.objects.filter(slot=slot).values_list("reps", flat=True)) == {8}


def test_a_range_of_reps_keeps_both_ends(slot: Slot, post: Any) -> None:
    assert post(address("slot_save", slot), typed("reps", "8-12")).status_code == 200
    row = first(slot)
    assert (row.reps, row.reps_high) == (8, 12)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sets", "-1"),
        ("sets", "0"),
        ("sets", "2.5"),
        ("sets", ""),
        ("sets", "999999999999"),
        ("reps", "0"),
        ("reps", "12-8"),
        ("reps", "ten"),
        ("intensity", "NaN"),
        ("intensity", "Infinity"),
        ("intensity", "1e9"),
        ("intensity", "-5"),
        ("intensity", "x" * 10_000),
        ("load", "-20"),
        ("load", "1e9"),
        ("load", "99999"),
        ("rir", "-1"),
        ("rir", "50"),
        ("rest", "1:99"),
        ("rest", "5 hours"),
        ("rest", "99999"),
        ("tempo", "31100"),
        ("tempo", "fast"),
        ("sets", "\u0664"),
        ("reps", "<script>alert(1)</script>"),
    ],
)
@pytest.mark.parametrize("view", ["slot_preview", "slot_save"])
def test_an_impossible_value_is_refused_beside_the_row_and_changes_nothing(
    slot: Slot, post: Any, view: str, field: str, value: str
) -> None:
    answer = post(address(view, slot), typed(field, value))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'role="alert"' in body
    assert 'aria-invalid="true"' in body
    assert "<script>" not in body
    assert Revision.objects.count() == 2


def test_an_unknown_field_changes_nothing(slot: Slot, post: Any) -> None:
    answer = post(address("slot_save", slot), {**SHOWN, "field": "goal", "was": "", "goal": "strength"})
    assert answer.status_code == 200
    assert Revision.objects.count() == 2


def test_a_stale_edit_is_refused_with_both_values_and_overwrites_nothing(
    slot: Slot, post: Any, owner: User
) -> None:
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner)
    answer = post(address("slot_save", slot), typed("sets", "6", was="4"))
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "it is now 3, you typed 6" in body
    assert 'data-was="3"' in body
    assert first(slot).sets == 3


def test_an_edit_to_what_is_stored_already_is_no_conflict(slot: Slot, post: Any, owner: User) -> None:
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner)
    assert post(address("slot_save", slot), typed("sets", "3", was="4")).status_code == 200


def test_another_cell_changed_meanwhile_is_no_conflict(slot: Slot, post: Any, owner: User) -> None:
    edit_slot(slot, [Edit("rest", 90, "rest 90")], by=owner)
    answer = post(address("slot_save", slot), typed("sets", "5"))
    assert answer.status_code == 200
    assert cells(answer)["rest"] == "1:30"


def test_a_repeated_request_is_answered_but_not_applied(slot: Slot, post: Any, owner: User) -> None:
    key = str(uuid.uuid4())
    post(address("slot_save", slot), typed("sets", "5", key=key))
    edit_slot(slot, [Edit("sets", 4, "sets 4")], by=owner)
    answer = post(address("slot_save", slot), typed("sets", "5", key=key, was="4"))
    assert answer.status_code == 200
    assert cells(answer)["sets"] == "4"
    assert first(slot).sets == 4


def test_a_note_is_saved_like_a_number(slot: Slot, post: Any) -> None:
    note = "Pause <b>low</b>"
    answer = post(address("slot_save", slot), {**SHOWN, "note": note, "field": "note", "was": ""})
    assert answer.status_code == 200
    assert Slot.objects.get().note == note
    assert "&lt;b&gt;" in answer.content.decode()
    too_long = post(address("slot_save", slot), {**SHOWN, "note": "x" * 10_000, "field": "note", "was": note})
    assert too_long.status_code == 422
    assert Slot.objects.get().note == note


def test_the_toggle_answers_the_row_and_what_changed_in_it(slot: Slot, post: Any) -> None:
    answer = post(address("slot_goal", slot), {"goal": "strength", "key": str(uuid.uuid4())})
    assert cells(answer) == {
        "sets": "5",
        "reps": "5",
        "intensity": "90",
        "load": "",
        "rir": "0",
        "rest": "3:00",
        "tempo": first(slot).tempo,
    }
    body = answer.content.decode()
    assert "<del>80 %</del> <ins>90 %</ins>" in body
    assert "<del>10</del> <ins>5</ins>" in body


def test_an_unknown_goal_is_refused(slot: Slot, post: Any) -> None:
    assert post(address("slot_goal", slot), {"goal": "power"}).status_code == 422
    assert Slot.objects.get().goal == "hypertrophy"


def test_a_preview_takes_three_queries_and_one_more_after_a_change(
    slot: Slot, press: Exercise, owner: User, post: Any, django_assert_num_queries: Any
) -> None:
    for more in (2, 0):
        with django_assert_num_queries(4):
            post(address("slot_preview", slot), typed("reps", "8"))
        with django_assert_num_queries(3):
            post(address("slot_preview", slot), typed("reps", "9"))
        for _ in range(more):
            add_slot(slot.group.workout, press, by=owner)


def test_a_preview_never_shows_rows_from_before_somebodys_change(slot: Slot, post: Any, owner: User) -> None:
    post(address("slot_preview", slot), typed("sets", "6"))
    edit_slot(slot, [Edit("reps", 6, "reps 6")], by=owner)
    answer = post(address("slot_preview", slot), typed("sets", "6"))
    assert cells(answer)["reps"] == "6"


def test_a_save_takes_the_same_queries_beside_one_row_and_beside_three(
    slot: Slot, press: Exercise, owner: User, post: Any, django_assert_num_queries: Any
) -> None:
    for sets, more in (("5", 2), ("6", 0)):
        was = str(first(slot).sets)
        with django_assert_num_queries(10):
            post(address("slot_save", slot), typed("sets", sets, was=was))
        for _ in range(more):
            add_slot(slot.group.workout, press, by=owner)


# Without JavaScript


def test_a_plain_form_saves_what_differs_from_what_stood_there(
    slot: Slot, signed_in: SignIn, owner: User
) -> None:
    answer = signed_in(owner).post(address("slot_save", slot), {**SHOWN, "sets": "5", "rest": "75", **WAS})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("program_detail", args=[slot.program_id]))
    row = first(slot)
    assert (row.sets, row.rest_seconds, row.reps) == (5, 75, 10)


def test_a_plain_form_with_a_bad_value_shows_it_again(slot: Slot, signed_in: SignIn, owner: User) -> None:
    answer = signed_in(owner).post(address("slot_save", slot), {**SHOWN, "sets": "many", **WAS})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'value="many"' in body
    assert "is not a number" in body


def test_a_stale_plain_form_shows_both_values(slot: Slot, signed_in: SignIn, owner: User) -> None:
    edit_slot(slot, [Edit("sets", 3, "sets 3")], by=owner)
    answer = signed_in(owner).post(address("slot_save", slot), {**SHOWN, "sets": "6", **WAS})
    assert answer.status_code == 409
    assert "Use 6" in answer.content.decode()
    assert "Keep 3" in answer.content.decode()


# The page and its structure


def page(visitor: Any, program: Program) -> str:
    answer = visitor.get(reverse("program_detail", args=[program.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_shows_every_row_with_its_code_and_the_week_beside_it(
    slot: Slot, signed_in: SignIn, owner: User, press: Exercise
) -> None:
    add_slot(slot.group.workout, press, by=owner)
    body = page(signed_in(owner), slot.program)
    assert body.count("data-row ") == 2
    assert ">A</td>" in body
    assert ">B</td>" in body
    assert "Weekly sets per muscle" in body


def test_the_page_takes_the_same_queries_with_one_row_and_with_three_and_one_less_the_second_time(
    slot: Slot, signed_in: SignIn, owner: User, press: Exercise, django_assert_num_queries: Any
) -> None:
    visitor = signed_in(owner)
    page(visitor, slot.program)
    for more in (2, 0):
        slot.program.refresh_from_db()
        with django_assert_num_queries(7 if more == 0 else 6):
            page(visitor, slot.program)
        with django_assert_num_queries(6):
            page(visitor, slot.program)
        for _ in range(more):
            add_slot(slot.group.workout, press, by=owner)


def test_adding_by_id_answers_the_grid_with_the_new_row(slot: Slot, post: Any, press: Exercise) -> None:
    add = reverse("slot_add", args=[slot.program_id, slot.group.workout_id])
    answer = post(add, {"exercise": str(press.pk), "key": str(uuid.uuid4())})
    assert answer.status_code == 200
    assert answer.content.decode().count("data-row ") == 2
    assert "Added Bench press to Workout A." in answer.content.decode()


def test_adding_twice_with_one_key_adds_once(slot: Slot, post: Any, press: Exercise) -> None:
    add = reverse("slot_add", args=[slot.program_id, slot.group.workout_id])
    key = str(uuid.uuid4())
    for _ in range(2):
        assert post(add, {"exercise": str(press.pk), "key": key}).status_code == 200
    assert Slot.objects.count() == 2


def test_adding_what_nobody_knows_says_so(slot: Slot, post: Any) -> None:
    add = reverse("slot_add", args=[slot.program_id, slot.group.workout_id])
    for data in ({"q": "zzzzzz"}, {"exercise": str(uuid.uuid4())}, {"exercise": "7"}):
        answer = post(add, data)
        assert answer.status_code == 422
        assert "No exercise of this name was found" in answer.content.decode()
    assert Slot.objects.count() == 1


def test_another_studios_exercise_cannot_be_added(slot: Slot, post: Any, stranger: User) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    secret = Exercise.objects.create(studio=elsewhere, name="Secret lift", pattern="hinge")
    add = reverse("slot_add", args=[slot.program_id, slot.group.workout_id])
    assert post(add, {"exercise": str(secret.pk)}).status_code == 422
    assert Slot.objects.count() == 1


def test_removing_can_be_undone_from_the_answer(slot: Slot, post: Any) -> None:
    answer = post(address("slot_remove", slot), {})
    assert "Removed Bench press." in answer.content.decode()
    assert not Slot.objects.exists()
    revision = Revision.objects.latest("number")
    undo = reverse("program_undo", args=[slot.program_id])
    assert post(undo, {"revision": str(revision.pk)}).status_code == 200
    assert Slot.objects.get().pk == slot.pk


def test_undoing_again_says_that_it_was_undone(slot: Slot, post: Any) -> None:
    post(address("slot_remove", slot), {})
    revision = Revision.objects.latest("number")
    undo = reverse("program_undo", args=[slot.program_id])
    post(undo, {"revision": str(revision.pk)})
    assert "This was undone already." in post(undo, {"revision": str(revision.pk)}).content.decode()


def test_undoing_nonsense_is_refused(slot: Slot, post: Any) -> None:
    undo = reverse("program_undo", args=[slot.program_id])
    assert post(undo, {"revision": "1 or 1=1"}).status_code == 422
    assert post(undo, {"revision": str(uuid.uuid4())}).status_code == 404


def test_the_whole_program_toggles_at_once(slot: Slot, post: Any, press: Exercise, owner: User) -> None:
    add_slot(slot.group.workout, press, by=owner)
    answer = post(reverse("program_goal", args=[slot.program_id]), {"goal": "strength"})
    assert answer.status_code == 200
    assert set(SetGroup.objects.values_list("sets", "reps", "intensity")) == {(5, 5, 90.0)}


def test_a_program_of_both_goals_is_called_mixed(
    slot: Slot, signed_in: SignIn, owner: User, press: Exercise
) -> None:
    add_slot(slot.group.workout, press, by=owner, goal="strength")
    assert "Mixed" in page(signed_in(owner), slot.program)


def test_a_phase_takes_one_to_twelve_weeks(slot: Slot, post: Any) -> None:
    phase = slot.group.workout.phase
    edit = reverse("phase_edit", args=[slot.program_id, phase.pk])
    for weeks in ("0", "13", "-1", "many", "", "1e1"):
        assert post(edit, {"name": "Base", "weeks": weeks}).status_code == 422
    assert post(edit, {"name": "Base", "weeks": "12"}).status_code == 200
    assert phase.weeks.count() == 12


def test_a_name_of_ten_thousand_characters_is_refused(slot: Slot, post: Any) -> None:
    edit = reverse("workout_edit", args=[slot.program_id, slot.group.workout_id])
    assert post(edit, {"name": "x" * 10_000}).status_code == 422
    assert post(edit, {"name": "Push"}).status_code == 200
    assert Workout.objects.get(pk=slot.group.workout_id).name == "Push"


def test_the_last_phase_and_the_last_workout_stay(slot: Slot, post: Any) -> None:
    phase = slot.group.workout.phase
    remove = reverse("phase_remove", args=[slot.program_id, phase.pk])
    assert post(remove, {}).status_code == 422
    for workout in phase.workouts.exclude(pk=slot.group.workout_id):
        assert post(reverse("workout_remove", args=[slot.program_id, workout.pk]), {}).status_code == 200
    last = reverse("workout_remove", args=[slot.program_id, slot.group.workout_id])
    assert post(last, {}).status_code == 422


def test_pressing_a_plain_button_twice_adds_one_phase(slot: Slot, signed_in: SignIn, owner: User) -> None:
    visitor = signed_in(owner)
    body = page(visitor, slot.program)
    found = re.search(r'phases/" ?>.*?name="key" value="([0-9a-f-]+)"', body, re.DOTALL)
    assert found is not None
    for _ in range(2):
        assert (
            visitor.post(reverse("phase_add", args=[slot.program_id]), {"key": found[1]}).status_code == 302
        )
    assert slot.program.phases.count() == 2


def test_a_new_phase_is_shown_at_once(slot: Slot, signed_in: SignIn, owner: User) -> None:
    visitor = signed_in(owner)
    answer = visitor.post(reverse("phase_add", args=[slot.program_id]), follow=True)
    assert "Phase 2" in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith(str(slot.program.phases.get(position=2).pk))
