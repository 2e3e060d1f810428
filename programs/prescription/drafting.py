"""A first draft of a program from what is known of a client; the trainer edits from there.

Deterministic: the same facts always give the same draft. The rules, in their order:

1. The goal: what the client wants as a training goal (goals.goal_for); a novice who wants muscle begins with
   a foundation of strength for half of the weeks, at most eight (foundation.foundation_offer).
2. The days: a split by their number (ladders.SPLITS), every muscle twice a week from two days on.
3. The exercises: draft_choice.
4. Their numbers: draft_numbers.
5. The time, the bounds of a session and a week, and what is done with time that is left: draft_fit.

Sources: the starts and ranges are goals.py's; twice a week acsm_2026; 20 and 11 sets baz_valle_2022 and
remmert_2025; compound first nsca_2016; the easier week rogerson_2024. Splits, ladders and what goes first
when time is short are our judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs.prescription.draft_choice import Chooser, ExerciseFact, avoided_by_region
from programs.prescription.draft_fit import DraftWorkout, PhaseFit, Row, planned_sets
from programs.prescription.draft_numbers import BLOCK
from programs.prescription.foundation import FOUNDATION_WEEKS, FoundationOffer, foundation_offer
from programs.prescription.goals import GoalOffer, goal_for
from programs.prescription.ladders import DAYS_MOST, SPLITS
from programs.prescription.planned import PlannedProgram, PlannedWeek, PlannedWorkout
from programs.prescription.words import Experience, Goal

WEEKS = (4, 8, 12)  # whole blocks of a climb and an easier week


@dataclass(frozen=True, slots=True)
class Wish:
    """What a draft is made from. `goal` is the client's own word; `days` 1 to 7, `minutes` a workout."""

    goal: str
    experience: Experience
    days: int
    minutes: int
    weeks: int = 8
    equipment: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.weeks not in WEEKS:
            raise ValueError("A draft has 4, 8 or 12 weeks.")
        if not 1 <= self.days <= 7 or self.minutes < 1:
            raise ValueError("A draft has 1 to 7 days a week, of a minute or more.")


@dataclass(frozen=True, slots=True)
class DraftPhase:
    """Weeks with one goal."""

    name: str
    goal: Goal
    weeks: int
    workouts: tuple[DraftWorkout, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted program and what is to be said of it.

    `replaced` is what could not be chosen, `shortened` what time or volume took away; `avoided` counts the
    exercises that each limit rules out. `fits` is whether every workout keeps to the minutes.
    """

    wish: Wish
    offer: GoalOffer
    foundation: FoundationOffer | None
    phases: tuple[DraftPhase, ...]
    replaced: tuple[str, ...]
    shortened: tuple[str, ...]
    remarks: tuple[str, ...]
    avoided: tuple[tuple[str, int], ...]
    fits: bool


def draft(wish: Wish, exercises: Sequence[ExerciseFact]) -> Draft:
    """A program for these wishes from these exercises, in their order where the ladders say nothing."""
    offer = goal_for(wish.goal, wish.experience)
    foundation = foundation_offer(offer.goal, wish.experience)
    days = SPLITS[min(wish.days, DAYS_MOST)]
    chooser = Chooser(exercises, wish.experience, offer.goal, wish.equipment, wish.limits)
    chosen, replaced = [], []
    for day in days:
        choices, said = chooser.day(day.name, day.movements)
        replaced += said
        chosen.append((day.name, [Row(item.exercise, item.why, place) for place, item in enumerate(choices)]))
    phases: list[DraftPhase] = []
    shortened: list[str] = []
    for name, goal, weeks in _phases(wish, offer, foundation):
        phase = PhaseFit(
            wish.experience,
            wish.minutes,
            goal,
            weeks,
            [(day, [replace(row) for row in rows]) for day, rows in chosen],
        )
        workouts = phase.fitted()
        shortened += (f"{name}, {said}" if foundation else said for said in phase.said)
        phases.append(DraftPhase(name, goal, weeks, workouts))
    found = tuple(phases)
    return Draft(
        wish=wish,
        offer=offer,
        foundation=foundation,
        phases=found,
        replaced=tuple(replaced),
        shortened=tuple(dict.fromkeys(shortened)),
        remarks=_remarks(wish, found, foundation),
        avoided=tuple(avoided_by_region(exercises, wish.limits, wish.equipment).items()),
        fits=all(item.minutes <= wish.minutes for phase in found for item in phase.workouts),
    )


def _phases(wish: Wish, offer: GoalOffer, foundation: FoundationOffer | None) -> list[tuple[str, Goal, int]]:
    if foundation is None:
        return [(offer.goal.capitalize(), offer.goal, wish.weeks)]
    blocks = wish.weeks // BLOCK
    first = min(BLOCK * ((blocks + 1) // 2), FOUNDATION_WEEKS)
    parts = [(foundation.phases[0].name, Goal.STRENGTH, first)]
    if wish.weeks > first:
        parts.append((foundation.phases[1].name, Goal.HYPERTROPHY, wish.weeks - first))
    return parts


def _remarks(wish: Wish, phases: Sequence[DraftPhase], foundation: FoundationOffer | None) -> tuple[str, ...]:
    said = []
    if foundation is not None and len(phases) == 1:
        said.append("These weeks are the foundation; hypertrophy follows after them.")
    if wish.days > DAYS_MOST:
        said.append(f"{DAYS_MOST} workouts a week: one day stays free.")
    if wish.days == 1:
        said.append("One day a week is less than any guideline asks for; two are where it begins.")
    if any(not workout.slots for phase in phases for workout in phase.workouts):
        said.append("A workout is empty: nothing is possible with these limits and this equipment.")
    over = {
        workout.name: workout.minutes
        for phase in phases
        for workout in phase.workouts
        if workout.minutes > wish.minutes
    }
    said += (
        f"{name} takes {minutes} minutes: it cannot be shorter with two lifts of two sets."
        for name, minutes in over.items()
    )
    return tuple(said)


def planned_draft(found: Draft) -> PlannedProgram:
    """A draft for the engine's totals and findings, in the client's time."""
    weeks: list[PlannedWeek] = []
    for phase in found.phases:
        for week in range(phase.weeks):
            workouts = tuple(
                PlannedWorkout(
                    workout.name,
                    tuple(planned_sets(slot.exercise, slot.goal, slot.weeks[week]) for slot in workout.slots),
                )
                for workout in phase.workouts
                if workout.slots
            )
            weeks.append(PlannedWeek(len(weeks) + 1, workouts))
    return PlannedProgram(tuple(weeks), experience=found.wish.experience, minutes=found.wish.minutes)
