"""One serializer: program rows to plain values and back, for copies, undo and files.

A document is `{"phases": [values, …], "weeks": …, …}`: flat tables, parents before children, every
value JSON-safe and every row with its `id`. Restoring goes by that id.
"""

import uuid
from decimal import Decimal
from typing import Any

from django.db import models

from programs.models import Group, Phase, Program, SetGroup, Slot, SlotExchange, Week, Workout
from trainer.models import Client, User
from web.identifiers import new_uuid

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
_NOT_CONTENT = {"studio", "program"}
_ORIGIN = {"origin_uuid", "origin_values"}
_OF_THE_CLIENT = {"id", "effective", "lift", "weekday"}  # differs in every copy, whoever edits it


def plain(value: Any) -> Any:
    """A column's value as JSON takes it."""
    return str(value) if isinstance(value, uuid.UUID | Decimal) else value


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in _NOT_CONTENT]


def values_of(row: models.Model) -> Values:
    """The content of one row as JSON-safe values, `id` included; program and studio are context."""
    return {field.attname: plain(getattr(row, field.attname)) for field in _fields(type(row))}


def python_values(model: type[models.Model], values: Values) -> Values:
    """The same values as the database columns take them."""
    known = {field.attname: field for field in _fields(model)}
    return {
        name: known[name].target_field.to_python(value)  # type: ignore[attr-defined]  # a foreign key's
        if isinstance(known[name], models.ForeignKey)
        else known[name].to_python(value)
        for name, value in values.items()
    }


def row_from(table: str, values: Values, *, program: Program) -> models.Model:
    """An unsaved row of `program` with these values."""
    model = TABLES[table]
    return model(program=program, studio_id=program.studio_id, **python_values(model, values))


def document_of(program: Program) -> Document:
    """Everything in a program; one query a table."""
    return {
        name: [values_of(row) for row in model._default_manager.filter(program=program).order_by("id")]
        for name, model in TABLES.items()
    }


def copy_program(
    program: Program,
    *,
    client: Client | None,
    by: User,
    name: str | None = None,
    copy_id: uuid.UUID | None = None,
) -> Program:
    """A new program with the same rows under new ids.

    Each copied row remembers its origin's id and values, so that "individually changed" can be told
    from "as in the template". Loads are not resolved here; see `programs.bridge.resolve_program`.
    """
    document = document_of(program)
    copy = Program.objects.create(
        id=copy_id or new_uuid(),
        studio_id=program.studio_id,
        client=client,
        name=name or program.name,
        description=program.description,
        experience=client.experience if client else program.experience,
        method=program.method,
        origin=program,
        created_by=by,
    )
    new_ids = {values["id"]: str(new_uuid()) for rows in document.values() for values in rows}
    for table, rows in document.items():
        model = TABLES[table]
        parents = [f.attname for f in _fields(model) if isinstance(f, models.ForeignKey)]
        copies = []
        for values in rows:
            fresh = {**values, "id": new_ids[values["id"]]}
            for parent in parents:
                fresh[parent] = new_ids.get(values[parent], values[parent])  # an exercise keeps its id
            if "origin_uuid" in values:
                fresh["origin_uuid"] = values["id"]
                fresh["origin_values"] = {
                    key: value for key, value in values.items() if key not in _ORIGIN and key not in parents
                }
            copies.append(row_from(table, fresh, program=copy))
        model._default_manager.bulk_create(copies)
    return copy


def is_individually_changed(row: models.Model) -> bool:
    """Whether a copied row differs from its origin as it was when it was copied."""
    origin = getattr(row, "origin_values", None)
    if origin is None:
        return False
    now = values_of(row)
    return any(now.get(key) != value for key, value in origin.items() if key not in _OF_THE_CLIENT)
