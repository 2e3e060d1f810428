"""Sets, repetitions, effort and rest of a drafted exercise, week by week.

A block is four weeks: three climb, the last is easier. The load is that of the goal's start with repetitions
in reserve (goals.RESERVE), and the climb leaves four, three and two in reserve: with fewer, a load that is
rounded up to what exists would often leave none.

- Repetitions climb at one load, one more every week. Strength on a bar keeps its repetitions instead, so the
  load rises by about 2.5 % a week; not a novice's.
- The next block is one repetition lower at the same reserve where a bar is lifted, so the load rises. What
  grows in wide steps (dumbbells, stacks) begins anew, and so does a novice's: their load rises with what
  they log.
- The easier week has two thirds of the sets at most, the first week's repetitions and one more in reserve.
- What has no load has a range of repetitions instead, and its effort; a timed hold grows by 5 s.
"""

from dataclasses import dataclass

from programs.prescription.draft_choice import ExerciseFact
from programs.prescription.goals import RESERVE, REST_RANGE, START_SECONDS
from programs.prescription.words import Experience, Goal, Kind

BLOCK = 4  # weeks
CLIMB = 3  # weeks that get harder
LAST_RIR = 2.0  # in reserve in the hardest week
FINE_STEPS = frozenset({"barbell", "ez_bar", "trap_bar", "smith_machine"})  # a bar grows by 2.5 kg or 5 lb
LEAST_STRENGTH_REPS = 3
BLOCKS_LOWER = 2  # blocks that get a repetition lower, one after the other
UNLOADED = {Goal.HYPERTROPHY: (8, 12), Goal.STRENGTH: (5, 8)}  # repetitions
SECONDS_STEP = 5
OTHERS_SETS = 3  # of a compound lift that is not among the main ones, and of a hold
STRENGTH_ISOLATION_SETS = 2  # while strength is what the phase is about
EASIER = 2 / 3  # of the sets


@dataclass(frozen=True, slots=True)
class DraftSets:
    """The sets of one exercise in one week; repetitions with an effort, or seconds."""

    sets: int
    rest_seconds: int
    reps: int | None = None
    reps_high: int | None = None
    seconds: int | None = None
    rir: float | None = None


def row_goal(exercise: ExerciseFact, phase: Goal, experience: Experience, *, main: bool) -> Goal:
    """The goal of a row: strength for main lifts of a strength phase, and for all of a novice's.

    The rest of a strength phase is trained for size: it holds up the main lifts and takes less time.
    """
    if phase is not Goal.STRENGTH or not exercise.compound or exercise.timed:
        return Goal.HYPERTROPHY
    if experience is Experience.NOVICE:
        return Goal.STRENGTH
    return Goal.STRENGTH if main and exercise.loaded else Goal.HYPERTROPHY


def starting_sets(
    exercise: ExerciseFact, goal: Goal, phase: Goal, experience: Experience, *, main: bool
) -> int:
    """How many sets an exercise gets before time is looked at; `goal` is the row's, `phase` the phase's."""
    if not exercise.compound or exercise.timed:
        return STRENGTH_ISOLATION_SETS if phase is Goal.STRENGTH else RESERVE[goal][Kind.ISOLATION][2]
    sets = RESERVE[goal][experience][2]
    return sets if main else min(sets, OTHERS_SETS)


def most_sets(exercise: ExerciseFact, goal: Goal, experience: Experience) -> int:
    """How many sets an exercise may grow to where time is left: those of the goal's start."""
    return RESERVE[goal][experience if exercise.compound and not exercise.timed else Kind.ISOLATION][2]


def sets_in(exercise: ExerciseFact, goal: Goal, experience: Experience, sets: int, *, week: int) -> DraftSets:
    """The sets of a week of its phase, counted from 0; `sets` is their number when it is not easier."""
    block, place = divmod(week, BLOCK)
    easy = place == CLIMB
    number = max(int(sets * EASIER + 1e-9), 1) if easy else sets
    at = 0 if easy else place
    kind = experience if exercise.compound else Kind.ISOLATION
    start_reps, start_rir, _, rest = RESERVE[goal][kind]
    if exercise.timed:
        rest = REST_RANGE[Goal.HYPERTROPHY][0]
        return DraftSets(number, rest, seconds=START_SECONDS + SECONDS_STEP * at)
    rir = LAST_RIR + CLIMB - 1 - at + easy
    if not exercise.loaded:
        low, high = UNLOADED[goal]
        return DraftSets(number, rest, reps=low, reps_high=None if easy else high, rir=rir)
    bar = exercise.compound and exercise.loaded_with in FINE_STEPS and experience is not Experience.NOVICE
    lower = min(block, BLOCKS_LOWER) if bar else 0
    if goal is Goal.STRENGTH and bar:
        return DraftSets(number, rest, reps=max(start_reps - lower, LEAST_STRENGTH_REPS), rir=rir)
    return DraftSets(number, rest, reps=int(start_reps + start_rir) - lower - int(rir - easy), rir=rir)
