"""Suggestions that were decided: what changed because of them, for the trainer and for the client."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format

from programs.models import AutomaticRules, Exercise, LoadKind, Measure, Suggestion
from programs.models.suggestions import SuggestionQuerySet
from programs.prescription import Field, Rule
from programs.prescription.targets import Value
from programs.queries.rules import DOES, NAMES, name_of, read_value
from programs.queries.workout_page import Reader
from trainer.models import Client, User

DECIDED_SHOWN = 30
Status = Suggestion.Status
CHANGED = (Status.ACCEPTED, Status.APPLIED)
# How a load is said that is put on beside the body, and what is said of none.
PUT_ON = {
    LoadKind.BODY_WEIGHT: ("{} added", "body weight"),
    LoadKind.ASSISTED: ("{} of assistance", "no assistance"),
}
UNITS = {Field.REPS: "reps", Field.SETS: "sets"}


# Numbers in words


def day_text(day: date) -> str:
    """`Mon 21 September`."""
    return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def number_text(value: Value, reader: Reader) -> str:
    """A number as it stands in a field: `77.5`, `8-12`; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "-".join(str(end) for end in value)
    return reader.number(value) if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Wording:
    """How the numbers of one exercise are said."""

    load_kind: str
    timed: bool
    reader: Reader

    @classmethod
    def of(cls, exercise: Exercise, reader: Reader) -> "Wording":
        return cls(exercise.load_kind, exercise.measure != Measure.REPS, reader)

    def unit(self, field: str, unit: str) -> str:
        """What stands behind a number that is typed: `kg`, `kg added`, `reps`."""
        if field == Field.LOAD:
            return PUT_ON.get(LoadKind(self.load_kind), ("{}", ""))[0].format(unit)
        return "s" if self.timed and field == Field.REPS else UNITS[Field(field)]

    def amount(self, value: Value, field: str, unit: str) -> str:
        """A number with what it counts: `77.5 kg`, `2.5 kg added`, `8-12 reps`."""
        if value is None:
            return "no load"
        if not isinstance(value, Decimal):
            return f"{number_text(value, self.reader)} {self.unit(field, unit)}"
        words, nothing = PUT_ON.get(LoadKind(self.load_kind), ("{}", ""))
        return nothing if nothing and not value else words.format(self.reader.weight(value, unit))


class _Taken(NamedTuple):
    day: date
    field: str
    before: str
    after: str


def changes_of(row: Suggestion, reader: Reader) -> list[str]:
    """What was changed, sessions that changed alike in one line.

    `75 kg → 77.5 kg from Mon 21 September on, 4 workouts`. Of what was rejected, what was proposed.
    """
    wording = Wording.of(row.exercise, reader)
    decided = row.status in CHANGED
    taken = [
        _Taken(
            date.fromisoformat(move["day"]),
            move["field"],
            *(
                wording.amount(read_value(move["field"], value), move["field"], move["unit"])
                for value in (move["before"], move.get("taken", move["after"]))
            ),
        )
        for move in row.moves
        if "taken" in move or not decided
    ]
    taken.sort(key=lambda move: (move.field, move.day))
    lines = []
    for (_, before, after), some in groupby(taken, key=lambda move: move[1:]):
        days = [move.day for move in some]
        when = f"on {day_text(days[0])}"
        if len(days) > 1:
            when = f"from {day_text(days[0])} on, {len(days)} workouts"
        lines.append(f"{before} → {after} {when}")
    return lines


# Decided ones


@dataclass(frozen=True, slots=True)
class Decided:
    """One suggestion that was decided. `by` allowed its rule to, where it applied by itself."""

    id: uuid.UUID
    exercise: str
    rule: str
    text: str
    why: str
    changes: list[str]
    status: str
    by_itself: bool
    by: str
    at: datetime | None
    can_be_undone: bool
    undone: bool


def decided(rows: SuggestionQuerySet, reader: Reader) -> list[Decided]:
    """The newest of these that were decided; one query."""
    found = (
        rows.filter(status__in=[*CHANGED, Status.REJECTED])
        .select_related("exercise", "decided_by")
        .annotate(undone=Q(revision__undone_by__isnull=False))
        .order_by("-decided_at", "-id")[:DECIDED_SHOWN]
    )
    return [_decided(row, reader, undone=bool(vars(row)["undone"])) for row in found]


def _decided(row: Suggestion, reader: Reader, *, undone: bool) -> Decided:
    return Decided(
        id=row.pk,
        exercise=row.exercise.name,
        rule=name_of(row.rule),
        text=row.text,
        why=row.why,
        changes=changes_of(row, reader),
        status=row.status,
        by_itself=row.status == Status.APPLIED,
        by=str(row.decided_by) if row.decided_by else "",
        at=row.decided_at,
        can_be_undone=row.revision_id is not None and not undone,
        undone=undone,
    )


# Rules that may apply by themselves


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule that may apply by itself, or not."""

    rule: str
    name: str
    does: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rules for one client, and who chose last."""

    rules: list[RuleChoice]
    by: str
    at: datetime | None

    @property
    def chosen(self) -> list[RuleChoice]:
        return [choice for choice in self.rules if choice.allowed]


def allowed(client: Client) -> Allowed:
    """Which rules may apply by themselves for a client; one query."""
    row = AutomaticRules.objects.filter(client=client).select_related("by").first()
    return _allowed(row)


def _allowed(row: AutomaticRules | None) -> Allowed:
    chosen: Iterable[str] = row.rules if row else ()
    return Allowed(
        rules=[RuleChoice(rule.value, NAMES[rule], DOES[rule], rule.value in chosen) for rule in DOES],
        by=str(row.by) if row and row.by else "",
        at=row.set_at if row else None,
    )


# The client's page


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """What changed in a person's programs, newest first, and what may change without being asked about."""

    changes: list[Decided]
    rules: list[RuleChoice]


def own_changes(user: User) -> OwnChanges:
    """What the person reads who trains; two queries."""
    own = Suggestion.objects.filter(client__user=user, client__archived_at=None)
    rows = AutomaticRules.objects.filter(client__user=user, client__archived_at=None)
    chosen = {Rule(rule) for row in rows for rule in row.rules}
    return OwnChanges(
        changes=decided(own.filter(status__in=CHANGED), Reader.of(user)),
        rules=[RuleChoice(rule.value, NAMES[rule], DOES[rule], True) for rule in DOES if rule in chosen],
    )
