"""What else a client trains while a program runs: other programs on the same calendar.

The rule: each program keeps its own days. A workout is put after what stands on its day already (see
`programs.actions.assign`, `calendar` and `dates`), so that of two programs the one assigned first comes
first, until somebody moves a workout.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format

from programs.catalogue.words import MUSCLES
from programs.models import Program, Session, Week
from programs.prescription import SOURCES, band_of
from programs.prescription.muscles import SETS_HIGH
from programs.queries.moves import short_day
from programs.queries.program_totals import totals_of
from programs.schedule import day_of
from trainer.models import Client
from web.numbers import show

RULE = (
    "Each program keeps its own days. A workout comes after what already stands on its day, so of two "
    "programs the one assigned first comes first, until somebody moves a workout."
)
DAYS_NAMED = 4
_OPEN = (Session.Status.PLANNED, Session.Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a client still trains of other programs from the start of a new one."""

    programs: dict[uuid.UUID, str]  # by id, their names
    until: date  # the last day of them
    shared: list[date]  # days that have workouts of both
    most_a_week: int  # workouts in the fullest week, both together
    fullest: date  # the first day of that week
    weeks: dict[uuid.UUID, uuid.UUID]  # by program, the week of it that falls into the fullest one

    @property
    def names(self) -> str:
        return " and ".join(f"“{name}”" for name in self.programs.values())

    @property
    def text(self) -> str:
        """In a sentence."""
        days = len(self.shared)
        both = f"both on {days} day{'' if days == 1 else 's'}" if days else "never both on one day"
        return (
            f"Trains {self.names} too, until {date_format(self.until)}: {both}, "
            f"up to {self.most_a_week} workouts a week."
        )

    @property
    def shared_text(self) -> str:
        """`Mon 23 November, Thu 26 November and 6 more`."""
        named = [short_day(day) for day in self.shared[:DAYS_NAMED]]
        more = len(self.shared) - len(named)
        return ", ".join(named) + (f" and {more} more" if more else "")


def days_of(
    phases: Iterable[tuple[int, Sequence[uuid.UUID]]], *, starts_on: date, weekdays: Mapping[uuid.UUID, int]
) -> list[date]:
    """The day of every workout of a program: `phases` are numbers of weeks, each with its workouts."""
    days, before = [], 0
    for weeks, workouts in phases:
        for number in range(before + 1, before + weeks + 1):
            days += [
                day_of(starts_on=starts_on, week_number=number, weekday=weekdays[workout])
                for workout in workouts
            ]
        before += weeks
    return days


def overlaps_of(
    clients: Sequence[Client], days: Sequence[date], *, starts_on: date, but: uuid.UUID | None = None
) -> dict[uuid.UUID, Overlap]:
    """By client, what they still train of other programs from `starts_on` to the last of `days`; one query.

    `days` are those of the new program's workouts; `but` is a program that does not count.
    """
    last = max(days, default=starts_on)
    rows = Session.objects.filter(
        client__in=clients, program__isnull=False, date__gte=starts_on, status__in=_OPEN
    )
    found: dict[uuid.UUID, list[_Other]] = {}
    columns = ("client_id", "date", "program_id", "program__name", "week_id")
    for client_id, *other in rows.order_by("date", "position").values_list(*columns):
        session = _Other(*other)
        if session.program_id != but:
            found.setdefault(client_id, []).append(session)
    return {
        client_id: _overlap(others, days, starts_on)
        for client_id, others in found.items()
        if days and others[0].day <= last
    }


class _Other(NamedTuple):
    """A session of another program."""

    day: date
    program_id: uuid.UUID
    name: str
    week_id: uuid.UUID | None


