"""Open suggestions as the trainer reads them: what the rules propose, beside what the program says today."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.db.models import Count
from django.db.models import Max as Latest

from programs import bridge
from programs.models import Session, SetGroup, Slot, Suggestion, Week
from programs.models.suggestions import SuggestionQuerySet
from programs.prescription import SOURCES, Field, Move, Rule
from programs.prescription.progress import reads
from programs.prescription.targets import Value
from programs.queries.changes import Allowed, Decided, Wording, allowed, day_text, decided, number_text
from programs.queries.performed import coming_of, leads_of
from programs.queries.rules import moves_of, name_of
from programs.queries.workout_page import Reader
from trainer.models import Client, User

LABELS = {Field.LOAD: "Load", Field.REPS: "Repetitions", Field.SETS: "Sets"}


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One number of one coming session: what it says, and what it would say, in a field to type in.

    `now` is what the program says by now, where that is something else; `begun`: too late to change it.
    """

    name: str
    day: str
    week: str
    label: str
    before: str
    after: str
    unit: str
    pinned: bool
    begun: bool
    now: str
    problem: str


@dataclass(frozen=True, slots=True)
class Card:
    """One suggestion to be answered."""

    id: uuid.UUID
    exercise_id: uuid.UUID
    exercise: str
    workout: str
    program: str
    rule: str
    text: str
    why: str
    sources: list[str]
    certainty: str
    lines: list[MoveLine]
    asks_to_sign_off: bool
    session_id: uuid.UUID | None
    session_day: str
    refused: str

    @property
    def asks(self) -> bool:
        """Whether there is something to answer; otherwise it only says how things stand."""
        return bool(self.lines) or self.asks_to_sign_off

    @property
    def overtaken(self) -> str:
        """Why it can't be accepted as it stands; empty where it can."""
        if self.lines and all(line.begun for line in self.lines):
            return "All these sessions have begun, so there is nothing left to change."
        if any(line.now for line in self.lines):
            return "The program was changed since this was proposed."
        return self.refused


@dataclass(frozen=True, slots=True)
class Typed:
    """What the trainer typed in the fields of one card, by name, and what is wrong with it.

    `refused` says why the suggestion as a whole could not be accepted.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


AS_PROPOSED = Typed()


@dataclass(frozen=True, slots=True)
class SuggestionPage:
    """What is to be answered, by exercise; what is only to be known; and what was decided."""

    exercises: list[tuple[str, list[Card]]]
    notes: list[Card]
    count: int
    to_accept: int
    decided: list[Decided]
    allowed: Allowed


def suggestion_page(
    client: Client, user: User, *, typed: Mapping[uuid.UUID, Typed] | None = None
) -> SuggestionPage:
    """Everything that the rules propose for a client, and what was decided; six queries."""
    reader, rows = Reader.of(user), Suggestion.objects.filter(client=client)
    cards = cards_of(rows.open(), reader, typed=typed or {})
    asked = [card for card in cards if card.asks]
    return SuggestionPage(
        exercises=[(name, list(some)) for name, some in groupby(asked, key=lambda card: card.exercise)],
        notes=[card for card in cards if not card.asks],
        count=len(cards),
        to_accept=sum(bool(card.lines) and not card.overtaken for card in cards),
        decided=decided(rows, reader),
        allowed=allowed(client),
    )


def cards_of(rows: SuggestionQuerySet, reader: Reader, *, typed: Mapping[uuid.UUID, Typed]) -> list[Card]:
    """Suggestions by exercise, the oldest first; four queries."""
    found = list(
        rows.select_related("exercise", "session", "slot__group__workout", "slot__program").order_by(
            "exercise__name", "created_at", "id"
        )
    )
    today = _today(found)
    return [_card(row, today, reader, typed.get(row.pk, AS_PROPOSED)) for row in found]


@dataclass(frozen=True, slots=True)
class _Today:
    """What the programs say today: the first working sets, the numbers of weeks, and what has begun."""

    leads: Mapping[tuple[uuid.UUID, uuid.UUID], SetGroup]
    weeks: Mapping[str, int]
    begun: set[tuple[uuid.UUID | None, str]]  # workout, week


def _today(rows: Sequence[Suggestion]) -> _Today:
    slots = [row.slot for row in rows if row.slot is not None]
    programs = {slot.program_id for slot in slots}
    moved = {uuid.UUID(move["week"]) for row in rows for move in row.moves}
    ordered = Week.objects.filter(program__in=programs).order_by("program", "phase__position", "position")
    weeks: dict[str, int] = {}
    for _, some in groupby(ordered.values_list("program_id", "pk"), key=lambda item: item[0]):
        weeks |= {str(pk): number for number, (_, pk) in enumerate(some, start=1)}
    sessions = Session.objects.filter(program__in=programs, week__in=moved).exclude(
        status__in=[Session.Status.PLANNED, Session.Status.SKIPPED]
    )
    begun: set[tuple[uuid.UUID | None, str]] = {
        (workout, str(week)) for workout, week in sessions.values_list("workout_id", "week_id")
    }
    return _Today(leads_of(slots, moved), weeks, begun)


def _card(row: Suggestion, today: _Today, reader: Reader, typed: Typed) -> Card:
    slot = row.slot
    source = SOURCES[row.source]
    return Card(
        id=row.pk,
        exercise_id=row.exercise_id,
        exercise=row.exercise.name,
        workout=slot.group.workout.name if slot else "",
        program=slot.program.name if slot else "",
        rule=name_of(row.rule),
        text=row.text,
        why=row.why,
        sources=[SOURCES[key].label for key in (row.source, *row.also)],
        certainty=source.certainty.value,
        lines=_lines(row, today, reader, typed),
        asks_to_sign_off=row.rule == Rule.SIGN_OFF_FIRST,
        session_id=row.session_id,
        session_day=day_text(row.session.date) if row.session else "",
        refused=typed.refused,
    )


def field_name(number: int) -> str:
    """What the field of a suggestion's n-th move is called in its form."""
    return f"after-{number}"


