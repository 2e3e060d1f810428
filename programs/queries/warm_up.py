"""The warm-up that is offered before an exercise, from its working load."""

import json
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from programs.bridge import thaw_lift
from programs.models import SetGroup
from programs.prescription import Goal, Kind, Method, SetType, Targets, prescribe, ramp
from programs.queries.log_rows import in_unit, put_on
from programs.queries.workout_page import Reader
from programs.session_state import Entry

STEPS = 3


class WarmUp(NamedTuple):
    """`20 × 8, 32.5 × 5, 45 × 3`, and `20x8 32.5x5 45x3` for an act; both empty where none is offered.

    The text is in the unit in which the exercise is logged, the steps in that of its lift.
    """

    text: str = ""
    steps: str = ""


def warm_up_of(entry: Entry, reader: Reader, unit: str) -> WarmUp:
    """Steps up to the first working sets of a compound lift that has a load and no warm-up yet."""
    lift = entry.lift
    first = next((item for item in entry.sets if item.set_type == SetGroup.Type.WORKING), None)
    warmed = any(item.set_type == SetGroup.Type.WARM_UP for item in entry.sets)
    if first is None or warmed or lift.get("kind") != Kind.COMPOUND or not entry.goal:
        return WarmUp()
    row = first.target
    if row["intensity"] is None or row["load"] is None or row["reps"] is None:
        return WarmUp()
    working = put_on(row, lift)
    found = _steps(json.dumps(lift), entry.goal, row["intensity"], row["reps"], row["rir"] or 0.0)
    steps = [(load, reps) for load, reps in found if load != working]
    shown = [f"{in_unit(load, lift['unit'], unit, reader, about=True)} × {reps}" for load, reps in steps]
    return WarmUp(", ".join(shown), " ".join(f"{load:f}x{reps}" for load, reps in steps))


@lru_cache(maxsize=1024)
def _steps(lift_json: str, goal: str, intensity: float, reps: int, rir: float) -> list[tuple[Decimal, int]]:
    """What is put on and how often, step by step; each load once, with the repetitions of the first."""
    lift = thaw_lift(json.loads(lift_json), method=Method.RESERVE)
    lead = Targets(
        goal=Goal(goal),
        sets=1,
        reps=reps,
        reps_high=None,
        seconds=None,
        intensity=intensity,
        rir=rir,
        rest_seconds=60,
        tempo="",
        load=None,
    )
    steps: dict[Decimal, int] = {}
    for targets in ramp(STEPS, lead, lift):
        answer = prescribe(targets, lift, set_type=SetType.WARM_UP)
        load = answer.added_load if answer.added_load is not None else answer.load
        if load is None or answer.reps is None:
            return []
        steps.setdefault(abs(load), answer.reps)
    return list(steps.items())
