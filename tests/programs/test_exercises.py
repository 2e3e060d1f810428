"""Exercises: the shared catalogue, the search, a studio's own."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from programs import catalogue
from programs.actions.exercises import load_catalogue
from programs.models import Exercise
from programs.queries.exercise_facts import facts_of
from programs.queries.exercises import Filters, best_match, search
from tests.conftest import SignIn
from trainer.models import Client, Equipment, Studio, User


@pytest.fixture
def loaded(db: None) -> None:
    load_catalogue(always=True)


def own_exercise(studio: Studio, name: str = "Zercher good morning") -> Exercise:
    return Exercise.objects.create(
        studio=studio, name=name, pattern="hinge", primary_muscles=["hamstrings"], equipment=["barbell"]
    )


def names(user: User, text: str, **options: Any) -> list[str]:
    return [line.name for line in search(user, text, **options)]


def test_the_whole_catalogue_is_loaded(loaded: None) -> None:
    assert Exercise.objects.filter(studio=None, archived_at=None).count() == len(catalogue.exercises())


def test_loading_again_keeps_ids_and_makes_nothing(loaded: None) -> None:
    before = dict(Exercise.objects.values_list("key", "pk"))
    assert load_catalogue() is None
    assert load_catalogue(always=True) == len(before)
    assert dict(Exercise.objects.values_list("key", "pk")) == before


def test_what_vanished_from_the_file_is_archived(loaded: None) -> None:
    Exercise.objects.create(key="forgotten-lift", name="Forgotten lift", pattern="hinge")
    load_catalogue(always=True)
    assert Exercise.objects.get(key="forgotten-lift").archived_at is not None


def test_loading_takes_the_same_few_queries_each_time(
    loaded: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        load_catalogue(always=True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("rdl", "Romanian deadlift"),
        ("ohp", "Overhead press"),
        ("pull up", "Pull-up"),
        ("squat front", "Front squat"),
        ("benhc pres", "Bench press"),
    ],
)
def test_search_knows_aliases_word_order_and_typos(loaded: None, owner: User, text: str, first: str) -> None:
    assert names(owner, text)[0] == first


def test_search_of_nonsense_finds_nothing(loaded: None, owner: User) -> None:
    assert names(owner, "qqqqzzzz") == []
    assert best_match(owner, "qqqqzzzz") is None
    assert best_match(owner, "   ") is None


def test_filters_narrow_by_muscle_pattern_and_equipment(loaded: None, owner: User) -> None:
    found = search(owner, "", filters=Filters(muscle="chest", pattern="horizontal_push"), limit=500)
    assert found
    assert all("chest" in line.primary and line.pattern == "horizontal_push" for line in found)
    at_home = search(owner, "", filters=Filters(implements=frozenset({"dumbbell"})), limit=500)
    assert {implement for line in at_home for implement in line.equipment} == {"dumbbell"}


def test_a_new_own_exercise_is_found_at_once_and_only_in_its_studio(
    loaded: None, studio: Studio, owner: User, stranger: User
) -> None:
    assert names(owner, "zercher good morning")[:1] != ["Zercher good morning"]
    exercise = own_exercise(studio)
    assert names(owner, "zercher good morning")[0] == "Zercher good morning"
    assert "Zercher good morning" not in names(stranger, "zercher good morning")
    exercise.name = "Zercher hinge"
    exercise.save()
    assert names(owner, "zercher hinge")[0] == "Zercher hinge"


def test_search_asks_the_database_once_when_nothing_changed(
    loaded: None, owner: User, django_assert_num_queries: Any
) -> None:
    search(owner, "squat")
    with django_assert_num_queries(1):
        search(owner, "bench")


def test_options_say_what_the_client_lacks(
    loaded: None, signed_in: SignIn, owner: User, client: Client
) -> None:
    Equipment.objects.create(studio=client.studio, client=client, implement="dumbbell")
    visitor = signed_in(owner)
    body = visitor.get(
        reverse("exercise_search"), {"q": "back squat", "client": str(client.pk)}
    ).content.decode()
    assert "has no: Barbell, rack" in body
    assert body.index("Back squat") < body.index("has no")


def test_options_for_anothers_client_say_nothing_of_their_equipment(
    loaded: None, signed_in: SignIn, stranger: User, client: Client
) -> None:
    query = {"q": "back squat", "client": str(client.pk)}
    assert "has no" not in signed_in(stranger).get(reverse("exercise_search"), query).content.decode()


def test_the_list_takes_the_same_queries_however_many_match(
    loaded: None, signed_in: SignIn, owner: User, django_assert_num_queries: Any
) -> None:
    visitor = signed_in(owner)
    visitor.get(reverse("exercise_list"))
    for query in ("zercher squat", "squat"):
        with django_assert_num_queries(4):
            assert visitor.get(reverse("exercise_list"), {"q": query}).status_code == 200


def test_bad_filters_find_nothing_and_break_nothing(loaded: None, signed_in: SignIn, owner: User) -> None:
    visitor = signed_in(owner)
    for query in ({"muscle": "x" * 10_000}, {"client": "7"}, {"q": "<script>"}, {"pattern": "no such"}):
        answer = visitor.get(reverse("exercise_list"), query)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def form(**changes: Any) -> dict[str, Any]:
    values = {
        "id": str(uuid.uuid4()),
        "name": "Cuban press",
        "aliases": "cuban, rotator press",
        "pattern": "shoulder_isolation",
        "mechanics": "isolation",
        "region": "upper",
        "primary_muscles": ["side_delts"],
        "secondary_muscles": ["side_delts", "traps"],
        "equipment": ["dumbbell"],
        "loaded_with": "dumbbell",
        "load_kind": "external",
        "body_weight_share": "0",
        "measure": "reps",
        "curve": "general",
        "stresses": ["shoulder"],
        "cue": "Elbows stay high.",
    }
    return {**values, **changes}


def test_an_own_exercise_is_made_and_changed(signed_in: SignIn, owner: User, studio: Studio) -> None:
    visitor = signed_in(owner)
    assert visitor.post(reverse("exercise_create"), form()).status_code == 302
    exercise = Exercise.objects.get(studio=studio)
    assert exercise.aliases == ["cuban", "rotator press"]
    assert exercise.secondary_muscles == ["traps"]
    edit = reverse("exercise_edit", args=[exercise.pk])
    changed = form(name="Cuban rotation", seen=exercise.updated_at.isoformat())
    assert visitor.post(edit, changed).status_code == 302
    assert visitor.post(edit, changed).status_code == 302  # A second click finds it done.
    exercise.refresh_from_db()
    assert exercise.name == "Cuban rotation"


def test_sending_the_form_twice_makes_one(signed_in: SignIn, owner: User, studio: Studio) -> None:
    visitor, data = signed_in(owner), form()
    for _ in range(2):
        assert visitor.post(reverse("exercise_create"), data).status_code == 302
    assert Exercise.objects.filter(studio=studio).count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"primary_muscles": []},
        {"primary_muscles": ["gills"]},
        {"body_weight_share": "NaN"},
        {"body_weight_share": "-1"},
        {"body_weight_share": "1e9"},
        {"load_kind": "body_weight", "body_weight_share": "0"},
        {"id": "7"},
    ],
)
def test_a_bad_form_is_shown_again_with_what_was_typed(
    signed_in: SignIn, owner: User, studio: Studio, changes: dict[str, Any]
) -> None:
    answer = signed_in(owner).post(reverse("exercise_create"), form(**changes))
    assert answer.status_code == 422
    assert "Elbows stay high." in answer.content.decode()
    assert not Exercise.objects.filter(studio=studio).exists()


def test_a_name_is_used_once_in_a_studio(signed_in: SignIn, owner: User, studio: Studio) -> None:
    own_exercise(studio)
    answer = signed_in(owner).post(reverse("exercise_create"), form(name="zercher good morning"))
    assert answer.status_code == 422
    assert "already has an exercise of this name" in answer.content.decode()


def test_the_shared_catalogue_is_copied_not_edited(loaded: None, signed_in: SignIn, owner: User) -> None:
    shared = Exercise.objects.get(key="back-squat")
    visitor = signed_in(owner)
    assert visitor.get(reverse("exercise_edit", args=[shared.pk])).status_code == 404
    body = visitor.get(reverse("exercise_create"), {"like": str(shared.pk)}).content.decode()
    assert 'value="Back squat"' in body
    answer = visitor.post(reverse("exercise_create"), form(id=str(shared.pk)))
    assert answer.status_code == 422


def test_an_archived_exercise_is_not_found_any_more(
    loaded: None, signed_in: SignIn, owner: User, studio: Studio
) -> None:
    exercise = own_exercise(studio)
    visitor = signed_in(owner)
    visitor.post(reverse("exercise_archive", args=[exercise.pk]))
    assert "Zercher good morning" not in names(owner, "zercher good morning")
    visitor.post(reverse("exercise_archive", args=[exercise.pk]), {"archived": "no"})
    assert names(owner, "zercher good morning")[0] == "Zercher good morning"


def test_an_exercise_changed_meanwhile_is_refused_once_with_what_is_stored(
    signed_in: SignIn, owner: User, studio: Studio
) -> None:
    visitor = signed_in(owner)
    visitor.post(reverse("exercise_create"), form())
    exercise = Exercise.objects.get(studio=studio)
    edit = reverse("exercise_edit", args=[exercise.pk])
    seen = exercise.updated_at.isoformat()
    visitor.post(edit, form(cue="Elbows in front.", equipment=["cable"], seen=seen))

    late = form(cue="Lead with the elbows.", seen=seen)
    answer = visitor.post(edit, late)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Meanwhile this exercise was changed. Stored are now: Cue: “Elbows in front.”; "
        "Equipment: “Cable stack”. Below is what you typed; save again to replace it."
    ]
    assert "Lead with the elbows." in answer.content.decode()
    again = {**late, "seen": answer.context["form"]["seen"].value()}
    assert visitor.post(edit, again).status_code == 302
    exercise.refresh_from_db()
    assert (exercise.cue, exercise.equipment) == ("Lead with the elbows.", ["dumbbell"])


@pytest.mark.parametrize(
    ("changes", "status", "loaded_with"),
    [
        ({"load_kind": "band", "loaded_with": ""}, 302, "band"),
        ({"load_kind": "none", "loaded_with": "barbell"}, 302, "none"),
        ({"load_kind": "external", "loaded_with": ""}, 422, None),
        ({"load_kind": "external", "loaded_with": "body_weight"}, 422, None),
        ({"load_kind": "body_weight", "loaded_with": "plate", "body_weight_share": "0,5"}, 302, "plate"),
        ({"load_kind": "body_weight", "loaded_with": "band", "body_weight_share": "1"}, 422, None),
    ],
)
def test_what_is_lifted_decides_whose_weight_is_prescribed(
    signed_in: SignIn,
    owner: User,
    studio: Studio,
    changes: dict[str, Any],
    status: int,
    loaded_with: str | None,
) -> None:
    assert signed_in(owner).post(reverse("exercise_create"), form(**changes)).status_code == status
    assert Exercise.objects.filter(studio=studio).values_list("loaded_with", flat=True).first() == loaded_with


def test_a_name_that_was_taken_meanwhile_cannot_come_back(
    signed_in: SignIn, owner: User, studio: Studio
) -> None:
    visitor, exercise = signed_in(owner), own_exercise(studio)
    address = reverse("exercise_archive", args=[exercise.pk])
    visitor.post(address)
    own_exercise(studio)
    answer = visitor.post(address, {"archived": "no"}, follow=True)
    assert "Your studio already has an exercise of this name." in answer.content.decode()
    exercise.refresh_from_db()
    assert exercise.archived_at is not None


def facts(key: str) -> dict[str, str]:
    return dict(facts_of(Exercise.objects.get(key=key)))


def test_the_facts_of_an_exercise_are_said_in_words(loaded: None) -> None:
    assert facts("leg-press") == {
        "Movement": "Squat, compound (several joints)",
        "Trains": "Quads, glutes",
        "Helps": "Adductors, hamstrings",
        "Needs": "Machine",
        "Load": "Machine",
        "Counted in": "Repetitions",
        "Repetitions": "Leg press curve, because presses of this kind were studied by themselves: "
        "at 80 % of the 1RM people fail after 13.1 on average, on most exercises after 9.8 "
        "(Nuzzo et al. 2024)",
        "1RM test": "Suits a tested single, once the technique is steady",
        "Stresses": "Knee, hip, lower back",
        "Also called": "machine leg press, 45 degree leg press, sled leg press",
    }


@pytest.mark.parametrize(
    ("key", "load", "test"),
    [
        ("push-up", "64 % of the body weight, plus the weight that is added", None),
        ("assisted-dip", "100 % of the body weight, minus the help", None),
        ("dumbbell-curl", "Dumbbells: the number is what one hand holds", "a single would load one joint"),
        ("bent-over-row", "Barbell", "form breaks down before strength does"),
        (
            "band-curl",
            "A band: repetitions and reserve are prescribed, no weight",
            "None: there is no weight",
        ),
        ("plank", "None that counts: repetitions and reserve are prescribed", "None: there is no weight"),
    ],
)
def test_the_load_and_the_test_of_an_exercise_are_explained(
    loaded: None, key: str, load: str, test: str | None
) -> None:
    known = facts(key)
    assert known["Load"] == load
    assert test is None or test in known["1RM test"]


def test_a_number_in_the_facts_has_the_readers_mark(loaded: None, signed_in: SignIn, owner: User) -> None:
    owner.locale = "en-eu"
    owner.save()
    address = reverse("exercise_detail", args=[Exercise.objects.get(key="bench-press").pk])
    assert "people fail after 8,8 on average" in signed_in(owner).get(address).content.decode()


def test_the_list_stands_under_movements_and_a_search_best_first(
    loaded: None, signed_in: SignIn, owner: User
) -> None:
    visitor, address = signed_in(owner), reverse("exercise_list")
    everything = visitor.get(address, {"all": "1"}).context
    assert [title for title, _ in everything["groups"]][:3] == ["Squat", "Hinge", "Lunge"]
    assert sum(len(lines) for _, lines in everything["groups"]) == len(catalogue.exercises())
    first = visitor.get(address).context
    assert first["left_out"] == len(catalogue.exercises()) - 60
    ((title, lines),) = visitor.get(address, {"q": "rdl"}).context["groups"]
    assert (title, lines[0]["name"], lines[0]["kind"]) == ("", "Romanian deadlift", "Hinge, compound")


def test_a_list_asked_for_while_typing_is_only_its_lines(
    loaded: None, signed_in: SignIn, owner: User
) -> None:
    answer = signed_in(owner).get(reverse("exercise_list"), {"q": "rdl"}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section id="exercises"')
    assert "HX-Request" in answer["Vary"]


def test_a_search_without_an_answer_leads_on(loaded: None, signed_in: SignIn, owner: User) -> None:
    body = signed_in(owner).get(reverse("exercise_list"), {"q": "qqqqzzzz"}).content.decode()
    assert "No exercise answers “qqqqzzzz”." in body
    assert body.count(reverse("exercise_create")) == 2
