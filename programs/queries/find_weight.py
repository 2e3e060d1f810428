"""Where a max is missing, the working sets that were done find the weight for those that remain.

The phone does the same in static/js/log-loads.js, so that it works without a network.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from programs.bridge import convert, thaw_lift
from programs.models import SetGroup
from programs.prescription import Curve, Lift, LoadKind, Method, Steps, Unit, part_of, percent_for, total_of
from programs.prescription.loads import exact_total, snap
from programs.session_state import Entry, SetState

MOST_REPS = 12  # to failure; a 1RM is estimated from no more
USUAL_STEP = {Unit.KG: Decimal("2.5"), Unit.LB: Decimal(5)}  # where nobody said which loads exist


def seeks(entry: Entry) -> SetState | None:
    """The working set whose percentage a weight is looked for; None where it is known or can't be found."""
    lift = entry.lift
    if not lift or lift["one_rm"] is not None or lift["timed"]:
        return None
    kind, body = LoadKind(lift["load_kind"]), Decimal(lift["body_part"])
    if kind in (LoadKind.BAND, LoadKind.NONE) or (kind != LoadKind.EXTERNAL and not body):
        return None
    working = (item for item in entry.sets if item.set_type == SetGroup.Type.WORKING)
    first = next(working, None)
    return first if first is not None and first.target["intensity"] is not None else None


def finder_of(entry: Entry, unit: str) -> dict[str, Any] | None:
    """What the phone finds a weight with; numbers are plain floats, weights in this unit."""
    sought = seeks(entry)
    if sought is None:
        return None
    body = float(convert(Decimal(entry.lift["body_part"]), entry.lift["unit"], unit))
    kind = entry.lift["load_kind"]
    return {
        "intensity": sought.target["intensity"],
        "percents": percents(entry.lift["curve"]),
        "body": 0 if kind == LoadKind.EXTERNAL else -body if kind == LoadKind.ASSISTED else body,
    }


@lru_cache(maxsize=8)
def percents(curve: str) -> list[float]:
    """Percentages of 1RM at 1, 2, … repetitions to failure."""
    return [round(percent_for(Curve(curve), reps) or 0, 2) for reps in range(1, MOST_REPS + 1)]


def found_load(entry: Entry) -> Decimal | None:
    """What to put on for the sets that remain, in the unit of the lift; None before a set tells.

    The newest working set speaks. Where nobody said how much was left, it is taken for as much as asked.
    """
    sought = seeks(entry)
    done = [
        (item.logged, item.target)
        for item in entry.sets
        if item.set_type == SetGroup.Type.WORKING
        and item.logged is not None
        and item.logged.exercise == entry.exercise  # and not with the one that it was swapped for
    ]
    if sought is None or not done:
        return None
    told, target = max(done, key=lambda pair: pair[0].at)
    if told.load is None or not told.reps:
        return None
    left = Decimal(told.rir) if told.rir is not None else Decimal(max(target["rir"] or 0, 0))
    failure = int(told.reps + left + Decimal("0.5"))
    if failure > MOST_REPS:
        return None
    lift = thaw_lift(entry.lift, method=Method.RESERVE)
    total = total_of(convert(Decimal(told.load), told.unit or lift.unit, lift.unit), lift)
    percent = percents(entry.lift["curve"])[failure - 1]
    if not total or not percent:
        return None
    return _built(total / Decimal(repr(percent)) * 100, sought.target["intensity"], lift)


def _built(one_rm: Decimal, intensity: float, lift: Lift) -> Decimal | None:
    available = lift.available or Steps(lift.unit, Decimal(0), USUAL_STEP[lift.unit])
    known = Lift(
        curve=lift.curve,
        load_kind=lift.load_kind,
        one_rm=one_rm,
        unit=lift.unit,
        body_part=lift.body_part,
        available=available,
    )
    exact = exact_total(known, intensity)
    snapped = snap(exact, known) if exact is not None else None
    return None if snapped is None else part_of(snapped.total, known)
