"""The trainer's answer to a suggestion: accepted as it is or edited, rejected, or allowed beforehand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from programs import bridge
from programs.actions.filling import kept_as_typed
from programs.actions.found_maxes import add_found_max
from programs.actions.history import AlreadyDoneError, Change, ChangedSinceError, lock, moved, record, undo
from programs.actions.numbers import New, Writer, followers, put_week, weeks_of_slots
from programs.models import AutomaticRules, Session, SetGroup, Slot, Suggestion
from programs.prescription import (
    Coming,
    Field,
    ImpossibleValueError,
    Lift,
    Move,
    Rule,
    SetType,
    carry_out,
    change_lift,
)
from programs.prescription.load_steps import LARGEST_STEP
from programs.prescription.progress import reads
from programs.prescription.targets import Targets, Value
from programs.progressions import steps_in_a_unit
from programs.queries.found_maxes import FoundMax
from programs.queries.performed import LEAD, coming_of
from programs.queries.rules import moves_of, read_value, stored_value
from trainer.models import Client, User

Status = Suggestion.Status
Number = tuple[str, Field]  # the week of a coming session, and which of its numbers
Pins = Mapping[str, Collection[Field]]  # what accepting pinned, by week


class AnsweredError(Exception):
    """The suggestion was answered before, or withdrew itself; `row` says how."""

    def __init__(self, row: Suggestion) -> None:
        super().__init__(f"This suggestion is {row.get_status_display().lower()} already.")
        self.row = row


class OvertakenError(Exception):
    """The program was changed since. `now` has what it says by now, by week and field."""

    def __init__(self, message: str, now: Mapping[Number, Value] | None = None) -> None:
        super().__init__(message)
        self.now = now or {}


class RefusedMovesError(ValueError):
    """Numbers that no set can have; `problems` says why, by week and field."""

    def __init__(self, problems: Mapping[Number, str]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


# The answers


@transaction.atomic
def accept(suggestion: Suggestion, moves: Iterable[Move], *, by: User, now: datetime) -> Suggestion:
    """Carry out moves of a suggestion, each with the `after` that the trainer leaves or types.

    Only sessions that have not begun are touched; what has begun since is left out. An `after` that is what
    the program says already is no change. Raises AnsweredError for one that was answered before,
    OvertakenError where the program says something else by now, RefusedMovesError for impossible numbers.
    Where a progression owns the weeks, what was accepted is pinned, as what is typed there is.
    """
    return _accept(suggestion, list(moves), by=by, now=now, status=Status.ACCEPTED)


@transaction.atomic
def reject(suggestion: Suggestion, *, by: User, now: datetime) -> Suggestion:
    """Leave everything as it is. Raises AnsweredError for one that was answered before."""
    row = _open_row(suggestion)
    return _decided(row, Status.REJECTED, by=by, now=now)


def answer_all(rows: Iterable[Suggestion], *, accepted: bool, by: User, now: datetime) -> list[Suggestion]:
    """Answer each of these as it was proposed; gives those that could not be, which stay open.

    Accepting leaves alone what proposes no change. What somebody else answered meanwhile is theirs.
    """
    left = []
    for row in rows:
        try:
            if not accepted:
                reject(row, by=by, now=now)
            elif row.moves:
                accept(row, moves_of(row), by=by, now=now)
        except AnsweredError:
            continue
        except (OvertakenError, RefusedMovesError):
            left.append(row)
    return left


def apply_by_itself(row: Suggestion, allowed: AutomaticRules, *, now: datetime) -> Suggestion:
    """Carry out a new suggestion whose rule may apply by itself; any other stays open.

    A number that the trainer holds by a pin, and a 1RM that rises by more than 10 %, wait for the trainer.
    """
    if row.rule not in allowed.rules or not row.moves or _rises_far(row) or _held_by_trainer(row):
        return row
    try:
        with transaction.atomic():
            return _accept(row, moves_of(row), by=allowed.by, now=now, status=Status.APPLIED)
    except RefusedMovesError:
        return row


def take_back(suggestion: Suggestion, *, by: User) -> None:
    """Undo what accepting did. Raises ChangedSinceError where the rows were changed since."""
    if suggestion.revision is None or suggestion.program is None:
        raise ChangedSinceError("There is nothing to take back.")
    try:
        undo(suggestion.program, revision=suggestion.revision, by=by)
    except AlreadyDoneError:
        return


@transaction.atomic
def set_automatic_rules(client: Client, rules: Iterable[Rule], *, by: User) -> AutomaticRules:
    """Let these rules apply by themselves for a client, and no others."""
    row, _ = AutomaticRules.objects.update_or_create(
        client=client,
        defaults={"studio_id": client.studio_id, "rules": sorted(rule.value for rule in rules), "by": by},
    )
    return row


def _rises_far(row: Suggestion) -> bool:
    if row.new_max is None or row.slot is None or row.slot.lift["one_rm"] is None:
        return False
    return Decimal(row.new_max["value"]) > Decimal(row.slot.lift["one_rm"]) * (1 + LARGEST_STEP)


# A move's number is held where one of these is pinned.
_HELD_BY = {Field.LOAD: {Field.LOAD, Field.INTENSITY}}


def _held_by_trainer(row: Suggestion) -> bool:
    """Whether a number is pinned that no accepted suggestion pinned, or that was changed since one did."""
    weeks = {move["week"] for move in row.moves if move["pinned"]}
    if not weeks:
        return False
    try:
        place = _place(row)
    except OvertakenError:
        return True
    accepted = Suggestion.objects.filter(
        slot=row.slot_id, status__in=(Status.ACCEPTED, Status.APPLIED), revision__undone_by=None
    )
    taken: dict[Number, Value] = {}
    pinned: dict[str, set[str]] = {}
    for moves in accepted.order_by("decided_at", "created_at").values_list("moves", flat=True):
        for move in moves:
            if "taken" in move and move["week"] in weeks:
                taken[move["week"], Field(move["field"])] = read_value(move["field"], move["taken"])
                pinned.setdefault(move["week"], set()).update(move.get("pins", ()))
    changed = {
        week
        for (week, name), value in taken.items()
        if week in place.coming and reads(place.coming[week], name, place.lift) != value
    }
    return any(
        week in changed or place.coming[week].targets.pins & fields - pinned.get(week, set())
        for move in row.moves
        if (week := move["week"]) in weeks & place.coming.keys()
        for fields in [_HELD_BY.get(Field(move["field"]), {Field(move["field"])})]
    )


def _open_row(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it is stored, with nobody else at it until the transaction ends."""
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("exercise", "client")
    row = rows.get(pk=suggestion.pk)
    if row.status != Status.OPEN:
        raise AnsweredError(row)
    return row


