"""Standing notes from the source material, said only where they help."""

from collections.abc import Iterator

from programs.prescription.problems import Note
from programs.prescription.words import Experience, Goal


def guidance(
    *, client_goal: str | None, experience: Experience, goals: frozenset[Goal], days: int
) -> tuple[Note, ...]:
    """What is worth knowing about these goals for this client; `days` are the workouts a week."""
    return (
        *_fat_loss(client_goal),
        *_novice(experience, goals),
        *_volume(goals),
        *_time_to_see(experience, goals, days),
    )


def _fat_loss(client_goal: str | None) -> Iterator[Note]:
    if client_goal == "fat_loss":
        text = "Fat loss works with either focus: the energy deficit decides."
        why = "Choose the training that the client likes and keeps up; both hold muscle while weight falls."
        yield Note("fat_loss_either", text, "client", why, "article")


def _novice(experience: Experience, goals: frozenset[Goal]) -> Iterator[Note]:
    if experience is Experience.NOVICE and Goal.STRENGTH in goals:
        text = "Technique before load: every repetition and set of a level is finished before the load rises."
        why = "Strength first lays the foundation; failure and overuse raise the risk of injury."
        yield Note("technique_before_load", text, "program", why, "article")


def _volume(goals: frozenset[Goal]) -> Iterator[Note]:
    if len(goals) == 2:
        text = "Strength asks for a high total volume; size grows at low and high volume alike."
        why = "Where time is short, take sets from the hypertrophy rows first. The article says so; later "
        why += "reviews find that size, too, gains from more sets, up to a point."
        yield Note("volume_by_goal", text, "program", why, "article")


def _time_to_see(experience: Experience, goals: frozenset[Goal], days: int) -> Iterator[Note]:
    if experience is Experience.NOVICE and Goal.STRENGTH in goals and days >= 2:
        text = "Strength shows after about 8 to 12 weeks, in some after 2; the first gains are neural."
        why = "Growth levels off later, so the program has to change over time."
        yield Note("time_to_see", text, "program", why, "article")
