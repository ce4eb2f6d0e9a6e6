"""Which area of a published file somebody looks at."""

from collections.abc import Iterable
from typing import Any

from django import forms

from academy.ui.forms import FilterForm


class AreaFilter(FilterForm):
    area = forms.ChoiceField(label="Area", choices=())

    def __init__(self, *args: Any, areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(name, name) for name in areas]  # type: ignore[attr-defined]

    def chosen(self, field: str) -> str:
        """What cannot be chosen is not chosen."""
        return str(self.cleaned_data.get(field, "")) if self.is_valid() else ""
