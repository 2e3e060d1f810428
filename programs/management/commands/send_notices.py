"""Sends the digests and reminders that are due: what a scheduler runs every quarter of an hour."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.actions.notices import send_notices


class Command(BaseCommand):
    help = "Send the digests and reminders that are due. Run it every 15 minutes; nobody is told twice."

    def handle(self, *args: object, **options: object) -> None:
        sent = send_notices(now=timezone.now())
        if sent.digests or sent.reminders:  # a scheduler mails whatever is said
            self.stdout.write(f"Digests sent: {sent.digests}. Reminders sent: {sent.reminders}.")
        if sent.problems:
            raise CommandError("\n".join(sent.problems))
