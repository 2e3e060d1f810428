"""Bringing a template's changes to the clients who have it: what would change first, then all in one act."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from programs.actions.carrying import Change, moved
from programs.actions.copies import Copy, Tables, Template
from programs.actions.dates import dated
from programs.actions.history import (
    AlreadyDoneError,
    ChangedSinceError,
    Rows,
    differences,
    lock,
    reshape,
    states_at,
    undo,
)
from programs.actions.merging import Left, beyond_limits, merge
from programs.bridge import Facts, freeze_lift
from programs.documents import TABLES, documents_of
from programs.models import Exercise, Program, Revision, Session
from programs.models.programs import ProgramQuerySet
from programs.queries.moves import MOVABLE
from trainer.models import User

_BESIDE = {"origin_values", "origin_uuid", "position"}  # of a set group: nothing that is trained


class TemplateChangedError(Exception):
    """The template was changed since somebody looked at what would be brought."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """What would become of one client's copy."""

    program: Program
    changes: list[Change]
    now: Rows
    then: Rows
    left: Left
    problem: str  # why the copy cannot take it; empty where it can
    exercises: int = 0
    cells: int = 0
    sessions: int = 0  # planned workouts that would be others
    days: list[Change] = field(default_factory=list)  # what becomes of the calendar

    @property
    def client_name(self) -> str:
        return self.program.client.name if self.program.client else ""

    @property
    def possible(self) -> bool:
        return bool(self.changes) and not self.problem


def copies_of(template: Program, user: User) -> ProgramQuerySet:
    """The programs of active clients that were copied from a template, as far as this trainer sees them."""
    copies = Program.objects.visible_to(user).filter(origin=template, client__archived_at=None).current()
    return copies.of_clients().select_related("client__user").order_by("client__name", "pk")


def what_would_change(
    template: Program, copies: Sequence[Program], *, calendar: bool = True
) -> list[Bringing]:
    """For each copy what bringing the template's changes would do; nothing is written.

    The queries are the same for any number of rows; each client adds those of their newest facts where an
    exercise is new, and (`calendar`) of their calendar where the shape of their program changes.
    """
    known = {copy.origin_revision or 0 for copy in copies}
    states = {
        number: _tables(rows) for number, rows in states_at(template, known | {template.revision}).items()
    }
    documents = documents_of([copy.pk for copy in copies])
    sessions = _sessions(copies)
    needed = {row["exercise_id"] for row in states[template.revision]["slots"].values()}
    exercises = {str(pk): exercise for pk, exercise in Exercise.objects.in_bulk(needed).items()}
    found = []
    for copy in copies:
        own: Tables = {table: {row["id"]: row for row in rows} for table, rows in documents[copy.pk].items()}
        mine = sessions.get(copy.pk, [])
        side = Copy(
            Template(template, states[template.revision], states[copy.origin_revision or 0]),
            copy,
            own,
            {(workout, week) for workout, week, status in mine if status not in MOVABLE},
            _Facts(copy, exercises),
        )
        left = merge(side)
        found.append(_bringing(side, left, mine, calendar=calendar))
    return found


class _Facts:
    """A client's newest facts about exercises, read once they are asked for."""

    def __init__(self, program: Program, exercises: Mapping[str, Exercise]) -> None:
        self.program, self.exercises = program, exercises
        self.facts: Facts | None = None

    def __call__(self, exercise: str) -> dict[str, Any]:
        if self.facts is None:
            self.facts = Facts.of(self.program.client, experience=self.program.experience)
        return freeze_lift(self.exercises[exercise], self.facts)


def _tables(rows: Rows) -> Tables:
    found: Tables = {table: {} for table in TABLES}
    for (table, pk), values in rows.items():
        if table in found:
            found[table][pk] = values
    return found


def _sessions(copies: Sequence[Program]) -> dict[uuid.UUID, list[tuple[str, str, str]]]:
    """The workout, week and status of every session of these programs; one query."""
    found: dict[uuid.UUID, list[tuple[str, str, str]]] = {}
    rows = Session.objects.filter(program__in=copies, workout__isnull=False, week__isnull=False)
    for program, workout, week, status in rows.values_list("program", "workout", "week", "status"):
        found.setdefault(program, []).append((str(workout), str(week), status))
    return found


def _bringing(copy: Copy, left: Left, sessions: list[tuple[str, str, str]], *, calendar: bool) -> Bringing:
    now, then = _rows(copy.own), _rows(copy.rows)
    changes = differences(now, then)
    if not any(_says_something(change) for change in changes):
        changes = []
    problem = beyond_limits(copy) if changes else ""
    cells = _touched(copy, changes)
    pairs = {(copy.workout_of(slot), week) for slot, week in cells if slot in copy.rows["slots"]}
    return Bringing(
        program=copy.program,
        changes=changes,
        now=now,
        then=then,
        left=left,
        problem=problem,
        exercises=len({slot for slot, _ in cells}),
        cells=len(cells),
        sessions=sum((workout, week) in pairs and status in MOVABLE for workout, week, status in sessions),
        days=dated(copy.program, changes, lock=False) if calendar and not problem else [],
    )


