"""Strength first: offered to a novice who wants muscle, with its reason and when change shows."""

from itertools import product

import pytest

from programs.prescription import (
    SOURCES,
    DoubleProgression,
    Experience,
    Goal,
    Lift,
    Method,
    PlannedDeload,
    foundation_offer,
    start,
)
from tests.prescription.scheduling import codes, filled, leads


def test_a_novice_who_wants_muscle_is_offered_a_foundation_of_strength_first():
    offer = foundation_offer(Goal.HYPERTROPHY, Experience.NOVICE)
    assert offer is not None
    assert [(phase.name, phase.goal, phase.weeks) for phase in offer.phases] == [
        ("Foundation", Goal.STRENGTH, 8),
        ("Hypertrophy", Goal.HYPERTROPHY, 8),
    ]
    assert offer.phases[0].scheme == PlannedDeload(DoubleProgression())
    assert offer.why.startswith("Strength first: ")


def test_the_offer_says_when_change_can_be_expected_and_why_so_late():
    offer = foundation_offer(Goal.HYPERTROPHY, Experience.NOVICE)
    assert offer is not None
    assert offer.time_to_see == (
        "Strength shows after about 8 to 12 weeks, in some people after 2. The first gains are neural: the "
        "muscles learn before they grow."
    )
    assert offer.sources == ("article", "moritani_1979", "setwise")
    assert set(offer.sources) <= set(SOURCES)


@pytest.mark.parametrize(
    ("goal", "experience"),
    [pair for pair in product(Goal, Experience) if pair != (Goal.HYPERTROPHY, Experience.NOVICE)],
)
def test_nobody_else_is_offered_one(goal, experience):
    assert foundation_offer(goal, experience) is None


def test_the_foundation_fills_eight_weeks_that_a_novice_can_do():
    offer = foundation_offer(Goal.HYPERTROPHY, Experience.NOVICE)
    assert offer is not None
    phase, lift = offer.phases[0], Lift(experience=Experience.NOVICE, method=Method.RESERVE)
    made = filled(phase.scheme, start(phase.goal, lift), lift, phase.weeks)
    assert [(lead.sets, lead.reps) for lead in leads(made)] == [
        (3, 6),
        (3, 7),
        (3, 8),
        (2, 8),
        (3, 5),
        (3, 6),
        (3, 7),
        (2, 7),
    ]
    assert min(lead.rir or 0 for lead in leads(made)) > 0.5
    assert [week.deload for week in made.weeks] == [False, False, False, True] * 2
    assert codes(made.findings) == []
