"""The live panel beside the grid: what the shown week adds up to, and what stands out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs.catalogue.words import MUSCLES
from programs.prescription import BANDS, Sums, Unit, band_of, days_per_muscle, program_findings
from programs.prescription.effect import nearest_whole
from programs.prescription.muscles import SETS_ENOUGH, SETS_HIGH, SETS_LOW, TYPICAL
from programs.queries.builder import GridRow
from programs.queries.planned import is_deload, planned_program, planned_workouts
from programs.views.findings import (
    WeekOnPage,
    counted,
    finding_html,
    finding_line,
    in_order,
    row_lines,
    standing_notes,
    week_lines,
    with_offers,
)
from programs.views.grid import digest, minutes_text, short, unit_in
from web.body_map import regions, sheet_version
from web.numbers import grouped, show
from web.templatetags.setwise import icon

STATS = {
    "volume": "Volume load",
    "sets": "Working sets",
    "minutes": "Minutes",
    "intensity": "Average intensity",
    "compound": "Compound sets",
    "days": "Training days",
    "push": "Push : pull sets",
    "upper": "Upper : lower sets",
}
BAR_SETS = 24  # a week: where the bar of a muscle ends


class MuscleLine(NamedTuple):
    """What a muscle gets in a week, and in which band that is."""

    key: str
    name: str
    sets: str
    width: str  # of its bar, in sets
    days: int
    level: int
    band: str


@dataclass(frozen=True, slots=True)
class MuscleFigures:
    """All muscles in the order of the catalogue, also as texts from which the page's script draws."""

    lines: tuple[MuscleLine, ...]
    sets: str
    days: str
    levels: str
    digest: str


