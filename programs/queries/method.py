"""The method page: how every number of a program came about, with all its sources."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Case, Count, When

from programs.models import Phase, Program, SetGroup, Workout
from programs.order_codes import codes_for
from programs.prescription import SOURCES, Curve, Experience, Field, Goal, Kind, Lift, Method, Source, limits
from programs.prescription.curves import reps_to_failure
from programs.prescription.findings import CURVE_NAMES
from programs.prescription.goals import start_of
from programs.prescription.words import SetType
from programs.queries.reasons import (
    NAMES,
    Numbers,
    certainty_of,
    clock,
    conflict_sources,
    formula_text,
    readable,
)
from web.numbers import show

SHOWN = (Field.INTENSITY, Field.LOAD, Field.RIR, Field.REST, Field.TEMPO)
EXPLAINED = (Field.INTENSITY, Field.LOAD, Field.REPS, Field.REST)
PERCENTS = (100, 95, 90, 85, 80, 75, 70, 65, 60)
TYPES = {
    SetType.WARM_UP: "Warm-up",
    SetType.BACK_OFF: "Back-off",
    SetType.DROP: "Drop set",
    SetType.AMRAP: "As many as possible",
}
ALWAYS_CITED = ("article", "nuzzo_2024", "fritsch_1984", "setwise")


@dataclass(frozen=True, slots=True)
class Step:
    """How one number came about; `cite` is its source's place in the list at the end."""

    name: str
    formula: str
    cite: int


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One set group: its numbers in the order of the table's columns, and where they come from."""

    code: str
    exercise: str
    goal: str
    set_type: str
    other_method: str
    numbers: list[tuple[str, str]]
    steps: list[Step]
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MethodWorkout:
    name: str
    rows: list[MethodRow]


