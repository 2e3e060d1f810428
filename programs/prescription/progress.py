"""What was asked, done and is planned of one slot, how a session is judged, and what a suggestion is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from programs.prescription.changes import value_of
from programs.prescription.effect import effect_of, nearest_whole
from programs.prescription.lift import Lift
from programs.prescription.load_steps import load_words, same_load
from programs.prescription.loads import part_of, tidy
from programs.prescription.sources import SOURCES, Certainty
from programs.prescription.targets import Targets, Value
from programs.prescription.words import Field


class Rule(StrEnum):
    """What proposes a change; a trainer may let each apply by itself, per client."""

    TWO_FOR_TWO = "two_for_two"
    DOUBLE_PROGRESSION = "double_progression"
    ADD_REPETITIONS = "add_repetitions"
    BIG_STEP = "big_step"
    HOLD = "hold"
    BACK_OFF = "back_off"
    MAX_CHANGED = "max_changed"
    PAIN_HOLD = "pain_hold"
    RESUME_LIGHTER = "resume_lighter"
    SIGN_OFF_FIRST = "sign_off_first"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a session asked of a slot's working sets, as frozen when it began, after snapping.

    `reps` are the seconds of timed sets. `load` is the total in the lift's unit (None: unknown, or none);
    `rir` is exact, and at most 0 for sets planned to the last repetition.
    """

    sets: int
    reps: int | None
    reps_high: int | None = None
    rir: float | None = None
    load: Decimal | None = None

    @property
    def top(self) -> int | None:
        """The most repetitions asked for."""
        return self.reps if self.reps_high is None else self.reps_high

    @property
    def reserve(self) -> int:
        """The repetitions in reserve asked for, to the nearest whole, as people count them."""
        return nearest_whole(self.rir or 0.0)

    @property
    def all_out(self) -> bool:
        """Whether the sets are planned to the last repetition, as the article's chart has them."""
        return self.rir is not None and self.rir <= 0


@dataclass(frozen=True, slots=True)
class DoneSet:
    """One working set as logged: total load in the lift's unit, repetitions or seconds; None: not logged."""

    load: Decimal | None
    reps: int | None
    rir: float | None = None


@dataclass(frozen=True, slots=True)
class Performed:
    """One session's work on one slot: what was asked and the working sets done, in order.

    `key` names the session as it is logged: a corrected log has another key. `pain` from 0 to 10 as
    the client flagged it (None: nothing flagged). Without any set done the slot was not attempted.
    """

    key: str
    day: date
    asked: Asked
    done: tuple[DoneSet, ...]
    pain: int | None = None

    @property
    def judged(self) -> tuple[DoneSet, ...]:
        """The sets that were asked for; what was done beyond them is not judged."""
        return self.done[: self.asked.sets]

    @property
    def decisive(self) -> tuple[DoneSet, ...]:
        """The sets that decide on a miss.

        Of sets planned to the last repetition only the first: about half of all people fall short even
        there, and the later ones fall short by design.
        """
        return self.judged[:1] if self.asked.all_out else self.judged

    @property
    def left_out(self) -> int:
        return max(self.asked.sets - len(self.done), 0)

    @property
    def load(self) -> Decimal | None:
        """The total load asked for; where none was, the lightest that was lifted."""
        if self.asked.load is not None:
            return self.asked.load
        return min((item.load for item in self.judged if item.load is not None), default=None)


