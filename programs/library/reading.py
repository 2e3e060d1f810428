"""Reads the templates that come with Setwise and refuses what cannot be right, naming file and field."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from programs import catalogue
from programs.prescription import Experience, Goal
from programs.shorthand import Outline, outline, read_program

# Where a template can be trained, and what is taken to be there. None: everything that a gym has.
PLACES: Mapping[str, frozenset[str] | None] = {
    "gym": None,
    "home_dumbbells": frozenset({"dumbbell", "bench", "band"}),
    "body_weight": frozenset({"pull_up_bar"}),
}
PLACE_NAMES = {
    "gym": "Gym",
    "home_dumbbells": "Dumbbells at home",
    "body_weight": "Body weight",
}
_FIELDS = frozenset(
    {"title", "goal", "experience", "days", "equipment", "minutes", "weeks", "tags", "use", "leave"}
    | {"program"}
)


class LibraryError(ValueError):
    """A template that cannot be right. The text names it and the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A program of the library: what it is for, and its phases, workouts and sets as an outline.

    `equipment` is one of PLACES; `minutes` is the longest workout with some minutes for warming up, which
    the builder does not count. `use` says when to take it, `leave` when not. `keys` has the catalogue's
    key of each exercise by its name in small letters.
    """

    key: str
    title: str
    goal: Goal
    experience: Experience
    days: int
    equipment: str
    minutes: int
    weeks: int
    tags: tuple[str, ...]
    use: str
    leave: str
    outline: Outline
    keys: Mapping[str, str] = field(hash=False)

    @property
    def place(self) -> str:
        """Where it can be trained, in words."""
        return PLACE_NAMES[self.equipment]


def place_of(equipment: Collection[str]) -> str:
    """The smallest place in which a program can be trained whose exercises need this equipment."""
    needed = set(equipment)
    for place in ("body_weight", "home_dumbbells"):
        if needed <= (PLACES[place] or needed):
            return place
    return "gym"


def read(key: str, text: str) -> Template:
    """A template from the text of its file; `LibraryError` names what is wrong and where."""
    try:
        entry = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{key}: not valid TOML: {error}") from error
    if wrong := set(entry) ^ _FIELDS:
        raise LibraryError(f"{key}, {min(wrong)}: is missing, or is not a field of a template")
    if entry["equipment"] not in PLACES:
        raise LibraryError(f"{key}, equipment: {entry['equipment']!r} is none of {', '.join(PLACES)}")
    try:
        goal, experience = Goal(entry["goal"]), Experience(entry["experience"])
    except ValueError as error:
        raise LibraryError(f"{key}, goal or experience: {error}") from error
    found = _outlined(key, entry["program"])
    template = Template(
        key=key,
        title=entry["title"],
        goal=goal,
        experience=experience,
        days=entry["days"],
        equipment=entry["equipment"],
        minutes=entry["minutes"],
        weeks=entry["weeks"],
        tags=tuple(entry["tags"]),
        use=" ".join(entry["use"].split()),
        leave=" ".join(entry["leave"].split()),
        outline=found,
        keys=_keys(key, found),
    )
    _refuse_contradictions(template)
    return template


def _outlined(key: str, program: str) -> Outline:
    written = read_program(program)
    if written.error:
        raise LibraryError(f"{key}, program: {written.error}")
    if written.unresolved:
        line = written.unresolved[0]
        raise LibraryError(f"{key}, program, line {line.number}: {line.problems[0].text}")
    found = outline(written)
    if found.problems:
        number, said = found.problems[0]
        raise LibraryError(f"{key}, program, line {number}: {said}")
    return found


def _keys(key: str, found: Outline) -> dict[str, str]:
    """Templates name exercises exactly as the catalogue does."""
    known = {exercise.name: exercise.key for exercise in catalogue.exercises()}
    names = {slot.name for phase in found.phases for workout in phase.workouts for slot in workout.slots}
    if unknown := sorted(names - set(known)):
        raise LibraryError(f"{key}, program: {unknown[0]!r} is no exercise of the catalogue")
    return {name.casefold(): known[name] for name in sorted(names)}


def _refuse_contradictions(template: Template) -> None:
    phases = template.outline.phases
    if sum(phase.weeks for phase in phases) != template.weeks:
        raise LibraryError(f"{template.key}, weeks: the program has another number of weeks")
    if any(len(phase.workouts) != template.days for phase in phases):
        raise LibraryError(f"{template.key}, days: a phase has another number of workouts")
    place = PLACES[template.equipment]
    needed = {exercise.key: exercise for exercise in catalogue.exercises()}
    for exercise_key in template.keys.values():
        exercise = needed[exercise_key]
        if place is not None and not set(exercise.equipment) <= place:
            raise LibraryError(f"{template.key}, equipment: {exercise.name} needs more than that")
