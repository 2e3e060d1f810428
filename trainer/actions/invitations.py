"""Invitations: made, revoked, accepted once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from trainer.actions.people import create_person
from trainer.models import Client, Invitation, User
from trainer.queries import InvitationState, invitation_by_token, state_of
from trainer.tokens import hash_of, new_token


class InvitationRefusedError(Exception):
    """The link cannot be accepted any more, or not by this person."""

    def __init__(self, state: InvitationState, *, is_client_already: bool = False) -> None:
        super().__init__(state.value)
        self.state = state
        self.is_client_already = is_client_already


@transaction.atomic
def invite_client(*, client: Client, by: User, now: datetime) -> str:
    """The secret of a new link for a client who has no sign-in; earlier links stop working.

    Only its hash is kept, so this is the one time that the secret can be shown. Raises
    InvitationRefusedError for a client who signs in already.
    """
    locked = Client.objects.select_for_update().get(pk=client.pk)
    if locked.user_id is not None or locked.archived_at is not None:
        raise InvitationRefusedError(InvitationState.USED if locked.user_id else InvitationState.REVOKED)
    revoke_invitations(client=client, by=by, now=now)
    token = new_token()
    Invitation.objects.create(
        studio_id=client.studio_id,
        client=client,
        token_hash=hash_of(token),
        created_by=by,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    return token


def revoke_invitations(*, client: Client, by: User, now: datetime) -> int:
    """End every open invitation of a client; how many there were."""
    return client.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: datetime) -> Client:
    """Link the invited client row to a sign-in, once; a second time by the same person is harmless.

    Raises InvitationRefusedError.
    """
    # Whoever writes invitations locks their client first, so that no two wait for each other.
    Client.objects.select_for_update().filter(invitations__token_hash=hash_of(token)).first()
    invitation = invitation_by_token(token)
    state = state_of(invitation, now=now)
    if invitation is not None and state is InvitationState.USED and invitation.client.user_id == user.pk:
        return invitation.client
    if invitation is None or state is not InvitationState.OPEN:
        raise InvitationRefusedError(state)
    client = invitation.client
    if not Invitation.objects.filter(pk=invitation.pk).open_at(now).update(accepted_at=now):
        raise InvitationRefusedError(InvitationState.USED)
    client.user = user
    client.email = client.email or user.email
    try:
        with transaction.atomic():
            client.save(update_fields=["user", "email"])
    except IntegrityError as problem:
        raise InvitationRefusedError(state, is_client_already=True) from problem
    return client


@transaction.atomic
def create_account_for_invitation(
    *, token: str, email: str, name: str, password: str, time_zone: str, now: datetime
) -> User:
    """A sign-in with a password for the invited client, linked at once.

    Raises AddressTakenError or InvitationRefusedError, and then leaves nothing behind.
    """
    user = create_person(email=email, name=name, password=password, time_zone=time_zone)
    client = accept_invitation(token=token, user=user, now=now)
    User.objects.filter(pk=user.pk).update(unit=client.unit)
    return user
