"""Learning from elsewhere, what is said of it, and whose is accepted from now on."""

from decimal import Decimal
from typing import Any

from django import forms

from academy.catalogue import queries as catalogue
from academy.catalogue.models import Item
from academy.core.uploads import PICTURES, Kind, UploadField
from academy.people.models import Organisation, Person
from academy.people.scope import Viewer
from academy.records import queries
from academy.records.models import AcceptedIssuer
from academy.records.rules import Signer
from academy.ui.forms import DateField, Form

EVIDENCE = frozenset({Kind.PDF, *PICTURES})


class ElsewhereForm(Form):
    issuer = forms.CharField(
        label="Who gave it?",
        help_text="As it stands on the certificate: NHS England, say.",
        max_length=160,
        error_messages={"required": "Say who gave it"},
    )
    title = forms.CharField(
        label="What is it called there?", max_length=200, error_messages={"required": "Say what it is called"}
    )
    item = forms.ModelChoiceField(
        label="What should it count as?",
        help_text="The item of our catalogue that it is equal to.",
        queryset=Item.objects.none(),
        empty_label="Choose one",
    )
    completed_on = DateField(
        label="When was it finished?", help_text="The date on the certificate, like 10 January 2026."
    )
    hours = forms.DecimalField(
        label="Hours",
        help_text="Only if other than the item’s.",
        required=False,
        min_value=Decimal("0.05"),
        max_value=Decimal("999"),
        max_digits=5,
        decimal_places=2,
        error_messages={"invalid": "Enter a number of hours, like 6 or 0.75"},
    )
    valid_until = DateField(label="Valid until", help_text="If the certificate says so.", required=False)
    evidence = UploadField(
        label="The certificate",
        help_text="A PDF or a photograph. It must say the name, what it is and when.",
        kinds=EVIDENCE,
        error_messages={"required": "Choose the certificate, as a PDF or a photograph"},
    )
    note = forms.CharField(label="Anything to add?", required=False, max_length=500)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = catalogue.items(viewer)  # type: ignore[attr-defined]


class HandedInForm(ElsewhereForm):
    """For somebody else, by whoever may countersign: they have the certificate in their hand."""

    person = forms.CharField(
        label="Whose is it?",
        help_text="Their e-mail address or their name.",
        max_length=200,
        error_messages={"required": "Say whose certificate it is"},
    )
    field_order = ["person", "issuer", "title", "item", "completed_on", "hours", "valid_until", "evidence", "note"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.viewer = viewer
        self.fields["evidence"].required = False

    def clean_person(self) -> Person:
        called = self.cleaned_data["person"]
        found = queries.people_called(self.viewer, called)
        if len(found) == 1:
            return found[0]
        told = "More than one person is called" if found else "Nobody you look after is called"
        raise forms.ValidationError(f"{told} {called}. Give their e-mail address")


class CountersignForm(Form):
    """One tick makes the next one like it need nobody."""

    is_accepted = forms.BooleanField(label="Accept the same from now on, without asking", required=False)
    any_title = forms.BooleanField(label="And whatever else they issue for this item", required=False)
    until = DateField(label="Until", help_text="Leave it out for good.", required=False)


class RefuseForm(Form):
    reason = forms.CharField(
        label="Why not?",
        help_text="They read this, and may hand it in again. Say what would make it count.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, so that they know what would make it count"},
    )


class AcceptForm(Form):
    issuer = forms.CharField(label="Whose learning?", help_text="As it stands on their certificates.", max_length=160)
    title = forms.CharField(
        label="Which of it?",
        help_text="As it is called there. Leave it out for everything of theirs that is handed in as this item.",
        required=False,
        max_length=200,
    )
    item = forms.ModelChoiceField(
        label="What does it count as?", queryset=Item.objects.none(), empty_label="Choose one"
    )
    organisation = forms.ModelChoiceField(
        label="For whom?", help_text="And everybody below.", queryset=Organisation.objects.none(), empty_label=None
    )
    until = DateField(label="Until", help_text="Leave it out for good.", required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = catalogue.items(viewer)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.accepts_for(viewer)  # type: ignore[attr-defined]


class CountersigningForm(Form):
    organisation = forms.ModelChoiceField(
        label="For whom?", help_text="And everybody below.", queryset=Organisation.objects.none(), empty_label=None
    )
    item = forms.ModelChoiceField(
        label="For which item?",
        queryset=Item.objects.none(),
        empty_label="All that have no rule of their own",
        required=False,
    )
    signers = forms.MultipleChoiceField(
        label="Whose names are asked for?",
        choices=Signer.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one"},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = catalogue.items(viewer)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.accepts_for(viewer)  # type: ignore[attr-defined]


def beginning_with(accepted: AcceptedIssuer | None) -> dict[str, Any]:
    """Coming from what is accepted, it need not be typed again."""
    if accepted is None:
        return {}
    return {"issuer": accepted.issuer, "title": accepted.title, "item": accepted.item_id}
