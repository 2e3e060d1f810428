"""Which exercise a draft takes for a movement, and why this one.

The rules, in their order:

1. Never an exercise that stresses a region in which the client has a limit.
2. Only exercises whose whole equipment is on hand.
3. A weight that suits the client's experience; then a weight one step above it, to be learned light; then
   body weight that suits it, then what has no load; last what has no weight and is a step above. Two steps
   above is never chosen.
4. Inside these: down the movement's ladder (programs/prescription/ladders.py), first what the week does not
   have yet, then what another day of it has; then any other compound lift of the pattern that can be loaded
   and trains the muscle, and the studio's own.
5. Where nothing is possible, or a limit leaves only what has no load, the movements that are named to take
   its place and that the day does not have; else the movement is left out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from programs.prescription.ladders import MOVEMENTS, Movement, Rung
from programs.prescription.words import Experience, Goal, Kind, LoadKind

_STEPS = {Experience.NOVICE: 0, Experience.INTERMEDIATE: 1, Experience.ADVANCED: 2}
_TOO_FAR = 2  # steps above the client's experience
_NAMED = {"ez_bar": "EZ bar", "pull_up_bar": "pull-up bar"}


@dataclass(frozen=True, slots=True)
class ExerciseFact:
    """What a draft needs to know of an exercise; the words are the catalogue's.

    `id` tells it from every other, `key` is the catalogue's own name for it, empty for a studio's exercise.
    """

    id: str
    key: str
    name: str
    pattern: str
    mechanics: str
    region: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    equipment: frozenset[str] = frozenset()
    stresses: frozenset[str] = frozenset()
    load_kind: str = LoadKind.EXTERNAL
    loaded_with: str = ""
    unilateral: bool = False
    measure: str = "reps"

    @property
    def compound(self) -> bool:
        return self.mechanics == Kind.COMPOUND

    @property
    def timed(self) -> bool:
        return self.measure == "seconds"

    @property
    def loaded(self) -> bool:
        """Whether a percentage of a 1RM means anything."""
        return not self.timed and self.load_kind not in (LoadKind.BAND, LoadKind.NONE)


@dataclass(frozen=True, slots=True)
class Choice:
    """The exercise taken for a movement, and in words why."""

    movement: Movement
    exercise: ExerciseFact
    why: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses from these exercises for one client; the week's choices are remembered in `used`."""

    exercises: Sequence[ExerciseFact]
    experience: Experience
    goal: Goal
    equipment: Collection[str]
    limits: Collection[str]
    used: dict[str, str] = field(default_factory=dict)  # exercise -> the day that has it
    _by_key: dict[str, ExerciseFact] = field(default_factory=dict)
    _by_pattern: dict[str, list[ExerciseFact]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for exercise in self.exercises:
            if exercise.key:
                self._by_key[exercise.key] = exercise
            self._by_pattern.setdefault(exercise.pattern, []).append(exercise)

    def day(self, name: str, movements: Iterable[str]) -> tuple[list[Choice], list[str]]:
        """The exercises of a workout, compound lifts first, and what was left out or replaced, in words."""
        asked = tuple(movements)
        chosen: list[Choice] = []
        said: list[str] = []
        taken: set[str] = set()
        for key in asked:
            wanted = MOVEMENTS[key]
            found = self._best(wanted, taken, [other for other in wanted.instead if other not in asked])
            if found is None:
                said.append(f"{name}: no {_small(wanted.words)}, {self._why_nothing(wanted)}.")
                continue
            if found.movement is not wanted:
                instead = f"instead of a {_small(wanted.words)}, {self._why_nothing(wanted)}."
                said.append(f"{name}: {found.exercise.name} {instead}")
                found = Choice(found.movement, found.exercise, f"{found.movement.words} {instead}")
            chosen.append(found)
            taken.add(found.exercise.id)
            self.used.setdefault(found.exercise.id, name)
        chosen.sort(key=lambda choice: not choice.exercise.compound)  # stable: as important as before
        return chosen, said

    # One movement

    def _best(self, wanted: Movement, taken: Collection[str], instead: Collection[str]) -> Choice | None:
        """The wanted movement, or the first of those that may take its place."""
        first = self._one(wanted, taken)
        if first is None or (not first.exercise.loaded and self._load_is_strained(wanted)):
            for other in instead:
                found = self._one(MOVEMENTS[other], taken)
                if found is not None and (first is None or found.exercise.loaded):
                    return found
        return first

    def _one(self, movement: Movement, taken: Collection[str]) -> Choice | None:
        best = min(self._ranked(movement, taken), key=lambda item: item[0], default=None)
        return None if best is None else Choice(movement, best[1], self._why(movement, best[1]))

    def _load_is_strained(self, movement: Movement) -> bool:
        """Whether a limit rules out an exercise of this movement that could be loaded here."""
        return any(
            exercise.loaded and self._strained(exercise) and not self._missing(exercise)
            for exercise, _ in self._candidates(movement)
        )

    def _ranked(
        self, movement: Movement, taken: Collection[str]
    ) -> Iterator[tuple[tuple[int, ...], ExerciseFact]]:
        """What is possible, each with its rank: the lowest is the best."""
        for place, (exercise, rung) in enumerate(self._candidates(movement)):
            ahead = self._ahead(rung)
            if exercise.id in taken or ahead >= _TOO_FAR or self._barred(exercise, rung):
                continue
            if exercise.compound is not movement.compound:
                continue
            listed = rung is not None
            yield (not listed, _tier(exercise, ahead), exercise.id in self.used, place), exercise

    def _candidates(self, movement: Movement) -> Iterator[tuple[ExerciseFact, Rung | None]]:
        """The ladder, then what else the pattern has."""
        on_ladder = {rung.key for rung in movement.ladder}
        for rung in movement.ladder:
            if rung.key in self._by_key:
                yield self._by_key[rung.key], rung
        for exercise in self._by_pattern.get(movement.pattern, ()):
            own = not exercise.key
            if (
                exercise.key in on_ladder
                or exercise.measure != "reps"
                or movement.muscle not in exercise.primary
            ):
                continue
            if own or (movement.compound and exercise.loaded):
                yield exercise, None

    def _ahead(self, rung: Rung | None) -> int:
        """How many steps of experience an exercise is above the client."""
        return 0 if rung is None else _STEPS[rung.level] - _STEPS[self.experience]

    def _barred(self, exercise: ExerciseFact, rung: Rung | None) -> bool:
        other_goal = rung is not None and rung.goal is not None and rung.goal is not self.goal
        return other_goal or bool(self._strained(exercise)) or bool(self._missing(exercise))

    def _strained(self, exercise: ExerciseFact) -> list[str]:
        return sorted(exercise.stresses & set(self.limits))

    def _missing(self, exercise: ExerciseFact) -> list[str]:
        return sorted(exercise.equipment - set(self.equipment))

    # Why

    def _why(self, movement: Movement, chosen: ExerciseFact) -> str:
        """Why not the exercise that the ladder has above the chosen one."""
        for exercise, rung in self._candidates(movement):
            if exercise.id == chosen.id:
                break
            if rung is None or (rung.goal is not None and rung.goal is not self.goal):
                continue
            return f"{movement.words}: not {exercise.name}, {self._cause(exercise, rung)}."
        return f"{movement.words}: the first choice{self._learned(movement, chosen)}."

    def _learned(self, movement: Movement, chosen: ExerciseFact) -> str:
        rung = next((rung for rung in movement.ladder if rung.key == chosen.key), None)
        return ", learned light" if self._ahead(rung) > 0 else ""

    def _cause(self, exercise: ExerciseFact, rung: Rung) -> str:
        if strained := self._strained(exercise):
            return f"because it loads the {regions_in_words(strained)}"
        if missing := self._missing(exercise):
            return f"because there is no {' and no '.join(map(implement_in_words, missing))} on hand"
        if day := self.used.get(exercise.id):
            return f"which {day} has"
        if self._ahead(rung) > 0:
            return "which takes more practice"
        return "which cannot be loaded in steps"

    def _why_nothing(self, movement: Movement) -> str:
        """Why nothing of a movement is possible."""
        possible = [exercise for exercise, _ in self._candidates(movement) if not self._missing(exercise)]
        if not possible:
            return "because nothing on hand allows one"
        loaded = [exercise for exercise in possible if exercise.loaded] or possible
        strained = [self._strained(exercise) for exercise in loaded]
        if all(strained):
            names = sorted(set.intersection(*map(set, strained)) or set(strained[0]))
            return f"because each of them loads the {regions_in_words(names)}"
        return "because the day has all that is possible already"


def _tier(exercise: ExerciseFact, ahead: int) -> int:
    """The place of an exercise by rule 3."""
    if exercise.timed or exercise.load_kind == LoadKind.EXTERNAL:
        return 0 if ahead <= 0 else 1
    if ahead > 0:
        return 4
    return 2 if exercise.loaded else 3


def regions_in_words(regions: Iterable[str]) -> str:
    return " and the ".join(region.replace("_", " ") for region in regions)


def implement_in_words(key: str) -> str:
    return _NAMED.get(key) or key.replace("_", " ")


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def avoided_by_region(
    exercises: Iterable[ExerciseFact], limits: Iterable[str], equipment: Collection[str]
) -> Mapping[str, int]:
    """For each limit, how many exercises that the equipment allows it rules out."""
    possible = [exercise for exercise in exercises if exercise.equipment <= set(equipment)]
    return {
        region: sum(region in exercise.stresses for exercise in possible) for region in sorted(set(limits))
    }
