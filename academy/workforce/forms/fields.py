"""Pounds as people type them."""

from decimal import Decimal
from typing import Any

from django import forms


class PoundsField(forms.DecimalField):
    """One box that takes 1200, £1,200 or 1,200.50."""

    def __init__(self, *, most: Decimal | int = 10_000_000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {"invalid": "Enter an amount in pounds, like 1200 or 42.50"})
        super().__init__(**{"min_value": Decimal(0), "max_value": most, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").replace(" ", "")
        return super().to_python(value)
