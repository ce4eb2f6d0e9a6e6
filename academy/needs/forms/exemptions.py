"""What people type when somebody need not."""

from typing import Any

from django import forms

from academy.needs import queries
from academy.needs.models import Requirement
from academy.people.models import Person
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form

WHY = "Away on leave, no longer in that work: as little as will do. Nothing about health, nothing about a child"


class ExemptionForm(Form):
    requirement = forms.ModelChoiceField(Requirement.objects.none(), label="From what?", empty_label="Choose one")
    why = forms.CharField(label="Why?", help_text=WHY, max_length=300, widget=forms.Textarea({"rows": 3}))
    until_on = DateField(label="Until which day?", help_text="A year at most. The day after, it is asked again")

    def __init__(self, *args: Any, viewer: Viewer, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [gap for gap in queries.standing(viewer, on=viewer.on, person=person) if gap.exempt_until is None]
        chosen = Requirement.objects.filter(pk__in=[gap.requirement_id for gap in asked]).select_related("item")
        self.fields["requirement"].queryset = chosen.order_by("item__title", "pk")  # type: ignore[attr-defined]


class SignForm(Form):
    """Nothing to type: a name is put by pressing the button."""


class NotAgreedForm(Form):
    reason = forms.CharField(label="Why not?", help_text="They read this", max_length=300)


class EndExemptionForm(Form):
    reason = forms.CharField(label="Why does it end earlier?", help_text="They read this", max_length=300)
