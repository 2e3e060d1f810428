"""What holds of every draft, whoever it is for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.catalogue.words import BODY_REGIONS
from programs.prescription import program_findings
from programs.prescription.drafting import WEEKS, Wish, draft, planned_draft
from programs.prescription.words import Experience
from tests.prescription.drafted import FACTS, FLOOR, GARAGE, GYM, HOME, workouts_of

WISHES = st.builds(
    Wish,
    goal=st.sampled_from(["hypertrophy", "strength", "fat_loss", "general_health"]),
    experience=st.sampled_from(Experience),
    days=st.integers(1, 7),
    minutes=st.integers(10, 120),
    weeks=st.sampled_from(WEEKS),
    equipment=st.one_of(
        st.sampled_from([GYM, GARAGE, HOME, FLOOR]), st.frozensets(st.sampled_from(sorted(GYM)))
    ),
    limits=st.frozensets(st.sampled_from(BODY_REGIONS), max_size=4),
)


@settings(max_examples=150)
@given(wish=WISHES)
def test_every_draft_keeps_its_promises(wish: Wish) -> None:
    found = draft(wish, FACTS)
    assert sum(phase.weeks for phase in found.phases) == wish.weeks
    for workout in workouts_of(found):
        exercises = [slot.exercise for slot in workout.slots]
        assert len({exercise.id for exercise in exercises}) == len(exercises)
        for exercise in exercises:
            assert not exercise.stresses & wish.limits
            assert exercise.equipment <= wish.equipment
        compound = [exercise.compound for exercise in exercises]
        assert compound == sorted(compound, reverse=True)
        assert workout.minutes <= wish.minutes or not found.fits
    if not found.fits:
        too_long = [workout for workout in workouts_of(found) if workout.minutes > wish.minutes]
        assert all(sum(slot.weeks[0].sets for slot in workout.slots) <= 4 for workout in too_long)
        assert all(workout.name in " ".join(found.remarks) for workout in too_long)


@settings(max_examples=60)
@given(wish=WISHES)
def test_the_engine_warns_about_no_draft_that_has_the_days_and_the_time(wish: Wish) -> None:
    found = draft(wish, FACTS)
    graver = {item.code for item in program_findings(planned_draft(found)) if item.severity != "note"}
    trained = [workout for workout in found.phases[0].workouts if workout.slots]
    too_few = {"few_days"} if len(trained) == 1 else set()
    too_long = set() if found.fits else {"session_too_long"}
    assert graver == too_few | too_long


@settings(max_examples=30)
@given(wish=WISHES)
def test_the_same_wish_gives_the_same_draft(wish: Wish) -> None:
    assert draft(wish, FACTS) == draft(wish, tuple(FACTS))


@settings(max_examples=60)
@given(wish=WISHES)
def test_every_fourth_week_is_easier_and_every_set_leaves_two_in_reserve(wish: Wish) -> None:
    for workout in workouts_of(draft(wish, FACTS)):
        for slot in workout.slots:
            for number, week in enumerate(slot.weeks, start=1):
                assert week.rir is None or week.rir >= 2
                if number % 4 == 0:
                    assert week.sets < slot.weeks[0].sets or slot.weeks[0].sets == 1
