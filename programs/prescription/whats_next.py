"""What follows a program that ends: again, longer, with another emphasis, or lighter; and what speaks for it.

The rules are asked in this order, and the first that holds is suggested. All four are offered, whatever is
suggested: the trainer decides.

1. Pain of 4 of 10 or more in two sessions of the last two weeks: lighter.
2. In the last four weeks a quarter or more of the sets fell short of what was asked, or fewer than 6 of 10
   workouts were trained, counted from the first of them that was: lighter.
3. A novice has finished a phase of strength: hypertrophy, on the foundation that was laid.
4. Half or more of the lifts that can be compared over 4 weeks have stayed within 2.5 %: the other emphasis.
5. Otherwise the program again, on the newest maxes.

The counts and limits are our judgement. What speaks for the rules is cited with each reason; where a rule has
no trial behind it, its source says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from programs.prescription.periodization import PHASE_WEEKS_MOST
from programs.prescription.words import Experience, Goal

PAIN_LEVEL, PAINFUL_SESSIONS, PAIN_DAYS = 4, 2, 14
MISSED_SHARE, TRAINED_SHARE = 0.25, 0.6
JUDGED_DAYS = 28  # how far back sets are judged, and over how long a lift must be known to be flat
SETS_TO_JUDGE, SESSIONS_TO_JUDGE = 12, 4  # fewer say nothing
FLAT = 2.5  # % either way
EXTEND_BY = (1, 2, 4)  # weeks that are offered
LIGHTER_SETS, LIGHTER_RIR = 2 / 3, 1  # the share of sets that is left, and what is left in reserve beside


class Next(StrEnum):
    """What can follow a program."""

    REPEAT = "repeat"
    EXTEND = "extend"
    HYPERTROPHY = "hypertrophy"
    STRENGTH = "strength"
    LIGHTER = "lighter"


@dataclass(frozen=True, slots=True)
class LiftTrend:
    """A lift's estimated 1RM at the beginning and at the end, in the same unit, and the days between."""

    name: str
    first: float
    last: float
    days: int

    @property
    def change(self) -> float:
        """In %."""
        return (self.last / self.first - 1) * 100

    @property
    def flat(self) -> bool:
        return abs(self.change) <= FLAT + 1e-9  # noise of the last digits does not decide


@dataclass(frozen=True, slots=True)
class Results:
    """What a program has come to so far, as far as the rules look at it.

    `goal` is that of most rows of the last phase, which has `weeks` weeks; `more_weeks` is whether further
    ones would still lie ahead. Of the last 28 days are `sessions`, those whose day has come from the first
    on that was trained (before it nobody may have logged), `trained`, those of them that were trained, and
    the judged `sets` with those `missed`; `painful` are the sessions of the last 14 days with pain of 4 of
    10 or more.
    """

    goal: Goal
    experience: Experience
    weeks: int
    more_weeks: bool = True
    sessions: int = 0
    trained: int = 0
    sets: int = 0
    missed: int = 0
    painful: int = 0
    lifts: tuple[LiftTrend, ...] = ()


