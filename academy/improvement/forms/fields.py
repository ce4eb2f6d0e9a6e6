"""Who sees to something, as people type it: by their work email address."""

from typing import Any

from django import forms

from academy.core import clock
from academy.people import queries as people
from academy.people.models import Person
from academy.people.rules import Facts
from academy.ui.dates import date_words


class PersonField(forms.EmailField):
    """An email address that leads to one person here."""

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Person) else super().to_python(value)

    def clean(self, value: Any) -> Any:
        email = super().clean(value)
        if not email:
            return None
        person = people.person_for(Facts(email=email.strip()))
        if person is None:
            raise forms.ValidationError("Nobody here has that email address")
        return person


def not_to_come(form: forms.Form, name: str) -> Any:
    on = form.cleaned_data[name]
    if on > clock.today():
        raise forms.ValidationError(f"{date_words(on)} is still to come. Choose today or a day before")
    return on
