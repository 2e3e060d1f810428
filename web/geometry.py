"""Where things stand on a chart: round scales, and shares of a length as SVG's attributes take them.

Charts stretch with the page: along the x axis everything is a percentage of the width, heights are pixels.
"""

from dataclasses import dataclass
from math import ceil, floor, log10
from sys import float_info

ROUND = (1, 2, 2.5, 5, 10)  # steps that people count in, times a power of ten


def number(value: float) -> str:
    """A coordinate, to a hundredth, without needless zeros and always with a point."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """A share of the width."""
    return f"{number(100 * share)}%"


def round_step(least: float) -> float:
    """The smallest round step that is not below `least`, which is more than 0."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in ROUND if step * power >= least * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Scale:
    """A vertical scale from `low` to `high`, drawn from the pixel `bottom` up to the pixel `top`."""

    low: float
    high: float
    top: float
    bottom: float
    step: float

    @classmethod
    def over(cls, low: float, high: float, *, steps: int, top: float, bottom: float) -> "Scale":
        """A scale with round ends around these values, divided into at most so many steps.

        Where both values are the same it reaches one step up and, but from 0, one down.
        """
        step = round_step(max(((high - low) or abs(high) or 1.0) / steps, float_info.min))
        while True:
            lowest, highest = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
            if lowest == highest:
                lowest, highest = max(lowest - step, min(lowest, 0.0)), highest + step
            if round((highest - lowest) / step) <= max(steps, 2):
                return cls(lowest, highest, top, bottom, step)
            step = round_step(step * 1.01)

    def y(self, value: float) -> float:
        """The pixel at which a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    @property
    def ticks(self) -> list[float]:
        """The round values from the lowest to the highest."""
        count = round((self.high - self.low) / self.step)
        return [self.low + place * self.step for place in range(count + 1)]
