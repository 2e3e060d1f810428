"""Finding exercises: the shared catalogue and a studio's own, searched in memory.

An index takes long to build and no time to ask. Each process keeps one of the shared catalogue and
one for each studio's own exercises, and asks the database, in one query, whether they still stand.
"""

import uuid
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from programs import catalogue
from programs.models import Exercise
from programs.search import ExerciseIndex
from trainer.models import Client, Equipment, User

STUDIOS_KEPT = 64
LIMIT = 12
Version = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise as lists show it."""

    id: uuid.UUID
    name: str
    aliases: tuple[str, ...]
    pattern: str
    mechanics: str
    region: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    equipment: frozenset[str]
    stresses: frozenset[str]
    own: bool

    @property
    def words(self) -> tuple[str, ...]:
        return (self.pattern, *self.primary)

    def possible_with(self, implements: Collection[str]) -> bool:
        """Whether somebody who has these implements can do it."""
        return self.equipment <= set(implements)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty fields narrow nothing."""

    muscle: str = ""
    pattern: str = ""
    mechanics: str = ""
    implements: frozenset[str] | None = None
    own: bool = False

    def allow(self, line: ExerciseLine) -> bool:
        return (
            (not self.muscle or self.muscle in line.primary)
            and (not self.pattern or self.pattern == line.pattern)
            and (not self.mechanics or self.mechanics == line.mechanics)
            and (self.implements is None or line.possible_with(self.implements))
            and (not self.own or line.own)
        )


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The current exercises of one owner, with their index."""

    version: Version
    lines: dict[uuid.UUID, ExerciseLine]
    index: ExerciseIndex[uuid.UUID]


_shelves: OrderedDict[uuid.UUID | None, _Shelf] = OrderedDict()
_places = {entry.key: place for place, entry in enumerate(catalogue.exercises())}


def shelves_for(user: User) -> list[_Shelf]:
    """The shared catalogue and the studios' own that this person may see; one query when nothing changed."""
    versions = {
        studio: (count, newest)
        for studio, count, newest in Exercise.objects.visible_to(user)
        .values_list("studio")
        .annotate(count=Count("pk"), newest=Max("updated_at"))
        .order_by("studio")
    }
    found = []
    for studio, version in sorted(versions.items(), key=lambda item: item[0] is not None):
        shelf = _shelves.get(studio)
        if shelf is None or shelf.version != version:
            shelf = _shelves[studio] = _build(studio, version)
        _shelves.move_to_end(studio)
        found.append(shelf)
    while len(_shelves) > STUDIOS_KEPT:
        _shelves.popitem(last=False)
    return found


def _build(studio: uuid.UUID | None, version: Version) -> _Shelf:
    rows = Exercise.objects.filter(studio=studio).current().order_by("name").values_list(
        "key", "pk", "name", "aliases", "pattern", "mechanics", "region", "primary_muscles",
        "secondary_muscles", "equipment", "stresses",
    )  # fmt: skip
    lines = {}
    for _, pk, name, aliases, pattern, mechanics, region, *words in sorted(
        rows, key=lambda row: _places.get(row[0], len(_places))
    ):
        primary, secondary, equipment, stresses = words
        lines[pk] = ExerciseLine(
            id=pk,
            name=name,
            aliases=tuple(aliases),
            pattern=pattern,
            mechanics=mechanics,
            region=region,
            primary=tuple(primary),
            secondary=tuple(secondary),
            equipment=frozenset(equipment),
            stresses=frozenset(stresses),
            own=studio is not None,
        )
    index = ExerciseIndex((line.id, line.name, line.aliases, line.words) for line in lines.values())
    return _Shelf(version, lines, index)


def search(
    user: User, text: str, *, filters: Filters | None = None, limit: int = LIMIT
) -> list[ExerciseLine]:
    """The exercises that answer the text best; all that pass the filters when the text is empty."""
    filters = filters or Filters()
    answers: list[tuple[float, ExerciseLine]] = []
    for shelf in shelves_for(user):
        allowed = {pk for pk, line in shelf.lines.items() if filters.allow(line)}
        if text.strip():
            found = shelf.index.search(text, limit=limit, allow=allowed)
            answers += [(score, shelf.lines[pk]) for pk, score, _ in found]
        else:
            answers += [(0.0, line) for pk, line in shelf.lines.items() if pk in allowed]
    answers.sort(key=lambda answer: -answer[0])  # stable: equal answers keep the catalogue's order
    return [line for _, line in answers[:limit]]


def best_match(user: User, text: str) -> Exercise | None:
    """The exercise that Enter chooses, if the text resembles any."""
    found = search(user, text, limit=1) if text.strip() else []
    return Exercise.objects.get(pk=found[0].id) if found else None


def implements_of(client: Client) -> frozenset[str]:
    """The implements that this client has on hand."""
    return frozenset(Equipment.objects.filter(client=client).values_list("implement", flat=True))


def known_lines(user: User) -> dict[uuid.UUID, ExerciseLine]:
    """Every current exercise that this person may see, in the catalogue's order."""
    return {pk: line for shelf in shelves_for(user) for pk, line in shelf.lines.items()}


# What a written name means

LEAST_SCORE, LEAST_LEAD = 0.70, 0.045  # of an answer that is clear without being exact


@dataclass(frozen=True, slots=True)
class Named:
    """The exercise that a written name means, if that is clear, and those that it may mean, best first."""

    exercise: ExerciseLine | None
    offers: list[ExerciseLine]


def named(user: User, text: str, *, limit: int = LIMIT) -> Named:
    """What a name stands for: an exercise or alias of exactly this name, or one that answers far best.

    A name with a word that no exercise answers is never clear.
    """
    return _named(shelves_for(user), text, limit)


def all_named(user: User, texts: Iterable[str]) -> dict[str, Named]:
    """The same for many names; one query when nothing changed."""
    shelves = shelves_for(user)
    return {text: _named(shelves, text, LIMIT) for text in texts}


def _named(shelves: Sequence[_Shelf], text: str, limit: int) -> Named:
    whole = _answers(shelves, text, limit, every_word=True)
    offers = [line for _, _, line in whole or _answers(shelves, text, limit)]
    exact = [answer for answer in whole if answer[0] == 1.0]
    if len(exact) > 1:
        exact = [answer for answer in exact if answer[1]]  # the names go before the aliases
    if len(exact) == 1:
        chosen = exact[0][2]
        return Named(chosen, [chosen, *(line for line in offers if line.id != chosen.id)])
    if not whole or whole[0][0] == 1.0:
        return Named(None, offers)
    score, second = whole[0][0], whole[1][0] if len(whole) > 1 else 0.0
    clear = score >= LEAST_SCORE and score - second >= LEAST_LEAD
    return Named(offers[0] if clear else None, offers)


def _answers(
    shelves: Sequence[_Shelf], text: str, limit: int, *, every_word: bool = False
) -> list[tuple[float, bool, ExerciseLine]]:
    """Answers with their score and whether the name gave it, not an alias; best first."""
    if not text.strip():
        return []
    answers = [
        (score, alias is None, shelf.lines[pk])
        for shelf in shelves
        for pk, score, alias in shelf.index.search(text, limit, every_word=every_word)
    ]
    return sorted(answers, key=lambda answer: -answer[0])[:limit]