@dataclass(frozen=True, slots=True)
class Coming:
    """One planned session of the slot that has not begun: its working sets' targets.

    `edited` is the number of the chain that was edited last, as `prescribe` takes it.
    """

    key: str
    day: date
    targets: Targets
    edited: Field | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a coming session comes to after snapping: the total load, and the repetitions or seconds."""

    load: Decimal | None
    reps: int | None
    reps_high: int | None

    @property
    def top(self) -> int | None:
        return self.reps if self.reps_high is None else self.reps_high


def planned(coming: Coming, lift: Lift) -> Planned:
    """A coming session as the client would read it today."""
    targets = coming.targets
    effect = effect_of(targets, lift, coming.edited)
    load = None if effect.load is None else tidy(effect.load)
    if lift.timed:
        return Planned(load, targets.seconds, None)
    high = None
    if targets.reps_high is not None and targets.reps is not None and effect.reps is not None:
        high = targets.reps_high - targets.reps + effect.reps
    return Planned(load, effect.reps, high)


def reads(coming: Coming, field: Field, lift: Lift) -> Value:
    """A field of a coming session as a person reads it: the load as put on, a range as (low, high)."""
    if field is Field.REPS:
        shown = planned(coming, lift)
        return repetitions(shown.reps, shown.reps_high)
    value = value_of(coming.targets, field, lift)
    return tidy(value) if isinstance(value, Decimal) else value


def repetitions(low: int | None, high: int | None) -> Value:
    """Repetitions as a value: a number, or a range as (low, high)."""
    return low if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True)
class Move:
    """One number of one coming session, from what to what, as it is read and typed.

    A load is what is put on: the weight, the added weight or the assistance. `pinned`: the trainer
    holds this number, so that only the trainer may move it.
    """

    key: str
    day: date
    field: Field
    before: Value
    after: Value
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal to the trainer; nothing moves before it is accepted.

    `text` is one sentence, `why` the reason with the numbers of the logs. `source` is the key of the
    rule's source in SOURCES, `also` the keys of what else speaks for it. `based_on` are the keys of
    the sessions looked at, oldest first. Without `moves` it only says how things stand.
    """

    rule: Rule
    text: str
    why: str
    source: str
    based_on: tuple[str, ...]
    moves: tuple[Move, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """How sure we are of the rule."""
        return SOURCES[self.source].certainty


# Moves


def load_move(coming: Coming, total: Decimal, lift: Lift) -> Move:
    """The load of a coming session to another total load."""
    held = bool(coming.targets.pins & {Field.LOAD, Field.INTENSITY})
    after = tidy(part_of(total, lift))
    return Move(coming.key, coming.day, Field.LOAD, reads(coming, Field.LOAD, lift), after, held)


def reps_move(coming: Coming, low: int, high: int | None, lift: Lift) -> Move:
    """The repetitions of a coming session to others."""
    held = Field.REPS in coming.targets.pins
    before = reads(coming, Field.REPS, lift)
    return Move(coming.key, coming.day, Field.REPS, before, repetitions(low, high), held)


def sets_move(coming: Coming, sets: int) -> Move:
    """The number of sets of a coming session to another."""
    held = Field.SETS in coming.targets.pins
    return Move(coming.key, coming.day, Field.SETS, coming.targets.sets, sets, held)


# How a session is judged


def is_met(item: DoneSet, asked: Asked) -> bool:
    """Whether a set reached at least the low end at the load asked for (an unknown load is taken for it)."""
    return (
        item.reps is not None
        and asked.reps is not None
        and item.reps >= asked.reps
        and not _is(item, asked, lighter=True)
    )


def all_met(session: Performed) -> bool:
    """Whether all repetitions of all sets were done."""
    return not session.left_out and all(is_met(item, session.asked) for item in session.judged)


def is_missed(session: Performed) -> bool:
    """Whether an attempted session fell short: a set too few, too light, or with too few repetitions.

    The sets that are `decisive` are looked at. More weight than asked for excuses fewer repetitions.
    """
    short = any(_is_short(item, session.asked) for item in session.decisive)
    return bool(session.done) and (bool(session.left_out) or short)


def _is_short(item: DoneSet, asked: Asked) -> bool:
    if _is(item, asked, lighter=True):
        return True
    too_few = item.reps is not None and asked.reps is not None and item.reps < asked.reps
    return too_few and not _is(item, asked, lighter=False)


def _is(item: DoneSet, asked: Asked, *, lighter: bool) -> bool:
    """Whether a set was lighter (or heavier) than asked for by at least the least step."""
    if item.load is None or asked.load is None or same_load(item.load, asked.load):
        return False
    return (item.load < asked.load) is lighter


# Words


def listed(items: Sequence[object]) -> str:
    """`12, 12 and 11`."""
    *first, last = [str(item) for item in items]
    return f"{', '.join(first)} and {last}" if first else last


def amounts(lift: Lift) -> str:
    """What the sets of a lift are counted in."""
    return "seconds" if lift.timed else "repetitions"


def range_words(low: int | None, high: int | None) -> str:
    return f"{low}" if high is None else f"{low} to {high}"


def what_was_done(session: Performed, lift: Lift) -> str:
    """`10, 9 and 8 repetitions for a target of 10, 1 set left out`."""
    asked = session.asked
    said = []
    reps = [item.reps for item in session.judged if item.reps is not None]
    if reps and asked.reps is not None:
        target = range_words(asked.reps, asked.reps_high)
        said.append(f"{listed(reps)} {amounts(lift)} for a target of {target}")
    light = [item.load for item in session.judged if item.load is not None and _is(item, asked, lighter=True)]
    if light and asked.load is not None:
        said.append(f"{load_words(min(light), lift)} instead of {load_words(asked.load, lift)}")
    if session.left_out:
        said.append(f"{session.left_out} of {asked.sets} sets left out")
    return ", ".join(said)
