"""The trade's words that the engine knows, each a closed list."""

from enum import StrEnum


class Goal(StrEnum):
    """What a row trains for."""

    HYPERTROPHY = "hypertrophy"
    STRENGTH = "strength"


class Method(StrEnum):
    """Where a row starts: the article's chart, or repetitions with some in reserve."""

    CHART = "chart"
    RESERVE = "reserve"


class Experience(StrEnum):
    """How long and how steadily the client has trained."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Kind(StrEnum):
    """Several joints or one."""

    COMPOUND = "compound"
    ISOLATION = "isolation"


class Curve(StrEnum):
    """Which repetitions-at-percentage curve an exercise follows."""

    GENERAL = "general"
    BENCH_PRESS = "bench_press"
    LEG_PRESS = "leg_press"


class LoadKind(StrEnum):
    """What the client moves.

    EXTERNAL: the weight. BODY_WEIGHT: a share of the body plus an added weight. ASSISTED: a share of
    the body minus the assistance. BAND and NONE: repetitions and effort only.
    """

    EXTERNAL = "external"
    BODY_WEIGHT = "body_weight"
    ASSISTED = "assisted"
    BAND = "band"
    NONE = "none"


class Unit(StrEnum):
    """The unit of a weight."""

    KG = "kg"
    LB = "lb"


class Field(StrEnum):
    """The seven numbers of a row that a trainer can type or pin."""

    INTENSITY = "intensity"
    LOAD = "load"
    REPS = "reps"
    RIR = "rir"
    SETS = "sets"
    REST = "rest"
    TEMPO = "tempo"


class SetType(StrEnum):
    """What a set is for."""

    WARM_UP = "warm_up"
    WORKING = "working"
    BACK_OFF = "back_off"
    DROP = "drop"
    AMRAP = "amrap"


class Clearance(StrEnum):
    """Whether a health professional has been asked, and what they said."""

    NOT_ASKED = "not_asked"
    CLEARED = "cleared"
    NEEDED = "needed"


# The numbers that hang together through the curve; sets, rest and tempo move only totals.
CHAIN = frozenset({Field.INTENSITY, Field.LOAD, Field.REPS, Field.RIR})

# Only these sets count for volume and for maxes.
COUNTED = frozenset({SetType.WORKING, SetType.BACK_OFF, SetType.AMRAP})
