"""Lifters who exist only as numbers: their true 1RM is known, and they log sets as people do.

Drawn from the published spreads, each with their own place in them; what the engine assumes about noise
and habits is not read from it but drawn anew for every lifter, from the range that studies found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, sqrt
from random import Random

from programs.prescription import Curve, LoggedSet, MaxTest, percent_for, spread_at

FIRST_DAY = date(2026, 1, 5)
TRAINING_DAYS = ((0,), (0, 3), (0, 2, 4))  # of the week, for one to three sessions
STEP = 2.5  # what loads are built from
MOST_REPS = 12  # done plus in reserve: what the plan asks for, like what the engine takes
DAYS_OFF_FREE = 14  # after so many strength begins to go
# The sets of a session as shares of its working load: all alike, one to warm up, one top set.
SHAPES = ((1.0, 1.0, 1.0, 1.0), (0.9, 1.0, 1.0, 1.0), (1.0, 0.9, 0.9, 0.9))


@dataclass(frozen=True, slots=True)
class World:
    """From what the lifters are drawn: ranges are uniform, pairs in `Normal` fields are mean and SD.

    `spread` scales the published spread between people, `lasting` is the share of its variance that stays
    with the person (test-retest ICC 0.65 to 0.86, Mitter 2022; up to 1). `underrated`, Normal: repetitions
    by which the reserve is underrated when it is 3 or more (Halperin 2022: 0.95). `judging`: SD of judging
    it near failure. `day`: SD of a day's form. `gain`, Normal, and `wander`: what a week adds to ln(1RM).
    `fatigue`: repetitions that each set costs the next. `typos`: share of sets. `lay_offs`: share of
    lifters. `curve` is the exercise's true curve where the engine is told another.
    """

    name: str
    spread: float = 1.0
    lasting: tuple[float, float] = (0.65, 1.0)
    underrated: tuple[float, float] = (0.95, 0.6)
    judging: tuple[float, float] = (0.6, 1.1)
    day: tuple[float, float] = (0.02, 0.04)
    gain: tuple[float, float] = (0.003, 0.003)
    wander: float = 0.004
    fatigue: tuple[float, float] = (0.2, 0.8)
    typos: float = 0.01
    lay_offs: float = 0.15
    curve: Curve | None = None


@dataclass(frozen=True, slots=True)
class Lifter:
    """A log, and the 1RM that the lifter really has on the day on which it is asked for."""

    true_max: float
    today: date
    sets: tuple[LoggedSet, ...]
    single: MaxTest


@dataclass(frozen=True, slots=True)
class _Person:
    """What stays the same of one lifter."""

    place: float  # in the spread between people, in standard deviations
    lasting: float
    underrated: float
    judging: float
    day: float
    gain: float
    fatigue: float


def lifter(random: Random, world: World, curve: Curve) -> Lifter:
    """One lifter with a log of 4 to 12 weeks, 1 to 3 sessions a week, 2 to 4 sets of 3 to 12 repetitions.

    The plan aims at 1 to 3 in reserve with a load from a 1RM that is only roughly known, and corrects
    itself by how the last session felt. The 1RM is asked for up to a week after the last session.
    """
    person = _Person(
        place=random.gauss(0, 1),
        lasting=random.uniform(*world.lasting),
        underrated=random.gauss(*world.underrated),
        judging=random.uniform(*world.judging),
        day=random.uniform(*world.day),
        gain=random.gauss(*world.gain),
        fatigue=random.uniform(*world.fatigue),
    )
    days = _days(random, world)
    level = random.uniform(log(30), log(200))
    assumed = level + random.gauss(0, 0.05)
    plans = [random.randint(3, MOST_REPS) for _ in range(random.randint(1, 3))]
    reserve, count, shape = random.choice((1, 2, 2, 3)), random.randint(2, 4), random.choice(SHAPES)
    tested_on = random.choice(days)
    sets: list[LoggedSet] = []
    for number, (before, day) in enumerate(zip([days[0], *days], days, strict=False)):
        level += _change(random, world, person, day - before)
        if day == tested_on:
            single = MaxTest(_date(day), exp(level + random.gauss(0, person.day)))
        reps = plans[number % len(plans)]
        left = min(reserve, MOST_REPS - reps)
        share = percent_for(curve, reps + left)
        assert share is not None  # at most twelve repetitions
        working = exp(assumed) * share / 100
        loads = [max(STEP, round(working * part / STEP) * STEP) for part in shape[:count]]
        done = _session(random, world, person, curve, level, loads, reps)
        for load, repetitions, rir in done:
            if random.random() < world.typos:
                load, repetitions = _mistyped(random, load, repetitions)
            sets.append(LoggedSet(_date(day), day, load, repetitions, rir))
        off = min(rir for *_, rir in done) - left if done else -3
        assumed += max(-0.05, min(0.05, 0.015 * off))
    today = days[-1] + random.randint(0, 7)
    level += _change(random, world, person, today - days[-1])
    return Lifter(exp(level), _date(today), tuple(sets), single)


def _date(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def _days(random: Random, world: World) -> list[int]:
    """The days of the sessions, counted from the first week; some people pause for 3 to 7 weeks."""
    pattern = random.choice(TRAINING_DAYS)
    days = [7 * week + day + random.randint(0, 1) for week in range(random.randint(4, 12)) for day in pattern]
    if random.random() < world.lay_offs:
        back, pause = random.choice(days[1:]), random.randint(21, 49)
        days = [day if day < back else day + pause for day in days]
    return days


def _change(random: Random, world: World, person: _Person, days: int) -> float:
    """What some days do to ln(1RM): training adds, a pause of three weeks or more takes up to 2 % a week."""
    wandered = random.gauss(0, world.wander * sqrt(days / 7))
    if days >= 21:
        return wandered - random.uniform(0, 0.02) * (days - DAYS_OFF_FREE) / 7
    return wandered + person.gain * days / 7


def _session(
    random: Random,
    world: World,
    person: _Person,
    curve: Curve,
    level: float,
    loads: Sequence[float],
    reps: int,
) -> list[tuple[float, int, float]]:
    """Load, repetitions and judged reserve of each set of a day; what can't be lifted once isn't logged."""
    form = level + random.gauss(0, person.day)
    place = sqrt(person.lasting) * person.place + sqrt(1 - person.lasting) * random.gauss(0, 1)
    done = []
    for number, load in enumerate(loads):
        percent = 100 * load / exp(form)
        if percent > 100:
            continue
        spread = spread_at(world.curve or curve, max(percent, 45.0))
        assert spread is not None  # from 45 to 100 % there is one
        sd = world.spread * spread.sd * min(1.0, (100 - percent) / 5)  # everybody lifts their 1RM once
        possible = max(1, round(spread.mean + place * sd)) - round(person.fatigue * number)
        if possible >= 1:
            lifted = min(reps, possible)
            done.append((load, lifted, _judged(random, person, possible - lifted)))
    return done


def _judged(random: Random, person: _Person, left: int) -> float:
    """The reserve as logged, in halves: too low on average and less sure the farther from failure."""
    if left == 0:
        return 0.0
    bias = person.underrated * min(1.0, (1 + left) / 4)
    error = random.gauss(0, person.judging * (1 + 0.15 * left))
    return max(0, round(2 * (left - bias + error))) / 2


def _mistyped(random: Random, load: float, reps: int) -> tuple[float, int]:
    """A slip: a zero too many or too few, pounds for kilograms, or one repetition."""
    return random.choice(((load * 10, reps), (load / 10, reps), (load * 2.2, reps), (load, 1)))
