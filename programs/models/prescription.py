"""The prescription of a program: phases, weeks, workouts, groups, slots, set groups.

Every row names its program beside its parent, so that one program is read and restored with one
query a table.
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from programs.models.exercises import Exercise
from programs.models.programs import Program
from trainer.models import Studio
from web.rows import Row, Unit


class ProgramRow(Row):
    """A row inside a program; an assigned copy remembers where it came from and with which values."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="%(class)s_rows")
    position = models.PositiveSmallIntegerField()
    origin_uuid = models.UUIDField(null=True, blank=True)
    origin_values = models.JSONField(null=True, blank=True)

    class Meta(Row.Meta):
        abstract = True


class Phase(ProgramRow):
    """Consecutive weeks with one emphasis: a block or mesocycle."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["position"]


class Week(ProgramRow):
    """Seven days of a phase; `position` counts from 1 within the phase."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="weeks")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "phase", "position"], name="week_position_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=12),
                name="week_in_phase",
                violation_error_message="A phase has 1 to 12 weeks.",
            ),
        ]


class Workout(ProgramRow):
    """One planned training day in each week of a phase."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="workouts")
    name = models.CharField(max_length=120)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 is Monday

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="workout_weekday_in_week"
            ),
        ]


class Group(ProgramRow):
    """Slots done together; the order codes A, B1, B2 are derived from positions."""

    class Kind(models.TextChoices):
        SINGLE = "single", "Single"
        SUPERSET = "superset", "Superset"
        CIRCUIT = "circuit", "Circuit"

    workout = models.ForeignKey(Workout, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SINGLE)

    class Meta:
        ordering: ClassVar = ["position"]


class Slot(ProgramRow):
    """One exercise's place in a workout. The goal stands here and nowhere else.

    `lift` holds what the row's numbers were computed with and is frozen until the trainer asks for
    newer facts: the max used, the loads on hand, the body weight share (see programs/bridge.py).
    `scheme` is the progression that fills its weeks from week 1, null without one (see
    programs/progressions.py).
    """

    class Goal(models.TextChoices):
        HYPERTROPHY = "hypertrophy", "Hypertrophy"
        STRENGTH = "strength", "Strength"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="slots")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="slots")
    goal = models.CharField(max_length=11, choices=Goal, default=Goal.HYPERTROPHY)
    method = models.CharField(max_length=7, blank=True)  # empty: as the program
    first_week = models.PositiveSmallIntegerField(default=1)
    last_week = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    lift = models.JSONField(default=dict)
    scheme = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(goal__in=["hypertrophy", "strength"]), name="slot_goal_known"),
            models.CheckConstraint(
                condition=Q(last_week=None) | Q(last_week__gte=models.F("first_week")),
                name="slot_weeks_in_order",
            ),
        ]


class SlotExchange(Row):
    """Another exercise in one week of a slot."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="exchanges")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="exchanges")
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="exchanges")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "slot", "week"], name="exchange_once_a_week"),
        ]


class SetGroup(ProgramRow):
    """Identical consecutive sets of a slot in one week (4 x 10 @ 80 %).

    Targets are the stored basis; `effective` is what the engine made of them (load on the bar,
    reps after snapping, volume load, findings) and is rewritten with them, never edited.
    """

    class Type(models.TextChoices):
        WARM_UP = "warm_up", "Warm-up"
        WORKING = "working", "Working"
        BACK_OFF = "back_off", "Back-off"
        DROP = "drop", "Drop"
        AMRAP = "amrap", "As many reps as possible"

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="set_groups")
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="set_groups")
    set_type = models.CharField(max_length=8, choices=Type, default=Type.WORKING)
    sets = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20)])
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    per_side = models.BooleanField(default=False)
    intensity = models.FloatField(null=True, blank=True)  # percent of 1RM, exact
    rir = models.FloatField(null=True, blank=True)  # exact; below zero when the chart is all-out
    rir_high = models.FloatField(null=True, blank=True)
    rest_seconds = models.PositiveSmallIntegerField()
    tempo = models.CharField(max_length=7, blank=True)
    load = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)  # typed
    load_unit = models.CharField(max_length=2, choices=Unit, blank=True)
    load_kg = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    pins = models.JSONField(default=list, blank=True)
    effective = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["studio", "slot", "week", "position"], name="set_group_position_once"
            ),
            models.CheckConstraint(condition=Q(sets__gte=1, sets__lte=20), name="set_group_sets_sane"),
            models.CheckConstraint(
                condition=Q(reps=None) | Q(reps__gte=1, reps__lte=200), name="set_group_reps_sane"
            ),
            models.CheckConstraint(
                condition=Q(reps_high=None) | Q(reps_high__gte=models.F("reps")),
                name="set_group_reps_in_order",
            ),
            models.CheckConstraint(
                condition=Q(intensity=None) | Q(intensity__gt=0, intensity__lte=150),
                name="set_group_intensity_sane",
            ),
            models.CheckConstraint(condition=Q(rest_seconds__lte=1800), name="set_group_rest_sane"),
            models.CheckConstraint(
                condition=Q(load=None) | (Q(load__gte=0) & ~Q(load_unit="")),
                name="set_group_load_has_unit",
            ),
        ]
