"""Writes that touch several rows. Keyword-only, atomic, `by` says who did it."""

from trainer.actions.clients import (
    archive_client,
    create_client,
    record_body_weight,
    restore_client,
    save_profile,
)
from trainer.actions.equipment import apply_preset, save_equipment
from trainer.actions.invitations import (
    InvitationRefusedError,
    accept_invitation,
    create_account_for_invitation,
    invite_client,
    revoke_invitations,
)
from trainer.actions.people import AddressTakenError, change_email, create_person, sign_up_trainer

__all__ = [
    "AddressTakenError",
    "InvitationRefusedError",
    "accept_invitation",
    "apply_preset",
    "archive_client",
    "change_email",
    "create_account_for_invitation",
    "create_client",
    "create_person",
    "invite_client",
    "record_body_weight",
    "restore_client",
    "revoke_invitations",
    "save_equipment",
    "save_profile",
    "sign_up_trainer",
]
