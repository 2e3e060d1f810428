"""The rows of the trainer app."""

from trainer.models.body import BodyRegion, Limit, Measurement
from trainer.models.clients import (
    Clearance,
    Client,
    ClientAccess,
    ClientGoal,
    Experience,
    Invitation,
    Sex,
)
from trainer.models.equipment import Equipment, Implement
from trainer.models.people import Digest, Membership, Studio, User

__all__ = [
    "BodyRegion",
    "Clearance",
    "Client",
    "ClientAccess",
    "ClientGoal",
    "Digest",
    "Equipment",
    "Experience",
    "Implement",
    "Invitation",
    "Limit",
    "Measurement",
    "Membership",
    "Sex",
    "Studio",
    "User",
]
