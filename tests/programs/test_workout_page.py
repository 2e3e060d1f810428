"""Numbers of a sheet in the words of the gym floor."""

import re

import pytest

from programs.queries.workout_page import (
    Reader,
    cards_of,
    effort_text,
    load_text,
    minutes_of,
    plates_text,
    rest_text,
    target_text,
    tempo_text,
)
from tests.programs.planned import BARBELL, effective, lift

KG, LB = Reader("kg", ".", "en-gb"), Reader("lb", ",", "en-eu")


def row(**changes):
    return effective() | {"type": "working", "metres": None, "per_side": False, "keys": []} | changes


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "4 × 10"),
        ({"reps": 8, "reps_high": 12}, "4 × 8–12"),
        ({"reps": 8, "reps_high": 8}, "4 × 8"),
        ({"per_side": True, "sets": 3}, "3 × 10 each side"),
        ({"reps": None, "seconds": 40, "sets": 3}, "3 × 40 s"),
        ({"reps": None, "metres": 20, "sets": 2}, "2 × 20 m"),
        ({"type": "amrap", "sets": 1}, "1 × max"),
    ],
)
def test_sets_and_reps_are_one_line(changes, text):
    assert target_text(row(**changes)) == text


@pytest.mark.parametrize(
    ("facts", "changes", "text"),
    [
        ({}, {}, "80 kg"),
        ({}, {"load": "82.5"}, "82.5 kg"),
        ({"available": None}, {"load": "81.4111"}, "about 81.5 kg"),
        ({"available": None}, {"load": "81.25"}, "81.25 kg"),
        ({"one_rm": None}, {"load": None, "equivalent": "a weight you could lift 10 times"}, ""),
        ({"load_kind": "body_weight"}, {"load": "76", "added": "0"}, "body weight"),
        ({"load_kind": "body_weight"}, {"load": "86", "added": "10"}, "body weight + 10 kg"),
        ({"load_kind": "body_weight", "one_rm": None}, {"load": None}, "body weight"),
        ({"load_kind": "assisted"}, {"load": "56", "added": "20"}, "20 kg of assistance"),
        ({"load_kind": "band"}, {"load": None}, "band"),
        ({"load_kind": "none"}, {"load": None}, ""),
    ],
)
def test_a_load_is_what_is_put_on(facts, changes, text):
    assert load_text(row(**changes), lift(**facts), KG) == text


def test_the_readers_unit_and_decimal_mark_stand_beside_the_gyms():
    assert load_text(row(load="82.5"), lift(), LB) == "82,5 kg (181,9 lb)"


@pytest.mark.parametrize(
    ("facts", "load", "text"),
    [
        ({}, "80", "20 kg bar + 25 + 5 each side"),
        ({}, "20", "20 kg bar alone"),
        ({}, "142.5", "20 kg bar + 25 + 25 + 10 + 1.25 each side"),
        ({}, "81", ""),
        ({}, None, ""),
        ({"loaded_with": "dumbbell"}, "20", ""),
        ({"available": None}, "80", ""),
        ({"available": {"unit": "kg", "loads": ["20", "40"]}}, "40", ""),
        ({"available": BARBELL | {"step": "1"}}, "81", "20 kg bar + 25 + 5 + 0.5 each side"),
        (
            {"available": BARBELL | {"unit": "lb", "start": "45", "step": "5"}},
            "225",
            "45 lb bar + 45 + 45 each side",
        ),
        ({"available": BARBELL | {"start": "0"}, "loaded_with": "smith_machine"}, "50", "25 each side"),
    ],
)
def test_plates_are_told_for_bars_whose_weight_is_known(facts, load, text):
    assert plates_text(row(load=load), lift(**facts), ".") == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "all-out: expect not to finish every set"),
        ({"all_out": False, "rir": 0}, "to the last good rep"),
        ({"all_out": False, "rir": 1.0}, "stop with 1 good rep left"),
        ({"all_out": False, "rir": 2.4}, "stop with 2 good reps left"),
        ({"all_out": False, "rir": None}, ""),
        ({"type": "warm_up"}, "easy"),
        ({"type": "amrap"}, "stop when the next one would fail"),
    ],
)
def test_effort_is_said_in_plain_words(changes, text):
    assert effort_text(row(**changes)) == text


@pytest.mark.parametrize(
    ("tempo", "text"),
    [
        ("", ""),
        ("3-1-X-0", "3 s lowering, 1 s pause, fast lifting"),
        ("20x1", "2 s lowering, fast lifting, 1 s pause"),
        ("slow", "slow"),
    ],
)
def test_a_tempo_is_explained(tempo, text):
    assert tempo_text(tempo) == text


