"""Sets per muscle: the bands of a week, what one session adds, and on how many days a muscle is trained.

Everything here counts fractional sets (direct 1, indirect 0.5; `volume.weekly_sets`). Landmarks that are
published for direct sets only are another count and are never set beside these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SETS_LOW, SETS_ENOUGH, SETS_HIGH = 4, 10, 20  # a week
TYPICAL = (12, 20)  # sets a week of trained people; Baz-Valle 2022
SESSION_MOST = 11  # sets in one session; beyond, Remmert 2025 finds no detectable benefit
HALF = 0.5  # the smallest step of fractional sets
ONE_SET = 1.0  # makes a day on which a muscle is trained; our judgement


@dataclass(frozen=True, slots=True)
class SetBand:
    """Weekly fractional sets of a muscle from `least` up to the next band; `level` is its place from 0.

    `span` and `says` are for the trainer, `source` is a key of `sources.SOURCES`.
    """

    level: int
    name: str
    least: float
    span: str
    says: str
    source: str


BANDS = (
    SetBand(0, "none", 0, "0", "Not trained in this week.", "arithmetic"),
    SetBand(
        1,
        "sparse",
        HALF,
        f"under {SETS_LOW}",
        f"About {SETS_LOW} sets a week are where growth begins.",
        "pelland_2026",
    ),
    SetBand(
        2,
        "some",
        SETS_LOW,
        f"{SETS_LOW} to under {SETS_ENOUGH}",
        "It grows, and every further set adds something.",
        "pelland_2026",
    ),
    SetBand(
        3,
        "well covered",
        SETS_ENOUGH,
        f"{SETS_ENOUGH} to {SETS_HIGH}",
        f"{SETS_ENOUGH} sets and more are advised for hypertrophy.",
        "acsm_2026",
    ),
    SetBand(
        4,
        "a lot",
        SETS_HIGH + HALF,
        f"over {SETS_HIGH}",
        "For most muscles little more is gained, and recovery suffers.",
        "baz_valle_2022",
    ),
)


def band_of(sets: float) -> SetBand:
    """The band of so many fractional sets a week."""
    return next(band for band in reversed(BANDS) if sets >= band.least)


def days_per_muscle(workouts: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """On how many days of a week each muscle gets at least one fractional set.

    `workouts` has the fractional sets per muscle of each day.
    """
    days: dict[str, int] = {}
    for muscles in workouts:
        for muscle, sets in muscles.items():
            if sets >= ONE_SET:
                days[muscle] = days.get(muscle, 0) + 1
    return days
