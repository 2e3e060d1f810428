"""A client who trains from a program of their own, told act by act, and what is suggested after it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from programs.actions.events import Act, record_act
from programs.actions.numbers import Edit, edit_slot
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.actions.suggestions import suggest_after
from programs.models import ClientEvent, Exercise, Program, Session, SetGroup, Slot, Suggestion
from programs.queries.sessions import sheet_to_train
from programs.queries.sheets import Sheet
from tests.programs.planned import schedule
from trainer.models import Client, User
from web.identifiers import new_uuid

MONDAY = date(2026, 9, 7)
Kind = ClientEvent.Kind


@dataclass
class Training:
    """A program of one workout a week, and its sessions; week 1 is on MONDAY."""

    client: Client
    by: User
    program: Program
    sessions: list[Session] = field(default_factory=list)

    def slot(self, exercise: Exercise) -> Slot:
        return Slot.objects.select_related("exercise", "program").get(program=self.program, exercise=exercise)

    def lead(self, exercise: Exercise, week: int) -> SetGroup:
        """The first working sets of an exercise in a week."""
        return SetGroup.objects.get(slot=self.slot(exercise), week=self.sessions[week - 1].week, position=1)

    def reads(self, exercise: Exercise, week: int) -> tuple[str | None, int, int | None, int]:
        """Load, repetitions from and to, and sets, as the client would read them."""
        row = self.lead(exercise, week)
        load = row.effective["added"] if row.effective["added"] is not None else row.effective["load"]
        return load, row.effective["reps"], row.effective["reps_high"], row.sets

    def edit(self, exercise: Exercise, name: str, value: Any) -> None:
        """Change a number in all weeks, as in the builder."""
        edit_slot(self.slot(exercise), [Edit(name, value, str(value))], by=self.by)

    def now(self, week: int, days: int = 0) -> datetime:
        """The evening of a week's session, or of some days after it."""
        return datetime.combine(self.sessions[week - 1].date + timedelta(days=days), time(18), tzinfo=UTC)

    def tell(self, week: int, kind: ClientEvent.Kind, *, at: datetime, **act: Any) -> uuid.UUID:
        """One act of the client's; its key."""
        key, corrects = new_uuid(), act.pop("corrects", None)
        session = Session.objects.get(pk=self.sessions[week - 1].pk)
        assert self.client.user is not None
        record_act(session, Act(key, kind, at, act, corrects=corrects), by=self.client.user)
        return key

    def log(
        self,
        week: int,
        exercise: Exercise,
        reps: Sequence[int],
        *,
        load: str | None = None,
        rir: str | None = None,
        days: int = 0,
        amount: str = "reps",
    ) -> list[uuid.UUID]:
        """Log sets of an exercise one after the other, with the load asked for unless one is given."""
        entry = self.entry(week, exercise)
        row = next(row for row in entry["set_groups"] if row["type"] == "working")
        asked = row["load"] if row["added"] is None else row["added"]
        told: dict[str, Any] = {
            "slot": entry["slot"],
            "exercise": str(exercise.pk),
            "set_type": "working",
        }
        if load is not None or asked is not None:
            told |= {"load": load or asked, "unit": row["unit"]}
        if rir is not None:
            told["rir"] = rir
        return [
            self.tell(
                week,
                Kind.SET,
                at=self.now(week, days) + timedelta(minutes=number),
                set=row["keys"][number],
                **{amount: amount_done},
                **told,
            )
            for number, amount_done in enumerate(reps)
        ]

    def correct(self, week: int, exercise: Exercise, sets: Sequence[uuid.UUID], reps: Sequence[int]) -> None:
        """Say that sets that were logged had other repetitions."""
        stored = {event.key: event for event in ClientEvent.objects.filter(key__in=sets)}
        for number, (key, done) in enumerate(zip(sets, reps, strict=True)):
            told = {**stored[key].payload, "reps": done}
            self.tell(
                week, Kind.CORRECT, at=self.now(week) + timedelta(minutes=70 + number), corrects=key, **told
            )

    def finish(self, week: int, *, days: int = 0) -> list[Suggestion]:
        """Finish a session; what is suggested for the first time."""
        self.tell(week, Kind.FINISH, at=self.now(week, days) + timedelta(hours=1))
        return self.look(week, days=days)

    def train(
        self, week: int, exercise: Exercise, reps: Sequence[int], *, days: int = 0, **log: Any
    ) -> list[Suggestion]:
        """A session of one exercise, finished."""
        self.log(week, exercise, reps, days=days, **log)
        return self.finish(week, days=days)

    def look(self, week: int, *, days: int = 0) -> list[Suggestion]:
        """What the rules have to say about a week's session, some days after it."""
        session = Session.objects.get(pk=self.sessions[week - 1].pk)
        return suggest_after(session, now=self.now(week, days) + timedelta(hours=2))

    def entry(self, week: int, exercise: Exercise) -> dict[str, Any]:
        """An exercise on a week's sheet."""
        sheet: Sheet = sheet_to_train(Session.objects.get(pk=self.sessions[week - 1].pk))
        entry: dict[str, Any] = next(
            entry for entry in sheet["exercises"] if entry["exercise"] == str(exercise.pk)
        )
        return entry


def training(
    client: Client, by: User, *exercises: Exercise, weeks: int = 6, method: str = "reserve"
) -> Training:
    """Hypertrophy's start by repetitions in reserve for each exercise: 10 with 2 left, 4 sets."""
    program = create_program(
        studio=client.studio, by=by, name="Base", client=client, method=method, weeks=weeks, workouts=1
    )
    workout = program.phases.get().workouts.get()
    for exercise in exercises:
        add_slot(workout, exercise, by=by, goal="hypertrophy")
    program.refresh_from_db()
    return Training(client, by, program, schedule(program, client, starts_on=MONDAY))


def moved(row: Suggestion) -> list[tuple[str, str, Any, Any]]:
    """The moves of a suggestion as day, field, from and to."""
    return [(move["day"], move["field"], move["before"], move["after"]) for move in row.moves]


def day(week: int) -> str:
    return (MONDAY + timedelta(weeks=week - 1)).isoformat()


def loads(*pairs: tuple[int, str | None, str]) -> list[tuple[str, str, Any, Any]]:
    """Moves of a load: week, from, to."""
    return [(day(week), "load", before, after) for week, before, after in pairs]
