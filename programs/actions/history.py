"""Revisions: every change of a program in words, with what undoing it needs."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from programs.documents import TABLES, Values, python_values, row_from, values_of
from programs.models import Program, Revision
from trainer.models import User
from web.prepared import Prepared

Change = dict[str, Any]
CHANGED_SINCE = "This can't be undone any more: the rows were changed since."


class ChangedSinceError(Exception):
    """The rows are no longer as the revision left them; undoing it would overwrite later work."""


class AlreadyDoneError(Exception):
    """A request with this mutation key was carried out before."""


def made(table: str, rows: Iterable[models.Model]) -> list[Change]:
    return [{"table": table, "ids": [str(row.pk)], "before": None, "after": values_of(row)} for row in rows]


def removed(table: str, rows: Iterable[models.Model]) -> list[Change]:
    return [{"table": table, "ids": [str(row.pk)], "before": values_of(row), "after": None} for row in rows]


def moved(table: str, ids: Iterable[Any], before: Values, after: Values) -> Change:
    """The same values changed on one or more rows; only what differs is kept."""
    differing = [name for name in after if before.get(name) != after[name]]
    return {
        "table": table,
        "ids": [str(pk) for pk in ids],
        "before": {name: before.get(name) for name in differing},
        "after": {name: after[name] for name in differing},
    }


def record(
    program: Program,
    *,
    by: User,
    text: str,
    changes: list[Change],
    key: uuid.UUID | None = None,
    undoes: Revision | None = None,
) -> Revision:
    """Write one revision and count the program up; inside a transaction that called `lock`."""
    program.revision += 1
    Program.objects.filter(pk=program.pk).update(revision=program.revision, updated_at=timezone.now())
    return Revision.objects.create(
        studio_id=program.studio_id,
        program=program,
        number=program.revision,
        key=key,
        by=by,
        text=text[:400],
        changes=changes,
        undoes=undoes,
    )


def lock(program: Program, *, key: uuid.UUID | None = None) -> None:
    """Serialize writers of one program until the transaction ends; AlreadyDoneError for a repeated key."""
    ((program.revision,),) = _locked(program.pk)
    if key is not None and _with_key(program.pk, key):
        raise AlreadyDoneError


_locked = Prepared(
    lambda program_id: (
        Program.objects.select_for_update(of=("self",)).filter(pk=program_id).values_list("revision")
    ),
    uuid.UUID,
)
_with_key = Prepared(
    lambda program_id, key: Revision.objects.filter(program_id=program_id, key=key).values_list("number"),
    uuid.UUID,
    uuid.UUID,
)


def last_undoable(program: Program) -> Revision | None:
    """The newest change that has not been undone; undoing is not itself undone by undoing again."""
    return Revision.objects.filter(program=program, undoes=None, undone_by=None).order_by("-number").first()


def undo(program: Program, *, revision: Revision, by: User) -> Revision:
    """Put the rows back as they were before `revision`; raises ChangedSinceError if they moved on."""
    try:
        with transaction.atomic():
            return _undo(program, revision=revision, by=by)
    except IntegrityError as problem:  # a place that the rows would go back to is taken by now
        raise ChangedSinceError(CHANGED_SINCE) from problem


def _undo(program: Program, *, revision: Revision, by: User) -> Revision:
    lock(program)
    revision = Revision.objects.get(pk=revision.pk)
    if Revision.objects.filter(undoes=revision).exists():
        raise AlreadyDoneError
    back = [_reversed(change) for change in revision.changes]
    order = list(TABLES)
    makes = sorted((c for c in back if c["before"] is None), key=lambda c: order.index(c["table"]))
    drops = sorted((c for c in back if c["after"] is None), key=lambda c: -order.index(c["table"]))
    for change in makes:
        row_from(change["table"], change["after"], program=program).save(force_insert=True)
    for change in back:
        if change["before"] is not None and change["after"] is not None:
            _put_back(program, change)
    for change in drops:
        _rows(program, change).delete()
    return record(program, by=by, text=f"Undid: {revision.text}", changes=back, undoes=revision)


def _reversed(change: Change) -> Change:
    return {**change, "before": change["after"], "after": change["before"]}


def _rows(program: Program, change: Change) -> "models.QuerySet[models.Model]":
    return TABLES[change["table"]]._default_manager.filter(program=program, pk__in=change["ids"])


def _put_back(program: Program, change: Change) -> None:
    rows = list(_rows(program, change))
    if len(rows) != len(change["ids"]):
        raise ChangedSinceError(CHANGED_SINCE)
    model = TABLES[change["table"]]
    stood = python_values(model, {k: v for k, v in change["before"].items() if k != "effective"})
    for row in rows:  # compared as columns hold them: a load of 17 is one of 17.00
        if any(getattr(row, name) != value for name, value in stood.items()):
            raise ChangedSinceError(CHANGED_SINCE)
    _rows(program, change).update(**python_values(model, change["after"]))
