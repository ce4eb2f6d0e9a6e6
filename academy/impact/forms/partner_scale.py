"""Six statements to agree with or not, and the round in which they are asked."""

from typing import Any

from django import forms

from academy.core import clock
from academy.impact.models import PartnerRound
from academy.impact.rules.partner_scale import STATEMENTS, Agreed
from academy.people.models import JobRole
from academy.ui.forms import DateField, Form, Radios


class PartnerForm(Form):
    """One choice for each statement; none may be left out, so that a mean is always of the same six."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in STATEMENTS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=words,
                choices=Agreed,
                coerce=int,
                widget=Radios,
                error_messages={"required": f"Choose how far you agree: “{words.rstrip('.')}”"},
            )


class AskPartnersForm(Form):
    title = forms.CharField(
        label="What is this round called?",
        max_length=120,
        help_text="As partners will read it: “Working together 2026”",
    )
    job_roles = forms.ModelMultipleChoiceField(
        label="Whom do you ask?",
        queryset=JobRole.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody in one of these posts in another agency. Nobody of the council is asked",
        error_messages={"required": "Choose the posts whose holders you ask"},
    )
    closes_on = DateField(label="Until when may they answer?", help_text="Two to four weeks are usual")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job_roles"].queryset = JobRole.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if PartnerRound.objects.filter(title=title).exists():
            raise forms.ValidationError("A round of this name has been asked already: give it another")
        return title

    def clean_closes_on(self) -> Any:
        closes_on = self.cleaned_data["closes_on"]
        if closes_on <= clock.today():
            raise forms.ValidationError("Choose a day after today, so that there is time to answer")
        return closes_on
