"""What follows a client's program: how it went, a draft or more weeks by one click, and undo."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from programs.actions.slots import add_set_group
from programs.documents import document_of
from programs.models import Program, Revision, Session, SetGroup, Slot
from programs.prescription.whats_next import Next
from tests.programs.planned import add_group, give_barbell, give_max, make_exercise, make_program
from tests.programs.rows import base_program
from tests.programs.scheduled import MONDAY, assigned
from tests.programs.trained import Diary

NEW_ID = "0193567e-0000-7000-8000-0000000000aa"


@pytest.fixture(autouse=True)
def clock():
    """The Monday on which the program starts; `clock.move_to` goes on from there."""
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def program(studio, owner, client):
    """Three weeks of two workouts for Clara, on Monday and Thursday."""
    return assigned(base_program(studio, owner), client, owner)


@pytest.fixture
def trainer(signed_in, owner):
    return signed_in(owner)


@pytest.fixture
def url(program):
    return reverse("program_next", args=[program.pk])


@pytest.fixture
def choose(trainer, url):
    return lambda kind, **told: trainer.post(url, {"kind": kind, "new_id": NEW_ID, **told})


@pytest.fixture
def undo(trainer, program):
    address = reverse("program_next_undo", args=[program.pk])
    return lambda draft=NEW_ID: trainer.post(address, {"draft": draft})


def page_of(response):
    return response.context_data["page"]


def went(response):
    return [(line.name, line.text) for line in page_of(response).went]


def suggested(response):
    [choice] = [choice for choice in page_of(response).choices if choice.option.suggested]
    return choice


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def lead_rows(program):
    rows = SetGroup.objects.filter(program=program, position=1, week__position=1)
    return list(rows.order_by("slot__group__workout__position", "slot__group__position"))


def train(program, person, *, sessions=None, reps=10, load="80", rir="2", pain=0):
    """Train sessions of a program (or so many of them) on their days, all sets alike."""
    if sessions is None or isinstance(sessions, int):
        sessions = Session.objects.filter(program=program).order_by("date")[:sessions]
    for session in sessions:
        at = datetime(session.date.year, session.date.month, session.date.day, 18, tzinfo=UTC)
        diary = Diary(session, person, at=at)
        for exercise in session_exercises(session):
            entry = diary.entry(exercise)
            for number, _ in enumerate(entry.sets, start=1):
                diary.log(exercise, number, reps=reps, load=load, rir=rir)
            if pain:
                diary.pain(exercise, "knee", pain)
        diary.finish()


def session_exercises(session):
    slots = Slot.objects.filter(group__workout=session.workout).order_by("group__position", "position")
    return list(slots.values_list("exercise__name", flat=True))


# The page


def test_before_anything_is_trained_it_offers_everything(trainer, url):
    response = trainer.get(url)
    assert response.status_code == 200
    assert went(response) == []
    assert [choice.option.kind for choice in page_of(response).choices] == [
        Next.REPEAT,
        Next.EXTEND,
        Next.STRENGTH,
        Next.LIGHTER,
    ]
    assert page_of(response).last_day == MONDAY + timedelta(days=17)


def test_it_says_how_it_went(trainer, url, program, client_person, clock):
    train(program, client_person, sessions=4)
    Session.objects.filter(program=program, status="planned").update(status="skipped")
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    found = dict(went(trainer.get(url)))
    assert found["Workouts of the last four weeks"] == "4 of 6 trained"


def test_workouts_before_the_first_that_was_logged_do_not_count(trainer, url, program, client_person, clock):
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    late = Session.objects.filter(program=program).order_by("date")[2:]
    train(program, client_person, sessions=late)
    assert dict(went(trainer.get(url)))["Workouts of the last four weeks"] == "4 of 4 trained"


def test_sets_that_fell_short_suggest_a_lighter_program(trainer, url, program, client_person, clock):
    rows = SetGroup.objects.filter(program=program)
    rows.update(effective={**rows.earliest("pk").effective, "all_out": False})
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    train(program, client_person, reps=1)
    response = trainer.get(url)
    assert suggested(response).option.kind == Next.LIGHTER
    name, text = went(response)[1]
    assert (name, text.split(" of ")[0]) == ("Sets of the last four weeks", "0")


def test_pain_in_two_sessions_suggests_a_lighter_program(trainer, url, program, client_person, clock):
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    train(program, client_person, reps=50, pain=4)
    response = trainer.get(url)
    assert suggested(response).option.kind == Next.LIGHTER
    assert ("Pain of 4 or more in the last two weeks", "4 sessions") in went(response)
    assert suggested(response).reasons[0] == (
        "Pain of 4 of 10 or more in 4 sessions of the last two weeks: ask about it before anything gets "
        "heavier.",
        "Setwise",
    )


@pytest.mark.parametrize(
    ("loads", "kind", "text"),
    [
        (("80",) * 5, Next.STRENGTH, "unchanged in 4 weeks, from logged sets"),
        (("80", "84", "88", "92", "96"), Next.REPEAT, "up "),
    ],
)
def test_how_the_lifts_moved_decides_by_the_logged_sets(
    signed_in, owner, client, client_person, studio, clock, loads, kind, text
):
    bench = make_exercise("Bench press")
    plan = make_program(studio, phases=[(5, ("Workout A",))])
    add_group(plan.phases.get().workouts.get(), bench, all_out=False, rir=2.0)
    program = assigned(plan, client, owner, weekdays=(0,))
    give_max(client, bench, "120", on=date(2026, 11, 22))  # tested: it would stand unchanged
    clock.move_to(datetime(2026, 12, 22, 12, tzinfo=UTC))
    for session, load in zip(Session.objects.filter(program=program).order_by("date"), loads, strict=True):
        train(program, client_person, sessions=[session], load=load, reps=10, rir="2")
    response = signed_in(owner).get(reverse("program_next", args=[program.pk]))
    assert suggested(response).option.kind == kind
    assert dict(went(response))["1RM of Bench press"].startswith(text)


def test_numbers_stand_in_the_persons_own_form(signed_in, owner, url):
    owner.locale = "en-eu"
    owner.save()
    assert signed_in(owner).get(url).status_code == 200


@pytest.mark.parametrize("trained", [1, 3])
def test_three_trained_workouts_take_as_many_queries_as_one(
    trainer, url, program, client_person, trained, clock, django_assert_num_queries
):
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    train(program, client_person, sessions=trained)
    with django_assert_num_queries(13):
        trainer.get(url)


def test_what_is_no_scheduled_program_of_an_active_client_is_not_found(trainer, program, client, studio):
    template = program.origin
    draft = Program.objects.create(studio=studio, client=client, name="Draft")
    for other in (template, draft):
        assert trainer.get(reverse("program_next", args=[other.pk])).status_code == 404
    client.archived_at = datetime.now(UTC)
    client.save()
    assert trainer.get(reverse("program_next", args=[program.pk])).status_code == 404


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"kind": ""}, "Choose what follows."),
        ({"kind": "peak"}, "Choose what follows."),
        ({"new_id": "x"}, "Choose what follows."),
        ({"kind": "extend"}, "Choose how many weeks more."),
        ({"kind": "extend", "weeks": "3"}, "Choose how many weeks more."),
        ({"kind": "extend", "weeks": "x"}, "Choose how many weeks more."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_made(trainer, url, told, problem, program):
    count = Program.objects.count()
    response = trainer.post(url, {"kind": "repeat", "new_id": NEW_ID, **told})
    assert response.status_code == 422
    assert response.context["problem"] == problem
    assert Program.objects.count() == count


# Again


def test_again_makes_a_draft_with_loads_from_the_newest_maxes(choose, program, client, owner):
    squat = Slot.objects.filter(program=program).select_related("exercise").earliest("group__position")
    before = document_of(program)
    give_max(client, squat.exercise, "200", on=date(2026, 11, 23))
    give_barbell(client)
    response = choose("repeat")
    draft = Program.objects.get(pk=NEW_ID)
    assert (response.status_code, response["Location"]) == (302, reverse("program_assign", args=[draft.pk]))
    assert (draft.name, draft.client, draft.origin, draft.starts_on, draft.created_by, draft.revision) == (
        f"{program.name}, again",
        client,
        program,
        None,
        owner,
        1,
    )
    assert Revision.objects.get(program=draft).text == f"Made from {program.name}: again"
    lifts = Slot.objects.filter(program=draft, exercise=squat.exercise)
    assert {slot.lift["one_rm"] for slot in lifts} == {"200.00"}
    assert document_of(program) == before
    assert said(response) == [f"“{draft.name}” is a draft. Look at it, and choose when it starts."]


def test_the_draft_is_offered_from_the_monday_after_on_the_same_days(choose, trainer, program):
    choose("repeat")
    form = trainer.get(reverse("program_assign", args=[NEW_ID])).context["form"]
    assert form.starts_text == "2026-12-14"
    [(_, _, fields)] = form.phases()
    assert [str(field.value()) for field in fields] == ["0", "3"]


def test_a_draft_that_follows_what_ended_long_ago_begins_on_the_coming_monday(
    choose, signed_in, owner, clock
):
    choose("repeat")
    clock.move_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    form = signed_in(owner).get(reverse("program_assign", args=[NEW_ID])).context["form"]
    assert form.starts_text == "2027-03-08"


def test_sending_it_twice_makes_one_draft(choose):
    choose("repeat")
    count = Program.objects.count()
    response = choose("repeat")
    assert (response.status_code, Program.objects.count()) == (302, count)


def test_an_id_of_something_else_is_refused(choose, program):
    response = choose("repeat", new_id=str(program.pk))
    assert response.status_code == 422
    assert response.context["problem"] == "This page is out of date. Open it again."


def test_what_was_said_the_last_time_goes_from_the_name(choose, program):
    program.name = "Base, lighter"
    program.save()
    choose("repeat")
    assert Program.objects.get(pk=NEW_ID).name == "Base, again"


def test_a_long_name_is_cut(choose, program):
    program.name = "B" * 120
    program.save()
    choose("hypertrophy")
    name = Program.objects.get(pk=NEW_ID).name
    assert (len(name), name[-14:]) == (120, "B, hypertrophy")


# Another emphasis, lighter


@pytest.mark.parametrize("goal", ["strength", "hypertrophy"])
def test_another_emphasis_changes_every_row_of_the_draft_only(choose, program, goal):
    before = document_of(program)
    choose(goal)
    draft = Program.objects.get(pk=NEW_ID)
    assert set(Slot.objects.filter(program=draft).values_list("goal", flat=True)) == {goal}
    assert document_of(program) == before
    assert draft.revision == 1


def test_lighter_has_a_third_fewer_sets_and_one_more_in_reserve(choose, program):
    lead = Slot.objects.filter(program=program).select_related("program", "exercise").earliest("pk")
    add_set_group(lead, "warm_up", by=program.created_by)
    before = {str(row.pk): row for row in SetGroup.objects.filter(program=program)}
    choose("lighter")
    for row in SetGroup.objects.filter(program_id=NEW_ID):
        was = before[str(row.origin_uuid)]
        assert row.reps == was.reps
        if was.set_type == "warm_up":
            assert (row.sets, row.rir, row.intensity) == (was.sets, was.rir, was.intensity)
            continue
        assert row.sets == max(1, round(was.sets * 2 / 3))
        assert None not in (row.rir, was.rir, row.intensity, was.intensity)
        assert row.rir == pytest.approx(max(was.rir or 0, 0) + 1)
        assert (row.intensity or 0) < (was.intensity or 0)


# Longer


def test_more_weeks_repeat_the_last_one_and_stand_on_the_calendar(choose, program, url):
    response = choose("extend", weeks="2")
    assert (response.status_code, response["Location"]) == (302, url)
    phase = program.phases.get()
    assert phase.weeks.count() == 5
    found = Session.objects.filter(program=program).order_by("date").values_list("date", flat=True)
    assert list(found)[-4:] == [MONDAY + timedelta(days=days) for days in (21, 24, 28, 31)]
    assert said(response) == [f"{phase.name}: 5 weeks: 4 workouts new."]


def test_sending_it_twice_adds_the_weeks_once(choose, program):
    choose("extend", weeks="1")
    assert choose("extend", weeks="1").status_code == 302
    assert program.phases.get().weeks.count() == 4


def test_the_page_offers_to_undo_the_added_weeks(choose, trainer, url, program):
    choose("extend", weeks="1")
    step = trainer.get(url).context["undo"]
    assert step.text == f"{program.phases.get().name}: 4 weeks: 2 workouts new"
    address = reverse("program_undo", args=[program.pk])
    trainer.post(address, {"revision": str(step.pk), "back": "history"})
    assert (program.phases.get().weeks.count(), Session.objects.filter(program=program).count()) == (3, 6)


def test_a_phase_gets_no_more_than_twelve_weeks(choose, program):
    for _ in range(2):
        choose("extend", weeks="4", new_id=str(uuid.uuid4()))
    response = choose("extend", weeks="4", new_id=str(uuid.uuid4()))
    assert response.status_code == 422
    assert response.context["problem"] == "A phase has at most 12 weeks."


def test_a_program_that_ended_long_ago_gets_no_more_weeks(trainer, url, clock):
    clock.move_to(datetime(2026, 12, 21, 12, tzinfo=UTC))
    kinds = [choice.option.kind for choice in page_of(trainer.get(url)).choices]
    assert Next.EXTEND not in kinds


# Undo


def test_a_draft_is_taken_back_by_one_click(choose, undo, trainer, url, program):
    choose("lighter")
    [draft] = page_of(trainer.get(url)).drafts
    assert str(draft.pk) == NEW_ID
    response = undo()
    assert (response.status_code, said(response)[-1]) == (302, f"“{draft.name}” was removed.")
    assert not Program.objects.filter(pk=NEW_ID).exists()
    assert said(undo())[-1] == "This draft is not there any more."


def test_a_draft_that_was_changed_or_scheduled_stays(choose, undo, program):
    choose("repeat")
    Program.objects.filter(pk=NEW_ID).update(revision=2)
    response = undo()
    assert said(response)[-1] == f"“{program.name}, again” was changed or scheduled since, so it stays."
    assert Program.objects.filter(pk=NEW_ID).exists()


def test_an_undo_reaches_drafts_of_this_program_only(undo, program, client, studio):
    other = Program.objects.create(studio=studio, client=client, name="Another draft")
    undo(str(other.pk))
    assert Program.objects.filter(pk=other.pk).exists()
    assert undo("x").status_code == 404


# Where it is offered


def test_the_clients_page_leads_there_from_ten_days_before_the_end(trainer, client, program, url, clock):
    page = reverse("client_detail", args=[client.pk])
    clock.move_to(datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert url not in trainer.get(page).content.decode()
    clock.move_to(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert url in trainer.get(page).content.decode()
    clock.move_to(datetime(2027, 1, 4, 12, tzinfo=UTC))
    assert url in trainer.get(page).content.decode()


def test_once_the_next_program_is_scheduled_the_clients_page_no_longer_asks(
    trainer, client, owner, program, url, clock
):
    page = reverse("client_detail", args=[client.pk])
    clock.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert url in trainer.get(page).content.decode()
    assigned(program.origin, client, owner, starts_on=date(2026, 12, 14))
    assert url not in trainer.get(page).content.decode()


def test_the_client_reads_that_the_trainer_sees_it(signed_in, client_person, program, clock):
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    train(program, client_person)
    visitor = signed_in(client_person)
    told = "Your trainer sees that on their desk and plans what comes next."
    assert told in visitor.get(reverse("today")).content.decode()
    last = Session.objects.filter(program=program).latest("date")
    summary = visitor.get(reverse("session_detail", args=[last.pk])).content.decode()
    assert f"That was the last workout planned for you. {told}" in summary


def test_the_client_reads_when_the_next_program_begins(
    signed_in, client_person, program, owner, client, clock
):
    clock.move_to(datetime(2026, 12, 12, 12, tzinfo=UTC))
    train(program, client_person)
    assigned(program.origin, client, owner, starts_on=date(2026, 12, 14))
    last = Session.objects.filter(program=program).latest("date")
    summary = signed_in(client_person).get(reverse("session_detail", args=[last.pk])).content.decode()
    assert "Monday 14 December" in summary
    assert "last workout planned for you" not in summary
