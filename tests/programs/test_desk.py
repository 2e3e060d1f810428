"""The trainer's desk: who needs attention and why."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from programs.models import Session
from tests.conftest import make_client
from tests.programs.planned import add_group, give_max, lift, make_exercise, make_program, schedule
from tests.programs.trained import Diary
from trainer.models import Invitation

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONDAY = NOW.date()


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(signed_in, owner):
    return lambda: signed_in(owner).get(reverse("desk")).context["page"]


def give_program(client, *, days_left, exercise=None, **changes):
    """A program of one workout whose last session is `days_left` from today."""
    program = make_program(client.studio, client=client, phases=[(1, ["Workout A"])])
    if exercise:
        add_group(program.phases.get().workouts.get(), exercise, **changes)
    schedule(program, client, starts_on=MONDAY + timedelta(days=days_left))
    return program


def invite(client, *, days):
    return Invitation.objects.create(
        studio=client.studio,
        client=client,
        token_hash=f"{client.pk}{days}",
        expires_at=NOW + timedelta(days=days),
    )


def reasons(desk):
    return {
        item.name: [(why.text, why.action, why.leads_to) for why in [item.first, *item.more]]
        for item in desk.attention
    }


def test_a_client_whose_program_goes_on_needs_no_attention(desk, client):
    give_program(client, days_left=11)
    assert reasons(desk()) == {}


def test_a_client_without_a_program_leads_to_a_new_one(desk, client):
    assert reasons(desk()) == {
        "Clara Client": [("Has no program", "New program", f"{reverse('program_create')}?client={client.pk}")]
    }


def test_a_draft_leads_to_its_scheduling(desk, client, studio):
    draft = make_program(studio, client=client)
    assert reasons(desk()) == {
        "Clara Client": [("Has no program", "Schedule the draft", reverse("program_assign", args=[draft.pk]))]
    }


@pytest.mark.parametrize(
    ("days_left", "text"),
    [
        (-1, "The program ended on 22 Nov 2026"),
        (0, "The program ends on 23 Nov 2026"),
        (10, "The program ends on 3 Dec 2026"),
    ],
)
def test_a_program_that_ends_within_ten_days_or_has_ended_leads_to_what_follows(
    desk, client, days_left, text
):
    program = give_program(client, days_left=days_left)
    assert reasons(desk())["Clara Client"] == [
        (text, "What’s next", reverse("program_next", args=[program.pk]))
    ]


def test_of_several_programs_the_one_that_ends_leads_to_what_follows_it(desk, client, studio):
    long = make_program(studio, client=client, phases=[(2, ("Workout A",))])
    schedule(long, client, starts_on=MONDAY, every=40)
    ending = give_program(client, days_left=5)
    assert reasons(desk())["Clara Client"] == [
        (
            "One of the programs ends on 28 Nov 2026",
            "What’s next",
            reverse("program_next", args=[ending.pk]),
        )
    ]
    following = make_program(studio, client=client, phases=[(2, ("Workout A",))])
    schedule(following, client, starts_on=MONDAY + timedelta(days=6), every=40)
    assert reasons(desk()) == {}


def test_what_ended_and_was_archived_leads_to_a_new_program(desk, client):
    program = give_program(client, days_left=-1)
    program.archived_at = datetime(2026, 11, 22, tzinfo=UTC)
    program.save()
    [(_, action, _)] = reasons(desk())["Clara Client"]
    assert action == "New program"


def test_an_exercise_without_a_max_is_named_while_its_program_runs(desk, client):
    give_program(client, days_left=20, exercise=make_exercise("Bench press"), lifts=lift(one_rm=None))
    assert reasons(desk()) == {
        "Clara Client": [
            (
                "No max for Bench press, so there is no load",
                "Add a max",
                reverse("max_list", args=[client.pk]),
            )
        ]
    }


def test_a_max_or_the_end_of_the_program_ends_the_reminder(desk, client, other_client):
    bench = make_exercise("Bench press")
    give_program(client, days_left=20, exercise=bench)
    give_max(client, bench, on=MONDAY)
    give_program(other_client, days_left=-1, exercise=bench)
    assert [why[0] for why in reasons(desk())["Oscar Other"]] == ["The program ended on 22 Nov 2026"]
    assert "Clara Client" not in reasons(desk())


def test_many_missing_maxes_are_named_briefly(desk, client):
    program = give_program(client, days_left=20)
    for name in ("Bench press", "Deadlift", "Row", "Squat"):
        add_group(program.phases.get().workouts.get(), make_exercise(name))
    add_group(program.phases.get().workouts.get(), make_exercise("Plank", load_kind="none"))
    add_group(program.phases.get().workouts.get(), make_exercise("Carry", measure="metres"))
    ((text, _, _),) = reasons(desk())["Clara Client"]
    assert text == "No max for Bench press, Deadlift and 2 more, so there is no load"


@pytest.mark.parametrize(
    ("invitations", "expected"),
    [
        ([], ("Cannot sign in yet", "Invite")),
        ([-1], ("The invitation has expired", "Invite again")),
        ([-1, 5], None),
    ],
)
def test_a_client_who_cannot_sign_in_is_to_be_invited(desk, studio, owner, invitations, expected):
    ben = make_client(studio, owner, "Ben")
    give_program(ben, days_left=20)
    for days in invitations:
        invite(ben, days=days)
    found = [(text, action) for text, action, _ in reasons(desk()).get("Ben", [])]
    assert found == ([expected] if expected else [])


def test_the_most_pressing_reason_leads_and_the_rest_stand_below(desk, studio, owner, client):
    ben = make_client(studio, owner, "Ben", clearance="needed")
    give_program(client, days_left=3)
    found = reasons(desk())
    assert list(found) == ["Ben", "Clara Client"]
    assert [why[0] for why in found["Ben"]] == [
        "Waits for a health professional’s clearance",
        "Has no program",
        "Cannot sign in yet",
    ]
    assert found["Ben"][0][2] == reverse("client_edit", args=[ben.pk])


def test_archived_clients_are_left_alone(desk, client):
    client.archived_at = NOW
    client.save()
    assert (reasons(desk()), desk().clients) == ({}, 0)


def test_what_is_trained_today_and_what_was_worked_on_last_are_shown(desk, client, other_client, studio):
    give_program(client, days_left=0)
    make_program(studio, name="Template")
    give_program(other_client, days_left=20)
    page = desk()
    assert [(head.client_name, head.name) for head in page.sessions] == [("Clara Client", "Workout A")]
    assert {(item.name, item.client_name) for item in page.recent} == {
        ("Strength base", "Oscar Other"),
        ("Template", None),
        ("Strength base", "Clara Client"),
    }


def test_a_new_trainer_is_led_to_a_first_client(signed_in, owner):
    content = signed_in(owner).get(reverse("desk")).content.decode()
    assert "Add your first client" in content
    assert reverse("client_create") in content


def test_a_trainer_sees_nothing_of_other_trainers_clients(signed_in, client, helper, stranger):
    give_program(client, days_left=0)
    for trainer in (helper, stranger):
        page = signed_in(trainer).get(reverse("desk")).context["page"]
        assert (page.attention, page.sessions, page.recent, page.clients) == ([], [], [], 0)


def test_the_desk_is_not_a_page_of_clients(signed_in, client, client_person):
    assert signed_in(client_person).get(reverse("desk")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_as_many_queries_for_three_clients_as_for_one(
    signed_in, owner, studio, count, django_assert_num_queries
):
    for number in range(count):
        exercise = make_exercise(f"Exercise {number}")
        row = make_client(studio, owner, f"Client {number}")
        give_program(row, days_left=0, exercise=exercise)
        diary = train(row, owner, exercise, at=NOW - timedelta(days=1))
        diary.pain(exercise.name, "knee", 5)
        diary.note("Sore")
        diary.finish()
    visitor = signed_in(owner)
    with django_assert_num_queries(9):
        page = visitor.get(reverse("desk")).context["page"]
    assert (len(page.attention), len(page.sessions), len(page.news.sessions)) == (count, count, count)


def test_the_front_door_leads_each_person_to_their_page(visitor, signed_in, owner, client, client_person):
    home = reverse("home")
    assert visitor.get(home).url == reverse("account_login")
    assert signed_in(owner).get(home).url == reverse("desk")
    assert signed_in(client_person).get(home).url == reverse("today")


def test_a_trainer_who_is_also_a_client_lands_on_the_side_they_chose(signed_in, owner, client):
    client.user = owner
    client.save()
    visitor = signed_in(owner)
    session = visitor.session
    session["role"] = "client"
    session.save()
    assert visitor.get(reverse("home")).url == reverse("today")
    assert Session.objects.count() == 0


# What is new


@pytest.fixture
def press():
    return make_exercise("Bench press")


def train(client, person, press, *, at=NOW - timedelta(hours=2), name="Workout A"):
    """A started session of the client, at which acts can be told."""
    program = make_program(client.studio, client=client, phases=[(8, [name])])
    add_group(program.phases.get().workouts.get(), press, lifts=lift(max_id="x"))
    return Diary(schedule(program, client, starts_on=at.date())[0], person, at=at)


def new_sessions(desk):
    return [(item.client_name, item.name, item.status) for item in desk().news.sessions]


def test_a_finished_session_is_new_until_it_is_read(desk, client, client_person, press, signed_in, owner):
    diary = train(client, client_person, press)
    assert new_sessions(desk) == []
    for number in range(1, 5):
        diary.log("Bench press", number)
    diary.finish(rpe="8.5")
    assert new_sessions(desk) == [("Clara Client", "Workout A", "done")]
    content = signed_in(owner).get(reverse("desk")).content.decode()
    assert reverse("session_review", args=[diary.session.pk]) in content
    assert "23 November, 10:05 a.m. · RPE 8.5" in content
    signed_in(owner).post(reverse("session_read", args=[diary.session.pk]))
    assert new_sessions(desk) == []


def test_new_sessions_stand_newest_first_with_what_matters(
    desk, client, client_person, other_client, other_client_person, press
):
    first = train(client, client_person, press, at=NOW - timedelta(hours=9))
    row = make_exercise("Row")
    first.take_back(first.swap("Bench press", row))
    first.swap("Bench press", row)
    first.pain("Row", "knee", 2)
    first.pain("Row", "shoulder", 6)
    first.note("Rack was taken", "Row")
    first.take_back(first.note("Nothing"))
    first.finish(text="Slept badly")
    train(other_client, other_client_person, press).finish()
    [newest, oldest] = desk().news.sessions
    assert (newest.client_name, newest.status_name, newest.pains, newest.swaps, newest.notes) == (
        *("Oscar Other", "Partly done", []),
        *(0, 0),
    )
    assert [pain.words for pain in oldest.pains] == ["shoulder 6 of 10", "knee 2 of 10"]
    assert (oldest.swaps, oldest.notes, oldest.newest_note) == (1, 2, "Slept badly")


def test_only_the_newest_twenty_are_shown_and_the_rest_counted(desk, client):
    sessions = schedule(
        make_program(client.studio, client=client, phases=[(11, ["A", "B"])]), client, starts_on=MONDAY
    )
    for number, session in enumerate(sessions):
        done = {"status": "done", "frozen": {}, "finished_at": NOW - timedelta(hours=number)}
        Session.objects.filter(pk=session.pk).update(**done)
    news = desk().news
    assert [item.id for item in news.sessions] == [session.pk for session in sessions[:20]]
    assert (news.total, news.more) == (22, 2)


def test_pain_comes_before_everything_else_and_leads_to_the_review(desk, client, client_person, press, owner):
    client.clearance = "needed"
    client.save()
    diary = train(client, client_person, press)
    diary.pain("Bench press", "shoulder", 4)
    diary.pain("Bench press", "shoulder", 6)
    diary.pain("Bench press", "knee", 0)
    diary.take_back(diary.pain("Bench press", "elbow", 9))
    address = reverse("session_review", args=[diary.session.pk])
    assert [why[:3] for why in reasons(desk())["Clara Client"]][:2] == [
        ("Pain: shoulder 6 of 10 (Workout A)", "Review", address),
        (
            "Waits for a health professional’s clearance",
            "Open profile",
            reverse("client_edit", args=[client.pk]),
        ),
    ]


def test_the_worst_pain_stands_first(desk, client, client_person, other_client, other_client_person, press):
    for person, row, level in ((client_person, client, 3), (other_client_person, other_client, 8)):
        train(row, person, press).pain("Bench press", "knee", level)
    again = train(client, client_person, press, name="Workout B")
    again.pain("Bench press", "hip", 7)
    found = reasons(desk())
    assert [why[0] for why in found["Clara Client"]][:2] == [
        "Pain: hip 7 of 10 (Workout B)",
        "Pain: knee 3 of 10 (Workout A)",
    ]
    assert [item.session_name for item in desk().news.hurt] == ["Workout A", "Workout B", "Workout A"]


def test_pain_that_a_trainer_has_read_of_needs_no_attention(
    desk, client, client_person, press, signed_in, owner
):
    give_max(client, press, on=MONDAY)
    diary = train(client, client_person, press)
    diary.pain("Bench press", "shoulder", 4)
    signed_in(owner).post(reverse("session_read", args=[diary.session.pk]))
    assert reasons(desk()) == {}


def test_what_is_new_is_nobody_elses(signed_in, client, client_person, press, helper, stranger):
    diary = train(client, client_person, press)
    diary.pain("Bench press", "shoulder", 4)
    diary.finish()
    for trainer in (helper, stranger):
        news = signed_in(trainer).get(reverse("desk")).context["page"].news
        assert (news.sessions, news.total, news.hurt) == ([], 0, [])
    client.archived_at = NOW
    client.save()
    news = signed_in(client.access.get().user).get(reverse("desk")).context["page"].news
    assert (news.sessions, news.total, news.hurt) == ([], 0, [])


def test_a_workout_of_today_that_is_over_leads_to_its_review(signed_in, owner, client, client_person, press):
    diary = train(client, client_person, press)
    workout, review = (
        reverse(name, args=[diary.session.pk]) for name in ("session_detail", "session_review")
    )
    content = signed_in(owner).get(reverse("desk")).content.decode()
    assert (workout in content, review in content) == (True, False)
    diary.finish()
    content = signed_in(owner).get(reverse("desk")).content.decode()
    assert (workout in content, content.count(review)) == (False, 2)
