"""A draft from a client's profile: its days, its exercises and why, its numbers, its time."""

from typing import Any

import pytest

from programs import catalogue
from programs.prescription import program_findings
from programs.prescription.draft_choice import ExerciseFact
from programs.prescription.draft_numbers import DraftSets
from programs.prescription.drafting import Draft, draft, planned_draft
from programs.prescription.ladders import MOVEMENTS, SPLITS
from programs.prescription.words import Experience, Goal
from tests.prescription.drafted import FACTS, FLOOR, GARAGE, HOME, drafted, names, wish, workouts_of

NOVICE, ADVANCED = Experience.NOVICE, Experience.ADVANCED


def sets_of(found: Draft, name: str, *, phase: int = 0) -> list[DraftSets]:
    return next(
        list(slot.weeks)
        for workout in found.phases[phase].workouts
        for slot in workout.slots
        if slot.exercise.name == name
    )


def why(found: Draft, name: str) -> str:
    slots = [slot for workout in workouts_of(found) for slot in workout.slots]
    return next(slot.why for slot in slots if slot.exercise.name == name)


# Ladders and splits


def test_every_rung_of_a_ladder_is_an_exercise_of_the_catalogue() -> None:
    known = {entry.key: entry for entry in catalogue.exercises()}
    rungs = {(movement.key, rung.key) for movement in MOVEMENTS.values() for rung in movement.ladder}
    assert {key for _, key in rungs} - set(known) == set()
    assert {
        (movement.key, rung.key)
        for movement in MOVEMENTS.values()
        for rung in movement.ladder
        if (known[rung.key].mechanics == "compound") is not movement.compound
    } == set()


def test_what_takes_the_place_of_a_movement_is_a_movement() -> None:
    named = {other for movement in MOVEMENTS.values() for other in movement.instead}
    named |= {key for days in SPLITS.values() for day in days for key in day.movements}
    assert named - set(MOVEMENTS) == set()


@pytest.mark.parametrize("days", [2, 3, 4, 5, 6])
def test_from_two_days_on_every_large_muscle_is_trained_twice_a_week(days: int) -> None:
    found = drafted(days=days, minutes=90)
    for muscle in ("chest", "quads", "hamstrings", "glutes", "lats", "upper_back"):
        on = [
            workout.name
            for workout in found.phases[0].workouts
            if any(muscle in (*slot.exercise.primary, *slot.exercise.secondary) for slot in workout.slots)
        ]
        assert len(on) >= 2, muscle


# Goals and phases


def test_a_novice_who_wants_muscle_begins_with_a_foundation_for_half_of_the_weeks() -> None:
    found = drafted(experience=NOVICE)
    assert [(phase.name, phase.goal, phase.weeks) for phase in found.phases] == [
        ("Foundation", Goal.STRENGTH, 4),
        ("Hypertrophy", Goal.HYPERTROPHY, 4),
    ]
    assert [phase.weeks for phase in drafted(experience=NOVICE, weeks=12).phases] == [8, 4]


def test_four_weeks_of_a_novice_are_foundation_and_the_draft_says_so() -> None:
    found = drafted(experience=NOVICE, weeks=4)
    assert [(phase.name, phase.weeks) for phase in found.phases] == [("Foundation", 4)]
    assert found.remarks == ("These weeks are the foundation; hypertrophy follows after them.",)


@pytest.mark.parametrize(
    ("goal", "experience", "phases"),
    [
        ("strength", Experience.INTERMEDIATE, ["Strength"]),
        ("general_health", NOVICE, ["Strength"]),
        ("general_health", ADVANCED, ["Hypertrophy"]),
        ("fat_loss", Experience.INTERMEDIATE, ["Hypertrophy"]),
        ("fat_loss", NOVICE, ["Foundation", "Hypertrophy"]),
    ],
)
def test_the_clients_goal_decides_what_is_trained(
    goal: str, experience: Experience, phases: list[str]
) -> None:
    assert [phase.name for phase in drafted(goal=goal, experience=experience).phases] == phases


# Exercises


def test_an_intermediate_in_a_gym_gets_the_main_lifts() -> None:
    assert [names(workout) for workout in drafted().phases[0].workouts] == [
        ["Back squat", "Bench press", "Bent-over row", "Hip thrust", "Dumbbell lateral raise", "Plank"],
        [
            "Romanian deadlift",
            "Overhead press",
            "Lat pulldown",
            "Bulgarian split squat",
            "EZ-bar curl",
            "Triceps pushdown",
        ],
        [
            "Front squat",
            "Dumbbell bench press",
            "Seated cable row",
            "Trap-bar deadlift",
            "Cable rear delt fly",
            "Standing calf raise",
        ],
    ]


