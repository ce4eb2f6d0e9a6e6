from typing import Any

from django import forms

from academy.people import queries
from academy.people.models import JobRole, Organisation
from academy.ui.forms import DateField, Form

WIDE = {"class": "govuk-input--width-20"}


class AccountRequestForm(Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Where you work", empty_label="Choose an organisation"
    )
    given_name = forms.CharField(label="First name", max_length=80, widget=forms.TextInput(attrs=WIDE))
    family_name = forms.CharField(label="Last name", max_length=80, widget=forms.TextInput(attrs=WIDE))
    email = forms.EmailField(
        label="E-mail address at work",
        max_length=254,
        widget=forms.EmailInput(attrs=WIDE | {"autocomplete": "email", "spellcheck": "false"}),
    )
    job_role = forms.ModelChoiceField(JobRole.objects.all(), label="Your job", empty_label="Choose the nearest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations_to_ask()  # type: ignore[attr-defined]


class ApproveForm(Form):
    job_role = forms.ModelChoiceField(JobRole.objects.all(), label="Job", empty_label=None)
    on = DateField(label="First day in the post", help_text="In the past, for whoever works with you already")


class DeclineForm(Form):
    reason = forms.CharField(
        label="Why not",
        max_length=300,
        help_text="They read it as you write it",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
