"""What was done to a program, so that it can be undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.programs import Program
from trainer.models import Studio
from web.rows import Row


class Revision(Row):
    """One change of a program: who, when, what in words, and the rows before and after.

    `changes` is a list of `{"table", "id", "before", "after"}`; `before` is null for a row that was
    made, `after` for one that was removed. `key` is the mutation key of the request that did it.
    `backward` tells an undoing; a redoing undoes that, and so goes forward again. `batch` links what
    one act did to several programs, so that it can be undone as one.
    """

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    key = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.CharField(max_length=400)
    changes = models.JSONField(default=list)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by"
    )
    backward = models.BooleanField(default=False)
    batch = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "program", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["studio", "program", "key"],
                condition=Q(key__isnull=False),
                name="revision_key_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="revision_batch"),
        ]
