"""A client's profile: made, changed, archived."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.conftest import SignIn, make_client
from trainer.actions import create_client, invite_client, record_body_weight
from trainer.models import Client, ClientAccess, Invitation, Measurement, Membership, Studio, User
from trainer.queries import latest_body_weight
from web.identifiers import new_uuid

PROFILE = {
    "name": "Nora New",
    "email": "Nora@Example.com",
    "birth_date": "1990-02-28",
    "sex": "female",
    "height": "1,80 m",
    "body_weight": "72,5",
    "body_weight_unit": "kg",
    "experience": "intermediate",
    "goal": "fat_loss",
    "clearance": "cleared",
    "days_per_week": "3",
    "minutes_per_session": "45",
    "unit": "kg",
    "notes": "Works nights.",
}


def new_form(**changes: str) -> dict[str, str]:
    return PROFILE | {"key": str(new_uuid())} | changes


def test_a_client_is_made_with_everything_that_was_typed(
    signed_in: SignIn, owner: User, studio: Studio
) -> None:
    answer = signed_in(owner).post(reverse("client_create"), new_form())
    client = Client.objects.get()
    assert answer["Location"] == reverse("client_equipment", args=[client.pk])
    in_other_rows = ("height", "body_weight", "body_weight_unit")
    stored = {name: getattr(client, name) for name in PROFILE if name not in in_other_rows}
    assert stored == {
        "name": "Nora New",
        "email": "nora@example.com",
        "birth_date": date(1990, 2, 28),
        "sex": "female",
        "experience": "intermediate",
        "goal": "fat_loss",
        "clearance": "cleared",
        "days_per_week": 3,
        "minutes_per_session": 45,
        "unit": "kg",
        "notes": "Works nights.",
    }
    assert (client.studio, client.height_cm) == (studio, Decimal("180.0"))


def test_who_makes_a_client_is_their_primary_trainer(signed_in: SignIn, owner: User, studio: Studio) -> None:
    signed_in(owner).post(reverse("client_create"), new_form())
    assert list(ClientAccess.objects.values_list("client__name", "user", "kind", "studio")) == [
        ("Nora New", owner.pk, "primary", studio.pk)
    ]


def test_a_name_is_enough_for_a_client(signed_in: SignIn, owner: User) -> None:
    defaults = {"experience": "novice", "goal": "general_health", "clearance": "not_asked", "unit": "kg"}
    numbers = {"days_per_week": "3", "minutes_per_session": "60"}
    form = {"name": "Only Name", "key": str(new_uuid()), **defaults, **numbers}
    assert signed_in(owner).post(reverse("client_create"), form).status_code == 302
    assert latest_body_weight(Client.objects.get()) is None


def test_the_form_sent_twice_makes_one_client(signed_in: SignIn, owner: User) -> None:
    visitor, form = signed_in(owner), new_form()
    answers = [visitor.post(reverse("client_create"), form) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (Client.objects.count(), ClientAccess.objects.count(), Measurement.objects.count()) == (1, 1, 1)


def test_a_key_of_another_trainers_client_is_refused_and_replaced(
    signed_in: SignIn, owner: User, stranger: User
) -> None:
    elsewhere = stranger.memberships.get().studio
    theirs = make_client(elsewhere, stranger, "Not Yours")
    answer = signed_in(owner).post(reverse("client_create"), new_form(key=str(theirs.pk)))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors == {"__all__": ["This form was used before. Send it once more."]}
    assert form["key"].value() != str(theirs.pk)
    assert "Not Yours" not in answer.text
    assert Client.objects.visible_to(owner).count() == 0


def test_a_key_that_is_no_key_is_refused(signed_in: SignIn, owner: User) -> None:
    answer = signed_in(owner).post(reverse("client_create"), new_form(key="1; drop table"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["key"])


def test_creating_the_same_key_at_once_gives_the_client_that_won(owner: User, studio: Studio) -> None:
    key = new_uuid()
    first, first_is_new = create_client(studio=studio, by=owner, name="Twin", client_id=key)
    second, second_is_new = create_client(studio=studio, by=owner, name="Twin", client_id=key)
    assert (first, first_is_new, second_is_new) == (second, True, False)


def test_a_trainer_of_two_studios_says_in_which_the_client_is(
    signed_in: SignIn, owner: User, stranger: User
) -> None:
    second = stranger.memberships.get().studio
    visitor = signed_in(owner)
    refused = visitor.post(reverse("client_create"), new_form(studio=str(second.pk)))
    assert refused.status_code == 302  # in the only studio: the field was not offered
    assert Client.objects.get().studio == owner.memberships.get().studio
    Membership.objects.create(studio=second, user=owner)
    visitor.post(reverse("client_create"), new_form(studio=str(second.pk)))
    assert Client.objects.filter(studio=second).count() == 1


BAD = [
    ("name", "", "This field is required."),
    ("name", "n" * 10_000, "Ensure this value has at most 120 characters (it has 10000)."),
    ("email", "not an address", "Enter a valid email address."),
    ("birth_date", "yesterday", "Enter a valid date."),
    ("birth_date", "2190-01-01", "This day is still to come."),
    ("birth_date", "1800-01-01", "This is more than 120 years ago."),
    ("sex", "x" * 10_000, None),
    ("height", "1" * 10_000, "Ensure this value has at most 20 characters (it has 10000)."),
    ("height", "NaN", "Write the height like 180 or 1.80 m."),
    ("height", "-180", "Write the height like 180 or 1.80 m."),
    ("body_weight", "NaN", "“NaN” is not a number."),
    ("body_weight", "Infinity", "“Infinity” is not a number."),
    ("body_weight", "1e9", "“1e9” is not a number."),
    ("body_weight", "-70", "A body weight is between 20 and 500 kg, or 45 and 1,100 lb."),
    ("body_weight", "999", "A body weight is between 20 and 500 kg, or 45 and 1,100 lb."),
    ("body_weight", "1" * 10_000, "This number is too long."),
    ("body_weight_unit", "stone", None),
    ("experience", "expert", None),
    ("goal", "", "This field is required."),
    ("clearance", "maybe", None),
    ("days_per_week", "0", "At least 1 day."),
    ("days_per_week", "8", "A week has 7 days."),
    ("days_per_week", "1e9", "Enter a whole number."),
    ("days_per_week", "NaN", "Enter a whole number."),
    ("days_per_week", "1" * 10_000, "Enter a whole number."),
    ("days_per_week", "-3", "At least 1 day."),
    ("minutes_per_session", "9", "At least 10 minutes."),
    ("minutes_per_session", "241", "At most 240 minutes, which is 4 hours."),
    ("unit", "stone", None),
    ("notes", "n" * 10_000, "Ensure this value has at most 4000 characters (it has 10000)."),
]


@pytest.mark.parametrize(("field", "value", "message"), BAD)
def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(
    signed_in: SignIn, owner: User, field: str, value: str, message: str | None
) -> None:
    answer = signed_in(owner).post(reverse("client_create"), new_form(**{field: value}))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    if message:
        assert errors[field] == [message]
    if field != "notes":
        assert "Works nights." in answer.text
    assert Client.objects.count() == 0


@pytest.mark.parametrize(("field", "value", "message"), BAD)
def test_a_changed_profile_is_refused_in_the_same_way(
    signed_in: SignIn, owner: User, client: Client, field: str, value: str, message: str | None
) -> None:
    answer = signed_in(owner).post(reverse("client_edit", args=[client.pk]), PROFILE | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["client"].name == "Clara Client"
    assert not Measurement.objects.exists()


def test_an_empty_post_is_refused_not_an_error(signed_in: SignIn, owner: User, client: Client) -> None:
    visitor = signed_in(owner)
    assert visitor.post(reverse("client_create")).status_code == 422
    assert visitor.post(reverse("client_edit", args=[client.pk])).status_code == 422


def edit(signed_in: SignIn, owner: User, client: Client, **changes: str) -> Client:
    answer = signed_in(owner).post(reverse("client_edit", args=[client.pk]), PROFILE | changes)
    assert answer["Location"] == reverse("client_edit", args=[client.pk])
    client.refresh_from_db()
    return client


def test_a_profile_is_changed(signed_in: SignIn, owner: User, client: Client) -> None:
    changed = edit(signed_in, owner, client, name="Clara Changed", goal="strength", height="")
    assert (changed.name, changed.goal, changed.height_cm) == ("Clara Changed", "strength", None)


def test_a_changed_body_weight_becomes_a_new_measurement_and_the_old_one_stays(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        edit(signed_in, owner, client, body_weight="72,5")
    with time_machine.travel("2026-03-08 12:00Z", tick=False):
        edit(signed_in, owner, client, body_weight="71.9")
        edit(signed_in, owner, client, body_weight="71.90")
        edit(signed_in, owner, client, body_weight="")
    assert list(
        Measurement.objects.order_by("measured_on").values_list("measured_on", "body_weight", "unit")
    ) == [
        (date(2026, 3, 1), Decimal("72.50"), "kg"),
        (date(2026, 3, 8), Decimal("71.90"), "kg"),
    ]


def test_a_body_weight_in_pounds_is_kept_in_pounds_with_its_kilograms(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    edit(signed_in, owner, client, body_weight="160", body_weight_unit="lb")
    measurement = latest_body_weight(client)
    assert measurement is not None
    assert (measurement.body_weight, measurement.unit, measurement.kg) == (
        Decimal("160.00"),
        "lb",
        Decimal("72.574779"),
    )


def test_the_day_of_a_measurement_is_the_trainers_day(signed_in: SignIn, owner: User, client: Client) -> None:
    User.objects.filter(pk=owner.pk).update(time_zone="Pacific/Auckland")
    with time_machine.travel("2026-03-01 23:30Z", tick=False):
        edit(signed_in, owner, client)
    assert Measurement.objects.get().measured_on == date(2026, 3, 2)


def test_of_two_measurements_on_a_day_the_later_entry_counts(client: Client, owner: User) -> None:
    for value in ("80", "79.5"):
        record_body_weight(
            client=client, by=owner, value=Decimal(value), unit="kg", measured_on=date(2026, 3, 1)
        )
    newest = latest_body_weight(client)
    assert newest is not None
    assert newest.body_weight == Decimal("79.5")


def test_a_height_that_was_not_retyped_is_not_rounded_by_reading_it(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    User.objects.filter(pk=owner.pk).update(unit="lb")
    Client.objects.filter(pk=client.pk).update(height_cm="180.0")
    shown = signed_in(owner).get(reverse("client_edit", args=[client.pk])).context["form"]["height"].value()
    assert shown == "5'11\""
    assert edit(signed_in, owner, client, height=shown).height_cm == Decimal("180.0")


def test_a_new_client_starts_with_the_trainers_unit(signed_in: SignIn, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(unit="lb")
    form = signed_in(owner).get(reverse("client_create")).context["form"]
    assert (form["unit"].value(), form["body_weight_unit"].value()) == ("lb", "lb")


def stale_tab(signed_in: SignIn, owner: User, client: Client) -> dict[str, str]:
    """The page as somebody has had it open since before the others below were saved."""
    form = signed_in(owner).get(reverse("client_edit", args=[client.pk])).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_an_old_tab_keeps_what_was_saved_elsewhere_in_fields_that_it_did_not_touch(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    old = stale_tab(signed_in, owner, client)
    edit(signed_in, owner, client, notes="")
    answer = signed_in(owner).post(reverse("client_edit", args=[client.pk]), old | {"notes": "Has a dog."})
    assert answer.status_code == 302
    client.refresh_from_db()
    assert (client.name, client.goal, client.height_cm, client.notes) == (
        "Nora New",
        "fat_loss",
        Decimal("180.0"),
        "Has a dog.",
    )
    assert Measurement.objects.count() == 1


def test_a_field_changed_in_both_tabs_is_refused_once_with_both_values(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    address = reverse("client_edit", args=[client.pk])
    old = stale_tab(signed_in, owner, client)
    edit(signed_in, owner, client, notes="Works nights.")
    visitor = signed_in(owner)
    refused = visitor.post(address, old | {"notes": "Works days."})
    assert refused.status_code == 422
    form = refused.context["form"]
    assert form.errors == {
        "notes": ["Meanwhile this was changed to “Works nights.”. Save again to replace it."]
    }
    assert "Works days." in refused.text
    again = {field.html_name: field.value() or "" for field in form}
    assert visitor.post(address, again).status_code == 302
    client.refresh_from_db()
    assert client.notes == "Works days."


@pytest.mark.parametrize("shown", ["", "[]", "{}", '{"name": 7, "nothing": null}', "not json", "x" * 10_000])
def test_a_form_without_a_sound_memory_is_saved_or_refused_never_an_error(
    signed_in: SignIn, owner: User, client: Client, shown: str
) -> None:
    answer = signed_in(owner).post(reverse("client_edit", args=[client.pk]), PROFILE | {"shown": shown})
    assert answer.status_code in (302, 422)


def test_a_client_is_archived_and_brought_back_from_the_message(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    visitor = signed_in(owner)
    page = visitor.post(reverse("client_archive", args=[client.pk]), follow=True)
    client.refresh_from_db()
    assert client.archived_at is not None
    assert f'action="{reverse("client_restore", args=[client.pk])}"' in page.text
    visitor.post(reverse("client_restore", args=[client.pk]))
    client.refresh_from_db()
    assert client.archived_at is None


def test_archiving_twice_keeps_the_first_date(signed_in: SignIn, owner: User, client: Client) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        signed_in(owner).post(reverse("client_archive", args=[client.pk]))
    signed_in(owner).post(reverse("client_archive", args=[client.pk]))
    client.refresh_from_db()
    assert client.archived_at is not None
    assert client.archived_at.date() == date(2026, 3, 1)


def test_archiving_ends_open_invitations(owner: User, studio: Studio, signed_in: SignIn) -> None:
    newcomer = make_client(studio, owner, "Nora New")
    invite_client(client=newcomer, by=owner, now=timezone.now())
    signed_in(owner).post(reverse("client_archive", args=[newcomer.pk]))
    assert not Invitation.objects.open_at(timezone.now()).exists()


def test_archiving_is_a_post(signed_in: SignIn, owner: User, client: Client) -> None:
    assert signed_in(owner).get(reverse("client_archive", args=[client.pk])).status_code == 405


@pytest.mark.parametrize(("birth_date", "age"), [("1990-03-01", 36), ("1990-03-02", 35), (None, None)])
def test_an_age_is_in_whole_years(birth_date: str | None, age: int | None) -> None:
    client = Client(birth_date=date.fromisoformat(birth_date) if birth_date else None)
    assert client.age_on(date(2026, 3, 1)) == age


@pytest.mark.parametrize(
    "name",
    ["client_edit", "client_equipment", "client_limits", "client_invite", "client_archive", "client_restore"],
)
@pytest.mark.parametrize("who", ["stranger", "helper", "client_person"])
def test_nobody_else_reaches_a_client(
    request: pytest.FixtureRequest, signed_in: SignIn, client: Client, name: str, who: str
) -> None:
    visitor = signed_in(request.getfixturevalue(who))
    address = reverse(name, args=[client.pk])
    assert visitor.post(address, {}).status_code == 404
    if name not in ("client_archive", "client_restore"):
        assert visitor.get(address).status_code == 404


def test_a_client_that_does_not_exist_is_not_found(signed_in: SignIn, owner: User) -> None:
    assert signed_in(owner).get(reverse("client_edit", args=[new_uuid()])).status_code == 404


def test_clients_cannot_add_clients(signed_in: SignIn, client_person: User, client: Client) -> None:
    visitor = signed_in(client_person)
    assert visitor.get(reverse("client_create")).status_code == 404
    assert visitor.post(reverse("client_create"), new_form()).status_code == 404
