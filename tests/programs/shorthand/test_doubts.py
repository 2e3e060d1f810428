"""What can be read in two ways, or in none, is said and never guessed."""

import pytest

from programs.shorthand import read_line

DOUBTS = {
    "Squat 3x5 75": ("75", "“75” needs a unit: %, kg or lb."),
    "Squat 3x5 8": ("8", "“8” may be sets, repetitions or an effort: write 3x8, 8 reps or @8."),
    "Squat 3x5 3110": ("3110", "“3110” has no unit. A tempo needs a t: t3110."),
    "Squat 3x5 7,5": (
        "7,5",
        "“7,5” may be one number or a list: write its unit, or 1x7, 1x5 for two sets.",
    ),
    "Squat 3x5 @75": ("@75", "“@75” may be 75 % of the 1RM or a load: write @75%, 75kg or 75lb."),
    "Squat 3x5 @70-75": (
        "@70-75",
        "“@70-75” may be 70-75 % of the 1RM or a load: write @70-75%, 70-75kg or 70-75lb.",
    ),
    "Squat 3x5 @8.3": ("@8.3", "“@8.3”: an RPE is from 1 to 10, in halves."),
    "Squat 3x5 70-80%": (
        "70-80%",
        "One intensity, 70% or 80%. Only the sets of a warm-up rise: warm-up 3x5 40-80%.",
    ),
    "Squat 3x5 80-85kg": ("80-85kg", "“80-85kg”: one load, 80 or 85."),
    "Squat 3x5 80% TM": ("80% TM", "“80% TM”: a percentage is of the 1RM here; please convert it."),
    "Squat 3x5 90% of 5RM": (
        "90% of 5RM",
        "“90% of 5RM”: a percentage is of the 1RM here; please convert it.",
    ),
    "Squat 3x5 -10%": (
        "-10%",
        "Lighter than what? Only back-off, drop and AMRAP sets may say so of the first working sets.",
    ),
    "Squat 3x5 +10kg": (
        "+10kg",
        "“+10kg” may be weight added to the body, or more than before: "
        "write BW+10kg for weight added to the body.",
    ),
    "Squat 3x5 -20kg": (
        "-20kg",
        "“-20kg” may be assistance, or less than before: write BW-20kg for assistance.",
    ),
    "Squat 3x5 BW+10": ("BW+10", "“BW+10”: write the unit, kg or lb."),
    "Squat 3x5 r3": ("r3", "“r3” may be seconds or minutes: write r3s or r3min."),
    "Squat 3x5 rest 60-90s": (
        "rest 60-90s",
        "“rest 60-90s” is a range: a set has one time and one rest; write one number.",
    ),
    "Squat 3x5 AMRAP": (
        "AMRAP",
        "The last set, or each of them? Please write 3x5+ for the last, AMRAP 3x5 for each.",
    ),
    "Squat 3x5 t311": (
        "t311",
        "“t311”: a tempo has four figures: down, pause, up, pause, like t3110.",
    ),
    "Squat 3x5 1-2-1-2": (
        "1-2-1-2",
        "“1-2-1-2” can be read in several ways: write repetitions that differ with commas, "
        "like 12,10,8, and a tempo with a t, like t3110.",
    ),
    "Squat 3x5 @8 @9": ("@9", "The effort is given twice."),
    "Squat 3x5 2:00 3:00": ("3:00", "The rest is given twice."),
    "Squat 3x5 slow and deep": (
        "slow and deep",
        "“slow and deep” is not understood. Put a note in quotation marks or after #.",
    ),
    "Squat 3x5 (pause 2 beats)": (
        "(pause 2 beats)",
        "“(pause 2 beats)”: not all of this is understood. Words alone may stand in brackets as a note.",
    ),
    "Squat 3x5 (last one AMRAP)": (
        "(last one AMRAP)",
        "“(last one AMRAP)”: not all of this is understood. Words alone may stand in brackets as a note.",
    ),
    "Squat 3x5 (slow, each side)": (
        "(slow, each side)",
        "“(slow, each side)”: not all of this is understood. Words alone may stand in brackets as a note.",
    ),
    "Squat 3X5 12X8": ("12X8", "A further group of sets needs a comma or a plus before it."),
    "Squat 30X1 3x5": ("30X1", "“30X1” may be sets x reps or a tempo: write t30X1 for a tempo."),
    "Depth drop 3x5": (
        "drop",
        "“drop” may end the name or begin drop sets: write drop set, or the name in square brackets.",
    ),
    'Squat 3x5 "slow': ('"slow', "The second quotation mark of this note is missing."),
    "3:00 Squat 3x5": (
        "3:00",
        "A time before the repetitions may be the rest or belong to the name: write it after them.",
    ),
    "Squat 1x5+2x3": (
        "+",
        "“+” may mean “or more” or a further set group: put a space before it for a further one.",
    ),
    "Squat 3x5 2x3": ("2x3", "A further group of sets needs a comma or a plus before it."),
    "Rest 60s between all exercises": (
        "all exercises",
        "“all exercises” is not understood. Put a note in quotation marks or after #.",
    ),
    "3x5": ("3x5", "Which exercise? Its name is missing."),
    "": ("", "Which exercise? Its name is missing."),
}


@pytest.mark.parametrize("text", DOUBTS)
def test_a_doubt_names_its_place_and_both_readings(text):
    place, sentence = DOUBTS[text]
    start = text.rindex(place)
    said = {(problem.start, problem.end): problem.text for problem in read_line(text).problems}
    assert said[start, start + len(place)] == sentence
