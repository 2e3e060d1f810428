"""The draft from a client's profile: what it shows, what it asks, and the program that is made of it."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from programs.actions.exercises import load_catalogue
from programs.models import Exercise, Max, Program, Revision, SetGroup, Slot
from programs.prescription.drafting import Draft
from programs.queries.drafts import exercise_facts
from programs.queries.program_totals import totals_of
from tests.conftest import make_client
from tests.programs.planned import give_max, make_exercise
from trainer.actions import apply_preset
from trainer.models import Client, Limit, Studio, User
from trainer.presets import Preset
from web.identifiers import new_uuid


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    load_catalogue(always=True)


@pytest.fixture
def lifter(studio: Studio, owner: User) -> Client:
    """An intermediate client who wants muscle, with dumbbells at home and a sore knee."""
    client = make_client(
        studio,
        owner,
        "Lena Lifter",
        experience="intermediate",
        goal="hypertrophy",
        clearance="cleared",
        days_per_week=3,
        minutes_per_session=60,
    )
    apply_preset(client=client, preset=Preset.HOME_DUMBBELLS, by=owner)
    Limit.objects.create(studio=studio, client=client, region="knee")
    return client


@pytest.fixture
def draft(signed_in: Any, owner: User, lifter: Client) -> Any:
    visitor = signed_in(owner)

    def draft(*, do: str = "start", client: Client = lifter, **told: Any) -> Any:
        data = {
            "id": new_uuid(),
            "goal": "hypertrophy",
            "days": "3",
            "minutes": "60",
            "weeks": "8",
            "place": "on_file",
            "do": do,
        }
        return visitor.post(reverse("client_draft", args=[client.pk]), {**data, **told})

    return draft


def page_of(signed_in: Any, person: User, client: Client) -> Any:
    return signed_in(person).get(reverse("client_draft", args=[client.pk]))


def test_the_page_begins_with_the_profile_and_says_why_each_exercise_stands_there(
    signed_in: Any, owner: User, lifter: Client
) -> None:
    answer = page_of(signed_in, owner, lifter)
    assert [(fact.name, fact.said, fact.missing) for fact in answer.context["facts"]] == [
        ("Goal", "Hypertrophy", False),
        ("Experience", "Intermediate", False),
        ("Time", "3 days of 60 minutes", False),
        ("Equipment", "Bands, bench, dumbbells", False),
        ("Limits", "Knee", False),
        ("Health", "Cleared to train", False),
    ]
    page = answer.context["page"]
    assert page.sums == "3 workouts a week: 8 weeks of hypertrophy."
    first = page.parts[0].days[0]
    assert [(row.name, row.sets) for row in first.rows[:2]] == [
        ("Dumbbell bench press", "4 x 8 · RIR 4 · 1:00"),
        ("Chest-supported dumbbell row", "4 x 8 · RIR 4 · 1:00"),
    ]
    assert first.rows[0].why == (
        "Horizontal push: not Bench press, because there is no barbell and no rack on hand."
    )
    assert page.avoided[1] == "Full body A: no squat, because each of them loads the knee."
    assert not Program.objects.exists()


def test_what_is_not_known_is_named_with_the_place_to_tell_it(
    signed_in: Any, owner: User, client: Client
) -> None:
    answer = page_of(signed_in, owner, client)
    assert [fact.name for fact in answer.context["missing"]] == ["Equipment", "Health"]
    html = answer.content.decode()
    assert f'href="{reverse("client_equipment", args=[client.pk])}">list what is on hand</a>' in html
    assert answer.context["form"].initial["place"] == Preset.COMMERCIAL_GYM


def test_a_client_who_waits_for_clearance_is_named_before_anything_is_made(
    signed_in: Any, owner: User, lifter: Client
) -> None:
    Client.objects.filter(pk=lifter.pk).update(clearance="needed")
    page = page_of(signed_in, owner, lifter).context["page"]
    assert [text for text, _ in page.cautions] == ["This client waits for a health professional's clearance."]


def test_starting_from_the_draft_makes_the_program_that_was_shown(
    draft: Any, signed_in: Any, owner: User, lifter: Client
) -> None:
    shown = page_of(signed_in, owner, lifter).context["page"].parts[0].days
    answer = draft()
    program = Program.objects.get()
    assert answer.url == reverse("program_detail", args=[program.pk])
    assert (program.client, program.method, program.experience) == (lifter, "reserve", "intermediate")
    assert program.name == "Hypertrophy, 3 days a week"
    assert Revision.objects.get().text == "Drafted the program from the profile"
    order = ("group__workout__position", "group__position", "position")
    made = Slot.objects.filter(program=program).order_by(*order)
    assert list(made.values_list("group__workout__name", "exercise__name")) == [
        (day.name, row.name) for day in shown for row in day.rows
    ]
    rows = SetGroup.objects.filter(slot__exercise__name="Dumbbell bench press").order_by("week__position")
    weeks = rows.values_list("week__position", "sets", "reps", "rir", "rest_seconds")
    assert list(weeks[:4]) == [
        (1, 4, 8, 4.0, 60),
        (2, 4, 9, 3.0, 60),
        (3, 4, 10, 2.0, 60),
        (4, 2, 8, 5.0, 60),
    ]


@pytest.mark.parametrize("days", [2, 3, 4, 5])
@pytest.mark.parametrize("goal", ["hypertrophy", "strength"])
def test_the_builder_has_no_blocker_and_no_caution_for_a_drafted_program(
    draft: Any, owner: User, lifter: Client, goal: str, days: int
) -> None:
    for exercise in Exercise.objects.filter(load_kind="external", studio=None):
        give_max(lifter, exercise, "20" if exercise.mechanics == "compound" else "10", on=date(2026, 11, 2))
    draft(goal=goal, days=str(days))
    program = Program.objects.select_related("client", "studio").get()
    totals = totals_of(program)
    assert [item.code for item in totals.findings if item.severity != "note"] == []
    graver = [
        item["code"]
        for row in totals.rows
        for item in row.effective["findings"]
        if item["severity"] != "note"
    ]
    assert graver == []


def test_a_novices_draft_has_no_load_that_rises_before_the_lift_is_signed_off(
    draft: Any, studio: Studio, owner: User
) -> None:
    novice = make_client(
        studio, owner, "Nils Novice", experience="novice", goal="hypertrophy", clearance="cleared"
    )
    apply_preset(client=novice, preset=Preset.COMMERCIAL_GYM, by=owner)
    for name in ("Goblet squat", "Dumbbell bench press", "Lat pulldown"):
        give_max(novice, Exercise.objects.get(name=name), on=date(2026, 11, 2))
    draft(client=novice)
    program = Program.objects.select_related("client", "studio").get()
    assert Max.objects.filter(client=novice).count() == 3
    assert [item.code for item in totals_of(program).findings if item.severity != "note"] == []
    assert [phase.name for phase in program.phases.order_by("position")] == ["Foundation", "Hypertrophy"]


def test_the_same_form_twice_makes_one_program(draft: Any) -> None:
    key = new_uuid()
    assert draft(id=key).url == draft(id=key).url
    assert Program.objects.count() == 1


def test_other_options_give_another_draft_and_nothing_is_saved(draft: Any) -> None:
    answer = draft(do="preview", days="4", weeks="12", goal="strength", place="commercial_gym")
    assert answer.status_code == 200
    assert answer.context["page"].sums == "4 workouts a week: 12 weeks of strength."
    assert not Program.objects.exists()


def test_the_fragment_answers_while_options_are_chosen(signed_in: Any, owner: User, lifter: Client) -> None:
    data = {
        "id": new_uuid(),
        "goal": "strength",
        "days": "2",
        "minutes": "45",
        "weeks": "4",
        "place": "on_file",
    }
    answer = signed_in(owner).post(reverse("client_draft_preview", args=[lifter.pk]), data)
    html = answer.content.decode()
    assert "2 workouts a week: 4 weeks of strength." in html
    assert "<html" not in html


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"days": "0"}, "Days a week: Ensure this value is greater than or equal to 1."),
        ({"days": "8"}, "Days a week: Ensure this value is less than or equal to 7."),
        ({"minutes": ""}, "Minutes a workout: This field is required."),
        ({"minutes": "5"}, "Minutes a workout: Ensure this value is greater than or equal to 10."),
        ({"weeks": "5"}, "Weeks: Select a valid choice. 5 is not one of the available choices."),
        ({"goal": "power"}, "Goal: Select a valid choice. power is not one of the available choices."),
        ({"place": "moon"}, "Equipment: Select a valid choice. moon is not one of the available choices."),
        ({"id": "x"}, "Id: Enter a valid UUID."),
    ],
)
def test_bad_input_gets_its_message_and_makes_nothing(draft: Any, told: dict[str, str], said: str) -> None:
    answer = draft(**told)
    assert answer.status_code == 422
    assert answer.context["problems"] == [said]
    assert not Program.objects.exists()


def test_where_nothing_is_possible_nothing_is_made(draft: Any, lifter: Client) -> None:
    Exercise.objects.update(archived_at="2026-01-01T00:00Z")
    answer = draft()
    assert answer.status_code == 422
    assert "Nothing is possible with these limits and this equipment." in answer.content.decode()
    assert not Program.objects.exists()


def test_the_id_of_another_program_is_refused(draft: Any, studio: Studio) -> None:
    taken = Program.objects.create(studio=studio, name="Another")
    answer = draft(id=taken.pk)
    assert answer.context["problems"] == ["Id: This form is no longer good. Open it again."]
    assert Program.objects.count() == 1


def test_an_archived_client_has_no_draft(signed_in: Any, owner: User, lifter: Client) -> None:
    Client.objects.filter(pk=lifter.pk).update(archived_at="2026-01-01T00:00Z")
    assert page_of(signed_in, owner, lifter).status_code == 404


def test_a_studios_own_exercise_counts_and_anothers_does_not(studio: Studio, stranger: User) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    make_exercise("Our own row", studio=studio)
    make_exercise("Their own row", studio=elsewhere)
    make_exercise("Back squat", studio=studio)
    facts = exercise_facts(studio.pk)
    own = [fact.name for fact in facts if not fact.key]
    assert own == ["Our own row"]
    assert facts[0].key == "back-squat"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_more_of_everything(
    signed_in: Any, owner: User, lifter: Client, studio: Studio, count: int, django_assert_num_queries: Any
) -> None:
    for number, region in zip(range(count), ("neck", "ankle", "wrist"), strict=False):
        Limit.objects.create(studio=studio, client=lifter, region=region)
        make_exercise(f"Exercise {number}", studio=studio)
    visitor = signed_in(owner)
    with django_assert_num_queries(6):
        visitor.get(reverse("client_draft", args=[lifter.pk]))


def test_the_client_page_leads_to_the_draft(signed_in: Any, owner: User, client: Client) -> None:
    html = signed_in(owner).get(reverse("client_detail", args=[client.pk])).content.decode()
    address = re.escape(reverse("client_draft", args=[client.pk]))
    assert len(re.findall(f'href="{address}"', html)) == 2


def test_the_engine_gives_the_page_the_draft_that_it_drafted(
    signed_in: Any, owner: User, lifter: Client
) -> None:
    found = page_of(signed_in, owner, lifter).context["form"].draft
    assert isinstance(found, Draft)
    assert found.wish.limits == frozenset({"knee"})