@dataclass(frozen=True, slots=True)
class WorkoutTime:
    """How long a workout takes, beside what the client has."""

    id: str
    name: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows, as finished strings."""

    stats: list[tuple[str, str]]
    minutes: dict[uuid.UUID, SafeString]
    times: list[WorkoutTime]
    client_minutes: int | None
    muscles: MuscleFigures
    counted: str  # how many findings of each severity
    findings: list[SafeString]
    findings_digest: str

    @property
    def stat_lines(self) -> list[tuple[str, str, str]]:
        """Name, label and text of each figure."""
        return [(name, STATS[name], text) for name, text in self.stats]

    @property
    def muscles_html(self) -> SafeString:
        """Drawn only where the whole panel is; an answer to typing carries the numbers."""
        return muscles_html(self.muscles.lines)


def panel_of(rows: Sequence[GridRow], *, mark: str, by_htmx: bool = True) -> Panel:
    """What the rows of a week add up to; arithmetic on values already read, no query.

    A mend is asked for `by_htmx`, or by the form `mends` alone.
    """
    week = tuple(rows)
    workouts = planned_workouts(week)
    sums = Sums.total(workout.sums for workout in workouts)
    days = days_per_muscle(workout.sums.muscles for workout in workouts)
    number, client_minutes = (rows[0].week_number, rows[0].client_minutes) if rows else (1, None)
    ids = dict.fromkeys(row.workout_id for row in rows)
    minutes = {
        key: time_html(nearest_whole(workout.sums.minutes), client_minutes)
        for key, workout in zip(ids, workouts, strict=True)
    }
    trained = sum(workout.sums.sets > 0 for workout in workouts)
    easier = {number} if rows and is_deload(rows, rows[0].week) else ()
    begun = bool(rows) and number > rows[0].week  # other phases come before it
    found = program_findings(planned_program([(number, week)], deloads=easier, begun=begun))
    lines = [*row_lines(rows), *week_lines(found, {number: WeekOnPage(rows)})]
    lines = in_order([*lines, *(finding_line([item]) for item in standing_notes(rows, days=len(workouts)))])
    mends_at = mends_address(rows[0].program_id, rows[0].phase_id) if rows and by_htmx else ""
    lines = with_offers(lines, rows[0].program_id) if rows else lines
    findings = [finding_html(line, mends_at) for line in lines]
    return Panel(
        stats=stats_of(sums, unit=unit_in(rows), days=trained, mark=mark),
        minutes=minutes,
        times=[
            WorkoutTime(short(key), workout.name, minutes[key])
            for key, workout in zip(ids, workouts, strict=True)
        ],
        client_minutes=client_minutes,
        muscles=muscle_figures(
            tuple(sums.muscles.get(name, 0.0) for name in MUSCLES),
            tuple(days.get(name, 0) for name in MUSCLES),
            mark,
        ),
        counted=counted(lines),
        findings=findings,
        findings_digest=digest("".join(findings)),
    )


@lru_cache(maxsize=1024)
def mends_address(program_id: uuid.UUID, phase_id: uuid.UUID) -> str:
    return reverse("phase_mend", args=[program_id, phase_id])


def stats_of(sums: Sums, *, unit: str, days: int, mark: str) -> list[tuple[str, str]]:
    volume, intensity, share = sums.volume_load(Unit(unit)), sums.average_intensity, sums.compound_share
    balance = sums.balance
    return [
        ("volume", f"{grouped(volume)} {unit}" if volume else "—"),
        ("sets", str(sums.sets)),
        ("minutes", minutes_text(sums.minutes)),
        ("intensity", "—" if intensity is None else f"{show(intensity, decimals=1, mark=mark)} %"),
        ("compound", "—" if share is None else f"{show(100 * share, decimals=0)} %"),
        ("days", str(days)),
        ("push", f"{balance.push} : {balance.pull}"),
        ("upper", f"{show(balance.upper, mark=mark)} : {show(balance.lower, mark=mark)}"),
    ]


@lru_cache(maxsize=1024)
def time_html(minutes: int, client_minutes: int | None) -> SafeString:
    """How long a workout takes; marked and in words, where the client has less time."""
    if client_minutes is None or minutes <= client_minutes:
        return format_html("{} min", minutes)
    return format_html(
        '<span class="over">{} {} min, {} over</span>', icon("warning"), minutes, minutes - client_minutes
    )


@lru_cache(maxsize=1024)
def muscle_figures(sets: tuple[float, ...], days: tuple[int, ...], mark: str) -> MuscleFigures:
    """Sets a week and days for each muscle of the catalogue."""
    lines = tuple(
        muscle_line(name, of_week, on_days, mark)
        for name, of_week, on_days in zip(MUSCLES, sets, days, strict=True)
    )
    texts = (
        " ".join(line.sets for line in lines),
        " ".join(str(line.days) for line in lines),
        " ".join(str(line.level) for line in lines),
    )
    return MuscleFigures(lines, *texts, digest("|".join(texts)))


def muscle_line(key: str, sets: float, days: int, mark: str) -> MuscleLine:
    band = band_of(sets)
    return MuscleLine(
        key=key,
        name=key.replace("_", " ").capitalize(),
        sets=show(sets, decimals=1, mark=mark),
        width=show(min(sets, BAR_SETS), decimals=1),
        days=days,
        level=band.level,
        band=band.name,
    )


@lru_cache(maxsize=256)
def muscles_html(lines: tuple[MuscleLine, ...]) -> SafeString:
    """The body map with its legend, and the table that says the same in numbers; drawn once."""
    by_key = {line.key: line for line in lines}
    context = {
        "lines": lines,
        "views": [(view.name, [by_key[muscle] for muscle, _ in view.muscles]) for view in regions()],
        "shapes": f"{reverse('body_map')}?v={sheet_version()}",
        "bands": BANDS,
        "scale": BAR_SETS,
        "typical": TYPICAL[0],
        "typical_width": TYPICAL[1] - TYPICAL[0],
        "ticks": [(sets, f"{100 * sets / BAR_SETS:.1f}%") for sets in (SETS_LOW, SETS_ENOUGH, SETS_HIGH)],
    }
    return render_to_string("programs/panel_muscles.html", context)
