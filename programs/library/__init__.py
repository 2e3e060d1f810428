"""The templates that come with Setwise: programs of our own in the shorthand, read and checked."""

from functools import cache
from importlib.resources import files

from programs.library.reading import PLACE_NAMES, PLACES, LibraryError, Template, place_of, read

__all__ = ["PLACES", "PLACE_NAMES", "LibraryError", "Template", "place_of", "read", "template", "templates"]

_ORDER = ("novice", "intermediate", "advanced")


@cache
def templates() -> tuple[Template, ...]:
    """Every template, beginners' first, then by goal and by days a week."""
    folder = files(__package__).joinpath("templates")
    found = [
        read(item.name.removesuffix(".toml"), item.read_text("utf-8"))
        for item in folder.iterdir()
        if item.name.endswith(".toml")
    ]
    place = list(PLACES)
    return tuple(
        sorted(
            found,
            key=lambda item: (
                _ORDER.index(item.experience),
                place.index(item.equipment),
                item.goal,
                item.days,
                item.key,
            ),
        )
    )


def template(key: str) -> Template | None:
    """The template with this key, if there is one."""
    return next((item for item in templates() if item.key == key), None)
