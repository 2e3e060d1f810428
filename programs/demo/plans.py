"""The programs of the demo studio, as its trainer would write them down."""

from dataclasses import dataclass, field

HYPERTROPHY, STRENGTH = "hypertrophy", "strength"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One exercise by its key in the catalogue; `typed` is what the trainer changed, cell by cell."""

    key: str
    goal: str = HYPERTROPHY
    typed: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkoutPlan:
    name: str
    rows: tuple[RowPlan, ...]


@dataclass(frozen=True, slots=True)
class PhasePlan:
    name: str
    weeks: int
    workouts: tuple[WorkoutPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A template of the library."""

    name: str
    description: str
    experience: str
    method: str
    phases: tuple[PhasePlan, ...]

    @property
    def keys(self) -> list[str]:
        """The exercises in it, each once, in the order of the program."""
        workouts = (workout for phase in self.phases for workout in phase.workouts)
        return list(dict.fromkeys(row.key for workout in workouts for row in workout.rows))


def strong(key: str, note: str = "", **typed: str) -> RowPlan:
    return RowPlan(key, STRENGTH, typed, note)


def muscle(key: str, note: str = "", **typed: str) -> RowPlan:
    return RowPlan(key, HYPERTROPHY, typed, note)


FOUNDATION = Plan(
    "Full-body foundation",
    "Three whole-body days for people who are new to lifting. Nothing goes near failure.",
    "novice",
    "reserve",
    (
        PhasePlan(
            "Learn the lifts",
            4,
            (
                WorkoutPlan(
                    "Squat and push",
                    (
                        strong("goblet-squat", "Heels down, pause at the bottom."),
                        muscle("dumbbell-bench-press"),
                        muscle("lat-pulldown"),
                        muscle("plank"),
                    ),
                ),
                WorkoutPlan(
                    "Hinge and press",
                    (
                        strong("trap-bar-deadlift"),
                        muscle("seated-dumbbell-shoulder-press"),
                        muscle("seated-cable-row"),
                        muscle("dead-bug", sets="2"),
                    ),
                ),
                WorkoutPlan(
                    "Legs and pull",
                    (
                        strong("leg-press", "Feet high, so that the knees stay quiet."),
                        muscle("push-up"),
                        muscle("dumbbell-row"),
                        muscle("side-plank", sets="2"),
                    ),
                ),
            ),
        ),
    ),
)

UPPER_LOWER = Plan(
    "Upper and lower for muscle",
    "Four days by the chart: 80 % for ten is about one all-out set, so the first week shows who needs less.",
    "intermediate",
    "chart",
    (
        PhasePlan(
            "Build",
            4,
            (
                WorkoutPlan(
                    "Upper 1",
                    (
                        muscle("bench-press"),
                        muscle("seated-cable-row"),
                        muscle("seated-dumbbell-shoulder-press", sets="3"),
                        muscle("dumbbell-curl", sets="2", rir="1"),
                        muscle("triceps-pushdown", sets="2", rir="1"),
                    ),
                ),
                WorkoutPlan(
                    "Lower 1",
                    (
                        muscle("back-squat", reps="8", rest="90"),
                        muscle("romanian-deadlift", "Stop where the back would round.", sets="3"),
                        muscle("lying-leg-curl", sets="3", rir="1"),
                        muscle("standing-calf-raise", sets="3", rir="1"),
                    ),
                ),
                WorkoutPlan(
                    "Upper 2",
                    (
                        muscle("dumbbell-incline-bench-press"),
                        muscle("lat-pulldown"),
                        muscle("dumbbell-row", sets="3"),
                        muscle("dumbbell-lateral-raise", sets="3", reps="15", rir="1"),
                        muscle("ez-bar-curl", sets="2", rir="1"),
                    ),
                ),
                WorkoutPlan(
                    "Lower 2",
                    (
                        muscle("leg-press"),
                        muscle("hip-thrust"),
                        muscle("bulgarian-split-squat", sets="2", rir="2"),
                        muscle("seated-leg-curl", sets="3", rir="1"),
                        muscle("cable-crunch", sets="3", rir="2"),
                    ),
                ),
            ),
        ),
    ),
)


def _strength_workouts(**heavier: str) -> tuple[WorkoutPlan, ...]:
    return (
        WorkoutPlan(
            "Squat day",
            (
                strong("back-squat", "Film the last set.", **heavier),
                strong("bench-press", **heavier),
                muscle("bent-over-row", sets="3"),
                muscle("plank", sets="3"),
            ),
        ),
        WorkoutPlan(
            "Pull day",
            (
                strong("deadlift", "Every repetition from a dead stop.", **{**heavier, "sets": "3"}),
                strong("overhead-press", **heavier),
                muscle("pull-up", sets="3", reps="6-8"),
                muscle("hanging-knee-raise", sets="3"),
            ),
        ),
        WorkoutPlan(
            "Light squat, heavy bench",
            (
                strong("front-squat", **{**heavier, "sets": "3", "rir": "3"}),
                strong("close-grip-bench-press", **heavier),
                muscle("romanian-deadlift", sets="3"),
                muscle("chin-up", sets="3", reps="6-8"),
            ),
        ),
    )


STRENGTH_BASE = Plan(
    "Strength base",
    "A barbell, a rack and a bar to hang from. Fives first, then threes, always with some in reserve.",
    "intermediate",
    "reserve",
    (
        PhasePlan("Fives", 4, _strength_workouts()),
        PhasePlan("Threes", 4, _strength_workouts(reps="3", sets="4")),
    ),
)

AT_HOME = Plan(
    "Dumbbells at home",
    "Three short days with dumbbells, a bench and a band.",
    "intermediate",
    "reserve",
    (
        PhasePlan(
            "At home",
            4,
            (
                WorkoutPlan(
                    "Split squat and pull",
                    (
                        muscle("dumbbell-split-squat", sets="3"),
                        muscle("dumbbell-bench-press"),
                        muscle("dumbbell-row"),
                        muscle("band-pull-apart", sets="2"),
                    ),
                ),
                WorkoutPlan(
                    "Hinge and press",
                    (
                        muscle("dumbbell-romanian-deadlift"),
                        muscle("standing-dumbbell-shoulder-press", sets="3"),
                        muscle("chest-supported-dumbbell-row"),
                        muscle("dumbbell-curl", sets="2"),
                    ),
                ),
                WorkoutPlan(
                    "Squat and push",
                    (
                        muscle("goblet-squat"),
                        muscle("dumbbell-incline-bench-press", sets="3"),
                        muscle("dumbbell-lateral-raise", sets="2", reps="12-15"),
                        muscle("side-plank", sets="2"),
                    ),
                ),
            ),
        ),
    ),
)

PLANS = {"foundation": FOUNDATION, "muscle": UPPER_LOWER, "strength": STRENGTH_BASE, "home": AT_HOME}
