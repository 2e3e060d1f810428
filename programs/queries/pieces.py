"""The pieces that a trainer has kept."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from programs.models import Piece
from trainer.models import User

MOST = 200


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One piece as the list shows it, without its rows."""

    id: uuid.UUID
    kind: str
    name: str
    weeks: int
    contents: str
    created_at: datetime


def pieces_listed(
    user: User, *, text: str = "", studio_id: uuid.UUID | None = None, gone: bool = False
) -> list[PieceLine]:
    """Pieces of the trainer's studios (or of one of them) by name, narrowed by words; one query."""
    pieces = Piece.objects.visible_to(user).filter(removed_at__isnull=not gone)
    if studio_id is not None:
        pieces = pieces.filter(studio=studio_id)
    for word in text.split()[:6]:
        pieces = pieces.filter(Q(name__icontains=word) | Q(contents__icontains=word))
    columns = ("pk", "kind", "name", "weeks", "contents", "created_at")
    rows = pieces.order_by("name", "created_at", "pk").values_list(*columns)
    return [PieceLine(*row) for row in rows[:MOST]]
