"""The only module that knows both worlds: rows become engine values, engine values become rows.

A slot keeps in `lift` the facts that its numbers were computed with (max, loads on hand, body
weight share), so that nothing moves behind the trainer's back; `Facts` gathers newer ones.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import OuterRef, Q, Subquery

from programs.models import Exercise, Max, Program, SetGroup, Slot, TechniqueSignOff
from programs.prescription import (
    Available,
    Curve,
    Experience,
    Field,
    Finding,
    Goal,
    Kind,
    Lift,
    LoadKind,
    Method,
    Prescription,
    Rack,
    SetType,
    Steps,
    Targets,
    Unit,
    change_lift,
    prescribe,
    start,
    worth_saying,
)
from programs.prescription import default_method as engine_default_method
from trainer.models import Clearance, Client, Equipment, Limit, Measurement
from web.numbers import show
from web.rows import KG_PER_LB, kilograms
from web.writes import update_rows

Frozen = dict[str, Any]
CENT = Decimal("0.01")
NO_PINS: frozenset[Field] = frozenset()
_NO_NAMES: list[str] = []  # the same one in every row, so that it is written out once


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a client, as the engine needs it. `Facts.of(None)` is a template's: nothing.

    `signed_off` are the exercises whose technique the trainer has signed off; None where nobody is to.
    """

    experience: str = Experience.INTERMEDIATE
    unit: str = Unit.KG
    cleared: bool = True
    body_weight: tuple[Decimal, str] | None = None
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    maxes: Mapping[uuid.UUID, Max] = field(default_factory=dict)
    signed_off: frozenset[uuid.UUID] | None = None

    @classmethod
    def of(cls, client: Client | None, *, experience: str = Experience.INTERMEDIATE) -> "Facts":
        """Five queries, whatever the client has."""
        return cls(experience=experience) if client is None else cls.of_each([client])[client.pk]

    @classmethod
    def of_each(cls, clients: Collection[Client]) -> "dict[uuid.UUID, Facts]":
        """The facts of several clients, by client; five queries, however many they are."""
        mine = Q(client__in=[client.pk for client in clients])
        weighed = Measurement.objects.filter(client=OuterRef("client")).order_by(
            "-measured_on", "-created_at"
        )
        newest = Max.objects.filter(client=OuterRef("client"), exercise=OuterRef("exercise")).newest_first()
        weights = {
            item.client_id: item
            for item in Measurement.objects.filter(mine, pk=Subquery(weighed.values("pk")[:1]))
        }
        maxes: dict[uuid.UUID, dict[uuid.UUID, Max]] = {}
        for max_ in Max.objects.filter(mine, pk=Subquery(newest.values("pk")[:1])):
            maxes.setdefault(max_.client_id, {})[max_.exercise_id] = max_
        equipment: dict[uuid.UUID, dict[str, Equipment]] = {}
        for item in Equipment.objects.filter(mine):
            equipment.setdefault(item.client_id, {})[item.implement] = item
        regions: dict[uuid.UUID, list[str]] = {}
        for client_id, region in Limit.objects.filter(mine, ended_on=None).values_list("client_id", "region"):
            regions.setdefault(client_id, []).append(region)
        signed: dict[uuid.UUID, set[uuid.UUID]] = {}
        for client_id, exercise_id in TechniqueSignOff.objects.filter(mine).values_list(
            "client_id", "exercise_id"
        ):
            signed.setdefault(client_id, set()).add(exercise_id)
        return {
            client.pk: cls(
                experience=client.experience,
                unit=client.unit,
                cleared=client.clearance != Clearance.NEEDED,
                body_weight=(weight.body_weight, weight.unit) if (weight := weights.get(client.pk)) else None,
                equipment=equipment.get(client.pk, {}),
                regions=tuple(regions.get(client.pk, ())),
                maxes=maxes.get(client.pk, {}),
                signed_off=frozenset(signed.get(client.pk, ())),
            )
            for client in clients
        }

    def method(self, preferred: str = Method.CHART) -> str:
        """The method a new program of this client starts with."""
        return engine_default_method(Method(preferred), Experience(self.experience), self.cleared).value


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """A weight in another unit, to a hundredth; 1 lb is exactly 0.45359237 kg."""
    if unit == to:
        return value
    exact = value * KG_PER_LB if unit == Unit.LB else value / KG_PER_LB
    return exact.quantize(CENT)


