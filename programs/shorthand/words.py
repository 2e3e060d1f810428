"""What a line of shorthand says: set groups, a line, a cell, and what was not understood in them."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from programs.prescription.words import LoadKind, SetType, Unit

# What a set can have; the engine's own limits, compared in a test.
SETS_MOST = 20
REPS_MOST = 200
SECONDS_MOST = 3600
REST_MOST = 1800  # seconds
RIR_MOST = 20
INTENSITY_MOST = 150  # % of 1RM
LOAD_MOST = {Unit.KG: 2000, Unit.LB: 4400}
METRES_MOST = 100_000
RPE_LEAST, RPE_MOST = 1, 10  # RPE = 10 - RIR
LIGHTER_MOST = 95  # % that a back-off, drop or AMRAP set can be lighter


class What(StrEnum):
    """What a part of the text was understood as."""

    CODE = "code"
    NAME = "name"
    TYPE = "type"
    WORK = "work"
    INTENSITY = "intensity"
    LOAD = "load"
    EFFORT = "effort"
    REST = "rest"
    TEMPO = "tempo"
    NOTE = "note"
    MARK = "mark"  # punctuation between the others


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text, from character `start` up to `end` counted from 0, that was understood."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the text, from character `start` up to `end`, that was not; `text` is for a trainer."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sets:
    """Identical consecutive sets as they were written; None is what nobody wrote.

    Of `reps` (to `reps_high`), `seconds` and `metres` at most one is given. AMRAP sets go to the last
    repetition, at least `reps`. `intensity` is a percentage of the 1RM; `lighter` says instead by how
    many percent back-off, drop or AMRAP sets are lighter than the slot's first working sets. `load` is the
    weight, the weight added to the body (`load_kind` BODY_WEIGHT; none added is None) or the assistance
    (ASSISTED), in `unit`. An RPE is kept as the RIR that it stands for.
    """

    set_type: SetType = SetType.WORKING
    sets: int | None = None
    reps: int | None = None
    reps_high: int | None = None
    seconds: int | None = None
    metres: int | None = None
    per_side: bool = False
    intensity: Decimal | None = None
    lighter: Decimal | None = None
    load_kind: LoadKind | None = None
    load: Decimal | None = None
    unit: Unit | None = None
    rir: Decimal | None = None
    rir_high: Decimal | None = None
    rest_seconds: int | None = None
    tempo: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise in one line. `name` is the trainer's own words; which exercise that is stays open."""

    code: str | None
    name: str
    groups: tuple[Sets, ...]
    note: str = ""
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """The set groups of one exercise in one week."""

    groups: tuple[Sets, ...]
    note: str = ""
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = field(default=(), compare=False)


# The words of the grammar, without case

TIMES = frozenset({"x", "×", "✕", "✖", "*"})
DASHES = frozenset("-‐‑‒–—−")
SECONDS = frozenset({"s", "sec", "secs", "second", "seconds", '"', "”", "″"})
MINUTES = frozenset({"min", "mins", "minute", "minutes", "'", "’", "′"})
METRES = frozenset({"metre", "metres", "meter", "meters"})
KILOMETRES = frozenset({"km", "kilometre", "kilometres", "kilometer", "kilometers"})
UNITS = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos"), Unit.KG),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), Unit.LB),
}
SIDES = frozenset({"side", "sides", "leg", "legs", "arm", "arms", "hand", "hands"})
REPS = frozenset({"rep", "reps", "repetition", "repetitions"})
MAXIMUM = frozenset({"max", "amrap", "failure"})
BODY_WEIGHT = frozenset({"bw", "bodyweight", "body-weight"})
LABELS = frozenset({"weight", "load", "intensity"})

# Words that set the type of sets, by the first of them; the longer ones first.
TYPES: dict[str, tuple[tuple[tuple[str, ...], SetType], ...]] = {
    "warm": ((("warm", "up", "sets"), SetType.WARM_UP), (("warm", "up"), SetType.WARM_UP)),
    "warm-up": ((("warm-up", "sets"), SetType.WARM_UP), (("warm-up",), SetType.WARM_UP)),
    "warmup": ((("warmup", "sets"), SetType.WARM_UP), (("warmup",), SetType.WARM_UP)),
    "w": ((("w", "/", "u"), SetType.WARM_UP),),
    "back": ((("back", "off", "sets"), SetType.BACK_OFF), (("back", "off"), SetType.BACK_OFF)),
    "back-off": ((("back-off", "sets"), SetType.BACK_OFF), (("back-off",), SetType.BACK_OFF)),
    "backoff": ((("backoff", "sets"), SetType.BACK_OFF), (("backoff",), SetType.BACK_OFF)),
    "drop": (
        (("drop", "set"), SetType.DROP),
        (("drop", "sets"), SetType.DROP),
        (("drop",), SetType.DROP),
    ),
    "drop-set": ((("drop-set",), SetType.DROP),),
    "drop-sets": ((("drop-sets",), SetType.DROP),),
    "dropset": ((("dropset",), SetType.DROP),),
    "dropsets": ((("dropsets",), SetType.DROP),),
    "top": ((("top", "set"), SetType.WORKING), (("top",), SetType.WORKING)),
    "working": (
        (("working", "set"), SetType.WORKING),
        (("working", "sets"), SetType.WORKING),
        (("working",), SetType.WORKING),
    ),
    "amrap": ((("amrap",), SetType.AMRAP),),
    "max": ((("max", "reps"), SetType.AMRAP), (("max",), SetType.AMRAP)),
}

# Words that may stand between phrases and say nothing.
LITTLE = frozenset({"and", "then", "with"})

# A number in a name stands before one of these: 1 arm row, 45 degree side bend, 2 count pause.
NUMBERED = frozenset(
    {"°", "arm", "arms", "armed", "leg", "legs", "legged", "hand", "handed", "degree", "degrees", "deg"}
    | {"board", "count", "inch", "point", "way"}
)

# A capital letter before a name is its order code, except in these names.
LETTERED = frozenset(
    {
        ("a", "skip"),
        ("a", "skips"),
        ("b", "skip"),
        ("b", "skips"),
        ("b", "stance"),
        ("c", "skip"),
        ("d", "handle"),
        ("d", "ring"),
        ("i", "raise"),
        ("l", "sit"),
        ("l", "sits"),
        ("t", "bar"),
        ("t", "raise"),
        ("t", "spine"),
        ("v", "bar"),
        ("v", "grip"),
        ("v", "handle"),
        ("v", "sit"),
        ("v", "squat"),
        ("v", "up"),
        ("v", "ups"),
        ("w", "raise"),
        ("x", "band"),
        ("y", "fly"),
        ("y", "raise"),
        ("y", "raises"),
        ("z", "press"),
    }
)
