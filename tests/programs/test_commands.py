"""The engine from outside: `prescribe` and `estimate_max`."""

import json
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError


def answer(command: str, *arguments: str) -> Any:
    out = StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def refused(command: str, *arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        call_command(command, *arguments, stdout=StringIO())
    return str(error.value)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


ROW = ("--goal", "hypertrophy", "--one-rm", "20", "--unit", "lb")
STRENGTH_ROW = ("--goal", "strength", "--one-rm", "20", "--unit", "lb")


def test_the_charts_row_is_printed_with_exactly_these_keys():
    printed = answer("prescribe", *ROW)
    findings = printed.pop("findings")
    assert printed == {
        "goal": "hypertrophy",
        "method": "chart",
        "curve": "general",
        "intensity": 80,
        "target_intensity": 80,
        "load": 16,
        "unit": "lb",
        "exact_load": 16,
        "reps": 10,
        "sets": 4,
        "rest_seconds": 60,
        "tempo": "2010",
        "rir": 0,
        "rir_exact": -0.25,
        "volume_load": 640,
        "reps_to_failure": {"mean": 9.75, "sd": 2.51},
    }
    assert findings == [
        {
            "severity": "caution",
            "code": "all_out",
            "text": "On average people fail at 9.8 repetitions at 80 %: "
            "about 46 in 100 finish the first set of 10.",
            "source": "Nuzzo, Pinto, Nosaka and Steele 2024, doi:10.1007/s40279-023-01937-7",
        }
    ]


def test_numbers_carry_no_noise():
    out = StringIO()
    call_command("prescribe", *STRENGTH_ROW, "--json", stdout=out)
    assert '"load": 18, "unit": "lb", "exact_load": 18' in out.getvalue()
    assert '"rir_exact": -0.06,' in out.getvalue()


def test_without_a_max_loads_are_null():
    printed = answer("prescribe", "--goal", "strength")
    assert (printed["load"], printed["exact_load"], printed["volume_load"]) == (None, None, None)
    assert (printed["unit"], printed["intensity"], printed["reps"]) == ("kg", 90, 5)


def test_outside_the_curve_repetitions_are_null():
    printed = answer("prescribe", *ROW, "--intensity", "30")
    assert (printed["reps"], printed["reps_to_failure"], printed["volume_load"]) == (None, None, None)
    assert [item["code"] for item in printed["findings"]] == ["outside_curve"]


def test_edits_apply_in_the_order_given():
    first = answer("prescribe", *ROW, "--intensity", "85", "--reps", "8")
    second = answer("prescribe", *ROW, "--reps", "8", "--intensity", "85")
    assert (first["reps"], round(first["intensity"], 1)) == (8, 83.8)
    assert (second["reps"], second["intensity"]) == (7, 85)


def test_the_same_option_may_come_twice():
    assert answer("prescribe", *ROW, "--sets", "3", "--sets", "6")["sets"] == 6


def test_pins_apply_first_to_the_goals_start():
    printed = answer("prescribe", *ROW, "--intensity", "85", "--pin", "reps")
    assert (printed["intensity"], printed["reps"], printed["rir"], printed["rir_exact"]) == (85, 10, 0, -2.85)


def test_the_chain_of_edits_with_a_step():
    chain = ("--goal", "hypertrophy", "--one-rm", "100", "--step", "2.5", "--rir", "2", "--intensity", "75")
    begin = answer("prescribe", *chain)
    assert (begin["reps"], begin["rir"]) == (10, 2)
    middle = answer("prescribe", *chain, "--intensity", "85")
    assert (middle["reps"], middle["load"], middle["rir"]) == (5, 85, 2)
    end = answer("prescribe", *chain, "--intensity", "85", "--reps", "8")
    assert (end["reps"], end["load"], end["rir"], end["intensity"]) == (8, 80, 2, 80)
    assert 79 <= end["target_intensity"] <= 80


@pytest.mark.parametrize(("one_rm", "load"), [("650", 490), ("675", 505), ("425", 320), ("255", 190)])
def test_nscas_examples_snap_to_five_pounds(one_rm, load):
    row = ("--goal", "hypertrophy", "--one-rm", one_rm, "--unit", "lb", "--intensity", "75", "--step", "5")
    assert answer("prescribe", *row)["load"] == load


def test_available_loads_may_come_in_any_order():
    printed = answer("prescribe", *STRENGTH_ROW, "--available", "20,5,15,10")
    assert (printed["load"], printed["exact_load"], printed["reps"]) == (15, 18, 12)
    assert (printed["intensity"], printed["target_intensity"]) == (75, 90)


def test_edits_of_sets_and_rest_leave_edited_repetitions_alone():
    row = (*STRENGTH_ROW, "--available", "5,10,15,20", "--reps", "4", "--sets", "3", "--rest", "200")
    printed = answer("prescribe", *row)
    assert (printed["reps"], printed["sets"], printed["rest_seconds"]) == (4, 3, 200)


def test_reserve_by_experience_and_kind():
    row = ("--goal", "strength", "--method", "reserve")
    novice = answer("prescribe", *row, "--experience", "novice")
    curl = answer("prescribe", *row, "--kind", "isolation", "--curve", "general")
    assert (novice["reps"], novice["rir"], novice["sets"], novice["rest_seconds"]) == (6, 3, 3, 180)
    assert (curl["reps"], curl["rir"], curl["sets"], curl["rest_seconds"]) == (8, 2, 3, 120)


def test_a_novice_is_told_that_hypertrophy_comes_before_a_foundation():
    row = ("--goal", "hypertrophy", "--method", "reserve", "--experience")
    codes = [item["code"] for item in answer("prescribe", *row, "novice")["findings"]]
    assert codes == ["hypertrophy_before_foundation"]
    assert answer("prescribe", *row, "advanced")["findings"] == []


def test_a_comma_is_a_decimal_mark():
    assert answer("prescribe", *ROW, "--intensity", "82,5")["intensity"] == 82.5


def test_a_range_of_repetitions():
    assert answer("prescribe", *ROW, "--reps", "8-12")["reps"] == 8


def test_without_json_a_person_can_read_it():
    out = StringIO()
    call_command("prescribe", *ROW, stdout=out)
    assert out.getvalue().splitlines()[:2] == [
        "hypertrophy: 4 x 10 reps at 16 lb (80 %), 0 in reserve, rest 60 s, tempo 2010",
        "on average people fail at 9.8 here: all-out",
    ]


def test_without_a_max_a_person_reads_the_weight_in_words():
    out = StringIO()
    call_command("prescribe", "--goal", "hypertrophy", stdout=out)
    assert out.getvalue().startswith("hypertrophy: 4 x 10 reps at a weight you could lift 10 times (80 %)")


def test_a_max_is_estimated_with_its_band_and_seven_equations():
    assert answer("estimate_max", "--load", "100", "--reps", "5", "--rir", "0", "--unit", "kg") == {
        "estimate": 111.3,
        "low": 103.18,
        "high": 119.08,
        "method": "general curve (nuzzo_2024)",
        "equations": {
            "epley": 116.67,
            "brzycki": 112.5,
            "lombardi": 117.46,
            "mayhew": 119.01,
            "oconner": 112.5,
            "wathan": 116.58,
            "lander": 113.71,
        },
    }


def test_one_repetition_is_the_max_itself():
    printed = answer("estimate_max", "--load", "100", "--reps", "1", "--rir", "0")
    assert {printed["estimate"], printed["low"], printed["high"], *printed["equations"].values()} == {100}


def test_an_estimate_for_reading():
    out = StringIO()
    call_command("estimate_max", "--load", "100", "--reps", "5", stdout=out)
    assert out.getvalue().splitlines()[0] == (
        "111.3 kg (103.18 to 119.08), by the general curve (nuzzo_2024)"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--goal", "strength", "--reps", "0"), "Reps must be a whole number from 1 to 200."),
        (("--goal", "strength", "--reps", "2.5"), "Reps must be a whole number from 1 to 200."),
        (("--goal", "strength", "--reps", "-3"), "Reps must be a whole number from 1 to 200."),
        (("--goal", "strength", "--intensity", "NaN"), "'NaN' is not a number."),
        (("--goal", "strength", "--intensity", "abc"), "'abc' is not a number."),
        (("--goal", "strength", "--intensity", ""), "'' is not a number."),
        (("--goal", "strength", "--load", "Infinity"), "'Infinity' is not a number."),
        (("--goal", "strength", "--load", "1e9"), "Load must be at most 2,000 kg."),
        (("--goal", "strength", "--one-rm", "-20"), "1RM must be more than 0 kg."),
        (("--goal", "strength", "--one-rm", "0"), "1RM must be more than 0 kg."),
        (("--goal", "strength", "--step", "0"), "Step must be more than 0 kg."),
        (("--goal", "strength", "--available", "5,,10"), "'' is not a number."),
        (("--goal", "strength", "--available", "5,-10"), "Each load must be more than 0 kg."),
        (("--goal", "strength", "--rest", "5000"), "Rest in seconds must be a whole number from 0 to 1,800."),
    ],
)
def test_bad_numbers_are_refused_in_one_line(arguments, message):
    assert refused("prescribe", *arguments) == message


