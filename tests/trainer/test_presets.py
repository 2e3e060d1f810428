"""Usual sets of equipment."""

from decimal import Decimal

import pytest

from trainer.actions import apply_preset
from trainer.loads import Loads
from trainer.models import Client, Equipment, Implement, User
from trainer.models.equipment import LOADABLE
from trainer.presets import Preset, loads_of, usual_loads
from trainer.queries import loads_on_hand


@pytest.mark.parametrize("unit", ["kg", "lb"])
@pytest.mark.parametrize("preset", Preset)
def test_every_load_of_a_preset_can_be_built_and_stored(preset: Preset, unit: str) -> None:
    for item in loads_of(preset, unit):
        if item.implement not in LOADABLE:
            assert item == Loads(item.implement, unit)
        elif item.loads:
            assert item.loads == tuple(sorted(set(item.loads)))
            assert item.loads[0] > 0
        else:
            assert item.step is not None
            assert item.own_weight is not None
            assert item.heaviest is not None
            assert item.step > 0
            assert (item.heaviest - item.own_weight) % item.step == 0


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_every_implement_with_loads_has_usual_ones(unit: str) -> None:
    without = [one for one in LOADABLE if usual_loads(one, unit) == Loads(one, unit)]
    assert without == []


def test_an_olympic_bar_has_20_kg_or_45_lb() -> None:
    assert usual_loads("barbell", "kg").own_weight == Decimal(20)
    assert usual_loads("barbell", "lb").own_weight == Decimal(45)


def test_a_preset_is_stored_in_the_clients_unit(client: Client, owner: User) -> None:
    Client.objects.filter(pk=client.pk).update(unit="lb")
    client.refresh_from_db()
    apply_preset(client=client, preset=Preset.GARAGE_GYM, by=owner)
    assert loads_on_hand(client) == {item.implement: item for item in loads_of(Preset.GARAGE_GYM, "lb")}


def test_a_preset_says_what_it_replaced(client: Client, owner: User) -> None:
    apply_preset(client=client, preset=Preset.BANDS, by=owner)
    before = apply_preset(client=client, preset=Preset.BODY_WEIGHT, by=owner)
    assert before == {"band": Loads("band", "kg")}
    assert loads_on_hand(client) == {}


def test_equipment_that_stays_keeps_its_row(client: Client, owner: User) -> None:
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=owner)
    kept = Equipment.objects.get(client=client, implement=Implement.BARBELL).pk
    apply_preset(client=client, preset=Preset.GARAGE_GYM, by=owner)
    assert Equipment.objects.get(client=client, implement=Implement.BARBELL).pk == kept
    assert sorted(loads_on_hand(client)) == ["barbell", "bench", "plate", "pull_up_bar", "rack"]
