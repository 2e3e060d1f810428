"""Where a goal starts, which repetitions and rests it allows, and how rest follows intensity."""

from dataclasses import dataclass
from functools import cache, lru_cache
from math import floor

from programs.prescription.curves import percent_for, reps_to_failure
from programs.prescription.lift import Lift
from programs.prescription.words import Curve, Experience, Goal, Kind, Method

# The article's chart: intensity %, reps, sets, rest s.
CHART = {
    Goal.HYPERTROPHY: (80.0, 10, 4, 60),
    Goal.STRENGTH: (90.0, 5, 5, 180),
}

# Starts with repetitions in reserve: reps, RIR, sets, rest s. Our judgement from the guidelines.
RESERVE: dict[Goal, dict[Experience | Kind, tuple[int, float, int, int]]] = {
    Goal.HYPERTROPHY: {
        Experience.NOVICE: (10, 3.0, 3, 90),
        Experience.INTERMEDIATE: (10, 2.0, 4, 60),
        Experience.ADVANCED: (10, 1.0, 4, 60),
        Kind.ISOLATION: (12, 1.0, 3, 60),
    },
    Goal.STRENGTH: {
        Experience.NOVICE: (6, 3.0, 3, 180),
        Experience.INTERMEDIATE: (5, 2.0, 5, 180),
        Experience.ADVANCED: (5, 2.0, 5, 180),
        Kind.ISOLATION: (8, 2.0, 3, 120),
    },
}

# Eccentric, pause, concentric, pause in seconds; X is as fast as can be controlled. Our judgement.
TEMPO = {Goal.HYPERTROPHY: "2010", Goal.STRENGTH: "20X0"}
ISOLATION_TEMPO = "2010"

# A timed set (a plank) starts here; our judgement.
START_SECONDS = 30

REP_RANGE = {Goal.HYPERTROPHY: (6, 12), Goal.STRENGTH: (1, 5)}
ISOLATION_REPS_HIGH = {Goal.HYPERTROPHY: 20, Goal.STRENGTH: 12}
NOVICE_STRENGTH_REPS_HIGH = 8
REST_RANGE = {Goal.HYPERTROPHY: (60, 90), Goal.STRENGTH: (180, 300)}
ISOLATION_STRENGTH_REST_LOW = 120  # what its start rests

# Rest stays at the range's low end up to the first intensity and reaches the high end at the second.
REST_RISES = {Goal.HYPERTROPHY: (80.0, 85.0), Goal.STRENGTH: (90.0, 100.0)}
REST_STEP = 5  # seconds


