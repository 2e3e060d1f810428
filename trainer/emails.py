"""E-mail that we send ourselves; the account library's goes through the same adapter."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse

from trainer.adapter import absolute
from trainer.models import Invitation, User

CHANGE_SALT = "trainer.change-of-address"
CHANGE_SECONDS = 60 * 60 * 24


@dataclass(frozen=True)
class ChangeOfAddress:
    """What a followed link asks for: this person, from this address, to that one."""

    user_id: int
    old_email: str
    email: str


def send_change_of_address(*, user: User, email: str) -> bool:
    """Mail the link that changes an address, or a note where the address signs in somebody else."""
    if User.objects.filter(email__iexact=email).exists():
        return _send("emails/address_in_use", email, {"person": user.name})
    token = signing.dumps([user.pk, user.email, email], salt=CHANGE_SALT, compress=True)
    url = absolute(reverse("account_change_email", args=[token]))
    return _send("emails/change_of_address", email, {"person": user.name, "url": url})


def read_change_of_address(token: str) -> ChangeOfAddress | None:
    """What a link asks for; None when it is not ours or older than a day."""
    try:
        user_id, old_email, email = signing.loads(token, salt=CHANGE_SALT, max_age=CHANGE_SECONDS)
    except signing.BadSignature:
        return None
    return ChangeOfAddress(user_id, old_email, email)


def send_address_changed(*, old_email: str, email: str) -> bool:
    """Tell the old address."""
    return _send("emails/address_changed", old_email, {"new_email": email})


def send_invitation(invitation: Invitation, *, url: str, trainer: User) -> bool:
    """Mail a client their link. False when the mail could not be handed over."""
    client = invitation.client
    context = {
        "name": client.name,
        "trainer": trainer.name,
        "studio": client.studio.name,
        "url": url,
        "expires_at": invitation.expires_at,
    }
    return _send("emails/invitation", client.email, context)


def letter(template: str, email: str, context: dict[str, object], *, headers: dict[str, str]) -> EmailMessage:
    """A mail that is ready, for whoever has to know what became of it: nothing is sent here."""
    context = {**context, "site_url": settings.SITE_URL}
    message: EmailMessage = get_adapter().render_mail(template, email, context, headers=headers)
    return message


def _send(template: str, email: str, context: dict[str, object]) -> bool:
    sent: bool = get_adapter().send_mail(template, email, context)
    return sent
