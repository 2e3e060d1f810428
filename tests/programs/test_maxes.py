"""A client's maxes: what one set says, adding one, and the page of all."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from programs.actions.maxes import MaxKeyTakenError, add_max
from programs.models import Max
from programs.queries.maxes import MaxRefusedError, exercise_choices, latest_maxes, maxes_page
from tests.conftest import make_client
from tests.programs.planned import add_group, give_max, make_exercise, make_program
from trainer.actions import record_body_weight
from trainer.models import Studio
from web.identifiers import new_uuid

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bench(db):
    return make_exercise("Bench press", curve="bench_press")


@pytest.fixture
def pull_up(db):
    return make_exercise("Pull-up", load_kind="body_weight", body_weight_share=Decimal("0.95"))


@pytest.fixture
def assisted(db):
    return make_exercise("Assisted dip", load_kind="assisted", body_weight_share=Decimal("0.9"))


@pytest.fixture
def weigh(client, owner):
    def weigh(value, on, unit="kg"):
        return record_body_weight(client=client, by=owner, value=Decimal(value), unit=unit, measured_on=on)

    return weigh


@pytest.fixture
def add(client, owner):
    """`add(exercise, "100", 5, "2")` as the trainer's form does."""

    def add(exercise, load, reps=1, rir="0", **fields):
        values = {
            "client": client,
            "kind": "estimated",
            "unit": "kg",
            "measured_on": TODAY,
            "note": "",
            "by": owner,
        }
        return add_max(exercise=exercise, load=Decimal(load), reps=reps, rir=Decimal(rir), **values | fields)

    return add


@pytest.fixture
def send(signed_in, owner, client):
    """Post the form: to `max_create`, or to another of its addresses."""

    def send(exercise, /, to="max_create", who=None, about=None, **fields):
        values = {
            "new_id": str(new_uuid()),
            "exercise": str(exercise.pk),
            "kind": "estimated",
            "load": "100",
            "unit": "kg",
            "reps": "5",
            "rir": "2",
            "measured_on": "2026-11-20",
            "note": "",
        }
        url = reverse(to, args=[(about or client).pk])
        return signed_in(who or owner).post(url, values | fields)

    return send


# What is stored


def test_five_repetitions_with_two_in_reserve_are_stored_with_estimate_and_band(add, owner, studio, client):
    squat = make_exercise("Back squat")
    row = Max.objects.get(pk=add(squat, "100", 5, "2", note="Belt").pk)
    assert (row.kind, row.value, row.low, row.high, row.unit, row.kg) == (
        "estimated",
        Decimal("117.22"),
        Decimal("107.74"),
        Decimal("125.63"),
        "kg",
        Decimal("117.22"),
    )
    assert (row.from_load, row.from_reps, row.from_rir, row.method) == (
        Decimal(100),
        5,
        Decimal(2),
        "general curve (nuzzo_2024)",
    )
    assert (row.studio, row.client, row.measured_on, row.note) == (studio, client, TODAY, "Belt")
    assert (row.created_by, row.body_weight_kg) == (owner, None)


def test_an_exercise_is_estimated_on_its_own_curve(add, bench):
    row = add(bench, "100", 5, "2")
    assert row.method == "bench_press curve (nuzzo_2024)"
    assert row.value != Decimal("117.22")


def test_a_tested_max_is_the_load_itself_whatever_stands_in_reps(add, bench):
    row = add(bench, "100", 9, "4", kind="tested")
    assert (row.kind, row.value, row.low, row.high) == ("tested", Decimal(100), None, None)
    assert (row.from_load, row.from_reps, row.from_rir) == (Decimal(100), 1, Decimal(0))


def test_one_repetition_with_nothing_in_reserve_counts_as_tested(add, bench):
    assert add(bench, "100", 1, "0").kind == "tested"


def test_pounds_are_kept_as_typed_and_known_in_kilograms(add, bench):
    row = add(bench, "225", unit="lb")
    assert (row.value, row.unit, row.kg) == (Decimal(225), "lb", Decimal("102.058283"))


def test_body_weight_is_counted_in_and_kept_on_the_row(add, pull_up, weigh):
    weigh("80", date(2026, 11, 1))
    row = add(pull_up, "20")
    assert (row.value, row.from_load, row.body_weight_kg) == (Decimal(96), Decimal(20), Decimal(80))
    weigh("70", TODAY)
    assert Max.objects.get(pk=row.pk).value == Decimal(96)


def test_the_body_weight_of_the_day_is_taken_and_before_the_first_one_the_newest(add, pull_up, weigh):
    weigh("80", date(2026, 6, 1))
    weigh("90", date(2026, 10, 1))
    days = (date(2026, 7, 1), date(2026, 11, 1), date(2026, 1, 1))
    assert [add(pull_up, "0", measured_on=day).body_weight_kg for day in days] == [80, 90, 90]


