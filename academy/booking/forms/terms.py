"""On what terms places are had, as the Academy team sets them."""

from typing import Any

from django import forms

from academy.booking.forms.called import titles_field
from academy.booking.models import Terms
from academy.booking.rules import Approver, ListOrder, Offers, Strictness
from academy.people.models import JobRole
from academy.people.rules import OrganisationKind
from academy.ui.forms import Form

OF_A_STRICTNESS = "What happens then?"
DAYS = forms.NumberInput(attrs={"class": "govuk-input--width-3"})


class TermsForm(Form):
    """Nothing chosen, nothing is asked of anybody."""

    job_roles = forms.ModelMultipleChoiceField(
        label="Only for these job roles", help_text="None chosen: for all", queryset=JobRole.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label="Only for organisations of these kinds", help_text="None chosen: for all",
        choices=OrganisationKind.choices, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    is_own_only = forms.BooleanField(label="Only for the organisation that offers it", required=False)
    when_not_for_them = forms.ChoiceField(label="Somebody else wants to book", choices=Strictness.choices)
    prerequisites = titles_field(label="What must be done first?")
    when_missing = forms.ChoiceField(label="It is not done, or has run out", choices=Strictness.choices)
    when_current = forms.ChoiceField(label="They did this, and it still lasts", choices=Strictness.choices)
    current_months = forms.IntegerField(
        label="It still lasts: for more than how many months?", min_value=0, max_value=60, widget=DAYS
    )
    approver = forms.ChoiceField(
        label="Who approves a booking?", choices=[("", "Nobody"), *Approver.choices], required=False
    )
    approval_days = forms.IntegerField(
        label="For how many working days is a place kept until it is approved?",
        help_text="Then it goes to the next person, and they keep their turn. 0: no place is kept",
        min_value=0, max_value=20, widget=DAYS,
    )  # fmt: skip
    list_order = forms.ChoiceField(label="In which order is the waiting list served?", choices=ListOrder.choices)
    offers = forms.ChoiceField(label="When a place comes free", choices=Offers.choices)
    offer_within_days = forms.IntegerField(
        label="Offered in time only when it begins within how many days?", help_text="Empty: always",
        min_value=0, max_value=365, required=False, widget=DAYS,
    )  # fmt: skip
    offer_days = forms.IntegerField(
        label="For how many working days does an offer last?", min_value=1, max_value=20, widget=DAYS
    )
    interest_needed = forms.IntegerField(
        label="How many people must want it before a session is suggested?", min_value=1, max_value=500, widget=DAYS
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job_roles"].queryset = JobRole.objects.order_by("name")  # type: ignore[attr-defined]
        for name in self.fields:
            if name not in ("job_roles", "prerequisites"):
                self.initial.setdefault(name, getattr(terms, name))
        if terms.pk:
            first = "\n".join(terms.prerequisites.values_list("title", flat=True))
            self.initial.update(job_roles=terms.job_roles.all(), prerequisites=first)
