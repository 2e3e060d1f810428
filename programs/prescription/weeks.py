"""What the trainer should know about a week or a whole program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.effect import nearest_whole
from programs.prescription.findings import before_foundation, shown
from programs.prescription.muscles import SESSION_MOST, SETS_HIGH, SETS_LOW
from programs.prescription.planned import PlannedProgram, PlannedWeek
from programs.prescription.problems import Blocker, Caution, Finding, Mend, Note, Spot
from programs.prescription.sums import Sums
from programs.prescription.words import Clearance, Experience

DAYS_LOW = 2  # a week
COMPOUND_LOW = 0.5  # of all sets
WEEKS_WITHOUT_DELOAD = 8
LOAD_JUMP = Decimal("0.10")  # of the week before
VOLUME_JUMP = Decimal("0.10")  # of the fuller of the two weeks before; our judgement
DELOAD_SHARE = 2 / 3  # of the sets of the fullest week since the last deload; our judgement


Summed = tuple[PlannedWeek, Sums]


def _summed(weeks: Sequence[PlannedWeek]) -> list[Summed]:
    """The weeks that have sets, each with its sums; alike ones share them."""
    known: dict[int, Sums] = {}
    for week in weeks:
        if id(week.workouts) not in known:
            known[id(week.workouts)] = week.sums
    return [(week, known[id(week.workouts)]) for week in weeks if known[id(week.workouts)].sets]


def _different(weeks: Sequence[Summed]) -> Iterator[PlannedWeek]:
    """The weeks without those that are like the one before."""
    last = None
    for week, sums in weeks:
        if sums is not last:
            yield week
        last = sums


def program_findings(program: PlannedProgram) -> tuple[Finding, ...]:
    """All findings of a program: blockers, then cautions, then notes. Weeks without sets say nothing."""
    weeks = _summed(program.weeks)
    found: list[Finding] = [*_screening(program)]
    if weeks:
        deloads = _deloads(weeks)
        found += _few_days(weeks)
        found += _too_long(weeks, program.minutes)
        found += _weekly_sets(weeks, deloads)
        found += _session_sets(weeks)
        found += _compound_share(weeks)
        found += _no_deload(weeks, deloads)
        found += _load_steps(weeks)
        found += _foundation(program, weeks[0][1])
        found += _compound_order(weeks)
    rank = {"blocker": 0, "caution": 1, "note": 2}
    return tuple(sorted(found, key=lambda item: rank[item.severity]))


def _screening(program: PlannedProgram) -> Iterator[Finding]:
    why = "Ask about health before hard training; when in doubt, a professional decides."
    if program.clearance is Clearance.NEEDED:
        text = "This client waits for a health professional's clearance."
        yield Blocker("screening_clearance", text, "client", why, "setwise")
    elif program.clearance is Clearance.NOT_ASKED:
        text = "This client has not been asked about their health yet."
        yield Caution("screening_not_asked", text, "client", why, "setwise")


def _few_days(weeks: Sequence[Summed]) -> Iterator[Finding]:
    short = [week for week, _ in weeks if sum(1 for workout in week.workouts if workout.rows) < DAYS_LOW]
    if short:
        text = f"{_weeks(short)} trains on fewer than {DAYS_LOW} days."
        why = "Each major muscle group is trained at least twice a week."
        spot = Spot(week=short[0].number)
        yield Caution("few_days", text, _weeks(short).lower(), why, "acsm_2026", spot=spot)


def _too_long(weeks: Sequence[Summed], minutes: int | None) -> Iterator[Finding]:
    """Workouts that take longer than the client has, each once, with the week in which it is longest."""
    if minutes is None:
        return
    longest: dict[str, tuple[int, int]] = {}
    for week in _different(weeks):
        for workout in week.workouts:
            took = nearest_whole(workout.sums.minutes)
            if took > longest.get(workout.name, (minutes, 0))[0]:
                longest[workout.name] = (took, week.number)
    for name, (took, number) in longest.items():
        text = f"{name} takes {took} minutes in week {number}; this client has {minutes}."
        why = "What does not fit is left out, and it is what stands last. Fewer sets or supersets save time."
        spot = Spot(week=number, workout=name)
        yield Caution("session_too_long", text, name, why, "setwise", spot=spot)


def _weekly_sets(weeks: Sequence[Summed], deloads: set[int]) -> Iterator[Finding]:
    low: dict[str, tuple[float, int]] = {}
    high: dict[str, tuple[float, int]] = {}
    for week, sums in weeks:
        for muscle, sets in sums.muscles.items():
            if sets < SETS_LOW and week.number not in deloads:
                low[muscle] = min(low.get(muscle, (sets, week.number)), (sets, week.number))
            if sets > SETS_HIGH and sets > high.get(muscle, (0.0, 0))[0]:
                high[muscle] = (sets, week.number)
    for muscle, (sets, number) in sorted(high.items()):
        text = f"{_muscle(muscle)}: {shown(sets)} sets in week {number}."
        why = f"Beyond {SETS_HIGH} weekly sets little more is gained, and recovery suffers."
        spot = Spot(week=number, muscle=muscle)
        yield Caution("weekly_sets_high", text, muscle, why, "baz_valle_2022", spot=spot)
    for muscle, (sets, number) in sorted(low.items()):
        text = f"{_muscle(muscle)}: {shown(sets)} sets in week {number}."
        why = f"About {SETS_LOW} weekly sets per muscle (direct 1, indirect 0.5) are where growth begins."
        spot = Spot(week=number, muscle=muscle)
        yield Note("weekly_sets_low", text, muscle, why, "pelland_2026", spot=spot)


def _session_sets(weeks: Sequence[Summed]) -> Iterator[Finding]:
    """Muscles that get more sets in one workout than are known to help, each once, where they get most."""
    most: dict[str, tuple[float, int, str]] = {}
    for week in _different(weeks):
        for workout in week.workouts:
            for muscle, sets in workout.sums.muscles.items():
                if sets > most.get(muscle, (SESSION_MOST, 0, ""))[0]:
                    most[muscle] = (sets, week.number, workout.name)
    for muscle, (sets, number, name) in sorted(most.items()):
        text = f"{_muscle(muscle)}: {shown(sets)} sets in {name}, week {number}."
        why = (
            f"Beyond about {SESSION_MOST} sets of a muscle in one session no further growth was detected: "
            "spread them over more days."
        )
        spot = Spot(week=number, workout=name, muscle=muscle)
        yield Note("session_sets_high", text, muscle, why, "remmert_2025", spot=spot)


def _compound_share(weeks: Sequence[Summed]) -> Iterator[Finding]:
    share = sum(sums.compound_sets for _, sums in weeks) / sum(sums.sets for _, sums in weeks)
    if share < COMPOUND_LOW:
        text = f"{shown(share * 100, 0)} % of the sets are compound lifts."
        why = "Lifts over several joints train most per minute: let them be at least half."
        yield Note("compound_share_low", text, "program", why, "setwise")


def deload_weeks(program: PlannedProgram) -> frozenset[int]:
    """The numbers of the weeks that are easier than those before them, or are marked as such."""
    return frozenset(_deloads(_summed(program.weeks)))


def _deloads(weeks: Sequence[Summed]) -> set[int]:
    """The numbers of the weeks that are easier than those before."""
    found, fullest = set(), 0
    for week, sums in weeks:
        if week.deload or sums.sets <= DELOAD_SHARE * fullest:
            found.add(week.number)
            fullest = 0
        else:
            fullest = max(fullest, sums.sets)
    return found


def _no_deload(weeks: Sequence[Summed], deloads: set[int]) -> Iterator[Finding]:
    run: list[PlannedWeek] = []
    longest: list[PlannedWeek] = []
    for week, _ in weeks:
        run = [] if week.number in deloads else [*run, week]
        longest = max(longest, run, key=len)
    if len(longest) > WEEKS_WITHOUT_DELOAD:
        text = f"{len(longest)} weeks run without an easier one ({_weeks(longest).lower()})."
        why = "Athletes deload about every 4 to 8 weeks; whether it is needed is not settled."
        mend = Mend("Make one week easier: fewer sets, same exercises.", "deload", str(longest[-1].number))
        spot = Spot(week=longest[-1].number)
        yield Note("no_deload", text, _weeks(longest).lower(), why, "rogerson_2024", mend, spot)


@dataclass(frozen=True, slots=True)
class VolumeStep:
    """From one week's volume load to the next: the `change` as a share of the former, None from nothing.

    It is a `jump` where it is more than a tenth above the fuller of the two weeks before: coming back
    from one easier week is none.
    """

    change: float | None = None
    jump: bool = False


def volume_steps(volumes: Sequence[Decimal]) -> tuple[VolumeStep, ...]:
    """The step to each week's volume load, in any unit, from the week before; the first week has none."""
    steps = []
    for place, volume in enumerate(volumes):
        before = volumes[max(0, place - 2) : place]
        if not before or not before[-1]:
            steps.append(VolumeStep())
            continue
        change = float((volume - before[-1]) / before[-1])
        steps.append(VolumeStep(change, volume > max(before) * (1 + VOLUME_JUMP)))
    return tuple(steps)


