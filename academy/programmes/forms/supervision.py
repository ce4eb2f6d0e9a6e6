from typing import Any

from django import forms

from academy.core import clock
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability
from academy.people import queries as people
from academy.people.models import JobRole, Organisation
from academy.people.scope import Viewer
from academy.programmes import rules
from academy.programmes.actions import Point
from academy.programmes.rules import ConversationKind
from academy.ui.forms import DateField, Form, Radios
from academy.ui.warned import WarnedForm

NARROW = {"class": "govuk-input--width-3"}
PRIVATE = "Only the two of you can read this. Children and families have no names here."


class ConversationForm(WarnedForm):
    """That you met, what you agreed between you, and what there is to learn."""

    written = ("words", "said")
    kind = forms.ChoiceField(label="What was it?", choices=ConversationKind.choices, widget=Radios)
    held_on = DateField(label="When?", help_text="Like 10 January 2027")
    words = forms.CharField(
        label="What did you agree?",
        help_text=PRIVATE,
        max_length=rules.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    said = forms.CharField(
        label="Is there something to learn?",
        help_text="In a few words that the line manager may see. You can add more afterwards",
        max_length=rules.LONGEST_POINT,
        required=False,
    )
    capability = forms.ModelChoiceField(
        Capability.objects.none(), label="Which capability is it about?", empty_label="None", required=False
    )
    is_passed_on = forms.BooleanField(
        label="Let the Academy know that this is needed, without saying by whom", required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"held_on": clock.today(), "kind": ConversationKind.SUPERVISION})
        super().__init__(*args, **kwargs)
        offered = frameworks.capabilities(viewer, on=viewer.on)
        self.fields["capability"].queryset = offered  # type: ignore[attr-defined]

    @property
    def points(self) -> list[Point]:
        said = self.cleaned_data
        if not said["said"]:
            return []
        return [Point(said["said"], capability=said["capability"], is_passed_on=said["is_passed_on"])]


class NoteForm(WarnedForm):
    written = ("words",)
    words = forms.CharField(
        label="What did you agree?",
        help_text=PRIVATE,
        max_length=rules.LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class OpeningForm(Form):
    reason = forms.CharField(
        label="Why must these notes be read?",
        help_text="The two people are shown your reason. Name no child.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RuleForm(Form):
    """For whom, in which weeks of a post, and how often."""

    job_role = forms.ModelChoiceField(
        JobRole.objects.order_by("name"), label="In which job?", empty_label="Every job", required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Where?", empty_label="Everywhere", required=False
    )
    every_days = forms.IntegerField(
        label="Days between one and the next", min_value=1, max_value=400, widget=forms.NumberInput(NARROW)
    )
    from_week = forms.IntegerField(
        label="After how many weeks in post?", min_value=0, max_value=520, initial=0, widget=forms.NumberInput(NARROW)
    )
    until_week = forms.IntegerField(
        label="Until how many weeks in post?",
        help_text="Leave it empty for no end",
        min_value=1,
        max_value=520,
        required=False,
        widget=forms.NumberInput(NARROW),
    )
    starts_on = DateField(label="From which day?")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": viewer.on, "from_week": 0})
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]
