"""Workouts and phases that trainers keep, to put them into other programs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from trainer.models import Studio, User
from web.rows import CreatedRow


class PieceQuerySet(models.QuerySet["Piece"]):
    def visible_to(self, user: User) -> "PieceQuerySet":
        """The pieces of the trainer's studios; nothing of a client is in them."""
        return self.filter(studio__memberships__user=user)

    def current(self) -> "PieceQuerySet":
        return self.filter(removed_at=None)


class Piece(CreatedRow):
    """A workout or a phase as it was saved; `document` holds its rows as programs/documents.py has them."""

    class Kind(models.TextChoices):
        WORKOUT = "workout", "Workout"
        PHASE = "phase", "Phase"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(max_length=120)
    document = models.JSONField()
    weeks = models.PositiveSmallIntegerField()
    contents = models.CharField(max_length=1000, blank=True)  # names of its exercises
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["workout", "phase"]), name="piece_kind_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["studio", "name"], name="piece_list")]

    def __str__(self) -> str:
        return self.name