def test_help_is_taken_off_the_body_weight(add, assisted, weigh):
    weigh("176", TODAY, unit="lb")
    row = add(assisted, "20")
    assert (row.value, row.body_weight_kg) == (Decimal("51.85"), Decimal("79.832257"))


def test_help_that_carries_the_whole_body_is_refused(add, assisted, weigh):
    weigh("80", TODAY)
    with pytest.raises(MaxRefusedError) as refused:
        add(assisted, "72")
    assert (refused.value.field, str(refused.value)) == (
        "load",
        "So much help lifts the body’s whole share, 72.00 kg.",
    )


def test_without_a_known_body_weight_a_pull_up_has_no_max(add, pull_up):
    with pytest.raises(MaxRefusedError) as refused:
        add(pull_up, "20")
    assert (refused.value.field, refused.value.code) == ("exercise", "no_body_weight")


def test_the_same_key_and_set_give_the_row_that_is_there(add, bench):
    key = new_uuid()
    first, second = add(bench, "100", 5, max_id=key), add(bench, "100", 5, max_id=key)
    assert (first.pk, second.pk, Max.objects.count()) == (key, key, 1)


def test_the_same_key_with_another_set_is_refused(add, bench):
    key = new_uuid()
    add(bench, "100", 5, max_id=key)
    with pytest.raises(MaxKeyTakenError):
        add(bench, "105", 5, max_id=key)
    assert Max.objects.get().from_load == 100


# What is read


def test_the_newest_max_is_of_the_last_day_and_of_that_day_the_one_added_last(
    client, other_client, bench, django_assert_num_queries
):
    squat = make_exercise("Back squat")
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        newest = give_max(client, bench, "105", on=TODAY)
    give_max(client, bench, "100", on=TODAY)
    give_max(client, bench, "120", on=date(2026, 1, 1))
    only = give_max(client, squat, "140", on=date(2026, 1, 1))
    give_max(other_client, squat, "200", on=TODAY)
    with django_assert_num_queries(1):
        assert latest_maxes(client) == {bench.pk: newest, squat.pk: only}


def test_the_page_says_each_max_in_words_and_in_the_readers_numbers(add, client, owner, pull_up, weigh):
    owner.locale = "en-eu"
    weigh("80", TODAY)
    add(make_exercise("Back squat"), "102.5", 5, "2", measured_on=date(2026, 11, 20))
    add(pull_up, "20", 5, "0")
    add(pull_up, "0", measured_on=date(2026, 1, 5))
    squat, pull = maxes_page(client, owner)
    assert (squat.name, squat.newest.weight, squat.newest.band, squat.newest.made_of) == (
        "Back squat",
        "120,2 kg",
        "110,4 to 128,8 kg",
        "5 × 102,5 kg, 2 in reserve",
    )
    assert pull.newest.made_of == "5 × body weight + 20 kg, to failure"
    [before] = pull.before
    assert (before.weight, before.made_of, before.band, before.tested) == (
        "76 kg",
        "1 × body weight",
        "",
        True,
    )


def test_exercises_of_the_clients_programs_come_first(client, owner, studio, bench):
    squat = make_exercise("Back squat", pattern="squat")
    gone = make_exercise("Gone", pattern="squat", archived_at=NOW)
    gone_but_planned = make_exercise("Old press", archived_at=NOW)
    make_exercise("Plank", pattern="trunk_stability", measure="seconds")
    make_exercise("Band row", load_kind="band")
    make_exercise("Not ours", studio=Studio.objects.create(name="Elsewhere"))
    own = make_exercise("Our press", studio=studio)
    program = make_program(studio, client=client)
    add_group(program.phases.get().workouts.get(), bench, gone_but_planned)
    groups = exercise_choices(client, owner)
    assert [(group.name, group.exercises) for group in groups] == [
        (
            "In the client’s programs",
            [(str(bench.pk), "Bench press"), (str(gone_but_planned.pk), "Old press")],
        ),
        ("Squat", [(str(squat.pk), "Back squat")]),
        ("Horizontal push", [(str(own.pk), "Our press")]),
    ]
    chosen = exercise_choices(client, owner, chosen=str(gone.pk))
    assert chosen[1].exercises == [(str(squat.pk), "Back squat"), (str(gone.pk), "Gone")]


# The page


def test_the_form_opens_with_the_asked_exercise_the_clients_unit_and_today(signed_in, owner, client, bench):
    client.unit = "lb"
    client.save()
    page = signed_in(owner).get(reverse("max_list", args=[client.pk]), {"exercise": str(bench.pk)})
    form = page.context["form"]
    assert (form.chosen_exercise, form["unit"].value(), form["measured_on"].value()) == (
        str(bench.pk),
        "lb",
        "2026-11-23",
    )
    assert f'<option value="{bench.pk}" selected>Bench press</option>' in page.content.decode()


