"""Which learning goes with which score, and which gaps are looked at."""

from typing import Any

from django import forms

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Framework
from academy.frameworks.rules import Level
from academy.people.scope import Viewer
from academy.ui.forms import FilterForm, Form

SCORES = [(level.value, f"{level.value}: {level.label}") for level in Level]


class RecommendForm(Form):
    item = forms.ModelChoiceField(Item.objects.none(), label="What is recommended?", empty_label="Choose an item")
    lowest = forms.TypedChoiceField(label="From a score of", choices=SCORES, coerce=int)
    highest = forms.TypedChoiceField(label="To a score of", choices=SCORES, coerce=int, initial=Level.HELPED)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = catalogue.items(viewer).order_by("title", "pk")  # type: ignore[attr-defined]


class GapsFilter(FilterForm):
    framework = forms.ModelChoiceField(Framework.objects.none(), label="Framework", empty_label="Every framework")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = frameworks.frameworks(viewer, on=viewer.on)  # type: ignore[attr-defined]
