"""A session logged by plain forms: every act, sent twice, out of date, wrong, or not theirs."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from programs.models import ClientEvent, Remark, Session, SetLog
from programs.queries import exercises
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from tests.programs.test_today import words

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script> ‮مرحبا 💪"


@pytest.fixture(autouse=True)
def time():
    with time_machine.travel(NOW, tick=False) as traveller:
        exercises._shelves.clear()  # known by when they changed, and time stands still here
        yield traveller


@pytest.fixture
def session(studio, client):
    """Bench press 2 x 10 with 80 kg, then a row."""
    program = make_program(studio, client=client)
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"), sets=2, rir=2, all_out=False)
    add_group(workout, make_exercise("Row", pattern="horizontal_pull"), sets=1)
    return schedule(program, client, starts_on=date(2026, 11, 23))[0]


@pytest.fixture
def at_home(signed_in, client_person):
    return signed_in(client_person)


class Form:
    """The form of a page as a browser without scripts sends it."""

    def __init__(self, visitor, address):
        self.visitor, self.address = visitor, address
        self.load()

    def load(self):
        self.content = self.visitor.get(self.address).content.decode()
        start = self.content.index("/act/")
        markup = re.sub(r"<template.*?</template>", "", self.content[start:], flags=re.DOTALL)
        self.markup = markup[: markup.index("</form>")]
        self.fields: dict[str, list[str]] = {}
        for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", self.markup):
            found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            self.fields.setdefault(found["name"], []).append(found.get("value", ""))
        self.buttons = re.findall(r'<button[^>]*name="act" value="([^"]*)"', self.markup)
        return self

    def button(self, start, number=0):
        return [value for value in self.buttons if value.startswith(start)][number]

    def press(self, act, *, follow=False, **changes):
        """`load=("82.5", 1)` types into the second field of this name, `text="…"` into the only one."""
        fields = {name: list(values) for name, values in self.fields.items()}
        for name, value in changes.items():
            typed, place = value if isinstance(value, tuple) else (value, 0)
            fields.setdefault(name.replace("_", "-"), [""])[place] = typed
        address = re.search(r'action="([^"]*/act/)"', self.content)
        assert address is not None
        return self.visitor.post(address[1], {**fields, "act": act}, follow=follow)


@pytest.fixture
def log(at_home, session):
    return Form(at_home, reverse("session_detail", args=[session.pk]))


def more(at_home, session, name="Bench press"):
    slot = next(
        row for row in session.workout.groups.all() if row.slots.get().exercise.name == name
    ).slots.get()
    return Form(at_home, f"{reverse('session_more', args=[session.pk])}?slot={slot.pk.hex}")


def choose(at_home, session, query=""):
    return Form(at_home, reverse("session_choose", args=[session.pk]) + query)


def standing():
    rows = SetLog.objects.standing().order_by("performed_at")
    return list(rows.values_list("exercise__name", "load", "reps", "rir"))


def kinds():
    return list(ClientEvent.objects.order_by("at").values_list("kind", flat=True))


# Every act


def test_the_check_beside_a_set_logs_what_stands_in_its_fields(log, session):
    answer = log.press(log.button("set:", 1), load=("82,5", 1), amount=("9", 1), rir=("1", 1))
    assert (answer.status_code, answer.url) == (302, f"/workouts/{session.pk}/#e0")
    assert standing() == [("Bench press", Decimal("82.5"), 9, Decimal(1))]
    stored = ClientEvent.objects.get()
    assert (stored.at, stored.payload["set_type"]) == (NOW, "working")
    assert stored.user == session.client.user


def test_a_load_may_be_typed_with_its_own_unit(log):
    log.press(log.button("set:"), load="176 lb")
    assert list(SetLog.objects.values_list("load", "unit")) == [(Decimal(176), "lb")]


def test_a_set_is_changed_and_taken_back(log):
    log.press(log.button("set:"))
    log.load().press(log.button("correct:"), amount="8")
    assert standing() == [("Bench press", Decimal(80), 8, None)]
    log.load().press(log.button("undo:"))
    assert standing() == []
    assert kinds() == ["set", "correct", "correct"]


def test_a_warm_up_is_added_in_its_order(log):
    log.press(log.button("warm:"))
    assert kinds() == ["add"] * 3
    log.load()
    assert log.fields["load"][:4] == ["32.5", "47.5", "65", "80"]
    log.press(log.button("set:"))
    assert list(SetLog.objects.values_list("load", "set_type")) == [(Decimal("32.5"), "warm_up")]


def test_a_set_is_added_and_removed(log, at_home, session):
    page = more(at_home, session)
    page.press(page.button("add:"), add="back_off")
    assert len(log.load().fields["load"]) == 4
    log.press(log.button("undo:"))
    assert len(log.load().fields["load"]) == 3


def test_a_set_or_all_that_is_left_is_skipped(log, at_home, session):
    page = more(at_home, session)
    page.press(page.button("skip:"), reason=SCRIPT)
    assert log.load().markup.count("<small>skipped</small>") == 1
    page = more(at_home, session)
    page.press(page.button("skip:", 1))
    assert log.load().markup.count("<small>skipped</small>") == 2
    assert ClientEvent.objects.earliest("at").payload["reason"] == SCRIPT


def test_a_note_and_pain_are_told(log, at_home, session):
    page = more(at_home, session)
    page.press(page.button("note:"), text=SCRIPT)
    page.press(page.button("pain:"), region="shoulder", level="4")
    text = words(at_home.get(reverse("session_detail", args=[session.pk])))
    assert "Pain: Shoulder, 4 of 10" in text
    assert Remark.objects.get().text == SCRIPT
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in log.load().content


def test_an_exercise_is_swapped_with_a_reason(log, at_home, session):
    make_exercise("Dip")
    slot = session.workout.groups.first().slots.get()
    page = choose(at_home, session, f"?slot={slot.pk}")
    page.press(page.button("swap:"), reason="Rack taken")
    text = words(at_home.get(reverse("session_detail", args=[session.pk])))
    assert "A Dip Instead of Bench press: Rack taken" in text


def test_an_exercise_is_added_with_three_sets(log, at_home, session):
    make_exercise("Curl", pattern="curl")
    page = choose(at_home, session, "?q=curl")
    page.press(page.button("exercise:"))
    assert len(log.load().fields["about"]) == 3
    assert len(log.fields["load"]) == 6
    log.press(log.button("undo:"))
    assert len(log.load().fields["about"]) == 2


def test_a_session_is_finished_opened_again_and_finished(log, at_home, session):
    log.press(log.button("set:"))
    answer = log.press("finish", rpe="7", minutes="42", finish_text=SCRIPT, follow=True)
    assert "Sets 1 of 3" in words(answer)
    session.refresh_from_db()
    assert (session.status, session.rpe, session.minutes) == ("partial", Decimal(7), 42)
    summary = Form(at_home, reverse("session_detail", args=[session.pk]))
    summary.press("reopen")
    session.refresh_from_db()
    assert session.status == "in_progress"
    log.load().press("finish")
    session.refresh_from_db()
    assert (session.status, session.rpe) == ("partial", None)
    assert kinds() == ["set", "finish", "reopen", "finish"]


def test_enter_in_a_field_says_what_to_press_and_changes_nothing(log):
    answer = log.press("none", follow=True)
    assert "Press the check beside the set that you have done." in words(answer)
    assert kinds() == []


# Once


def test_the_same_page_sent_twice_is_stored_once(log, time):
    for _ in range(2):
        answer = log.press(log.button("set:"), follow=True)
        time.shift(timedelta(seconds=2))
    assert "used before" not in words(answer)
    assert len(kinds()) == 1
    assert standing() == [("Bench press", Decimal(80), 10, None)]


def test_a_page_used_before_with_other_numbers_says_so_and_changes_nothing(log):
    log.press(log.button("set:"))
    answer = log.press(log.button("set:"), amount="5", follow=True)
    assert "This page was used before. It now shows how things stand." in words(answer)
    assert standing() == [("Bench press", Decimal(80), 10, None)]


def test_every_act_sent_twice_is_stored_once(log, at_home, session):
    make_exercise("Dip")
    first = session.workout.groups.first().slots.get()
    page, swap = more(at_home, session), choose(at_home, session, f"?slot={first.pk}")
    presses = [
        (page, page.button("add:"), {"add": "drop"}),
        (page, page.button("note:"), {"text": "Hm"}),
        (page, page.button("pain:"), {"region": "knee", "level": "2"}),
        (page, page.button("skip:"), {}),
        (swap, swap.button("swap:"), {}),
        (log, log.button("warm:"), {}),
        (log, "finish", {}),
    ]
    for form, act, typed in presses:
        for _ in range(2):
            form.press(act, **typed)
    counted = [kind for kind in sorted(kinds()) if kind != "add"]
    assert counted == ["finish", "note", "pain", "skip", "swap"]
    assert kinds().count("add") == 4
    assert Remark.objects.count() == 1


# What can't be stored


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": ("ten", 1)}, "Repetitions: a whole number."),
        ({"amount": ("", 1)}, "How many repetitions?"),
        ({"amount": ("-1", 1)}, "Repetitions: from 0 to 1000."),
        ({"load": ("heavy", 1)}, "The load: “heavy” is not a number."),
        ({"load": ("9999", 1)}, "The load: from 0 to 2000."),
        ({"rir": ("lots", 1)}, "Repetitions in reserve: “lots” is not a number."),
    ],
)
def test_wrong_numbers_come_back_with_the_reason_and_everything_that_was_typed(log, typed, says):
    answer = log.press(log.button("set:", 1), **{"load": ("81", 1), "amount": ("7", 1)} | typed)
    assert answer.status_code == 422
    assert says.replace("’", "’") in words(answer)
    asked = [(item.name, item.value) for item in answer.context["asked"] if item.label]
    wanted = {"load": "81", "amount": "7", "rir": ""} | {name: value for name, (value, _) in typed.items()}
    assert asked == list(wanted.items())
    assert kinds() == []


def test_what_was_mended_on_the_page_of_the_refusal_is_stored(log, at_home, session):
    answer = log.press(log.button("set:", 1), amount=("ten", 1), load=("81", 1))
    fields: dict[str, list[str]] = {}
    for item in answer.context["asked"]:
        value = "10" if item.label == "Amount" else item.value
        fields.setdefault(item.name, []).append(value)
    again = at_home.post(reverse("session_act", args=[session.pk]), fields)
    assert again.status_code == 302
    assert standing() == [("Bench press", Decimal(81), 10, None)]


@pytest.mark.parametrize(
    ("act", "typed", "says"),
    [
        ("note:", {"text": "x" * 2001}, "This text is too long: 2,001 of at most 2,000 characters."),
        ("note:", {"text": "  "}, "The note is empty."),
        ("pain:", {"region": "", "level": "3"}, "Where it hurts is missing or not known."),
        ("skip:", {"reason": "x" * 201}, "This text is too long: 201 of at most 200 characters."),
    ],
)
def test_texts_come_back_with_the_reason(at_home, session, act, typed, says):
    page = more(at_home, session)
    answer = page.press(page.button(act), **typed)
    assert (answer.status_code, says in words(answer)) == (422, True)
    asked = {item.name: item.value for item in answer.context["asked"] if item.label}
    assert asked == typed


def test_what_was_typed_comes_back_as_text_and_never_as_markup(at_home, session):
    page = more(at_home, session)
    content = page.press(page.button("note:"), text=SCRIPT * 100).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;" in content


@pytest.mark.parametrize("field", ["rpe", "minutes"])
def test_the_end_of_a_session_is_refused_with_wrong_numbers(log, session, field):
    answer = log.press("finish", **{field: "much"})
    assert answer.status_code == 422
    session.refresh_from_db()
    assert session.status == "planned"


@pytest.mark.parametrize(
    "act",
    [
        "",
        "fly",
        "set",
        "set:0",
        "set:9:9:x:working",
        "set:0:0:not-a-key:working",
        "undo:",
        "warm:0:20:kg",
        "warm:0:20xx8:kg",
        "skip:only",
        "swap:a:b",
        "correct:0:0:k:working",
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_no_error(log, act):
    answer = log.press(act)
    assert answer.status_code == 422
    assert kinds() == []


@pytest.mark.parametrize("nonce", ["", "nonsense"])
def test_a_page_without_its_nonce_is_out_of_date(log, nonce):
    answer = log.press(log.button("set:"), nonce=nonce)
    assert (answer.status_code, "This page is out of date" in words(answer)) == (422, True)


def test_a_correction_of_what_is_not_there_is_refused(log):
    answer = log.press(f"undo:{uuid.uuid4()}")
    assert (answer.status_code, "What this corrects is not here." in words(answer)) == (422, True)
    assert kinds() == []


def test_an_exercise_of_another_studio_is_not_known_here(at_home, session, stranger):
    theirs = make_exercise("Secret lift", studio=stranger.memberships.get().studio)
    page = choose(at_home, session, "?q=row")
    answer = page.press(f"exercise::{theirs.pk}")
    assert (answer.status_code, "This exercise is not known here." in words(answer)) == (422, True)
    assert "Secret" not in answer.content.decode()


# Pages beside the log


def test_more_of_an_exercise_that_is_not_there_is_not_there(at_home, session):
    address = reverse("session_more", args=[session.pk])
    assert at_home.get(address).status_code == 404
    assert at_home.get(f"{address}?slot={uuid.uuid4()}").status_code == 404
    assert at_home.get(f"{address}?slot=nonsense").status_code == 404


def test_where_nothing_is_left_there_is_nothing_to_skip(log, at_home, session):
    log.press(log.button("set:"))
    log.load().press(log.button("set:"))
    page = more(at_home, session)
    assert [value for value in page.buttons if value.startswith("skip:")] == []


def test_each_page_leads_back_to_the_workout(at_home, session):
    slot = session.workout.groups.first().slots.get()
    back = f'href="/workouts/{session.pk}/"'
    for name in ("session_more", "session_choose"):
        answer = at_home.get(f"{reverse(name, args=[session.pk])}?slot={slot.pk}")
        assert back in answer.content.decode()


def test_a_trainer_logs_for_the_client_and_comes_back_to_the_floor(signed_in, owner, session):
    page = Form(signed_in(owner), f"{reverse('floor')}?s={session.pk}")
    answer = page.press(page.button("set:"))
    assert answer.url == f"/floor/?s={session.pk}#1e0"
    event = ClientEvent.objects.get()
    assert (event.user, event.client) == (owner, session.client)
    assert standing() == [("Bench press", Decimal(80), 10, None)]


def test_on_the_floor_the_note_is_the_trainers_and_more_leads_back_there(signed_in, owner, at_home, session):
    slot = session.workout.groups.first().slots.get()
    slot.note = "Pause & press"
    slot.save()
    floor = signed_in(owner).get(f"{reverse('floor')}?s={session.pk}").content.decode()
    own = at_home.get(f"/workouts/{session.pk}/").content.decode()
    address = f"/workouts/{session.pk}/more/?slot={slot.pk.hex}"
    assert '<b>Trainer’s note:</b> <span dir="auto">Pause &amp; press</span>' in floor
    assert f'href="{address}&amp;floor={session.pk}" data-more' in floor
    assert '<b>From your trainer:</b> <span dir="auto">Pause &amp; press</span>' in own
    assert f'href="{address}" data-more' in own


@pytest.mark.parametrize("floor", ["nonsense", "", str(uuid.UUID(int=7))])
def test_a_floor_that_can_not_be_read_leads_to_the_workout(log, session, floor):
    answer = log.press(log.button("set:"), floor=floor)
    assert answer.url == f"/workouts/{session.pk}/#e0"


def test_a_finished_session_can_be_logged_on(log, session):
    log.press("finish")
    log.press(log.button("set:"))
    assert standing() == [("Bench press", Decimal(80), 10, None)]
    assert Session.objects.get(pk=session.pk).status == "partial"
