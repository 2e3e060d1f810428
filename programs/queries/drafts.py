"""What a draft is made from, and how its page shows it: as an outline and as finished strings."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from programs import catalogue
from programs.models import Exercise
from programs.prescription import Clearance as EngineClearance
from programs.prescription import band_of, program_findings
from programs.prescription.draft_choice import ExerciseFact, regions_in_words
from programs.prescription.draft_fit import DraftSlot
from programs.prescription.draft_numbers import DraftSets
from programs.prescription.drafting import Draft, planned_draft
from programs.queries.exercise_facts import listed, name_of
from programs.queries.outlines import totals_of_outline, written_week
from programs.shorthand import Outline, OutlinedPhase, OutlinedSlot, OutlinedWorkout, Sets
from trainer.models import BodyRegion, Clearance, Client, Equipment, Limit
from web.numbers import show

NOT_ASKED = "screening_not_asked"
_PLACES = {entry.key: place for place, entry in enumerate(catalogue.exercises())}


def exercise_facts(studio_id: uuid.UUID) -> tuple[ExerciseFact, ...]:
    """The shared catalogue in its order, then the studio's own; of two of one name the first. One query."""
    rows = (
        Exercise.objects.of_studio(studio_id)
        .current()
        .order_by("name")
        .values_list(
            *("pk", "key", "name", "pattern", "mechanics", "region", "primary_muscles", "secondary_muscles"),
            *("equipment", "stresses", "load_kind", "loaded_with", "unilateral"),
            *("measure", "studio_id"),
        )
    )
    found: dict[str, ExerciseFact] = {}
    for pk, key, name, pattern, mechanics, region, primary, secondary, equipment, stresses, *rest in sorted(
        rows, key=lambda row: (row[-1] is not None, _PLACES.get(row[1], len(_PLACES)))
    ):
        load_kind, loaded_with, unilateral, measure, studio = rest
        fact = ExerciseFact(
            id=str(pk),
            key=key if studio is None else "",
            name=name,
            pattern=pattern,
            mechanics=mechanics,
            region=region,
            primary=tuple(primary),
            secondary=tuple(secondary),
            equipment=frozenset(equipment),
            stresses=frozenset(stresses),
            load_kind=load_kind,
            loaded_with=loaded_with,
            unilateral=unilateral,
            measure=measure,
        )
        found.setdefault(name.casefold(), fact)
    return tuple(found.values())


# What is known of the client


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One thing that the draft goes by: what it is, what is known, and where to mend it."""

    name: str
    said: str
    address: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a client that a draft needs."""

    equipment: frozenset[str]
    limits: frozenset[str]
    facts: tuple[ProfileFact, ...]


def profile_of(client: Client) -> Profile:
    """Two queries."""
    equipment = frozenset(Equipment.objects.filter(client=client).values_list("implement", flat=True))
    limits = frozenset(Limit.objects.filter(client=client, ended_on=None).values_list("region", flat=True))
    edit, gear, care = (
        reverse(name, args=[client.pk]) for name in ("client_edit", "client_equipment", "client_limits")
    )
    regions = [region.label for region in BodyRegion if region in limits]
    facts = (
        ProfileFact("Goal", client.get_goal_display(), edit),
        ProfileFact("Experience", client.get_experience_display(), edit),
        ProfileFact("Time", f"{client.days_per_week} days of {client.minutes_per_session} minutes", edit),
        ProfileFact("Equipment", listed(sorted(equipment)) or "Not known", gear, missing=not equipment),
        ProfileFact("Limits", ", ".join(regions) or "None known", care),
        ProfileFact(
            "Health",
            client.get_clearance_display(),
            edit,
            missing=client.clearance == Clearance.NOT_ASKED,
        ),
    )
    return Profile(equipment, limits, facts)


# The draft as the shorthand's outline, from which rows are made


def outline_of_draft(found: Draft) -> Outline:
    """A draft as an outlined program, whose exercises are told by their names."""
    return Outline(
        "",
        "",
        tuple(
            OutlinedPhase(
                phase.name,
                phase.weeks,
                tuple(
                    OutlinedWorkout(workout.name, None, "", tuple(map(_slot, workout.slots)))
                    for workout in phase.workouts
                ),
            )
            for phase in found.phases
        ),
    )


