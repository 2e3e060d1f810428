"""A sheet as its reader needs it: finished strings in the reader's unit and locale.

The workout page is the hot page of the product, so its template gets nothing left to compute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html_join

from programs.bridge import weight_text
from programs.models import Group, LoadKind, Max, SetGroup
from programs.prescription import SOURCES, Curve, Field, Goal
from programs.prescription import LoadKind as EngineLoadKind
from programs.prescription.loads import plates
from programs.prescription.plain_words import CURVE_SOURCE, REST_SOURCE, Figures, say
from programs.queries.sheets import Sheet
from trainer.models import Implement, User
from web.numbers import mark_of, show

TYPE_NAMES = {
    SetGroup.Type.WARM_UP: "Warm-up",
    SetGroup.Type.WORKING: "",
    SetGroup.Type.BACK_OFF: "Back-off",
    SetGroup.Type.DROP: "Drop set",
    SetGroup.Type.AMRAP: "As many as you can",
}
GROUP_NAMES = {
    Group.Kind.SINGLE: "",
    Group.Kind.SUPERSET: "Superset: one set of each in turn",
    Group.Kind.CIRCUIT: "Circuit: one set of each in turn",
}
_AIMS = {
    "hypertrophy": "The aim here is muscle growth: hard sets with a moderate weight.",
    "strength": "The aim here is strength: heavy weights, few repetitions, long rests.",
}
BARS = {Implement.BARBELL, Implement.EZ_BAR, Implement.TRAP_BAR, Implement.SMITH_MACHINE}
PLATES = {
    "kg": tuple(map(Decimal, ("25", "20", "15", "10", "5", "2.5", "1.25"))),
    "lb": tuple(map(Decimal, ("45", "35", "25", "10", "5", "2.5"))),
}
QUARTER = Decimal("0.25")
_PHASES_OF_TEMPO = ("lowering", "pause", "lifting", "pause")


class Line(NamedTuple):
    """One set group: `4 × 10`, `80 kg`, `20 kg bar + 25 + 5 each side`, `rest 1:30 · all-out`.

    Without a load, `plates` says how heavy it should feel: `a weight you could lift 10 times`.
    """

    label: str
    target: str
    load: str
    plates: str
    how: str
    tempo: str


class ExerciseCard(NamedTuple):
    """One exercise; the template unpacks it, which is much faster than looking up its fields."""

    code: str
    name: str
    cue: str
    note: str
    lines: list[Line]
    why: str  # paragraphs of HTML, ready to be shown


class GroupCard(NamedTuple):
    """Exercises that go together; `title` is empty for a single one."""

    title: str
    exercises: list[ExerciseCard]


@dataclass(frozen=True, slots=True)
class Reader:
    """How the person who reads the page wants weights and numbers."""

    unit: str
    mark: str
    locale: str

    @classmethod
    def of(cls, user: User) -> "Reader":
        return cls(unit=user.unit, mark=mark_of(user.locale), locale=user.locale)

    def weight(self, value: str | Decimal | None, unit: str) -> str:
        return weight_text(value, unit, self.unit, mark=self.mark)

    def target(self, load: str | Decimal, unit: str, *, exists: bool) -> str:
        """A load to be lifted; where nobody said which loads exist, to half a unit and as such."""
        amount = Decimal(load)
        if exists or amount % QUARTER == 0:
            return self.weight(amount, unit)
        return f"about {self.weight(round(amount * 2) / Decimal(2), unit)}"

    def number(self, value: Decimal | float, decimals: int = 2) -> str:
        return show(value, decimals=decimals, mark=self.mark)


def cards_of(sheet: Sheet, reader: Reader) -> list[GroupCard]:
    """The page's groups of exercises, in order."""
    groups: list[GroupCard] = []
    last = None
    for entry in sheet["exercises"]:
        if entry["group"] != last:
            last = entry["group"]
            groups.append(GroupCard(GROUP_NAMES[entry["kind"]], []))
        groups[-1].exercises.append(_card(entry, reader))
    return [group if len(group.exercises) > 1 else GroupCard("", group.exercises) for group in groups]


