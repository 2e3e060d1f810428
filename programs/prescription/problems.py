"""Findings are values: a blocker, a caution or a note, each with its reason, source and mend."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Mend:
    """What would put a finding right: words, and what to set to which value."""

    text: str
    action: str
    value: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a program something stands, as far as that can be said; a week counts from 1."""

    week: int | None = None
    workout: str = ""
    exercise: str = ""
    muscle: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the trainer should know.

    `code` is stable; `text` says what, `where` names the field, muscle or week, `why` gives the reason
    and `source` is a key of `sources.SOURCES`. `spot` is where in the program a finding about weeks stands.
    """

    code: str
    text: str
    where: str
    why: str
    source: str
    mend: Mend | None = None
    spot: Spot | None = None

    severity: ClassVar[str] = "note"


class Blocker(Finding):
    """Must not go ahead without the trainer's written reason."""

    __slots__ = ()
    severity: ClassVar[str] = "blocker"


class Caution(Finding):
    """May harm or disappoint; the trainer decides."""

    __slots__ = ()
    severity: ClassVar[str] = "caution"


class Note(Finding):
    """Worth knowing."""

    __slots__ = ()
    severity: ClassVar[str] = "note"
