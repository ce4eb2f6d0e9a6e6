"""The file of requirements somebody chooses."""

from django import forms

from academy.ui.forms import Form


class RequirementFileForm(Form):
    file = forms.FileField(label="Which file?", help_text="CSV or Excel, one row for each requirement")
