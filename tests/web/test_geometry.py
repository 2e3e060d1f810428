"""Scales of charts: round, around all values, from the bottom up."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from web.geometry import Scale, number, percent, round_step


@pytest.mark.parametrize(
    ("least", "step"),
    [(1, 1), (1.1, 2), (2.2, 2.5), (3, 5), (6, 10), (0.03, 0.05), (900, 1000), (1200, 2000), (10, 10)],
)
def test_steps_are_numbers_that_people_count_in(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


def test_a_scale_has_round_ends_around_its_values() -> None:
    scale = Scale.over(0, 12_480, steps=3, top=10, bottom=110)
    assert (scale.low, scale.high, scale.step) == (0, 15_000, 5_000)
    assert scale.ticks == [0, 5_000, 10_000, 15_000]
    assert (scale.y(0), scale.y(15_000), scale.y(7_500)) == (110, 10, 60)


def test_a_scale_need_not_begin_at_nothing() -> None:
    scale = Scale.over(71.2, 83.9, steps=3, top=0, bottom=60)
    assert scale.ticks == [70, 75, 80, 85]


def test_a_single_value_stands_within_its_scale() -> None:
    assert Scale.over(80, 80, steps=3, top=0, bottom=60).ticks[0] < 80
    assert Scale.over(80, 80, steps=3, top=0, bottom=60).ticks[-1] > 80
    assert Scale.over(0, 0, steps=3, top=0, bottom=60).low == 0


values = st.floats(min_value=0, max_value=1e7, allow_nan=False)


@given(values, values, st.integers(2, 6))
@example(0.0, 5e-324, 2)
def test_every_value_stands_between_the_ends_of_its_scale(one: float, other: float, steps: int) -> None:
    low, high = sorted((one, other))
    scale = Scale.over(low, high, steps=steps, top=0, bottom=100)
    assert -1e-6 <= scale.y(high) <= scale.y(low) <= 100 + 1e-6
    assert 2 <= len(scale.ticks) <= steps + 1
    assert scale.y(scale.ticks[0]) == pytest.approx(100)
    assert scale.y(scale.ticks[-1]) == pytest.approx(0)


def test_coordinates_are_short_and_never_localized() -> None:
    assert [number(value) for value in (3, 2.5, 1 / 3, -0.001, 1234.5)] == ["3", "2.5", "0.33", "0", "1234.5"]
    assert percent(1 / 3) == "33.33%"
