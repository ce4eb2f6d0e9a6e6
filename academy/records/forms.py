"""A certificate from somewhere else, and a mistake taken back."""

from decimal import Decimal
from typing import Any

from django import forms

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.people.models import Person
from academy.people.scope import Viewer
from academy.records import queries
from academy.ui.forms import DateField, Form


class HandedInForm(Form):
    person = forms.CharField(
        label="Whose is it?",
        help_text="Their e-mail address or their name.",
        max_length=200,
        error_messages={"required": "Say whose certificate it is"},
    )
    item = forms.ModelChoiceField(
        label="What did they complete?",
        help_text="The item that it counts as.",
        queryset=Item.objects.none(),
        empty_label="Choose one",
    )
    completed_on = DateField(label="When?", help_text="The date on the certificate, like 10 January 2026.")
    hours = forms.DecimalField(
        label="Hours",
        help_text="Only if the certificate says other than the catalogue.",
        required=False,
        min_value=Decimal("0.05"),
        max_value=Decimal("999"),
        max_digits=5,
        decimal_places=2,
        error_messages={"invalid": "Enter a number of hours, like 6 or 0.75"},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["item"].queryset = catalogue.items(viewer)  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        called = self.cleaned_data["person"]
        found = queries.people_called(self.viewer, called)
        if len(found) == 1:
            return found[0]
        told = "More than one person is called" if found else "Nobody you look after is called"
        raise forms.ValidationError(f"{told} {called}. Give their e-mail address")


class WithdrawForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        help_text="The trail keeps this, with what the record said.",
        max_length=200,
        error_messages={"required": "Say what was wrong"},
    )
