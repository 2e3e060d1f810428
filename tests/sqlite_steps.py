"""How much SQLite has to do for an answer, which depends on nothing but the statement and the rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def sqlite_steps() -> Iterator[list[None]]:
    """Grows by one for every step that SQLite's machine takes."""
    counted: list[None] = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: counted.append(None), 1)
    try:
        yield counted
    finally:
        connection.connection.set_progress_handler(None, 1)
