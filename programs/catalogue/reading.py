"""Reads a catalogue and refuses what cannot be right, naming the exercise and the field."""

import dataclasses
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.catalogue.words import (
    BODY_REGIONS,
    CURVES,
    EQUIPMENT,
    LOAD_KINDS,
    LOADED_WITH,
    MEASURES,
    MECHANICS,
    MUSCLES,
    PATTERNS,
    REGIONS,
    WEIGHTS,
)

LONGEST_KEY, LONGEST_NAME, LONGEST_CUE = 80, 120, 109
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Which loads go with which implement: the other way round is a slip of the pen.
LOADED_BY_KIND: Mapping[str, Collection[str]] = {
    "external": WEIGHTS,
    "body_weight": (*WEIGHTS, "body_weight"),
    "assisted": ("machine",),
    "band": ("band",),
    "none": ("none",),
}


class CatalogueError(ValueError):
    """An entry that cannot be right. The text names the exercise and the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of the shared catalogue. The head of `exercises.toml` says what each field means."""

    key: str
    name: str
    aliases: tuple[str, ...]
    pattern: str
    mechanics: str
    region: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    equipment: tuple[str, ...]
    machine: str
    loaded_with: str
    load_kind: str
    body_weight_share: Decimal
    unilateral: bool
    measure: str
    curve: str
    suits_max_test: bool
    stresses: tuple[str, ...]
    seconds_per_rep: Decimal | None
    cue: str


FIELDS = {field.name for field in dataclasses.fields(Exercise)} - {"key"}


def read(text: str) -> tuple[Exercise, ...]:
    """Exercises from the text of a catalogue; `CatalogueError` names what is wrong and where."""
    try:
        entries = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"The catalogue is not valid TOML: {error}") from error
    found = tuple(_exercise(key, entry) for key, entry in entries.items())
    _refuse_shared_names(found)
    return found


def _exercise(key: str, entry: object) -> Exercise:
    if not isinstance(entry, dict):
        raise CatalogueError(f"{key}: stands outside of any exercise")
    fields = _Fields(key, entry)
    fields.refuse_unknown()
    exercise = Exercise(
        key=fields.key(),
        name=fields.text("name", longest=LONGEST_NAME),
        aliases=fields.words("aliases"),
        pattern=fields.one_of("pattern", PATTERNS),
        mechanics=fields.one_of("mechanics", MECHANICS),
        region=fields.one_of("region", REGIONS),
        primary=fields.some_of("primary", MUSCLES),
        secondary=fields.some_of("secondary", MUSCLES),
        equipment=fields.some_of("equipment", EQUIPMENT),
        machine=fields.text("machine", longest=LONGEST_NAME, default=""),
        loaded_with=fields.one_of("loaded_with", LOADED_WITH),
        load_kind=fields.one_of("load_kind", LOAD_KINDS),
        body_weight_share=fields.number("body_weight_share", lowest=0, highest=1) or Decimal(0),
        unilateral=fields.flag("unilateral"),
        measure=fields.one_of("measure", MEASURES, default="reps"),
        curve=fields.one_of("curve", CURVES, default="general"),
        suits_max_test=fields.flag("suits_max_test"),
        stresses=fields.some_of("stresses", BODY_REGIONS),
        seconds_per_rep=fields.number("seconds_per_rep", lowest=Decimal("0.5"), highest=60),
        cue=fields.text("cue", longest=LONGEST_CUE),
    )
    _refuse_contradictions(exercise, fields)
    return exercise


