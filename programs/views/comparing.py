"""What rows are, and what they became or would become, side by side."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from programs.forms.cells import FIELDS, NAMES, clock_text
from programs.prescription import Change, Field, Sums, Unit
from programs.queries.builder import GridRow, codes
from programs.queries.planned import planned_sets
from programs.views.grid import line_id, minutes_text, texts_of, type_name
from web.numbers import grouped, show

UNITS = {"intensity": " %"}


class CellChange(NamedTuple):
    """One number on both sides; `went` is empty where it stays. The template unpacks it, for speed."""

    name: str
    before: str
    after: str
    went: str

    @classmethod
    def of(cls, name: str, before: str, after: str) -> "CellChange":
        return cls(name, before, after, before if before != after else "")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row on both sides, with the typed numbers that go."""

    id: str
    code: str
    exercise: str
    cells: list[CellChange]
    dropped: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows and totals on both sides."""

    rows: list[RowChange]
    totals: list[CellChange]
    per: str  # what the totals count: `a week`
    same: int  # rows that don't differ

    @property
    def dropped(self) -> list[tuple[str, list[str]]]:
        return [(row.exercise, row.dropped) for row in self.rows if row.dropped]


def comparison(
    before: Sequence[GridRow],
    after: Sequence[GridRow],
    *,
    unit: str,
    mark: str,
    dropped: Mapping[str, Sequence[Change]] | None = None,
) -> Comparison:
    """`after` holds the same lines as `before`, in the same order; `dropped` is by line id."""
    named = codes(before)
    rows = []
    for old, new in zip(before, after, strict=True):
        went = [
            f"{NAMES[item.field]} {value_text(item, mark)}" for item in (dropped or {}).get(line_id(old), ())
        ]
        was, now = texts_of(old, mark=mark), texts_of(new, mark=mark)
        cells = [CellChange.of(NAMES[name], shown(name, was, old), shown(name, now, new)) for name in FIELDS]
        if went or any(cell.went for cell in cells):
            exercise = old.exercise if old.is_lead else f"{old.exercise}, {type_name(old).lower()}"
            rows.append(RowChange(line_id(old), named[old.slot_id], exercise, cells, went))
    weeks = {row.week_count for row in before}
    several = len({row.phase_id for row in before}) > 1
    return Comparison(
        rows=rows,
        totals=totals(before, after, unit=unit, mark=mark, weighted=several),
        per=f"all {sum_of_weeks(before)} weeks" if several else "a week" if weeks else "",
        same=len(before) - len(rows),
    )


def shown(name: str, texts: Mapping[str, str], row: GridRow) -> str:
    text = texts[name]
    if not text:
        return "—"
    return f"{text} {row.lift['unit']}" if name == "load" else f"{text}{UNITS.get(name, '')}"


def value_text(item: Change, mark: str) -> str:
    """A number that was typed, as it stood."""
    if item.field is Field.REST and isinstance(item.before, int):
        return clock_text(item.before)
    if item.field is Field.INTENSITY and isinstance(item.before, float):
        return f"{show(item.before, decimals=1, mark=mark)} %"
    match item.before:
        case None:
            return "—"
        case (low, high):
            return f"{low}-{high}"
        case float() | Decimal() | int() as number:
            return show(number, decimals=1, mark=mark)
        case text:
            return str(text)


def sum_of_weeks(rows: Sequence[GridRow]) -> int:
    return sum({row.phase_id: row.week_count for row in rows}.values())


def totals(
    before: Sequence[GridRow], after: Sequence[GridRow], *, unit: str, mark: str, weighted: bool
) -> list[CellChange]:
    """Volume load, working sets, minutes and average intensity; over all weeks where phases differ."""
    was, now = (figures(rows, unit=unit, mark=mark, weighted=weighted) for rows in (before, after))
    return [CellChange.of(name, was[name], now[name]) for name in was]


def figures(rows: Sequence[GridRow], *, unit: str, mark: str, weighted: bool) -> dict[str, str]:
    """What rows add up to, each as often as its phase has weeks where they are `weighted`."""
    by_phase: dict[uuid.UUID, list[GridRow]] = {}
    for row in rows:
        by_phase.setdefault(row.phase_id, []).append(row)
    parts = [
        (Sums.of(map(planned_sets, found)), found[0].week_count if weighted else 1)
        for found in by_phase.values()
    ]
    sums = Sums.total(part for part, weeks in parts for _ in range(weeks))
    volume, intensity = sums.volume_load(Unit(unit)), sums.average_intensity
    return {
        "Volume load": f"{grouped(volume)} {unit}" if volume else "—",
        "Working sets": str(sums.sets),
        "Minutes": minutes_text(sums.minutes),
        "Average intensity": "—" if intensity is None else f"{show(intensity, decimals=1, mark=mark)} %",
    }
