"""The rules by the names that trainers and clients read, and the shapes in which suggestions are kept."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programs.models import Suggestion
from programs.prescription import Field, Move, Rule, Unit
from programs.prescription.targets import Value

NAMES = {
    Rule.TWO_FOR_TWO: "Two-for-two",
    Rule.DOUBLE_PROGRESSION: "Double progression",
    Rule.ADD_REPETITIONS: "Repetitions before load",
    Rule.BIG_STEP: "A step that is yours to take",
    Rule.HOLD: "Hold after a miss",
    Rule.BACK_OFF: "Back off after two misses",
    Rule.MAX_CHANGED: "New 1RM",
    Rule.PAIN_HOLD: "Hold after pain",
    Rule.RESUME_LIGHTER: "Resume lighter after a gap",
    Rule.SIGN_OFF_FIRST: "Technique before load",
}
# What each does, in half a sentence. Those that only say how things stand cannot apply by themselves.
DOES = {
    Rule.TWO_FOR_TWO: "2 repetitions more than asked in the last set, twice in a row: the next load",
    Rule.DOUBLE_PROGRESSION: "every set at the top of its range: the next load, from the low end again",
    Rule.ADD_REPETITIONS: "the next load is more than 10 % away: the range opens by 2",
    Rule.MAX_CHANGED: "coming loads follow a newer 1RM, up by 10 % at most",
    Rule.HOLD: "a set missed: the next session asks for no more",
    Rule.BACK_OFF: "two misses in a row: about 10 % lighter",
    Rule.PAIN_HOLD: "pain flagged: nothing gets heavier in the next session",
    Rule.RESUME_LIGHTER: "a week or more missed: 10 to 30 % lighter, then back to the plan",
}


def name_of(rule: str) -> str:
    return NAMES[Rule(rule)]


# A move as it is stored


def stored_value(value: Value) -> Any:
    """A value as JSON takes it: a load as a decimal string, a range as a list."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value


def read_value(field: str, value: Any) -> Value:
    if field == Field.LOAD and value is not None:
        return Decimal(value)
    if isinstance(value, list):
        low, high = value
        return low, high
    return value  # type: ignore[no-any-return]  # JSON has no other types here


def stored_move(move: Move, unit: Unit) -> dict[str, Any]:
    return {
        "week": move.key,
        "day": move.day.isoformat(),
        "field": move.field.value,
        "before": stored_value(move.before),
        "after": stored_value(move.after),
        "unit": unit.value,
        "pinned": move.pinned,
    }


def read_move(stored: Mapping[str, Any]) -> Move:
    name = stored["field"]
    return Move(
        key=stored["week"],
        day=date.fromisoformat(stored["day"]),
        field=Field(name),
        before=read_value(name, stored["before"]),
        after=read_value(name, stored["after"]),
        pinned=stored["pinned"],
    )


def moves_of(row: Suggestion) -> list[Move]:
    """What a suggestion proposes, as the engine takes it."""
    return [read_move(move) for move in row.moves]
