"""A mistake taken back."""

from django import forms

from academy.ui.forms import Form


class WithdrawForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        help_text="The trail keeps this, with what the record said.",
        max_length=200,
        error_messages={"required": "Say what was wrong"},
    )
