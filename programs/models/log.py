"""What clients did: events made on their device, and the sets they tell of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.exercises import Exercise
from programs.models.sessions import Session
from trainer.models import Client, Studio
from web.rows import CreatedRow, Row, Unit


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
        REOPEN = "reopen", "Reopened"

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
    payload = models.JSONField(default=dict)  # as the device told it
    facts = models.JSONField(default=dict, blank=True)  # what the server added, e.g. of a swapped exercise
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


class SetLogQuerySet(models.QuerySet["SetLog"]):
    def standing(self) -> "SetLogQuerySet":
        """The sets as they now stand: without those that were corrected or taken back."""
        return self.filter(standing=True)

    def counted(self) -> "SetLogQuerySet":
        """Those that count for volume and maxes."""
        return self.filter(standing=True, set_type__in=["working", "back_off", "amrap"])


class SetLog(Row):
    """One set as performed. It points at a frozen planned set, never at a set group.

    `load` is what was put on, in `unit`: the weight, the added weight or the assistance. `kg` is the
    total that was moved, the body's share included, for sums and maxes. A corrected set stays, with
    `standing` off and `corrected_by` naming what stands instead (nothing for one that was taken back).
    """

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="set_logs")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="set_logs")
    event = models.OneToOneField(ClientEvent, on_delete=models.PROTECT, related_name="set_log")
    slot_key = models.UUIDField(null=True, blank=True)  # the exercise's place on the frozen sheet
    planned_key = models.UUIDField(null=True, blank=True)  # the set's
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
    standing = models.BooleanField(default=True)
    corrected_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrects"
    )

    objects = SetLogQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(load=None) | ~Q(unit=""), name="set_log_load_has_unit"),
            models.CheckConstraint(
                condition=Q(standing=False) | Q(corrected_by=None), name="set_log_corrected_is_over"
            ),
            models.UniqueConstraint(
                fields=["studio", "session", "planned_key"],
                condition=Q(standing=True, planned_key__isnull=False),
                name="set_log_once_a_planned_set",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["client", "exercise", "-performed_at"],
                condition=Q(standing=True),
                name="set_log_last_time",
            ),
            models.Index(fields=["session"], condition=Q(standing=True), name="set_log_in_session"),
        ]


class Remark(CreatedRow):
    """Something that a client or a trainer wrote about a session or one of its exercises."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="remarks")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="remarks")
    slot_key = models.UUIDField(null=True, blank=True)  # empty: about the whole session
    exercise = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_trainer = models.BooleanField()
    text = models.CharField(max_length=2000)
    event = models.OneToOneField(
        ClientEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="remark"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "created_at"], name="remark_in_session"),
            models.Index(fields=["client", "exercise", "-created_at"], name="remark_last_time"),
        ]
