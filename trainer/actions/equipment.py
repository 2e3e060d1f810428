"""What a client can train with."""

from collections.abc import Iterable

from django.db import transaction

from trainer.loads import Loads
from trainer.models import Client, Equipment, User
from trainer.presets import Preset, loads_of
from trainer.queries import loads_on_hand
from web.numbers import show


@transaction.atomic
def save_equipment(*, client: Client, items: Iterable[Loads], by: User) -> dict[str, Loads]:
    """Make the equipment exactly this; rows that stay keep their identity. Returns what was there before."""
    Client.objects.select_for_update().get(pk=client.pk)  # two trainers at once: the last one wins whole
    before = loads_on_hand(client)
    wanted = {item.implement: item for item in items}
    client.equipment.exclude(implement__in=wanted).delete()
    Equipment.objects.bulk_create(
        (
            Equipment(
                studio_id=client.studio_id,
                client=client,
                implement=item.implement,
                unit=item.unit,
                own_weight=item.own_weight,
                step=item.step,
                heaviest=item.heaviest,
                loads=[show(load) for load in item.loads],
            )
            for item in wanted.values()
        ),
        update_conflicts=True,
        unique_fields=["studio", "client", "implement"],
        update_fields=["unit", "own_weight", "step", "heaviest", "loads"],
    )
    return before


def apply_preset(*, client: Client, preset: Preset | str, by: User) -> dict[str, Loads]:
    """Replace the equipment with a preset's, in the client's unit. Returns what was there before."""
    return save_equipment(client=client, items=loads_of(Preset(preset), client.unit), by=by)
