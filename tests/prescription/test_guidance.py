"""Standing notes: each said where it helps, and nowhere else."""

from itertools import product

import pytest

from programs.prescription import SOURCES, Experience, Goal, Note, guidance
from trainer.models import ClientGoal

HYPERTROPHY, STRENGTH = frozenset({Goal.HYPERTROPHY}), frozenset({Goal.STRENGTH})
BOTH = HYPERTROPHY | STRENGTH
TRAINED = (Experience.INTERMEDIATE, Experience.ADVANCED)


def notes(
    *,
    client_goal: str | None = "hypertrophy",
    experience: Experience = Experience.INTERMEDIATE,
    goals: frozenset[Goal] = HYPERTROPHY,
    days: int = 3,
    signed_off_all: bool = True,
) -> dict[str, Note]:
    found = guidance(
        client_goal=client_goal,
        experience=experience,
        goals=goals,
        days=days,
        signed_off_all=signed_off_all,
    )
    return {note.code: note for note in found}


def test_a_trained_client_who_wants_muscle_and_trains_for_it_needs_no_notes():
    assert notes() == {}


def test_for_fat_loss_either_focus_works():
    note = notes(client_goal="fat_loss")["fat_loss_either"]
    assert note.text == (
        "For fat loss either focus works: an energy deficit decides. Keep the goal that the client likes."
    )


@pytest.mark.parametrize("goal", [*(goal for goal in ClientGoal if goal != ClientGoal.FAT_LOSS), None])
def test_other_clients_are_not_told_about_fat_loss(goal):
    assert "fat_loss_either" not in notes(client_goal=goal)


def test_the_clients_goal_is_spelled_as_the_client_form_stores_it():
    assert "fat_loss_either" in notes(client_goal=ClientGoal.FAT_LOSS)


@pytest.mark.parametrize("goals", [STRENGTH, BOTH])
def test_strength_rows_bring_the_articles_claim_about_volume_and_who_disagrees(goals):
    note = notes(goals=goals)["volume_for_strength"]
    assert note.text.startswith("The article says")
    assert "evidence disagrees" in note.why
    assert note.source == "article"


def test_rows_for_hypertrophy_alone_say_nothing_about_strengths_volume():
    assert "volume_for_strength" not in notes(goals=HYPERTROPHY)


@pytest.mark.parametrize("goals", [STRENGTH, BOTH])
def test_a_novice_with_strength_rows_builds_a_foundation(goals):
    assert "strength_as_foundation" in notes(experience=Experience.NOVICE, goals=goals)


def test_a_novice_without_strength_rows_has_a_finding_instead_of_a_note():
    assert "strength_as_foundation" not in notes(experience=Experience.NOVICE, goals=HYPERTROPHY)


@pytest.mark.parametrize("experience", TRAINED)
def test_a_trained_client_has_a_foundation(experience):
    assert set(notes(experience=experience, goals=STRENGTH)) == {"volume_for_strength"}


@pytest.mark.parametrize("goals", [HYPERTROPHY, STRENGTH, BOTH])
def test_a_novice_is_told_when_gains_show(goals):
    note = notes(experience=Experience.NOVICE, goals=goals)["time_to_see"]
    assert note.text == "Gains show after about 8 to 12 weeks; the first ones are neural."


def test_gains_on_fewer_than_two_days_a_week_are_not_promised():
    assert "time_to_see" in notes(experience=Experience.NOVICE, days=2)
    assert "time_to_see" not in notes(experience=Experience.NOVICE, days=1)


@pytest.mark.parametrize("experience", TRAINED)
def test_a_trained_client_is_not_told_when_gains_show(experience):
    assert "time_to_see" not in notes(experience=experience, goals=BOTH)


def test_technique_comes_before_load_for_a_novice():
    note = notes(experience=Experience.NOVICE)["technique_before_load"]
    assert note.text == (
        "Technique before load: finish all repetitions and sets at a level before the load rises."
    )


def test_technique_comes_before_load_while_a_lift_is_not_signed_off():
    assert set(notes(signed_off_all=False)) == {"technique_before_load"}
    assert notes(signed_off_all=True) == {}


def test_both_goals_side_by_side_say_which_comes_first():
    text = "Strength and hypertrophy rows stand side by side: do the strength rows first"
    assert notes(goals=BOTH, days=1)["both_goals"].text == f"{text}."
    assert notes(goals=BOTH, days=2)["both_goals"].text == f"{text}, or on days of their own."


@pytest.mark.parametrize("goals", [HYPERTROPHY, STRENGTH])
def test_one_goal_needs_no_order(goals):
    assert "both_goals" not in notes(goals=goals)


def test_an_empty_program_has_notes_about_its_client_alone():
    empty = notes(
        client_goal="fat_loss", experience=Experience.NOVICE, goals=frozenset(), signed_off_all=False
    )
    assert set(empty) == {"fat_loss_either"}


def test_few_days_are_a_finding_and_no_note():
    for client_goal, experience, goals in product([*ClientGoal, None], Experience, [HYPERTROPHY, BOTH]):
        found = notes(client_goal=client_goal, experience=experience, goals=goals, days=1)
        assert not any("days" in note.text for note in found.values())


def test_every_note_has_a_reason_and_a_known_source_and_is_said_once():
    found = guidance(
        client_goal="fat_loss", experience=Experience.NOVICE, goals=BOTH, days=3, signed_off_all=False
    )
    assert [note.code for note in found] == [
        "fat_loss_either",
        "technique_before_load",
        "strength_as_foundation",
        "time_to_see",
        "both_goals",
        "volume_for_strength",
    ]
    for note in found:
        assert note.severity == "note"
        assert note.why
        assert note.source in SOURCES
        assert note.mend is None
