from typing import Any

from django import forms

from academy.people import queries
from academy.people.models import JobRole, Organisation
from academy.people.rules import EMPLOYED, Contract
from academy.people.scope import Viewer
from academy.ui.forms import FilterForm, Form

EMPLOYED_WORD = "employed"
KINDS = [
    ("", "Everybody"),
    (EMPLOYED_WORD, "Employed"),
    *[(kind.value, kind.label) for kind in Contract if kind not in EMPLOYED],
]
STATES = [("", "Everyone"), (queries.IN_POST, "In post today"), (queries.NOT_IN_POST, "Not in post")]


class PeopleFilter(FilterForm):
    q = forms.CharField(
        label="Name, e-mail address or number", max_length=120, widget=forms.TextInput(attrs={"type": "search"})
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), empty_label="Every organisation")
    job_role = forms.ModelChoiceField(JobRole.objects.all(), label="Job", empty_label="Every job")
    kind = forms.ChoiceField(label="Kind of person", choices=KINDS)
    state = forms.ChoiceField(label="Show", choices=STATES)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations(viewer).order_by("name")  # type: ignore[attr-defined]
        if not viewer.sees_authority:
            del self.fields["state"]  # whoever has left is out of a training lead's sight

    def chosen(self) -> dict[str, Any]:
        """What to filter by: what cannot be read is left out, and shown as a mistake."""
        self.full_clean()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if kind := chosen.pop("kind", ""):
            chosen["contracts"] = sorted(EMPLOYED) if kind == EMPLOYED_WORD else [kind]
        return {"search" if name == "q" else name: value for name, value in chosen.items()}


class DetailsForm(Form):
    given_name = forms.CharField(label="Given name", max_length=80, required=False)
    family_name = forms.CharField(label="Family name", max_length=80, required=False)
    email = forms.EmailField(label="E-mail address at work", max_length=254, required=False)
    swe_number = forms.CharField(
        label="Social Work England number",
        max_length=14,
        required=False,
        help_text="For social workers, like SW12345",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    birth_year = forms.IntegerField(label="Year of birth", min_value=1920, max_value=2015, required=False)
