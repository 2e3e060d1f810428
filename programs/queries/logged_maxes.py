"""What the logs say of a client's maxes, beside those on the list; and which lifts are signed off."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db.models import Exists, OuterRef, Q

from programs.models import Exercise, SetLog, Slot, TechniqueSignOff
from programs.prescription import Unit
from programs.queries.found_maxes import in_unit
from programs.queries.log_maxes import lifts_of
from programs.queries.maxes import TENTH, ExerciseMaxes, maxes_page
from programs.queries.workout_page import Reader
from trainer.models import Client, Experience, User


@dataclass(frozen=True, slots=True)
class LoggedMax:
    """The 1RM that an exercise's logs speak for: `101.4 kg`, `6 sets of 3-8 reps in 21 days: 92-101 kg`."""

    weight: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class MaxesRow:
    """One exercise on the page of maxes: what is on the list, what the logs say, or both."""

    exercise_id: uuid.UUID
    name: str
    listed: ExerciseMaxes | None
    logged: LoggedMax | None


def maxes_rows(client: Client, user: User, *, today: date, zone: tzinfo) -> list[MaxesRow]:
    """Every exercise that has a max or was logged, in the order of names; four queries.

    Where a tested 1RM still holds, the logs have nothing to add.
    """
    listed = {row.exercise_id: row for row in maxes_page(client, user)}
    trained = Exercise.objects.filter(
        Exists(SetLog.objects.standing().filter(client=client, exercise=OuterRef("pk")))
    )
    names = dict(trained.values_list("pk", "name"))
    logged = _logged(client, names, Reader.of(user), today=today, zone=zone)
    rows = [
        MaxesRow(pk, listed[pk].name if pk in listed else names[pk], listed.get(pk), logged.get(pk))
        for pk in {*listed, *logged}
    ]
    return sorted(rows, key=lambda row: row.name.lower())


def _logged(
    client: Client, names: dict[uuid.UUID, str], reader: Reader, *, today: date, zone: tzinfo
) -> dict[uuid.UUID, LoggedMax]:
    found = {}
    for pk, lift in lifts_of(client.pk, names, today=today, zone=zone).items():
        current = lift.max_on(today)
        if current is not None and not current.tested:
            current = in_unit(current, Unit(reader.unit))
            weight = f"{reader.number(current.estimate.quantize(TENTH))} {reader.unit}"
            found[pk] = LoggedMax(weight, current.provenance)
    return found


# Technique


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """One exercise that the client trains, and who has signed its technique off."""

    exercise_id: uuid.UUID
    name: str
    signed: bool
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SignOffs:
    """The exercises of a client; `counts`: whether loads wait for the signature."""

    lines: list[SignOffLine]
    counts: bool

    @property
    def missing(self) -> int:
        return sum(not line.signed for line in self.lines)


def sign_offs_of(client: Client) -> SignOffs:
    """The exercises that a client has in their programs or has trained, by name; two queries."""
    planned = Slot.objects.filter(program__client=client, program__archived_at=None, exercise=OuterRef("pk"))
    trained = SetLog.objects.standing().filter(client=client, exercise=OuterRef("pk"))
    names = Exercise.objects.filter(Q(Exists(planned)) | Q(Exists(trained))).order_by("name")
    signed = {
        row.exercise_id: row for row in TechniqueSignOff.objects.filter(client=client).select_related("by")
    }
    return SignOffs(
        lines=[_sign_off_line(pk, name, signed.get(pk)) for pk, name in names.values_list("pk", "name")],
        counts=client.experience == Experience.NOVICE,
    )


def _sign_off_line(pk: uuid.UUID, name: str, row: TechniqueSignOff | None) -> SignOffLine:
    by = str(row.by) if row and row.by else ""
    return SignOffLine(pk, name, row is not None, by, row.created_at if row else None)
