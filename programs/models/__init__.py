"""The rows of the programs app: catalogue, prescription, log."""

from programs.models.exercises import Exercise, LoadKind, Measure, Mechanics, Region
from programs.models.history import Revision
from programs.models.log import ClientEvent, Remark, SetLog
from programs.models.maxes import Max
from programs.models.notices import Notice
from programs.models.pieces import Piece
from programs.models.prescription import Group, Phase, SetGroup, Slot, SlotExchange, Week, Workout
from programs.models.programs import Program
from programs.models.sessions import Session
from programs.models.suggestions import AutomaticRules, Suggestion, TechniqueSignOff

__all__ = [
    "AutomaticRules",
    "ClientEvent",
    "Exercise",
    "Group",
    "LoadKind",
    "Max",
    "Measure",
    "Mechanics",
    "Notice",
    "Phase",
    "Piece",
    "Program",
    "Region",
    "Remark",
    "Revision",
    "Session",
    "SetGroup",
    "SetLog",
    "Slot",
    "SlotExchange",
    "Suggestion",
    "TechniqueSignOff",
    "Week",
    "Workout",
]
