"""Weeks to fill, schemes of all kinds, and what a schedule made of them."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from programs.prescription import (
    Block,
    DailyUndulating,
    DoubleProgression,
    HeavyLightMedium,
    Lift,
    LinearLoad,
    LinearPeriodization,
    Pattern,
    PhaseSlot,
    PlannedDeload,
    PlannedGroup,
    RepProgression,
    RirTaper,
    Schedule,
    Scheme,
    SetProgression,
    SetType,
    StepUnit,
    Targets,
    Wave,
    added,
    prescribe,
    ramp,
    schedule,
)

Week = tuple[PlannedGroup, ...]


def week_of(lead: Targets, *others: tuple[SetType, Targets]) -> Week:
    return (PlannedGroup(SetType.WORKING, lead), *(PlannedGroup(kind, targets) for kind, targets in others))


def full_week(lead: Targets, lift: Lift) -> Week:
    """A lead with two warm-ups, a back-off, a drop and an AMRAP set."""
    warm_ups = [(SetType.WARM_UP, step) for step in ramp(2, lead, lift)]
    others = [(kind, added(kind, lead, lift)) for kind in (SetType.BACK_OFF, SetType.DROP, SetType.AMRAP)]
    return week_of(lead, *warm_ups, *others)


def filled(scheme: Scheme, lead: Targets, lift: Lift, weeks: int) -> Schedule:
    """The schedule of a slot whose weeks are all alike and have one set group each."""
    return schedule(scheme, [week_of(lead)] * weeks, lift)


def leads(made: Schedule) -> list[Targets]:
    return [week.groups[0].targets for week in made.weeks if week.groups]


def lines(made: Schedule, lift: Lift) -> list[str]:
    """Each week's first working sets as a trainer reads them: `4x10 75 kg`."""
    shown = []
    for lead in leads(made):
        row = prescribe(lead, lift)
        load = "" if row.load is None else f" {row.load} {row.unit}"
        shown.append(f"{row.sets}x{row.reps}{load}")
    return shown


def says(made: Schedule) -> list[str]:
    return [week.says for week in made.weeks]


def weeks_after(made: Schedule) -> tuple[Week, ...]:
    return tuple(week.groups for week in made.weeks)


def codes(findings: Sequence[object]) -> list[str]:
    return [finding.code for finding in findings]  # type: ignore[attr-defined]


def days(
    lead: Targets, lift: Lift, count: int, weeks: int = 1, exercise: str = "Bench press"
) -> list[PhaseSlot]:
    """The same exercise in so many workouts of the week."""
    return [PhaseSlot(exercise, day, (week_of(lead),) * weeks, lift) for day in range(count)]


units = st.sampled_from(StepUnit)
small = st.decimals(min_value=Decimal("0.5"), max_value=10, places=1)
linear_loads = st.builds(LinearLoad, step=small, unit=units)
ranges = st.tuples(st.integers(1, 12), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
double_progressions = st.builds(
    lambda span, reps_step, step, unit: DoubleProgression(span[0], span[1], reps_step, step, unit),
    st.just((None, None)) | ranges,
    st.integers(1, 3),
    small,
    units,
)
rep_progressions = st.builds(
    RepProgression, step=st.integers(1, 3), seconds=st.integers(1, 20), most=st.none() | st.integers(1, 30)
)
set_progressions = st.builds(SetProgression, step=st.integers(1, 3), most=st.integers(1, 12))
tapers = st.tuples(st.floats(0, 5), st.floats(0, 5)).map(lambda ends: RirTaper(max(ends), min(ends)))
heavy_light_mediums = st.builds(HeavyLightMedium, weekly=st.none() | linear_loads)
undulating = st.just(DailyUndulating())
waves = st.builds(
    Wave,
    pattern=st.sampled_from(Pattern),
    training_max=st.floats(70, 100),
    rise=small,
    unit=units,
    deload=st.booleans(),
)
emphasis_weeks = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)).filter(any)
blocks = emphasis_weeks.map(lambda weeks: Block(*weeks))
linear_periodizations = emphasis_weeks.map(lambda weeks: LinearPeriodization(*weeks))
progressions: st.SearchStrategy[Scheme] = st.one_of(
    linear_loads,
    double_progressions,
    rep_progressions,
    set_progressions,
    tapers,
    heavy_light_mediums,
    undulating,
    blocks,
    linear_periodizations,
    waves.filter(lambda wave: not wave.deload),
)
deloads = st.builds(
    PlannedDeload,
    st.none() | progressions,
    every=st.integers(2, 6),
    at_end=st.booleans(),
    sets=st.integers(30, 70),
    intensity=st.integers(80, 100),
)
schemes: st.SearchStrategy[Scheme] = st.one_of(progressions, waves, deloads)
