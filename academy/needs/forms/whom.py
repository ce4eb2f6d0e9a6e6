"""What people type about settings, and about what counts instead."""

from typing import Any

from django import forms

from academy.catalogue.models import Item
from academy.needs.rules.whom import SettingKind
from academy.people.models import JobRole, Organisation, Team
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer, visible
from academy.ui.called import CalledOneField
from academy.ui.forms import DateField, Form


class SettingForm(Form):
    name = forms.CharField(label="What is it called?", help_text="Front door, children’s hospital", max_length=120)
    kind = forms.ChoiceField(label="What does it go by?", choices=SettingKind.choices, initial=SettingKind.PLACE)
    about = forms.CharField(label="Who is meant, in a sentence", max_length=300, required=False)


class SettingLineForm(Form):
    job_role = forms.ModelChoiceField(
        JobRole.objects.order_by("name"), label="Which job role?", required=False, empty_label="Every role"
    )
    organisation_kind = forms.ChoiceField(
        label="In which kind of organisation?", required=False, choices=[("", "Every kind"), *OrganisationKind.choices]
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="In which organisation, with its parts?",
        required=False,
        empty_label="Every one",
    )
    team = forms.ModelChoiceField(Team.objects.none(), label="In which team?", required=False, empty_label="Every team")
    starts_on = DateField(label="From which day?")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = visible(viewer, Organisation).filter(closed_on__isnull=True).order_by("name")
        teams = visible(viewer, Team).filter(closed_on__isnull=True).select_related("organisation").order_by("name")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class EquivalentForm(Form):
    item = forms.ModelChoiceField(Item.objects.none(), label="What is asked?", empty_label="Choose an item")
    counts = CalledOneField(
        Item.objects.none(),
        by="title",
        unknown="The catalogue has nothing called",
        label="What counts instead?",
        help_text="Its title as the catalogue has it",
    )
    starts_on = DateField(label="If it was finished from which day?")
    ends_on = DateField(label="Until which day?", required=False)
    why = forms.CharField(label="Why? People read this beside it", max_length=200, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = visible(viewer, Item).only("pk", "title")
        self.fields["item"].queryset = items.filter(is_published=True).order_by("title")  # type: ignore[attr-defined]
        self.fields["counts"].queryset = items  # type: ignore[attr-defined]


class EndEquivalentForm(Form):
    ends_on = DateField(label="What is the last day?", help_text="What was finished by then still counts")
