"""The library: the templates that come with Setwise and the studio’s own, in one searchable list."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from programs import catalogue, library
from programs.library import PLACE_NAMES, Template, place_of
from programs.models import Exercise, Program, Slot, Week, Workout
from programs.prescription import band_of
from programs.prescription.effect import nearest_whole
from programs.queries.drafts import profile_of
from programs.queries.exercise_facts import listed, name_of
from programs.queries.outlines import (
    WrittenRow,
    planned_outline,
    totals_of_outline,
    written_week,
    written_weeks,
)
from programs.search import ExerciseIndex
from trainer.models import Client, Experience, User
from web.numbers import show

SHIPPED, OWN = "setwise", "own"
MANY = 10_000
NO_FOLDER = "Your studio"


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """A template as the list shows it; of the studio's own nobody wrote down the minutes.

    An own one without exercises has neither a goal nor a place.
    """

    id: str
    own: bool
    name: str
    goal: str
    experience: str
    days: int
    weeks: int
    minutes: int | None
    place: str
    folder: str
    tags: tuple[str, ...]

    @property
    def facts(self) -> str:
        """`Novice · 3 days · 8 weeks · 60 min · Gym`."""
        parts = [
            Experience(self.experience).label,
            f"{self.days} day{'' if self.days == 1 else 's'}",
            f"{self.weeks} week{'' if self.weeks == 1 else 's'}",
            f"{self.minutes} min" if self.minutes else "",
            PLACE_NAMES.get(self.place, ""),
        ]
        return " · ".join(filter(None, parts))

    @property
    def words(self) -> tuple[str, ...]:
        """What it can be found by beside its name."""
        return (self.goal, self.experience, PLACE_NAMES.get(self.place, ""), self.folder, *self.tags)


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the list is narrowed to; empty fields narrow nothing."""

    goal: str = ""
    experience: str = ""
    days: str = ""
    place: str = ""
    source: str = ""
    tag: str = ""
    folder: str = ""

    def allow(self, line: LibraryLine) -> bool:
        return (
            self.goal in ("", line.goal)
            and self.experience in ("", line.experience)
            and self.days in ("", str(line.days))
            and self.place in ("", line.place)
            and self.source in ("", OWN if line.own else SHIPPED)
            and self.folder in ("", line.folder)
            and self.tag.casefold() in ("", *(tag.casefold() for tag in line.tags))
        )


def shipped_lines() -> list[LibraryLine]:
    """The templates that come with Setwise, in the library's order."""
    return [
        LibraryLine(
            id=item.key,
            own=False,
            name=item.title,
            goal=item.goal.value,
            experience=item.experience.value,
            days=item.days,
            weeks=item.weeks,
            minutes=item.minutes,
            place=item.equipment,
            folder="",
            tags=item.tags,
        )
        for item in library.templates()
    ]


def own_lines(user: User) -> list[LibraryLine]:
    """The current templates of the trainer's studios, by folder and name; five queries."""
    programs = list(
        Program.objects.visible_to(user)
        .templates()
        .current()
        .order_by("folder", "name", "id")
        .values_list("pk", "name", "experience", "folder", "tags")
    )
    ids = [row[0] for row in programs]
    weeks = dict(Week.objects.filter(program__in=ids).values_list("program").annotate(n=Count("pk")))
    days: dict[uuid.UUID, int] = defaultdict(int)
    counted = Workout.objects.filter(program__in=ids).values_list("program", "phase").annotate(n=Count("pk"))
    for program, _, count in counted:
        days[program] = max(days[program], count)
    goals, exercises = _contents(ids)
    return [
        LibraryLine(
            id=str(pk),
            own=True,
            name=name,
            goal=_goal_of(goals[pk]),
            experience=experience,
            days=days[pk],
            weeks=weeks.get(pk, 0),
            minutes=None,
            place=place_of(exercises[pk]) if goals[pk] else "",
            folder=folder,
            tags=tuple(tags),
        )
        for pk, name, experience, folder, tags in programs
    ]


def _contents(ids: Sequence[uuid.UUID]) -> tuple[dict[uuid.UUID, set[str]], dict[uuid.UUID, set[str]]]:
    """The goals of each program's rows, and the equipment that they need."""
    goals: dict[uuid.UUID, set[str]] = defaultdict(set)
    used: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for program, goal, exercise in (
        Slot.objects.filter(program__in=ids).order_by().values_list("program", "goal", "exercise").distinct()
    ):
        goals[program].add(goal)
        used[program].add(exercise)
    known = dict(Exercise.objects.filter(pk__in=set().union(*used.values())).values_list("pk", "equipment"))
    needed: dict[uuid.UUID, set[str]] = defaultdict(set)
    for program, exercises in used.items():
        needed[program] = {implement for exercise in exercises for implement in known[exercise]}
    return goals, needed


