"""Sends the digests and reminders that are due, each at most once a day; and stops them.

A notice is claimed before anything leaves, and the unique constraint decides between two runs at
once. A run that dies in between has sent nothing more that day: "never twice" is kept at the price
of a mail that may be lost. For the same reason a claim is taken back, so that the next run may try
again, only where the mail surely did not go: it could not be written, or the mail server said to
come again later (an answer of the 400s). Where no answer came the mail may have been delivered; where
the answer was no (the 500s) asking again all day would help nobody.

A digest with nothing to say is claimed too and not sent: a digest comes in the morning or not at all.
A reminder is claimed only when there is a workout, so that one planned during the day is told as well.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from programs.emails import digest_email, in_words_of, read_stop, reminder_email
from programs.models import Notice
from programs.queries.notices import DueDigest, DueReminder, digest_content, digests_due, reminders_due
from trainer.models import Digest, User
from web.writes import insert_row

log = logging.getLogger("setwise.notices")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails were handed over, and what went wrong, in a sentence each."""

    digests: int
    reminders: int
    problems: list[str]


def send_notices(*, now: datetime) -> Sent:
    """Send what is due and was not sent; one person's trouble does not stop the others."""
    sent: Counter[Notice.Kind] = Counter()
    problems: list[str] = []
    everybody: list[DueDigest | DueReminder] = [*reminders_due(now), *digests_due(now)]
    mailer = get_connection()
    try:
        for due in everybody:
            try:
                mailer.open()
            except OSError as problem:  # what smtplib raises is one too
                # Nobody's claim is spent on a server that is down, and nobody else is asked to wait for it.
                log.exception("The mail server could not be reached.")
                problems.append(f"The mail server could not be reached: {problem}")
                break
            try:
                sent[due.kind] += _send(due, mailer)
            except Exception as problem:
                log.exception("A %s of person %s could not be sent.", due.kind.value, due.user.pk)
                problems.append(f"The {due.kind.value} of person {due.user.pk} was not sent: {problem}")
                mailer.close()  # after an error the connection may be anywhere in its conversation
    finally:
        mailer.close()
    return Sent(sent[Notice.Kind.DIGEST], sent[Notice.Kind.REMINDER], problems)


def _send(due: DueDigest | DueReminder, mailer: BaseEmailBackend) -> bool:
    """Claim this person's notice of the day, then send it. False when there is nothing to be sent."""
    notice = Notice(user=due.user, kind=due.kind, day=due.day)
    with transaction.atomic(durable=True):
        if not insert_row(notice, unless_there=True):
            return False
    try:
        letter = _letter(due, until=notice.created_at)
    except Exception:
        _take_back(notice)
        raise
    if letter is None:
        return False
    try:
        mailer.send_messages([letter])
    except SMTPException as problem:
        if _later(problem):
            _take_back(notice)
        raise
    return True


def _letter(due: DueDigest | DueReminder, *, until: datetime) -> EmailMessage | None:
    """The mail; None where a digest has nothing to say. It ends where the next digest will begin."""
    with in_words_of(due.user):
        if isinstance(due, DueReminder):
            return reminder_email(due)
        content = digest_content(due.user, since=due.since, until=until, today=due.day)
        return None if content.empty else digest_email(due.user, content)


def _take_back(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).delete()


def _later(problem: SMTPException) -> bool:
    """Whether the mail server refused the mail for now, and only for now."""
    if isinstance(problem, SMTPRecipientsRefused):
        codes = [code for code, _ in problem.recipients.values()]
    else:
        codes = [problem.smtp_code] if isinstance(problem, SMTPResponseException) else []
    return bool(codes) and all(400 <= code < 500 for code in codes)


def stop_notices(*, token: str) -> Notice.Kind | None:
    """Turn off what the signed link in a notice names, as often as it is asked; None for no link of ours."""
    wanted = read_stop(token)
    if wanted is None:
        return None
    user_id, kind = wanted
    off = {"digest": Digest.OFF} if kind is Notice.Kind.DIGEST else {"reminders": False}
    return kind if User.objects.filter(pk=user_id).update(**off) else None
