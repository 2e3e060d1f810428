"""A template and a client's copy of it, row beside row: whose is what, what was trained, what was changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from programs import bridge
from programs.documents import (
    OF_THE_CLIENT,
    ORIGIN,
    PARENTS,
    TABLES,
    Values,
    origin_values,
    own_changes,
    plain,
    row_from,
)
from programs.models import Program, SetGroup
from programs.prescription import Lift, SetType, change_lift
from web.identifiers import new_uuid

Tables = dict[str, dict[str, Values]]  # the rows of a program by table and id
Pair = tuple[str, str]  # a workout in a week
Where = tuple[str, str]  # a table and an id

ABOVE = {
    "weeks": ("phase_id", "phases"),
    "workouts": ("phase_id", "phases"),
    "groups": ("workout_id", "workouts"),
    "slots": ("group_id", "groups"),
}
BESIDE = ("set_type", "metres", "per_side")  # what a set group says beside its numbers
_NUMBERS = tuple(name for name in (*BESIDE, *bridge.RESOLVED) if name not in OF_THE_CLIENT)


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is now, and as it was when a copy was last brought up to it."""

    program: Program
    now: Tables
    then: Tables

    def new(self, table: str) -> list[Values]:
        rows = [row for pk, row in self.now[table].items() if pk not in self.then[table]]
        return sorted(rows, key=lambda row: (row["position"], row["id"]))

    def gone(self, table: str) -> list[str]:
        return [pk for pk in self.then[table] if pk not in self.now[table]]

    def weeks_in_order(self, phase: str) -> list[str]:
        return in_order(self.now, "weeks", phase)

    def news(self, row: Values, origin: Values) -> set[str]:
        """The columns in which the template says something else than when a row was copied."""
        known = row["origin_values"] or {}
        skipped = ORIGIN | PARENTS | OF_THE_CLIENT
        return {name for name, value in origin.items() if name not in skipped and known.get(name) != value}


def in_order(tables: Tables, table: str, above: str) -> list[str]:
    """The ids of the rows below another one, in their order."""
    column, _ = ABOVE[table]
    rows = [row for row in tables[table].values() if row[column] == above]
    return [row["id"] for row in sorted(rows, key=lambda row: (row["position"], row["id"]))]


