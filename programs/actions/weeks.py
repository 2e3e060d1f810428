"""Weeks as wholes: copy one onto others, insert one, remove one. The calendar follows (see `dates`)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from programs import bridge
from programs.actions.carrying import carry_out_changes, removed, together
from programs.actions.filling import held
from programs.actions.history import Change, ChangedSinceError, lock, made, moved, record, reshape
from programs.actions.numbers import planned_week, toggled
from programs.actions.programs import WEEKS_MOST, LimitReachedError, copy_of, dropped, placed
from programs.actions.progression import followed
from programs.documents import plain
from programs.models import Program, Revision, SetGroup, Slot, Week
from programs.prescription import PlannedGroup
from trainer.models import User

GONE = "This week is not in the program any more: somebody removed it."
# What a set group says, beside where it stands.
CONTENT = ("set_type", "metres", "per_side", *bridge.RESOLVED)


@transaction.atomic
def copy_week(
    week: Week, targets: Collection[Week], *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Let other weeks of a phase say what this one says; set groups that stay keep their identity.

    None where they say it already, or no other week of the phase is named.
    """
    program = week.program
    lock(program, key=key)
    weeks = weeks_in_order(week)
    wanted = {item.pk for item in targets}
    chosen = [item for item in weeks if item.pk in wanted and item.pk != week.pk]
    by_week: dict[uuid.UUID, list[SetGroup]] = {item.pk: [] for item in weeks}
    for row in SetGroup.objects.filter(week__in=[week, *chosen]).select_related("slot"):
        by_week[row.week_id].append(row)
    like = by_week[week.pk]
    kept = _held_where_owned(program, like)
    changes = together(
        change
        for target in chosen
        for change in _alike(kept if target.position > 1 else like, by_week[target.pk], target)
    )
    if not changes:
        return None
    carry_out_changes(program, changes)
    numbers = _listed([weeks.index(item) + 1 for item in chosen])
    text = f"{week.phase.name}: week {_number(weeks, week)} copied to week{numbers}"
    return record(program, by=by, text=text, changes=changes, key=key)


def _held_where_owned(program: Program, rows: Sequence[SetGroup]) -> list[SetGroup]:
    """The same set groups, with those of slots that progressions own held, so that filling leaves them."""
    return [
        held(row, row.slot, bridge.lift_of(row.slot, program_method=program.method))
        if row.slot.scheme
        else row
        for row in rows
    ]


def _alike(like: Sequence[SetGroup], rows: Sequence[SetGroup], week: Week) -> list[Change]:
    """What makes the set groups of a week say the same as others."""
    known = {(row.slot_id, row.position): row for row in rows}
    changes: list[Change] = []
    fresh = []
    for row in like:
        stands = known.pop((row.slot_id, row.position), None)
        if stands is None:
            fresh.append(copy_of(row, week=week))
        else:
            changes.append(moved("set_groups", [stands.pk], _content(stands), _content(row)))
    return [*removed("set_groups", known.values()), *changes, *made("set_groups", fresh)]


def _content(row: SetGroup) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in CONTENT}


def weeks_in_order(week: Week) -> list[Week]:
    """The weeks of a week's phase as they now stand; raises ChangedSinceError where it is gone."""
    weeks = list(Week.objects.filter(phase=week.phase_id).order_by("position"))
    if week not in weeks:
        raise ChangedSinceError(GONE)
    return weeks


def _number(weeks: Sequence[Week], week: Week) -> int:
    return weeks.index(week) + 1


def _listed(numbers: Sequence[int]) -> str:
    """`s 2, 3 and 5`, after the word week."""
    *first, last = map(str, numbers)
    return f"s {', '.join(first)} and {last}" if first else f" {last}"


@transaction.atomic
def insert_week(week: Week, *, fresh: bool = False, by: User, key: uuid.UUID | None = None) -> Revision:
    """One more week after this one: a copy of it, or (`fresh`) every row at the start of its goal.

    Later weeks move on, and with them the sessions of a scheduled program that are still planned.
    Progressions count all weeks anew, unless it is a fresh one. Raises LimitReachedError.
    """
    program = week.program
    lock(program, key=key)
    text, changes, owned = inserted_week(week, fresh=fresh)
    then = (lambda: followed(program, [week.phase_id])) if owned and not fresh else None
    return reshape(program, changes, by=by, text=text, key=key, then=then)


