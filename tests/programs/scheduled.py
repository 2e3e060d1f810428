"""A template and what it is for a client on the calendar, for tests of what moves with its weeks."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from programs.actions.assign import assign_program
from programs.documents import document_of, values_of
from programs.models import Program, Session, SetGroup, Slot, Week, Workout
from tests.programs.rows import base_program
from trainer.models import Client, Studio, User

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def assigned(
    template: Program, client: Client, owner: User, *, starts_on: date = MONDAY, weekdays: Any = (0, 3)
) -> Program:
    """The client's copy: the workouts of a week on these weekdays, Monday and Thursday."""
    workouts = Workout.objects.filter(program=template).order_by("phase__position", "position")
    days = {item.pk: weekdays[(item.position - 1) % len(weekdays)] for item in workouts}
    own = assign_program(
        program=template, client=client, starts_on=starts_on, weekdays=days, new_id=uuid.uuid4(), by=owner
    ).program
    return Program.objects.select_related("client__user").get(pk=own.pk)


def scheduled(studio: Studio, owner: User, client: Client) -> Program:
    """`base_program`, three weeks of two workouts, on the client's calendar from Monday on."""
    return assigned(base_program(studio, owner), client, owner)


def week(program: Program, number: int, *, phase: int = 1) -> Week:
    weeks = Week.objects.select_related("phase", "program__client")
    return weeks.get(program=program, phase__position=phase, position=number)


def own_slot(program: Program, name: str) -> Slot:
    slots = Slot.objects.select_related("program__client", "exercise", "group__workout")
    return slots.get(program=program, exercise__name=name)


def by_week(program: Program, name: str, field: str = "sets") -> list[Any]:
    """A number of an exercise's first working sets, week by week."""
    rows = SetGroup.objects.filter(program=program, slot__exercise__name=name, position=1)
    return list(rows.order_by("week__phase__position", "week__position").values_list(field, flat=True))


def days(program: Program) -> list[tuple[int, str, int | None]]:
    """Every session: its day from Monday on, its name, and the week of its phase."""
    rows = Session.objects.filter(program=program).order_by("date", "position")
    found = rows.values_list("date", "name", "week__position")
    return [((day - MONDAY) // timedelta(days=1), name, number) for day, name, number in found]


def everything(program: Program) -> dict[str, Any]:
    """All rows of a program and of its sessions, to be compared to the last column."""
    sessions = {str(item.pk): values_of(item) for item in Session.objects.filter(program=program)}
    return {**document_of(program), "sessions": sessions}
