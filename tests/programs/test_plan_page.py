"""The plan: the page of a whole program, and what its cells answer to what is typed and pasted."""

import re
import uuid
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client as Visitor
from django.urls import resolve, reverse

from programs.actions.programs import add_phase, create_program, rename_workout
from programs.actions.slots import join_slot, set_note
from programs.models import Exercise, Program, Revision, SetGroup, Slot
from programs.views.plan_words import cell_html
from tests.programs.plan_cells import START, WEEKS, add, at, base_plan, cell, counts, line, page, plain, save
from trainer.models import Client, Studio, User


@pytest.fixture
def program(studio: Studio, owner: User, client: Client) -> Program:
    return base_plan(studio, owner, client)


@pytest.fixture
def slot(program: Program, owner: User) -> Slot:
    return add(program, "Bench press", owner)


@pytest.fixture
def visitor(trainer: Visitor) -> Visitor:
    return trainer


# The page


def test_the_plan_shows_every_phase_with_its_weeks_counted_through(
    visitor: Visitor, program: Program, slot: Slot, owner: User
) -> None:
    add_phase(program, by=owner)
    other = add(program, "Back squat", owner, phase=2, letter="B")
    html = page(visitor, program)
    weeks = re.findall(r'<th scope="col"><span>(\w+)</span>', html)
    assert weeks == ["Exercise", "W1", "W2", "W3", "W4", "Exercise", "W5", "W6", "W7", "W8"]
    assert [plain(text) for text in line(html, slot)] == [START] * WEEKS
    assert [plain(text) for text in line(html, other)] == [START] * WEEKS
    assert "All weeks" in visitor.get(reverse("program_detail", args=[program.pk])).content.decode()


