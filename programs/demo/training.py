"""Lets the demo's clients have trained: their last sessions, act by act, as their phones would tell them."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

from programs.actions.calendar import skip_session
from programs.actions.events import Act, record_act, state_now
from programs.demo.people import MAYA, Person
from programs.demo.shelf import Shelf
from programs.models import ClientEvent, Session, SetGroup
from programs.session_state import Entry, SetState
from trainer.models import Client
from web.identifiers import new_uuid

Kind = ClientEvent.Kind
DAYS_BACK = 10  # older sessions of everybody but Maya are left as planned, so that the demo is made quickly
MISSED, SKIPPED, CUT_SHORT = 0.08, 0.05, 0.10  # shares of sessions
REASONS = ("Ill", "No time", "Travelling")
NOTES = ("Felt strong today.", "Slept badly, was slow.", "Gym was packed, rests got long.")
HURT = {"Jack Miller": ("shoulder", 4, "Pinches at the top."), "Elena Rossi": ("knee", 2, "")}


def train(person: Person, client: Client, shelf: Shelf) -> None:
    """The sessions before today, most as planned."""
    since = shelf.today - timedelta(days=60 if person is MAYA else DAYS_BACK)
    sessions = list(
        Session.objects.filter(client=client, date__gte=since, date__lt=shelf.today).order_by(
            "date", "position"
        )
    )
    for number, session in enumerate(sessions, start=1):
        latest = number == len(sessions)
        chance = shelf.luck.random()
        if not latest and person is not MAYA and chance < MISSED:
            continue
        if not latest and person is not MAYA and chance < MISSED + SKIPPED:
            skip_session(session=session, reason=shelf.luck.choice(REASONS), by=client.user or shelf.by)
            continue
        short = not latest and chance > 1 - CUT_SHORT
        train_session(person, session, shelf, short=short, latest=latest)
        if not latest:
            Session.objects.filter(pk=session.pk).update(read_at=shelf.now, read_by=shelf.by)


def train_session(person: Person, session: Session, shelf: Shelf, *, short: bool, latest: bool) -> None:
    """One session from start to finish, a set every two or three minutes from six in the evening on."""
    at = datetime.combine(session.date, time(18), tzinfo=UTC)
    by = session.client.user or shelf.by

    def tell(kind: ClientEvent.Kind, **payload: Any) -> None:
        nonlocal at
        at += timedelta(seconds=shelf.luck.randint(90, 200))
        record_act(session, Act(new_uuid(), kind, at, payload), by=by)

    tell(Kind.START)
    entries = state_now(session).entries
    for entry in entries[:-1] if short and len(entries) > 1 else entries:
        for item in entry.sets:
            tell(Kind.SET, **set_done(entry, item, shelf))
    if latest and person.name in HURT:
        region, level, text = HURT[person.name]
        tell(Kind.PAIN, slot=entries[0].key, region=region, level=level, **({"text": text} if text else {}))
    if latest and shelf.luck.random() < 0.4:
        tell(Kind.NOTE, slot=entries[0].key, text=shelf.luck.choice(NOTES))
    minutes = round((at - datetime.combine(session.date, time(18), tzinfo=UTC)).total_seconds() / 60)
    tell(Kind.FINISH, rpe=str(shelf.luck.randint(6, 9)), minutes=minutes)


def set_done(entry: Entry, item: SetState, shelf: Shelf) -> dict[str, Any]:
    """A set as it was planned, or a repetition more or less."""
    target = item.target
    told: dict[str, Any] = {
        "slot": entry.key,
        "set": item.key,
        "exercise": str(uuid.UUID(entry.exercise)),
        "set_type": item.set_type,
    }
    load = target["added"] if target["added"] is not None else target["load"]
    if load is not None:
        told |= {"load": load.lstrip("-"), "unit": target["unit"]}
    if target["seconds"]:
        return told | {"seconds": target["seconds"]}
    off = shelf.luck.choice((0, 0, 0, 0, 0, 0, 1, 1, -1))
    reps = max((target["reps"] or 10) + off, 1)
    told["reps"] = reps
    if target["rir"] is not None and item.set_type == SetGroup.Type.WORKING:
        told["rir"] = f"{max(target['rir'] - off + shelf.luck.choice((-1, 0, 0, 0, 1)), 0):.0f}"
    return told
