"""What the demo is made with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from programs.models import Exercise
from trainer.models import Studio, User


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the demo is made with: who makes it, the exercises by key, the day and some luck."""

    by: User
    studio: Studio
    exercises: Mapping[str, Exercise]
    now: datetime
    today: date
    luck: Random
