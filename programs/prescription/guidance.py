"""Standing notes from the source material for the builder's panel, each only where it helps."""

from collections.abc import Iterator

from programs.prescription.problems import Note
from programs.prescription.weeks import DAYS_LOW
from programs.prescription.words import Experience, Goal


def guidance(
    *,
    client_goal: str | None,
    experience: Experience,
    goals: frozenset[Goal],
    days: int,
    signed_off_all: bool = True,
) -> tuple[Note, ...]:
    """What is worth knowing about these goals for this client, the most pressing first.

    `client_goal` is what the client wants (a template has none), `goals` are those of the rows, `days`
    the training days a week, `signed_off_all` whether the trainer has signed off every lift. What is a
    finding already (too few days, hypertrophy before a foundation) is not said again.
    """
    return (
        *_fat_loss(client_goal),
        *_technique(experience, goals, signed_off_all),
        *_foundation(experience, goals),
        *_time_to_see(experience, goals, days),
        *_both_goals(goals, days),
        *_volume(goals),
    )


def _fat_loss(client_goal: str | None) -> Iterator[Note]:
    if client_goal == "fat_loss":
        text = (
            "For fat loss either focus works: an energy deficit decides. Keep the goal that the client likes."
        )
        why = "Training holds muscle while weight falls, and what the client likes is kept up longest."
        yield Note("fat_loss_either", text, "client", why, "article")


def _technique(experience: Experience, goals: frozenset[Goal], signed_off_all: bool) -> Iterator[Note]:
    if goals and (experience is Experience.NOVICE or not signed_off_all):
        text = "Technique before load: finish all repetitions and sets at a level before the load rises."
        why = "A lift that is not learned yet breaks down under more weight. Sign lifts off as they stand."
        yield Note("technique_before_load", text, "program", why, "article")


def _foundation(experience: Experience, goals: frozenset[Goal]) -> Iterator[Note]:
    if experience is Experience.NOVICE and Goal.STRENGTH in goals:
        text = "For a novice strength comes first, as a foundation, and hypertrophy after it."
        why = "Who is stronger and moves well can do hypertrophy's many sets heavier and safer."
        yield Note("strength_as_foundation", text, "program", why, "article")


def _time_to_see(experience: Experience, goals: frozenset[Goal], days: int) -> Iterator[Note]:
    if experience is Experience.NOVICE and goals and days >= DAYS_LOW:
        text = "Gains show after about 8 to 12 weeks; the first ones are neural."
        why = "Early strength is skill: muscles follow later, so a mirror that stays the same is no failure."
        yield Note("time_to_see", text, "program", why, "article")


def _both_goals(goals: frozenset[Goal], days: int) -> Iterator[Note]:
    if len(goals) < 2:
        return
    apart = ", or on days of their own" if days >= DAYS_LOW else ""
    text = f"Strength and hypertrophy rows stand side by side: do the strength rows first{apart}."
    why = "Heavy sets need fresh muscles; each row is still judged by its own goal."
    yield Note("both_goals", text, "program", why, "setwise")


def _volume(goals: frozenset[Goal]) -> Iterator[Note]:
    if Goal.STRENGTH in goals:
        text = "The article says that a high total volume favours strength, while size grows at low and high."
        why = (
            "This is the article's claim, and evidence disagrees: Pelland 2026 finds that both gain from "
            "more weekly sets, and that strength levels off sooner."
        )
        yield Note("volume_for_strength", text, "program", why, "article")