# Facts about one lift, frozen on its slot as JSON


def freeze_lift(exercise: Exercise, facts: Facts) -> Frozen:
    """The facts behind one slot's numbers, JSON-safe; `thaw_lift` reads them."""
    tool = facts.equipment.get(exercise.loaded_with)
    unit = tool.unit if tool else facts.unit
    max_ = facts.maxes.get(exercise.id)
    share = exercise.body_weight_share
    body_part = Decimal(0)
    carries_body = exercise.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    if carries_body and facts.body_weight:
        body_part = (convert(*facts.body_weight, to=unit) * share).quantize(CENT)
    return {
        "curve": exercise.curve,
        "kind": exercise.mechanics,
        "experience": facts.experience,
        "load_kind": exercise.load_kind,
        "one_rm": str(convert(max_.value, max_.unit, unit)) if max_ else None,
        "unit": unit,
        "body_part": str(body_part),
        "available": _freeze_available(tool),
        "timed": exercise.measure != "reps",
        "measure": exercise.measure,
        "poor_max_test": not exercise.suits_max_test,
        "injured": sorted(set(exercise.stresses) & set(facts.regions)),
        "loaded_with": exercise.loaded_with,
        "max_id": str(max_.pk) if max_ else None,
        "max_kind": max_.kind if max_ else None,
        "measured_on": max_.measured_on.isoformat() if max_ else None,
        "signed_off": facts.signed_off is None
        or counts_as_signed_off(facts.experience, exercise.id in facts.signed_off),
    }


def counts_as_signed_off(experience: str, signed_off: bool) -> bool:
    """Technique comes before load for novices only; the others need nobody's signature."""
    return signed_off or experience != Experience.NOVICE


def _freeze_available(tool: Equipment | None) -> Frozen | None:
    if tool is None:
        return None
    if tool.loads:
        return {"unit": tool.unit, "loads": list(tool.loads)}
    if tool.step is None:
        return None
    return {
        "unit": tool.unit,
        "start": str(tool.own_weight or 0),
        "step": str(tool.step),
        "heaviest": str(tool.heaviest) if tool.heaviest is not None else None,
    }


def _thaw_available(frozen: Frozen | None) -> Available:
    if frozen is None:
        return None
    if "loads" in frozen:
        return Rack(Unit(frozen["unit"]), tuple(Decimal(load) for load in frozen["loads"]))
    heaviest = frozen["heaviest"]
    return Steps(
        unit=Unit(frozen["unit"]),
        start=Decimal(frozen["start"]),
        step=Decimal(frozen["step"]),
        heaviest=Decimal(heaviest) if heaviest is not None else None,
    )


def thaw_lift(frozen: Frozen, *, method: str) -> Lift:
    """The engine's view of a slot's frozen facts."""
    one_rm = frozen["one_rm"]
    return Lift(
        curve=Curve(frozen["curve"]),
        kind=Kind(frozen["kind"]),
        experience=Experience(frozen["experience"]),
        method=Method(method),
        load_kind=LoadKind(frozen["load_kind"]),
        one_rm=Decimal(one_rm) if one_rm is not None else None,
        unit=Unit(frozen["unit"]),
        body_part=Decimal(frozen["body_part"]),
        available=_thaw_available(frozen["available"]),
        timed=frozen["timed"],
        poor_max_test=frozen["poor_max_test"],
        max_tested=None if frozen["max_kind"] is None else frozen["max_kind"] == Max.Kind.TESTED,
        signed_off=frozen.get("signed_off", True),  # frozen before anybody could sign: see 0006
        injured=tuple(frozen["injured"]),
    )


def lift_of(slot: Slot, *, program_method: str) -> Lift:
    return thaw_lift(slot.lift, method=slot.method or program_method)


# Targets: what is stored of a set group


class TargetRow(Protocol):
    """The columns of a set group that hold its targets, wherever they were read."""

    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    rest_seconds: int
    tempo: str
    load: Decimal | None
    pins: list[str]
    effective: Frozen


