from typing import Any

from django import forms

from academy.booking.rules import charges
from academy.booking.rules.charges import ChargedFor, Credited, Unit
from academy.booking.rules.standing import CHOICES_OF_REASON, NEVER_CHARGED, CancelReason
from academy.catalogue.models import Item
from academy.people import queries as people
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer, visible
from academy.ui.called import CalledField, CalledOneField
from academy.ui.forms import DateField, FilterForm, Form, Radios

LINES = 7


class PolicyForm(Form):
    """Of what, from when, and who pays nothing. What each pays stands beside it, line by line: `RateForm`."""

    name = forms.CharField(max_length=120, label="What is it called?", help_text="As “Free for contributors”")
    item = CalledOneField(
        Item.objects.none(),
        by="title",
        unknown="The catalogue has nothing called",
        label="Of one course or event only",
        help_text="Its title as the catalogue has it. Leave it empty for more than one",
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label="Of all that one organisation offers",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No, of everything on offer",
    )
    starts_on = DateField(label="From", help_text="The rule until then ends the day before")
    free_kinds = forms.MultipleChoiceField(
        label="Kinds of organisation that pay nothing",
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    free_organisations = CalledField(
        Organisation.objects.none(),
        by="name",
        unknown="No organisation is called",
        label="Organisations that pay nothing, with all under them",
        help_text="Their names, one on a line",
        required=False,
    )
    free_places = forms.IntegerField(
        label="Free places a year", min_value=0, initial=0, help_text="For each organisation, from April. 0 is none"
    )
    most_a_year = forms.IntegerField(
        label="The most an organisation pays in a year, in pounds", min_value=0, required=False
    )
    never = forms.MultipleChoiceField(
        label="Reasons for giving back that are never charged",
        choices=[(reason.value, reason.label) for reason in CHOICES_OF_REASON],
        initial=[CancelReason.EMERGENCY.value],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_now = people.open_organisations(viewer)
        self.fields["item"].queryset = visible(viewer, Item)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = open_now  # type: ignore[attr-defined]
        self.fields["free_organisations"].queryset = open_now.filter(path__regex=r"^[^.]+\.([^.]+\.)?$")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("item") and said.get("organisation"):
            self.add_error("organisation", "Choose a course or an organisation, not both")
        always = [reason for reason in NEVER_CHARGED if reason not in CHOICES_OF_REASON]
        said["never"] = sorted({*said.get("never", []), *(reason.value for reason in always)})
        return said


class RateForm(Form):
    """One line. Left without pounds it says nothing."""

    says_optional = False

    charged_for = forms.ChoiceField(label="For", choices=ChargedFor.choices)
    pounds = forms.IntegerField(label="Pounds", min_value=0, max_value=5_000, required=False)
    kind = forms.ChoiceField(
        label="Of", choices=[("", "Every kind of organisation"), *OrganisationKind.choices], required=False
    )
    contributes = forms.ChoiceField(
        label="That",
        choices=[("", "Contribute or not"), ("yes", "Contribute"), ("no", "Do not contribute")],
        required=False,
    )
    notice = forms.IntegerField(label="Given back fewer than", min_value=1, max_value=500, required=False)
    unit = forms.ChoiceField(label="Before", choices=Unit.choices, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        is_late = said.get("charged_for") == ChargedFor.LATE
        if said.get("pounds") is not None and is_late and not said.get("notice"):
            self.add_error("notice", "Say from when a place is given back late")
        return said

    @property
    def line(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if said.get("pounds") is None:
            return None
        is_late = said["charged_for"] == ChargedFor.LATE
        return {
            "charged_for": said["charged_for"],
            "pounds": said["pounds"],
            "kind": said["kind"],
            "contributes": {"yes": True, "no": False}.get(said["contributes"]),
            "notice": said["notice"] if is_late else None,
            "unit": said["unit"] or Unit.DAYS,
        }


class WaiverForm(Form):
    why = forms.ChoiceField(
        label="Why?",
        choices=[(reason.value, reason.label) for reason in charges.WAIVERS],
        widget=Radios,
    )
    words = forms.CharField(
        label="Anything to remember", max_length=300, required=False, help_text="No child, and no diagnosis"
    )

    def clean_why(self) -> Credited:
        return Credited(self.cleaned_data["why"])


class RunForm(Form):
    until = DateField(label="Bill what was charged until", help_text="The end of this day")


class ContributionForm(Form):
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label="Choose an organisation")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty if it goes on")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("ends_on") and said.get("starts_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", "Choose a last day on or after the first")
        return said


class ChargesFilter(FilterForm):
    state = forms.ChoiceField(
        label="Show",
        choices=[("", "Charges and credits"), ("standing", "Charges that stand"), ("open", "Not billed yet")],
    )
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label="Every organisation")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.organisations(viewer).order_by("name")  # type: ignore[attr-defined]
