"""What a trainer chooses to follow a client's program."""

from django import forms

from programs.prescription.whats_next import EXTEND_BY, Next

CHOOSE = "Choose what follows."


class NextForm(forms.Form):
    """What follows, and for how many weeks where it is more of the same. `new_id` makes a repeat harmless."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in Next],
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    weeks = forms.TypedChoiceField(
        choices=[(weeks, weeks) for weeks in EXTEND_BY],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose how many weeks more."},
    )
    new_id = forms.UUIDField(error_messages={"required": CHOOSE, "invalid": CHOOSE})

    def clean(self) -> None:
        if self.cleaned_data.get("kind") == Next.EXTEND and self.cleaned_data.get("weeks") is None:
            self.add_error("weeks", "Choose how many weeks more.")

    def problem(self) -> str:
        """The first thing that is wrong."""
        return str(next(iter(self.errors.values()))[0])
