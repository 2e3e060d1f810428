"""What clients do, written down once however often their device tells it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from programs.actions.review import make_new_again
from programs.actions.sessions import freeze
from programs.actions.suggestions import suggest_later
from programs.bridge import Facts, convert, freeze_lift, swapped_targets
from programs.models import ClientEvent, Exercise, LoadKind, Remark, Session, SetLog
from programs.queries.training import stored_events
from programs.session_state import SessionState, state_of
from trainer.models import User
from web.rows import kilograms
from web.writes import insert_row, update_alike

Kind = ClientEvent.Kind


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a client, as their device tells it (see `programs.forms.events`)."""

    key: uuid.UUID
    kind: ClientEvent.Kind
    at: datetime
    payload: Mapping[str, Any]
    utc_offset_minutes: int = 0
    corrects: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The event as it is stored; `created` is false when it had been told before."""

    event: ClientEvent
    created: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """The key was used for something else. `event` is what is stored; nothing was changed."""

    event: ClientEvent


class RefusedActError(ValueError):
    """The act names what is not there; the message is for the person who did it."""


def record_act(session: Session, act: Act, *, by: User) -> Recorded | Conflict:
    """Store one act and what follows from it, under the key that the device made.

    The same key with the same content answers the stored event, so that a device may send until it
    hears back; with other content it answers a Conflict. The database decides between two at once.
    The first act of a session freezes it. Raises RefusedActError.
    """
    event = ClientEvent(
        studio_id=session.studio_id,
        client_id=session.client_id,
        session_id=session.pk,
        user_id=by.pk,
        key=act.key,
        kind=act.kind.value,
        at=act.at,
        utc_offset_minutes=act.utc_offset_minutes,
        payload=dict(act.payload),
        corrects=act.corrects,
    )
    # Who writes waits for who has begun to, so what can be made ready is ready before.
    ready = act.kind == Kind.SET and session.frozen is not None and _is_planned(session, act)
    log = _set_log(session, event) if ready else None
    with transaction.atomic():
        if session.frozen is None:
            freeze(session, by=by, now=act.at)
        if act.kind in (Kind.ADD, Kind.SWAP) or (act.kind == Kind.SET and not _is_planned(session, act)):
            event.facts = _facts(session, act)
        if not insert_row(event, unless_there=True):
            return _told_before(event)
        if act.kind == Kind.SET:
            _log(session, log or _set_log(session, event))
        else:
            _FOLLOWS.get(act.kind, _nothing)(session, event)
        if _must_be_seen(session, event):
            make_new_again(session.pk)
        if session.finished_at is not None and act.kind != Kind.NOTE:
            suggest_later(session.pk, again=act.kind == Kind.FINISH)
    return Recorded(event, created=True)


def _told_before(told: ClientEvent) -> Recorded | Conflict:
    stored = ClientEvent.objects.get(studio_id=told.studio_id, client_id=told.client_id, key=told.key)
    names = ("session_id", "kind", "at", "utc_offset_minutes", "payload", "corrects")
    if all(getattr(stored, name) == getattr(told, name) for name in names):
        return Recorded(stored, created=False)
    return Conflict(stored)


def _must_be_seen(session: Session, event: ClientEvent) -> bool:
    """Whether the client did something that a trainer may have missed who has read the session."""
    over = session.status != Session.Status.IN_PROGRESS
    return (over or event.kind in (Kind.NOTE, Kind.PAIN)) and _is_of(session, event.user_id)


# What follows


def _nothing(session: Session, event: ClientEvent) -> None:
    pass


def _log(session: Session, log: SetLog) -> None:
    _refuse_unknown(session, log.exercise_id)
    _let_stand(session, log)
    if session.status != Session.Status.IN_PROGRESS:
        _settle(session)


def _set_log(session: Session, event: ClientEvent) -> SetLog:
    """The set as this event tells it, which nobody has stored or looked at yet."""
    told = event.payload
    load = Decimal(told["load"]) if "load" in told else None
    unit = told.get("unit", "")
    lift = event.facts.get("lift") or _lift(session, told["slot"])
    return SetLog(
        studio_id=session.studio_id,
        client_id=session.client_id,
        session_id=session.pk,
        event_id=event.pk,
        slot_key=uuid.UUID(told["slot"]),
        planned_key=uuid.UUID(told["set"]),
        exercise_id=uuid.UUID(told["exercise"]),
        set_type=told["set_type"],
        load=load,
        unit=unit,
        kg=None if load is None else _total(load, unit, lift),
        reps=told.get("reps"),
        seconds=told.get("seconds"),
        metres=told.get("metres"),
        rir=Decimal(told["rir"]) if "rir" in told else None,
        performed_at=event.at,
    )


def _refuse_unknown(session: Session, exercise_id: uuid.UUID) -> None:
    """An exercise is known if it stands on the sheet or is one that this studio may use."""
    sheet = session.frozen or {}
    wanted = str(exercise_id)
    if any(entry["exercise"] == wanted for entry in sheet.get("exercises", ())):
        return
    if not Exercise.objects.of_studio(session.studio_id).filter(pk=exercise_id).exists():
        raise RefusedActError("This exercise is not known here.")


def _lift(session: Session, slot: str) -> Mapping[str, Any]:
    sheet = session.frozen or {}
    return next((entry["lift"] for entry in sheet.get("exercises", ()) if entry["slot"] == slot), {})


def _total(load: Decimal, unit: str, lift: Mapping[str, Any]) -> Decimal:
    """What was moved in kilograms, the body's share included."""
    kind = lift.get("load_kind")
    if kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED):
        body = convert(Decimal(lift["body_part"]), lift["unit"], unit)
        load = body + load if kind == LoadKind.BODY_WEIGHT else max(body - load, Decimal(0))
    return kilograms(load, unit)