@dataclass(slots=True)
class Copy:
    """A client's copy, as it stands (`own`) and as it becomes (`rows`)."""

    template: Template
    program: Program
    own: Tables
    trained: set[Pair]  # the workouts and weeks whose session has started
    lift_for: Callable[[str], dict[str, Any]]  # the client's newest facts about an exercise
    rows: Tables = field(init=False)
    mine: dict[str, str] = field(init=False)  # the copy's row of each row of the template
    lifts: dict[str, tuple[Lift, Lift]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {table: dict(rows) for table, rows in self.own.items()}
        self.mine = {
            row["origin_uuid"]: pk
            for table, rows in self.own.items()
            if table != "exchanges"
            for pk, row in rows.items()
            if row["origin_uuid"] is not None
        }

    # Rows

    def find(self, table: str, origin: str) -> Values | None:
        """What the copy still has of a row of the template."""
        return self.rows[table].get(self.mine.get(origin, ""))

    def copied(self, table: str) -> Iterator[tuple[Values, Values]]:
        """The copy's rows whose origin still stands, each with it."""
        for row in list(self.rows[table].values()):
            origin = self.template.now[table].get(row["origin_uuid"])
            if origin is not None:
                yield row, origin

    def put(self, table: str, row: Values, **changed: Any) -> None:
        self.rows[table][row["id"]] = row | changed

    def add(self, table: str, origin: Values, **changed: Any) -> str:
        """A new row of the template, under an id of its own."""
        pk = str(new_uuid())
        memory = {"origin_uuid": origin["id"], "origin_values": origin_values(origin)}
        self.rows[table][pk] = origin | changed | memory | {"id": pk}
        self.mine[origin["id"]] = pk
        return pk

    def below(self, table: str, pk: str) -> Tables:
        """A row with everything that goes with it."""
        found: Tables = {name: {} for name in TABLES}
        found[table][pk] = self.rows[table][pk]
        leaf = (("slot_id", "slots"), ("week_id", "weeks"))
        parents = {name: (above,) for name, above in ABOVE.items()} | {"set_groups": leaf, "exchanges": leaf}
        for name in TABLES:
            for child, row in self.rows[name].items():
                if any(row[column] in found[above] for column, above in parents.get(name, ())):
                    found[name][child] = row
        return found

    # What was trained, what was changed

    def workout_of(self, slot: str) -> str:
        return str(self.rows["groups"][self.rows["slots"][slot]["group_id"]]["workout_id"])

    def was_trained(self, set_group: Values) -> bool:
        return (self.workout_of(set_group["slot_id"]), set_group["week_id"]) in self.trained

    def is_open(self, workout: str) -> bool:
        """Whether some week of a workout is still to be trained."""
        weeks = in_order(self.rows, "weeks", self.rows["workouts"][workout]["phase_id"])
        return any((workout, week) not in self.trained for week in weeks)

    def is_begun(self, phase: str, weeks: list[str]) -> bool:
        """Whether something was trained in these weeks of a phase, or in a later phase."""
        place = (self.rows["phases"][phase]["position"], phase)
        later = {pk for pk, row in self.rows["phases"].items() if (row["position"], pk) > place}
        behind = {pk for pk, row in self.rows["weeks"].items() if row["phase_id"] in later}
        return any(week in behind or week in weeks for _, week in self.trained)

    def is_own(self, table: str, row: Values) -> bool:
        """Whether a row was made or changed for this client, places aside."""
        if table == "exchanges" or row["origin_uuid"] is None:
            return True
        changed = own_changes(row) - {"position"}
        return bool(changed) and not (table == "set_groups" and self._only_resolved(row))

    def is_swapped(self, slot: str) -> bool:
        """Whether this client does another exercise there: its numbers are of their own then."""
        return "exercise_id" in own_changes(self.rows["slots"][slot])

    # Numbers

    def method_of(self, slot: Values) -> str:
        """Where a slot of the template starts from, also where the copy's own method is another one."""
        method = self.template.program.method
        return str(slot["method"] or (method if method != self.program.method else ""))

    def numbers_of(self, origin: Values, slot: str) -> Values:
        """A set group of the template, resolved with the facts of the copy's slot."""
        if slot not in self.lifts:
            row = self.rows["slots"][slot]
            above = self.template.now["slots"][row["origin_uuid"]]
            self.lifts[slot] = (self._lift(above, self.template.program), self._lift(row, self.program))
        return self._numbers(origin, self.template.now["slots"][origin["slot_id"]]["goal"], *self.lifts[slot])

    def numbers_again(self, row: Values) -> Values:
        """A set group whose slot has another exercise now: percentages and reps stay."""
        was, slot = self.own["slots"][row["slot_id"]], self.rows["slots"][row["slot_id"]]
        return self._numbers(row, slot["goal"], self._lift(was, self.program), self._lift(slot, self.program))

    def _only_resolved(self, row: Values) -> bool:
        """Whether a set group differs from its origin only by what the client's own facts made of it."""
        slot = self.own["slots"][row["slot_id"]]
        was = slot["origin_values"]
        if was is None:
            return False
        before, after = self._lift(was, self.template.program), self._lift(slot, self.program)
        expected = self._numbers(row["origin_values"], was["goal"], before, after)
        return all(row[name] == expected[name] for name in _NUMBERS)

    @staticmethod
    def _lift(slot: Values, program: Program) -> Lift:
        return bridge.thaw_lift(slot["lift"], method=slot["method"] or program.method)

    def _numbers(self, values: Values, goal: str, before: Lift, after: Lift) -> Values:
        content = {name: value for name, value in values.items() if name not in ORIGIN | PARENTS}
        row = row_from("set_groups", content, program=self.program)
        assert isinstance(row, SetGroup)
        targets = bridge.targets_of(row, goal=goal)
        if before != after:
            targets = change_lift(targets, before, after, set_type=SetType(row.set_type)).targets
        columns = bridge.columns_of(targets, after, edited=bridge.edited_in(row), set_type=row.set_type)
        found = {name: plain(value) for name, value in columns.items()}
        if targets.load is not None:
            found["load"] = str(targets.load.quantize(Decimal("0.01")))  # as the column keeps it
        return found | {name: values[name] for name in BESIDE}
