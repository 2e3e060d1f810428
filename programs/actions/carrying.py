"""Rows made, changed and removed as a revision says, in an order that the database's rules allow.

Beside the rows of the document a revision may tell of its program (table `programs`) and of sessions.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from programs.documents import RECORDED, Values, python_values, row_from, values_of
from programs.models import Program, Session
from web.writes import update_alike, update_rows

Change = dict[str, Any]
CHANGED_SINCE = "This can't be undone any more: the rows were changed since."
TRAINED_SINCE = "This can't be undone any more: workouts that it would move were moved or trained since."


class ChangedSinceError(Exception):
    """The rows are no longer as the revision left them; undoing it would overwrite later work."""


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


def together(changes: Iterable[Change]) -> list[Change]:
    """The same changes, alike ones of several rows as one."""
    found: dict[str, Change] = {}
    for change in changes:
        if change["before"] is None or change["after"] is None:
            found[change["ids"][0]] = change
        elif change["after"]:
            alike = repr((change["table"], change["before"], change["after"]))
            known = found.setdefault(alike, {**change, "ids": []})
            known["ids"] += change["ids"]
    return list(found.values())


def settled(changes: Iterable[Change]) -> list[Change]:
    """The same changes, with rows that were made and then changed made as they are in the end."""
    makes: dict[tuple[str, str], Change] = {}
    found: list[Change] = []
    for change in changes:
        if change["before"] is None:
            change = {**change, "after": dict(change["after"])}
            makes[change["table"], change["ids"][0]] = change
        elif change["after"] is not None:
            stay = []
            for pk in change["ids"]:
                make = makes.get((change["table"], pk))
                if make is None:
                    stay.append(pk)
                else:
                    make["after"] |= change["after"]
            if not stay:
                continue
            change = {**change, "ids": stay}
        found.append(change)
    return found


# Carrying out

_LEAVES = ("exchanges", "set_groups", "sessions")  # nothing of a program hangs on these
_PLACES = tuple(table for table in RECORDED if table not in _LEAVES)
# A place in these is taken once only, so that rows change places one after the other.
_ONE_BY_ONE = ("weeks", "set_groups")


def carry_out_changes(program: Program, changes: Sequence[Change]) -> None:
    """Make, change and remove rows; a few statements, whatever their number.

    What hangs on nothing goes first, and weeks go before others take their numbers; parents come before
    the rows that move to them, and what moves away has left before the old parents go.
    """
    makes = [change for change in changes if change["before"] is None]
    drops = [change for change in changes if change["after"] is None]
    moves = [change for change in changes if change["before"] is not None and change["after"] is not None]
    for table in (*_LEAVES, "weeks"):
        _drop(program, drops, table)
    for table in _PLACES:
        if table != "weeks":
            _make(program, makes, table)
    for table in _PLACES:
        _move(program, moves, table)
    for table in reversed(_PLACES):
        if table != "weeks":
            _drop(program, drops, table)
    _make(program, makes, "weeks")
    for table in _LEAVES:
        _move(program, moves, table)
        _make(program, makes, table)


def rows_of(program: Program, table: str, ids: Sequence[Any]) -> "models.QuerySet[models.Model]":
    """The rows of a program with these ids."""
    rows = RECORDED[table]._default_manager.filter(pk__in=ids)
    return rows.filter(pk=program.pk) if table == "programs" else rows.filter(program=program)


def _of(table: str, changes: Sequence[Change]) -> Iterator[Change]:
    return (change for change in changes if change["table"] == table)


def _ids(table: str, changes: Sequence[Change]) -> list[str]:
    return [pk for change in _of(table, changes) for pk in change["ids"]]


def _drop(program: Program, drops: Sequence[Change], table: str) -> None:
    if ids := _ids(table, drops):
        rows_of(program, table, ids).delete()


def _make(program: Program, makes: Sequence[Change], table: str) -> None:
    rows = [row_from(table, change["after"], program=program) for change in _of(table, makes)]
    if not rows:
        return
    RECORDED[table]._default_manager.bulk_create(rows)
    if table == "sessions":  # which were made when they were made, even if they come back
        stood = [change["after"]["created_at"] for change in _of(table, makes)]
        again = [{"id": row.pk, "created_at": at} for row, at in zip(rows, stood, strict=True)]
        update_rows(Session, ["id"], ["created_at"], again)


def _move(program: Program, moves: Sequence[Change], table: str) -> None:
    model, mine = RECORDED[table], [change for change in _of(table, moves) if change["after"]]
    if any("lift" in change["after"] for change in mine):
        mine = _signed_as_now(program, table, mine)
    if table in _ONE_BY_ONE:
        for change in sorted(mine, key=_from_the_free_end):
            if "position" in change["after"]:
                rows_of(program, table, change["ids"]).update(**python_values(model, change["after"]))
        mine = [change for change in mine if "position" not in change["after"]]
    if len(mine) == 1:
        [change] = mine
        update_alike(model, change["ids"], python_values(model, change["after"]))
        return
    now: dict[str, Values] = {}
    for change in mine:
        after = python_values(model, change["after"])
        for pk in change["ids"]:
            now[pk] = now.get(pk, {}) | after
    alike: dict[tuple[str, ...], list[Values]] = {}
    for pk, after in now.items():
        alike.setdefault(tuple(sorted(after)), []).append({"id": pk, **after})
    for columns, rows in alike.items():
        update_rows(model, ["id"], columns, rows)


def _signed_as_now(program: Program, table: str, moves: Sequence[Change]) -> list[Change]:
    """The same changes row by row: whether a technique is signed off is no matter of the program's past."""
    lifts = dict(rows_of(program, table, _ids(table, moves)).values_list("pk", "lift"))
    now = {str(pk): lift or {} for pk, lift in lifts.items()}
    found = []
    for change in moves:
        lift = change["after"].get("lift")
        if not isinstance(lift, dict) or "exercise_id" in change["after"]:
            found.append(change)
            continue
        for pk in change["ids"]:
            signed = _without_signature(lift) | _signature(now.get(pk, {}))
            found.append({**change, "ids": [pk], "after": {**change["after"], "lift": signed}})
    return found


