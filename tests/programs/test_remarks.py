"""What client and trainer write to each other about a session and its exercises."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from programs.models import Remark, Session
from programs.queries.remarks import WHOLE_SESSION, About, threads_of
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from tests.programs.trained import Diary
from web.identifiers import new_uuid

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
KEY = uuid.UUID("0193567e-0000-7000-8000-000000000001")
PAGE_IS_OLD = "This page was out of date. Send it again."


@pytest.fixture(autouse=True)
def that_evening():
    with time_machine.travel(AT + timedelta(hours=2)):
        yield


@pytest.fixture
def sessions(studio, client):
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"))
    add_group(workout, make_exercise("Squat"))
    return schedule(program, client, starts_on=MONDAY)


@pytest.fixture
def session(sessions):
    return sessions[0]


@pytest.fixture
def slots(session):
    """The exercises' places: bench press, squat."""
    return [str(group.slots.get().pk) for group in session.workout.groups.order_by("position")]


@pytest.fixture
def diary(session, client_person):
    return Diary(session, client_person, at=AT)


@pytest.fixture
def write(session, signed_in):
    """`write(user, text…)` posts a remark; with `htmx=True` as the page does it."""

    def write(user, text, *, slot="", key=KEY, htmx=False, of=session):
        data = {"text": text, "key": key or "", **({"slot": slot} if slot else {})}
        headers = {"HX-Request": "true"} if htmx else {}
        return signed_in(user).post(reverse("remark_create", args=[of.pk]), data, headers=headers)

    return write


def stored():
    rows = Remark.objects.order_by("created_at", "id")
    return list(rows.values_list("text", "slot_key", "by_trainer", "author__name"))


def thread(session, slot=WHOLE_SESSION, exercise="", **who):
    about = {WHOLE_SESSION: About("the session"), **({slot: About("Bench press", exercise)} if slot else {})}
    session = Session.objects.get(pk=session.pk)
    return threads_of(session, about, as_trainer=who.get("as_trainer", True))[slot]


# Writing


def test_both_sides_write_to_the_same_thread(write, session, slots, owner, client_person):
    answer = write(client_person, "Should I drop the weight?", slot=slots[0], key=new_uuid())
    assert answer.url == f"{reverse('session_detail', args=[session.pk])}#remarks-{slots[0]}"
    answer = write(owner, "No, keep it.", slot=slots[0], key=new_uuid())
    assert answer.url == f"{reverse('session_review', args=[session.pk])}#remarks-{slots[0]}"
    said = thread(session, slots[0]).said
    assert [(one.author, one.by_trainer, one.when, one.text) for one in said] == [
        ("Clara Client", False, "23 November, 7:30 p.m.", "Should I drop the weight?"),
        ("Olivia Owner", True, "23 November, 7:30 p.m.", "No, keep it."),
    ]


def test_the_client_reads_and_answers_on_the_finished_session(
    write, diary, signed_in, client_person, owner, slots, session
):
    diary.log("Bench press")
    diary.finish()
    write(owner, "Elbows in next time.", slot=slots[0], key=new_uuid())
    page = signed_in(client_person).get(reverse("session_detail", args=[session.pk])).content.decode()
    assert f'id="remarks-{slots[0]}"' in page
    assert "Elbows in next time." in page
    assert f'action="{reverse("remark_create", args=[session.pk])}"' in page


def test_a_remark_names_its_exercise_or_the_whole_session(write, slots, owner, session):
    write(owner, "On the bench", slot=slots[0], key=new_uuid())
    write(owner, "On all of it", key=new_uuid())
    rows = Remark.objects.values_list("text", "exercise__name", "slot_key", "session")
    assert sorted(rows, key=lambda row: row[0]) == [
        ("On all of it", None, None, session.pk),
        ("On the bench", "Bench press", uuid.UUID(slots[0]), session.pk),
    ]


def test_a_remark_on_a_swapped_exercise_is_about_what_is_done_now(diary, write, slots, owner):
    press = make_exercise("Dumbbell press")
    diary.swap("Bench press", press)
    write(owner, "Good choice", slot=slots[0])
    assert Remark.objects.get().exercise == press


