"""Time zones, as a person chooses one."""

import functools
import zoneinfo
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from trainer.models import Client

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


def today_of(client: "Client", now: datetime) -> date:
    """Which day it is for a client: in their own time zone, else in that of the person who looks.

    A client who does not sign in has no time zone, so the trainer's is taken, which is the active one.
    """
    return day_in(client.user.time_zone if client.user is not None else None, now)


def day_in(zone: str | None, now: datetime) -> date:
    """Which day it is in a time zone, or in the active one where none is known."""
    return timezone.localdate(now, zoneinfo.ZoneInfo(zone) if zone in known_zones() else None)


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The zone itself; UTC where we don't know it."""
    return zoneinfo.ZoneInfo(zone_or_fallback(name))


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
