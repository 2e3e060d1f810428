"""What is known of a client's body: limits and measurements."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trainer.models.clients import Client
from trainer.models.people import Studio
from web.rows import CreatedRow, Unit


class BodyRegion(models.TextChoices):
    NECK = "neck", "Neck"
    SHOULDER = "shoulder", "Shoulder"
    ELBOW = "elbow", "Elbow"
    WRIST = "wrist", "Wrist"
    UPPER_BACK = "upper_back", "Upper back"
    LOWER_BACK = "lower_back", "Lower back"
    HIP = "hip", "Hip"
    KNEE = "knee", "Knee"
    ANKLE = "ankle", "Ankle"


class Limit(CreatedRow):
    """An injury or limit that programs must respect."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="limits")
    region = models.CharField(max_length=10, choices=BodyRegion)
    note = models.CharField(max_length=400, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["studio", "client", "region"],
                condition=Q(ended_on=None),
                name="limit_region_once",
                violation_error_message="This region is already listed.",
            ),
        ]


class Measurement(CreatedRow):
    """Body weight on a day, as entered; later corrections are rows of their own."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField()
    body_weight = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    kg = models.DecimalField(max_digits=12, decimal_places=6)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kg__gte=20, kg__lte=500), name="measurement_weight_sane"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-measured_on", "-created_at"], name="measurement_latest"),
        ]
