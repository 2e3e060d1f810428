"""The numbers of the builder's rows: edit, pin, toggle the goal, change the method, mend."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import transaction

from programs import bridge
from programs.actions.ahead import made_ready, write_ready
from programs.actions.filling import kept_as_typed
from programs.actions.history import Change, lock, moved, record
from programs.actions.progression import refilled, restarted
from programs.actions.set_rows import LEAD as LEAD
from programs.actions.set_rows import New as New
from programs.actions.set_rows import SetRow as SetRow
from programs.actions.set_rows import Writer as Writer
from programs.actions.set_rows import first_of as first_of
from programs.actions.set_rows import planned_week as planned_week
from programs.actions.set_rows import put_week as put_week
from programs.actions.set_rows import rows_of_slot as rows_of_slot
from programs.actions.set_rows import toggled as toggled
from programs.actions.set_rows import weeks_of as weeks_of
from programs.actions.set_rows import weeks_of_slots as weeks_of_slots
from programs.models import Program, Revision, SetGroup, Slot
from programs.prescription import (
    Field,
    Lift,
    Method,
    Outcome,
    PlannedGroup,
    SetType,
    Targets,
    edit,
    edit_together,
    follow,
    pin,
    unpin,
)
from programs.prescription.set_types import stays_in
from trainer.models import User
from web.writes import update_alike


@dataclass(frozen=True, slots=True)
class Edit:
    """One number that the trainer changed: `field` of the engine, `value` parsed, `text` as typed.

    `value` is None for a load that was emptied.
    """

    field: str
    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Which weeks of its phase a change is for: the one that was looked at, from it on, or every one."""

    week: int = 1
    to: str = "every"  # "only", "following" or "every"

    def leads(self, first: int) -> bool:
        """Whether it is of a slot's first week and those after it, which a progression fills from there."""
        return self.week <= first and self.to != "only"

    def holds(self, week: int) -> bool:
        return self.to == "every" or week == self.week or (self.to == "following" and week > self.week)

    @property
    def words(self) -> str:
        """What it adds to the words of a revision: `, week 3 on`; nothing for every week."""
        return {"only": f", week {self.week}", "following": f", week {self.week} on"}.get(self.to, "")


EVERY_WEEK = Reach()


# What the engine says


def outcome_of(
    edits: Iterable[Edit], targets: Targets, lift: Lift, *, set_type: SetType = SetType.WORKING
) -> Outcome:
    """The engine's answer to the edits in their order; raises the engine's ValueError."""
    outcome = Outcome(targets=targets)
    for item in edits:
        if item.value is None:  # an emptied load: it follows from the intensity again
            outcome = Outcome(targets=replace(outcome.targets, load=None))
        else:
            outcome = _edited(outcome.targets, Field(item.field), item.value, lift, set_type)
    return outcome


@lru_cache(maxsize=1024)
def _edited(targets: Targets, field: Field, value: Any, lift: Lift, set_type: SetType) -> Outcome:
    """One edit of the engine's. What is saved was previewed a moment ago, and weeks repeat."""
    if stays := stays_in(set_type, [field]):
        return edit_together(targets, {field: value}, lift, held=stays)
    return edit(targets, field, value, lift)


def edited_after(outcome: Outcome, row: bridge.TargetRow, edits: list[Edit]) -> Field | None:
    """The number of the load chain that counts as just typed: the newest, unless a load was emptied."""
    if any(item.value is None for item in edits):
        return outcome.edited
    return outcome.edited or bridge.edited_in(row)


def after_edits(
    week: Sequence[Any], position: int, edits: list[Edit], *, goal: str, lift: Lift
) -> tuple[Outcome, New]:
    """What edits of one set group make of a slot's week: itself, and those that follow their lead."""
    row = week[_index(week, position)]
    outcome = outcome_of(edits, bridge.targets_of(row, goal=goal), lift, set_type=SetType(row.set_type))
    new: New = {position: (outcome.targets, edited_after(outcome, row, edits))}
    return outcome, new | followers(week, row, outcome.targets, goal=goal, lift=lift)


def _index(week: Sequence[Any], position: int) -> int:
    return next(index for index, row in enumerate(week) if row.position == position)


