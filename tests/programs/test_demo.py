"""The demo studio: what somebody finds who tries Setwise for the first time."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from programs import catalogue
from programs.demo.making import nearest
from programs.demo.people import BODY_WEIGHT_REPS, CLIENTS, OTHERS, SHARES
from programs.demo.plans import PLANS
from programs.management.commands.demo import EMAILS, PASSWORD
from programs.models import Max, Program, Session, Slot
from programs.queries.desk import desk_page
from tests.conftest import SignIn
from trainer.models import Client, User


def call_demo() -> str:
    said = io.StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_two_studios_stand_in_an_empty_installation(db: None, signed_in: SignIn) -> None:
    assert call_demo() == f"Sign in with the password “{PASSWORD}” as {', '.join(EMAILS)}.\n"
    trainer, client, other = (User.objects.get(email=email) for email in EMAILS)
    assert all(user.check_password(PASSWORD) for user in (trainer, client, other))
    assert Client.objects.visible_to(trainer).count() == 30
    assert Client.objects.visible_to(other).count() == 2
    assert Program.objects.visible_to(trainer).filter(client=None).count() == 4
    assert not Program.objects.visible_to(other).exists()
    assert set(Slot.objects.values_list("goal", flat=True)) == {"hypertrophy", "strength"}
    assert set(Max.objects.values_list("kind", flat=True)) == {"tested", "estimated"}

    assert set(User.objects.values_list("digest", "reminders")) == {("off", False)}

    today = timezone.localdate()
    row = Client.objects.of_person(client).get()
    assert Session.objects.filter(client=row, date__lt=today).count() == 3
    assert Session.objects.get(client=row, date=today).name == "Squat day"
    squat = Max.objects.filter(client=row, exercise__key="back-squat").newest_first()
    assert [str(max_.value) for max_ in squat] == ["66.02", "62.87"]

    desk = desk_page(trainer, now=timezone.now(), today=today)
    assert {why.text.split(",")[0] for item in desk.attention for why in (item.first, *item.more)} >= {
        "Waits for a health professional’s clearance",
        "Has no program",
        "The invitation has expired",
        "Cannot sign in yet",
    }
    for user, page in ((trainer, "desk"), (client, "today"), (other, "desk"), (trainer, "program_list")):
        assert signed_in(user).get(reverse(page)).status_code == 200


def test_it_is_refused_where_somebody_has_signed_up(owner: User) -> None:
    with pytest.raises(CommandError, match="Somebody has signed up here already"):
        call_demo()
    assert User.objects.count() == 1


def test_it_is_refused_on_a_public_address(db: None, settings: Any) -> None:
    settings.DEMO, settings.SITE_URL = False, "https://setwise.example"
    with pytest.raises(CommandError, match=r"it is not made for https://setwise\.example"):
        call_demo()
    assert not User.objects.exists()


def test_its_programs_name_exercises_of_the_catalogue_whose_strength_is_known() -> None:
    entries = {entry.key: entry for entry in catalogue.exercises()}
    for plan in PLANS.values():
        for key in plan.keys:
            loaded = entries[key].load_kind in ("external", "body_weight") and entries[key].measure == "reps"
            assert loaded == (key in SHARES or key in BODY_WEIGHT_REPS), key


def test_everybody_in_it_is_somebody_else() -> None:
    names = [person.name for person in (*CLIENTS, *OTHERS)]
    assert len(set(names)) == 32
    emails = [person.profile["email"] for person in CLIENTS if person.invited]
    assert len(set(emails)) == len(emails)
    assert all(date(1950, 1, 1) < person.profile["birth_date"] < date(2008, 1, 1) for person in CLIENTS)


@pytest.mark.parametrize(
    ("load", "tool", "unit", "expected"),
    [
        (81.3, "barbell", "kg", "82.5"),
        (81.3, "machine", "kg", "80"),
        (7.6, "dumbbell", "kg", "8"),
        (0.2, "dumbbell", "kg", "1"),
        (183.0, "barbell", "lb", "185"),
    ],
)
def test_its_sets_were_lifted_with_loads_that_exist(load: float, tool: str, unit: str, expected: str) -> None:
    assert str(nearest(load, tool, unit)) == expected
