"""The page of what a client can train with."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import SignIn
from trainer.actions import apply_preset
from trainer.loads import Loads
from trainer.models import Client, Equipment, Implement, User
from trainer.models.equipment import LOADABLE
from trainer.presets import Preset
from trainer.queries import loads_on_hand

BARBELL = {
    "barbell-here": "on",
    "barbell-own_weight": "20",
    "barbell-step": "2,5",
    "barbell-heaviest": "140",
    "barbell-loads": "",
    "barbell-unit": "kg",
}
DUMBBELLS = {"dumbbell-here": "on", "dumbbell-loads": "5, 7.5, 10-20 step 2.5", "dumbbell-unit": "kg"}


def save(signed_in: SignIn, owner: User, client: Client, form: dict[str, Any]) -> Any:
    return signed_in(owner).post(reverse("client_equipment", args=[client.pk]), form)


def errors(answer: Any) -> dict[str, dict[str, list[str]]]:
    """What was refused, by implement."""
    form = answer.context["form"]
    found = {one.implement: dict(one.errors) for one in form.with_loads if not one.is_fine()}
    return found | ({"others": dict(form.others.errors)} if form.others.errors else {})


def test_equipment_is_stored_as_typed(signed_in: SignIn, owner: User, client: Client) -> None:
    answer = save(signed_in, owner, client, BARBELL | DUMBBELLS | {"others": ["bench", "rack"]})
    assert answer["Location"] == reverse("client_equipment", args=[client.pk])
    assert loads_on_hand(client) == {
        "barbell": Loads("barbell", "kg", Decimal(20), Decimal("2.5"), Decimal(140)),
        "dumbbell": Loads(
            "dumbbell",
            "kg",
            loads=tuple(map(Decimal, ("5", "7.5", "10", "12.5", "15", "17.5", "20"))),
        ),
        "rack": Loads("rack", "kg"),
        "bench": Loads("bench", "kg"),
    }


def test_loads_are_kept_as_exact_text(signed_in: SignIn, owner: User, client: Client) -> None:
    save(signed_in, owner, client, DUMBBELLS | {"dumbbell-loads": "2.50, 7,25"})
    assert Equipment.objects.get().loads == ["2.5", "7.25"]


def test_what_is_no_longer_ticked_is_gone(signed_in: SignIn, owner: User, client: Client) -> None:
    save(signed_in, owner, client, BARBELL | {"others": ["bench"]})
    save(signed_in, owner, client, DUMBBELLS)
    assert list(loads_on_hand(client)) == ["dumbbell"]


def test_saving_twice_changes_nothing_more(signed_in: SignIn, owner: User, client: Client) -> None:
    seen = signed_in(owner).get(reverse("client_equipment", args=[client.pk])).context["seen"]
    save(signed_in, owner, client, BARBELL | {"seen": seen})
    row = Equipment.objects.get().pk
    assert save(signed_in, owner, client, BARBELL | {"seen": seen}).status_code == 302
    assert Equipment.objects.get().pk == row


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("own_weight", "-20", "Ensure this value is greater than or equal to 0."),
        ("own_weight", "NaN", "“NaN” is not a number."),
        ("own_weight", "", "How heavy is it at its lightest? 0 is fine."),
        ("step", "0", "A step is more than 0."),
        ("step", "-2.5", "A step is more than 0."),
        ("step", "1e9", "“1e9” is not a number."),
        ("step", "", "Give a step, or a list of what there is."),
        ("heaviest", "9" * 10_000, "This number is too long."),
        ("heaviest", "1001", "Ensure this value is less than or equal to 1000."),
        ("heaviest", "10", "This is less than it weighs at its lightest."),
        ("loads", "20, 30", "Give steps or a list, not both."),
        ("loads", "heavy", "“heavy” is not a number."),
        ("unit", "stone", "Select a valid choice. stone is not one of the available choices."),
    ],
)
def test_bad_loads_are_refused_beside_their_field_and_nothing_typed_is_lost(
    signed_in: SignIn, owner: User, client: Client, field: str, value: str, message: str
) -> None:
    answer = save(signed_in, owner, client, BARBELL | DUMBBELLS | {f"barbell-{field}": value})
    assert answer.status_code == 422
    assert errors(answer) == {"barbell": {field: [message]}}
    assert "5, 7.5, 10-20 step 2.5" in answer.text
    assert loads_on_hand(client) == {}


def test_numbers_of_what_is_not_there_do_not_matter(signed_in: SignIn, owner: User, client: Client) -> None:
    form = BARBELL | {"barbell-step": "nonsense"}
    del form["barbell-here"]
    assert save(signed_in, owner, client, form | DUMBBELLS).status_code == 302
    assert list(loads_on_hand(client)) == ["dumbbell"]


def test_an_implement_that_is_not_offered_is_refused(signed_in: SignIn, owner: User, client: Client) -> None:
    answer = save(signed_in, owner, client, {"others": ["trampoline"]})
    assert (answer.status_code, list(errors(answer))) == (422, ["others"])


def test_a_preset_is_set_by_one_click_and_says_what_it_replaced(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    save(signed_in, owner, client, BARBELL | DUMBBELLS | {"others": ["bench"]})
    visitor = signed_in(owner)
    page = visitor.post(
        reverse("client_equipment", args=[client.pk]), {"preset": "home_dumbbells"}, follow=True
    )
    assert list(loads_on_hand(client)) == ["dumbbell", "bench", "band"]
    assert [str(message) for message in page.context["messages"]] == [
        "Home dumbbells is set. It replaced: Barbell (20 kg, then steps of 2.5 kg up to 140 kg); "
        "Dumbbells (7 loads, 5 to 20 kg)."
    ]


def test_a_preset_clicked_twice_replaces_nothing_the_second_time(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    visitor, address = signed_in(owner), reverse("client_equipment", args=[client.pk])
    visitor.post(address, {"preset": "garage_gym"})
    page = visitor.post(address, {"preset": "garage_gym"}, follow=True)
    assert [str(message) for message in page.context["messages"]][-1] == "Garage gym is set."


def test_a_preset_that_does_not_exist_is_not_found(signed_in: SignIn, owner: User, client: Client) -> None:
    assert save(signed_in, owner, client, {"preset": "moon_base"}).status_code == 404


def test_the_page_saved_as_it_is_shown_changes_nothing(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    User.objects.filter(pk=owner.pk).update(locale="en-eu")
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=owner)
    before = loads_on_hand(client)
    form = signed_in(owner).get(reverse("client_equipment", args=[client.pk])).context["form"]
    shown: dict[str, Any] = {
        field.html_name: field.value() for one in form.with_loads for field in one if field.value()
    }
    assert (
        save(signed_in, owner, client, shown | {"others": form.others["others"].value()}).status_code == 302
    )
    assert loads_on_hand(client) == before


def test_an_implement_not_there_yet_starts_with_usual_loads_in_the_clients_unit(
    signed_in: SignIn, owner: User, client: Client
) -> None:
    Client.objects.filter(pk=client.pk).update(unit="lb")
    form = signed_in(owner).get(reverse("client_equipment", args=[client.pk])).context["form"]
    barbell = form.with_loads[0]
    values = {name: barbell[name].value() for name in ("here", "own_weight", "step", "unit")}
    assert values == {"here": False, "own_weight": "45", "step": "5", "unit": "lb"}


def test_every_implement_can_be_ticked_once(signed_in: SignIn, owner: User, client: Client) -> None:
    form = signed_in(owner).get(reverse("client_equipment", args=[client.pk])).context["form"]
    offered = [one.implement for one in form.with_loads]
    offered += [value for value, _ in form.others.fields["others"].choices]
    assert sorted(offered) == sorted(Implement.values)
    assert [one.implement for one in form.with_loads] == list(LOADABLE)


def test_an_old_tab_is_refused_once_with_both_lists(signed_in: SignIn, owner: User, client: Client) -> None:
    old = signed_in(owner).get(reverse("client_equipment", args=[client.pk])).context["seen"]
    apply_preset(client=client, preset=Preset.BANDS, by=owner)
    refused = save(signed_in, owner, client, BARBELL | {"seen": old})
    assert refused.status_code == 422
    assert "Meanwhile the equipment was changed to: Bands." in refused.text
    assert 'value="140"' in refused.text
    assert list(loads_on_hand(client)) == ["band"]
    again = save(signed_in, owner, client, BARBELL | {"seen": refused.context["seen"]})
    assert again.status_code == 302
    assert list(loads_on_hand(client)) == ["barbell"]