def _refuse_contradictions(exercise: Exercise, fields: "_Fields") -> None:
    """Fields that are each possible, but not together."""
    carries_body = exercise.load_kind in ("body_weight", "assisted")
    if not exercise.primary:
        raise fields.error("primary", "names no muscle")
    if both := set(exercise.primary) & set(exercise.secondary):
        raise fields.error("secondary", f"names {sorted(both)[0]}, which is primary already")
    if exercise.mechanics == "isolation" and len(exercise.primary) > 1:
        raise fields.error("primary", "names several muscles for an isolation")
    if exercise.loaded_with not in LOADED_BY_KIND[exercise.load_kind]:
        raise fields.error("loaded_with", f"{exercise.loaded_with} does not go with {exercise.load_kind}")
    plates_come_with_it = exercise.loaded_with == "plate" and {"landmine", "sled"} & set(exercise.equipment)
    if (
        exercise.load_kind in ("external", "assisted", "band")
        and exercise.loaded_with not in exercise.equipment
        and not plates_come_with_it
    ):
        raise fields.error("equipment", f"lacks the {exercise.loaded_with} that it is loaded with")
    if carries_body != (exercise.body_weight_share > 0):
        raise fields.error("body_weight_share", f"does not go with the load kind {exercise.load_kind}")
    if bool(exercise.machine) != ("machine" in exercise.equipment):
        raise fields.error("machine", "is named if, and only if, the equipment lists a machine")
    if exercise.suits_max_test and (
        exercise.mechanics == "isolation"
        or exercise.unilateral
        or exercise.measure != "reps"
        or exercise.load_kind not in ("external", "body_weight")
    ):
        raise fields.error("suits_max_test", "is for two-sided compound lifts whose load is known")
    if exercise.seconds_per_rep is not None and exercise.measure != "reps":
        raise fields.error("seconds_per_rep", f"does not go with the measure {exercise.measure}")


def _refuse_shared_names(found: tuple[Exercise, ...]) -> None:
    """One name or alias leads to one exercise, and is written once."""
    owners: dict[str, str] = {}
    for exercise in found:
        for word in (exercise.name, *exercise.aliases):
            owner = owners.setdefault(word.casefold(), exercise.key)
            if owner != exercise.key:
                field = "name" if word == exercise.name else "aliases"
                raise CatalogueError(f"{exercise.key}, {field}: {word!r} is taken by {owner}")


class _Fields:
    """Reads one entry field by field and says which one is wrong."""

    def __init__(self, key: str, entry: dict[str, object]) -> None:
        self._key = key
        self._entry = entry

    def error(self, field: str, what: str) -> CatalogueError:
        return CatalogueError(f"{self._key}, {field}: {what}")

    def refuse_unknown(self) -> None:
        for field in self._entry:
            if field not in FIELDS:
                raise self.error(field, "is not a field of an exercise")

    def key(self) -> str:
        if len(self._key) > LONGEST_KEY or not KEY.fullmatch(self._key):
            raise self.error("key", f"is not kebab-case of at most {LONGEST_KEY} characters")
        return self._key

    def text(self, field: str, *, longest: int, default: str | None = None) -> str:
        value = self._entry.get(field, default)
        if value is None:
            raise self.error(field, "is missing")
        if not isinstance(value, str) or value != value.strip() or (not value and default is None):
            raise self.error(field, "is not a text, or is empty, or has spaces around it")
        if len(value) > longest:
            raise self.error(field, f"has {len(value)} characters, the most is {longest}")
        return value

    def words(self, field: str) -> tuple[str, ...]:
        value = self._entry.get(field, [])
        if not isinstance(value, list):
            raise self.error(field, "is not a list")
        for word in value:
            if not isinstance(word, str) or not word or word != word.strip():
                raise self.error(field, f"holds {word!r}, which is not a word")
        if len(set(value)) < len(value):
            raise self.error(field, "says something twice")
        return tuple(value)

    def one_of(self, field: str, choices: Collection[str], *, default: str | None = None) -> str:
        value = self._entry.get(field, default)
        if value is None:
            raise self.error(field, "is missing")
        if not isinstance(value, str) or value not in choices:
            raise self.error(field, f"{value!r} is none of {', '.join(choices)}")
        return value

    def some_of(self, field: str, choices: Collection[str]) -> tuple[str, ...]:
        values = self.words(field)
        for value in values:
            if value not in choices:
                raise self.error(field, f"{value!r} is none of {', '.join(choices)}")
        return values

    def number(self, field: str, *, lowest: Decimal | int, highest: int) -> Decimal | None:
        value = self._entry.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.error(field, f"{value!r} is not a number")
        number = Decimal(value)
        if not number.is_finite() or not lowest <= number <= highest:
            raise self.error(field, f"{value} is not from {lowest} to {highest}")
        return number

    def flag(self, field: str) -> bool:
        value = self._entry.get(field, False)
        if not isinstance(value, bool):
            raise self.error(field, f"{value!r} is neither true nor false")
        return value
