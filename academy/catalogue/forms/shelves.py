"""Collections, the steps of pathways, and looking at an item again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from academy.catalogue import queries
from academy.catalogue.models import Collection, Item
from academy.catalogue.rules import listed
from academy.frameworks.rules import Outcome
from academy.people.models import Organisation
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form, Radios


class ItemsField(forms.CharField):
    """A title a line, in order: one box in which things are added, moved and taken out, with any device."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12_000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10}))
        super().__init__(**kwargs)

    def items(self, viewer: Viewer, typed: str) -> list[Item]:
        names = listed(typed)
        found = queries.titled(viewer, names)
        problems = [problem for name in names if (problem := _problem(name, found[name.lower()]))]
        if twice := next((name for place, name in enumerate(names) if name.lower() in _lower(names[:place])), ""):
            problems.append(f"“{twice}” stands there twice")
        if problems:
            raise ValidationError(problems)
        return [found[name.lower()][0] for name in names]

    @staticmethod
    def said_of(items: list[Item]) -> str:
        return "\n".join(item.title for item in items)


class ItemsForm(Form):
    """A form with a list of items, which become records when it is cleaned."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_items(self) -> list[Item]:
        field = self.fields["items"]
        assert isinstance(field, ItemsField)
        return field.items(self.viewer, self.cleaned_data["items"])


class StepsForm(ItemsForm):
    items = ItemsField(label="The steps, a title a line", help_text="In the order in which they are taken.")


class CollectionForm(ItemsForm):
    title = forms.CharField(max_length=120)
    intro = forms.CharField(
        label="Why these, and for whom",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    organisation = forms.ModelChoiceField(
        label="Looked after by", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    items = ItemsField(label="What is in it, a title a line", help_text="In the order in which people should see them.")
    is_published = forms.BooleanField(label="Show it to everybody", required=False, initial=True)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["organisation"].queryset = queries.own_organisations(viewer)  # type: ignore[attr-defined]

    @classmethod
    def said_of(cls, collection: Collection, items: list[Item]) -> dict[str, Any]:
        said = {name: getattr(collection, name) for name in ("title", "intro", "organisation", "is_published")}
        return said | {"items": ItemsField.said_of(items)}


class ReviewForm(Form):
    outcome = forms.ChoiceField(label="What did you find?", choices=Outcome, widget=Radios)
    words = forms.CharField(
        label="In a sentence",
        help_text="Like “Day one teaches the 2026 thresholds since 1 December.” It is kept with the item.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = DateField(label="Look at it again on", required=False)


def _problem(name: str, found: list[Item]) -> str:
    if not found:
        return f"Nothing on offer is called “{name}”"
    if len(found) > 1:
        codes = " or ".join(item.code for item in found)
        return f"More than one agency offers “{name}”. Write its code instead: {codes}"
    return ""


def _lower(names: list[str]) -> list[str]:
    return [name.lower() for name in names]
