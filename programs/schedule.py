"""On which day a planned workout falls. Pure date arithmetic: days are days, whatever the clocks do."""

from collections.abc import Sequence
from datetime import date, timedelta

# Days after the first one on which n training days of a week stand: spread, with the long rest last.
_SPREAD = {
    1: (0,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FURTHEST_DAYS = 2 * 365 + 1


def day_of(*, starts_on: date, week_number: int, weekday: int) -> date:
    """The day on or after the start of a program week that falls on a weekday (0 is Monday).

    Week n covers the seven days from `starts_on` + 7 (n - 1), so that a program may start on any day.
    """
    week_start = starts_on + timedelta(days=7 * (week_number - 1))
    return week_start + timedelta(days=(weekday - week_start.weekday()) % 7)


def spread(*, workouts: int, days: int, first_weekday: int) -> list[int]:
    """A weekday for each of a week's workouts, on at most `days` days, in order from the first.

    >>> spread(workouts=3, days=3, first_weekday=0)
    [0, 2, 4]

    Where a client has fewer days than there are workouts, neighbours share a day.
    """
    used = max(1, min(workouts, days, 7))
    offsets: Sequence[int] = _SPREAD[used]
    return [(first_weekday + offsets[index * used // workouts]) % 7 for index in range(workouts)]


def next_monday(day: date) -> date:
    """The day itself when it is a Monday, otherwise the coming one."""
    return day + timedelta(days=-day.weekday() % 7)


def too_far(day: date, *, today: date) -> bool:
    """Whether a start lies more than two years from today, which is a slip of the finger."""
    return abs((day - today).days) > FURTHEST_DAYS
