"""Signing up, in and out: allauth's forms in our words, with our limits."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import email_already_exists
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from trainer.actions import AddressTakenError, sign_up_trainer
from trainer.emails import send_change_of_address
from trainer.models import Studio, User
from trainer.zones import zone_or_fallback

LONGEST_PASSWORD = 256
LONGEST_CODE = 20
LABELS = {
    "login": "E-mail",
    "email": "E-mail",
    "password": "Password",
    "password1": "Password",
    "oldpassword": "Current password",
    "code": "Code",
}
HELP = {"password1": "At least 10 characters. Three or four words that you'll remember do well."}


class TimeZoneField(forms.CharField):
    """The browser's time zone, filled in by timezone.js; UTC without it or when it is unknown."""

    def __init__(self) -> None:
        hidden = forms.HiddenInput(attrs={"data-time-zone": ""})
        super().__init__(required=False, max_length=64, widget=hidden)

    def clean(self, value: Any) -> str:
        try:
            return zone_or_fallback(super().clean(value))
        except ValidationError:
            return zone_or_fallback("")


class OurWords:
    """Our labels and help, no placeholders, and no field longer than it can mean anything.

    A new password is typed once: it can be reset, and typing it twice only catches half the slips.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")
            if isinstance(field, forms.CharField) and ("password" in name or name == "code"):
                limit(field, LONGEST_CODE if name == "code" else LONGEST_PASSWORD)


def limit(field: forms.CharField, longest: int) -> None:
    """Refuse text that is longer than this."""
    field.max_length = longest
    field.validators.append(MaxLengthValidator(longest))
    field.widget.attrs["maxlength"] = str(longest)


class SignInForm(OurWords, allauth_forms.LoginForm):
    """E-mail and password."""


class AskForCodeForm(OurWords, allauth_forms.RequestLoginCodeForm):
    """Where to send a sign-in code."""


class CodeForm(OurWords, allauth_forms.ConfirmLoginCodeForm):
    """The code from the e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocapitalize="characters", spellcheck="false")


class ResetPasswordForm(OurWords, allauth_forms.ResetPasswordForm):
    """Where to send a link that sets a new password."""


class NewPasswordForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    """The new password, after following the link."""


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "New password"


class FirstPasswordForm(OurWords, allauth_forms.SetPasswordForm):
    """A password for somebody who has signed in by code so far."""


class ReauthenticateForm(OurWords, allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""


class ChangeEmailForm(OurWords, allauth_forms.AddEmailForm):
    """Another address to sign in with.

    Nothing is stored until the link in the e-mail is followed, so that nobody can hold an address
    that is not theirs, and the answer is the same whether or not the address has an account.
    """

    user: User
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New e-mail"

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email == self.user.email:
            raise ValidationError("This is your address already.")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        email = self.cleaned_data["email"]
        if send_change_of_address(user=self.user, email=email):
            messages.success(
                request, f"We've sent a link to {email}. Your address changes when you follow it."
            )
        return EmailAddress(user=self.user, email=email)


class SignUpForm(OurWords, allauth_forms.SignupForm):
    """A trainer's sign-up: the person, and the name of their studio."""

    name = forms.CharField(
        max_length=User._meta.get_field("name").max_length,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    studio_name = forms.CharField(
        max_length=Studio._meta.get_field("name").max_length,
        required=False,
        label="Studio",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    time_zone = TimeZoneField()
    field_order = ("name", "email", "password1", "studio_name", "time_zone")
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_user: User | None = None
        self.address_taken: ValidationError | None = None
        self.fields["studio_name"].help_text = "Your clients see it. Empty is fine: then it is your name."

    def validate_unique_email(self, value: str) -> str:
        """Whether the address is taken is said in `clean`, where the password is known too."""
        try:
            value, self.account_already_exists = email_already_exists(value)
        except ValidationError as taken:
            self.address_taken = taken
        return value

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.address_taken and not (password_of(cleaned) and self._is_sent_twice()):
            self.add_error("email", self.address_taken)
        return cleaned

    def _is_sent_twice(self) -> bool:
        """Who signs up again with the password of the account is let in: a second click, not a stranger."""
        adapter = get_adapter()
        credentials = {"email": self.cleaned_data["email"], "password": password_of(self.cleaned_data)}
        self.known_user = adapter.authenticate(adapter.request, **credentials)
        return self.known_user is not None

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.known_user:
            return self.known_user, None
        try:
            saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except AddressTakenError:  # by another request, between the check and now
            messages.info(request, "This address has just been signed up. Sign in with your password.")
            return None, HttpResponseRedirect(reverse("account_login"))
        return saved

    def save(self, request: HttpRequest) -> User:
        return sign_up_trainer(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            password=self.cleaned_data["password1"],
            time_zone=self.cleaned_data["time_zone"],
            studio_name=self.cleaned_data["studio_name"],
        )


def password_of(cleaned: dict[str, Any]) -> str:
    """The new password, empty when it was refused."""
    return str(cleaned.get("password1") or "")