def _goal_of(goals: set[str]) -> str:
    return next(iter(goals)) if len(goals) == 1 else ("mixed" if goals else "")


def found_lines(lines: Sequence[LibraryLine], text: str, wanted: LibraryFilter) -> list[LibraryLine]:
    """The lines that pass the filter and answer the text, best first; slips of typing are forgiven."""
    allowed = {line.id: line for line in lines if wanted.allow(line)}
    if not text.strip():
        return list(allowed.values())
    index = ExerciseIndex((line.id, line.name, line.tags, line.words) for line in lines)
    return [allowed[key] for key, _, _ in index.search(text, MANY, allow=allowed)]


def in_folders(lines: Iterable[LibraryLine]) -> list[tuple[str, list[LibraryLine]]]:
    """The studio's own by folder, those without one first; then those that come with Setwise."""
    groups: dict[str, list[LibraryLine]] = {}
    for line in lines:
        title = (line.folder or NO_FOLDER) if line.own else "From Setwise"
        groups.setdefault(title, []).append(line)
    order = sorted(groups, key=lambda title: (title == "From Setwise", title != NO_FOLDER, title.casefold()))
    return [(title, groups[title]) for title in order]


# One template that comes with Setwise


@dataclass(frozen=True, slots=True)
class LibraryDay:
    name: str
    minutes: int
    rows: list[WrittenRow]


@dataclass(frozen=True, slots=True)
class LibraryPart:
    """A phase: its first week, day by day, and each exercise's sets in every week."""

    name: str
    span: str
    days: list[LibraryDay]
    weeks: list[int]
    table: list[tuple[str, list[tuple[str, list[str]]]]]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A template as finished strings."""

    parts: list[LibraryPart]
    needs: str
    muscles: list[tuple[str, str, str]]


def library_page(template: Template, *, mark: str) -> LibraryPage:
    """Each phase's first week, what is needed, and what the fullest week comes to; no query."""
    facts = facts_of_template(template)
    planned = planned_outline(template.outline, facts, experience=template.experience)
    equipment = {implement for entry in facts.values() for implement in entry.equipment}
    parts, first = [], 1
    for phase in template.outline.phases:
        last = first + phase.weeks - 1
        days = [
            LibraryDay(workout.name, nearest_whole(done.sums.minutes), rows)
            for (workout, rows), done in zip(
                written_week(phase.workouts, 0), planned.weeks[first - 1].workouts, strict=True
            )
        ]
        table = [(workout.name, written_weeks(workout)) for workout in phase.workouts]
        numbers = list(range(first, last + 1))
        parts.append(LibraryPart(phase.name, f"weeks {first} to {last}", days, numbers, table))
        first = last + 1
    return LibraryPage(
        parts=parts,
        needs=listed(sorted(equipment)) or "Nothing",
        muscles=[
            (name_of(muscle), show(sets, decimals=1, mark=mark), band_of(sets).name)
            for muscle, sets in totals_of_outline(planned).muscles
        ],
    )


def facts_of_template(template: Template) -> dict[str, catalogue.Exercise]:
    """The catalogue's facts of its exercises, by their name in small letters."""
    known = {entry.key: entry for entry in catalogue.exercises()}
    return {name: known[key] for name, key in template.keys.items()}


def misfits(template: Template, client: Client) -> list[str]:
    """What of a template does not suit a client, in sentences; two queries."""
    profile = profile_of(client)
    facts = facts_of_template(template).values()
    said = []
    if strained := [entry.name for entry in facts if profile.limits & set(entry.stresses)]:
        said.append(f"Loads a region with a limit: {', '.join(strained)}.")
    if profile.equipment:
        lacking = [entry.name for entry in facts if not set(entry.equipment) <= profile.equipment]
        said += [f"Needs what is not on hand: {', '.join(lacking)}."] if lacking else []
    if client.days_per_week < template.days:
        said.append(f"Has {template.days} days a week; {client.name} has {client.days_per_week}.")
    if client.minutes_per_session < template.minutes:
        said.append(f"Takes {template.minutes} minutes; {client.name} has {client.minutes_per_session}.")
    if client.experience != template.experience:
        wanted, theirs = Experience(template.experience).label, client.get_experience_display()
        said.append(f"Written for {wanted.lower()} clients; {client.name} is {theirs.lower()}.")
    return said
