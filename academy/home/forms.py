from typing import Any

from django import forms

from academy.people.models import Person
from academy.ui.forms import Form


class MergeForm(Form):
    """Which of two records stays, and what says that they are one person's."""

    kept = forms.TypedChoiceField(label="Which record stays?", coerce=int, widget=forms.RadioSelect)
    why = forms.CharField(
        label="What says that they are one person?",
        max_length=300,
        help_text="A name and a year of birth are not enough: namesakes exist. Say what else you know",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, one: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [  # type: ignore[attr-defined]
            (person.pk, f"{name}: {person}, {person.email or person.swe_number or 'no e-mail address'}")
            for name, person in (("The first", one), ("The second", other))
        ]
