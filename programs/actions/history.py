"""Revisions: every change of a program in words, with what undoing it needs."""

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from programs.actions.carrying import CHANGED_SINCE as CHANGED_SINCE
from programs.actions.carrying import Change as Change
from programs.actions.carrying import ChangedSinceError as ChangedSinceError
from programs.actions.carrying import carry_out_changes, refuse_changed, reversed_changes, settled, together
from programs.actions.carrying import made as made
from programs.actions.carrying import moved as moved
from programs.actions.carrying import removed as removed
from programs.actions.dates import dated, words_of
from programs.documents import Values, document_of
from programs.models import Program, Revision
from trainer.models import User
from web.prepared import Prepared
from web.writes import insert_row, insert_rows, update_alike


class AlreadyDoneError(Exception):
    """A request with this mutation key was carried out before."""


def record(
    program: Program,
    *,
    by: User | None,
    text: str,
    changes: list[Change],
    key: uuid.UUID | None = None,
    undoes: Revision | None = None,
    batch: uuid.UUID | None = None,
) -> Revision:
    """Write one revision and count the program up; inside a transaction that called `lock`."""
    program.revision += 1
    update_alike(Program, [program.pk], {"revision": program.revision, "updated_at": timezone.now()})
    revision = revision_of(program, program.revision, by=by, text=text, changes=changes, key=key)
    revision.batch = batch
    if undoes is not None:
        revision.undoes, revision.backward = undoes, not undoes.backward
    insert_row(revision)
    return revision


def revision_of(
    program: Program,
    number: int,
    *,
    by: User | None,
    text: str,
    changes: list[Change],
    key: uuid.UUID | None = None,
) -> Revision:
    """A revision that goes forward; nothing is stored."""
    return Revision(
        studio_id=program.studio_id,
        program=program,
        number=number,
        key=key,
        by=by,
        text=text[:400],
        changes=changes,
    )


def record_new(
    programs: Sequence[tuple[Program, str]], *, by: User | None, batch: uuid.UUID | None = None
) -> None:
    """The first revision of programs that were just stored, each in its own words; two statements."""
    update_alike(Program, [program.pk for program, _ in programs], {"revision": 1})
    revisions = []
    for program, text in programs:
        program.revision = 1
        revisions.append(
            Revision(
                studio_id=program.studio_id, program=program, number=1, by=by, text=text[:400], batch=batch
            )
        )
    insert_rows(Revision, revisions)


def reshape(
    program: Program,
    changes: list[Change],
    *,
    by: User,
    text: str,
    key: uuid.UUID | None = None,
    batch: uuid.UUID | None = None,
    then: Callable[[], list[Change]] | None = None,
) -> Revision:
    """Carry out changes of what stands where, and let the calendar follow; one revision.

    `then` writes what follows from the new shape, and says what changed. Inside a transaction that called
    `lock`.
    """
    days = dated(program, changes)
    carry_out_changes(program, [*changes, *days])
    know_again(program, changes)
    said = f"{text}: {words}" if (words := words_of(days)) else text
    done = [*changes, *days]
    if then is not None and (more := then()):
        done = settled([*done, *more])
    return record(program, by=by, text=said, changes=done, key=key, batch=batch)


def count_up(programs: Iterable[Any]) -> None:
    """Let pages that remember these programs read them anew, where what changed is no change to undo."""
    Program.objects.filter(pk__in=programs).update(revision=F("revision") + 1)


def lock(program: Program, *, key: uuid.UUID | None = None) -> None:
    """Serialize writers of one program until the transaction ends; AlreadyDoneError for a repeated key."""
    ((program.revision,),) = _locked(program.pk)
    if key is not None and _with_key(program.studio_id, program.pk, key):
        raise AlreadyDoneError


_locked = Prepared(
    lambda program_id: (
        Program.objects.select_for_update(of=("self",)).filter(pk=program_id).values_list("revision")
    ),
    uuid.UUID,
)
# The studio leads the index of revisions; without it the database reads a program's whole history.
_with_key = Prepared(
    lambda studio_id, program_id, key: Revision.objects.filter(
        studio_id=studio_id, program_id=program_id, key=key
    ).values_list("number"),
    uuid.UUID,
    uuid.UUID,
    uuid.UUID,
)


def _revisions(program: Program) -> "QuerySet[Revision]":
    return Revision.objects.filter(studio_id=program.studio_id, program=program)


def last_undoable(program: Program) -> Revision | None:
    """The newest change that stands: not undone, or redone."""
    return _revisions(program).filter(backward=False, undone_by=None).order_by("-number").first()


def next_redoable(program: Program) -> Revision | None:
    """What was undone last and can be redone; nothing once something new was done after it."""
    newest = _revisions(program).filter(backward=True, undone_by=None).order_by("-number").first()
    if newest is None:
        return None
    since = _revisions(program).filter(undoes=None, number__gt=newest.number)
    return None if since.exists() else newest


