"""The facts behind a row that the trainer is not typing: the exercise, the client, the loads on hand."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from programs.prescription.words import Curve, Experience, Kind, LoadKind, Method, Unit


@dataclass(frozen=True, slots=True)
class Steps:
    """An implement that grows by a step from its own weight: a bar, a handle, a stack.

    All in `unit`; `heaviest` is the most it takes (None: no limit). With `start` 0 the lightest load
    is one step.
    """

    unit: Unit
    start: Decimal
    step: Decimal
    heaviest: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.step > 0 or self.start < 0:
            raise ValueError("A step must be more than 0, and a start not less than 0.")


@dataclass(frozen=True, slots=True)
class Rack:
    """The loads that exist, lightest first, in `unit`: this client's dumbbells."""

    unit: Unit
    loads: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        if not self.loads or self.loads[0] < 0 or any(a >= b for a, b in pairwise(self.loads)):
            raise ValueError("A rack lists at least one load, lightest first, each once.")


Available = Steps | Rack | None  # None: any load exists, exactly


@dataclass(frozen=True, slots=True)
class Lift:
    """One exercise for one client, as the engine needs it.

    `one_rm` is the total load, `body_part` the share of body weight that is lifted with it (0 for
    external loads; frozen by the caller), both in `unit`, which is also the unit of every answer and
    of the loads on hand. `timed`: the set is measured in seconds. `max_tested`: whether the 1RM was
    tested (True), estimated (False) or nobody knows (None). `foundation`: whether the client has a
    foundation of strength; None where the whole program is judged instead of the row. `injured` names
    the regions that this lift stresses and the client has trouble with.
    """

    curve: Curve = Curve.GENERAL
    kind: Kind = Kind.COMPOUND
    experience: Experience = Experience.INTERMEDIATE
    method: Method = Method.CHART
    load_kind: LoadKind = LoadKind.EXTERNAL
    one_rm: Decimal | None = None
    unit: Unit = Unit.KG
    body_part: Decimal = Decimal(0)
    available: Available = None
    timed: bool = False
    poor_max_test: bool = False
    max_tested: bool | None = None
    foundation: bool | None = None
    signed_off: bool = True
    injured: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.one_rm is not None and not self.one_rm > 0:
            raise ValueError("A 1RM must be more than 0.")
        if self.available is not None and self.available.unit != self.unit:
            raise ValueError("The loads on hand and the lift must have the same unit: convert first.")

    def __hash__(self) -> int:
        """What it is, and for whom: enough to tell lifts apart. Answers are remembered by their lift."""
        return hash((self.curve, self.kind, self.method, self.one_rm, self.body_part))

    @property
    def has_curve(self) -> bool:
        """Whether repetitions and percentages hang together: not for timed sets, bands and no load."""
        return not self.timed and self.load_kind not in (LoadKind.BAND, LoadKind.NONE)

    @property
    def takes_load(self) -> bool:
        """Whether a load can be typed at all."""
        return self.load_kind not in (LoadKind.BAND, LoadKind.NONE)
