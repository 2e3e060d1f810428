"""Loads the shared exercises from the catalogue's file."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from programs.actions.exercises import load_catalogue


class Command(BaseCommand):
    help = "Load the shared exercises; does nothing when they are unchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--always", action="store_true", help="load them even when nothing changed")

    def handle(self, *args: object, always: bool, verbosity: int, **options: object) -> None:
        count = load_catalogue(always=always)
        if verbosity:
            self.stdout.write("Unchanged" if count is None else f"{count} exercises")
