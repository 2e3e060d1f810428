"""Who signs in, and the studios they work in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from web.rows import CreatedRow, Unit


class Theme(models.TextChoices):
    AUTO = "auto", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Locale(models.TextChoices):
    """How numbers and dates are written; the words stay English."""

    BRITISH = "en-gb", "7.5 · 23 November 2026"
    AMERICAN = "en-us", "7.5 · November 23, 2026"
    EUROPEAN = "en-eu", "7,5 · 23.11.2026"


class Digest(models.TextChoices):
    """How often a trainer is told by e-mail who needs attention."""

    OFF = "off", "Never"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every Monday"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A sign-in. What a person may do comes from memberships and client rows, not from here."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    time_zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    locale = models.CharField(max_length=5, choices=Locale, default=Locale.BRITISH)
    digest = models.CharField(max_length=6, choices=Digest, default=Digest.OFF)
    reminders = models.BooleanField(default=False)  # on training days, for a client who asked for it
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Somebody already signs in with this e-mail address.",
            ),
            models.CheckConstraint(condition=models.Q(unit__in=Unit.values), name="user_unit_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Studio(CreatedRow):
    """A trainer's business. A solo trainer has one of their own, made at sign-up."""

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Membership(CreatedRow):
    """A trainer's place in a studio."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        TRAINER = "trainer", "Trainer"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=7, choices=Role, default=Role.TRAINER)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "user"], name="membership_once"),
        ]
