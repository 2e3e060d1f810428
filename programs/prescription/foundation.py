"""Strength first: what a novice who wants muscle is offered, why, and when change can be expected."""

from dataclasses import dataclass

from programs.prescription.periodization import PlannedDeload
from programs.prescription.progression import DoubleProgression
from programs.prescription.schemes import Scheme
from programs.prescription.words import Experience, Goal

# Our judgement: the foundation lasts as long as it takes until gains show, and the phase after it as well.
FOUNDATION_WEEKS = 8
TIME_TO_SEE = (
    "Strength shows after about 8 to 12 weeks, in some people after 2. The first gains are neural: the "
    "muscles learn before they grow."
)


@dataclass(frozen=True, slots=True)
class OfferedPhase:
    """One phase of an offer: its name, goal, number of weeks, and what fills them."""

    name: str
    goal: Goal
    weeks: int
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class FoundationOffer:
    """Phases in their order, why so, and when change can be expected; `sources` are keys of SOURCES."""

    phases: tuple[OfferedPhase, ...]
    why: str
    time_to_see: str
    sources: tuple[str, ...]


def foundation_offer(goal: Goal, experience: Experience) -> FoundationOffer | None:
    """A foundation of strength before hypertrophy, for a novice who begins with hypertrophy; None for others.

    Both phases go by double progression, so that repetitions are finished before the load rises, with an
    easier week every fourth. It is an offer: hypertrophy at once is not refused.
    """
    if goal is not Goal.HYPERTROPHY or experience is not Experience.NOVICE:
        return None
    scheme = PlannedDeload(DoubleProgression())
    phases = (
        OfferedPhase("Foundation", Goal.STRENGTH, FOUNDATION_WEEKS, scheme),
        OfferedPhase("Hypertrophy", Goal.HYPERTROPHY, FOUNDATION_WEEKS, scheme),
    )
    why = (
        "Strength first: who lifts well and is stronger does hypertrophy’s many sets heavier and safer. "
        "Repetitions are finished at a level before the load rises."
    )
    return FoundationOffer(phases, why, TIME_TO_SEE, ("article", "moritani_1979", "setwise"))
