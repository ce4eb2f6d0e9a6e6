"""What is typed about the Academy's own programme and about risks."""

from typing import Any

from django import forms

from academy.improvement.forms.fields import PersonField
from academy.improvement.forms.plans import LIKE, lines
from academy.improvement.models import ImprovementPlan, Measure, ProgrammePhase, Risk
from academy.improvement.rules.risks import Harm, Likelihood
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, Radios
from academy.ui.warned import WarnedForm

OWNER_WORDS = "Their job, as everybody may read it"


class PhaseForm(WarnedForm):
    written = ("title", "words")
    title = forms.CharField(label="What is this phase called?", max_length=160)
    words = forms.CharField(label="What happens in it?", required=False, max_length=600, widget=lines())
    starts_on = DateField(label="Begins on", help_text=LIKE)
    ends_on = DateField(label="Ends on")
    owner = PersonField(label="Work email address of whoever answers for it")

    def __init__(self, *args: Any, phase: ProgrammePhase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if phase:
            self.initial = {name: getattr(phase, name) for name in ("title", "words", "starts_on", "ends_on")}
            self.initial["owner"] = phase.owner.email

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "words", "starts_on", "ends_on", "owner")}


class BenefitForm(WarnedForm):
    written = ("title", "words")
    title = forms.CharField(label="What is the benefit?", max_length=160)
    words = forms.CharField(label="What does it change?", required=False, max_length=600, widget=lines())
    before = forms.CharField(
        label="How did it stand when the programme began?", required=False, max_length=160, help_text="Like: 17 in 100"
    )
    expected = forms.CharField(label="How is it to stand?", max_length=160, help_text="Like: under 12 in 100")
    due_on = DateField(label="By which day?", help_text=LIKE)
    measure = forms.ModelChoiceField(
        label="Which measure will show it?", queryset=Measure.objects.none(), required=False, empty_label="None yet"
    )
    owner = PersonField(label="Work email address of whoever answers for it")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = visible(viewer, Measure).order_by("title")  # type: ignore[attr-defined]


class SeenForm(WarnedForm):
    written = ("words",)
    on = DateField(label="On which day was it looked at?", help_text=LIKE)
    words = forms.CharField(
        label="What was seen?", max_length=300, widget=lines(), help_text="Also when it is less than was expected"
    )


class JudgedForm(WarnedForm):
    """How likely, and how much harm: five steps each."""

    likelihood = forms.TypedChoiceField(
        label="How likely is it?", coerce=int, choices=Likelihood.choices, widget=Radios
    )
    harm = forms.TypedChoiceField(label="How much harm would it do?", coerce=int, choices=Harm.choices, widget=Radios)
    review_on = DateField(label="Look at it again on", help_text=LIKE)


class RiskForm(JudgedForm):
    written = ("title", "words", "against_it")
    title = forms.CharField(label="What may go wrong?", max_length=160)
    words = forms.CharField(label="What would follow?", required=False, max_length=600, widget=lines())
    against_it = forms.CharField(label="What is done against it?", max_length=600, widget=lines())
    owner = PersonField(label="Work email address of whoever watches it")
    owner_words = forms.CharField(label=OWNER_WORDS, required=False, max_length=120)
    plan = forms.ModelChoiceField(
        label="Which plan is it a risk of?",
        queryset=ImprovementPlan.objects.none(),
        required=False,
        empty_label="The Academy’s own programme",
    )
    field_order = ("title", "words", "likelihood", "harm", "against_it", "owner", "owner_words", "plan", "review_on")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = visible(viewer, ImprovementPlan).filter(closed_on__isnull=True)
        self.fields["plan"].queryset = found  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.field_order}


class ReviewForm(JudgedForm):
    written = ("said",)
    said = forms.CharField(label="What did you see?", max_length=300, widget=lines())
    field_order = ("said", "likelihood", "harm", "review_on")

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"likelihood": risk.likelihood, "harm": risk.harm}


class CloseRiskForm(WarnedForm):
    written = ("why",)
    why = forms.CharField(label="Why is it no risk any more?", max_length=300, widget=lines())
