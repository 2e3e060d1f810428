"""Sign-ins: a trainer's first day, a changed address."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from trainer.models import Membership, Studio, User


class AddressTakenError(Exception):
    """Somebody signs in with this address already."""


@transaction.atomic
def create_person(*, email: str, name: str, password: str | None, time_zone: str, unit: str = "kg") -> User:
    """A sign-in with its address, not yet confirmed; without a password it signs in by code.

    Raises AddressTakenError.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name, time_zone=time_zone, unit=unit)
    except IntegrityError as problem:
        raise AddressTakenError(email) from problem
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user


@transaction.atomic
def sign_up_trainer(
    *, email: str, name: str, password: str, time_zone: str, studio_name: str = "", unit: str = "kg"
) -> User:
    """A trainer with a studio of their own. Raises AddressTakenError."""
    user = create_person(email=email, name=name, password=password, time_zone=time_zone, unit=unit)
    studio = Studio.objects.create(name=studio_name or name)
    Membership.objects.create(studio=studio, user=user, role=Membership.Role.OWNER)
    return user


@transaction.atomic
def change_email(*, user: User, email: str) -> None:
    """Sign in with another, confirmed address from now on. Raises AddressTakenError."""
    try:
        with transaction.atomic():
            user.email = email.strip().lower()
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    except IntegrityError as problem:
        raise AddressTakenError(email) from problem