@dataclass(frozen=True, slots=True)
class NextReason:
    """Why, in a sentence, and a key of SOURCES."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class NextOption:
    """One thing that may follow. `says` is what it does; `reasons` speak for it where it is suggested."""

    kind: Next
    title: str
    says: str
    suggested: bool = False
    reasons: tuple[NextReason, ...] = ()
    weeks: tuple[int, ...] = ()  # for extending: how many more can be had


def whats_next(results: Results) -> tuple[NextOption, ...]:
    """What may follow, the suggested first; each option once."""
    kind, reasons = suggested(results)
    options = [_option(each, results) for each in _offered(results)]
    found = [
        NextOption(item.kind, item.title, item.says, True, tuple(reasons), item.weeks)
        if item.kind is kind
        else item
        for item in options
    ]
    return tuple(sorted(found, key=lambda item: not item.suggested))


def _offered(results: Results) -> Iterable[Next]:
    yield Next.REPEAT
    if weeks_to_add(results):
        yield Next.EXTEND
    yield other_emphasis(results.goal)
    yield Next.LIGHTER


def other_emphasis(goal: Goal) -> Next:
    return Next.STRENGTH if goal is Goal.HYPERTROPHY else Next.HYPERTROPHY


def weeks_to_add(results: Results) -> tuple[int, ...]:
    """How many weeks the last phase can still be given; none once they would lie in the past."""
    room = PHASE_WEEKS_MOST - results.weeks
    return tuple(weeks for weeks in EXTEND_BY if weeks <= room) if results.more_weeks else ()


# The rules


def suggested(results: Results) -> tuple[Next, list[NextReason]]:
    """What is suggested, and what speaks for it; the first rule that holds."""
    if reasons := [*_pain(results), *_misses(results)]:
        easier = NextReason(
            "Fewer sets on the same days, and more left in reserve: what coaches agree on where training has "
            "to become easier is a lower volume.",
            "bell_2023",
        )
        return Next.LIGHTER, [*reasons, easier]
    if results.experience is Experience.NOVICE and results.goal is Goal.STRENGTH and results.trained:
        return Next.HYPERTROPHY, _foundation()
    if flat := _plateau(results.lifts):
        return other_emphasis(results.goal), _plateaued(flat, results)
    return Next.REPEAT, _again(results)


def _pain(results: Results) -> list[NextReason]:
    if results.painful < PAINFUL_SESSIONS:
        return []
    text = (
        f"Pain of {PAIN_LEVEL} of 10 or more in {results.painful} sessions of the last two weeks: ask about "
        "it before anything gets heavier."
    )
    return [NextReason(text, "setwise")]


def _misses(results: Results) -> list[NextReason]:
    found = []
    if results.sets >= SETS_TO_JUDGE and results.missed / results.sets >= MISSED_SHARE:
        text = f"{results.missed} of the last {results.sets} sets fell short of what was asked."
        found.append(NextReason(text, "setwise"))
    if results.sessions >= SESSIONS_TO_JUDGE and results.trained / results.sessions < TRAINED_SHARE:
        text = (
            f"{results.trained} of the last {results.sessions} workouts were trained: a plan that fits is "
            "trained."
        )
        found.append(NextReason(text, "setwise"))
    return found


def _foundation() -> list[NextReason]:
    return [
        NextReason(
            "The foundation of strength is laid: who is stronger does hypertrophy’s many sets heavier and "
            "safer.",
            "article",
        ),
        NextReason(
            "Early gains are mostly neural; growth takes over in the weeks after them.", "moritani_1979"
        ),
    ]


def comparable(lifts: Sequence[LiftTrend]) -> list[LiftTrend]:
    """The lifts that are known for long enough to say whether they move."""
    return [lift for lift in lifts if lift.days >= JUDGED_DAYS and lift.first > 0]


def _plateau(lifts: Sequence[LiftTrend]) -> list[LiftTrend]:
    """The flat lifts, where they are half or more of those that can be compared."""
    known = comparable(lifts)
    flat = [lift for lift in known if lift.flat]
    return flat if known and 2 * len(flat) >= len(known) else []


def _plateaued(flat: Sequence[LiftTrend], results: Results) -> list[NextReason]:
    names = _listed([lift.name for lift in flat])
    weeks = min(lift.days for lift in flat) // 7
    heavier = other_emphasis(results.goal) is Next.STRENGTH
    why = (
        "For the 1RM, loads of 80 % and more are advised."
        if heavier
        else "For muscle, 10 sets a week for each muscle and more are advised; the load does not decide."
    )
    return [
        NextReason(f"{names}: the 1RM has stayed within {FLAT:g} % for {weeks} weeks.", "setwise"),
        NextReason(
            "From test to retest a 1RM differs by about 4 % of itself, so that smaller changes say little.",
            "grgic_2020",
        ),
        NextReason(why, "acsm_2026"),
        NextReason(
            "That changing the emphasis helps more than going on is not settled: with the same volume, "
            "periodization helped the 1RM a little and growth not at all.",
            "moesgaard_2022",
        ),
    ]


def _again(results: Results) -> list[NextReason]:
    known = comparable(results.lifts)
    if known:
        gain = median(lift.change for lift in known)
        moved = "no change" if round(gain) == 0 else f"{'up' if gain > 0 else 'down'} {abs(gain):.0f} %"
        of = "1 lift" if len(known) == 1 else f"{len(known)} lifts"
        first = NextReason(f"The 1RM of {of} that can be compared: {moved} in the middle.", "setwise")
    else:
        first = NextReason(
            "Nothing speaks against it, and too little is logged to speak for a change.", "setwise"
        )
    second = NextReason(
        "Loads are made from the newest maxes, so that the same percentages are heavier now.", "acsm_2009"
    )
    return [first, second]


def _listed(names: Sequence[str]) -> str:
    shown = " and ".join(names[:2]) if len(names) <= 2 else f"{names[0]}, {names[1]}"
    return shown if len(names) <= 2 else f"{shown} and {len(names) - 2} more"


# What each option says


def _option(kind: Next, results: Results) -> NextOption:
    title, says = _SAID[kind]
    return NextOption(kind, title, says, weeks=weeks_to_add(results) if kind is Next.EXTEND else ())


_SAID = {
    Next.REPEAT: ("Again", "The same program once more, with loads from the newest maxes."),
    Next.EXTEND: ("Longer", "More weeks of the last phase, each like its last week, in the same program."),
    Next.HYPERTROPHY: (
        "Hypertrophy",
        "The same workouts with hypertrophy’s sets, repetitions and rests, with loads from the newest maxes.",
    ),
    Next.STRENGTH: (
        "Strength",
        "The same workouts with strength’s sets, repetitions and rests, with loads from the newest maxes.",
    ),
    Next.LIGHTER: (
        "Lighter",
        "The same workouts with about a third fewer sets and one more repetition in reserve.",
    ),
}
