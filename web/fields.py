"""Form fields that every form shares."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from web.numbers import NumberError, parse_decimal


class NumberField(forms.DecimalField):
    """A decimal that may be typed with a comma, on a phone's numeric keypad."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_decimal(str(value))
        except NumberError as problem:
            raise ValidationError(str(problem), code="invalid") from problem
