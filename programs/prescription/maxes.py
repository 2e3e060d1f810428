"""A current 1RM from many logged sets, with a band, its provenance, and what was left out.

One observation a session: the sets of a day share that day's form, so four of them are hardly more than
one. It is the set that proves most, the highest one less its own uncertainty: neither the highest
(a reserve judged far from failure) nor the surest (the last, when fatigue has set in).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import exp, log, sqrt

from programs.prescription.belief import (
    DAY_NOISE,
    Belief,
    evidence_of_set,
    evidence_of_single,
    offset_in_reps,
    surprise,
    walked,
)
from programs.prescription.one_rep_max import CENT, REPS_MOST, TENTH_PERCENTILE
from programs.prescription.track import Entry, follow
from programs.prescription.words import COUNTED, Curve, SetType, Unit

# Older sets say little of today: by then the 1RM may have moved by more than the sets can tell.
HISTORY = timedelta(weeks=26)
TESTED_LASTS = timedelta(weeks=12)  # for so long a tested single is the 1RM
REP_COUNTS_TO_LEARN = 3
WHOLE_FROM = 20  # a band is written in whole units from here on, in tenths below


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set as performed: the total load in the unit of all the others, and what was left in reserve.

    `session` is anything that tells one session from another. `rir` is None when nobody said.
    """

    day: date
    session: Hashable
    load: Decimal | float
    reps: int
    rir: Decimal | float | None
    set_type: SetType = SetType.WORKING


@dataclass(frozen=True, slots=True)
class MaxTest:
    """A 1RM that was tested: the total load that was lifted once, and no more was possible."""

    day: date
    load: Decimal | float


class Unused(StrEnum):
    """Why a set didn't speak for the max."""

    NOT_WORKING = "not a working, back-off or AMRAP set"
    NOTHING_LIFTED = "no load or no repetitions"
    RIR_UNKNOWN = "repetitions in reserve unknown"
    TOO_MANY_REPS = "more than 12 repetitions to failure"
    TOO_OLD = "more than 26 weeks old"
    IN_THE_FUTURE = "later than today"
    OUT_OF_LINE = "far from what other sessions show: a typing mistake?"
    NOT_BEST = "another set of its session proves more"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A set that the max doesn't rest on, and why."""

    logged: LoggedSet
    why: Unused


@dataclass(frozen=True, slots=True)
class CurrentMax:
    """A lifter's 1RM as of a day, to a hundredth, with its 10th and 90th percentile.

    `tested`: it is a single tested in the last 12 weeks; otherwise it rests on `sets` sets, one a session,
    of `reps_low` to `reps_high` repetitions, the first of them `days` days ago, counting both ends.
    `offset` is by how many repetitions this lifter does more or fewer than the curve says at 80 %, None
    until it could be learned. `belief` is for comparing it with another set (`is_record`).
    """

    estimate: Decimal
    low: Decimal
    high: Decimal
    unit: Unit
    curve: Curve
    tested: bool
    sets: int
    reps_low: int
    reps_high: int
    days: int
    offset: float | None
    left_out: tuple[LeftOut, ...]
    belief: Belief

    @property
    def provenance(self) -> str:
        """In one line what it rests on: `6 sets of 3-8 reps in 21 days: 92-101 kg`."""
        if self.tested:
            ago = self.days - 1
            when = "today" if ago == 0 else f"{ago} {'day' if ago == 1 else 'days'} ago"
            return f"1RM tested {when}: {self._band}"
        low, high = self.reps_low, self.reps_high
        reps = f"{low}" if low == high else f"{low}-{high}"
        return (
            f"{self.sets} {'set' if self.sets == 1 else 'sets'} of {reps} {'rep' if high == 1 else 'reps'} "
            f"in {self.days} {'day' if self.days == 1 else 'days'}: {self._band}"
        )

    @property
    def _band(self) -> str:
        step = Decimal(1) if self.low >= WHOLE_FROM else Decimal("0.1")
        return f"{self.low.quantize(step)}-{self.high.quantize(step)} {self.unit}"


def current_max(
    sets: Iterable[LoggedSet],
    *,
    today: date,
    unit: Unit,
    curve: Curve = Curve.GENERAL,
    singles: Iterable[MaxTest] = (),
) -> CurrentMax | None:
    """The 1RM that the logs of one lifter on one exercise speak for today; None when no set can.

    Loads are total loads in `unit`. Counted are working, back-off and AMRAP sets of the last 26 weeks with
    a known RIR and at most 12 reps + RIR. A session far from all others is set aside as a typing mistake,
    until the next one confirms it. A tested single is the answer for 12 weeks, unless a working set was
    heavier since; later it is one observation among the others. From three rep counts, or a tested
    single, the lifter's own offset from the curve is learned.

    The order of `sets` and `singles` doesn't matter. The first working sets of a lift without a max give
    one too, with a wide band. How it fares: `python -m benchmarks.maxes`. Sources: nuzzo_2024 for the curve
    and its spread, kalman_1960 for the filter, and those named in `belief`.
    """
    usable, left_out = _sorted_out(sets, today)
    entries = {_entry(logged, curve): logged for logged in usable}
    tests = sorted(
        (test for test in singles if _in_time(test.day, today) is None and test.load > 0),
        key=lambda test: (test.day, test.load),
    )
    learns = bool(tests) or len({logged.reps for logged in usable}) >= REP_COUNTS_TO_LEARN
    track = follow(_sessions(entries, tests), curve, learns=learns)
    if track is None:
        return None
    for entry, logged in entries.items():
        if entry not in track.used:
            why = Unused.OUT_OF_LINE if entry in track.odd else Unused.NOT_BEST
            left_out.append(LeftOut(logged, why))
    belief, used = track.on(today), track.used
    test = _standing(tests, used, today)
    if test is not None:
        belief = _tested(test, belief, [entry.day for entry in used], today)
        used = (_test_entry(test),)
    half = TENTH_PERCENTILE * sqrt(belief.level_variance)
    return CurrentMax(
        estimate=_rounded(belief.level),
        low=_rounded(belief.level - half),
        high=_rounded(belief.level + half),
        unit=unit,
        curve=curve,
        tested=test is not None,
        sets=len(used),
        reps_low=min(entry.reps for entry in used),
        reps_high=max(entry.reps for entry in used),
        days=(today - used[0].day).days + 1,
        offset=offset_in_reps(belief) if learns else None,
        left_out=tuple(sorted(left_out, key=lambda item: _order(item.logged))),
        belief=belief,
    )


