"""Bringing a template's changes to its clients, as the tests do it."""

from typing import Any

from programs.actions.bringing import (
    Bringing,
    bring,
    copies_of,
    what_would_change,
)
from programs.actions.numbers import Edit, Reach, edit_slot
from programs.actions.sessions import start_session
from programs.models import Group, Phase, Program, Session, Slot, Workout
from tests.programs.scheduled import NOON, own_slot
from trainer.models import User
from web.identifiers import new_uuid


def fresh(program: Program) -> Program:
    return Program.objects.select_related("client__user").get(pk=program.pk)


def phase(program: Program, position: int = 1) -> Phase:
    return Phase.objects.select_related("program__client").get(program=program, position=position)


def look(template: Program, owner: User) -> list[Bringing]:
    template = fresh(template)
    return what_would_change(template, list(copies_of(template, owner)))


def bring_all(template: Program, owner: User, batch: Any = None) -> Any:
    template = fresh(template)
    seen = dict(copies_of(template, owner).order_by().values_list("pk", "revision"))
    return bring(template, seen, template_seen=template.revision, by=owner, batch=batch or new_uuid())


def sets(program: Program, owner: User, value: int, number: int = 1, name: str = "Press") -> None:
    reach = Reach(number, "only") if number else Reach()
    edit_slot(own_slot(program, name), [Edit("sets", value, f"sets {value}")], by=owner, reach=reach)


def layout(program: Program) -> dict[str, list[str]]:
    """The exercises of each workout in order, grouped ones joined by a plus."""
    found: dict[str, list[str]] = {}
    for workout in Workout.objects.filter(program=program).order_by("phase__position", "position"):
        groups = Group.objects.filter(workout=workout).order_by("position", "id")
        found[workout.name] = [
            "+".join(
                Slot.objects.filter(group=group).order_by("position").values_list("exercise__name", flat=True)
            )
            for group in groups
        ]
    return found


def train(program: Program, owner: User, number: int, name: str = "Workout A") -> None:
    session = Session.objects.get(program=program, name=name, week__position=number)
    start_session(session=session, by=owner, now=NOON)