def _rows(tables: Tables) -> Rows:
    return {(table, pk): values for table, rows in tables.items() for pk, values in rows.items()}


def _says_something(change: Change) -> bool:
    """Whether a change is more than what a row remembers of its origin."""
    before, after = change["before"], change["after"]
    return before is None or after is None or bool(after.keys() - {"origin_values"})


def _touched(copy: Copy, changes: Sequence[Change]) -> set[tuple[str, str]]:
    """The cells, a slot in a week, in which something else is to be trained."""
    sets = {**copy.own["set_groups"], **copy.rows["set_groups"]}
    found = set()
    for change in changes:
        moves = change["before"] is not None and change["after"] is not None
        if moves and not change["after"].keys() - _BESIDE:
            continue
        if change["table"] == "set_groups":
            found |= {(sets[pk]["slot_id"], sets[pk]["week_id"]) for pk in change["ids"]}
        elif change["table"] == "slots":
            slots = set(change["ids"])
            found |= {
                (row["slot_id"], row["week_id"])
                for row in copy.rows["set_groups"].values()
                if row["slot_id"] in slots and not copy.was_trained(row)
            }
    return found


# Doing it


@dataclass(slots=True)
class Brought:
    """What bringing did, or taking it back: to how many clients, and who was left out, by name."""

    count: int = 0
    moved: list[str] = field(default_factory=list)  # whose program was changed meanwhile
    too_large: list[str] = field(default_factory=list)  # whose program would become too large


@transaction.atomic
def bring(
    template: Program, seen: Mapping[uuid.UUID, int], *, template_seen: int, by: User, batch: uuid.UUID
) -> Brought:
    """Bring the template's changes to chosen copies, all in one act that `take_back` undoes by its `batch`.

    `seen` names the chosen copies with the revisions at which they were looked at: one that was changed
    since is left out and named. Raises TemplateChangedError where the template was, AlreadyDoneError for
    a repeated batch.
    """
    lock(template)
    if Revision.objects.filter(batch=batch).exists():
        raise AlreadyDoneError
    if template.revision != template_seen:
        raise TemplateChangedError
    chosen = list(copies_of(template, by).filter(pk__in=seen))
    for copy in sorted(chosen, key=lambda copy: copy.pk):  # in one order, so that nobody waits in a ring
        lock(copy)
    brought = Brought()
    stands = [copy for copy in chosen if copy.revision == seen[copy.pk]]
    brought.moved += [_name(copy) for copy in chosen if copy.revision != seen[copy.pk]]
    for item in what_would_change(template, stands, calendar=False):
        if item.problem:
            brought.too_large.append(_name(item.program))
        elif item.changes:
            _write(template, item, by=by, batch=batch)
            brought.count += 1
    return brought


def _name(program: Program) -> str:
    return program.client.name if program.client else program.name


def _write(template: Program, item: Bringing, *, by: User, batch: uuid.UUID) -> None:
    copy = item.program
    before, after = {"origin_revision": copy.origin_revision}, {"origin_revision": template.revision}
    changes = [*item.changes, moved("programs", [copy.pk], before, after)]
    text = f"Brought from {template.name}: {item.cells} cell{'' if item.cells == 1 else 's'}"
    reshape(copy, changes, by=by, text=text, batch=batch)


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes that were brought to clients and still stand."""

    id: uuid.UUID
    clients: list[str]
    newest: Revision


def batches_of(template: Program, user: User, *, most: int = 5) -> list[Batch]:
    """What was brought from a template lately and still stands; one query."""
    rows = _standing().filter(program__in=copies_of(template, user).order_by())
    found: dict[uuid.UUID, Batch] = {}
    rows = rows.select_related("program__client", "by").defer("changes")
    for revision in rows.order_by("-at", "program__client__name")[:200]:
        assert revision.batch is not None
        batch = found.setdefault(revision.batch, Batch(revision.batch, [], revision))
        batch.clients.append(_name(revision.program))
    return list(found.values())[:most]


def _standing() -> "QuerySet[Revision]":
    """What was brought and not taken back; a batch that made the copies themselves changed nothing."""
    rows = Revision.objects.filter(batch__isnull=False, backward=False, undone_by=None)
    return rows.exclude(changes=[])


@transaction.atomic
def take_back(template: Program, *, batch: uuid.UUID, by: User) -> Brought:
    """Undo what one act brought to clients; a client whose rows moved since is left as it is and named."""
    visible = copies_of(template, by).order_by().values("pk")
    rows = _standing().filter(batch=batch, program__in=visible).order_by("program_id", "-number")
    brought = Brought()
    for revision in rows.select_related("program__client__user"):
        try:
            undo(revision.program, revision=revision, by=by)
            brought.count += 1
        except (ChangedSinceError, AlreadyDoneError):
            brought.moved.append(_name(revision.program))
    return brought
