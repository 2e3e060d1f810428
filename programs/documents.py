"""One serializer: program rows to plain values and back, for copies, undo and files.

A document is `{"phases": [values, …], "weeks": …, …}`: flat tables, parents before children, every
value JSON-safe and every row with its `id`. Restoring goes by that id.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from programs.models import Group, Phase, Program, Session, SetGroup, Slot, SlotExchange, Week, Workout
from trainer.models import Client, User
from web.identifiers import new_uuid
from web.writes import insert_rows

Values = dict[str, Any]
Document = dict[str, list[Values]]

# Parents before children, so that rows can be made in this order and removed in the other.
TABLES: dict[str, type[models.Model]] = {
    "phases": Phase,
    "weeks": Week,
    "workouts": Workout,
    "groups": Group,
    "slots": Slot,
    "exchanges": SlotExchange,
    "set_groups": SetGroup,
}
# What revisions know of beside the document: what the program says of itself, and its sessions.
RECORDED: dict[str, type[models.Model]] = {"programs": Program, **TABLES, "sessions": Session}

_NOT_CONTENT = {"studio", "program"}
ORIGIN = {"origin_uuid", "origin_values"}
PARENTS = {"phase_id", "week_id", "workout_id", "group_id", "slot_id"}
OF_THE_CLIENT = {"id", "effective", "lift", "weekday"}  # differs in every copy, whoever edits it


_AS_TEXT = (uuid.UUID, Decimal)


def plain(value: Any) -> Any:
    """A column's value as JSON takes it."""
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return str(value) if isinstance(value, _AS_TEXT) else value


@cache
def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in _NOT_CONTENT]


@cache
def _known(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    return {field.attname: field for field in _fields(model)}


def values_of(row: models.Model) -> Values:
    """The content of one row as JSON-safe values, `id` included; program and studio are context."""
    return {field.attname: plain(getattr(row, field.attname)) for field in _fields(type(row))}


def python_values(model: type[models.Model], values: Values) -> Values:
    """The same values as the database columns take them."""
    known = _known(model)
    return {
        name: known[name].target_field.to_python(value)  # type: ignore[attr-defined]  # a foreign key's
        if isinstance(known[name], models.ForeignKey)
        else known[name].to_python(value)
        for name, value in values.items()
    }


def row_from(table: str, values: Values, *, program: Program) -> models.Model:
    """An unsaved row of `program` with these values."""
    model = RECORDED[table]
    return model(program=program, studio_id=program.studio_id, **python_values(model, values))


def document_of(program: Program) -> Document:
    """Everything in a program; one query a table."""
    return documents_of([program.pk])[program.pk]


def documents_of(program_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Document]:
    """Everything in several programs, by program; one query a table."""
    found: dict[uuid.UUID, Document] = {pk: {name: [] for name in TABLES} for pk in program_ids}
    for name, model in TABLES.items():
        columns = [field.attname for field in _fields(model)]
        rows = model._default_manager.filter(program__in=program_ids).order_by("id")
        for program_id, *values in rows.values_list("program_id", *columns):
            found[program_id][name].append(dict(zip(columns, map(plain, values), strict=True)))
    return found


@dataclass(frozen=True, slots=True)
class ProgramCopy:
    """A new program with its rows by table, not stored yet; parents come before children."""

    program: Program
    rows: dict[str, list[models.Model]]


def copies_for(program: Program, clients: Mapping[uuid.UUID, Client], *, by: User) -> list[ProgramCopy]:
    """For each client a new program, under the id given, with the same rows under new ids; nothing is stored.

    Each copied row remembers its origin's id and values, so that "individually changed" can be told
    from "as in the template". Loads are not resolved here; see `programs.bridge.resolve_rows`. The
    program is read once, whatever the number of clients: a query a table.
    """
    originals = [
        _Original.of(table, row, program) for table, rows in document_of(program).items() for row in rows
    ]
    return [_copy(program, originals, copy_id, client, by) for copy_id, client in clients.items()]


@dataclass(frozen=True, slots=True)
class _Original:
    """A row that is copied: its values as columns take them, and which of them name other rows."""

    table: str
    values: Values
    parents: tuple[str, ...]

    @classmethod
    def of(cls, table: str, row: Values, program: Program) -> "_Original":
        values = python_values(TABLES[table], row)
        if "origin_uuid" in values:
            values |= {"origin_uuid": values["id"], "origin_values": origin_values(row)}
        return cls(table, values | {"studio_id": program.studio_id}, tuple(PARENTS & values.keys()))


def _copy(
    program: Program, originals: Sequence[_Original], copy_id: uuid.UUID, client: Client, by: User
) -> ProgramCopy:
    copy = Program(
        id=copy_id,
        origin_revision=program.revision,
        studio_id=program.studio_id,
        client=client,
        name=program.name,
        description=program.description,
        experience=client.experience,
        method=program.method,
        origin=program,
        created_by=by,
    )
    new_ids = {original.values["id"]: new_uuid() for original in originals}
    rows: dict[str, list[models.Model]] = {table: [] for table in TABLES}
    for original in originals:
        values = original.values
        fresh = values | {"id": new_ids[values["id"]], "program_id": copy.pk}
        fresh |= {name: new_ids[values[name]] for name in original.parents}
        model = TABLES[original.table]
        rows[original.table].append(model(*map(fresh.__getitem__, _columns(model))))
    return ProgramCopy(copy, rows)


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def store_copies(copies: Sequence[ProgramCopy]) -> None:
    """Store new programs; a statement a table, however many they are."""
    insert_rows(Program, [copy.program for copy in copies])
    for table, model in TABLES.items():
        insert_rows(model, [row for copy in copies for row in copy.rows[table]])


def origin_values(values: Values) -> Values:
    """What a copied row remembers of its origin."""
    return {key: value for key, value in values.items() if key not in ORIGIN | PARENTS}


def own_changes(values: Values) -> set[str]:
    """The columns in which a copied row differs from its origin as it was when it was copied."""
    origin = values.get("origin_values")
    if origin is None:
        return set()
    return {key for key, value in origin.items() if key not in OF_THE_CLIENT and values.get(key) != value}


def is_individually_changed(row: models.Model) -> bool:
    """Whether a copied row differs from its origin as it was when it was copied."""
    return bool(own_changes(values_of(row)))
