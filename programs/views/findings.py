"""Findings as lists show them: each kind said once, with all its places and the one mend for them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from programs.actions.mends import FOUNDATION, MENDABLE
from programs.forms.cells import FIELDS
from programs.prescription import SOURCES, Experience, Finding, Goal, Spot, guidance
from programs.queries.builder import GridRow
from programs.views.grid import SEVERITIES, line_id, short, type_name

TEXTS_SHOWN = 3  # of findings of one kind; the others are a number


class Place(NamedTuple):
    """Where a finding stands: what it is called there, and the address of its cell."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """The same finding on any number of rows, said once, with the one mend for all of them."""

    severity: str
    code: str
    text: str
    rows: int
    places: tuple[Place, ...]
    why: str
    source: str
    mend: str = ""
    offer: str = ""  # the address of a page that offers more than a mend


@lru_cache(maxsize=4096)
def finding_html(line: FindingLine, mends_at: str, form: str = "mends") -> SafeString:
    """A finding as lists show it; while a row is typed in, most of the others stay the same.

    Its mend is a button of the page's form `form`; without `mends_at` the form itself says where to.
    """
    return render_to_string("programs/finding.html", {"item": line, "mend_address": mends_at, "form": form})


def with_offers(lines: Iterable[FindingLine], program_id: uuid.UUID) -> list[FindingLine]:
    """The same lines; who begins with hypertrophy is led to the foundation."""
    return [
        replace(line, offer=_foundation_address(program_id)) if line.code == FOUNDATION else line
        for line in lines
    ]


@lru_cache(maxsize=1024)
def _foundation_address(program_id: uuid.UUID) -> str:
    return reverse("program_foundation", args=[program_id])


def in_order(lines: Iterable[FindingLine]) -> list[FindingLine]:
    """The gravest first."""
    return sorted(lines, key=lambda line: SEVERITIES.index(line.severity))


def counted(lines: Iterable[FindingLine]) -> str:
    """How many of each severity there are: `1 blocker, 2 cautions`; `No findings`."""
    found = [line.severity for line in lines]
    words = [
        f"{found.count(name)} {name}{'' if found.count(name) == 1 else 's'}"
        for name in SEVERITIES
        if name in found
    ]
    return ", ".join(words) or "No findings"


# Findings of rows


def row_lines(rows: Sequence[GridRow]) -> list[FindingLine]:
    """The findings of the shown rows, each kind once."""
    by_code: dict[str, list[tuple[dict[str, Any], Place]]] = {}
    for row in rows:
        for item, where in found_in(row):
            by_code.setdefault(item["code"], []).append((item, where))
    return [row_line(found) for found in by_code.values()]


def row_line(found: Sequence[tuple[dict[str, Any], Place]]) -> FindingLine:
    """One kind of finding wherever it stands."""
    first = found[0][0]
    return FindingLine(
        severity=first["severity"],
        code=first["code"],
        text=first["text"],
        rows=len(found),
        places=tuple(where for _, where in found),
        why=first["why"],
        source=SOURCES[first["source"]].label,
        mend=mend_text([item["mend"] for item, _ in found if item["mend"] and item["mend"][1] in MENDABLE]),
    )


@lru_cache(maxsize=4096)
def found_in(row: GridRow) -> tuple[tuple[dict[str, Any], Place], ...]:
    """A row's findings and where on the page they stand; kept as long as its row object."""
    return tuple((item, Place(row_name(row), f"#{cell_of(row, item['where'])}")) for item in findings_of(row))


def findings_of(row: GridRow) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = row.effective["findings"]
    return found


def row_name(row: GridRow) -> str:
    return row.exercise if row.is_lead else f"{row.exercise}, {type_name(row).lower()}"


def cell_of(row: GridRow, field: str) -> str:
    """The element of a row's cell; of the row, where the field has none."""
    return f"{line_id(row)}-{field}" if field in FIELDS else line_id(row)


def mend_text(mends: Sequence[Sequence[str]]) -> str:
    """What one press does: the mend's words where all rows get the same, else their number."""
    words = {text for text, *_ in mends}
    if len(words) > 1:
        return f"Apply what each of them offers ({len(mends)} rows)"
    text = words.pop().rstrip(".") if words else ""
    return f"{text} ({len(mends)} rows)" if len(mends) > 1 else text


def rows_over_weeks(weeks: Mapping[int, "WeekOnPage"]) -> list[FindingLine]:
    """The rows' findings over several weeks, each kind once; a row leads to the first week that has it."""
    by_code: dict[str, dict[tuple[uuid.UUID, int], tuple[dict[str, Any], GridRow, list[int]]]] = {}
    for number, week in weeks.items():
        for row in week.rows:
            for item in findings_of(row):
                rows = by_code.setdefault(item["code"], {})
                rows.setdefault((row.slot_id, row.position), (item, row, []))[2].append(number)
    return [
        row_line(
            [
                (item, Place(f"{row_name(row)}, {weeks_text(at)}", weeks[at[0]].cell(row, item["where"])))
                for item, row, at in rows.values()
            ]
        )
        for rows in by_code.values()
    ]


