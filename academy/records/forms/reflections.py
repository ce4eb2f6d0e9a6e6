"""The boxes of a reflection: one question to a screen, and a warning when the words look as if they name a child."""

from decimal import Decimal
from typing import Any

from django import forms

from academy.core import clock
from academy.frameworks.models import Capability
from academy.people.scope import Viewer
from academy.records import queries, rules
from academy.records.rules import Activity, Peer, Question
from academy.ui.forms import DateField, Form, Radios
from academy.ui.warned import WarnedForm

HINTS = {
    Question.LEARNED: "A few sentences are enough. Speak it if you like: your keyboard’s microphone works here.",
    Question.CHANGED: "One thing that you do differently now, or will.",
    Question.DIFFERENCE: "What somebody said, did or felt. Say so when it is too early to tell.",
    Question.PEER: "What did you discuss, and what did you learn by it? Social Work England asks for this once a year.",
}
ROWS = 6


class AnswerForm(WarnedForm):
    """One question. Nothing is asked for: an empty answer is a draft, too."""

    says_optional = False
    written = ("words",)
    words = forms.CharField(
        required=False,
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": ROWS, "autocapitalize": "sentences"}),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "In your own words"
        self.fields["words"].help_text = HINTS[question]


class PeerForm(WarnedForm):
    says_optional = False
    written = ("words",)
    peer = forms.ChoiceField(
        label="With whom?",
        help_text="By what they are to you. Nobody needs to be named.",
        choices=[*Peer.choices, ("", "With nobody yet")],
        required=False,
        widget=Radios,
    )
    words = forms.CharField(
        label="What did you discuss?",
        help_text=HINTS[Question.PEER],
        required=False,
        max_length=rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": ROWS}),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("words") and not cleaned.get("peer"):
            self.add_error("peer", "Say with whom, by what they are to you")
        return cleaned


class AboutForm(WarnedForm):
    """What it was: there already for what the Academy knows of, to be typed for what it does not."""

    written = ("title", "about")
    title = forms.CharField(
        label="What was it?", help_text="Like: paper on neglect, or group supervision.", max_length=200
    )
    activity = forms.ChoiceField(label="What type of CPD was it?", choices=[("", "Choose one"), *Activity.choices])
    done_on = DateField(label="When?", help_text="Like 10 January 2027. For something longer, its last day.")
    hours = forms.DecimalField(
        label="Hours",
        required=False,
        min_value=Decimal("0.05"),
        max_value=Decimal("999"),
        max_digits=5,
        decimal_places=2,
        error_messages={"invalid": "Enter a number of hours, like 6 or 0.75"},
    )
    about = forms.CharField(
        label="In short, and why it mattered to your work",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"done_on": clock.today()})
        super().__init__(*args, **kwargs)


class StandardsForm(Form):
    capabilities = forms.ModelMultipleChoiceField(
        label="Which standards or capabilities does it touch?",
        help_text="Choose as many as fit, or none.",
        queryset=Capability.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    says_optional = False

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capabilities"].queryset = queries.standards(viewer)  # type: ignore[attr-defined]