def _load_steps(weeks: Sequence[Summed]) -> Iterator[Finding]:
    """Steps to each week's heaviest working load of an exercise, from the heavier of the two weeks before.

    Coming back from one easier week to what was lifted before it is no step.
    """
    heaviest: dict[str, tuple[Decimal, ...]] = {}
    for week, sums in weeks:
        for exercise, (load, row) in sums.tops.items():
            known = heaviest.get(exercise, ())
            heaviest[exercise] = (*known[-1:], load)
            before = max(known, default=load)
            if load <= before:
                continue
            where = f"{exercise}, week {week.number}"
            spot = Spot(week=week.number, exercise=exercise)
            if before > 0 and load - before > LOAD_JUMP * before:
                rise = shown(float((load - before) / before * 100))
                text = f"{exercise} rises by {rise} % in week {week.number}."
                why = "Loads rise by 2.5 to 10 % at a time."
                yield Caution("load_jump", text, where, why, "nsca_2016", spot=spot)
            if not row.signed_off:
                text = f"{exercise} gets heavier in week {week.number} before it is signed off."
                why = "Technique comes first: sign the lift off, then add weight."
                yield Caution("technique_first", text, where, why, "setwise", spot=spot)


def _foundation(program: PlannedProgram, first: Sums) -> Iterator[Finding]:
    if program.experience is not Experience.NOVICE or program.foundation:
        return
    if 2 * first.hypertrophy_sets > first.sets:
        yield before_foundation()


