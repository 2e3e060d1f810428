"""The pages that move, skip, bring forward and add a session, and the undoing of it."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from programs.actions.calendar import move_session, skip_session
from programs.actions.sessions import start_session
from programs.forms.undo import SECONDS
from programs.models import Session
from tests.conftest import make_client
from tests.programs.planned import make_program, schedule
from trainer.models import Studio

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


@pytest.fixture(autouse=True)
def monday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sessions(studio, client):
    """A on Monday, B on Wednesday, C on Friday; a week later again."""
    program = make_program(studio, client=client, phases=[(2, ["A", "B", "C"])])
    rows = schedule(program, client, starts_on=MONDAY)
    for number, session in enumerate(rows):
        session.date = MONDAY + (7 * (number // 3) + 2 * (number % 3)) * DAY
        session.save()
    return rows


@pytest.fixture
def at_home(signed_in, client_person):
    return signed_in(client_person)


@pytest.fixture
def at_work(signed_in, owner):
    return signed_in(owner)


def url(name, session):
    return reverse(f"session_{name}", args=[session.pk])


def stored(session):
    return Session.objects.get(pk=session.pk)


def words(response):
    """The text of a page, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def told(response):
    """What the messages of a page say, after following where an answer leads."""
    return [re.sub(r"<[^>]+>", "", str(message)).strip() for message in response.context["messages"]]


def undo_of(response):
    """The fields of the Undo form in a page's message."""
    form = response.content.decode().split(reverse("moves_undo"), 1)[1].split("</form>")[0]
    return dict(re.findall(r'name="(undo|next)" value="([^"]*)"', form))


# Moving


def test_the_page_offers_tomorrow_and_the_next_free_days_of_the_week(at_home, sessions):
    response = at_home.get(url("move", sessions[0]))
    assert response.status_code == 200
    page = response.context["page"]
    assert [(choice.label, choice.text, choice.beside) for choice in page.choices] == [
        ("Tomorrow", "24 November", ""),
        ("Thu", "26 November", ""),
        ("Sat", "28 November", ""),
        ("Sun", "29 November", ""),
        ("Tue", "1 December", ""),
    ]
    assert page.rest == ["B (Wed 25 November)", "C (Fri 27 November)"]
    assert page.limit == ", but before Mon 30 November, when the next week begins"


def test_a_day_with_a_workout_on_it_says_so(at_home, sessions):
    choices = at_home.get(url("move", sessions[1])).context["page"].choices
    assert [(choice.label, choice.beside) for choice in choices[:3]] == [
        ("Today", "A"),
        ("Tomorrow", ""),
        ("Thu", ""),
    ]


def test_for_a_later_week_the_free_days_of_that_week_are_offered(at_home, sessions):
    choices = at_home.get(url("move", sessions[4])).context["page"].choices
    assert [(choice.label, choice.day) for choice in choices] == [
        ("Today", MONDAY),
        ("Tomorrow", TUESDAY),
        ("Tue", MONDAY + 8 * DAY),
        ("Thu", MONDAY + 10 * DAY),
        ("Sat", MONDAY + 12 * DAY),
        ("Sun", MONDAY + 13 * DAY),
    ]


def test_one_tap_moves_a_session_and_says_so_on_today(at_home, sessions):
    answer = at_home.post(url("move", sessions[0]), {"on": "2026-11-24", "day": "2026-11-23"}, follow=True)
    assert answer.redirect_chain == [(reverse("today"), 302)]
    assert told(answer) == ["A moved to Tuesday 24 November. Undo"]
    assert stored(sessions[0]).date == TUESDAY


