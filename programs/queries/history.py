"""The history of a program as its page lists it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from programs.models import Program, Revision

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One change: who, when, what in words, and whether it still stands."""

    number: int
    text: str
    who: str
    at: datetime
    standing: str  # "undone", "redone" or empty
    turns: bool  # whether it is itself an undoing or redoing


@dataclass(frozen=True, slots=True)
class HistoryPage:
    lines: list[RevisionLine]
    page: int
    pages: int


def history_page(program: Program, page: int) -> HistoryPage:
    """The newest changes first, fifty a page; three queries."""
    revisions = Revision.objects.filter(studio_id=program.studio_id, program=program)
    pages = max(1, -(-revisions.count() // A_PAGE))
    page = min(max(1, page), pages)
    undone_by = dict(revisions.exclude(undoes=None).values_list("undoes", "pk"))
    rows = revisions.order_by("-number").values_list("pk", "number", "text", "by__name", "at", "undoes")
    lines = [
        RevisionLine(number, text, who or "Somebody", at, _standing(pk, undone_by), undoes is not None)
        for pk, number, text, who, at, undoes in rows[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    return HistoryPage(lines, page, pages)


def _standing(pk: uuid.UUID, undone_by: dict[uuid.UUID | None, uuid.UUID]) -> str:
    """What became of a change: an undoing of its undoing lets it stand again."""
    turns = 0
    following = undone_by.get(pk)
    while following is not None:
        turns += 1
        following = undone_by.get(following)
    return "" if not turns else ("undone" if turns % 2 else "redone")
