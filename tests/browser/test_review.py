"""A trainer goes through a new session and answers; the client reads it. With and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.models import Remark, Session
from tests.browser.conftest import DESKTOP, PHONE, NewContext, SignIn, assert_accessible, assert_fits
from tests.programs.planned import add_group, lift, make_exercise, make_program, schedule
from tests.programs.trained import Diary
from trainer.models import Client, Studio, User

UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenantrag"
QUESTION = "Should I drop the weight?\nThe last one was a grinder."


@pytest.fixture
def session(server: object, studio: Studio, client: Client, client_person: User) -> Session:
    """A session with all that can happen, one week after another one."""
    program = make_program(studio, client=client, phases=[(2, ("Workout A",))])
    workout = program.phases.get().workouts.get()
    add_group(workout, make_exercise("Bench press"), lifts=lift(max_id="x"), all_out=False, rir=2.0)
    add_group(workout, make_exercise(UNBROKEN), make_exercise("Squat"), kind="superset")
    today = timezone.localdate()
    before, session = schedule(program, client, starts_on=today - timedelta(days=7))
    now = timezone.now()
    earlier = Diary(before, client_person, at=now - timedelta(days=7, hours=2))
    earlier.log("Bench press", 1)
    earlier.note("Elbows flared", "Bench press")
    earlier.finish(text=UNBROKEN * 4)
    diary = Diary(session, client_person, at=now - timedelta(hours=2))
    diary.correct(diary.log("Bench press", 1, reps=8), reps=9)
    diary.log("Bench press", 2, load="82.5", reps=8, rir="0")
    diary.skip("Bench press", 3, reason="Grip gave out")
    diary.add_set("Bench press")
    diary.swap(UNBROKEN, make_exercise("Dumbbell press"), reason=UNBROKEN)
    diary.pain("Dumbbell press", "shoulder", 6, text="Sharp on the way down")
    diary.note(QUESTION, "Bench press")
    diary.note("كان ثقيلا اليوم", "Squat")
    diary.finish(rpe="8.5", text="Slept badly")
    return session


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, {"width": 320, "height": 640}], ids=str)
def test_everybody_can_read_the_review_and_the_desk(
    new_visit: NewContext, sign_in: SignIn, session: Session, owner: User, screen: dict[str, int]
) -> None:
    touch = screen != DESKTOP
    page = new_visit(viewport=screen, has_touch=touch, is_mobile=touch).new_page()
    sign_in(page, owner)
    for address in ("/desk/", f"/sessions/{session.pk}/review/", f"/clients/{session.client_id}/"):
        page.goto(address)
        for summary in page.locator(".remarks summary").all():
            summary.click()
        assert_fits(page)
        assert_accessible(page, both_schemes=True)


def answer(page: Page, text: str) -> None:
    """Answer the note on the bench press."""
    thread = page.get_by_role("region", name="Notes on Bench press")
    thread.get_by_text("Answer").click()
    thread.get_by_label("Your note on Bench press").fill(text)
    thread.get_by_role("button", name="Send").click()
    expect(page.get_by_role("region", name="Notes on Bench press")).to_contain_text(text.split("\n")[0])


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_trainer_comes_from_the_desk_answers_and_marks_it_as_read(
    new_visit: NewContext, sign_in: SignIn, session: Session, owner: User, scripts: bool
) -> None:
    page = new_visit(viewport=DESKTOP, java_script_enabled=scripts).new_page()
    sign_in(page, owner)
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="New sessions")).to_contain_text("2")
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Workout A")
    expect(page.get_by_role("region", name="Notes on Bench press")).to_contain_text("Elbows flared")
    answer(page, "No, keep it.\nRest longer.")
    assert Remark.objects.get(by_trainer=True).text == "No, keep it.\nRest longer."
    page.get_by_role("button", name="Mark as read").first.click()
    expect(page.get_by_role("status").first).to_have_text("Workout A is read.")
    expect(page.get_by_text("The first time with this exercise.").first).to_be_visible()
    page.get_by_role("button", name="Mark as read").last.click()
    expect(page.get_by_text("You have read everything.")).to_be_visible()
    assert Session.objects.unread().count() == 0


def test_a_remark_that_is_sent_twice_at_once_is_written_once_and_the_focus_stays(
    desktop_page: Page, sign_in: SignIn, session: Session, owner: User
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/sessions/{session.pk}/review/")
    thread = page.get_by_role("region", name="Notes on Bench press")
    thread.get_by_text("Answer").click()
    thread.get_by_label("Your note on Bench press").fill("Well done")
    thread.get_by_role("button", name="Send").dblclick()
    expect(thread.get_by_role("listitem").last).to_contain_text("Well done")
    expect(thread.get_by_label("Your note on Bench press")).to_have_value("")
    expect(thread.get_by_role("button", name="Send")).to_be_focused()
    assert Remark.objects.filter(by_trainer=True).count() == 1


def test_a_remark_that_is_too_long_is_refused_beside_the_field_and_stays(
    desktop_page: Page, sign_in: SignIn, session: Session, owner: User
) -> None:
    page = desktop_page
    sign_in(page, owner)
    page.goto(f"/sessions/{session.pk}/review/")
    thread = page.get_by_role("region", name="Notes on Bench press")
    thread.get_by_text("Answer").click()
    box = thread.get_by_label("Your note on Bench press")
    box.evaluate("one => one.removeAttribute('maxlength')")
    box.fill("x" * 2001)
    thread.get_by_role("button", name="Send").click()
    expect(thread).to_contain_text("This is too long: 2001 of at most 2000 characters.")
    expect(box).to_have_value("x" * 2001)
    expect(box).to_be_focused()
    assert_accessible(page)
