"""The shorthand takes what the engine takes."""

from programs.prescription import targets
from programs.shorthand import words


def test_the_limits_are_those_of_the_engine():
    assert (
        words.SETS_MOST,
        words.REPS_MOST,
        words.SECONDS_MOST,
        words.REST_MOST,
        words.RIR_MOST,
        words.INTENSITY_MOST,
        words.LOAD_MOST,
    ) == (
        targets.SETS_MOST,
        targets.REPS_MOST,
        targets.SECONDS_MOST,
        targets.REST_MOST,
        targets.RIR_MOST,
        targets.INTENSITY_MOST,
        targets.LOAD_MOST,
    )
