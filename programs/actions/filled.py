"""The weeks of slots stored as progressions fill them: a few statements, and what changed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from programs import bridge
from programs.actions.carrying import Change, made, moved, removed
from programs.actions.filling import Filled, Member, asked_of
from programs.actions.set_rows import SetRow, Writer, stored_as
from programs.models import SetGroup, Slot
from programs.prescription import PlannedGroup, Schedule, ScheduledWeek, SetType
from programs.progressions import Progression
from web.identifiers import new_uuid
from web.writes import insert_rows, update_alike, update_rows


@dataclass(slots=True)
class _Writes:
    """Everything that a filling writes, gathered to be a few statements."""

    numbers: Writer = field(default_factory=Writer)
    types: dict[str, Change] = field(default_factory=dict)
    fresh: list[SetGroup] = field(default_factory=list)
    schemes: list[Change] = field(default_factory=list)


def write(members: Sequence[Member], filled: Filled, kept: Mapping[uuid.UUID, Progression]) -> list[Change]:
    """Store the weeks of these slots as they are filled; what changed. At most six statements."""
    writes = _Writes()
    leaves: list[uuid.UUID] = []
    for member in members:
        schedule = filled.schedules.get(member.slot.pk)
        if schedule is None:
            continue
        leaves += _gather(writes, member, schedule)
        now = kept[member.slot.pk].stored() if member.slot.pk in kept else None
        if now is not None and now != member.slot.scheme:
            change = moved("slots", [member.slot.pk], {"scheme": member.slot.scheme}, {"scheme": now})
            writes.schemes.append(change)
    changes: list[Change] = []
    if leaves:
        rows = list(SetGroup.objects.filter(pk__in=leaves))
        changes += removed("set_groups", rows)
        SetGroup.objects.filter(pk__in=leaves).delete()
    changes += writes.numbers.write()
    for change in writes.types.values():
        update_alike(SetGroup, [uuid.UUID(pk) for pk in change["ids"]], change["after"])
    insert_rows(SetGroup, writes.fresh)
    if writes.schemes:
        update_rows(
            Slot,
            ["id"],
            ["scheme"],
            [{"id": uuid.UUID(item["ids"][0]), **item["after"]} for item in writes.schemes],
        )
    return [*changes, *writes.types.values(), *made("set_groups", writes.fresh), *writes.schemes]


def _gather(writes: _Writes, member: Member, schedule: Schedule) -> list[uuid.UUID]:
    """Gather what becomes of a slot's rows; which of them go."""
    last = max((row.position for week in member.weeks for row in week), default=0)
    spares = member.spare or ((),) * len(member.weeks)
    leaves: list[uuid.UUID] = []
    for rows, spare, week in zip(member.weeks, spares, schedule.weeks, strict=True):
        stay = (*rows, *spare)[: len(week.groups)]
        leaves += [row.id for row in spare if row not in stay]
        for row, group in zip(stay, week.groups, strict=False):
            _become(writes, row, group, week, member)
        for number, group in enumerate(week.groups[len(stay) :], start=len(stay) - len(rows) + 1):
            new = _new_row(rows[0], last + number, group, week, member)
            writes.fresh.append(stored_as(new, member.slot))
    return leaves


def _become(writes: _Writes, row: SetRow, group: PlannedGroup, week: ScheduledWeek, member: Member) -> None:
    stands = bridge.holds(row, group.targets) and member.slot.goal == group.targets.goal
    if row.set_type != group.set_type:
        was, now = {"set_type": row.set_type}, {"set_type": group.set_type.value}
        change = moved("set_groups", [], was, now)
        writes.types.setdefault(repr(change), change)["ids"].append(str(row.id))
    typed = bridge.edited_in(row)
    edited = asked_of(group, week, typed if stands else None)
    if stands and edited is typed and row.set_type == group.set_type:
        return
    same_type = row.set_type == group.set_type
    fresh = row if same_type else replace(row, set_type=group.set_type.value)
    writes.numbers.put(fresh, group.targets, member.lift, edited=edited)


def _new_row(lead: SetRow, position: int, group: PlannedGroup, week: ScheduledWeek, member: Member) -> SetRow:
    set_type = SetType(group.set_type).value
    edited = asked_of(group, week, None)
    return SetRow(
        id=new_uuid(),
        slot_id=lead.slot_id,
        week_id=lead.week_id,
        week=lead.week,
        position=position,
        set_type=set_type,
        per_side=lead.per_side,
        **bridge.columns_of(group.targets, member.lift, edited=edited, set_type=set_type),
    )
