"""What the roster can be asked for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms

from trainer.models import ClientGoal, Experience
from trainer.queries import Order, RosterFilter

ORDER_LABELS = {
    Order.NAME: "Name",
    Order.NEWEST: "Newest first",
    Order.GOAL: "Goal",
    Order.EXPERIENCE: "Experience",
}


class RosterForm(forms.Form):
    """Search, sort and filter. A value that is not offered counts as not given."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control",
                "placeholder": "Name or e-mail",
                "autocomplete": "off",
            }
        ),
    )
    order = forms.ChoiceField(
        required=False,
        choices=[(order.value, label) for order, label in ORDER_LABELS.items()],
        label="Sort by",
    )
    goal = forms.ChoiceField(required=False, choices=[("", "Any goal"), *ClientGoal.choices], label="Goal")
    experience = forms.ChoiceField(
        required=False, choices=[("", "Any experience"), *Experience.choices], label="Experience"
    )
    state = forms.ChoiceField(
        required=False, choices=[("", "Active"), ("archived", "Archived")], label="Shown"
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name in ("order", "goal", "experience", "state"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def choices(self) -> list[forms.BoundField]:
        """What is chosen beside the search."""
        return [self[name] for name in ("order", "goal", "experience", "state")]

    def wanted(self) -> RosterFilter:
        """The question, from what is valid of it."""
        self.is_valid()
        values = self.cleaned_data
        return RosterFilter(
            search=values.get("q", ""),
            order=Order(values.get("order") or Order.NAME),
            archived=values.get("state") == "archived",
            goal=values.get("goal", ""),
            experience=values.get("experience", ""),
        )

    def query(self) -> str:
        """The question as it stands in an address, for the links to other pages of the list."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})
