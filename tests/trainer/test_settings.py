"""A person's own settings and hats."""

import pytest
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from tests.conftest import SignIn, make_client
from trainer.models import Client, Studio, User
from trainer.zones import grouped_zones

FORM = {
    "name": "Olivia Owner-Smith",
    "studio_name": "Northside Strength & Co",
    "unit": "lb",
    "time_zone": "America/New_York",
    "theme": "dark",
    "locale": "en-eu",
    "digest": "weekly",
}


def test_settings_are_saved_the_studios_name_with_them(signed_in: SignIn, owner: User) -> None:
    visitor = signed_in(owner)
    assert visitor.post(reverse("settings"), FORM)["Location"] == reverse("settings")
    owner.refresh_from_db()
    stored = {field: getattr(owner, field) for field in FORM if field != "studio_name"}
    assert stored == {key: value for key, value in FORM.items() if key != "studio_name"}
    assert Studio.objects.get().name == "Northside Strength & Co"
    assert "Settings saved." in visitor.get(reverse("settings")).text


def test_only_the_owner_of_a_studio_names_it(signed_in: SignIn, helper: User) -> None:
    visitor = signed_in(helper)
    assert "studio_name" not in visitor.get(reverse("settings")).context["form"].fields
    visitor.post(reverse("settings"), FORM)
    assert Studio.objects.get().name == "Northside Strength"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 10_000),
        ("studio_name", ""),
        ("unit", "stone"),
        ("time_zone", "Mars/Olympus"),
        ("theme", "pink"),
        ("locale", "tlh"),
        ("digest", "hourly"),
    ],
)
def test_a_setting_that_is_not_offered_is_refused_beside_its_field(
    signed_in: SignIn, owner: User, field: str, value: str
) -> None:
    answer = signed_in(owner).post(reverse("settings"), FORM | {field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    owner.refresh_from_db()
    assert owner.name == "Olivia Owner"


def test_an_empty_post_is_refused_not_an_error(signed_in: SignIn, owner: User) -> None:
    assert signed_in(owner).post(reverse("settings")).status_code == 422


def notice_fields(visitor: Visitor) -> list[str]:
    fields = visitor.get(reverse("settings")).context["form"].fields
    return [name for name in ("digest", "reminders") if name in fields]


def test_each_person_is_offered_the_notices_that_concern_them(
    signed_in: SignIn, owner: User, helper: User, client: Client, client_person: User
) -> None:
    assert notice_fields(signed_in(owner)) == ["digest"]
    assert notice_fields(signed_in(helper)) == ["digest"]
    assert notice_fields(signed_in(client_person)) == ["reminders"]
    client.user = owner
    client.save()
    assert notice_fields(signed_in(owner)) == ["digest", "reminders"]
    assert notice_fields(signed_in(client_person)) == []


def test_whose_client_rows_are_all_archived_is_not_offered_reminders(
    signed_in: SignIn, client: Client, client_person: User
) -> None:
    client.archived_at = timezone.now()
    client.save()
    assert notice_fields(signed_in(client_person)) == []


def test_the_digest_is_chosen_among_never_every_day_and_every_monday(signed_in: SignIn, owner: User) -> None:
    field = signed_in(owner).get(reverse("settings")).context["form"].fields["digest"]
    assert field.label == "E-mail about who needs attention"
    assert field.choices == [("off", "Never"), ("daily", "Every day"), ("weekly", "Every Monday")]
    assert owner.digest == "off"


def test_reminders_are_off_until_they_are_asked_for(
    signed_in: SignIn, client: Client, client_person: User
) -> None:
    assert client_person.reminders is False
    visitor = signed_in(client_person)
    assert visitor.get(reverse("settings")).context["form"].fields["reminders"].label == (
        "Remind me on training days"
    )
    for sent, stored in ({"reminders": "on"}, True), ({}, False):
        assert visitor.post(reverse("settings"), FORM | sent).status_code == 302
        client_person.refresh_from_db()
        assert client_person.reminders is stored


def test_what_is_not_offered_is_not_changed(signed_in: SignIn, client: Client, client_person: User) -> None:
    User.objects.filter(pk=client_person.pk).update(digest="daily")
    assert signed_in(client_person).post(reverse("settings"), FORM).status_code == 302
    client_person.refresh_from_db()
    assert client_person.digest == "daily"


def test_zones_are_grouped_by_continent() -> None:
    groups = dict(grouped_zones())
    assert next(iter(groups)) == "Everywhere"
    assert ("Europe/Rome", "Rome") in groups["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in groups["America"]


def test_a_zone_outside_the_groups_stays_chosen(signed_in: SignIn, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(time_zone="Etc/GMT+5")
    visitor = signed_in(owner)
    assert visitor.post(reverse("settings"), FORM | {"time_zone": "Etc/GMT+5"}).status_code == 302


def test_somebody_with_two_hats_changes_them(signed_in: SignIn, owner: User, studio: Studio) -> None:
    make_client(studio, owner, "Olivia herself", user=owner)
    visitor = signed_in(owner)
    assert visitor.session["roles"] == ["trainer", "client"]
    assert visitor.post(reverse("switch_role"), {"role": "client"})["Location"] == reverse("home")
    assert visitor.session["role"] == "client"


def test_a_hat_that_one_does_not_have_cannot_be_worn(
    signed_in: SignIn, client_person: User, client: Client
) -> None:
    visitor = signed_in(client_person)
    assert visitor.post(reverse("switch_role"), {"role": "trainer"}).status_code == 404
    assert visitor.session["role"] == "client"


def test_a_hat_is_changed_by_post_only(signed_in: SignIn, owner: User) -> None:
    assert signed_in(owner).get(reverse("switch_role")).status_code == 405
