"""Saving a workout or a phase as a piece, and putting a piece into a program.

A piece is the studio's, so nothing of a client is in it: no max, no body weight, no note, no typed load.
"""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from programs import bridge
from programs.actions.history import Change, ChangedSinceError, lock, made, reshape
from programs.actions.phases import Content, between_phases, days_like, fitted, free_day, phases_in_order
from programs.actions.programs import copy_of, refuse_further_phase, refuse_further_workout
from programs.actions.progression import follows
from programs.documents import Document, row_from, values_of
from programs.models import (
    Exercise,
    Group,
    Phase,
    Piece,
    Program,
    Revision,
    SetGroup,
    Slot,
    Week,
    Workout,
)
from programs.prescription import Field
from trainer.models import User
from web.identifiers import new_uuid

NAMES_LONGEST = 1000


class PieceRefusedError(ChangedSinceError):
    """The piece cannot be put anywhere any more; the message says why."""


@transaction.atomic
def save_piece(part: Phase | Workout, *, name: str, by: User, piece_id: uuid.UUID | None = None) -> Piece:
    """Keep a phase or a workout as a piece. The same `piece_id` a second time gives the one made first."""
    existing = Piece.objects.filter(pk=piece_id).first() if piece_id else None
    if existing is not None and existing.studio_id == part.studio_id:
        return existing
    program = part.program
    if isinstance(part, Phase):
        phase, workouts = part, list(part.workouts.order_by("position", "id"))
    else:
        phase, workouts = part.phase, [part]
    weeks = list(phase.weeks.order_by("position"))
    content = Content.of(workouts)
    _forget_client(program, content)
    document: Document = {
        "phases": [values_of(phase)],
        "weeks": [values_of(row) for row in weeks],
        "workouts": [values_of(row) | {"weekday": None} for row in workouts],
        "groups": [values_of(row) for row in content.groups],
        "slots": [values_of(row) for row in content.slots],
        "set_groups": [values_of(row) for row in content.set_groups],
    }
    for rows in document.values():
        for values in rows:
            values |= {"origin_uuid": None, "origin_values": None} if "origin_uuid" in values else {}
    names = dict.fromkeys(slot.exercise.name for slot in content.slots)
    return Piece.objects.create(
        id=piece_id if piece_id and existing is None else new_uuid(),
        studio_id=part.studio_id,
        kind=Piece.Kind.PHASE if part is phase else Piece.Kind.WORKOUT,
        name=name,
        document=document,
        weeks=len(weeks),
        contents=", ".join(names)[:NAMES_LONGEST],
        created_by=by,
    )


def _forget_client(program: Program, content: Content) -> None:
    """Resolve rows for nobody in particular, in memory; a template's keep what was typed in them."""
    for slot in content.slots:
        slot.method = slot.method or program.method
    if program.client_id is not None:
        for slot in content.slots:
            slot.note = ""
        for row in content.set_groups:
            row.load, row.load_unit, row.load_kg = None, "", None
            row.pins = [pin for pin in row.pins if pin != Field.LOAD]
            row.effective = {**row.effective, "edited": None}
    facts = bridge.Facts(experience=program.experience)
    bridge.resolve_rows(content.slots, content.set_groups, facts, program_method=program.method)
    for row in content.set_groups:
        row.effective = {"edited": row.effective["edited"]}  # the rest is made anew where it is put


def edit_piece(piece: Piece, *, name: str) -> None:
    piece.name = name
    piece.save(update_fields=["name"])


def remove_piece(piece: Piece, *, removed: bool) -> None:
    """Take a piece out of the list, or bring it back; programs that have it in them stay as they are."""
    piece.removed_at = timezone.now() if removed else None
    piece.save(update_fields=["removed_at"])


@transaction.atomic
def insert_piece(
    piece: Piece, phase: Phase, *, by: User, phase_id: uuid.UUID | None = None, key: uuid.UUID | None = None
) -> Revision:
    """Put a workout at the end of a phase, or a phase after it, resolved for the program's client.

    A workout's weeks fill those of the phase in order, and its last one repeats. Raises LimitReachedError,
    and PieceRefusedError where an exercise is not there any more.
    """
    program = phase.program
    lock(program, key=key)
    rows = _Rows.of(piece, program)
    if piece.kind == Piece.Kind.WORKOUT:
        changes = _workout_into(program, rows, phase)
        text = f"Put {piece.name} into {phase.name}"
    else:
        changes = _phase_after(program, rows, phase, piece.name, phase_id)
        text = f"Put {piece.name} after {phase.name}"
    return reshape(program, changes, by=by, text=text, key=key, then=follows(program, changes))


class _Rows:
    """A piece's rows as unsaved rows of a program."""

    def __init__(
        self, phase: Phase, weeks: Sequence[Week], workouts: Sequence[Workout], content: Content
    ) -> None:
        self.phase, self.weeks, self.workouts, self.content = phase, weeks, workouts, content

    @classmethod
    def of(cls, piece: Piece, program: Program) -> "_Rows":
        found = {
            table: [row_from(table, values, program=program) for values in rows]
            for table, rows in piece.document.items()
        }
        groups = [row for row in found["groups"] if isinstance(row, Group)]
        slots = [row for row in found["slots"] if isinstance(row, Slot)]
        exercises = Exercise.objects.in_bulk({slot.exercise_id for slot in slots})
        if any(slot.exercise_id not in exercises for slot in slots):
            raise PieceRefusedError(f"An exercise of {piece.name} is not there any more.")
        for slot in slots:
            slot.exercise = exercises[slot.exercise_id]
            slot.method = "" if slot.method == program.method else slot.method
        rows = [row for row in found["set_groups"] if isinstance(row, SetGroup)]
        [phase] = found["phases"]
        assert isinstance(phase, Phase)
        return cls(
            phase,
            [row for row in found["weeks"] if isinstance(row, Week)],
            [row for row in found["workouts"] if isinstance(row, Workout)],
            Content(groups, slots, rows),
        )


def _resolved(program: Program, content: Content) -> Content:
    """The rows as they are for the program's client."""
    facts = bridge.Facts.of(program.client, experience=program.experience)
    bridge.resolve_rows(content.slots, content.set_groups, facts, program_method=program.method)
    return content


def _workout_into(program: Program, rows: _Rows, phase: Phase) -> list[Change]:
    workouts = refuse_further_workout(phase)
    [old] = rows.workouts
    copy = copy_of(
        old,
        phase=phase,
        position=workouts[-1].position + 1 if workouts else 1,
        weekday=free_day(program, None, workouts),
    )
    weeks = fitted([week.pk for week in rows.weeks], list(phase.weeks.order_by("position")))
    content = rows.content.planted({old.pk: copy}, weeks)
    return [*made("workouts", [copy]), *_resolved(program, content).made()]


def _phase_after(
    program: Program, rows: _Rows, phase: Phase, name: str, phase_id: uuid.UUID | None
) -> list[Change]:
    refuse_further_phase(program)
    copy = copy_of(rows.phase, name=name)
    copy.id = phase_id or copy.id
    weeks = [(week.pk, copy_of(week, phase=copy)) for week in rows.weeks]
    days = days_like(program, phase, len(rows.workouts))
    workouts = {
        old.pk: copy_of(old, phase=copy, weekday=day) for old, day in zip(rows.workouts, days, strict=True)
    }
    content = rows.content.planted(workouts, weeks)
    return [
        *between_phases(phases_in_order(phase), copy, after=phase),
        *made("weeks", [week for _, week in weeks]),
        *made("workouts", workouts.values()),
        *_resolved(program, content).made(),
    ]