def inserted_week(week: Week, *, fresh: bool = False) -> tuple[str, list[Change], bool]:
    """How inserting a week is told, what it changes, and whether progressions own any of it.

    Nothing is written.
    """
    program, weeks = week.program, weeks_in_order(week)
    if len(weeks) >= WEEKS_MOST:
        raise LimitReachedError(f"A phase has at most {WEEKS_MOST} weeks.")
    here = weeks.index(week)
    new = copy_of(week, position=here + 2)
    like = list(SetGroup.objects.filter(week=week).select_related("slot"))
    rows = [copy_of(row, week=new) for row in like]
    if fresh:
        _restart(program, rows)
    changes = placed("weeks", weeks[here + 1 :], first=here + 3)
    changes += [*made("weeks", [new]), *made("set_groups", rows), *_spans(week, after=here + 1, by=1)]
    text = f"{week.phase.name}: inserted a week after week {here + 1}"
    return text, changes, any(row.slot.scheme for row in like)


@transaction.atomic
def remove_week(week: Week, *, by: User, key: uuid.UUID | None = None) -> Revision:
    """Take a week out; later ones move up, and with them the sessions that are still planned.

    Raises LimitReachedError for the last week of its phase.
    """
    program = week.program
    lock(program, key=key)
    text, changes = removed_week(week)
    return reshape(
        program, changes, by=by, text=text, key=key, then=lambda: followed(program, [week.phase_id])
    )


def removed_week(week: Week) -> tuple[str, list[Change]]:
    """What removing a week changes, and how it is told; nothing is written."""
    weeks = weeks_in_order(week)
    if len(weeks) == 1:
        raise LimitReachedError("A phase keeps at least one week.")
    here = weeks.index(week)
    changes = dropped([week], "weeks", week.program)
    changes += placed("weeks", weeks[here + 1 :], first=here + 1)
    changes += _spans(week, after=here + 1, by=-1)
    return f"{week.phase.name}: removed week {here + 1}", changes


def _spans(week: Week, *, after: int, by: int) -> list[Change]:
    """Slots that begin or end later than a week begin or end with the weeks that move."""
    slots = Slot.objects.filter(group__workout__phase=week.phase_id)
    changes = []
    for slot in slots.exclude(first_week=1, last_week=None):
        was = {"first_week": slot.first_week, "last_week": slot.last_week}
        now = {
            "first_week": slot.first_week + (by if slot.first_week > after else 0),
            "last_week": _last(slot.last_week, after, by),
        }
        if now["last_week"] is not None and now["first_week"] is not None:
            now["last_week"] = max(now["first_week"], now["last_week"])
        changes.append(moved("slots", [slot.pk], was, now))
    return together(changes)


def _last(last_week: int | None, after: int, by: int) -> int | None:
    """A slot that ends with the week goes on into a copy of it, and ends earlier where it goes."""
    return last_week if last_week is None or last_week < after else last_week + by


def _restart(program: Program, rows: Sequence[SetGroup]) -> None:
    """Take the set groups of a week to the start of their slots' goals, in memory; no number stays pinned."""
    slots = Slot.objects.filter(pk__in={row.slot_id for row in rows}).in_bulk()
    by_slot: dict[uuid.UUID, list[SetGroup]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        by_slot.setdefault(row.slot_id, []).append(row)
    for pk, week in by_slot.items():
        slot = slots[pk]
        lift = bridge.lift_of(slot, program_method=program.method)
        planned = tuple(_unpinned(group) for group in planned_week(week, goal=slot.goal))
        [outcomes] = toggled((planned,), slot.goal, lift, lift)
        for row, outcome in zip(week, outcomes, strict=True):
            for name, value in bridge.columns_of(outcome.targets, lift, set_type=row.set_type).items():
                setattr(row, name, value)


def _unpinned(group: PlannedGroup) -> PlannedGroup:
    return replace(group, targets=replace(group.targets, pins=frozenset()))
