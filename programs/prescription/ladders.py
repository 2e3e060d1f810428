"""What a draft chooses from: for each movement the exercises that a coach would try, best first.

The order is our judgement: what can be loaded in small steps and learned to the end comes before what
cannot, and main lifts before their relatives. The level is the least experience at which an exercise is
chosen without a second thought. Exercises are named by their key in the shared catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.prescription.words import Experience, Goal

NOVICE, TRAINED = Experience.NOVICE, Experience.INTERMEDIATE


@dataclass(frozen=True, slots=True)
class Rung:
    """One exercise of a ladder; with a `goal` it is chosen for that goal only."""

    key: str
    level: Experience = NOVICE
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement that a workout asks for.

    `pattern` and `muscle` are the catalogue's words: other exercises of the same pattern that train the
    muscle directly come after the ladder. `instead` names the movements that take its place where nothing
    of it is possible.
    """

    key: str
    words: str
    pattern: str
    muscle: str
    ladder: tuple[Rung, ...]
    compound: bool = True
    instead: tuple[str, ...] = ()


def _rungs(*keys: str | tuple[str, Experience] | tuple[str, Experience, Goal]) -> tuple[Rung, ...]:
    return tuple(Rung(key) if isinstance(key, str) else Rung(*key) for key in keys)


_ALL = (
    Movement(
        "squat", "Squat", "squat", "quads",
        _rungs(
            ("back-squat", TRAINED), ("front-squat", TRAINED), "goblet-squat", "leg-press", "hack-squat",
            "kettlebell-goblet-squat", "smith-machine-squat", "landmine-squat", "belt-squat",
            "dumbbell-squat", ("skater-squat", TRAINED), "band-squat", "suspension-assisted-squat",
            "body-weight-squat",
        ),
        instead=("lunge", "hip_extension"),
    ),
    Movement(
        "hinge", "Hip hinge", "hinge", "hamstrings",
        _rungs(
            ("deadlift", TRAINED, Goal.STRENGTH), ("romanian-deadlift", TRAINED), "trap-bar-deadlift",
            "dumbbell-romanian-deadlift", "trap-bar-romanian-deadlift", "kettlebell-romanian-deadlift",
            "kettlebell-deadlift", "dumbbell-deadlift", "cable-romanian-deadlift",
            "landmine-romanian-deadlift", "band-romanian-deadlift",
            ("body-weight-single-leg-romanian-deadlift", TRAINED), "body-weight-good-morning",
        ),
        instead=("hip_extension", "knee_flexion"),
    ),
    Movement(
        "lunge", "Lunge", "lunge", "quads",
        _rungs(
            ("bulgarian-split-squat", TRAINED), "dumbbell-split-squat", "dumbbell-reverse-lunge",
            ("walking-lunge", TRAINED), "kettlebell-split-squat", "smith-machine-split-squat",
            "trap-bar-split-squat", "dumbbell-step-up", ("barbell-reverse-lunge", TRAINED),
            "band-split-squat", "suspension-lunge", ("body-weight-bulgarian-split-squat", TRAINED),
            "body-weight-split-squat", "body-weight-reverse-lunge", "body-weight-walking-lunge",
        ),
        instead=("squat", "hip_extension"),
    ),
    Movement(
        "hip_extension", "Hip extension", "hip_extension", "glutes",
        _rungs(
            "hip-thrust", "dumbbell-hip-thrust", "machine-hip-thrust", "smith-machine-hip-thrust",
            "barbell-glute-bridge", "band-hip-thrust", ("single-leg-hip-thrust", TRAINED),
            "body-weight-hip-thrust", "single-leg-glute-bridge", "glute-bridge",
        ),
        instead=("hinge", "lunge"),
    ),
    Movement(
        "horizontal_push", "Horizontal push", "horizontal_push", "chest",
        _rungs(
            ("bench-press", TRAINED), "dumbbell-bench-press", "dumbbell-incline-bench-press",
            ("incline-bench-press", TRAINED), "machine-chest-press", "cable-chest-press",
            "smith-machine-bench-press", "dumbbell-floor-press", "kettlebell-floor-press",
            ("dip", TRAINED), ("push-up", TRAINED), "incline-push-up", "knee-push-up", "band-chest-press",
            "suspension-push-up",
        ),
        instead=("chest", "triceps"),
    ),
    Movement(
        "vertical_push", "Vertical push", "vertical_push", "front_delts",
        _rungs(
            ("overhead-press", TRAINED), "seated-dumbbell-shoulder-press", "machine-shoulder-press",
            "neutral-grip-dumbbell-shoulder-press", ("arnold-press", TRAINED),
            "half-kneeling-landmine-press", "kettlebell-press", "smith-machine-shoulder-press",
            "cable-shoulder-press", "band-overhead-press", "pike-push-up",
        ),
        instead=("horizontal_push", "side_delts", "triceps"),
    ),
    Movement(
        "horizontal_pull", "Horizontal pull", "horizontal_pull", "upper_back",
        _rungs(
            ("bent-over-row", TRAINED), "seated-cable-row", "chest-supported-dumbbell-row", "machine-row",
            "dumbbell-row", ("t-bar-row", TRAINED), ("inverted-row", TRAINED), "bent-knee-inverted-row",
            "suspension-row", "kettlebell-row", "three-point-dumbbell-row", "band-row", "doorway-row",
        ),
        instead=("vertical_pull", "rear_delts", "biceps"),
    ),
    Movement(
        "vertical_pull", "Vertical pull", "vertical_pull", "lats",
        _rungs(
            "lat-pulldown", "close-grip-lat-pulldown", "machine-pulldown", ("pull-up", TRAINED),
            ("chin-up", TRAINED), "assisted-pull-up", "band-assisted-pull-up", "foot-assisted-pull-up",
            "negative-pull-up", "band-lat-pulldown", "prone-pulldown",
        ),
        instead=("horizontal_pull", "biceps"),
    ),
    Movement(
        "biceps", "Curl", "elbow_flexion", "biceps",
        _rungs(
            "ez-bar-curl", "dumbbell-curl", "cable-curl", "hammer-curl", "barbell-curl",
            "kettlebell-curl", "band-curl", "suspension-curl",
        ),
        compound=False,
    ),
    Movement(
        "triceps", "Triceps extension", "elbow_extension", "triceps",
        _rungs(
            "triceps-pushdown", "overhead-cable-triceps-extension", "dumbbell-lying-triceps-extension",
            "dumbbell-floor-triceps-extension", "kettlebell-overhead-triceps-extension",
            "band-pushdown", "suspension-triceps-extension", "sphinx-push-up",
        ),
        compound=False,
    ),
    Movement(
        "side_delts", "Lateral raise", "shoulder_isolation", "side_delts",
        _rungs(
            "dumbbell-lateral-raise", "cable-lateral-raise", "machine-lateral-raise",
            "band-lateral-raise",
        ),
        compound=False,
    ),
    Movement(
        "rear_delts", "Rear delt fly", "shoulder_isolation", "rear_delts",
        _rungs(
            "cable-rear-delt-fly", "machine-rear-delt-fly", "chest-supported-rear-delt-fly",
            "dumbbell-rear-delt-fly", "band-pull-apart", "suspension-t-fly",
        ),
        compound=False,
    ),
    Movement(
        "chest", "Fly", "chest_isolation", "chest",
        _rungs("cable-fly", "pec-deck", "dumbbell-fly", "dumbbell-floor-fly", "band-fly"),
        compound=False,
    ),
    Movement(
        "knee_flexion", "Leg curl", "knee_flexion", "hamstrings",
        _rungs(
            "seated-leg-curl", "lying-leg-curl", "dumbbell-leg-curl", "band-leg-curl",
            "suspension-leg-curl", "sliding-leg-curl",
        ),
        compound=False,
    ),
    Movement(
        "knee_extension", "Leg extension", "knee_extension", "quads",
        _rungs("leg-extension", "cable-knee-extension", "band-leg-extension"),
        compound=False,
    ),
    Movement(
        "calves", "Calf raise", "calf", "calves",
        _rungs(
            "standing-calf-raise", "seated-calf-raise", "dumbbell-calf-raise",
            "dumbbell-seated-calf-raise", "barbell-calf-raise", "single-leg-calf-raise",
            "body-weight-calf-raise",
        ),
        compound=False,
    ),
    Movement(
        "trunk", "Trunk exercise", "trunk_stability", "abs",
        _rungs("plank", "dead-bug", "cable-crunch", "reverse-crunch", ("hanging-knee-raise", TRAINED)),
        compound=False,
    ),
)  # fmt: skip
MOVEMENTS: Mapping[str, Movement] = {movement.key: movement for movement in _ALL}


