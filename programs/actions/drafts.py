"""A draft or a library template as a program's rows: both are outlines whose exercises are known."""

import uuid
from collections.abc import Mapping, Sequence

from programs.actions.written import Reading, store_written, written_program
from programs.bridge import Facts
from programs.models import Exercise, Program
from programs.models.programs import Method
from programs.shorthand import Outline
from trainer.models import Client, Studio, User

DESCRIPTION_LONGEST = 2000


class NotMadeError(Exception):
    """The outline cannot become a program here; the message says why."""


def make_outlined(
    found: Outline,
    *,
    title: str,
    program_id: uuid.UUID,
    studio: Studio,
    by: User,
    client: Client | None,
    experience: str,
    exercises: Mapping[str, Exercise],
    reading: Reading,
    text: str,
    description: str = "",
    tags: Sequence[str] = (),
) -> Program:
    """Make a program of an outline; the same id a second time gives the program made first.

    `exercises` by the written name in small letters. Rows begin with repetitions in reserve, since every set
    of such an outline says its own. A client's experience counts before the outline's.
    """
    facts = Facts.of(client, experience=experience)
    program = Program(
        id=program_id,
        studio=studio,
        client=client,
        name=title[:120],
        description=description[:DESCRIPTION_LONGEST],
        experience=facts.experience,
        method=Method.RESERVE,
        tags=list(tags),
        created_by=by,
    )
    written = written_program(program, found, exercises, facts, reading=reading)
    if written.problems:
        raise NotMadeError(written.problems[0][1])
    return store_written(written, by=by, text=text)
