"""Printed tables that are shown beside our answer: cited, not rules; nothing is computed from them."""

from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.words import Goal

# NSCA table 17.7 (Haff and Triplett 2016): % of 1RM and the repetitions allowed.
NSCA_REPS = {100: 1, 95: 2, 93: 3, 90: 4, 87: 5, 85: 6, 83: 7, 80: 8, 77: 9, 75: 10, 70: 11, 67: 12, 65: 15}

# RPE charts by repetitions to failure (reps + RIR, in halves): % of 1RM. Every printed cell of both
# charts obeys pct(reps, RPE) = pct(reps + 1, RPE + 1), so one column says it all.
RTS_PERCENT = {
    1.0: 100.0, 1.5: 97.8, 2.0: 95.5, 2.5: 93.8, 3.0: 92.2, 3.5: 90.7, 4.0: 89.2, 4.5: 87.8, 5.0: 86.3,
    5.5: 85.0, 6.0: 83.7, 6.5: 82.4, 7.0: 81.1, 7.5: 79.8, 8.0: 78.6, 8.5: 77.4, 9.0: 76.2, 9.5: 75.1,
    10.0: 73.9, 10.5: 73.2, 11.0: 72.4, 11.5: 71.6, 12.0: 70.7, 12.5: 69.9, 13.0: 69.1, 13.5: 68.3,
    14.0: 67.6, 14.5: 66.9, 15.0: 66.3, 15.5: 65.7, 16.0: 65.0, 16.5: 64.4, 17.0: 63.8, 17.5: 63.3,
    18.0: 62.7, 18.5: 62.2, 19.0: 61.7, 19.5: 61.3, 20.0: 60.8,
}  # fmt: skip
RTS_REPS, RTS_RPE = (1, 15), (5.0, 10.0)
HELMS_PERCENT = {
    1.0: 100.0, 1.5: 97.0, 2.0: 95.0, 2.5: 93.0, 3.0: 91.0, 3.5: 89.0, 4.0: 87.0, 4.5: 86.0, 5.0: 85.0,
    5.5: 84.0, 6.0: 83.0, 6.5: 82.0, 7.0: 81.0, 7.5: 80.0, 8.0: 79.0, 8.5: 77.5, 9.0: 76.0, 9.5: 74.5,
    10.0: 73.0, 10.5: 71.5, 11.0: 70.0,
}  # fmt: skip
HELMS_REPS, HELMS_RPE = (1, 10), (6.0, 10.0)

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Guideline:
    """One row of a guideline; None where the source gives no number. Rest in seconds, intensity in %."""

    standard: str
    row: str
    source: str
    percent: Range = (None, None)
    reps: Range = (None, None)
    sets: Range = (None, None)
    rest: Range = (None, None)
    tempo: str = ""
    days_a_week: Range = (None, None)
    weekly_sets_low: int | None = None


GUIDELINES = (
    Guideline("acsm2026", "strength", "acsm_2026", percent=(80, None), sets=(2, 3), days_a_week=(2, None)),
    Guideline("acsm2026", "hypertrophy", "acsm_2026", days_a_week=(2, None), weekly_sets_low=10),
    Guideline("acsm2026", "power", "acsm_2026", percent=(30, 70)),
    Guideline(
        "acsm2009", "strength, novice", "acsm_2009",
        percent=(60, 70), reps=(8, 12), sets=(1, 3), days_a_week=(2, 3),
    ),
    Guideline(
        "acsm2009", "strength, intermediate", "acsm_2009",
        percent=(60, 70), reps=(8, 12), rest=(120, 180), days_a_week=(3, 4),
    ),
    Guideline(
        "acsm2009", "strength, advanced", "acsm_2009",
        percent=(80, 100), reps=(1, 12), rest=(180, 300), days_a_week=(4, 5),
    ),
    Guideline(
        "acsm2009", "hypertrophy, novice to intermediate", "acsm_2009",
        percent=(70, 85), reps=(8, 12), sets=(1, 3), rest=(60, 120), days_a_week=(2, 4),
    ),
    Guideline(
        "acsm2009", "hypertrophy, advanced", "acsm_2009",
        percent=(70, 100), reps=(1, 12), sets=(3, 6), rest=(60, 180), days_a_week=(4, 6),
    ),
    Guideline(
        "acsm2009", "muscular endurance", "acsm_2009",
        percent=(None, 70), reps=(10, 15), sets=(2, 4), rest=(None, 60),
    ),
    Guideline("nsca", "strength", "nsca_2016", percent=(85, 100), reps=(1, 6), sets=(2, 6), rest=(120, 300)),
    Guideline("nsca", "hypertrophy", "nsca_2016", percent=(67, 85), reps=(6, 12), sets=(3, 6), rest=(30, 90)),
    Guideline(
        "nsca", "muscular endurance", "nsca_2016",
        percent=(None, 67), reps=(12, None), sets=(2, 3), rest=(None, 30),
    ),
    Guideline(
        "nsca2019", "older adults, to work toward", "fragala_2019",
        percent=(70, 85), sets=(2, 3), rest=(120, 120), days_a_week=(2, 3),
    ),
    Guideline("nsca2009", "youth", "faigenbaum_2009", reps=(6, 15), sets=(1, 3), days_a_week=(2, 3)),
    Guideline("aha2024", "general health", "paluch_2024", reps=(8, 12), sets=(1, 3), days_a_week=(2, None)),
    Guideline(
        "nasm", "phase 1: stabilization endurance", "nasm_opt",
        percent=(50, 70), reps=(12, 20), sets=(1, 3), rest=(0, 90), tempo="4/2/1", days_a_week=(2, 4),
    ),
    Guideline(
        "nasm", "phase 2: strength endurance", "nasm_opt",
        percent=(70, 80), reps=(8, 12), sets=(2, 4), rest=(0, 60), tempo="2/0/2", days_a_week=(2, 4),
    ),
    Guideline(
        "nasm", "phase 3: muscular development", "nasm_opt",
        percent=(75, 85), reps=(6, 12), sets=(3, 5), rest=(0, 60), tempo="2/0/2",
    ),
    Guideline(
        "nasm", "phase 4: maximal strength", "nasm_opt",
        percent=(85, 100), reps=(1, 5), sets=(4, 6), rest=(180, 300), tempo="X/X/X",
    ),
    Guideline(
        "nasm", "phase 5: power, strength exercise", "nasm_opt",
        percent=(85, 100), reps=(1, 5), sets=(3, 6), rest=(180, 300), tempo="X/X/X",
    ),
    Guideline(
        "nasm", "phase 5: power, power exercise", "nasm_opt",
        percent=(30, 45), reps=(8, 10), sets=(3, 6), rest=(180, 300), tempo="X/X/X",
    ),
)  # fmt: skip


