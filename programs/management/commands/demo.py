"""Makes the demo studio in an empty installation."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.demo.making import CLIENT, OTHER, PASSWORD, TRAINER, make_demo

__all__ = ["EMAILS", "PASSWORD"]

EMAILS = [TRAINER, CLIENT, OTHER]


class Command(BaseCommand):
    help = "Fill an empty installation with a demo studio. Its passwords are public."

    def handle(self, *args: object, verbosity: int, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                f"Everybody knows the demo's passwords, so it is not made for {settings.SITE_URL}. "
                "Where that does no harm, set DEMO=1."
            )
        if get_user_model().objects.exists():
            raise CommandError("Somebody has signed up here already. The demo is for an empty installation.")
        make_demo(now=timezone.now())
        if verbosity:
            self.stdout.write(f"Sign in with the password “{PASSWORD}” as {', '.join(EMAILS)}.")
