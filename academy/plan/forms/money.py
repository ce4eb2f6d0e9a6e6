"""What people type about budgets, costs and what was spent."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from academy.people import queries as people
from academy.people.models import Organisation
from academy.people.scope import Viewer
from academy.plan import queries
from academy.plan.forms.plans import not_to_come
from academy.plan.models import Budget, Cost, LearningPlan
from academy.plan.rules import MOST_POUNDS, CostKind
from academy.ui.forms import DateField, Form, PoundsField


class BudgetForm(Form):
    funder = forms.CharField(label="Who gives it?", max_length=120)
    organisation = forms.ModelChoiceField(
        label="Is that one of our organisations?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No",
    )
    pounds = PoundsField(label="How much, in pounds?")
    terms = forms.CharField(
        label="What may it be spent on?", required=False, max_length=300, help_text="Nothing said: anything in the plan"
    )
    note = forms.CharField(label="What else?", required=False, max_length=300)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ", ".join(funder.name for funder in queries.funders()[:12])
        self.fields["funder"].help_text = f"Known already: {known}" if known else "Such as: Weyshire Council"
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]


class ChangeBudgetForm(Form):
    pounds = PoundsField(label="How much, in pounds?")
    terms = forms.CharField(label="What may it be spent on?", required=False, max_length=300)
    note = forms.CharField(label="What else?", required=False, max_length=300)

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"pounds": budget.pounds, "terms": budget.funder.terms, "note": budget.note}


class BudgetField(forms.ModelChoiceField):
    def label_from_instance(self, budget: Any) -> str:
        return str(budget.funder)


class CostForm(Form):
    kind = forms.ChoiceField(label="What for?", choices=CostKind.choices)
    words = forms.CharField(
        label="In a few words", required=False, max_length=160, help_text="Such as: six days of a trainer"
    )
    budget = BudgetField(label="From which budget?", queryset=Budget.objects.none(), empty_label=None)
    planned = PoundsField(label="How much is planned, in pounds?")

    def __init__(self, *args: Any, plan: LearningPlan, cost: Cost | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].queryset = plan.budgets.select_related("funder")  # type: ignore[attr-defined]
        if cost:
            names = ("kind", "words", "budget", "planned", "forecast", "forecast_why")
            self.initial = {name: getattr(cost, name) for name in names}


class ChangeCostForm(CostForm):
    forecast = PoundsField(
        label="What will it come to, as you see it today?",
        required=False,
        help_text="Left empty, it is what was planned, or what is spent where that is more",
    )
    forecast_why = forms.CharField(label="Why does it differ?", required=False, max_length=300)


class SpendForm(Form):
    pounds = PoundsField(
        label="How much, in pounds?",
        min_value=-MOST_POUNDS,
        help_text="Money that came back is written with a minus: -120",
    )
    on = DateField(label="On", help_text="Like 17 November 2026")
    reference = forms.CharField(
        label="Number of the invoice or order", required=False, max_length=40, help_text="One number is taken once"
    )
    words = forms.CharField(label="What for?", required=False, max_length=160)

    def clean_pounds(self) -> Decimal:
        pounds: Decimal = self.cleaned_data["pounds"]
        if pounds == 0:
            raise forms.ValidationError("Enter an amount that is not nothing")
        return pounds

    def clean_on(self) -> date:
        return not_to_come(self.cleaned_data["on"])