def test_a_novice_gets_lifts_that_are_learned_soon() -> None:
    found = drafted(experience=NOVICE)
    assert names(found.phases[0].workouts[0])[:3] == [
        "Goblet squat",
        "Dumbbell bench press",
        "Seated cable row",
    ]
    assert why(found, "Goblet squat") == "Squat: not Back squat, which takes more practice."


def test_a_novice_with_only_a_bar_learns_the_bar_light() -> None:
    found = drafted(experience=NOVICE, equipment=GARAGE)
    assert names(found.phases[0].workouts[0])[:2] == ["Back squat", "Bench press"]
    assert why(found, "Back squat") == "Squat: the first choice, learned light."


def test_what_is_not_on_hand_is_said() -> None:
    found = drafted(equipment=HOME)
    assert why(found, "Goblet squat") == (
        "Squat: not Back squat, because there is no barbell and no rack on hand."
    )


def test_a_lift_that_another_day_has_makes_room_for_its_relative() -> None:
    assert why(drafted(), "Front squat") == "Squat: not Back squat, which Full body A has."


def test_the_deadlift_is_chosen_for_strength_and_the_romanian_for_muscle() -> None:
    assert names(drafted(goal="strength").phases[0].workouts[1])[0] == "Deadlift"
    assert names(drafted().phases[0].workouts[1])[0] == "Romanian deadlift"


def test_a_flagged_region_is_avoided_and_what_takes_its_place_is_said() -> None:
    found = drafted(limits=frozenset({"knee"}))
    strained = {
        slot.exercise.name
        for workout in workouts_of(found)
        for slot in workout.slots
        if "knee" in slot.exercise.stresses
    }
    assert strained == set()
    assert found.replaced == (
        "Full body A: no squat, because each of them loads the knee.",
        "Full body B: Dumbbell hip thrust instead of a lunge, because each of them loads the knee.",
        "Full body C: Machine hip thrust instead of a squat, because each of them loads the knee.",
    )
    assert dict(found.avoided) == {
        "knee": sum("knee" in fact.stresses for fact in FACTS if "sled" not in fact.equipment)
    }


def test_with_a_limit_a_loaded_relative_goes_before_a_movement_without_load() -> None:
    found = drafted(limits=frozenset({"lower_back"}))
    assert "Seated leg curl" in names(found.phases[0].workouts[1])
    said = "Full body B: Seated leg curl instead of a hip hinge, because each of them loads the lower back."
    assert said in found.replaced


def test_a_movement_that_nothing_allows_is_left_out_with_the_reason() -> None:
    found = drafted(equipment=FLOOR)
    assert "Full body B: no curl, because nothing on hand allows one." in found.replaced


def test_a_studios_own_exercise_comes_after_the_ladder() -> None:
    own = ExerciseFact("own", "", "Towel hammer curl", "elbow_flexion", "isolation", "upper", ("biceps",))
    bare = draft(wish(equipment=FLOOR, minutes=90), (*FACTS, own))
    assert "Towel hammer curl" in names(bare.phases[0].workouts[1])
    gym = draft(wish(minutes=90), (*FACTS, own))
    assert "Towel hammer curl" not in names(gym.phases[0].workouts[1])


def test_without_any_exercise_the_draft_is_empty_and_says_so() -> None:
    found = draft(wish(), ())
    assert workouts_of(found)[0].slots == ()
    assert found.remarks == ("A workout is empty: nothing is possible with these limits and this equipment.",)


# Numbers


def test_hypertrophy_climbs_at_the_load_of_the_goals_start() -> None:
    assert sets_of(drafted(), "Back squat")[:5] == [
        DraftSets(4, 60, reps=8, rir=4.0),
        DraftSets(4, 60, reps=9, rir=3.0),
        DraftSets(4, 60, reps=10, rir=2.0),
        DraftSets(2, 60, reps=8, rir=5.0),
        DraftSets(4, 60, reps=7, rir=4.0),
    ]


def test_strength_keeps_its_repetitions_and_comes_closer_to_the_limit() -> None:
    assert sets_of(drafted(goal="strength"), "Bench press")[:5] == [
        DraftSets(5, 180, reps=5, rir=4.0),
        DraftSets(5, 180, reps=5, rir=3.0),
        DraftSets(5, 180, reps=5, rir=2.0),
        DraftSets(3, 180, reps=5, rir=5.0),
        DraftSets(5, 180, reps=4, rir=4.0),
    ]