def followers(week: Sequence[Any], row: Any, after: Targets, *, goal: str, lift: Lift) -> New:
    """The set groups that move because their lead did."""
    if row.position != LEAD or len(week) == 1:
        return {}
    before = bridge.targets_of(row, goal=goal)
    warm_ups = [item.position for item in week if item.set_type == SetType.WARM_UP]
    new: New = {}
    for item in week:
        if item.position == LEAD:
            continue
        group = PlannedGroup(SetType(item.set_type), bridge.targets_of(item, goal=goal))
        step = warm_ups.index(item.position) if item.position in warm_ups else 0
        targets = follow(group, before, after, lift, lift, step=step, steps=len(warm_ups))
        if targets != group.targets:
            new[item.position] = (targets, bridge.edited_in(item))
    return new


def after_pin(
    week: Sequence[Any], position: int, field: Field, *, pinned: bool, goal: str, lift: Lift
) -> tuple[Outcome, New]:
    """What holding a number, or letting it go, makes of a slot's week."""
    row = week[_index(week, position)]
    outcome = (pin if pinned else unpin)(bridge.targets_of(row, goal=goal), field, lift)
    return outcome, {position: (outcome.targets, bridge.edited_in(row))}


def _chosen_weeks(rows: Sequence[SetRow], reach: Reach) -> list[Sequence[SetRow]]:
    return [week for week in weeks_of(rows) if reach.holds(week[0].week)]


def edit_slot(
    slot: Slot,
    edits: list[Edit],
    *,
    by: User,
    position: int = LEAD,
    reach: Reach = EVERY_WEEK,
    key: uuid.UUID | None = None,
    look_again: Callable[[int], Slot] | None = None,
) -> Revision | None:
    """Change numbers of a set group in the weeks of `reach`, in the order given.

    What is typed holds for each of these weeks; what follows from it is computed in each week for itself.
    Raises the engine's ValueError. `look_again` is asked when the program was changed since the slot was
    read: it gives the slot as it now stands, or raises. None if nothing changed.
    """
    program = slot.program
    text = f"{slot.exercise.name}: " + ", ".join(item.text for item in edits) + reach.words
    if not slot.scheme:
        rows = rows_of_slot(slot.pk)
        ready = made_ready(lambda: _edited_weeks(slot, edits, position, _chosen_weeks(rows, reach), first=1))
        if ready and ready.changes:
            mine = [slot.pk, *(row.id for row in rows)]
            if done := write_ready(program, ready.write, by=by, text=text, key=key, touches=mine):
                return done
    return _edit_under_lock(slot, edits, position, reach, by=by, text=text, key=key, look_again=look_again)


@transaction.atomic
def _edit_under_lock(
    slot: Slot,
    edits: list[Edit],
    position: int,
    reach: Reach,
    *,
    by: User,
    text: str,
    key: uuid.UUID | None,
    look_again: Callable[[int], Slot] | None,
) -> Revision | None:
    program = slot.program
    seen = program.revision
    lock(program, key=key)
    if look_again is not None and program.revision != seen:
        slot = look_again(program.revision)
    weeks = weeks_of(rows_of_slot(slot.pk))
    first = first_of(slot, (week[0].week for week in weeks))
    if slot.scheme and reach.leads(first):
        changes = _edited_from_first(slot, edits, position, weeks, first)
    else:
        chosen = [week for week in weeks if reach.holds(week[0].week)]
        changes = _edited_weeks(slot, edits, position, chosen, first).write()
    return record(program, by=by, text=text, changes=changes, key=key) if changes else None


def _edited_weeks(
    slot: Slot, edits: list[Edit], position: int, weeks: Iterable[Sequence[SetRow]], first: int
) -> Writer:
    """What is typed stands in each of these weeks; after the first a progression that owns them holds it."""
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    writer = Writer()
    for week in weeks:
        if any(row.position == position for row in week):
            _, new = after_edits(week, position, edits, goal=slot.goal, lift=lift)
            if slot.scheme and week[0].week > first:
                targets, edited = new[position]
                new[position] = kept_as_typed(targets, [Field(item.field) for item in edits]), edited
            put_week(writer, week, new, lift)
    return writer


