"""What is typed about findings, actions and concerns."""

from typing import Any

from django import forms

from academy.audits.models import Sample
from academy.audits.rules.findings import FindingKind
from academy.frameworks.models import Capability
from academy.needs.rules import Risk
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.rules import Facts
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm, Form, Radios
from academy.ui.warned import WarnedForm

RISKS = [(str(value), label) for value, label in Risk.choices]


class FindingForm(WarnedForm):
    """What was found, how often, and what may come of it if nothing is done."""

    written = ("said", "words")
    said = forms.CharField(
        label="What was found?", help_text="In a few words, like: risk is described, but not weighed.", max_length=160
    )
    kind = forms.ChoiceField(label="Is it a strength?", choices=FindingKind.choices, widget=Radios)
    words = forms.CharField(
        label="What shows it?",
        help_text="No names of children, families or workers.",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    risk = forms.TypedChoiceField(
        label="What may happen to children and families if nothing is done?", coerce=int, choices=RISKS, widget=Radios
    )
    capability = forms.ModelChoiceField(
        label="Which capability is it about?", queryset=Capability.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capability"].queryset = visible(viewer, Capability).order_by("name")  # type: ignore[attr-defined]


class ActionForm(WarnedForm):
    written = ("what",)
    what = forms.CharField(label="What is to be done?", max_length=200)
    owner = forms.CharField(label="Who does it?", help_text="Their work e-mail address.", max_length=120)
    due_on = DateField(label="By when?", help_text="Like 15 January 2027.")

    def person(self) -> Person | None:
        return people.person_for(Facts(email=self.cleaned_data["owner"].strip()))


class DoneForm(WarnedForm):
    written = ("came_of_it",)
    came_of_it = forms.CharField(label="What came of it?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReAuditDayForm(Form):
    due_on = DateField(label="Look at it again by", help_text="Like 15 January 2027.")


class LookAgainForm(Form):
    sample = forms.ModelChoiceField(label="In which sample?", queryset=Sample.objects.none(), empty_label="Choose one")

    def __init__(self, *args: Any, samples: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].queryset = samples  # type: ignore[attr-defined]


class FindingsFilter(FilterForm):
    search = forms.CharField(label="Find", max_length=80)
    kind = forms.ChoiceField(label="Which", choices=[("", "Everything"), *FindingKind.choices])


class ConcernForm(WarnedForm):
    written = ("said",)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, min_length=8)
    said = forms.CharField(
        label="What worries you?",
        help_text="What you saw and why it cannot wait. No names: whoever is told asks you which child it is.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerConcernForm(WarnedForm):
    written = ("answer",)
    answer = forms.CharField(
        label="What are you doing?",
        help_text="Like: I am ringing the team manager now, and the child is seen today.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContactForm(Form):
    organisation = forms.ModelChoiceField(
        label="For cases of", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    who = forms.CharField(label="Who is told?", help_text="Their work e-mail address.", max_length=120)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]

    def person(self) -> Person | None:
        return people.person_for(Facts(email=self.cleaned_data["who"].strip()))
