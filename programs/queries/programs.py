"""The list of programs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from programs.models import Program, Slot, Week
from trainer.models import User


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """One program as the list shows it."""

    id: object
    name: str
    client: str | None
    client_id: object | None
    starts_on: date | None
    updated_at: datetime
    weeks: int
    slots: int
    hypertrophy: int

    @property
    def goal(self) -> str:
        if not self.slots:
            return ""
        if self.hypertrophy == self.slots:
            return "hypertrophy"
        return "mixed" if self.hypertrophy else "strength"


def programs_listed(user: User, *, text: str = "", archived: bool = False) -> list[ProgramLine]:
    """Programs that this trainer may see, newest work first; one query."""
    programs = Program.objects.visible_to(user)
    programs = programs.exclude(archived_at=None) if archived else programs.current()
    for word in text.split()[:6]:
        programs = programs.filter(Q(name__icontains=word) | Q(client__name__icontains=word))
    weeks = Week.objects.filter(program=OuterRef("pk")).values("program").annotate(n=Count("pk")).values("n")
    slots = Slot.objects.filter(program=OuterRef("pk")).values("program").annotate(n=Count("pk"))
    rows = programs.order_by("-updated_at", "id").values_list(
        "pk",
        "name",
        "client__name",
        "client_id",
        "starts_on",
        "updated_at",
        Coalesce(Subquery(weeks), 0),
        Coalesce(Subquery(slots.values("n")), 0),
        Coalesce(Subquery(slots.filter(goal="hypertrophy").values("n")), 0),
    )
    return [ProgramLine(*row) for row in rows]


def folders_of(user: User) -> list[str]:
    """The folders of the trainer's templates, by name; one query."""
    templates = Program.objects.visible_to(user).templates().current().exclude(folder="")
    return sorted(set(templates.order_by().values_list("folder", flat=True)), key=str.casefold)
