"""Bands of sets, repetitions and intensity that a scheme goes through over the weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from programs.prescription.curves import percent_for
from programs.prescription.effect import nearest_whole
from programs.prescription.lift import Lift
from programs.prescription.schemes import Move
from programs.prescription.words import Field, Kind

ASSISTANCE_REPS = 8  # NSCA 2016: no assistance lift is heavier than an 8RM


@dataclass(frozen=True, slots=True)
class Band:
    """An emphasis or a day: (first, last) sets, repetitions and % of 1RM over the weeks that it lasts."""

    name: str
    sets: tuple[int, int]
    reps: tuple[int, int]
    percent: tuple[float, float]

    def at(self, share: float) -> tuple[int, int, float]:
        """Sets, repetitions and % of 1RM at a share of the way, 0 to 1; percent to the nearest half."""
        percent = floor(_between(self.percent, share) * 2 + 0.5 + 1e-9) / 2
        return nearest_whole(_between(self.sets, share)), nearest_whole(_between(self.reps, share)), percent

    def moves(self, share: float) -> tuple[Move, ...]:
        """Sets, repetitions and intensity; the effort is what they leave on the row's curve."""
        sets, reps, percent = self.at(share)
        return (
            Move(Field.SETS, sets),
            Move(Field.REPS, reps),
            Move(Field.INTENSITY, percent, holds=Field.REPS),
        )

    def says(self, share: float) -> str:
        sets, reps, percent = self.at(share)
        return f"{self.name}: {sets} × {reps} @ {percent:g} %"


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def light_enough(band: Band, lift: Lift) -> bool:
    """Whether a lift may be as heavy as the band gets: an isolation lift no heavier than an 8RM."""
    heaviest = percent_for(lift.curve, ASSISTANCE_REPS)
    return lift.kind is not Kind.ISOLATION or heaviest is None or max(band.percent) <= heaviest


def spread(weights: Sequence[int], weeks: int) -> tuple[int, ...]:
    """So many weeks shared out in proportion to the weights, in their order; at least 1 each while they last.

    The sum is `weeks`; with fewer weeks than weights the first ones get theirs. Weights are more than 0.
    """
    if weeks < len(weights):
        return tuple(int(i < weeks) for i in range(len(weights)))
    given = [1] * len(weights)
    for _ in range(weeks - len(weights)):
        short = [weight * weeks / sum(weights) - has for weight, has in zip(weights, given, strict=True)]
        given[short.index(max(short))] += 1
    return tuple(given)