def _lines(row: Suggestion, today: _Today, reader: Reader, typed: Typed) -> list[MoveLine]:
    wording = Wording.of(row.exercise, reader)
    lines, last_day = [], ""
    for number, (move, stored) in enumerate(zip(moves_of(row), row.moves, strict=True)):
        unit, name, day = stored["unit"], field_name(number), day_text(move.day)
        begun, now = _stands(row.slot, move, today)
        lines.append(
            MoveLine(
                name=name,
                day="" if day == last_day else day,
                week=f"week {today.weeks[move.key]}" if move.key in today.weeks else "",
                label=LABELS[move.field],
                before=wording.amount(move.before, move.field, unit),
                after=typed.values.get(name, number_text(move.after, reader)),
                unit=wording.unit(move.field, unit),
                pinned=move.pinned,
                begun=begun,
                now="" if now == move.before else wording.amount(now, move.field, unit),
                problem=typed.problems.get(name, ""),
            )
        )
        last_day = day
    return lines


def _stands(slot: Slot | None, move: Move, today: _Today) -> tuple[bool, Value]:
    """Whether a move's session has begun, and what its number is today."""
    lead = None if slot is None else today.leads.get((slot.pk, uuid.UUID(move.key)))
    if slot is None or lead is None or (slot.group.workout_id, move.key) in today.begun:
        return True, move.before
    lift = bridge.lift_of(slot, program_method=slot.program.method)
    return False, reads(coming_of(lead, move.day, slot), move.field, lift)


# Elsewhere


@dataclass(frozen=True, slots=True)
class Waiting:
    """A client with open suggestions, as the desk lists them."""

    client_id: uuid.UUID
    name: str
    count: int
    newest: datetime


def waiting_clients(user: User) -> list[Waiting]:
    """Clients whose suggestions wait for an answer, the newest first; one query."""
    rows = Suggestion.objects.visible_to(user).open().filter(client__archived_at=None)
    return [
        Waiting(*row)
        for row in rows.order_by()
        .values("client_id", "client__name")
        .annotate(count=Count("id"), newest=Latest("created_at"))
        .order_by("-newest", "client__name")
        .values_list("client_id", "client__name", "count", "newest")
    ]


def count_open(client: Client) -> int:
    """How many suggestions wait for an answer; one query."""
    return Suggestion.objects.filter(client=client).open().count()


def names_of(rows: Iterable[Suggestion]) -> str:
    """The exercises of suggestions, each once, in words: `Squat and Row`."""
    *first, last = dict.fromkeys(row.exercise.name for row in rows)
    return f"{', '.join(first)} and {last}" if first else last
