"""Lifts that the engine's tests share, and how a row gets edited."""

from decimal import Decimal

from programs.prescription import (
    Field,
    Goal,
    Lift,
    LoadKind,
    Method,
    Rack,
    Steps,
    Targets,
    Unit,
    edit,
    pin,
    start,
)


def loads(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


ROW = Lift(one_rm=Decimal(20), unit=Unit.LB)
RACKED_ROW = Lift(one_rm=Decimal(20), unit=Unit.LB, available=Rack(Unit.LB, loads("5", "10", "15", "20")))
BAR = Steps(Unit.KG, start=Decimal(20), step=Decimal("2.5"), heaviest=Decimal(200))
SQUAT = Lift(one_rm=Decimal(100), available=BAR)
RESERVE_SQUAT = Lift(one_rm=Decimal(100), available=BAR, method=Method.RESERVE)
NO_MAX = Lift()
PULL_UP = Lift(
    load_kind=LoadKind.BODY_WEIGHT,
    one_rm=Decimal(100),
    body_part=Decimal(80),
    available=Rack(Unit.KG, loads("2.5", "5", "10", "15")),
)
ASSISTED_PULL_UP = Lift(
    load_kind=LoadKind.ASSISTED,
    one_rm=Decimal(70),
    body_part=Decimal(80),
    available=Steps(Unit.KG, start=Decimal(5), step=Decimal(5), heaviest=Decimal(40)),
)
BAND_ROW = Lift(load_kind=LoadKind.BAND)
PLANK = Lift(load_kind=LoadKind.NONE, timed=True)


def after(lift: Lift, *steps: tuple[Field, object], goal: Goal = Goal.HYPERTROPHY, pins: str = "") -> Targets:
    """The goal's start, its pins, then each edit."""
    targets = start(goal, lift)
    for name in pins.split():
        targets = pin(targets, Field(name), lift).targets
    for field, value in steps:
        targets = edit(targets, field, value, lift).targets
    return targets