def targets_of(row: TargetRow, *, goal: str) -> Targets:
    return Targets(
        goal=Goal(goal),
        sets=row.sets,
        reps=row.reps,
        reps_high=row.reps_high,
        seconds=row.seconds,
        intensity=row.intensity,
        rir=row.rir,
        rest_seconds=row.rest_seconds,
        tempo=row.tempo,
        load=row.load,
        pins=frozenset(map(Field, row.pins)) if row.pins else NO_PINS,
    )


def holds(row: TargetRow, targets: Targets) -> bool:
    """Whether a row has these targets, its goal aside."""
    return (
        row.intensity == targets.intensity
        and row.reps == targets.reps
        and row.rir == targets.rir
        and row.sets == targets.sets
        and row.rest_seconds == targets.rest_seconds
        and row.load == targets.load
        and row.reps_high == targets.reps_high
        and row.seconds == targets.seconds
        and row.tempo == targets.tempo
        and targets.pins == set(row.pins)
    )


def edited_in(row: TargetRow) -> Field | None:
    """The number of the load chain that was typed last; snapping leaves it alone."""
    name = row.effective.get("edited")
    return Field(name) if name else None


@lru_cache(maxsize=2048)
def columns_of(
    targets: Targets, lift: Lift, *, edited: Field | None = None, set_type: str = SetType.WORKING
) -> dict[str, Any]:
    """What a set group's row stores of these targets, with the engine's answer beside them.

    Nobody changes what it gives: the same targets of the same lift are computed once.
    """
    load = targets.load
    answer = prescribe(targets, lift, edited=edited, set_type=SetType(set_type))
    return {
        "sets": targets.sets,
        "reps": targets.reps,
        "reps_high": targets.reps_high,
        "seconds": targets.seconds,
        "intensity": targets.intensity,
        "rir": targets.rir,
        "rest_seconds": targets.rest_seconds,
        "tempo": targets.tempo,
        "load": load,
        "load_unit": lift.unit.value if load is not None else "",
        "load_kg": kilograms(load, lift.unit) if load is not None else None,
        "pins": sorted(pin.value for pin in targets.pins) if targets.pins else _NO_NAMES,
        "effective": {
            **effective_of(answer, set_type=set_type),
            "edited": edited.value if edited else None,
        },
    }


def effective_of(answer: Prescription, *, set_type: str = SetType.WORKING) -> Frozen:
    """The engine's answer as JSON-safe values: what pages show and sums are made of."""
    kind = SetType(set_type)
    return {
        "load": _text(answer.load),
        "added": _text(answer.added_load),
        "unit": answer.unit.value,
        "reps": answer.reps,
        "reps_high": answer.reps_high,
        "seconds": answer.seconds,
        "sets": answer.sets,
        "intensity": answer.intensity,
        "rir": answer.rir,
        "all_out": answer.all_out,
        "volume_load": _text(answer.volume_load),
        "rest_seconds": answer.rest_seconds,
        "tempo": answer.tempo,
        "minutes": answer.minutes,
        "equivalent": answer.equivalent,
        "feasibility": answer.feasibility,
        "findings": [finding_as_json(item) for item in answer.findings if worth_saying(kind, item.code)],
        "set_type": set_type,
    }


