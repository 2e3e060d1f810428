"""The catalogue of exercises: what it covers, what always holds in it, and what it refuses."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from programs.catalogue import CatalogueError, Exercise, exercises, read
from programs.catalogue import words as vocabulary
from programs.models import Exercise as Row
from programs.models import LoadKind, Measure, Mechanics, Region
from programs.models.exercises import CurveFamily
from programs.search import words_of
from trainer.models import Implement
from trainer.models.body import BodyRegion
from trainer.models.equipment import LOADABLE
from trainer.presets import Preset, loads_of
from web.body_map import regions
from web.rows import Unit

GOOD = """
[back-squat]
name = "Back squat"
aliases = ["squat"]
pattern = "squat"
mechanics = "compound"
region = "lower"
primary = ["quads", "glutes"]
secondary = ["adductors"]
equipment = ["barbell", "rack"]
loaded_with = "barbell"
load_kind = "external"
suits_max_test = true
stresses = ["knee"]
cue = "Sit down between the hips."
"""


def by_key() -> dict[str, Exercise]:
    return {exercise.key: exercise for exercise in exercises()}


def each(**facts: object) -> list[Exercise]:
    return [
        exercise
        for exercise in exercises()
        if all(getattr(exercise, field) == value for field, value in facts.items())
    ]


def possible_with(preset: Preset) -> Callable[[Exercise], bool]:
    """Whether an exercise needs nothing but what this usual set of equipment has."""
    on_hand = {loads.implement for loads in loads_of(preset, Unit.KG)}
    return lambda exercise: set(exercise.equipment) <= on_hand


# What it covers


def test_there_are_at_least_750_exercises() -> None:
    assert len(exercises()) >= 750


def test_it_is_read_once() -> None:
    assert exercises() is exercises()


def test_every_pattern_has_at_least_eight_exercises() -> None:
    counts = Counter(exercise.pattern for exercise in exercises())

    assert [pattern for pattern in vocabulary.PATTERNS if counts[pattern] < 8] == []


def test_every_muscle_is_primary_in_at_least_four_exercises() -> None:
    counts = Counter(muscle for exercise in exercises() for muscle in exercise.primary)

    assert [muscle for muscle in vocabulary.MUSCLES if counts[muscle] < 4] == []


LEAST_BY_IMPLEMENT = {
    "barbell": 80,
    "dumbbell": 100,
    "kettlebell": 40,
    "ez_bar": 10,
    "trap_bar": 5,
    "smith_machine": 15,
    "cable": 60,
    "machine": 60,
    "plate": 15,
    "rack": 40,
    "bench": 80,
    "pull_up_bar": 20,
    "dip_bars": 5,
    "band": 50,
    "suspension": 20,
    "medicine_ball": 10,
    "box": 20,
    "landmine": 10,
    "sled": 5,
    "bike_or_rower": 5,
    "ab_wheel": 3,
}


def test_every_implement_has_a_choice_of_exercises() -> None:
    counts = Counter(implement for exercise in exercises() for implement in exercise.equipment)

    assert set(LEAST_BY_IMPLEMENT) == set(vocabulary.EQUIPMENT)
    assert [implement for implement, least in LEAST_BY_IMPLEMENT.items() if counts[implement] < least] == []


@pytest.mark.parametrize(
    ("preset", "least"),
    [
        (Preset.COMMERCIAL_GYM, 750),
        (Preset.GARAGE_GYM, 250),
        (Preset.HOME_DUMBBELLS, 320),
        (Preset.BANDS, 190),
        (Preset.BODY_WEIGHT, 140),
    ],
)
def test_every_usual_set_of_equipment_is_enough_for_many_exercises(preset: Preset, least: int) -> None:
    assert sum(possible_with(preset)(exercise) for exercise in exercises()) >= least


def test_whole_programs_can_be_written_for_home_dumbbells() -> None:
    possible = possible_with(Preset.HOME_DUMBBELLS)
    counts = Counter(exercise.pattern for exercise in exercises() if possible(exercise))

    assert [pattern for pattern in vocabulary.PATTERNS if counts[pattern] < 4] == []


def test_whole_programs_can_be_written_for_the_floor_alone() -> None:
    """A carry needs something to carry; pulls, curls and flies have the one that the floor allows."""
    counts = Counter(exercise.pattern for exercise in each(equipment=()))

    assert {pattern for pattern in vocabulary.PATTERNS if counts[pattern] == 0} == {"carry"}
    assert {pattern for pattern in vocabulary.PATTERNS if counts[pattern] == 1} == {
        "horizontal_pull",
        "vertical_pull",
        "elbow_flexion",
        "chest_isolation",
    }


def test_dumbbells_without_a_bench_are_enough_for_200_exercises() -> None:
    assert sum(set(exercise.equipment) <= {"dumbbell"} for exercise in exercises()) >= 200


@pytest.mark.parametrize(
    "pattern",
    [
        "squat",
        "hinge",
        "lunge",
        "horizontal_push",
        "vertical_push",
        "knee_flexion",
        "trunk_stability",
        "calf",
    ],
)
def test_somebody_with_nothing_but_the_floor_finds_an_exercise(pattern: str) -> None:
    assert each(pattern=pattern, equipment=()) != []


@pytest.mark.parametrize("pattern", ["horizontal_pull", "vertical_pull", "elbow_flexion", "hip_abduction"])
def test_somebody_with_a_band_finds_a_pull(pattern: str) -> None:
    assert each(pattern=pattern, equipment=("band",)) != []


# What always holds


def test_the_words_are_those_of_the_database() -> None:
    assert set(vocabulary.EQUIPMENT) == set(Implement.values)
    assert set(vocabulary.WEIGHTS) == {implement.value for implement in LOADABLE}
    assert set(vocabulary.MECHANICS) == set(Mechanics.values)
    assert set(vocabulary.REGIONS) == set(Region.values)
    assert set(vocabulary.MEASURES) == set(Measure.values)
    assert set(vocabulary.LOAD_KINDS) == set(LoadKind.values)
    assert set(vocabulary.CURVES) == set(CurveFamily.values)
    assert set(vocabulary.BODY_REGIONS) == set(BodyRegion.values)


def test_every_exercise_fits_its_row() -> None:
    for exercise in exercises():
        Row(
            key=exercise.key,
            name=exercise.name,
            aliases=list(exercise.aliases),
            pattern=exercise.pattern,
            mechanics=exercise.mechanics,
            region=exercise.region,
            primary_muscles=list(exercise.primary),
            secondary_muscles=list(exercise.secondary),
            equipment=list(exercise.equipment),
            loaded_with=exercise.loaded_with,
            unilateral=exercise.unilateral,
            measure=exercise.measure,
            load_kind=exercise.load_kind,
            body_weight_share=exercise.body_weight_share,
            curve=exercise.curve,
            suits_max_test=exercise.suits_max_test,
            stresses=list(exercise.stresses),
            cue=exercise.cue,
        ).clean_fields()


def test_no_name_or_alias_leads_to_two_exercises_however_it_is_typed() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for exercise in exercises():
        for word in (exercise.name, *exercise.aliases):
            owners.setdefault(words_of(word), set()).add(exercise.key)

    assert {words: keys for words, keys in owners.items() if len(keys) > 1} == {}


def test_the_body_map_draws_every_muscle_and_no_other() -> None:
    drawn = {muscle for view in regions() for muscle, _ in view.muscles}

    assert drawn == set(vocabulary.MUSCLES)


def test_keys_are_said_by_names() -> None:
    """A key is made from the first name that an exercise had, so a slip in either one shows."""
    for exercise in exercises():
        assert exercise.key == exercise.name.lower().replace("'", "").replace(" ", "-")


def test_no_cue_is_used_twice() -> None:
    cues = Counter(exercise.cue for exercise in exercises())

    assert [cue for cue, times in cues.items() if times > 1] == []


def test_every_cue_is_one_short_sentence() -> None:
    for exercise in exercises():
        assert len(exercise.cue) < 110
        assert exercise.cue[0].isupper()
        assert exercise.cue.endswith(".")
        assert "\n" not in exercise.cue


def test_an_isolation_has_one_primary_muscle() -> None:
    for exercise in each(mechanics="isolation"):
        assert len(exercise.primary) == 1, exercise.key


def test_a_band_exercise_needs_a_band_and_an_unloaded_one_no_weight() -> None:
    for exercise in exercises():
        assert (exercise.load_kind == "band") == (exercise.loaded_with == "band")
        assert (exercise.load_kind == "none") == (exercise.loaded_with == "none")
        if exercise.load_kind == "band":
            assert "band" in exercise.equipment


def test_the_share_of_the_body_goes_with_lifting_the_body() -> None:
    for exercise in exercises():
        lifts_body = exercise.load_kind in ("body_weight", "assisted")
        assert (exercise.body_weight_share > 0) == lifts_body, exercise.key


def test_assistance_comes_from_a_machine() -> None:
    assert {exercise.key for exercise in each(load_kind="assisted")} == {
        "assisted-pull-up",
        "assisted-chin-up",
        "assisted-dip",
    }


def test_only_chest_presses_follow_the_bench_press_curve() -> None:
    for exercise in each(curve="bench_press"):
        assert exercise.pattern == "horizontal_push"
        assert exercise.load_kind == "external"
        assert exercise.name.lower().endswith(("bench press", "chest press")), exercise.key


def test_only_leg_presses_follow_the_leg_press_curve() -> None:
    assert {exercise.key for exercise in each(curve="leg_press")} == {
        "leg-press",
        "single-leg-press",
        "horizontal-leg-press",
    }


def test_no_bent_over_row_is_tested_for_a_max() -> None:
    rows = [exercise for exercise in each(pattern="horizontal_pull") if "lower_back" in exercise.stresses]

    assert "bent-over-row" in {exercise.key for exercise in rows}
    assert [exercise.key for exercise in rows if exercise.suits_max_test] == []


def test_no_jump_has_a_tested_max_and_a_carry_is_measured_in_metres() -> None:
    assert {exercise.measure for exercise in each(pattern="carry")} == {"metres"}
    assert not any(exercise.suits_max_test for exercise in exercises() if "jump" in exercise.key)


@pytest.mark.parametrize(
    ("key", "share"),
    [
        ("pull-up", "1"),
        ("chin-up", "1"),
        ("dip", "1"),
        ("push-up", "0.64"),
        ("knee-push-up", "0.49"),
        ("inverted-row", "0.6"),
        ("back-squat", "0"),
    ],
)
def test_the_share_of_the_body_is_the_cited_one(key: str, share: str) -> None:
    assert by_key()[key].body_weight_share == Decimal(share)


def test_the_squat_reads_as_a_coach_would_write_it() -> None:
    assert by_key()["back-squat"] == Exercise(
        key="back-squat",
        name="Back squat",
        aliases=("squat", "barbell squat", "bb squat", "high bar squat", "bb back squat"),
        pattern="squat",
        mechanics="compound",
        region="lower",
        primary=("quads", "glutes"),
        secondary=("adductors", "lower_back"),
        equipment=("barbell", "rack"),
        machine="",
        loaded_with="barbell",
        load_kind="external",
        body_weight_share=Decimal(0),
        unilateral=False,
        measure="reps",
        curve="general",
        suits_max_test=True,
        stresses=("lower_back", "hip", "knee"),
        seconds_per_rep=None,
        cue="Brace hard, sit down between the hips, drive up with the chest and hips rising together.",
    )


# What it refuses


def test_a_good_entry_is_read() -> None:
    assert [exercise.key for exercise in read(GOOD)] == ["back-squat"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "Back squat"\n', "", "back-squat, name: is missing"),
        (
            '"Back squat"',
            '" Back squat"',
            "back-squat, name: is not a text, or is empty, or has spaces",
        ),
        ('"Back squat"', f'"{"x" * 121}"', "back-squat, name: has 121 characters, the most is 120"),
        ("[back-squat]", "[Back_squat]", "Back_squat, key: is not kebab-case of at most 80 characters"),
        ('aliases = ["squat"]', 'aliases = "squat"', "back-squat, aliases: is not a list"),
        ('["squat"]', '["squat", ""]', "back-squat, aliases: holds '', which is not a word"),
        ('["squat"]', '["squat", "squat"]', "back-squat, aliases: says something twice"),
        ('mechanics = "compound"', 'mechanics = "both"', "'both' is none of compound, isolation"),
        ('"quads"', '"thighs"', "back-squat, primary: 'thighs' is none of chest, "),
        ('primary = ["quads", "glutes"]\n', "", "back-squat, primary: names no muscle"),
        ('["adductors"]', '["glutes"]', "back-squat, secondary: names glutes, which is primary already"),
        ('"compound"', '"isolation"', "back-squat, primary: names several muscles for an isolation"),
        ('"rack"]', '"rack", "cage"]', "back-squat, equipment: 'cage' is none of barbell, "),
        ('"barbell", "rack"', '"rack"', "back-squat, equipment: lacks the barbell that it is loaded with"),
        ('"rack"]', '"rack", "machine"]', "machine: is named if, and only if, the equipment lists a machine"),
        ('"external"', '"band"', "back-squat, loaded_with: barbell does not go with band"),
        ('"external"', '"body_weight"', "body_weight_share: does not go with the load kind body_weight"),
        ("suits_max_test = true", "suits_max_test = 1", "suits_max_test: 1 is neither true nor false"),
        (
            "suits_max_test = true",
            'suits_max_test = true\nmeasure = "seconds"',
            "suits_max_test: is for",
        ),
        ('["knee"]', '["toe"]', "back-squat, stresses: 'toe' is none of neck, "),
        ("cue", "body_weight_share = 1.5\ncue", "back-squat, body_weight_share: 1.5 is not from 0 to 1"),
        ("cue", "body_weight_share = nan\ncue", "back-squat, body_weight_share: NaN is not from 0 to 1"),
        ("cue", 'body_weight_share = "half"\ncue', "body_weight_share: 'half' is not a number"),
        ("cue", 'tip = "Breathe"\ncue', "back-squat, tip: is not a field of an exercise"),
        ('"Sit down between the hips."', f'"{"x" * 110}"', "cue: has 110 characters, the most is 109"),
    ],
)
def test_a_bad_entry_is_refused_with_its_exercise_and_field(old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as refusal:
        read(GOOD.replace(old, new, 1))

    assert complaint in str(refusal.value)
    assert str(refusal.value).lower().startswith(("back-squat, ", "back_squat, "))


def test_an_alias_that_is_taken_is_refused() -> None:
    second = GOOD.replace("back-squat", "front-squat").replace("Back squat", "Front squat")

    with pytest.raises(CatalogueError, match=r"^front-squat, aliases: 'squat' is taken by back-squat$"):
        read(GOOD + second)


def test_a_key_that_is_taken_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"^The catalogue is not valid TOML: .*back-squat"):
        read(GOOD + GOOD)


def test_a_fact_outside_of_any_exercise_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"^name: stands outside of any exercise$"):
        read('name = "Back squat"\n' + GOOD)
