"""Changes that are made ready before anybody waits for them.

Who writes waits for who has begun to, so what only reads and computes is done before. What was made ready
is written if the program still stands at the revision that it was made for, or what was changed since is
none of it; otherwise nothing is, and the change is made once more under `lock`, which also says what stands
against it.
"""

import uuid
from collections.abc import Callable, Collection
from functools import cache
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from programs.actions.history import AlreadyDoneError, Change, revision_of
from programs.models import Program, Revision
from trainer.models import User
from web.prepared import Prepared
from web.writes import count_on, insert_row

LOOKED_BACK = 8  # revisions; who saw the program longer ago looks again
T = TypeVar("T")


@cache
def _newest(count: int) -> Prepared:
    """The last revisions of a program; without the studio the database reads its whole history."""
    return Prepared(
        lambda studio, program: (
            Revision.objects.filter(studio_id=studio, program_id=program)
            .order_by("-number")
            .values_list("number", "changes")[:count]
        ),
        uuid.UUID,
        uuid.UUID,
    )


def made_ready(make: Callable[[], T]) -> T | None:
    """What was made ready; None where anything stands against it.

    It may have read the rows of two revisions, so what it raises is no answer yet.
    """
    try:
        return make()
    except Exception:
        return None


class _OvertakenError(Exception):
    """Somebody changed the program since, and not only what has nothing to do with this change."""


def write_ready(
    program: Program,
    write: Callable[[], list[Change]],
    *,
    by: User,
    text: str,
    key: uuid.UUID | None = None,
    touches: Collection[uuid.UUID] = (),
) -> Revision | None:
    """Write what was made ready at `program.revision`, as one revision; None if somebody was faster.

    `write` stores at least one change and says what changed. `touches` are the slot and its set groups where
    nothing else is read or written: then changes of other rows do no harm. Raises AlreadyDoneError for a
    repeated key.
    """
    seen = program.revision
    try:
        with transaction.atomic():
            number = count_on(Program, program.pk, "revision", {"updated_at": timezone.now()})
            if number is None or not _untouched(program, seen, number, touches):
                raise _OvertakenError
            revision = revision_of(program, number, by=by, text=text, changes=write(), key=key)
            if not insert_row(revision, unless_there=key is not None):
                raise AlreadyDoneError
    except _OvertakenError:
        return None
    program.revision = number
    return revision


def _untouched(program: Program, seen: int, number: int, touches: Collection[uuid.UUID]) -> bool:
    """Whether all that happened between two revisions are other numbers in other rows than these."""
    if number == seen + 1:
        return True
    if not touches or not 0 < number - seen <= LOOKED_BACK:
        return False
    since = _newest(number - 1 - seen)(program.studio_id, program.pk)
    if not since or since[-1][0] != seen + 1:  # some of it is not told by revisions
        return False
    mine = {str(pk) for pk in touches}
    return all(
        change["table"] in ("set_groups", "slots")
        and change["before"] is not None
        and change["after"] is not None
        and mine.isdisjoint(change["ids"])
        for _, changes in since
        for change in changes
    )