def test_a_cell_that_says_the_same_as_the_week_before_stands_back(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    save(visitor, slot, "5x10", week=3, reach="only")
    same = ['class="same"' in text for text in line(page(visitor, program), slot)]
    assert same == [False, True, False, False]
    save(visitor, slot, "", week=1, reach="only")
    save(visitor, slot, "", week=2, reach="only")
    assert ['class="same"' in text for text in line(page(visitor, program), slot)] == [False] * 4


def test_without_scripts_a_cell_leads_to_a_page_where_its_week_is_changed(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    third = line(page(visitor, program), slot)[2]
    found = re.search(r'href="([^"]+)"', third)
    assert found is not None
    assert found[1] == f"../slots/{slot.pk}/?week=3"
    answer = visitor.get(reverse("slot_detail", args=[program.pk, slot.pk]), {"week": "3"})
    assert '<option value="only">week 3 only</option>' in answer.content.decode()


def test_every_address_on_the_plan_is_there(visitor: Visitor, program: Program, slot: Slot) -> None:
    address = reverse("program_plan", args=[program.pk])
    names = addressed(page(visitor, program), at=address)
    workouts = {"workout_edit", "workout_duplicate", "workout_save", "workout_remove", "slot_add"}
    assert workouts - names == set()


def addressed(html: str, *, at: str) -> set[str | None]:
    """The names of the pages that a page at this address leads to; fails where there is none."""
    found = re.findall(r' (?:href|action|formaction)="([^"#]+)"', html.partition("<main")[2])
    paths = {urlsplit(urljoin(at, one)).path for one in found}
    return {resolve(path).url_name for path in paths if not path.startswith("/static/")}


def test_a_line_says_its_code_goal_and_note(
    visitor: Visitor, program: Program, slot: Slot, owner: User
) -> None:
    row = add(program, "Row", owner)
    join_slot(row, by=owner)
    set_note(slot, "Elbows <in>", by=owner)
    html = page(visitor, program)
    heads = [plain(text) for text in re.findall(r'<th scope="row">(.*?)</th>', html)]
    assert heads == ["A1 Bench press HElbows &lt;in&gt;", "A2 Row H"]


def test_names_are_escaped(visitor: Visitor, program: Program, slot: Slot, owner: User) -> None:
    rename_workout(slot.group.workout, name="<script>alert(1)</script>", by=owner)
    Exercise.objects.update(name='"><img src=x>')
    html = page(visitor, program)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert cell_html("<b> & 4 x 8 · 80 kg") == "<b>&lt;b&gt;\xa0&amp;\xa04\xa0x\xa08</b>\xa0· 80\xa0kg"


def test_a_trainer_with_commas_reads_and_types_commas(
    visitor: Visitor, program: Program, slot: Slot, owner: User
) -> None:
    owner.locale = "en-eu"
    owner.save()
    answer = save(visitor, slot, "4x8 82,5kg")
    assert answer.json()["cells"][cell(slot, 1)][1] == "4 x 8 @ 82,5 % · RIR 0,4 · 82,5 kg · 1:15"
    assert "82,5\xa0kg" in page(visitor, program)


@pytest.mark.parametrize("slots", [4, 12])
def test_the_plan_takes_the_same_queries_whatever_its_size(
    visitor: Visitor, program: Program, owner: User, slots: int, django_assert_num_queries: Any
) -> None:
    for _ in range(slots):
        add(program, "Bench press", owner)
    page(visitor, program)
    with django_assert_num_queries(8):
        page(visitor, program)


# A cell


def test_a_save_answers_every_cell_that_changed_what_was_done_and_how_to_undo_it(
    visitor: Visitor, slot: Slot
) -> None:
    answer = save(visitor, slot, "5x10", week=3)
    now = START.replace("4 x", "5 x")
    revision = Revision.objects.latest("number")
    assert answer.json() == {
        "cells": {cell(slot, 3): [START, now], cell(slot, 4): [START, now]},
        "said": "Bench press: sets 5, week 3 on.",
        "revision": str(revision.pk),
    }


@pytest.mark.parametrize(
    ("reach", "weeks"), [("only", [3]), ("following", [3, 4]), ("every", [1, 2, 3, 4]), ("nonsense", [3, 4])]
)
def test_a_save_is_for_the_weeks_that_were_chosen(
    visitor: Visitor, slot: Slot, reach: str, weeks: list[int]
) -> None:
    answer = save(visitor, slot, "5x10", week=3, reach=reach)
    assert list(answer.json()["cells"]) == [cell(slot, week) for week in weeks]


def test_a_text_changed_in_place_lets_the_other_numbers_follow(visitor: Visitor, slot: Slot) -> None:
    typed = START.replace("80 %", "85 %")
    answer = save(visitor, slot, typed, over="")
    assert answer.json()["cells"][cell(slot, 1)][1] == "4 x 7 @ 85 % · RIR 0 · 85 kg · 1:30"


def test_a_later_change_of_the_same_cell_is_shown_both_texts_and_writes_nothing(
    visitor: Visitor, slot: Slot
) -> None:
    save(visitor, slot, "5x10")
    before = counts(visitor)
    answer = save(visitor, slot, "3x10")
    assert answer.status_code == 409
    assert answer.json() == {
        "said": "Somebody changed this cell meanwhile.",
        "stored": START.replace("4 x", "5 x"),
    }
    assert counts(visitor) == before
    chosen = save(visitor, slot, "3x10", was=answer.json()["stored"])
    assert chosen.json()["cells"][cell(slot, 1)][1] == START.replace("4 x", "3 x")


def test_changes_of_other_cells_do_not_collide(visitor: Visitor, slot: Slot) -> None:
    save(visitor, slot, "5x10", week=1, reach="only")
    assert save(visitor, slot, "3x10", week=2, reach="only").status_code == 200


def test_two_who_write_the_same_agree(visitor: Visitor, slot: Slot) -> None:
    five = START.replace("4 x", "5 x")
    save(visitor, slot, "5x10")
    answer = save(visitor, slot, five)
    assert (answer.status_code, answer.json()["revision"]) == (200, "")


def test_a_repeated_request_is_answered_with_how_things_stand(visitor: Visitor, slot: Slot) -> None:
    key = str(uuid.uuid4())
    save(visitor, slot, "4x10 + drop set 1x12", key=key, reach="only")
    before = counts(visitor)
    answer = save(visitor, slot, "4x10 + drop set 1x12", key=key, reach="only")
    assert answer.status_code == 200
    assert [len(text.split(" + ")) for _, text in answer.json()["cells"].values()] == [2, 1, 1, 1]
    assert counts(visitor) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 10_000, "A cell holds at most 600 characters."),
        ("4x8 " * 160, "A cell holds at most 600 characters."),
        ("NaN", "“NaN” is not understood. Put a note in quotation marks or after #."),
        ("4xNaN", None),
        ("4x∞", None),
        ("😀", None),
        ("4x8 😀", None),
        ("1e9x1e9", None),
        ("4x8 @ 999%", None),
        ("999999999999x8", None),
        ("\x00", None),
        ("<script>", None),
        ("4x8 @ -5%", None),
    ],
)
@pytest.mark.parametrize("what", ["cell_save", "cell_preview"])
def test_a_text_that_nobody_can_mean_is_refused_with_its_reason(
    visitor: Visitor, slot: Slot, what: str, text: str, said: str | None
) -> None:
    before = counts(visitor)
    answer = visitor.post(at(slot, 1, what), {"text": text, "was": START, "over": "1"})
    assert answer.status_code == 422
    assert said is None or answer.json()["said"] == said
    assert answer.json()["said"]
    assert counts(visitor) == before