@dataclass(frozen=True, slots=True)
class Step:
    """A revision that can be undone, as a button names it."""

    pk: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What Undo and Redo would do; None where there is nothing."""

    undo: Step | None = None
    redo: Step | None = None


def steps_of(program: Program) -> Steps:
    """The same as `last_undoable` and `next_redoable`, without their rows; one query."""
    ((pk, text, empty, back, back_text, back_number, newest),) = _steps(program.pk)
    undo = None if pk is None or empty else Step(pk, plain(text))
    redoable = back is not None and (newest is None or newest < back_number)
    return Steps(undo, Step(back, plain(back_text)) if redoable else None)


def _steps_of(program_id: uuid.UUID) -> "QuerySet[Program, Any]":
    mine = Revision.objects.filter(studio=OuterRef("studio"), program=OuterRef("pk")).order_by("-number")
    forward, backward = (mine.filter(backward=way, undone_by=None) for way in (False, True))
    nothing = ExpressionWrapper(Q(changes=[]), output_field=BooleanField())
    columns = [
        *(forward.values("pk"), forward.values("text"), forward.annotate(nothing=nothing).values("nothing")),
        *(backward.values("pk"), backward.values("text"), backward.values("number")),
        # What undoes nothing. Asked for as that, SQLite reads such revisions of every program there is.
        mine.filter(pk=Coalesce("undoes", "pk")).values("number"),
    ]
    return Program.objects.filter(pk=program_id).values_list(*(Subquery(rows[:1]) for rows in columns))


_steps = Prepared(_steps_of, uuid.UUID)


def undo(program: Program, *, revision: Revision, by: User) -> Revision:
    """Put the rows back as they were before `revision`, which may itself be an undoing: then it is redone.

    Raises ChangedSinceError if the rows moved on, AlreadyDoneError if it was undone before.
    """
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
    back = reversed_changes(revision.changes)
    refuse_changed(program, back)
    if not any(change["table"] == "sessions" for change in back):
        back += dated(program, back)
    carry_out_changes(program, back)
    know_again(program, back)
    return record(program, by=by, text=_undone(revision), changes=back, undoes=revision, batch=revision.batch)


def know_again(program: Program, changes: Collection[Change]) -> None:
    """Let a program in hand know what was changed of itself."""
    for change in changes:
        if change["table"] == "programs":
            for name, value in change["after"].items():
                setattr(program, name, value)


def _undone(revision: Revision) -> str:
    return f"{'Redid' if revision.backward else 'Undid'}: {plain(revision.text)}"


def plain(text: str) -> str:
    """What a revision did, without that it was an undoing or redoing."""
    return text.removeprefix("Undid: ").removeprefix("Redid: ")


# Earlier states

Rows = dict[tuple[str, str], Values]  # by table and id


OF_THE_PROGRAM = ("name", "description", "method", "origin_revision")  # what its own row holds of a state


def state_at(program: Program, number: int) -> Rows:
    """Every row of the program as it stood at a revision: today's, with all later changes taken back."""
    return states_at(program, {number})[number]


def states_at(program: Program, numbers: Collection[int]) -> dict[int, Rows]:
    """The same at several revisions, by number; one query a table, and two."""
    rows: Rows = {
        (table, values["id"]): values for table, items in document_of(program).items() for values in items
    }
    rows["programs", str(program.pk)] = Program.objects.values(*OF_THE_PROGRAM).get(pk=program.pk)
    found: dict[int, Rows] = {}
    lowest = min(numbers, default=0)
    later = _revisions(program).filter(number__gt=lowest).order_by("-number")
    for number, changes in [*later.values_list("number", "changes"), (lowest, ())]:
        found |= {wanted: dict(rows) for wanted in numbers if wanted >= number and wanted not in found}
        for change in reversed(changes):
            if change["table"] != "sessions":
                _take_back(rows, change)
    return found


def _take_back(rows: Rows, change: Change) -> None:
    table = change["table"]
    for pk in change["ids"]:
        if change["before"] is None:
            rows.pop((table, pk), None)
        elif change["after"] is None:
            rows[table, pk] = change["before"]
        elif (table, pk) in rows:
            rows[table, pk] = {**rows[table, pk], **change["before"]}


@transaction.atomic
def restore(program: Program, *, number: int, by: User, key: uuid.UUID | None = None) -> Revision | None:
    """Make the whole program what it was at a revision: one change, which can be undone. None if it is so."""
    lock(program, key=key)
    states = states_at(program, {program.revision, number})
    changes = differences(states[program.revision], states[number])
    if not changes:
        return None
    return reshape(program, changes, by=by, text=f"Went back to change {number}", key=key)


def differences(now: Rows, then: Rows) -> list[Change]:
    """What makes one state the other."""
    changes: list[Change] = []
    for (table, pk), values in then.items():
        if (table, pk) not in now:
            changes.append({"table": table, "ids": [pk], "before": None, "after": values})
        elif now[table, pk] != values:
            changes.append(moved(table, [pk], now[table, pk], values))
    changes += [
        {"table": table, "ids": [pk], "before": values, "after": None}
        for (table, pk), values in now.items()
        if (table, pk) not in then
    ]
    return together(changes)
