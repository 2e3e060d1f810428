"""The prescription engine: a coach's rules as plain functions, knowing nothing but the standard library."""

from programs.prescription.curves import Spread, chance_of_finishing, percent_for, reps_to_failure, spread_at
from programs.prescription.edits import edit, pin, start, toggle, unpin
from programs.prescription.effective import Prescription, prescribe
from programs.prescription.findings import worth_saying
from programs.prescription.goals import GoalOffer, Limits, default_method, goal_for, limits
from programs.prescription.guidance import guidance
from programs.prescription.lift import Available, Lift, Rack, Steps
from programs.prescription.loads import convert, part_of, plates, total_of
from programs.prescription.one_rep_max import MaxEstimate, estimate_max
from programs.prescription.problems import Blocker, Caution, Finding, Mend, Note
from programs.prescription.relift import change_lift
from programs.prescription.set_types import PlannedGroup, added, follow, ramp
from programs.prescription.sources import SOURCES, Certainty, Source
from programs.prescription.targets import Change, ImpossibleValueError, Outcome, Targets, checked_load
from programs.prescription.toggles import toggle_slot
from programs.prescription.volume import (
    PlannedSets,
    average_intensity,
    compound_share,
    session_minutes,
    volume_load,
    weekly_sets,
)
from programs.prescription.weeks import PlannedProgram, PlannedWeek, PlannedWorkout, program_findings
from programs.prescription.why import Reason, why
from programs.prescription.words import (
    CHAIN,
    COUNTED,
    Clearance,
    Curve,
    Experience,
    Field,
    Goal,
    Kind,
    LoadKind,
    Method,
    SetType,
    Unit,
)

__all__ = [
    "CHAIN",
    "COUNTED",
    "SOURCES",
    "Available",
    "Blocker",
    "Caution",
    "Certainty",
    "Change",
    "Clearance",
    "Curve",
    "Experience",
    "Field",
    "Finding",
    "Goal",
    "GoalOffer",
    "ImpossibleValueError",
    "Kind",
    "Lift",
    "Limits",
    "LoadKind",
    "MaxEstimate",
    "Mend",
    "Method",
    "Note",
    "Outcome",
    "PlannedGroup",
    "PlannedProgram",
    "PlannedSets",
    "PlannedWeek",
    "PlannedWorkout",
    "Prescription",
    "Rack",
    "Reason",
    "SetType",
    "Source",
    "Spread",
    "Steps",
    "Targets",
    "Unit",
    "added",
    "average_intensity",
    "chance_of_finishing",
    "change_lift",
    "checked_load",
    "compound_share",
    "convert",
    "default_method",
    "edit",
    "estimate_max",
    "follow",
    "goal_for",
    "guidance",
    "limits",
    "part_of",
    "percent_for",
    "pin",
    "plates",
    "prescribe",
    "program_findings",
    "ramp",
    "reps_to_failure",
    "session_minutes",
    "spread_at",
    "start",
    "toggle",
    "toggle_slot",
    "total_of",
    "unpin",
    "volume_load",
    "weekly_sets",
    "why",
    "worth_saying",
]