def weeks_text(numbers: Sequence[int]) -> str:
    """Weeks in order: `week 3`, `weeks 3–6`, `weeks 3, 5`; a row may stand in one more than once."""
    weeks = list(dict.fromkeys(numbers))
    together = weeks == list(range(weeks[0], weeks[-1] + 1))
    return f"week{'' if len(weeks) == 1 else 's'} {span(weeks) if together else ', '.join(map(str, weeks))}"


def span(numbers: Sequence[int]) -> str:
    """Weeks in a row: `3` or `3–6`."""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


# Findings of weeks


class WeekOnPage(NamedTuple):
    """The rows of a week, and the address of the page that shows them; empty for the page at hand."""

    rows: Sequence[GridRow]
    address: str = ""

    def cell(self, row: GridRow, field: str) -> str:
        """The address of a row's cell in this week."""
        return f"{self.address}#{cell_of(row, field)}"


def week_lines(findings: Iterable[Finding], weeks: Mapping[int, WeekOnPage]) -> list[FindingLine]:
    """Findings about weeks, each kind once; `weeks` by their number in the program."""
    by_code: dict[str, list[Finding]] = {}
    for item in findings:
        by_code.setdefault(item.code, []).append(item)
    return [finding_line(found, weeks) for found in by_code.values()]


def finding_line(found: Sequence[Finding], weeks: Mapping[int, WeekOnPage] | None = None) -> FindingLine:
    """Findings of one kind that have no row of their own."""
    first = found[0]
    left = len(found) - TEXTS_SHOWN
    more = f" And {left} more." if left > 0 else ""
    places = [place for item in found if (place := place_of(item, weeks or {})) is not None]
    return FindingLine(
        severity=first.severity,
        code=first.code,
        text=" ".join(item.text for item in found[:TEXTS_SHOWN]) + more,
        rows=1,
        places=tuple(dict.fromkeys(places)),
        why=first.why,
        source=SOURCES[first.source].label,
        mend=first.mend.text.rstrip(".") if first.mend and first.mend.action in MENDABLE else "",
    )


def place_of(finding: Finding, weeks: Mapping[int, WeekOnPage]) -> Place | None:
    """Where a finding about weeks leads to; None where it is about everything, or about nothing here."""
    spot = finding.spot
    if spot is None:
        return clearance_of(weeks) if finding.code.startswith("screening_") else None
    week = weeks.get(spot.week or 0)
    if week is None:
        return None
    suffix = f", week {spot.week}" if week.address else ""
    if spot.workout and not (spot.muscle or spot.exercise):
        row = next((row for row in week.rows if row.workout == spot.workout), None)
        return Place(f"{spot.workout}{suffix}", f"{week.address}#{short(row.workout_id)}") if row else None
    if not (spot.muscle or spot.exercise):
        return Place(f"Week {spot.week}", week.address) if week.address else None
    row = best_row(week.rows, spot)
    if row is None:
        return None
    name = spot.exercise or f"{row.exercise} for {spot.muscle.replace('_', ' ')}"
    field = "load" if finding.code in ("load_jump", "technique_first") else "sets" if spot.muscle else ""
    return Place(f"{name}{suffix}", week.cell(row, field))


def best_row(rows: Sequence[GridRow], spot: Spot) -> GridRow | None:
    """The first row at a spot; for a muscle, one that trains it directly before one where it helps."""
    here = [row for row in rows if not spot.workout or row.workout == spot.workout]
    if spot.exercise:
        return next((row for row in here if row.exercise == spot.exercise), None)
    direct = (row for row in here if spot.muscle in row.primary)
    return next(direct, next((row for row in here if spot.muscle in row.secondary), None))


def clearance_of(weeks: Mapping[int, WeekOnPage]) -> Place | None:
    """Where a client's clearance is noted."""
    client: uuid.UUID | None = next((week.rows[0].client_id for week in weeks.values() if week.rows), None)
    return Place("Clearance", _clearance_address(client)) if client else None


@lru_cache(maxsize=1024)
def _clearance_address(client: uuid.UUID) -> str:
    return f"{reverse('client_edit', args=[client])}#id_clearance"


def standing_notes(rows: Sequence[GridRow], *, days: int) -> Iterable[Finding]:
    """What the source material says that helps with this client, these goals and so many days a week."""
    if not rows:
        return ()
    first = rows[0]
    return guidance(
        client_goal=first.client_goal,
        experience=Experience(first.experience),
        goals=frozenset(Goal(row.goal) for row in rows),
        days=days,
    )