def guideline(standard: str, row: str) -> Guideline:
    """The row of a standard whose name begins with `row`; KeyError when there is none."""
    for found in GUIDELINES:
        if found.standard == standard and found.row.startswith(row):
            return found
    raise KeyError(f"{standard}: {row}")


def nsca_reps(percent: float) -> int | None:
    """Repetitions that NSCA table 17.7 allows at a printed percentage; None between the printed ones."""
    return NSCA_REPS.get(int(percent)) if percent == int(percent) else None


def nsca_percent(reps: int) -> int | None:
    """The percentage that NSCA table 17.7 prints for repetitions; None where it prints none."""
    return next((percent for percent, allowed in NSCA_REPS.items() if allowed == reps), None)


def nsca_one_rm(load: Decimal, reps: int) -> Decimal | None:
    """A 1RM by NSCA table 17.8: 300 lb for 10 is 400 lb; None where the table has no such row."""
    percent = nsca_percent(reps)
    return None if percent is None else load * 100 / percent


def nsca_load(one_rm: Decimal, reps: int) -> Decimal | None:
    """The load that NSCA table 17.7 gives for repetitions, before rounding: 220 lb for 4 is 198 lb."""
    percent = nsca_percent(reps)
    return None if percent is None else one_rm * percent / 100


def rts_percent(reps: int, rpe: float) -> float | None:
    """The RTS chart's % of 1RM for 1-15 repetitions at RPE 5-10; None outside."""
    return _rpe_chart(RTS_PERCENT, RTS_REPS, RTS_RPE, reps, rpe)


def helms_percent(reps: int, rpe: float) -> float | None:
    """Helms 2016's % of 1RM for 1-10 repetitions at RPE 6-10; None where nothing is printed."""
    return _rpe_chart(HELMS_PERCENT, HELMS_REPS, HELMS_RPE, reps, rpe)


def _rpe_chart(
    chart: dict[float, float],
    printed_reps: tuple[int, int],
    printed_rpe: tuple[float, float],
    reps: int,
    rpe: float,
) -> float | None:
    if not (printed_reps[0] <= reps <= printed_reps[1] and printed_rpe[0] <= rpe <= printed_rpe[1]):
        return None
    return chart.get(reps + 10 - rpe)


REYNOLDS_CHEST_PRESS_ERROR_KG = 2.98  # standard error of estimate


def reynolds_chest_press(five_rm_kg: Decimal) -> Decimal:
    """A 1RM chest press in kg from a 5RM in kg (Reynolds 2006), with a standard error of 2.98 kg."""
    return Decimal("1.1307") * five_rm_kg + Decimal("0.6999")


def reynolds_leg_press(five_rm_kg: Decimal) -> Decimal:
    """A 1RM leg press in kg from a 5RM in kg (Reynolds 2006)."""
    return Decimal("1.0970") * five_rm_kg + Decimal("14.2546")


@dataclass(frozen=True, slots=True)
class Beside:
    """One printed answer to show beside ours: what the table says, and its source's key."""

    says: str
    source: str


def beside(goal: Goal, reps: int | None, rir: float | None, intensity: float | None) -> tuple[Beside, ...]:
    """What printed tables say about the same numbers; only those that print something for them."""
    found = []
    if intensity is not None and (allowed := nsca_reps(intensity)) is not None:
        found.append(Beside(f"NSCA table: {intensity:g} % allows {allowed} repetitions", "nsca_2016"))
    if reps is not None and rir is not None:
        effort = round(2 * max(rir, 0.0)) / 2
        for name, percent, source in (
            ("RTS chart", rts_percent(reps, 10 - effort), "rts"),
            ("Helms 2016", helms_percent(reps, 10 - effort), "helms_2016"),
        ):
            if percent is not None:
                said = f"{name}: {reps} repetitions at RPE {10 - effort:g} are {percent:g} %"
                found.append(Beside(said, source))
    for standard, name in (("nsca", "NSCA"), ("acsm2026", "ACSM 2026")):
        row = guideline(standard, goal)
        if row.percent != (None, None):
            low, high = row.percent
            span = f"{low:g} % and more" if high is None else f"{low:g}-{high:g} %"
            found.append(Beside(f"{name} for {goal}: {span}", row.source))
    return tuple(found)
