from typing import Any

from django import forms

from academy.core import clock
from academy.people import rules
from academy.people.forms.posts import WIDE
from academy.people.rules import Event, Scope
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form


class ConnectionForm(Form):
    name = forms.CharField(
        label="Name of the system",
        max_length=80,
        help_text="Everything it does is in the trail under this name",
        widget=forms.TextInput(attrs=WIDE),
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it may do"},
    )
    expires_on = DateField(label="Last day of the key", help_text="At most twelve months from today")
    addresses = forms.CharField(
        label="Addresses it calls from",
        max_length=400,
        required=False,
        help_text="Like 192.0.2.7 or 192.0.2.0/24. Empty is from anywhere",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last_day = clock.months_after(viewer.on, rules.LONGEST_MONTHS)
        self.fields["expires_on"].initial = last_day
        if not viewer.sees_authority:
            given = [choice for choice in Scope.choices if choice[0] not in rules.BY_THE_ACADEMY]
            self.fields["scopes"].choices = given  # type: ignore[attr-defined]

    def clean_addresses(self) -> list[str]:
        try:
            return rules.networks(self.cleaned_data["addresses"])
        except rules.NotANetwork as wrong:
            raise forms.ValidationError(wrong.words) from None


class WebhookForm(Form):
    address = forms.CharField(
        label="Address to tell",
        max_length=500,
        help_text="It begins with https:// and is on the public internet",
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label="What should it be told?",
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing to be told of"},
    )
