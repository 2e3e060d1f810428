"""One client's maxes: the newest of each exercise, what one set says of a 1RM, and the page of all."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from programs.bridge import convert
from programs.catalogue.words import PATTERNS
from programs.models import Exercise, Max, Slot
from programs.prescription import (
    Curve,
    Experience,
    Finding,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LoadKind,
    Unit,
    checked_load,
    estimate_max,
    prescribe,
    start,
)
from programs.prescription.loads import total_of
from programs.queries.desk import LOADED
from programs.queries.workout_page import Reader
from trainer.models import Client, Measurement, User
from trainer.queries import latest_body_weight

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
ABOUT_A_TEST = ("novice_max_test", "poor_max_lift")
FROM_LOGS = "from"  # how the method of a max begins that was found in the logs: `from 6 logged sets`
WITH_THE_BODY = (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)


def latest_maxes(client: Client) -> dict[uuid.UUID, Max]:
    """The newest max of each exercise, by exercise; one query."""
    newest = Max.objects.filter(client=client, exercise=OuterRef("exercise")).newest_first().values("pk")[:1]
    return {max_.exercise_id: max_ for max_ in Max.objects.filter(client=client, pk=Subquery(newest))}


# What one set says


class MaxRefusedError(ValueError):
    """Numbers that give no 1RM; `field` names the one to change, the message says why."""

    def __init__(self, field: str, message: str, code: str = "impossible") -> None:
        super().__init__(message)
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class Figure:
    """A 1RM made of one set. `total` is what was lifted, the body's share `body_part` included."""

    kind: Max.Kind
    total: Decimal
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    method: str
    body_part: Decimal
    body_weight_kg: Decimal | None


def figure(
    *,
    client: Client,
    exercise: Exercise,
    load: Decimal,
    reps: int,
    rir: Decimal,
    unit: str,
    measured_on: date,
) -> Figure:
    """The 1RM of a set of `reps` with `rir` in reserve: tested when it was lifted once and no more.

    `load` is what was typed: the weight, the added weight or the assistance. Raises MaxRefusedError.
    """
    body = _body_weight(client, measured_on) if exercise.load_kind in WITH_THE_BODY else None
    total, body_part = _total(client, exercise, load, unit, body)
    try:
        answer = estimate_max(total, reps, rir, Unit(unit), Curve(exercise.curve))
    except ImpossibleValueError as problem:
        raise MaxRefusedError("reps", str(problem)) from problem
    tested = reps == 1 and rir == 0
    return Figure(
        kind=Max.Kind.TESTED if tested else Max.Kind.ESTIMATED,
        total=total,
        value=answer.estimate,
        low=None if tested else answer.low,
        high=None if tested else answer.high,
        unit=unit,
        method=answer.method,
        body_part=body_part,
        body_weight_kg=body.kg if body else None,
    )


def _body_weight(client: Client, day: date) -> Measurement | None:
    """The newest body weight known on that day; before the first one, the newest of all."""
    known = client.measurements.filter(measured_on__lte=day).order_by("-measured_on", "-created_at", "-id")
    return known.first() or latest_body_weight(client)


def _total(
    client: Client, exercise: Exercise, load: Decimal, unit: str, body: Measurement | None
) -> tuple[Decimal, Decimal]:
    """The load that was lifted in all, and the body's share of it."""
    carries_body = exercise.load_kind in WITH_THE_BODY
    if carries_body and body is None:
        text = f"{exercise.name} lifts the body too, and the body weight of {client.name} is not known yet."
        raise MaxRefusedError("exercise", text, "no_body_weight")
    body_part = Decimal(0)
    if body is not None:
        share = exercise.body_weight_share
        body_part = (convert(body.body_weight, body.unit, unit) * share).quantize(CENT)
    try:
        part = checked_load(load, Unit(unit), zero=carries_body)
        total = total_of(part, Lift(load_kind=LoadKind(exercise.load_kind), body_part=body_part))
        if total is None:
            raise MaxRefusedError("load", f"So much help lifts the body’s whole share, {body_part} {unit}.")
        return checked_load(total, Unit(unit), zero=False, name="The total load"), body_part
    except ImpossibleValueError as problem:
        raise MaxRefusedError("load", str(problem)) from problem


def findings_of_test(figured: Figure, exercise: Exercise, client: Client) -> list[Finding]:
    """What the engine has to say about testing this lift with this client; nothing of an estimate."""
    if figured.kind != Max.Kind.TESTED:
        return []
    lift = Lift(
        curve=Curve(exercise.curve),
        kind=Kind(exercise.mechanics),
        experience=Experience(client.experience),
        load_kind=LoadKind(exercise.load_kind),
        one_rm=figured.value,
        unit=Unit(figured.unit),
        body_part=figured.body_part,
        poor_max_test=not exercise.suits_max_test,
        max_tested=True,
    )
    found = prescribe(start(Goal.STRENGTH, lift), lift).findings
    return [finding for finding in found if finding.code in ABOUT_A_TEST]


