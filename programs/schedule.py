"""On which day a planned workout falls. Pure date arithmetic: days are days, whatever the clocks do."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

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
ENDING_DAYS = 10  # before the last workout: from then on something should follow


def day_of(*, starts_on: date, week_number: int, weekday: int) -> date:
    """The day on or after the start of a program week that falls on a weekday (0 is Monday).

    Week n covers the seven days from `starts_on` + 7 (n - 1), so that a program may start on any day.
    """
    week_start = starts_on + timedelta(days=7 * (week_number - 1))
    return week_start + timedelta(days=(weekday - week_start.weekday()) % 7)


def week_on(day: date, *, starts_on: date) -> int:
    """The program week that a day falls into, from 1; 0 and less before the start.

    >>> week_on(date(2026, 11, 9), starts_on=date(2026, 11, 2))
    2
    """
    return (day - starts_on).days // 7 + 1


def spread(*, workouts: int, days: int, first_weekday: int) -> list[int]:
    """A weekday for each of a week's workouts, on at most `days` days, in order from the first.

    >>> spread(workouts=3, days=3, first_weekday=0)
    [0, 2, 4]

    Where a client has fewer days than there are workouts, neighbours share a day.
    """
    used = max(1, min(workouts, days, 7))
    offsets: Sequence[int] = _SPREAD[used]
    return [(first_weekday + offsets[index * used // workouts]) % 7 for index in range(workouts)]


def free_weekday(taken: Sequence[int]) -> int:
    """The weekday that lies furthest from those taken, the earlier of equals; the least used if all are.

    >>> free_weekday([0, 2, 4]), free_weekday([0, 3])
    (5, 5)
    """

    def closeness(day: int) -> tuple[int, list[int]]:
        apart = sorted(min((day - other) % 7, (other - day) % 7) for other in taken)
        return taken.count(day), [-days for days in apart]

    return min(range(7), key=closeness)


def next_monday(day: date) -> date:
    """The day itself when it is a Monday, otherwise the coming one."""
    return day + timedelta(days=-day.weekday() % 7)


def ends_soon(last_day: date, *, today: date) -> bool:
    """Whether a program with this last workout ends within ten days, or has ended."""
    return last_day <= last_ending_day(today)


def last_ending_day(today: date) -> date:
    """The last day on which a program may end that ends soon."""
    return today + timedelta(days=ENDING_DAYS)


def too_far(day: date, *, today: date) -> bool:
    """Whether a start lies more than two years from today, which is a slip of the finger."""
    return abs((day - today).days) > FURTHEST_DAYS


def numbered(staying: Mapping[Key, int], arriving: Mapping[Key, int]) -> dict[Key, int]:
    """Positions 1 to n of everything on one day: who stays keeps the order, who arrives takes its place.

    The values are positions wished for, in any numbers; where two wish for the same, who arrives is first.

    >>> numbered({"a": 1, "b": 2}, {"c": 2})
    {'a': 1, 'c': 2, 'b': 3}
    """
    wishes = [(position, 0, key) for key, position in arriving.items()]
    wishes += [(position, 1, key) for key, position in staying.items()]
    wishes.sort(key=lambda wish: wish[:2])
    return {key: number for number, (_, _, key) in enumerate(wishes, start=1)}
