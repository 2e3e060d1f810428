"""Bands of weekly sets per muscle, and the days on which a muscle is trained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import BANDS, SOURCES, band_of, days_per_muscle
from programs.prescription.muscles import HALF, SESSION_MOST, TYPICAL


@pytest.mark.parametrize(
    ("sets", "level", "name"),
    [
        (0, 0, "none"),
        (0.5, 1, "sparse"),
        (3.5, 1, "sparse"),
        (4, 2, "some"),
        (9.5, 2, "some"),
        (10, 3, "well covered"),
        (20, 3, "well covered"),
        (20.5, 4, "a lot"),
        (60, 4, "a lot"),
    ],
)
def test_weekly_sets_fall_into_the_bands_of_the_evidence(sets, level, name):
    assert (band_of(sets).level, band_of(sets).name) == (level, name)


def test_the_table_says_what_each_band_spans_and_from_where():
    assert [(band.level, band.span, band.source) for band in BANDS] == [
        (0, "0", "arithmetic"),
        (1, "under 4", "pelland_2026"),
        (2, "4 to under 10", "pelland_2026"),
        (3, "10 to 20", "acsm_2026"),
        (4, "over 20", "baz_valle_2022"),
    ]
    assert {band.source for band in BANDS} <= SOURCES.keys()


def test_what_is_typical_and_what_one_session_can_use_are_the_published_numbers():
    assert TYPICAL == (12, 20)
    assert SESSION_MOST == 11
    assert SOURCES["remmert_2025"].certainty == "two or more secondary sources that agree"


halves = st.integers(min_value=0, max_value=200).map(lambda count: count * HALF)


@given(halves, halves)
def test_more_sets_never_fall_into_a_lower_band(one, other):
    low, high = sorted((one, other))
    assert band_of(low).level <= band_of(high).level


@given(halves)
def test_every_number_of_half_sets_stands_between_its_bands_ends(sets):
    band = band_of(sets)
    assert band.least <= sets
    assert all(sets < other.least for other in BANDS[band.level + 1 :])


def test_a_day_counts_for_a_muscle_from_one_set_on():
    days = [{"chest": 4.0, "triceps": 2.0}, {"triceps": 1.0, "abs": 0.5}, {}, {"chest": 0.5, "triceps": 3.0}]
    assert days_per_muscle(days) == {"chest": 1, "triceps": 3}


@given(st.lists(st.dictionaries(st.sampled_from(["chest", "lats", "abs"]), halves)))
def test_no_muscle_is_trained_on_more_days_than_there_are(week):
    assert all(0 < days <= len(week) for days in days_per_muscle(week).values())
