"""Strength first: the foundation that a novice is offered before hypertrophy."""

from datetime import date

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.actions.foundation import insert_foundation, offer_for
from programs.actions.history import next_redoable, undo
from programs.actions.programs import PHASES_MOST, LimitReachedError, add_phase, create_program
from programs.actions.slots import add_slot
from programs.documents import document_of
from programs.models import Program, Revision, Session, SetGroup, Slot, Workout
from programs.prescription import DoubleProgression, FoundationOffer, PlannedDeload
from programs.progressions import Progression
from programs.queries.program_totals import totals_of
from tests.conftest import SignIn
from tests.programs.planned import schedule
from tests.programs.rows import make
from trainer.models import Client, Studio, User
from web.identifiers import new_uuid

OFFERED = "Strength first: what is offered"


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    """A novice's template: Press and Row for hypertrophy in two workouts, four weeks."""
    program = create_program(studio=studio, by=owner, name="First", experience="novice", weeks=4, workouts=2)
    for letter, name in (("A", "Press"), ("B", "Row")):
        workout = Workout.objects.select_related("program__client").get(name=f"Workout {letter}")
        add_slot(workout, make(name), by=owner, goal="hypertrophy")
    return program


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def offer(program: Program) -> FoundationOffer:
    found = offer_for(program)
    assert found is not None
    return found


def phases(program: Program) -> list[tuple[str, int, set[str]]]:
    """Each phase with its weeks and the goals of its rows."""
    return [
        (
            phase.name,
            phase.weeks.count(),
            set(Slot.objects.filter(group__workout__phase=phase).values_list("goal", flat=True)),
        )
        for phase in program.phases.order_by("position")
    ]


def test_the_foundation_stands_first_with_the_same_exercises_for_strength(
    program: Program, owner: User
) -> None:
    done = insert_foundation(program, offer(program), by=owner)
    assert done is not None
    assert done.text == "Strength first: Foundation before Phase 1"
    assert phases(program) == [("Foundation", 8, {"strength"}), ("Phase 1", 4, {"hypertrophy"})]
    rows = SetGroup.objects.filter(slot__exercise__name="Press", week__phase__name="Foundation")
    assert list(rows.order_by("week__position").values_list("sets", "reps")) == [
        *((3, 6), (3, 7), (3, 8), (2, 8)),
        *((3, 5), (3, 6), (3, 7), (2, 7)),
    ]
    kept = Progression.read(Slot.objects.get(exercise__name="Press", goal="strength").scheme)
    assert kept is not None
    assert (kept.scheme, kept.deloads) == (PlannedDeload(DoubleProgression()), (4, 8))


def test_it_is_undone_and_redone_as_one(program: Program, owner: User) -> None:
    before = document_of(program)
    done = insert_foundation(program, offer(program), by=owner)
    assert done is not None
    after = document_of(program)
    undo(program, revision=done, by=owner)
    assert document_of(program) == before
    back = next_redoable(program)
    assert back is not None
    undo(program, revision=back, by=owner)
    assert document_of(program) == after


def test_the_finding_is_gone_then(program: Program, owner: User) -> None:
    codes = {finding.code for finding in totals_of(program).findings}
    assert "hypertrophy_before_foundation" in codes
    insert_foundation(program, offer(program), by=owner)
    program.refresh_from_db()
    assert "hypertrophy_before_foundation" not in {item.code for item in totals_of(program).findings}


def test_planned_sessions_move_on(program: Program, owner: User, client: Client) -> None:
    client.experience = "novice"
    client.save()
    program.refresh_from_db()
    program.client = client
    program.save()
    Workout.objects.filter(name="Workout A").update(weekday=0)
    Workout.objects.filter(name="Workout B").update(weekday=3)
    schedule(program, client, starts_on=date(2027, 3, 1), every=1)
    insert_foundation(program, offer(program), by=owner)
    sessions = Session.objects.filter(program=program, workout__phase__name="Foundation")
    assert sessions.count() == 16
    assert Session.objects.filter(program=program).count() == 24


def test_a_program_as_long_as_it_may_be_takes_none(program: Program, owner: User) -> None:
    for _ in range(PHASES_MOST - 1):
        add_phase(program, by=owner)
    with pytest.raises(LimitReachedError):
        insert_foundation(program, offer(program), by=owner)


def test_nobody_but_a_novice_is_offered_it(program: Program, trainer: Visitor) -> None:
    address = reverse("program_foundation", args=[program.pk])
    assert "8 weeks of strength" in trainer.get(address).content.decode()
    Program.objects.update(experience="advanced")
    assert "8 weeks of strength" not in trainer.get(address).content.decode()
    assert trainer.post(address).status_code == 422
    assert program.phases.count() == 1


def test_the_builder_leads_to_it_and_one_press_does_it(program: Program, trainer: Visitor) -> None:
    builder, address = (reverse(name, args=[program.pk]) for name in ("program_detail", "program_foundation"))
    assert OFFERED in trainer.get(builder).content.decode()
    page = trainer.get(address).content.decode()
    assert "Strength shows after about 8 to 12 weeks" in page
    assert "The first gains are neural" in page
    key, number = str(new_uuid()), Revision.objects.count()
    for _ in range(2):
        assert trainer.post(address, {"key": key})["Location"] == builder
    assert Revision.objects.count() == number + 1
    assert OFFERED not in trainer.get(builder).content.decode()
    later = program.phases.get(name="Phase 1").pk
    assert OFFERED not in trainer.get(f"{builder}?phase={later}").content.decode()


def test_without_exercises_there_is_nothing_to_make_it_of(program: Program, trainer: Visitor) -> None:
    Slot.objects.all().delete()
    address = reverse("program_foundation", args=[program.pk])
    assert "Put exercises into Phase 1 first" in trainer.get(address).content.decode()
    page = trainer.post(address)
    assert page.status_code == 422
    assert "Put exercises into the first phase" in page.content.decode()
    assert program.phases.count() == 1


def test_a_new_program_tells_of_it(trainer: Visitor) -> None:
    page = trainer.get(reverse("program_create")).content.decode()
    assert "Strength first" in page
    assert "8 to 12 weeks" in page