def test_rest_is_read_from_a_stop_watch():
    assert [rest_text(seconds) for seconds in (0, 45, 60, 90, 305)] == [
        "no rest",
        "rest\N{NO-BREAK SPACE}0:45",
        "rest\N{NO-BREAK SPACE}1:00",
        "rest\N{NO-BREAK SPACE}1:30",
        "rest\N{NO-BREAK SPACE}5:05",
    ]


def entry(**changes):
    return {
        "code": "A",
        "group": 1,
        "kind": "single",
        "name": "Bench press",
        "cue": "",
        "note": "",
        "goal": "strength",
        "lift": lift(),
        "set_groups": [row()],
    } | changes


def test_without_a_max_the_page_says_how_heavy_it_should_feel_and_why():
    unknown = row(load=None, intensity=80.0, equivalent="a weight you could lift 10 times", feasibility="")
    sheet = {"exercises": [entry(lift=lift(one_rm=None), set_groups=[unknown])]}
    ((card,),) = [group.exercises for group in cards_of(sheet, KG)]
    assert (card.lines[0].load, card.lines[0].plates) == ("", "a weight you could lift 10 times")
    assert reasons(card)[:3] == [
        "The aim here is strength: heavy weights, few repetitions, long rests.",
        "Your best lift is not known yet, so find the weight on the day: "
        "one that you could lift about 10 times.",
        "10 repetitions: more than usual for strength, with less weight, so that you learn the lift.",
    ]


def reasons(card):
    return re.findall(r"<p>(.*?)</p>", card.why)


def card_of(**changes):
    ((card,),) = [group.exercises for group in cards_of({"exercises": [entry(**changes)]}, KG)]
    return card


@pytest.mark.parametrize(
    ("facts", "changes", "text"),
    [
        ({}, {}, "80 kg is 80 % of 100 kg, the most you can lift once (tested on 2 Nov 2026)."),
        (
            {"max_kind": "estimated", "measured_on": None, "available": None},
            {"load": "81.4111", "intensity": 81.4111},
            "About 81.5 kg is about 81 % of 100 kg, the most you can lift once (estimated from a set).",
        ),
        (
            {"load_kind": "assisted", "max_kind": None},
            {"load": "80", "added": "10"},
            "10 kg of help: what is left of your own weight is 80 % of 100 kg, the most you can lift once.",
        ),
        (
            {"load_kind": "body_weight"},
            {"load": "80", "added": "0"},
            "Nothing added: your own body alone is 80 % of 100 kg, the most you can lift once "
            "(tested on 2 Nov 2026).",
        ),
        ({"load_kind": "none"}, {"load": None}, "Your own body is the weight."),
    ],
)
def test_the_load_is_explained_as_it_is_put_on(facts, changes, text):
    card = card_of(lift=lift(**facts), set_groups=[row(**changes)])
    assert reasons(card)[1] == text


def test_reasons_are_kept_apart_for_people_who_read_other_units():
    assert reasons(card_of(goal="hypertrophy"))[1].startswith("80 kg is 80 % of 100 kg, ")
    ((in_pounds,),) = [group.exercises for group in cards_of({"exercises": [entry(goal="hypertrophy")]}, LB)]
    assert reasons(in_pounds)[1].startswith("80 kg (176,4 lb) is 80 % of 100 kg (220,5 lb), ")


def test_only_sources_that_were_used_are_named():
    card = card_of(lift=lift(load_kind="band"), set_groups=[row(load=None, intensity=None, rest_seconds=0)])
    assert "From: " not in card.why
    rested = card_of(lift=lift(load_kind="band"), set_groups=[row(load=None, intensity=None)])
    assert reasons(rested)[-1] == "From: Grgic et al. 2018, doi:10.1007/s40279-017-0788-x."


def test_an_exercise_without_working_sets_gives_no_reasons():
    assert card_of(set_groups=[row(type="warm_up")]).why == ""


def test_a_superset_of_one_exercise_is_no_superset():
    sheet = {"exercises": [entry(kind="superset")]}
    assert [group.title for group in cards_of(sheet, KG)] == [""]


def test_minutes_are_told_to_the_nearest_five():
    def minutes(*each):
        return minutes_of({"exercises": [entry(set_groups=[row(minutes=value)]) for value in each]})

    assert [minutes(7.0, 8.4), minutes(1.0), minutes(20, 19, 19), minutes()] == [15, 5, 60, 0]
