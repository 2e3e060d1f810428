"""The client's side of an invitation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from trainer.forms.accounts import HELP, LONGEST_PASSWORD, TimeZoneField
from trainer.models import Invitation, User


class NewPersonForm(forms.Form):
    """Name, address and, unless they sign in by code, a password."""

    name = forms.CharField(
        max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        max_length=254, label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        required=False,
        max_length=LONGEST_PASSWORD,
        strip=False,
        label="Password",
        help_text=HELP["password1"],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    time_zone = TimeZoneField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, invitation: Invitation) -> None:
        client = invitation.client
        super().__init__(data, initial={"name": client.name, "email": client.email})
        self.by_code = self.data.get("way") == "code"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.by_code or "password" not in cleaned:
            return cleaned
        if not cleaned["password"]:
            self.add_error("password", "Choose a password, or sign in by code.")
            return cleaned
        try:
            validate_password(cleaned["password"], User(email=cleaned.get("email", "")))
        except forms.ValidationError as problem:
            self.add_error("password", problem)
        return cleaned
