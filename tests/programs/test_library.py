"""The library: finding a template, looking at one, taking it, and folders and tags of one's own."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from programs import library
from programs.actions.exercises import load_catalogue
from programs.models import Exercise, Group, Program, Revision, SetGroup, Slot
from programs.prescription.effect import nearest_whole
from programs.queries.library import shipped_lines
from programs.queries.outlines import planned_outline, totals_of_outline
from programs.queries.program_totals import totals_of
from tests.conftest import make_client
from tests.programs.planned import add_group, give_max, make_exercise, make_program
from tests.programs.test_library_templates import FACTS
from trainer.actions import apply_preset
from trainer.models import Client, Limit, Studio, User
from trainer.presets import Preset
from web.identifiers import new_uuid

LIST = reverse("program_library")
KEY = "novice-strength-3"


@pytest.fixture
def look(signed_in: Any, owner: User) -> Any:
    visitor = signed_in(owner)

    def look(**asked: str) -> list[str]:
        answer = visitor.get(LIST, asked)
        assert answer.status_code == 200
        return [line.name for _, lines in answer.context["groups"] for line in lines]

    return look


@pytest.fixture
def take(signed_in: Any, owner: User) -> Any:
    load_catalogue(always=True)
    visitor = signed_in(owner)

    def take(key: str = KEY, **told: Any) -> Any:
        return visitor.post(reverse("library_use", args=[key]), {"id": new_uuid(), **told})

    return take


# Finding


def test_every_template_that_comes_with_setwise_is_listed(look: Any) -> None:
    assert look() == [line.name for line in shipped_lines()]
    assert len(look()) == 16


def test_the_studios_own_stand_in_their_folders_before_the_shipped_ones(
    signed_in: Any, owner: User, studio: Studio, client: Client
) -> None:
    Program.objects.create(studio=studio, name="Loose")
    Program.objects.create(studio=studio, name="Filed", folder="Winter", tags=["ski"])
    Program.objects.create(studio=studio, name="Old", archived_at="2026-01-01T00:00Z")
    Program.objects.create(studio=studio, name="Assigned", client=client)
    groups = signed_in(owner).get(LIST).context["groups"]
    assert [(title, [line.name for line in lines][:1]) for title, lines in groups] == [
        ("Your studio", ["Loose"]),
        ("Winter", ["Filed"]),
        ("From Setwise", ["Foundation, then muscle"]),
    ]
    assert sum(len(lines) for _, lines in groups) == 18


def test_another_studios_templates_are_not_seen(look: Any, stranger: User) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    Program.objects.create(studio=elsewhere, name="Secret", tags=["secret"])
    assert look(q="secret") == []


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("twelve weeks", "Twelve weeks to a heavier total"),
        ("foundaton muscle", "Foundation, then muscle"),
        ("dumbels home", "Muscle with dumbbells at home"),
        ("peaking", "Twelve weeks to a heavier total"),
        ("heavy tree days", "Heavy in three days"),
        ("travel", "Body weight, first steps"),
    ],
)
def test_a_template_is_found_by_its_words_and_tags_in_spite_of_slips(look: Any, text: str, best: str) -> None:
    assert look(q=text)[0] == best


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"goal": "strength", "experience": "advanced"}, 2),
        ({"days": "5"}, 1),
        ({"place": "body_weight"}, 2),
        ({"tag": "busy"}, 3),
        ({"source": "setwise"}, 16),
        ({"source": "own"}, 0),
        ({"goal": "nonsense"}, 0),
        ({"q": "strength", "days": "2"}, 1),
    ],
)
def test_the_list_is_narrowed(look: Any, asked: dict[str, str], found: int) -> None:
    assert len(look(**asked)) == found


def test_an_own_template_is_found_by_what_is_in_it(look: Any, studio: Studio) -> None:
    program = make_program(studio, name="Garage work")
    Program.objects.filter(pk=program.pk).update(folder="Men", tags=["Iron"])
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Row", equipment=["dumbbell", "bench"]))
    assert look(source="own", place="home_dumbbells", goal="hypertrophy", days="1") == ["Garage work"]
    assert look(q="iron") == ["Garage work"]
    assert look(tag="iron") == ["Garage work"]
    assert look(folder="Men") == ["Garage work"]


def test_a_program_without_exercises_has_no_goal_and_no_place(
    signed_in: Any, owner: User, studio: Studio
) -> None:
    make_program(studio, name="Empty")
    line = signed_in(owner).get(LIST, {"source": "own"}).context["groups"][0][1][0]
    assert (line.goal, line.place, line.facts) == ("", "", "Intermediate · 1 day · 2 weeks")


def test_nothing_found_says_so_and_leads_back(signed_in: Any, owner: User) -> None:
    html = signed_in(owner).get(LIST, {"q": "zzzz"}).content.decode()
    assert "No template answers “zzzz”." in html
    assert f'href="{LIST}">Show all</a>' in html


def test_the_list_alone_answers_while_typing(signed_in: Any, owner: User) -> None:
    answer = signed_in(owner).get(LIST, {"q": "peaking"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.strip().startswith('<section id="templates"')
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize("count", [1, 3])
def test_three_templates_of_ones_own_take_as_many_queries_as_one(
    signed_in: Any, owner: User, studio: Studio, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        program = make_program(studio, name=f"Template {number}")
        add_group(program.phases.get().workouts.get(), make_exercise(f"Row {number}"))
    visitor = signed_in(owner)
    with django_assert_num_queries(8):
        visitor.get(LIST)


def test_looking_for_a_client_leads_to_taking_and_assigning_for_them(
    signed_in: Any, owner: User, studio: Studio, client: Client
) -> None:
    own = make_program(studio, name="Base")
    visitor = signed_in(owner)
    page = visitor.get(reverse("client_detail", args=[client.pk])).content.decode()
    assert f'href="{LIST}?client={client.pk}">From the library…</a>' in page
    html = visitor.get(LIST, {"client": str(client.pk)}).content.decode()
    assert f'href="{reverse("library_template", args=[KEY])}?client={client.pk}"' in html
    assert f'href="{reverse("program_assign", args=[own.pk])}?client={client.pk}"' in html
    assert f'<input type="hidden" name="client" value="{client.pk}">' in html


# One template


def test_a_template_shows_when_to_use_it_its_first_weeks_and_what_it_comes_to(
    signed_in: Any, owner: User
) -> None:
    answer = signed_in(owner).get(reverse("library_template", args=[KEY]))
    page, html = answer.context["page"], answer.content.decode()
    template = library.template(KEY)
    assert template is not None
    assert template.leave[:40] in html
    assert [(part.name, part.span) for part in page.parts] == [
        ("Learn the lifts", "weeks 1 to 4"),
        ("Again, heavier", "weeks 5 to 8"),
    ]
    day = page.parts[0].days[0]
    assert (day.name, day.minutes, day.rows[0].name, day.rows[0].sets) == (
        "Squat and press",
        42,
        "Goblet squat",
        "3 x 5 · RIR 4 · 3:00",
    )
    assert page.parts[0].table[0][1][0] == (
        "Goblet squat",
        [
            "3 x 5 · RIR 4 · 3:00",
            "3 x 6 · RIR 3 · 3:00",
            "3 x 7 · RIR 2 · 3:00",
            "2 x 5 · RIR 5 · 3:00",
        ],
    )
    assert page.muscles[0] == ("Glutes", "19.5", "well covered")


def test_an_unknown_template_does_not_exist(signed_in: Any, owner: User) -> None:
    visitor = signed_in(owner)
    assert visitor.get(reverse("library_template", args=["nothing"])).status_code == 404
    assert visitor.post(reverse("library_use", args=["nothing"])).status_code == 404


def test_what_does_not_suit_the_chosen_client_is_said_before_taking_it(
    signed_in: Any, owner: User, studio: Studio
) -> None:
    client = make_client(
        studio, owner, "Lena", experience="intermediate", days_per_week=2, minutes_per_session=45
    )
    apply_preset(client=client, preset=Preset.HOME_DUMBBELLS, by=owner)
    Limit.objects.create(studio=studio, client=client, region="wrist")
    address = reverse("library_template", args=["intermediate-home-dumbbells-3"])
    answer = signed_in(owner).get(address, {"client": client.pk}, headers={"HX-Request": "true"})
    html = answer.content.decode().strip()
    assert html.startswith('<div id="fit"')
    assert "Has 3 days a week; Lena has 2. Takes 50 minutes; Lena has 45. You can change it" in html
    gym = signed_in(owner).get(reverse("library_template", args=[KEY]), {"client": client.pk})
    said = gym.context["misfits"]
    assert said[0].startswith("Needs what is not on hand: ")
    assert said[-1] == "Written for novice clients; Lena is intermediate."


def test_a_client_of_somebody_else_is_nobody(signed_in: Any, stranger: User, client: Client) -> None:
    address = reverse("library_template", args=[KEY])
    for text in (str(client.pk), "x"):
        assert signed_in(stranger).get(address, {"client": text}).context["client"] is None


# Taking it


def test_a_taken_template_is_a_program_of_the_studio_with_everything_written(
    take: Any, studio: Studio
) -> None:
    answer = take("intermediate-muscle-4")
    program = Program.objects.select_related("client", "studio").get()
    template = library.template("intermediate-muscle-4")
    assert template is not None
    assert answer.url == reverse("program_plan", args=[program.pk])
    assert (program.studio, program.client, program.name) == (studio, None, template.title)
    assert (program.experience, program.method) == ("intermediate", "reserve")
    assert program.tags == list(template.tags)
    assert Revision.objects.get().text == "Took Upper and lower, four days from the library"
    assert [(phase.name, phase.weeks.count()) for phase in program.phases.order_by("position")] == [
        ("Build", 4),
        ("Build, heavier", 4),
    ]
    assert Slot.objects.filter(program=program).count() == Group.objects.filter(program=program).count() == 52
    row = SetGroup.objects.get(
        slot__exercise__key="back-squat", week__position=3, week__phase__position=1, program=program
    )
    assert (row.sets, row.reps, row.rir, row.rest_seconds) == (4, 10, 2.0, 90)


def test_what_the_library_says_of_a_template_is_what_the_builder_says_of_its_copy(take: Any) -> None:
    for key in ("novice-muscle-3", "advanced-strength-4", "intermediate-body-weight-3"):
        take(key)
        program = Program.objects.select_related("client", "studio").latest("created_at")
        template = library.template(key)
        assert template is not None
        stored = totals_of(program)
        planned = planned_outline(template.outline, FACTS, experience=template.experience)
        assert [(week.sums.sets, week.sums.muscles) for week in stored.weeks] == [
            (week.sums.sets, week.sums.muscles) for week in planned.weeks
        ]
        longest = max(workout.sums.minutes for week in stored.weeks for workout in week.workouts)
        assert nearest_whole(longest) == totals_of_outline(planned).minutes
        assert [item.code for item in stored.findings if item.severity != "note"] == []


def test_for_a_client_it_is_that_clients_program(take: Any, client: Client) -> None:
    take(client=str(client.pk))
    program = Program.objects.get()
    assert (program.client, program.experience) == (client, client.experience)


PLACES = {
    "gym": Preset.COMMERCIAL_GYM,
    "home_dumbbells": Preset.HOME_DUMBBELLS,
    "body_weight": Preset.BODY_WEIGHT,
}
MAXES = {"dumbbell": Decimal(20), "cable": Decimal(36), "machine": Decimal(54)}


@pytest.mark.parametrize("template", library.templates(), ids=lambda item: item.key)
def test_a_client_whom_it_suits_gets_no_blocker_and_no_caution_with_their_own_loads(
    take: Any, owner: User, studio: Studio, template: library.Template
) -> None:
    client = make_client(
        studio,
        owner,
        "Sue Suitable",
        experience=template.experience,
        clearance="cleared",
        days_per_week=template.days,
        minutes_per_session=template.minutes,
    )
    apply_preset(client=client, preset=PLACES[template.equipment], by=owner)
    for exercise in Exercise.objects.filter(key__in=template.keys.values(), load_kind="external"):
        value = MAXES.get(exercise.loaded_with, Decimal(66)) / (1 if exercise.mechanics == "compound" else 2)
        give_max(client, exercise, str(value), on=date(2026, 11, 2))
    take(template.key, client=str(client.pk))
    totals = totals_of(Program.objects.select_related("client", "studio").get())
    found = [item.code for item in totals.findings if item.severity != "note"]
    found += [
        item["code"]
        for row in totals.rows
        for item in row.effective["findings"]
        if item["severity"] != "note"
    ]
    about_the_program = [code for code in found if code != "novice_max_test"]  # which is about the max
    assert about_the_program == []


def test_the_same_form_twice_makes_one_program(take: Any) -> None:
    key = new_uuid()
    assert take(id=key).url == take(id=key).url
    assert Program.objects.count() == 1


@pytest.mark.parametrize("told", [{"id": "x"}, {"client": "x"}, {"client": str(new_uuid())}])
def test_bad_input_is_refused_with_the_page_and_makes_nothing(take: Any, told: dict[str, str]) -> None:
    answer = take(**told)
    assert answer.status_code == 422
    assert "When to use it" in answer.content.decode()
    assert not Program.objects.exists()


def test_the_id_of_another_studios_program_is_refused(take: Any, stranger: User) -> None:
    elsewhere = Studio.objects.get(memberships__user=stranger)
    taken = Program.objects.create(studio=elsewhere, name="Theirs")
    answer = take(id=taken.pk)
    assert answer.status_code == 422
    assert "This form is no longer good. Open it again." in answer.content.decode()


def test_every_template_can_be_taken(take: Any) -> None:
    for template in library.templates():
        assert take(template.key).status_code == 302
    assert sorted(Program.objects.values_list("name", flat=True)) == sorted(
        template.title for template in library.templates()
    )


# Folders and tags of one's own


@pytest.fixture
def describe(signed_in: Any, owner: User) -> Any:
    visitor = signed_in(owner)

    def describe(program: Program, **told: str) -> Any:
        data = {"name": program.name, "description": "", "method": program.method, **told}
        return visitor.post(reverse("program_edit", args=[program.pk]), data)

    return describe


def test_a_template_gets_a_folder_and_tags_where_it_is_described(
    describe: Any, signed_in: Any, owner: User, studio: Studio
) -> None:
    program = make_program(studio, name="Base")
    assert describe(program, folder=" Winter ", tags="ski,  long  legs, Ski, ").status_code == 302
    program.refresh_from_db()
    assert (program.folder, program.tags) == ("Winter", ["ski", "long legs"])
    revision = Revision.objects.get()
    signed_in(owner).post(reverse("program_undo", args=[program.pk]), {"revision": str(revision.pk)})
    program.refresh_from_db()
    assert (program.folder, program.tags) == ("", [])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"tags": "a,b,c,d,e,f,g,h,i"}, "At most 8 tags."),
        ({"tags": "x" * 31}, "A tag has at most 30 characters."),
        ({"folder": "x" * 61}, "Ensure this value has at most 60 characters (it has 61)."),
    ],
)
def test_a_folder_or_tags_that_are_too_long_are_refused(
    describe: Any, studio: Studio, told: dict[str, str], said: str
) -> None:
    program = make_program(studio, name="Base")
    answer = describe(program, **told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    program.refresh_from_db()
    assert (program.folder, program.tags) == ("", [])


def test_the_folders_that_there_are_are_offered(signed_in: Any, owner: User, studio: Studio) -> None:
    program = make_program(studio, name="Base")
    Program.objects.create(studio=studio, name="Filed", folder="Winter")
    Program.objects.create(studio=studio, name="Filed too", folder="autumn")
    html = signed_in(owner).get(reverse("program_edit", args=[program.pk])).content.decode()
    assert re.findall('<option value="([^"]*)"></option>', html) == ["autumn", "Winter"]


def test_a_clients_program_has_neither(describe: Any, studio: Studio, client: Client) -> None:
    program = make_program(studio, name="Base", client=client)
    assert describe(program, folder="Winter", tags="ski").status_code == 302
    program.refresh_from_db()
    assert (program.folder, program.tags) == ("", [])


def test_the_list_of_programs_leads_to_the_library(signed_in: Any, owner: User) -> None:
    html = signed_in(owner).get(reverse("program_list")).content.decode()
    assert len(re.findall(f'href="{LIST}"', html)) == 2
