"""Taking back what was assigned to many: every copy that nobody has trained, written about or changed."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from programs.actions.history import lock
from programs.documents import TABLES
from programs.models import ClientEvent, Program, Remark, Revision, Session
from programs.queries.desk import listed
from trainer.models import User
from web.writes import delete_rows


@dataclass(slots=True)
class TakenBack:
    """How many copies are gone, and whose stayed, by why."""

    count: int = 0
    trained: list[str] = field(default_factory=list)  # a workout was started, done or skipped
    told: list[str] = field(default_factory=list)  # somebody wrote about a workout
    changed: list[str] = field(default_factory=list)  # the program was changed for this client

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Why copies stayed, in words, and the names of those clients."""
        reasons = (
            ("their training has begun", self.trained),
            ("somebody wrote about a workout of it", self.told),
            ("it was changed for them since", self.changed),
        )
        return [(why, ", ".join(names)) for why, names in reasons if names]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Copies that were made of a template in one act and are still there."""

    batch: uuid.UUID
    clients: list[str]
    newest: Revision

    @property
    def short(self) -> str:
        """`3 clients: Ada, Ben and Cleo`, the first of them by name."""
        count = len(self.clients)
        return f"{count} client{'' if count == 1 else 's'}: {listed(self.clients)}"


def assignments_of(template: Program, user: User, *, most: int = 5) -> list[Assignment]:
    """What was assigned to several clients lately; one query."""
    found: dict[uuid.UUID, Assignment] = {}
    rows = _made(template, user).select_related("program__client", "by")
    for revision in rows.order_by("-at")[:400]:
        assert revision.batch is not None
        item = found.setdefault(revision.batch, Assignment(revision.batch, [], revision))
        item.clients.append(_name(revision.program))
    for item in found.values():
        item.clients.sort(key=str.lower)
    return list(found.values())[:most]


def _made(template: Program, user: User) -> "QuerySet[Revision]":
    """The first revisions of copies made for several clients at once, as far as this trainer sees."""
    copies = Program.objects.visible_to(user).of_clients().current().filter(origin=template)
    return Revision.objects.filter(batch__isnull=False, number=1, program__in=copies.values("pk"))


@transaction.atomic
def take_back_assignment(*, template: Program, batch: uuid.UUID, by: User) -> TakenBack:
    """Remove the copies that one act made, with their sessions; statements that don't grow with their rows.

    A copy stays once one of its sessions was started, done, skipped or written about, or the copy was
    changed. Taking back what is gone already does nothing.
    """
    lock(template)
    made = _made(template, by).filter(batch=batch).order_by("program__client__name", "program_id")
    programs = [revision.program for revision in made.select_related("program__client")]
    ids = [program.pk for program in programs]
    for rows in (Program.objects.filter(pk__in=ids), Session.objects.filter(program__in=ids)):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))  # nobody edits or starts
    begun, told, changed = _begun(ids), _told(ids), _changed(ids)
    taken, going = TakenBack(), []
    for program in programs:
        if program.pk in begun:
            taken.trained.append(_name(program))
        elif program.pk in told:
            taken.told.append(_name(program))
        elif program.pk in changed:
            taken.changed.append(_name(program))
        else:
            going.append(program.pk)
    remove_programs(going)
    taken.count = len(going)
    return taken


def _name(program: Program) -> str:
    return program.client.name if program.client else program.name


def _begun(programs: Collection[uuid.UUID]) -> set[uuid.UUID | None]:
    sessions = Session.objects.filter(program__in=programs).exclude(status=Session.Status.PLANNED)
    return set(sessions.values_list("program_id", flat=True))


def _told(programs: Collection[uuid.UUID]) -> set[uuid.UUID | None]:
    told = [model.objects.filter(session=OuterRef("pk")) for model in (Remark, ClientEvent)]
    sessions = Session.objects.filter(Exists(told[0]) | Exists(told[1]), program__in=programs)
    return set(sessions.values_list("program_id", flat=True))


def _changed(programs: Collection[uuid.UUID]) -> set[uuid.UUID]:
    later = Revision.objects.filter(program__in=programs, number__gt=1)
    return set(later.values_list("program_id", flat=True))


def remove_programs(programs: Sequence[uuid.UUID]) -> None:
    """Children before parents; what else names a program goes, or forgets it, as the models say."""
    if not programs:
        return
    delete_rows(Session, "program_id", programs)
    for model in reversed(TABLES.values()):
        delete_rows(model, "program_id", programs)
    Program.objects.filter(pk__in=programs).delete()