@dataclass(frozen=True, slots=True)
class Start:
    """Where a goal starts for one lift. `intensity` in % of 1RM (None without a curve), rest in seconds."""

    intensity: float | None
    reps: int
    rir: float
    sets: int
    rest_seconds: int
    tempo: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a goal allows: repetitions and seconds of rest, both ends included."""

    reps_low: int
    reps_high: int
    rest_low: int
    rest_high: int


def start_of(goal: Goal, lift: Lift) -> Start:
    """The start of a goal by the lift's method.

    Chart: the article's intensity and repetitions; the RIR is what they imply on the lift's curve,
    unrounded, and may be below zero. Reserve: repetitions and RIR; the intensity follows from the curve.
    """
    return _start(goal, lift.method, lift.kind, lift.experience, lift.curve, lift.has_curve)


@cache  # at most one entry for each combination of these short lists
def _start(
    goal: Goal, method: Method, kind: Kind, experience: Experience, curve: Curve, has_curve: bool
) -> Start:
    tempo = ISOLATION_TEMPO if kind is Kind.ISOLATION else TEMPO[goal]
    if method is Method.CHART:
        intensity, reps, sets, rest = CHART[goal]
        mean = reps_to_failure(curve, intensity)
        assert mean is not None  # every curve reaches from 45 to 100 %
        return Start(intensity if has_curve else None, reps, mean - reps, sets, rest, tempo)
    reps, rir, sets, rest = RESERVE[goal][Kind.ISOLATION if kind is Kind.ISOLATION else experience]
    percent = percent_for(curve, reps + rir) if has_curve else None
    return Start(percent, reps, rir, sets, rest, tempo)


def limits(goal: Goal, lift: Lift) -> Limits:
    """The allowed range by goal, kind and experience.

    Isolation goes up to 20 (hypertrophy) and 12 repetitions (strength), a novice's strength work up to
    8. Nothing is clamped to these: what lies outside is reported.
    """
    return _limits(goal, lift.kind, lift.experience)


@cache
def _limits(goal: Goal, kind: Kind, experience: Experience) -> Limits:
    reps_low, reps_high = REP_RANGE[goal]
    rest_low, rest_high = REST_RANGE[goal]
    if kind is Kind.ISOLATION:
        reps_high = ISOLATION_REPS_HIGH[goal]
        if goal is Goal.STRENGTH:
            rest_low = ISOLATION_STRENGTH_REST_LOW
    elif goal is Goal.STRENGTH and experience is Experience.NOVICE:
        reps_high = NOVICE_STRENGTH_REPS_HIGH
    return Limits(reps_low, reps_high, rest_low, rest_high)


def rest_rule(goal: Goal, intensity: float) -> float:
    """Seconds of rest at an intensity, unrounded.

    Hypertrophy 60 s up to 80 %, rising to 90 s at 85 %; strength 180 s up to 90 %, rising to 300 s at 100 %.
    """
    low, high = REST_RANGE[goal]
    begins, ends = REST_RISES[goal]
    share = min(max((intensity - begins) / (ends - begins), 0.0), 1.0)
    return low + share * (high - low)


@lru_cache(maxsize=4096)
def rest_for(goal: Goal, start: Start, intensity: float) -> int:
    """Seconds of rest once the target intensity has moved, rounded to 5 s.

    The rule counted from the start: a start that rests by the rule (every chart start) follows the
    rule itself; one that rests otherwise (a novice's 90 s) keeps that difference inside the range.
    """
    low, high = REST_RANGE[goal]
    extra = 0.0
    if start.intensity is not None:
        extra = start.rest_seconds - rest_rule(goal, start.intensity)
    seconds = rest_rule(goal, intensity) + extra
    rounded = REST_STEP * floor(seconds / REST_STEP + 0.5 + 1e-9)
    return min(max(rounded, min(low, start.rest_seconds)), high)


@dataclass(frozen=True, slots=True)
class GoalOffer:
    """The goal that a client's own goal begins with, and why; `either` when the other fits as well."""

    goal: Goal
    reason: str
    either: bool = False


def goal_of_reps(reps: int | None) -> Goal:
    """The goal whose range written repetitions belong to: strength up to five, hypertrophy from six on.

    None where nothing is counted (a plank, as many as possible) is hypertrophy. Source: the article's
    ranges, REP_RANGE.
    """
    return Goal.STRENGTH if reps is not None and reps <= REP_RANGE[Goal.STRENGTH][1] else Goal.HYPERTROPHY


def goal_for(client_goal: str, experience: Experience) -> GoalOffer:
    """Map what a client wants (hypertrophy, strength, fat_loss, general_health) to a training goal.

    Raises ValueError for any other word.
    """
    match client_goal:
        case "hypertrophy":
            return GoalOffer(Goal.HYPERTROPHY, "The client wants to build muscle.")
        case "strength":
            return GoalOffer(Goal.STRENGTH, "The client wants to get stronger.")
        case "fat_loss":
            return GoalOffer(
                Goal.HYPERTROPHY,
                "For fat loss either goal will do; hypertrophy is offered because its sets do more work.",
                either=True,
            )
        case "general_health" if experience is Experience.NOVICE:
            return GoalOffer(
                Goal.STRENGTH, "General health begins with a foundation of strength for a novice."
            )
        case "general_health":
            return GoalOffer(
                Goal.HYPERTROPHY,
                "For general health either goal will do once a foundation stands.",
                either=True,
            )
        case _:
            raise ValueError(f"Unknown client goal: {client_goal}.")


def default_method(method: Method, experience: Experience, cleared: bool) -> Method:
    """The method that a new program begins with.

    The trainer's default, but reserve for a novice or a client not cleared to train: the chart is
    about one all-out set.
    """
    if experience is Experience.NOVICE or not cleared:
        return Method.RESERVE
    return method
