"""Schemes as plain JSON values and back, to be stored on a row."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal

from programs.prescription.periodization import Block, LinearPeriodization, PlannedDeload
from programs.prescription.progression import (
    DoubleProgression,
    LinearLoad,
    RepProgression,
    RirTaper,
    SetProgression,
)
from programs.prescription.schemes import Scheme
from programs.prescription.targets import ImpossibleValueError
from programs.prescription.undulating import DailyUndulating, HeavyLightMedium
from programs.prescription.wave import Wave

SCHEMES: dict[str, type[Scheme]] = {
    scheme.key: scheme
    for scheme in (
        LinearLoad,
        DoubleProgression,
        RepProgression,
        SetProgression,
        RirTaper,
        HeavyLightMedium,
        DailyUndulating,
        Wave,
        LinearPeriodization,
        Block,
        PlannedDeload,
    )
}

Plain = str | int | float | bool | None | dict[str, "Plain"]


def scheme_to_plain(scheme: Scheme) -> dict[str, Plain]:
    """A scheme as JSON can hold it: its key under `scheme`, its parameters by name, Decimals as text."""
    values: dict[str, Plain] = {"scheme": scheme.key}
    for field in fields(scheme):
        values[field.name] = _plain(getattr(scheme, field.name))
    return values


def _plain(value: object) -> Plain:
    if isinstance(value, Scheme):
        return scheme_to_plain(value)
    if isinstance(value, Decimal | str):
        return str(value)
    assert value is None or isinstance(value, bool | int | float)
    return value


def scheme_from_plain(values: Mapping[str, object]) -> Scheme:
    """The scheme that plain values describe; parameters that are left out take their defaults.

    Raises ImpossibleValueError for an unknown scheme or parameter, or a value that can't be.
    """
    kind = SCHEMES.get(str(values.get("scheme")))
    if kind is None:
        raise ImpossibleValueError("This progression is unknown.")
    known = {field.name for field in fields(kind)}
    given = {name: value for name, value in values.items() if name != "scheme"}
    if not given.keys() <= known:
        unknown = ", ".join(sorted(given.keys() - known))
        raise ImpossibleValueError(f"{kind.name} has no {unknown}.")
    return kind(**{name: scheme_from_plain(v) if isinstance(v, Mapping) else v for name, v in given.items()})
