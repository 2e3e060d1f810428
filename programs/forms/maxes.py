"""What a trainer types to add a max: a tested 1RM, or a set that it is estimated from."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from programs.models import Exercise, Max
from programs.queries.maxes import Choices, Figure, MaxRefusedError, exercise_choices, figure, maxable
from trainer.models import Client, User
from web.fields import NumberField
from web.identifiers import new_uuid
from web.rows import Unit

EARLIEST = date(1950, 1, 1)
LONGEST_NOTE = Max._meta.get_field("note").max_length

if TYPE_CHECKING:
    _ExerciseChoice = forms.ModelChoiceField[Exercise]
else:
    _ExerciseChoice = forms.ModelChoiceField  # is no generic when the code runs


class ExerciseField(_ExerciseChoice):
    """A choice among exercises; anything that is no id at all is none of them either."""

    def to_python(self, value: Any) -> Exercise | None:
        if isinstance(value, str) and value:
            try:
                uuid.UUID(value)
            except ValueError:
                raise forms.ValidationError(self.error_messages["invalid_choice"]) from None
        return super().to_python(value)


class MaxForm(forms.Form):
    """One max. `new_id` makes a double submit harmless; `figured` is the 1RM of a valid form."""

    new_id = forms.UUIDField(widget=forms.HiddenInput)
    exercise = ExerciseField(
        queryset=Exercise.objects.none(),
        error_messages={
            "required": "Choose an exercise.",
            "invalid_choice": "This exercise is not on your list, or has no load to measure.",
        },
    )
    kind = forms.ChoiceField(
        choices=Max.Kind.choices, error_messages={"required": "Choose how it was measured."}
    )
    load = NumberField(max_digits=7, decimal_places=2, error_messages={"required": "Type the load."})
    unit = forms.ChoiceField(choices=Unit.choices, error_messages={"required": "Choose a unit."})
    reps = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        error_messages={"invalid": "Type a whole number of repetitions."},
    )
    rir = NumberField(required=False, min_value=0, max_value=20, max_digits=3, decimal_places=1)
    measured_on = forms.DateField(
        error_messages={"required": "Choose the day it was measured.", "invalid": "This is not a date."}
    )
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(
        self, data: Any = None, *, client: Client, user: User, today: date, exercise: str = ""
    ) -> None:
        self.client, self.user, self.today = client, user, today
        self.figured: Figure | None = None
        super().__init__(
            data,
            initial={
                "new_id": new_uuid(),
                "exercise": exercise,
                "kind": Max.Kind.ESTIMATED.value,
                "unit": client.unit,
                "measured_on": today.isoformat(),
            },
        )
        self.fields["exercise"].queryset = maxable(client, user)  # type: ignore[attr-defined]  # a choice field's

    def clean_measured_on(self) -> date:
        day: date = self.cleaned_data["measured_on"]
        if day > self.today:
            raise forms.ValidationError("This day has not come yet.", code="future")
        if day < EARLIEST:
            raise forms.ValidationError("Check the year.", code="too_old")
        return day

    def clean_rir(self) -> Decimal:
        rir: Decimal | None = self.cleaned_data["rir"]
        return rir if rir is not None else Decimal(0)

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if chosen.get("kind") == Max.Kind.TESTED:
            self._take_as_one_repetition(chosen)
        elif "reps" in chosen and chosen["reps"] is None:
            self.add_error("reps", "Type how many repetitions the set had.")
        if not self.errors:
            try:
                self.figured = figure(
                    client=self.client,
                    **{
                        name: chosen[name]
                        for name in ("exercise", "load", "reps", "rir", "unit", "measured_on")
                    },
                )
            except MaxRefusedError as problem:
                self.add_error(problem.field, forms.ValidationError(str(problem), code=problem.code))
        return chosen

    def _take_as_one_repetition(self, chosen: dict[str, Any]) -> None:
        """A tested max has no other reps; what stands in those fields is not looked at."""
        for name in ("reps", "rir"):
            self.errors.pop(name, None)
        chosen.update(reps=1, rir=Decimal(0))

    def renew(self) -> None:
        """Say that this form was sent before with other numbers, and give it a new key."""
        self.data = {**dict(self.data.items()), "new_id": str(new_uuid())}
        self.add_error(None, "This form was used before. Send it once more to add this as a newer max.")

    @property
    def needs_body_weight(self) -> bool:
        return self.has_error("exercise", code="no_body_weight")

    @property
    def chosen_exercise(self) -> str:
        """The id of the exercise chosen so far, as the page writes it."""
        return str(self["exercise"].value() or "")

    def choices(self) -> list[Choices]:
        """The exercises by group, for the page's select."""
        return exercise_choices(self.client, self.user, chosen=self.chosen_exercise)
