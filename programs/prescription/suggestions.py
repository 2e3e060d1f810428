"""After a session: what the rules propose for the coming ones, with reasons. Nothing moves by itself.

One slot gets one proposal, because two would move the same numbers twice. What comes first wins:

1. pain in the last session: hold, whatever else is so;
2. weeks missed: resume lighter;
3. a new 1RM: the coming loads follow it. It stands above two-for-two and double progression, because
   it has their progress in it already; one that would raise a load waits while the last session was
   missed (4);
4. a miss: back off after two in a row, hold after one;
5. otherwise double progression for a rep range, two-for-two for a single number, with repetitions
   instead of load where a step would be too big.

Technique before load: whatever would give a novice more, before the trainer has signed off the lift,
becomes `sign_off_first` and moves nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from programs.prescription.caution_rules import back_off, hold, pain_hold, resume_lighter, weeks_missed
from programs.prescription.changes import differences, outcome
from programs.prescription.edits import edit
from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.load_steps import LARGEST_STEP
from programs.prescription.loads import tidy, total_of
from programs.prescription.progress import (
    Coming,
    Move,
    Performed,
    Rule,
    Suggestion,
    is_missed,
    load_move,
    planned,
    reads,
    reps_move,
)
from programs.prescription.progress_rules import more
from programs.prescription.relift import change_lift
from programs.prescription.targets import Outcome, Value
from programs.prescription.words import Experience, Field


def suggest(
    history: Sequence[Performed],
    coming: Sequence[Coming],
    lift: Lift,
    *,
    new_one_rm: Decimal | None = None,
    days_apart: int = 7,
) -> Suggestion | None:
    """What the rules propose for a slot's coming sessions; None where things go as planned.

    `history` holds finished sessions of the slot, `coming` those that have not begun, both oldest first;
    all loads are totals in the lift's unit. `lift` has the 1RM that the coming sessions were computed
    with; `new_one_rm` is the client's newest in the lift's unit, where that is another. `days_apart`: the
    days that the plan has between the last session and the next. Raises ValueError for a 1RM of 0 or less.
    """
    if not coming:
        return None
    recent = tuple(session for session in history if session.done or session.pain)
    follow = None if new_one_rm is None else _max_changed(recent, coming, lift, new_one_rm)
    if not recent:
        return _after_sign_off(follow, None, lift)
    last = recent[-1]
    weeks = weeks_missed(last, coming, days_apart)
    if last.pain:
        return pain_hold(last, coming, lift, weeks=weeks)
    if weeks:
        return resume_lighter(last, coming, lift, weeks=weeks)
    missed = is_missed(last)
    if follow is not None and not (missed and _gives_more(follow, last, lift)):
        return _after_sign_off(follow, last, lift)
    if missed:
        backed = back_off(recent[-2], last, coming, lift) if len(recent) > 1 else None
        return hold(last, coming, lift) if backed is None else backed
    return _after_sign_off(more(recent, coming, lift), last, lift)


def still_stands(suggestion: Suggestion, history: Sequence[Performed]) -> bool:
    """Whether the sessions that a suggestion looked at are still the slot's newest.

    A later log, a late one in between or a corrected one overtakes it, and it withdraws.
    """
    recent = tuple(session.key for session in history if session.done or session.pain)
    return suggestion.based_on == recent[-len(suggestion.based_on) :]


def carry_out(coming: Coming, moves: Sequence[Move], lift: Lift) -> Outcome:
    """What a coming session becomes when the trainer accepts moves, as they are or with another `after`.

    Repetitions and RIR stay as the trainer wrote them when the load moves, and the load when they do:
    the log says that the 1RM is old, not that the set should be harder. A load is typed; its share of
    the 1RM becomes the intensity, unless that is pinned; rest follows; pins stay. Moves of other
    sessions, and those whose `before` is no longer there, are left out. `edited` of the outcome is
    to be stored with it. A new 1RM accepted for all sessions is better stored with the slot's facts, so
    that `change_lift` moves them. Raises ImpossibleValueError for an `after` that can't be.
    """
    fitting = [
        move for move in moves if move.key == coming.key and move.before == reads(coming, move.field, lift)
    ]
    targets, edited = coming.targets, coming.edited
    for move in fitting:
        others = {Field.LOAD: {Field.REPS, Field.RIR}}.get(
            move.field, {Field.LOAD, Field.INTENSITY, Field.RIR}
        )
        held = replace(targets, pins=targets.pins | others)
        targets = replace(edit(held, move.field, move.after, lift).targets, pins=targets.pins)
        edited = edited if move.field is Field.SETS else Field.REPS
    changes = differences(coming.targets, targets, lift, lambda _: "suggestion accepted")
    return outcome(coming.targets, targets, changes, before_lift=lift, lift=lift, edited=edited)


# A new 1RM


def _max_changed(
    recent: Sequence[Performed], coming: Sequence[Coming], lift: Lift, new: Decimal
) -> Suggestion | None:
    """The loads and repetitions of the coming sessions by the new 1RM; None where nothing moves."""
    after = replace(lift, one_rm=new)
    moves = []
    for session in coming:
        moved = replace(session, targets=change_lift(session.targets, lift, after).targets)
        plan = planned(moved, after)
        if plan.load is not None and reads(moved, Field.LOAD, after) != reads(session, Field.LOAD, lift):
            moves.append(load_move(session, plan.load, lift))
        if plan.reps is not None and reads(moved, Field.REPS, after) != reads(session, Field.REPS, lift):
            moves.append(reps_move(session, plan.reps, plan.reps_high, lift))
    if not moves:
        return None
    text = f"Let the coming loads follow the new 1RM of {tidy(new)} {lift.unit}."
    why = _about_the_max(lift, new)
    keys = tuple(session.key for session in recent[-1:])
    return Suggestion(Rule.MAX_CHANGED, text, why, "arithmetic", keys, tuple(moves), ("nuzzo_2024",))


def _about_the_max(lift: Lift, new: Decimal) -> str:
    if lift.one_rm is None:
        return "There was no 1RM before: each session now takes its share of this one."
    share = new / lift.one_rm - 1
    change = f"{shown(abs(float(share)) * 100)} % {'more' if share > 0 else 'less'}"
    why = f"The 1RM went from {tidy(lift.one_rm)} to {tidy(new)} {lift.unit}, {change}."
    return f"{why} That is more than a step of 10 %: look twice." if share > LARGEST_STEP else why


# More


def _after_sign_off(found: Suggestion | None, last: Performed | None, lift: Lift) -> Suggestion | None:
    """What was found, unless it gives more to a novice whose technique nobody has signed off."""
    if found is None or lift.signed_off or lift.experience is not Experience.NOVICE:
        return found
    if not _gives_more(found, last, lift):
        return found
    text = "Sign this lift off before it gets heavier."
    why = f"Technique comes before load for a novice. After that: {found.text} {found.why}"
    return replace(found, rule=Rule.SIGN_OFF_FIRST, text=text, why=why, source="article", also=(), moves=())


def _gives_more(found: Suggestion, last: Performed | None, lift: Lift) -> bool:
    """Whether any session gets more load, sets, or repetitions with a load that doesn't fall.

    Where no load was planned, the last one lifted is what it is compared with.
    """
    lifted = None if last is None else last.load
    lighter = set()
    for move in found.moves:
        if move.field is not Field.LOAD:
            continue
        before = lifted if move.before is None else _total(move.before, lift)
        after = _total(move.after, lift)
        if before is not None and after is not None:
            if after > before:
                return True
            lighter.add(move.key)
    return any(
        _most(move.after) > _most(move.before)
        for move in found.moves
        if move.field is not Field.LOAD and move.key not in lighter
    )


def _total(part: Value, lift: Lift) -> Decimal | None:
    return total_of(part, lift) if isinstance(part, Decimal) else None


def _most(value: Value) -> float:
    most = value[1] if isinstance(value, tuple) else value
    return float(most) if most is not None else 0.0