def test_a_typed_day_moves_a_session_back_to_the_page_it_came_from(at_home, sessions):
    back = f"{reverse('calendar')}?month=2026-12"
    answer = at_home.post(url("move", sessions[0]), {"day": "2026-11-25", "next": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert told(answer) == ["A moved to Wednesday 25 November, where B stands too. Undo"]


def test_the_rest_of_the_week_moves_along(at_home, sessions):
    answer = at_home.post(url("move", sessions[0]), {"scope": "week", "on": "2026-11-24"}, follow=True)
    assert told(answer) == ["A and 2 more workouts moved 1 day later. Undo"]
    assert [stored(session).date - session.date for session in sessions[:4]] == [DAY, DAY, DAY, 0 * DAY]


def test_do_it_now_moves_a_missed_session_to_today_and_opens_it(at_home, sessions):
    Session.objects.filter(pk=sessions[1].pk).update(date=MONDAY - 3 * DAY)
    page = url("detail", sessions[1])
    answer = at_home.post(url("move", sessions[1]), {"on": "today", "next": page}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert told(answer) == ["B moved to today, where A stands too. Undo"]
    assert stored(sessions[1]).date == MONDAY


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Choose a day."),
        ({"day": "soon"}, "This is not a date."),
        ({"on": "soon", "day": "2026-11-24"}, "This is not a date."),
        ({"day": "2026-11-22"}, "This day is over. Choose today or a later one."),
        ({"day": "2028-11-24"}, "Choose a day within two years of today."),
        (
            {"day": "2026-11-26", "scope": "week"},
            "The rest of the week can move by 2 days at most: the next week begins on Mon 30 November.",
        ),
    ],
)
def test_a_refused_day_says_why_beside_the_field_and_keeps_what_was_chosen(at_home, sessions, sent, problem):
    answer = at_home.post(url("move", sessions[0]), {"next": "/calendar/", **sent})
    assert answer.status_code == 422
    content = answer.content.decode()
    assert f'id="day-error">{problem}</p>' in content
    assert 'aria-invalid="true" aria-describedby="day-error"' in content
    form = answer.context["form"]
    assert (form.day_text, form.whole_week) == (sent.get("on") or sent.get("day", ""), "scope" in sent)
    assert '<input type="hidden" name="next" value="/calendar/">' in content
    assert stored(sessions[0]).date == MONDAY


def test_sending_twice_moves_once_and_tells_of_it_once(at_home, sessions):
    for _ in range(2):
        assert (
            at_home.post(url("move", sessions[0]), {"scope": "week", "on": "2026-11-24"}).status_code == 302
        )
    assert told(at_home.get(reverse("today"))) == ["A and 2 more workouts moved 1 day later. Undo"]
    assert stored(sessions[0]).date == TUESDAY


def test_what_has_started_has_no_form_and_stays(at_home, sessions, owner):
    start_session(session=sessions[0], by=owner, now=NOON)
    for name, sent in (("move", {"on": "2026-11-24"}), ("skip", {"reason": "Ill"})):
        page = at_home.get(url(name, sessions[0]))
        assert (page.status_code, '<form method="post" class="form-narrow"' in page.content.decode()) == (
            200,
            False,
        )
        assert "It has started, so it stays where it is." in words(page)
        assert at_home.post(url(name, sessions[0]), sent).status_code == 422
    at_home.post(url("plan_again", sessions[0]))
    assert told(at_home.get(reverse("today"))) == ["A has started, so it stays where it is."]
    assert (stored(sessions[0]).date, stored(sessions[0]).status) == (MONDAY, "in_progress")


def test_a_trainer_moves_a_clients_session_and_is_back_on_their_calendar(at_work, client, sessions):
    answer = at_work.post(url("move", sessions[0]), {"on": "2026-11-24"}, follow=True)
    assert answer.redirect_chain == [(reverse("client_calendar", args=[client.pk]), 302)]
    assert told(answer) == ["A moved to Tuesday 24 November. Undo"]
    assert "Clara Client · Tuesday 24 November · Moved from Mon" in words(
        at_work.get(url("move", sessions[0]))
    )


def test_sessions_of_an_archived_client_are_not_moved(at_work, at_home, client, sessions):
    client.archived_at = NOON
    client.save()
    for visitor in (at_work, at_home):
        assert visitor.post(url("move", sessions[0]), {"on": "2026-11-24"}).status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_a_page_that_is_not_ours_is_never_gone_back_to(at_home, sessions, elsewhere):
    assert elsewhere not in at_home.get(url("move", sessions[0]), {"next": elsewhere}).content.decode()
    answer = at_home.post(url("move", sessions[0]), {"on": "2026-11-24", "next": elsewhere})
    assert answer.headers["Location"] == reverse("today")


def test_names_are_text_and_never_markup(at_home, sessions):
    Session.objects.update(name="<b>A</b>")
    answer = at_home.post(url("move", sessions[0]), {"on": "2026-11-25"}, follow=True)
    assert "&lt;b&gt;A&lt;/b&gt; moved to Wednesday" in answer.content.decode()
    assert "<b>A</b>" not in answer.content.decode()


# Skipping


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"reason": "Ill"}, "Ill"),
        ({"words": "Moving house"}, "Moving house"),
        ({"reason": "Ill", "words": "a cold"}, "Ill: a cold"),
        ({"words": "w" * 200}, "w" * 200),
    ],
)
def test_a_session_is_skipped_with_a_reason(at_home, sessions, sent, reason):
    answer = at_home.post(url("skip", sessions[0]), sent, follow=True)
    assert answer.redirect_chain == [(reverse("today"), 302)]
    assert told(answer) == [f"A is skipped: {reason[0].lower()}{reason[1:]}. Undo"]
    assert (stored(sessions[0]).status, stored(sessions[0]).skip_reason) == ("skipped", reason)


