"""Sessions that are trained, and what a phone sends when a set is logged."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.load import Body
from benchmarks.urls import INSERTED
from programs.actions.events import Act, record_act
from programs.models import ClientEvent, Session
from trainer.models import User
from web.identifiers import new_uuid

Kind = ClientEvent.Kind
UTC_OFFSET = 60
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Training:
    """A started session of somebody."""

    session: Session
    person: User
    sets: list[dict[str, Any]]  # what is told of each planned set that goes as planned

    @classmethod
    def started(cls, person: User, place: int) -> "Training":
        """The person's session at this place in the order of days."""
        session = Session.objects.of_person(person).select_related("client").order_by("date", "id")[place]
        _tell(session, person, Kind.START, {}, timezone.now() - timedelta(hours=2))
        assert session.frozen is not None, "the first act freezes it"
        return cls(session, person, list(_planned(session.frozen)))

    def log(self, sets: Sequence[Mapping[str, Any]], *, at: datetime) -> None:
        """Sets that followed each other from this time on."""
        for number, told in enumerate(sets):
            _tell(self.session, self.person, Kind.SET, told, at + number * MINUTE)


def _tell(session: Session, person: User, kind: Kind, told: Mapping[str, Any], at: datetime) -> None:
    record_act(session, Act(new_uuid(), kind, at, told, UTC_OFFSET), by=person)


def _planned(sheet: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in sheet["exercises"]:
        for row in entry["set_groups"]:
            numbers = {"load": row["load"], "unit": row["unit"], "reps": row["reps"], "rir": "2"}
            for key in row["keys"]:
                ids = {"slot": entry["slot"], "set": key, "exercise": entry["exercise"]}
                yield {**ids, "set_type": row["type"], **numbers, "target": numbers}


@transaction.atomic
def train_earlier(like: Training, count: int) -> None:
    """So many sets of this person in the past, in finished sessions like one of today."""
    now = timezone.now()
    for number, done in enumerate(range(0, count, len(like.sets)), start=1):
        at = now - timedelta(days=number)
        session = Session.objects.create(
            studio_id=like.session.studio_id,
            client=like.session.client,
            name=like.session.name,
            date=at.date(),
            status=Session.Status.IN_PROGRESS,
            frozen=like.session.frozen,
            started_at=at,
        )
        replace(like, session=session).log(like.sets[: count - done], at=at)
        _tell(session, like.person, Kind.FINISH, {"rpe": "7.5"}, at + timedelta(hours=1))


def logging(trainings: Sequence[Training]) -> Body:
    """Each time another set, which the phone has added: what is planned ends long before a measurement."""

    def told(connection: int, index: int) -> dict[str, Any]:
        training, now = trainings[connection % len(trainings)], timezone.now().isoformat()
        return {
            "key": str(new_uuid()),
            "session": str(training.session.pk),
            "kind": "set",
            "at": now,
            "sent_at": now,
            "utc_offset": UTC_OFFSET,
            **training.sets[index % len(training.sets)],
            "set": str(uuid.uuid4()),
        }

    return told


def make_insert_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {INSERTED} (told text NOT NULL)")
