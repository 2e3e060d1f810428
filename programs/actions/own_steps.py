"""Weeks that rise by kilograms or pounds, filled with the max of the client who was given them.

A template has no max, so that a step of 2.5 kg cannot be seen in its percentages; a copy's can.
"""

import uuid
from collections.abc import Collection

from programs.actions.progression import followed
from programs.bridge import store_many
from programs.documents import OF_THE_CLIENT, values_of
from programs.models import Phase, Program, SetGroup, Slot
from programs.progressions import steps_in_a_unit


def fill_own_steps(program: Program, slots: Collection[Slot]) -> None:
    """Fill the weeks of those of a client's `slots` whose progression steps in a unit.

    The rows remember what was filled as what they were given, so that they do not count as individually
    changed. No query where there is no such progression.
    """
    owned = [slot.pk for slot in slots if steps_in_a_unit(slot.scheme)]
    if not owned:
        return
    phases = list(Phase.objects.filter(program=program).values_list("pk", flat=True))
    moved = [change for change in followed(program, phases, slots=owned) if change["table"] == "set_groups"]
    ids = {uuid.UUID(pk) for change in moved for pk in change["ids"]}
    rows = list(SetGroup.objects.filter(pk__in=ids, origin_values__isnull=False))
    for row in rows:
        given, kept = values_of(row), dict(row.origin_values or {})
        row.origin_values = kept | {name: given[name] for name in kept if name not in OF_THE_CLIENT}
    store_many(SetGroup, rows, ["origin_values"])