def _overlap(others: Sequence[_Other], days: Sequence[date], starts_on: date) -> Overlap:
    def week_of(day: date) -> int:
        return (day - starts_on).days // 7

    running = {session.program_id for session in others if session.day <= max(days)}
    mine = [session for session in others if session.program_id in running]
    theirs = {session.day for session in mine}
    counts = Counter(week_of(day) for day in [*days, *(session.day for session in mine)])
    both = {week_of(day) for day in days} & {week_of(day) for day in theirs}
    fullest = max(both or counts, key=lambda week: (counts[week], -week))
    return Overlap(
        programs={session.program_id: session.name for session in mine},
        until=max(theirs),
        shared=sorted(theirs & set(days)),
        most_a_week=counts[fullest],
        fullest=starts_on + timedelta(days=7 * fullest),
        weeks={
            session.program_id: session.week_id
            for session in reversed(mine)
            if session.week_id is not None and week_of(session.day) == fullest
        },
    )


# What both add up to


@dataclass(frozen=True, slots=True)
class MuscleTogether:
    """Sets of a muscle in the fullest week, of each program and of both, as finished strings."""

    name: str
    own: str
    others: str
    both: str
    band: str
    high: bool


@dataclass(frozen=True, slots=True)
class Together:
    """The fullest week of both programs; muscles that both train first, the most sets first."""

    week: str  # "the week from Mon 23 November"
    muscles: list[MuscleTogether]
    says: str  # what to think of the muscles with too many sets; empty where there are none
    source: str


def together_of(program: Program, overlap: Overlap, *, starts_on: date, mark: str) -> Together:
    """What the muscles get in the fullest week; two queries, and three for each program that is new to
    this process."""
    number = (overlap.fullest - starts_on).days // 7 + 1
    own = _sets(program, number)
    others: Counter[str] = Counter()
    numbers = _numbers(overlap.weeks)
    for other in Program.objects.select_related("client").filter(pk__in=overlap.weeks):
        others.update(_sets(other, numbers[overlap.weeks[other.pk]]))
    lines = [
        (own.get(muscle, 0.0), others.get(muscle, 0.0), muscle)
        for muscle in MUSCLES
        if own.get(muscle) or others.get(muscle)
    ]
    lines.sort(key=lambda line: (not (line[0] and line[1]), -(line[0] + line[1])))
    most = [MUSCLES_SAID[muscle] for mine, theirs, muscle in lines if _high(mine, theirs)]
    band = band_of(SETS_HIGH + 1)
    return Together(
        week=f"the week from {short_day(overlap.fullest)}",
        muscles=[
            MuscleTogether(
                name=MUSCLES_SAID[muscle],
                own=show(mine, decimals=1, mark=mark),
                others=show(theirs, decimals=1, mark=mark),
                both=show(mine + theirs, decimals=1, mark=mark),
                band=band_of(mine + theirs).name,
                high=_high(mine, theirs),
            )
            for mine, theirs, muscle in lines
        ],
        says=f"Over {SETS_HIGH} sets: {', '.join(most).lower()}. {band.says}" if most else "",
        source=SOURCES[band.source].label,
    )


MUSCLES_SAID = {muscle: muscle.replace("_", " ").capitalize() for muscle in MUSCLES}


def _high(own: float, others: float) -> bool:
    """Too many together, where one program alone would not say so."""
    return bool(own and others) and own + others > SETS_HIGH


def _sets(program: Program, number: int) -> Mapping[str, float]:
    weeks = totals_of(program).weeks
    return weeks[number - 1].sums.muscles if 0 < number <= len(weeks) else {}


def _numbers(weeks: Mapping[uuid.UUID, uuid.UUID]) -> dict[uuid.UUID, int]:
    """The number in its program of each week of these programs; one query."""
    rows = Week.objects.filter(program__in=weeks).order_by(
        "program_id", "phase__position", "phase_id", "position"
    )
    counts: Counter[uuid.UUID] = Counter()
    found = {}
    for pk, program_id in rows.values_list("id", "program_id"):
        counts[program_id] += 1
        found[pk] = counts[program_id]
    return found
