"""What is said of a source and of its versions."""

from typing import Any

from django import forms

from academy.frameworks.models import LegalSource
from academy.frameworks.rules import SourceKind
from academy.ui.forms import DateField, FilterForm, Form


class SourceFilter(FilterForm):
    q = forms.CharField(label="Look for a source", max_length=100)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *SourceKind.choices])


class SourceForm(Form):
    title = forms.CharField(
        help_text="As people say it, like “Working together to safeguard children”.", max_length=160
    )
    kind = forms.ChoiceField(choices=SourceKind)
    publisher = forms.CharField(label="Who publishes it", max_length=120, required=False)
    what_it_says = forms.CharField(
        label="What it says, in a sentence",
        help_text="In your own words, for somebody who has not read it.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ChangeSourceForm(SourceForm):
    review_on = DateField(
        label="Look at it again on",
        help_text="On this day everything that rests on it is flagged. It may be left empty.",
        required=False,
    )

    @classmethod
    def said_of(cls, source: LegalSource) -> dict[str, Any]:
        current = source.versions.filter(is_current=True).first()
        said = {name: getattr(source, name) for name in SourceForm.base_fields}
        return said | {"review_on": current.review_on if current else None}


class VersionForm(Form):
    name = forms.CharField(label="What people call it", help_text="Mostly a year, like 2026.", max_length=60)
    published_on = DateField(label="Came out on")
    in_force_on = DateField(label="In force from", required=False)
    link = forms.URLField(label="Where it can be read", max_length=300, required=False, assume_scheme="https")
    what_changed = forms.CharField(
        label="What changed, in a sentence",
        help_text="Whoever looks at what rests on it reads this first.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = DateField(label="Look at it again on", required=False)

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["what_changed"]
