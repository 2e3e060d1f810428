"""Charts as plain geometry, drawn by templates with SVG's own attributes: no style, no script, no pixels
of the width. Every text is escaped by the template that shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from web.geometry import Scale, number, percent
from web.numbers import show

HEIGHT = 252
BANDS_TO, CAPTION = 18, 6  # pixels from the top to the end of the phases' names; from a caption to its plot
LINE_TOP, LINE_BOTTOM = 42, 94  # the plot of intensity
BARS_TOP, BARS_BOTTOM = 124, 228  # the plot of volume
LABELS = 246  # the base line of the weeks' numbers
BAR_SHARE = 0.7  # of a week's width
LABELLED = 16  # weeks, up to which each one has its number written beneath


@dataclass(frozen=True, slots=True)
class ChartWeek:
    """One week: an amount of work, its average intensity in %, and all of it in words."""

    number: int
    amount: float
    intensity: float | None
    title: str
    easier: bool = False
    jump: bool = False


class Band(NamedTuple):
    """A phase behind its weeks: where it begins and how wide it is."""

    x: str
    width: str
    name: str
    odd: bool


class Bar(NamedTuple):
    """The amount of a week. `mark` is where a sign above it stands; empty where it has none."""

    x: str
    y: str
    width: str
    height: str
    easier: bool
    mark: str
    middle: str


class Line(NamedTuple):
    """A stretch of the line from one week to the next."""

    x1: str
    y1: str
    x2: str
    y2: str


class Dot(NamedTuple):
    x: str
    y: str


class Tick(NamedTuple):
    y: str
    text: str


class Column(NamedTuple):
    """The whole height of a week: what is said of it, and its number where that is written."""

    x: str
    width: str
    middle: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class WeeksChart:
    """A program week by week: bars of work below, the line of intensity above, the phases behind both."""

    bands: tuple[Band, ...]
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    amounts: tuple[Tick, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    percents: tuple[Tick, ...]
    height: int = HEIGHT
    line_top: int = LINE_TOP
    line_bottom: int = LINE_BOTTOM
    bars_bottom: int = BARS_BOTTOM
    labels: int = LABELS

    @property
    def captions(self) -> tuple[int, int]:
        """The base lines of what is written above the two plots."""
        return LINE_TOP - CAPTION - 2, BARS_TOP - CAPTION - 2


def weeks_chart(
    phases: Sequence[tuple[str, int]], weeks: Sequence[ChartWeek], *, mark: str = "."
) -> WeeksChart:
    """The chart of a program: `phases` are names with how many of the weeks each has, in their order."""
    count = len(weeks)
    amounts = Scale.over(
        0, max((week.amount for week in weeks), default=0), steps=3, top=BARS_TOP, bottom=BARS_BOTTOM
    )
    known = [week.intensity for week in weeks if week.intensity is not None]
    percents = (
        Scale.over(min(known), max(known), steps=3, top=LINE_TOP, bottom=LINE_BOTTOM) if known else None
    )
    dots = [
        None if week.intensity is None or percents is None else _dot(place, week.intensity, percents, count)
        for place, week in enumerate(weeks)
    ]
    return WeeksChart(
        bands=tuple(_bands(phases, count)),
        columns=tuple(_column(place, week, count) for place, week in enumerate(weeks)),
        bars=tuple(_bar(place, week, amounts, count) for place, week in enumerate(weeks) if week.amount),
        amounts=tuple(Tick(number(amounts.y(value)), _short(value, mark)) for value in amounts.ticks),
        lines=tuple(
            Line(one.x, one.y, other.x, other.y)
            for one, other in pairwise(dots)
            if one is not None and other is not None
        ),
        dots=tuple(dot for dot in dots if dot is not None),
        percents=tuple(Tick(number(percents.y(value)), show(value, mark=mark)) for value in percents.ticks)
        if percents
        else (),
    )


def _bands(phases: Sequence[tuple[str, int]], count: int) -> list[Band]:
    bands, before = [], 0
    for place, (name, weeks) in enumerate(phases):
        bands.append(Band(percent(before / count), percent(weeks / count), name, odd=place % 2 == 1))
        before += weeks
    return bands


def _column(place: int, week: ChartWeek, count: int) -> Column:
    every = -(-count // LABELLED)
    return Column(
        x=percent(place / count),
        width=percent(1 / count),
        middle=percent((place + 0.5) / count),
        title=week.title,
        label=str(week.number) if place % every == 0 else "",
    )


def _bar(place: int, week: ChartWeek, scale: Scale, count: int) -> Bar:
    y = scale.y(week.amount)
    return Bar(
        x=percent((place + (1 - BAR_SHARE) / 2) / count),
        y=number(y),
        width=percent(BAR_SHARE / count),
        height=number(scale.bottom - y),
        easier=week.easier,
        mark=number(y - 3) if week.jump else "",
        middle=percent((place + 0.5) / count),
    )


def _dot(place: int, intensity: float, scale: Scale, count: int) -> Dot:
    return Dot(percent((place + 0.5) / count), number(scale.y(intensity)))


def _short(value: float, mark: str) -> str:
    """A large number as an axis has room for it: 12500 is 12.5k."""
    return f"{show(value / 1000, mark=mark)}k" if value >= 1000 else show(value, mark=mark)