# Exercises that can have a max


def maxable(client: Client, user: User) -> QuerySet[Exercise]:
    """Exercises with a load and repetitions: the shared ones and those of the client's own studio."""
    return Exercise.objects.visible_to(user).filter(
        Q(studio=None) | Q(studio=client.studio_id), load_kind__in=LOADED, measure="reps"
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """Exercises that stand together in the select."""

    name: str
    exercises: list[tuple[str, str]]  # id and name


def exercise_choices(client: Client, user: User, *, chosen: str = "") -> list[Choices]:
    """Those of the client's programs first, then all by movement pattern; two queries.

    An archived exercise is offered only where a program still has it, or when it is `chosen`.
    """
    planned = set(
        Slot.objects.filter(program__client=client, program__archived_at=None)
        .values_list("exercise_id", flat=True)
        .distinct()
    )
    groups: dict[str, list[tuple[str, str]]] = {"": [], **{pattern: [] for pattern in PATTERNS}}
    rows = maxable(client, user).order_by("name").values_list("id", "name", "pattern", "archived_at")
    for pk, name, pattern, archived_at in rows:
        if pk in planned or archived_at is None or str(pk) == chosen:
            groups.setdefault("" if pk in planned else pattern, []).append((str(pk), name))
    return [
        Choices(pattern.replace("_", " ").capitalize() or "In the client’s programs", exercises)
        for pattern, exercises in groups.items()
        if exercises
    ]


# The page


@dataclass(frozen=True, slots=True)
class MaxLine:
    """One max in words and in the reader's numbers."""

    weight: str
    band: str
    made_of: str
    tested: bool
    measured_on: date
    note: str


@dataclass(frozen=True, slots=True)
class ExerciseMaxes:
    """One exercise's maxes: the newest, and those before it."""

    exercise_id: uuid.UUID
    name: str
    newest: MaxLine
    before: list[MaxLine]


def maxes_page(client: Client, user: User) -> list[ExerciseMaxes]:
    """All maxes of a client by exercise, in the order of names, newest first; one query."""
    reader = Reader.of(user)
    by_exercise: dict[uuid.UUID, list[Max]] = {}
    for max_ in Max.objects.filter(client=client).select_related("exercise").newest_first():
        by_exercise.setdefault(max_.exercise_id, []).append(max_)
    pages = []
    for exercise_id, rows in by_exercise.items():
        newest, *before = [max_line(max_, reader) for max_ in rows]
        pages.append(ExerciseMaxes(exercise_id, rows[0].exercise.name, newest, before))
    return sorted(pages, key=lambda page: page.name.lower())


def max_line(max_: Max, reader: Reader) -> MaxLine:
    return MaxLine(
        weight=max_weight(max_.value, max_.unit, reader, tested=max_.kind == Max.Kind.TESTED),
        band=band_text(max_.low, max_.high, max_.unit, reader),
        made_of=_made_of(max_, reader),
        tested=max_.kind == Max.Kind.TESTED,
        measured_on=max_.measured_on,
        note=max_.note,
    )


def max_weight(value: Decimal, unit: str, reader: Reader, *, tested: bool) -> str:
    """A tested 1RM as it is, an estimate to a tenth: more would be pretence."""
    return reader.weight(value if tested else value.quantize(TENTH), unit)


def band_text(low: Decimal | None, high: Decimal | None, unit: str, reader: Reader) -> str:
    """From where to where the 1RM lies for eight of ten people; empty where nothing is uncertain."""
    if low is None or high is None or low == high:
        return ""
    return f"{reader.number(low, 1)} to {reader.number(high, 1)} {unit}"


def _made_of(max_: Max, reader: Reader) -> str:
    """`5 × 100 kg, 2 in reserve`, or empty where the set was not kept or says nothing new.

    Of one found in the logs: `6 logged sets, the best of them 5 × 100 kg, 2 in reserve`.
    """
    if max_.from_load is None or max_.from_reps is None:
        return ""
    load = f"{reader.number(max_.from_load)} {max_.unit}"
    if max_.exercise.load_kind in WITH_THE_BODY:
        sign = "+" if max_.exercise.load_kind == LoadKind.BODY_WEIGHT else "\N{MINUS SIGN}"
        load = f"body weight {sign} {load}" if max_.from_load else "body weight"
    elif max_.kind == Max.Kind.TESTED:
        return ""
    reserve = f"{reader.number(max_.from_rir)} in reserve" if max_.from_rir else "to failure"
    made_of = f"{max_.from_reps} × {load}{'' if max_.kind == Max.Kind.TESTED else f', {reserve}'}"
    logged = max_.method.removeprefix(f"{FROM_LOGS} ") if max_.method.startswith(f"{FROM_LOGS} ") else ""
    return f"{logged}, the best of them {made_of}" if logged else made_of