@dataclass(frozen=True, slots=True)
class Day:
    """A workout of a split: its name and its movements, the most important first."""

    name: str
    movements: tuple[str, ...]


def _day(name: str, movements: str) -> Day:
    return Day(name, tuple(movements.split()))


_UPPER_A = _day(
    "Upper A", "horizontal_push horizontal_pull vertical_push vertical_pull side_delts biceps triceps chest"
)
_UPPER_B = _day(
    "Upper B", "vertical_push vertical_pull horizontal_push horizontal_pull rear_delts triceps biceps"
)
_LOWER_A = _day("Lower A", "squat hinge lunge knee_flexion calves trunk")
_LOWER_B = _day("Lower B", "hinge squat hip_extension knee_extension calves trunk")
_PUSH = "horizontal_push vertical_push chest side_delts triceps"
_PULL = "vertical_pull horizontal_pull rear_delts biceps trunk"
_LEGS = "squat hinge knee_flexion knee_extension calves"

# By days a week. Everything is trained twice a week from two days on; what a day holds is our judgement.
SPLITS: Mapping[int, tuple[Day, ...]] = {
    1: (_day("Full body", "squat horizontal_push horizontal_pull hinge vertical_push vertical_pull trunk"),),
    2: (
        _day("Full body A", "squat horizontal_push horizontal_pull hinge side_delts trunk"),
        _day("Full body B", "hinge vertical_push vertical_pull horizontal_push lunge biceps triceps"),
    ),
    3: (
        _day("Full body A", "squat horizontal_push horizontal_pull hip_extension side_delts trunk"),
        _day("Full body B", "hinge vertical_push vertical_pull lunge biceps triceps"),
        _day("Full body C", "squat horizontal_push horizontal_pull hinge rear_delts calves"),
    ),
    4: (_UPPER_A, _LOWER_A, _UPPER_B, _LOWER_B),
    5: (
        _UPPER_A,
        _LOWER_A,
        _day("Push", _PUSH),
        _day("Pull", _PULL),
        _day("Legs", _LEGS),
    ),
    6: (
        _day("Push A", _PUSH),
        _day("Pull A", _PULL),
        _day("Legs A", _LEGS),
        _day("Push B", "vertical_push horizontal_push side_delts chest triceps"),
        _day("Pull B", "horizontal_pull vertical_pull rear_delts biceps trunk"),
        _day("Legs B", "hinge squat hip_extension knee_flexion calves"),
    ),
}
DAYS_MOST = max(SPLITS)