def _decided(row: Suggestion, status: Status, *, by: User | None, now: datetime) -> Suggestion:
    row.status, row.decided_by, row.decided_at = status, by, now
    row.save(update_fields=["status", "decided_by", "decided_at", "moves", "new_max", "revision"])
    return row


# Carrying out


@dataclass(frozen=True, slots=True)
class _Place:
    """A slot, and those of its weeks that have not begun, with their set groups and the day of each."""

    slot: Slot
    lift: Lift
    weeks: Mapping[str, Sequence[SetGroup]]
    coming: Mapping[str, Coming]


def _place(row: Suggestion) -> _Place:
    """Where a suggestion's slot stands by now; three queries."""
    slots = Slot.objects.select_related("exercise", "group", "program")
    slot = None if row.slot_id is None else slots.filter(pk=row.slot_id).first()
    if slot is None or slot.exercise_id != row.exercise_id:
        raise OvertakenError(f"{row.exercise.name} is not in this place of the program any more.")
    sessions = Session.objects.filter(program=slot.program, workout=slot.group.workout_id)
    dated = {
        str(week): (day, status) for week, day, status in sessions.values_list("week_id", "date", "status")
    }
    begun = {week for week, (_, status) in dated.items() if status not in _NOT_BEGUN}
    weeks = {
        str(rows[0].week_id): rows
        for rows in weeks_of_slots([slot])[slot.pk]
        if str(rows[0].week_id) not in begun
    }
    coming = {
        week: coming_of(lead, dated[week][0], slot)
        for week, rows in weeks.items()
        for lead in rows
        if lead.position == LEAD and week in dated and dated[week][1] == Session.Status.PLANNED
    }
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    return _Place(slot, lift, weeks, coming)


