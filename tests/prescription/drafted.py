"""The catalogue as a draft knows it, and places to train in."""

from typing import Any

from programs import catalogue
from programs.catalogue.words import EQUIPMENT
from programs.prescription.draft_choice import ExerciseFact
from programs.prescription.draft_fit import DraftWorkout
from programs.prescription.drafting import Draft, Wish, draft
from programs.prescription.words import Experience

GYM = frozenset(EQUIPMENT) - {"sled"}
GARAGE = frozenset({"barbell", "plate", "rack", "bench", "pull_up_bar"})
HOME = frozenset({"dumbbell", "bench", "band"})
FLOOR = frozenset[str]()


def fact_of(entry: catalogue.Exercise) -> ExerciseFact:
    return ExerciseFact(
        id=entry.key,
        key=entry.key,
        name=entry.name,
        pattern=entry.pattern,
        mechanics=entry.mechanics,
        region=entry.region,
        primary=entry.primary,
        secondary=entry.secondary,
        equipment=frozenset(entry.equipment),
        stresses=frozenset(entry.stresses),
        load_kind=entry.load_kind,
        loaded_with=entry.loaded_with,
        unilateral=entry.unilateral,
        measure=entry.measure,
    )


FACTS = tuple(map(fact_of, catalogue.exercises()))


def wish(**changes: Any) -> Wish:
    """An intermediate who wants muscle, with three days of an hour in a gym."""
    values: dict[str, Any] = {
        "goal": "hypertrophy",
        "experience": Experience.INTERMEDIATE,
        "days": 3,
        "minutes": 60,
        "equipment": GYM,
    }
    return Wish(**{**values, **changes})


def drafted(**changes: Any) -> Draft:
    return draft(wish(**changes), FACTS)


def workouts_of(found: Draft) -> list[DraftWorkout]:
    return [workout for phase in found.phases for workout in phase.workouts]


def names(workout: DraftWorkout) -> list[str]:
    return [slot.exercise.name for slot in workout.slots]
