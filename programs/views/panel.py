"""The live panel beside the grid: what the phase's week adds up to, and what stands out."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.bridge import planned_program
from programs.prescription import SOURCES, Finding, Unit
from programs.prescription.volume import (
    PlannedSets,
    average_intensity,
    compound_share,
    volume_load,
    weekly_sets,
)
from programs.prescription.weeks import program_findings
from programs.queries.builder import GridRow
from programs.views.grid import SEVERITIES, digest, minutes_text, short
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


@dataclass(frozen=True, slots=True)
class FindingLine:
    """The same finding on any number of rows, said once; `cell` is the element of the first one."""

    severity: str
    code: str
    text: str
    rows: int
    cell: str
    why: str
    source: str


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


def row_lines(rows: Sequence[GridRow]) -> list[FindingLine]:
    """The rows' own findings, each kind once."""
    by_code: dict[str, list[tuple[GridRow, dict[str, str]]]] = {}
    for row in rows:
        for item in row.effective["findings"]:
            by_code.setdefault(item["code"], []).append((row, item))
    return [
        FindingLine(
            severity=found[0][1]["severity"],
            code=code,
            text=found[0][1]["text"],
            rows=len(found),
            cell=short(found[0][0].slot_id),
            why=found[0][1]["why"],
            source=SOURCES[found[0][1]["source"]].label,
        )
        for code, found in by_code.items()
    ]


def week_lines(findings: Iterable[Finding]) -> list[FindingLine]:
    """The week's findings; muscles that are alike are named together."""
    by_code: dict[str, list[Finding]] = {}
    for item in findings:
        by_code.setdefault(item.code, []).append(item)
    return [
        FindingLine(
            severity=found[0].severity,
            code=code,
            text=" ".join(item.text for item in found[:3])
            + (f" And {len(found) - 3} more." if len(found) > 3 else ""),
            rows=1,
            cell="",
            why=found[0].why,
            source=SOURCES[found[0].source].label,
        )
        for code, found in by_code.items()
    ]
