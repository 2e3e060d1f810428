"""The only module that knows both worlds: rows become engine values, engine values become rows.

A slot keeps in `lift` the facts that its numbers were computed with (max, loads on hand, body
weight share), so that nothing moves behind the trainer's back; `Facts` gathers newer ones.
"""

import uuid
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from programs.models import Exercise, Max, Program, SetGroup, Slot
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
from programs.prescription.volume import PlannedSets
from programs.prescription.weeks import WEEKS_WITHOUT_DELOAD, PlannedProgram, PlannedWeek, PlannedWorkout
from programs.prescription.words import Clearance as EngineClearance
from trainer.models import Clearance, Client, Equipment, Limit, Measurement
from web.numbers import show
from web.rows import KG_PER_LB, kilograms
from web.updates import update_rows

Frozen = dict[str, Any]
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a client, as the engine needs it. `Facts.of(None)` is a template's: nothing."""

    experience: str = Experience.INTERMEDIATE
    unit: str = Unit.KG
    cleared: bool = True
    body_weight: tuple[Decimal, str] | None = None
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    maxes: Mapping[uuid.UUID, Max] = field(default_factory=dict)

    @classmethod
    def of(cls, client: Client | None, *, experience: str = Experience.INTERMEDIATE) -> "Facts":
        """Four queries, whatever the client has."""
        if client is None:
            return cls(experience=experience)
        weight = Measurement.objects.filter(client=client).order_by("-measured_on", "-created_at").first()
        newest: dict[uuid.UUID, Max] = {}
        for max_ in Max.objects.filter(client=client).newest_first():
            newest.setdefault(max_.exercise_id, max_)
        return cls(
            experience=client.experience,
            unit=client.unit,
            cleared=client.clearance != Clearance.NEEDED,
            body_weight=(weight.body_weight, weight.unit) if weight else None,
            equipment={item.implement: item for item in Equipment.objects.filter(client=client)},
            regions=tuple(
                Limit.objects.filter(client=client, ended_on=None).values_list("region", flat=True)
            ),
            maxes=newest,
        )

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
    }


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
        pins=frozenset(Field(pin) for pin in row.pins),
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
        "pins": sorted(pin.value for pin in targets.pins),
        "effective": {
            **effective_of(answer, set_type=set_type),
            "edited": edited.value if edited else None,
        },
    }


def effective_of(answer: Prescription, *, set_type: str = SetType.WORKING) -> Frozen:
    """The engine's answer as JSON-safe values: what pages show and sums are made of."""
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
        "findings": [
            finding_as_json(item) for item in answer.findings if worth_saying(SetType(set_type), item.code)
        ],
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


# Totals and findings of a week


class WeekRow(TargetRow, Hashable, Protocol):
    """A set group's row with its slot's and exercise's facts, as the builder reads it."""

    exercise: str
    workout_id: uuid.UUID
    goal: str
    mechanics: str
    primary: list[str]
    secondary: list[str]
    set_type: str
    per_side: bool
    lift: Frozen
    experience: str
    clearance: str | None


@lru_cache(maxsize=4096)
def planned_sets(row: WeekRow) -> PlannedSets:
    """A row as the engine's totals see it: effective values, after snapping.

    Kept for rows that are read once and shown often; a row that changes is another object.
    """
    effective = row.effective
    load = effective["load"]
    return PlannedSets(
        exercise=row.exercise,
        sets=row.sets,
        reps=effective["reps"],
        rest_seconds=row.rest_seconds,
        set_type=SetType(row.set_type),
        goal=Goal(row.goal),
        seconds=row.seconds,
        tempo=row.tempo,
        per_side=row.per_side,
        intensity=effective["intensity"],
        load=Decimal(load) if load is not None else None,
        unit=Unit(row.lift["unit"]),
        compound=row.mechanics == Kind.COMPOUND,
        primary=tuple(row.primary),
        secondary=tuple(row.secondary),
    )


def planned_program(rows: Sequence[WeekRow], *, weeks: int) -> PlannedProgram:
    """A phase whose weeks are alike, for the engine's findings.

    One week speaks for all of them, unless there are so many that only their number is the finding.
    """
    by_workout: dict[uuid.UUID, list[PlannedSets]] = {}
    for row in rows:
        by_workout.setdefault(row.workout_id, []).append(planned_sets(row))
    workouts = tuple(
        PlannedWorkout(f"Workout {number}", tuple(planned))
        for number, planned in enumerate(by_workout.values(), start=1)
    )
    repeated = weeks if weeks > WEEKS_WITHOUT_DELOAD else 1
    clearance = rows[0].clearance if rows else None
    return PlannedProgram(
        weeks=tuple(PlannedWeek(number, workouts) for number in range(1, repeated + 1)),
        experience=Experience(rows[0].experience) if rows else Experience.INTERMEDIATE,
        clearance=EngineClearance(clearance) if clearance else None,
    )


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
        slot.lift = fresh
        answers: dict[Any, dict[str, Any]] = {}  # weeks with the same targets are computed once
        for row in rows:
            targets = targets_of(row, goal=slot.goal)
            same = (targets, row.set_type, edited_in(row))
            columns = answers.get(same)
            if columns is None:
                moved = change_lift(targets, before, after).targets if before != after else targets
                columns = columns_of(moved, after, edited=same[2], set_type=row.set_type)
                answers[same] = columns
            for name, value in columns.items():
                setattr(row, name, value)


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
