"""What the rules propose after a session, and what a trainer has settled for a client."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from programs.models.exercises import Exercise
from programs.models.history import Revision
from programs.models.prescription import Slot
from programs.models.programs import Program
from programs.models.sessions import Session
from trainer.models import Client, Studio, User
from web.rows import CreatedRow


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User) -> "SuggestionQuerySet":
        return self.filter(client__in=Client.objects.visible_to(user))

    def open(self) -> "SuggestionQuerySet":
        return self.filter(status=Suggestion.Status.OPEN)


class Suggestion(CreatedRow):
    """A change of coming sessions that a rule proposes, with its reason; nothing moves until it is accepted.

    `moves` is a list of `{"week", "day", "field", "before", "after", "unit", "pinned"}`, one for each number
    of a coming session that it touches; what was accepted instead of `after` is added as `taken`.
    `based_on` names the logs that it was made from; `also` are sources that speak for the rule beside
    its own. `new_max` is the 1RM that a new max is about, and what it rests on (see `FoundMax`).
    Of a suggestion that applied by itself, `decided_by` is the trainer who allowed its rule to.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        APPLIED = "applied", "Applied by itself"
        WITHDRAWN = "withdrawn", "Withdrawn"

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="suggestions")
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.CASCADE, related_name="suggestions"
    )
    slot = models.ForeignKey(
        Slot, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    rule = models.CharField(max_length=24)
    text = models.CharField(max_length=400)
    why = models.CharField(max_length=600)
    source = models.CharField(max_length=40)
    also = models.JSONField(default=list, blank=True)
    moves = models.JSONField(default=list)
    based_on = models.JSONField(default=list)
    new_max = models.JSONField(null=True, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None)
                | (~Q(status="open") & Q(decided_at__isnull=False)),
                name="suggestion_decided_has_time",
            ),
            models.UniqueConstraint(
                fields=["studio", "slot", "rule"],
                condition=Q(status="open", slot__isnull=False),
                name="suggestion_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "status", "-created_at"], name="suggestion_of_client"),
        ]


class TechniqueSignOff(CreatedRow):
    """The trainer has seen the client do this lift well; only then may its load rise for a novice."""

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sign_offs")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["studio", "client", "exercise"], name="sign_off_once"),
        ]


class AutomaticRules(CreatedRow):
    """The rules that a trainer lets apply by themselves for one client; the client sees them too.

    `by` and `set_at` are who chose last, and when.
    """

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="+")
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="automatic_rules")
    rules = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(auto_now=True)