@pytest.mark.parametrize(
    ("sent", "name", "problem"),
    [
        ({}, "words", "Tap a reason, or write a word about why."),
        ({"words": "   "}, "words", "Tap a reason, or write a word about why."),
        ({"words": "w" * 201}, "words", "Say it in 200 characters."),
        (
            {"reason": "Ill", "words": "w" * 196},
            "words",
            "Together with the reason this is over 200 characters.",
        ),
        (
            {"reason": "Bored"},
            "reason",
            "Choose one of the reasons, or write it in your own words.",
        ),
    ],
)
def test_without_a_reason_nothing_is_skipped(at_home, sessions, sent, name, problem):
    answer = at_home.post(url("skip", sessions[0]), {"next": "/calendar/", **sent})
    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {name: [problem]})
    assert problem in words(answer)
    assert (answer.context["form"]["words"].value() or "", answer.context["next"]) == (
        sent.get("words", ""),
        "/calendar/",
    )
    assert stored(sessions[0]).status == "planned"


def test_the_question_is_why_not_today_only_on_its_day(at_home, sessions):
    assert "Why not today?" in words(at_home.get(url("skip", sessions[0])))
    assert "Why?" in words(at_home.get(url("skip", sessions[1])))


def test_a_skipped_session_is_planned_again_by_one_tap(at_home, sessions, owner):
    skip_session(session=sessions[0], reason="Ill", by=owner)
    for _ in range(2):
        assert at_home.post(url("plan_again", sessions[0]), {"next": "/calendar/"}).status_code == 302
    assert told(at_home.get(reverse("today"))) == ["A is planned again for Monday 23 November. Undo"]
    assert stored(sessions[0]).status == "planned"


# The next one today


def test_on_a_rest_day_the_next_workout_is_done_today_by_one_tap(at_home, sessions):
    with time_machine.travel(NOON + DAY):
        page = at_home.get(reverse("session_forward"))
        assert (page.context["page"].session, page.context["page"].todays) == (sessions[1], [])
        for _ in range(2):
            answer = at_home.post(reverse("session_forward"), {"session": sessions[1].pk})
            assert answer.headers["Location"] == reverse("today")
        assert told(at_home.get(reverse("today"))) == ["B moved to today. Undo"]
    assert (stored(sessions[1]).date, stored(sessions[1]).planned_on) == (TUESDAY, WEDNESDAY)


def test_where_today_has_a_workout_of_its_own_the_page_asks(at_home, sessions):
    answer = at_home.post(reverse("session_forward"), {"session": sessions[1].pk}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('session_forward')}?session={sessions[1].pk}", 302)]
    assert "Today you have A." in words(answer)
    assert "Exchange them A moves to Wednesday 25 November" in words(answer)
    assert stored(sessions[1]).date == WEDNESDAY


def test_the_two_are_exchanged_once_however_often_it_is_sent(at_home, sessions):
    for _ in range(2):
        at_home.post(reverse("session_forward"), {"session": sessions[1].pk, "how": "exchange"})
    assert told(at_home.get(reverse("today"))) == [
        "B moved to today, A to Wednesday 25 November. Undo",
    ]
    assert (stored(sessions[0]).date, stored(sessions[1]).date) == (WEDNESDAY, MONDAY)


