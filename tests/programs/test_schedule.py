"""On which day a planned workout falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.schedule import day_of, next_monday, numbered, spread, too_far

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_program_that_starts_on_its_weekday_begins_that_day():
    assert day_of(starts_on=MONDAY, week_number=1, weekday=0) == MONDAY


def test_the_first_session_falls_on_the_first_chosen_weekday_after_the_start():
    assert day_of(starts_on=THURSDAY, week_number=1, weekday=0) == date(2026, 11, 30)
    assert day_of(starts_on=THURSDAY, week_number=1, weekday=4) == date(2026, 11, 27)


def test_week_n_is_anchored_on_the_start_whatever_its_weekday():
    assert day_of(starts_on=THURSDAY, week_number=3, weekday=3) == date(2026, 12, 10)
    assert day_of(starts_on=THURSDAY, week_number=3, weekday=2) == date(2026, 12, 16)


@given(starts_on=days, week=st.integers(1, 60), weekday=st.integers(0, 6))
def test_every_session_stands_in_its_program_week_on_its_weekday(starts_on, week, weekday):
    day = day_of(starts_on=starts_on, week_number=week, weekday=weekday)
    assert day.weekday() == weekday
    assert timedelta(days=7 * (week - 1)) <= day - starts_on < timedelta(days=7 * week)


def test_the_week_in_which_berlin_changes_its_clocks_has_seven_days_like_any_other():
    start = date(2026, 10, 24)  # Saturday; the clocks go back on Sunday the 25th
    assert [day_of(starts_on=start, week_number=number, weekday=6) for number in (1, 2)] == [
        date(2026, 10, 25),
        date(2026, 11, 1),
    ]


@pytest.mark.parametrize(
    ("workouts", "days", "expected"),
    [
        (1, 3, [0]),
        (2, 2, [0, 3]),
        (3, 3, [0, 2, 4]),
        (4, 4, [0, 1, 3, 4]),
        (4, 2, [0, 0, 3, 3]),
        (3, 2, [0, 0, 3]),
        (7, 7, [0, 1, 2, 3, 4, 5, 6]),
        (14, 7, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]),
        (0, 3, []),
    ],
)
def test_workouts_are_spread_over_no_more_days_than_the_client_has(workouts, days, expected):
    assert spread(workouts=workouts, days=days, first_weekday=0) == expected


def test_the_spread_begins_on_the_weekday_of_the_start():
    assert spread(workouts=3, days=3, first_weekday=5) == [5, 0, 2]


def test_the_suggested_start_is_the_coming_monday():
    assert next_monday(MONDAY) == MONDAY
    assert next_monday(THURSDAY) == date(2026, 11, 30)


def test_a_start_more_than_two_years_away_is_too_far_in_either_direction():
    assert not too_far(date(2028, 11, 22), today=MONDAY)
    assert too_far(date(2028, 11, 24), today=MONDAY)
    assert too_far(date(2024, 11, 1), today=MONDAY)
    assert too_far(date(9999, 12, 31), today=MONDAY)


wishes = st.dictionaries(st.integers(), st.integers(1, 9), max_size=6)


@given(staying=wishes, arriving=wishes)
def test_everything_on_a_day_has_a_position_of_its_own_from_one_on(staying, arriving):
    staying = {key: wish for key, wish in staying.items() if key not in arriving}
    positions = numbered(staying, arriving)
    assert sorted(positions.values()) == list(range(1, len(staying) + len(arriving) + 1))
    assert [key for key in sorted(positions, key=positions.__getitem__) if key in staying] == sorted(
        staying, key=staying.__getitem__
    )


def test_what_arrives_takes_the_place_that_it_wishes_for():
    assert numbered({"a": 1, "b": 2}, {"c": 2}) == {"a": 1, "c": 2, "b": 3}
    assert numbered({"a": 1, "b": 2}, {"c": 9, "d": 9}) == {"a": 1, "b": 2, "c": 3, "d": 4}
