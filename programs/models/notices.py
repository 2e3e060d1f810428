"""E-mails that were sent about a day, so that none is sent twice."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from web.rows import CreatedRow


class Notice(CreatedRow):
    """One digest or reminder of one person for one day of theirs."""

    class Kind(models.TextChoices):
        DIGEST = "digest", "Digest"
        REMINDER = "reminder", "Reminder"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind", "day"], name="notice_once_a_day"),
        ]