def finding_as_json(item: Finding) -> Frozen:
    return {
        "severity": item.severity,
        "code": item.code,
        "text": item.text,
        "where": str(item.where),
        "why": item.why,
        "source": item.source,
        "mend": [item.mend.text, item.mend.action, item.mend.value] if item.mend else None,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def starting_columns(goal: str, lift: Lift) -> dict[str, Any]:
    """The columns of a new working set group: the goal's start for this lift."""
    return columns_of(start(Goal(goal), lift), lift)


# A whole program, when the client or the facts change


def resolve_rows(
    slots: Iterable[Slot],
    set_groups: Iterable[SetGroup],
    facts: Facts,
    *,
    program_method: str,
) -> None:
    """Give every slot the newest facts and recompute its set groups, in memory.

    `slots` carry their exercise. A slot whose facts stay the same keeps its numbers to the digit.
    """
    by_slot: dict[uuid.UUID, list[SetGroup]] = {}
    for row in set_groups:
        by_slot.setdefault(row.slot_id, []).append(row)
    for slot in slots:
        rows = by_slot.get(slot.id, [])
        fresh = freeze_lift(slot.exercise, facts)
        after = thaw_lift(fresh, method=slot.method or program_method)
        before = lift_of(slot, program_method=program_method) if slot.lift else after
        before = replace(before, signed_off=after.signed_off)  # a signature moves no number
        slot.lift = fresh
        answers: dict[Any, dict[str, Any]] = {}  # weeks with the same targets are computed once
        for row in rows:
            targets = targets_of(row, goal=slot.goal)
            same = (targets, row.set_type, edited_in(row))
            columns = answers.get(same)
            if columns is None:
                moved = (
                    change_lift(targets, before, after, set_type=SetType(row.set_type)).targets
                    if before != after
                    else targets
                )
                columns = columns_of(moved, after, edited=same[2], set_type=row.set_type)
                answers[same] = columns
            for name, value in columns.items():
                setattr(row, name, value)


def swapped_targets(entry: Frozen, after: Frozen) -> dict[str, Frozen]:
    """What the rows of a frozen exercise become with another lift, by set group.

    Percentages and repetitions stay, effort follows from the new curve, loads from the new max.
    """
    method = Method.RESERVE  # only decides where a lift starts, and nothing starts here
    lift_before, lift_after = thaw_lift(entry["lift"], method=method), thaw_lift(after, method=method)
    found = {}
    for row in entry["set_groups"]:
        targets = Targets(
            goal=Goal(entry["goal"]),
            sets=row["sets"],
            reps=row["reps"],
            reps_high=row["reps_high"],
            seconds=row["seconds"],
            intensity=row["intensity"],
            rir=row["rir"],
            rest_seconds=row["rest_seconds"],
            tempo=row["tempo"],
            load=None,
        )
        moved = change_lift(targets, lift_before, lift_after, set_type=SetType(row["type"])).targets
        effective = effective_of(prescribe(moved, lift_after, set_type=SetType(row["type"])))
        found[row["set_group"]] = {name: effective[name] for name in _OF_A_SWAP}
    return found


_OF_A_SWAP = (
    *("load", "added", "unit", "reps", "reps_high", "seconds", "intensity", "rir", "all_out"),
    *("rest_seconds", "equivalent"),
)

RESOLVED = [
    *("sets", "reps", "reps_high", "seconds", "intensity", "rir", "rest_seconds", "tempo"),
    *("load", "load_unit", "load_kg", "pins", "effective"),
]


def resolve_program(program: Program, facts: Facts) -> None:
    """Resolve and store a whole program against these facts; four queries."""
    slots = list(Slot.objects.filter(program=program).select_related("exercise"))
    rows = list(SetGroup.objects.filter(program=program))
    resolve_rows(slots, rows, facts, program_method=program.method)
    store_many(Slot, slots, ["lift"])
    store_many(SetGroup, rows, RESOLVED)


def store_many(model: Any, rows: Sequence[Any], fields: Sequence[str]) -> None:
    """Store these columns of many rows in one statement."""
    update_rows(
        model, ["id"], fields, [{name: getattr(row, name) for name in ("id", *fields)} for row in rows]
    )


def preview_for(program: Program, facts: Facts) -> dict[uuid.UUID, SetGroup]:
    """What each set group would be for this client; nothing is written. By set group id."""
    slots = list(Slot.objects.filter(program=program).select_related("exercise"))
    rows = list(SetGroup.objects.filter(program=program))
    resolve_rows(slots, rows, facts, program_method=program.method)
    return {row.id: row for row in rows}


def weight_text(value: str | Decimal | None, unit: str, person_unit: str, *, mark: str = ".") -> str:
    """A weight as one person reads it: as it is set up, and in their own unit beside it."""
    if value is None:
        return ""
    amount = Decimal(value)
    text = f"{show(amount, mark=mark)} {unit}"
    if unit == person_unit:
        return text
    return f"{text} ({show(convert(amount, unit, person_unit), decimals=1, mark=mark)} {person_unit})"