def test_both_are_done_today(at_home, sessions):
    answer = at_home.post(reverse("session_forward"), {"session": sessions[1].pk, "how": "both"}, follow=True)
    assert told(answer) == ["B moved to today, where A stands too. Undo"]
    assert (stored(sessions[0]).date, stored(sessions[1]).date) == (MONDAY, MONDAY)


def test_after_the_last_workout_there_is_nothing_to_bring_forward(at_home, sessions):
    with time_machine.travel(NOON + 30 * DAY):
        assert "Nothing is planned after today" in words(at_home.get(reverse("session_forward")))


@pytest.mark.parametrize("sent", [{}, {"session": "soon"}])
def test_a_forward_that_names_no_workout_says_so(at_home, sessions, sent):
    answer = at_home.post(reverse("session_forward"), sent)
    assert (answer.status_code, "Choose a workout." in words(answer)) == (422, True)


def test_a_way_to_do_it_that_does_not_exist_changes_nothing(at_home, sessions):
    answer = at_home.post(reverse("session_forward"), {"session": sessions[1].pk, "how": "never"})
    assert (answer.status_code, stored(sessions[1]).date) == (422, WEDNESDAY)


def test_what_has_started_meanwhile_is_not_brought_forward(at_home, sessions, owner):
    start_session(session=sessions[1], by=owner, now=NOON)
    answer = at_home.post(reverse("session_forward"), {"session": sessions[1].pk, "how": "both"})
    assert (answer.status_code, "B has started, so it stays where it is." in words(answer)) == (422, True)


def test_nobody_brings_another_persons_workout_forward(
    signed_in, sessions, owner, other_client_person, other_client
):
    for person in (owner, other_client_person):
        answer = signed_in(person).post(reverse("session_forward"), {"session": sessions[1].pk})
        assert answer.status_code == 404
    garbled = signed_in(other_client_person).get(reverse("session_forward"), {"session": "soon"})
    assert garbled.status_code == 404
    assert stored(sessions[1]).date == WEDNESDAY


# Unplanned


def test_an_unplanned_workout_is_made_for_today_and_opens(at_home, client):
    form = at_home.get(reverse("session_unplanned")).context["form"]
    sent = {"name": "Hotel gym", "new_id": str(form["new_id"].value())}
    answers = [at_home.post(reverse("session_unplanned"), sent) for _ in range(2)]
    made = Session.objects.get()
    assert (made.name, made.client, made.date, made.program) == ("Hotel gym", client, MONDAY, None)
    assert [answer.headers["Location"] for answer in answers] == [url("detail", made)] * 2
    assert at_home.get(url("detail", made)).status_code == 200


def test_an_unplanned_workout_needs_a_name(at_home, client):
    sent = {"name": " ", "new_id": str(uuid.uuid4())}
    answer = at_home.post(reverse("session_unplanned"), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"name": ["Give it a name, so that you find it again."]}
    assert f'name="new_id" value="{sent["new_id"]}"' in answer.content.decode()


def test_a_form_that_was_used_for_another_workout_gets_a_new_key(at_home, client):
    sent = {"name": "Hotel gym", "new_id": str(uuid.uuid4())}
    at_home.post(reverse("session_unplanned"), sent)
    answer = at_home.post(reverse("session_unplanned"), {**sent, "name": "Park"})
    assert answer.status_code == 422
    assert "This form was used before. Send it once more to add another workout." in words(answer)
    fresh = answer.context["form"]["new_id"].value()
    assert at_home.post(reverse("session_unplanned"), {"name": "Park", "new_id": fresh}).status_code == 302
    assert sorted(Session.objects.values_list("name", flat=True)) == ["Hotel gym", "Park"]


