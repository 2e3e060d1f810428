"""Two states of a program side by side in words, as the grid shows it: per phase, workout, exercise, week."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from programs.actions.history import Rows
from programs.documents import Values
from programs.forms.cells import FIELDS, NAMES, cell_texts
from programs.models import Exercise, SetGroup, Slot
from programs.models.programs import Method
from programs.prescription import Field
from programs.progressions import stored_name
from programs.views.comparing import UNITS, CellChange

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
NONE = "—"


@dataclass(frozen=True, slots=True)
class CellLine:
    """What became of a kind of sets in some weeks; the same change in several weeks is one line."""

    where: str  # "Week 3", "Weeks 1–4, back-off"
    changes: list[CellChange]
    words: str = ""


@dataclass(slots=True)
class Part:
    """A phase, workout or exercise of which something is different."""

    name: str
    state: str  # added, removed or changed
    lines: list[str] = field(default_factory=list)
    cells: list[CellLine] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return bool(self.state != CHANGED or self.lines or self.cells or self.parts)


def exercise_names(*states: Rows) -> dict[str, str]:
    """The names of all exercises in these states; one query."""
    ids = {
        uuid.UUID(values["exercise_id"])
        for state in states
        for (table, _), values in state.items()
        if table == "slots"
    }
    return {str(pk): name for pk, name in Exercise.objects.filter(pk__in=ids).values_list("pk", "name")}


def differences_in_words(before: Rows, after: Rows, *, names: Mapping[str, str], mark: str) -> list[Part]:
    """What is different, phase by phase; the program itself comes first, where something of it is."""
    sides = _Side(before, names), _Side(after, names)
    phases = [side.ordered("phases") for side in sides]
    program = _program(*sides)
    common = _in_both(*phases)
    if common[0] != common[1]:
        order = (
            [side.tables["phases"][pk]["name"] for pk in pks] for side, pks in zip(sides, common, strict=True)
        )
        program.lines.append("Order of phases: " + " → ".join(map(", ".join, order)))
    found = [program, *(_phase(*sides, phase, mark) for phase in _in_either(*phases))]
    return [part for part in found if part.differs]


class _Side:
    """One of the two states, by table and by parent."""

    def __init__(self, rows: Rows, names: Mapping[str, str]) -> None:
        self.names = names
        self.tables: dict[str, dict[str, Values]] = {}
        for (table, pk), values in rows.items():
            self.tables.setdefault(table, {})[pk] = values
        for table in ("programs", "phases", "weeks", "workouts", "groups", "slots", "set_groups"):
            self.tables.setdefault(table, {})
        self.children: dict[tuple[str, str], list[str]] = {}
        above = {
            "weeks": "phase_id",
            "workouts": "phase_id",
            "groups": "workout_id",
            "slots": "group_id",
            "set_groups": "slot_id",
        }
        for table, column in above.items():
            rows_of_table = self.tables[table]
            for pk in sorted(rows_of_table, key=lambda pk: (rows_of_table[pk]["position"], pk)):
                self.children.setdefault((table, rows_of_table[pk][column]), []).append(pk)

    def ordered(self, table: str, above: str = "") -> list[str]:
        if above:
            return self.children.get((table, above), [])
        rows = self.tables[table]
        return sorted(rows, key=lambda pk: (rows[pk]["position"], pk))

    def slots_of(self, workout: str) -> list[str]:
        return [slot for group in self.ordered("groups", workout) for slot in self.ordered("slots", group)]

    def workout_of(self, slot: str) -> str | None:
        row = self.tables["slots"].get(slot)
        group = self.tables["groups"].get(row["group_id"]) if row else None
        return group["workout_id"] if group else None

    def exercise(self, slot: str) -> str:
        return self.names.get(self.tables["slots"][slot]["exercise_id"], "An exercise")

    def together(self, workout: str) -> str:
        """The supersets and circuits of a workout: `Press + Row`."""
        groups = [self.ordered("slots", group) for group in self.ordered("groups", workout)]
        return ", ".join(" + ".join(map(self.exercise, slots)) for slots in groups if len(slots) > 1)


def _in_either(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Everything in its order: as it is after, with what went where it was."""
    found = list(after)
    for index, pk in enumerate(before):
        if pk not in found:
            neighbour = next((item for item in reversed(before[:index]) if item in found), None)
            found.insert(found.index(neighbour) + 1 if neighbour else 0, pk)
    return found


