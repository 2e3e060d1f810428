"""How a person wants the product to be."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from trainer.models import Membership, Studio, User
from trainer.zones import grouped_zones, known_zones


class SettingsForm(forms.ModelForm[User]):
    """A person's own settings; the owner of a studio names it here too."""

    studio_name = forms.CharField(
        max_length=120, label="Studio", help_text="Your clients see it, for example in an invitation."
    )

    class Meta:
        model = User
        fields = ("name", "unit", "time_zone", "theme", "locale")
        labels = {  # noqa: RUF012  (Django's own form of Meta)
            "name": "Your name",
            "unit": "Weights",
            "locale": "Numbers and dates",
        }
        help_texts = {"unit": "How weights are shown to you. Nothing stored changes."}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.studio = Studio.objects.filter(
            memberships__user=self.instance, memberships__role=Membership.Role.OWNER
        ).first()
        names = {name for _, zones in grouped_zones() for name, _ in zones}
        present = self.instance.time_zone
        odd = () if present in names or present not in known_zones() else ((present, present),)
        self.fields["time_zone"] = forms.ChoiceField(
            label="Time zone",
            choices=(*odd, *grouped_zones()),
            help_text="Decides which day is today.",
        )
        if self.studio:
            self.initial["studio_name"] = self.studio.name
        else:
            del self.fields["studio_name"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "name",
            *(["studio_name"] if self.studio else []),
            Row(Column("unit", css_class="col-sm-6"), Column("locale", css_class="col-sm-6")),
            Row(Column("time_zone", css_class="col-sm-6"), Column("theme", css_class="col-sm-6")),
        )

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        if self.studio and commit:
            self.studio.name = self.cleaned_data["studio_name"]
            self.studio.save(update_fields=["name"])
        return user