@dataclass(frozen=True, slots=True)
class MethodPhase:
    name: str
    weeks: int
    workouts: list[MethodWorkout]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """Where a goal starts, and what it allows."""

    goal: str
    kind: str
    numbers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CurveLine:
    name: str
    reps: list[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where evidence conflicts: about which numbers, and whose findings stand against each other."""

    about: str
    text: str
    cites: list[int]


@dataclass(frozen=True, slots=True)
class Cited:
    number: int
    source: Source
    certainty: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """Everything that the page shows, as finished strings."""

    method: str
    experience: str
    others: int  # rows that start by the other method
    goals: list[GoalLine]
    percents: tuple[int, ...]
    curves: list[CurveLine]
    at_80: str
    at_90: str
    reserve_at: str
    phases: list[MethodPhase]
    conflicts: list[Conflict]
    sources: list[Cited]
    cites: dict[str, int]


@dataclass
class _Bibliography:
    """Sources in the order in which the page first cites them."""

    keys: list[str] = field(default_factory=list)

    def cite(self, key: str) -> int:
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key) + 1

    def cited(self) -> list[Cited]:
        return [
            Cited(number, SOURCES[key], certainty_of(SOURCES[key]))
            for number, key in enumerate(self.keys, start=1)
        ]


def method_page(program: Program, *, mark: str = ".") -> MethodPage:
    """The whole page in three queries, whatever the program holds."""
    rows = _first_weeks(program)
    method = Method(program.method)
    experience = Experience(program.client.experience if program.client else program.experience)
    numbers = [
        Numbers.of(row, goal=row.slot.goal, frozen=row.slot.lift, method=row.slot.method or method, mark=mark)
        for row in rows
    ]
    bibliography = _Bibliography()
    cites = {key: bibliography.cite(key) for key in ALWAYS_CITED}
    named = _codes(rows)
    explained = [
        # A slot's code stands at the first of its rows only.
        _row(row, item, named.pop(row.slot_id, ""), program, bibliography)
        for row, item in zip(rows, numbers, strict=True)
    ]
    kinds = sorted({item.lift.kind for item in numbers}) or [Kind.COMPOUND]
    curves = [curve for curve in Curve if any(i.lift.has_curve and i.lift.curve is curve for i in numbers)]
    return MethodPage(
        method=method,
        experience=experience,
        others=len({row.slot_id for row in rows if row.slot.method not in ("", method)}),
        goals=list(_goal_lines(method, experience, kinds, mark)),
        percents=PERCENTS,
        curves=[_curve_line(curve, mark) for curve in curves or [Curve.GENERAL]],
        at_80=_reps_at(Curve.GENERAL, 80, mark),
        at_90=_reps_at(Curve.GENERAL, 90, mark),
        reserve_at=_percent(start_of(Goal.HYPERTROPHY, Lift(method=Method.RESERVE)).intensity, mark),
        phases=_phases(program, rows, explained),
        conflicts=_conflicts(numbers, bibliography, mark),
        sources=bibliography.cited(),
        cites=cites,
    )


def _first_weeks(program: Program) -> list[SetGroup]:
    """The set groups of each phase's first week in the order in which they are done, warm-ups first."""
    return list(
        SetGroup.objects.filter(program=program, week__position=1)
        .select_related("slot__exercise", "slot__group")
        .order_by(
            *("week__phase__position", "slot__group__workout__position", "slot__group__workout_id"),
            *("slot__group__position", "slot__group_id", "slot__position", "slot_id"),
            *(Case(When(set_type=SetGroup.Type.WARM_UP, then=0), default=1), "position"),
        )
    )


def _codes(rows: Iterable[SetGroup]) -> dict[uuid.UUID, str]:
    """The order code of each slot: A, B1, B2 within its workout."""
    workouts: dict[uuid.UUID, dict[uuid.UUID, dict[uuid.UUID, None]]] = {}
    for row in rows:
        group = row.slot.group
        workouts.setdefault(group.workout_id, {}).setdefault(group.pk, {})[row.slot_id] = None
    return {
        slot: code
        for groups in workouts.values()
        for slots, named in zip(groups.values(), codes_for(map(len, groups.values())), strict=True)
        for slot, code in zip(slots, named, strict=True)
    }


def _row(
    row: SetGroup, numbers: Numbers, code: str, program: Program, bibliography: _Bibliography
) -> MethodRow:
    sets, reps = numbers.value(Field.SETS), numbers.value(Field.REPS)
    side = " each side" if row.per_side else ""
    steps = []
    for name in EXPLAINED:
        reason = numbers.reason(name)
        if reason is not None and reason.formula != "none":
            formula = formula_text(reason.formula, numbers.mark)
            steps.append(Step(NAMES[name], formula, bibliography.cite(reason.source)))
    facts = []
    if program.client_id is not None and numbers.lift.has_curve:
        facts = [("1RM", numbers.one_rm() or "not known yet"), ("Loads on hand", numbers.on_hand())]
        facts.append(("In effect", numbers.taken()))
    set_type = TYPES.get(numbers.set_type, "")
    return MethodRow(
        code=code,
        exercise=row.slot.exercise.name,
        goal=row.slot.goal,
        set_type=set_type,
        other_method=row.slot.method if row.slot.method != program.method else "",
        numbers=[
            ("Sets × reps", f"{sets} × {reps}{side}" if reps else sets),
            *((_SHORT.get(name, NAMES[name]), numbers.value(name)) for name in SHOWN),
        ],
        steps=steps,
        facts=[(name, text) for name, text in facts if text],
    )


_SHORT = {Field.RIR: "In reserve"}


def _goal_lines(
    method: Method, experience: Experience, kinds: Iterable[Kind], mark: str
) -> Iterator[GoalLine]:
    for goal in Goal:
        for kind in kinds:
            lift = Lift(method=method, kind=kind, experience=experience)
            begin, allowed = start_of(goal, lift), limits(goal, lift)
            yield GoalLine(
                goal,
                kind,
                [
                    ("Intensity", _percent(begin.intensity, mark)),
                    ("Reps", str(begin.reps)),
                    ("In reserve", "0 (all-out)" if begin.rir <= 0 else show(begin.rir, mark=mark)),
                    ("Sets", str(begin.sets)),
                    ("Rest", clock(begin.rest_seconds)),
                    ("Reps allowed", f"{allowed.reps_low}–{allowed.reps_high}"),
                    ("Rest allowed", f"{clock(allowed.rest_low)[:-4]}–{clock(allowed.rest_high)}"),
                ],
            )


def _percent(intensity: float | None, mark: str) -> str:
    return f"{show(intensity, decimals=1, mark=mark)} %"


def _reps_at(curve: Curve, percent: float, mark: str) -> str:
    mean = reps_to_failure(curve, percent)
    return "" if mean is None else show(mean + 1e-9, decimals=1, mark=mark)


def _curve_line(curve: Curve, mark: str) -> CurveLine:
    name = CURVE_NAMES[curve]
    return CurveLine(name[:1].upper() + name[1:], [_reps_at(curve, percent, mark) for percent in PERCENTS])


def _phases(program: Program, rows: list[SetGroup], explained: list[MethodRow]) -> list[MethodPhase]:
    """The program's parts in order; what is empty is shown as such."""
    by_workout: dict[object, list[MethodRow]] = {}
    for row, method_row in zip(rows, explained, strict=True):
        by_workout.setdefault(row.slot.group.workout_id, []).append(method_row)
    workouts: dict[object, list[MethodWorkout]] = {}
    for pk, phase_id, name in (
        Workout.objects.filter(program=program)
        .order_by("position", "id")
        .values_list("id", "phase_id", "name")
    ):
        workouts.setdefault(phase_id, []).append(MethodWorkout(name, by_workout.get(pk, [])))
    phases = (
        Phase.objects.filter(program=program)
        .annotate(week_count=Count("weeks"))
        .order_by("position", "id")
        .values_list("id", "name", "week_count")
    )
    return [MethodPhase(name, weeks, workouts.get(pk, [])) for pk, name, weeks in phases]


def _conflicts(numbers: list[Numbers], bibliography: _Bibliography, mark: str) -> list[Conflict]:
    """Each conflict once, with the numbers that it is about."""
    about: dict[str, list[str]] = {}
    for item in numbers:
        for name in Field:
            reason = item.reason(name)
            if reason is not None and reason.conflict:
                names = about.setdefault(reason.conflict, [])
                if NAMES[name] not in names:
                    names.append(NAMES[name])
    return [
        Conflict(
            about=", ".join(names[:1] + [name.lower() for name in names[1:]]),
            text=readable(text, mark),
            cites=[bibliography.cite(source.key) for source in conflict_sources(text)],
        )
        for text, names in about.items()
    ]