def test_a_client_of_two_studios_says_with_whom(at_home, client, client_person, stranger):
    elsewhere = Studio.objects.get(memberships__user=stranger)
    second = make_client(elsewhere, stranger, "Clara C.", user=client_person)
    sent = {"name": "Hotel gym", "new_id": str(uuid.uuid4())}
    answer = at_home.post(reverse("session_unplanned"), sent)
    assert answer.context["form"].errors == {"client": ["Choose with whom you train it."]}
    assert "Northside Strength" in words(answer)
    assert "Southside Barbell" in words(answer)
    at_home.post(reverse("session_unplanned"), {**sent, "client": str(second.pk)})
    assert Session.objects.get().client == second


@pytest.mark.parametrize("wrong", ["soon", "0e1c1a4e-0000-7000-8000-000000000000"])
def test_nobody_adds_a_workout_to_another_persons_calendar(at_home, client, other_client, wrong):
    for chosen in (wrong, str(other_client.pk)):
        sent = {"name": "Hotel gym", "new_id": str(uuid.uuid4()), "client": chosen}
        assert at_home.post(reverse("session_unplanned"), sent).status_code == 422
    assert not Session.objects.exists()


# Undo


def test_undo_takes_a_whole_week_back_to_where_it_stood(at_home, sessions):
    done = at_home.post(
        url("move", sessions[0]),
        {"scope": "week", "on": "2026-11-24", "next": "/calendar/"},
        follow=True,
    )
    undo = undo_of(done)
    answer = at_home.post(reverse("moves_undo"), undo, follow=True)
    assert answer.redirect_chain == [("/calendar/", 302)]
    assert told(answer) == ["Undone."]
    assert [stored(session).date for session in sessions] == [session.date for session in sessions]
    assert told(at_home.post(reverse("moves_undo"), undo, follow=True)) == []


def test_undo_brings_a_missed_session_back_to_the_day_that_is_over(at_home, sessions):
    Session.objects.filter(pk=sessions[0].pk).update(date=MONDAY - 3 * DAY)
    done = at_home.post(url("move", sessions[0]), {"on": "today"}, follow=True)
    at_home.post(reverse("moves_undo"), undo_of(done))
    assert stored(sessions[0]).date == MONDAY - 3 * DAY


def test_undo_says_so_when_something_else_happened_since(at_home, sessions, owner):
    done = at_home.post(url("skip", sessions[0]), {"reason": "Ill"}, follow=True)
    move_session(session=sessions[0], day=TUESDAY, by=owner)
    answer = at_home.post(reverse("moves_undo"), undo_of(done), follow=True)
    assert told(answer) == ["A was changed since, so nothing was undone."]
    assert stored(sessions[0]).date == TUESDAY


def test_an_undo_is_good_for_a_day_and_for_those_who_may_move_the_session(
    at_home, at_work, signed_in, sessions, stranger, other_client_person, other_client
):
    undo = undo_of(at_home.post(url("skip", sessions[0]), {"reason": "Ill"}, follow=True))
    forged = {"undo": f"{undo['undo'][:-2]}xx"}
    for person in (stranger, other_client_person):
        assert signed_in(person).post(reverse("moves_undo"), undo).status_code == 404
    assert at_home.post(reverse("moves_undo"), forged).status_code == 404
    with time_machine.travel(NOON + timedelta(seconds=SECONDS + 1)):
        assert at_home.post(reverse("moves_undo"), undo).status_code == 404
    assert stored(sessions[0]).status == "skipped"
    assert at_work.post(reverse("moves_undo"), undo).status_code == 302
    assert stored(sessions[0]).status == "planned"


# What it costs


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_queries_with_three_sessions_as_with_one(
    at_home, studio, client, count, django_assert_num_queries
):
    program = make_program(studio, client=client, phases=[(2, [f"W{number}" for number in range(count + 1)])])
    rows = schedule(program, client, starts_on=MONDAY, every=0)
    Session.objects.exclude(pk=rows[0].pk).update(date=TUESDAY, position=2)
    Session.objects.filter(pk=rows[-1].pk).update(date=MONDAY + 9 * DAY)
    expected = {url("move", rows[0]): 7, url("skip", rows[0]): 3, reverse("session_forward"): 4}
    for address, queries in expected.items():
        with django_assert_num_queries(queries):
            assert at_home.get(address).status_code == 200
    with django_assert_num_queries(3):
        assert at_home.get(reverse("session_unplanned")).status_code == 200
