"""One step up or down from a load, among the loads that the gym can build."""

from dataclasses import replace
from decimal import Decimal
from math import ceil

from programs.prescription.curves import percent_for, reps_to_failure
from programs.prescription.effect import percent_of_max
from programs.prescription.lift import Lift, Steps
from programs.prescription.loads import NOISE, exists, heavier_than, neighbours, part_of, tidy, total_of
from programs.prescription.targets import INTENSITY_MOST, LOAD_MOST
from programs.prescription.words import Curve, LoadKind

# Shares of the load; NSCA 2016, chapter 17: 2.5 to 10 % (ACSM 2009: 2 to 10 %).
LEAST_STEP, LARGEST_STEP = Decimal("0.025"), Decimal("0.10")
UNKNOWN_STEP = Decimal("0.5")  # of a kg or lb, where nobody has said which loads there are; our judgement


def same_load(load: Decimal, other: Decimal) -> bool:
    """Whether two loads differ by less than the least step."""
    return load == other or abs(load - other) < LEAST_STEP * other


def step_up(total: Decimal, lift: Lift) -> Decimal | None:
    """The lightest total load that can be built and is at least 2.5 % heavier; None without one.

    How far it is above 10 %, if at all, is for the caller to judge. None also for a total of nothing:
    a share of an unknown body weight is unknown.
    """
    if total <= 0 or not lift.takes_load:
        return None
    above = heavier_than(total * (1 + LEAST_STEP) - NOISE, _with_steps(lift))
    return tidy(above) if above is not None and _can_be_prescribed(above, lift) else None


def next_load(total: Decimal, lift: Lift) -> Decimal | None:
    """The next total load that is one step heavier: 2.5 to 10 %; None where no such load can be built."""
    above = step_up(total, lift)
    return above if above is not None and above <= total * (1 + LARGEST_STEP) else None


def nearest_lighter(total: Decimal, wanted: Decimal, lift: Lift) -> Decimal | None:
    """The total load nearest to `wanted` that can be built and is lighter than `total`.

    None where it would be lighter than wanted by more than 10 % of `total`: then fewer repetitions
    ease a set better than the load.
    """
    least = wanted - LARGEST_STEP * total
    lighter = [load for load in _around(wanted, lift) if least <= load < total]
    return min(lighter, key=lambda load: (abs(load - wanted), load), default=None)


def heaviest_up_to(total: Decimal, lift: Lift) -> Decimal | None:
    """The heaviest total load that can be built and is not above `total`; None without one."""
    if lift.takes_load and exists(part_of(total, lift), lift) and _can_be_prescribed(total, lift):
        return tidy(total)
    return max((load for load in _around(total, lift) if load <= total), default=None)


def reps_before_step(load: Decimal, heavier: Decimal, reps: int, rir: float, curve: Curve) -> int | None:
    """At how many repetitions with `load` the `heavier` one comes within reach for `reps`, RIR the same.

    Both sets then speak for the same 1RM by the curve. None where the curve doesn't reach so low.
    """
    percent = percent_for(curve, reps + rir)
    if percent is None:
        return None
    manages = reps_to_failure(curve, percent * float(load / heavier))
    return None if manages is None else ceil(manages - rir - 1e-9)


def load_words(total: Decimal, lift: Lift) -> str:
    """A total load as what is put on: `75 kg`, `5 kg added`, `20 kg of assistance`."""
    return part_words(part_of(total, lift), lift)


def part_words(part: Decimal, lift: Lift) -> str:
    """What is put on, in words: the weight, the added weight or the assistance."""
    match lift.load_kind:
        case LoadKind.BODY_WEIGHT:
            return f"{tidy(part)} {lift.unit} added" if part else "body weight alone"
        case LoadKind.ASSISTED:
            return f"{tidy(part)} {lift.unit} of assistance" if part else "no assistance"
        case _:
            return f"{tidy(part)} {lift.unit}"


def _with_steps(lift: Lift) -> Lift:
    if lift.available is not None:
        return lift
    return replace(lift, available=Steps(lift.unit, start=Decimal(0), step=UNKNOWN_STEP))


def _around(total: Decimal, lift: Lift) -> list[Decimal]:
    """The total loads on both sides of one, as far as they can be built and prescribed."""
    if not lift.takes_load:
        return []
    zero = lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    parts = neighbours(_with_steps(lift).available, part_of(total, lift), zero=zero)
    totals = [total_of(part, lift) for part in parts if part is not None]
    return [tidy(load) for load in totals if load is not None and _can_be_prescribed(load, lift)]


def _can_be_prescribed(total: Decimal, lift: Lift) -> bool:
    percent = percent_of_max(total, lift)
    in_reach = percent is None or 0 < percent <= INTENSITY_MOST
    return in_reach and part_of(total, lift) <= LOAD_MOST[lift.unit]