def _edited_from_first(
    slot: Slot, edits: list[Edit], position: int, weeks: Iterable[Sequence[SetRow]], first: int
) -> list[Change]:
    """The slot's first week as typed, and the weeks after it by the progression that owns them."""
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    week = next((week for week in weeks if week[0].week == first), ())
    if not any(row.position == position for row in week):
        return []
    _, new = after_edits(week, position, edits, goal=slot.goal, lift=lift)
    begin = {place: targets for place, (targets, _) in new.items()}
    typed = {position: [Field(item.field) for item in edits if item.value is not None]}
    return refilled(slot.program, slot.pk, first=begin, typed=typed)


@transaction.atomic
def pin_field(
    slot: Slot,
    field: Field,
    *,
    pinned: bool,
    by: User,
    position: int = LEAD,
    reach: Reach = EVERY_WEEK,
    key: uuid.UUID | None = None,
) -> Revision | None:
    """Hold a number of a set group in the weeks of `reach`, or let it go."""
    program = slot.program
    lock(program, key=key)
    writer = Writer()
    lift = bridge.lift_of(slot, program_method=program.method)
    for week in _chosen_weeks(rows_of_slot(slot.pk), reach):
        if any(row.position == position for row in week):
            _, new = after_pin(week, position, field, pinned=pinned, goal=slot.goal, lift=lift)
            put_week(writer, week, new, lift)
    changes = writer.write()
    if slot.scheme and changes and not pinned:
        changes += refilled(program, slot.pk)
    if not changes:
        return None
    text = f"{slot.exercise.name}: {'pinned' if pinned else 'unpinned'} {field}{reach.words}"
    return record(program, by=by, text=text, changes=changes, key=key)


# Goal and method


def toggle_slots(
    program: Program,
    slots: Sequence[Slot],
    goal: str,
    *,
    scope: str,
    by: User,
    key: uuid.UUID | None = None,
    look_again: Callable[[], Sequence[Slot]] | None = None,
) -> Revision | None:
    """Give these slots a goal: every unpinned number of their working sets goes to its start.

    `look_again` reads the slots anew when the program was changed since they were read.
    """
    text = f"{scope}: {goal}"
    if not any(slot.scheme for slot in slots):
        ready = made_ready(lambda: _begun(program, slots, goal=goal))
        if ready and ready.changes and (done := write_ready(program, ready.write, by=by, text=text, key=key)):
            return done
    return _toggle_under_lock(program, slots, goal, by=by, text=text, key=key, look_again=look_again)


@transaction.atomic
def _toggle_under_lock(
    program: Program,
    slots: Sequence[Slot],
    goal: str,
    *,
    by: User,
    text: str,
    key: uuid.UUID | None,
    look_again: Callable[[], Sequence[Slot]] | None,
) -> Revision | None:
    seen = program.revision
    lock(program, key=key)
    if look_again is not None and program.revision != seen:
        slots = look_again()
    changes = restart(program, slots, goal=goal)
    return record(program, by=by, text=text, changes=changes, key=key) if changes else None


