"""A client's profile."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from trainer.forms.stale import StaleGuard
from trainer.heights import LONGEST_TEXT, parse_height, show_height
from trainer.models import Client, Measurement, Sex, Studio, User
from trainer.queries import studios_of
from web.fields import NumberField
from web.identifiers import new_uuid
from web.numbers import NumberError, mark_of, show
from web.rows import Unit, kilograms

LIGHTEST_KG = Decimal(20)
HEAVIEST_KG = Decimal(500)
OLDEST_YEARS = 120
GOAL_HELP = (
    "Fat loss goes with either way of training, and hypertrophy is offered. "
    "General health is a strength foundation for a novice."
)


class ProfileForm(StaleGuard, forms.ModelForm[Client]):
    """Everything a trainer notes about a client, apart from equipment and limits."""

    height = forms.CharField(required=False, max_length=LONGEST_TEXT, label="Height")
    body_weight = NumberField(required=False, max_digits=6, decimal_places=2, label="Body weight")
    body_weight_unit = forms.ChoiceField(choices=Unit, required=False, label="in")

    class Meta:
        model = Client
        fields = (
            "name",
            "email",
            "birth_date",
            "sex",
            "experience",
            "goal",
            "clearance",
            "days_per_week",
            "minutes_per_session",
            "unit",
            "notes",
        )
        labels = {  # noqa: RUF012  (Django's own form of Meta)
            "email": "E-mail",
            "birth_date": "Birth date",
            "clearance": "Medical clearance",
            "days_per_week": "Days a week",
            "minutes_per_session": "Minutes a session",
            "unit": "Loads in",
        }
        help_texts = {  # noqa: RUF012
            "email": "Optional; an invitation goes there.",
            "goal": GOAL_HELP,
            "days_per_week": "At least 2, so that each muscle is trained twice a week.",
            "unit": "As their equipment is marked.",
        }
        error_messages = {  # noqa: RUF012
            "days_per_week": {"min_value": "At least 1 day.", "max_value": "A week has 7 days."},
            "minutes_per_session": {
                "min_value": "At least 10 minutes.",
                "max_value": "At most 240 minutes, which is 4 hours.",
            },
        }
        widgets = {  # noqa: RUF012
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "birth_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, user: User, measurement: Measurement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_feet = user.unit == Unit.LB
        mark = mark_of(user.locale)
        self.height_shown = show_height(self.instance.height_cm, in_feet=self.in_feet, mark=mark)
        self.initial["height"] = self.height_shown
        self.initial["body_weight_unit"] = measurement.unit if measurement else user.unit
        if measurement:
            self.initial["body_weight"] = show(measurement.body_weight, mark=mark)
            self.fields["body_weight"].help_text = "A change is kept as today's measurement."
        self.fields["height"].help_text = "5'11\" or 180 cm" if self.in_feet else "180, 1.80 m or 5'11\""
        sex = self.fields["sex"]
        assert isinstance(sex, forms.ChoiceField)
        sex.choices = [("", "Not said"), *Sex.choices]
        guarded = [name for name in self.fields if name not in ("shown", "body_weight_unit")]
        self.guard({name: self.get_initial_for_field(self.fields[name], name) for name in guarded})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset("Person", *self.person()),
            Fieldset(
                "Training",
                Row(Column("goal", css_class="col-sm-6"), Column("experience", css_class="col-sm-6")),
                Row(
                    Column("days_per_week", css_class="col-6 col-md-4"),
                    Column(AppendedText("minutes_per_session", "min"), css_class="col-6 col-md-4"),
                    Column("unit", css_class="col-6 col-md-4"),
                ),
                "clearance",
                "notes",
            ),
            "shown",
        )

    def person(self) -> list[Any]:
        """The rows of the first part of the form."""
        return [
            Row(Column("name", css_class="col-sm-6"), Column("email", css_class="col-sm-6")),
            Row(Column("birth_date", css_class="col-6"), Column("sex", css_class="col-6")),
            Row(
                Column("height", css_class="col-sm-4"),
                Column("body_weight", css_class="col-8 col-sm-5"),
                Column("body_weight_unit", css_class="col-4 col-sm-3"),
            ),
        ]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_birth_date(self) -> date | None:
        birth_date: date | None = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if birth_date and birth_date > today:
            raise ValidationError("This day is still to come.")
        if birth_date and today.year - birth_date.year > OLDEST_YEARS:
            raise ValidationError(f"This is more than {OLDEST_YEARS} years ago.")
        return birth_date

    def clean_height(self) -> Decimal | None:
        text = self.cleaned_data["height"]
        if text == self.height_shown:  # Read back rounded, so only what was retyped is stored.
            return self.instance.height_cm
        try:
            return parse_height(text, in_feet=self.in_feet) if text else None
        except NumberError as problem:
            raise ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.untouched():
            cleaned[name] = {
                "height": self.instance.height_cm,
                "body_weight": None,  # Which stores no new measurement.
            }.get(name, getattr(self.instance, name, None))
            self.errors.pop(name, None)
        weight: Decimal | None = cleaned.get("body_weight")
        unit = cleaned["body_weight_unit"] = cleaned.get("body_weight_unit") or Unit.KG
        if weight is not None and not LIGHTEST_KG <= kilograms(weight, unit) <= HEAVIEST_KG:
            self.add_error("body_weight", "A body weight is between 20 and 500 kg, or 45 and 1,100 lb.")
        return cleaned

    def _post_clean(self) -> None:
        if "height" in self.cleaned_data:
            self.instance.height_cm = self.cleaned_data["height"]
        super()._post_clean()  # type: ignore[misc]  # ModelForm's own hook, absent from the stubs

    def profile(self) -> dict[str, Any]:
        """The cleaned profile, as `create_client` takes it."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**values, "height_cm": self.cleaned_data["height"]}


class NewClientForm(ProfileForm):
    """A profile with the key that makes a second submit harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Send the form once more."})
    studio = forms.ModelChoiceField(Studio.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        del self.fields["shown"]  # Nothing is stored yet that could have changed.
        self.helper.layout.pop()
        studios = studios_of(user)
        self.initial.setdefault("key", new_uuid())
        self.initial.setdefault("unit", user.unit)
        if len(studios) > 1:
            field = self.fields["studio"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = studios
            self.helper.layout[0].append("studio")
        else:
            del self.fields["studio"]
        self.only_studio = studios[0] if len(studios) == 1 else None
        self.helper.layout.append("key")

    @property
    def chosen_studio(self) -> Studio:
        studio: Studio = self.only_studio or self.cleaned_data["studio"]
        return studio
