"""What people choose on the page of early warning."""

from django import forms

from academy.ui.forms import FilterForm


class TeamsFilter(FilterForm):
    show = forms.ChoiceField(choices=[("", "Teams outside what is usual"), ("all", "Every team")])

    @property
    def wants_all(self) -> bool:
        return self.is_valid() and self.cleaned_data["show"] == "all"
