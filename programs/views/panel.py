"""The live panel beside the grid: what the phase's week adds up to, and what stands out."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from programs.actions.mends import MENDABLE
from programs.bridge import planned_program
from programs.forms.cells import FIELDS
from programs.prescription import SOURCES, Experience, Finding, Goal, Unit, guidance
from programs.prescription.volume import (
    PlannedSets,
    average_intensity,
    compound_share,
    volume_load,
    weekly_sets,
)
from programs.prescription.weeks import program_findings
from programs.queries.builder import GridRow
from programs.views.grid import SEVERITIES, digest, line_id, minutes_text, type_name
from web.numbers import show

STATS = {
    "volume": "Volume load",
    "sets": "Working sets",
    "minutes": "Minutes",
    "intensity": "Average intensity",
    "compound": "Compound sets",
}
# Weekly fractional sets of a muscle: where its bar ends, and what the numbers are called.
BAR_SETS = 20
BANDS = ((4, "sparse"), (10, "some"), (BAR_SETS + 0.01, "well covered"), (float("inf"), "a lot"))


@dataclass(frozen=True, slots=True)
class MuscleLine:
    """Weekly sets of one muscle; `share` is the length of its bar in percent."""

    name: str
    sets: str
    share: int
    band: str


class Place(NamedTuple):
    """Where a finding stands: the name of its row and the element of its cell."""

    name: str
    cell: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """The same finding on any number of rows, said once, with the one mend for all of them."""

    severity: str
    code: str
    text: str
    rows: int
    places: list[Place]
    why: str
    source: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows, as finished strings."""

    stats: list[tuple[str, str]]
    minutes: dict[uuid.UUID, str]
    muscles: list[MuscleLine]
    findings: list[FindingLine]
    muscles_digest: str
    findings_digest: str

    @property
    def stat_lines(self) -> list[tuple[str, str, str]]:
        """Name, label and text of each figure."""
        return [(name, STATS[name], text) for name, text in self.stats]


def panel_of(rows: Sequence[GridRow], *, unit: str, weeks: int, mark: str) -> Panel:
    """What these rows add up to in one week; arithmetic on values already read, no query."""
    program = planned_program(rows, weeks=weeks)
    planned = program.weeks[0].rows
    minutes: dict[uuid.UUID, float] = {}
    for row in rows:
        sides = 2 if row.per_side else 1
        minutes[row.workout_id] = minutes.get(row.workout_id, 0) + row.effective["minutes"] * sides
    muscles = [muscle_line(name, sets, mark) for name, sets in weekly_sets(planned).items()]
    findings = [*row_lines(rows), *week_lines(program_findings(program))]
    findings += [finding_line([item]) for item in standing_notes(rows)]
    findings.sort(key=lambda line: SEVERITIES.index(line.severity))
    return Panel(
        stats=stats_of(planned, unit=unit, minutes=sum(minutes.values()), mark=mark),
        minutes={workout: minutes_text(value) for workout, value in minutes.items()},
        muscles=muscles,
        findings=findings,
        muscles_digest=digest(muscles),
        findings_digest=digest(findings),
    )


def stats_of(
    planned: Sequence[PlannedSets], *, unit: str, minutes: float, mark: str
) -> list[tuple[str, str]]:
    volume = volume_load(planned, Unit(unit))
    intensity = average_intensity(planned)
    share = compound_share(planned)
    return [
        ("volume", f"{grouped(volume)} {unit}" if volume else "—"),
        ("sets", str(sum(row.counted_sets for row in planned))),
        ("minutes", minutes_text(minutes)),
        ("intensity", "—" if intensity is None else f"{show(intensity, decimals=1, mark=mark)} %"),
        ("compound", "—" if share is None else f"{show(100 * share, decimals=0)} %"),
    ]


def grouped(amount: Decimal) -> str:
    """A large whole number with thin spaces, which every locale reads alike."""
    return f"{amount:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def muscle_line(name: str, sets: float, mark: str) -> MuscleLine:
    return MuscleLine(
        name=name.replace("_", " ").capitalize(),
        sets=show(sets, decimals=1, mark=mark),
        share=min(100, round(100 * sets / BAR_SETS)),
        band=next(word for below, word in BANDS if sets < below),
    )


def standing_notes(rows: Sequence[GridRow]) -> Iterable[Finding]:
    """What the source material says that helps with this client and these goals."""
    if not rows:
        return ()
    first = rows[0]
    return guidance(
        client_goal=first.client_goal,
        experience=Experience(first.experience),
        goals=frozenset(Goal(row.goal) for row in rows),
        days=len({row.workout_id for row in rows}),
    )


def row_lines(rows: Sequence[GridRow]) -> list[FindingLine]:
    """The rows' own findings, each kind once."""
    by_code: dict[str, list[tuple[dict[str, Any], Place]]] = {}
    for row in rows:
        for item, where in found_in(row):
            by_code.setdefault(item["code"], []).append((item, where))
    lines = []
    for code, found in by_code.items():
        first = found[0][0]
        mended = [item["mend"] for item, _ in found if item["mend"] and item["mend"][1] in MENDABLE]
        lines.append(
            FindingLine(
                severity=first["severity"],
                code=code,
                text=first["text"],
                rows=len(found),
                places=[where for _, where in found],
                why=first["why"],
                source=SOURCES[first["source"]].label,
                mend=mend_text(mended),
            )
        )
    return lines


@lru_cache(maxsize=4096)
def found_in(row: GridRow) -> tuple[tuple[dict[str, Any], Place], ...]:
    """A row's findings and where on the page they stand; kept as long as its row object."""
    name = row.exercise if row.is_lead else f"{row.exercise}, {type_name(row).lower()}"
    line = line_id(row)
    return tuple(
        (item, Place(name, f"{line}-{item['where']}" if item["where"] in FIELDS else line))
        for item in row.effective["findings"]
    )


def mend_text(mends: Sequence[Sequence[str]]) -> str:
    """What one press does: the mend's words where all rows get the same, else their number."""
    words = {text for text, *_ in mends}
    if len(words) > 1:
        return f"Apply what each of them offers ({len(mends)} rows)"
    text = words.pop().rstrip(".") if words else ""
    return f"{text} ({len(mends)} rows)" if len(mends) > 1 else text


def week_lines(findings: Iterable[Finding]) -> list[FindingLine]:
    """The week's findings; muscles that are alike are named together."""
    by_code: dict[str, list[Finding]] = {}
    for item in findings:
        by_code.setdefault(item.code, []).append(item)
    return [finding_line(found) for found in by_code.values()]


def finding_line(found: Sequence[Finding]) -> FindingLine:
    """Findings of one kind that have no row of their own."""
    first = found[0]
    more = f" And {len(found) - 3} more." if len(found) > 3 else ""
    return FindingLine(
        severity=first.severity,
        code=first.code,
        text=" ".join(item.text for item in found[:3]) + more,
        rows=1,
        places=[],
        why=first.why,
        source=SOURCES[first.source].label,
        mend=first.mend.text.rstrip(".") if first.mend and first.mend.action in MENDABLE else "",
    )
