"""Many rows, each with its own values, in one statement: UPDATE … FROM (VALUES …)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

PARAMETERS_MOST = 30_000  # of one statement; SQLite takes 32,766 and PostgreSQL 65,535


def update_rows(
    model: type[models.Model], by: Sequence[str], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Give rows their own `columns`, found by the columns `by`; names are attribute names (`slot_id`).

    Far cheaper than a CASE for each column, and than an upsert of whole rows, which has to carry
    every column of the table.
    """
    names = [*by, *columns]
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    for some in _chunks(rows, PARAMETERS_MOST // len(names)):
        parameters = [
            field.get_db_prep_save(row[field.attname], connection=connection)
            for row in some
            for field in fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(_statement(model, fields, len(by), len(some)), parameters)


def _chunks(rows: Sequence[Mapping[str, Any]], size: int) -> Iterator[Sequence[Mapping[str, Any]]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _statement(
    model: type[models.Model], fields: Sequence["models.Field[Any, Any]"], keys: int, count: int
) -> str:
    """The first `keys` of the fields find the row, the others are given it."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(str(field.column)) for field in fields]
    values = ", ".join([f"({', '.join(map(_placeholder, fields))})"] * count)
    moves = ", ".join(f"{name} = fresh.{name}" for name in names[keys:])
    found = " AND ".join(f"{table}.{name} = fresh.{name}" for name in names[:keys])
    fresh = f"WITH fresh({', '.join(names)}) AS (VALUES {values})"
    return f"{fresh} UPDATE {table} SET {moves} FROM fresh WHERE {found}"


def _placeholder(field: "models.Field[Any, Any]") -> str:
    """PostgreSQL has to be told what a value in VALUES is; SQLite converts when it stores."""
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == "postgresql" else "%s"