def _let_stand(session: Session, log: SetLog) -> None:
    """Store a log; where another tab was quicker, the newer act corrects what that one stored."""
    while not insert_row(log, unless_there=True):
        stood = _standing(session, log.planned_key)
        if stood is not None:
            _replace(stood, log)
            break


def _standing(session: Session, planned: uuid.UUID | None) -> SetLog | None:
    """What stands for a planned set, locked; nothing if somebody replaced it while we waited for it."""
    logs = SetLog.objects.standing().select_for_update()
    return logs.filter(session=session, planned_key=planned).first()


def _replace(stood: SetLog, fresh: SetLog) -> None:
    """Let another log stand instead of one, which stays as it was."""
    update_alike(SetLog, [stood.pk], {"standing": False})
    insert_row(fresh)
    update_alike(SetLog, [stood.pk], {"corrected_by_id": fresh.pk})


def _correct(session: Session, event: ClientEvent) -> None:
    assert event.corrects is not None  # a constraint of the table
    acts = ClientEvent.objects.filter(studio_id=session.studio_id, client_id=session.client_id)
    corrected = acts.filter(session=session, key=event.corrects).first()
    if corrected is None:
        raise RefusedActError("What this corrects is not here.")
    taken_back = bool(event.payload.get("undo"))
    if corrected.kind == Kind.CORRECT:
        raise RefusedActError("Correct the set itself, not its correction.")
    if corrected.kind == Kind.SET:
        planned = uuid.UUID(corrected.payload["set"])
        stood = _standing(session, planned)
        if stood is not None and taken_back:
            update_alike(SetLog, [stood.pk], {"standing": False})
        elif not taken_back:
            if event.payload["set"] != corrected.payload["set"]:
                raise RefusedActError("A correction is of the same set.")
            log = _set_log(session, event)
            _refuse_unknown(session, log.exercise_id)
            _let_stand(session, log) if stood is None else _replace(stood, log)
    elif not taken_back:
        raise RefusedActError("Only a set can be corrected with other numbers.")
    elif corrected.kind == Kind.NOTE:
        Remark.objects.filter(event=corrected).update(taken_back_at=event.at)
    if session.status != Session.Status.IN_PROGRESS:
        _settle(session)


def _is_planned(session: Session, act: Act) -> bool:
    sheet = session.frozen or {}
    return any(entry["slot"] == act.payload["slot"] for entry in sheet.get("exercises", ()))


def _facts(session: Session, act: Act) -> dict[str, Any]:
    """What the server knows of an exercise that comes in, so that it stays as it was on this day."""
    if "exercise" not in act.payload:
        return {}
    exercise = Exercise.objects.of_studio(session.studio_id).filter(pk=act.payload["exercise"]).first()
    if exercise is None:
        raise RefusedActError("This exercise is not known here.")
    lift = freeze_lift(exercise, Facts.of(session.client, experience=session.client.experience))
    facts: dict[str, Any] = {"name": exercise.name, "cue": exercise.cue, "lift": lift}
    sheet = session.frozen or {}
    entry = next((row for row in sheet.get("exercises", ()) if row["slot"] == act.payload["slot"]), None)
    if act.kind == Kind.SWAP and entry is not None:
        facts["targets"] = swapped_targets(entry, lift)
    return facts


def _note(session: Session, event: ClientEvent) -> None:
    slot = event.payload.get("slot")
    Remark.objects.create(
        studio_id=session.studio_id,
        client_id=session.client_id,
        session=session,
        slot_key=slot,
        exercise_id=_exercise_at(session, slot),
        author_id=event.user_id,
        by_trainer=not _is_of(session, event.user_id),
        text=event.payload["text"],
        event=event,
    )


def _exercise_at(session: Session, slot: str | None) -> str | None:
    entry = next((item for item in state_now(session).entries if item.key == slot), None)
    return entry.exercise if entry else None


def _is_of(session: Session, user_id: int | None) -> bool:
    return user_id is not None and session.client.user_id == user_id


def _finish(session: Session, event: ClientEvent) -> None:
    session.finished_at = event.at
    session.rpe = Decimal(event.payload["rpe"]) if "rpe" in event.payload else None
    session.minutes = event.payload.get("minutes")
    session.read_at = session.read_by = None
    if "text" in event.payload:
        _note(session, event)
    _settle(session)


def _reopen(session: Session, event: ClientEvent) -> None:
    session.status, session.finished_at = Session.Status.IN_PROGRESS, None
    session.read_at = session.read_by = None
    session.save(update_fields=["status", "finished_at", "read_at", "read_by"])


def _settle(session: Session) -> None:
    """Done where no set is left open, partly done otherwise; asked anew when a late set arrives."""
    state = state_now(session)
    done = state.done_sets > 0 and state.open_sets == 0
    session.status = Session.Status.DONE if done else Session.Status.PARTIAL
    session.save(update_fields=["status", "finished_at", "rpe", "minutes", "read_at", "read_by"])


def state_now(session: Session) -> SessionState:
    """Where a started session stands; one query."""
    assert session.frozen is not None, "the session has started"
    return state_of(session.frozen, stored_events(session.pk))


_FOLLOWS = {
    Kind.CORRECT: _correct,
    Kind.NOTE: _note,
    Kind.PAIN: _nothing,
    Kind.FINISH: _finish,
    Kind.REOPEN: _reopen,
}