@pytest.mark.parametrize("asked", ["x", "\0", "9" * 10_000, str(uuid.UUID(int=1))])
def test_asking_for_no_exercise_at_all_opens_the_page_with_none_chosen(
    signed_in, owner, client, bench, asked
):
    page = signed_in(owner).get(reverse("max_list", args=[client.pk]), {"exercise": asked})
    assert (page.status_code, page.content.decode().count(" selected>")) == (200, 1)  # the unit


def test_a_client_without_maxes_gets_a_way_to_begin(signed_in, owner, client):
    page = signed_in(owner).get(reverse("max_list", args=[client.pk]))
    assert page.context["maxes"] == []
    assert "A set of 6 to 10 repetitions is enough to begin with" in page.content.decode()


def test_an_archived_client_has_a_history_and_no_form(signed_in, owner, client, bench, send):
    give_max(client, bench, on=TODAY)
    client.archived_at = NOW
    client.save()
    content = signed_in(owner).get(reverse("max_list", args=[client.pk])).content.decode()
    assert ("100 kg" in content, 'id="max-form"' in content) == (True, False)
    assert [send(bench, to=to).status_code for to in ("max_create", "max_preview")] == [404, 404]


def test_nobody_but_the_trainer_of_the_client_may_look_or_add(
    signed_in, client, bench, send, helper, stranger, client_person
):
    people = (helper, stranger, client_person)
    url = reverse("max_list", args=[client.pk])
    assert [signed_in(person).get(url).status_code for person in people] == [404] * 3
    assert [send(bench, who=person).status_code for person in people] == [404] * 3
    assert [send(bench, who=person, to="max_preview").status_code for person in people] == [404] * 3
    assert not Max.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_three_maxes_take_as_many_queries_as_one(
    signed_in, owner, client, studio, count, django_assert_num_queries
):
    for number in range(count):
        exercise = make_exercise(f"Exercise {number}")
        give_max(client, exercise, on=TODAY)
        give_max(client, exercise, on=date(2026, 1, 5))
        add_group(make_program(studio, client=client).phases.get().workouts.get(), exercise)
    visitor = signed_in(owner)
    with django_assert_num_queries(9):
        page = visitor.get(reverse("max_list", args=[client.pk]))
    assert len(page.context["maxes"]) == count


# Adding by the form


def test_adding_leads_back_to_the_page_with_the_1rm(send, client):
    answer = send(make_exercise("Back squat"), load="102,5", note="Paused")
    assert (answer.status_code, answer["Location"]) == (302, reverse("max_list", args=[client.pk]))
    row = Max.objects.get()
    assert (row.value, row.from_load, row.note, row.measured_on) == (
        Decimal("120.15"),
        Decimal("102.5"),
        "Paused",
        date(2026, 11, 20),
    )


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/desk/", "/desk/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_adding_leads_to_the_page_it_came_from_but_never_elsewhere(send, client, bench, wanted, target):
    answer = send(bench, next=wanted)
    assert answer["Location"] == (target or reverse("max_list", args=[client.pk]))


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({"load": "NaN"}, "load", "“NaN” is not a number."),
        ({"load": "Infinity"}, "load", "“Infinity” is not a number."),
        ({"load": "1e9"}, "load", "“1e9” is not a number."),
        ({"load": "-5"}, "load", "Load must be more than 0 kg."),
        ({"load": "0"}, "load", "Load must be more than 0 kg."),
        ({"load": "99999"}, "load", "Load must be at most 2,000 kg."),
        ({"load": "1" * 10_000}, "load", "This number is too long."),
        ({"load": ""}, "load", "Type the load."),
        ({"reps": ""}, "reps", "Type how many repetitions the set had."),
        ({"reps": "5,5"}, "reps", "Type a whole number of repetitions."),
        ({"reps": "9" * 10_000}, "reps", "Type a whole number of repetitions."),
        (
            {"reps": "10", "rir": "3"},
            "reps",
            "A 1RM is estimated from at most 12 repetitions to failure, and 10 + 3 is more: "
            "use a heavier set.",
        ),
        ({"rir": "-1"}, "rir", "Ensure this value is greater than or equal to 0."),
        ({"rir": "nan"}, "rir", "“nan” is not a number."),
        ({"kind": "guessed"}, "kind", "Select a valid choice. guessed is not one of the available choices."),
        ({"unit": "st"}, "unit", "Select a valid choice. st is not one of the available choices."),
        ({"measured_on": "2026-11-24"}, "measured_on", "This day has not come yet."),
        ({"measured_on": "0026-11-20"}, "measured_on", "Check the year."),
        ({"measured_on": "soon"}, "measured_on", "This is not a date."),
        (
            {"note": "n" * 10_000},
            "note",
            "Ensure this value has at most 400 characters (it has 10000).",
        ),
        ({"exercise": ""}, "exercise", "Choose an exercise."),
        (
            {"exercise": "x"},
            "exercise",
            "This exercise is not on your list, or has no load to measure.",
        ),
    ],
)
def test_what_is_impossible_is_refused_beside_its_field_and_nothing_typed_is_lost(
    send, bench, fields, field, text
):
    answer = send(bench, **fields)
    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (422, {field: [text]})
    assert form[field].value() == fields.get(field, form[field].value())
    assert not Max.objects.exists()
    preview = send(bench, to="max_preview", **fields)
    assert (preview.status_code, preview.context_data["preview"]) == (422, None)