_NOT_BEGUN = (Session.Status.PLANNED, Session.Status.SKIPPED)


def _accept(
    suggestion: Suggestion, moves: list[Move], *, by: User | None, now: datetime, status: Status
) -> Suggestion:
    program = suggestion.program
    if program is None:
        raise OvertakenError("The program is not there any more.")
    lock(program)
    row = _open_row(suggestion)
    if not row.moves:  # it only said how things stand
        return _decided(row, Status.REJECTED, by=by, now=now)
    place = _place(row)
    proposed = [move for move in moves_of(row) if move.key in place.coming]
    if not proposed:
        raise OvertakenError("All these sessions have begun, so there is nothing left to change.")
    _refuse_overtaken(proposed, place)
    wanted = {(move.key, move.field): move.after for move in moves}
    chosen = [
        replace(move, after=after)
        for move in proposed
        if (after := wanted.get((move.key, move.field), move.before)) != move.before
    ]
    if not chosen:
        return _decided(row, Status.REJECTED, by=by, now=now)
    _refuse_impossible(chosen, place)
    writer = Writer()
    changes: list[Change] = []
    pins: Pins = {}
    if row.new_max is not None:
        moved_slot, pins = _follow_new_max(row, place, proposed, chosen, writer, by=by)
        changes.append(moved_slot)
    else:
        pins = _carry_out(place, chosen, writer)
    changes += writer.write()
    row.moves = _with_what_was_taken(row.moves, chosen, pins)
    text = f"{row.exercise.name}: {row.text}"
    if status == Status.APPLIED:
        text = f"By itself, {text}"
    row.revision = record(program, by=by, text=text, changes=changes)
    return _decided(row, status, by=by, now=now)


def _refuse_overtaken(proposed: Iterable[Move], place: _Place) -> None:
    now = {
        (move.key, move.field): stands
        for move in proposed
        if (stands := reads(place.coming[move.key], move.field, place.lift)) != move.before
    }
    if now:
        raise OvertakenError("The program was changed since this was proposed.", now)


def _refuse_impossible(chosen: Iterable[Move], place: _Place) -> None:
    """Each number tried by itself, so that the message stands beside it."""
    problems: dict[Number, str] = {}
    for move in chosen:
        try:
            carry_out(place.coming[move.key], [move], place.lift)
        except ImpossibleValueError as problem:
            problems[move.key, move.field] = str(problem)
    if problems:
        raise RefusedMovesError(problems)


def _carry_out(place: _Place, chosen: Sequence[Move], writer: Writer) -> Pins:
    """Put what was accepted into the weeks; the numbers that are pinned there now and were not before."""
    pins: dict[str, Collection[Field]] = {}
    for key in dict.fromkeys(move.key for move in chosen):
        outcome = carry_out(place.coming[key], chosen, place.lift)
        week = place.weeks[key]
        lead = next(row for row in week if row.position == LEAD)
        targets = _held(outcome.targets, [move.field for move in chosen if move.key == key], place.slot)
        new: New = {LEAD: (targets, outcome.edited)}
        new |= followers(week, lead, targets, goal=place.slot.goal, lift=place.lift)
        put_week(writer, week, new, place.lift)
        pins[key] = targets.pins - outcome.targets.pins
    return pins


def _held(targets: Targets, fields: Iterable[Field], slot: Slot) -> Targets:
    """A session as accepted, pinned where a progression owns the weeks: filling again leaves it so.

    Its own first week too, which another progression would begin anew.
    """
    return kept_as_typed(targets, fields) if slot.scheme else targets


