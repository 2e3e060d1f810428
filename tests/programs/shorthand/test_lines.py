"""One exercise in one line."""

from decimal import Decimal

import pytest

from programs.catalogue import exercises
from programs.prescription.words import LoadKind, SetType, Unit
from programs.shorthand import Line, Sets, read_line, write_line

WARM_UP, BACK_OFF, DROP, AMRAP = SetType.WARM_UP, SetType.BACK_OFF, SetType.DROP, SetType.AMRAP


def percent(number: str) -> Decimal:
    return Decimal(number)


def kg(number: str) -> dict[str, object]:
    return {"load_kind": LoadKind.EXTERNAL, "load": Decimal(number), "unit": Unit.KG}


def lb(number: str) -> dict[str, object]:
    return {"load_kind": LoadKind.EXTERNAL, "load": Decimal(number), "unit": Unit.LB}


def group(**values: object) -> Sets:
    return Sets(**values)  # type: ignore[arg-type]


def sets_of(words: str) -> tuple[Sets, ...]:
    """The set groups of a squat, none of whose words are problems."""
    line = read_line(f"Squat {words}")
    assert (line.code, line.name, line.note, line.problems) == (None, "Squat", "", ())
    return line.groups


ISSUED = {
    "Bench press 4x8 @75% r90": Line(
        None, "Bench press", (group(sets=4, reps=8, intensity=percent("75"), rest_seconds=90),)
    ),
    "Squat 5x5 @8 3:00": Line(None, "Squat", (group(sets=5, reps=5, rir=Decimal(2), rest_seconds=180),)),
    "RDL 3x8-12 RIR2 t3110": Line(
        None, "RDL", (group(sets=3, reps=8, reps_high=12, rir=Decimal(2), tempo="3110"),)
    ),
    "A1 Row 4x10 80%": Line("A1", "Row", (group(sets=4, reps=10, intensity=percent("80")),)),
    "Bike 10min": Line(None, "Bike", (group(seconds=600),)),
}


@pytest.mark.parametrize("text", ISSUED)
def test_the_rows_that_trainers_write_are_read(text):
    assert read_line(text) == ISSUED[text]


