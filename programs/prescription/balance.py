"""Whether a week pushes as much as it pulls, and trains the upper body as much as the lower.

No source sets a ratio to aim at, so these are figures and never findings. What counts where is our
judgement: pushing and pulling are movements of the upper body, told by the exercise's pattern; single-joint
work of the arms counts with the presses or rows that it helps, and of the shoulders with what the shoulder
blade does: back and up is a pull. A full-body lift counts half for the upper body and half for the lower,
work of the trunk for neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.prescription.volume import PlannedSets

PUSHES = frozenset({"horizontal_push", "vertical_push", "chest_isolation", "elbow_extension"})
PULLS = frozenset({"horizontal_pull", "vertical_pull", "elbow_flexion"})
SHOULDER = "shoulder_isolation"  # pulls where a direct muscle is one of these, else pushes
PULLED_BACK = frozenset({"rear_delts", "upper_back", "traps"})
SIDES = {"upper": (1.0, 0.0), "lower": (0.0, 1.0), "full": (0.5, 0.5)}  # region -> upper, lower


@dataclass(frozen=True, slots=True)
class Balance:
    """Counted sets on both sides of two scales; halves come from full-body lifts."""

    push: int = 0
    pull: int = 0
    upper: float = 0.0
    lower: float = 0.0

    @classmethod
    def of(cls, rows: Iterable[PlannedSets]) -> "Balance":
        push, pull, upper, lower = 0, 0, 0.0, 0.0
        for row in rows:
            sets = row.counted_sets
            if pulls(row):
                pull += sets
            elif pushes(row):
                push += sets
            above, below = SIDES.get(row.region, (0.0, 0.0))
            upper += above * sets
            lower += below * sets
        return cls(push, pull, upper, lower)

    @classmethod
    def total(cls, parts: Iterable["Balance"]) -> "Balance":
        """The balance of several workouts together."""
        known = tuple(parts)
        return cls(
            sum(part.push for part in known),
            sum(part.pull for part in known),
            sum(part.upper for part in known),
            sum(part.lower for part in known),
        )


def pulls(row: PlannedSets) -> bool:
    """Whether the upper body pulls in this exercise."""
    return row.pattern in PULLS or (row.pattern == SHOULDER and not PULLED_BACK.isdisjoint(row.primary))


def pushes(row: PlannedSets) -> bool:
    """Whether the upper body pushes in this exercise."""
    return row.pattern in PUSHES or (row.pattern == SHOULDER and PULLED_BACK.isdisjoint(row.primary))
