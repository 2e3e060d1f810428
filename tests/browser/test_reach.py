"""The main pages with all that can stand on them, for people with small screens, zoom and own colours.

The builder has walks of its own.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.models import Exercise, Program, Session
from tests.browser.conftest import NewContext, SignIn, assert_accessible, assert_fits
from tests.conftest import make_client
from tests.programs.planned import (
    add_group,
    add_set_group,
    give_max,
    make_exercise,
    make_program,
    schedule,
)
from trainer.actions import apply_preset, invite_client, record_body_weight
from trainer.models import Client, Limit, Studio, User
from trainer.presets import Preset

UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe"
SENTENCE = (
    "Deficit trap-bar deadlift with a three-second pause below the knee and chains for the last quarter"
)
# A small phone; and a laptop of 1280 pixels whose owner reads at 200 %.
SCREENS = ((320, 640), (640, 400))


@pytest.fixture
def template(studio: Studio, owner: User, client: Client, client_person: User) -> Program:
    """A full studio: everything that a page can show, under names that are as long as may be."""
    today = timezone.localdate()
    lifts = [
        make_exercise(UNBROKEN),
        make_exercise(SENTENCE, suits_max_test=False),
        make_exercise(f"Our {UNBROKEN}", studio=studio, cue=UNBROKEN * 2),
    ]
    Client.objects.filter(pk=client.pk).update(
        name=UNBROKEN, email=f"{UNBROKEN[:60]}@example.com", clearance="needed", notes=UNBROKEN * 3
    )
    Studio.objects.filter(pk=studio.pk).update(name=UNBROKEN)
    User.objects.filter(pk__in=(owner.pk, client_person.pk)).update(name=UNBROKEN)
    client.refresh_from_db()
    apply_preset(client=client, preset=Preset.COMMERCIAL_GYM, by=owner)
    record_body_weight(client=client, by=owner, value=Decimal("172.5"), unit="kg", measured_on=today)
    for region in ("knee", "shoulder", "lower_back"):
        Limit.objects.create(studio=studio, client=client, region=region, note=UNBROKEN * 2)
    for weeks, lift in enumerate((lifts[0], lifts[0], lifts[1])):
        give_max(client, lift, "182.5", on=today - timedelta(weeks=weeks))
    for name in (SENTENCE, "Bo Li"):
        invite_client(
            client=make_client(studio, owner, name, email="b@example.com"), by=owner, now=timezone.now()
        )
    trained = fill(
        make_program(studio, name=UNBROKEN, client=client, phases=[(2, [UNBROKEN, SENTENCE])]), lifts
    )
    sessions = schedule(trained, client, starts_on=today - timedelta(days=1), every=1)
    Session.objects.filter(pk=sessions[0].pk).update(status="skipped")
    Session.objects.filter(pk=sessions[2].pk).update(date=today, position=2)
    fill(make_program(studio, name=f"{SENTENCE}, a draft", client=client), lifts)
    return fill(make_program(studio, name=UNBROKEN, phases=[(4, [UNBROKEN, SENTENCE])]), lifts)


def fill(program: Program, lifts: list[Exercise]) -> Program:
    """A superset, a warm-up and long notes in the first workout."""
    workout = program.phases.get().workouts.earliest("position")
    slots = add_group(workout, *lifts, kind="superset", slot={"note": UNBROKEN * 2}, load="182.5")
    add_set_group(slots[0], workout.phase.weeks.earliest("position"), sets=1, load="100")
    return program


def of_trainer(template: Program, client: Client) -> Iterator[str]:
    about = [client.pk]
    yield from ("/desk/", "/clients/", reverse("client_detail", args=about), reverse("max_list", args=about))
    yield from (reverse("client_calendar", args=about), "/programs/", "/programs/new/", "/exercises/")
    for lift in Exercise.objects.filter(slots__program=template):
        yield reverse("exercise_detail", args=[lift.pk])
    yield f"{reverse('program_assign', args=[template.pk])}?client={client.pk}"
    yield "/settings/"


def of_client(client: Client) -> Iterator[str]:
    yield from ("/today/", "/calendar/", "/settings/")
    yield reverse("session_detail", args=[client.sessions.earliest("date").pk])


def test_full_pages_with_long_names_fit_and_can_be_read(
    new_visit: NewContext,
    sign_in: SignIn,
    owner: User,
    client: Client,
    client_person: User,
    template: Program,
) -> None:
    page = new_visit().new_page()
    for person, addresses in ((owner, of_trainer(template, client)), (client_person, of_client(client))):
        sign_in(page, person)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert (address, answer.status) == (address, 200)
            for width, height in SCREENS:
                page.set_viewport_size({"width": width, "height": height})
                assert_fits(page)
                assert_accessible(page, both_schemes=(width, height) == SCREENS[0])
            page.emulate_media(forced_colors="active")
            assert_fits(page)
            page.emulate_media(forced_colors="none")