WORK = {
    "4x8": group(sets=4, reps=8),
    "4 x 8": group(sets=4, reps=8),
    "4×8": group(sets=4, reps=8),
    "4X8": group(sets=4, reps=8),
    "4*8": group(sets=4, reps=8),
    "4 sets of 8": group(sets=4, reps=8),
    "4 sets x 8 reps": group(sets=4, reps=8),
    "4 sets, 8 reps": group(sets=4, reps=8),
    "Sets: 4 Reps: 8": group(sets=4, reps=8),
    "4x8-12": group(sets=4, reps=8, reps_high=12),
    "4x8–12": group(sets=4, reps=8, reps_high=12),
    "4 x 8 to 12 reps": group(sets=4, reps=8, reps_high=12),
    "4x8-8": group(sets=4, reps=8),
    "3x30s": group(sets=3, seconds=30),
    "3 x 30 sec": group(sets=3, seconds=30),
    "3x1:30": group(sets=3, seconds=90),
    "3x1.5min": group(sets=3, seconds=90),
    "3x1min30s": group(sets=3, seconds=90),
    "3x20m": group(sets=3, metres=20),
    "3 x 20 metres": group(sets=3, metres=20),
    "20 m": group(metres=20),
    "400m": group(metres=400),
    "5km": group(metres=5000),
    "10min": group(seconds=600),
    "10 minutes": group(seconds=600),
    "4x8/side": group(sets=4, reps=8, per_side=True),
    "4x8 per leg": group(sets=4, reps=8, per_side=True),
    "4x8, each arm": group(sets=4, reps=8, per_side=True),
    "4x8 (each side)": group(sets=4, reps=8, per_side=True),
    "3x8ea": group(sets=3, reps=8, per_side=True),
    "3x8 e/s": group(sets=3, reps=8, per_side=True),
    "3x30s/side": group(sets=3, seconds=30, per_side=True),
    "8 reps": group(reps=8),
    "x8": group(reps=8),
    "4 sets": group(sets=4),
    "3xmax": group(set_type=AMRAP, sets=3),
    "3 x AMRAP": group(set_type=AMRAP, sets=3),
    "3 sets to failure": group(set_type=AMRAP, sets=3),
    "1x5+": group(set_type=AMRAP, sets=1, reps=5),
    "AMRAP 3x8": group(set_type=AMRAP, sets=3, reps=8),
    "10min AMRAP": group(set_type=AMRAP, seconds=600),
    "5x5x80%": group(sets=5, reps=5, intensity=percent("80")),
    "5x5x100kg": group(sets=5, reps=5, **kg("100")),
    "85%x5": group(sets=1, reps=5, intensity=percent("85")),
    "100kgx5": group(sets=1, reps=5, **kg("100")),
}
ATTRIBUTES = {
    "80%": group(intensity=percent("80")),
    "@80%": group(intensity=percent("80")),
    "@ 80 %": group(intensity=percent("80")),
    "80 % 1RM": group(intensity=percent("80")),
    "80% of 1RM": group(intensity=percent("80")),
    "at 77,5 %": group(intensity=percent("77.5")),
    "80kg": group(**kg("80")),
    "@80kg": group(**kg("80")),
    "82,5 kg": group(**kg("82.5")),
    "Load: 80kg": group(**kg("80")),
    "185 lb": group(**lb("185")),
    "185 lbs": group(**lb("185")),
    "BW": group(load_kind=LoadKind.BODY_WEIGHT),
    "BW+10kg": group(load_kind=LoadKind.BODY_WEIGHT, load=Decimal(10), unit=Unit.KG),
    "BW + 10 kg": group(load_kind=LoadKind.BODY_WEIGHT, load=Decimal(10), unit=Unit.KG),
    "BW-20kg": group(load_kind=LoadKind.ASSISTED, load=Decimal(20), unit=Unit.KG),
    "RIR2": group(rir=Decimal(2)),
    "RIR 2": group(rir=Decimal(2)),
    "2 RIR": group(rir=Decimal(2)),
    "2 reps in reserve": group(rir=Decimal(2)),
    "RIR 1-2": group(rir=Decimal(1), rir_high=Decimal(2)),
    "RPE8": group(rir=Decimal(2)),
    "8 RPE": group(rir=Decimal(2)),
    "@RPE 8": group(rir=Decimal(2)),
    "@8": group(rir=Decimal(2)),
    "@8.5": group(rir=Decimal("1.5")),
    "@8,5": group(rir=Decimal("1.5")),
    "@8-9": group(rir=Decimal(1), rir_high=Decimal(2)),
    "to failure": group(rir=Decimal(0)),
    "r90": group(rest_seconds=90),
    "r 90": group(rest_seconds=90),
    "r2:30": group(rest_seconds=150),
    "r2m": group(rest_seconds=120),
    "rest 90s": group(rest_seconds=90),
    "Rest: 90 sec between sets": group(rest_seconds=90),
    "2 min rest": group(rest_seconds=120),
    "(rest 2 min)": group(rest_seconds=120),
    "no rest": group(rest_seconds=0),
    "t3110": group(tempo="3110"),
    "t31x0": group(tempo="31X0"),
    "tempo 3-1-1-0": group(tempo="3110"),
    "tempo: 3 1 1 0": group(tempo="3110"),
    "@30X1": group(tempo="30X1"),
    "31X0": group(tempo="31X0"),
    "3-1-X-0": group(tempo="31X0"),
    "3010 tempo": group(tempo="3010"),
    "with 80kg": group(**kg("80")),
}
RESTS = {
    "3:00": 180,
    '90"': 90,
    "2'": 120,
    "1'30\"": 90,
    "2 min": 120,
    "90s": 90,
    "1,5 min": 90,
    "(2:00)": 120,
}


@pytest.mark.parametrize("words", WORK)
def test_what_a_set_is_may_be_written_in_many_ways(words):
    assert sets_of(words) == (WORK[words],)


@pytest.mark.parametrize("words", ATTRIBUTES)
def test_intensity_load_effort_rest_and_tempo_may_be_written_in_many_ways(words):
    assert sets_of(words) == (ATTRIBUTES[words],)


@pytest.mark.parametrize("words", RESTS)
def test_a_time_after_the_repetitions_is_the_rest(words):
    assert sets_of(f"5x5 {words}") == (group(sets=5, reps=5, rest_seconds=RESTS[words]),)


GROUPS = {
    "1x3 @8, 3x5 @70%": (
        group(sets=1, reps=3, rir=Decimal(2)),
        group(sets=3, reps=5, intensity=percent("70")),
    ),
    "1x3 @8 + back-off 2x8 @-10%": (
        group(sets=1, reps=3, rir=Decimal(2)),
        group(set_type=BACK_OFF, sets=2, reps=8, lighter=Decimal(10)),
    ),
    "top set 1x3; back off sets 2x8": (
        group(sets=1, reps=3),
        group(set_type=BACK_OFF, sets=2, reps=8),
    ),
    "3x12, drop set": (group(sets=3, reps=12), group(set_type=DROP)),
    "3x12 + drop 1xmax": (group(sets=3, reps=12), group(set_type=DROP, sets=1)),
    "w/u 3x5 40-80%": tuple(
        group(set_type=WARM_UP, sets=1, reps=5, intensity=percent(step)) for step in ("40", "60", "80")
    ),
    "warm-up: 4x5 40-80%": tuple(
        group(set_type=WARM_UP, sets=1, reps=5, intensity=percent(step)) for step in ("40", "53", "67", "80")
    ),
    "5x5+ @80%": (
        group(sets=4, reps=5, intensity=percent("80")),
        group(set_type=AMRAP, sets=1, reps=5, intensity=percent("80")),
    ),
    "5,5,5,3 @80%": (
        group(sets=3, reps=5, intensity=percent("80")),
        group(sets=1, reps=3, intensity=percent("80")),
    ),
    "1x5 @8 then 2x8": (group(sets=1, reps=5, rir=Decimal(2)), group(sets=2, reps=8)),
    "12, 10, 8": (group(sets=1, reps=12), group(sets=1, reps=10), group(sets=1, reps=8)),
    "3x12/10/8": (group(sets=1, reps=12), group(sets=1, reps=10), group(sets=1, reps=8)),
    "1x5,1x3,2x1": (group(sets=1, reps=5), group(sets=1, reps=3), group(sets=2, reps=1)),
    "65%x5, 75%x5, 85%x5+": (
        group(sets=1, reps=5, intensity=percent("65")),
        group(sets=1, reps=5, intensity=percent("75")),
        group(set_type=AMRAP, sets=1, reps=5, intensity=percent("85")),
    ),
}


