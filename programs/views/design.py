"""One page that draws every token and every piece of the look, on a demo or development server."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from programs.forms.cells import FIELDS, LABELS
from programs.queries.remarks import Said, Thread
from programs.views.findings import FindingLine, Place, finding_html
from programs.views.grid import Cell, LineView
from web.body_map import figures

STATIC = settings.BASE_DIR / "static"
LIGHT, DARK = ":root {", '[data-bs-theme="dark"] {'


# The samples' forms and buttons lead back here.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    tokens = read_tokens()
    context = {
        "themes": [("light", tokens.light), ("dark", tokens.dark)],
        "sizes": tokens.sizes,
        "spaces": tokens.spaces,
        "shapes": tokens.shapes,
        "icons": read_icons(),
        "lines": LINES,
        "panel": {"findings": [finding_html(line, "") for line in FINDINGS]},
        "figures": figures(MARKS),
        "phase": {"pk": ""},  # a toggle says on which phase it is shown
        "thread": THREAD,
    }
    return TemplateResponse(request, "design.html", context)


# What is drawn is read from where it is defined, so that nothing can be left out.


@dataclass(frozen=True, slots=True)
class Tokens:
    """Names and values of the custom properties, as they are drawn."""

    light: dict[str, str]
    dark: dict[str, str]
    sizes: dict[str, str]
    spaces: dict[str, str]
    shapes: dict[str, str]  # all others: corners, the least height of a control


def read_tokens() -> Tokens:
    css = (STATIC / "css" / "app.css").read_text()
    light, dark = _block(css, LIGHT), _block(css, DARK)
    sizes = {name: value for name, value in light.items() if name.startswith("text-")}
    spaces = {name: value for name, value in light.items() if name.startswith("space-")}
    others = light.keys() - dark.keys() - sizes.keys() - spaces.keys()
    return Tokens(
        light={name: value for name, value in light.items() if name in dark},
        dark=dark,
        sizes=sizes,
        spaces=spaces,
        shapes={name: value for name, value in light.items() if name in others},
    )


def _block(css: str, opening: str) -> dict[str, str]:
    """The custom properties that the first block with this opening sets, in their order."""
    text = css.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", text))


def read_icons() -> list[str]:
    return re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text())


# Samples


def _line(
    name: str, title: str, code: str, *texts: str, marks: dict[str, str], says: str, **more: str
) -> LineView:
    """A row of the grid with its seven numbers in the order of the columns."""
    suffixes = {"intensity": "%", "load": "kg"}
    cells = [
        Cell(
            id=f"{name}-{field}",
            name=field,
            label=f"{LABELS[field]}, {title}",
            text=text,
            suffix=suffixes.get(field, ""),
            mark=marks.get(field, ""),
        )
        for field, text in zip(FIELDS, texts, strict=True)
    ]
    return LineView(
        id=name,
        is_lead=True,
        title=title,
        code=code,
        cue="",
        hypertrophy="false" if more.get("goal") == "strength" else "true",
        strength="true" if more.get("goal") == "strength" else "false",
        cells=cells,
        says=says,
        severity=more.get("severity", ""),
        note=more.get("note", ""),
        scheme="",
        max_wanted=more.get("max_wanted", ""),
        slot_address="#the-grid",
        address="#the-grid",
    )


LINES = [
    _line(
        "bench", "Bench press", "A", "4", "10", "80", "80", "0", "1:00", "2-0-1-0",
        marks={"load": "pinned", "intensity": "caution"},
        says="On average people fail at 8.8 here: all-out",
        severity="caution",
        note="Elbows in",
    ),
    _line(
        "row", "Bent-over row", "B", "5", "5", "90", "", "0", "3:00", "",
        marks={"reps": "pinned blocker"},
        says="A weight you could lift 5 times",
        goal="strength",
        max_wanted="#the-grid",
    ),
]  # fmt: skip

MARKS = {
    "chest": (4, "Chest: 14 sets"),
    "quads": (4, "Quads: 13 sets"),
    "glutes": (3, "Glutes: 10 sets"),
    "triceps": (3, "Triceps: 9 sets"),
    "hamstrings": (2, "Hamstrings: 6 sets"),
    "lats": (2, "Lats: 6 sets"),
    "front_delts": (2, "Front delts: 5 sets"),
    "abs": (1, "Abs: 3 sets"),
    "lower_back": (1, "Lower back: 2 sets"),
}
THREAD = Thread(
    id="sample-remarks",
    slot="",
    about="the sample",
    address="#sample-remarks",
    said=[
        Said("Maya Torres", False, "23 November, 18:40", "Felt heavy.\nShould I drop the weight?"),
        Said("Robin Hale", True, "24 November, 09:12", "No, keep it and rest longer."),
    ],
    last_time=[Said("Maya Torres", False, "16 November, 18:32", "Elbows flared.")],
    last_time_on="16 November 2026",
    text="Thanks",
    problem="This is how a problem looks.",
    is_open=True,
)

FINDINGS = tuple(
    FindingLine(
        severity=severity,
        code=f"sample-{severity}",
        text=text,
        rows=rows,
        places=(Place("Bench press", "#bench-load"),) * (rows == 1),
        why=why,
        source="From the source that the engine names",
        mend=mend,
    )
    for severity, text, rows, why, mend in (
        ("blocker", "Clearance is needed first", 1, "The client’s doctor has not cleared them yet.", ""),
        ("caution", "Sets may not be finished", 3, "People fail before the last rep.", "Two reps fewer"),
        ("note", "Few weekly sets for the back", 1, "Fewer than 4 sets a week leave muscle unbuilt.", ""),
    )
)
