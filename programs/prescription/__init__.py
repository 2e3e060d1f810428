"""The prescription engine: a coach's rules as plain functions, knowing nothing but the standard library."""

from programs.prescription.balance import Balance
from programs.prescription.curves import Spread, chance_of_finishing, percent_for, reps_to_failure, spread_at
from programs.prescription.edits import edit, edit_together, pin, start, toggle, unpin
from programs.prescription.effective import Prescription, prescribe
from programs.prescription.findings import worth_saying
from programs.prescription.foundation import FoundationOffer, OfferedPhase, foundation_offer
from programs.prescription.goals import GoalOffer, Limits, default_method, goal_for, goal_of_reps, limits
from programs.prescription.guidance import guidance
from programs.prescription.lift import Available, Lift, Rack, Steps
from programs.prescription.loads import convert, part_of, plates, total_of
from programs.prescription.maxes import (
    CurrentMax,
    LeftOut,
    LoggedSet,
    MaxTest,
    Unused,
    current_max,
    is_record,
)
from programs.prescription.muscles import BANDS, SetBand, band_of, days_per_muscle
from programs.prescription.one_rep_max import MaxEstimate, estimate_max
from programs.prescription.periodization import Block, LinearPeriodization, PlannedDeload, over_phases
from programs.prescription.planned import PlannedProgram, PlannedWeek, PlannedWorkout
from programs.prescription.problems import Blocker, Caution, Finding, Mend, Note, Spot
from programs.prescription.progress import (
    Asked,
    Coming,
    DoneSet,
    Move,
    Performed,
    Rule,
    Suggestion,
)
from programs.prescription.progress_rules import two_for_two
from programs.prescription.progression import (
    DoubleProgression,
    LinearLoad,
    RepProgression,
    RirTaper,
    SetProgression,
)
from programs.prescription.relift import change_lift
from programs.prescription.schedules import (
    PhaseSchedule,
    PhaseSlot,
    Schedule,
    ScheduledWeek,
    phase_schedule,
    regenerate,
    regenerate_phase,
    schedule,
)
from programs.prescription.schemes import Scheme, StepUnit
from programs.prescription.set_types import PlannedGroup, added, follow, ramp
from programs.prescription.sources import SOURCES, Certainty, Source
from programs.prescription.stored_schemes import SCHEMES, scheme_from_plain, scheme_to_plain
from programs.prescription.suggestions import carry_out, still_stands, suggest
from programs.prescription.sums import Sums
from programs.prescription.targets import Change, ImpossibleValueError, Outcome, Targets, checked_load
from programs.prescription.toggles import toggle_slot
from programs.prescription.undulating import DailyUndulating, HeavyLightMedium
from programs.prescription.volume import (
    PlannedSets,
    average_intensity,
    compound_share,
    session_minutes,
    volume_load,
    weekly_sets,
)
from programs.prescription.wave import Pattern, Wave
from programs.prescription.weeks import VolumeStep, deload_weeks, program_findings, volume_steps
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
    "BANDS",
    "CHAIN",
    "COUNTED",
    "SCHEMES",
    "SOURCES",
    "Asked",
    "Available",
    "Balance",
    "Block",
    "Blocker",
    "Caution",
    "Certainty",
    "Change",
    "Clearance",
    "Coming",
    "CurrentMax",
    "Curve",
    "DailyUndulating",
    "DoneSet",
    "DoubleProgression",
    "Experience",
    "Field",
    "Finding",
    "FoundationOffer",
    "Goal",
    "GoalOffer",
    "HeavyLightMedium",
    "ImpossibleValueError",
    "Kind",
    "LeftOut",
    "Lift",
    "Limits",
    "LinearLoad",
    "LinearPeriodization",
    "LoadKind",
    "LoggedSet",
    "MaxEstimate",
    "MaxTest",
    "Mend",
    "Method",
    "Move",
    "Note",
    "OfferedPhase",
    "Outcome",
    "Pattern",
    "Performed",
    "PhaseSchedule",
    "PhaseSlot",
    "PlannedDeload",
    "PlannedGroup",
    "PlannedProgram",
    "PlannedSets",
    "PlannedWeek",
    "PlannedWorkout",
    "Prescription",
    "Rack",
    "Reason",
    "RepProgression",
    "RirTaper",
    "Rule",
    "Schedule",
    "ScheduledWeek",
    "Scheme",
    "SetBand",
    "SetProgression",
    "SetType",
    "Source",
    "Spot",
    "Spread",
    "StepUnit",
    "Steps",
    "Suggestion",
    "Sums",
    "Targets",
    "Unit",
    "Unused",
    "VolumeStep",
    "Wave",
    "added",
    "average_intensity",
    "band_of",
    "carry_out",
    "chance_of_finishing",
    "change_lift",
    "checked_load",
    "compound_share",
    "convert",
    "current_max",
    "days_per_muscle",
    "default_method",
    "deload_weeks",
    "edit",
    "edit_together",
    "estimate_max",
    "follow",
    "foundation_offer",
    "goal_for",
    "goal_of_reps",
    "guidance",
    "is_record",
    "limits",
    "over_phases",
    "part_of",
    "percent_for",
    "phase_schedule",
    "pin",
    "plates",
    "prescribe",
    "program_findings",
    "ramp",
    "regenerate",
    "regenerate_phase",
    "reps_to_failure",
    "schedule",
    "scheme_from_plain",
    "scheme_to_plain",
    "session_minutes",
    "spread_at",
    "start",
    "still_stands",
    "suggest",
    "toggle",
    "toggle_slot",
    "total_of",
    "two_for_two",
    "unpin",
    "volume_load",
    "volume_steps",
    "weekly_sets",
    "why",
    "worth_saying",
]
