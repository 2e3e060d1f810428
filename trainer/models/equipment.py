"""What a client can train with, and the loads it can be set to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trainer.models.clients import Client
from trainer.models.people import Studio
from web.rows import CreatedRow, Unit


class Implement(models.TextChoices):
    """Things an exercise may need. The first group carries a load that has to be built."""

    BARBELL = "barbell", "Barbell"
    DUMBBELL = "dumbbell", "Dumbbells"
    KETTLEBELL = "kettlebell", "Kettlebells"
    EZ_BAR = "ez_bar", "EZ bar"
    TRAP_BAR = "trap_bar", "Trap bar"
    SMITH_MACHINE = "smith_machine", "Smith machine"
    CABLE = "cable", "Cable stack"
    MACHINE = "machine", "Machines"
    PLATE = "plate", "Plates or a belt for added weight"
    RACK = "rack", "Rack"
    BENCH = "bench", "Bench"
    PULL_UP_BAR = "pull_up_bar", "Pull-up bar"
    DIP_BARS = "dip_bars", "Dip bars"
    BAND = "band", "Bands"
    SUSPENSION = "suspension", "Suspension trainer"
    MEDICINE_BALL = "medicine_ball", "Medicine ball"
    BOX = "box", "Box or step"
    LANDMINE = "landmine", "Landmine"
    SLED = "sled", "Sled"
    BIKE_OR_ROWER = "bike_or_rower", "Bike or rower"
    AB_WHEEL = "ab_wheel", "Ab wheel"


LOADABLE = (
    Implement.BARBELL,
    Implement.DUMBBELL,
    Implement.KETTLEBELL,
    Implement.EZ_BAR,
    Implement.TRAP_BAR,
    Implement.SMITH_MACHINE,
    Implement.CABLE,
    Implement.MACHINE,
    Implement.PLATE,
)


class Equipment(CreatedRow):
    """One implement on hand. Loads are a step from its own weight, or a list of what is there."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="equipment")
    implement = models.CharField(max_length=14, choices=Implement)
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    own_weight = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    step = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    heaviest = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    loads = models.JSONField(default=list, blank=True)  # of strings: exact decimals, ascending

    class Meta:
        verbose_name_plural = "equipment"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["studio", "client", "implement"],
                name="equipment_once",
                violation_error_message="This is already on the list.",
            ),
            models.CheckConstraint(condition=Q(step=None) | Q(step__gt=0), name="equipment_step_positive"),
            models.CheckConstraint(
                condition=Q(own_weight=None) | Q(own_weight__gte=0), name="equipment_own_weight_not_negative"
            ),
        ]
