"""What the plan says of cells: their text in bold and plain, and what in a preview was typed or follows."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from programs.actions.cell_weeks import Added, Edited, Operation, Typed
from programs.actions.numbers import SetRow
from programs.forms.plan_cells import group_text, sets_of, shown_order
from programs.prescription import Field
from programs.shorthand import What, read_cell
from programs.views.grid import SEVERITIES, short

HARD_SPACE = "\N{NO-BREAK SPACE}"
DOT = f"{HARD_SPACE}· "
Pieces = list[tuple[str, str]]  # words of a text, and `typed`, `follows`, `stays` or `` for what is between


def cell_id(slot_id: UUID, week: int) -> str:
    """How answers name a cell: the element id of its row, and its week of the phase."""
    return f"{short(slot_id)}-w{week}"


@lru_cache(maxsize=8192)
def cell_html(text: str) -> SafeString:
    """A cell's text with what is done in bold; a group on each line, no number parted from its unit."""
    lines = []
    for line in text.split(" + "):
        work, dot, rest = _held(line).partition(DOT)
        lines.append(f"<b>{escape(work)}</b>{dot}{escape(rest)}")
    return mark_safe("\n+ ".join(lines) if text else "")  # everything in it is escaped above


def _held(line: str) -> str:
    """`4 x 8 @ 75 % · RIR 2`, which may only break after a dot or before an @."""
    held = line.replace(" ", HARD_SPACE)
    return held.replace(f"{HARD_SPACE}·{HARD_SPACE}", DOT).replace(f"{HARD_SPACE}@", " @")


# A preview


_WHAT_OF = {
    Field.SETS: What.WORK,
    Field.REPS: What.WORK,
    Field.INTENSITY: What.INTENSITY,
    Field.LOAD: What.LOAD,
    Field.RIR: What.EFFORT,
    Field.REST: What.REST,
    Field.TEMPO: What.TEMPO,
}


def pieces_of(
    before: Sequence[SetRow],
    after: Sequence[SetRow],
    operations: Sequence[Operation],
    lift: Mapping[str, Any],
    *,
    mark: str,
) -> list[Pieces]:
    """What a cell would say, a group after the other: what was typed, what follows from it, what stays."""
    stood = {row.id: dict(_parts(row, lift, mark)) for row in before}
    typed = _typed_by_row(before, after, operations)
    groups = []
    for row in shown_order(after):
        pieces: Pieces = []
        for what, words in _parts(row, lift, mark):
            if what is What.MARK:
                pieces.append((words, ""))
            elif what in typed.get(row.id, ()):
                pieces.append((words, "typed"))
            else:
                same = stood.get(row.id, {}).get(what) == words
                pieces.append((words, "stays" if same else "follows"))
        groups.append(pieces)
    return groups


def _parts(row: SetRow, lift: Mapping[str, Any], mark: str) -> Iterator[tuple[What, str]]:
    """The words of a set group and what each of them says."""
    text = group_text(sets_of(row, lift), mark)
    for part in read_cell(text).parts:
        yield part.what, text[part.start : part.end]


def _typed_by_row(
    before: Sequence[SetRow], after: Sequence[SetRow], operations: Sequence[Operation]
) -> dict[UUID, set[What]]:
    known = {row.id for row in before}
    stood, came = _by_type(before), _by_type([row for row in after if row.id not in known])
    found: dict[UUID, set[What]] = {}
    for item in operations:
        if isinstance(item, Edited) and item.number <= len(stood.get(item.set_type, ())):
            row = stood[item.set_type][item.number - 1]
            found[row.id] = _whats(item.typed) | ({What.TYPE} if item.becomes else set())
        elif isinstance(item, Added) and came.get(item.set_type):
            found[came[item.set_type].pop(0).id] = _whats(item.typed) | {What.TYPE}
    return found


def _by_type(rows: Sequence[SetRow]) -> dict[str, list[SetRow]]:
    found: dict[str, list[SetRow]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        found.setdefault(row.set_type, []).append(row)
    return found


def _whats(typed: Typed) -> set[What]:
    whats = {_WHAT_OF[name] for name, _ in typed.numbers}
    if typed.per_side is not None or typed.metres is not None:
        whats.add(What.WORK)
    if typed.lighter is not None:
        whats.add(What.INTENSITY)
    return whats


def says_of_cell(rows: Sequence[SetRow]) -> tuple[str, str]:
    """The gravest finding about a cell, else how hard it is; with its severity."""
    found = [item for row in rows for item in row.effective.get("findings", ())]
    gravest = min(found, key=lambda item: SEVERITIES.index(item["severity"]), default=None)
    if gravest is not None and gravest["severity"] != "note":
        return gravest["text"], gravest["severity"]
    says = (row.effective.get("feasibility") or row.effective.get("equivalent") for row in rows)
    return next(filter(None, says), ""), ""