@pytest.mark.parametrize("words", GROUPS)
def test_a_line_may_have_several_set_groups(words):
    assert sets_of(words) == GROUPS[words]


NAMES = {
    "Squat 3x5": (None, "Squat"),
    "Squat: 3x5": (None, "Squat"),
    "Squat - 3x5": (None, "Squat"),
    "- **Bench press** 3x5": (None, "Bench press"),
    "2. Squat 3x5": (None, "Squat"),
    "3x5 Squat": (None, "Squat"),
    "3 sets of 5 reps of squats": (None, "squats"),
    "[Depth drop] 3x5": (None, "Depth drop"),
    "Drop jump 3x5": (None, "Drop jump"),
    "BW squat 3x5": (None, "BW squat"),
    "Tempo squat 3x5": (None, "Tempo squat"),
    "Bench press (close grip) 3x5": (None, "Bench press (close grip)"),
    "45 degree leg press 3x5": (None, "45 degree leg press"),
    "1-arm row 3x5": (None, "1-arm row"),
    "90/90 hip switch 3x5": (None, "90/90 hip switch"),
    "A1 Row 3x5": ("A1", "Row"),
    "A1) Row 3x5": ("A1", "Row"),
    "(B2) Row 3x5": ("B2", "Row"),
    "A1: Row 3x5": ("A1", "Row"),
    "c. Row 3x5": ("C", "Row"),
    "B Row 3x5": ("B", "Row"),
    "B - Row 3x5": ("B", "Row"),
    "2b) Row 3x5": ("B2", "Row"),
    "T bar row 3x5": (None, "T bar row"),
    "T-bar row 3x5": (None, "T-bar row"),
    "B stance RDL 3x5": (None, "B stance RDL"),
    "a squat 3x5": (None, "a squat"),
}


@pytest.mark.parametrize("text", NAMES)
def test_the_name_and_its_code_stand_before_the_numbers(text):
    line = read_line(text)
    assert (line.code, line.name, line.groups, line.problems) == (*NAMES[text], (group(sets=3, reps=5),), ())


def test_a_name_alone_is_a_line():
    assert read_line("Bench press") == Line(None, "Bench press", ())


def test_every_name_and_alias_of_the_catalogue_is_read_as_it_stands():
    names = [name for exercise in exercises() for name in (exercise.name, *exercise.aliases)]
    wrong = {}
    for name in names:
        line = read_line(f"{name} 4x8 @75%")
        if line != Line(None, name, (group(sets=4, reps=8, intensity=percent("75")),)):
            wrong[name] = line
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('Squat 3x5 "slow down"', "slow down"),
        ("Squat 3x5 “slow down”", "slow down"),
        ("Squat 3x5 # slow, 3 s down", "slow, 3 s down"),
        ("Squat 3x5 // slow", "slow"),
        ("Squat 3x5 (slow down)", "slow down"),
        ("Squat 3x5 - slow down", "slow down"),
        ('Squat "slow" 3x5 # deep', "slow; deep"),
        ('Squat 3x5 "say ""up"""', 'say "up"'),
    ],
)
def test_a_note_stands_in_quotation_marks_in_brackets_or_after_a_sign(text, note):
    assert read_line(text) == Line(None, "Squat", (group(sets=3, reps=5),), note)


def test_names_of_the_catalogue_are_written_without_brackets():
    names = [name for exercise in exercises() for name in (exercise.name, *exercise.aliases)]
    assert [name for name in names if write_line(Line("B", name, ())) != f"B) {name}"] == []


def test_a_line_is_written_in_one_way():
    line = read_line(
        'a1) squat: w/u 1 x 5 @ 40 %, 3 sets of 8–12 reps RPE 8, 82,5 kg "deep", 2 min rest, tempo 3-1-1-0'
    )
    assert line.problems == ()
    assert write_line(line) == 'A1 squat warm-up 1x5 @40% + 3x8-12 RIR2 82.5kg r2:00 t3110 "deep"'