def minutes_of(sheet: Sheet) -> int:
    """Minutes that the session takes, to the nearest five; 0 when nothing is planned."""
    total = sum(row["minutes"] or 0 for entry in sheet["exercises"] for row in entry["set_groups"])
    return max(5, round(total / 5) * 5) if total else 0


def _card(entry: dict[str, Any], reader: Reader) -> ExerciseCard:
    lift = entry["lift"]
    return ExerciseCard(
        code=entry["code"],
        name=entry["name"],
        cue=entry["cue"],
        note=entry["note"],
        lines=[_line(row, lift, reader) for row in entry["set_groups"]],
        why=reasons_of(entry["goal"], lift, entry["set_groups"], reader),
    )


def _line(row: dict[str, Any], lift: dict[str, Any], reader: Reader) -> Line:
    return Line(
        label=TYPE_NAMES[row["type"]],
        target=target_text(row),
        load=load_text(row, lift, reader),
        plates=plates_text(row, lift, reader.mark) or (row["equivalent"] or "" if not row["load"] else ""),
        how=" · ".join(filter(None, (rest_text(row["rest_seconds"]), effort_text(row)))),
        tempo=tempo_text(row["tempo"]),
    )


def target_text(row: dict[str, Any]) -> str:
    """`4 × 10`, `3 × 8–10 each side`, `3 × 40 s`, `2 × 20 m`, `1 × max`."""
    if row["seconds"]:
        amount = f"{row['seconds']} s"
    elif row["metres"]:
        amount = f"{row['metres']} m"
    elif row["type"] == SetGroup.Type.AMRAP:
        amount = "max"
    elif row["reps_high"] and row["reps_high"] != row["reps"]:
        amount = f"{row['reps']}–{row['reps_high']}"
    else:
        amount = str(row["reps"] or "max")
    side = " each side" if row["per_side"] else ""
    return f"{row['sets']} × {amount}{side}"


def load_text(row: dict[str, Any], lift: dict[str, Any], reader: Reader) -> str:
    """What is lifted, in the words of the gym floor; empty where no load is known."""
    kind, exists = lift["load_kind"], lift["available"] is not None
    if kind == LoadKind.BAND:
        return "band"
    if kind == LoadKind.NONE:
        return ""
    if kind == LoadKind.EXTERNAL:
        return reader.target(row["load"], row["unit"], exists=exists) if row["load"] else ""
    if row["load"] is None:
        return "" if row["equivalent"] else "body weight"
    added = abs(Decimal(row["added"] or 0))
    if not added:
        return "body weight"
    weight = reader.target(added, row["unit"], exists=exists)
    return f"body weight + {weight}" if kind == LoadKind.BODY_WEIGHT else f"{weight} of assistance"


def plates_text(row: dict[str, Any], lift: dict[str, Any], mark: str) -> str:
    """What goes on each side of the bar, for lifts whose bar is known."""
    available = lift["available"]
    if lift["loaded_with"] not in BARS or not available or "start" not in available or not row["load"]:
        return ""
    return _plates(row["load"], available["start"], available["step"], available["unit"], mark)


@lru_cache(maxsize=2048)
def _plates(load: str, start: str, step: str, unit: str, mark: str) -> str:
    """The same few loads are asked for again and again; the smallest plate is half a step."""
    bar, smallest = Decimal(start), Decimal(step) / 2
    larger = [plate for plate in PLATES[unit] if plate >= smallest]
    side = plates(Decimal(load), bar, [smallest, *larger])
    if side is None or not (bar or side):
        return ""
    name = f"{show(bar, mark=mark)} {unit} bar" if bar else ""
    if not side:
        return f"{name} alone"
    each = f"{' + '.join(show(plate, mark=mark) for plate in side)} each side"
    return f"{name} + {each}" if name else each


def effort_text(row: dict[str, Any]) -> str:
    """Repetitions in reserve in plain words; nothing for sets that have none."""
    if row["type"] in (SetGroup.Type.WARM_UP, SetGroup.Type.AMRAP):
        return "easy" if row["type"] == SetGroup.Type.WARM_UP else "stop when the next one would fail"
    if row["all_out"]:
        return "all-out: expect not to finish every set"
    if row["rir"] is None:
        return ""
    left = round(row["rir"])
    if left == 0:
        return "to the last good rep"
    return f"stop with {left} good rep{'' if left == 1 else 's'} left"


