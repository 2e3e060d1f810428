"""What a slot keeps of the progression that fills its weeks, as its column `scheme` holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from programs.prescription import (
    SCHEMES,
    Field,
    Goal,
    PlannedDeload,
    PlannedGroup,
    Scheme,
    SetType,
    Targets,
    scheme_from_plain,
    scheme_to_plain,
)

Stored = dict[str, Any]
WITH_DELOADS = "with easier weeks"


@dataclass(frozen=True, slots=True)
class Progression:
    """A scheme as the trainer chose it, for which goal, and what it made of the slot.

    `deloads` are the weeks of the phase that it makes easier. Where it changed week 1 too, `written` is week
    1 as the trainer wrote it, from which another progression begins. Set groups that it added stand from
    the position `added_from` on; 0 where it added none.
    """

    scheme: Scheme
    goal: Goal
    deloads: tuple[int, ...] = ()
    written: tuple[PlannedGroup, ...] = ()
    added_from: int = 0

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "Progression | None":
        """What a slot's column says; None where its weeks are the trainer's own."""
        if not stored:
            return None
        return cls(
            scheme=scheme_from_plain(stored["scheme"]),
            goal=Goal(stored["goal"]),
            deloads=tuple(stored["deloads"]),
            written=tuple(_read_group(group, stored["goal"]) for group in stored["written"]),
            added_from=stored["added_from"],
        )

    def stored(self) -> Stored:
        return {
            "scheme": scheme_to_plain(self.scheme),
            "goal": self.goal.value,
            "deloads": list(self.deloads),
            "written": [_stored_group(group) for group in self.written],
            "added_from": self.added_from,
        }

    def under(self, goal: str) -> Scheme:
        """The scheme for the goal that the slot has by now; there and back it is as it was chosen."""
        return self.scheme if goal == self.goal else self.scheme.for_goal(Goal(goal))


def name_of(scheme: Scheme) -> str:
    """What the trainer chose, in words: `Linear load with easier weeks`."""
    if isinstance(scheme, PlannedDeload) and scheme.progression is not None:
        return f"{scheme.progression.name} {WITH_DELOADS}"
    return scheme.name


def stored_name(stored: Mapping[str, Any] | None) -> str:
    """The same of a slot's column, short; empty without a progression. Cheap enough for every row."""
    if not stored:
        return ""
    scheme = stored["scheme"]
    inner = scheme.get("progression") or scheme
    return SCHEMES[inner["scheme"]].name


def steps_in_a_unit(stored: Mapping[str, Any] | None) -> bool:
    """Whether a slot's progression steps by kilograms or pounds, which takes a max to be seen."""
    if not stored:
        return False
    scheme = stored["scheme"]
    inner = scheme.get("progression") or scheme
    return inner.get("unit") in ("kg", "lb")


def stored_deloads(stored: Mapping[str, Any] | None) -> tuple[int, ...]:
    """The weeks of its phase that a slot's progression makes easier."""
    return tuple(stored["deloads"]) if stored else ()


# Set groups as plain values

_PLAIN = ("sets", "reps", "reps_high", "seconds", "intensity", "rir", "rest_seconds", "tempo")


def _stored_group(group: PlannedGroup) -> Stored:
    targets = group.targets
    return {
        "type": group.set_type.value,
        **{name: getattr(targets, name) for name in _PLAIN},
        "load": None if targets.load is None else f"{targets.load:f}",
        "pins": sorted(pin.value for pin in targets.pins),
    }


def _read_group(stored: Stored, goal: str) -> PlannedGroup:
    targets = Targets(
        goal=Goal(goal),
        load=None if stored["load"] is None else Decimal(stored["load"]),
        pins=frozenset(Field(pin) for pin in stored["pins"]),
        **{name: stored[name] for name in _PLAIN},
    )
    return PlannedGroup(SetType(stored["type"]), targets)
