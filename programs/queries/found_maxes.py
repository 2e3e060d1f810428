"""Maxes found: where a slot was computed with another 1RM than the newest, or than the logs speak for.

Two ways lead to one, and the first wins:

1. The newest max on the client's list is another than the slot's: somebody tested or typed it.
2. The logs speak for another one. Without a 1RM so far one session is enough. To replace one, sets of at
   least two sessions must count, the 1RM in use must lie outside the 10th to 90th percentile of what they
   speak for, and the two must differ by at least 2.5 %, the least step of a load.

What was rejected is not proposed again: a max on the list never, one from logs not before the logs speak for
one that the rejected value no longer fits. The band is `current_max`'s; the rest is our judgement.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from programs import bridge
from programs.models import Max
from programs.prescription import CurrentMax, LoggedSet, part_of, percent_for
from programs.prescription import Lift as EngineLift
from programs.prescription import Unit as EngineUnit
from programs.prescription.load_steps import LEAST_STEP
from programs.queries.log_maxes import Lift as LoggedLift

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
SESSIONS_TO_REPLACE = 2


@dataclass(frozen=True, slots=True)
class FoundMax:
    """A 1RM that a slot could be computed with, in the unit of its lift, as decimal strings.

    `rests_on` says in one line what it rests on. `max_id` names a row that is there already; else the set
    it is stored with when it is accepted is the best one that counted.
    """

    value: str
    unit: str
    rests_on: str
    measured_on: str
    max_id: str | None = None
    low: str | None = None
    high: str | None = None
    sets: int = 0
    from_load: str | None = None
    from_reps: int | None = None
    from_rir: str | None = None

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def found_max(
    frozen: bridge.Frozen,
    lift: EngineLift,
    newest: Max | None,
    logged: LoggedLift | None,
    *,
    rejected: Iterable[FoundMax] = (),
    today: date,
) -> FoundMax | None:
    """The 1RM to propose for a slot; None where the one in use holds.

    `frozen` are the slot's facts and `lift` the same for the engine, `newest` is the newest max on the
    client's list, `logged` the exercise's logs.
    """
    if not lift.has_curve:
        return None
    refused = list(rejected)
    if newest is not None and str(newest.pk) != frozen["max_id"]:
        listed = _listed(newest, lift.unit)
        if listed.number != lift.one_rm and listed.max_id not in [item.max_id for item in refused]:
            return listed
    current = None if logged is None else logged.max_on(today)
    if logged is None or current is None or current.tested:
        return None
    current = in_unit(current, lift.unit)
    fits = [item for item in refused if current.low <= item.number <= current.high]
    if fits or not _is_another(current, lift.one_rm):
        return None
    return _from_logs(current, best_of(current, logged.sets), lift, today)


def in_unit(current: CurrentMax, unit: EngineUnit) -> CurrentMax:
    """The same max in another unit, to a hundredth."""
    estimate, low, high = (
        bridge.convert(value, current.unit, unit) for value in (current.estimate, current.low, current.high)
    )
    return replace(current, estimate=estimate, low=low, high=high, unit=unit)


def _listed(row: Max, unit: EngineUnit) -> FoundMax:
    value = bridge.convert(row.value, row.unit, unit)
    how = "tested" if row.kind == Max.Kind.TESTED else "estimated"
    day = f"{row.measured_on.day} {row.measured_on:%B %Y}"
    return FoundMax(
        value=f"{value.normalize():f}",
        unit=unit.value,
        rests_on=f"{how.capitalize()} on {day}.",
        measured_on=row.measured_on.isoformat(),
        max_id=str(row.pk),
    )


def _is_another(current: CurrentMax, known: Decimal | None) -> bool:
    """Whether the logs speak for another 1RM than the known one, by more than they leave open."""
    if known is None:
        return True
    if current.sets < SESSIONS_TO_REPLACE or current.low <= known <= current.high:
        return False
    return abs(current.estimate / known - 1) >= LEAST_STEP


def best_of(current: CurrentMax, sets: Sequence[LoggedSet]) -> LoggedSet:
    """Of the sets that a max rests on, the one that speaks for most."""
    counted = Counter(sets) - Counter(item.logged for item in current.left_out)  # a session repeats a set
    return max(counted, key=lambda item: _speaks_for(item, current))


def _speaks_for(item: LoggedSet, current: CurrentMax) -> float:
    percent = percent_for(current.curve, item.reps + float(item.rir or 0))
    assert percent is not None  # no more than twelve repetitions to failure count
    return float(item.load) / percent


def _from_logs(current: CurrentMax, best: LoggedSet, lift: EngineLift, today: date) -> FoundMax:
    total = bridge.convert(Decimal(best.load), "kg", lift.unit)
    return FoundMax(
        value=f"{current.estimate.quantize(TENTH).normalize():f}",
        unit=lift.unit.value,
        rests_on=f"{current.provenance}.",
        measured_on=today.isoformat(),
        low=f"{current.low:f}",
        high=f"{current.high:f}",
        sets=current.sets,
        from_load=f"{max(part_of(total, lift), Decimal(0)).quantize(CENT):f}",
        from_reps=best.reps,
        from_rir=f"{Decimal(best.rir or 0).quantize(TENTH):f}",
    )
