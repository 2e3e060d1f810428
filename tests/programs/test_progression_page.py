"""The page of progressions: what it shows before anything is applied, what it refuses, and applying it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Visitor
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.actions.numbers import Reach, pin_field, toggle_slots
from programs.actions.phases import duplicate_phase
from programs.actions.progression import apply_scheme
from programs.actions.slots import add_slot
from programs.documents import document_of
from programs.forms.progression import ORDER
from programs.models import Phase, Program, Revision, SetGroup, Slot
from programs.prescription import (
    SCHEMES,
    Block,
    DailyUndulating,
    Field,
    HeavyLightMedium,
    LinearLoad,
    PlannedDeload,
    Scheme,
    Sums,
)
from programs.progressions import Progression
from programs.queries.program_totals import totals_of
from programs.views.other_goal import sums_under
from tests.conftest import SignIn
from tests.programs.rows import base_program, make, slot, workout
from trainer.models import Studio, User
from web.identifiers import new_uuid

HTMX = {"HX-Request": "true"}
LINEAR = {
    "scheme": "linear_load",
    "step": "2,5",
    "unit": "percent",
    "ease-sets": "50",
    "ease-intensity": "90",
}


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def address(program: Program, name: str = "phase_progression", **ids: Any) -> str:
    ids = ids or {"phase_id": Phase.objects.get(program=program, position=1).pk}
    return reverse(name, kwargs={"program_id": program.pk, **ids})


def text_of(page: Any) -> str:
    """The words of a page, in one line."""
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(plain.replace("\N{NO-BREAK SPACE}", " ").split())


def problems(page: Any) -> dict[str, str]:
    """What stands beside each field."""
    found = re.findall(r'id="problem-([\w-]+)"[^>]*>([^<]*)<', page.content.decode())
    return {name: said for name, said in found if said}


def by_week(name: str) -> list[float | None]:
    rows = SetGroup.objects.filter(slot__exercise__name=name, position=1)
    return list(rows.order_by("week__phase__position", "week__position").values_list("intensity", flat=True))


def test_the_page_shows_every_progression_and_the_weeks_as_one_would_fill_them(
    program: Program, trainer: Visitor
) -> None:
    page = trainer.get(address(program), {"scheme": "linear_load"})
    words = text_of(page)
    assert page.status_code == 200
    assert [SCHEMES[key].name for key in ORDER if SCHEMES[key].name in words] == [
        scheme.name for scheme in (SCHEMES[key] for key in ORDER)
    ]
    assert "8 cells would change." in words
    assert "4 x 10 @ 80 % · RIR 0 · 1:00 4 x 10 @ 82.5 % · RIR 0 · 1:15 +2.5 %" in words
    assert "Average intensity 80 % 82.5 % 85 %" in words
    assert "National Strength" in words or "NSCA" in words


@pytest.mark.parametrize("key", ORDER)
def test_every_progression_has_its_page(program: Program, trainer: Visitor, key: str) -> None:
    page = trainer.get(address(program), {"scheme": key})
    assert page.status_code == 200
    assert f'<h2 id="scheme-name">{SCHEMES[key].name}</h2>' in page.content.decode()


def test_a_preview_shows_and_writes_nothing(program: Program, trainer: Visitor) -> None:
    before, number = document_of(program), Revision.objects.count()
    preview = address(program, "phase_progression_preview")
    page = trainer.post(preview, LINEAR | {"step": "5"}, headers=HTMX)
    assert page.status_code == 200
    assert "4 x 10 @ 85 %" in text_of(page)
    assert "<html" not in page.content.decode()
    assert (document_of(program), Revision.objects.count()) == (before, number)


def test_without_htmx_the_preview_is_the_page(program: Program, trainer: Visitor) -> None:
    page = trainer.post(address(program, "phase_progression_preview"), LINEAR | {"step": "5"})
    assert page.status_code == 200
    assert 'value="5"' in page.content.decode()
    assert "4 x 10 @ 85 %" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"step": "0"}, "step", "A step must be more than 0 and at most 20 %."),
        ({"step": "x"}, "step", "“x” is not a number."),
        ({"step": ""}, "step", "This field is required."),
        ({"step": "NaN"}, "step", "“NaN” is not a number."),
        ({"unit": "stone"}, "unit", "Select a valid choice. stone is not one of the available choices."),
        (
            {"ease-every": "1"},
            "ease-every",
            "Weeks from deload to deload must be a whole number from 2 to 12.",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    program: Program, trainer: Visitor, typed: dict[str, str], field: str, said: str
) -> None:
    preview = address(program, "phase_progression_preview")
    for page in (
        trainer.post(preview, LINEAR | typed, headers=HTMX),
        trainer.post(address(program), LINEAR | typed),
    ):
        assert page.status_code == 422
        assert {name: said.replace("&#x27;", "'") for name, said in problems(page).items()} == {field: said}
    assert by_week("Press") == [80.0] * 3


def test_filling_is_one_change_and_a_repeat_is_none(program: Program, trainer: Visitor) -> None:
    key = str(new_uuid())
    number = Revision.objects.count()
    for _ in range(2):
        page = trainer.post(address(program), LINEAR | {"key": key})
        assert page.status_code == 302
        assert page["Location"].startswith(reverse("program_detail", args=[program.pk]))
    assert Revision.objects.count() == number + 1
    assert by_week("Press") == [80.0, 82.5, 85.0]


def test_one_exercise_is_filled_alone(program: Program, trainer: Visitor) -> None:
    its_own = address(program, "slot_progression", slot_id=slot("Press").pk)
    assert "2 cells would change." in text_of(trainer.get(its_own, {"scheme": "linear_load"}))
    trainer.post(its_own, LINEAR | {"ease-at_end": "on"})
    assert [by_week("Press"), by_week("Row")] == [[80.0, 82.5, 82.5 * 0.9], [80.0] * 3]
    kept = Progression.read(slot("Press").scheme)
    assert kept is not None
    assert kept.scheme == PlannedDeload(LinearLoad(), every=None, at_end=True)


def test_the_form_begins_with_what_is_at_work(program: Program, trainer: Visitor, owner: User) -> None:
    phase = Phase.objects.get(program=program).pk
    apply_scheme(program, {phase: LinearLoad("1.5", "kg")}, scope="x", by=owner)  # type: ignore[arg-type]  # as read
    page = trainer.get(address(program)).content.decode()
    assert '<h2 id="scheme-name">Linear load</h2>' in page
    assert 'name="step" value="1.5"' in page
    assert '<option value="kg" selected>' in page


def test_a_pinned_cell_is_marked(program: Program, trainer: Visitor, owner: User) -> None:
    pin_field(slot("Press"), Field.INTENSITY, pinned=True, by=owner, reach=Reach(2, "only"))
    page = trainer.get(address(program), {"scheme": "linear_load"})
    assert page.content.decode().count('aria-label="pinned"') == 1
    assert "Week 2: intensity pinned, although Linear load asks for +2.5 %." not in text_of(page)


def test_a_block_is_spread_over_the_phases(program: Program, trainer: Visitor, owner: User) -> None:
    for _ in range(2):
        duplicate_phase(
            Phase.objects.select_related("program__client").get(program=program, position=1), by=owner
        )
    typed = {
        "scheme": "block",
        "accumulation": "4",
        "intensification": "4",
        "peak": "2",
        "over_phases": "on",
        "ease-sets": "50",
        "ease-intensity": "90",
    }
    preview = trainer.post(address(program, "phase_progression_preview"), typed, headers=HTMX)
    assert text_of(preview).count("Average intensity") == 3
    trainer.post(address(program), typed)
    schemes = Slot.objects.filter(exercise__name="Press").order_by("group__workout__phase__position")
    kept = [Progression.read(scheme) for scheme in schemes.values_list("scheme", flat=True)]
    assert [item.scheme for item in kept if item] == [Block(4, 0, 0), Block(0, 4, 0), Block(0, 0, 2)]
    assert Revision.objects.filter(program=program).latest("number").text == (
        "Filled all phases with block periodization"
    )


def test_a_progression_is_taken_off(program: Program, trainer: Visitor, owner: User) -> None:
    trainer.post(address(program), LINEAR)
    page = trainer.post(address(program, "phase_progression_remove"))
    assert page.status_code == 302
    assert [slot(name).scheme for name in ("Press", "Row", "Squat", "Curl")] == [None] * 4
    assert by_week("Press") == [80.0, 82.5, 85.0]


def test_rows_phases_and_the_plan_name_it(program: Program, trainer: Visitor) -> None:
    trainer.post(address(program), LINEAR)
    builder = text_of(trainer.get(reverse("program_detail", args=[program.pk])))
    plan = trainer.get(reverse("program_plan", args=[program.pk]))
    assert builder.count("Linear load") == 5
    assert "Progression: Linear load" in text_of(plan)
    assert plan.content.decode().count('title="Linear load"') == 4


def test_an_empty_phase_says_so(studio: Studio, owner: User, trainer: Visitor, program: Program) -> None:
    Slot.objects.all().delete()
    assert "There is nothing to fill in Phase 1 yet." in text_of(trainer.get(address(program)))


def test_the_queries_do_not_grow_with_the_rows(program: Program, trainer: Visitor, owner: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert trainer.get(address(program), {"scheme": "wave"}).status_code == 200
        return len(captured)

    first = queries()
    for name in ("Dip", "Fly", "Pull"):
        add_slot(workout(program, "A"), make(name), by=owner)
    assert queries() == first


# The grid of a phase that a progression fills


def test_typing_in_week_1_of_the_grid_moves_the_weeks_after_it(program: Program, trainer: Visitor) -> None:
    trainer.post(address(program), LINEAR)
    save = reverse("slot_save", args=[program.pk, slot("Press").pk, 1])
    typed = {"field": "intensity", "was": "80", "intensity": "70", "week": "1", "reach": "following"}
    page = trainer.post(save, typed, headers=HTMX)
    assert page.status_code == 200
    assert 'value="70"' in page.content.decode()
    assert by_week("Press") == [70.0, 72.5, 75.0]


def test_the_grid_shows_what_a_toggle_made_of_a_filled_phase(program: Program, trainer: Visitor) -> None:
    trainer.post(address(program), {"scheme": "wave", "training_max": "90", "rise": "2.5", "unit": "kg"})
    page = trainer.post(address(program, "phase_goal"), {"goal": "strength"}, headers=HTMX)
    assert page.status_code == 200
    assert 'value="58.5"' in page.content.decode()
    third = trainer.get(reverse("program_detail", args=[program.pk]), {"week": "3"}).content.decode()
    assert 'value="85.5"' in third
    assert by_week("Press") == [58.5, 63.0, 67.5]


@pytest.mark.parametrize("scope", ["program", "phase", "workout", "slot"])
def test_there_and_back_is_the_identity_at_every_scope(
    program: Program, trainer: Visitor, owner: User, scope: str
) -> None:
    trainer.post(address(program), LINEAR | {"ease-every": "2"})
    pin_field(slot("Press"), Field.SETS, pinned=True, by=owner, reach=Reach(3, "only"))
    before = document_of(program)
    ids = {
        "program": {},
        "phase": {"phase_id": Phase.objects.get().pk},
        "workout": {"workout_id": workout(program, "A").pk},
        "slot": {"slot_id": slot("Press").pk},
    }
    toggle = reverse(f"{scope}_goal", kwargs={"program_id": program.pk, **ids[scope]})
    assert trainer.post(toggle, {"goal": "strength"}, headers=HTMX).status_code == 200
    assert by_week("Press") == [90.0, 81.0, 92.5]
    assert trainer.post(toggle, {"goal": "hypertrophy"}, headers=HTMX).status_code == 200
    assert document_of(program) == before


def test_the_comparison_knows_the_progression(program: Program, trainer: Visitor) -> None:
    trainer.post(address(program), {"scheme": "wave", "training_max": "90", "rise": "2.5", "unit": "kg"})
    page = trainer.get(reverse("program_compare", args=[program.pk]), {"goal": "strength"})
    words = text_of(page)
    assert "58.5 %" in words
    assert "90 %" not in words


@pytest.mark.parametrize("scheme", [HeavyLightMedium(weekly=LinearLoad()), DailyUndulating()])
@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_day_that_takes_turns_is_compared_as_it_would_be_with_the_days_beside_it(
    program: Program, trainer: Visitor, owner: User, scheme: Scheme, letter: str
) -> None:
    """Heavy in the first workout, light in the second: the light day is counted from the heavy one."""
    add_slot(workout(program, "B"), slot("Press").exercise, by=owner, goal="hypertrophy")
    phase = program.phases.get().pk
    apply_scheme(program, {phase: scheme}, scope="Phase 1", by=owner)
    chosen = Slot.objects.get(exercise__name="Press", group__workout__name=f"Workout {letter}")
    asked = {"goal": "strength", "slot": str(chosen.pk)}
    would_be = trainer.get(reverse("program_compare", args=[program.pk]), asked).context["compared"]
    toggle = reverse("slot_goal", args=[program.pk, chosen.pk])
    became = trainer.post(toggle, {"goal": "strength"}, headers=HTMX).context["changed"]
    assert would_be.rows == became.rows
    light_moves_too = isinstance(scheme, HeavyLightMedium) and letter == "A"
    assert len(became.rows) == (2 if light_moves_too else 1)


def test_the_overview_counts_what_the_progression_would_make_of_the_other_goal(
    program: Program, trainer: Visitor, owner: User
) -> None:
    trainer.post(address(program), {"scheme": "wave", "training_max": "90", "rise": "2.5", "unit": "kg"})
    program.refresh_from_db()
    under = sums_under("strength", totals_of(program).weeks)
    slots = list(Slot.objects.select_related("exercise"))
    toggle_slots(program, slots, "strength", scope="Program", by=owner)
    program.refresh_from_db()
    now = Sums.total(week.sums for week in totals_of(program).weeks)
    assert (under.sets, under.minutes, under.average_intensity) == (
        now.sets,
        now.minutes,
        now.average_intensity,
    )
