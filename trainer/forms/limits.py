"""Injuries and limits of a client."""

from django import forms

from trainer.models import BodyRegion, Limit

LONGEST_NOTE = Limit._meta.get_field("note").max_length


class LimitForm(forms.Form):
    """One region that programs must respect."""

    region = forms.ChoiceField(
        choices=[("", "Choose a region"), *BodyRegion.choices],
        label="Region",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        label="What to respect",
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