def _compound_order(weeks: Sequence[Summed]) -> Iterator[Finding]:
    """Each workout is reported once, at its first week."""
    seen = set()
    for week in _different(weeks):
        for workout in week.workouts:
            counted = [row for row in workout.rows if row.counted_sets]
            first = next((i for i, row in enumerate(counted) if not row.compound), len(counted))
            late = next((row for row in counted[first:] if row.compound), None)
            if late is None or workout.name in seen:
                continue
            seen.add(workout.name)
            text = f"{late.exercise} comes after {counted[first].exercise} in {workout.name}."
            why = "Compound lifts first, while the muscles that help are fresh."
            mend = Mend("Put the compound lifts first.", "compound_first", workout.name)
            spot = Spot(week=week.number, workout=workout.name, exercise=late.exercise)
            yield Note("compound_order", text, workout.name, why, "nsca_2016", mend, spot)


def _weeks(weeks: list[PlannedWeek]) -> str:
    if len(weeks) == 1:
        return f"Week {weeks[0].number}"
    numbers = [week.number for week in weeks]
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"Each of weeks {numbers[0]}-{numbers[-1]}"
    return f"Each of weeks {', '.join(map(str, numbers))}"


def _muscle(key: str) -> str:
    return key.replace("_", " ").capitalize()
