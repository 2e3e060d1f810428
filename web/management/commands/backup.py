"""Copies the database into one file while people go on working."""

import os
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Copy the whole SQLite database into a new file, safely while the server runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the file to make; it must not exist yet")

    def handle(self, *, path: Path, **options: object) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(
                "This copies SQLite databases. On PostgreSQL use its own tool: "
                "pg_dump --format=custom --file=setwise.dump"
            )
        if path.exists():
            raise CommandError(f"{path} exists already; a backup never overwrites a file.")
        if not path.parent.is_dir():
            raise CommandError(f"The folder {path.parent} does not exist.")
        unfinished = path.with_name(f"{path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        try:
            unfinished.touch(mode=0o600)  # an empty file is taken over; only its owner may read it
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(unfinished)])
            refuse_damaged(unfinished)
            os.link(unfinished, path)  # fails, instead of overwriting, if the name was taken meanwhile
        except OSError as problem:
            raise CommandError(f"The backup could not be written: {problem}") from problem
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(
            f"Wrote {path} ({path.stat().st_size / 1_000_000:.1f} MB); it was read back and is whole."
        )


def refuse_damaged(path: Path) -> None:
    """Read the copy back: a backup that cannot be read is none."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise CommandError(f"The copy is damaged: {answer}")
