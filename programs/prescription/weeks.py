"""What the trainer should know about a week or a whole program."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.findings import before_foundation, shown
from programs.prescription.loads import convert
from programs.prescription.problems import Blocker, Caution, Finding, Mend, Note
from programs.prescription.volume import PlannedSets, compound_share, weekly_sets
from programs.prescription.words import Clearance, Experience, Goal, Unit

DAYS_LOW = 2  # a week
SETS_LOW, SETS_HIGH = 4, 20  # fractional, per muscle and week
COMPOUND_LOW = 0.5  # of all sets
WEEKS_WITHOUT_DELOAD = 8
LOAD_JUMP = Decimal("0.10")  # of the week before
DELOAD_SHARE = 2 / 3  # of the sets of the fullest week since the last deload; our judgement


@dataclass(frozen=True, slots=True)
class PlannedWorkout:
    """One training day, its set groups in the order in which they are done."""

    name: str
    rows: tuple[PlannedSets, ...]


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """Seven days. `deload` marks an easier week; one with at most two thirds of the sets counts too."""

    number: int
    workouts: tuple[PlannedWorkout, ...]
    deload: bool = False

    @property
    def rows(self) -> tuple[PlannedSets, ...]:
        return tuple(row for workout in self.workouts for row in workout.rows)

    @property
    def sets(self) -> int:
        return sum(row.counted_sets for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlannedProgram:
    """A program in order, for one client or, as a template, for an experience.

    `foundation`: the client has already trained for strength. `clearance` is None for a template.
    """

    weeks: tuple[PlannedWeek, ...]
    experience: Experience = Experience.INTERMEDIATE
    foundation: bool = False
    clearance: Clearance | None = None


def program_findings(program: PlannedProgram) -> tuple[Finding, ...]:
    """All findings of a program: blockers, then cautions, then notes. Weeks without sets say nothing."""
    weeks = tuple(week for week in program.weeks if week.sets)
    found: list[Finding] = [*_screening(program)]
    if weeks:
        found += _few_days(weeks)
        found += _weekly_sets(weeks, _deloads(weeks))
        found += _compound_share(weeks)
        found += _no_deload(weeks, _deloads(weeks))
        found += _load_steps(weeks)
        found += _foundation(program, weeks[0])
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


def _few_days(weeks: tuple[PlannedWeek, ...]) -> Iterator[Finding]:
    short = [week for week in weeks if sum(1 for workout in week.workouts if workout.rows) < DAYS_LOW]
    if short:
        text = f"{_weeks(short)} trains on fewer than {DAYS_LOW} days."
        why = "Each major muscle group is trained at least twice a week."
        yield Caution("few_days", text, _weeks(short).lower(), why, "acsm_2026")


def _weekly_sets(weeks: tuple[PlannedWeek, ...], deloads: set[int]) -> Iterator[Finding]:
    low: dict[str, tuple[float, int]] = {}
    high: dict[str, tuple[float, int]] = {}
    for week in weeks:
        for muscle, sets in weekly_sets(week.rows).items():
            if sets < SETS_LOW and week.number not in deloads:
                low[muscle] = min(low.get(muscle, (sets, week.number)), (sets, week.number))
            if sets > SETS_HIGH and sets > high.get(muscle, (0.0, 0))[0]:
                high[muscle] = (sets, week.number)
    for muscle, (sets, number) in sorted(high.items()):
        text = f"{_muscle(muscle)}: {shown(sets)} sets in week {number}."
        why = f"Beyond {SETS_HIGH} weekly sets little more is gained, and recovery suffers."
        yield Caution("weekly_sets_high", text, muscle, why, "baz_valle_2022")
    for muscle, (sets, number) in sorted(low.items()):
        text = f"{_muscle(muscle)}: {shown(sets)} sets in week {number}."
        why = f"About {SETS_LOW} weekly sets per muscle (direct 1, indirect 0.5) are where growth begins."
        yield Note("weekly_sets_low", text, muscle, why, "pelland_2026")


def _compound_share(weeks: tuple[PlannedWeek, ...]) -> Iterator[Finding]:
    share = compound_share(row for week in weeks for row in week.rows)
    if share is not None and share < COMPOUND_LOW:
        text = f"{shown(share * 100, 0)} % of the sets are compound lifts."
        why = "Lifts over several joints train most per minute: let them be at least half."
        yield Note("compound_share_low", text, "program", why, "setwise")


def _deloads(weeks: tuple[PlannedWeek, ...]) -> set[int]:
    """The numbers of the weeks that are easier than those before."""
    found, fullest = set(), 0
    for week in weeks:
        if week.deload or week.sets <= DELOAD_SHARE * fullest:
            found.add(week.number)
            fullest = 0
        else:
            fullest = max(fullest, week.sets)
    return found


def _no_deload(weeks: tuple[PlannedWeek, ...], deloads: set[int]) -> Iterator[Finding]:
    run: list[PlannedWeek] = []
    longest: list[PlannedWeek] = []
    for week in weeks:
        run = [] if week.number in deloads else [*run, week]
        longest = max(longest, run, key=len)
    if len(longest) > WEEKS_WITHOUT_DELOAD:
        text = f"{len(longest)} weeks run without an easier one ({_weeks(longest).lower()})."
        why = "Athletes deload about every 4 to 8 weeks; whether it is needed is not settled."
        mend = Mend("Make one week easier: fewer sets, same exercises.", "deload", str(longest[-1].number))
        yield Note("no_deload", text, _weeks(longest).lower(), why, "rogerson_2024", mend)


def _load_steps(weeks: tuple[PlannedWeek, ...]) -> Iterator[Finding]:
    """Steps from each week's heaviest working load of an exercise to the next."""
    heaviest: dict[str, Decimal] = {}
    for week in weeks:
        tops: dict[str, tuple[Decimal, PlannedSets]] = {}
        for row in week.rows:
            if row.load is None or not row.counted_sets:
                continue
            load = convert(row.load, row.unit, Unit.KG)
            if row.exercise not in tops or load > tops[row.exercise][0]:
                tops[row.exercise] = (load, row)
        for exercise, (load, row) in tops.items():
            before = heaviest.get(exercise)
            heaviest[exercise] = load
            if before is None or load <= before:
                continue
            where = f"{exercise}, week {week.number}"
            if load - before > LOAD_JUMP * before:
                rise = shown(float((load - before) / before * 100))
                text = f"{exercise} rises by {rise} % in week {week.number}."
                why = "Loads rise by 2.5 to 10 % at a time."
                yield Caution("load_jump", text, where, why, "nsca_2016")
            if not row.signed_off:
                text = f"{exercise} gets heavier in week {week.number} before it is signed off."
                why = "Technique comes first: sign the lift off, then add weight."
                yield Caution("technique_first", text, where, why, "setwise")


def _foundation(program: PlannedProgram, first: PlannedWeek) -> Iterator[Finding]:
    if program.experience is not Experience.NOVICE or program.foundation:
        return
    hypertrophy = sum(row.counted_sets for row in first.rows if row.goal is Goal.HYPERTROPHY)
    if 2 * hypertrophy > first.sets:
        yield before_foundation()


def _compound_order(weeks: tuple[PlannedWeek, ...]) -> Iterator[Finding]:
    """Each workout is reported once, at its first week."""
    seen = set()
    for week in weeks:
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
            yield Note("compound_order", text, workout.name, why, "nsca_2016", mend)


def _weeks(weeks: list[PlannedWeek]) -> str:
    if len(weeks) == 1:
        return f"Week {weeks[0].number}"
    numbers = [week.number for week in weeks]
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"Each of weeks {numbers[0]}-{numbers[-1]}"
    return f"Each of weeks {', '.join(map(str, numbers))}"


def _muscle(key: str) -> str:
    return key.replace("_", " ").capitalize()
