"""A form from an old tab must not undo what somebody else has saved meanwhile."""

import json
from typing import Any

from django import forms


class StaleGuard(forms.Form):
    """Carries the values that the form was shown with, and compares them with what is stored now.

    A field that was not touched keeps what is stored. A field that was, and was changed elsewhere
    too, is refused once with the stored value beside the typed one; sent again, it replaces it.
    """

    shown = forms.JSONField(required=False, widget=forms.HiddenInput)

    def guard(self, stored: dict[str, Any]) -> None:
        """Take `stored`, the values of the guarded fields as the form shows them now, as text."""
        self.stored = {name: _text(value) for name, value in stored.items()}
        self.initial = {**self.initial, "shown": self.stored}

    def untouched(self) -> set[str]:
        """Fields that were changed elsewhere but not here. Adds the errors of those changed in both."""
        shown = self.cleaned_data.get("shown")  # Nothing on a form that makes something new.
        before = {name: _text(value) for name, value in shown.items()} if isinstance(shown, dict) else {}
        moved = {name for name in before.keys() & self.stored.keys() if before[name] != self.stored[name]}
        untouched = {name for name in moved if _text(self.data.get(name)) == before[name]}
        for name in sorted(moved - untouched):
            if _text(self.data.get(name)) != self.stored[name]:
                value = self.stored[name] or "nothing"
                self.add_error(name, f"Meanwhile this was changed to “{value}”. Save again to replace it.")
        if moved - untouched and self.errors:
            self.data = {**self.data, "shown": json.dumps(self.stored)}
        return untouched


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
