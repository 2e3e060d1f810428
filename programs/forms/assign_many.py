"""What a trainer chooses to give several clients a template at once."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from programs.actions.assign import Recipient
from programs.forms.assign import ScheduleForm, assignable_clients, day_field, sent
from programs.queries.assign import Plan
from trainer.models import Client, User
from web.identifiers import new_uuid

CLIENTS_MOST = 100  # in one act
REASON_MOST = 300

if TYPE_CHECKING:
    _ClientsChoice = forms.ModelMultipleChoiceField[Client]
else:
    _ClientsChoice = forms.ModelMultipleChoiceField  # is no generic when the code runs


class ClientsField(_ClientsChoice):
    """Choices among clients; anything that is no id at all is none of them either."""

    def clean(self, value: Any) -> "QuerySet[Client]":
        try:
            ids = [uuid.UUID(item) for item in value or ()]
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from None
        return super().clean(ids)


class AssignManyForm(ScheduleForm):
    """Clients, start, one weekday a workout, and for each client a reason or that they are left out.

    `batch` makes a double submit harmless: each client's copy has an id that follows from it.
    """

    clients = ClientsField(
        queryset=Client.objects.none(),
        error_messages={
            "required": "Choose at least one client.",
            "invalid_choice": "One of the chosen clients is not on your list any more.",
        },
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: User, plan: Plan, today: date) -> None:
        self.offered: QuerySet[Client] = assignable_clients(user, plan)
        super().__init__(data, plan=plan, today=today, initial={"batch": new_uuid()})
        self.fields["clients"].queryset = self.offered  # type: ignore[attr-defined]  # a choice field's
        self.unexplained: set[uuid.UUID] = set()  # whose reason is missing

    def clean_clients(self) -> list[Client]:
        chosen = list(self.cleaned_data["clients"])
        if len(chosen) > CLIENTS_MOST:
            raise forms.ValidationError(f"Choose at most {CLIENTS_MOST} clients at once.", code="too_many")
        return chosen

    def chosen(self) -> list[Client]:
        """Everybody who was chosen, also who is left out in the end; of a valid form."""
        clients: list[Client] = self.cleaned_data["clients"]
        return clients

    def recipients(self) -> list[Recipient]:
        """Who gets a copy, with what was written about them; of a valid form."""
        batch: uuid.UUID = self.cleaned_data["batch"]
        out = self.left_out
        return [
            Recipient(client, uuid.uuid5(batch, str(client.pk)), self.reason_of(client.pk))
            for client in self.chosen()
            if str(client.pk) not in out
        ]

    # As it was sent

    @property
    def chosen_ids(self) -> set[str]:
        """The ids that were ticked, whatever they are."""
        return set(self._sent_list("clients"))

    @property
    def left_out(self) -> set[str]:
        return set(self._sent_list("leave_out"))

    def reason_of(self, client_id: uuid.UUID) -> str:
        """What was written about a client."""
        return self._text(f"reason-{client_id}").strip()

    def choices(self) -> list[tuple[str, str]]:
        """Who and when, for the page that shows what each would get and must not lose it."""
        days = [day_field(workout.id) for workout in self.plan.workouts]
        single = [(name, sent(self[name].value())) for name in ("batch", "starts_on", *days)]
        return [*single, *(("clients", pk) for pk in self._sent_list("clients"))]

    def remarks(self) -> list[tuple[str, str]]:
        """What was said of each client so far, for the page on which clients are chosen."""
        reasons = [(f"reason-{pk}", self._text(f"reason-{pk}")) for pk in self._sent_list("clients")]
        return [
            *((name, text) for name, text in reasons if text),
            *(("leave_out", pk) for pk in self._sent_list("leave_out")),
        ]

    def _text(self, name: str) -> str:
        return str(self.data.get(name, "")).replace("\x00", "")[:REASON_MOST]  # which no database takes

    def _sent_list(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, MultiValueDict) else []