_SIGNATURE = "signed_off"


def _signature(lift: Values) -> Values:
    return {name: part for name, part in lift.items() if name == _SIGNATURE}


def _without_signature(value: Any) -> Any:
    return {k: v for k, v in value.items() if k != _SIGNATURE} if isinstance(value, dict) else value


def _from_the_free_end(change: Change) -> int:
    """Later ones first where places rise, earlier ones first where they fall."""
    before, after = change["before"].get("position", 0), change["after"].get("position", 0)
    return -int(before) if after > before else int(before)


# Taking back


def reversed_changes(changes: Sequence[Change]) -> list[Change]:
    """What takes these changes back."""
    return [{**change, "before": change["after"], "after": change["before"]} for change in reversed(changes)]


def refuse_changed(program: Program, changes: Sequence[Change]) -> None:
    """Refuse to overwrite rows that are no longer as the changes that are taken back left them.

    `changes` are those of `reversed_changes`. A query a table. Raises ChangedSinceError. What the engine
    made of a row may be newer: it is derived.
    """
    left: dict[str, dict[str, Values]] = {}  # by table and id
    for change in reversed(changes):
        rows = left.setdefault(change["table"], {})
        for pk in change["ids"]:
            if change["before"] is None:
                rows.pop(pk, None)
            else:
                rows[pk] = rows.get(pk, {}) | change["before"]
    for table, rows in left.items():
        model = RECORDED[table]
        found = {str(row.pk): row for row in rows_of(program, table, list(rows))}
        for pk, values in rows.items():  # compared as columns hold them: a load of 17 is one of 17.00
            stood = python_values(model, {name: item for name, item in values.items() if name != "effective"})
            row = found.get(pk)
            if row is None or any(
                _without_signature(getattr(row, name)) != _without_signature(value)
                for name, value in stood.items()
            ):
                raise ChangedSinceError(TRAINED_SINCE if table == "sessions" else CHANGED_SINCE)
    _refuse_built_upon(changes)


_BELOW = (
    *(("phases", "weeks", "phase_id"), ("phases", "workouts", "phase_id")),
    *(("workouts", "groups", "workout_id"), ("groups", "slots", "group_id")),
    *(("slots", "set_groups", "slot_id"), ("weeks", "set_groups", "week_id")),
)


def _refuse_built_upon(changes: Sequence[Change]) -> None:
    """Refuse to take away rows on which others stand by now that would go with them."""
    drops = [change for change in changes if change["after"] is None]
    leave = {
        (change["table"], pk)
        for change in changes
        if change["after"] is None or _PARENT_OF.get(change["table"], "") in change["after"]
        for pk in change["ids"]
    }
    for parent, table, column in _BELOW:
        going = _ids(parent, drops)
        if not going:
            continue
        below = RECORDED[table]._default_manager.filter(**{f"{column}__in": going})
        if any((table, str(pk)) not in leave for pk in below.values_list("pk", flat=True)):
            raise ChangedSinceError(CHANGED_SINCE)


_PARENT_OF = {"groups": "workout_id", "slots": "group_id"}
