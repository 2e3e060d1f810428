"""Every number in words that a client can read: right for its goal and load, and nothing promised."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from programs.prescription import SOURCES, Curve, Field, Goal, Lift, LoadKind, Method, SetType, edit, start
from programs.prescription.plain_words import CURVE_SOURCE, REST_SOURCE, figures_of, plain
from tests.prescription.cast import (
    ASSISTED_PULL_UP,
    BAND_ROW,
    NO_MAX,
    PLANK,
    PULL_UP,
    RESERVE_SQUAT,
    SQUAT,
    after,
)

GROW, STRONG = Goal.HYPERTROPHY, Goal.STRENGTH
RESERVE = Method.RESERVE
LIFTS = {
    "chart": SQUAT,
    "reserve": RESERVE_SQUAT,
    "without a max": NO_MAX,
    "body weight": PULL_UP,
    "body weight without a max": Lift(load_kind=LoadKind.BODY_WEIGHT, method=RESERVE),
    "assisted": ASSISTED_PULL_UP,
    "band": BAND_ROW,
    "band in reserve": Lift(load_kind=LoadKind.BAND, method=RESERVE),
    "no load": Lift(load_kind=LoadKind.NONE, method=RESERVE),
    "timed": PLANK,
    "timed with a weight": Lift(timed=True),
    "leg press": Lift(curve=Curve.LEG_PRESS, one_rm=Decimal(200)),
}


def says(field: Field, lift: Lift = RESERVE_SQUAT, goal: Goal = GROW) -> str:
    return plain(field, start(goal, lift), lift)


@pytest.mark.parametrize(
    ("goal", "field", "text"),
    [
        (
            GROW,
            Field.INTENSITY,
            "75 % of the most you can lift once: heavy enough to grow, light enough for 10 good repetitions.",
        ),
        (GROW, Field.LOAD, "75 kg is 75 % of 100 kg, the most you can lift once."),
        (
            GROW,
            Field.REPS,
            "10 repetitions: enough to tire the muscle, and it is hard sets that make it grow.",
        ),
        (
            GROW,
            Field.RIR,
            "Stop with about 2 repetitions left in you: on average, going on until you fail builds "
            "little or no more muscle.",
        ),
        (GROW, Field.SETS, "4 sets: on average more sets build more muscle, up to a point."),
        (GROW, Field.REST, "Rest 60 seconds, longer if you need it: on average more rest costs no growth."),
        (GROW, Field.TEMPO, "Lower for 2 seconds, lift for 1 second: control keeps the work in the muscle."),
        (
            STRONG,
            Field.INTENSITY,
            "85 % of the most you can lift once: heavy enough to get stronger, "
            "light enough for 5 good repetitions.",
        ),
        (STRONG, Field.LOAD, "85 kg is 85 % of 100 kg, the most you can lift once."),
        (
            STRONG,
            Field.REPS,
            "5 repetitions: few, so that the weight can be heavy and each one strong and clean.",
        ),
        (
            STRONG,
            Field.RIR,
            "Stop with about 2 repetitions left in you: on average, going on until you fail makes "
            "people no stronger.",
        ),
        (
            STRONG,
            Field.SETS,
            "5 sets: strength is also practice, and several short sets keep every repetition good.",
        ),
        (
            STRONG,
            Field.REST,
            "Rest 3 minutes: heavy sets need it, and after a long rest people lift more on average.",
        ),
        (
            STRONG,
            Field.TEMPO,
            "Lower for 2 seconds, lift as fast as you can control: trying to be fast trains strength.",
        ),
    ],
)
def test_each_number_of_each_goal_has_its_sentence(goal: Goal, field: Field, text: str) -> None:
    assert says(field, goal=goal) == text


@pytest.mark.parametrize(
    ("lift", "text"),
    [
        ("chart", "80 kg is 80 % of 100 kg, the most you can lift once."),
        (
            "without a max",
            "Your best lift is not known yet, so find the weight on the day: "
            "one that you could lift about 10 times.",
        ),
        ("body weight", "Nothing added: your own body alone is 80 % of 100 kg, the most you can lift once."),
        (
            "body weight without a max",
            "Your best lift is not known yet, so find the weight on the day: "
            "add as much, or as little, as lets you do about 12 times, and stop after 10.",
        ),
        (
            "assisted",
            "25 kg of help: what is left of your own weight is about 79 % of 70 kg, "
            "the most you can lift once.",
        ),
        ("band", "Choose the band with which 10 repetitions are all that you can do."),
        (
            "band in reserve",
            "Choose the band with which you could do about 12 repetitions, and stop after 10.",
        ),
        ("no load", "Your own body is the weight."),
        ("timed", "You need no weight here."),
        ("timed with a weight", "Choose a weight with which you keep good form to the end."),
    ],
)
def test_the_load_is_said_as_it_is_put_on(lift: str, text: str) -> None:
    assert says(Field.LOAD, LIFTS[lift]) == text


def test_added_weight_counts_with_the_body() -> None:
    assert says(Field.LOAD, PULL_UP, STRONG) == (
        "10 kg added: with your own body that is 90 % of 100 kg, the most you can lift once."
    )
    assert says(Field.INTENSITY, PULL_UP, STRONG).startswith(
        "90 % of the most you can lift once, your own body counted in: "
    )


def test_a_typed_load_without_a_max_is_the_trainers_choice() -> None:
    row = after(replace(NO_MAX, method=RESERVE), (Field.LOAD, Decimal(40)))
    assert plain(Field.LOAD, row, NO_MAX) == "40 kg: your trainer chose it for 10 repetitions."


@pytest.mark.parametrize("lift", ["band", "no load", "timed"])
def test_what_has_no_percentage_says_why(lift: str) -> None:
    assert says(Field.INTENSITY, LIFTS[lift]).startswith("There is no percentage here: ")


def test_a_timed_set_is_about_its_time() -> None:
    assert says(Field.REPS, PLANK) == "30 seconds in good form: what counts here is the time."
    assert says(Field.RIR, PLANK) == "There are no repetitions to count here: stop when your form goes."
    assert says(Field.TEMPO, PLANK) == "No speed to keep here: stay steady and breathe."
    assert says(Field.REST, PLANK, STRONG) == "Rest 3 minutes, and start again when you feel fresh."
    distance = replace(start(GROW, PLANK), seconds=None)
    assert plain(Field.REPS, distance, PLANK) == "What counts here is the distance, covered in good form."


# All-out


def test_an_all_out_set_says_what_people_manage_on_average_and_takes_the_blame_away() -> None:
    assert says(Field.RIR, SQUAT, STRONG) == (
        "All-out: on average people manage about 5 repetitions with this weight, "
        "so it is fine if you don't finish every set."
    )
    assert says(Field.INTENSITY, SQUAT, STRONG) == (
        "90 % of the most you can lift once: heavy enough to get stronger, "
        "and on average people manage about 5 repetitions with it."
    )
    assert says(Field.RIR, BAND_ROW) == "All-out: go to the last good repetition."


def test_the_same_chart_leaves_something_on_the_leg_press() -> None:
    assert says(Field.RIR, LIFTS["leg press"]).startswith("Stop with about 3 repetitions left in you: ")


@pytest.mark.parametrize(
    ("left", "begins"),
    [
        (0.4, "Go to the last good repetition, and stop before one fails."),
        (1, "Stop with about 1 repetition left in you: on average"),
        (6, "Stop with about 6 repetitions left in you: this is meant to feel easy."),
    ],
)
def test_what_is_left_is_counted_in_whole_repetitions(left: float, begins: str) -> None:
    row = replace(start(GROW, RESERVE_SQUAT), rir=left)
    assert plain(Field.RIR, row, RESERVE_SQUAT).startswith(begins)


# Numbers off the beaten track


@pytest.mark.parametrize(
    ("goal", "reps", "text"),
    [
        (
            GROW,
            3,
            "3 repetitions: fewer than usual to build muscle, so that the weight can be heavier.",
        ),
        (
            GROW,
            25,
            "25 repetitions: more than usual to build muscle; what counts is that the last ones are hard.",
        ),
        (
            STRONG,
            12,
            "12 repetitions: more than usual for strength, with less weight, so that you learn the lift.",
        ),
        (STRONG, 1, "1 repetition: few, so that the weight can be heavy and each one strong and clean."),
        (
            GROW,
            (8, 12),
            "8 to 12 repetitions: begin with 8, and when 12 go well in every set, "
            "it is time for more weight.",
        ),
    ],
)
def test_unusual_repetitions_are_said_to_be_unusual(goal: Goal, reps: object, text: str) -> None:
    assert plain(Field.REPS, after(NO_MAX, (Field.REPS, reps), goal=goal), NO_MAX) == text


@pytest.mark.parametrize(
    ("goal", "seconds", "text"),
    [
        (GROW, 0, "No rest: the next exercise follows at once."),
        (GROW, 30, "Rest 30 seconds: short, to save time. Take more if the next set suffers."),
        (GROW, 90, "Rest 90 seconds, longer if you need it: on average more rest costs no growth."),
        (STRONG, 60, "Rest 60 seconds: short for heavy work. Take more if the next set suffers."),
        (
            STRONG,
            150,
            "Rest 2½ minutes: heavy sets need it, and after a long rest people lift more on average.",
        ),
        (
            STRONG,
            185,
            "Rest about 3 minutes: heavy sets need it, and after a long rest people lift more on average.",
        ),
    ],
)
def test_rest_is_said_as_people_count_it(goal: Goal, seconds: int, text: str) -> None:
    row = replace(start(goal, SQUAT), rest_seconds=seconds)
    assert plain(Field.REST, row, SQUAT) == text


@pytest.mark.parametrize(
    ("tempo", "text"),
    [
        ("", "No fixed speed: lower under control, lift firmly."),
        (
            "3111",
            "Lower for 3 seconds, pause for 1 second, lift for 1 second, pause at the top for 1 second: "
            "control keeps the work in the muscle.",
        ),
        (
            "X0X0",
            "Let yourself down fast, lift as fast as you can control: trying to be fast trains strength.",
        ),
        ("0000", "Move without a pause: control keeps the work in the muscle."),
        ("slow", "Move at this speed: slow."),
    ],
)
def test_a_tempo_is_said_step_by_step(tempo: str, text: str) -> None:
    assert plain(Field.TEMPO, replace(start(GROW, SQUAT), tempo=tempo), SQUAT) == text


def test_a_percentage_that_is_not_whole_is_about_one() -> None:
    lift = replace(RESERVE_SQUAT, available=None)
    assert plain(Field.INTENSITY, start(GROW, lift), lift).startswith("About 76 % of the most")


def test_light_work_for_strength_is_not_called_heavy() -> None:
    row = edit(start(STRONG, NO_MAX), Field.INTENSITY, 60, NO_MAX).targets
    assert "light for strength, good for learning the lift" in plain(Field.INTENSITY, row, NO_MAX)


def test_beyond_the_max_nothing_is_promised() -> None:
    row = edit(start(STRONG, SQUAT), Field.INTENSITY, 105, SQUAT).targets
    assert plain(Field.INTENSITY, row, SQUAT) == (
        "105 % of the most you can lift once: more than you have done so far."
    )


def test_one_set_is_worth_doing() -> None:
    row = replace(start(GROW, SQUAT), sets=1)
    assert plain(Field.SETS, row, SQUAT) == (
        "1 set: on average a single hard set already does much of the work."
    )


# Sets of other types


def test_a_warm_up_is_easy_and_an_amrap_set_open() -> None:
    row = start(GROW, SQUAT)
    assert plain(Field.RIR, row, SQUAT, set_type=SetType.WARM_UP) == "Easy: you could do many more."
    assert plain(Field.REPS, row, SQUAT, set_type=SetType.AMRAP).startswith("As many good repetitions as")
    assert plain(Field.LOAD, row, SQUAT, set_type=SetType.BACK_OFF).startswith("Lighter than the sets before")
    assert plain(Field.SETS, row, SQUAT, set_type=SetType.AMRAP) == plain(Field.SETS, row, SQUAT)


# All of them

JARGON = re.compile(
    r"\b(?:1RM|RM|RIR|RPE|AMRAP|intensity|hypertrophy|curve|eccentric|concentric|None)\b|->|=|  |\b1 \w+s\b"
)


@pytest.mark.parametrize("set_type", SetType)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("lift", LIFTS.values(), ids=LIFTS.keys())
def test_no_sentence_uses_jargon_or_falls_apart(lift: Lift, goal: Goal, set_type: SetType) -> None:
    row = start(goal, lift)
    for field in Field:
        text = plain(field, row, lift, set_type=set_type)
        assert JARGON.findall(text) == []
        assert re.fullmatch(r"[A-Z0-9].{10,220}\.", text)


def test_the_figures_are_those_that_the_row_shows() -> None:
    figures = figures_of(start(GROW, ASSISTED_PULL_UP), ASSISTED_PULL_UP)
    assert (figures.load, figures.one_rm, figures.reps, figures.all_out) == ("25 kg", "70 kg", 10, True)


def test_every_source_stands_in_the_list() -> None:
    assert {CURVE_SOURCE, *REST_SOURCE.values()} <= SOURCES.keys()
