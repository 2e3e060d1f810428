"""Exercises that may take another one's place, or be added, when a session is trained."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from programs.bridge import Facts, freeze_lift
from programs.models import Exercise, Session, SetLog
from programs.queries.exercises import ExerciseLine, known_lines, search
from programs.queries.log_entry import AMOUNT_LABELS, facts_of, load_label, reasons_for, unit_of
from programs.queries.log_rows import short
from programs.queries.workout_page import Reader
from programs.session_state import Frozen, SessionState
from trainer.models import Equipment, Limit, User

OFFERED = 10
LATELY = 30  # exercises done lately that may be added without a network


def alike(
    line: ExerciseLine,
    lines: Mapping[uuid.UUID, ExerciseLine],
    *,
    implements: Collection[str],
    regions: frozenset[str],
) -> list[ExerciseLine]:
    """Exercises of the same pattern that the equipment allows, the most alike first.

    What stresses a region that the client has trouble with is left out. Where nobody said what is on
    hand (no implements), everything is.
    """
    found = [
        other
        for other in lines.values()
        if other.id != line.id
        and other.pattern == line.pattern
        and (not implements or other.possible_with(implements))
        and not other.stresses & regions
    ]
    found.sort(
        key=lambda other: (
            other.mechanics != line.mechanics,
            -len(set(other.primary) & set(line.primary)),
            other.equipment == line.equipment,  # the rack that is taken is the reason to swap
        )
    )
    return found[:OFFERED]


def swaps_of(session: Session, state: SessionState, *, user: User) -> dict[str, Any]:
    """What a phone needs to swap, add and explain exercises without a network; a handful of queries.

    `swaps`: exercises for each place; `lately`: what may be added; `exercises`: how each is logged;
    `why`: the reasons of each place, as HTML.
    """
    lines, (implements, regions) = known_lines(user), _facts(session.client_id)
    swaps = {}
    for entry in state.entries:
        line = lines.get(uuid.UUID(entry.exercise))
        others = alike(line, lines, implements=implements, regions=regions) if line else []
        swaps[entry.key] = [other.id for other in others]
    lately = _lately(session.client_id)
    rows = _of_studio(session, {*lately, *(pk for others in swaps.values() for pk in others)})
    facts, reader = Facts.of(session.client, experience=session.client.experience), Reader.of(user)
    return {
        "swaps": {short(slot): [pk.hex for pk in others if pk in rows] for slot, others in swaps.items()},
        "lately": [pk.hex for pk in lately if pk in rows],
        "exercises": {pk.hex: _how(row, freeze_lift(row, facts), reader) for pk, row in rows.items()},
        "why": {short(entry.key): reasons_for(entry, reader) for entry in state.entries},
    }


def _lately(client_id: uuid.UUID) -> list[uuid.UUID]:
    done = SetLog.objects.standing().filter(client=client_id).values("exercise")
    newest = done.annotate(last=Max("performed_at")).order_by("-last")
    return list(newest.values_list("exercise", flat=True)[:LATELY])


def _of_studio(session: Session, exercises: Iterable[uuid.UUID]) -> dict[uuid.UUID, Exercise]:
    """Those of the exercises that this session's studio may use."""
    return Exercise.objects.of_studio(session.studio_id).in_bulk(list(exercises))


def _how(exercise: Exercise, lift: Frozen, reader: Reader) -> dict[str, str]:
    """How an exercise is logged: what its page would have in its head and its fields."""
    unit = unit_of(lift, reader)
    return {
        "name": exercise.name,
        "cue": exercise.cue,
        "load": load_label(lift),
        "amount": AMOUNT_LABELS[lift["measure"]],
        "measure": lift["measure"],
        "unit": unit,
        "facts": facts_of(lift, unit),
    }


def choices_for(session: Session, exercise: str, text: str, *, user: User) -> Sequence[ExerciseLine]:
    """What the page of choices lists: what was searched for, else what is alike; nothing for neither."""
    if text.strip():
        found = search(user, text)
    elif exercise:
        lines, (implements, regions) = known_lines(user), _facts(session.client_id)
        line = lines.get(uuid.UUID(exercise))
        found = alike(line, lines, implements=implements, regions=regions) if line else []
    else:
        return []
    known = _of_studio(session, [line.id for line in found])
    return [line for line in found if line.id in known]


def _facts(client_id: uuid.UUID) -> tuple[frozenset[str], frozenset[str]]:
    """What the client has on hand, and the regions that they have trouble with."""
    implements = Equipment.objects.filter(client=client_id).values_list("implement", flat=True)
    regions = Limit.objects.filter(client=client_id, ended_on=None).values_list("region", flat=True)
    return frozenset(implements), frozenset(regions)
