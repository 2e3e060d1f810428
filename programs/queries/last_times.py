"""What a client did of the same exercises the last times, and in the session that is looked at."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q, Window
from django.db.models.functions import DenseRank
from django.utils.formats import date_format

from programs.bridge import convert
from programs.models import Exercise, LoadKind, Session, SetGroup, SetLog
from programs.prescription import Curve, ImpossibleValueError, Unit, estimate_max
from programs.queries.set_words import SetDone, short_words
from programs.queries.workout_page import Reader
from web.rows import kilograms

LAST_TIMES = 3
LOADS_SHOWN = 2
TENTH = Decimal("0.1")
WITH_THE_BODY = (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)


class Known(NamedTuple):
    """An exercise, as far as its sets need it."""

    name: str
    load_kind: str
    curve: str


def exercises_by_id(ids: Collection[str]) -> dict[str, Known]:
    """One query."""
    rows = Exercise.objects.filter(pk__in=ids).values_list("id", "name", "load_kind", "curve")
    return {str(pk): Known(*rest) for pk, *rest in rows}


@dataclass(frozen=True, slots=True)
class Time:
    """One session's working sets of one exercise."""

    when: str
    sets: str
    one_rm: str  # estimated; empty where the sets say nothing of it


@dataclass(slots=True)
class Logs:
    """The counted sets of one exercise: in this session, and in the sessions before it, newest first."""

    now: list[SetDone] = field(default_factory=list)
    before: dict[uuid.UUID, tuple[date, list[SetDone]]] = field(default_factory=dict)


_SET = ("set_type", "load", "unit", "kg", "reps", "seconds", "metres", "rir")


def logs_of(session: Session, exercises: Collection[str]) -> dict[str, Logs]:
    """The counted sets by exercise, of this session and of the last ones before it by date; one query."""
    before = Q(session__date__lt=session.date)
    before |= Q(session__date=session.date, session__position__lt=session.position)
    newest = [F("session__date").desc(), F("session__position").desc(), F("session_id").desc()]
    rows = (
        SetLog.objects.counted()
        .filter(before | Q(session=session), client=session.client_id)
        .filter(exercise__in=[uuid.UUID(pk) for pk in exercises])
        .annotate(back=Window(DenseRank(), partition_by=F("exercise_id"), order_by=newest))
        .filter(back__lte=LAST_TIMES + 1)
        .order_by("exercise_id", "back", "performed_at", "pk")
        .values_list("exercise_id", "session_id", "session__date", *_SET)
    )
    found: dict[str, Logs] = {}
    for exercise, session_id, day, *numbers in rows:
        logs, done = found.setdefault(str(exercise), Logs()), SetDone(*numbers)
        if session_id == session.pk:
            logs.now.append(done)
        else:
            logs.before.setdefault(session_id, (day, []))[1].append(done)
    return found


def last_times(logs: Logs, exercise: Known, reader: Reader) -> list[Time]:
    """The last three times, newest first."""
    return [
        time_of(date_format(day), sets, exercise, reader)
        for day, sets in list(logs.before.values())[:LAST_TIMES]
    ]


def time_of(when: str, sets: list[SetDone], exercise: Known, reader: Reader) -> Time:
    return Time(
        when=when,
        sets=short_words(sets, exercise.load_kind, reader, most=LOADS_SHOWN),
        one_rm=one_rm_words(sets, exercise, reader),
    )


def one_rm_words(sets: list[SetDone], exercise: Known, reader: Reader) -> str:
    """The best 1RM that these sets speak for, to a tenth: `92.5 kg`; with the body's share `98 kg in all`."""
    found = [kg for one in sets if (kg := _estimate(one, exercise)) is not None]
    if not found:
        return ""
    shown = convert(max(found), Unit.KG, reader.unit).quantize(TENTH)
    in_all = " in all" if exercise.load_kind in WITH_THE_BODY else ""
    return f"{reader.number(shown)} {reader.unit}{in_all}"


def _estimate(one: SetDone, exercise: Known) -> Decimal | None:
    """The 1RM in kilograms, if the set's reserve is known: told, or none left in an AMRAP set."""
    rir = Decimal(0) if one.rir is None and one.set_type == SetGroup.Type.AMRAP else one.rir
    if rir is None or one.kg is None or one.reps is None or one.load is None:
        return None
    if exercise.load_kind in WITH_THE_BODY and one.kg == kilograms(one.load, one.unit):
        return None  # the body's weight was not known, so the total is not
    try:
        return estimate_max(one.kg, one.reps, rir, Unit.KG, Curve(exercise.curve)).estimate
    except ImpossibleValueError:
        return None


def volume_of(logs: Mapping[str, Logs]) -> Decimal:
    """Load x reps of this session's counted sets, in kilograms."""
    return sum(
        (one.kg * one.reps for item in logs.values() for one in item.now if one.kg and one.reps), Decimal(0)
    )
