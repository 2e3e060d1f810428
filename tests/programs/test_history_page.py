"""The history of a program: listed, compared in words, restored, undone and redone from its page."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions import slots
from programs.actions.history import Rows, last_undoable, next_redoable, states_at, steps_of, undo
from programs.actions.numbers import Edit, Reach, edit_slot, pin_field, toggle_slots
from programs.actions.phases import move_phase
from programs.actions.programs import (
    add_phase,
    add_workout,
    create_program,
    edit_phase,
    edit_program,
    remove_workout,
    rename_workout,
)
from programs.actions.weeks import insert_week, remove_week
from programs.models import Exercise, Phase, Program, Revision, Slot, Workout
from programs.prescription import Field
from programs.queries.history import history_page
from programs.views.differences import Part, differences_in_words, exercise_names, weeks_text
from tests.conftest import SignIn
from tests.programs.rows import base_program, workout
from tests.programs.scheduled import assigned, by_week, own_slot, week
from trainer.models import Studio, User


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    program = base_program(studio, owner)
    program.refresh_from_db()
    return program


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def sets(program: Program, owner: User, value: int, number: int = 0, name: str = "Press") -> Revision:
    reach = Reach(number, "only") if number else Reach()
    done = edit_slot(own_slot(program, name), [Edit("sets", value, f"sets {value}")], by=owner, reach=reach)
    assert done is not None
    return done


def phase(program: Program, position: int = 1) -> Phase:
    return Phase.objects.select_related("program__client").get(program=program, position=position)


# What is different, in words


def told(parts: list[Part], depth: int = 0) -> list[str]:
    """Everything that is said, one line each, deeper ones indented."""
    lines = []
    for part in parts:
        lines.append("  " * depth + part.name + (f" ({part.state})" if part.state != "changed" else ""))
        lines += ["  " * (depth + 1) + line for line in part.lines]
        for cell in part.cells:
            numbers = [f"{name} {before} → {after}" for name, before, after, _ in cell.changes]
            lines.append("  " * (depth + 1) + f"{cell.where}: {cell.words}{', '.join(numbers)}")
        lines += told(part.parts, depth + 1)
    return lines


def since(program: Program, number: int, *, mark: str = ".") -> list[str]:
    program.refresh_from_db()
    states: dict[int, Rows] = states_at(program, {number, program.revision})
    before, after = states[number], states[program.revision]
    return told(differences_in_words(before, after, names=exercise_names(before, after), mark=mark))


def test_numbers_are_told_as_the_grid_shows_them(program: Program, owner: User) -> None:
    number = program.revision
    edit_slot(own_slot(program, "Press"), [Edit("intensity", 82.5, "x")], by=owner, reach=Reach(2, "only"))
    assert since(program, number, mark=",") == [
        "Phase 1",
        "  Workout A",
        "    Press",
        "      Week 2: Reps 10 → 9, Intensity 80 % → 82,5 %, Rest 1:00 → 1:15",
    ]


def test_the_same_change_in_several_weeks_is_one_line(program: Program, owner: User) -> None:
    number = program.revision
    sets(program, owner, 6)
    sets(program, owner, 5, 2, "Row")
    sets(program, owner, 5, 3, "Row")
    assert since(program, number) == [
        "Phase 1",
        "  Workout A",
        "    Press",
        "      Weeks 1–3: Sets 4 → 6",
        "    Row",
        "      Weeks 2 and 3: Sets 4 → 5",
    ]


def test_what_came_went_and_moved_is_told(program: Program, owner: User) -> None:
    number = program.revision
    slots.remove_slot(own_slot(program, "Row"), by=owner)
    slots.step_slot(own_slot(program, "Squat"), down=False, by=owner)
    slots.place_slot(own_slot(program, "Curl"), workout(program, "A"), before=None, by=owner)
    slots.add_slot(workout(program, "B"), Exercise.objects.get(name="Row"), by=owner)
    assert since(program, number) == [
        "Phase 1",
        "  Workout A",
        "    Order: Press, Squat → Squat, Press",
        "    Row (removed)",
        "    Curl (added)",
        "      moved from Workout B",
        "  Workout B",
        "    Curl (removed)",
        "      moved to Workout A",
        "    Row (added)",
        "      4 x 10 @ 80 %",
    ]


def test_exercises_goals_notes_pins_and_sets_are_told(program: Program, owner: User) -> None:
    number = program.revision
    toggle_slots(program, [own_slot(program, "Press")], "strength", scope="Press", by=owner)
    slots.set_note(own_slot(program, "Press"), "Slowly", by=owner)
    pin_field(own_slot(program, "Press"), Field.REPS, pinned=True, by=owner, reach=Reach(1, "only"))
    slots.add_set_group(own_slot(program, "Row"), "drop", by=owner)
    slots.swap_exercise(own_slot(program, "Squat"), Exercise.objects.get(name="Curl"), by=owner)
    slots.join_slot(own_slot(program, "Row"), by=owner)
    numbers = ("Sets 4 → 5", "Reps 10 → 5", "Intensity 80 % → 90 %", "Rest 1:00 → 3:00", "Tempo 2010 → 20X0")
    toggled = ", ".join(numbers)
    assert since(program, number) == [
        "Phase 1",
        "  Workout A",
        "    Done together: — → Press + Row",
        "    Press",
        "      Goal: Hypertrophy → Strength",
        "      Note: — → Slowly",
        f"      Week 1: {toggled}, Pinned — → Reps",
        f"      Weeks 2 and 3: {toggled}",
        "    Row",
        "      Weeks 1–3, drop: added: 1 x 10 @ 64 %",
        "    Curl",
        "      Exercise: Squat → Curl",
    ]


def test_weeks_workouts_phases_and_the_program_are_told(program: Program, owner: User) -> None:
    add_phase(program, by=owner)
    program.refresh_from_db()
    number = program.revision
    insert_week(week(program, 1), by=owner)
    remove_week(week(program, 3), by=owner)
    rename_workout(workout(program, "A"), name="Push", by=owner)
    add_workout(phase(program), by=owner)
    remove_workout(workout(program, "B"), by=owner)
    edit_phase(phase(program, 2), name="Peak", weeks=3, by=owner)
    move_phase(phase(program, 2), down=False, by=owner)
    add_phase(program, by=owner)
    edit_program(program, name="Build", description="", method="reserve", by=owner)
    assert since(program, number) == [
        "The program",
        "  Name: Base → Build",
        "  Method: Chart (80 % x 10, 90 % x 5) → Repetitions in reserve",
        "  Order of phases: Phase 1, Phase 2 → Peak, Phase 1",
        "Peak",
        "  Name: Phase 2 → Peak",
        "Phase 1",
        "  Week 2 removed",
        "  Week 2 added",
        "  Push",
        "    Name: Workout A → Push",
        "  Workout B (removed)",
        "    Curl",
        "  Workout C (added)",
        "    No exercises",
        "Phase 3 (added)",
        "  3 weeks, 2 workouts",
    ]


def test_nothing_is_told_where_nothing_is_different(program: Program, owner: User) -> None:
    number = program.revision
    undo(program, revision=sets(program, owner, 6), by=owner)
    assert since(program, number) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([2], "Week 2"),
        ([1, 2], "Weeks 1 and 2"),
        ([1, 2, 3], "Weeks 1–3"),
        ([1, 3, 4], "Weeks 1, 3 and 4"),
    ],
)
def test_weeks_are_named_shortly(numbers: list[int], expected: str) -> None:
    assert weeks_text(numbers) == expected


# What Undo and Redo would do


def test_the_buttons_know_what_the_rows_know(program: Program, owner: User) -> None:
    def agree() -> tuple[str, str]:
        steps, undoable, redoable = steps_of(program), last_undoable(program), next_redoable(program)
        assert (steps.undo and steps.undo.pk) == ((undoable and undoable.changes and undoable.pk) or None)
        assert (steps.redo and steps.redo.pk) == (redoable and redoable.pk)
        return (steps.undo.text if steps.undo else "", steps.redo.text if steps.redo else "")

    seen = [agree()]
    sets(program, owner, 3)
    sets(program, owner, 6)
    for step in ("undo", "undo", "redo", "undo"):
        revision = last_undoable(program) if step == "undo" else next_redoable(program)
        assert revision is not None
        undo(program, revision=revision, by=owner)
        seen.append(agree())
    sets(program, owner, 5)
    seen.append(agree())
    assert seen == [
        ("Added Curl to Workout B", ""),
        ("Press: sets 3", "Press: sets 6"),
        ("Added Curl to Workout B", "Press: sets 3"),
        ("Press: sets 3", "Press: sets 6"),
        ("Added Curl to Workout B", "Press: sets 3"),
        ("Press: sets 5", ""),
    ]


def test_nothing_can_be_undone_in_a_program_that_was_only_made(studio: Studio, owner: User) -> None:
    program = create_program(studio=studio, by=owner, name="New")
    assert (steps_of(program).undo, steps_of(program).redo) == (None, None)


# The list


def test_changes_are_listed_newest_first_with_what_became_of_them(program: Program, owner: User) -> None:
    revision = sets(program, owner, 3)
    undone = undo(program, revision=revision, by=owner)
    undo(program, revision=undone, by=owner)
    undo(program, revision=sets(program, owner, 6), by=owner)
    lines = history_page(program, 1).lines[:5]
    assert [(line.text, line.who, line.standing, line.turns) for line in lines] == [
        ("Undid: Press: sets 6", "Olivia Owner", "", True),
        ("Press: sets 6", "Olivia Owner", "undone", False),
        ("Redid: Press: sets 3", "Olivia Owner", "", True),
        ("Undid: Press: sets 3", "Olivia Owner", "undone", True),
        ("Press: sets 3", "Olivia Owner", "redone", False),
    ]


def test_fifty_changes_are_a_page(program: Program, owner: User, trainer: Visitor) -> None:
    for number in range(50):
        sets(program, owner, 3 + number % 2)
    program.refresh_from_db()
    address = reverse("program_history", args=[program.pk])
    first, second = (trainer.get(address, {"page": page}).content.decode() for page in (1, 2))
    assert len(re.findall('name="from"', first)) == 50
    assert len(re.findall('name="from"', second)) == program.revision - 50
    assert "Page 1 of 2" in first
    for page in ("x", "0", "99", "-1", "٣", "1" * 40):
        assert trainer.get(address, {"page": page}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many_changes_as_for_few(
    program: Program, owner: User, trainer: Visitor, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        sets(program, owner, 5 + number)
    address = reverse("program_history", args=[program.pk])
    with django_assert_num_queries(7):
        trainer.get(address)


def test_when_is_said_in_the_trainers_own_time(studio: Studio, owner: User, trainer: Visitor) -> None:
    owner.time_zone, owner.locale = "Asia/Tokyo", "en-gb"
    owner.save()
    with time_machine.travel(datetime(2026, 11, 23, 20, 30, tzinfo=UTC), tick=False):
        program = base_program(studio, owner)
        page = trainer.get(reverse("program_history", args=[program.pk])).content.decode()
    assert "24/11/2026, 05:30" in page or "24/11/2026, 5:30 a.m." in page


# Comparing and restoring


def test_two_changes_are_compared_in_words(program: Program, owner: User, trainer: Visitor) -> None:
    first = program.revision
    sets(program, owner, 6)
    sets(program, owner, 5)
    page = trainer.get(
        reverse("program_history", args=[program.pk]), {"from": first, "to": first + 1}
    ).content.decode()
    assert f"From change {first} to {first + 1}" in page
    assert "Sets <del>4</del> → <ins>6</ins>" in page


@pytest.mark.parametrize(
    "query", [{"from": "x", "to": "1"}, {"from": "1", "to": "999"}, {"from": "1"}, {"to": "-1"}]
)
def test_what_cannot_be_compared_is_not(program: Program, trainer: Visitor, query: dict[str, str]) -> None:
    answer = trainer.get(reverse("program_history", args=[program.pk]), query)
    assert answer.status_code == 200
    assert "From change" not in re.sub(r'aria-label="From change', "", answer.content.decode())


def test_comparing_is_offered_once_there_are_two_changes(
    studio: Studio, owner: User, trainer: Visitor
) -> None:
    program = create_program(studio=studio, by=owner, name="Base", weeks=2, workouts=1)
    address = reverse("program_history", args=[program.pk])
    page = trainer.get(address).content.decode()
    assert ("Compare the two chosen" in page, 'type="radio"' in page) == (False, False)
    rename_workout(Workout.objects.select_related("program").get(program=program), name="Push", by=owner)
    page = trainer.get(address).content.decode()
    assert ("Compare the two chosen" in page, 'type="radio"' in page) == (True, True)


def test_going_back_shows_first_what_it_changes(program: Program, owner: User, trainer: Visitor) -> None:
    number = program.revision
    sets(program, owner, 6)
    address = reverse("program_restore", args=[program.pk, number])
    page = trainer.get(address).content.decode()
    assert "Sets <del>6</del> → <ins>4</ins>" in page
    assert by_week(program, "Press") == [6, 6, 6]
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    for _ in range(2):
        answer = trainer.post(address, {"key": key[1]}, follow=True)
        assert f"Went back to change {number}." in answer.content.decode()
    assert by_week(program, "Press") == [4, 4, 4]
    program.refresh_from_db()
    assert program.revision == number + 2


def test_going_back_to_what_is_there_is_said(program: Program, trainer: Visitor) -> None:
    address = reverse("program_restore", args=[program.pk, program.revision])
    assert "The program is that already." in trainer.get(address).content.decode()
    assert "It is that already." in trainer.post(address, follow=True).content.decode()
    assert trainer.get(reverse("program_restore", args=[program.pk, 99])).status_code == 404


def test_undo_and_redo_work_from_the_page_of_the_history(
    program: Program, owner: User, trainer: Visitor
) -> None:
    revision = sets(program, owner, 6)
    address = reverse("program_undo", args=[program.pk])
    answer = trainer.post(address, {"revision": str(revision.pk), "back": "history"}, follow=True)
    assert answer.redirect_chain == [(reverse("program_history", args=[program.pk]), 302)]
    assert "Undid: Press: sets 6." in answer.content.decode()
    again = trainer.post(address, {"revision": str(revision.pk), "back": "history"}, follow=True)
    assert "This was undone already." in again.content.decode()
    undone = next_redoable(program)
    assert undone is not None
    answer = trainer.post(address, {"revision": str(undone.pk), "back": "history"}, follow=True)
    assert "Redid: Press: sets 6." in answer.content.decode()
    assert by_week(program, "Press") == [6, 6, 6]
    sets(program, owner, 5)
    stale = trainer.post(address, {"revision": str(revision.pk), "back": "history"}, follow=True)
    assert "This was undone already." in stale.content.decode()


# The builder's buttons


def test_the_builder_offers_redo_after_a_reload_too(program: Program, owner: User, trainer: Visitor) -> None:
    undone = undo(program, revision=sets(program, owner, 6), by=owner)
    page = trainer.get(reverse("program_detail", args=[program.pk])).content.decode()
    assert f'id="redo" name="revision" value="{undone.pk}"' in page
    answer = trainer.post(
        reverse("program_undo", args=[program.pk]),
        {"revision": str(undone.pk)},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Redid: Press: sets 6." in answer
    assert 'id="redo"' not in answer


def test_a_name_that_was_changed_comes_back_with_undo(
    program: Program, owner: User, trainer: Visitor
) -> None:
    edit_program(program, name="Build", description="", method="chart", by=owner)
    revision = last_undoable(program)
    assert revision is not None
    trainer.post(reverse("program_undo", args=[program.pk]), {"revision": str(revision.pk)})
    program.refresh_from_db()
    assert program.name == "Base"


def test_a_refusal_offers_no_undo_of_something_else(program: Program, owner: User, trainer: Visitor) -> None:
    answer = trainer.post(
        reverse("phase_remove", args=[program.pk, phase(program).pk]), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert 'id="undo-said"' not in answer.content.decode()


# The menus of the builder


def post(trainer: Visitor, name: str, *ids: Any, **data: Any) -> str:
    answer = trainer.post(reverse(name, args=ids), data, headers={"HX-Request": "true"})
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_week_is_copied_inserted_and_removed_from_its_menu(
    program: Program, owner: User, trainer: Visitor
) -> None:
    sets(program, owner, 6, 1)
    first, third = week(program, 1), week(program, 3)
    assert "200" in post(trainer, "week_copy", program.pk, first.pk, to=[str(third.pk)])
    assert by_week(program, "Press") == [6, 4, 6]
    page = post(trainer, "week_insert", program.pk, first.pk)
    assert "Phase 1: inserted a week after week 1." in page
    assert 'data-week="2"' in page
    assert by_week(program, "Press") == [6, 6, 4, 6]
    post(trainer, "week_insert", program.pk, first.pk, fresh="1")
    assert by_week(program, "Press") == [6, 4, 6, 4, 6]
    page = post(trainer, "week_remove", program.pk, first.pk)
    assert 'data-week="1"' in page
    assert by_week(program, "Press") == [4, 6, 4, 6]


@pytest.mark.parametrize("to", [[], ["x"], ["0193567e-0000-7000-8000-0000000000aa"]])
def test_copying_a_week_to_nowhere_is_refused(program: Program, trainer: Visitor, to: list[str]) -> None:
    page = post(trainer, "week_copy", program.pk, week(program, 1).pk, to=to)
    assert page.startswith("422")
    assert "Choose the weeks to copy to." in page


def test_a_week_of_another_program_is_not_found(
    program: Program, studio: Studio, owner: User, trainer: Visitor
) -> None:
    other = create_program(studio=studio, by=owner, name="Other")
    for name in ("week_copy", "week_insert", "week_remove"):
        assert post(trainer, name, program.pk, week(other, 1).pk).startswith("404")


def test_phases_and_workouts_are_arranged_from_their_menus(
    program: Program, owner: User, trainer: Visitor
) -> None:
    first = phase(program)
    assert "Duplicated Phase 1." in post(trainer, "phase_duplicate", program.pk, first.pk)
    assert "Moved Phase 1 down." in post(trainer, "phase_move", program.pk, first.pk, down="1")
    assert "Phase 1 is already last." in post(trainer, "phase_move", program.pk, first.pk, down="1")
    copy = Phase.objects.get(program=program, name="Phase 1 copy")
    moved = Workout.objects.get(program=program, name="Workout B", phase=first)
    page = post(trainer, "workout_copy", program.pk, moved.pk, phase=str(copy.pk))
    assert "Copied Workout B to Phase 1 copy." in page
    assert [item.name for item in copy.workouts.all()] == ["Workout A", "Workout B", "Workout B"]
    assert post(trainer, "workout_copy", program.pk, moved.pk, phase="x").startswith("422")


def test_the_menu_of_a_week_says_how_many_workouts_it_would_move(
    program: Program, client: Any, owner: User, trainer: Visitor
) -> None:
    own = assigned(program, client, owner)
    page = trainer.get(reverse("program_detail", args=[own.pk]), {"week": 2}).content.decode()
    assert "2 planned workouts will be a week later." in page
    assert "2 planned workouts will go." in page
    template = trainer.get(reverse("program_detail", args=[program.pk]), {"week": 2}).content.decode()
    assert "planned workout" not in template


def test_slots_of_one_week_are_not_told_twice(program: Program, owner: User) -> None:
    number = program.revision
    slots.duplicate_slot(own_slot(program, "Press"), by=owner)
    assert since(program, number) == ["Phase 1", "  Workout A", "    Press (added)", "      4 x 10 @ 80 %"]
    assert Slot.objects.filter(program=program).count() == 5
