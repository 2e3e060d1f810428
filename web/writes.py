"""Hot writes: rows made or changed by one statement each, whose SQL is put together without the compiler.

As with Django's bulk operations no signals are sent; `auto_now` counts for rows that are made.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

PARAMETERS_MOST = 30_000  # of one statement; SQLite takes 32,766 and PostgreSQL 65,535


def insert_row(row: models.Model, *, unless_there: bool = False) -> bool:
    """Store a row that was just made; what the database refuses is an IntegrityError, as with `save`.

    `unless_there`: where a unique constraint stands against it nothing happens, and the answer is False.
    """
    database = connections[DEFAULT_DB_ALIAS]  # itself: each field asks it, and what stands for it looks it up
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=database)
        for field in row._meta.concrete_fields
    ]
    statement = _insertion(type(row), database.vendor)
    with database.cursor() as cursor:
        cursor.execute(f"{statement} ON CONFLICT DO NOTHING" if unless_there else statement, values)
        if cursor.rowcount == 0:
            return False
    row._state.adding = False
    row._state.db = database.alias
    return True


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Store rows that were just made, in one statement that runs once a row.

    A JSON value that several rows share is written out once.
    """
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    columns = [
        _prepared(field, [field.pre_save(row, add=True) for row in rows], database)
        for field in model._meta.concrete_fields
    ]
    values = list(zip(*columns, strict=True))
    with database.cursor() as cursor:
        cursor.executemany(_insertion(model, database.vendor), values)
    for row in rows:
        row._state.adding = False
        row._state.db = database.alias


def _prepared(field: "models.Field[Any, Any]", values: Sequence[Any], database: Any) -> list[Any]:
    """What a column stores of values: most are None, alike, or JSON that rows share; each is made once."""
    prepare = field.get_db_prep_save
    if field.primary_key:  # no two are alike
        return [prepare(value, connection=database) for value in values]
    known: dict[Any, Any] = {None: None}
    shared = isinstance(field, models.JSONField)
    found: list[Any] = []
    for value in values:
        alike = id(value) if shared and value is not None else value  # the rows keep it alive
        if alike not in known:
            known[alike] = prepare(value, connection=database)
        found.append(known[alike])
    return found


@lru_cache(maxsize=256)
def _insertion(model: type[models.Model], _vendor: str) -> str:
    names = [connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"


def update_alike(model: type[models.Model], ids: Sequence[Any], values: Mapping[str, Any]) -> None:
    """Give the rows with these ids the same values, by attribute name (`slot_id`)."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    key = model._meta.pk
    assert key is not None  # every model has one
    moves = ", ".join(f"{quote(str(known[name].column))} = %s" for name in values)
    given = [known[name].get_db_prep_save(value, connection=connection) for name, value in values.items()]
    update = f"UPDATE {quote(model._meta.db_table)} SET {moves} WHERE {quote(str(key.column))}"
    for some in _chunks(ids, PARAMETERS_MOST - len(given)):
        found = [key.get_db_prep_save(pk, connection=connection) for pk in some]
        with connection.cursor() as cursor:
            cursor.execute(f"{update} IN ({', '.join(['%s'] * len(found))})", [*given, *found])


def count_on(model: type[models.Model], pk: Any, counter: str, values: Mapping[str, Any]) -> int | None:
    """Count a row's counter up by one and give it values, by attribute name; the new count, None without it.

    One statement, so that of two who count at once each is told another number.
    """
    known = {field.attname: field for field in model._meta.concrete_fields}
    database = connections[DEFAULT_DB_ALIAS]
    quote = database.ops.quote_name
    key, count = model._meta.pk, quote(str(known[counter].column))
    assert key is not None  # every model has one
    moves = [f"{count} = {count} + 1", *(f"{quote(str(known[name].column))} = %s" for name in values)]
    given = [known[name].get_db_prep_save(value, connection=database) for name, value in values.items()]
    update = f"UPDATE {quote(model._meta.db_table)} SET {', '.join(moves)}"
    with database.cursor() as cursor:
        cursor.execute(
            f"{update} WHERE {quote(str(key.column))} = %s RETURNING {count}",
            [*given, key.get_db_prep_save(pk, connection=database)],
        )
        found = cursor.fetchone()
    return int(found[0]) if found else None


def delete_rows(model: type[models.Model], by: str, values: Sequence[Any]) -> None:
    """Remove the rows that have one of these values in a column, by attribute name (`slot_id`).

    Nothing is removed with them: what hangs on them has to be gone already.
    """
    field = next(field for field in model._meta.concrete_fields if field.attname == by)
    quote = connection.ops.quote_name
    delete = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(str(field.column))}"
    for some in _chunks(values, PARAMETERS_MOST):
        found = [field.get_db_prep_save(value, connection=connection) for value in some]
        with connection.cursor() as cursor:
            cursor.execute(f"{delete} IN ({', '.join(['%s'] * len(found))})", found)


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
    database = connections[DEFAULT_DB_ALIAS]
    for some in _chunks(rows, PARAMETERS_MOST // len(names)):
        prepared = [_prepared(field, [row[field.attname] for row in some], database) for field in fields]
        parameters = list(chain.from_iterable(zip(*prepared, strict=True)))
        with database.cursor() as cursor:
            cursor.execute(_statement(model, fields, len(by), len(some)), parameters)


def _chunks(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
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
