"""What clients did: events made on their device, and the sets they tell of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.exercises import Exercise
from programs.models.sessions import Session
from trainer.models import Client, Studio
from web.rows import Row, Unit


class ClientEvent(Row):
    """One act of a client. Its key is made on the device; the database refuses it a second time."""

    class Kind(models.TextChoices):
        START = "start", "Started"
        SET = "set", "Logged a set"
        CORRECT = "correct", "Corrected a set"
        SKIP = "skip", "Skipped"
        ADD = "add", "Added"
        SWAP = "swap", "Swapped an exercise"
        PAIN = "pain", "Flagged pain"
        NOTE = "note", "Left a note"
        FINISH = "finish", "Finished"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="events")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField()
    kind = models.CharField(max_length=7, choices=Kind)
    at = models.DateTimeField()  # by the device
    utc_offset_minutes = models.SmallIntegerField(default=0)
    received_at = models.DateTimeField(auto_now_add=True)
    payload = models.JSONField(default=dict)
    corrects = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "client", "key"], name="event_key_once"),
            models.CheckConstraint(
                condition=~Q(kind="correct") | Q(corrects__isnull=False), name="event_correction_names_event"
            ),
            models.CheckConstraint(
                condition=Q(utc_offset_minutes__gte=-840, utc_offset_minutes__lte=840),
                name="event_offset_on_earth",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["session", "at"], name="event_in_session")]


class SetLog(Row):
    """One set as performed. It points at a frozen planned set, never at a set group."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="set_logs")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="set_logs")
    event = models.OneToOneField(ClientEvent, on_delete=models.PROTECT, related_name="set_log")
    planned_key = models.UUIDField(null=True, blank=True)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    set_type = models.CharField(max_length=8)
    load = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=2, choices=Unit, blank=True)
    kg = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    rir = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    performed_at = models.DateTimeField()
    corrected_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrects"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(load=None) | ~Q(unit=""), name="set_log_load_has_unit"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "exercise", "-performed_at"], name="set_log_last_time"),
        ]
