"""Weeks, phases and workouts of a program, as the tests find and change them."""

from programs.actions.numbers import Edit, Reach, edit_slot
from programs.actions.sessions import start_session
from programs.models import Phase, Program, Session, Workout
from tests.programs.scheduled import (
    NOON,
    own_slot,
)
from trainer.models import User


def sets(program: Program, owner: User, value: int, number: int, *, name: str = "Press") -> None:
    """Another number of sets in one week only."""
    slot, edits = own_slot(program, name), [Edit("sets", value, f"sets {value}")]
    edit_slot(slot, edits, by=owner, reach=Reach(number, "only"))


def phase(program: Program, position: int = 1) -> Phase:
    return Phase.objects.select_related("program__client").get(program=program, position=position)


def workout(program: Program, letter: str, *, phase: int = 1) -> Workout:
    rows = Workout.objects.select_related("program__client", "phase__program__client")
    return rows.get(program=program, name=f"Workout {letter}", phase__position=phase)


def start(program: Program, owner: User, *, name: str, number: int) -> Session:
    session = Session.objects.get(program=program, name=name, week__position=number)
    return start_session(session=session, by=owner, now=NOON)
