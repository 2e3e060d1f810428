"""Programs: templates, and the copies that belong to one client."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from trainer.models import Client, Experience, Studio, User
from web.rows import CreatedRow


class Method(models.TextChoices):
    CHART = "chart", "Chart (80 % x 10, 90 % x 5)"
    RESERVE = "reserve", "Repetitions in reserve"


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, user: User) -> "ProgramQuerySet":
        """The templates of the trainer's studios, and the programs of clients they may see."""
        return self.filter(studio__memberships__user=user).filter(
            Q(client=None) | Q(client__in=Client.objects.visible_to(user))
        )

    def templates(self) -> "ProgramQuerySet":
        return self.filter(client=None)

    def of_clients(self) -> "ProgramQuerySet":
        return self.filter(client__isnull=False)

    def current(self) -> "ProgramQuerySet":
        return self.filter(archived_at=None)


class Program(CreatedRow):
    """Ordered phases. Without a client it is a template; with a start date it is on the calendar."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="programs")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.CASCADE, related_name="programs"
    )
    name = models.CharField(max_length=120)
    description = models.TextField(max_length=2000, blank=True)
    experience = models.CharField(max_length=12, choices=Experience, default=Experience.INTERMEDIATE)
    method = models.CharField(max_length=7, choices=Method, default=Method.CHART)
    # Where a template stands in the library; both are the studio's own words.
    folder = models.CharField(max_length=60, blank=True)
    tags = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    # Which change of the origin its copy has in it: that of the copying, or what was brought to it since.
    origin_revision = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(client__isnull=False),
                name="program_dates_need_a_client",
                violation_error_message="A template has no dates; assign it to a client.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["studio", "client", "-updated_at"], name="program_list"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_template(self) -> bool:
        return self.client_id is None

    @property
    def is_scheduled(self) -> bool:
        return self.starts_on is not None

    def starts_after(self, day: date) -> bool:
        return self.starts_on is not None and self.starts_on > day
