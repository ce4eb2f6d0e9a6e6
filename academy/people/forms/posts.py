from typing import Any

from django import forms

from academy.people import queries
from academy.people.forms.people import DetailsForm
from academy.people.models import JobRole, Organisation, Person, Team
from academy.people.rules import CONTRACT_OF_JOB, Contract, Destination, Origin, Reason, Unknown
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form

WIDE = {"class": "govuk-input--width-20"}


class LineManagerField(forms.CharField):
    """A colleague by name or e-mail address; which one is asked of what the viewer may see."""

    viewer: Viewer | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Their name or e-mail address")
        super().__init__(max_length=160, required=False, widget=forms.TextInput(attrs=WIDE), **kwargs)

    def clean(self, value: Any) -> Person | None:
        words = super().clean(value)
        try:
            return queries.colleague(self.viewer, words) if self.viewer else None
        except Unknown as unknown:
            raise forms.ValidationError(unknown.words) from None


class PostForm(Form):
    """One post in one organisation, which was chosen before: teams depend on it."""

    job_role = forms.ModelChoiceField(JobRole.objects.all(), label="Job", empty_label="Choose a job")
    title = forms.CharField(
        label="Job title",
        max_length=120,
        required=False,
        help_text="If it differs from the job",
        widget=forms.TextInput(attrs=WIDE),
    )
    team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="No team")
    on = DateField(label="First day")
    line_manager = LineManagerField()
    contract = forms.ChoiceField(label="How they work there", choices=Contract.choices, initial=Contract.PERMANENT)
    fte = forms.DecimalField(
        label="Share of full time",
        min_value=0,
        max_value=1,
        decimal_places=2,
        initial=1,
        help_text="1 is full time, 0.5 is half time",
    )
    origin = forms.TypedChoiceField(
        label="Came from",
        choices=[("", "Not said"), *Origin.choices],
        coerce=lambda code: Origin(int(code)),
        empty_value=None,
        required=False,
        help_text="For social workers: it goes into the national return",
    )

    def __init__(self, *args: Any, viewer: Viewer, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["line_manager"].viewer = viewer  # type: ignore[attr-defined]
        self.fields["team"].queryset = queries.teams(viewer, organisation)  # type: ignore[attr-defined]

    def clean_contract(self) -> str:
        """A foster carer, a volunteer or a Member is not employed, whatever was left standing in this field."""
        contract, job = self.cleaned_data["contract"], self.cleaned_data.get("job_role")
        return CONTRACT_OF_JOB.get(job.code, contract) if job and contract == Contract.PERMANENT else contract

    @property
    def post(self) -> dict[str, Any]:
        """What says which post it is."""
        return {name: self.cleaned_data[name] for name in ("job_role", "title", "team")}

    @property
    def stay(self) -> dict[str, Any]:
        """What says how the person holds it."""
        return {name: self.cleaned_data[name] for name in ("on", "line_manager", "contract", "fte", "origin")}


class NewPersonForm(DetailsForm, PostForm):
    """Somebody new comes with a post: without one, nobody but the Academy could see them."""

    staff_number = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs=WIDE))
    field_order = ("given_name", "family_name", "email", "staff_number", "swe_number", "birth_year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_name"].required = True

    @property
    def details(self) -> dict[str, Any]:
        names = ("given_name", "family_name", "email", "swe_number", "birth_year", "staff_number")
        return {name: self.cleaned_data[name] for name in names}


class LineManagerForm(Form):
    line_manager = LineManagerField(label="New line manager")
    on = DateField(label="From")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line_manager"].viewer = viewer  # type: ignore[attr-defined]


class EndPostForm(Form):
    """Sent twice: once with what was typed, and again, hidden, when the answers have been checked."""

    on = DateField(label="Last day")
    reason = forms.TypedChoiceField(
        label="Why they leave",
        choices=[("", "Not said"), *Reason.choices],
        coerce=lambda code: Reason(int(code)),
        empty_value=None,
        required=False,
    )
    destination = forms.TypedChoiceField(
        label="Where they go",
        choices=[("", "Not said"), *Destination.choices],
        coerce=lambda code: Destination(int(code)),
        empty_value=None,
        required=False,
    )
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def hidden(self) -> "EndPostForm":
        """The same answers, to be sent again unseen."""
        again = EndPostForm(initial=self.cleaned_data | {"is_checked": True}, auto_id=False)
        for field in again.fields.values():
            field.widget = forms.HiddenInput()
        return again
