"""One-repetition maximums: events that are never rewritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.exercises import Exercise
from trainer.models import Client, Studio, User
from web.rows import CreatedRow, Unit


class MaxQuerySet(models.QuerySet["Max"]):
    def visible_to(self, user: User) -> "MaxQuerySet":
        return self.filter(client__in=Client.objects.visible_to(user))

    def newest_first(self) -> "MaxQuerySet":
        return self.order_by("-measured_on", "-created_at")


class Max(CreatedRow):
    """A client's 1RM on one exercise on one day: tested, or estimated from a set.

    `value` is the total load, body weight share included, in `unit`; `kg` is derived from it.
    """

    class Kind(models.TextChoices):
        TESTED = "tested", "Tested"
        ESTIMATED = "estimated", "Estimated from a set"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="maxes")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="maxes")
    kind = models.CharField(max_length=9, choices=Kind)
    value = models.DecimalField(max_digits=7, decimal_places=2)
    low = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=2, choices=Unit)
    kg = models.DecimalField(max_digits=12, decimal_places=6)
    from_load = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    from_reps = models.PositiveSmallIntegerField(null=True, blank=True)
    from_rir = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    method = models.CharField(max_length=80, blank=True)
    body_weight_kg = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    measured_on = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MaxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "maxes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(value__gt=0), name="max_positive"),
            models.CheckConstraint(
                condition=Q(kind="tested") | Q(from_load__isnull=False, from_reps__isnull=False),
                name="max_estimate_says_from_what",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "exercise", "-measured_on", "-created_at"], name="max_latest"),
        ]