def _with_what_was_taken(
    stored: Iterable[dict[str, Any]], chosen: Iterable[Move], pins: Pins
) -> list[dict[str, Any]]:
    taken = {(move.key, move.field.value): stored_value(move.after) for move in chosen}
    return [
        {
            **move,
            "taken": taken[move["week"], move["field"]],
            **({"pins": sorted(pins[move["week"]])} if pins.get(move["week"]) else {}),
        }
        if (move["week"], move["field"]) in taken
        else move
        for move in stored
    ]


# A new 1RM


def _follow_new_max(
    row: Suggestion,
    place: _Place,
    proposed: Sequence[Move],
    chosen: Sequence[Move],
    writer: Writer,
    *,
    by: User | None,
) -> tuple[Change, Pins]:
    """Give the slot the new 1RM, so that every week that has not begun follows it.

    Where the trainer left a number as it is, or typed another, that number stands upon the new 1RM. Gives
    what changed of the slot, and what is pinned now. Filling again by kilograms or pounds, which are another
    share of another 1RM, or from a number of the trainer's would move the loads that were accepted; their
    share is pinned then.
    """
    slot, before = place.slot, place.lift
    assert row.new_max is not None  # only those come here
    found = FoundMax(**row.new_max)
    max_ = add_found_max(client=row.client, exercise=slot.exercise, found=found, by=by)
    row.new_max = {**row.new_max, "max_id": str(max_.pk)}
    frozen = {
        **slot.lift,
        "one_rm": str(bridge.convert(max_.value, max_.unit, before.unit)),
        "max_id": str(max_.pk),
        "max_kind": max_.kind,
        "measured_on": max_.measured_on.isoformat(),
    }
    after = bridge.thaw_lift(frozen, method=slot.method or slot.program.method)
    wanted = {(move.key, move.field): move.before for move in proposed}
    wanted |= {(move.key, move.field): move.after for move in chosen}
    otherwise = any(wanted[move.key, move.field] != move.after for move in proposed)
    holds = slot.scheme and (otherwise or steps_in_a_unit(slot.scheme))
    pins: dict[str, Collection[Field]] = {}
    for key, week in place.weeks.items():
        fresh = [copy(item) for item in week]
        new: New = {}
        for item in fresh:
            targets = change_lift(
                bridge.targets_of(item, goal=slot.goal), before, after, set_type=SetType(item.set_type)
            ).targets
            new[item.position] = (targets, bridge.edited_in(item))
            columns = bridge.columns_of(targets, after, edited=new[item.position][1], set_type=item.set_type)
            for name, value in columns.items():
                setattr(item, name, value)
        if key in place.coming:
            new |= _as_wanted(fresh, place.coming[key], wanted, slot, after)
        if holds and any(move.key == key for move in chosen):
            targets, edited = new[LEAD]
            if Field.LOAD not in targets.pins:
                new[LEAD] = _held(targets, [Field.INTENSITY], slot), edited
        if LEAD in new:
            lead = next(row for row in week if row.position == LEAD)
            pins[key] = [name for name in new[LEAD][0].pins if name not in lead.pins]
        put_week(writer, week, new, after)
    change = moved("slots", [slot.pk], {"lift": slot.lift}, {"lift": frozen})
    slot.lift = frozen
    slot.save(update_fields=["lift"])
    return change, pins


def _as_wanted(
    week: Sequence[SetGroup], session: Coming, wanted: Mapping[Number, Value], slot: Slot, lift: Lift
) -> New:
    """What the trainer wants of a session otherwise than the new 1RM makes of it."""
    lead = next(row for row in week if row.position == LEAD)
    coming = coming_of(lead, session.day, slot)
    moves = [
        Move(key, session.day, field, stands, after)
        for (key, field), after in wanted.items()
        if key == session.key and (stands := reads(coming, field, lift)) != after
    ]
    if not moves:
        return {}
    try:
        outcome = carry_out(coming, moves, lift)
    except ImpossibleValueError as problem:  # possible with the old 1RM, and not with the new one
        raise RefusedMovesError({(move.key, move.field): str(problem) for move in moves}) from problem
    targets = _held(outcome.targets, [move.field for move in moves], slot)
    new: New = {LEAD: (targets, outcome.edited)}
    return new | followers(week, lead, targets, goal=slot.goal, lift=lift)
