"""The assign page: choose, see the first week, assign."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from programs.actions.slots import add_slot
from programs.models import Max, Program, Revision, Session
from tests.conftest import make_client
from tests.programs.assigning import errors_of, strength_base
from tests.programs.planned import add_group, give_barbell, give_max, make_exercise, make_program
from trainer.models import Measurement

NEW_ID = uuid.UUID("0193567e-0000-7000-8000-0000000000aa")
MAX_ID = uuid.UUID("0193567e-0000-7000-8000-0000000000bb")


pytestmark = pytest.mark.usefixtures("thursday")


@pytest.fixture
def bench():
    return make_exercise("Bench press")


@pytest.fixture
def template(studio, owner, bench):
    return strength_base(studio, owner, bench)


@pytest.fixture
def url(template):
    return reverse("program_assign", args=[template.pk])


@pytest.fixture
def chosen(template, client):
    """What the form sends: Clara, from Monday the 23rd, on Monday and Thursday."""
    first, second = template.phases.get().workouts.order_by("position")
    return {
        "client": str(client.pk),
        "starts_on": "2026-11-23",
        f"weekday-{first.pk}": "0",
        f"weekday-{second.pk}": "3",
        "new_id": str(NEW_ID),
        "reason": "",
    }


def preview_of(response):
    return response.context_data["preview"]


# Opening it


def test_the_page_offers_the_coming_monday_and_days_spread_over_the_week(trainer, url, template, client):
    response = trainer.get(url)
    form = response.context["form"]
    assert response.status_code == 200
    assert form.starts_text == "2026-11-23"
    assert [[field.value() for field in fields] for _, _, fields in form.phases()] == [[0, 3]]
    assert preview_of(response) is None


def test_phases_with_different_numbers_of_workouts_have_days_of_their_own(trainer, studio):
    program = make_program(studio, phases=[(3, ["A", "B", "C"]), (1, ["D"])])
    form = trainer.get(reverse("program_assign", args=[program.pk])).context["form"]
    assert [(name, weeks, [field.value() for field in fields]) for name, weeks, fields in form.phases()] == [
        ("Phase 1", "3 weeks", [0, 2, 4]),
        ("Phase 2", "1 week", [0]),
    ]


def test_a_client_with_two_days_gets_two_workouts_on_one_of_them(trainer, studio, client):
    client.days_per_week = 2
    client.save()
    program = make_program(studio, phases=[(1, ["A", "B", "C"])])
    response = trainer.get(reverse("program_assign", args=[program.pk]), {"client": client.pk})
    ((_, _, fields),) = response.context["form"].phases()
    assert [str(field.value()) for field in fields] == ["0", "0", "3"]
    assert [(f.severity, f.text) for f in preview_of(response).findings] == [
        ("caution", "Has 2 days a week to train; a week here has 3 workouts.")
    ]


def test_the_weekdays_of_the_template_itself_come_first(trainer, url, template):
    for workout, weekday in zip(template.phases.get().workouts.order_by("position"), (1, 5), strict=True):
        workout.weekday = weekday
        workout.save()
    ((_, _, fields),) = trainer.get(url).context["form"].phases()
    assert [field.value() for field in fields] == [1, 5]


def test_only_active_clients_whom_the_trainer_may_see_are_offered(
    trainer, url, client, studio, helper, stranger
):
    make_client(studio, helper, "Not Mine")
    make_client(stranger.memberships.get().studio, stranger, "Far Away")
    archived = make_client(studio, client.access.get().user, "Away")
    archived.archived_at = datetime.now(UTC)
    archived.save()
    form = trainer.get(url).context["form"]
    assert [str(name) for value, name in form.fields["client"].choices if value] == ["Clara Client"]


def test_a_client_of_another_studio_of_the_same_trainer_is_not_offered(trainer, url, owner, stranger, client):
    elsewhere = stranger.memberships.get().studio
    elsewhere.memberships.create(user=owner)
    make_client(elsewhere, owner, "Other Studio")
    form = trainer.get(url).context["form"]
    assert [str(name) for value, name in form.fields["client"].choices if value] == ["Clara Client"]


def test_programs_of_others_are_not_found(signed_in, url, helper, stranger, client_person):
    assert signed_in(helper).get(url).status_code == 200
    for person in (stranger, client_person):
        assert signed_in(person).get(url).status_code == 404
        assert signed_in(person).post(url).status_code == 404


@pytest.mark.parametrize("asked", ["x", "019e0000-0000-7000-8000-000000000000"])
def test_an_unknown_client_in_the_address_is_not_found(trainer, url, asked):
    assert trainer.get(url, {"client": asked}).status_code == 404


# The first week


def test_the_first_week_shows_this_clients_real_loads(trainer, url, client, bench):
    give_max(client, bench, "101", on=date(2026, 11, 2))
    give_barbell(client)
    shown = preview_of(trainer.get(url, {"client": client.pk}))
    assert [(day.day, day.name) for day in shown.days] == [
        ("Monday, 23 Nov 2026", "Workout A"),
        ("Thursday, 26 Nov 2026", "Workout B"),
    ]
    (card,) = shown.days[0].groups[0].exercises
    assert [(card.code, card.name, line.target, line.load) for line in card.lines] == [
        ("A", "Bench press", "4 × 10", "80 kg")
    ]
    assert (shown.sessions, shown.last_day, shown.missing) == (4, "Sunday, 6 Dec 2026", [])


def test_a_preview_writes_nothing(trainer, template, chosen, client, bench):
    give_max(client, bench, on=date(2026, 11, 2))
    rows = list(template.setgroup_rows.values())
    response = trainer.post(reverse("program_assign_preview", args=[template.pk]), chosen)
    assert response.status_code == 200
    assert list(template.setgroup_rows.values()) == rows
    assert (Program.objects.count(), Session.objects.count()) == (1, 0)


def test_the_preview_orders_the_days_as_they_come(trainer, template, chosen):
    chosen["starts_on"] = "2026-11-24"
    shown = preview_of(trainer.post(reverse("program_assign_preview", args=[template.pk]), chosen))
    assert [(day.day, day.name) for day in shown.days] == [
        ("Thursday, 26 Nov 2026", "Workout B"),
        ("Monday, 30 Nov 2026", "Workout A"),
    ]


def test_missing_maxes_are_named(trainer, url, client, bench):
    shown = preview_of(trainer.get(url, {"client": client.pk}))
    assert [(item.exercise_id, item.name) for item in shown.missing] == [(bench.pk, "Bench press")]
    (card,) = shown.days[0].groups[0].exercises
    assert (card.lines[0].load, card.lines[0].plates) == ("", "a weight you could lift 10 times")


def test_the_same_finding_of_many_exercises_is_said_once(trainer, template, owner, client, url):
    workout = template.phases.get().workouts.get(position=2)
    for name in ("Row", "Squat"):
        add_slot(workout, make_exercise(name), by=owner)
    shown = preview_of(trainer.get(url, {"client": client.pk}))
    assert [finding.where for finding in shown.cautions] == ["Bench press, Row and 1 more"]


def test_an_incomplete_choice_is_said_with_422(trainer, template, chosen):
    url = reverse("program_assign_preview", args=[template.pk])
    response = trainer.post(url, {**chosen, "client": ""})
    assert response.status_code == 422
    assert errors_of(response) == {"client": ["Choose who this program is for."]}


def test_without_scripts_a_button_shows_the_first_week_and_assigns_nothing(trainer, url, chosen):
    response = trainer.post(url, {**chosen, "preview": "1"})
    assert response.status_code == 200
    assert preview_of(response).sessions == 4
    assert not Session.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_as_many_queries_for_three_exercises_as_for_one(
    trainer, studio, client, count, django_assert_num_queries
):
    program = make_program(studio, phases=[(2, ["A"])])
    for number in range(count):
        add_group(program.phases.get().workouts.get(), make_exercise(f"Exercise {number}"))
    url = reverse("program_assign", args=[program.pk])
    with django_assert_num_queries(19):
        shown = preview_of(trainer.get(url, {"client": client.pk}))
    assert len(shown.days[0].groups) == count


# A max that is missing


@pytest.fixture
def add_max(trainer, template, chosen, bench):
    """Adds a max of the bench press from the preview, as its small form does."""

    def add(htmx=True, **told):
        content = {
            "max_id": str(MAX_ID),
            "exercise": str(bench.pk),
            "load": "100",
            "unit": "kg",
            "reps": "",
            "rir": "",
        }
        headers = {"HX-Request": "true"} if htmx else {}
        url = reverse("program_assign_max", args=[template.pk])
        return trainer.post(url, {**chosen, **content, **told}, headers=headers)

    return add


def test_a_max_added_in_the_preview_gives_its_load_at_once(add_max, client, owner, bench):
    response = add_max()
    assert response.status_code == 200
    shown = preview_of(response)
    assert shown.missing == []
    assert shown.days[0].groups[0].exercises[0].lines[0].load == "80 kg"
    stored = Max.objects.get()
    assert (
        stored.client,
        stored.exercise,
        stored.kind,
        str(stored.value),
        stored.unit,
        stored.created_by,
    ) == (
        client,
        bench,
        "tested",
        "100.00",
        "kg",
        owner,
    )


def test_a_set_with_reserve_is_an_estimate_that_says_from_what(add_max):
    add_max(load="82,5", reps="8", rir="2")
    stored = Max.objects.get()
    assert (stored.kind, stored.from_load, stored.from_reps, stored.from_rir) == (
        "estimated",
        Decimal("82.5"),
        8,
        Decimal(2),
    )
    assert stored.low is not None
    assert stored.high is not None
    assert stored.low < stored.value < stored.high
    assert stored.measured_on == date(2026, 11, 19)


def test_a_max_in_pounds_gives_a_load_in_the_unit_of_the_equipment(add_max, client):
    give_barbell(client)
    shown = preview_of(add_max(load="220", unit="lb"))
    assert (str(Max.objects.get().value), Max.objects.get().unit) == ("220.00", "lb")
    assert shown.days[0].groups[0].exercises[0].lines[0].load == "80 kg"


def test_the_max_of_a_pull_up_counts_the_body(trainer, add_max, template, owner, client, studio):
    pull_up = make_exercise(
        "Pull-up", load_kind="body_weight", body_weight_share=Decimal("0.95"), loaded_with="plate"
    )
    add_slot(template.phases.get().workouts.get(position=2), pull_up, by=owner)
    without = add_max(exercise=str(pull_up.pk), load="20")
    assert without.status_code == 422
    assert len(without.context_data["known"].sentences()) == 1
    Measurement.objects.create(
        studio=studio, client=client, measured_on=date(2026, 11, 1), body_weight=80, kg=80
    )
    add_max(exercise=str(pull_up.pk), load="20")
    assert str(Max.objects.get().value) == "96.00"


def test_the_same_max_told_twice_is_stored_once(add_max):
    add_max()
    assert add_max().status_code == 200
    assert Max.objects.count() == 1
    assert add_max(load="90").status_code == 422
    assert [str(max_.value) for max_ in Max.objects.all()] == ["100.00"]


def test_without_scripts_the_whole_page_comes_back_with_what_was_chosen(add_max, template, chosen):
    response = add_max(htmx=False)
    content = response.content.decode()
    assert "Assign to a client" in content
    assert 'value="2026-11-23"' in content
    assert response.context_data["form"].chosen_client == chosen["client"]


def test_the_small_form_carries_what_was_chosen_as_a_browser_would_send_it(trainer, url, client, chosen):
    content = trainer.get(url, {"client": client.pk}).content.decode()
    small = content[content.index('class="max-form"') :]
    for name in chosen.keys() - {"reason", "new_id"}:
        assert f'<input type="hidden" name="{name}" value="{chosen[name]}">' in small


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"load": ""}, "Type the load."),
        ({"load": "NaN"}, "“NaN” is not a number."),
        ({"load": "1e9"}, "“1e9” is not a number."),
        ({"load": "-5"}, "Ensure this value is greater than or equal to 0."),
        ({"load": "9" * 10_000}, "This number is too long."),
        ({"reps": "0"}, "Reps: Ensure this value is greater than or equal to 1."),
        ({"reps": "8.5"}, "Reps: Enter a whole number."),
        ({"rir": "11", "reps": "3"}, "In reserve: Ensure this value is less than or equal to 10."),
        ({"unit": "stone"}, "Select a valid choice. stone is not one of the available choices."),
    ],
)
def test_a_set_that_cannot_be_is_refused_with_a_sentence(add_max, told, sentence):
    response = add_max(**told)
    assert response.status_code == 422
    assert response.context_data["known"].sentences() == [sentence]
    assert not Max.objects.exists()


@pytest.mark.parametrize("told", [{"load": "0"}, {"reps": "20"}, {"reps": "8", "rir": "9"}])
def test_a_set_that_says_nothing_about_a_max_is_refused(add_max, told):
    response = add_max(**told)
    assert response.status_code == 422
    assert len(response.context_data["known"].sentences()) == 1
    assert not Max.objects.exists()


def test_an_exercise_that_is_not_in_the_program_is_not_found(add_max):
    assert add_max(exercise=str(make_exercise("Elsewhere").pk)).status_code == 404
    assert add_max(exercise="x").status_code == 422


def test_only_the_clients_own_trainers_add_a_max(signed_in, template, chosen, stranger, bench):
    url = reverse("program_assign_max", args=[template.pk])
    assert signed_in(stranger).post(url, {**chosen, "exercise": bench.pk, "load": "1"}).status_code == 404
    assert not Max.objects.exists()


# Assigning


def test_assigning_leads_to_the_clients_calendar(trainer, url, chosen, client):
    response = trainer.post(url, chosen)
    assert (response.status_code, response.url) == (
        302,
        f"{reverse('client_calendar', args=[client.pk])}?month=2026-11",
    )
    assert Program.objects.get(client=client).pk == NEW_ID
    assert list(Session.objects.order_by("date").values_list("date", flat=True)) == [
        date(2026, 11, 23),
        date(2026, 11, 26),
        date(2026, 11, 30),
        date(2026, 12, 3),
    ]


def test_a_double_submit_assigns_once_and_leads_to_the_same_page(trainer, url, chosen):
    first, second = trainer.post(url, chosen), trainer.post(url, chosen)
    assert (second.status_code, second.url) == (302, first.url)
    assert (Program.objects.count(), Session.objects.count()) == (2, 4)


def test_a_draft_is_scheduled_for_its_own_client_only(trainer, studio, client, other_client):
    draft = make_program(studio, client=client, phases=[(1, ["A"])])
    url = reverse("program_assign", args=[draft.pk])
    form = trainer.get(url).context["form"]
    assert [value for value, _ in form.fields["client"].choices if value] == [client.pk]
    choices = {name: str(value) for name, value in form.choices()}
    assert trainer.post(url, {**choices, "client": str(other_client.pk)}).status_code == 422
    assert trainer.post(url, choices).status_code == 302
    again = trainer.post(url, choices)
    assert again.url == reverse("client_calendar", args=[client.pk])
    assert Session.objects.get().program == draft


def test_a_blocker_asks_for_a_written_reason_and_keeps_it(trainer, url, chosen, client):
    client.clearance = "needed"
    client.save()
    response = trainer.post(url, chosen)
    assert response.status_code == 422
    assert errors_of(response) == {"reason": ["Write down why it is right all the same."]}
    assert not Session.objects.exists()
    assert trainer.post(url, {**chosen, "reason": " "}).status_code == 422
    assert trainer.post(url, {**chosen, "reason": "Her doctor called."}).status_code == 302
    assert Revision.objects.get(program_id=NEW_ID).text.endswith(": Her doctor called.")


def test_a_program_without_workouts_cannot_be_assigned(trainer, studio, client):
    program = make_program(studio, phases=[(1, [])])
    url = reverse("program_assign", args=[program.pk])
    response = trainer.post(url, {"client": client.pk, "starts_on": "2026-11-23", "new_id": NEW_ID})
    assert response.status_code == 422
    assert errors_of(response) == {
        "__all__": ["This program has no workouts yet. Add some before assigning it."]
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("starts_on", "", "Choose the day on which it starts."),
        ("starts_on", "soon", "This is not a date."),
        ("starts_on", "2026-02-30", "This is not a date."),
        ("starts_on", "9" * 10_000, "This is not a date."),
        ("starts_on", "2028-11-20", "Choose a day within two years of today."),
        ("starts_on", "2024-11-01", "Choose a day within two years of today."),
        ("starts_on", "9999-12-31", "Choose a day within two years of today."),
        ("client", "x", "This client is not on your list."),
        ("client", "x" * 10_000, "This client is not on your list."),
        ("client", "\x00", "This client is not on your list."),
        ("reason", "x" * 10_000, "Ensure this value has at most 300 characters (it has 10000)."),
        ("new_id", "x", "Enter a valid UUID."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(trainer, url, chosen, field, value, message):
    response = trainer.post(url, {**chosen, field: value})
    assert response.status_code == 422
    assert errors_of(response) == {field: [message]}
    assert not Session.objects.exists()


@pytest.mark.parametrize("weekday", ["", "7", "-1", "1e9", "Monday", "NaN"])
def test_a_weekday_that_does_not_exist_is_refused(trainer, url, chosen, weekday):
    name = next(key for key in chosen if key.startswith("weekday"))
    response = trainer.post(url, {**chosen, name: weekday})
    assert response.status_code == 422
    assert errors_of(response) == {name: ["Choose a weekday for Workout A."]}


def test_another_trainers_client_is_refused_and_gets_nothing(trainer, url, chosen, stranger):
    foreign = make_client(stranger.memberships.get().studio, stranger, "Far Away")
    response = trainer.post(url, {**chosen, "client": str(foreign.pk)})
    assert response.status_code == 422
    assert not Session.objects.exists()


def test_an_id_that_is_taken_asks_to_open_the_page_again(trainer, url, chosen, template):
    response = trainer.post(url, {**chosen, "new_id": str(template.pk)})
    assert response.status_code == 422
    assert errors_of(response) == {
        "__all__": ["This page is out of date. Open it again and assign once more."]
    }