def _slot(slot: DraftSlot) -> OutlinedSlot:
    side = slot.exercise.unilateral
    return OutlinedSlot(
        None, slot.exercise.name, "", tuple((_sets(week, per_side=side),) for week in slot.weeks), ()
    )


def _sets(sets: DraftSets, *, per_side: bool) -> Sets:
    return Sets(
        sets=sets.sets,
        reps=sets.reps,
        reps_high=sets.reps_high,
        seconds=sets.seconds,
        per_side=per_side,
        rir=None if sets.rir is None else Decimal(str(sets.rir)),
        rest_seconds=sets.rest_seconds,
    )


def exercises_of(found: Draft) -> dict[str, str]:
    """The id of each exercise of a draft, by its name in small letters."""
    slots = (slot for phase in found.phases for workout in phase.workouts for slot in workout.slots)
    return {slot.exercise.name.casefold(): slot.exercise.id for slot in slots}


# The draft on its page


@dataclass(frozen=True, slots=True)
class DraftRow:
    name: str
    sets: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftDay:
    name: str
    minutes: int
    over: bool
    rows: list[DraftRow]


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A phase: its first week, day by day; the first phase says why each exercise stands there."""

    name: str
    span: str
    goal: str
    days: list[DraftDay]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft as finished strings."""

    sums: str
    reasons: list[str]
    parts: list[DraftPart]
    avoided: list[str]
    remarks: list[str]
    cautions: list[tuple[str, str]]
    muscles: list[tuple[str, str, str]]
    empty: bool


def draft_page(found: Draft, client: Client, *, mark: str) -> DraftPage:
    """Everything that the page says of a client's draft; its profile says whom nobody asked about health."""
    outlined = outline_of_draft(found)
    planned = planned_draft(found)
    clearance = EngineClearance(client.clearance)
    findings = program_findings(replace(planned, clearance=clearance))
    muscles = totals_of_outline(planned).muscles
    graver = (item for item in findings if item.severity != "note" and item.code != NOT_ASKED)
    return DraftPage(
        sums=_sums(found),
        reasons=_reasons(found),
        parts=list(_parts(found, outlined)),
        avoided=_avoided(found),
        remarks=[*found.remarks, *found.shortened],
        cautions=[(item.text, item.why) for item in graver],
        muscles=[
            (name_of(muscle), show(sets, decimals=1, mark=mark), band_of(sets).name)
            for muscle, sets in muscles
        ],
        empty=not any(workout.slots for phase in found.phases for workout in phase.workouts),
    )


def _sums(found: Draft) -> str:
    days = len(found.phases[0].workouts)
    parts = " then ".join(f"{phase.weeks} weeks of {phase.name.lower()}" for phase in found.phases)
    return f"{days} workout{'' if days == 1 else 's'} a week: {parts}."


def _reasons(found: Draft) -> list[str]:
    said = [found.offer.reason]
    if found.foundation is not None:
        said += [found.foundation.why, found.foundation.time_to_see]
    return said


def _avoided(found: Draft) -> list[str]:
    said = [
        f"{count} exercise{'' if count == 1 else 's'} that load{'s' if count == 1 else ''} the "
        f"{regions_in_words([region])} left out."
        for region, count in found.avoided
    ]
    return said + list(found.replaced)


def _parts(found: Draft, outlined: Outline) -> Iterable[DraftPart]:
    first = 1
    for phase, lines in zip(found.phases, outlined.phases, strict=True):
        days = [
            DraftDay(
                workout.name,
                workout.minutes,
                workout.minutes > found.wish.minutes,
                [
                    DraftRow(row.name, row.sets, slot.why if first == 1 else "")
                    for row, slot in zip(rows, workout.slots, strict=True)
                ],
            )
            for workout, (_, rows) in zip(phase.workouts, written_week(lines.workouts, 0), strict=True)
        ]
        last = first + phase.weeks - 1
        yield DraftPart(phase.name, f"weeks {first} to {last}", phase.goal.value, days)
        first = last + 1


def missing_names(facts: Collection[ProfileFact]) -> list[ProfileFact]:
    """What is not known and would make the draft better."""
    return [fact for fact in facts if fact.missing]
