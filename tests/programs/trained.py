"""Sessions trained act by act, as a phone tells them, for tests that read what came of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from programs.actions.events import Act, Recorded, record_act, state_now
from programs.models import ClientEvent, Exercise, Session
from programs.session_state import Entry
from trainer.models import User
from web.identifiers import new_uuid

Kind = ClientEvent.Kind


class Diary:
    """What somebody does in one session; each act a minute after the one before."""

    def __init__(self, session: Session, by: User, *, at: datetime) -> None:
        self.session, self.by, self.now = session, by, at - timedelta(minutes=1)
        self.tell(Kind.START, {})

    def tell(
        self,
        kind: ClientEvent.Kind,
        payload: Mapping[str, Any],
        *,
        by: User | None = None,
        corrects: ClientEvent | None = None,
    ) -> ClientEvent:
        self.now += timedelta(minutes=1)
        act = Act(new_uuid(), kind, self.now, payload, corrects=corrects.key if corrects else None)
        told = record_act(Session.objects.get(pk=self.session.pk), act, by=by or self.by)
        assert isinstance(told, Recorded)
        return told.event

    def entry(self, name: str) -> Entry:
        """Where an exercise stands by now."""
        state = state_now(Session.objects.get(pk=self.session.pk))
        return next(entry for entry in state.entries if name in (entry.name, entry.planned_name))

    def ids(self, name: str, number: int = 1) -> dict[str, str]:
        """What names the n-th set of an exercise in an act."""
        entry = self.entry(name)
        item = entry.sets[number - 1]
        return {"slot": entry.key, "set": item.key, "exercise": entry.exercise, "set_type": item.set_type}

    def log(self, name: str, number: int = 1, *, by: User | None = None, **numbers: Any) -> ClientEvent:
        """A set: 80 kg x 10 with one in reserve, unless the numbers say otherwise; None leaves one out."""
        told = {"load": "80", "unit": "kg", "reps": 10, "rir": "1"} | numbers
        told = {key: value for key, value in told.items() if value is not None}
        return self.tell(Kind.SET, self.ids(name, number) | told, by=by)

    def correct(self, event: ClientEvent, **numbers: Any) -> ClientEvent:
        return self.tell(Kind.CORRECT, event.payload | numbers, corrects=event)

    def take_back(self, event: ClientEvent) -> ClientEvent:
        return self.tell(Kind.CORRECT, {"undo": True}, corrects=event)

    def skip(self, name: str, number: int | None = None, **reason: str) -> ClientEvent:
        """One set, or what is left of the exercise."""
        ids = self.ids(name, number or 1)
        names = ("slot", "set") if number else ("slot",)
        return self.tell(Kind.SKIP, {key: ids[key] for key in names} | reason)

    def add_set(self, name: str, set_type: str = "working", **target: Mapping[str, Any]) -> ClientEvent:
        ids = {"slot": self.entry(name).key, "set": str(new_uuid()), "set_type": set_type}
        return self.tell(Kind.ADD, ids | target)

    def add(self, exercise: Exercise) -> ClientEvent:
        """An exercise that nobody planned, with one open set."""
        slot, key = str(new_uuid()), str(new_uuid())
        return self.tell(Kind.ADD, {"slot": slot, "exercise": str(exercise.pk), "sets": [key]})

    def swap(self, name: str, exercise: Exercise, **reason: str) -> ClientEvent:
        slot = self.entry(name).key
        return self.tell(Kind.SWAP, {"slot": slot, "exercise": str(exercise.pk)} | reason)

    def pain(self, name: str, region: str, level: int, **text: str) -> ClientEvent:
        told = {"slot": self.entry(name).key, "region": region, "level": level}
        return self.tell(Kind.PAIN, told | text)

    def note(self, text: str, name: str = "", *, by: User | None = None) -> ClientEvent:
        """About an exercise, or the whole session."""
        return self.tell(Kind.NOTE, {"text": text} | ({"slot": self.entry(name).key} if name else {}), by=by)

    def finish(self, **told: Any) -> ClientEvent:
        return self.tell(Kind.FINISH, told)
