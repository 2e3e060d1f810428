"""Reads the builder's page as a browser does: where its lines are sent, and what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Line:
    """One line of the grid: where it is saved and previewed, its cells, what each last got as a mark."""

    address: str
    preview: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)


class Builder(HTMLParser):
    """The lines of a builder's page, and what its panel shows; of a preview's answer only the latter."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.digests: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "data-row" in found:
            self.lines.append(Line(found["hx-post"]))
        elif "data-preview" in found:
            self.lines[-1].preview = found["hx-post"]
        elif "data-cell" in found and self.lines:
            line, name = self.lines[-1], found["name"]
            line.cells[name] = found.get("value", "")
            if name != "note":
                line.marks.append(found.get("data-mark", ""))
        elif "data-digest" in found:
            self.digests[found["id"].removeprefix("panel-")] = found["data-digest"]
