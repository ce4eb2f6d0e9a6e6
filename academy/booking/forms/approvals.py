"""What people type when they approve bookings, name a deputy or say what their organisation asks."""

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.booking import queries
from academy.booking.models import Approval
from academy.booking.rules import Approver
from academy.core import clock
from academy.people.models import Organisation, Person
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, Form

APPROVE, DECLINE = "approve", "decline"


class ApprovalForm(Form):
    """Two buttons; whoever declines says why."""

    says_optional = False

    answer = forms.ChoiceField(choices=[(APPROVE, "Approve"), (DECLINE, "Decline")])
    why = forms.CharField(label="If you decline: why?", help_text="They read this.", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("answer") == DECLINE and not typed.get("why"):
            self.add_error("why", "Say why you decline")
        return typed


class ApprovalsForm(Form):
    """Several at once: at least one."""

    approvals = forms.TypedMultipleChoiceField(
        label="Whose booking?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one"},
    )

    def __init__(self, *args: Any, waiting: Sequence[Approval], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {approval.pk: approval for approval in waiting}
        choices = [(pk, str(approval.booking.person)) for pk, approval in self.waiting.items()]
        self.fields["approvals"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Approval]:
        return [self.waiting[pk] for pk in self.cleaned_data["approvals"]]


class DeputyForm(Form):
    email = forms.EmailField(label="Their work e-mail address", max_length=254)
    starts_on = DateField(label="From")
    ends_on = DateField(label="To the end of")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_email(self) -> Person:
        """Somebody who works where they work: nobody else is found, whoever there is."""
        people = Person.objects.filter(email__iexact=self.cleaned_data["email"], spells__in=_colleagues(self.viewer))
        found = people.exclude(pk=self.viewer.person.pk if self.viewer.person else 0).distinct().first()
        if found is None:
            raise forms.ValidationError("Nobody with this address works in your organisation")
        return found

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if ends_on and ends_on < clock.today():
            self.add_error("ends_on", "Give a day to come")
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Give a last day that is not before the first")
        return typed


class ApprovalRuleForm(Form):
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="Choose"
    )
    approver = forms.ChoiceField(
        label="Who approves what its people book?", choices=[("", "Nobody"), *Approver.choices], required=False
    )
    from_hours = forms.DecimalField(
        label="From how many hours of learning?",
        help_text="Anything shorter needs nobody. 0 means everything",
        min_value=0,
        max_value=200,
        initial=0,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = visible(viewer, Organisation, "set approval rules").order_by("name")
        self.fields["organisation"].queryset = within  # type: ignore[attr-defined]


def _colleagues(viewer: Viewer) -> Any:
    """Posts held today in the organisations where the viewer works or leads training, and below them."""
    paths = [at.path for at in queries.posts(viewer.person, on=viewer.on).organisations] + viewer.branches
    return queries.posts_below(paths, on=viewer.on)
