"""What is said of a framework that comes as a file, of its last day, and of what is expected of a job role."""

from datetime import date
from typing import Any

from django import forms

from academy.frameworks import queries
from academy.frameworks.models import Capability, Framework, SourceVersion
from academy.frameworks.rules import FrameworkKind, Level, Outcome
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form, Radios


class SendFrameworkForm(Form):
    replaces = forms.ModelChoiceField(
        label="Is it the next version of something?",
        help_text="What it replaces is in force to the day before.",
        queryset=Framework.objects.none(),
        empty_label="No, it is new",
        required=False,
    )
    name = forms.CharField(label="What it is called", max_length=160)
    version = forms.CharField(label="Version", help_text="Mostly a year, like 2027.", max_length=20)
    starts_on = DateField(label="In force from")
    kind = forms.ChoiceField(label="Whose it is", choices=FrameworkKind)
    publisher = forms.CharField(label="Who publishes it", max_length=120, required=False)
    about = forms.CharField(label="What it is, in a sentence", max_length=300, required=False)
    file = forms.FileField(label="The file, as CSV or Excel", error_messages={"required": "Choose a file"})

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = queries.all_frameworks(viewer)  # type: ignore[attr-defined]
        self.fields["replaces"].label_from_instance = lambda one: f"{one.name}, {one.version}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        old, starts_on = cleaned.get("replaces"), cleaned.get("starts_on")
        if old and starts_on and starts_on <= old.starts_on:
            self.add_error("starts_on", f"It replaces what started on {old.starts_on:%-d %B %Y}. Give a later day")
        said = (cleaned.get("name"), cleaned.get("version"))
        others = [one for one in old.replaced_by.all() if (one.name, one.version) != said] if old else []
        for other in others[:1]:
            self.add_error("replaces", f"{old} was replaced by {other.name}, {other.version}, already")
        return cleaned


class RetireForm(Form):
    ends_on = DateField(label="Its last day in force")


class OnForm(Form):
    """The day as at which a page is read; what is no date is today."""

    says_optional = False
    on = DateField(label="As at", required=False)

    def day(self, today: date) -> date:
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today


class LevelForm(Form):
    capability = forms.ModelChoiceField(queryset=Capability.objects.none(), empty_label="Choose one")
    level = forms.TypedChoiceField(
        label="How well?",
        choices=[(level.value, f"{level.value}: {level.label}") for level in Level],
        coerce=int,
        widget=Radios,
    )
    on = DateField(label="From")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosable = queries.capabilities(viewer, on=viewer.on)
        self.fields["capability"].queryset = choosable  # type: ignore[attr-defined]
        self.fields["capability"].label_from_instance = lambda one: f"{one.name} ({one.framework})"  # type: ignore[attr-defined]


class RestsOnForm(Form):
    versions = forms.ModelMultipleChoiceField(
        label="What does it rest on?",
        help_text="When one of these gets a new version, this is flagged to be looked at.",
        queryset=SourceVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    says_optional = False

    def __init__(self, *args: Any, viewer: Viewer, record: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versions"].queryset = queries.choosable_versions(viewer, record)  # type: ignore[attr-defined]


class LookedAgainForm(Form):
    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=[(one.value, one.label) for one in (Outcome.STILL_RIGHT, Outcome.CHANGED)],
        widget=Radios,
    )
    words = forms.CharField(label="Say it in a sentence", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