@transaction.atomic
def set_method(
    program: Program, slots: list[Slot], method: str, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Start these rows by the chart or by reserve: unpinned numbers go to that method's start."""
    lock(program, key=key)
    changes = restart(program, slots, method=method)
    if not changes:
        return None
    words = "repetitions in reserve" if method == Method.RESERVE else "the chart"
    text = f"{len(slots)} row{'' if len(slots) == 1 else 's'} by {words}"
    return record(program, by=by, text=text, changes=changes, key=key)


def restart(
    program: Program, slots: Sequence[Slot], *, goal: str | None = None, method: str | None = None
) -> list[Change]:
    """Take rows to the start of a goal, a method or both; a few statements, whatever their number.

    The weeks that progressions own are filled anew from there.
    """
    owned = [slot.pk for slot in slots if slot.scheme]
    of_schemes = restarted(program, owned, goal=goal, method=method) if owned else []
    slots = [slot for slot in slots if not slot.scheme]
    return [*_begun(program, slots, goal=goal, method=method).write(), *of_schemes] if slots else of_schemes


@dataclass(frozen=True, slots=True)
class _Begun:
    """Slots at a start, to be stored: the numbers of their rows, and their own goal and method."""

    numbers: Writer
    by: tuple[str, ...]  # how the rows are found
    moves: list[Change]
    given: list[tuple[Slot, dict[str, str]]]

    @property
    def changes(self) -> list[Change]:
        return [*self.moves, *self.numbers.changes]

    def write(self) -> list[Change]:
        """Store it, and let the slots in hand know; what changed."""
        self.numbers.write(by=self.by)
        for ids, values in self._alike():
            update_alike(Slot, ids, values)
        for slot, values in self.given:
            slot.goal, slot.method = values["goal"], values["method"]
        return self.changes

    def _alike(self) -> Iterator[tuple[list[uuid.UUID], dict[str, str]]]:
        """Which slots are given what."""
        found: dict[tuple[tuple[str, str], ...], list[uuid.UUID]] = {}
        for change in self.moves:
            ids = found.setdefault(tuple(change["after"].items()), [])
            ids += [uuid.UUID(pk) for pk in change["ids"]]
        for values, ids in found.items():
            yield ids, dict(values)


def _begun(
    program: Program, slots: Sequence[Slot], *, goal: str | None = None, method: str | None = None
) -> _Begun:
    """What slots without a progression are at a start; reads their rows and writes nothing."""
    weeks_by_slot: Mapping[uuid.UUID, Sequence[Sequence[SetRow | SetGroup]]] | None
    weeks_by_slot, ids = alike_weeks(slots)
    by: tuple[str, ...] = ("slot_id", "position")
    if weeks_by_slot is None:
        weeks_by_slot, by = weeks_of_slots(slots), ("id",)
    writer = Writer()
    moves: dict[str, Change] = {}
    given: list[tuple[Slot, dict[str, str]]] = []
    for slot in slots:
        before = {"goal": slot.goal, "method": slot.method}
        after = {"goal": goal or slot.goal, "method": method or slot.method}
        lift_before = bridge.lift_of(slot, program_method=program.method)
        lift = bridge.thaw_lift(slot.lift, method=after["method"] or program.method)
        weeks: Sequence[Sequence[SetRow | SetGroup]] = weeks_by_slot.get(slot.pk, ())
        planned = tuple(planned_week(week, goal=slot.goal) for week in weeks)
        outcomes = toggled(planned, after["goal"], lift, lift_before)
        for week, of_week in zip(weeks, outcomes, strict=True):
            for row, outcome in zip(week, of_week, strict=True):
                writer.put(row, outcome.targets, lift, ids=ids.get((slot.pk, row.position), ()))
        given.append((slot, after))
        if before != after:
            change = moved("slots", [], before, after)
            moves.setdefault(repr(change), change)["ids"].append(str(slot.pk))
    return _Begun(writer, by, list(moves.values()), given)


Members = dict[tuple[uuid.UUID, int], list[uuid.UUID]]  # slot, position -> its rows of all weeks


def alike_weeks(slots: Sequence[Slot]) -> tuple[dict[uuid.UUID, list[list[SetRow]]] | None, Members]:
    """One week of each slot, speaking for all, and whom it speaks for; None where weeks differ.

    Most programs repeat their week, and then reading it once is a twelfth of the work. Two queries.
    """
    rows = SetGroup.objects.filter(slot__in=[slot.pk for slot in slots])
    members: Members = {}
    for slot_id, position, pk in rows.order_by("week__position").values_list("slot_id", "position", "pk"):
        members.setdefault((slot_id, position), []).append(pk)
    weeks: dict[uuid.UUID, list[list[SetRow]]] = {}
    states = rows.order_by("slot_id", "position").distinct().values_list(*_STATE)
    count = 0
    for slot_id, position, *rest in states:
        count += 1
        pk = members[slot_id, position][0]
        weeks.setdefault(slot_id, [[]])[0].append(SetRow(pk, slot_id, pk, 1, position, *rest))
    if count != len(members) or len({len(ids) for ids in members.values()}) > 1:
        return None, {}
    return weeks, members


_STATE = ("slot_id", "position", "set_type", *bridge.RESOLVED)


def toggled_week(week: Sequence[Any], goal: str) -> Iterator[tuple[Any, Outcome, Lift]]:
    """What each row of a slot's week would be under a goal; the lead comes first."""
    lead = week[0]
    lift = bridge.thaw_lift(lead.lift, method=lead.in_force)
    (outcomes,) = toggled((planned_week(week, goal=lead.goal),), goal, lift, lift)
    for row, outcome in zip(week, outcomes, strict=True):
        yield row, outcome, lift
