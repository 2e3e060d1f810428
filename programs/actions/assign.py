"""Giving a client a program: copy, freeze the loads, put every workout on a day."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max as Highest
from django.utils.formats import date_format

from programs.actions.history import record
from programs.bridge import Facts, resolve_program
from programs.documents import copy_program
from programs.models import Program, Session, Week, Workout
from programs.schedule import day_of
from trainer.models import Client, User


class KeyTakenError(Exception):
    """The id chosen for the new program already belongs to something else."""


@dataclass(frozen=True)
class Assigned:
    """The client's program; `created` is false when the same request had been carried out before."""

    program: Program
    created: bool


@transaction.atomic
def assign_program(
    *,
    program: Program,
    client: Client,
    starts_on: date,
    weekdays: Mapping[uuid.UUID, int],
    new_id: uuid.UUID,
    by: User,
    reason: str = "",
) -> Assigned:
    """Copy a template to a client, or schedule the client's own draft in place; all or nothing.

    `weekdays` names the weekday (0 is Monday) of every workout of `program`. Loads are resolved
    against the client's newest maxes and equipment and stay as they are from then on. A repeated
    `new_id` gives the program made first. `reason` is why blockers were overridden; it is kept in
    the program's history.
    """
    source = Program.objects.select_for_update().get(pk=program.pk)
    if source.client_id is not None:
        if source.starts_on is not None:
            return Assigned(source, created=False)
        own, copied = source, False
    else:
        earlier = Program.objects.filter(pk=new_id).first()
        if earlier is not None:
            if (earlier.origin_id, earlier.client_id) != (source.pk, client.pk):
                raise KeyTakenError
            return Assigned(earlier, created=False)
        own, copied = copy_program(source, client=client, by=by, copy_id=new_id), True
    resolve_program(own, Facts.of(client, experience=own.experience))
    own.starts_on = starts_on
    own.save(update_fields=["starts_on", "updated_at"])
    workouts = _set_weekdays(own, weekdays, copied=copied)
    Session.objects.bulk_create(_sessions(own, client, starts_on, workouts))
    text = f"Scheduled from {date_format(starts_on)}"
    record(
        own,
        by=by,
        text=f"{text}, in spite of what speaks against it: {reason}" if reason else text,
        changes=[],
    )
    return Assigned(own, created=True)


def _set_weekdays(own: Program, weekdays: Mapping[uuid.UUID, int], *, copied: bool) -> list[Workout]:
    """Write the chosen weekdays on the client's workouts; a copy is found by its origin."""
    workouts = list(Workout.objects.filter(program=own).order_by("phase__position", "phase_id", "position"))
    for workout in workouts:
        origin = workout.origin_uuid if copied else workout.pk
        assert origin is not None, "a copied workout names its origin"
        workout.weekday = weekdays[origin]
    Workout.objects.bulk_update(workouts, ["weekday"])
    return workouts


def _sessions(own: Program, client: Client, starts_on: date, workouts: list[Workout]) -> list[Session]:
    """One session for every workout in every week, after what already stands on the same days."""
    by_phase: dict[uuid.UUID, list[Workout]] = {}
    for workout in workouts:
        by_phase.setdefault(workout.phase_id, []).append(workout)
    dated = [
        (day_of(starts_on=starts_on, week_number=number, weekday=workout.weekday or 0), week, workout)
        for number, week in enumerate(
            Week.objects.filter(program=own).order_by("phase__position", "phase_id", "position"), start=1
        )
        for workout in by_phase.get(week.phase_id, [])
    ]
    dated.sort(key=lambda item: (item[0], item[2].position))
    taken = dict(
        Session.objects.filter(client=client, date__gte=starts_on)
        .values("date")
        .annotate(last=Highest("position"))
        .values_list("date", "last")
    )
    sessions = []
    for day, week, workout in dated:
        taken[day] = taken.get(day, 0) + 1
        sessions.append(
            Session(
                studio_id=client.studio_id,
                client=client,
                program=own,
                workout=workout,
                week=week,
                name=workout.name,
                date=day,
                position=taken[day],
            )
        )
    return sessions
