"""The whole program on one page and beside the grid: week by week, its findings, the other goal."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from programs.actions.mends import FoundWeek, mend_program
from programs.catalogue.words import MUSCLES
from programs.charts import ChartWeek, WeeksChart, weeks_chart
from programs.models import Program
from programs.prescription import BANDS, Unit, band_of
from programs.prescription.effect import nearest_whole
from programs.queries.program_totals import ProgramTotals, WeekTotals, totals_of
from programs.views.builder import carry_out, mutation_key, program_of
from programs.views.findings import (
    WeekOnPage,
    counted,
    finding_html,
    in_order,
    rows_over_weeks,
    span,
    week_lines,
    with_offers,
)
from programs.views.grid import unit_of
from programs.views.other_goal import other_goals
from trainer.http import PersonRequest
from web.identifiers import new_uuid
from web.numbers import grouped, mark_of, show


@require_GET
@vary_on_headers("HX-Request")
def program_overview(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """What the whole program adds up to: a page, and for htmx its fragment beside the grid."""
    program = program_of(request, program_id)
    context = overview_context(program, totals_of(program), mark=mark_of(request.user.locale))
    template = "programs/overview_body.html" if request.htmx else "programs/overview.html"
    return TemplateResponse(request, template, context)


@require_POST
def program_mend(request: PersonRequest, program_id: uuid.UUID) -> HttpResponse:
    """Apply the mend that a finding offers to every row of every week that has the finding."""
    program = program_of(request, program_id)
    weeks = [FoundWeek(week.phase.pk, week.week, week.rows) for week in totals_of(program).weeks]
    code, key = request.POST.get("code", "")[:40], mutation_key(request)
    return carry_out(
        request,
        program,
        lambda: mend_program(program, weeks, code, by=request.user, key=key),
        phase=request.POST.get("phase"),
        nothing="There is nothing left to mend here.",
    )


def overview_context(program: Program, totals: ProgramTotals, *, mark: str) -> dict[str, object]:
    """Everything that the page and the fragment show, as finished strings."""
    unit = unit_of(program, totals.rows)
    reader = Reader(program, unit, mark, loaded=any(week.sums.volume_kg for week in totals.weeks))
    pages = {week.number: WeekOnPage(week.rows, reader.address(week)) for week in totals.weeks}
    lines = in_order([*rows_over_weeks(pages), *week_lines(totals.findings, pages)])
    lines = with_offers(lines, program.pk)
    return {
        "program": program,
        "client": program.client,
        "mend_key": new_uuid(),
        "count": len(totals.weeks),
        "empty": not any(week.rows for week in totals.weeks),
        "measure": reader.measure,
        "loaded": reader.loaded,
        "chart": chart_of(reader, totals),
        "phases": phase_lines(reader, totals),
        "heat": heat_of(totals.weeks, mark=mark),
        "bands": BANDS,
        "other": other_goals(totals, unit=unit, mark=mark),
        "counted": counted(lines),
        "grave": sum(line.severity != "note" for line in lines),
        "findings": [finding_html(line, "", "mends-program") for line in lines],
    }


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose numbers they are, and how they are written. Without loads, sets tell how much is done."""

    program: Program
    unit: str
    mark: str
    loaded: bool

    @property
    def measure(self) -> str:
        return f"Volume load, {self.unit}" if self.loaded else "Working sets"

    def address(self, week: WeekTotals) -> str:
        """Where the builder shows a week."""
        address = reverse("program_detail", args=[self.program.pk])
        return f"{address}?phase={week.phase.pk}&week={week.week}"

    def amount(self, week: WeekTotals) -> str:
        """Volume load without its unit; nothing where no week has any."""
        volume = week.sums.volume_load(Unit(self.unit))
        return "" if not self.loaded else grouped(volume) if volume else "—"

    def intensity(self, week: WeekTotals) -> str:
        value = week.sums.average_intensity
        return "—" if value is None else f"{show(value, decimals=1, mark=self.mark)} %"

    def change(self, week: WeekTotals) -> str:
        """The step of volume load from the week before."""
        change = week.step.change
        if change is None:
            return "—" if self.loaded else ""
        whole = nearest_whole(100 * abs(change))
        return f"{'+' if change > 0 else '−'}{whole} %" if whole else "0 %"