def test_sending_twice_writes_once(write, owner):
    answers = [write(owner, "Well done").status_code for _ in range(2)]
    assert answers == [302, 302]
    assert stored() == [("Well done", None, True, "Olivia Owner")]


def test_a_key_that_was_used_for_other_words_is_not_taken_and_nothing_is_lost(write, owner, client_person):
    write(owner, "Well done")
    for user in (owner, client_person):
        answer = write(user, "Other words")
        assert answer.status_code == 422
        found = answer.context["thread"]
        assert (found.problem, found.text, found.key != KEY) == (PAGE_IS_OLD, "Other words", True)
    assert [row[0] for row in stored()] == ["Well done"]


@pytest.mark.parametrize("key", ["", "7", "not a key"])
def test_without_a_key_nothing_is_written(write, owner, key):
    answer = write(owner, "Well done", key=key)
    assert (answer.status_code, answer.context["thread"].problem) == (422, PAGE_IS_OLD)
    assert stored() == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Write something first."),
        (" \n\t ", "Write something first."),
        ("\x00", "Write something first."),
        ("x" * 2001, "This is too long: 2001 of at most 2000 characters."),
        ("ä" * 400_000, "This is too long: 400000 of at most 2000 characters."),
    ],
    ids=["nothing", "blank", "a zero", "too long", "far too long"],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_be_written_is_refused_beside_the_field_with_the_text_kept(
    write, owner, slots, text, problem, htmx
):
    answer = write(owner, text, slot=slots[1], htmx=htmx)
    assert answer.status_code == 422
    assert answer.templates[0].name == ("programs/remarks.html" if htmx else "programs/remark.html")
    found = answer.context["thread"]
    assert (found.slot, found.problem, found.text, found.is_open) == (slots[1], problem, text, True)
    content = answer.content.decode()
    assert f'id="remarks-{slots[1]}-problem">{problem}<' in content
    assert f'aria-invalid="true" aria-describedby="remarks-{slots[1]}-problem"' in content
    assert stored() == []


def test_line_breaks_count_once_and_are_kept(write, owner, session):
    text = "\r\n".join(["x" * 9] * 200)
    assert write(owner, text).status_code == 302
    assert Remark.objects.get().text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "text",
    ["💪🏽 great", "كان ثقيلا اليوم", "<script>alert(1)</script>", "a\u202eb", "{{ 7 }}", "one\n\ntwo"],
)
def test_any_text_is_kept_and_shown_as_it_was_written(write, session, client_person, text):
    answer = write(client_person, text, htmx=True)
    assert (answer.status_code, Remark.objects.get().text) == (200, text)
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    content = answer.content.decode()
    assert f'<p class="remarks__text" dir="auto">{shown}</p>' in content
    assert "<script>" not in content


def test_the_page_is_given_the_thread_alone_with_an_empty_form(write, owner, slots):
    answer = write(owner, "Well done", slot=slots[0], htmx=True)
    assert answer.templates[0].name == "programs/remarks.html"
    found = answer.context["thread"]
    assert (found.id, found.about, found.text, found.is_open) == (
        f"remarks-{slots[0]}",
        "Bench press",
        "",
        True,
    )
    assert [one.text for one in found.said] == ["Well done"]
    assert found.key != KEY


def test_a_place_that_the_session_does_not_have_is_not_there(write, owner, sessions):
    for slot in (str(uuid.uuid4()), "7", "remarks"):
        assert write(owner, "Well done", slot=slot).status_code == 404
    assert stored() == []


@pytest.mark.parametrize("person", ["helper", "stranger", "other_client_person"])
def test_nobody_else_writes(write, request, other_client, person):
    assert write(request.getfixturevalue(person), "Hello").status_code == 404
    assert stored() == []


def test_a_trainer_who_trains_herself_writes_as_the_client(write, owner, client):
    client.user = owner
    client.save()
    write(owner, "Note to self")
    assert Remark.objects.get().by_trainer is False