def test_what_is_not_understood_is_marked_in_the_text(visitor: Visitor, slot: Slot) -> None:
    answer = visitor.post(at(slot, 1, "cell_preview"), {"text": "4x8\n+  back-off 2x8 slowly", "over": "1"})
    assert answer.json()["marked"] == ["4x8 + back-off 2x8 ", "slowly", ""]


def test_a_preview_says_what_was_typed_what_follows_and_what_stays_and_writes_nothing(
    visitor: Visitor, slot: Slot
) -> None:
    before = counts(visitor)
    answer = visitor.post(at(slot, 1, "cell_preview"), {"text": "4x8 + drop set 2x12", "over": "1"}).json()
    assert [[tuple(piece) for piece in group if piece[1]] for group in answer["groups"]] == [
        [
            ("4 x 8", "typed"),
            ("@ 83.8 %", "follows"),
            ("RIR 0", "stays"),
            ("85 kg", "follows"),
            ("1:25", "follows"),
        ],
        [
            ("drop set", "typed"),
            ("2 x 12", "typed"),
            ("@ 67 %", "follows"),
            ("RIR 0", "follows"),
            ("67.5 kg", "follows"),
            ("0:10", "follows"),
        ],
    ]
    assert (answer["says"][:31], answer["severity"]) == ("On average people fail at 7.2 r", "caution")
    assert counts(visitor) == before
    saved = save(visitor, slot, "4x8 + drop set 2x12").json()["cells"][cell(slot, 1)][1]
    assert saved == " + ".join(" ".join(words for words, _ in group) for group in answer["groups"])


def test_a_preview_of_nothing_is_an_empty_week(visitor: Visitor, slot: Slot) -> None:
    answer = visitor.post(at(slot, 1, "cell_preview"), {"text": "  \n ", "over": "1"})
    assert answer.json() == {"groups": [], "says": "", "severity": ""}


@pytest.mark.parametrize("week", [0, 5, 99, 10**30])
def test_a_week_that_is_not_there_takes_nothing(visitor: Visitor, slot: Slot, week: int) -> None:
    before = counts(visitor)
    assert save(visitor, slot, "4x8", week=week, was="").status_code == 404
    assert counts(visitor) == before


@pytest.mark.parametrize("what", ["cell_save", "cell_preview"])
def test_a_slot_of_another_program_is_not_there(
    visitor: Visitor, slot: Slot, studio: Studio, owner: User, what: str
) -> None:
    other = create_program(studio=studio, by=owner, name="Other", weeks=1, workouts=1)
    answer = visitor.post(reverse(what, args=[other.pk, slot.pk, 1]), {"text": "4x8", "was": START})
    assert answer.status_code == 404


@pytest.mark.parametrize("slots", [4, 200])
def test_a_save_takes_the_same_queries_whatever_the_size_of_the_program(
    visitor: Visitor, slot: Slot, slots: int, django_assert_num_queries: Any
) -> None:
    grow(slot, slots)
    key = str(uuid.uuid4())
    save(visitor, slot, "5x10")
    with django_assert_num_queries(9):  # among them session, person, begin and commit
        save(visitor, slot, "3x10", was=START.replace("4 x", "5 x"), key=key)
    with django_assert_num_queries(4):
        visitor.post(at(slot, 1, "cell_preview"), {"text": "4x8", "over": "1"})


