"""The shared catalogue of exercises: facts in `exercises.toml`, read and checked."""

from functools import cache
from importlib.resources import files

from programs.catalogue.reading import CatalogueError, Exercise, read

__all__ = ["CatalogueError", "Exercise", "exercises", "read"]


@cache
def exercises() -> tuple[Exercise, ...]:
    """Every exercise of the shared catalogue, in the order of the file: by pattern, main lifts first."""
    return read(files(__package__).joinpath("exercises.toml").read_text("utf-8"))
