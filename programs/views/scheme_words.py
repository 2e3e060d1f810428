"""The progressions as their page explains them: when to take one, what it does, and who says so."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from programs.forms.progression import ORDER
from programs.prescription import SCHEMES, SOURCES, Source
from programs.prescription.schemes import Scheme

# When to take it, and what it does; docs/progression.md says more.
WORDS: dict[str, tuple[str, str]] = {
    "linear_load": (
        "Novices, and anybody on a lift that still gains quickly",
        "The same step every week, in kg, lb or percent points of the 1RM. Repetitions and sets stay, so "
        "that each week leaves fewer in reserve. On an assisted lift the assistance sinks. Usual steps "
        "are 1 to 4 kg (2.5 to 10 lb) for the upper body and 2 to 7 kg (5 to 15 lb) for the lower, or "
        "2.5 to 10 %.",
    ),
    "double_progression": (
        "Most hypertrophy work, dumbbells with wide steps, novices",
        "One more repetition a week at the same load; from the top of the range the load takes a step "
        "and the repetitions begin at its low end. The range is the goal’s own: 8 to 12 for hypertrophy, "
        "3 to 5 for strength, 5 to 8 for a novice’s strength, 10 to 15 and 8 to 12 for isolation lifts. "
        "In the gym the step is due when the last set of two workouts in a row had two more repetitions "
        "than planned.",
    ),
    "rep_progression": (
        "The load can’t rise, or shouldn’t yet",
        "One more repetition a week at the same load, up to the most that the goal allows; timed sets "
        "grow by seconds. Over 8 weeks repetitions or load made no clear difference to size, and little "
        "to strength.",
    ),
    "set_progression": (
        "A client who recovers well and wants more volume",
        "One more set a week on the first working sets. More weekly sets bring more gain, with less and "
        "less from each: mind the weekly sets of each muscle.",
    ),
    "rir_taper": (
        "Four to six weeks that end hard, before an easier one",
        "From 3 repetitions in reserve in week 1 to none in the last. Repetitions stay and the load "
        "follows. Sets closer to failure grow more; strength hardly cares.",
    ),
    "heavy_light_medium": (
        "The same lift three times a week",
        "The first workout of the week is heavy, the second light with 80 % of the heavy day’s load, the "
        "third medium with 90 %, all with the same repetitions. With a step the heavy day rises every "
        "week, and the others with it.",
    ),
    "daily_undulating": (
        "Trained clients who do a lift two or three times a week",
        "Heavy, moderate and light days, each with its own sets, repetitions and percentages, which rise "
        "over the weeks. It did more than linear for the 1RM of trained people, not for the untrained, "
        "and nothing for size.",
    ),
    "wave": (
        "Strength on the big lifts, over months",
        "Three sets that rise, on a training max of 90 % of the 1RM; the third is done to the last "
        "repetition. 5, 3 and 1 repetitions for strength, 10, 8 and 6 for hypertrophy. After each wave "
        "the training max grows. No set is above 95 % of it. It takes the place of the first working "
        "sets.",
    ),
    "linear_periodization": (
        "A phase or program that ends with a test or competition",
        "Hypertrophy, then strength, then a peak: intensity rises, repetitions and at the end sets fall. "
        "The weeks are shares, stretched to the phase; 0 leaves an emphasis out.",
    ),
    "block": (
        "A program that ends with a test, one emphasis at a time",
        "Accumulation with much work, intensification, peak. The weeks are shares, stretched to the "
        "phase; 0 leaves an emphasis out. Periodized training did more for the 1RM than training "
        "without, and nothing for size.",
    ),
    "planned_deload": (
        "Every four to six hard weeks, or at a phase’s end",
        "An easier week repeats the week before with about half of the sets at 90 % of the load, on the "
        "same days; the week after goes on where the progression stood. Easier weeks can also be put "
        "over any other progression. Whether they are needed is not settled: a week off changed nothing "
        "for size.",
    ),
}


class Choice(NamedTuple):
    """A progression in the list of all."""

    key: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Explained:
    """The progression that is looked at."""

    key: str
    name: str
    when: str
    does: str
    sources: tuple[Source, ...]


@cache
def choices() -> tuple[Choice, ...]:
    return tuple(Choice(key, SCHEMES[key].name, WORDS[key][0]) for key in ORDER)


@cache
def explained(key: str) -> Explained:
    scheme: type[Scheme] = SCHEMES[key]
    when, does = WORDS[key]
    return Explained(key, scheme.name, when, does, tuple(SOURCES[cite] for cite in scheme.cites))