def test_what_grows_in_wide_steps_begins_anew() -> None:
    weeks = sets_of(drafted(equipment=HOME), "Dumbbell bench press")
    assert weeks[4:] == weeks[:4]
    strong = sets_of(drafted(equipment=HOME, goal="strength"), "Dumbbell bench press")
    assert [(week.reps, week.rir) for week in strong[:4]] == [(3, 4.0), (4, 3.0), (5, 2.0), (3, 5.0)]


def test_a_novices_load_is_not_planned_to_rise() -> None:
    found = drafted(experience=NOVICE, goal="general_health")
    weeks = sets_of(found, "Goblet squat")
    assert weeks[:4] == [
        DraftSets(3, 180, reps=5, rir=4.0),
        DraftSets(3, 180, reps=6, rir=3.0),
        DraftSets(3, 180, reps=7, rir=2.0),
        DraftSets(2, 180, reps=5, rir=5.0),
    ]
    assert weeks[4:] == weeks[:4]


def test_an_advanced_lifter_is_heavier_by_the_start_of_their_own() -> None:
    weeks = sets_of(drafted(experience=ADVANCED), "Back squat")
    assert [(week.reps, week.rir) for week in weeks[:3]] == [(7, 4.0), (8, 3.0), (9, 2.0)]


def test_isolation_climbs_and_begins_anew() -> None:
    weeks = sets_of(drafted(), "EZ-bar curl")
    assert [(week.reps, week.rir) for week in weeks[:5]] == [
        (9, 4.0),
        (10, 3.0),
        (11, 2.0),
        (9, 5.0),
        (9, 4.0),
    ]


def test_a_hold_grows_by_seconds_and_what_has_no_load_has_a_range() -> None:
    assert [week.seconds for week in sets_of(drafted(), "Plank")[:4]] == [30, 35, 40, 30]
    first = sets_of(drafted(equipment=FLOOR), "Single-leg glute bridge")[0]
    assert (first.reps, first.reps_high, first.rir) == (8, 12, 4.0)


# Time


def test_what_does_not_fit_goes_last_first_and_is_named() -> None:
    found = drafted(goal="strength", minutes=40)
    assert [(workout.minutes, names(workout)) for workout in found.phases[0].workouts[:1]] == [
        (39, ["Back squat", "Bench press", "Bent-over row"])
    ]
    assert found.shortened[0] == ("Full body A: Dumbbell lateral raise, Plank left out to fit 40 minutes.")
    assert found.fits


def test_time_that_is_left_goes_to_the_muscles_with_the_fewest_sets() -> None:
    def sets(name: str, **changes: Any) -> int:
        return sets_of(drafted(**changes), name)[0].sets

    assert [sets("Bent-over row", minutes=minutes) for minutes in (28, 90)] == [3, 4]
    assert sets("Overhead press", days=4, minutes=90) == 3  # the front delts have ten already
    novice = drafted(days=4, minutes=90, experience=NOVICE)
    slots = [slot for workout in workouts_of(novice) for slot in workout.slots]
    assert {slot.weeks[0].sets for slot in slots if slot.exercise.compound} == {3}


def test_when_even_two_lifts_are_too_long_the_draft_says_so() -> None:
    found = drafted(goal="strength", minutes=10)
    assert not found.fits
    assert found.remarks[0] == (
        "Full body A takes 13 minutes: it cannot be shorter with two lifts of two sets."
    )


def test_one_day_a_week_and_seven_are_answered_as_well_as_can_be() -> None:
    one, seven = drafted(days=1), drafted(days=7)
    assert one.remarks == ("One day a week is less than any guideline asks for; two are where it begins.",)
    assert [len(one.phases[0].workouts), len(seven.phases[0].workouts)] == [1, 6]
    assert seven.remarks == ("6 workouts a week: one day stays free.",)


def test_the_engine_has_nothing_to_warn_about_in_its_own_draft() -> None:
    codes = {
        item.code
        for days in (2, 3, 4, 5, 6)
        for item in program_findings(planned_draft(drafted(days=days)))
        if item.severity != "note"
    }
    assert codes == set()


@pytest.mark.parametrize("changes", [{"weeks": 5}, {"days": 0}, {"days": 8}, {"minutes": 0}])
def test_a_wish_that_cannot_be_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="A draft has"):
        wish(**changes)
