"""The lines of a session under review: each set as planned and as done, and who told of it when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from programs.models import ClientEvent, LoadKind, Session, SetGroup
from programs.queries.last_times import Known
from programs.queries.news import Pain
from programs.queries.remarks import moment
from programs.queries.set_words import (
    TYPE_NAMES,
    Difference,
    differences,
    done_words,
    reserve_words,
    target_words,
)
from programs.queries.workout_page import Reader
from programs.session_state import Entry, Event, Logged, SetState
from trainer.models import User

Kind = ClientEvent.Kind
DONE, SKIPPED, MISSED, OPEN = "done", "skipped", "missed", "open"


class SetRow(NamedTuple):
    """One line of an exercise's table: a set, or several alike of which none was done."""

    label: str  # "1", "Warm-up", "2–4"
    state: str
    target: str
    done: str
    differences: Sequence[Difference] = ()
    reserve: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    """Who logged what, what was taken back, and where it hurt, as the events of a session tell it."""

    trainers: Mapping[tuple[str, datetime], str]  # names, where it was not the client who logged
    all_by: str  # the trainer who logged everything; else empty
    taken_back: Mapping[str, Sequence[tuple[Event, datetime]]]  # sets with the time of taking back, by key
    pains: Mapping[str, Sequence[Pain]]  # by the exercise's place

    @classmethod
    def of(cls, events: Sequence[Event], *, client_user: int | None) -> "Acts":
        """One query where a trainer logged, none otherwise."""
        undone = {
            event.corrects: event.at
            for event in events
            if event.kind == Kind.CORRECT and event.payload.get("undo")
        }
        logged = [event for event in events if "set_type" in event.payload and event.kind in _LOGGING]
        others = {event.user_id for event in logged if event.user_id not in (None, client_user)}
        names = dict(User.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
        by = {
            (str(event.corrects or event.key), event.at): names[event.user_id]
            for event in logged
            if event.user_id in names
        }
        taken_back: dict[str, list[tuple[Event, datetime]]] = {}
        pains: dict[str, dict[str, Pain]] = {}
        for event in events:
            if event.kind == Kind.SET and event.key in undone:
                taken_back.setdefault(event.payload["set"], []).append((event, undone[event.key]))
            elif event.kind == Kind.PAIN and event.key not in undone:
                told = event.payload
                pain = Pain(told["region"], told["level"], told.get("text", ""))
                pains.setdefault(told["slot"], {})[pain.region] = pain
        return cls(
            trainers=by,
            all_by=next(iter(names.values())) if len(names) == 1 and len(by) == len(logged) else "",
            taken_back=taken_back,
            pains={slot: list(found.values()) for slot, found in pains.items()},
        )


_LOGGING = (Kind.SET, Kind.CORRECT)


@dataclass(frozen=True, slots=True)
class Writer:
    """What is needed to put the sets of one session into words."""

    session: Session
    reader: Reader
    zone: tzinfo
    exercises: Mapping[str, Known]
    planned_lifts: Mapping[str, Mapping[str, Any]]  # by the exercise's place on the sheet
    acts: Acts

    def rows(self, entry: Entry) -> list[SetRow]:
        """The lines of one exercise; neighbours of which none was done are one line where they are alike."""
        rows: list[SetRow] = []
        for label, item in zip(_labels(entry.sets), entry.sets, strict=True):
            row = self._row(label, item, entry)
            if rows and _alike(rows[-1], row):
                first = rows[-1].label.partition("–")[0]
                rows[-1] = rows[-1]._replace(label=f"{first}–{row.label}")
            else:
                rows.append(row)
        return rows

    def _row(self, label: str, item: SetState, entry: Entry) -> SetRow:
        state, done = self._state(item)
        notes = ["added"] if item.added_by and not entry.added_by else []
        notes += [
            f"{self._done(_logged(event), entry)} was logged and taken back {self.clock(at)}"
            for event, at in self.acts.taken_back.get(item.key, ())
        ]
        found: list[Difference] = []
        if item.logged is not None:
            done = self._done(item.logged, entry)
            found = differences(item.target, self._lift(item.logged, entry), item.logged, self.reader)
            notes += self._history(item.logged, item.earlier, entry)
        return SetRow(
            label=label,
            state=state,
            target=target_words(item.target, entry.lift, self.reader),
            done=done,
            differences=found,
            reserve=reserve_words(item.target, item.logged, self.reader),
            notes=notes,
        )

    def _state(self, item: SetState) -> tuple[str, str]:
        """Where a set stands, and the words for one that was not done."""
        if item.logged is not None:
            return DONE, ""
        if item.skipped_by:
            return SKIPPED, f"Skipped: {item.skip_reason}" if item.skip_reason else "Skipped"
        match self.session.status:
            case Session.Status.DONE | Session.Status.PARTIAL:
                return MISSED, "Not reached"
            case Session.Status.SKIPPED:
                return SKIPPED, "Skipped"
            case _:
                return OPEN, "Not done yet"

    def _history(self, logged: Logged, earlier: Sequence[Logged], entry: Entry) -> list[str]:
        notes = []
        if earlier:
            was = ", then ".join(self._done(one, entry) for one in earlier)
            notes.append(f"was {was}, corrected {self.clock(logged.at)}")
        if logged.exercise != entry.exercise and logged.exercise in self.exercises:
            notes.append(f"done as {self.exercises[logged.exercise].name}")
        who = self.acts.trainers.get((logged.event, logged.at))
        if who and not self.acts.all_by:
            notes.append(f"logged by {who}")
        return notes

    def _done(self, logged: Logged, entry: Entry) -> str:
        known = self.exercises.get(logged.exercise)
        kind = known.load_kind if known else entry.lift.get("load_kind", LoadKind.EXTERNAL)
        return done_words(logged, kind, self.reader)

    def _lift(self, logged: Logged, entry: Entry) -> Mapping[str, Any]:
        """What was known of the exercise with which a set was done; nothing, if it was neither's."""
        if logged.exercise == entry.exercise:
            return entry.lift
        return self.planned_lifts.get(entry.key, {}) if logged.exercise == entry.planned_exercise else {}

    def clock(self, at: datetime) -> str:
        """The time of day where the client is, with the day where it was another one."""
        there = timezone.localtime(at, self.zone)
        return clock(there, self.session.date)


def clock(at: datetime, day: date) -> str:
    return date_format(at, "TIME_FORMAT") if at.date() == day else moment(at)


def _logged(event: Event) -> Logged:
    told = event.payload
    names = ("load", "reps", "seconds", "metres", "rir")
    numbers = {name: told.get(name) for name in names}
    return Logged(
        event=str(event.key), at=event.at, exercise=told["exercise"], unit=told.get("unit", ""), **numbers
    )


def _labels(sets: Sequence[SetState]) -> list[str]:
    """`1`, `2` for working sets, a name for the others, numbered where there are several."""
    kinds = [item.set_type for item in sets]
    counted: dict[str, int] = {}
    labels = []
    for kind in kinds:
        number = counted[kind] = counted.get(kind, 0) + 1
        name = TYPE_NAMES[SetGroup.Type(kind)]
        labels.append(f"{name} {number}".strip() if not name or kinds.count(kind) > 1 else name)
    return labels


def _alike(before: SetRow, row: SetRow) -> bool:
    working = row.label.isdecimal() and before.label[:1].isdecimal()
    same = (before.state, before.target, before.done) == (row.state, row.target, row.done)
    return working and same and row.state != DONE and not before.notes and not row.notes
