"""What happens around digests and reminders: people ask for them, train, and the command runs."""

from datetime import UTC, date, datetime
from io import StringIO

import time_machine
from django.core import mail
from django.core.management import call_command

from programs.actions.events import Act, record_act
from programs.models import ClientEvent, Notice, Suggestion
from tests.programs.planned import add_group, make_exercise, make_program, schedule
from trainer.models import User
from web.identifiers import new_uuid

MONDAY = date(2026, 11, 23)
SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)
DIGEST, REMINDER = Notice.Kind.DIGEST, Notice.Kind.REMINDER


def run():
    """What the command says; the scheduler's next run."""
    out = StringIO()
    call_command("send_notices", stdout=out)
    return out.getvalue()


def addressees():
    """To whom mails went since this was asked last."""
    found = [to for message in mail.outbox for to in message.to]
    mail.outbox.clear()
    return found


def wants(user, **fields):
    """The person, after they changed their settings."""
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    return user


def plan(client, *, on=MONDAY, name="Workout A", exercises=()):
    """One session of a program that ends with it."""
    program = make_program(client.studio, client=client, phases=[(1, [name])])
    for exercise in exercises:
        add_group(program.phases.get().workouts.get(), make_exercise(exercise))
    (session,) = schedule(program, client, starts_on=on)
    return session


def finish(session, *, by, at, received=None):
    """The client's device tells that they are done; `received` is when it had reception again."""
    with time_machine.travel(received or at, tick=False):
        record_act(session, Act(new_uuid(), ClientEvent.Kind.FINISH, at, {}), by=by)
    session.refresh_from_db()


def suggest(client, *, rule="double_progression", **fields):
    return Suggestion.objects.create(
        studio=client.studio,
        client=client,
        exercise=make_exercise(f"Lift {rule}"),
        rule=rule,
        text="80 to 82.5 kg",
        why="All sets done",
        source="acsm_2009",
        **fields,
    )
