"""What is chosen when a session is moved, skipped or added."""

from datetime import date
from typing import Any

from django import forms

from programs.forms.assign import ClientField
from programs.models import Session
from programs.schedule import too_far
from trainer.models import Client, User
from web.identifiers import new_uuid

LONGEST_REASON = 200  # what a session keeps
REASONS = ("Ill", "No time", "Travelling", "Sore")
ONE, WEEK = "one", "week"
TODAY = "today"  # what a button says that means the day on which it is pressed


class MoveForm(forms.Form):
    """The day to move to, typed or by one tap (`on`); and whether the rest of the week moves along."""

    day = forms.DateField(required=False, error_messages={"invalid": "This is not a date."})
    on = forms.CharField(required=False, max_length=10)
    scope = forms.ChoiceField(required=False, choices=[(name, name) for name in (ONE, WEEK)])

    def __init__(self, data: Any = None, *, session: Session, today: date) -> None:
        self.today = today
        super().__init__(_with_tapped(data, today), initial={"day": max(session.date, today), "scope": ONE})

    def clean_day(self) -> date:
        day: date | None = self.cleaned_data["day"]
        if day is None:
            raise forms.ValidationError("Choose a day.", code="required")
        if day < self.today:
            raise forms.ValidationError("This day is over. Choose today or a later one.", code="past")
        if too_far(day, today=self.today):
            raise forms.ValidationError("Choose a day within two years of today.", code="too_far")
        return day

    @property
    def day_text(self) -> str:
        """The day as a date input takes it, or what was typed instead."""
        value = self["day"].value()
        return value.isoformat() if isinstance(value, date) else str(value or "")

    @property
    def whole_week(self) -> bool:
        """Whether the rest of the week is chosen to move along, so far."""
        return bool(self["scope"].value() == WEEK)


def _with_tapped(data: Any, today: date) -> Any:
    """What was sent, with the day of the button that was pressed in place of the typed one."""
    tapped = data.get("on") if data is not None else ""
    if not tapped:
        return data
    return {**data.dict(), "day": today.isoformat() if tapped == TODAY else tapped}


class SkipForm(forms.Form):
    """Why a session is left out: one tap, own words, or both."""

    reason = forms.ChoiceField(
        required=False,
        choices=[(reason, reason) for reason in REASONS],
        error_messages={"invalid_choice": "Choose one of the reasons, or write it in your own words."},
    )
    words = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        error_messages={"max_length": f"Say it in {LONGEST_REASON} characters."},
    )

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        told = ": ".join(filter(None, (chosen.get("reason"), chosen.get("words"))))
        if not told and not self.errors:
            self.add_error("words", "Tap a reason, or write a word about why.")
        elif len(told) > LONGEST_REASON:
            self.add_error("words", f"Together with the reason this is over {LONGEST_REASON} characters.")
        return {**chosen, "told": told}


class UnplannedForm(forms.Form):
    """A session of one's own. `new_id` makes a double submit harmless."""

    name = forms.CharField(
        max_length=Session._meta.get_field("name").max_length,
        error_messages={"required": "Give it a name, so that you find it again."},
    )
    new_id = forms.UUIDField(widget=forms.HiddenInput)
    client = ClientField(
        queryset=Client.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Choose one of your studios."},
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"name": "Extra workout", "new_id": new_uuid()})
        self.clients = list(Client.objects.of_person(user).active().select_related("studio").order_by("pk"))
        field = self.fields["client"]
        field.queryset = Client.objects.of_person(user).active()  # type: ignore[attr-defined]  # a choice field's

    def clean_client(self) -> Client:
        """The client row that trains: most people have one, and are not asked."""
        chosen: Client | None = self.cleaned_data["client"]
        if chosen is None and len(self.clients) > 1:
            raise forms.ValidationError("Choose with whom you train it.", code="required")
        return chosen or self.clients[0]

    @property
    def chosen_client(self) -> str:
        return str(self["client"].value() or "")

    def renew(self) -> None:
        """Say that this form was sent before with another name, and give it a new key."""
        self.data = {**dict(self.data.items()), "new_id": str(new_uuid())}
        self.add_error("name", "This form was used before. Send it once more to add another workout.")


class ForwardForm(forms.Form):
    """Which session is done today already, and what becomes of today's own."""

    EXCHANGE, BOTH = "exchange", "both"

    session = forms.UUIDField(
        error_messages={"required": "Choose a workout.", "invalid": "Choose a workout."}
    )
    how = forms.ChoiceField(required=False, choices=[(EXCHANGE, "Exchange"), (BOTH, "Both today")])
