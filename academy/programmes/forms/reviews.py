from typing import Any

from django import forms

from academy.catalogue.models import Item
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.rules import Facts
from academy.people.scope import Viewer, visible
from academy.programmes.rules import ReviewKind
from academy.ui.forms import DateField
from academy.ui.warned import WarnedForm

NARROW = {"class": "govuk-input--width-5"}


class ReviewForm(WarnedForm):
    written = ("title", "summary")
    title = forms.CharField(
        label="What is it called?", help_text="By its theme, like: neglect in large families. Name no child.",
        max_length=160,
    )  # fmt: skip
    kind = forms.ChoiceField(label="What kind of review?", choices=[("", "Choose one"), *ReviewKind.choices])
    agreed_on = DateField(label="When was it agreed?", help_text="Like 10 January 2027")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Who leads on it?", empty_label="The partnership", required=False
    )
    summary = forms.CharField(
        label="What was learned?",
        help_text="A few sentences. Nobody can be told from them",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    link = forms.URLField(label="Where is it published?", max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]


class RecommendationForm(WarnedForm):
    written = ("words",)
    words = forms.CharField(
        label="What does the review ask for?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    capability = forms.ModelChoiceField(
        Capability.objects.none(),
        label="Is there something people need to be able to do?",
        help_text="If so, it becomes a signal of need",
        empty_label="No, it asks for something else",
        required=False,
    )
    people = forms.IntegerField(
        label="About how many people?", min_value=1, max_value=100_000, initial=1, widget=forms.NumberInput(NARROW)
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = frameworks.capabilities(viewer, on=viewer.on)
        self.fields["capability"].queryset = offered  # type: ignore[attr-defined]


class ActionForm(WarnedForm):
    written = ("words",)
    words = forms.CharField(label="What is to be done?", max_length=300)
    owner = forms.CharField(label="Who does it?", help_text="Their work e-mail address", max_length=160)
    due_on = DateField(label="By when?", help_text="Like 10 January 2027")
    item = forms.ModelChoiceField(
        Item.objects.none(), label="Is it learning that is on offer?", empty_label="No", required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = visible(viewer, Item).filter(is_published=True).order_by("title")
        self.fields["item"].queryset = offered  # type: ignore[attr-defined]

    def clean_owner(self) -> Person:
        person = people.person_for(Facts(email=self.cleaned_data["owner"].strip()))
        if person is None:
            raise forms.ValidationError("Nobody here has this address. Check it, or ask whom it should be.")
        return person


class MoveForm(WarnedForm):
    written = ("reason",)
    due_on = DateField(label="To which day?")
    reason = forms.CharField(label="Why?", max_length=300)


class EvidenceForm(WarnedForm):
    written = ("evidence",)
    evidence = forms.CharField(
        label="What is there to show for it?",
        help_text="Like: in the September audit 33 of 38 plans had it",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
