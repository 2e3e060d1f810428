"""What logged sets say of a client's maxes."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from programs.models import Max, SetLog
from programs.prescription import CurrentMax, Curve, LoggedSet, MaxTest, SetType, Unit, current_max
from programs.prescription.maxes import HISTORY


@dataclass(frozen=True, slots=True)
class Lift:
    """All that is logged of one client's exercise, in kilograms, and its tested singles."""

    curve: Curve
    sets: list[LoggedSet]
    tests: list[MaxTest]

    def max_on(self, day: date, *, before: uuid.UUID | None = None) -> CurrentMax | None:
        """The max as of a day; `before`: without the sets of that session."""
        sets = [item for item in self.sets if item.session != before]
        return current_max(sets, today=day, unit=Unit.KG, curve=self.curve, singles=self.tests)


def lifts_of(
    client_id: uuid.UUID, exercises: Iterable[uuid.UUID], *, today: date, zone: tzinfo
) -> dict[uuid.UUID, Lift]:
    """The logs of these exercises as far as they speak for a max, by exercise; two queries."""
    wanted = list(exercises)
    since = datetime.combine(today - HISTORY - timedelta(days=1), datetime.min.time(), tzinfo=zone)
    found: dict[uuid.UUID, Lift] = {}
    rows = SetLog.objects.counted().filter(client=client_id, exercise__in=wanted, performed_at__gte=since)
    rows = rows.filter(kg__gt=0, reps__gt=0)
    columns = (
        "exercise_id",
        "exercise__curve",
        "session_id",
        "performed_at",
        "kg",
        "reps",
        "rir",
        "set_type",
    )
    for exercise, curve, session, at, kg, reps, rir, set_type in rows.order_by("performed_at").values_list(
        *columns
    ):
        lift = found.setdefault(exercise, Lift(Curve(curve), [], []))
        day = at.astimezone(zone).date()
        lift.sets.append(LoggedSet(day, session, kg, reps, rir, SetType(set_type)))
    tests = Max.objects.filter(client=client_id, exercise__in=list(found), kind=Max.Kind.TESTED)
    for exercise, day, kg in tests.values_list("exercise_id", "measured_on", "kg"):
        found[exercise].tests.append(MaxTest(day, kg))
    return found


def sets_of_session(lifts: Mapping[uuid.UUID, Lift], session: uuid.UUID) -> dict[uuid.UUID, list[LoggedSet]]:
    """The sets of one session, by exercise."""
    return {
        exercise: sets
        for exercise, lift in lifts.items()
        if (sets := [item for item in lift.sets if item.session == session])
    }
