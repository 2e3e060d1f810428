"""How a person wants the product to be."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from trainer.models import Membership, Studio, User
from trainer.roles import CLIENT, TRAINER, roles_of
from trainer.zones import grouped_zones, known_zones


class SettingsForm(forms.ModelForm[User]):
    """A person's own settings, those that concern them; the owner of a studio names it here too."""

    studio_name = forms.CharField(
        max_length=120, label="Studio", help_text="Your clients see it, for example in an invitation."
    )

    class Meta:
        model = User
        fields = ("name", "unit", "time_zone", "theme", "locale", "digest", "reminders")
        labels = {  # noqa: RUF012  (Django's own form of Meta)
            "name": "Your name",
            "unit": "Weights",
            "locale": "Numbers and dates",
            "digest": "E-mail about who needs attention",
            "reminders": "Remind me on training days",
        }
        help_texts = {  # noqa: RUF012
            "unit": "How weights are shown to you. Nothing stored changes.",
            "digest": "From six in the morning where you are. No e-mail when there is nothing to say.",
            "reminders": "An e-mail from seven in the morning where you are, when a workout is planned.",
        }

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
        roles = roles_of(self.instance)
        notices = {"digest": TRAINER, "reminders": CLIENT}
        for name, role in notices.items():
            if role not in roles:
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "name",
            *(["studio_name"] if self.studio else []),
            Row(Column("unit", css_class="col-sm-6"), Column("locale", css_class="col-sm-6")),
            Row(Column("time_zone", css_class="col-sm-6"), Column("theme", css_class="col-sm-6")),
            *(name for name in notices if name in self.fields),
        )

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        if self.studio and commit:
            self.studio.name = self.cleaned_data["studio_name"]
            self.studio.save(update_fields=["name"])
        return user
