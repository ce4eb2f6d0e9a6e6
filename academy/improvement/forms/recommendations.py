"""What is typed about a committee's recommendation."""

from typing import Any

from django import forms

from academy.core import clock
from academy.improvement.forms.fields import PersonField
from academy.improvement.forms.plans import LIKE, lines
from academy.improvement.models import PlanAction, Recommendation
from academy.improvement.rules.recommendations import RESPOND_WITHIN, Answer, RecommendationState
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm, Radios
from academy.ui.warned import WarnedForm


class RecommendationsFilter(FilterForm):
    show = forms.ChoiceField(label="Show", choices=[("", "All of them"), *RecommendationState.choices])


class RecommendationForm(WarnedForm):
    written = ("said",)
    committee = forms.CharField(
        label="Which committee?", max_length=160, help_text="Such as: Children and Families Select Committee"
    )
    said = forms.CharField(
        label="What does it recommend?", max_length=600, widget=lines(4), help_text="In its own words"
    )
    made_on = DateField(label="On which day?", help_text=LIKE)
    respond_by = DateField(label="Answer it by")
    owner = PersonField(label="Work email address of whoever answers it")
    owner_words = forms.CharField(label="Their job, as everybody may read it", required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"made_on": clock.today(), "respond_by": clock.today() + RESPOND_WITHIN}


class AnswerForm(WarnedForm):
    written = ("words",)
    answer = forms.ChoiceField(label="What is the answer?", choices=Answer.choices, widget=Radios)
    words = forms.CharField(label="In words", max_length=1_000, widget=lines(5), help_text="The committee reads this")
    on = DateField(label="Answered on", help_text=LIKE)
    actions = forms.ModelMultipleChoiceField(
        label="Which actions of the plan follow from it?",
        queryset=PlanAction.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8, "class": "govuk-select"}),
        help_text="Hold Control, or Command, to choose more than one",
    )

    def __init__(self, *args: Any, viewer: Viewer, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = visible(viewer, PlanAction).filter(priority__plan__closed_on__isnull=True)
        self.fields["actions"].queryset = open_ones.order_by("title", "pk")  # type: ignore[attr-defined]
        if not open_ones.exists():
            del self.fields["actions"]
        self.initial = {
            "answer": recommendation.answer,
            "words": recommendation.answer_words,
            "on": recommendation.answered_on or clock.today(),
            "actions": [one.pk for one in recommendation.actions.all()],
        }


class DoneForm(WarnedForm):
    written = ("words",)
    words = forms.CharField(label="What was done?", max_length=300, widget=lines())
    on = DateField(label="On which day was it done?", help_text=LIKE)