def is_record(best: CurrentMax, logged: LoggedSet) -> bool:
    """Whether a set shows more strength than the `best` 1RM so far, beyond what a good day explains.

    True when it speaks for a 1RM so far above `best` that somebody no stronger than that would reach it
    on fewer than one day in ten: day-to-day noise, the error in judging the reserve and how unsure `best`
    itself is, all taken together. A lifter's offset from the curve counts in both alike and doesn't make
    a record. False for a set that can't speak for a max.
    """
    if _unusable(logged):
        return False
    seen = surprise(best.belief, _entry(logged, best.curve).evidence, best.curve)
    return seen.size > TENTH_PERCENTILE * sqrt(seen.variance)


def _order(logged: LoggedSet) -> tuple[date, float, int, float, str, str]:
    """An order that doesn't depend on how the sets came."""
    rir = -1.0 if logged.rir is None else float(logged.rir)
    return logged.day, float(logged.load), logged.reps, rir, logged.set_type, str(logged.session)


def _sorted_out(sets: Iterable[LoggedSet], today: date) -> tuple[list[LoggedSet], list[LeftOut]]:
    usable, left_out = [], []
    for logged in sorted(sets, key=_order):
        why = _in_time(logged.day, today) or _unusable(logged)
        if why is None:
            usable.append(logged)
        else:
            left_out.append(LeftOut(logged, why))
    return usable, left_out


def _in_time(day: date, today: date) -> Unused | None:
    if day > today:
        return Unused.IN_THE_FUTURE
    return Unused.TOO_OLD if day < today - HISTORY else None


def _unusable(logged: LoggedSet) -> Unused | None:
    """Why a set can't speak for a max, whenever it was."""
    if logged.set_type not in COUNTED:
        return Unused.NOT_WORKING
    if not (logged.load > 0 and logged.reps > 0):
        return Unused.NOTHING_LIFTED
    if logged.rir is None or not logged.rir >= 0:
        return Unused.RIR_UNKNOWN
    return Unused.TOO_MANY_REPS if logged.reps + logged.rir > REPS_MOST else None


def _entry(logged: LoggedSet, curve: Curve) -> Entry:
    assert logged.rir is not None  # a set without one can't speak
    evidence = evidence_of_set(
        float(logged.load),
        logged.reps,
        float(logged.rir),
        curve,
        to_failure=logged.set_type is SetType.AMRAP,
    )
    return Entry(logged.day, logged.reps, evidence)


def _test_entry(test: MaxTest) -> Entry:
    return Entry(test.day, 1, evidence_of_single(float(test.load)))


def _sessions(entries: dict[Entry, LoggedSet], tests: Sequence[MaxTest]) -> list[list[Entry]]:
    """The sets of each session together, tests each by itself and after the sets of its day."""
    sessions: dict[Hashable, list[Entry]] = {}
    for entry, logged in entries.items():
        sessions.setdefault(logged.session, []).append(entry)
    together = [*sessions.values(), *([_test_entry(test)] for test in tests)]
    return sorted(together, key=lambda session: session[0].day)


def _standing(tests: Sequence[MaxTest], used: Sequence[Entry], today: date) -> MaxTest | None:
    """The newest test, while it is fresh and no set since was heavier than it."""
    if not tests or tests[-1].day < today - TESTED_LASTS:
        return None
    test = tests[-1]
    heaviest = log(test.load)
    beaten = any(entry.day >= test.day and entry.evidence.log_load > heaviest for entry in used)
    return None if beaten else test


def _tested(test: MaxTest, belief: Belief, days: Iterable[date], today: date) -> Belief:
    """What a test lets us believe today: its load, less surely the longer ago it was."""
    trained = [test.day, *(day for day in days if day > test.day), today]
    aged = sum(walked((after - before).days) for before, after in pairwise(trained))
    return Belief(
        level=log(test.load),
        offset=belief.offset,
        level_variance=DAY_NOISE**2 + aged,
        covariance=0.0,
        offset_variance=belief.offset_variance,
    )


def _rounded(level: float) -> Decimal:
    return Decimal(repr(exp(level))).quantize(CENT)