def _in_both(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is on both sides, in the order of each."""
    both = set(before) & set(after)
    return [pk for pk in before if pk in both], [pk for pk in after if pk in both]


def _state(pk: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if pk not in before:
        return ADDED
    return CHANGED if pk in after else REMOVED


def _word(name: str, before: Any, after: Any) -> list[str]:
    return [f"{name}: {before or NONE} → {after or NONE}"] if before != after else []


def _program(before: _Side, after: _Side) -> Part:
    """What the program says of itself."""
    part = Part("The program", CHANGED)
    for pk, now in after.tables["programs"].items():
        was = before.tables["programs"].get(pk, now)
        part.lines += _word("Name", was["name"], now["name"])
        part.lines += _word("Description", was["description"], now["description"])
        part.lines += _word("Method", Method(was["method"]).label, Method(now["method"]).label)
    return part


def _phase(before: _Side, after: _Side, pk: str, mark: str) -> Part:
    was, now = before.tables["phases"].get(pk), after.tables["phases"].get(pk)
    known = now or was
    assert known is not None
    part = Part(known["name"], _state(pk, before.tables["phases"], after.tables["phases"]))
    weeks = before.ordered("weeks", pk), after.ordered("weeks", pk)
    workouts = before.ordered("workouts", pk), after.ordered("workouts", pk)
    if was is None or now is None:
        which = 0 if now is None else 1
        part.lines.append(f"{_count(len(weeks[which]), 'week')}, {_count(len(workouts[which]), 'workout')}")
        return part
    part.lines += _word("Name", was["name"], now["name"])
    for label, mine, others in (("removed", weeks[0], weeks[1]), ("added", weeks[1], weeks[0])):
        numbers = [index for index, week in enumerate(mine, start=1) if week not in others]
        if numbers:
            part.lines.append(f"{weeks_text(numbers)} {label}")
    common = _in_both(*workouts)
    if common[0] != common[1]:
        listed = (
            ", ".join(side.tables["workouts"][item]["name"] for item in order)
            for side, order in zip((before, after), common, strict=True)
        )
        part.lines.append("Order of workouts: " + " → ".join(listed))
    for workout in _in_either(*workouts):
        inner = _workout(before, after, workout, weeks, mark)
        if inner.differs:
            part.parts.append(inner)
    return part


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def weeks_text(numbers: Sequence[int]) -> str:
    """`Week 3`, `Weeks 1–4`, `Weeks 1, 3 and 4`."""
    if len(numbers) == 1:
        return f"Week {numbers[0]}"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2:
        return f"Weeks {numbers[0]}–{numbers[-1]}"
    *first, last = map(str, numbers)
    return f"Weeks {', '.join(first)} and {last}"


Weeks = tuple[list[str], list[str]]  # of a phase, in order, before and after


def _workout(before: _Side, after: _Side, pk: str, weeks: Weeks, mark: str) -> Part:
    was, now = before.tables["workouts"].get(pk), after.tables["workouts"].get(pk)
    known = now or was
    assert known is not None
    part = Part(known["name"], _state(pk, before.tables["workouts"], after.tables["workouts"]))
    slots = before.slots_of(pk), after.slots_of(pk)
    if was is None or now is None:
        side = before if now is None else after
        part.lines.append(", ".join(map(side.exercise, side.slots_of(pk))) or "No exercises")
        return part
    part.lines += _word("Name", was["name"], now["name"])
    common = _in_both(*slots)
    if common[0] != common[1]:
        listed = (
            ", ".join(map(side.exercise, order)) for side, order in zip((before, after), common, strict=True)
        )
        part.lines.append("Order: " + " → ".join(listed))
    part.lines += _word("Done together", before.together(pk), after.together(pk))
    for slot in _in_either(*slots):
        inner = _slot(before, after, slot, pk, weeks, mark)
        if inner.differs:
            part.parts.append(inner)
    return part


_SLOT_WORDS = (("note", "Note"), ("first_week", "First week"), ("last_week", "Last week"))


def _slot(before: _Side, after: _Side, pk: str, workout: str, weeks: Weeks, mark: str) -> Part:
    was, now = before.tables["slots"].get(pk), after.tables["slots"].get(pk)
    homes = before.workout_of(pk), after.workout_of(pk)
    side = after if homes[1] == workout else before
    part = Part(side.exercise(pk), CHANGED)
    if homes[0] != homes[1]:
        if homes[1] != workout:
            gone = after.tables["workouts"][homes[1]]["name"] if homes[1] else ""
            part.state = REMOVED
            part.lines += [f"moved to {gone}"] if gone else []
            return part
        part.state = ADDED
        came = before.tables["workouts"].get(homes[0] or "")
        part.lines += [f"moved from {came['name']}"] if came else [_first_cell(after, pk, mark)]
    if was is None or now is None:
        return part
    part.lines += _word("Exercise", before.exercise(pk), after.exercise(pk))
    part.lines += _word("Goal", Slot.Goal(was["goal"]).label, Slot.Goal(now["goal"]).label)
    methods = [Method(row["method"]).label if row["method"] else "As the program" for row in (was, now)]
    part.lines += _word("Starts from", *methods)
    part.lines += _progression(was.get("scheme"), now.get("scheme"))
    for name, word in _SLOT_WORDS:
        part.lines += _word(word, was[name], now[name])
    part.cells = _cells(before, after, pk, weeks, mark)
    return part


def _progression(was: Values | None, now: Values | None) -> list[str]:
    """Which progression fills the weeks; what it made of them is told by the numbers."""
    names = [stored_name(scheme) for scheme in (was, now)]
    if names[0] == names[1]:
        same = was is None or now is None or was["scheme"] == now["scheme"]
        return [] if same else [f"Progression: {names[0]}, with other steps"]
    return _word("Progression", *names)


def _first_cell(side: _Side, slot: str, mark: str) -> str:
    """The first set group of a new slot: `4 x 10 @ 80 %`."""
    rows = [side.tables["set_groups"][pk] for pk in side.ordered("set_groups", slot)]
    return amount(rows[0], mark) if rows else "No sets"


def amount(row: Values, mark: str) -> str:
    """What is to be done in a set group, in short."""
    texts = texts_of(row, mark)
    words = f"{texts['sets']} x {texts['reps']}"
    words += f" @ {texts['intensity']} %" if texts["intensity"] else ""
    return words + (f", {texts['load']} {row['effective']['unit']}" if texts["load"] else "")


def texts_of(row: Values, mark: str) -> dict[str, str]:
    """The numbers of a set group as its line in the grid shows them."""
    columns = ("sets", "reps", "reps_high", "seconds", "intensity", "rest_seconds", "tempo", "effective")
    texts = cell_texts(**{name: row[name] for name in columns}, mark=mark)
    return texts | {"rir": ""} if row["set_type"] == SetGroup.Type.WARM_UP else texts


def _cells(before: _Side, after: _Side, slot: str, weeks: Weeks, mark: str) -> list[CellLine]:
    """What became of the numbers, the same change in several weeks as one line."""
    found: dict[tuple[str, tuple[CellChange, ...], str], list[int]] = {}
    rows = [
        {pk: side.tables["set_groups"][pk] for pk in side.ordered("set_groups", slot)}
        for side in (before, after)
    ]
    either = {**rows[0], **rows[1]}
    # A week that came or went says it itself.
    numbered = {week: number for number, week in enumerate(weeks[1]) if week in weeks[0]}
    shown = [pk for pk, row in either.items() if row["week_id"] in numbered]
    for pk in sorted(shown, key=lambda pk: (either[pk]["position"], numbered[either[pk]["week_id"]], pk)):
        was, now, known = rows[0].get(pk), rows[1].get(pk), either[pk]
        week = known["week_id"]
        label = "" if known["position"] == 1 else f", {SetGroup.Type(known['set_type']).label.lower()}"
        if was is None or now is None:
            words = f"{'added' if was is None else 'removed'}: {amount(known, mark)}"
            found.setdefault((label, (), words), []).append(numbered[week] + 1)
        elif changes := tuple(_numbers(was, now, mark)):
            found.setdefault((label, changes, ""), []).append(numbered[week] + 1)
    return [
        CellLine(f"{weeks_text(sorted(set(numbers)))}{label}", list(changes), words)
        for (label, changes, words), numbers in found.items()
    ]


def _numbers(was: Values, now: Values, mark: str) -> Iterable[CellChange]:
    if was["set_type"] != now["set_type"]:
        yield CellChange.of("Sets are", *(SetGroup.Type(row["set_type"]).label for row in (was, now)))
    texts = texts_of(was, mark), texts_of(now, mark)
    for name in FIELDS:
        shown = [_shown(name, text[name], row) for text, row in zip(texts, (was, now), strict=True)]
        if shown[0] != shown[1]:
            yield CellChange.of(NAMES[name], *shown)
    pins = [", ".join(NAMES[Field(pin)] for pin in row["pins"]) or NONE for row in (was, now)]
    if pins[0] != pins[1]:
        yield CellChange.of("Pinned", *pins)


def _shown(name: str, text: str, row: Values) -> str:
    if not text:
        return NONE
    return f"{text} {row['effective']['unit']}" if name == "load" else f"{text}{UNITS.get(name, '')}"
