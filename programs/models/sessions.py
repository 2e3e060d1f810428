"""Dated workouts of one client."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.prescription import Week, Workout
from programs.models.programs import Program
from trainer.models import Client, Studio, User
from web.rows import CreatedRow


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: User) -> "SessionQuerySet":
        """Sessions of clients whom this trainer may see."""
        return self.filter(client__in=Client.objects.visible_to(user))

    def of_person(self, user: User) -> "SessionQuerySet":
        """Sessions that this person trains."""
        return self.filter(client__user=user, client__archived_at=None)

    def between(self, first: date, last: date) -> "SessionQuerySet":
        return self.filter(date__gte=first, date__lte=last)

    def upcoming(self, day: date) -> "SessionQuerySet":
        """Not yet trained, on or after a day, soonest first."""
        return self.filter(date__gte=day, status__in=["planned", "in_progress"]).order_by("date", "position")

    def unread(self) -> "SessionQuerySet":
        """Finished, and not yet read by a trainer since."""
        return self.filter(read_at=None, finished_at__isnull=False)


class Session(CreatedRow):
    """A workout on a day. Starting it freezes its whole prescription in `frozen`."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        PARTIAL = "partial", "Partly done"
        SKIPPED = "skipped", "Skipped"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sessions")
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    workout = models.ForeignKey(
        Workout, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    week = models.ForeignKey(Week, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    name = models.CharField(max_length=120)
    date = models.DateField()
    position = models.PositiveSmallIntegerField(default=1)  # among the sessions of its day
    status = models.CharField(max_length=11, choices=Status, default=Status.PLANNED)
    frozen = models.JSONField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)  # where the program put it, once it was moved
    skip_reason = models.CharField(max_length=200, blank=True)
    rpe = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)  # of the whole session
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # by a trainer, since it was last finished
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["studio", "program", "workout", "week"],
                condition=Q(program__isnull=False, workout__isnull=False, week__isnull=False),
                name="session_once_a_week",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "skipped"]) | Q(frozen__isnull=False),
                name="session_started_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(rpe=None) | Q(rpe__gte=0, rpe__lte=10), name="session_rpe_sane"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=1440), name="session_minutes_in_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["studio", "-finished_at"],
                condition=Q(read_at=None, finished_at__isnull=False),
                name="session_unread",
            ),
            models.Index(fields=["client", "date", "position"], name="session_calendar"),
        ]
