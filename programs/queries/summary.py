"""What a finished session came to, for the person who trained it."""

import uuid
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from programs.bridge import convert
from programs.models import Exercise, Session, SetLog
from programs.prescription import Unit, is_record
from programs.prescription.volume import PlannedSets, weekly_sets
from programs.queries.log_entry import look_of
from programs.queries.log_maxes import lifts_of, sets_of_session
from programs.queries.log_rows import done_text
from programs.queries.sheets import Sheet
from programs.queries.training import stored_events
from programs.queries.workout_page import Reader
from programs.session_state import SessionState, state_of

MUSCLES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DoneExercise:
    code: str
    name: str
    said: str  # "80 kg × 10, 10 · instead of Row · 2 sets not done"


@dataclass(frozen=True, slots=True)
class Summary:
    """A session looked back on, as finished strings."""

    volume: str
    sets: str
    minutes: str
    rpe: str
    exercises: list[DoneExercise]
    muscles: list[tuple[str, str]]
    records: list[str]


def summary_of(
    sheet: Sheet, *, session: uuid.UUID, client: uuid.UUID, reader: Reader, today: date, zone: tzinfo
) -> Summary:
    """What was done, what it adds up to, and what was better than ever; six queries."""
    state = state_of(sheet, stored_events(session))
    logs = list(SetLog.objects.counted().filter(session=session))
    facts = {row.pk: row for row in Exercise.objects.filter(pk__in={log.exercise_id for log in logs})}
    minutes, rpe = Session.objects.values_list("minutes", "rpe").get(pk=session)
    volume = sum((log.kg * log.reps for log in logs if log.kg is not None and log.reps), Decimal(0))
    return Summary(
        volume=f"{_weight(volume, reader, 0)} {reader.unit}" if volume else "",
        sets=f"{state.done_sets} of {state.done_sets + state.open_sets + _skipped(state)}",
        minutes=f"{minutes} min" if minutes else "",
        rpe=reader.number(rpe, 1) if rpe is not None else "",
        exercises=_exercises(state, reader),
        muscles=_muscles(logs, facts, reader),
        records=_records(client, session, facts, reader, today=today, zone=zone),
    )


def _skipped(state: SessionState) -> int:
    return sum(bool(item.skipped_by) for item in state.sets)


def _exercises(state: SessionState, reader: Reader) -> list[DoneExercise]:
    found = []
    for entry in state.entries:
        left = sum(item.open for item in entry.sets)
        said = (
            done_text(entry, look_of(entry, reader)),
            f"instead of {entry.planned_name}" if entry.planned_name else "",
            f"{left} set{'' if left == 1 else 's'} not done" if left else "",
        )
        found.append(DoneExercise(entry.code, entry.name, " · ".join(filter(None, said))))
    return found


def _muscles(logs: list[SetLog], facts: dict[uuid.UUID, Exercise], reader: Reader) -> list[tuple[str, str]]:
    """Sets per muscle, direct 1 and indirect 0.5, the most trained first."""
    rows = [
        PlannedSets(
            exercise=facts[log.exercise_id].name,
            sets=1,
            reps=log.reps,
            rest_seconds=0,
            primary=tuple(facts[log.exercise_id].primary_muscles),
            secondary=tuple(facts[log.exercise_id].secondary_muscles),
        )
        for log in logs
    ]
    found = list(weekly_sets(rows).items())[:MUSCLES_SHOWN]
    return [(name.replace("_", " ").capitalize(), reader.number(sets, 1)) for name, sets in found]


def _records(
    client: uuid.UUID,
    session: uuid.UUID,
    facts: dict[uuid.UUID, Exercise],
    reader: Reader,
    *,
    today: date,
    zone: tzinfo,
) -> list[str]:
    """Sets that were beyond all that was done before by more than a day's form explains."""
    lifts = lifts_of(client, facts, today=today, zone=zone)
    found = []
    for exercise, sets in sets_of_session(lifts, session).items():
        best = lifts[exercise].max_on(max(item.day for item in sets), before=session)
        records = [item for item in sets if best is not None and is_record(best, item)]
        if records:
            top = max(records, key=lambda item: (item.load, item.reps))
            found.append(
                f"{facts[exercise].name}: {_weight(Decimal(top.load), reader)} {reader.unit} × {top.reps}"
            )
    return found


def _weight(kg: Decimal, reader: Reader, decimals: int = 1) -> str:
    """Kilograms in the reader's own unit."""
    return reader.number(convert(kg, Unit.KG, reader.unit), decimals)