def test_exercises_without_a_load_or_of_another_studio_are_refused(send, stranger):
    theirs = Studio.objects.get(memberships__user=stranger)
    refused = [
        make_exercise("Not ours", studio=theirs),
        make_exercise("Plank", measure="seconds"),
        make_exercise("Band row", load_kind="band"),
    ]
    answers = [send(exercise) for exercise in refused]
    assert [(answer.status_code, list(answer.context["form"].errors)) for answer in answers] == [
        (422, ["exercise"])
    ] * 3


def test_a_tested_max_does_not_look_at_the_hidden_fields(send, bench):
    assert send(bench, kind="tested", reps="many", rir="-3").status_code == 302
    assert Max.objects.get().value == Decimal(100)


def test_an_unknown_body_weight_leads_to_the_profile(send, client, pull_up):
    answer = send(pull_up)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["exercise"])
    link = f'<a href="{reverse("client_edit", args=[client.pk])}">Add it to the profile</a>'
    assert link in answer.content.decode()


def test_sending_twice_adds_once(send, bench):
    key = str(new_uuid())
    assert [send(bench, new_id=key).status_code for _ in range(2)] == [302, 302]
    assert Max.objects.count() == 1


def test_a_form_sent_again_with_other_numbers_gets_a_new_key_and_keeps_them(send, bench):
    key = str(new_uuid())
    send(bench, new_id=key)
    answer = send(bench, new_id=key, load="105")
    form = answer.context["form"]
    assert (answer.status_code, form["load"].value(), Max.objects.count()) == (422, "105", 1)
    assert form["new_id"].value() != key
    assert send(bench, new_id=form["new_id"].value(), load="105").status_code == 302
    assert Max.objects.count() == 2


def test_the_key_of_another_clients_max_is_refused(send, studio, owner, bench):
    other = give_max(make_client(studio, owner, "Ben"), bench, on=TODAY)
    answer = send(bench, new_id=str(other.pk))
    assert (answer.status_code, Max.objects.get()) == (422, other)


@pytest.mark.parametrize("key", ["", "x"])
def test_a_form_without_its_key_is_out_of_date(send, bench, key):
    answer = send(bench, new_id=key)
    assert answer.status_code == 422
    assert "This page is out of date. Open it again." in answer.content.decode()


# The preview


def test_the_preview_says_the_1rm_and_what_it_replaces_and_writes_nothing(send, client):
    squat = make_exercise("Back squat")
    give_max(client, squat, "110", on=date(2026, 1, 5))
    answer = send(squat, to="max_preview")
    preview = answer.context_data["preview"]
    assert (answer.status_code, preview["weight"], preview["band"], preview["newest"].weight) == (
        200,
        "117.2 kg",
        "107.7 to 125.6 kg",
        "110 kg",
    )
    assert answer.content.decode().lstrip().startswith('<output id="max-preview"')
    assert Max.objects.count() == 1


def test_the_preview_shows_the_bodys_share(send, pull_up, weigh):
    weigh("80", TODAY)
    preview = send(pull_up, to="max_preview", load="20").context_data["preview"]
    assert (preview["total"], preview["body_part"]) == ("96 kg", "76 kg")


@pytest.mark.parametrize(
    ("experience", "suits", "kind", "codes"),
    [
        ("novice", False, "tested", ["novice_max_test", "poor_max_lift"]),
        ("novice", True, "tested", ["novice_max_test"]),
        ("intermediate", False, "tested", ["poor_max_lift"]),
        ("intermediate", True, "tested", []),
        ("novice", False, "estimated", []),
    ],
)
def test_the_preview_warns_of_tests_that_say_little(send, client, experience, suits, kind, codes):
    client.experience = experience
    client.save()
    answer = send(make_exercise("Row", suits_max_test=suits), to="max_preview", kind=kind)
    assert [finding.code for finding in answer.context_data["preview"]["findings"]] == codes
