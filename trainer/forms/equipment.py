"""What a client can train with: a small form for every implement."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trainer.loads import HEAVIEST, LONGEST_TEXT, Loads, parse_loads, show_loads
from trainer.models import Implement
from trainer.models.equipment import LOADABLE
from trainer.presets import LISTS, usual_loads
from web.fields import NumberField
from web.numbers import NumberError, show
from web.rows import Unit

OWN_WEIGHT_LABELS = {
    Implement.DUMBBELL: "Lightest",
    Implement.KETTLEBELL: "Lightest",
    Implement.CABLE: "First plate",
    Implement.MACHINE: "First plate",
    Implement.PLATE: "Without any",
}


class LoadsForm(forms.Form):
    """One implement that carries a load: whether it is there, and what it can be set to."""

    here = forms.BooleanField(required=False)
    own_weight = NumberField(required=False, min_value=0, max_value=HEAVIEST, max_digits=6, decimal_places=2)
    step = NumberField(required=False, max_value=HEAVIEST, max_digits=5, decimal_places=2, label="Steps of")
    heaviest = NumberField(
        required=False, min_value=0, max_value=HEAVIEST, max_digits=6, decimal_places=2, label="Heaviest"
    )
    loads = forms.CharField(required=False, max_length=LONGEST_TEXT, label="Or exactly these")
    unit = forms.ChoiceField(choices=Unit, label="Unit")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        implement: str,
        present: Loads | None,
        unit: str,
        mark: str,
    ) -> None:
        self.implement, self.mark = implement, mark
        start = present or usual_loads(implement, unit)
        initial = {
            "here": present is not None,
            "own_weight": show(start.own_weight, mark=mark),
            "step": show(start.step, mark=mark),
            "heaviest": show(start.heaviest, mark=mark),
            "loads": show_loads(start.loads, mark=mark),
            "unit": start.unit,
        }
        super().__init__(data, prefix=implement, initial=initial)
        self.label = Implement(implement).label
        self.fields["own_weight"].label = OWN_WEIGHT_LABELS.get(Implement(implement), "Empty weight")
        self.takes_list = implement in LISTS
        if self.takes_list:
            self.fields["loads"].label, self.fields["step"].label = "Exactly these", "Or steps of"
        for name, field in self.fields.items():
            field.widget.attrs["class"] = {"here": "form-check-input", "unit": "form-select"}.get(
                name, "form-control"
            )

    def clean_loads(self) -> tuple[Decimal, ...]:
        try:
            return parse_loads(self.cleaned_data["loads"], mark=self.mark)
        except NumberError as problem:
            raise ValidationError(str(problem)) from problem

    def clean_step(self) -> Decimal | None:
        step: Decimal | None = self.cleaned_data["step"]
        if step is not None and step <= 0:
            raise ValidationError("A step is more than 0.")
        return step

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("here") or self.errors:
            return cleaned
        step, own_weight, heaviest = cleaned["step"], cleaned["own_weight"], cleaned["heaviest"]
        if cleaned["loads"]:
            if step is not None:
                self.add_error("loads", "Give steps or a list, not both.")
        elif step is None:
            self.add_error("step", "Give a step, or a list of what there is.")
        elif own_weight is None:
            self.add_error("own_weight", "How heavy is it at its lightest? 0 is fine.")
        elif heaviest is not None and heaviest < own_weight:
            self.add_error("heaviest", "This is less than it weighs at its lightest.")
        return cleaned

    def is_fine(self) -> bool:
        """Whether it can be saved. Numbers of what is not there don't matter."""
        return self.is_valid() or not self.cleaned_data.get("here")

    def result(self) -> Loads | None:
        """The implement as cleaned, None when it is not there."""
        values = self.cleaned_data
        if not values.get("here"):
            return None
        if values["loads"]:
            return Loads(self.implement, values["unit"], loads=values["loads"])
        return Loads(
            self.implement,
            values["unit"],
            own_weight=values["own_weight"],
            step=values["step"],
            heaviest=values["heaviest"],
        )


class EquipmentForm:
    """Every implement at once: those with loads, then a tick for each of the others."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        present: Mapping[str, Loads],
        unit: str,
        mark: str,
    ) -> None:
        self.unit = unit
        self.with_loads = [
            LoadsForm(data, implement=implement, present=present.get(implement), unit=unit, mark=mark)
            for implement in LOADABLE
        ]
        self.others = OthersForm(data, initial={"others": [name for name in present if name not in LOADABLE]})

    def is_valid(self) -> bool:
        return all([*(form.is_fine() for form in self.with_loads), self.others.is_valid()])

    def results(self) -> Iterator[Loads]:
        for form in self.with_loads:
            if result := form.result():
                yield result
        for implement in self.others.cleaned_data["others"]:
            yield Loads(implement, self.unit)


class OthersForm(forms.Form):
    """What carries no load that has to be built."""

    others = forms.MultipleChoiceField(
        required=False,
        choices=[(one.value, one.label) for one in Implement if one not in LOADABLE],
        widget=forms.CheckboxSelectMultiple,
        label="Also there",
    )
