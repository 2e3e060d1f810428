"""The catalogue in the database, and a studio's own exercises."""

import hashlib
import uuid
from importlib.resources import files
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from programs import catalogue
from programs.models import Exercise
from trainer.models import Studio
from web.writes import insert_rows, update_rows

LOADED = "catalogue-loaded"
COLUMNS = [
    *("name", "aliases", "pattern", "mechanics", "region", "primary_muscles", "secondary_muscles"),
    *("equipment", "loaded_with", "unilateral", "measure", "load_kind", "body_weight_share", "curve"),
    *("suits_max_test", "stresses", "cue"),
]

WRITTEN = [*COLUMNS, "archived_at", "updated_at"]


def catalogue_mark() -> str:
    """What the catalogue's file says, in short: another mark means other facts."""
    text = files(catalogue.__name__).joinpath("exercises.toml").read_bytes()
    return hashlib.blake2s(text, digest_size=8).hexdigest()


def load_catalogue(*, always: bool = False) -> int | None:
    """Bring the shared catalogue into the database by key; None when it was there already.

    Ids stay the same. What vanished from the file is archived, since programs may use it.
    """
    mark = catalogue_mark()
    if not always and cache.get(LOADED) == mark and Exercise.objects.filter(studio=None).exists():
        return None
    entries = catalogue.exercises()
    with transaction.atomic():
        present = dict(Exercise.objects.filter(studio=None).values_list("key", "pk"))
        now = timezone.now()
        known: list[Exercise] = []
        new: list[Exercise] = []
        for entry in entries:
            row = Exercise(key=entry.key, studio=None, archived_at=None, updated_at=now, **columns_of(entry))
            row.id = present.get(entry.key, row.id)
            (known if entry.key in present else new).append(row)
        insert_rows(Exercise, new)
        update_rows(
            Exercise,
            ["id"],
            WRITTEN,
            [{name: getattr(row, name) for name in ("id", *WRITTEN)} for row in known],
        )
        gone = Exercise.objects.filter(studio=None).exclude(key__in=[entry.key for entry in entries])
        gone.current().update(archived_at=now, updated_at=now)
    cache.set(LOADED, mark, timeout=None)
    return len(entries)


def columns_of(entry: catalogue.Exercise) -> dict[str, Any]:
    """An entry of the catalogue as the columns of its row."""
    return {
        "name": entry.name,
        "aliases": list(entry.aliases),
        "pattern": entry.pattern,
        "mechanics": entry.mechanics,
        "region": entry.region,
        "primary_muscles": list(entry.primary),
        "secondary_muscles": list(entry.secondary),
        "equipment": list(entry.equipment),
        "loaded_with": entry.loaded_with,
        "unilateral": entry.unilateral,
        "measure": entry.measure,
        "load_kind": entry.load_kind,
        "body_weight_share": entry.body_weight_share,
        "curve": entry.curve,
        "suits_max_test": entry.suits_max_test,
        "stresses": list(entry.stresses),
        "cue": entry.cue,
    }


@transaction.atomic
def save_exercise(*, studio: Studio, exercise_id: uuid.UUID, values: dict[str, Any]) -> Exercise:
    """Make or change a studio's own exercise; the same id a second time changes the same row.

    Raises IntegrityError when the studio has another current one of this name.
    """
    exercise, _ = Exercise.objects.update_or_create(id=exercise_id, studio=studio, defaults=values)
    return exercise


@transaction.atomic
def archive_exercise(exercise: Exercise, *, archived: bool) -> None:
    """Take an exercise out of searches, or bring it back; IntegrityError when its name is taken by then."""
    exercise.archived_at = timezone.now() if archived else None
    exercise.save(update_fields=["archived_at", "updated_at"])