def test_too_many_repetitions_are_refused():
    assert refused("estimate_max", "--load", "100", "--reps", "10", "--rir", "3") == (
        "A 1RM is estimated from at most 12 repetitions to failure, and 10 + 3 is more: use a heavier set."
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("prescribe",), "manage.py prescribe: the following arguments are required: --goal"),
        (
            ("prescribe", "--goal", "power"),
            "manage.py prescribe: argument --goal: invalid choice: 'power' "
            "(choose from 'hypertrophy', 'strength')",
        ),
        (
            ("prescribe", "--goal", "strength", "--load=-5"),
            "manage.py prescribe: Load must be more than 0 kg.",
        ),
        (
            ("prescribe", "--goal", "strength", "--sets", "9" * 10_000),
            "manage.py prescribe: Sets must be a whole number from 1 to 20.",
        ),
        (
            ("estimate_max", "--load", "100", "--reps", "13"),
            "manage.py estimate_max: A 1RM is estimated from at most 12 repetitions to failure, "
            "and 13 + 0 is more: use a heavier set.",
        ),
        (
            ("estimate_max", "--reps", "5"),
            "manage.py estimate_max: the following arguments are required: --load",
        ),
    ],
)
def test_bad_input_ends_with_status_2_and_one_line_on_standard_error(arguments, line):
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")


def test_good_input_ends_with_status_0_and_nothing_on_standard_error():
    done = run("prescribe", *ROW, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["load"] == 16
