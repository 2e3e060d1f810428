"""A program as its totals and findings see it: weeks of workouts, each with what it adds up to."""

from dataclasses import dataclass, field

from programs.prescription.sums import Sums
from programs.prescription.volume import PlannedSets
from programs.prescription.words import Clearance, Experience


@dataclass(frozen=True, slots=True)
class PlannedWorkout:
    """One training day, its set groups in the order in which they are done, and what they add up to."""

    name: str
    rows: tuple[PlannedSets, ...]
    sums: Sums = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sums", Sums.of(self.rows))


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """Seven days. `deload` marks an easier week; one with at most two thirds of the sets counts too.

    Weeks that share one `workouts` object are alike and are added up once.
    """

    number: int
    workouts: tuple[PlannedWorkout, ...]
    deload: bool = False

    @property
    def rows(self) -> tuple[PlannedSets, ...]:
        return tuple(row for workout in self.workouts for row in workout.rows)

    @property
    def sums(self) -> Sums:
        """What its workouts add up to."""
        return Sums.total(workout.sums for workout in self.workouts)


@dataclass(frozen=True, slots=True)
class PlannedProgram:
    """A program in order, for one client or, as a template, for an experience.

    `foundation`: the client has already trained for strength. `clearance` is None for a template, and so
    is `minutes`, the time that the client has for a workout.
    """

    weeks: tuple[PlannedWeek, ...]
    experience: Experience = Experience.INTERMEDIATE
    foundation: bool = False
    clearance: Clearance | None = None
    minutes: int | None = None
