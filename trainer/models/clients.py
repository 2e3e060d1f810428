"""Clients, who may see them, and how they are invited."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from trainer.models.people import Studio, User
from web.rows import CreatedRow, Unit


class Experience(models.TextChoices):
    NOVICE = "novice", "Novice"
    INTERMEDIATE = "intermediate", "Intermediate"
    ADVANCED = "advanced", "Advanced"


class ClientGoal(models.TextChoices):
    HYPERTROPHY = "hypertrophy", "Hypertrophy"
    STRENGTH = "strength", "Strength"
    FAT_LOSS = "fat_loss", "Fat loss"
    GENERAL_HEALTH = "general_health", "General health"


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"


class Clearance(models.TextChoices):
    """Whether a health professional has been asked, and what they said."""

    NOT_ASKED = "not_asked", "Not asked"
    CLEARED = "cleared", "Cleared to train"
    NEEDED = "needed", "Waiting for clearance"


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: User) -> "ClientQuerySet":
        """The clients whom this trainer has been given access to, and still shares a studio with."""
        return self.filter(access__user=user, studio__memberships__user=user)

    def of_person(self, user: User) -> "ClientQuerySet":
        """The client rows that are this person."""
        return self.filter(user=user)

    def active(self) -> "ClientQuerySet":
        return self.filter(archived_at=None)

    def archived(self) -> "ClientQuerySet":
        return self.exclude(archived_at=None)


class Client(CreatedRow):
    """A person who trains. Needs neither a sign-in nor an e-mail address."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="clients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="client_rows"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    height_cm = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(50), MaxValueValidator(272)],
    )
    experience = models.CharField(max_length=12, choices=Experience, default=Experience.NOVICE)
    goal = models.CharField(max_length=14, choices=ClientGoal, default=ClientGoal.GENERAL_HEALTH)
    clearance = models.CharField(max_length=9, choices=Clearance, default=Clearance.NOT_ASKED)
    days_per_week = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    minutes_per_session = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(10), MaxValueValidator(240)]
    )
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    notes = models.TextField(max_length=4000, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["studio", "user"],
                condition=Q(user__isnull=False),
                name="client_person_once",
                violation_error_message="This person is already a client of this studio.",
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__gte=1, days_per_week__lte=7), name="client_days_in_week"
            ),
            models.CheckConstraint(
                condition=Q(minutes_per_session__gte=10, minutes_per_session__lte=240),
                name="client_minutes_sane",
            ),
            models.CheckConstraint(
                condition=Q(height_cm=None) | Q(height_cm__gte=50, height_cm__lte=272),
                name="client_height_sane",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["studio", "archived_at", "name"], name="client_roster"),
            models.Index(fields=["user"], name="client_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def age_on(self, day: date) -> int | None:
        """Whole years on a day, if the birth date is known."""
        if self.birth_date is None:
            return None
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday


class ClientAccess(CreatedRow):
    """Which trainer may see a client; handing a client over rewrites only this."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "Primary"
        SHARED = "shared", "Shared"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="access")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="client_access")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PRIMARY)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "client", "user"], name="access_once"),
            models.UniqueConstraint(
                fields=["studio", "client"], condition=Q(kind="primary"), name="access_one_primary"
            ),
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(CreatedRow):
    """A single-use, expiring way for a client to link a sign-in. Only a hash of its token is kept."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_one_end"
            ),
        ]
