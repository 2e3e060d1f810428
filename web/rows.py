"""The abstract shapes that rows of every app share."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from web.identifiers import new_uuid

KG_PER_LB = Decimal("0.45359237")


class Unit(models.TextChoices):
    KG = "kg", "kg"
    LB = "lb", "lb"


def kilograms(value: Decimal, unit: str) -> Decimal:
    """A weight in kilograms with six decimals, for sums and comparisons; 1 lb is exactly 0.45359237 kg."""
    exact = value * KG_PER_LB if unit == Unit.LB else value
    return exact.quantize(Decimal("0.000001"))


class Row(models.Model):
    """A row with a stable identity that documents keep."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)

    class Meta:
        abstract: ClassVar[bool] = True


class CreatedRow(Row):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Row.Meta):
        abstract = True
