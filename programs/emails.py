"""The words of the digest and the reminder, and the signed link in each that stops it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation

from programs.models import Notice, Session
from programs.queries.notices import DigestContent, DueReminder, PlannedWorkout
from trainer.adapter import absolute
from trainer.emails import letter
from trainer.models import User
from trainer.zones import zone_of

SESSIONS_SHOWN = 20
EXERCISES_SHOWN = 3
_signer = signing.Signer(salt="programs.notices")


@contextmanager
def in_words_of(user: User) -> Iterator[None]:
    """Dates and times as this person reads them, where they are."""
    with timezone.override(zone_of(user.time_zone)), translation.override(user.locale):
        yield


# The link that stops a notice: for ever good, for one person and one kind


def stop_url(user: User, kind: Notice.Kind) -> str:
    token = _signer.sign_object([user.pk, kind.value])
    return absolute(reverse("notice_stop", args=[token]))


def read_stop(token: str) -> tuple[int, Notice.Kind] | None:
    """Whose notice a link stops, and which; None when it is not ours."""
    try:
        user_id, kind = _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    return user_id, Notice.Kind(kind)


# The digest


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[str]


def digest_email(user: User, content: DigestContent) -> EmailMessage:
    """The digest of a trainer, in plain text."""
    sections = [_attention(content), _finished(content), _today(content), _suggestions(content)]
    context: dict[str, object] = {
        "subject": ", ".join(_counts(content)),
        "sections": [section for section in sections if section.lines],
        "desk_url": absolute(reverse("desk")),
        "often": "every Monday" if user.digest == "weekly" else "every day",
    }
    return _notice("emails/digest", user, Notice.Kind.DIGEST, context)


def _counts(content: DigestContent) -> Iterator[str]:
    """What the digest is about, for its subject."""
    if clients := len(content.attention) + content.left_out:
        yield f"{_counted(clients, 'client')} need{'s' if clients == 1 else ''} your attention"
    if content.finished:
        yield _counted(len(content.finished), "new session")
    if content.today:
        yield f"{_counted(len(content.today), 'workout')} today"
    if content.suggestions:
        yield _counted(sum(item.suggestions for item in content.suggestions), "suggestion")


def _attention(content: DigestContent) -> Section:
    lines = []
    for item in content.attention:
        texts = [why.text for why in (item.first, *item.more)]
        lines += [one_line(item.name), *(f"  {one_line(text)}" for text in texts)]
        lines.append(f"  {item.first.action}: {absolute(item.first.leads_to)}")
    if content.left_out:
        lines.append(f"{_counted(content.left_out, 'more client')}: {absolute(reverse('client_list'))}")
    return Section("Needs your attention", lines)


def _finished(content: DigestContent) -> Section:
    lines = []
    for item in content.finished[:SESSIONS_SHOWN]:
        status = Session.Status(item.status).label.lower()
        lines.append(f"{one_line(item.client_name)}: {one_line(item.name)}, {status}")
        lines.append(f"  {absolute(reverse('session_review', args=[item.id]))}")
    if more := len(content.finished) - SESSIONS_SHOWN:
        lines += [f"{more} more, older than these"] if more > 0 else []
    return Section("New sessions", lines)


def _today(content: DigestContent) -> Section:
    return Section(
        "Workouts today",
        [f"{one_line(head.client_name)}: {one_line(head.name)}" for head in content.today],
    )


def _suggestions(content: DigestContent) -> Section:
    lines = []
    for item in content.suggestions:
        lines.append(f"{one_line(item.client_name)}: {_counted(item.suggestions, 'suggestion')}")
        lines.append(f"  {absolute(reverse('suggestion_list', args=[item.client_id]))}")
    return Section("Suggestions to decide on", lines)


# The reminder


def reminder_email(due: DueReminder) -> EmailMessage:
    """The reminder of a client, in plain text."""
    names = [one_line(workout.name) for workout in due.workouts]
    context: dict[str, object] = {
        "subject": f"Today: {' and '.join(names)}",
        "workouts": [_workout(workout) for workout in due.workouts],
        "today_url": absolute(reverse("today")),
    }
    return _notice("emails/reminder", due.user, Notice.Kind.REMINDER, context)


def _workout(workout: PlannedWorkout) -> Section:
    names = [one_line(name) for name in workout.exercises]
    more = len(names) - EXERCISES_SHOWN
    listed = ", ".join(names[:EXERCISES_SHOWN]) + (f" and {more} more" if more > 0 else "")
    title = f"{one_line(workout.name)}, planned by {one_line(workout.studio_name)}"
    return Section(title, [listed] if listed else [])


# Both


def _notice(template: str, user: User, kind: Notice.Kind, context: dict[str, object]) -> EmailMessage:
    """The mail with the headers by which mail programs offer to stop it (RFC 2369, RFC 8058)."""
    url = stop_url(user, kind)
    headers = {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return letter(
        template, user.email, {**context, "name": one_line(user.name), "stop_url": url}, headers=headers
    )


def one_line(text: str) -> str:
    """What people wrote, so that it can't pretend to be another line of the mail."""
    return " ".join(text.split())


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
