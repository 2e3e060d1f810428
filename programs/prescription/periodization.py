"""Schemes of a phase or a program: emphases one after the other, and planned deloads."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self, TypeVar

from programs.prescription.bands import Band, light_enough, spread
from programs.prescription.lift import Lift
from programs.prescription.schemes import (
    AS_WRITTEN,
    Ease,
    Place,
    Scheme,
    Step,
    checked_switch,
    combined,
    keep,
    needs_percent,
)
from programs.prescription.targets import ImpossibleValueError, Targets, whole
from programs.prescription.words import Goal

PHASE_WEEKS_MOST = 12
PHASES_MOST = 52


def _emphases(names: tuple[str, str, str], last_reps: int) -> dict[Goal, tuple[Band, ...]]:
    """(first, last) values over an emphasis' weeks, by the row's goal.

    Strength: repetitions and percentages as printed in a public review; intensity up, repetitions and sets
    down, and no test of 100 % are our judgement. Hypertrophy rows stay in their goal's range: our judgement.
    """
    first, second, third = names
    begin = Band(first, (3, 4), (12, last_reps), (65.0, 75.0))
    return {
        Goal.STRENGTH: (
            begin,
            Band(second, (5, 3), (6, 4), (80.0, 87.0)),
            Band(third, (3, 1), (3, 1), (90.0, 97.5)),
        ),
        Goal.HYPERTROPHY: (
            begin,
            Band(second, (4, 4), (8, 6), (75.0, 80.0)),
            Band(third, (3, 3), (6, 6), (80.0, 83.0)),
        ),
    }


LINEAR = _emphases(("hypertrophy", "strength", "peak"), 10)
BLOCK = _emphases(("accumulation", "intensification", "peak"), 8)


def _at(name: str, bands: tuple[Band, ...], weeks: tuple[int, ...], place: Place, lift: Lift) -> Step:
    """The week's emphasis and how far it has come; each lasts its share of the weeks, 0 leaves it out.

    An isolation lift stays with the last emphasis that is no heavier than an 8RM.
    """
    if not lift.has_curve:
        return Step(AS_WRITTEN, notes=(needs_percent(name),))
    lasting: list[tuple[Band, int]] = []
    for band, weight in zip(bands, weeks, strict=True):
        if not weight:
            continue
        if light_enough(band, lift):
            lasting.append((band, weight))
        elif lasting:
            lasting[-1] = (lasting[-1][0], lasting[-1][1] + weight)
        else:
            lasting.append((bands[0], weight))
    left = place.step
    for (band, _), given in zip(lasting, spread([weight for _, weight in lasting], place.steps), strict=True):
        if left < given:
            share = Place(left, given).share
            return Step(band.says(share), band.moves(share))
        left -= given
    raise AssertionError("a place lies inside its steps")


def _keep_weeks(scheme: Scheme, **weeks: object) -> None:
    checked = {
        name: whole(value, name=f"Weeks of {name}", low=0, high=PHASE_WEEKS_MOST)
        for name, value in weeks.items()
    }
    if not any(checked.values()):
        raise ImpossibleValueError("At least one emphasis lasts a week or more.")
    keep(scheme, **checked)


@dataclass(frozen=True, slots=True)
class LinearPeriodization(Scheme):
    """Hypertrophy, then strength, then a peak: intensity rises, repetitions and at the end sets fall.

    The weeks of each are shares: they stretch and shrink with the phase. 0 leaves an emphasis out, so that
    a phase may hold a single one.
    """

    key: ClassVar[str] = "linear_periodization"
    name: ClassVar[str] = "Linear periodization"
    cites: ClassVar[tuple[str, ...]] = ("periodization_examples", "moesgaard_2022", "setwise")

    hypertrophy: int = 4
    strength: int = 4
    peak: int = 2

    def __post_init__(self) -> None:
        _keep_weeks(self, hypertrophy=self.hypertrophy, strength=self.strength, peak=self.peak)

    def describe(self) -> str:
        parts = (("hypertrophy", self.hypertrophy), ("strength", self.strength), ("peak", self.peak))
        return _described(parts)

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        weeks = (self.hypertrophy, self.strength, self.peak)
        return _at(self.name, LINEAR[base.goal], weeks, place, lift)


@dataclass(frozen=True, slots=True)
class Block(Scheme):
    """Accumulation (much work), intensification (heavier, less of it), peak: one emphasis at a time.

    The weeks of each are shares: they stretch and shrink with the phase. 0 leaves an emphasis out, so that
    a phase may be one block of a program.
    """

    key: ClassVar[str] = "block"
    name: ClassVar[str] = "Block periodization"
    cites: ClassVar[tuple[str, ...]] = ("periodization_examples", "moesgaard_2022", "setwise")

    accumulation: int = 4
    intensification: int = 4
    peak: int = 2

    def __post_init__(self) -> None:
        _keep_weeks(
            self, accumulation=self.accumulation, intensification=self.intensification, peak=self.peak
        )

    def describe(self) -> str:
        parts = (
            ("accumulation", self.accumulation),
            ("intensification", self.intensification),
            ("peak", self.peak),
        )
        return _described(parts)

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        weeks = (self.accumulation, self.intensification, self.peak)
        return _at(self.name, BLOCK[base.goal], weeks, place, lift)


def _described(parts: tuple[tuple[str, int], ...]) -> str:
    named = [f"{name} ({weeks})" for name, weeks in parts if weeks]
    return f"{', then '.join(named).capitalize()}: shares of the weeks, with rising intensity."


Emphases = TypeVar("Emphases", bound=LinearPeriodization | Block)


def over_phases(scheme: Emphases, phases: int) -> tuple[Emphases, ...]:
    """One scheme for each phase of a program, the emphases in their order.

    As many phases as emphases: one each. More: an emphasis lasts several phases. Fewer: a phase holds
    several. One phase holds them all. Raises ImpossibleValueError for fewer than one phase.
    """
    phases = whole(phases, name="Phases", low=1, high=PHASES_MOST)
    names = [field.name for field in fields(scheme)]
    lasting = [name for name in names if getattr(scheme, name)]
    answers = []
    for phase in range(phases):
        begins = phase * len(lasting) // phases
        ends = max((phase + 1) * len(lasting) // phases, begins + 1)
        out = dict.fromkeys((name for name in names if name not in lasting[begins:ends]), 0)
        answers.append(replace(scheme, **out))  # type: ignore[arg-type]  # of either class
    return tuple(answers)


# Deloads: Rogerson 2024 and Bell 2023 agree on the volume going down and on the days staying. How far is
# our judgement.
DELOAD_EVERY = 4  # weeks
DELOAD_SETS, DELOAD_INTENSITY = 50, 90  # % that is left
EVERY_RANGE, SETS_RANGE, INTENSITY_RANGE = (2, 12), (30, 70), (80, 100)


@dataclass(frozen=True, slots=True)
class PlannedDeload(Scheme):
    """Every n-th week, the phase's last, or both are easier; `progression` fills the others.

    A deload keeps every workout and repeats the week before it with about `sets` % of the sets (a single
    set, and sets to the last repetition, do about as many % of the repetitions) and `intensity` % of the
    load, in repetitions that leave more in reserve. The progression waits meanwhile. Week 1 is what the
    others are counted from and never a deload.
    """

    key: ClassVar[str] = "planned_deload"
    name: ClassVar[str] = "Planned deload"
    cites: ClassVar[tuple[str, ...]] = ("rogerson_2024", "bell_2023", "coleman_2024", "setwise")

    progression: Scheme | None = None
    every: int | None = DELOAD_EVERY
    at_end: bool = False
    sets: int = DELOAD_SETS
    intensity: int = DELOAD_INTENSITY

    def __post_init__(self) -> None:
        keep(self, at_end=checked_switch(self.at_end, name="A deload at the phase's end"))
        if self.every is None and not self.at_end:
            raise ImpossibleValueError("A deload comes every so many weeks, at the phase's end, or both.")
        if self.every is not None:
            low, high = EVERY_RANGE
            keep(self, every=whole(self.every, name="Weeks from deload to deload", low=low, high=high))
        low, high = SETS_RANGE
        keep(self, sets=whole(self.sets, name="A deload's share of the sets", low=low, high=high))
        low, high = INTENSITY_RANGE
        share = whole(self.intensity, name="A deload's share of the load", low=low, high=high)
        keep(self, intensity=share)
        inner: object = self.progression
        if inner is not None and not isinstance(inner, Scheme):
            raise ImpossibleValueError("What fills the other weeks is a progression.")
        if isinstance(inner, Scheme) and inner.deloads_itself:
            raise ImpossibleValueError(f"{inner.name} has a deload of its own: leave one of them out.")

    @property
    def sources(self) -> tuple[str, ...]:
        return self.cites if self.progression is None else combined(self.progression.sources, self.cites)

    @property
    def takes_turns(self) -> bool:
        return self.progression is not None and self.progression.takes_turns

    @property
    def deloads_itself(self) -> bool:
        return True

    @property
    def ease(self) -> Ease:
        return Ease(self.sets, self.intensity)

    def deload_weeks(self, weeks: int) -> frozenset[int]:
        found = set() if self.every is None else set(range(self.every, weeks + 1, self.every))
        return frozenset(found | {weeks} if self.at_end else found) - {1}

    def for_goal(self, goal: Goal) -> Self:
        if self.progression is None:
            return self
        return replace(self, progression=self.progression.for_goal(goal))

    def describe(self) -> str:
        when = [] if self.every is None else [f"every {_ordinal(self.every)} week"]
        when += ["the last week"] if self.at_end else []
        text = f"{' and '.join(when).capitalize()}: {self.ease.says}, on the same days."
        return text if self.progression is None else f"{self.progression.describe()} {text}"

    def at(self, base: Targets, place: Place, lift: Lift) -> Step:
        return Step(AS_WRITTEN) if self.progression is None else self.progression.at(base, place, lift)


def _ordinal(number: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(number, f"{number}th")
