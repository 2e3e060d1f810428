"""The phases, workouts and slots that a written program describes."""

from decimal import Decimal

from programs.shorthand import (
    Outline,
    OutlinedPhase,
    OutlinedSlot,
    OutlinedWorkout,
    Sets,
    outline,
    read_program,
)


def outlined(text: str) -> Outline:
    return outline(read_program(text))


def sets(number: int, reps: int, percent: int | None = None) -> tuple[Sets, ...]:
    return (Sets(sets=number, reps=reps, intensity=None if percent is None else Decimal(percent)),)


def test_without_headings_a_program_is_one_workout_of_one_week():
    slot = OutlinedSlot("A", "Squat", "", (sets(5, 5),), (1,))
    assert outlined("A) Squat 5x5") == Outline(
        "", "", (OutlinedPhase("", 1, (OutlinedWorkout("", None, "", (slot,)),)),)
    )


WEEKS = """\
Plan: Comeback
Phase 1: Base (2 weeks)
Week 1
Day 1
Squat 3x5 70%
"deep"
Day 2
Row 3x8
Week 2
Day 1
Squat 3x5 75%
Curl 2x12
Day 2
Row 4x8
Phase 2: Strength
Week 3
Monday: Heavy
Deadlift 3x3
"""


def test_workouts_and_exercises_of_further_weeks_go_on_with_those_of_the_first():
    plan = outlined(WEEKS)
    assert (plan.title, plan.problems) == ("Comeback", ())
    assert plan.phases == (
        OutlinedPhase(
            "Base",
            2,
            (
                OutlinedWorkout(
                    "Day 1",
                    None,
                    "",
                    (
                        OutlinedSlot(None, "Squat", "deep", (sets(3, 5, 70), sets(3, 5, 75)), (5, 11)),
                        OutlinedSlot(None, "Curl", "", (None, sets(2, 12)), (12,)),
                    ),
                ),
                OutlinedWorkout(
                    "Day 2", None, "", (OutlinedSlot(None, "Row", "", (sets(3, 8), sets(4, 8)), (8, 14)),)
                ),
            ),
        ),
        OutlinedPhase(
            "Strength",
            1,
            (OutlinedWorkout("Heavy", 0, "", (OutlinedSlot(None, "Deadlift", "", (sets(3, 3),), (18,)),)),),
        ),
    )


def slots_of(text: str) -> list[tuple[str, tuple[tuple[Sets, ...] | None, ...]]]:
    return [
        (slot.name, slot.weeks)
        for phase in outlined(text).phases
        for workout in phase.workouts
        for slot in workout.slots
    ]


def test_what_stands_under_no_week_is_for_all_weeks_of_its_phase():
    assert slots_of("Phase 1 (3 weeks)\nSquat 3x5\n") == [("Squat", (sets(3, 5),) * 3)]


def test_a_week_under_an_exercise_stands_before_what_is_for_all():
    text = "Squat 3x5\nWeek 2: 3x4\nWeek 3: 3x3\n"
    assert slots_of(text) == [("Squat", (sets(3, 5), sets(3, 4), sets(3, 3)))]


def test_weeks_as_columns_are_the_weeks_of_the_slot():
    text = "Exercise\tWeek 1\tWeek 2\nSquat\t3x5\t3x4\nRow\t\t3x8\n"
    assert slots_of(text) == [("Squat", (sets(3, 5), sets(3, 4))), ("Row", (None, sets(3, 8)))]


def test_the_same_exercise_twice_in_a_workout_is_two_slots():
    assert slots_of("Squat 1x3\nRow 3x8\nSquat 3x5") == [
        ("Squat", (sets(1, 3),)),
        ("Row", (sets(3, 8),)),
        ("Squat", (sets(3, 5),)),
    ]


def test_two_workouts_of_one_name_in_a_week_are_two():
    plan = outlined("Push\nBench 3x5\nPush\nPress 3x5")
    assert [workout.name for workout in plan.phases[0].workouts] == ["Push", "Push"]


def test_weeks_without_exercises_are_said():
    assert outlined("Phase 1 (4 weeks)\nWeek 1\nSquat 3x5\n").problems == (
        (1, "Nothing is written for week 2, 3, 4 of the phase."),
    )


def test_more_weeks_than_the_phase_has_are_said():
    assert outlined("Phase 1 (1 week)\nWeeks 1-2\nSquat 3x5\n").problems == (
        (1, "Week 2 of the phase is written, but its heading says 1."),
    )