# Week by week


class WeekLine(NamedTuple):
    """One row of the table beside the chart."""

    number: int
    address: str
    amount: str
    change: str
    sets: int
    intensity: str
    minutes: str
    signs: list[tuple[str, str]]  # what stands out: its kind and its words


def week_line(reader: Reader, week: WeekTotals) -> WeekLine:
    minutes = sorted(nearest_whole(workout.sums.minutes) for workout in week.workouts)
    shortest_and_longest = dict.fromkeys([*minutes[:1], *minutes[-1:]])
    signs = [("easier", "easier")] if week.easier else []
    signs += [("jump", "jump")] if reader.loaded and week.step.jump else []
    client = reader.program.client
    if client and minutes and minutes[-1] > client.minutes_per_session:
        signs.append(("over", f"{minutes[-1] - client.minutes_per_session} min over"))
    return WeekLine(
        number=week.number,
        address=reader.address(week),
        amount=reader.amount(week),
        change=reader.change(week),
        sets=week.sums.sets,
        intensity=reader.intensity(week),
        minutes="–".join(map(str, shortest_and_longest)) or "—",
        signs=signs,
    )


def phase_lines(reader: Reader, totals: ProgramTotals) -> list[tuple[str, list[WeekLine]]]:
    """The weeks of each phase under its name."""
    return [
        (phase.name, [week_line(reader, week) for week in totals.weeks if week.phase is phase])
        for phase in totals.phases
    ]


def chart_of(reader: Reader, totals: ProgramTotals) -> WeeksChart:
    return weeks_chart(
        [(phase.name, phase.week_count) for phase in totals.phases],
        [
            ChartWeek(
                number=week.number,
                amount=float(week.sums.volume_load(Unit(reader.unit))) if reader.loaded else week.sums.sets,
                intensity=week.sums.average_intensity,
                title=in_words(reader, week),
                easier=week.easier,
                jump=reader.loaded and week.step.jump,
            )
            for week in totals.weeks
        ],
        mark=reader.mark,
    )


def in_words(reader: Reader, week: WeekTotals) -> str:
    """A week in one line: `Week 3: 12 480 kg (+4 %), 84 sets, 77.5 %, easier`."""
    line = week_line(reader, week)
    change = f" ({line.change})" if line.change not in ("", "—") else ""
    amount = f"{line.amount} {reader.unit}{change}" if line.amount not in ("", "—") else ""
    parts = [
        amount,
        f"{line.sets} sets",
        line.intensity.replace("—", ""),
        *(words for _, words in line.signs),
    ]
    return f"Week {week.number}: {', '.join(filter(None, parts))}"


# Sets per muscle over the weeks


class HeatCell(NamedTuple):
    level: int
    sets: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Weekly sets per muscle; neighbouring weeks that are alike stand in one column."""

    columns: list[str]
    rows: list[tuple[str, list[HeatCell]]]
    untrained: str


def heat_of(weeks: Sequence[WeekTotals], *, mark: str) -> Heat:
    runs = [
        (muscles, [week.number for week in found])
        for muscles, found in groupby(weeks, key=lambda week: dict(week.sums.muscles))
    ]
    trained = [name for name in MUSCLES if any(muscles.get(name) for muscles, _ in runs)]
    return Heat(
        columns=[span(numbers) for _, numbers in runs],
        rows=[
            (
                muscle_name(name),
                [
                    HeatCell(band_of(sets).level, show(sets, decimals=1, mark=mark))
                    for muscles, _ in runs
                    for sets in [muscles.get(name, 0.0)]
                ],
            )
            for name in trained
        ],
        untrained=", ".join(muscle_name(name).lower() for name in MUSCLES if name not in trained),
    )


def muscle_name(key: str) -> str:
    return key.replace("_", " ").capitalize()
