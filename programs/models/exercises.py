"""The catalogue of exercises: ours, and each studio's own."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from trainer.models import Studio, User
from web.rows import CreatedRow


class Mechanics(models.TextChoices):
    COMPOUND = "compound", "Compound (several joints)"
    ISOLATION = "isolation", "Isolation (one joint)"


class Region(models.TextChoices):
    UPPER = "upper", "Upper body"
    LOWER = "lower", "Lower body"
    CORE = "core", "Core"
    FULL = "full", "Full body"


class Measure(models.TextChoices):
    REPS = "reps", "Repetitions"
    SECONDS = "seconds", "Seconds"
    METRES = "metres", "Metres"


class LoadKind(models.TextChoices):
    EXTERNAL = "external", "A weight"
    BODY_WEIGHT = "body_weight", "Body weight, plus a weight"
    ASSISTED = "assisted", "Body weight, minus assistance"
    BAND = "band", "A band"
    NONE = "none", "No load"


class CurveFamily(models.TextChoices):
    GENERAL = "general", "General"
    BENCH_PRESS = "bench_press", "Bench press"
    LEG_PRESS = "leg_press", "Leg press"


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def visible_to(self, user: User) -> "ExerciseQuerySet":
        """The shared catalogue and the exercises of studios in which this person works."""
        return self.filter(Q(studio=None) | Q(studio__in=Studio.objects.filter(memberships__user=user)))

    def of_studio(self, studio_id: uuid.UUID) -> "ExerciseQuerySet":
        """The shared catalogue and this studio's own."""
        return self.filter(Q(studio=None) | Q(studio=studio_id))

    def editable_by(self, user: User) -> "ExerciseQuerySet":
        """The exercises of the person's own studios; nobody edits the shared catalogue."""
        return self.filter(studio__in=Studio.objects.filter(memberships__user=user))

    def current(self) -> "ExerciseQuerySet":
        return self.filter(archived_at=None)


class Exercise(CreatedRow):
    """One exercise, as facts. `studio` is empty for the shared catalogue."""

    studio = models.ForeignKey(
        Studio, null=True, blank=True, on_delete=models.CASCADE, related_name="exercises"
    )
    key = models.SlugField(max_length=80, blank=True)  # the catalogue's own; empty for a studio's
    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)
    pattern = models.CharField(max_length=24)
    mechanics = models.CharField(max_length=9, choices=Mechanics, default=Mechanics.COMPOUND)
    region = models.CharField(max_length=5, choices=Region, default=Region.UPPER)
    primary_muscles = models.JSONField(default=list)
    secondary_muscles = models.JSONField(default=list, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    loaded_with = models.CharField(max_length=14, default="none")
    unilateral = models.BooleanField(default=False)
    measure = models.CharField(max_length=7, choices=Measure, default=Measure.REPS)
    load_kind = models.CharField(max_length=11, choices=LoadKind, default=LoadKind.EXTERNAL)
    body_weight_share = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    curve = models.CharField(max_length=11, choices=CurveFamily, default=CurveFamily.GENERAL)
    suits_max_test = models.BooleanField(default=False)
    stresses = models.JSONField(default=list, blank=True)
    cue = models.CharField(max_length=160, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(studio=None), name="exercise_catalogue_key_once"
            ),
            models.UniqueConstraint(
                fields=["studio", "name"],
                condition=Q(studio__isnull=False, archived_at=None),
                name="exercise_name_once",
                violation_error_message="Your studio already has an exercise of this name.",
            ),
            models.CheckConstraint(
                condition=Q(body_weight_share__gte=0, body_weight_share__lte=1),
                name="exercise_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(studio__isnull=False) | ~Q(key=""), name="exercise_catalogue_has_key"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["studio", "name"], name="exercise_by_name")]

    def __str__(self) -> str:
        return self.name
