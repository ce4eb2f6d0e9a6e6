from typing import Any

from django import forms

from academy.people.models import Organisation
from academy.people.rules import NotAnIdentifier, OrganisationKind, identifier, schemes_of
from academy.ui.forms import FilterForm, Form

FEW_LEADS, NO_AGREEMENT, CLOSED = "few-leads", "no-agreement", "closed"
SHOWN = [
    ("", "Every organisation"),
    (FEW_LEADS, "Fewer than two training leads"),
    (NO_AGREEMENT, "Without a sharing agreement"),
    (CLOSED, "Closed"),
]
NARROW = {"class": "govuk-input--width-10"}


class OrganisationFilter(FilterForm):
    q = forms.CharField(
        label="Name, short name or number", max_length=120, widget=forms.TextInput(attrs={"type": "search"})
    )
    show = forms.ChoiceField(label="Show", choices=SHOWN)

    def chosen(self) -> dict[str, Any]:
        """What to filter by: what cannot be read is left out, and shown as a mistake."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class OrganisationForm(Form):
    name = forms.CharField(max_length=160)
    kind = forms.ChoiceField(choices=[("", "Choose a kind"), *OrganisationKind.choices])
    parent = forms.ModelChoiceField(
        Organisation.objects.filter(closed_on__isnull=True).order_by("name"),
        label="Part of",
        empty_label="Choose an organisation",
    )
    code = forms.CharField(
        label="Short name",
        max_length=40,
        required=False,
        help_text="For files and addresses, like st-aldas-primary. We make one from the name if you leave it empty",
    )
    number = forms.CharField(
        label="Its number elsewhere",
        max_length=20,
        required=False,
        help_text="A school’s URN, an NHS ODS code, an Ofsted number or a local authority’s code",
        widget=forms.TextInput(attrs=NARROW),
    )

    def clean(self) -> dict[str, Any]:
        """The number is of the first scheme for such organisations whose form it has."""
        cleaned = super().clean() or {}
        number, kind = cleaned.pop("number", ""), cleaned.get("kind")
        cleaned["numbers"] = {}
        if number and kind:
            cleaned["numbers"] = self._number(number, kind)
        return cleaned

    def _number(self, number: str, kind: str) -> dict[str, str]:
        refused = []
        for scheme in schemes_of(kind):
            try:
                return {scheme: identifier(scheme, number, kind=kind)}
            except NotAnIdentifier as wrong:
                refused.append(wrong.words)
        self.add_error("number", refused[0])
        return {}


class IdentifiersForm(Form):
    """The numbers that this kind of organisation may have, each as it is now."""

    says_optional = False

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {number.scheme: number.value for number in organisation.identifiers.all()}
        for scheme in schemes_of(organisation.kind):
            self.fields[scheme.value] = forms.CharField(
                label=scheme.label,
                max_length=20,
                required=False,
                initial=held.get(scheme, ""),
                widget=forms.TextInput(attrs=NARROW),
            )


class TeamForm(Form):
    name = forms.CharField(max_length=120)