def grow(slot: Slot, slots: int) -> None:
    """So many slots in the program, like this one."""
    count = slots - Slot.objects.count()
    rows = list(SetGroup.objects.filter(slot=slot))
    copies = [
        Slot(
            studio_id=slot.studio_id,
            program_id=slot.program_id,
            group_id=slot.group_id,
            exercise_id=slot.exercise_id,
            position=number + 2,
            lift=slot.lift,
        )
        for number in range(count)
    ]
    Slot.objects.bulk_create(copies)
    fresh = []
    for copied in copies:
        for row in rows:
            values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            fresh.append(SetGroup(**values | {"id": uuid.uuid4(), "slot_id": copied.pk}))
    SetGroup.objects.bulk_create(fresh)


# Undo


def test_undo_from_the_plan_comes_back_to_the_plan_with_what_was_done(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    revision = save(visitor, slot, "5x10").json()["revision"]
    undo = reverse("program_undo", args=[program.pk])
    answer = visitor.post(undo, {"revision": revision, "back": "plan"}, follow=True)
    html = answer.content.decode()
    assert [plain(text) for text in line(html, slot)] == [START] * WEEKS
    assert "Undid: Bench press: sets 5, week 1 on." in html
    for wrong, said in ((revision, "This was undone already."), ("", "There is nothing to undo.")):
        answer = visitor.post(undo, {"revision": wrong, "back": "plan"}, follow=True)
        assert said in answer.content.decode()


def test_the_plan_redoes_what_was_undone_last(visitor: Visitor, program: Program, slot: Slot) -> None:
    revision = save(visitor, slot, "5x10").json()["revision"]
    undo = reverse("program_undo", args=[program.pk])
    for name, title in (("redo", "Redo"), ("undo", "Undo")):
        html = visitor.post(undo, {"revision": revision, "back": "plan"}, follow=True).content.decode()
        found = re.search(rf'id="{name}" name="revision" value="([^"]+)" title="([^"]+)"', html)
        assert found is not None
        revision = found[1]
        assert found[2] == f"{title}: Bench press: sets 5, week 1 on"


# Phases and workouts


def test_phases_and_workouts_are_made_and_changed_from_the_plan(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    phase, workout = slot.group.workout.phase, slot.group.workout

    def ask(what: str, *args: object, **values: str) -> str:
        address = reverse(what, args=[program.pk, *args])
        answer = visitor.post(address, {"back": "plan", **values}, follow=True)
        assert answer.redirect_chain == [(reverse("program_plan", args=[program.pk]), 302)]
        alert = r'<div class="alert alert-(\w+)" role="status">(.*?)</div>'
        [found] = re.findall(alert, answer.content.decode())
        return ": ".join(found)

    [first, second] = phase.weeks.filter(position__lte=2).order_by("position")
    assert [
        ask("week_copy", first.pk, to=str(second.pk)),
        ask("week_copy", first.pk),
        ask("week_insert", first.pk),
        ask("phase_save", phase.pk, name="Tens"),
        ask("workout_save", workout.pk, name=""),
        ask("workout_save", workout.pk, name="Tens A"),
        ask("phase_edit", phase.pk, name="Volume", weeks="6"),
        ask("workout_add", phase.pk),
        ask("workout_edit", workout.pk, name="Push"),
        ask("workout_duplicate", workout.pk),
        ask("phase_goal", phase.pk, goal="strength"),
        ask("phase_add"),
        ask("phase_duplicate", phase.pk),
        ask("phase_move", phase.pk, down="1"),
        ask("workout_remove", workout.pk),
        ask("phase_remove", phase.pk),
    ] == [
        "success: They say the same already.",
        "danger: Choose the weeks to copy to.",
        "success: Phase 1: inserted a week after week 1.",
        "success: “Tens” is kept among your pieces.",
        "danger: Name of the piece: This field is required.",
        "success: “Tens A” is kept among your pieces.",
        "success: Volume: 6 weeks.",
        "success: Added Workout C.",
        "success: Renamed Workout A to Push.",
        "success: Duplicated Push.",
        "success: Volume is strength now: 2 rows changed.",
        "success: Added Phase 2.",
        "success: Duplicated Volume.",
        "success: Moved Volume down.",
        "success: Removed Push.",
        "success: Removed Volume.",
    ]


def fields(html: str, form: str) -> list[tuple[str, str, str]]:
    """The visible fields of a form: name, what stands in them, and the problem beside it."""
    found = re.search(rf'action="{form}">(.*?)</form>', html, re.DOTALL)
    assert found is not None
    told = []
    for tag in re.findall(r"<input class=[^>]*>", found[1]):
        problem = re.search(r'aria-invalid="true" aria-describedby="([^"]*)"', tag)
        said = re.search(rf'id="{problem[1]}">(.*?)</span>', found[1]) if problem else None
        name, value = (re.search(rf' {key}="([^"]*)"', tag) for key in ("name", "value"))
        assert name is not None
        assert value is not None
        told.append((name[1], value[1], said[1] if said else ""))
    return told


@pytest.mark.parametrize(
    ("name", "weeks", "problems"),
    [
        ("", "6", ("This field is required.", "")),
        ("  ", "6", ("This field is required.", "")),
        ("N" * 121, "6", ("Ensure this value has at most 120 characters (it has 121).", "")),
        ("Volume", "13", ("", "Ensure this value is less than or equal to 12.")),
        ("Volume", "six", ("", "Enter a whole number.")),
        ("", "0", ("This field is required.", "Ensure this value is greater than or equal to 1.")),
    ],
)
def test_a_refused_phase_comes_back_as_typed_with_what_is_wrong_beside_it(
    visitor: Visitor, program: Program, slot: Slot, name: str, weeks: str, problems: tuple[str, str]
) -> None:
    phase = slot.group.workout.phase
    address = reverse("phase_edit", args=[program.pk, phase.pk])
    answer = visitor.post(address, {"back": "plan", "name": name, "weeks": weeks})
    html = answer.content.decode()
    assert (answer.status_code, html.count("plan__problem"), html.count(" open>")) == (
        422,
        sum(bool(said) for said in problems),
        1,
    )
    assert fields(html, address) == [("name", name, problems[0]), ("weeks", weeks, problems[1])]
    phase.refresh_from_db()
    assert (phase.name, phase.weeks.count()) == ("Phase 1", WEEKS)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "This field is required."),
        ("N" * 121, "Ensure this value has at most 120 characters (it has 121)."),
    ],
)
def test_a_refused_name_of_a_workout_comes_back_as_typed_with_what_is_wrong_beside_it(
    visitor: Visitor, program: Program, slot: Slot, name: str, problem: str
) -> None:
    workout = slot.group.workout
    address = reverse("workout_edit", args=[program.pk, workout.pk])
    answer = visitor.post(address, {"back": "plan", "name": name})
    html = answer.content.decode()
    assert (answer.status_code, html.count("plan__problem")) == (422, 1)
    assert fields(html, address) == [("name", name, problem)]
    assert "slot_detail" in addressed(html, at=address)
    workout.refresh_from_db()
    assert workout.name == "Workout A"