def test_a_question_before_the_workout_leaves_it_planned(write, client_person, session, slots):
    write(client_person, "Dumbbells instead?", slot=slots[0])
    found = Session.objects.get(pk=session.pk)
    assert (found.status, found.frozen) == ("planned", None)


def test_what_the_client_writes_makes_a_session_new_again_and_what_the_trainer_writes_does_not(
    diary, write, session, signed_in, owner, client_person
):
    diary.finish()
    signed_in(owner).post(reverse("session_read", args=[session.pk]))
    write(owner, "Well done", key=new_uuid())
    assert Session.objects.get(pk=session.pk).read_by == owner
    write(client_person, "Thanks. And next time?", key=new_uuid())
    assert list(Session.objects.unread()) == [session]


# Reading


def test_a_note_from_the_phone_stands_in_its_thread_at_the_time_it_was_written(
    diary, session, signed_in, owner
):
    diary.note("Felt heavy", "Bench press")
    diary.finish(text="Good day")
    page = signed_in(owner).get(reverse("session_review", args=[session.pk])).context["page"]
    [note], [end] = page.exercises[0].thread.said, page.thread.said
    assert (note.when, note.text, note.at_the_end) == ("23 November, 5:31 p.m.", "Felt heavy", False)
    assert (end.when, end.text, end.at_the_end) == ("23 November, 5:32 p.m.", "Good day", True)


def test_a_note_that_was_taken_back_is_gone(diary, session):
    diary.take_back(diary.note("Oh no"))
    assert thread(session).said == []


def test_who_has_no_sign_in_any_more_keeps_their_side(diary, write, session, owner, client_person):
    diary.note("Mine")
    write(owner, "Yours")
    Remark.objects.update(author=None)
    assert [(one.author, one.text) for one in thread(session).said] == [
        ("Clara Client", "Mine"),
        ("A trainer", "Yours"),
    ]


def test_a_thread_waits_for_an_answer_while_the_other_side_had_the_last_word(write, session, owner):
    assert [thread(session, as_trainer=side).answered for side in (True, False)] == [True, True]
    write(owner, "How was it?")
    assert [thread(session, as_trainer=side).answered for side in (True, False)] == [True, False]


def test_what_was_said_of_an_exercise_that_is_gone_stands_with_the_session(diary, session):
    curl = make_exercise("Curl")
    added = diary.add(curl)
    slot = diary.entry("Curl").key
    diary.note("Light", "Curl")
    assert thread(session, slot, str(curl.pk)).said[0].text == "Light"
    diary.take_back(added)
    assert [one.text for one in thread(session).said] == ["Light"]


def test_the_last_note_on_the_exercise_is_shown_with_its_day(
    diary, sessions, slots, signed_in, owner, client_person
):
    diary.note("An older word", "Bench press")
    diary.note("Elbows flared", "Bench press")
    diary.note("Keep them in", "Bench press", by=owner)
    diary.note("Not about the bench")
    later = Diary(sessions[1], client_person, at=AT + timedelta(hours=1))
    later.note("Better", "Bench press")
    bench, squat = (
        signed_in(owner).get(reverse("session_review", args=[sessions[1].pk])).context["page"].exercises
    )
    assert bench.thread.last_time_on == "23 Nov 2026"
    assert [one.text for one in bench.thread.last_time] == ["An older word", "Elbows flared", "Keep them in"]
    assert [one.text for one in bench.thread.said] == ["Better"]
    assert (squat.thread.last_time_on, squat.thread.last_time) == ("", [])


@pytest.mark.parametrize("count", [1, 3])
def test_three_remarks_take_as_many_queries_as_one(
    write, signed_in, owner, session, slots, count, django_assert_num_queries
):
    for number in range(count):
        write(owner, f"Remark {number}", slot=slots[0], key=new_uuid())
    visitor, address = signed_in(owner), reverse("remark_create", args=[session.pk])
    data = {"text": "One more", "key": KEY, "slot": slots[0]}
    with django_assert_num_queries(14):
        answer = visitor.post(address, data, headers={"HX-Request": "true"})
    assert len(answer.context["thread"].said) == count + 1
