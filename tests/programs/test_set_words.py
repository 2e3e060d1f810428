"""A set in words, as planned and as done, and how the two differ."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from programs.queries.set_words import (
    SetDone,
    differences,
    done_words,
    reserve_words,
    short_words,
    target_words,
)
from programs.queries.workout_page import Reader
from programs.session_state import Logged
from tests.programs.planned import effective, lift

READER = Reader(unit="kg", mark=".", locale="en-gb")
CONTINENTAL = Reader(unit="kg", mark=",", locale="en-eu")
BODY = {"load_kind": "body_weight", "body_part": "60"}


def target(**changes):
    of_a_row = {"type": "working", "set_group": "", "metres": None, "per_side": False}
    return effective(sets=4) | of_a_row | changes


def logged(**changes):
    numbers: Any = {
        "load": "80",
        "unit": "kg",
        "reps": 10,
        "seconds": None,
        "metres": None,
        "rir": "1",
    }
    return Logged("key", datetime(2026, 11, 23, tzinfo=UTC), "exercise", **numbers | changes)


@pytest.mark.parametrize(
    ("planned", "facts", "words"),
    [
        ({}, {}, "80 kg × 10"),
        ({"reps": 8, "reps_high": 10}, {}, "80 kg × 8–10"),
        ({"per_side": True}, {}, "80 kg × 10 each side"),
        ({"load": "57.3"}, {"available": None}, "about 57.5 kg × 10"),
        ({"load": None}, {}, "10 reps"),
        ({"load": "65", "added": "5"}, BODY, "body weight + 5 kg × 10"),
        ({"load": "60", "added": "0"}, BODY, "body weight × 10"),
        ({"load": "40", "added": "-20"}, BODY | {"load_kind": "assisted"}, "20 kg of assistance × 10"),
        ({"load": None}, {"load_kind": "band"}, "band × 10"),
        ({"load": None, "reps": None, "seconds": 40}, {"load_kind": "none"}, "40 s"),
        ({"load": None, "reps": None, "metres": 20}, {"load_kind": "none"}, "20 m"),
        ({"type": "amrap"}, {}, "80 kg × max"),
        ({"load": None, "reps": None}, {}, ""),
        ({"per_side": True, "load": None, "reps": None, "seconds": 30}, {}, "30 s each side"),
    ],
)
def test_a_target_is_one_set_in_words(planned, facts, words):
    assert target_words(target(**planned), lift(**facts), READER) == words


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ({}, "external", "80 kg × 10"),
        ({"load": "82.5"}, "external", "82.5 kg × 10"),
        ({"load": "100", "unit": "lb"}, "external", "100 lb (45.4 kg) × 10"),
        ({"load": None, "unit": ""}, "external", "10 reps"),
        ({"load": None, "unit": "", "reps": 1}, "external", "1 rep"),
        ({"load": "0"}, "body_weight", "body weight × 10"),
        ({"load": "5"}, "body_weight", "body weight + 5 kg × 10"),
        ({"load": "20"}, "assisted", "20 kg of assistance × 10"),
        ({"load": None, "unit": ""}, "band", "band × 10"),
        ({"load": None, "unit": "", "reps": None, "seconds": 40}, "none", "40 s"),
        ({"load": "20", "reps": None, "metres": 30}, "external", "20 kg × 30 m"),
        ({"reps": 0}, "external", "80 kg × 0"),
    ],
)
def test_a_set_that_was_done_is_said_as_it_was_told(told, kind, words):
    assert done_words(logged(**told), kind, READER) == words


@pytest.mark.parametrize(
    ("planned", "facts", "told", "found"),
    [
        ({}, {}, {}, []),
        ({}, {}, {"load": "82.5", "reps": 8}, [("+2.5 kg", False), ("−2 reps", True)]),
        ({}, {}, {"load": "75", "reps": 11}, [("−5 kg", True), ("+1 rep", False)]),
        ({"reps": 8, "reps_high": 10}, {}, {"reps": 9}, []),
        ({"reps": 8, "reps_high": 10}, {}, {"reps": 12}, [("+2 reps", False)]),
        ({"reps": 8, "reps_high": 10}, {}, {"reps": 7}, [("−1 rep", True)]),
        # Rounded to half a unit on the client's page, so this is what was asked for.
        ({"load": "57.3"}, {"available": None}, {"load": "57.5"}, []),
        # The client's unit is not the program's: 175 lb are 79.4 kg.
        ({}, {}, {"load": "175", "unit": "lb"}, [("−0.6 kg", True)]),
        ({"load": "65", "added": "5"}, BODY, {"load": "7.5"}, [("+2.5 kg", False)]),
        ({"load": "60", "added": "0"}, BODY, {"load": "0"}, []),
        # More help is less work.
        (
            {"load": "40", "added": "-20"},
            BODY | {"load_kind": "assisted"},
            {"load": "25"},
            [("+5 kg of assistance", True)],
        ),
        ({"load": None}, {}, {"load": "90"}, []),
        ({"type": "amrap"}, {}, {"reps": 14}, []),
        ({"reps": None, "seconds": 40}, {}, {"reps": None, "seconds": 35}, [("−5 s", True)]),
        ({"reps": None, "metres": 20}, {}, {"reps": None, "metres": 30}, [("+10 m", False)]),
    ],
)
def test_only_what_differs_from_the_plan_is_said(planned, facts, told, found):
    assert differences(target(**planned), lift(**facts), logged(**told), READER) == found


def test_of_an_exercise_that_nobody_planned_only_the_repetitions_are_compared():
    assert differences(target(), {}, logged(load="30", reps=12), READER) == [("+2 reps", False)]


def test_differences_carry_the_readers_decimal_mark():
    assert differences(target(), lift(), logged(load="82.5"), CONTINENTAL) == [("+2,5 kg", False)]


@pytest.mark.parametrize(
    ("planned", "told", "words"),
    [
        ({"rir": 2.0, "all_out": False}, {"rir": "1"}, "2 → 1"),
        ({"rir": 1.6, "all_out": False}, {"rir": "0.5"}, "2 → 0.5"),
        ({"rir": "3", "all_out": False}, {"rir": "3"}, "3 → 3"),  # as a phone tells of an added set
        ({"rir": 0, "all_out": True}, {"rir": "0"}, "0 → 0"),
        ({"rir": 2.0, "all_out": False}, {"rir": None}, "2 → –"),
        ({"rir": None, "all_out": False}, {"rir": "3"}, "– → 3"),
        ({"rir": None, "all_out": False}, {"rir": None}, ""),
        ({"type": "warm_up", "rir": 4.0, "all_out": False}, {"rir": None}, ""),
        ({"type": "amrap", "rir": 0, "all_out": True}, {"rir": None}, ""),
    ],
)
def test_repetitions_in_reserve_stand_as_planned_and_done(planned, told, words):
    assert reserve_words(target(**planned), logged(**told), READER) == words


def test_an_open_set_shows_the_reserve_that_is_asked_for():
    assert reserve_words(target(rir=2.0, all_out=False), None, READER) == "2"


def done(load="57.5", reps=5, rir="2", **changes):
    weight = Decimal(load) if load is not None else None
    numbers: Any = {
        "set_type": "working",
        "unit": "kg",
        "seconds": None,
        "metres": None,
        "kg": weight,
    }
    reserve = Decimal(rir) if rir is not None else None
    return SetDone(**numbers | {"load": weight, "reps": reps, "rir": reserve} | changes)


@pytest.mark.parametrize(
    ("sets", "kind", "words"),
    [
        ([done(), done(), done(reps=4)], "external", "57.5 kg × 5, 5, 4 @2"),
        ([done(rir="3"), done(rir="1"), done(rir="2")], "external", "57.5 kg × 5, 5, 5 @1–3"),
        ([done(rir=None), done(rir=None)], "external", "57.5 kg × 5, 5"),
        ([done(), done("60", 3, "0"), done()], "external", "60 kg × 3 @0 · 57.5 kg × 5, 5 @2"),
        ([done("50"), done("60"), done("55")], "external", "60 kg × 5 @2 · 55 kg × 5 @2"),
        ([done("0", kg=Decimal(60)), done("5", 4, kg=Decimal(65))], "body_weight",
         "body weight + 5 kg × 4 @2 · body weight × 5 @2"),
        # Less help is the heavier set.
        ([done("30", kg=Decimal(30)), done("20", kg=Decimal(40))], "assisted",
         "20 kg of assistance × 5 @2 · 30 kg of assistance × 5 @2"),
        ([done(None), done(None, 4)], "none", "5, 4 reps @2"),
        ([done(None, None, None, seconds=40), done(None, None, None, seconds=35)], "none", "40, 35 s"),
        ([done("20", None, None, metres=30)], "external", "20 kg × 30 m"),
    ],
)  # fmt: skip
def test_the_best_sets_stand_in_one_line_heaviest_first(sets, kind, words):
    assert short_words(sets, kind, READER, most=2) == words