def tempo_text(tempo: str) -> str:
    """`3-1-X-0` as `3 s lowering, 1 s pause, fast lifting`; empty when there is none."""
    digits = [digit for digit in tempo.upper() if digit.isdigit() or digit == "X"]
    if len(digits) != 4:
        return tempo
    said = [
        f"fast {phase}" if digit == "X" else f"{digit} s {phase}"
        for digit, phase in zip(digits, _PHASES_OF_TEMPO, strict=True)
        if digit != "0"
    ]
    return ", ".join(said)


def rest_text(seconds: int) -> str:
    """`rest 1:30`, as on a stop-watch; `no rest` where the next exercise follows at once."""
    return f"rest\N{NO-BREAK SPACE}{seconds // 60}:{seconds % 60:02d}" if seconds else "no rest"


# What is said about an exercise, in the order in which a person meets it.
_TOLD = (Field.LOAD, Field.REPS, Field.RIR, Field.SETS, Field.REST, Field.TEMPO)


class _Known(NamedTuple):
    """All that the reasons of an exercise follow from, as its sheet has it."""

    load_kind: str
    curve: str
    timed: bool
    one_rm: str | None
    lift_unit: str
    max_kind: str | None
    measured_on: str | None
    load: str | None
    added: str | None
    unit: str
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    all_out: bool
    rest_seconds: int
    tempo: str


_OF_LIFT = itemgetter("load_kind", "curve", "timed", "one_rm", "unit", "max_kind", "measured_on")
_OF_ROW = itemgetter(
    *("load", "added", "unit", "sets", "reps", "reps_high", "seconds", "intensity", "rir", "all_out"),
    *("rest_seconds", "tempo"),
)


def reasons_of(goal: str, lift: dict[str, Any], rows: Iterable[dict[str, Any]], reader: Reader) -> str:
    """Why these numbers, in plain words, the sources last; as HTML. Nothing where nobody planned any."""
    row = next((row for row in rows if row["type"] == SetGroup.Type.WORKING), None)
    if row is None or not goal:
        return ""
    known = _Known(*_OF_LIFT(lift), *_OF_ROW(row))
    return _reasons(known, goal, lift["available"] is not None, reader)


@lru_cache(maxsize=4096)
def _reasons(known: _Known, goal: str, exists: bool, reader: Reader) -> str:
    """The paragraphs; the same numbers are looked at again and again."""
    figures = _figures(known, goal, exists, reader)
    sources = [REST_SOURCE[figures.goal]] if figures.rest_seconds else []
    if figures.manages is not None:
        sources.insert(0, CURVE_SOURCE)
    told = [_AIMS[goal], *(say(field, figures) for field in _TOLD)]
    if sources:
        told.append(f"From: {'; '.join(SOURCES[key].label for key in sources)}.")
    return format_html_join("", "<p>{}</p>", ((text,) for text in told))


def _figures(known: _Known, goal: str, exists: bool, reader: Reader) -> Figures:
    """The numbers as the engine's plain words take them, weights as this reader reads them."""
    load = known.load if known.load_kind == LoadKind.EXTERNAL else known.added
    measured = ""
    if known.max_kind is not None:
        how = "estimated from a set" if known.max_kind == Max.Kind.ESTIMATED else "tested"
        # Kept for this reader's locale, which is the one of the request that is answered.
        day = date_format(date.fromisoformat(known.measured_on)) if known.measured_on else ""
        measured = f"{how} on {day}" if day else how
    return Figures(
        goal=Goal(goal),
        load_kind=EngineLoadKind(known.load_kind),
        curve=Curve(known.curve),
        timed=known.timed,
        sets=known.sets,
        reps=known.reps,
        reps_high=known.reps_high,
        seconds=known.seconds,
        intensity=known.intensity,
        rir=known.rir,
        all_out=known.all_out,
        load=reader.target(abs(Decimal(load)), known.unit, exists=exists) if load and Decimal(load) else "",
        one_rm=reader.weight(known.one_rm, known.lift_unit),
        measured=measured,
        rest_seconds=known.rest_seconds,
        tempo=known.tempo,
    )
