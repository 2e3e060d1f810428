"""The sheet: everything one session prescribes, as plain values.

The same shape is read live from a planned session's set groups and kept frozen on a started one:

    {"program", "workout", "exercises": [
        {"code", "group", "kind", "slot", "exercise", "name", "cue", "note", "goal", "lift",
         "set_groups": [{"set_group", "type", "sets", "load", "unit", "reps", "rir", …,
                         "keys": [one a planned set]}]}]}

`keys` names every planned set; a sheet that is only looked at has none. Set logs name these keys. The
numbers of a set group are those of `SetGroup.effective`.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from programs.models import SetGroup, SlotExchange
from programs.order_codes import codes_for
from programs.session_state import set_key
from web.prepared import Prepared

Sheet = dict[str, Any]

# Warm-ups are done first, wherever the trainer added them; a slot's first working sets stand at position 1.
SET_ORDER = (Case(When(set_type=SetGroup.Type.WARM_UP, then=0), default=1), "position")

_COLUMNS = (
    "slot__group_id",
    "slot__group__kind",
    "slot_id",
    "slot__exercise_id",
    "slot__exercise__name",
    "slot__exercise__cue",
    "slot__note",
    "slot__goal",
    "slot__lift",
    "id",
    "set_type",
    "metres",
    "per_side",
    "effective",
)


def _rows_of(workout_id: uuid.UUID, week_id: uuid.UUID) -> QuerySet[SetGroup, tuple[Any, ...]]:
    return (
        SetGroup.objects.filter(slot__group__workout_id=workout_id, week_id=week_id)
        .filter(slot__first_week__lte=F("week__position"))
        .filter(Q(slot__last_week=None) | Q(slot__last_week__gte=F("week__position")))
        .order_by("slot__group__position", "slot__group_id", "slot__position", "slot_id", *SET_ORDER)
        .values_list(*_COLUMNS)
    )


_set_groups = Prepared(_rows_of, uuid.UUID, uuid.UUID)
_exchanges = Prepared(
    lambda week_id: SlotExchange.objects.filter(week_id=week_id).values_list(
        "slot_id", "exercise_id", "exercise__name", "exercise__cue"
    ),
    uuid.UUID,
)


def live_sheet(
    *, workout_id: uuid.UUID | None, week_id: uuid.UUID | None, program: str, workout: str
) -> Sheet:
    """What the program says today about a workout in a week; two queries."""
    sheet: Sheet = {"program": program, "workout": workout, "exercises": []}
    if workout_id is None or week_id is None:
        return sheet
    exchanged = {slot_id: tuple(rest) for slot_id, *rest in _exchanges(week_id)}
    rows = _set_groups(workout_id, week_id)
    sheet["exercises"] = entries_of(rows, exchanged)
    return sheet


def entries_of(
    rows: Iterable[tuple[Any, ...]],
    exchanged: Mapping[uuid.UUID, tuple[Any, ...]],
) -> list[dict[str, Any]]:
    """The exercises of one workout in one week, from its set groups in order (`_COLUMNS`)."""
    groups: dict[uuid.UUID, dict[uuid.UUID, dict[str, Any]]] = {}
    for row in rows:
        group, kind, slot, exercise, name, cue, note, goal, lift = row[:9]
        pk, set_type, metres, per_side, effective = row[9:]
        slots = groups.setdefault(group, {})
        if slot not in slots:
            exercise, name, cue = exchanged.get(slot, (exercise, name, cue))
            slots[slot] = {
                "slot": str(slot),
                "exercise": str(exercise),
                "name": name,
                "cue": cue,
                "note": note,
                "goal": goal,
                "kind": kind,
                "lift": lift,
                "set_groups": [],
            }
        target = {"set_group": str(pk), "type": set_type, "metres": metres, "per_side": per_side}
        slots[slot]["set_groups"].append({**effective, **target, "keys": []})
    codes = codes_for(map(len, groups.values()))
    return [
        {**entry, "code": code, "group": number}
        for number, (slots, names) in enumerate(zip(groups.values(), codes, strict=True), start=1)
        for entry, code in zip(slots.values(), names, strict=True)
    ]


def with_keys(sheet: Sheet, session_id: uuid.UUID) -> Sheet:
    """The sheet with a key for every planned set, the same each time for the same session."""
    return {
        **sheet,
        "exercises": [
            {
                **entry,
                "set_groups": [
                    {
                        **row,
                        "keys": [
                            set_key(session_id, row["set_group"], number)
                            for number in range(1, row["sets"] + 1)
                        ],
                    }
                    for row in entry["set_groups"]
                ],
            }
            for entry in sheet["exercises"]
        ],
    }
