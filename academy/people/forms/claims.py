from typing import Any

from django import forms
from django.forms.utils import pretty_name

from academy.people import rules
from academy.people.forms.posts import WIDE, PostForm
from academy.people.rules import FACTS_NEEDED, Facts, NotANumber

FACTS = ("email", "staff_number", "swe_number", "given_name", "family_name", "birth_year")


class ClaimForm(PostForm):
    """Two facts about somebody whom the viewer cannot see, and the post with them."""

    says_optional = False

    email = forms.EmailField(
        label="E-mail address", max_length=254, required=False, help_text="At their last employer, or their own"
    )
    staff_number = forms.CharField(
        label="Staff number at their last employer", max_length=40, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    swe_number = forms.CharField(
        label="Social Work England number",
        max_length=14,
        required=False,
        help_text="Social workers only, like SW12345",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    given_name = forms.CharField(
        label="Given name",
        max_length=80,
        required=False,
        help_text="The whole name and the year of birth together count as one fact",
        widget=forms.TextInput(attrs=WIDE),
    )
    family_name = forms.CharField(
        label="Family name", max_length=80, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    birth_year = forms.IntegerField(label="Year of birth", min_value=1920, max_value=2015, required=False)
    field_order = FACTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # of the facts any two are enough, so that no single one is optional
            if name not in FACTS and not field.required:
                field.label = f"{field.label or pretty_name(name)} (optional)"

    @property
    def about_them(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS]

    @property
    def about_the_post(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FACTS]

    def clean_swe_number(self) -> str:
        try:
            return rules.swe_number(self.cleaned_data["swe_number"]) or ""
        except NotANumber as wrong:
            raise forms.ValidationError(wrong.words) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        facts = self.facts
        if facts.has_name_without_year:
            words = "A name alone finds nobody. Give the whole name and the year of birth, or leave the name out"
            self.add_error("given_name", words)
        elif len(facts.kinds) < FACTS_NEEDED and not self.errors.keys() & set(FACTS):
            self.add_error("email", "Give two facts about them: any two of these")
        return cleaned

    @property
    def facts(self) -> Facts:
        given = {name: self.cleaned_data[name] for name in FACTS if self.cleaned_data.get(name)}
        return Facts(**given)
