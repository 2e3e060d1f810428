"""Progressions: apply one to a slot or a phase, take it off, and let weeks follow what was changed."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from programs import bridge
from programs.actions.carrying import Change, moved
from programs.actions.filled import write
from programs.actions.filling import Filled, Member, as_written, fill, members_of, progression_of, same, suits
from programs.actions.history import lock, record
from programs.actions.set_rows import toggled
from programs.models import Program, Revision, Slot
from programs.prescription import Field, Goal, PlannedGroup, Scheme, Targets, Wave
from programs.progressions import Progression, name_of
from trainer.models import User
from web.writes import update_alike

# What is chosen for each phase: one scheme, or the part of it that the phase is.
Chosen = Mapping[uuid.UUID, Scheme]
Typed = Mapping[int, Collection[Field]]  # the numbers that were typed of set groups, by position


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a scheme would make of slots: as they are filled, and the slots it leaves alone."""

    members: list[Member]
    filled: Filled
    kept: dict[uuid.UUID, Progression]
    left: list[Member]


def planned(program: Program, chosen: Chosen, *, slots: Collection[uuid.UUID] | None = None) -> Plan:
    """The schedule of a scheme over phases, or over some of their slots; three queries, nothing is written.

    Where days take turns, the slots of an exercise that have the same scheme already are filled with it.
    """
    everyone = members_of(program, list(chosen))
    mine = [member for member in everyone if slots is None or member.slot.pk in slots]
    schemes = {item.slot.pk: of_goal(chosen[item.phase_id], item.slot.goal) for item in mine}
    goals = {item.slot.pk: item.slot.goal for item in mine}
    for other in _turns_with(everyone, mine, schemes):
        assert other.kept is not None
        schemes[other.slot.pk], goals[other.slot.pk] = other.kept.scheme, other.kept.goal
    anew = [as_written(member) for member in everyone if member.slot.pk in schemes]
    filled = fill(anew, schemes)
    able = [
        item for item in anew if item.slot.pk in filled.schedules and suits(filled.schedules[item.slot.pk])
    ]
    return Plan(
        members=able,
        filled=filled,
        kept={
            item.slot.pk: progression_of(
                item, filled.schedules[item.slot.pk], schemes[item.slot.pk], goals[item.slot.pk]
            )
            for item in able
        },
        left=[item for item in anew if item not in able],
    )


def of_goal(scheme: Scheme, goal: str) -> Scheme:
    """A wave goes by the goal of the row; the rest as it was chosen."""
    inner = getattr(scheme, "progression", None)
    if isinstance(scheme, Wave) or isinstance(inner, Wave):
        return scheme.for_goal(Goal(goal))
    return scheme


def _turns_with(
    everyone: Iterable[Member], mine: Sequence[Member], schemes: Mapping[uuid.UUID, Scheme]
) -> list[Member]:
    """Slots that must be filled too: light and medium days are counted from the heavy one."""
    turning = {
        (item.phase_id, item.slot.exercise_id, schemes[item.slot.pk])
        for item in mine
        if schemes[item.slot.pk].takes_turns
    }
    return [
        item
        for item in everyone
        if item.kept is not None
        and item.slot.pk not in schemes
        and (item.phase_id, item.slot.exercise_id, item.kept.scheme) in turning
    ]