def test_a_finding_is_mended_in_every_week_that_has_it_from_the_plan(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    save(visitor, slot, "4x10 r30", week=2, reach="only")
    save(visitor, slot, "4x10 r55", week=3, reach="only")
    save(visitor, slot, "4x10 r70", week=4, reach="only")
    address = reverse("program_mend", args=[program.pk])
    answer = visitor.post(address, {"code": "rest_below_range", "back": "plan"}, follow=True)
    html = answer.content.decode()
    kept = START.replace("1:00", "1:10")
    assert [plain(text) for text in line(html, slot)] == [START, START, START, kept]
    assert "1 row: 60 s of rest." in html
    answer = visitor.post(address, {"code": "rest_below_range", "back": "overview"}, follow=True)
    assert "There is nothing left to mend here." in answer.content.decode()


def test_an_exercise_removed_from_the_plan_comes_back_to_it(
    visitor: Visitor, program: Program, slot: Slot
) -> None:
    address = reverse("slot_remove", args=[program.pk, slot.pk])
    answer = visitor.post(address, {"back": "plan"}, follow=True)
    assert answer.redirect_chain == [(reverse("program_plan", args=[program.pk]), 302)]
    assert "Removed Bench press." in answer.content.decode()
    assert Slot.objects.count() == 0
