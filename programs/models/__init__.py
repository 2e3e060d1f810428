"""The rows of the programs app: catalogue, prescription, log."""

from programs.models.exercises import Exercise, LoadKind, Measure, Mechanics, Region
from programs.models.history import Revision
from programs.models.log import ClientEvent, SetLog
from programs.models.maxes import Max
from programs.models.prescription import Group, Phase, SetGroup, Slot, SlotExchange, Week, Workout
from programs.models.programs import Program
from programs.models.sessions import Session

__all__ = [
    "ClientEvent",
    "Exercise",
    "Group",
    "LoadKind",
    "Max",
    "Measure",
    "Mechanics",
    "Phase",
    "Program",
    "Region",
    "Revision",
    "Session",
    "SetGroup",
    "SetLog",
    "Slot",
    "SlotExchange",
    "Week",
    "Workout",
]