@transaction.atomic
def apply_scheme(
    program: Program,
    chosen: Chosen,
    *,
    scope: str,
    slots: Collection[uuid.UUID] | None = None,
    by: User,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Fill the weeks of phases, or of some of their slots, by a scheme; it owns them from then on.

    What is pinned stays, and slots that the scheme has nothing to do with. None if nothing changes.
    """
    lock(program, key=key)
    plan = planned(program, chosen, slots=slots)
    changes = write(plan.members, plan.filled, plan.kept)
    if not changes:
        return None
    name = name_of(next(iter(chosen.values())))
    text = f"Filled {scope} with {name[:1].lower()}{name[1:]}"
    return record(program, by=by, text=text, changes=changes, key=key)


@transaction.atomic
def remove_scheme(
    program: Program,
    slots: Collection[uuid.UUID],
    *,
    scope: str,
    by: User,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Let the weeks be the trainer's own again; they stay as they are. None where nothing owns them."""
    lock(program, key=key)
    owned = Slot.objects.filter(program=program, pk__in=slots, scheme__isnull=False)
    changes = [
        moved("slots", [pk], {"scheme": scheme}, {"scheme": None})
        for pk, scheme in owned.values_list("pk", "scheme")
    ]
    if not changes:
        return None
    update_alike(Slot, [uuid.UUID(pk) for change in changes for pk in change["ids"]], {"scheme": None})
    text = f"{scope}: no progression any more"
    return record(program, by=by, text=text, changes=changes, key=key)


# Following


def refilled(
    program: Program,
    slot_id: uuid.UUID,
    phase_id: uuid.UUID | None = None,
    *,
    first: Mapping[int, Targets] | None = None,
    typed: Typed | None = None,
) -> list[Change]:
    """Let a slot's weeks follow from its week 1 anew, as its progression says; four queries and the writes.

    `first` are new targets in week 1, by position. What was `typed` there stays as it was typed: where the
    progression asks for something else in week 1, it is pinned. Inside a transaction that called `lock`.
    """
    phase_id = phase_id or _phases_of([slot_id])[0]
    everyone = members_of(program, [phase_id])
    mine = [member for member in everyone if member.slot.pk == slot_id and member.kept is not None]
    mine += _turns_with(everyone, mine, _at_work(mine))
    for member in mine:
        if member.slot.pk == slot_id and first:
            _begin_with(member, first)
    filled = _filled_as_typed(mine, {slot_id: typed} if typed else {})
    return write(mine, filled, _kept_on(mine, filled))


def followed(
    program: Program,
    phases: Collection[uuid.UUID],
    *,
    slots: Collection[uuid.UUID] | None = None,
    typed: Mapping[uuid.UUID, Typed] | None = None,
) -> list[Change]:
    """Let every slot of these phases, or some of them, follow from its week 1 anew.

    Where weeks came or went, or newer facts; one query where no progression is at work. What was `typed`
    in the week 1 of slots, by slot, stays as with `refilled`. Inside a transaction that called `lock`.
    """
    owned = Slot.objects.filter(group__workout__phase__in=phases, scheme__isnull=False)
    if not owned.exists():
        return []
    everyone = members_of(program, phases)
    mine = [item for item in everyone if item.kept and (slots is None or item.slot.pk in slots)]
    mine += _turns_with(everyone, mine, _at_work(mine))
    filled = _filled_as_typed(mine, typed or {})
    return write(mine, filled, _kept_on(mine, filled))


def follows(program: Program, changes: Iterable[Change]) -> Callable[[], list[Change]] | None:
    """What lets slots that are made with a progression follow in the weeks where they stand then, if any are.

    For `reshape`: their phase may have another number of weeks than the one that they come from.
    """
    slots = [
        uuid.UUID(change["ids"][0])
        for change in changes
        if change["table"] == "slots" and change["before"] is None and change["after"].get("scheme")
    ]
    return (lambda: followed(program, _phases_of(slots), slots=slots)) if slots else None


def _at_work(members: Iterable[Member]) -> dict[uuid.UUID, Scheme]:
    """The scheme that each slot's progression is under its goal."""
    return {item.slot.pk: item.kept.under(item.slot.goal) for item in members if item.kept is not None}


def _phases_of(slots: Collection[uuid.UUID]) -> list[uuid.UUID]:
    rows = Slot.objects.filter(pk__in=slots).order_by()
    return list(rows.values_list("group__workout__phase_id", flat=True).distinct())


def _begin_with(member: Member, first: Mapping[int, Targets]) -> None:
    place = member.first
    if place is None:
        return
    week = tuple(
        replace(group, targets=first.get(row.position, group.targets))
        for row, group in zip(member.weeks[place], member.planned[place], strict=True)
    )
    member.planned = (*member.planned[:place], week, *member.planned[place + 1 :])


def _filled_as_typed(members: Sequence[Member], typed: Mapping[uuid.UUID, Typed]) -> Filled:
    """The weeks as their progressions fill them, but with what was typed in the week 1 of some slots."""
    schemes = _at_work(members)
    filled = fill(members, schemes)
    pinned = [_pinned_as_typed(item, filled, typed.get(item.slot.pk, {})) for item in members]
    return fill(members, schemes) if any(pinned) else filled


def _pinned_as_typed(member: Member, filled: Filled, typed: Typed) -> bool:
    """Pin in week 1 what the progression would not leave as it was typed; whether there is any."""
    place = member.first
    schedule = filled.schedules.get(member.slot.pk)
    if place is None or schedule is None:
        return False
    week, answers = member.planned[place], schedule.weeks[place].groups
    pinned = []
    for row, group, answer in zip(member.weeks[place], week, answers, strict=False):
        moved_away = {
            name for name in typed.get(row.position, ()) if not same(name, group.targets, answer.targets)
        }
        targets = replace(group.targets, pins=group.targets.pins | moved_away)
        pinned.append(replace(group, targets=targets))
    if tuple(pinned) == week:
        return False
    member.planned = (*member.planned[:place], tuple(pinned), *member.planned[place + 1 :])
    return True


def _kept_on(members: Iterable[Member], filled: Filled) -> dict[uuid.UUID, Progression]:
    """What slots keep of their progression when it fills them again."""
    found = {}
    for member in members:
        schedule = filled.schedules.get(member.slot.pk)
        if member.kept is not None and schedule is not None:
            fresh = progression_of(member, schedule, member.kept.scheme, member.kept.goal)
            found[member.slot.pk] = replace(
                member.kept,
                deloads=fresh.deloads,
                written=member.kept.written or fresh.written,
                added_from=member.kept.added_from or fresh.added_from,
            )
    return found


def restarted(
    program: Program, slots: Collection[uuid.UUID], *, goal: str | None = None, method: str | None = None
) -> list[Change]:
    """Take slots that progressions own to a goal's or method's start, and fill their weeks from there.

    The scheme goes by the goal that the slot has then. Inside a transaction that called `lock`.
    """
    everyone = members_of(program, _phases_of(slots))
    mine = [member for member in everyone if member.slot.pk in slots and member.kept is not None]
    schemes: dict[uuid.UUID, Scheme] = {}
    moves: dict[str, Change] = {}
    for member in mine:
        slot, kept = member.slot, member.kept
        assert kept is not None
        before, lift_before = {"goal": slot.goal, "method": slot.method}, member.lift
        slot.goal, slot.method = goal or slot.goal, method or slot.method
        member.lift = bridge.lift_of(slot, program_method=program.method)
        member.planned = _toggled(member.planned, slot.goal, member, lift_before)
        schemes[slot.pk] = kept.under(slot.goal)
        after = {"goal": slot.goal, "method": slot.method}
        if before != after:
            change = moved("slots", [], before, after)
            moves.setdefault(repr(change), change)["ids"].append(str(slot.pk))
    turning = _turns_with(everyone, mine, schemes)
    schemes |= _at_work(turning)
    filled = fill([*mine, *turning], schemes)
    for change in moves.values():
        update_alike(Slot, [uuid.UUID(pk) for pk in change["ids"]], change["after"])
    members = [*mine, *turning]
    return [*moves.values(), *write(members, filled, _kept_on(members, filled))]


def _toggled(
    weeks: Sequence[tuple[PlannedGroup, ...]], goal: str, member: Member, lift_before: Any
) -> tuple[tuple[PlannedGroup, ...], ...]:
    outcomes = toggled(tuple(weeks), goal, member.lift, lift_before)
    return tuple(
        tuple(PlannedGroup(group.set_type, moved.targets) for group, moved in zip(week, answers, strict=True))
        for week, answers in zip(weeks, outcomes, strict=True)
    )
