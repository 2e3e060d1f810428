"""The calendar follows the shape of a scheduled program: sessions are made, shifted and taken away with it.

What was started, done or skipped stays on its day, whatever becomes of its week.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from programs.actions.carrying import Change, made, moved, removed, together
from programs.documents import plain
from programs.models import Phase, Program, Remark, Session, Week, Workout
from programs.models.sessions import SessionQuerySet
from programs.schedule import day_of
from trainer.models import Client
from trainer.zones import day_in

TAKEN_OUT = "Taken out of the program"  # why a session is skipped that nobody trains any more
SHAPE = ("phases", "weeks", "workouts")

Place = dict[str, Any]  # of a phase, week or workout: what of it decides on days


@dataclass(frozen=True, slots=True)
class Shape:
    """The phases, weeks and workouts of a program, by id: what decides which workout falls on which day."""

    phases: Mapping[str, Place]
    weeks: Mapping[str, Place]
    workouts: Mapping[str, Place]
    numbers: Mapping[str, int] = field(default_factory=dict)  # of the weeks, from 1 through the program

    @classmethod
    def of(cls, program: Program) -> "Shape":
        """As it stands; three queries."""
        context = {"program": program}
        return cls(
            _read(Phase.objects.filter(**context).values("id", "position")),
            _read(Week.objects.filter(**context).values("id", "phase_id", "position")),
            _read(Workout.objects.filter(**context).values("id", "phase_id", "position", "weekday", "name")),
        )._numbered()

    def after(self, changes: Sequence[Change]) -> "Shape":
        """As changes leave it."""
        tables = {table: dict(getattr(self, table)) for table in SHAPE}
        for change in changes:
            rows = tables.get(change["table"])
            for pk in change["ids"] if rows is not None else ():
                assert rows is not None
                if change["after"] is None:
                    rows.pop(pk, None)
                else:
                    rows[pk] = {**rows.get(pk, {}), **change["after"]}
        return Shape(**tables)._numbered()

    def _numbered(self) -> "Shape":
        def place(item: tuple[str, Place]) -> tuple[int, str, int]:
            _, week = item
            return self.phases[week["phase_id"]]["position"], week["phase_id"], week["position"]

        order = sorted(self.weeks.items(), key=place)
        return replace(self, numbers={pk: number for number, (pk, _) in enumerate(order, start=1)})

    def pairs(self) -> set[tuple[str, str]]:
        """Each workout in each week of its phase."""
        weeks: dict[str, list[str]] = {}
        for pk, week in self.weeks.items():
            weeks.setdefault(week["phase_id"], []).append(pk)
        return {
            (pk, week) for pk, workout in self.workouts.items() for week in weeks.get(workout["phase_id"], ())
        }


def _read(rows: Any) -> dict[str, Place]:
    return {str(row["id"]): {name: plain(value) for name, value in row.items()} for row in rows}


@dataclass(frozen=True, slots=True)
class _Schedule:
    """On which days a client trains a program."""

    program: Program
    client_id: uuid.UUID
    starts_on: date
    today: date

    @classmethod
    def of(cls, program: Program) -> "_Schedule | None":
        """As it is stored; None for what is on no calendar."""
        if program.client_id is None:
            return None
        found = Program.objects.filter(pk=program.pk, starts_on__isnull=False)
        row = found.values_list("starts_on", "client__user__time_zone").first()
        if row is None:
            return None
        starts_on, zone = row
        assert starts_on is not None
        return cls(program, program.client_id, starts_on, day_in(zone, timezone.now()))

    def day(self, shape: Shape, workout: str, week: str) -> date:
        weekday = shape.workouts[workout]["weekday"] or 0
        return day_of(starts_on=self.starts_on, week_number=shape.numbers[week], weekday=weekday)


def dated(program: Program, changes: Sequence[Change], *, lock: bool = True) -> list[Change]:
    """What the sessions of a scheduled program do because its shape changes; nothing is written.

    Planned sessions keep their day in their week: they move by seven days for each week that comes
    before it or goes. Those of a week or workout that goes are taken away if they lie ahead; what lies
    behind, or has been written about, is kept as skipped. New ones are made from today on. `lock` keeps
    the client from moving them meanwhile, inside a transaction.
    """
    if not any(change["table"] in SHAPE for change in changes):
        return []
    schedule = _Schedule.of(program)
    if schedule is None:
        return []
    if lock:
        Client.objects.select_for_update(no_key=True).values_list("pk").get(pk=schedule.client_id)
    before = Shape.of(program)
    after = before.after(changes)
    gone = _Gone(before.weeks.keys() - after.weeks.keys(), before.workouts.keys() - after.workouts.keys())
    sessions = Session.objects.filter(program=program, workout__isnull=False, week__isnull=False)
    planned = sessions.filter(status=Session.Status.PLANNED)
    going: list[Session] = []
    staying: list[Session] = []
    for session in planned.select_for_update(of=("self",)) if lock else planned:
        (going if gone.holds(session) else staying).append(session)
    found = [*_taken_away(going, gone, schedule), *_kept(sessions, gone)]
    shifted = [(session, 7 * (_number(after, session) - _number(before, session))) for session in staying]
    return found + _put(
        schedule,
        {session: session.date + timedelta(days=days) for session, days in shifted if days},
        _new_sessions(schedule, before, after),
    )


def _number(shape: Shape, session: Session) -> int:
    return shape.numbers[str(session.week_id)]


@dataclass(frozen=True, slots=True)
class _Gone:
    """The weeks and workouts that go, by id."""

    weeks: Collection[str]
    workouts: Collection[str]

    def holds(self, session: Session) -> bool:
        return str(session.week_id) in self.weeks or str(session.workout_id) in self.workouts

    def unlinked(self, session: Session, **further: Any) -> Change:
        """A session stays although its week or workout goes: the database empties these columns."""
        now = {} if str(session.week_id) not in self.weeks else {"week_id": None}
        now |= {} if str(session.workout_id) not in self.workouts else {"workout_id": None}
        was = {name: plain(getattr(session, name)) for name in (*now, *further)}
        return moved("sessions", [session.pk], was, now | further)


def _taken_away(sessions: Sequence[Session], gone: _Gone, schedule: _Schedule) -> list[Change]:
    """Planned sessions whose week or workout goes."""
    if not sessions:
        return []
    told = set(Remark.objects.filter(session__in=sessions).values_list("session_id", flat=True))
    keeps = [item for item in sessions if item.pk in told or item.date <= schedule.today]
    skipped = {"status": Session.Status.SKIPPED.value, "skip_reason": TAKEN_OUT}
    return [
        *removed("sessions", [item for item in sessions if item not in keeps]),
        *(gone.unlinked(item, **skipped) for item in keeps),
    ]


def _kept(sessions: SessionQuerySet, gone: _Gone) -> list[Change]:
    """What was started, done or skipped in what goes."""
    if not gone.weeks and not gone.workouts:
        return []
    rows = sessions.filter(Q(week__in=gone.weeks) | Q(workout__in=gone.workouts))
    rows = rows.exclude(status=Session.Status.PLANNED).only("week_id", "workout_id")
    return [gone.unlinked(session) for session in rows]


def _new_sessions(schedule: _Schedule, before: Shape, after: Shape) -> list[Session]:
    """The sessions of weeks and workouts that are new, from today on, in their order."""
    program = schedule.program
    new = after.pairs() - before.pairs()
    order = sorted(new, key=lambda pair: (after.numbers[pair[1]], after.workouts[pair[0]]["position"], pair))
    return [
        Session(
            studio_id=program.studio_id,
            client_id=schedule.client_id,
            program=program,
            workout_id=uuid.UUID(workout),
            week_id=uuid.UUID(week),
            name=after.workouts[workout]["name"],
            date=day,
            created_at=timezone.now(),
        )
        for workout, week in order
        if (day := schedule.day(after, workout, week)) >= schedule.today
    ]


def _put(schedule: _Schedule, shifted: Mapping[Session, date], fresh: Sequence[Session]) -> list[Change]:
    """Sessions on their new days: after what stands there, unless the place that they had is free."""
    days = {*shifted.values(), *(session.date for session in fresh)}
    others = Session.objects.filter(client_id=schedule.client_id, date__in=days)
    others = others.exclude(pk__in=[session.pk for session in shifted])
    taken: dict[date, set[int]] = {day: set() for day in days}
    if days:
        for day, position in others.values_list("date", "position"):
            taken[day].add(position)
    changes = []
    for session, day in sorted(shifted.items(), key=lambda item: (item[1], item[0].position)):
        before = {
            "date": session.date.isoformat(),
            "position": session.position,
            "planned_on": plain(session.planned_on),
        }
        position = session.position
        if position in taken[day]:
            position = max(taken[day]) + 1
        taken[day].add(position)
        first = session.planned_on and session.planned_on + (day - session.date)
        after = {"date": day.isoformat(), "position": position, "planned_on": plain(first)}
        changes.append(moved("sessions", [session.pk], before, after))
    for session in fresh:
        session.position = max(taken[session.date], default=0) + 1
        taken[session.date].add(session.position)
    return [*together(changes), *made("sessions", fresh)]


def words_of(changes: Sequence[Change]) -> str:
    """What becomes of sessions, in words: `6 workouts later, 3 workouts new`; empty for none."""
    counts = dict.fromkeys(("later", "earlier", "new", "fewer"), 0)
    for change in changes:
        if change["table"] == "sessions" and (what := _became(change)):
            counts[what] += len(change["ids"])
    return ", ".join(
        f"{count} workout{'' if count == 1 else 's'} {what}" for what, count in counts.items() if count
    )


def _became(change: Change) -> str:
    before, after = change["before"], change["after"]
    if before is None:
        return "new"
    if after is None or after.get("status") == Session.Status.SKIPPED:
        return "fewer"
    if "date" not in after:
        return ""
    return "later" if after["date"] > before["date"] else "earlier"
