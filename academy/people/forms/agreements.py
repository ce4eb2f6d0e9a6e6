from django import forms

from academy.people.rules import Shared
from academy.ui.forms import DateField, Form

WIDE = {"class": "govuk-input--width-20"}


class AgreementForm(Form):
    shares = forms.MultipleChoiceField(
        label="What is shared with the Academy team",
        choices=Shared.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Counts are always shown. What is not ticked, the Academy team does not see of anybody there",
    )
    signed_for_organisation = forms.CharField(
        label="Signed for the organisation by",
        max_length=160,
        help_text="Their name and what they are",
        widget=forms.TextInput(attrs=WIDE),
    )
    signed_for_hub = forms.CharField(
        label="Signed for the Academy by", max_length=160, widget=forms.TextInput(attrs=WIDE)
    )
    signed_on = DateField(label="Signed on")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty if it runs until it is ended")
    review_on = DateField(label="To be reviewed on", required=False, help_text="Both sides are told a month before")


class EndAgreementForm(Form):
    on = DateField(label="Last day")
