"""Strength first: a foundation phase before a novice's hypertrophy."""

import uuid

from django.db import transaction

from programs.actions.filled import write
from programs.actions.history import Change, lock, made, reshape
from programs.actions.numbers import restart
from programs.actions.phases import Content
from programs.actions.programs import copy_of, placed, refuse_further_phase
from programs.actions.progression import planned
from programs.models import Phase, Program, Revision, Slot, Week
from programs.prescription import Experience, FoundationOffer, Goal, foundation_offer
from trainer.models import User


def offer_for(program: Program) -> FoundationOffer | None:
    """What the client, or the experience that a template is for, is offered; None for all but novices.

    `program` comes with its client.
    """
    experience = program.client.experience if program.client else program.experience
    return foundation_offer(Goal.HYPERTROPHY, Experience(experience))


@transaction.atomic
def insert_foundation(
    program: Program, offer: FoundationOffer, *, by: User, key: uuid.UUID | None = None
) -> Revision | None:
    """Put the offered foundation before the first phase: its exercises, for strength, weeks filled.

    The phases behind it stay as they are and move on, with their sessions. None for a program without
    exercises in its first phase. Raises LimitReachedError.
    """
    lock(program, key=key)
    refuse_further_phase(program)
    phases = list(program.phases.order_by("position", "id"))
    first, foundation = phases[0], offer.phases[0]
    content = Content.of(first.workouts.all())
    if not content.slots:
        return None
    new = copy_of(first, name=foundation.name, position=1)
    old_week = first.weeks.earliest("position").pk
    like = Week(program=program, studio_id=program.studio_id, phase=new)
    weeks = [copy_of(like, position=number) for number in range(1, foundation.weeks + 1)]
    workouts = {row.pk: copy_of(row, phase=new) for row in first.workouts.all()}
    planted = content.planted(workouts, [(old_week, week) for week in weeks])
    for slot in planted.slots:
        slot.scheme, slot.first_week, slot.last_week = None, 1, None
    changes = [
        *placed("phases", phases, first=2),
        *made("phases", [new]),
        *made("weeks", weeks),
        *made("workouts", workouts.values()),
        *planted.made(),
    ]
    text = f"Strength first: {foundation.name} before {first.name}"
    return reshape(program, changes, by=by, text=text, key=key, then=lambda: _filled(program, new, offer))


def _filled(program: Program, phase: Phase, offer: FoundationOffer) -> list[Change]:
    """Its rows at strength's start, and the weeks by the offered progression."""
    slots = Slot.objects.filter(group__workout__phase=phase).select_related("exercise")
    foundation = offer.phases[0]
    changes = restart(program, list(slots), goal=foundation.goal)
    plan = planned(program, {phase.pk: foundation.scheme})
    return [*changes, *write(plan.members, plan.filled, plan.kept)]
