"""What every progression scheme promises, whatever is written, pinned and edited."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    COUNTED,
    SCHEMES,
    SOURCES,
    Goal,
    Lift,
    LinearLoad,
    LoadKind,
    PlannedDeload,
    Scheme,
    SetType,
    Targets,
    prescribe,
    regenerate,
    schedule,
    scheme_from_plain,
    scheme_to_plain,
    start,
)
from programs.prescription.bands import spread
from programs.prescription.goals import limits
from programs.prescription.targets import LOAD_MOST
from tests.prescription.scheduling import (
    Week,
    blocks,
    deloads,
    double_progressions,
    emphasis_weeks,
    full_week,
    heavy_light_mediums,
    leads,
    linear_loads,
    linear_periodizations,
    progressions,
    rep_progressions,
    schemes,
    set_progressions,
    tapers,
    waves,
    week_of,
    weeks_after,
)
from tests.prescription.test_properties import edits, goals, held, lifts, pins, value, walked

# Lifts whose repetitions and percentages hang together.
curved = lifts.map(
    lambda lift: lift if lift.has_curve else replace(lift, timed=False, load_kind=LoadKind.EXTERNAL)
)
steps = st.lists(edits, max_size=3)
counts = st.integers(1, 12)
others = st.lists(
    st.tuples(st.sampled_from([kind for kind in SetType if kind is not SetType.WORKING]), steps, pins),
    max_size=3,
)


@st.composite
def written(draw, weeks=counts):
    """A lift and its weeks: each a lead and other sets, edited and pinned in its own way; some empty."""
    lift, goal = draw(lifts), draw(goals)
    plan: list[Week] = []
    for number in range(draw(weeks)):
        if number and draw(st.integers(0, 5)) == 0:
            plan.append(())
            continue
        lead = held(walked(lift, goal, draw(steps)), draw(pins), lift)
        beside = [
            (kind, held(walked(lift, goal, moved), pinned, lift)) for kind, moved, pinned in draw(others)
        ]
        plan.append(week_of(lead, *beside))
    return lift, plan


@given(written(), schemes, st.integers(0, 3))
def test_as_many_weeks_come_out_as_went_in_with_their_sets_in_their_order(plan, scheme, turn):
    lift, weeks = plan
    made = schedule(scheme, weeks, lift, turn=turn)
    assert len(made.weeks) == len(weeks)
    assert [week.number for week in made.weeks] == list(range(1, len(weeks) + 1))
    for week, before in zip(made.weeks, weeks, strict=True):
        assert bool(week.groups) is bool(before)
        assert [group.targets for group in week.groups] == [outcome.targets for outcome in week.outcomes]
        known = [outcome.before for outcome in week.outcomes[: len(before)]]
        assert known == [group.targets for group in before]
        assert [outcome.before for outcome in week.outcomes[len(before) :]] == [None] * (
            len(week.groups) - len(before)
        )
        assert len(week.groups) - len(before) in (0, 1, 2)


@given(written(), schemes, st.integers(0, 3))
def test_what_is_pinned_never_moves(plan, scheme, turn):
    lift, weeks = plan
    made = schedule(scheme, weeks, lift, turn=turn)
    for week, before in zip(made.weeks, weeks, strict=True):
        for group, now in zip(before, week.groups, strict=False):
            assert now.targets.pins == group.targets.pins
            for field in group.targets.pins:
                if any(part is not None for part in value(group.targets, field)):
                    assert value(now.targets, field) == value(group.targets, field)


@given(written(), schemes, st.integers(0, 3))
def test_every_scheduled_set_group_can_be_stored_and_shown(plan, scheme, turn):
    lift, weeks = plan
    for week in schedule(scheme, weeks, lift, turn=turn).weeks:
        for group in week.groups:
            targets = group.targets
            assert 1 <= targets.sets <= 20
            assert targets.reps is None or 1 <= targets.reps <= 200
            assert targets.reps_high is None or (targets.reps or 0) < targets.reps_high <= 200
            assert targets.seconds is None or 1 <= targets.seconds <= 3600
            assert targets.intensity is None or 0 < targets.intensity <= 150
            assert targets.load is None or 0 <= targets.load <= LOAD_MOST[lift.unit]
            assert 0 <= targets.rest_seconds <= 1800
            assert prescribe(targets, lift, set_type=group.set_type).sets == targets.sets


def near(one: Targets, other: Targets) -> bool:
    """Equal but for the last digits of a calculation."""
    for name in ("intensity", "rir"):
        a, b = getattr(one, name), getattr(other, name)
        if (a is None) is not (b is None) or (a is not None and abs(a - b) > 1e-6):
            return False
    return replace(one, intensity=None, rir=None) == replace(other, intensity=None, rir=None)


def to_the_last(week: Week) -> int:
    return sum(group.set_type is SetType.AMRAP for group in week)


@given(written(), schemes)
def test_filling_again_changes_nothing(plan, scheme):
    lift, weeks = plan
    if scheme.ease is not None:  # a calmed set and one of the trainer's own can't be told apart elsewhere
        weeks = [week if to_the_last(week) <= to_the_last(weeks[0]) else weeks[0] for week in weeks]
    once = schedule(scheme, weeks, lift)
    again = schedule(scheme, weeks_after(once), lift)
    for week, same in zip(once.weeks, again.weeks, strict=True):
        assert [group.set_type for group in week.groups] == [group.set_type for group in same.groups]
        assert all(near(a.targets, b.targets) for a, b in zip(week.groups, same.groups, strict=True))


adding = st.one_of(linear_loads, rep_progressions, set_progressions, heavy_light_mediums)


@given(written(), st.one_of(adding, st.builds(PlannedDeload, st.none() | adding)))
def test_week_one_stays_as_it_was_written_where_a_scheme_only_adds(plan, scheme):
    lift, weeks = plan
    made = schedule(scheme, weeks, lift)
    assert made.weeks[0].groups == weeks[0]
    assert [outcome.changes for outcome in made.weeks[0].outcomes] == [()] * len(weeks[0])


@given(schemes)
def test_a_scheme_survives_being_stored_as_json(scheme):
    assert scheme_from_plain(json.loads(json.dumps(scheme_to_plain(scheme)))) == scheme


@given(schemes)
def test_every_scheme_has_a_name_a_sentence_and_known_sources(scheme):
    assert SCHEMES[scheme.key] is type(scheme)
    assert scheme.name
    assert scheme.describe().endswith(".")
    assert scheme.sources
    assert set(scheme.sources) <= set(SOURCES)
    assert len(set(scheme.sources)) == len(scheme.sources)


# Monotone where promised


def rows(of):
    """A lift and its row after some edits, nothing pinned."""
    moved = st.lists(edits, max_size=2)
    return st.builds(lambda lift, goal, typed: (lift, walked(lift, goal, typed)), of, goals, moved)


free, free_curved = rows(lifts), rows(curved)


def rising(values: list[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return all(a <= b + 1e-9 for a, b in pairwise(known))


@given(free, linear_loads, counts)
def test_a_linear_load_never_falls_and_holds_repetitions_and_sets(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    assert rising([targets.intensity for targets in made])
    loads = [prescribe(targets, lift).load for targets in made]
    if lead.load is None or lift.one_rm is None:
        assert rising([None if load is None else float(load) for load in loads])
    assert {(t.seconds, t.sets, t.tempo) for t in made} == {(lead.seconds, lead.sets, lead.tempo)}
    if lead.reps is not None:  # below the curve nobody knows them
        assert {(t.reps, t.reps_high) for t in made} == {(lead.reps, lead.reps_high)}
    assert all(t.intensity is None or t.intensity <= max(100, lead.intensity or 0) for t in made)


@given(curved.filter(lambda lift: lift.one_rm is not None), goals, linear_loads, counts)
def test_each_step_of_a_linear_load_is_the_same_until_the_1rm(lift, goal, scheme, weeks):
    lead = start(goal, lift)
    made = [t.intensity or 0 for t in leads(schedule(scheme, [week_of(lead)] * weeks, lift))]
    below = [a for a in made if a < 100]
    gains = [b - a for a, b in pairwise(below)]
    assert all(gain == pytest.approx(gains[0]) and gain > 0 for gain in gains)


@given(free, double_progressions, counts)
def test_double_progression_adds_repetitions_at_one_load_and_load_from_the_top(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    assert rising([targets.intensity for targets in made])
    if lead.reps is None or lift.timed:
        assert len(set(made)) == 1
        return
    low, high = scheme.range_of(lead.goal, lift)
    assert all(low <= (targets.reps or 0) <= high for targets in made)
    for before, after in pairwise(made):
        assert (after.reps or 0) in ((before.reps or 0) + scheme.reps_step, low, high)
        if (after.reps or 0) < (before.reps or 0):
            assert (before.reps or 0) + scheme.reps_step > high


@given(free, rep_progressions, counts)
def test_rep_progression_never_takes_a_repetition_away_nor_moves_the_load(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    assert rising([targets.reps for targets in made])
    assert rising([targets.seconds for targets in made])
    assert {(targets.intensity, targets.load, targets.sets) for targets in made} == {
        (lead.intensity, lead.load, lead.sets)
    }
    top = max(lead.reps_high or lead.reps or 0, scheme.most or limits(lead.goal, lift).reps_high)
    assert all((targets.reps_high or targets.reps or 0) <= top for targets in made)


@given(free, set_progressions, counts)
def test_set_progression_never_takes_a_set_away_and_moves_nothing_else(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    assert rising([targets.sets for targets in made])
    assert max(targets.sets for targets in made) <= max(scheme.most, lead.sets)
    assert {replace(targets, sets=lead.sets) for targets in made} == {lead}


@given(rows(lifts.map(lambda lift: replace(lift, timed=False))), tapers, counts)
def test_a_taper_goes_from_its_first_to_its_last_reserve_and_the_load_never_falls(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    reserve = [targets.rir or 0.0 for targets in made]
    assert reserve[0] == scheme.first
    assert reserve[-1] == (scheme.last if weeks > 1 else scheme.first)
    assert all(a >= b for a, b in pairwise(reserve))
    assert rising([targets.intensity for targets in made])
    assert {targets.reps for targets in made} == {lead.reps}


@given(free_curved, st.one_of(blocks, linear_periodizations), counts)
def test_emphases_raise_intensity_and_lower_repetitions(row, scheme, weeks):
    lift, lead = row
    made = leads(schedule(scheme, [week_of(lead)] * weeks, lift))
    assert rising([targets.intensity for targets in made])
    assert rising([-(targets.reps or 0) for targets in made])
    assert all(65 <= (targets.intensity or 0) <= 97.5 for targets in made)


@given(emphasis_weeks, counts)
def test_every_emphasis_gets_a_week_where_there_are_enough(shares, weeks):
    weights = [share for share in shares if share]
    given_weeks = spread(weights, weeks)
    assert sum(given_weeks) == weeks
    assert len(given_weeks) == len(weights)
    assert weeks < len(weights) or min(given_weeks) >= 1


@given(free_curved, waves, counts)
def test_no_set_of_a_wave_exceeds_its_training_max_nor_95_percent_of_it(row, scheme, weeks):
    lift, lead = row
    made = schedule(scheme, [week_of(lead)] * weeks, lift)
    length = 3 + scheme.deload
    for week in made.weeks:
        share = scheme.share_of((week.number - 1) // length, lift)
        assert scheme.training_max <= share <= 100
        found = [group.targets.intensity or 0 for group in week.groups]
        assert len(found) == 3
        assert found == sorted(found)
        assert max(found) <= 0.95 * share + 1e-9
    assert (
        max(t.intensity or 0 for t in (g.targets for g in made.weeks[0].groups)) <= 0.95 * scheme.training_max
    )


@given(free_curved, waves.map(lambda wave: replace(wave, deload=True)), st.integers(4, 12))
def test_a_waves_deload_is_lighter_than_its_other_weeks_and_has_no_set_to_the_last(row, scheme, weeks):
    lift, lead = row
    made = schedule(scheme, [week_of(lead)] * weeks, lift)
    assert [week.number for week in made.weeks if week.deload] == list(range(4, weeks + 1, 4))
    heaviest = {week.number: max(g.targets.intensity or 0 for g in week.groups) for week in made.weeks}
    for week in made.weeks:
        kinds = [group.set_type for group in week.groups]
        if week.deload:
            assert heaviest[week.number] < min(heaviest[week.number - back] for back in (1, 2, 3))
            assert kinds == [SetType.WORKING] * 3
        else:
            assert kinds == [SetType.WORKING, SetType.WORKING, SetType.AMRAP]


# Deloads


def work(groups: Week) -> float:
    """Sets x repetitions (or seconds) x load, over counted sets."""
    return sum(
        group.targets.sets
        * (group.targets.reps or group.targets.seconds or 1)
        * (group.targets.intensity or float(group.targets.load or 1))
        for group in groups
        if group.set_type in COUNTED
    )


@given(lifts, goals, deloads, counts)
def test_a_deload_does_less_and_keeps_every_workout(lift, goal, scheme, weeks):
    week = full_week(start(goal, lift), lift)
    made = schedule(scheme, [week] * weeks, lift)
    planned = scheme.deload_weeks(weeks)
    assert [entry.number for entry in made.weeks if entry.deload] == sorted(planned)
    assert 1 not in planned
    for number in planned:
        before, now = made.weeks[number - 2], made.weeks[number - 1]
        assert len(now.groups) == len(before.groups)
        if number - 1 not in planned:
            assert work(now.groups) < work(before.groups)
            assert sum(g.targets.sets for g in now.groups) < sum(g.targets.sets for g in before.groups)
        assert SetType.AMRAP not in [group.set_type for group in now.groups]


@given(lifts, goals, deloads, counts)
def test_a_deload_week_does_not_advance_the_progression(lift, goal, scheme, weeks):
    week = full_week(start(goal, lift), lift)
    made = schedule(scheme, [week] * weeks, lift)
    going = [entry.groups for entry in made.weeks if not entry.deload]
    if scheme.progression is None:
        assert going == [week] * len(going)
    else:
        alone = schedule(scheme.progression, [week] * len(going), lift)
        assert going == [entry.groups for entry in alone.weeks]


# The goal


@given(lifts, goals, progressions, counts)
def test_a_toggle_there_and_back_returns_to_the_same_schedule(lift, goal, scheme, weeks):
    other = Goal.STRENGTH if goal is Goal.HYPERTROPHY else Goal.HYPERTROPHY
    own = scheme.for_goal(goal)
    plan = [week_of(start(goal, lift))] * weeks
    before = schedule(own, plan, lift)
    there = regenerate(own, weeks_after(before), other, lift)
    back = regenerate(there.scheme, weeks_after(there), goal, lift)
    assert {group.targets.goal for week in there.weeks for group in week.groups} == {other}
    if back.scheme == own:
        for week, same in zip(before.weeks, back.weeks, strict=True):
            assert near(week.groups[0].targets, same.groups[0].targets)


def test_every_scheme_in_the_register_is_made_without_parameters_and_named_once():
    made = [kind() for kind in SCHEMES.values()]
    assert all(isinstance(scheme, Scheme) for scheme in made)
    assert len({scheme.name for scheme in made}) == len(SCHEMES) == 11


def test_a_slot_without_weeks_has_none_to_fill():
    assert schedule(LinearLoad(), [], Lift()).weeks == ()
    empty = schedule(LinearLoad(), [(), ()], Lift())
    assert [week.groups for week in empty.weeks] == [(), ()]
    assert empty.findings == ()
