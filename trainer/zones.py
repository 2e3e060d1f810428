"""Time zones, as a person chooses one."""

import functools
import zoneinfo

FALLBACK = "UTC"
CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@functools.cache
def known_zones() -> frozenset[str]:
    """Names of the time zones that this machine knows, read once."""
    return frozenset(zoneinfo.available_timezones())


def zone_or_fallback(name: str) -> str:
    """The zone that a browser named, or UTC when it named none that we know."""
    return name if name in known_zones() else FALLBACK


@functools.cache
def grouped_zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The zones by continent, for a select: (continent, ((name, city), ...))."""
    groups: dict[str, list[tuple[str, str]]] = {continent: [] for continent in CONTINENTS}
    for name in sorted(known_zones()):
        continent, _, city = name.partition("/")
        if city and continent in groups:
            groups[continent].append((name, city.replace("_", " ").replace("/", ", ")))
    return (
        ("Everywhere", ((FALLBACK, "UTC"),)),
        *((continent, tuple(zones)) for continent, zones in groups.items()),
    )
